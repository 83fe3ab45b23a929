"""Where an article names again an event that it tells: "the deal", "la sua visita", the verb of "signed the agreement"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from timeline.concepts import in_english, meaning
from timeline.factuality import verb_factuality
from timeline.lexicon import ontology
from timeline.model import Echo, Mention
from timeline.roles import actors_of
from timeline.scene import Scene
from timeline.triggers import Trigger, carried, counted

REACH = 2000  # characters back within which "the deal" takes up a deal


def echoed(text: Scene, told: Mapping[int, Mention]) -> list[Mention]:
    """The mentions, by their trigger's token, with the words that name their events again and tell nothing by themselves.

    Those are the light verb of an event noun, the form in which something was said, and a bare definite noun or a verb without
    parties of its own after a mention of the same meaning.
    """
    echoes: dict[int, list[int]] = defaultdict(list)
    for token, trigger in text.triggers.items():
        if token in told:
            if _is_held(text, trigger) and trigger.clause not in told:
                echoes[token].append(trigger.clause)
        elif (host := _said_in(text, trigger, told) or _taken_up(text, trigger, told)) is not None:
            echoes[host].append(token)
    return [replace(m, echoes=tuple(_echo(text, i) for i in sorted(echoes[token]))) if token in echoes else m for token, m in told.items()]


def _is_held(text: Scene, trigger: Trigger) -> bool:
    """Whether a light verb tells of an event noun as its subject or object: "signed the agreement", "si è tenuto il vertice"."""
    top = counted(text.tree, trigger.token)
    return carried(text.tree, text.lex, trigger) and text.tree.relation(top) in ("obj", "nsubj")


def _echo(text: Scene, i: int) -> Echo:
    token, sentence = text.tree[i], text.tree.sentence(i)
    return Echo(
        id=f"{text.article}:{token.start}",
        quote=" ".join(text.tree.parse.text[sentence.start : sentence.end].split()),
        start=token.start,
        end=token.end,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
    )


def _said_in(text: Scene, trigger: Trigger, told: Mapping[int, Mention]) -> int | None:
    """The verb of saying of which an event noun says the form: "said in a statement", "nel suo discorso ha dichiarato"."""
    clause = trigger.clause
    said = not trigger.verbal and clause in told and _is_speech(trigger.type) and _is_speech(told[clause].type)
    return clause if said and text.tree.relation(counted(text.tree, trigger.token)) == "obl" else None


def _is_speech(kind: str) -> bool:
    return ontology()[kind].group == "speech"


def _taken_up(text: Scene, trigger: Trigger, told: Mapping[int, Mention]) -> int | None:
    """The last mention before a trigger of which it can be said again."""
    if trigger.type == "other" or trigger.token in text.dates or not _is_bare(text, trigger):
        return None
    start, lang = text.tree[trigger.token].start, text.tree.parse.lang
    own = {a.id for a in actors_of(text, trigger)}
    said = _meaning(trigger.lemma, lang)
    for token in sorted((t for t in told if t < trigger.token), reverse=True):
        m = told[token]
        if start - m.start > REACH:
            return None
        alike = m.type == trigger.type and own <= {a.id for a in m.actors} and not said.isdisjoint(_meaning(m.lemma, lang))
        if alike and (not trigger.verbal or verb_factuality(text.tree, text.lex, trigger.token).status == m.status):
            return token
    return None


def _meaning(lemma: str, lang: str) -> frozenset[str | int]:
    """What two words for one event share: their root, or a concept."""
    return frozenset({*in_english(lemma, lang), *meaning(lang, lemma, "", "")[0]})


def _is_bare(text: Scene, trigger: Trigger) -> bool:
    """Whether a trigger brings nothing new: "the deal", "questa visita", "after he was arrested", not "a deal" nor "the deal with X"."""
    tree, token = text.tree, trigger.token
    if trigger.verbal:
        parties = tree.kids(token, "nsubj", "obj", "obl", "ccomp", "xcomp")
        return not _is_speech(trigger.type) and not any(tree[c].upos in ("NOUN", "PROPN", "VERB", "NUM") for c in parties)
    described = tree.kids(token, "nmod", "nummod", "compound", "acl", "appos") or counted(tree, token) != token
    known = any(
        tree.feature(c, "Definite") == "Def" or tree.feature(c, "PronType") == "Dem" or tree.feature(c, "Poss")
        for c in tree.children[token]
    )
    return known and not described and tree.feature(token, "Number") != "Plur"
