"""What the collection says about a mention: whether its article is about what the others are, and which days are recalled."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from timeline.context import Theme
from timeline.events import NEAR, RECENT, main_salience
from timeline.model import Mention, Publication, Status, TimeExpression

# The names of an article are as common as the collection's own until so many of them speak for themselves.
FEW = 5
# Share of the other articles that a name must be in to say more than chance, so that a folder of many stories has no theme.
CHANCE = 0.05
# An article whose names are less common in the collection than the mean, and than SHARED, is beside its theme.
SHARED = 0.15
# A collection is about one thing where somebody, or a place, takes part in more than this share of its articles; in that many more, surely.
PART = 0.4
PARTED = 0.1
# A sentence that articles of different weeks have word for word is part of their pages, not of their news.
FURNITURE = 0.3
FORMULA = 40  # characters up to which a sentence may be a formula for another event: "La Borsa chiude in rialzo."
# What every article that names a day after the news of it adds to what happened then, and the most that it can add.
RECALL = 0.4
MOST = 0.8
# Characters up to which an article is short in any folder; a fourth of a folder's articles are short for it.
SHORT = 3000
# A page longer than so many short articles is a chronicle or a collection: it keeps as main events only what still weighs enough.
LONG = 4
UNKNOWN = Theme()  # of mentions of which no more is known: who takes part tells of it alone


@dataclass(frozen=True, slots=True)
class Weighing:
    """By article how far it is on the theme and how short beside the others, 0 to 1; sentences that are furniture; how many articles recall a day."""

    themes: Mapping[str, float]
    brevity: Mapping[str, float]
    furniture: frozenset[str]
    dated: frozenset[tuple[str, int]]  # of those sentences, with where in them, what they date to the same days in all articles
    recalls: Mapping[dt.date, int]
    newest: dt.date | None = None  # the day of the newest article, or the first that it may be of

    def salience(self, mention: Mention) -> float:
        """What a mention's salience is worth in the collection, 0 to 1: what a short article tells is its news, a long page tells of much."""
        full = mention.salience * self.themes.get(mention.article, 1.0) * (FURNITURE if mention.quote in self.furniture else 1.0)
        share = self.brevity[mention.article]
        stays = share * LONG >= 1 and full >= main_salience()
        return max(full * share, main_salience() if stays else 0.0)

    def is_of_page(self, mention: Mention) -> bool:
        """Whether a mention tells of the pages around its article: its sentence is furniture, and dates it to no day or in each article to another."""
        stays = mention.stated and (mention.quote, mention.start - mention.sentence_start) in self.dated
        return mention.quote in self.furniture and len(mention.quote) > FORMULA and not stays

    def recall(self, day: dt.date) -> float:
        """How much more what happened on a day counts because articles still name that day when it is no news."""
        return 1.0 + min(MOST, RECALL * self.recalls.get(day, 0))

    def is_overtaken(self, status: Status, last: dt.date | None) -> bool:
        """Whether the day of a plan has passed by the newest article, and nobody told what came of it."""
        return status in ("planned", "proposed") and last is not None and self.newest is not None and last < self.newest


def weighing(
    mentions: Sequence[Mention],
    expressions: Mapping[str, Sequence[TimeExpression]],
    published: Mapping[str, Publication],
    theme: Theme = UNKNOWN,
) -> Weighing:
    """The weighing of a collection from its dated mentions, and from the expressions and the publication of each article by its id.

    What an article names says how far it is on the collection's `theme`; who takes part in what it tells says it again. Both
    count only as far as somebody takes part in most of the articles.
    """
    days = {a: (p.earliest, p.latest) for a, p in published.items() if p.earliest and p.latest}
    recalls = Counter(
        day
        for article, own in expressions.items()
        for day in {e.earliest for e in own if e.type == "DATE" and e.earliest and e.earliest == e.latest}
        if article in days and (days[article][0] - day).days > RECENT
    )
    newest = max((first for first, _ in days.values()), default=None)
    furniture = _furniture(mentions, days)
    acting, sure = _themes(mentions)
    themes = {a: (theme.share.get(a, 1.0) * acting.get(a, 1.0) ** theme.sure) ** sure for a in {*theme.share, *acting}}
    return Weighing(themes, _brevity(mentions), furniture, _of_one_day(mentions, furniture), recalls, newest)


def _brevity(mentions: Sequence[Mention]) -> dict[str, float]:
    """For each article how short it is beside the shortest fourth of those that tell of anything, by where it tells its last."""
    ends: dict[str, int] = defaultdict(int)
    for m in mentions:
        ends[m.article] = max(ends[m.article], m.end)
    short = max(SHORT, sorted(ends.values())[len(ends) // 4]) if ends else SHORT
    return {a: short / max(short, end) for a, end in ends.items()}


def _themes(mentions: Sequence[Mention]) -> tuple[dict[str, float], float]:
    """For each article how common its people and places are in the others, beside what is usual; 1 where it is enough.

    And how sure it is that this matters, 0 to 1: the news of one town names it, but nobody takes part in most of it.
    """
    names: dict[str, list[str]] = defaultdict(list)
    holders: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        for name in dict.fromkeys([a.id for a in m.actors] + ([m.place_id] if m.place_id else [])):
            names[m.article].append(name)
            holders[name].add(m.article)
    others = len({m.article for m in mentions}) - 1
    if others < 1 or not names:
        return {}, 1.0
    most = max(map(len, holders.values())) / (others + 1)
    shares = {a: [(len(holders[n]) - 1) / others for n in own] for a, own in names.items()}
    mean = sum(sum(own) / len(own) for own in shares.values()) / len(shares)
    enough = min(SHARED, mean + CHANCE)
    common = {a: min(1.0, ((sum(own) + FEW * mean) / (len(own) + FEW) + CHANCE) / enough) for a, own in shares.items()}
    return common, min(1.0, max(0.0, (most - PART) / PARTED))


def _furniture(mentions: Sequence[Mention], days: Mapping[str, tuple[dt.date, dt.date]]) -> frozenset[str]:
    """The sentences that articles surely published more than a week apart have word for word."""
    when: dict[str, set[tuple[dt.date, dt.date]]] = defaultdict(set)
    for m in mentions:
        if m.article in days:
            when[m.quote].add(days[m.article])
    return frozenset(q for q, own in when.items() if (max(first for first, _ in own) - min(last for _, last in own)).days > NEAR)


def _of_one_day(mentions: Sequence[Mention], furniture: Container[str]) -> frozenset[tuple[str, int]]:
    """The words of repeated sentences, by the sentence and where in it they stand, that are of the same days in all articles."""
    when: dict[tuple[str, int], set[tuple[dt.date | None, dt.date | None]]] = defaultdict(set)
    for m in mentions:
        if m.quote in furniture:
            when[m.quote, m.start - m.sentence_start].add((m.earliest, m.latest))
    return frozenset(words for words, days in when.items() if len(days) == 1)
