"""What of a text tells no event because it is its page's, or a heading: teasers, notes, code, what stands below the article, other languages."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from timeline.factuality import is_headline
from timeline.language import table
from timeline.tree import Tree, remembered

HEAD = 5  # lines at the top of a text that are its titles
NEAR = 10  # lines among which so many others must be cut or be notes, before one that is cut is a teaser
CUTS = 3
SIGNED = 2  # sentences that may stand before an article's first: who signs it, its town, a heading of its page
NOTES = 2  # lines that begin with a number in brackets, before they are notes
SYMBOLS = 3  # of markup, and their share of a line's characters, that make it code
SHARE = 0.05
PARAGRAPH = 200  # characters from which a line that ends as sentences do is of an article, not of a list below one
SERIES = 3  # lines that begin with a number, before the numbers only order them
LABEL = 90  # characters that a line that parts an article from what is below it is long at most

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_CUT = re.compile(r"(?:\.\.\.|…)[\s»”\"')\]]*$")
_NOTE = re.compile(r"\s*(?:\[\d{1,3}\]|[↑^]\s)")
_MARKUP = re.compile(r"[{}<>\\|=]|[\"'][:,;][\"']|;\w:\d|\w_\w|[;)]\s*$")
_NUMBER = re.compile(r"\s*\d{1,3}\s?[.)]\s*(?=[^\W\d_])|\s*\d{1,3}\s?\)\s*(?=\d)")
_CLOCK = r"\d{1,2}[:.,]\d{2}"
_WIRE = re.compile(r"[A-Z][A-Z .'-]+(?:, [A-Z][\w. ]+)? ?\([A-Z][\w ]{1,12}\) ?[-–—_]+\s*")  # a dateline with its agency
_ENDS = tuple(".!?…»”\"')]")


@cache
def _pattern(lang: str, key: str) -> re.Pattern[str]:
    """The patterns of a list of page.toml, any of them."""
    return re.compile("|".join(f"(?:{p})" for p in table(lang, "page")[key]), re.IGNORECASE)


@cache
def _opening(lang: str) -> re.Pattern[str]:
    """What begins a line of a running page: an hour, or a label with the day, the hour or both."""
    label = rf"(?:{_pattern(lang, 'updates').pattern})\b[^\n.!?–—]{{0,45}}?(?:{_CLOCK}\s*(?:[-–—:]\s+)?|\s[-–—:]\s+|(?<=\d):\s+)"
    clock = rf"(?:{_pattern(lang, 'hour').pattern})?\s*{_CLOCK}\s*(?:[-–—:]\s+|(?=[\"“«]?(?-i:[A-ZÀ-ÖØ-Þ])))"
    return re.compile(rf"\W*(?:{label}|{clock})", re.IGNORECASE)


@cache
def _words(lang: str, key: str) -> frozenset[str]:
    """A list of words of page.toml."""
    return frozenset(table(lang, "page")[key])


def page_lines(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """The half-open offsets of the lines of a text that belong to its page, in order."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text)]
    said = [text[a:b].strip() for a, b in lines]
    marked = {
        *_teasers(said, lang),
        *_notes(said),
        *_below(said, lang),
        *(k for k, line in enumerate(said) if _is_code(line) or _is_caption(line, lang)),
    }
    return tuple(lines[k] for k in sorted(marked))


def _teasers(lines: Sequence[str], lang: str) -> Iterator[int]:
    """Lines that end before their text does: with a link to the rest, or as several lines around do."""
    more = re.compile(rf"(?:\.\.\.|…)[\s»”\"')\]]*(?:{_pattern(lang, 'more').pattern})\W*$", re.IGNORECASE)
    cut = [k for k, line in enumerate(lines) if len(line) < PARAGRAPH and _CUT.search(line)]
    yield from (k for k, line in enumerate(lines) if more.search(line))
    yield from (
        k
        for n, k in enumerate(cut)
        if any(cut[m + CUTS - 1] - cut[m] <= NEAR for m in range(max(0, n - CUTS + 1), min(n, len(cut) - CUTS) + 1))
    )


def _notes(lines: Sequence[str]) -> Sequence[int]:
    """Lines that begin with their number in brackets, as notes and references do."""
    found = [k for k, line in enumerate(lines) if _NOTE.match(line)]
    return found if len(found) >= NOTES else ()


def _is_caption(line: str, lang: str) -> bool:
    """Whether a line says what a picture beside it shows: "Foto: una manifestazione ad Amman, 5 ottobre 2012."."""
    return len(line) < PARAGRAPH and _pattern(lang, "captions").match(line) is not None


def _is_code(line: str) -> bool:
    found = len(_MARKUP.findall(line))
    return found >= SYMBOLS and found >= SHARE * len(line)


def _below(lines: Sequence[str], lang: str) -> Iterator[int]:
    """Lines from one that parts the article from what is below it until the next paragraph, once there has been one."""
    begun = under = False
    for k, line in enumerate(lines):
        if len(line) >= PARAGRAPH and line.endswith(_ENDS) and not _CUT.search(line):
            begun, under = True, False
        elif begun and len(line) <= LABEL and _pattern(lang, "below").match(line):
            under = True
        if under:
            yield k


@remembered
def of_page(tree: Tree) -> frozenset[int]:
    """The sentences that belong to the page: of its lines, with words of its own such as "© 2020", or in another language."""
    lines = page_lines(tree.parse.text, tree.parse.lang)
    return frozenset(
        k for k, s in enumerate(tree.parse.sentences) if _lies_in(lines, s.start) or _is_boilerplate(tree, k) or _is_of_others(tree, k)
    )


def _lies_in(lines: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether an offset lies in one of some lines in order."""
    before = bisect_right(lines, at, key=lambda line: line[0]) - 1
    return before >= 0 and at < lines[before][1]


def _is_boilerplate(tree: Tree, k: int) -> bool:
    """Whether a sentence has words of a page: "© 2020", "Iscriviti alla newsletter"."""
    sentence = tree.parse.sentences[k]
    told = tree.parse.text[sentence.start : sentence.end].lower()
    return any(cue in told for cue in _words(tree.parse.lang, "boilerplate"))


def _is_of_others(tree: Tree, k: int) -> bool:
    """Whether a sentence is in another language than its text, by its little words."""
    sentence, lang = tree.parse.sentences[k], tree.parse.lang
    said = {tree[i].text for i in range(sentence.first, sentence.last)}
    own = {word.lower() for word in said} & _words(lang, "own")
    return len(said & _words(lang, "foreign")) > max(1, 2 * len(own))


def is_foreign(tree: Tree, verb: int) -> bool:
    """Whether a clause is in another language than its text, or in another script: a quotation, a name."""
    words = {tree[i].text for i in tree.subtree(verb)}
    letters = [c for word in words for c in word if c.isalpha()]
    return 2 * sum(c > "\u024f" for c in letters) > len(letters) or len(words & _words(tree.parse.lang, "foreign")) > 2


@remembered
def openings(tree: Tree) -> frozenset[int]:
    """The tokens at the heads of lines that only order them: "51)" where several are numbered, "17.40 –", "MOSCOW (AP)_", "Aggiornamento di lunedì, ore 9:30 –"."""
    text = tree.parse.text
    lines = [m.start() for m in _LINE.finditer(text)]
    numbered = [m for m in (_NUMBER.match(text, at) for at in lines) if m]
    spans = [(m.start(), m.end()) for m in numbered] if len(numbered) >= SERIES else []
    begun = dict(spans)
    spans += [(m.start(), m.end()) for at in lines if (m := _WIRE.match(text, at))]
    spans += [(at, m.end()) for at in lines if (m := _opening(tree.parse.lang).match(text, begun.get(at, at)))]
    starts = [t.start for t in tree.parse.tokens]
    return frozenset(i for a, b in spans for i in range(bisect_left(starts, a), bisect_left(starts, b)))


@remembered
def beginning(tree: Tree) -> int:
    """The sentence with which an article begins, behind who signs it and its town; the first of a text that opens with a line of its own."""
    k, last = 0, len(tree.parse.sentences) - 1
    while k < last and is_byline(tree, k):
        k += 1
    return k


def is_byline(tree: Tree, k: int) -> bool:
    """Whether a sentence that opens a text is only names on the line of the next: who signs it, or its town."""
    sentence = tree.parse.sentences[k]
    *before, end = [i for i in range(sentence.first, sentence.last) if tree[i].upos != "PUNCT"] or [sentence.first]
    named = all(tree[i].text[:1].isupper() or tree[i].upos == "ADP" for i in before)
    named = named and (
        tree[end].text[:1].isupper() or (len(before) > 1 and tree[end].upos in ("PROPN", "NOUN", "ADJ"))
    )  # "Anna Neri carpi."
    return named and tree.parse.text[sentence.end : sentence.end + 1] == " " and k <= SIGNED


@remembered
def is_heading(tree: Tree, k: int) -> bool:
    """Whether a line of its own only names what is told under it: "Il viaggio a Damasco", not "Scontri a Damasco", nor "16.15 – L'arrivo a Damasco"."""
    sentence = tree.parse.sentences[k]
    if k < HEAD or not is_headline(tree, sentence.first) or sentence.first in openings(tree):
        return False
    words = range(sentence.first, sentence.last)
    root = next(i for i in words if tree.is_root(i))
    known = any(tree.feature(c, "Definite") == "Def" for c in tree.kids(root, "det"))
    return known and tree[root].upos == "NOUN" and not any(tree[i].upos in ("VERB", "AUX") and tree.is_finite(i) for i in words)
