"""Whether two short texts, such as headlines with their first lines, report one story: in one language or across two."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from timeline.concepts import in_english, root
from timeline.context import cosines, vectors

HEADLINE = 3.0  # what a word of the headline counts
SHORTEST = 25  # characters of a headline at least: "ROMA." is none
OTHERS = 3  # texts of the same story, by the look of them, whose words are added to a text's own
SHARE = 0.5  # of their weight that counts
# The likeness from which two texts rather report one story than not, and how steeply the chance rises there: fitted on the dev pairs,
# which are of one language (headlines) and of two (sentences).
MIDDLE = {True: (0.3, 8.0), False: (0.22, 10.0)}
_ADDRESS = re.compile(r"https?\S*|www\.\S+")
_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:[.,]\d+)?")
_END = re.compile(r"""[.!?»”"](?=\s+["«“'(]?[^\W\d_a-z])|\n""")

Counts = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Text:
    """A short text and its language."""

    lang: str
    text: str


def chances(pairs: Sequence[tuple[Text, Text]]) -> list[float]:
    """How likely the texts of each pair report one story; all texts given say what is rare and what goes together."""
    texts = list(dict.fromkeys(t for pair in pairs for t in pair))
    at = {t: i for i, t in enumerate(texts)}
    own = _expanded([_counts(t, english=False) for t in texts])
    english = _expanded([_counts(t, english=True) for t in texts]) if len({t.lang for t in texts}) > 1 else own
    found = []
    for a, b in pairs:
        alike = a.lang == b.lang
        space = own if alike else english
        middle, steep = MIDDLE[alike]
        found.append(1 / (1 + math.exp(-steep * ((1.0 if a == b else _dot(space[at[a]], space[at[b]])) - middle))))
    return found


def _counts(text: Text, *, english: bool) -> Counts:
    """How often a text has each word, by its root, in its own language or in English; the headline counts more."""
    plain = _ADDRESS.sub(" ", text.text)
    headline = next((m.end() for m in _END.finditer(plain) if m.end() > SHORTEST), len(plain))
    counts: dict[str, float] = defaultdict(float)
    for match in _WORD.finditer(plain):
        word = match.group()
        for found in in_english(word, text.lang) if english else (root(word, text.lang),):
            counts[found] += HEADLINE if match.start() < headline else 1.0
    return counts


def _expanded(counts: Sequence[Counts]) -> list[Counts]:
    """The vectors of texts, each with a share of those nearest to it: what else is told of its story."""
    own = vectors(counts)
    near = cosines(own)
    expanded: list[Counts] = []
    for i, vector in enumerate(own):
        whole = defaultdict(float, vector)
        for j, cosine in sorted(near.get(i, {}).items(), key=lambda x: (-x[1], x[0]))[:OTHERS]:
            for word, weight in own[j].items():
                whole[word] += SHARE * cosine * weight
        length = math.sqrt(sum(w * w for w in whole.values())) or 1.0
        expanded.append({word: weight / length for word, weight in whole.items()})
    return expanded


def _dot(one: Counts, other: Counts) -> float:
    return sum(weight * other[word] for word, weight in one.items() if word in other)
