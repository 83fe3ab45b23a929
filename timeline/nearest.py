"""What a time goes with, where a parser hangs it from something further away."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.model import Token

_QUOTES = {"”": "“", "»": "«"}  # by the closing one; of straight marks none knows which it is
_CLAUSES = ("advcl", "ccomp", "acl")


def nearest(tokens: Sequence[Token], time: int, lang: str) -> int | None:
    """The verb or noun that a time, given by its highest token, goes with; nothing where its head may stand.

    It goes with the clause that it ends: "ha visto Neri lunedì e visitato Genova martedì", "will come when he arrives on Monday" (of 320 such times in
    the treebanks 12 hang from a verb further back; a mark between leaves it open). One before a comma is not of what follows that: "Macron, che ha
    visitato Kiev lunedì, ha incontrato …". One after a quotation is of no word in it: "ha detto di voler “cercare la pace” lunedì". In Italian one with
    a preposition is of what stands apart with it: "…, dopo il voto e gli scontri nella scorsa settimana" (75 of 85 in the treebanks; in English 14 of
    31). One right after a participle that describes a noun is of that: "ha annullato il vertice tenuto lunedì". One right after a conjunction is of its
    clause: "is probing two flights while on Monday a third crashed".
    """
    head = tokens[time].head
    if head == time or tokens[time].deprel.partition(":")[0] not in ("obl", "advmod"):
        return None
    first = last = time
    while first and first <= tokens[first - 1].head <= time:
        first -= 1
    while last + 1 < len(tokens) and time <= tokens[last + 1].head <= last and tokens[last + 1].deprel != "punct":
        last += 1
    if head < time and (outside := _outside(tokens, head, first)) is not None:
        return outside
    opens = tokens[first - 1] if first else tokens[time]
    if head < first and opens.deprel == "mark" and opens.head > last:
        return opens.head
    closed = head > time and last + 1 < head and tokens[last + 1].text == ","
    if head > time and not closed:
        return None
    if head < first - 1 and tokens[first - 1].upos == "VERB" and tokens[first - 1].deprel == "acl":
        return first - 1
    prepositional = any(tokens[j].deprel == "case" for j in range(first, time))
    if lang == "it" and prepositional and head < time and (noun := _enclosed(tokens, first, head)) is not None:
        return noun
    for verb in range(first - 1, -1 if closed else head, -1):
        token, clause = tokens[verb], tokens[verb].deprel.partition(":")[0]
        if token.upos == "PUNCT":
            return None
        if token.upos == "VERB" and (clause == "conj" or (clause in _CLAUSES and _is_finite(tokens, verb))):
            return verb
    return None


def _outside(tokens: Sequence[Token], head: int, start: int) -> int | None:
    """The verb above a quotation that a head stands in, if it is closed before a place."""
    closing = next((j for j in range(start - 1, head, -1) if tokens[j].text in _QUOTES), None)
    if closing is None:
        return None
    opening = next((j for j in range(closing - 1, -1, -1) if tokens[j].text == _QUOTES[tokens[closing].text]), None)
    if opening is None or opening > head:
        return None
    while opening <= head <= closing and tokens[head].head != head:
        head = tokens[head].head
    return head if tokens[head].upos == "VERB" and not opening <= head <= closing else None


def _enclosed(tokens: Sequence[Token], start: int, head: int) -> int | None:
    """The noun before a place in a phrase that a comma and a preposition open, if they do so after a head."""
    opens = next((j for j in range(start - 1, head, -1) if tokens[j].upos in ("PUNCT", "VERB", "AUX")), None)
    if opens is None or tokens[opens].text != "," or tokens[opens + 1].upos != "ADP":
        return None
    return next((j for j in range(start - 1, opens + 1, -1) if tokens[j].upos in ("NOUN", "PROPN")), None)


def _is_finite(tokens: Sequence[Token], verb: int) -> bool:
    helped = (j for j in range(max(0, verb - 8), verb) if tokens[j].head == verb and tokens[j].deprel.startswith("aux"))
    return any("VerbForm=Fin" in tokens[j].feats for j in (verb, *helped))
