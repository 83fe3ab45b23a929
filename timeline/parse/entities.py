"""Entities set right by what is known of names: a listed organisation, a country, a surname after the full name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set

from spacy.language import Language
from spacy.tokens import Doc, Span

LISTS = "names.toml"  # in a package's folder: names of organisations and of countries


class Names:
    """What names of a language are known to stand for."""

    def __init__(self, organisations: Set[str], companies: Set[str], countries: Set[str]) -> None:
        self._organisations, self._companies, self._countries = organisations, companies, countries

    def entities(self, doc: Doc) -> list[Span]:
        """The entities of a document, in order, with other labels, without some, and with some that were not found."""
        found = [s for s in doc.ents if not _is_none(s)]
        since = self._surnames(found)
        taken = {i for s in found for i in range(s.start, s.end)}
        made = [Span(doc, s.start, s.end, label=self._label(s, since)) for s in found]
        made += [Span(doc, i, i + 1, label=label) for i, label in self._more(doc, since) if i not in taken]
        return sorted(made, key=lambda s: s.start)

    def _surnames(self, found: list[Span]) -> dict[str, int]:
        """The last words of persons of two words or more, and where each is first at its end."""
        since: dict[str, int] = {}
        for span in found:
            last = span[-1].text
            if span.label_ == "PER" and len(span) > 1 and len(last) > 2 and last[0].isupper() and last not in self._countries:
                since.setdefault(last, span.end)
        return since

    def _label(self, span: Span, since: dict[str, int]) -> str:
        text = span.text
        if since.get(text, span.start) < span.start:
            return "PER"
        if text in self._organisations or (text in self._companies and span.label_ != "PER"):  # a company may bear a person's name
            return "ORG"
        return span.label_

    def _more(self, doc: Doc, since: dict[str, int]) -> Iterator[tuple[int, str]]:
        """Names that stand alone and were not found."""
        for token in doc:
            if token.pos_ != "PROPN":
                continue
            if since.get(token.text, token.i) < token.i:
                yield token.i, "PER"
            elif token.text in self._countries and not _in_name(doc, token.i):
                yield token.i, "LOC"


def _in_name(doc: Doc, i: int) -> bool:
    """Whether a neighbour of a word has a capital too, the first word of the document excepted."""
    return (i > 1 and doc[i - 1].text[0].isupper()) or (i + 1 < len(doc) and doc[i + 1].text[0].isupper())


def _is_none(span: Span) -> bool:
    """Whether what was found is no name: it ends in a preposition, or is a person without capitals among words that have them."""
    last = span[-1]
    if last.pos_ == "ADP" and last.is_lower:
        return True
    return span.doc.lang_ == "it" and span.label_ == "PER" and span.text.islower() and not span.doc.text.islower()


@Language.factory("names", requires=["doc.ents", "token.pos"], assigns=["doc.ents"])
def names(nlp: Language, name: str, organisations: list[str], companies: list[str], countries: list[str]) -> Callable[[Doc], Doc]:
    """A pipe that sets entities right."""
    known = Names(frozenset(organisations), frozenset(companies), frozenset(countries))

    def pipe(doc: Doc) -> Doc:
        if doc.ents:
            doc.ents = known.entities(doc)
        return doc

    return pipe
