"""Which articles of a folder are alike: those on one story, of one outlet, in one language, and so mostly of one time."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timeline.lexicon import stem
from timeline.model import Article
from timeline.names import fold
from timeline.posterior import Near

WIDTH = 2048  # components; words are hashed to them with a sign, so that collisions cancel out
READ = 10_000  # characters of an article that count
NEIGHBOURS = 48
CHUNK = 512  # articles compared at a time with all others
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")


def alike(articles: Sequence[Article]) -> Near:
    """The articles most alike to each by the rarer words that they share (tf-idf, hashed as in Weinberger et al. 2009)."""
    vectors = _vectors(articles)
    most = max(min(NEIGHBOURS, len(articles) - 1), 0)
    index = np.zeros((len(articles), most), dtype=np.intp)
    weight = np.zeros((len(articles), most), dtype=np.float32)
    for start in range(0, len(articles) if most else 0, CHUNK):
        rows = np.arange(start, min(start + CHUNK, len(articles)))
        likeness = np.round(vectors[rows] @ vectors.T, 3)
        likeness[np.arange(len(rows)), rows] = -1
        index[rows] = np.argsort(-likeness, axis=1, kind="stable")[:, :most]
        weight[rows] = np.maximum(np.take_along_axis(likeness, index[rows], axis=1), 1e-3) ** 2
    return Near(index, weight)


@lru_cache(maxsize=1 << 18)
def _place(word: str) -> tuple[int, int]:
    """The component of a word, and its sign."""
    code = zlib.crc32(stem(fold(word)).encode())
    return code % WIDTH, 1 if code >> 16 & 1 else -1


def _vectors(articles: Sequence[Article]) -> NDArray[np.float32]:
    counts = [Counter(map(_place, _WORD.findall(a.text[:READ]))) for a in articles]
    found = Counter(place for own in counts for place in own)
    vectors = np.zeros((len(articles), WIDTH), dtype=np.float32)
    for row, own in zip(vectors, counts, strict=True):
        for place, count in own.items():
            row[place[0]] += place[1] * (1 + np.log(count)) * np.log((1 + len(articles)) / found[place])
        row /= max(float(np.linalg.norm(row)), 1e-9)
    return vectors
