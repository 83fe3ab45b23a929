"""What an article is about, as a vector: articles on one story share their rarer words."""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence

from timeline.lexicon import stem
from timeline.model import Article
from timeline.names import fold

WIDTH = 128  # components; words are hashed to them with a sign, so that collisions cancel out
READ = 20_000  # characters of an article that count
_WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")


def contexts(articles: Sequence[Article]) -> dict[str, tuple[float, ...]]:
    """For each article by id, its tf-idf vector over the collection's words, hashed (Weinberger et al. 2009) and of length one."""
    counts = [Counter(map(stem, _WORD.findall(fold(a.text[:READ])))) for a in articles]
    found: Counter[str] = Counter(word for own in counts for word in own)
    return {a.id: _vector(own, found, len(articles)) for a, own in zip(articles, counts, strict=True)}


def _vector(own: Mapping[str, int], found: Mapping[str, int], total: int) -> tuple[float, ...]:
    vector = [0.0] * WIDTH
    for word, count in own.items():
        weight = (1 + math.log(count)) * math.log((1 + total) / found[word])
        code = zlib.crc32(word.encode())
        vector[code % WIDTH] += weight if code >> 16 & 1 else -weight
    length = math.sqrt(sum(v * v for v in vector)) or 1.0
    return tuple(round(v / length, 4) for v in vector)
