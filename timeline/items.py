"""The dated items of a running page or a chronicle, each told from the day at its head: "7 settembre 2014, 9:50 – Oggi …"."""

from __future__ import annotations

import datetime as dt
import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from timeline.language import table
from timeline.model import Finding
from timeline.operations import Anchor, apply
from timeline.period import add_days, days_in_month

LEAST = 3  # heads that make a text one of items: a single date at the head of a line is that of a letter or of an agency's report
REACH = 5000  # characters that an item is long at most, where the items are not all of the text
ALL = 0.9  # share of a text within reach of its heads from which the items are all of it
HEADING = 20  # characters after the day within which the first sentence of an item begins: after ", ore 14.53 – "
DISORDER = 60  # days by which an item may stand on the wrong side of the one before it
_CLOCK = r"(?:[\s,;]*(?:[^\W\d]{1,4}\.?\s*)?\d{1,2}[:.]\d{2})?"  # "9:50", ", ore 14.53", "at 12:31"
_AFTER = re.compile(rf"{_CLOCK}\s*(?:[-–—:.,]\s|\n|$|(?=\s[\"“«]?[A-ZÀ-ÖØ-Þ]))")
_NUMBER = re.compile(r"(?:^|\n)\s*\d{1,4}\s?[.)]\s*$")  # before a head that nothing parts from its item: "12) 3 febbraio La capitale …"
_BULLET = r"\s*[-–—•*·]?\s*(?:\d{1,4}\s?[.)])?\s*"
_PLACE = r"(?:(?-i:[A-ZÀ-ÖØ-Þ])[\w'’]+(?: (?-i:[A-ZÀ-ÖØ-Þ])[\w'’]+){0,2}, )?"
_WITHIN = r"[.!?…»”\"')\]]\s+[-–—•*·]\s*"  # a bullet between the items of one line
RARE = 10  # of so many heads one at least names its year, or none of them says anything of the others' ("2 agosto 1980, …" in a chronicle)
BEFORE = 80  # characters before a date that may belong to the head of its item
TOP = 300  # characters within which a running page says until when it was told
DAWN = 6  # o'clock before which a page is told of the day before
LATER = 3  # days for which a page that runs on is told on at most


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a text that begins with its day: half-open offsets, the finding at its head, and by where its first sentence begins."""

    start: int
    end: int
    head: int
    first: int
    day: dt.date


@cache
def _opening(lang: str) -> re.Pattern[str]:
    """What may stand before the date at the head of an item: a bullet, a number, a place, a word such as "Update"."""
    labels = "|".join(table(lang, "time").get("items", {}).get("labels", ())) or r"(?!)"
    return re.compile(rf"(?:(?:^|\n){_BULLET}{_PLACE}|{_WITHIN})(?P<label>(?:{labels})\W{{0,3}})?$", re.IGNORECASE)


@cache
def _articled(lang: str) -> re.Pattern[str]:
    """An article or a preposition that begins a date."""
    articles = "|".join(table(lang, "time").get("items", {}).get("articles", ()))
    return re.compile(rf"(?:{articles})[\s'’]" if articles else r"(?!)", re.IGNORECASE)


@cache
def _until(lang: str) -> re.Pattern[str]:
    """What stands before the hour until which a running page was told: "(Aggiornato alle "."""
    words = "|".join(table(lang, "time").get("items", {}).get("until", ())) or r"(?!)"
    return re.compile(rf"(?:^|\n)\s*[(\[]?(?:{words})\W*$", re.IGNORECASE)


def opened(text: str, lang: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, those marked that stand at the head of a dated item, where the text has several such items.

    Of a text without items the one is marked that says at its top until when it was told: "(Aggiornato alle 00:30 del 5 maggio 2014)".
    """
    heads = {k for k, f in enumerate(findings) if _is_head(text, lang, f)}
    if len(heads) < LEAST or len({_numbers(findings[k]) for k in heads}) < LEAST:
        heads = {next((k for k, f in enumerate(findings) if f.start < TOP and _tells_until(text, lang, f)), -1)}
    return tuple(replace(f, opens=True) if k in heads else f for k, f in enumerate(findings))


def _is_head(text: str, lang: str, finding: Finding) -> bool:
    """Whether a day stands at the head of an item: no part of a sentence there ("Il 3 maggio l'esercito …"), unless after a label."""
    if finding.operation != "date" or not {"day", "month"} <= {name for name, _ in finding.args}:
        return False
    before = text[max(0, finding.start - BEFORE) : finding.start]
    opening = _opening(lang).search(before)
    if (opening is None or not opening["label"]) and _articled(lang).match(finding.text):
        return False
    return bool(_NUMBER.search(before) or (opening and _AFTER.match(text, finding.end)))


def _tells_until(text: str, lang: str, finding: Finding) -> bool:
    """Whether an hour of a day in full is the one at which a page was last added to."""
    full = finding.operation == "date" and {"clock", "day", "month", "year"} <= {name for name, _ in finding.args}
    closed = text[finding.end : finding.end + 3].strip(" )].")[:1] in ("", "\n", "\r")
    return full and closed and bool(_until(lang).search(text[max(0, finding.start - BEFORE) : finding.start]))


def _numbers(finding: Finding) -> tuple[int, int]:
    """The month and day of a head."""
    args = dict(finding.args)
    return int(args["month"]), int(args["day"])


def items(findings: Sequence[Finding], published: dt.date | None) -> tuple[Item, ...]:
    """The dated items of a text in order; a head without a year has that of its neighbours, the first that before publication."""
    heads = [k for k, f in enumerate(findings) if f.opens]
    if len(heads) < LEAST:
        return tuple(page for k in heads if (page := _page(findings[k], k, published)))
    days = _days([findings[k] for k in heads], published)
    gaps = [findings[b].start - findings[a].start for a, b in pairwise(heads)]
    near = [min(REACH, gap) for gap in gaps]
    lengths = gaps if sum(near) >= ALL * sum(gaps) else near
    return tuple(
        Item(start=findings[k].start, end=findings[k].start + length, head=k, first=findings[k].end + HEADING, day=day)
        for k, length, day in zip(heads, [*lengths, max(near)], days, strict=True)
        if day is not None
    )


def _page(until: Finding, head: int, published: dt.date | None) -> Item | None:
    """The whole text as one item of the day until which it was told; soon after midnight, of the day before.

    A page of long ago that was mended since is told of its own day.
    """
    day = _day(until, None)
    if day is None or published is None:
        return None
    told = add_days(day, -1) if int(str(dict(until.args)["clock"])[:2]) < DAWN else day
    late = (told - published).days
    return Item(start=until.end, end=sys.maxsize, head=head, first=until.end, day=told) if -1 <= late <= LATER else None


def _days(heads: Sequence[Finding], published: dt.date | None) -> list[dt.date | None]:
    """The days of heads, those without a year in the year that the others give them."""
    named = [_day(f, None) for f in heads]
    if RARE * sum(map(bool, named)) >= len(heads):
        return _in_order(heads, named, published)
    bare = iter(_in_order([f for f, own in zip(heads, named, strict=True) if not own], [None] * named.count(None), published))
    return [own or next(bare) for own in named]


def _in_order(heads: Sequence[Finding], named: Sequence[dt.date | None], published: dt.date | None) -> list[dt.date | None]:
    """The days of heads, each in the year that the order of the others gives it where it names none.

    Of the year that follows from the head before and that from the head after, the first is taken that does not lie
    after publication and after every day named; where most would lie there, all are a year earlier.
    """
    last = max((d for d in [published, *named] if d), default=None)
    if last is None:
        return list(named)
    rises = sum((_numbers(b) > _numbers(a)) - (_numbers(b) < _numbers(a)) for a, b in pairwise(heads)) >= 0
    onward = _chained(heads, named if any(named) else [_day(heads[0], published), *named[1:]], later=rises)
    back = _chained(heads[::-1], named[::-1], later=not rises)[::-1]
    days = [next((d for d in (a, b) if d and d <= last), a or b) for a, b in zip(onward, back, strict=True)]
    guessed = [day for own, day in zip(named, days, strict=True) if day and not own]
    if 2 * sum(day > last for day in guessed) <= len(guessed):
        return days
    return [own or (day and _beside(f, add_days(day, -365), later=False)) for f, own, day in zip(heads, named, days, strict=True)]


def _chained(heads: Sequence[Finding], days: Sequence[dt.date | None], *, later: bool) -> list[dt.date | None]:
    """The days of heads, one without a day on that side of the one before it."""
    found: list[dt.date | None] = []
    for head, day in zip(heads, days, strict=True):
        found.append(day or _beside(head, found[-1] if found else None, later=later))
    return found


def _day(head: Finding, anchor: dt.date | None) -> dt.date | None:
    """The day of a head that names its year, or of the last such day before an anchor."""
    if anchor is None and "year" not in dict(head.args):
        return None
    result = apply(head.operation, dict(head.args), Anchor(day=anchor or dt.date(2000, 1, 1), direction="behind"))
    return result.earliest if result else None


def _beside(head: Finding, neighbour: dt.date | None, *, later: bool) -> dt.date | None:
    """The day of a head on the side of its neighbour on which the order of the items puts it, or shortly on the other."""
    if neighbour is None:
        return None
    month, day = _numbers(head)
    own = [dt.date(y, month, day) for y in range(neighbour.year - 2, neighbour.year + 3) if day <= days_in_month(y, month)]
    if later:
        return min((d for d in own if d >= add_days(neighbour, -DISORDER)), default=None)
    return max((d for d in own if d <= add_days(neighbour, DISORDER)), default=None)


def item_at(found: Sequence[Item], at: int) -> Item | None:
    """The item in which an offset lies."""
    before = bisect_right(found, at, key=lambda item: item.start) - 1
    return found[before] if before >= 0 and at < found[before].end else None
