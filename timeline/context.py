"""What articles are about: how near two of them are by their rarer words, in one language or across two, and by the names in them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from timeline.concepts import in_english, root
from timeline.language import read_toml
from timeline.model import Article, Mention, Publication
from timeline.names import fold, gazetteer
from timeline.period import add_days

BACKGROUND = Path(__file__).parent / "background.toml"
AT_ONCE = 1000  # articles compared with all others in one product of matrices
READ = 20_000  # characters of an article that count
LEAD = 500  # characters that say what the article is about
LEADING = 3.0  # what a word there counts
HEAVIEST = 40  # words of an article that stand for it, of each kind: further ones hardly change who is near
NEAREST = 64  # articles that an article is compared with
OTHERS = 4  # articles nearest to one, whose words are added to its own: what else is told of its story
SHARE = 1.0  # of their weight that counts
FAR = 0.05  # cosine below which two articles have nothing to do with each other
WHOLE = 300  # articles from which a folder tells how common a word is; a smaller one is filled up with those of the general press
RARE = 0.001  # the share of those that a word is in which is not listed as common
FADING = 30  # days between two articles at which they are half as near, in a folder that tells little by itself
SHARP = 31  # days that an article may be of, for its day to tell
MANY = 30  # articles from which a word that half of them have tells little: a few articles may all be on one event
SETTING = 12  # words of a sentence that stand for it, the rarest
CLOSE = 5  # words before and after a mention that are close to it
CHANCE = 0.05  # the share of the other articles that a name must be in to tell what they are about
BESIDE = 0.45  # an article whose names tell less of it than so much of the mean is beside the theme
SOME = 0.02  # what names tell in any article, for one without
ON_THEME = 0.55  # a collection has a theme where a name is in more of its articles; in that many more, it surely has
SURELY = 0.15
SHARPEST = 2.0  # the power of its share with which an article beside a sure theme counts
_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:[.,]\d+)?")

Counts = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How sure it is that a collection is about one thing, and by id how far the names of each article are on it; both 0 to 1."""

    sure: float = 1.0
    share: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of articles: by id the near ones with their cosines, and how far the inferred day may be off; and the words they share.

    `found` says for each word in how many articles it is; `doubt` by how many days an article may be older or newer than its day.
    """

    near: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    theme: Theme = field(default_factory=Theme)
    found: Mapping[str, int] = field(default_factory=dict)
    doubt: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def within(self, mention: Mention) -> tuple[dt.date | None, dt.date | None]:
        """The days that a mention may be of: a stated day is one; one inferred from publication is as uncertain as that."""
        if mention.timing == "unknown":
            return None, None
        if mention.stated:
            return mention.earliest, mention.latest
        older, newer = self.doubt.get(mention.article, (0, 0))
        return mention.earliest and add_days(mention.earliest, -older), mention.latest and add_days(mention.latest, newer)

    def setting(self, mention: Mention) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The rarest words of the mention's sentence but its own, as roots in English; and which of them stand close to it."""
        start, end = mention.start - mention.sentence_start, mention.end - mention.sentence_start
        before, after = _WORD.findall(mention.quote[:start]), _WORD.findall(mention.quote[end:])
        words = {r for w in (*before, *after) for r in in_english(w, mention.lang)}
        rarest = sorted(sorted(words, key=lambda w: (self.found.get(w, 1), w))[:SETTING])
        close = {r for w in (*before[-CLOSE:], *after[:CLOSE]) for r in in_english(w, mention.lang)}
        return tuple(rarest), tuple(w for w in rarest if w in close)

    def common(self, mention: Mention) -> int | None:
        """In how large a share of the articles the mention's word is, as 1/2, 1/4 or less (0); None where few articles are known."""
        if len(self.near) < MANY:
            return None
        found = min((self.found.get(w, 1) for w in in_english(mention.lemma, mention.lang)), default=1)
        return next((n for n in (2, 4) if n * found >= len(self.near)), 0)


NOWHERE = Context()


@cache
def background() -> Mapping[str, float]:
    """In how large a share of the articles of the general press a word is, those that are common."""
    shares: Mapping[str, str] = read_toml(BACKGROUND)["shares"]
    return {word: float(share) for share, words in shares.items() for word in words.split()}


def parted(about: Context, published: Mapping[str, Publication]) -> Context:
    """The context with articles the less near to each other the longer the time that lies between their days: a theme goes on, its news does not.

    In a folder of a few articles all are on its theme; in a large one the words tell the stories apart, and later articles recall them.
    """
    more = lacking(len(about.near))
    if not more:
        return about
    days = {
        a: (p.earliest.toordinal(), p.latest.toordinal())
        for a, p in published.items()
        if p.earliest and p.latest and (p.given or (p.latest - p.earliest).days <= SHARP)
    }

    def part(one: str, other: str) -> float:
        if one not in days or other not in days:
            return 1.0
        (first, last), (begin, end) = days[one], days[other]
        return float((1 + max(0, begin - last, first - end) / FADING) ** (-more / WHOLE))

    return replace(about, near={a: {b: round(cosine * part(a, b), 4) for b, cosine in own.items()} for a, own in about.near.items()})


def lacking(count: int) -> int:
    """How many articles of the general press a folder of so many is filled up with."""
    return max(0, WHOLE - count)


def contexts(articles: Sequence[Article]) -> Context:
    """Who is near whom: the mean of two cosines of tf-idf vectors over the collection, of all words and of names and numbers alone."""
    words, names = zip(*map(counted, articles), strict=True) if articles else ((), ())
    near: dict[str, dict[str, float]] = {}
    spaces = [expanded(vectors(counts), OTHERS, SHARE) for counts in (words, names)]
    for first in range(0, len(articles), AT_ONCE):
        rows = slice(first, first + AT_ONCE)
        block = sum((space[rows] @ space.T for space in spaces[1:]), spaces[0][rows] @ spaces[0].T).tocsr() / len(spaces)
        for i in range(block.shape[0]):
            own, cosines = block.indices[(at := slice(block.indptr[i], block.indptr[i + 1]))], block.data[at]
            nearest = sorted(
                ((round(c, 4), j) for j, c in zip(own.tolist(), cosines.tolist(), strict=True) if c >= FAR and j != first + i),
                key=lambda x: (-x[0], x[1]),
            )
            near[articles[first + i].id] = {articles[j].id: c for c, j in nearest[:NEAREST]}
    theme = theme_of({a.id: own for a, own in zip(articles, names, strict=True)})
    return Context(near=near, theme=theme, found=Counter(w for counts in words for w in counts))


def theme_of(names: Mapping[str, Counts]) -> Theme:
    """What a collection is about, by the names of each article: it surely has a theme where one name is in most of them.

    A name tells of it the more articles have it, beyond chance; numbers tell nothing.
    """
    others = len(names) - 1
    met = Counter(w for own in names.values() for w in own if not w[:1].isdigit())
    shares = {w: (n - 1) / others for w, n in met.items()} if others > 0 else {}
    sure = min(1.0, max(0.0, (max(shares.values(), default=0.0) - ON_THEME) / SURELY))
    told = {w: s * math.log(s / CHANCE) if s > CHANCE else 0.0 for w, s in shares.items()}
    tells: dict[str, float] = {}
    for article, own in names.items():
        weights = {w: 1 + math.log(max(1.0, n)) for w, n in own.items() if w in told}
        tells[article] = sum(weight * told[w] for w, weight in weights.items()) / max(1.0, sum(weights.values()))
    usual = BESIDE * sum(tells.values()) / max(1, len(tells)) + SOME
    return Theme(sure=sure, share={a: float(min(1.0, (n + SOME) / usual) ** (SHARPEST * sure)) for a, n in tells.items()})


def counted(article: Article) -> tuple[Counts, Counts]:
    """How often an article has each word, as its root in English, and each name or number; what stands in its lead counts more."""
    text = article.text[:READ]
    plain = {w for w in _WORD.findall(text) if w[:1].islower()}
    words: dict[str, float] = defaultdict(float)
    names: dict[str, float] = defaultdict(float)
    for match in _WORD.finditer(text):
        word, weight = match.group(), LEADING if match.start() < LEAD else 1.0
        named = _is_name(word, plain)
        roots = (_name(word),) if named else in_english(word, article.lang)
        for word_root in roots:
            words[word_root] += weight / len(roots)
        if named:
            names[roots[0]] += weight
    return words, names


def fixed_points(article: Article) -> tuple[str, ...]:
    """The names and numbers of an article in their order, which a translation leaves as they are."""
    text = article.text[:READ]
    plain = {w for w in _WORD.findall(text) if w[:1].islower()}
    return tuple(_name(w) for w in _WORD.findall(text) if _is_name(w, plain))


def _is_name(word: str, plain: Container[str]) -> bool:
    """Whether a word of a text is a name or a number; `plain` are those that the text writes small somewhere."""
    return (word[:1].isupper() and word.lower() not in plain) or word[:1].isdigit()


@lru_cache(maxsize=1 << 17)
def _name(word: str) -> str:
    """A name of one word under its id, so that Germania is Germany, else its root; a number as it stands."""
    known = gazetteer().forms.get((fold(word),))
    return known[0].id if known else root(word, "en")


def vectors(counts: Sequence[Counts]) -> Any:
    """The heaviest words of each, weighted by tf-idf over them and the articles that are lacking, as the rows of a sparse matrix, each of length one."""
    from scipy.sparse import csr_matrix

    met = Counter(word for own in counts for word in own)
    column = {word: n for n, word in enumerate(met)}
    more = lacking(len(counts))
    found = {w: n + more * background().get(w, RARE) for w, n in met.items()} if more else met
    cells: list[tuple[int, int, float]] = []
    for i, own in enumerate(counts):
        weights = {w: (1 + math.log(max(1.0, n))) * math.log((1 + len(counts) + more) / found[w]) for w, n in own.items()}
        cells += [(i, column[w], weight) for w, weight in sorted(weights.items(), key=lambda x: (-x[1], x[0]))[:HEAVIEST]]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return _of_length_one(csr_matrix((values, (rows, columns)), shape=(len(counts), max(1, len(column)))))


def expanded(own: Any, others: int, share: float) -> Any:
    """The rows, each with a share of those nearest to it, in proportion to their nearness, and of length one again."""
    from scipy.sparse import csr_matrix

    cells: list[tuple[int, int, float]] = []
    for first in range(0, own.shape[0], AT_ONCE):
        block = (own[first : first + AT_ONCE] @ own.T).tocsr()
        for i in range(block.shape[0]):
            at = slice(block.indptr[i], block.indptr[i + 1])
            near = ((round(c, 6), j) for j, c in zip(block.indices[at].tolist(), block.data[at].tolist(), strict=True) if j != first + i)
            cells += [(first + i, j, share * c) for c, j in sorted(near, key=lambda x: (-x[0], x[1]))[:others]]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return _of_length_one(own + csr_matrix((values, (rows, columns)), shape=(own.shape[0], own.shape[0])) @ own)


def _of_length_one(rows: Any) -> Any:
    import numpy as np
    from scipy.sparse import diags

    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (diags(1 / np.where(lengths > 0, lengths, 1)) @ rows).tocsr()
