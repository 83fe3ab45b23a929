"""Whether a title can be printed as it stands: whole, in the author's order, and clear to who has not read the article."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence, Set
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise, takewhile

from timeline.anaphora import acting, in_full, told_alike
from timeline.furniture import beginning
from timeline.language import table
from timeline.names import is_person
from timeline.roles import OPENING, called, in_quotation, is_pair
from timeline.scene import Scene
from timeline.subjects import agree, told_gender
from timeline.titles import FRAMES, heading, is_condition, is_joint, is_purpose, is_result, title_words, written
from timeline.tree import Tree, remembered

_WORD = re.compile(r"\w+|[^\w\s]")
_NUMBERED = re.compile(r"\d+\s+\d+\b")
_NOTE = re.compile(r"\[\d+\]\s")
# Labels before a sentence, in brackets after it, and numbers of a page behind a quotation.
_OF_PAGE = tuple(
    map(
        re.compile,
        (
            r"^[A-ZÀ-Þ][A-ZÀ-Þ/ '’]{5,} [A-ZÀ-Þ][a-zà-þ' ’]",
            r"\([A-ZÀ-Þ' ]{8,}\)",
            r"[\"”»] \d+$",
            r"[@#]",
            r"(?:^|\s)['‘](?=[A-ZÀ-Þ])[^'‘’′]*$",
            r"…|\.\.\.",
            r"^\d{1,2}[.)] ",
            r"[a-zà-ÿ]{3}[A-ZÀ-Þ]\b",
        ),
    )
)
_DATELINE = re.compile(r"[A-Z][\w']*(?: [A-Z\d][\w']*| (?<=\d )[a-z]+| [a-z]['\w]{0,5}(?= [A-Z])){0,3} [-–—] [A-Z]")
_OPENS = ("ADP", "DET", "CCONJ", "SCONJ")
_COMPLETES = ("obj", "iobj", "obl", "ccomp", "xcomp", "nmod", "csubj")
_BESIDE_VERB = ("nsubj", "aux", "cop", "expl", "mark", "punct")
ARTICLE = 3  # letters of the longest article
RECALLED = 10  # sentences back in which what a title takes for known may have been told
FIGURES = 3  # digits from which a number may be a product's, "the 787", and counts nobody
_NOMINAL = ("NOUN", "PROPN", "NUM")
# Types of verbs that say nothing without whom or what they are done to; of the second, but where a circumstance stands with them.
_DONE_TO = ("accuse", "arrest", "condemn", "convict", "injure", "invade", "kill", "sanction", "seize")
_DONE_SOMEWHERE = ("attack", "bomb", "criticise", "investigate", "threaten")
_ONE = (
    "elect",
    "war",
    "kill",
    "die",
    "marry",
    "appoint",
    "resign",
    "arrest",
    "seize",
)  # types of which a name says which event is meant


def reads_alone(text: Scene, title: str, at: int) -> bool:
    """Whether a reader of the title of a mention at a token understands it without the article.

    Its words must be those of the sentence without a hole that leaves a phrase open, its subject must be known and agree, and
    nothing in it may point back.
    """
    lang = text.tree.parse.lang
    if (
        _NUMBERED.match(title)
        or _is_label(title, lang)
        or _refers(lang).search(title)
        or _is_note(text.tree, at)
        or title.count("[") != title.count("]")
    ):
        return False
    made = text.written.get((text.tree.sentence_of[at], title), title)
    phrase = _phrase(made, lang)
    kept = told_tokens(text.tree, phrase or made, at)
    if all(text.tree[i].upos == "PUNCT" for i in kept):
        return False
    if not _names_somebody(text, kept, phrase or title) and not _opens_news(text, kept, at):
        return False
    if title.endswith(table(lang, "titles")["quotes"]["marks"][1]):
        said = [i for i in kept if in_quotation(text.tree, i)]
        kept = [i for i in kept if i not in said]  # whom a speaker means, the quotation need not tell, but what
        if (
            not any(text.tree[i].upos in ("NOUN", "PROPN") and i not in text.time_tokens for i in said)
            or _is_cut_short(text, said)
            or _speaks_of_unnamed(text.tree, said)
        ):
            return False
        return _has_known_subject(text, kept, title, said)
    within = [i for i in kept if in_quotation(text.tree, i) and text.tree[i].upos != "PUNCT"]
    if (
        (within and text.tree.feature(within[0], "PronType") == "Prs" and _speaks_of_unnamed(text.tree, within))
        or _is_quoted(text.tree, kept)
        or _has_hole(text, kept)
        or _is_open(text, kept)
        or _is_cut(text.tree, kept)
        or points_back(text, kept, title)
        or _takes_for_known(text, kept, title)
    ):
        return False
    if phrase is None and title == heading(text.tree, at):
        return (
            not text.tree.is_determined(kept[0]) and text.tree[kept[0]].upos != "DET"
        )  # "La battaglia di Tripoli" is what a text is about
    return _has_known_subject(text, kept, title) if phrase is None else _is_specific(text, kept)


def _phrase(title: str, lang: str) -> str | None:
    """The noun phrase of which a title says that it takes place; None for a clause."""
    found = table(lang, "titles")
    for template in (t for group in FRAMES for templates in found.get(group, {}).values() for t in templates):
        before, after = template.split("{np}")
        if title.startswith(before) and title.endswith(after):
            return title[len(before) : len(title) - len(after)]
    return None


def _names_somebody(text: Scene, kept: Sequence[int], title: str) -> bool:
    """Whether a title has a name, or somebody who needs none: "Molti manifestanti vengono arrestati" may be said of any day and place."""
    everywhere = title_words(text.tree.parse.lang, "everywhere")
    return _names_other(text, kept, title) or any(
        text.is_named(i)
        or text.tree[i].upos in ("PROPN", "X")
        or (text.tree[i].upos == "NOUN" and _is_unique(text, i) and text.tree[i].lemma.lower() not in everywhere)
        for i in kept
    )


def _opens_news(text: Scene, kept: Sequence[int], at: int) -> bool:
    """Whether a title tells the news of an article and where that is, or of whom it brings in and describes: "Un 23enne di Carpi è stato arrestato"."""
    tree, first = text.tree, beginning(text.tree)
    if not first <= tree.sentence_of[at] < first + OPENING or any(tree.is_possessive(i) for i in kept):
        return False
    if first and any(tree[i].text.isupper() for i in range(tree.parse.sentences[first].first)):
        return True  # behind its town
    who = [i for i in kept if tree.relation(i) in ("nsubj", "obj") and not tree.is_determined(i)]
    described = (c for i in who if tree[i].upos == "NOUN" for c in _brought_in(tree, i))
    return any(c in kept and not _is_time(text, c) for c in described)


def _brought_in(tree: Tree, noun: int) -> list[int]:
    """What describes, or tells of, whom or what a text has not told before: "un 23enne moldavo", "due uomini … per furto", "oggetti rubati"."""
    if _is_introduced(tree, noun) or tree.kids(noun, "nummod"):
        verb = tree[noun].head
        return tree.kids(noun, "amod", "nmod", "acl", "appos") + (
            tree.kids(verb, "obl", "advcl") if tree[noun].deprel == "nsubj:pass" else []
        )
    several = tree.feature(noun, "Number") == "Plur" and tree.relation(noun) == "nsubj"
    return tree.kids(noun, "nmod", "acl") if several else []


def _names_other(text: Scene, kept: Sequence[int], title: str) -> bool:
    """Whether a title has a name that its sentence has not, of whom the text before is about."""
    own = {text.tree[i].text.lower() for i in kept}
    return any(word[0].isupper() and len(word) > ARTICLE and word.lower() not in own for word in _WORD.findall(title))


def _is_specific(text: Scene, kept: Sequence[int]) -> bool:
    """Whether a phrase says by names which event it means: "un raid israeliano", "il golpe in Cile", "l'incontro tra Neri e Reed".

    A definite phrase with one name takes the event for known, "il raid della NATO", but for those of which there is one: "l'elezione di Reed".
    Of what is decided or agreed one must hear more than whose it is: "una sentenza della Corte".
    """
    tree, lang = text.tree, text.tree.parse.lang
    top = next((i for i in kept if tree[i].upos in _NOMINAL and tree[i].head not in kept), kept[0])
    if (tree.parse.lang == "en" and _is_ownerless(text, top)) or not any(
        text.is_named(i) or (tree[i].upos in ("PROPN", "NUM") and i != top) for i in kept
    ):
        return False
    at = (title_words(lang, "place") | title_words(lang, "against")) - title_words(lang, "of")
    if tree[top].lemma.lower() in title_words(lang, "told") and not any(
        tree.relation(c) == "acl" or tree.case(c) in at or tree.case(c) in title_words(lang, "mutual")
        for c in tree.children[top]
        if c in kept
    ):
        return False
    own = [i for i in kept if (text.is_named(i) and text.names[i].how != "adjective") or (not text.is_named(i) and tree[i].upos == "PROPN")]
    own = [i for i in own if i != top]
    if not tree.is_determined(top):
        bare = lang == "it" and tree.feature(top, "Number") == "Sing" and not tree.kids(top, "det", "nummod")
        one = text.lex.noun_type(tree[top].lemma.lower(), tree[top].text.lower()) in _ONE
        return not bare and (one or any(tree[i].deprel != "compound" for i in own) or any(tree[i].upos == "NUM" for i in kept))
    if _is_one_of_its_kind(tree, tree.kids(top, "amod")):
        return True
    if text.lex.noun_type(tree[top].lemma.lower(), tree[top].text.lower()) in _ONE:
        heads = {top, *(c for c in tree.kids(top, "nmod") if tree.feature(c, "Number") != "Plur")}  # "degli agenti egiziani" are some
        if any(
            tree[i].head == top or (tree[i].head in heads and not tree.case(i)) for i in kept if text.is_named(i) or tree[i].upos == "PROPN"
        ):
            return True
    of = {j for c in tree.kids(top, "nmod") if tree.case(c) in title_words(lang, "of") for j in tree.subtree(c)}
    named = {text.names[i].known.id if text.is_named(i) else tree[i].text for i in own if tree.relation(i) != "flat" and i not in of}
    return any(tree.case(i) in at for i in own if i not in of) or len(named) + any(i in of for i in own) > 1


def told_tokens(tree: Tree, title: str, at: int) -> list[int]:
    """The tokens of a sentence that a title is made of, in text order."""
    words: Sequence[tuple[str, int]] = _words_in(tree, tree.sentence_of[at])
    told = _WORD.findall(title.lower())
    found: set[int] = set()
    for _ in range(2):  # a subject put first, or the verb after it, is found in the second round
        blocks = SequenceMatcher(None, told, [w for w, _ in words], autojunk=False).get_matching_blocks()
        ends = (k for k, b in enumerate(blocks[:-1]) if k and b.a + b.size < len(told) and _run(words, told[b.a :]))
        blocks = blocks[: next(ends, None)]
        between = [run for a, b in pairwise(blocks) if len(run := told[a.a + a.size : b.a]) > 1]
        taken = {b.b + k for b in blocks for k in range(b.size)}
        used = {b.a + k for b in blocks for k in range(b.size)}
        found.update(words[k][1] for k in taken)
        words = [word for k, word in enumerate(words) if k not in taken]
        found.update(words[k][1] for run in between for k in _run(words, run))
        told = told[: min(used, default=0)] + told[max(used, default=len(told)) + 1 :]
    return sorted(found)


def _run(words: Sequence[tuple[str, int]], run: Sequence[str]) -> range:
    """Where some words stand on end among others: the verb's, of a title that has put the subject before it; empty for nowhere."""
    told, size = [w for w, _ in words], len(run)
    return next((range(k, k + size) for k in range(len(told) - size + 1) if told[k : k + size] == run), range(0))


@remembered
def _words_in(tree: Tree, k: int) -> Sequence[tuple[str, int]]:
    """The words and marks of a sentence, each with its token."""
    sentence = tree.parse.sentences[k]
    return [(w, i) for i in range(sentence.first, sentence.last) for w in _WORD.findall(written(tree, i).lower())]


def _is_label(title: str, lang: str) -> bool:
    """Whether a line of the page is in a title: "Foto: …", "… - Video", or a dateline before it."""
    return bool(_labels(lang).search(title) or _DATELINE.match(title)) or any(pattern.search(title) for pattern in _OF_PAGE)


@cache
def _labels(lang: str) -> re.Pattern[str]:
    words = "|".join(sorted(title_words(lang, "text")))
    return re.compile(rf"(?i)\b(?:{words})\s*:|\s[-–—]\s(?:{words})\b")


@cache
def _refers(lang: str) -> re.Pattern[str]:
    """The phrases that stand for what a text has just said, where nothing goes on from them: "in proposito", not "in merito alla tregua"."""
    phrases, goes_on = ("|".join(sorted(title_words(lang, key))) for key in ("in_point", "goes_on"))
    return re.compile(rf"(?i)\b(?:{phrases})\b(?! (?:{goes_on})\b)")


def _is_note(tree: Tree, at: int) -> bool:
    """Whether a sentence is a footnote or an entry of a list of sources: "[22] «Il principe», Rete Nord, 7 febbraio 2014."."""
    sentence = tree.sentence(at)
    return _NOTE.match(tree.parse.text, sentence.start) is not None


def _is_quoted(tree: Tree, kept: Sequence[int]) -> bool:
    """Whether the verb of a title stands in a quotation, so that it prints as fact what somebody says, or only in brackets."""
    have = set(kept)
    tops = [i for i in kept if tree[i].upos in ("VERB", "AUX") and (tree.is_root(i) or tree[i].head not in have)]
    return any(in_quotation(tree, i) or _in_brackets(tree, i) for i in tops)


def _is_cut_short(text: Scene, said: Sequence[int]) -> bool:
    """Whether a quotation breaks off before its end, or is a phrase of which more belongs to it: «Prima il film (, ora i libri)»."""
    tree, have = text.tree, set(said)
    words = [i for i in said if tree[i].upos != "PUNCT"]
    if _breaks_off(text, words):
        return True
    told = any(tree.finite(i) is not None for i in words if tree.is_root(i) or tree[i].head not in have)
    within = takewhile(lambda i: tree.quoted[i], range(words[0], tree.sentence(words[0]).last))  # not another quotation after it
    return not told and any(i not in have and tree[i].upos != "PUNCT" for i in within)


def _speaks_of_unnamed(tree: Tree, said: Sequence[int]) -> bool:
    """Whether a quotation begins with what it only points to: "It represents a new age", "This is just the beginning", not "It is common for …"."""
    words = [i for i in said if tree[i].upos != "PUNCT"]
    first = words[0]
    points = tree.feature(first, "PronType") == "Dem" or (tree.feature(first, "PronType") == "Prs" and tree.feature(first, "Person") == "3")
    return tree[first].upos == "PRON" and points and tree.relation(first) == "nsubj"


def _in_brackets(tree: Tree, i: int) -> bool:
    """Whether a word stands between round brackets."""
    before = [tree[j].text for j in range(tree.sentence(i).first, i)]
    return before.count("(") > before.count(")")


def _has_hole(text: Scene, kept: Sequence[int]) -> bool:
    """Whether words are missing between others so that a phrase stays open: "hanno incendiato (la sede del) partito"."""
    tree, have = text.tree, set(kept)
    words = [i for i in kept if tree[i].upos != "PUNCT"]
    if any(_is_torn(text, before, after) for before, after in pairwise(words)):
        return True
    joined = (i for i in words if tree.relation(i) == "conj" and tree[i].upos in _NOMINAL and not have.isdisjoint(tree.kids(i, "cc")))
    if any(tree[i].head not in have or _joins_gone(tree, i, have) for i in joined):
        return True  # "riportate (dal giornale) e da Anna Neri"
    for before, after in pairwise(kept):
        gap = [i for i in range(before + 1, after) if tree[i].upos != "PUNCT"]
        if not gap or (text.time_tokens.issuperset(gap) and any(is_purpose(tree, i) for i in tree.ancestors(before))):
            continue  # "per avere un posto (, lunedì) il Torino dovrà vincere", which a title turns round
        named = gap[0] == before + 1 and tree[gap[0]].upos == "PROPN" and not tree.case(gap[0]) and gap[0] not in text.time_tokens
        if named and tree.relation(gap[0]) in ("nmod", "nsubj", "obj"):
            return True  # "per un'ischemia (Ugo Neri,) 92 anni"
        phrase = tree[before].upos in _NOMINAL or (tree.relation(before) == "amod" and tree[before].head < before)
        if phrase and tree[after].upos in ("DET", *_NOMINAL) and not tree.kids(after, "case") and not _beside(tree, before, after):
            return True  # "il progetto (…,) la diga sorgerà"
        top = tree[after].head if tree[after].upos == "DET" else after
        if tree[before].upos == "VERB" and tree[top].upos in _NOMINAL and tree[top].head != before and not tree.case(top):
            return True  # "sono morte (nella partita con) una squadra del Cairo"
        if (
            tree.relation(top) in ("appos", "xcomp")
            and tree[before].upos != "PUNCT"
            and tree[top].head != before
            and not set(gap) <= text.time_tokens
        ):
            return True  # "era cresciuto (nel rancore), un sentimento comune"
        last = gap[-1]
        if tree[gap[0]].upos == "CCONJ" and tree[gap[0]].head > after and tree[gap[0]].head not in have:
            return True  # "è entrato in casa (e) con un flessibile (ha aperto la cassaforte)"
        nouns = any(tree[i].upos in ("NOUN", "PROPN") and i not in text.time_tokens for i in gap)
        if tree.relation(after) == "acl" and (tree[after].head in gap or (nouns and not tree.is_aside(after))):
            return True  # "a un anno (dal massacro) costato la vita a 28 persone"
        if last in text.time_tokens:
            if tree[gap[0]].upos == "CCONJ":
                return True  # "nei mesi di aprile (e maggio)"
            continue
        if all(tree[i].upos in ("ADP", "DET") for i in gap):
            return True  # "si è dimesso (in) quanto"
        opens = last == after - 1 and tree[last].upos in _OPENS and tree[last].head in (after, tree[after].head)
        if opens and not (tree[last].upos == "CCONJ" and tree[after].upos in ("VERB", "AUX")):
            return True
        if any(tree[i].head in gap and tree[i].head not in text.time_tokens for i in have if tree[i].upos != "PUNCT"):
            return True
    return False


def _joins_gone(tree: Tree, conjunct: int, have: Container[int]) -> bool:
    """Whether what a conjunct has the adposition of has gone, and it hangs from what has none."""
    first, case = tree[conjunct].head, tree.case(conjunct)
    return bool(case) and not tree.case(first) and any(tree.case(c) == case and c not in have for c in tree.children[tree[first].head])


def _is_torn(text: Scene, before: int, after: int) -> bool:
    """Whether a description stands beside another word than its own: "con armi (contro la città), bastione dei ribelli"."""
    tree, top = text.tree, _top_of(text.tree, after)
    gap = [i for i in range(before + 1, min(tree.subtree(top))) if i not in text.time_tokens]
    words = [i for i in gap if tree[i].upos != "PUNCT"]
    if not words or top < before or tree[top].head > before:
        return False
    parted = len(words) < len(gap)
    own = {j for c in tree.kids(tree[top].head, "acl", "appos") for j in tree.subtree(c)}
    listed = any(tree.kids(c, "cc") for c in tree.kids(tree[top].head, "conj"))
    if tree.relation(top) == "appos" or (tree.relation(top) == "conj" and tree[top].upos == "NOUN" and not listed):
        return not own.issuperset(words) and any(tree[i].upos in ("NOUN", "PROPN") for i in words)
    if tree.relation(top) == "xcomp" and tree[top].upos == "NOUN":
        return parted
    return tree.relation(top) == "amod" and tree[top].upos == "ADJ" and (parted or any(tree[i].upos == "VERB" for i in words))


def _top_of(tree: Tree, i: int) -> int:
    """The word of which a token opens the phrase: the noun of an article."""
    while tree[i].head > i and tree.relation(i) in ("det", "amod", "nummod", "case", "advmod"):
        i = tree[i].head
    return i


def _is_cut(tree: Tree, kept: Sequence[int]) -> bool:
    """Whether what stands in brackets is not whole, or the quotation behind a colon is missing: "Rossi mette in guardia(: «…»)"."""
    have, last = set(kept), kept[-1]
    sentence = tree.sentence(last)
    opened = [i for i in kept if tree[i].text == "("]
    ends = (next((j for j in range(i, sentence.last) if tree[j].text == ")"), i) for i in opened)
    if any(tree[j].upos != "PUNCT" and j not in have for i, end in zip(opened, ends, strict=True) for j in range(i, end)):
        return True
    within = {_in_brackets(tree, i) for i in kept if tree[i].upos != "PUNCT"}
    if not opened and len(within) > 1:
        return True
    after = [tree[j].text for j in range(last + 1, min(last + 3, sentence.last))]
    if after and after[0] in ("...", "…"):
        return True
    return len(after) > 1 and after[0] == ":" and after[1] in ('"', "“", "«")


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
    if (tree[last].upos in ("SCONJ", "CCONJ", "DET") and tree[last].head > last) or _breaks_off(text, words) or _is_half(tree, words):
        return True
    if _shares_object(tree, last, have):
        return True
    kind = text.lex.verb_type(tree[last].lemma.lower(), tree[last].text.lower()) if tree.feature(last, "VerbForm") == "Inf" else None
    if kind in (*_DONE_TO, "accept") and not tree.kids(last, "expl", "aux:pass", "obj"):
        return True  # "è stato costretto ad accettare"
    unfinished = tree[last].upos == "VERB" and tree.finite(last) is None and not tree.kids(last, "aux")
    if unfinished and text.lex.has("reporting.say", tree[last].lemma.lower()) and tree.relation(last) in ("advcl", "acl", "xcomp"):
        return True  # "ha commentato la legge dichiarando (: «…»)"
    if tree[last].text.lower() in title_words(tree.parse.lang, "never_last") or any(_helps_nothing(tree, i, have) for i in words):
        return True
    for i in words:
        if _lacks_party(tree, i, have) or _is_left_by_time(text, i, have):
            return True
        content = tree[i].lemma.lower() in title_words(tree.parse.lang, "content")
        gone = [c for c in tree.kids(i, *_COMPLETES, *(("acl",) if content else ())) if c > i and have.isdisjoint(tree.subtree(c))]
        gone = [c for c in gone if not _is_where(tree, c)]
        if tree[i].upos == "NOUN" and _is_introduced(tree, i) and not content:
            gone = []  # "un prossimo giro" is whole, "una dichiarazione (in cui …)" is not
        if i == last and any(min(tree.subtree(c)) == last + 1 and not _is_time(text, c) for c in gone):
            return True
        if _lacks_which(text, i, have) or any(is_result(tree, c) and c not in have for c in tree.kids(i, "advcl")):
            return True
        own = [c for c in tree.children[i] if tree.relation(c) not in _BESIDE_VERB]
        if tree.relation(i) == "acl" and own and have.isdisjoint(own):
            return True
    return False


def _is_where(tree: Tree, i: int) -> bool:
    """Whether a phrase only says where what nobody has told apart is: "police departments (across the country)"."""
    lang, noun = tree.parse.lang, tree[i].head
    where = title_words(lang, "place") - title_words(lang, "of")
    return tree.relation(i) == "nmod" and tree.case(i) in where and tree[noun].upos == "NOUN" and not tree.is_determined(noun)


def _shares_object(tree: Tree, last: int, have: Container[int]) -> bool:
    """Whether a title ends with a verb whose object stands with the verb after it: "vowed to hunt down (and punish those who …)"."""
    verb = tree[last].head if tree[last].upos in ("ADP", "ADV") and tree[last].head == last - 1 else last
    if tree[verb].upos != "VERB" or tree.kids(verb, "obj", "aux:pass", "ccomp", "xcomp"):
        return False
    joined = next((c for c in tree.kids(verb, "conj") if c not in have), None)
    return joined == last + 2 and tree[last + 1].upos == "CCONJ" and bool(tree.kids(last + 2, "obj"))


def _is_half(tree: Tree, words: Sequence[int]) -> bool:
    """Whether a title is the first half of a contrast: "Non solo la Francia ha chiuso il confine", without what is so besides."""
    lang = tree.parse.lang
    only = len(words) > 1 and tree[words[1]].lemma.lower() in title_words(lang, "only")
    negated = "Neg" in (tree.feature(words[0], "PronType"), tree.feature(words[0], "Polarity"))
    return only and negated and not any(tree[i].text.lower() in title_words(lang, "additive") for i in words)


def _helps_nothing(tree: Tree, i: int, have: Container[int]) -> bool:
    """Whether an auxiliary is there without its verb, or a relative pronoun without its own: "…, il Servizio che (dipende) verrà"."""
    above = tree[i].head
    if tree.feature(i, "PronType") == "Rel" and tree[i].upos == "PRON":
        said = tree[above].deprel == "acl:relcl" and tree[i + 1].text == "," and above == i + 2  # "che, affermano i ribelli, (sono vicini)"
        lost = tree[above].deprel == "acl:relcl" and tree.finite(above) is None and tree.relation(i) == "nsubj"
        return above not in have or said or lost  # "il giudice che, ascoltati i fatti, (ha deciso)"
    return tree[i].upos == "AUX" and tree.relation(i) in ("aux", "cop") and above not in have and above > i


def _breaks_off(text: Scene, words: Sequence[int]) -> bool:
    """Whether a sentence goes straight on where a title ends, with what completes it: "ha interesse (a partire)", "ha chiamato per telefono (Anna Neri)"."""
    tree, have, last = text.tree, set(words), words[-1]
    after = _next_word(text, last)
    if after is None:
        return False
    top = tree[after].head if tree.relation(after) == "mark" else _top_of(tree, after)
    relation, above = tree.relation(top), tree[top].head
    tops = [i for i in words if tree.is_root(i) or tree[i].head not in have]
    if tree[after].lemma.lower() in title_words(tree.parse.lang, "complementiser") and tree[after].upos in ("SCONJ", "PRON"):
        return any(text.lex.has("reporting.say", tree[i].lemma.lower()) for i in tops)
    if tree.feature(top, "VerbForm") == "Inf":
        return above in have and relation in ("acl", "xcomp", "ccomp")
    if tree.case(top) in title_words(tree.parse.lang, "whither"):
        return any(
            tree.case(c) in title_words(tree.parse.lang, "whence") for c in tree.kids(above, "obl") if c in have
        )  # "da Roma (a Torino)"
    if tree[after].upos not in ("DET", *_NOMINAL) or tree.case(top):
        return False
    if above in have:
        return relation in ("obj", "iobj", "nsubj", "xcomp", "flat", "compound")
    return (
        relation == "nsubj" and tree.relation(above) in ("conj", "parataxis") and tree[above].head in tops
    )  # the object, taken for a subject


def _next_word(text: Scene, last: int) -> int | None:
    """The word after another and what stands in brackets behind it, times apart; None where a mark or the sentence ends it."""
    tree, depth = text.tree, 0
    for i in range(last + 1, tree.sentence(last).last):
        word = tree[i].text
        depth += (word == "(") - (word == ")")
        if depth or word == ")" or tree[i].upos == "SPACE" or i in text.time_tokens:
            continue
        return None if tree[i].upos == "PUNCT" else i
    return None


def _lacks_party(tree: Tree, noun: int, have: Container[int]) -> bool:
    """Whether the second of two parties stays outside: "un accordo tra il governo (e i ribelli)"."""
    if tree.case(noun) not in title_words(tree.parse.lang, "between"):
        return False
    end = max(i for i in tree.subtree(noun, frozenset(tree.kids(noun, "conj"))) if i in have) + 1
    return end < tree.sentence(noun).last and tree[end].upos == "CCONJ" and end not in have


def _is_left_by_time(text: Scene, verb: int, have: Container[int]) -> bool:
    """Whether a verb has lost the time that was all it told: "le violenze che sono iniziate (venerdì) continuano", "il partito risale (al 1990)"."""
    tree = text.tree
    alone = not any(c > verb and c in have and tree[c].upos != "PUNCT" for c in tree.children[verb])
    if tree[verb].upos != "VERB" or not alone:
        return False
    if tree[verb].lemma.lower() in title_words(tree.parse.lang, "of_time"):
        return True
    after = verb + 1
    return tree.relation(verb) == "acl" and after < len(tree.parse.tokens) and after in text.time_tokens and after not in have


def _lacks_which(text: Scene, noun: int, have: Container[int]) -> bool:
    """Whether what says which noun is meant stays outside: "la sede (del partito)", "lo stato di mobilitazione (della Protezione civile)"."""
    tree = text.tree
    if (
        tree[noun].upos != "NOUN"
        or text.is_named(noun)
        or not (tree.is_determined(noun) or is_joint(tree, noun) or tree.relation(noun) == "xcomp")
    ):
        return False
    after = [c for c in tree.kids(noun, "nmod", "acl") if c > noun and not _is_time(text, c)]
    named = any(c in have and (text.is_named(c) or tree[c].upos in ("PROPN", "NUM")) for c in tree.children[noun])  # "the final 717 jet"
    if named or any(c in have for c in after):
        return False
    return any(min(tree.subtree(c)) == noun + 1 and all(j not in have for j in tree.subtree(c)) for c in after)


def _is_time(text: Scene, i: int) -> bool:
    return any(j in text.time_tokens for j in text.tree.subtree(i))


def points_back(text: Scene, kept: Sequence[int], title: str = "") -> bool:
    """Whether a word of a title takes up what the text has told before: "quella legge", "the same building", "him"."""
    tree, words = text.tree, title_words(text.tree.parse.lang, "back")
    given = _names_other(text, kept, title)
    for n, i in enumerate(kept):
        if in_quotation(tree, i):
            continue
        word, relation, head = tree[i].text.lower(), tree.relation(i), tree[i].head
        points = word in words or tree.feature(i, "PronType") == "Dem"
        if points and relation in ("det", "amod") and head > i and all(tree.is_aside(c) for c in tree.kids(head, "acl")):
            return True
        if tree[i].upos == "PRON" and tree[i].lemma.lower() in title_words(tree.parse.lang, "thereof") and not _is_resumed(tree, i):
            return True  # "Ne è nato un inseguimento"
        if tree[i].upos == "PRON" and tree.feature(i, "PronType") == "Dem" and not tree.kids(i, "acl"):
            told = relation not in ("obj", "obl") or tree.kids(i, "nmod")
            if not told or not any(tree[j].upos in ("NOUN", "PROPN") for j in kept[:n]):
                return True  # "Quella di lunedì è stata …", "hanno fatto questo", "In 9 di queste è …"
        if relation == "obj" and _is_bare_figure(text, i):
            return True  # "is probing two"
        if word in title_words(tree.parse.lang, "both") and relation == "det" and tree[head].upos == "NOUN" and _is_alone(text, head):
            return True  # "alongside both announcements"
        if relation == "nummod" and word in title_words(tree.parse.lang, "pair") and _are_parties(text, head):
            return True  # "between the two parties"
        if tree[i].upos == "PRON" and word in title_words(tree.parse.lang, "whatever"):
            said = [*tree.kids(i, "acl"), *([head] if relation == "nsubj" else [])]
            befallen = (v for v in said if tree[v].lemma.lower() in title_words(tree.parse.lang, "befalls"))
            if any(not any(tree[c].upos in _NOMINAL for c in tree.children[v] if c in kept and c != i) for v in befallen):
                return True  # "per discutere di quanto accaduto"
        if (
            tree[i].upos == "ADV"
            and word in title_words(tree.parse.lang, "yonder")
            and relation == "advmod"
            and not _has_place(text, kept[:n])
        ):
            return True  # "The FBI dispatched agents there"
        if relation == "amod" and word in title_words(tree.parse.lang, "alike") and not tree.children[i]:
            return True  # "una scena simile"
        personal = tree.feature(i, "PronType") == "Prs" and tree.feature(i, "Person") == "3" and not tree.feature(i, "Reflex")
        if (
            relation in ("obj", "iobj", "obl", "nmod")
            and personal
            and not tree.is_possessive(i)
            and word not in title_words(tree.parse.lang, "reflexive")
        ):
            beside = {j for c in tree.children[head] for j in tree.subtree(c)}  # whom a clause names, its own pronoun does not mean
            if not any(j not in beside and _may_mean(text, i, j) for j in kept[:n]):
                return True
        if relation in ("nsubj", "nmod") and _is_of_person(tree, i) and not given and not any(_may_mean(text, i, j) for j in kept if j < i):
            return True  # "The service ruled that he must leave"
        if _ends_in_pronoun(tree, i) and not any(_may_be_done_to(tree, i, j) for j in kept[:n]):
            return True  # "gioca sul fatto di metterle una contro l'altra"
        if (
            tree.is_possessive(i)
            and tree.feature(i, "Person") not in ("1", "2")
            and not any(tree[j].upos in ("NOUN", "PROPN") for j in kept[:n])
        ):
            return True  # "Le sue forze hanno …"
    return False


def _is_resumed(tree: Tree, clitic: int) -> bool:
    """Whether a clause says beside "ne" what that means: "ne hanno arrestati tre", "se ne vanno", "della legge ne parlano"."""
    verb = tree[clitic].head
    beside = any(tree[c].lemma.lower() in title_words(tree.parse.lang, "reflexive") for c in tree.children[verb])
    return beside or any(c < clitic and tree.case(c) in title_words(tree.parse.lang, "of") for c in tree.kids(verb, "obl"))


def _is_of_person(tree: Tree, i: int) -> bool:
    """Whether an English pronoun or possessive is of one person: "he", "her"."""
    return tree.parse.lang == "en" and tree[i].text.lower() in title_words("en", "one_person")


def _may_mean(text: Scene, pronoun: int, noun: int) -> bool:
    """Whether a word is a noun and may be whom a pronoun means: in English "they" are several or a body of many, "he" is no firm and no event."""
    tree = text.tree
    if tree[noun].upos not in ("NOUN", "PROPN"):
        return False
    several = tree.feature(noun, "Number") == "Plur" or len(tree.conjuncts(noun)) > 1
    if _is_of_person(tree, pronoun):
        known = text.names[noun].known if noun in text.names else None
        other = known is not None and known.kind != "person"
        return not other and not (several and known is None) and noun not in text.triggers and noun not in text.time_tokens
    return tree.parse.lang != "en" or tree.feature(pronoun, "Number") != "Plur" or several


def _ends_in_pronoun(tree: Tree, verb: int) -> bool:
    """Whether an Italian verb has at its end the pronoun of whom or what it is done to: "arrestarlo"."""
    return tree[verb].upos == "VERB" and tree[verb].lemma.lower().endswith((" lo", " la", " li", " le"))


def _may_be_done_to(tree: Tree, verb: int, noun: int) -> bool:
    """Whether the pronoun that a verb ends in may mean a noun before it: no subject, and of its gender, if it shows one."""
    fits = tree.feature(noun, "Gender") in (None, tree.feature(verb, "Gender"))
    return fits and tree[noun].upos in ("NOUN", "PROPN") and tree.relation(noun) not in ("nsubj", "flat")


def _has_place(text: Scene, before: Sequence[int]) -> bool:
    """Whether a place is named, which "there" may mean."""
    return any(text.is_named(i) and text.names[i].known.kind in ("place", "country") for i in before)


def _is_bare_figure(text: Scene, i: int) -> bool:
    """Whether a small number counts what a title does not name: "two", "55", not "$ 55" nor "two of the ships"."""
    tree, word = text.tree, text.tree[i].text
    bare = not any(tree.relation(c) != "punct" for c in tree.children[i])
    return tree[i].upos == "NUM" and i not in text.time_tokens and bare and (word.isalpha() or (word.isdigit() and len(word) < FIGURES))


def _are_parties(text: Scene, noun: int) -> bool:
    """Whether a noun that is counted means two of whom the text has told: "le due parti", "the two"; not "the two Koreas"."""
    tree = text.tree
    return tree.is_determined(noun) and not text.is_named(noun) and tree[noun].upos in ("NOUN", "ADJ") and _is_alone(text, noun)


def _is_alone(text: Scene, noun: int) -> bool:
    """Whether nothing but articles, figures and the like stands with a noun."""
    tree = text.tree
    told = (c for c in tree.children[noun] if tree.relation(c) not in ("det", "case", "punct", "cc", "nummod"))
    return next(told, None) is None


def _takes_for_known(text: Scene, kept: Sequence[int], title: str) -> bool:
    """Whether a bare definite noun of a title means what only the text has told: "la partita", "il ricorso", "l'annuncio"."""
    tree = text.tree
    helped = _is_helped(tree, title, kept)
    for n, i in enumerate(kept):
        if tree[i].upos != "NOUN" or i in text.time_tokens or in_quotation(tree, i) or not _is_bare_definite(text, i, kept, helped=helped):
            continue
        if tree[i].lemma.lower() in title_words(tree.parse.lang, "there"):
            if not any(text.is_named(j) for j in kept[:n]):
                return True
            continue
        if _is_told(text, i) and _is_utmost(tree, i):
            return True
        if any(tree[j].lemma == tree[i].lemma for j in kept[:n]):
            continue
        if _is_unique(text, i) or _is_named(text, i, title) or _is_placed(text, kept[n + 1 :]) or _is_located(text, i, kept):
            continue
        one = (
            tree[i].lemma.lower() in title_words(tree.parse.lang, "somebody")
            and tree.feature(i, "Number") != "Plur"
            and not tree.kids(i, "nmod", "amod")
        )
        if one or _is_told(text, i) or _has_come_before(text, i, kept):
            return True
    return False


def _has_come_before(text: Scene, noun: int, kept: Sequence[int]) -> bool:
    """Whether the sentences before have told of what a noun means, and the title has not: "the contract" after "a contract with Vega".

    In a title that names a country its government is known; so is the phone in one that names the iPhone.
    """
    tree, lang = text.tree, text.tree.parse.lang
    word, lemma = tree[noun].text, tree[noun].lemma.lower()
    if is_person(lang, lemma) or not word.isalpha() or (lang == "it" and tree.kids(noun, "amod")):
        return False  # Italian says "il petrolio" and "il potere politico" of any
    named = [i for i in kept if text.is_named(i)]
    kinds = {text.names[i].known.kind for i in named}
    if "thing" in kinds or (lemma in acting(lang) and not kinds.isdisjoint(("country", "place"))):
        return False
    if any(lemma in tree[i].text.lower() for i in (*named, *(i for i in kept if i < noun))):
        return False
    back = tree.parse.sentences[max(0, tree.sentence_of[noun] - RECALLED)].first
    before = (i for i in told_alike(tree, noun) if i >= back and i not in kept and tree[i].upos == "NOUN")
    return any(lang == "en" or _is_introduced(tree, i) for i in before)


def _is_introduced(tree: Tree, noun: int) -> bool:
    """Whether a noun stands with an indefinite article, and so brings in what it means."""
    return any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(noun, "det"))


def _is_told(text: Scene, noun: int) -> bool:
    """Whether a noun means an event, or what is written, decided or said, of which there are many."""
    lemma = text.tree[noun].lemma.lower()
    event = text.lex.noun_type(lemma, text.tree[noun].text.lower()) not in (None, "injure")  # "a causa delle ferite"
    return event or lemma in title_words(text.tree.parse.lang, "told")


def _is_unique(text: Scene, noun: int) -> bool:
    """Whether a noun with an article and no more is known to any reader: "la polizia"."""
    return text.tree[noun].lemma.lower() in title_words(text.tree.parse.lang, "needs_no_name")


def _is_located(text: Scene, noun: int, kept: Sequence[int]) -> bool:
    """Whether a clause names between whom or where its event was: "l'accordo è stato firmato tra Roma e Parigi", "gli scontri sono avvenuti al Cairo"."""
    tree, lang = text.tree, text.tree.parse.lang
    verb = next((c for c in tree.kids(noun, "acl") if c in kept), tree[noun].head)
    if (tree.relation(noun) != "nsubj" and verb not in tree.kids(noun, "acl")) or not _is_told(text, noun):
        return False
    exists = tree[verb].lemma.lower() in title_words(lang, "exists")
    if exists and tree[noun].lemma.lower() in title_words(lang, "told"):
        return False  # "l'episodio è avvenuto a Torino"
    own = (i for i in tree.kids(verb, "obl") if i in kept and (exists or tree.case(i) in title_words(lang, "mutual")))
    named = (text.names[j] for i in own for j in tree.subtree(i) if j in kept and text.is_named(j))
    return any(not exists or (name.how != "adjective" and name.known.kind != "person") for name in named)


def _is_bare_definite(text: Scene, noun: int, kept: Sequence[int], *, helped: bool) -> bool:
    """Whether a noun stands in a title with a definite article and nothing that says which: "la sentenza", "il processo d'appello"."""
    tree, lemma = text.tree, text.tree[noun].lemma.lower()
    if text.is_named(noun) or (_is_capital(tree, noun) and lemma not in title_words(tree.parse.lang, "there")):
        return False
    if any(tree.is_possessive(c) for c in tree.children[noun]):
        return False  # "la sua invasione"
    own = _described(tree, noun, kept, helped=helped)
    kinds = [
        c
        for c in own
        if tree.relation(c) == "amod"
        or (tree.relation(c) == "nmod" and not tree.kids(c, "det"))
        or (tree[c].deprel == "compound" and tree[c].upos == "NOUN" and _is_told(text, noun))
    ]
    named = any(text.is_named(j) or tree[j].upos in ("PROPN", "NUM", "X") for c in kinds for j in tree.subtree(c))
    telling = _telling(tree, kinds)
    told = len(kinds) < len(own) or _is_one_of_its_kind(tree, telling) or named or (telling and tree.feature(noun, "Number") == "Plur")
    return not told and tree.is_determined(noun)


def _telling(tree: Tree, words: Sequence[int]) -> list[int]:
    """The words beside a noun that may say which is meant: not the "new" of "the new products"."""
    return [c for c in words if tree[c].text.lower() not in title_words(tree.parse.lang, "weak")]


def _is_utmost(tree: Tree, noun: int) -> bool:
    """Whether a noun is said to surpass others of which a title does not tell: "l'attacco più violento"."""
    utmost = title_words(tree.parse.lang, "utmost")
    degrees = (d for c in tree.kids(noun, "amod") for d in tree.kids(c, "advmod") if tree[d].text.lower() in utmost)
    return next(degrees, None) is not None and not tree.kids(noun, "nmod", "acl")


def _is_one_of_its_kind(tree: Tree, words: Sequence[int]) -> bool:
    """Whether a superlative or an ordinal is among the words beside a noun: "the largest airline", "il terzo round"."""
    return any(tree.feature(c, "Degree") == "Sup" or tree.feature(c, "NumType") == "Ord" for c in words)


def _described(tree: Tree, noun: int, kept: Sequence[int], *, helped: bool) -> list[int]:
    """What stands with a noun in a title, but for the words of its phrase and of the clause that the title has made of its description."""
    apart = ("det", "case", "punct", "cc", "mark", "cop", "aux", "nsubj", "advmod")
    own = [c for c in tree.children[noun] if c in kept and tree.relation(c) not in apart and not tree.is_aside(c)]
    clauses = {
        c
        for c in own
        if tree.relation(c) == "acl"
        and (helped or (tree[c].deprel == "acl:relcl" and not any(r in kept for r in (*_relatives(tree, c), *tree.kids(c, "mark")))))
    }
    return [c for c in own if c not in clauses]


def _is_helped(tree: Tree, title: str, kept: Sequence[int]) -> bool:
    """Whether a title has the auxiliary of a participle that the text has not: "l'uomo arrestato ieri" is "L'uomo è stato arrestato"."""
    found = table(tree.parse.lang, "titles")
    helpers = {form for voice in ("passive", "perfect", "reflexive") for form in found.get(voice, {}).values()}
    described = (i for i in kept if tree.relation(i) == "acl" and tree.feature(i, "VerbForm") == "Part" and not tree.kids(i, "aux"))
    opening = {written(tree, min(j for j in tree.subtree(i) if j in kept and tree[j].upos != "PUNCT")) for i in described}
    return any(f" {form} {word}" in title for form in helpers for word in opening)


def _is_placed(text: Scene, after: Sequence[int]) -> bool:
    """Whether a name right after a noun says which is meant, whatever it hangs from: "gli scontri al Cairo"."""
    rest = [i for i in after if text.tree[i].upos not in ("ADP", "DET")]
    return bool(rest) and text.is_named(rest[0]) and bool(text.tree.case(rest[0])) and rest[0] - after[0] <= 2


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
            return _is_known(text, tree[described].head, described, kept, title)
        told = next((i for i in kept if tree.relation(i) == "acl" and tree[i].head in have), None)
        if told is not None and _is_empty(text, tree[told].head, told, kept):
            return False
        active = any(_is_gerund(tree, i) for i in tops)
        return not active and _is_helped(tree, title, kept) and any(tree[i].upos in ("VERB", "AUX") for i in kept)
    if _lacks_object(text, verb, {*have, *said}) or any(c not in have and is_condition(tree, c) for c in tree.kids(verb, "advcl")):
        return False
    group = [verb, *tree.kids(verb, "aux", "cop", "expl")]
    subject = next((s for s in tree.kids(verb, "nsubj", "csubj") if s in have), None)
    opening = title.split()[0].lower()
    rivals = [s for s in tree.kids(verb, "nsubj") if s not in have and subject is not None and (s < verb) == (subject < verb)]
    if tree.parse.lang == "it" and rivals and tree[subject or 0].upos == "NOUN" and not tree.kids(subject or 0, "det", "nummod"):
        return False  # "Appesa nel corridoio, (l'immagine) è stata rimossa"
    if subject is None:
        given = opening != tree[kept[0]].text.lower()  # one of the text before
        return tree.parse.lang == "en" or (given and not _may_be_inverted(text, verb, kept))
    if kept[0] in group and min(tree.subtree(subject)) > max(i for i in group if i < subject) + 1 and opening == tree[kept[0]].text.lower():
        return False  # "Ha tradotto in italiano il motto": the noun is no subject
    return (
        not tree.kids(subject, "case")
        and not _opens_with_adposition(tree, subject)
        and not _stands_before(tree, subject, group)
        and _agrees(text, subject, verb)
        and _is_known(text, subject, verb, kept, title)
    )


def _stands_before(tree: Tree, subject: int, group: Sequence[int]) -> bool:
    """Whether a bare Italian word that a comma parts from its verb describes who is not named: "Incuranti degli agenti, fuggivano"."""
    first, bare = min(group), not tree.kids(subject, "det", "nummod", "case", "conj")
    commas = [i for i in range(subject, first) if tree[i].text == ","]
    parted = len(commas) == 1 and all(tree[i].upos == "ADV" for i in range(commas[0] + 1, first))
    return tree.parse.lang == "it" and bare and parted and tree[subject].upos in ("NOUN", "ADJ", "VERB")


def _opens_with_adposition(tree: Tree, subject: int) -> bool:
    """Whether a phrase taken for a subject is governed by an adposition of several words: "accanto al presidente si trovava"."""
    return any(tree[c].upos == "ADP" and c < subject for k in tree.subtree(subject) if k < subject for c in tree.kids(k, "fixed"))


def _is_empty(text: Scene, noun: int, participle: int, kept: Sequence[int]) -> bool:
    """Whether a noun of what is written or decided stands without what it says: "un decreto (deciso da Neri)", "figures released"."""
    tree, lang = text.tree, text.tree.parse.lang
    if tree[noun].lemma.lower() not in title_words(lang, "content") | title_words(lang, "told") or _is_located(text, noun, kept):
        return False
    rest = [c for c in tree.kids(noun, "nmod", "amod", "acl", "compound", "obl") if c in kept and c != participle]
    return not rest


def _may_be_inverted(text: Scene, verb: int, kept: Sequence[int]) -> bool:
    """Whether what seems an object may be the subject of a verb that opens its sentence: "Sorprende soprattutto la tipologia di armi"."""
    tree = text.tree
    opens = verb == next((i for i in range(tree.sentence(verb).first, verb) if tree[i].upos != "PUNCT"), verb)
    return (
        opens
        and not tree.kids(verb, "aux")
        and any(tree.is_definite(c) and c in kept and not text.is_named(c) for c in tree.kids(verb, "obj"))
    )


def _is_gerund(tree: Tree, i: int) -> bool:
    """Whether a verb is an English -ing form without an auxiliary, which tells nothing by itself."""
    present = tree.feature(i, "Tense") == "Pres" or tree.feature(i, "VerbForm") == "Ger"
    return tree[i].upos == "VERB" and present and not tree.kids(i, "aux")


def _relatives(tree: Tree, verb: int) -> list[int]:
    """The relative pronouns of a clause."""
    return [i for i in tree.subtree(verb) if tree.feature(i, "PronType") == "Rel"]


def _is_known(text: Scene, subject: int, verb: int, kept: Sequence[int], title: str) -> bool:
    """Whether a reader knows a subject: by itself, by the name that the title adds, or, unless it is a person, from whom the clause names beside it."""
    if _is_named(text, subject, title):
        return True
    tree = text.tree
    somebody = is_person(tree.parse.lang, tree[subject].lemma.lower()) or is_pair(tree, subject)
    placed = any(
        text.is_named(i) and text.names[i].how != "adjective" for i in kept if i < min(tree.subtree(subject))
    )  # "A Torino i ladri …"
    several = tree.feature(subject, "Number") == "Plur"
    helped = (not somebody or several) and (_has_named_object(text, verb) or (several and placed))
    if (
        (tree.is_determined(subject) and _is_ownerless(text, subject))
        or _is_relation(text, subject)
        or _stands_for_noun(text, subject, verb)
    ):
        return False
    known = _is_told(text, subject) or not _is_generic(text, subject) or _is_told_apart(text, subject, verb, kept)
    return known or helped


def _is_ownerless(text: Scene, noun: int) -> bool:
    """Whether nothing says whose a journey is: "the Malaysia visit", not "Macron's visit" nor "the French visit"."""
    tree = text.tree
    if not _is_told(text, noun) or text.lex.noun_type(tree[noun].lemma.lower(), tree[noun].text.lower()) not in ("visit", "travel"):
        return False
    own = [i for c in tree.kids(noun, "nmod", "amod", "compound", "det", "acl") for i in tree.subtree(c)]
    return not any(tree.is_possessive(i) or _may_go(text, i) for i in own)


def _may_go(text: Scene, i: int) -> bool:
    """Whether a word of a journey's phrase may say whose it is: a name that is no place, one with "of", a nation's adjective."""
    tree = text.tree
    if not text.is_named(i) or text.names[i].known.kind not in ("place", "country"):
        return tree[i].upos == "PROPN"
    return text.names[i].how == "adjective" or tree.case(i) in title_words(tree.parse.lang, "of") or tree[i].deprel == "nmod:poss"


def _is_relation(text: Scene, noun: int) -> bool:
    """Whether somebody is only called one of those whom another has: "il figlio di Gheddafi", "Bush's son", not "il figlio di Gheddafi, Saif"."""
    tree = text.tree
    if (
        tree[noun].lemma.lower() not in title_words(tree.parse.lang, "relation")
        or tree.feature(noun, "Number") == "Plur"
        or noun in text.names
    ):
        return False
    of = tree.kids(noun, "nmod")
    names = [
        c
        for c in tree.kids(noun, "appos", "flat", "nmod")
        if tree[c].upos == "PROPN" and not tree.case(c) and tree[c].deprel != "nmod:poss"
    ]
    return bool(of) and (tree.is_definite(noun) or any(tree[c].deprel == "nmod:poss" for c in of)) and not names


def _is_named(text: Scene, noun: int, title: str) -> bool:
    """Whether a title names whom a noun only describes."""
    told = [words for _, words in called(text, noun, text.time_tokens)]
    if (full := in_full(text, noun)) is not None:
        told.append(full[1])
    return any(words.lower() in title.lower() for words in told)


def _is_told_apart(text: Scene, subject: int, verb: int, kept: Sequence[int]) -> bool:
    """Whether a relative clause without a comma says by a name which one a subject means: "il carcere che ospitò Ugo Neri"."""
    tree = text.tree
    clauses = (c for c in tree.kids(subject, "acl") if c != verb and c in kept and not tree.is_aside(c))
    return any(i in kept and text.is_named(i) for c in clauses for i in tree.subtree(c))


def _stands_for_noun(text: Scene, subject: int, verb: int) -> bool:
    """Whether a subject stands for a noun that the text has told: "il primo", "i due", "non pochi", "the latter"."""
    tree, lang = text.tree, text.tree.parse.lang
    told = any(c > subject and c != verb and tree[c].upos != "PUNCT" and not tree.is_aside(c) for c in tree.children[subject])
    if text.is_named(subject) or told or tree[subject].upos == "PROPN":
        return False
    word = tree[subject].text.lower()
    listed = word in title_words(lang, "back") | title_words(lang, "alike") | title_words(lang, "pair") or word in text.lex.ordinals
    bare = tree[subject].upos in ("ADJ", "PRON", "DET") or (tree[subject].upos == "NUM" and (word.isalpha() or len(word) < FIGURES))
    return word in title_words(lang, "some") or ((listed or bare) and bool(tree.kids(subject, "det")))


def _agrees(text: Scene, subject: int, verb: int) -> bool:
    """Whether an Italian subject has its verb's number; "un centinaio di persone hanno" is right too."""
    tree = text.tree
    several = any(tree.feature(c, "Number") == "Plur" for c in tree.kids(subject, "nmod"))
    if tree[subject].upos == "VERB" and tree.is_finite(subject):
        return False  # "Provano attraversano il paese"
    person = text.is_named(subject) and text.names[subject].known.kind == "person" and len(tree.conjuncts(subject)) == 1
    if person and tree.parse.lang == "it" and tree.feature(tree.finite(verb) or verb, "Number") == "Plur":
        return False
    if tree.parse.lang == "en" or tree[subject].upos not in _NOMINAL or several:
        return True
    return agree(tree, subject, verb) and _has_its_gender(text, subject, verb)


def _has_its_gender(text: Scene, subject: int, verb: int) -> bool:
    """Whether a participle after "essere" has the gender that its subject shows, where that is one common noun."""
    tree = text.tree
    if text.is_named(subject) or tree[subject].upos != "NOUN" or len(tree.conjuncts(subject)) > 1:
        return True
    shown = {g for i in tree.kids(subject, "det") or [subject] if (g := tree.feature(i, "Gender"))}  # the article knows better
    return not shown or told_gender(tree, verb) in (None, *shown)


def _lacks_object(text: Scene, verb: int, have: Set[int]) -> bool:
    """Whether what a verb is said of stays outside: "Apple announced (on Monday that) …", "what the makers call …"."""
    tree = text.tree
    objects = [c for c in tree.kids(verb, "obj", "ccomp", "xcomp") if not _is_time(text, c)]
    if any(tree.feature(c, "PronType") in ("Rel", "Int") and c not in have for c in tree.kids(verb, "obj")):
        return True
    above = tree[verb].head
    if tree[verb].deprel == "acl:relcl" and tree[above].text.lower() in title_words(tree.parse.lang, "whatever") and above not in have:
        return True  # "what the makers call (a delay)"
    kind = text.lex.verb_type(tree[verb].lemma.lower(), tree[verb].text.lower())
    if kind in (*_DONE_TO, *_DONE_SOMEWHERE) and _is_active(tree, verb):
        own = [c for c in tree.children[verb] if c in have and not _is_time(text, c)]
        named = (i for i in tree.subtree(verb) if i in have and text.is_named(i) and tree.relation(i) not in ("flat", "compound"))
        after = [c for c in (*named, *own) if c > verb and not tree.case(c) and tree[c].upos in _NOMINAL]
        party = after or any(tree.relation(c) in ("obj", "ccomp", "xcomp", "expl") for c in own)
        if not party and not (kind in _DONE_SOMEWHERE and any(tree.relation(c) in ("obl", "advcl") and c > verb for c in own)):
            return True  # "i Carabinieri hanno arrestato(, e non è la prima volta, Rossi)"
    said = tree.kids(verb, "ccomp") if text.lex.has("reporting.say", tree[verb].lemma.lower()) else []
    if any(have.isdisjoint(tree.subtree(c)) for c in said):
        return True  # "ha avvertito i giornalisti (che …)"
    kept = [c for c in tree.children[verb] if c in have and tree.relation(c) not in ("nsubj", "aux", "punct", "advmod", "expl", "cop")]
    return not kept and (bool(objects) or kind == "announce")


def _is_active(tree: Tree, verb: int) -> bool:
    """Whether a finite clause is in the active voice: it has neither the auxiliary of a passive nor "essere"."""
    helpers = tree.kids(verb, "aux")
    return tree[verb].upos == "VERB" and not any(tree[a].deprel == "aux:pass" or tree[a].lemma.lower() in ("essere", "be") for a in helpers)


def _has_named_object(text: Scene, verb: int) -> bool:
    """Whether a clause names whom or what it is done to: "il tribunale ha condannato Hosni Mubarak"."""
    tree = text.tree
    return any(text.is_named(i) and not in_quotation(tree, i) for c in tree.kids(verb, "obj", "iobj") for i in tree.subtree(c))


def _is_capital(tree: Tree, noun: int) -> bool:
    """Whether a noun's capital and another's beside it show a proper name: "la Repubblica Islamica", not "il Ministro"."""
    beside = any(tree[c].text[:1].isupper() for c in tree.kids(noun, "amod", "flat", "nmod", "compound"))
    return beside and tree[noun].text[:1].isupper() and noun > tree.sentence(noun).first + 1


def _is_generic(text: Scene, noun: int) -> bool:
    """Whether a noun phrase means somebody whom only the text around it names: "the airline", "il presidente", "the two sides"."""
    tree, lang = text.tree, text.tree.parse.lang
    lemma = tree[noun].lemma.lower()
    if (tree[noun].upos != "NOUN" and not is_pair(tree, noun)) or _is_unique(text, noun):
        return False
    if text.is_named(noun) and text.names[noun].how != "adjective":  # "il tunisino" is not named
        return False
    if _is_capital(tree, noun):
        return False
    if not tree.is_definite(noun):
        return False
    if tree.feature(noun, "Number") == "Plur" and lemma in title_words(lang, "unknown") and not tree.kids(noun, "nummod"):
        return False  # "i ladri", not "i due ladri"
    counted = any(tree[c].text.lower() in title_words(lang, "pair") for c in tree.kids(noun, "nummod"))
    if tree.feature(noun, "Number") == "Plur" and not counted and lemma not in title_words(lang, "sides"):
        return _is_bare_plural(text, noun)
    own = [i for i in tree.subtree(noun, frozenset(tree.kids(noun, "acl"))) if i != noun and i not in text.time_tokens]
    office = [i for i in (noun, *own) if tree[i].head != noun or tree.relation(i) != "det"]
    if is_person(lang, tree.parse.text[tree[min(office)].start : tree[max(office)].end].lower()):
        return True  # "il capo dello Stato", "the foreign minister"
    many = lemma in title_words(lang, "one_of_many")  # "il gruppo palestinese" is one of several, "il governo egiziano" is not
    own = [i for i in own if not (many and i in text.names and text.names[i].how == "adjective")]
    named = any(text.is_named(i) or tree[i].upos in ("PROPN", "X") or (tree[i].upos == "NUM" and not counted) for i in own)
    return (
        not named
        and not _is_one_of_its_kind(tree, _telling(tree, tree.kids(noun, "amod")))
        and not any(not _is_time(text, c) for c in tree.kids(noun, "nmod", "conj", "compound"))
    )


def _is_bare_plural(text: Scene, noun: int) -> bool:
    """Whether a definite plural stands without a word that says whose or which they are: "i manifestanti", "the sources", not "gli egiziani"."""
    tree = text.tree
    told = (c for c in tree.children[noun] if tree.relation(c) not in ("det", "case", "punct", "cc") and not _is_time(text, c))
    return noun not in text.names and not tree[noun].text[:1].isupper() and next(told, None) is None
