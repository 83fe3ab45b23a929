"""Whether a title can be printed as it stands: whole, in the author's order, and clear to who has not read the article."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from timeline.language import table
from timeline.roles import in_quotation
from timeline.scene import Scene
from timeline.subjects import agree
from timeline.titles import title_words
from timeline.tree import Tree, remembered

_WORD = re.compile(r"\w+|[^\w\s]")
_NUMBERED = re.compile(r"\d+\s+\d+\b")
_DATELINE = re.compile(r"[A-Z][\w' ]{1,25} [-–—] [A-Z]")
_OPENS = ("ADP", "DET", "CCONJ", "SCONJ")
_COMPLETES = ("obj", "iobj", "obl", "ccomp", "xcomp", "nmod", "csubj")
_BESIDE_VERB = ("nsubj", "aux", "cop", "expl", "mark", "punct")
_NOMINAL = ("NOUN", "PROPN", "NUM")


def reads_alone(text: Scene, title: str, at: int) -> bool:
    """Whether a reader of the title of a mention at a token understands it without the article.

    Its words must be those of the sentence without a hole that leaves a phrase open, its subject must be known and agree, and
    nothing in it may point back.
    """
    lang = text.tree.parse.lang
    if _NUMBERED.match(title) or _is_label(title, lang):
        return False
    phrase = _phrase(title, lang)
    kept = told_tokens(text.tree, phrase or title, at)
    if all(text.tree[i].upos == "PUNCT" for i in kept):
        return False
    if title.endswith(table(lang, "titles")["quotes"]["marks"][1]):
        said = [i for i in kept if in_quotation(text.tree, i)]
        kept = [i for i in kept if i not in said]  # whom a speaker means, the quotation need not tell, but what
        return any(text.tree[i].upos in _NOMINAL for i in said) and _has_known_subject(text, kept, title, said)
    if _has_hole(text, kept) or _is_open(text, kept) or _points_back(text, kept):
        return False
    return _has_known_subject(text, kept, title) if phrase is None else _is_specific(text, kept)


def _phrase(title: str, lang: str) -> str | None:
    """The noun phrase of which a title says that it takes place; None for a clause."""
    for templates in table(lang, "titles")["happen"].values():
        for template in templates:
            before, after = template.split("{np}")
            if title.startswith(before) and title.endswith(after):
                return title[len(before) : len(title) - len(after)]
    return None


def _is_specific(text: Scene, kept: Sequence[int]) -> bool:
    """Whether a phrase says by a name or a number which event it means: "i raid israeliani", not "il golpe"."""
    return any(i in text.names or text.tree[i].upos in ("PROPN", "NUM") for i in kept)


def told_tokens(tree: Tree, title: str, at: int) -> list[int]:
    """The tokens of a sentence that a title is made of, in text order."""
    words: Sequence[tuple[str, int]] = _words_in(tree, tree.sentence_of[at])
    told = _WORD.findall(title.lower())
    found: set[int] = set()
    for _ in range(2):  # a subject put first is found in the second round
        blocks = SequenceMatcher(None, told, [w for w, _ in words], autojunk=False).get_matching_blocks()
        taken = {b.b + k for b in blocks for k in range(b.size)}
        used = {b.a + k for b in blocks for k in range(b.size)}
        found.update(words[k][1] for k in taken)
        words = [word for k, word in enumerate(words) if k not in taken]
        told = told[: min(used, default=0)]
    return sorted(found)


@remembered
def _words_in(tree: Tree, k: int) -> Sequence[tuple[str, int]]:
    """The words and marks of a sentence, each with its token."""
    sentence = tree.parse.sentences[k]
    return [(w, i) for i in range(sentence.first, sentence.last) for w in _WORD.findall(tree[i].text.lower())]


def _is_label(title: str, lang: str) -> bool:
    """Whether a line of the page is in a title: "Foto: …", "… - Video", or a dateline before it."""
    return bool(_labels(lang).search(title) or _DATELINE.match(title))


@cache
def _labels(lang: str) -> re.Pattern[str]:
    words = "|".join(sorted(title_words(lang, "text")))
    return re.compile(rf"(?i)\b(?:{words})\s*:|\s[-–—]\s(?:{words})\b")


def _has_hole(text: Scene, kept: Sequence[int]) -> bool:
    """Whether words are missing between others so that a phrase stays open: "hanno incendiato (la sede del) partito"."""
    tree, have = text.tree, set(kept)
    for before, after in pairwise(kept):
        gap = [i for i in range(before + 1, after) if tree[i].upos != "PUNCT"]
        if not gap:
            continue
        if (
            tree[before].upos in _NOMINAL
            and tree[after].upos in ("DET", *_NOMINAL)
            and not tree.kids(after, "case")
            and not _beside(tree, before, after)
        ):
            return True  # "il progetto (…,) la diga sorgerà"
        top = tree[after].head if tree[after].upos == "DET" else after
        if (
            tree.relation(top) in ("appos", "xcomp")
            and tree[before].upos != "PUNCT"
            and tree[top].head != before
            and not set(gap) <= text.time_tokens
        ):
            return True  # "era cresciuto (nel rancore), un sentimento comune"
        last = gap[-1]
        if last in text.time_tokens:
            if tree[gap[0]].upos == "CCONJ":
                return True  # "nei mesi di aprile (e maggio)"
            continue
        opens = last == after - 1 and tree[last].upos in _OPENS and tree[last].head in (after, tree[after].head)
        if opens and not (tree[last].upos == "CCONJ" and tree[after].upos in ("VERB", "AUX")):
            return True
        if any(tree[i].head in gap and tree[i].head not in text.time_tokens for i in have if tree[i].upos != "PUNCT"):
            return True
    return False


def _beside(tree: Tree, before: int, after: int) -> bool:
    """Whether two nouns may stand side by side: of one name, or a subject after what an adposition opens."""
    top = tree[after].head if tree[after].upos == "DET" else after
    if tree.relation(top) in ("flat", "compound", "nummod", "nmod"):
        return True
    first = next((i for i in (before, *tree.ancestors(before)) if tree[i].head == tree[top].head), None)
    return tree.relation(top) == "nsubj" and first is not None and bool(tree.case(first))


def _is_open(text: Scene, kept: Sequence[int]) -> bool:
    """Whether a word lacks what completes it: "esplose (da una motovedetta)", "has announced (that …)", "scontri iniziati (lunedì)"."""
    tree, have = text.tree, set(kept)
    words = [i for i in kept if tree[i].upos != "PUNCT"]
    last = words[-1]
    if tree[last].upos in ("SCONJ", "CCONJ", "DET") and tree[last].head > last:
        return True
    for i in words:
        gone = [c for c in tree.kids(i, *_COMPLETES) if c > i and have.isdisjoint(tree.subtree(c))]
        if tree[i].upos == "NOUN" and any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(i, "det")):
            gone = []  # "un prossimo giro" is whole
        if i == last and any(min(tree.subtree(c)) == last + 1 and not _is_time(text, c) for c in gone):
            return True
        own = [c for c in tree.children[i] if tree.relation(c) not in _BESIDE_VERB]
        if tree.relation(i) == "acl" and own and have.isdisjoint(own):
            return True
    return False


def _is_time(text: Scene, i: int) -> bool:
    return any(j in text.time_tokens for j in text.tree.subtree(i))


def _points_back(text: Scene, kept: Sequence[int]) -> bool:
    """Whether a word of a title takes up what the text has told before: "quella legge", "the same building", "him"."""
    tree, words = text.tree, title_words(text.tree.parse.lang, "back")
    for n, i in enumerate(kept):
        if in_quotation(tree, i):
            continue
        word, relation, head = tree[i].text.lower(), tree.relation(i), tree[i].head
        points = word in words or tree.feature(i, "PronType") == "Dem"
        if points and relation in ("det", "amod") and head > i and not tree.kids(head, "acl"):
            return True
        personal = tree.feature(i, "PronType") == "Prs" and tree.feature(i, "Person") == "3" and not tree.feature(i, "Reflex")
        if relation in ("obj", "iobj") and personal and word not in title_words(tree.parse.lang, "reflexive"):
            told = {j for s in tree.kids(head, "nsubj") for j in tree.subtree(s)}
            if not any(tree[j].upos in ("NOUN", "PROPN") and j not in told for j in kept[:n]):
                return True
    return False


def _has_known_subject(text: Scene, kept: Sequence[int], title: str, said: Sequence[int] = ()) -> bool:
    """Whether the clause of a title has a subject that agrees with its verb and that a reader can know; `said` is quoted beside it."""
    tree, have = text.tree, set(kept)
    if not kept:
        return False
    tops = [i for i in kept if tree.is_root(i) or tree[i].head not in have]
    verb = next((i for i in tops if tree.finite(i) is not None), None)
    described = next(
        (i for i in kept if tree[i].deprel == "acl:relcl" and tree[i].head in tops and have.isdisjoint(_relatives(tree, i))), None
    )
    if verb is None:
        if described is not None:
            return _is_known(text, tree[described].head, described, title)
        active = any(_is_gerund(tree, i) for i in tops)
        return not active and any(tree[i].upos in ("VERB", "AUX") for i in kept)
    if _lacks_object(text, verb, {*have, *said}):
        return False
    group = [verb, *tree.kids(verb, "aux", "cop", "expl")]
    subject = next((s for s in tree.kids(verb, "nsubj", "csubj") if s in have), None)
    opening = title.split()[0].lower()
    if subject is None:
        given = opening != tree[kept[0]].text.lower()  # one of the text before
        return given or tree.parse.lang == "en"
    if kept[0] in group and min(tree.subtree(subject)) > max(i for i in group if i < subject) + 1 and opening == tree[kept[0]].text.lower():
        return False  # "Ha tradotto in italiano il motto": the noun is no subject
    return not tree.kids(subject, "case") and _agrees(tree, subject, verb) and _is_known(text, subject, verb, title)


def _is_gerund(tree: Tree, i: int) -> bool:
    """Whether a verb is an English -ing form without an auxiliary, which tells nothing by itself."""
    present = tree.feature(i, "Tense") == "Pres" or tree.feature(i, "VerbForm") == "Ger"
    return tree[i].upos == "VERB" and present and not tree.kids(i, "aux")


def _relatives(tree: Tree, verb: int) -> list[int]:
    """The relative pronouns of a clause."""
    return [i for i in tree.subtree(verb) if tree.feature(i, "PronType") == "Rel"]


def _is_known(text: Scene, subject: int, verb: int, title: str) -> bool:
    """Whether a reader knows a subject: by itself, by the name that the title adds, or from whom the clause names beside it."""
    return not is_generic(text, subject) or f"{text.tree[subject].text} (" in title or _has_named_object(text, verb)


def _agrees(tree: Tree, subject: int, verb: int) -> bool:
    """Whether an Italian subject has its verb's number; "un centinaio di persone hanno" is right too."""
    several = any(tree.feature(c, "Number") == "Plur" for c in tree.kids(subject, "nmod"))
    return tree.parse.lang == "en" or tree[subject].upos not in _NOMINAL or several or agree(tree, subject, verb)


def _lacks_object(text: Scene, verb: int, have: Container[int]) -> bool:
    """Whether what a verb is said of stays outside: "Apple announced (on Monday that) …", "what the makers call …"."""
    tree = text.tree
    objects = [c for c in tree.kids(verb, "obj", "ccomp", "xcomp") if not _is_time(text, c)]
    if any(tree.feature(c, "PronType") in ("Rel", "Int") and c not in have for c in tree.kids(verb, "obj")):
        return True
    above = tree[verb].head
    if tree[verb].deprel == "acl:relcl" and tree[above].text.lower() in title_words(tree.parse.lang, "whatever") and above not in have:
        return True  # "what the makers call (a delay)"
    kept = [c for c in tree.children[verb] if c in have and tree.relation(c) not in ("nsubj", "aux", "punct", "advmod", "expl", "cop")]
    return not kept and (bool(objects) or text.lex.verb_type(tree[verb].lemma.lower(), tree[verb].text.lower()) == "announce")


def _has_named_object(text: Scene, verb: int) -> bool:
    """Whether a clause names whom or what it is done to: "il tribunale ha condannato Hosni Mubarak"."""
    tree = text.tree
    return any(i in text.names and not in_quotation(tree, i) for c in tree.kids(verb, "obj", "iobj") for i in tree.subtree(c))


def is_generic(text: Scene, noun: int) -> bool:
    """Whether a noun phrase means somebody whom only the text around it names: "the airline", "il presidente", "the two sides"."""
    tree, lang = text.tree, text.tree.parse.lang
    lemma = tree[noun].lemma.lower()
    if tree[noun].upos != "NOUN" or lemma in title_words(lang, "needs_no_name"):
        return False
    if tree[noun].text[:1].isupper() and noun > tree.sentence(noun).first + 1:
        return False  # "la Repubblica Islamica"
    if not tree.is_definite(noun):
        return False
    counted = any(tree[c].text.lower() in title_words(lang, "pair") for c in tree.kids(noun, "nummod"))
    if tree.feature(noun, "Number") == "Plur" and not counted and lemma not in title_words(lang, "sides"):
        return False
    own = [i for i in tree.subtree(noun, frozenset(tree.kids(noun, "acl"))) if i != noun and i not in text.time_tokens]
    named = any(i in text.names or tree[i].upos in ("PROPN", "X") or (tree[i].upos == "NUM" and not counted) for i in own)
    only = any(tree.feature(c, "Degree") == "Sup" or tree.feature(c, "NumType") == "Ord" for c in tree.kids(noun, "amod"))
    return not named and not only and not tree.kids(noun, "nmod", "conj", "compound")
