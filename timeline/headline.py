"""Which clause becomes an event's title, and who is its subject."""

from __future__ import annotations

from timeline.factuality import relative_head
from timeline.language import table
from timeline.lexicon import Lexicon
from timeline.model import Status
from timeline.roles import beside_of, entity_of, in_quotation, is_pair, last_two, subject_in
from timeline.scene import Scene
from timeline.titles import clause_title, noun_title, owned_phrase, passive_title, report_title, title_words
from timeline.tree import Tree
from timeline.triggers import Trigger, carried, counted


def headline(text: Scene, trigger: Trigger, status: Status) -> tuple[str, bool]:
    """The title, and whether a noun phrase had to be made a clause for it."""
    tree, i = text.tree, trigger.token
    drop = text.time_tokens
    if not trigger.verbal:
        if carried(tree, text.lex, trigger) and (title := _clause_title(text, trigger.clause, drop)):
            return title, False
        return noun_headline(text, trigger, status), True
    if tree.relation(i) == "acl" and tree.feature(i, "VerbForm") == "Part" and not tree.kids(i, "aux", "nsubj"):
        if tree.kids(i, "obj") or tree.is_root(tree[i].head) or any(tree.finite(c) is not None for c in tree.kids(i, "conj")):
            return "", True  # "Rescue workers sifted through rubble": an active clause that the parser took for a description
        return passive_title(tree, i, tree[i].head, drop=drop), True
    top = i
    while (
        tree.finite(top) is None
        and tree.relation(top) in ("xcomp", "advcl", "ccomp", "conj", "csubj")
        and tree[tree[top].head].upos in ("VERB", "ADJ", "AUX")
    ):
        top = tree[top].head
    return (_clause_title(text, top, drop) if tree.finite(top) is not None else ""), False


def noun_headline(text: Scene, trigger: Trigger, status: Status) -> str:
    """The title of an event noun by itself, made a clause; empty for a verb, and where nobody would know whose it is."""
    if trigger.verbal:
        return ""
    tree, clause, top = text.tree, trigger.clause, counted(text.tree, trigger.token)
    beside = [j for c in beside_of(text, clause, top) for j in tree.subtree(c)] if clause != trigger.token else []
    owner = _owner(text, trigger) if is_owned(text, trigger) else None
    return noun_title(tree, top, status, drop=text.time_tokens, beside=beside, owner=owner)


def is_owned(text: Scene, trigger: Trigger) -> bool:
    """Whether an event noun has a possessive: "la sua visita"."""
    tree = text.tree
    return not trigger.verbal and any(
        tree[c].deprel == "det:poss" or tree.feature(c, "Poss") for c in tree.children[counted(tree, trigger.token)]
    )


def enclosing_title(text: Scene, trigger: Trigger) -> str:
    """The title of the nearest clause around a mention that has one: what only a phrase or a subjectless clause tells is told there."""
    tree = text.tree
    for above in tree.ancestors(trigger.token):
        if (
            tree[above].upos in ("VERB", "AUX", "ADJ", "NOUN")
            and tree.finite(above) is not None
            and (title := _clause_title(text, above, text.time_tokens))
        ):
            return title
    return ""


def _clause_title(text: Scene, verb: int, drop: frozenset[int]) -> str:
    """The title of a finite clause; empty where it would have no subject that a reader can know."""
    tree = text.tree
    own = tree.kid(verb, "nsubj", "expl:impers")
    if own is not None and tree.feature(own, "PronType") == "Rel":
        antecedent = relative_head(tree, verb)
        return clause_title(tree, verb, drop=drop, antecedent=antecedent) if antecedent is not None else ""
    subject = None
    if own is None or tree[own].text.lower() in title_words(tree.parse.lang, "person_pronoun"):
        named = subject_in(text, verb)
        if named is None or not _agrees(tree, named, verb) or not (subject := _name_text(text, named)):
            return ""
        drop |= frozenset(tree.subtree(own) if own is not None else ())
    elif tree[own].upos in ("PRON", "DET") and tree[own].text.lower() in title_words(tree.parse.lang, "vague_subject"):
        return ""
    if own is not None and subject is None and (whose := _whose(text, own, drop)):
        subject, drop = whose, drop | frozenset(tree.subtree(own))
    aside = _pair_names(text, own) if own is not None and subject is None else None
    content = quotation(text, verb)
    if content is not None:
        return report_title(tree, verb, content, drop=drop, subject=subject)
    return clause_title(tree, verb, drop=drop, subject=subject, aside=aside)


def _whose(text: Scene, subject: int, drop: frozenset[int]) -> str:
    """A subject with a possessive as a reader would name it: "his visit" of the sentence after "Putin …" is Putin's."""
    tree = text.tree
    possessive = next((c for c in tree.children[subject] if tree[c].deprel == "det:poss" or tree.feature(c, "Poss")), None)
    owner = text.subjects.get(tree.sentence_of[subject] - 1)
    if possessive is None or owner is None or in_quotation(tree, subject):
        return ""
    several = tree[possessive].text.lower() in title_words(tree.parse.lang, "their")
    if several != (len(tree.conjuncts(owner)) > 1) or not (name := _name_text(text, owner)):
        return ""
    return owned_phrase(tree, subject, possessive, name, drop=drop)


def _pair_names(text: Scene, subject: int) -> tuple[int, str] | None:
    """Where a title names those whom its subject only counts: "I due presidenti (Donald Trump e Vladimir Putin) …"."""
    if not is_pair(text.tree, subject) or len(pair := last_two(text, subject)) < 2:
        return None
    lang = text.tree.parse.lang
    joint = f" {table(lang, 'titles')['owner']['and']} "
    return max(text.tree.subtree(subject)), f"({joint.join(p.name(lang) for p in pair)})"


def quotation(text: Scene, verb: int) -> int | None:
    """The clause that a verb of saying stands behind or beside: «…», ha detto Lavrov."""
    tree = text.tree
    if not says(text.lex, tree[verb].lemma.lower()):
        return None
    if tree.relation(verb) == "parataxis" and tree[tree[verb].head].upos in ("VERB", "ADJ", "NOUN", "AUX"):
        return tree[verb].head
    return next((c for c in tree.kids(verb, "ccomp", "parataxis") if c < verb), None)


def says(lex: Lexicon, lemma: str) -> bool:
    return lex.has("reporting.say", lemma) or lex.has("reporting.think", lemma)


def _agrees(tree: Tree, subject: int, verb: int) -> bool:
    """Whether a subject from elsewhere can be the verb's: same number, and not of a passive, whose subject is seldom left out."""
    tokens = [verb, *tree.kids(verb, "aux", "cop")]
    number = next((n for t in tokens if tree.is_finite(t) and (n := tree.feature(t, "Number"))), None)
    theirs = "Plur" if len(tree.conjuncts(subject)) > 1 else tree.feature(subject, "Number") or "Sing"
    return not tree.kids(verb, "aux:pass") and number in (None, theirs)


def _name_text(text: Scene, noun: int) -> str:
    """A subject from elsewhere as a reader would name it, with its article and those coordinated with it."""
    tree = text.tree
    parts = [_one_name(text, i) for i in tree.conjuncts(noun)]
    joint = next((tree[c].text for i in tree.conjuncts(noun) for c in tree.kids(i, "cc")), "")
    return f" {joint} ".join(parts) if all(parts) else ""


def _one_name(text: Scene, noun: int) -> str:
    tree, known, name = text.tree, entity_of(text.tree, text.names, noun), text.names.get(noun)
    if name and name.how in ("name", "seat", "capital"):
        words = [*(c for c in tree.kids(noun, "det") if c == name.first - 1), *range(name.first, name.last)]
        return tree.parse.text[tree[words[0]].start : tree[words[-1]].end]
    return known.name(tree.parse.lang) if known else ""


def _owner(text: Scene, trigger: Trigger) -> str | None:
    """Whose event it is, where the text only says "his" or "their"."""
    owner = (
        subject_in(text, trigger.clause) if trigger.clause != trigger.token else text.subjects.get(text.tree.sentence_of[trigger.token] - 1)
    )
    return _name_text(text, owner) or None if owner is not None else None
