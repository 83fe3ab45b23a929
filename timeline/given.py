"""Mentions that the input names by their spans: each is what the extraction finds there, or the least that can be linked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from timeline.knowledge import Knowledge
from timeline.lexicon import lexicon
from timeline.model import Actor, Article, Finding, Mention, Parse, Sentence, Token
from timeline.names import Name, names_in, people_of
from timeline.pipeline import Reading, reading
from timeline.tree import Tree

_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ", "NUM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A mention's id and the half-open range of its words in the article's text."""

    id: str | int  # given back as it came
    start: int
    end: int


def given_reading(article: Article, parse: Parse, spans: Sequence[Span], knowledge: Knowledge) -> Reading:
    """The reading of an article whose mentions are those given, one for each span in their order."""
    own = reading(article, parse, knowledge)
    names = names_in(parse, people_of(parse))
    return replace(own, mentions=tuple(_given(article, parse, names, own, span) for span in spans))


def _given(article: Article, parse: Parse, names: Sequence[Name], own: Reading, span: Span) -> Mention:
    ident = f"{article.id}:{span.id}:{span.start}"
    overlap = [(min(m.end, span.end) - max(m.start, span.start), m) for m in own.mentions]
    best = max(overlap, key=lambda o: o[0], default=None)
    if best and best[0] > 0:
        return replace(best[1], id=ident, start=span.start, end=span.end)
    return _least(ident, article, parse, names, own.findings, span)


def _least(ident: str, article: Article, parse: Parse, names: Sequence[Name], findings: Sequence[Finding], span: Span) -> Mention:
    """A mention from its own phrase alone: type and lemma of its head, whom the phrase names, a date in its sentence.

    The phrase and not the sentence, or all that one sentence tells would be alike.
    """
    sentence = _sentence_at(parse, span)
    inside = [i for i in range(sentence.first, sentence.last) if parse.tokens[i].start < span.end and span.start < parse.tokens[i].end]
    top = next((i for i in inside if parse.tokens[i].head not in inside or parse.tokens[i].head == i), None)
    head = parse.tokens[top] if top is not None else None
    phrase = Tree.of(parse).subtree(top) if top is not None else []
    known = {n.known.id: n.known for n in names if n.first in phrase or n.last - 1 in phrase}
    place = next((k for k in known.values() if k.kind == "place"), None)
    expression = _date_in(findings, sentence, span)
    text = article.text[span.start : span.end]
    return Mention(
        id=ident,
        article=article.id,
        lang=article.lang,
        quote=" ".join(article.text[sentence.start : sentence.end].split()),
        start=span.start,
        end=span.end,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        expression=expression,
        status="occurred",
        speaker=None,
        type=_type(article.lang, head),
        lemma=head.lemma.lower() if head else text.lower(),
        nominal=head is not None and head.upos in ("NOUN", "PROPN"),
        title=text,
        timing="unknown" if expression is None else "same",
        actors=tuple(Actor(id=k.id, name=k.name(article.lang), role="participant") for k in known.values() if k.kind != "place"),
        place=place.name(article.lang) if place else None,
        place_id=place.id if place else None,
        numbers=tuple(sorted({re.sub(r"\D", "", parse.tokens[i].text) for i in inside if re.search(r"\d", parse.tokens[i].text)})),
        words=tuple(sorted({parse.tokens[i].lemma.lower() for i in phrase if parse.tokens[i].upos in _CONTENT})),
    )


def _sentence_at(parse: Parse, span: Span) -> Sentence:
    """The sentence of a span; the span itself where the parser saw none, as in blank text."""
    found = next((s for s in parse.sentences if s.start < span.end and span.start < s.end), None)
    return found or Sentence(0, 0, span.start, span.end)


def _type(lang: str, head: Token | None) -> str:
    if head is None:
        return "other"
    words = lexicon(lang)
    lemma, form = head.lemma.lower(), head.text.lower()
    found = words.verb_type(lemma, form) if head.upos in ("VERB", "AUX") else words.noun_type(lemma, form)
    return found or "other"


def _date_in(findings: Sequence[Finding], sentence: Sentence, span: Span) -> int | None:
    """The expression of the sentence that stands nearest to the span."""
    near = [
        (min(abs(f.start - span.end), abs(span.start - f.end)), i)
        for i, f in enumerate(findings)
        if f.type in ("DATE", "TIME") and sentence.start <= f.start < sentence.end
    ]
    return min(near)[1] if near else None
