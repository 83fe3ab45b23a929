"""The day of a feast in a year; the only module that imports a calendar of feasts."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from dateutil.easter import easter

from timeline.period import add_days, days_in_month

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# The names that language files use for feasts of the moon, and what the holidays library calls them.
MOVABLE = {
    "lunar:new-year": ("_ChineseLunisolar", "lunar_new_year_date"), "lunar:mid-autumn": ("_ChineseLunisolar", "mid_autumn_date"),
    "islamic:new-year": ("_IslamicLunar", "hijri_new_year_dates"), "islamic:ramadan": ("_IslamicLunar", "ramadan_beginning_dates"),
    "islamic:eid-al-fitr": ("_IslamicLunar", "eid_al_fitr_dates"), "islamic:eid-al-adha": ("_IslamicLunar", "eid_al_adha_dates"),
    "islamic:ashura": ("_IslamicLunar", "ashura_dates"),
}  # fmt: skip


@cache
def feast_day(feast: str, year: int) -> dt.date | None:
    """The day of a feast, or None in a year without it.

    Written "12-25", "easter+1", "11/4thu" (the fourth Thursday of November; -1 is the last), "11/1mon+1" (the day
    after the first Monday), or by a name of `MOVABLE`.
    """
    try:
        if feast in MOVABLE:
            return _of_the_moon(*MOVABLE[feast], year)
        if feast.startswith("easter"):
            return add_days(easter(year), int(feast[6:] or 0))
        if "/" in feast:
            month, _, rest = feast.partition("/")
            rest, _, after = rest.partition("+")
            return add_days(nth_weekday(year, int(month), WEEKDAYS.index(rest[-3:]), int(rest[:-3])), int(after or 0))
        month, day = feast.split("-")
        return dt.date(year, int(month), int(day))
    except (ValueError, KeyError):  # 29 February; a year before Easter was reckoned, or outside the tables of the moon
        return None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date:
    """The nth weekday of a month; -1 is the last."""
    if nth < 0:
        last = dt.date(year, month, days_in_month(year, month))
        return add_days(last, -((last.weekday() - weekday) % 7) + 7 * (nth + 1))
    first = dt.date(year, month, 1)
    return add_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _of_the_moon(calendar: str, method: str, year: int) -> dt.date | None:
    try:
        import holidays.calendars  # only when such a feast is named: the tables are large
    except ModuleNotFoundError:  # without the library these feasts have no day
        return None

    found: Any = getattr(getattr(holidays.calendars, calendar)(), method)(year)
    days = [found[0]] if isinstance(found, tuple) else [entry[0] for entry in found]
    return next((day for day in days if isinstance(day, dt.date) and day.year == year), None)
