"""The closed set of calendar operations that the rules of every language name; each is a pure function of a day.

A finding's `operation` is the *base*: what gives a first period. Its other arguments are *modifiers*, applied in this
order: `nth` (pick inside the period), `offset` (so many units before or after), `widen` (the week of, the weekend of),
`part` (START, MID, END of it), `clock` or `daypart` (hours kept in the value).

| operation  | arguments                                    | example
|------------|----------------------------------------------|---------------------------------
| date       | year month day weekday, all optional         | 16 maggio 2025, May 2024, 2022, Friday the 15th
| decade     | decade (199 or 9)                            | the 1990s, gli anni Novanta
| century    | century (ordinal)                            | il XX secolo
| weekday    | weekday, count (occurrence) or week (offset) | giovedì, last Friday, lunedì della settimana prossima
| shift      | unit count, unit2 count2, unit3 count3       | ieri, due anni fa, next week
| fraction   | unit index, year, count                      | the third quarter of 2009, last summer
| feast      | feast, year, count                           | Ferragosto, Easter 2018
| weekend    | count                                        | lo scorso fine settimana
| time       | clock, daypart                               | alle 18:40, in serata
| reference  | value                                        | now, recently
| duration   | unit count, half, unit2 count2 …             | tre anni e mezzo
| span       | unit count sign                              | negli ultimi tre mesi, nei prossimi giorni
| set        | unit count                                   | ogni anno, daily
| interval   | 1.* and 2.*: the arguments of its two ends   | dal 3 al 5 marzo

Further arguments of single operations: `strict` (a month: at least so many months from the present one), `years` (a quarter: so many years on),
`few` and `ago` (a shift: vague; never ten years long), `like` (a shift: the quarter named before, if one is),
`noun` (a month: it dates a thing that a verb speaks of, so under a past verb it may be the next: "told of the visit in September", in August),
`as` (a span: the value it is told by), `told` (a vague shift: from what was told before, so no past or future),
`on` (a shift, an offset: the weekday beside the day it gives), `near` (a date with a weekday: no year far away for the weekday's sake),
`length` (a base: the so many days or weeks that begin with it), `bounded` (the days lie before or after, not within).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from timeline.feasts import feast_day
from timeline.period import SEASONS, Grain, Period, add_days, add_months, days_in_month, period_of

Args = Mapping[str, int | str]
UNIT_LETTER = {"day": "D", "week": "W", "month": "M", "year": "Y", "quarter": "Q", "decade": "DE", "century": "CE", "weekend": "WE",
               "hour": "H", "minute": "M", "second": "S", "season": "M", "half": "M", "night": "D", "fortnight": "W"}  # fmt: skip
TIMES = {"fortnight": 2, "half": 6, "season": 3}  # how many of its letter a unit is
CLOCK_UNITS = ("hour", "minute", "second")
WRONG_WEEKDAY = 4 * 366  # days away where a date without a year is the nearest of its number after all, its weekday a slip
NEAR = 60  # the same where the words say "this" or "next"
AHEAD = 30  # years by which a year of two digits may lie ahead
AGAINST = 6  # how much farther a day counts that lies on the side where the tense does not look
# How many units "several" may mean where only a range of days is asked for.
VAGUE = {"day": 10, "week": 6, "month": 9, "year": 9, "quarter": 4, "decade": 4, "century": 3, "weekend": 4, "night": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What an operation looks from: a day, and which way to look ("ahead" and "behind" strictly, from an interval's end)."""

    day: dt.date
    direction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A value with the closed days it may cover."""

    value: str
    earliest: dt.date | None = None
    latest: dt.date | None = None
    mod: str | None = None


# ---------------------------------------------------------------- bases: arguments and anchor to a period


def _number(args: Args, key: str, default: int = 0) -> int:
    value = args.get(key, default)
    return value if isinstance(value, int) else default


def _amount(args: Args, key: str) -> float:
    """A count that may have decimals: "1.5 years ago"."""
    value = args.get(key, 0)
    if isinstance(value, str):
        return float(value.replace(",", ".")) if re.fullmatch(r"-?\d{1,5}[.,]\d+", value) else 0
    return value


def _day(year: int, month: int, day: int) -> dt.date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        return None
    return dt.date(year, month, day)


def full_year(year: int, anchor: Anchor) -> int:
    """A year written with two digits, in the century that puts it nearest, at most thirty years ahead, and none ahead of the past."""
    if year >= 100:
        return year
    here, ahead = anchor.day.year, 0 if anchor.direction in ("past", "behind") else AHEAD
    century = here // 100 * 100
    return min(
        (century - 100 + year, century + year, century + 100 + year), key=lambda y: abs(y - here) + (1000 if y > here + ahead else 0)
    )


def date(args: Args, anchor: Anchor) -> Period | None:
    """A calendar date of which any part may be missing; what is missing is the nearest in the anchor's direction."""
    day, month = _number(args, "day"), _number(args, "month")
    if "year" in args:
        return _in_year(full_year(_number(args, "year"), anchor), month, day)
    if month and day:
        return _nearest_date(args, anchor, month, day)
    if month:
        return _nearest_month(anchor, month, strict=_number(args, "strict"), noun="noun" in args)
    return _nearest_monthday(args, anchor, day) if day else None


def _in_year(year: int, month: int, day: int) -> Period | None:
    start = _day(year, month or 1, day or 1)
    if start is None:
        return None
    return Period(start, Grain.DAY if day and month else Grain.MONTH if month else Grain.YEAR)


def _nearest_date(args: Args, anchor: Anchor, month: int, day: int) -> Period | None:
    """ "16 maggio": the year that puts it nearest; a weekday beside it decides first."""
    days = [d for y in range(anchor.day.year - 8, anchor.day.year + 9) if (d := _day(y, month, day))]
    far = NEAR if "near" in args else WRONG_WEEKDAY
    if "strict" in args:  # "il 2 novembre scorso", "il 2 agosto prossimo"
        days = [d for d in days if (d < anchor.day if anchor.direction == "past" else d > anchor.day)]
    right = [d for d in days if d.weekday() == args.get("weekday") and "on" not in args and abs((d - anchor.day).days) < far]
    return Period(_pick(right or days, anchor), Grain.DAY) if days else None


def _nearest_monthday(args: Args, anchor: Anchor, day: int) -> Period | None:
    firsts = [add_months(anchor.day.replace(day=1), k) for k in range(-36 if "weekday" in args else -3, 37 if "weekday" in args else 4)]
    days = [d for f in firsts if (d := _day(f.year, f.month, day)) and ("weekday" not in args or d.weekday() == args["weekday"])]
    return Period(_pick(days, anchor), Grain.DAY) if days else None


def _pick(days: list[dt.date], anchor: Anchor) -> dt.date:
    """The nearest of the days; a day on the side where the anchor does not look counts as farther.

    Not absolutely: "the board has set 10 November as the deadline" looks back and means the November to come.
    """

    def cost(day: dt.date) -> float:
        gap = (day - anchor.day).days
        if anchor.direction in ("ahead", "behind"):  # of an interval: the other end is sure
            return abs(gap) + (100_000 if (gap < 0) == (anchor.direction == "ahead") and gap else 0)
        if anchor.direction == "future":
            return gap if gap >= 0 else -AGAINST * gap
        if anchor.direction == "past":
            return -gap if gap <= 0 else AGAINST * gap
        return -gap if gap <= 0 else gap * 1.2

    return min(days, key=cost)


def _nearest_month(anchor: Anchor, month: int, *, strict: int, noun: bool) -> Period:
    """The month of that name on the anchor's side; strictly, none so near: not the anchor's own ("lo scorso maggio" in May).

    English does not say "last February" in March either: that is "last month" (`strict` = 2).
    """
    back = (anchor.day.month - month) % 12
    forward = (month - anchor.day.month) % 12
    back, forward = (gap + 12 if gap < strict else gap for gap in (back, forward))
    first = anchor.day.replace(day=1)
    near = int(noun) if anchor.direction == "past" else 2 if anchor.direction in (None, "present") else 0
    ahead = anchor.direction in ("future", "ahead") or 0 < forward <= near
    return Period(add_months(first, forward if ahead else -back), Grain.MONTH)


def decade(args: Args, anchor: Anchor) -> Period | None:
    """ "The 1990s" (199) or "gli anni Novanta" (9): the latest decade of that name that has begun."""
    number = _number(args, "decade")
    if 10 <= number < 100:  # "gli anni 70"
        if number % 10:
            return None
        number //= 10
    if number < 10:
        number += anchor.day.year // 100 * 10
        number -= 10 if number * 10 > anchor.day.year else 0
    start = _day(number * 10, 1, 1)
    return Period(start, Grain.DECADE) if start else None


def century(args: Args, anchor: Anchor) -> Period | None:
    start = _day(max((_number(args, "century") - 1) * 100, 1), 1, 1)
    return Period(start, Grain.CENTURY) if start else None


def weekday(args: Args, anchor: Anchor) -> Period | None:
    """A weekday: of the week so many weeks on (`week`), the so-manyth from here (`count`), or the nearest by direction."""
    wanted = _number(args, "weekday")
    if "week" in args:
        return Period(add_days(anchor.day, 7 * _number(args, "week") + wanted - anchor.day.weekday()), Grain.DAY)
    behind = (anchor.day.weekday() - wanted) % 7
    if "count" in args:
        count = _number(args, "count")
        days = -(behind or 7) + 7 * (count + 1) if count < 0 else ((-behind) % 7 or 7) + 7 * (count - 1)
        return Period(add_days(anchor.day, days), Grain.DAY)
    if anchor.direction in ("future", "ahead", "present"):
        ahead = (-behind) % 7
        return Period(add_days(anchor.day, ahead), Grain.DAY)
    return Period(add_days(anchor.day, -behind), Grain.DAY)


def _grain(unit: str) -> Grain:
    if unit in ("night", "fortnight", *CLOCK_UNITS):
        return Grain.DAY
    return Grain.WEEK if unit == "weekend" else Grain(unit)


def moved(day: dt.date, unit: str, count: int) -> dt.date:
    """The day so many units on."""
    match unit:
        case "day" | "night":
            return add_days(day, count)
        case "week" | "weekend":
            return add_days(day, 7 * count)
        case "fortnight":
            return add_days(day, 14 * count)
        case "hour" | "minute" | "second":
            return add_days(day, round(count / 24) if unit == "hour" else 0)
    return add_months(day, {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit] * count)


def _moved_part(day: dt.date, unit: str, part: float) -> dt.date:
    """The day a part of a unit on: half a year is 182 days."""
    days = {"hour": 1 / 24, "minute": 0, "second": 0, "week": 7, "weekend": 7, "fortnight": 14, "month": 30, "quarter": 91, "season": 91, "half": 182,
            "year": 365, "decade": 3652, "century": 36524}  # fmt: skip
    return add_days(day, int(part * days.get(unit, 1))) if part else day


def shift(args: Args, anchor: Anchor) -> Period | None:
    """So many units from the anchor; the finest unit named is the grain of the answer."""
    day, grain = anchor.day, None
    for tail in ("", "2", "3"):
        unit = args.get("unit" + tail)
        if isinstance(unit, str):
            count = _amount(args, "count" + tail)
            if abs(count) > 9999:
                return None
            day, grain = _moved_part(moved(day, unit, int(count)), unit, count - int(count)), _grain(unit)
    if grain is None:
        return None
    if args.get("ago") and grain in (Grain.DECADE, Grain.CENTURY):  # "a decade ago" is a year, not ten
        grain = Grain.YEAR
    return _beside(args, day, grain) if "on" in args else Period.containing(day, grain)


def _beside(args: Args, day: dt.date, grain: Grain) -> Period:
    """The weekday that "on Friday" picks: nearest to a day, in the week, the first from a month's or a year's day on."""
    gap = (_number(args, "weekday") - day.weekday()) % 7
    if grain is Grain.WEEK:
        gap = _number(args, "weekday") - day.weekday()
    elif grain is Grain.DAY and gap > 3:
        gap -= 7
    return Period(add_days(day, gap), Grain.DAY)


def fraction(args: Args, anchor: Anchor) -> Period | None:
    """A quarter, season or half: of a year if one is named, `count` on from here, else the nearest by direction."""
    if "years" in args:  # "the year-ago third quarter"
        near = fraction({k: v for k, v in args.items() if k != "years"}, anchor)
        return Period(add_months(near.start, 12 * _number(args, "years")), near.grain) if near else None
    grain, index = Grain(str(args["unit"])), _number(args, "index")
    size = {Grain.QUARTER: 3, Grain.SEASON: 3, Grain.HALF: 6}[grain]
    if not 1 <= index <= 12 // size:
        return None
    first = (index - 1) * size + 1 if grain is not Grain.SEASON else list(SEASONS.values())[index - 1]
    if "year" in args:
        start = _day(full_year(_number(args, "year"), anchor), first, 1)
        return Period(start, grain) if start else None
    here = Period.containing(anchor.day, grain)
    options = [Period(start, grain) for y in range(anchor.day.year - 2, anchor.day.year + 3) if (start := _day(y, first, 1))]
    if "count" in args:
        count = _number(args, "count")
        side = [p for p in options if (p < here if count < 0 else p > here if count > 0 else p.last >= anchor.day)]
        return (side[-1] if count < 0 else side[0]) if side else None
    if anchor.direction is None and index * size < anchor.day.month + 9:  # but in January the fourth quarter is the last
        return next((p for p in options if p.start.year == anchor.day.year), None)
    if anchor.direction in ("future", "ahead"):  # "expects to report a loss for the third quarter": ended, but only just
        return next((p for p in options if add_days(p.last, 45) >= anchor.day), None)
    return next((p for p in reversed(options) if p.start <= anchor.day), None)


def weekend(args: Args, anchor: Anchor) -> Period | None:
    """The week whose weekend is meant; Monday's "this weekend" is the one ahead unless the direction is past."""
    week = Period.containing(anchor.day, Grain.WEEK)
    if "count" in args:
        return week.shift(_number(args, "count"))
    return week.shift(-1) if anchor.direction == "past" and anchor.day.weekday() < 5 else week


def time(args: Args, anchor: Anchor) -> Period | None:
    """Hours without a day: those of the anchor's day, which `daypart` or `clock` then name."""
    return Period(anchor.day, Grain.DAY)


# ---------------------------------------------------------------- feasts


def feast(args: Args, anchor: Anchor) -> Period | None:
    """A feast: of its year if named, the so-manyth from here, else the nearest by direction."""
    name = str(args["feast"])
    if "year" in args:
        day = feast_day(name, full_year(_number(args, "year"), anchor))
        return Period(day, Grain.DAY) if day else None
    days = [d for y in range(max(anchor.day.year - 2, 1583), anchor.day.year + 3) if (d := feast_day(name, y))]
    if not days:
        return None
    if "count" in args:
        count = _number(args, "count")
        if count == 0:
            return next((Period(d, Grain.DAY) for d in days if d.year == anchor.day.year), None)
        side = [d for d in days if (d < anchor.day if count < 0 else d > anchor.day)]
        return Period(side[-1] if count < 0 else side[0], Grain.DAY) if side else None
    if "offset" in args and anchor.direction is None and _number(args, "offset") > 0:  # "a year after Christmas": the nearest
        return Period(min(days, key=lambda d: abs((d - anchor.day).days)), Grain.DAY)
    if anchor.direction in (None, "future"):  # without a verb it is announced: "Christmas markets"
        anchor = Anchor(day=anchor.day, direction="ahead")
    return Period(_pick(days, anchor), Grain.DAY)


BASES: dict[str, Callable[[Args, Anchor], Period | None]] = {
    "date": date, "decade": decade, "century": century, "weekday": weekday, "shift": shift, "fraction": fraction,
    "feast": feast, "weekend": weekend, "time": time,
}  # fmt: skip


# ---------------------------------------------------------------- modifiers


def _nth(args: Args, period: Period) -> Period | None:
    """The nth day, week, month or weekday inside a period; negative counts from its end."""
    nth, unit = _number(args, "nth"), str(args.get("nth_unit", "weekday"))
    if unit == "weekday":
        wanted = _number(args, "weekday")
        if period.grain is Grain.WEEK:
            return Period(add_days(period.start, wanted), Grain.DAY)
        first = add_days(period.start, (wanted - period.start.weekday()) % 7)
        last = add_days(period.last, -((period.last.weekday() - wanted) % 7))
        picked = Period(add_days(first, 7 * (nth - 1)) if nth > 0 else add_days(last, 7 * (nth + 1)), Grain.DAY)
        return picked if period.contains(picked.start) else None
    if unit == "monthday":
        start = _day(period.start.year, period.start.month, nth or _number(args, "day"))
        return Period(start, Grain.DAY) if start else None
    grain = _grain(unit)
    if unit == "weekend":
        saturday = {**args, "nth_unit": "weekday", "weekday": 5}
        return _nth(saturday, period)
    if grain is Grain.WEEK:
        # ISO: the first week of a period is the one that holds its first Thursday.
        thursdays = (add_days(period.start, (3 - period.start.weekday()) % 7), add_days(period.last, -((period.last.weekday() - 3) % 7)))
        day = add_days(thursdays[0], 7 * (nth - 1)) if nth > 0 else add_days(thursdays[1], 7 * (nth + 1))
        return Period.containing(day, grain)
    inside = Period.containing(period.start, grain).shift(nth - 1) if nth > 0 else Period.containing(period.last, grain).shift(nth + 1)
    return inside if inside.start < period.end else None


def _offset(args: Args, period: Period) -> Period | None:
    """So many units after (or, negative, before) a period's day: "two weeks before Christmas"."""
    day = period.start
    unit = str(args["offset_unit"])
    count = _number(args, "offset")
    if abs(count) > 9999:
        return None
    if "on" in args:
        return _beside(args, moved(day, unit, count), Grain.DAY)
    if unit == "weekday":
        wanted = _number(args, "weekday")
        gap = ((wanted - day.weekday()) % 7 or 7) + 7 * (count - 1) if count > 0 else -((day.weekday() - wanted) % 7 or 7) + 7 * (count + 1)
        return Period(add_days(day, gap), Grain.DAY)
    there = moved(day, unit, count)
    if period.grain is Grain.DAY:
        return Period(there, Grain.DAY)
    return Period.containing(there, min(_grain(unit), period.grain, key=list(Grain).index))


def part_of(period: Period, part: str) -> tuple[dt.date, dt.date]:
    """The closed days of the start, middle or end of a period: about a third of it, rounded outwards."""
    days = (period.end - period.start).days
    third = max((days + 2) // 3, 1)
    match part:
        case "START":
            return period.start, add_days(period.start, third - 1)
        case "END":
            return add_days(period.last, 1 - third), period.last
    edge = (days - third) // 2
    return add_days(period.start, edge), add_days(period.start, edge + third - 1)


def modified(operation: str, args: Args, anchor: Anchor) -> Period | None:
    """The period of the base operation with `nth`, `offset` and `widen` applied."""
    period = BASES[operation](args, anchor)
    if period and operation == "shift" and "feast" in args:
        day = feast_day(str(args["feast"]), period.start.year)
        period = Period(day, Grain.DAY) if day else None
    if period and ("nth" in args or "nth_unit" in args):
        period = _nth(args, period)
    if period and "offset" in args:
        period = _offset(args, period)
    if period and "widen" in args:
        # The weekend of a Monday's feast is the one before it.
        weekend = args["widen"] == "weekend"
        day = add_days(period.start, -1) if weekend and period.start.weekday() == 0 else period.start
        period = Period.containing(day, Grain.WEEK if weekend else Grain(str(args["widen"])))
    return period


def _finished(operation: str, args: Args, period: Period, day: dt.date) -> Result:
    """A period's value and days, with its part, weekend, daypart or clock, seen from a day."""
    value, earliest, latest = period.value, period.start, period.last
    if args.get("part") == "REST":
        return Result(value=f"{day.isoformat()}/{latest.isoformat()}", earliest=day, latest=latest)
    if "few" in args and operation == "shift":
        return Result(value=value, earliest=min(earliest, *_few(args, day)), latest=max(latest, *_few(args, day)), mod="APPROX")
    if (
        (operation == "weekend" and not ({"nth", "offset", "widen"} & args.keys()))
        or args.get("widen") == "weekend"
        or args.get("nth_unit") == "weekend"
    ):
        week = Period.containing(period.start, Grain.WEEK)
        return Result(value=week.value + "-WE", earliest=add_days(week.start, 5), latest=week.last)
    if "length" in args:
        latest = add_days(moved(earliest, str(args["length_unit"]), max(_number(args, "length"), 1)), -1)
        return Result(value=f"{earliest.isoformat()}/{latest.isoformat()}", earliest=earliest, latest=latest)
    part = args.get("part")
    mod = str(part) if part else None
    if part and period.grain is not Grain.DAY:
        earliest, latest = part_of(period, str(part))
    if period.grain is Grain.DAY:
        if "clock" in args:
            value += f"T{args['clock']}"
        elif "daypart" in args:
            value += str(args["daypart"])
    return Result(value=value, earliest=earliest, latest=latest, mod=mod)


def _few(args: Args, day: dt.date) -> tuple[dt.date, dt.date]:
    """Between two and ten days, two and six weeks: the days that "a few … ago" may mean."""
    unit, sign = str(args["unit"]), -1 if _number(args, "count") < 0 else 1
    return moved(day, unit, 2 * sign), moved(day, unit, VAGUE.get(unit, 3) * sign)


# ---------------------------------------------------------------- results that are no period


def duration_value(args: Args) -> str:
    """ "P3D", "PT2H30M", "P2.5Y", "PXW": the TIMEX3 value of a length of time."""
    days, hours = "", ""
    for tail in ("", "2", "3"):
        unit = args.get("unit" + tail)
        if not isinstance(unit, str):
            continue
        count = str(args.get("count" + tail, "X"))
        if unit in TIMES and count.isdecimal():
            count = str(TIMES[unit] * int(count))
        text = count + UNIT_LETTER[unit]
        if unit in CLOCK_UNITS:
            hours += text
        else:
            days += text
    return "P" + days + ("T" + hours if hours else "")


def duration(args: Args, anchor: Anchor | None) -> Result:
    return Result(value=duration_value(args))


def set_(args: Args, anchor: Anchor | None) -> Result:
    if "value" in args:
        return Result(value=str(args["value"]))
    if "month" in args:
        return Result(value=f"XXXX-{_number(args, 'month'):02d}")
    if "weekday" in args:
        return Result(value=f"XXXX-WXX-{_number(args, 'weekday') + 1}{args.get('daypart', '')}")
    return Result(value=duration_value({"count": 1, **args}))


def reference(args: Args, anchor: Anchor | None) -> Result:
    """PAST_REF and its like; only the present has days, and only where the publication day is known."""
    value = str(args["value"])
    if value == "PRESENT_REF" and anchor:
        return Result(value=value, earliest=anchor.day, latest=anchor.day)
    return Result(value=value)


def span(args: Args, anchor: Anchor | None) -> Result:
    """A length of time that ends or begins at the anchor: the value is the duration, the days are told."""
    value = duration_value(args)
    if anchor is None:
        return Result(value=value)
    unit, sign = str(args["unit"]), _number(args, "sign")
    count = args.get("count", "X")
    number = int(count) if isinstance(count, int) or str(count).isdecimal() else VAGUE.get(unit, 3)
    if number > 9999:
        return Result(value=value)
    other = moved(anchor.day, unit, sign * number)
    if "as" in args:
        value = str(args["as"])
    return Result(value=value, earliest=min(other, anchor.day), latest=max(other, anchor.day))


RESULTS: dict[str, Callable[[Args, Anchor | None], Result]] = {"duration": duration, "set": set_, "reference": reference, "span": span}
OPERATIONS = frozenset((*BASES, *RESULTS, "interval"))


# ---------------------------------------------------------------- the two ways in


def apply(operation: str, args: Args, anchor: Anchor | None) -> Result | None:
    """What an operation gives seen from an anchor, or from none; None where the words name no day of the calendar."""
    if operation == "shift" and args.get("count") == "X":
        return _vague_shift(args, anchor)
    if operation in RESULTS:
        return RESULTS[operation](args, anchor)
    if operation == "interval":
        return _interval(args, anchor)
    if anchor is None:
        return _unanchored(operation, args)
    period = modified(operation, args, anchor)
    return _finished(operation, args, period, anchor.day) if period else None


def side(args: Args, number: int) -> tuple[str, dict[str, int | str]]:
    """The operation and the arguments of one end of an interval."""
    prefix = f"{number}."
    shared = {k: v for k, v in args.items() if k in ("year", "month")}
    own = shared | {k[2:]: v for k, v in args.items() if k.startswith(prefix)}
    return str(own.pop("operation", "date")), own


def _interval(args: Args, anchor: Anchor | None) -> Result | None:
    """From one period to another; an end that leaves its year or week open takes that of the other."""
    (operation1, args1), (operation2, args2) = side(args, 1), side(args, 2)
    if "month" in args and _number(args1, "day") >= _number(args2, "day"):  # a score and a date: "30-7 Oct. 19"
        return None
    if (
        anchor
        and anchor.direction is None
        and operation1 == operation2 == "weekday"
        and _open(operation1, args1)
        and _open(operation2, args2)
    ):
        first = apply(operation1, args1, Anchor(day=anchor.day, direction="past"))  # the days around the publication, or the last
        last = apply(operation2, args2, Anchor(day=first.earliest, direction="ahead")) if first and first.earliest else None
        if last and last.latest and last.latest < anchor.day:
            last = apply(operation2, args2, anchor)
            first = apply(operation1, args1, Anchor(day=last.latest, direction="behind")) if last and last.latest else None
    elif _open(operation2, args2) and not _open(operation1, args1):
        first = apply(operation1, args1, anchor)
        last = apply(operation2, args2, Anchor(day=first.earliest, direction="ahead")) if first and first.earliest else None
    else:
        if anchor and anchor.direction is None and operation2 == "date" and "month" not in args2 and "year" not in args2:
            anchor = Anchor(day=anchor.day, direction="ahead")  # "closed from the 3rd to the 5th" is announced
        last = apply(operation2, args2, anchor)
        behind = last and last.latest and _open(operation1, args1)
        first = apply(operation1, args1, Anchor(day=last.latest, direction="behind") if last and last.latest and behind else anchor)
    if first is None or last is None or (first.earliest and last.latest and first.earliest > last.latest):
        return None
    values = _same_grain(_end_value(first, anchor), _end_value(last, anchor), first, last)
    return Result(value="/".join(values), earliest=first.earliest, latest=last.latest)


def _same_grain(value1: str, value2: str, first: Result, last: Result) -> tuple[str, str]:
    """Both ends in the finer of their grains: "from 2015 to 5 May 2017" is 2015-01-01/2017-05-05."""
    one, two = period_of(value1), period_of(value2)
    if one and two and one.grain is not two.grain and first.earliest and last.latest:
        grain = min(one.grain, two.grain, key=list(Grain).index)
        return Period.containing(first.earliest, grain).value, Period.containing(last.latest, grain).value
    return value1, value2


def _open(operation: str, args: Args) -> bool:
    """Whether the words leave open which of many days or months is meant."""
    return (operation == "date" and "year" not in args) or (operation == "weekday" and not ({"week", "count"} & args.keys()))


def _end_value(result: Result, anchor: Anchor | None) -> str:
    return anchor.day.isoformat() if result.value == "PRESENT_REF" and anchor else result.value


def _vague_shift(args: Args, anchor: Anchor | None) -> Result:
    """ "Several years ago": the past, within what "several" may mean."""
    sign = _number(args, "sign", 1)
    value = duration_value(args) if "told" in args else "PAST_REF" if sign < 0 else "FUTURE_REF"
    if anchor is None:
        return Result(value=value)
    unit = str(args["unit"])
    days = moved(anchor.day, unit, 2 * sign), moved(anchor.day, unit, VAGUE.get(unit, 3) * sign)
    return Result(value=value, earliest=min(days), latest=max(days))


_EPOCH = Anchor(day=dt.date(2000, 1, 1))


def _unanchored(operation: str, args: Args) -> Result | None:
    """The value without a publication day: whole where the words are whole, else with X for what is not known."""
    absolute = {
        "date": "year" in args,
        "decade": _number(args, "decade") >= 10,
        "century": True,
        "fraction": "year" in args,
        "feast": "year" in args,
    }
    if absolute.get(operation) and _number(args, "year", 1000) >= 100:
        period = modified(operation, args, _EPOCH)
        return _finished(operation, args, period, _EPOCH.day) if period else None
    return Result(value=_relative_value(operation, args), mod=str(args["part"]) if "part" in args else None)


def _relative_value(operation: str, args: Args) -> str:
    if operation == "weekday":
        value = f"XXXX-WXX-{_number(args, 'weekday') + 1}"
    elif operation == "date" and "month" in args:
        value = f"XXXX-{_number(args, 'month'):02d}" + (f"-{_number(args, 'day'):02d}" if "day" in args else "")
    elif operation == "fraction":
        unit, index = str(args["unit"]), _number(args, "index")
        value = "XXXX-" + (list(SEASONS)[index - 1] if unit == "season" else f"{unit[0].upper()}{index}")
    elif operation == "weekend":
        value = "XXXX-WXX-WE"
    elif operation == "shift":
        unit = str(args.get("unit", "day"))
        value = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX", "quarter": "XXXX-QX", "decade": "XXX", "century": "XX"}.get(
            unit, "XXXX-XX-XX"
        )
    else:
        value = "XXXX-XX-XX"
    if value.count("-") == 2 and value[-1] != "E":
        value += f"T{args['clock']}" if "clock" in args else str(args.get("daypart", ""))
    return value
