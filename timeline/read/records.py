"""Records: JSON, JSON lines, CSV and Parquet, each row one article."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from timeline.errors import InputError
from timeline.read.bylines import day_in
from timeline.read.draft import Draft
from timeline.read.text import decoded

_TEXT = ("text", "content", "body", "testo", "full_text")
_DATE = ("published", "date", "data", "published_at", "pubdate")
_TITLE = ("title", "titolo", "headline")


def read_json(source: str, data: bytes) -> Iterator[Draft | InputError]:
    """One article, a list of them, or an object whose "articles" are such a list."""
    text = decoded(source, data)
    if isinstance(text, InputError):
        yield text
        return
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        yield InputError(source, _json_problem(error))
        return
    if isinstance(value, dict) and isinstance(value.get("articles"), list):
        value = value["articles"]
    if not isinstance(value, list):
        yield _draft(source, value)
        return
    for n, record in enumerate(value, 1):
        yield _draft(f"{source}#{n}", record)


def read_jsonl(source: str, data: bytes) -> Iterator[Draft | InputError]:
    text = decoded(source, data)
    if isinstance(text, InputError):
        yield text
        return
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _draft(f"{source}#{n}", json.loads(line))
        except (json.JSONDecodeError, RecursionError) as error:
            yield InputError(f"{source}#{n}", _json_problem(error))


def read_csv(source: str, data: bytes) -> Iterator[Draft | InputError]:
    text = decoded(source, data)
    if isinstance(text, InputError):
        yield text
        return
    try:
        dialect: Any = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(1 << 26)
    rows = csv.DictReader(io.StringIO(text), dialect=dialect)
    columns = {c.strip().lower() for c in rows.fieldnames or ()}
    if not columns & set(_TEXT):
        yield InputError(source, f"no column named {' or '.join(_TEXT)}", f"it has {', '.join(sorted(columns)) or 'none'}")
        return
    try:
        for n, row in enumerate(rows, 2):
            yield _draft(f"{source}#{n}", {k.strip().lower(): v for k, v in row.items() if k})
    except csv.Error as error:
        yield InputError(f"{source}#{rows.line_num}", f"broken CSV: {error}")


def read_parquet(source: str, data: bytes) -> Iterator[Draft | InputError]:
    from timeline.tables import parquet_rows

    try:
        for n, row in enumerate(parquet_rows(data), 1):
            yield _draft(f"{source}#{n}", row)
    except ValueError as error:
        yield InputError(source, f"broken Parquet: {error}")


def _json_problem(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON at line {error.lineno}, column {error.colno}: {error.msg}"
    return "JSON nested too deeply"


def _draft(source: str, record: Any) -> Draft | InputError:
    """The article of a record; its "published" is trusted, and must be a date if it is there."""
    if not isinstance(record, Mapping):
        return InputError(source, "not an object with a 'text'")
    text = _first(record, _TEXT)
    if text is None:
        return InputError(source, "no 'text' in it")
    stated = _first(record, _DATE)
    published = day_in(stated) if stated else None
    if stated and published is None:
        return InputError(source, f"'published' is no full date: {stated[:40]!r}", "write it as 2025-07-03, or leave it out")
    url = _first(record, ("url", "link"))
    return Draft(
        source=url if url and url.startswith(("http://", "https://")) else source,
        text=text.replace("\r\n", "\n"),
        title=_first(record, _TITLE),
        id=_first(record, ("id",)),
        lang=_first(record, ("lang", "language")),
        published=published,
        origin=_first(record, ("source", "fonte", "outlet")),
    )


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The first of some fields that holds something, as text."""
    for key in keys:
        value = record.get(key)
        if value is not None and (text := str(value)).strip():
            return text
    return None
