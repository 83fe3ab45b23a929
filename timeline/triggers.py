"""Words that name events: every verb and event noun that could be a mention."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from timeline.factuality import subject_of
from timeline.lexicon import Lexicon
from timeline.parse import plain
from timeline.titles import title_words
from timeline.tree import Tree, remembered


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that names an event: its token, the predicate of its clause, its lemma and its type."""

    token: int
    clause: int
    lemma: str
    type: str
    verbal: bool


@remembered
def counted(tree: Tree, noun: int) -> int:
    """The head of the event's phrase: the round of "a round of talks", else the noun."""
    return next((a for a in tree.ancestors(noun) if is_container(tree, a) and noun in tree.kids(a, "nmod")), noun)


def carried(tree: Tree, lex: Lexicon, trigger: Trigger) -> bool:
    """Whether a light verb tells of an event noun: "ha compiuto il suo primo volo", "a meeting was held"; its clause is the event's."""
    clause, top = trigger.clause, counted(tree, trigger.token)
    if trigger.verbal or clause == trigger.token or tree[top].head != clause:
        return False
    return _is_light(tree, lex, clause) and tree.finite(clause) is not None


def extent(tree: Tree, lex: Lexicon, trigger: Trigger) -> tuple[int, int]:
    """The tokens [first, last) of a trigger: with the particle right behind its verb, or the whole of an entry of several words: "job cuts"."""
    i = trigger.token
    if trigger.verbal:
        return i, i + 1 + (i + 1 in tree.kids(i, "compound:prt"))
    return i, i + max(len(_noun_phrase(tree, lex, i)), 1)


def triggers_in(tree: Tree, lex: Lexicon) -> list[Trigger]:
    """Every verb and event noun that names an event of its own."""
    found: list[Trigger] = []
    absorbed: set[int] = set()
    for i, token in enumerate(tree.parse.tokens):
        slip = token.upos == "PROPN" and (token.text.islower() or (tree.is_root(i) and i == tree.sentence(i).first))  # "Raid sulle auto"
        if (token.upos == "NOUN" and token.deprel != "fixed") or slip:
            kind = _noun_type(tree, lex, i)
            if kind and not is_container(tree, i) and not tree.kids(i, "cop"):
                found.append(Trigger(i, _clause_of(tree, i), token.lemma.lower(), kind, False))
    nouns = {t.token for t in found}
    for i, token in enumerate(tree.parse.tokens):
        if token.upos != "VERB" or tree.relation(i) in ("aux", "cop", "amod", "case", "mark", "compound", "flat", "fixed"):
            continue
        kind = _verb_type(tree, lex, i)
        if (
            kind is None
            or tree[i].text.lower() in lex.ordinals
            or not {"VerbForm", "Tense", "Mood"} & {f.partition("=")[0] for f in token.feats.split("|")}
            or _first_person(tree, i)
        ):
            continue
        light = _is_light(tree, lex, i) and any(
            tree.relation(c) in ("obj", "nsubj") and under_container(tree, c) & nouns for c in tree.children[i]
        )
        light = light and not tree.kids(i, "compound:prt")  # "the flight takes off"
        light = light or _describes(tree, lex, i, nouns)
        if light or _modal_or_aspect(tree, lex, i):
            absorbed.add(i)
            continue
        if lex.has("speaking.verbs", token.lemma.lower()) and _talks(tree, i):
            kind = "talk"
        elif kind == "call" and tree.kids(i, "xcomp"):
            kind = "say"  # "called it a mistake"
        found.append(Trigger(i, i, token.lemma.lower(), kind, True))
    return found


def _noun_type(tree: Tree, lex: Lexicon, i: int) -> str | None:
    return lex.noun_phrases.get(_noun_phrase(tree, lex, i)) or lex.noun_type(tree[i].lemma.lower(), tree[i].text.lower())


def _noun_phrase(tree: Tree, lex: Lexicon, i: int) -> tuple[str, ...]:
    """The longest entry of several words that begins at a noun, its first word in whatever number; empty for none."""
    words = [tree[j].text.lower() for j in range(i, min(i + 4, tree.sentence(i).last))]
    phrases = [tuple(words[:length]) for length in range(len(words), 1, -1)]
    return next((p for p in [*phrases, (tree[i].lemma.lower(), *words[1:2])] if p in lex.noun_phrases), ())


def _verb_type(tree: Tree, lex: Lexicon, i: int) -> str | None:
    particle, oneself = tree.kid(i, "compound:prt"), reflexive(tree, i)
    lemma, form = tree[i].lemma.lower(), tree[i].text.lower()
    phrases = [*(set_phrases(tree, i, oneself) if oneself else ()), *set_phrases(tree, i)]
    phrase = next((lex.verbs[p] for p in phrases if p in lex.verbs), None)
    if oneself and phrase is None and lex.has("never.verbs", oneself):
        return None
    if particle is not None and (kind := lex.verbs.get(f"{lemma} {tree[particle].text.lower()}")):
        return kind
    return phrase or lex.verbs.get(oneself) or lex.verb_type(lemma, form)


def _is_light(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether a verb may only carry an event noun: "ha compiuto un volo", "si è verificata una strage", not "ha verificato una strage"."""
    return lex.has("light.verbs", reflexive(tree, verb) or tree[verb].lemma.lower()) or lex.has("light.verbs", tree[verb].lemma.lower())


def _describes(tree: Tree, lex: Lexicon, verb: int, nouns: Container[int]) -> bool:
    """Whether a clause only says when or where the event noun that it describes took place: "l'incontro avvenuto il 2 agosto", "which took place in Rome"."""
    if tree.relation(verb) != "acl" or tree[verb].head not in nouns or tree.feature(verb, "VerbForm") == "Inf":
        return False
    own = tree.kids(verb, "nsubj", *(() if lex.has("light.befalls", *set_phrases(tree, verb)) else ("obj",)))
    known = lex.verb_type(tree[verb].lemma.lower(), tree[verb].text.lower()) not in (None, "other")
    return not known and _is_light(tree, lex, verb) and all(tree.feature(c, "PronType") == "Rel" for c in own)


def reflexive(tree: Tree, verb: int) -> str:
    """The lemma of an Italian verb with its clitic, where it is said of oneself: "trovarsi" of "si trova", not of "si trovano case" (are found); else empty."""
    lemma, _, clitic = tree[verb].lemma.lower().partition(" ")  # "tenutasi"
    oneself = clitic == "si" or any(tree[c].deprel == "expl" and plain(tree[c].text).lower() in ("si", "s'") for c in tree.children[verb])
    return lemma.removesuffix("re").removesuffix("r") + "rsi" if oneself and lemma.endswith("re") else ""


def set_phrases(tree: Tree, verb: int, lemma: str = "") -> list[str]:
    """What a verb, or another `lemma` of it, may be together with the words after it, the longest first: "entrare in vigore", "declare war"."""
    after = [tree[j].text.lower() for j in range(verb + 1, min(verb + 4, tree.sentence(verb).last))]
    return [" ".join((lemma or tree[verb].lemma.lower(), *after[:length])) for length in range(len(after), 0, -1)]


def _first_person(tree: Tree, verb: int) -> bool:
    """Whether somebody speaks of themselves: "non abbiamo bisogno" is talk, not an event of the chronology."""
    return any(tree.feature(t, "Person") in ("1", "2") for t in [verb, *tree.kids(verb, "aux", "cop", "nsubj")])


def _talks(tree: Tree, verb: int) -> bool:
    """Whether a verb of speaking names an exchange: with somebody, or between several."""
    mutual = title_words(tree.parse.lang, "mutual")
    subject = subject_of(tree, verb)
    pair = title_words(tree.parse.lang, "pair")
    if subject is not None and any(tree[c].text.lower() in pair for c in (subject, *tree.children[subject])):
        return True
    return any(tree.case(c) in mutual for c in tree.kids(verb, "obl")) or (subject is not None and len(tree.conjuncts(subject)) > 1)


def _modal_or_aspect(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether the verb only colours the infinitive that it governs: begins, continues, must, can."""
    lemma = tree[verb].lemma.lower()
    governs = any(tree[c].upos == "VERB" for c in tree.kids(verb, "xcomp"))
    return governs and lex.has("aspect.begin", lemma) | lex.has("aspect.continue", lemma) | any(
        lex.has(f"modal.{k}", lemma) for k in ("obligation", "possibility")
    )


def is_container(tree: Tree, noun: int) -> bool:
    """Whether the noun only counts another event: the round of "a round of talks"."""
    return tree[noun].lemma.lower() in title_words(tree.parse.lang, "container") and bool(tree.kids(noun, "nmod"))


def under_container(tree: Tree, noun: int) -> set[int]:
    """The noun, and what it counts when it is a container."""
    return {noun, *tree.kids(noun, "nmod")} if is_container(tree, noun) else {noun}


def _clause_of(tree: Tree, i: int) -> int:
    """The nearest predicate above a token."""
    for above in tree.ancestors(i):
        if tree[above].upos in ("VERB", "AUX") and tree.relation(above) not in ("aux", "cop", "amod"):
            return above
    return i
