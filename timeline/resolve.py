"""Find the temporal expressions of a text, anchor them, and resolve them against its publication day.

`find` gives all that does not depend on the publication day; `resolve` adds the calendar. Both work on a parse without
tokens (plain text): the direction of a bare weekday then comes from the words nearby instead of from the syntax.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, Literal, cast

from timeline.direction import Reading, Syntax
from timeline.grammar import BREAK, PLAIN, Grammar, Node, Rule, grammar
from timeline.items import Item, item_at, items, opened
from timeline.language import languages_with
from timeline.model import Finding, Parse, TimeExpression, TimexType, Token
from timeline.operations import Anchor, Result, apply, moved
from timeline.parse import plain
from timeline.period import Grain, add_days, days_in_month, period_of
from timeline.words import BLANKS, ISO_DATE, SHAPED_DATE, Value

Published = dt.date | tuple[dt.date, dt.date] | None
SMALLER = {
    "century": "year",
    "decade": "year",
    "year": "month",
    "month": "day",
    "week": "day",
    "day": "hour",
    "hour": "minute",
    "minute": "second",
}
HALF_OF = {"century": 50, "decade": 5, "year": 6, "month": 15, "week": 3, "day": 12, "hour": 30, "minute": 30}
BOUNDARY = re.compile(f"[{PLAIN}{BREAK}]")
LONGER = ("P6M", "P9M", "P1Y")
MEMORY = 6  # expressions among which "the day after" looks for its day
SENTENCE = 120  # characters within which an hour is one of the day named before
FOLLOWING = 40  # characters within which an hour is one of the day named after it, where both have one verb
JOINED = 8  # characters of "e", "and a", between two months of one year
AROUND = 200  # characters on each side in which a rule's `unless` words are looked for
WORD = re.compile(r"\w+")
QUARTER = re.compile(r"\d{4}-Q\d")
# How many units nearer and further than the number that "more than two years ago" names its day may lie.
ABOUT = {"BEFORE": (0, 1), "ON_OR_BEFORE": (0, 1), "AFTER": (1, 0)}
ROUND = 4  # of a number so many parts are one unit: "more than 20 years ago" may be 25
REACH = 1500  # characters within which "a year earlier" may speak of the quarter named before, and a month be of the year named before
LONG_AGO = 300  # days from which what is told in a tense of the past is of another year than the news
NEWS = 31  # days around publication in which a day without a year is one of the news
HALF_YEAR = 6  # months by which a month must lie before the last one told to be of the next year


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a node says, read from its words."""

    operation: str
    args: dict[str, Value]
    type: str
    anchor: str
    mod: str | None
    direction: str | None


# ---------------------------------------------------------------- find


def find_text(text: str, lang: str) -> tuple[Finding, ...]:
    """The temporal expressions of a text that no parser has read."""
    return find(Parse(text, lang, (), (), ()))


def find(parse: Parse) -> tuple[Finding, ...]:
    """The temporal expressions of a text, in order, with everything that does not depend on its publication day."""
    rules = grammar(parse.lang)
    tokens = rules.tokens.findall(_joined(parse.text))
    signature = "".join(map(rules.signatures.__getitem__, tokens))
    chunks = tuple(_chunks(rules, signature))
    if not chunks:
        return ()
    ends = list(accumulate(map(len, tokens)))
    syntax = Syntax(parse)
    found: list[Finding] = []
    for first, last in chunks:
        nodes = rules.nodes(signature[first:last])
        if not nodes:
            continue
        words = [plain(token).strip(BLANKS) for token in tokens[first:last]]
        for node in nodes:
            for part in _emitted(rules, node, words):
                start, end = ends[first + part.start] - len(words[part.start]), ends[first + part.end - 1]
                if finding := _finding(parse, rules, syntax, part, words, start, end):
                    found.append(finding)
    return opened(parse.text, parse.lang, sorted(found, key=lambda f: (f.start, -f.end)))


def _joined(text: str) -> str:
    """The text with its line ends made blanks where it is wrapped at a fixed width."""
    if text.count("\n") < 6:
        return text
    lines = [len(line) for line in text.split("\n") if line and not line.isspace()]
    if lines and max(lines) <= 100 and sum(n > 45 for n in lines) > 0.6 * len(lines):
        return re.sub(r"(?<!\n)\n(?![ \t]*\n)", " ", text)
    return text


def _chunks(rules: Grammar, signature: str) -> Any:
    """Half-open token ranges of the runs of known words that hold a trigger."""
    done = 0
    for match in rules.triggers.finditer(signature):
        at = match.start()
        if at < done:
            continue
        first = max(signature.rfind(PLAIN, done, at), signature.rfind(BREAK, done, at)) + 1 or done
        last = BOUNDARY.search(signature, at)
        done = last.end() if last else len(signature)  # with the unknown word after it, which rules may look at
        yield first, done


def _emitted(rules: Grammar, node: Node, words: list[str]) -> tuple[Node, ...]:
    """The node, with the ends of an interval where both stand for themselves ("from 2009 to 2011", not "Friday to Monday").

    Helpers only serve others.
    """
    if node.rule.helper:
        return ()
    inner = tuple(part[4] for part in node.parts if part[4] is not None) if node.rule.ends else ()
    meanings = [read(rules, n, words) for n in inner]
    if [m.operation for m in meanings if m] == ["date", "shift"] and words[inner[0].end : inner[1].start] == ["-"]:
        return inner  # "6 April - Yesterday the port …": the day at the head of an item, and what it tells
    return (
        (node, *inner)
        if all(m and ("month" in m.args or m.operation == "shift" or not _is_open(m, node.rule)) for m in meanings)
        else (node,)
    )


def _finding(parse: Parse, rules: Grammar, syntax: Syntax, node: Node, words: list[str], start: int, end: int) -> Finding | None:
    meaning = read(rules, node, words)
    if meaning is None:
        return None
    counted = "weekday" in meaning.args and "day" in meaning.args and _is_other(parse, syntax, end - len(words[node.end - 1]))
    if node.rule.unsure and (
        _is_name(parse, syntax, start, end) if meaning.operation == "feast" else counted or _is_other(parse, syntax, start)
    ):
        return None
    if node.rule.unless and not set(node.rule.unless).isdisjoint(WORD.findall(parse.text[max(0, start - AROUND) : end + AROUND].lower())):
        return None
    reading = Reading()
    if parse.tokens or (meaning.direction is None and _is_open(meaning, node.rule)):
        reading = syntax.reading(start, end)
    if (
        meaning.operation == "date"
        and meaning.args.keys() == {"month"}
        and reading.governor is not None
        and parse.tokens[reading.governor].upos == "NOUN"
    ):
        meaning.args["noun"] = 1
    if (
        reading.remote
        and meaning.operation in ("date", "interval")
        and "month" in meaning.args
        and not {"year", "count", "strict"} & meaning.args.keys()
    ):
        meaning.args["remote"] = 1
    operation, kind = meaning.operation, meaning.type
    if node.rule.past and reading.direction in ("past", "present"):
        operation, kind = node.rule.past, "DURATION"
    return Finding(
        start=start, end=end, text=parse.text[start:end], type=cast(TimexType, kind), rule=node.rule.name, operation=operation,
        args=tuple(meaning.args.items()), anchor=cast(Any, meaning.anchor), direction=cast(Any, meaning.direction or reading.direction),
        reporting=reading.reporting, governor=reading.governor, mod=meaning.mod,
    )  # fmt: skip


def _is_open(meaning: Meaning, rule: Rule) -> bool:
    """Whether the answer depends on which way the sentence looks."""
    args = meaning.args
    if meaning.operation in ("date", "fraction", "feast"):
        return "year" not in args and "count" not in args
    if meaning.operation == "shift":
        return args.get("count") == 0 or rule.past is not None
    return meaning.operation in ("weekday", "weekend", "interval") and "count" not in args and "week" not in args


def _is_other(parse: Parse, syntax: Syntax, start: int) -> bool:
    """Whether what may be a month or a year is a verb ("may"), part of a person's name or a number of things here."""
    token = syntax.token_at(start) if parse.tokens else None
    if token is None:
        return False
    if token.text.isdecimal():
        return _counts(parse, token)
    return token.upos in ("AUX", "VERB", "PRON", "ADP", "CCONJ") or any(
        e.label == "PER" and e.start <= token.start < e.end for e in parse.entities
    )


def _is_name(parse: Parse, syntax: Syntax, start: int, end: int) -> bool:
    """Whether a feast's word is a surname or another's name ("Davide Natale"), or only says of what kind a thing is ("Christmas lights")."""
    token = syntax.token_at(start) if parse.tokens else None
    if token is None or " " in parse.text[start:end]:
        return False
    if any(e.start <= start and end <= e.end and (e.start < start or end < e.end) for e in parse.entities):
        return True
    noun = parse.tokens[token.head]
    return token.deprel == "compound" and token.end >= end and not start <= noun.start < end and noun.upos == "NOUN"


def _counts(parse: Parse, token: Token) -> bool:
    """Whether a number counts things ("2000 soldiers") where a year would have an article ("the 1992 protests")."""
    noun = parse.tokens[token.head]
    if token.deprel != "nummod" or noun.start < token.start or "Number=Plur" not in noun.feats:
        return False
    before = [t for t in parse.tokens[max(0, token.head - 6) : token.head] if t.end <= token.start]
    return not before or before[-1].upos not in ("DET", "PART", "PRON")


# ---------------------------------------------------------------- reading a node's words


def read(rules: Grammar, node: Node, words: list[str]) -> Meaning | None:
    """The operation and arguments of a node; None where its words are no number or no date after all."""
    rule = node.rule
    own: dict[str, Value] = {}
    base: Meaning | None = None
    for argument, kind, first, last, inner in node.parts:
        if inner is None:
            captured = _captured(rules, argument, kind, words[first:last])
            if captured and argument in ("1", "2"):
                captured = {f"{argument}.{key}": value for key, value in captured.items()}
        else:
            found = read(rules, inner, words)
            if found and argument == "base":
                base = found
                continue
            captured = _inherited(argument, found) if found else None
        if captured is None:
            return None
        own |= captured
    finished = _finished(own | dict(rule.args))
    if finished is None:
        return None
    operation = rule.operation or (base.operation if base else "")
    args = _joined_args(rule, base, finished)
    mod = rule.mod or _mod(args.pop("mod", None), operation) or (base.mod if base else None) or cast("str | None", args.get("part"))
    kind = _type(rule, base, args)
    anchor = rule.anchor if rule.anchor != "published" or base is None else base.anchor
    direction = rule.direction or (base.direction if base else None)
    return Meaning(operation, args, kind, anchor, mod, direction)


def _mod(word: Value | None, operation: str) -> str | None:
    """A quantity's mod; of a date "more than two years ago" says BEFORE."""
    if word is None or operation in ("duration", "span"):
        return cast("str | None", word)
    return {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER", "EQUAL_OR_MORE": "ON_OR_BEFORE"}.get(str(word), str(word))


def _inherited(argument: str, found: Meaning) -> dict[str, Value]:
    """The arguments that a node inside another gives it: as they are, as an offset, or as an end of an interval."""
    if argument == "with":
        return found.args
    if argument == "offset":
        return {"offset": found.args.get("count", 0), "offset_unit": found.args.get("unit", "day")}
    if argument == "length":
        return {"length": found.args.get("count", 0), "length_unit": found.args.get("unit", "day")}
    if argument == "inside":
        return {"nth": found.args.get("index", 1), "nth_unit": found.args.get("unit", "quarter")}
    return {f"{argument}.{key}": value for key, value in (("operation", found.operation), *found.args.items())}


def _joined_args(rule: Rule, base: Meaning | None, own: dict[str, Value]) -> dict[str, Value]:
    """A refined base keeps its arguments; the base of an interval is that of both its ends."""
    if base is None:
        return own
    if rule.operation == "interval":
        shared = {f"{end}.{key}": value for end in (1, 2) for key, value in (("operation", base.operation), *base.args.items())}
        return {**shared, **own}
    return {**base.args, **own}


def _type(rule: Rule, base: Meaning | None, args: dict[str, Value]) -> str:
    if base and rule.operation is None and rule.type == "DATE":
        return "TIME" if base.type == "DATE" and ("clock" in args or "daypart" in args) else base.type
    return "TIME" if rule.type == "DATE" and ("clock" in args or "daypart" in args) else rule.type


def _captured(rules: Grammar, argument: str, kind: str, words: list[str]) -> dict[str, Value] | None:
    """The arguments that the words of one capture give."""
    token = words[0]
    match kind:
        case "DATE":
            return _numeric_date(token, rules.order)
        case "DAYMONTH":
            a, b = map(int, token.split("/"))
            day, month = (b, a) if (rules.order == "mdy" and a <= 12) or b > 12 >= a else (a, b)
            return {"day": day, "month": month} if month <= 12 and 1 <= day <= 31 else None
        case "MONTHYEAR":
            a, b = map(int, re.split(r"[/.-]", token))
            year, month = (a, b) if a > 99 else (b, a)
            return {"year": year, "month": month} if 1 <= month <= 12 else None
        case "YEARRANGE":
            year = int(token[:4])
            return {"1.year": year, "2.year": year + 1}
        case "CLOCK" | "CLOCKDOT":
            hour, minute = re.split(r"[:.]", token)[:2]
            return {argument: f"{int(hour):02d}:{minute}"}
        case "DECADE" | "SHORTDECADE":
            digits = int(re.sub(r"\D", "", token))
            return {argument: digits // 10}
    if not rules.valued(kind):
        return {}
    value = rules.value(kind, tuple(words))
    return None if value is None else {argument: value}


def _numeric_date(token: str, order: str) -> dict[str, Value] | None:
    """ "16/05/2025", "2025-06-02", "20250602"; the local order decides, unless only the other is a date."""
    if token.isdecimal():
        return {"year": int(token[:4]), "month": int(token[4:6]), "day": int(token[6:])}
    if iso := ISO_DATE.fullmatch(token):
        year, a, b = (int(iso[k]) for k in (1, 2, 3))
        clock: dict[str, Value] = {"clock": iso[4]} if iso[4] else {}
        return _sorted_date(year, b, a) | clock if a <= 12 or b <= 12 else None
    match = SHAPED_DATE.fullmatch(token)
    if not match:
        return None
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return _sorted_date(a, c, b)
    if a > 31 or b > 31 or len(match[4]) == 3:
        return None
    return _sorted_date(c, *((b, a) if order == "mdy" else (a, b)))


def _sorted_date(year: int, day: int, month: int) -> dict[str, Value]:
    if month > 12 >= day:
        day, month = month, day
    return {"year": year, "month": month, "day": day}


def _finished(args: dict[str, Value]) -> dict[str, Value] | None:
    """Arguments after the words' arithmetic: signs, hours before and after noon, halves; None where impossible."""
    times = args.pop("times", None)
    if isinstance(times, int):
        for key in ("count", "count2", "count3", "offset", "sign", "week", *(() if "count" in args else ("nth",))):  # "May two years ago"
            if isinstance(value := args.get(key), int):
                args[key] = value * times
            elif times == -1 and isinstance(value, str) and value[:1].isdecimal():
                args[key] = "-" + value  # "1.5 years ago"
    hour = args.pop("hour", None)
    minute = args.pop("minute", 0)
    if isinstance(hour, int):
        args["clock"] = f"{hour:02d}:{int(minute):02d}"
    if args.get("few") and isinstance(args.get("count"), int):
        args["few"] = 1
    half = args.pop("ampm", None)
    if half and "clock" in args:
        number, rest = str(args["clock"]).split(":")
        if not 1 <= int(number) <= 12:
            return None
        args["clock"] = f"{int(number) % 12 + (12 if half == 'pm' else 0):02d}:{rest}"
    if part := args.pop("half", None):
        args["count"] = f"{args.get('count', 0)}.{part if part in (25, 75) else 5}"
    if args.pop("and_half", None):  # "a minute and a half", "2 1/2 years": told in the next smaller unit
        args |= {"unit2": SMALLER.get(str(args.get("unit")), "day"), "count2": HALF_OF.get(str(args.get("unit")), 12)}
    if isinstance(args.get("month"), int) and not 1 <= int(args["month"]) <= 12:
        return None
    return args


# ---------------------------------------------------------------- resolve


def resolve(parse: Parse, published: Published, findings: tuple[Finding, ...] | None = None) -> tuple[TimeExpression, ...]:
    """The temporal expressions with their values and days, seen from a publication day, a closed range of them, or none."""
    found = find(parse) if findings is None else findings
    if isinstance(published, tuple):
        if published[0] == published[1]:
            return _resolved(found, published[0])
        return _between(
            _resolved(found, published[0], drop=False), _resolved(found, published[1], drop=False), _resolved(found, None, drop=False)
        )
    return _resolved(found, published)


def _resolved(findings: tuple[Finding, ...], published: dt.date | None, *, drop: bool = True) -> tuple[TimeExpression, ...]:
    out: list[TimeExpression] = []
    earlier: list[TimeExpression] = []
    quarter: TimeExpression | None = None
    then: TimeExpression | None = None  # the last that names its year
    dated = items(findings, published)
    for k, finding in enumerate(findings):
        item = item_at(dated, finding.start)
        told = item.day if item else published
        finding = _of_item(finding, item) if item and k == item.head else _of_then(_of_next(finding, findings[k + 1 : k + 3]), then, told)
        ahead = _day_ahead(finding, findings[k + 1 : k + 2], told, earlier)
        expression = _expression(_as_quarter(finding, quarter), told, ahead or earlier)
        if expression is None:
            if not drop:
                out.append(_bare(finding))
            continue
        if item and k != item.head and expression.anchor == "published":
            expression = replace(expression, anchor=f"expression:{findings[item.head].start}")
        out.append(expression)
        if finding.operation == "date" and expression.earliest and "year" in dict(finding.args):
            then = expression
        if expression.type in ("DATE", "TIME") and expression.earliest and expression.value[:1].isdecimal():
            earlier.append(expression)
        if QUARTER.fullmatch(expression.value) and _names_quarter(finding, expression, quarter, told):
            quarter = expression
        elif expression.value in LONGER:  # "for the nine months": what follows compares with them
            quarter = None
    return tuple(out)


def _of_item(head: Finding, item: Item) -> Finding:
    """The date at the head of an item, in the year of the item, whatever weekday it is told as."""
    args = {key: value for key, value in head.args if key != "weekday"} | {"year": item.day.year}
    return replace(head, args=tuple(args.items()))


def _of_next(finding: Finding, after: tuple[Finding, ...]) -> Finding:
    """A month in the year of the one that it is told with: "ad aprile e maggio 1940", "between December and March 1941"."""
    args = dict(finding.args)
    following = next((dict(f.args) for f in after if finding.end + 3 <= f.start <= finding.end + JOINED and f.operation == "date"), {})
    if finding.operation != "date" or "month" not in args or {"year", "day"} & args.keys() or not {"month", "year"} <= following.keys():
        return finding
    before = int(args["month"]) > int(following["month"])
    return replace(finding, args=(*finding.args, ("year", int(following["year"]) - before)))


def _of_then(finding: Finding, then: TimeExpression | None, published: dt.date | None) -> Finding:
    """A day or month without a year in the year of what the text tells before it, long ago: if a tense of the past tells it, or it fits."""
    args = dict(finding.args)
    told = finding.operation in ("date", "interval") and "month" in args
    if not told or {"year", "count", "strict"} & args.keys() or finding.direction == "future":
        return finding
    if then is None or then.earliest is None or then.latest is None or finding.start - then.end > REACH:
        return finding
    if published is None or (published - then.latest).days < LONG_AGO:
        return finding
    year = then.earliest.year
    if "remote" not in args and not _fits(args, year, then.value, published):
        return finding
    if year == then.latest.year and len(then.value) > len("2011") and then.earliest.month - int(args["month"]) > HALF_YEAR:
        year += 1  # "il 3 novembre 2009 … il 5 febbraio"
    return replace(finding, args=(*((key, value) for key, value in finding.args if key != "weekday"), ("year", year)))


def _fits(args: dict[str, Value], year: int, told: str, published: dt.date) -> bool:
    """Whether a day of the month, no news by itself, is in the month that the text has named, or has its weekday in the year named."""
    month, day, weekday = int(args["month"]), int(args.get("day", 0)), args.get("weekday")
    days = {
        y: dt.date(y, month, day) for y in (year, *range(published.year - 1, published.year + 2)) if 1 <= day <= days_in_month(y, month)
    }
    then = days.pop(year, None)
    if then is None or any(abs((d - published).days) < NEWS or d.weekday() == weekday for d in days.values()):
        return False
    return told[:7] == f"{year}-{month:02d}" or weekday == then.weekday()


def _names_quarter(finding: Finding, found: TimeExpression, quarter: TimeExpression | None, published: dt.date | None) -> bool:
    """Whether a quarter is the one that what follows speaks of: named, or the latest; one told by the day of its end only where none is."""
    args = dict(finding.args)
    if finding.operation == "fraction":
        return True
    if "like" in args or (published and found.earliest and found.earliest > published):
        return "same" in args
    return finding.operation == "shift" or quarter is None or finding.start - quarter.end > REACH


def _day_ahead(
    finding: Finding, after: tuple[Finding, ...], published: dt.date | None, earlier: list[TimeExpression]
) -> list[TimeExpression]:
    """The day named right after an hour that follows none: "alle 17.30 in piazza Roma, sabato 14 novembre"."""
    if finding.operation != "time" or not after or (earlier and _previous(finding, earlier)):
        return []
    day = after[0]
    alone = finding.direction is None and day.direction is None  # no verb: "lo spettacolo alle 21 al teatro, sabato 14"
    one = alone or day.governor == finding.governor is not None
    if day.operation not in ("weekday", "date", "shift") or day.start - finding.end > FOLLOWING or not one:
        return []
    found = _expression(day, published, earlier)
    return [found] if found and found.type == "DATE" and period_of(found.value) and _grain(found) == 0 else []


def _as_quarter(finding: Finding, quarter: TimeExpression | None) -> Finding:
    """ "A year earlier" beside a quarter's results is the same quarter, a year earlier; without one it is the year."""
    args = dict(finding.args)
    if "like" not in args:
        return finding
    if quarter is None or quarter.earliest is None or finding.start - quarter.end > REACH:
        return replace(finding, args=tuple((k, v) for k, v in args.items() if k != "like"))
    moved: dict[str, Value] = {
        "unit": "quarter",
        "index": (quarter.earliest.month + 2) // 3,
        "year": args.get("year", quarter.earliest.year + (0 if "same" in args else int(args.get("count", 0)))),
    }
    return replace(finding, operation="fraction", args=tuple(moved.items()))


def _expression(finding: Finding, published: dt.date | None, earlier: list[TimeExpression]) -> TimeExpression | None:
    anchor, name = _anchor(finding, published, earlier)
    event = finding.anchor == "event"  # the day after something that no rule here can date
    result = Result(value="XXXX-XX-XX") if event else apply(finding.operation, dict(finding.args), anchor)
    if result is None:
        return None
    earliest, latest = _narrowed(finding, result, published)
    return TimeExpression(
        start=finding.start, end=finding.end, text=finding.text, type=finding.type, value=result.value, mod=finding.mod or result.mod,
        earliest=earliest, latest=latest, rule=finding.rule, anchor=name,
    )  # fmt: skip


def _anchor(finding: Finding, published: dt.date | None, earlier: list[TimeExpression]) -> tuple[Anchor | None, str]:
    """What a finding is seen from, and its name; nothing where it follows a date too coarse for it ("in 1972 … the next day")."""
    if finding.anchor == "previous" and earlier:
        previous = _previous(finding, earlier)
        if previous and previous.earliest:
            return Anchor(day=previous.earliest, direction=finding.direction), f"expression:{previous.start}"
        if finding.operation != "time":
            return None, "event"
    name = "published" if finding.anchor == "previous" else finding.anchor
    return (Anchor(day=published, direction=finding.direction) if published else None), name


def _previous(finding: Finding, earlier: list[TimeExpression]) -> TimeExpression | None:
    """The last expression before that is as fine as the finding's unit; for an hour, of its sentence."""
    if finding.operation == "time":
        last = earlier[-1]
        return last if finding.start - last.end < SENTENCE and period_of(last.value[:10]) else None
    unit = str(dict(finding.args).get("unit", "day"))
    finest = list(Grain).index(Grain(unit)) if unit in list(Grain) else 0
    return next((e for e in reversed(earlier[-MEMORY:]) if _grain(e) <= finest), None)


def _grain(expression: TimeExpression) -> int:
    """How coarse a value is; a weekend is a week, an interval a day (its first)."""
    if "/" in expression.value:
        return 0
    period = period_of(expression.value.removesuffix("-WE"))
    return list(Grain).index(period.grain) if period else 0


def _narrowed(finding: Finding, result: Result, published: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The days of a result where its words leave out some.

    "This week" under a future tense is what is left of it, and on its last days also what comes next; "more than two years
    ago" is between two years ago and three.
    """
    earliest, latest = result.earliest, result.latest
    bounded = finding.type == "DATE" and any(key == "bounded" for key, _ in finding.args)
    if bounded and finding.mod == "BEFORE" and earliest:
        return None, add_days(earliest, -1)
    if bounded and finding.mod == "AFTER" and latest:
        return add_days(latest, 1), None
    args = dict(finding.args)
    if published and finding.mod in ABOUT and _is_ago(finding):
        (near, far), count = ABOUT[finding.mod], int(args["count"])
        room = max(1, -count // ROUND)
        return moved(published, str(args["unit"]), count - far * room), moved(published, str(args["unit"]), count + near * room)
    current = finding.operation == "shift" and args.get("count") == 0 and "part" not in args and finding.anchor == "published"
    if published and earliest and latest and current and finding.direction == "future" and args.get("unit") == "week":
        return published, max(latest, published + dt.timedelta(days=7)) if published.weekday() >= 5 else latest
    return earliest, latest


def _is_ago(finding: Finding) -> bool:
    """Whether a finding counts units back from publication: "two years ago", not "several", nor "a year and a half"."""
    args = dict(finding.args)
    count = args.get("count")
    return finding.operation == "shift" and finding.anchor == "published" and isinstance(count, int) and count < 0 and "unit2" not in args


def _bare(finding: Finding) -> TimeExpression:
    return TimeExpression(start=finding.start, end=finding.end, text=finding.text, type=finding.type, value="XXXX-XX-XX", rule=finding.rule)


def _between(
    first: tuple[TimeExpression, ...], last: tuple[TimeExpression, ...], free: tuple[TimeExpression, ...]
) -> tuple[TimeExpression, ...]:
    """What the expressions are when the publication day lies between two: equal values stay, days widen."""
    out = []
    for a, b, relative in zip(first, last, free, strict=True):
        days = [d for d in (a.earliest, a.latest, b.earliest, b.latest) if d]
        known = bool(a.earliest and b.earliest)
        out.append(replace(
            a, value=a.value if a.value == b.value else relative.value, earliest=min(days) if known else None, latest=max(days) if known else None,
        ))  # fmt: skip
    return tuple(out)


# ---------------------------------------------------------------- the language files' examples


@dataclass(frozen=True, slots=True)
class Failure:
    """An example of a language file that does not come out as it says."""

    file: str
    rule: str
    text: str
    expected: str
    got: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}: rule '{self.rule}': {self.text!r}: expected {self.expected}, got {self.got} ({self.why})"


def check(lang: str | None = None) -> list[Failure]:
    """Run all examples of the language files, of one language or all; the failures, each with what won instead."""
    failures: list[Failure] = []
    for code in (lang,) if lang else languages_with("time"):
        for rule in grammar(code).rules:
            for example in rule.examples:
                failures += _checked(code, rule, example)
            for text in rule.refused:
                won = [e for e in resolve(Parse(text, code, (), (), ()), dt.date(2025, 5, 28)) if e.rule == rule.name]
                failures += [_failure(code, rule, text, "nothing", _shown(e), "the rule must refuse this text") for e in won]
    return failures


def _checked(lang: str, rule: Rule, example: dict[str, Any]) -> list[Failure]:
    text, published = example["text"], example.get("published")
    day = dt.date.fromisoformat(published) if published else None
    found = resolve(Parse(text, lang, (), (), ()), day)
    mine = [e for e in found if e.rule == rule.name]
    wanted = {k: example[k] for k in ("value", "mod", "type", "earliest", "latest") if k in example}
    for expression in mine:
        got = {
            "value": expression.value,
            "mod": expression.mod or "",
            "type": expression.type,
            "earliest": str(expression.earliest),
            "latest": str(expression.latest),
        }
        if all(got[k] == v for k, v in wanted.items()):
            return []
    why = f"rule '{found[0].rule}' won" if found and not mine else "the rule won" if mine else "no rule matched"
    return [_failure(lang, rule, text, str(wanted), "; ".join(map(_shown, mine or found)) or "nothing", why)]


def _failure(lang: str, rule: Rule, text: str, expected: str, got: str, why: str) -> Failure:
    return Failure(file=f"timeline/lang/{lang}/time.toml", rule=rule.name, text=text, expected=expected, got=got, why=why)


def _shown(expression: TimeExpression) -> str:
    return f"{expression.text!r}={expression.value} {expression.mod or ''} {expression.earliest}..{expression.latest} [{expression.rule}]"


def trace(text: str, lang: str, published: Published) -> list[str]:
    """How a text is read, line by line: its tokens with their word classes, then what each rule made of them."""
    rules = grammar(lang)
    lines = [f"{token!r}: {' '.join(sorted(rules.classes(token))) or '-'}" for token in map(str.strip, rules.tokens.findall(_joined(text)))]
    parse = Parse(text, lang, (), (), ())
    lines += [f"{f.rule}: {f.text!r} {f.operation} {dict(f.args)} anchor={f.anchor} direction={f.direction}" for f in find(parse)]
    return lines + [_shown(e) for e in resolve(parse, published)]


__all__ = ["Failure", "Literal", "check", "find", "find_text", "resolve", "trace"]
