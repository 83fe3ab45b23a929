"""Readings and links as JSON, for the store, for other machines and for `explain`.

JSON rather than pickles: a store or a file from elsewhere can then hold wrong data, but no code.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError

from timeline.density import Spans, Weekly, Within
from timeline.errors import DataError
from timeline.explain import LINKS_FORMAT, PairReason, Reasons
from timeline.model import Article, Mention
from timeline.pipeline import Built, Reading
from timeline.publication import Factor


def _with(cls: type[Any], **types: Any) -> type[Any]:
    """A dataclass of the same fields, some of which have a type that can be written: pydantic cannot write a protocol."""
    hints = {f.name: types.get(f.name, get_type_hints(cls)[f.name]) for f in dataclasses.fields(cls)}
    fields = [(f.name, hints[f.name], dataclasses.field(default=f.default)) for f in dataclasses.fields(cls)]
    return dataclasses.make_dataclass(f"Saved{cls.__name__}", fields, frozen=True, slots=True, kw_only=True)


_Factor: Any = _with(Factor, shape=Weekly | Spans | Within)
_Reading: Any = _with(Reading, factors=tuple[_Factor, ...])


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def article_json(article: Article) -> bytes:
    return _adapter(Article).dump_json(article)


def read_article(data: bytes) -> Article:
    """The article in bytes of `article_json`; raises DataError for others."""
    article: Article = _validated(Article, data)
    return article


def reading_json(reading: Reading) -> bytes:
    return _adapter(_Reading).dump_json(_like(_Reading, reading, factors=tuple(_like(_Factor, f) for f in reading.factors)))


def read_reading(data: bytes) -> Reading:
    """The reading in bytes of `reading_json`; raises DataError for others."""
    saved = _validated(_Reading, data)
    reading: Reading = _like(Reading, saved, factors=tuple(_like(Factor, f) for f in saved.factors))
    return reading


def _like(cls: type[Any], value: Any, **changed: Any) -> Any:
    """The value as the like-named fields of another dataclass."""
    return cls(**{f.name: getattr(value, f.name) for f in dataclasses.fields(cls)} | changed)


def _validated(kind: Any, data: bytes) -> Any:
    try:
        return _adapter(kind).validate_json(data, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise DataError(f"not a saved {kind.__name__}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


# ---------------------------------------------------------------- links


def links_json(built: Built) -> str:
    """`timeline.links.json`: the pairs that made events and those that were refused, by the ids of their mentions."""
    ids = [m.id for m in built.mentions]

    def row(first: int, second: int, weight: float, columns: Sequence[tuple[str, str, float]], veto: str | None = None) -> dict[str, Any]:
        return {"first": ids[first], "second": ids[second], "weight": round(weight, 4), "columns": columns} | (
            {"veto": veto} if veto else {}
        )

    data = {
        "format": LINKS_FORMAT,
        "mentions": [_timing(m) for m in built.mentions],
        "pairs": [row(p.first, p.second, p.weight, p.columns) for p in built.links.pairs],
        "vetoes": [row(v.pair.first, v.pair.second, v.pair.weight, v.pair.columns, v.reason) for v in built.links.vetoes],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _timing(mention: Mention) -> dict[str, Any]:
    days = [str(d) if d else None for d in (mention.earliest, mention.latest)]
    return {"id": mention.id, "timing": mention.timing, "earliest": days[0], "latest": days[1]}


def read_links(text: str, name: str) -> Reasons:
    """The reasons in a links file; raises DataError, naming it, where it is none."""
    try:
        data = json.loads(text)
        if not isinstance(data, Mapping) or data.get("format") != LINKS_FORMAT:
            raise DataError(f"{name}: not a links file of format {LINKS_FORMAT} (build the timeline again)")
        pairs = tuple(
            PairReason(
                first=str(p["first"]),
                second=str(p["second"]),
                weight=float(p["weight"]),
                columns=tuple((str(c), str(level), float(bits)) for c, level, bits in p["columns"]),
                veto=str(p["veto"]) if "veto" in p else None,
            )
            for p in [*data["pairs"], *data["vetoes"]]
        )
        return Reasons(timing={str(m["id"]): str(m["timing"]) for m in data["mentions"]}, pairs=pairs)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(f"{name}: broken links file: {error} (build the timeline again)") from error
