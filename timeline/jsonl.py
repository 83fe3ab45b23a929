"""The JSON-lines modes: lines in, records out, for programs and benchmarks."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timeline.errors import InputError
from timeline.model import Article, Publication, TimeExpression

if TYPE_CHECKING:
    from timeline.given import Span

DECIMALS = 4
_HALVES = re.compile("[\ud800-\udfff]")  # of characters, which JSON can hold and no parser takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One JSON object of the input and where it stood."""

    place: str
    record: Mapping[str, Any]


def lines(text: Iterable[str], name: str) -> Iterator[Line | InputError]:
    """The objects of JSON lines; an error stands in for a line that holds none."""
    for n, line in enumerate(text, 1):
        place = f"{name}#{n}"
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            yield InputError(place, f"broken JSON: {error}")
            continue
        yield (
            Line(place=place, record=record)
            if isinstance(record, dict)
            else InputError(place, "not a JSON object", 'write {"id": …, "text": …}')
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A text with its language and, where known, its publication day; `spans` are the mentions that it names."""

    id: Any  # given back as it came
    lang: str
    text: str
    published: dt.date | None
    spans: tuple[Span, ...] = ()

    def article(self, n: int) -> Article:
        """The request as an article; `n` makes its id its own."""
        return Article(id=f"{n}", source=str(self.id), title=None, lang=self.lang, text=self.text, sha256="", given=self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class Couple:
    """Two texts that may report one story, each with its language."""

    id: Any  # given back as it came
    texts: tuple[tuple[str, str], tuple[str, str]]


def couple(line: Line, *, languages: Sequence[str]) -> Couple | InputError:
    """The two texts of a line: "text_a" and "text_b", with "lang_a" and "lang_b" where they are known."""
    texts = []
    for side in ("a", "b"):
        found = request(
            Line(place=line.place, record={k[:-2]: v for k, v in line.record.items() if k.endswith(f"_{side}")}), languages=languages
        )
        if isinstance(found, InputError):
            return found
        texts.append((found.lang, found.text))
    return Couple(id=line.record.get("id"), texts=(texts[0], texts[1]))


def request(line: Line, *, languages: Sequence[str], lang: str | None = None, published: dt.date | None = None) -> Request | InputError:
    """The request in a line; `lang` and `published` stand where it gives none."""
    record, text = line.record, line.record.get("text")
    if not isinstance(text, str):
        return InputError(line.place, "no 'text' in it")
    text = _HALVES.sub("\ufffd", text)
    code = record.get("lang") or lang or _language(text, languages)
    if code not in languages:
        return InputError(line.place, f"in '{code or 'another language'}', but only {', '.join(languages)} can be read", 'give "lang"')
    try:
        day = dt.date.fromisoformat(str(record["published"])[:10]) if record.get("published") else published
    except ValueError:
        return InputError(line.place, f"'published' is no full date: {record['published']!r}", "write it as 2025-07-03, or leave it out")
    spans = _spans(line, text)
    return spans if isinstance(spans, InputError) else Request(id=record.get("id"), lang=str(code), text=text, published=day, spans=spans)


def _language(text: str, languages: Sequence[str]) -> str | None:
    from timeline.read.languages import language_of

    return language_of(text, languages)


def _spans(line: Line, text: str) -> tuple[Span, ...] | InputError:
    """The mentions that a line names."""
    from timeline.given import Span

    given = line.record.get("mentions", ())
    if not isinstance(given, list | tuple):
        return InputError(line.place, "'mentions' is no list")
    found = []
    for m in given:
        start, end = (m.get("start"), m.get("end")) if isinstance(m, dict) else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            return InputError(line.place, f"a mention without a range in the text: {str(m)[:60]}", 'write {"id": …, "start": …, "end": …}')
        found.append(Span(id=m.get("id", f"{start}-{end}"), start=start, end=end))
    return tuple(found)


# ---------------------------------------------------------------- records out


def expressions_record(ident: Any, expressions: Iterable[TimeExpression]) -> str:
    return _line({"id": ident, "expressions": [dataclasses.asdict(e) for e in expressions]})


def published_record(ident: Any, published: Publication) -> str:
    record = dataclasses.asdict(published)
    del record["given"]
    return _line({"id": ident, "published": record})


def clusters_record(ident: Any, clusters: Iterable[tuple[Any, str]]) -> str:
    return _line({"id": ident, "mentions": [{"id": m, "cluster": c} for m, c in clusters]})


def story_record(ident: Any, chance: float) -> str:
    return _line({"id": ident, "score": chance, "same": chance >= 0.5})


def _line(record: Any) -> str:
    return json.dumps(_rounded(record), ensure_ascii=False, allow_nan=False)


def _rounded(value: Any) -> Any:
    match value:
        case float():
            return round(value, DECIMALS) + 0.0
        case dt.date():
            return value.isoformat()
        case dict():
            return {k: _rounded(v) for k, v in value.items()}
        case list() | tuple():
            return [_rounded(v) for v in value]
    return value
