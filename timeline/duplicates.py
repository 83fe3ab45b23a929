"""The same article twice: copies, lightly edited re-publications and translations are kept once as a source."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from timeline.context import fixed_points
from timeline.model import Article
from timeline.names import fold

SHINGLE = 5  # words
# Share of the shorter text's shingles that the longer one holds: agency copy with edits keeps far more, a rewrite far less.
SAME = 0.8
# Of the shingles of a text, those whose hash is a multiple of this stand for it: comparisons stay cheap on large folders.
KEEP_ONE_IN = 4
FEW = 40  # shingles below which all are kept
# Names and numbers stand in a translation in the order of the original. Of two texts in two languages this share of them does:
# at least .54 in the translations of the dev sets, at most .39 in other articles on their subjects (tests/test_duplicates.py).
IN_ORDER = 0.6
ENOUGH = 12  # names and numbers in one order, below which two short reports of one event may agree by chance
FIRST = 300  # of an article's names and numbers that are compared
MEET = 3  # pairs of neighbours among them that two articles share, or they are not compared
COMMON = 50  # articles beyond which such a pair tells nothing


def copies_of(articles: Sequence[Article]) -> dict[str, str]:
    """For each copy, the id of the article that it copies: the first in order."""
    seen: dict[str, str] = {}
    holders: dict[int, list[int]] = defaultdict(list)
    prints: list[frozenset[int]] = []
    copies: dict[str, str] = {}
    for k, article in enumerate(articles):
        own = _fingerprint(article.text)
        prints.append(own)
        original = seen.get(article.sha256) or _near(own, holders, prints, articles, copies)
        if original:
            copies[article.id] = original
            continue
        seen[article.sha256] = article.id
        for shingle in own:
            holders[shingle].append(k)
    return copies


def _near(
    own: frozenset[int],
    holders: dict[int, list[int]],
    prints: Sequence[frozenset[int]],
    articles: Sequence[Article],
    copies: dict[str, str],
) -> str | None:
    shared: dict[int, int] = defaultdict(int)
    for shingle in own:
        for k in holders.get(shingle, ()):
            shared[k] += 1
    for k, n in sorted(shared.items(), key=lambda x: (-x[1], x[0])):
        if n >= SAME * min(len(own), len(prints[k])) and n >= 0.5 * max(len(own), len(prints[k])):
            return articles[k].id
    return None


def _fingerprint(text: str) -> frozenset[int]:
    """The hashes of a text's shingles, thinned for long texts."""
    words = re.findall(r"\w+", fold(text))
    shingles = {zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(max(1, len(words) - SHINGLE + 1))}
    thin = {s for s in shingles if s % KEEP_ONE_IN == 0}
    return frozenset(thin if len(thin) >= FEW else shingles)


def translations_of(articles: Sequence[Article], copies: Mapping[str, str]) -> dict[str, str]:
    """For each translation of another article, the id of that one, the first in order; `copies` are left out.

    Which of the two was the original nobody says: they are one source either way.
    """
    own = [fixed_points(a)[:FIRST] if a.id not in copies else () for a in articles]
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    found: dict[str, str] = {}
    for k, article in enumerate(articles):
        neighbours = set(pairwise(own[k]))
        shared: dict[int, int] = defaultdict(int)
        for both in neighbours:
            if len(holders[both]) <= COMMON:
                for j in holders[both]:
                    shared[j] += articles[j].lang != article.lang
        near = (j for j, n in sorted(shared.items()) if n >= MEET and _in_order(own[j], own[k]))
        if (original := next(near, None)) is not None:
            found[article.id] = found.get(articles[original].id, articles[original].id)
        for both in neighbours:
            holders[both].append(k)
    return found


def _in_order(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts name mostly the same in the same order, by their longest common subsequence."""
    total = len(one) + len(other)
    if 2 * min(len(one), len(other)) < IN_ORDER * total:
        return False
    row = [0] * (len(other) + 1)
    for x in one:
        above = row
        row = [0]
        for j, y in enumerate(other):
            row.append(above[j] + 1 if x == y else max(above[j + 1], row[j]))
    return row[-1] >= ENOUGH and 2 * row[-1] >= IN_ORDER * total
