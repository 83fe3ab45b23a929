"""What is so at any time, which is no event of a chronology: habits, features of a product, truths, states."""

from __future__ import annotations

from bisect import bisect_left

from timeline.factuality import is_headline, looks_ahead, subject_of
from timeline.lexicon import ontology
from timeline.model import Status
from timeline.scene import Scene
from timeline.timing import words
from timeline.titles import title_words
from timeline.tree import Tree
from timeline.triggers import Trigger

# What a present tense says of somebody rather than tells: what they have, think or want, and what the ontology has no type for.
_STATES = ("have-state", "think", "want", "other")
_APART = ("acl", "advcl", "ccomp", "csubj", "parataxis", "conj")  # what hangs from a clause and tells of something else


def is_general(text: Scene, trigger: Trigger, status: Status) -> bool:
    """Whether a clause tells what is so at any time: "Airlines choose the seats", "ogni anno si riunisce", "the attack was a mistake".

    Not what goes on, "is preparing"; nor what a line of its own tells in the present, as headlines do.
    """
    tree, clause = text.tree, trigger.clause
    if _is_habit(text, clause) or _is_due(text, trigger) or (not trigger.verbal and _is_said_to_be(tree, trigger.token)):
        return True
    if is_headline(tree, clause):
        return False
    if trigger.type == "have-state" and tree.finite(clause) == clause:
        return True  # "the sanctions remained in force", not "three men have remained trapped"
    if not _is_present(tree, clause):
        return False
    subject = subject_of(tree, clause)
    if subject is not None and _is_anybody(text, subject):
        return True
    known = words(tree.parse.lang)
    speech = ontology()[trigger.type].group == "speech"
    if _is_passive_state(tree, clause) or (trigger.verbal and not speech and _is_text(text, subject, clause)):
        return True
    if trigger.verbal and status not in ("ongoing", "denied"):
        return False  # "Boeing says", "the police arrest a man"
    return trigger.type in _STATES or tree.relation(clause) == "acl" or (known.general_present and not speech)


def _is_present(tree: Tree, clause: int) -> bool:
    """Whether a clause is in the simple present: neither a perfect nor a progressive, "has bought", "is buying", "sta comprando"."""
    finite = tree.finite(clause)
    if (
        finite is None
        or tree.feature(finite, "Tense") != "Pres"
        or tree.feature(finite, "Mood") in ("Cnd", "Imp")
        or looks_ahead(tree, clause)
    ):
        return False
    progressive = tree.feature(clause, "VerbForm") == "Ger" or (
        tree.feature(clause, "VerbForm") == "Part" and tree.feature(clause, "Tense") == "Pres"
    )
    if finite == clause:
        return True
    passive = any(tree[a].deprel == "aux:pass" and a == finite for a in tree.kids(clause, "aux"))
    modal = tree.feature(clause, "VerbForm") == "Inf"
    return tree.relation(finite) == "cop" or (passive and not progressive) or (modal and tree[finite].lemma.lower() == "do")


def _is_passive_state(tree: Tree, clause: int) -> bool:
    """Whether a present passive tells a state: "the phone is sold in shops", "è composta da venti soldati"; not "viene venduto".

    Where the same auxiliary makes a perfect, "è peggiorata", only one by somebody is surely a passive.
    """
    known, aux = words(tree.parse.lang), tree.kids(clause, "aux")
    if len(aux) != 1 or tree[aux[0]].deprel != "aux:pass" or tree[aux[0]].lemma.lower() not in known.state_passive:
        return False
    return known.general_present or bool(tree.kids(clause, "obl:agent"))


def _is_habit(text: Scene, clause: int) -> bool:
    """Whether a clause says how often something is so: "ogni anno", "usually", "di solito"."""
    tree, known = text.tree, words(text.tree.parse.lang)
    own = tree.subtree(clause, frozenset(i for i in tree.subtree(clause) if i != clause and tree.relation(i) in _APART))
    said = [tree[i].text.lower() for i in own]
    if any(tuple(said[n : n + len(p)]) == p for n, word in enumerate(said) for p in known.habit.get(word, ())):
        return True
    sentence, held = tree.sentence(clause), {tree[i].start for i in own}
    first = bisect_left(text.findings, sentence.start, key=lambda f: f.start)
    for finding in text.findings[first : bisect_left(text.findings, sentence.end, lo=first, key=lambda f: f.start)]:
        head = next((i for i in own if finding.start <= tree[i].start < finding.end and tree[i].head == clause), None)
        if finding.type == "SET" and finding.start in held and head is not None:
            return True
    return False


def _is_due(text: Scene, trigger: Trigger) -> bool:
    """Whether a verb tells what somebody ought to do now: "they must leave", "l'Unione deve cambiare"; not "dovrà", "had to"."""
    tree = text.tree
    duties = [a for a in tree.kids(trigger.token, "aux") if text.lex.has("modal.obligation", tree[a].lemma.lower(), tree[a].text.lower())]
    now = (tree.feature(a, "Tense") in (None, "Pres") and tree.feature(a, "Mood") != "Cnd" for a in duties)
    return trigger.verbal and not looks_ahead(tree, trigger.token) and any(now)


def _is_said_to_be(tree: Tree, noun: int) -> bool:
    """Whether an event noun is only said to be such, or stands in what something is: "the move was unprecedented"."""
    for i in [noun, *tree.ancestors(noun)]:
        if tree.kids(i, "cop"):
            return True
        if tree[i].upos in ("VERB", "AUX") or tree.relation(i) in _APART:
            return False
    return False


def is_nowadays(text: Scene, trigger: Trigger, status: Status) -> bool:
    """Whether a relative clause tells how things are these days: "the violence that plagues the world today"; not "who meets the premier today"."""
    state = trigger.type in _STATES and status == "ongoing"
    return state and text.tree.relation(trigger.clause) == "acl" and _is_present(text.tree, trigger.clause)


def _is_text(text: Scene, subject: int | None, clause: int) -> bool:
    """Whether a clause says what a text or picture of nobody named does: "the book recalls"; not what is done to it, "viene pubblicato"."""
    tree = text.tree
    if subject is None or tree.kids(clause, "aux") or tree[subject].lemma.lower() not in title_words(tree.parse.lang, "text"):
        return False
    return not any(i in text.names or tree[i].upos == "PROPN" for i in tree.subtree(subject))


def _is_anybody(text: Scene, noun: int) -> bool:
    """Whether a subject means anybody of a kind: "airlines", "a user", "chi scappa"; not "French police", "four men"."""
    tree = text.tree
    if tree[noun].text.lower() in title_words(tree.parse.lang, "anybody"):
        return True
    if tree[noun].upos != "NOUN" or tree[noun].text.isupper():
        return False
    own = tree.subtree(noun, frozenset(tree.kids(noun, "acl")))
    if any(i in text.names or tree[i].upos in ("PROPN", "NUM") for i in own):
        return False
    indefinite = any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(noun, "det"))
    return indefinite or (tree.feature(noun, "Number") == "Plur" and not tree.kids(noun, "det", "case", "nmod:poss"))
