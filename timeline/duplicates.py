"""The same article twice: copies and lightly edited re-publications are kept once as a source."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence

from timeline.model import Article
from timeline.names import fold

SHINGLE = 5  # words
# Share of the shorter text's shingles that the longer one holds: agency copy with edits keeps far more, a rewrite far less.
SAME = 0.8
# Of the shingles of a text, those whose hash is a multiple of this stand for it: comparisons stay cheap on large folders.
KEEP_ONE_IN = 4
FEW = 40  # shingles below which all are kept


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
