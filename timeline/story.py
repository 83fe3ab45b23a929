"""Whether two short texts, such as headlines with their first lines, report one story: in one language or across two."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.concepts import in_english, root
from timeline.context import expanded, vectors

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
    own = _space(texts, english=False)
    english = _space(texts, english=True) if len({t.lang for t in texts}) > 1 else own
    found = []
    for a, b in pairs:
        alike = a.lang == b.lang
        space = own if alike else english
        middle, steep = MIDDLE[alike]
        likeness = 1.0 if a == b else float((space[at[a]] @ space[at[b]].T).sum())
        found.append(1 / (1 + math.exp(-steep * (likeness - middle))))
    return found


def _space(texts: Sequence[Text], *, english: bool) -> Any:
    return expanded(vectors([_counts(t, english=english) for t in texts]), OTHERS, SHARE)


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
