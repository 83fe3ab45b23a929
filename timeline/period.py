"""Calendar periods and their TIMEX3 values; a month is never its first day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

DAY = dt.timedelta(days=1)


class Grain(StrEnum):
    """How long a period is, from the shortest."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month; the meteorological seasons of the northern half
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.SEASON: 3, Grain.HALF: 6, Grain.YEAR: 12, Grain.DECADE: 120, Grain.CENTURY: 1200}


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last of that month; stays within the years 1 to 9999."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def add_days(day: dt.date, days: int) -> dt.date:
    """Some days on, kept within the calendar."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period of the calendar by its first day and grain; half-open, so `end` is the day after `last`."""

    start: dt.date
    grain: Grain

    @property
    def end(self) -> dt.date:
        if self.grain is Grain.DAY:
            return add_days(self.start, 1)
        if self.grain is Grain.WEEK:
            return add_days(self.start, 7)
        return add_months(self.start, _MONTHS[self.grain])

    @property
    def last(self) -> dt.date:
        return add_days(self.end, -1)

    @classmethod
    def containing(cls, day: dt.date, grain: Grain) -> Period:
        """The period of that grain which holds the day."""
        match grain:
            case Grain.DAY:
                return cls(day, grain)
            case Grain.WEEK:
                return cls(add_days(day, -day.weekday()), grain)
            case Grain.SEASON:
                first = day.replace(day=1)
                return cls(add_months(first, -(first.month % 3)), grain)
            case Grain.DECADE:
                return cls(dt.date(max(day.year // 10 * 10, 1), 1, 1), grain)
            case Grain.CENTURY:
                return cls(dt.date(max(day.year // 100 * 100, 1), 1, 1), grain)
        size = _MONTHS[grain]
        return cls(dt.date(day.year, (day.month - 1) // size * size + 1, 1), grain)

    def shift(self, count: int) -> Period:
        """The period of the same grain `count` places on."""
        if self.grain is Grain.DAY:
            return Period(add_days(self.start, count), self.grain)
        if self.grain is Grain.WEEK:
            return Period(add_days(self.start, 7 * count), self.grain)
        return Period(add_months(self.start, _MONTHS[self.grain] * count), self.grain)

    def contains(self, day: dt.date) -> bool:
        return self.start <= day < self.end

    @property
    def value(self) -> str:
        """The TIMEX3 value: 2025-06-02, 2025-W23, 2025-06, 2025-Q2, 2025-SU, 2025-H1, 2025, 202, 20."""
        year = f"{self.start.year:04d}"
        match self.grain:
            case Grain.DAY:
                return self.start.isoformat()
            case Grain.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year:04d}-W{iso.week:02d}"
            case Grain.MONTH:
                return f"{year}-{self.start.month:02d}"
            case Grain.QUARTER:
                return f"{year}-Q{(self.start.month + 2) // 3}"
            case Grain.SEASON:
                return f"{year}-{next(k for k, m in SEASONS.items() if m == self.start.month)}"
            case Grain.HALF:
                return f"{year}-H{1 if self.start.month < 7 else 2}"
            case Grain.YEAR:
                return year
            case Grain.DECADE:
                return year[:3]
            case Grain.CENTURY:
                return year[:2]


_VALUE = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:T.*)?|(?P<year>\d{4})(?:-(?:W(?P<week>\d\d)|Q(?P<quarter>[1-4])|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)|(?P<month>\d\d)))?|(?P<decade>\d{3})|(?P<century>\d\d)"
)


@cache
def period_of(value: str) -> Period | None:
    """The period that a TIMEX3 value names, or None where it names none (durations, references, unresolved)."""
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    part = {k: v for k, v in match.groupdict().items() if v is not None}
    try:
        if "day" in part:
            return Period(dt.date.fromisoformat(part["day"]), Grain.DAY)
        if "decade" in part:
            return Period(dt.date(int(part["decade"]) * 10, 1, 1), Grain.DECADE)
        if "century" in part:
            return Period(dt.date(int(part["century"]) * 100, 1, 1), Grain.CENTURY)
        year = int(part["year"])
        if "week" in part:
            return Period(dt.date.fromisocalendar(year, int(part["week"]), 1), Grain.WEEK)
        if "quarter" in part:
            return Period(dt.date(year, 3 * int(part["quarter"]) - 2, 1), Grain.QUARTER)
        if "half" in part:
            return Period(dt.date(year, 6 * int(part["half"]) - 5, 1), Grain.HALF)
        if "season" in part:
            return Period(dt.date(year, SEASONS[part["season"]], 1), Grain.SEASON)
        if "month" in part:
            return Period(dt.date(year, int(part["month"]), 1), Grain.MONTH)
        return Period(dt.date(year, 1, 1), Grain.YEAR)
    except ValueError:  # a value that only looks like a date: 2025-13, 0000
        return None


def covering(earliest: dt.date, latest: dt.date) -> Period | None:
    """The smallest period that is exactly the closed range of days, if there is one."""
    for grain in Grain:
        period = Period.containing(earliest, grain)
        if period.start == earliest and period.last == latest:
            return period
    return None
