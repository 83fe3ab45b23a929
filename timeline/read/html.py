"""Web pages: text and title by trafilatura, stated dates by extruct and htmldate; nothing is fetched."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any

from timeline.errors import InputError
from timeline.model import StatedDate
from timeline.read.bylines import day_in
from timeline.read.draft import Draft
from timeline.read.text import decoded

DEEPEST = 400  # nested elements; real pages stay under a hundred
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-]([01]?\d)[/-]([0-3]?\d)(?:[/-]|$)")
_DATE_KEYS = ("datePublished", "dateCreated", "uploadDate")
_PROPERTIES = ("article:published_time", "og:published_time", "article:published")


def read_html(source: str, data: bytes) -> Iterator[Draft | InputError]:
    markup = _markup(source, data)
    if isinstance(markup, InputError):
        yield markup
        return
    yield draft_of(source, markup) or InputError(source, "no article text found in the page", "save the article's own page")


def draft_of(source: str, markup: str) -> Draft | None:
    """The article of a page; None where it holds no text."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if _depth(markup) > DEEPEST:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = trafilatura.bare_extraction(
            markup, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params={"extensive_search": False}
        )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return None
    url = found.url or _canonical(markup)
    return Draft(
        source=source, text=found.text or "", title=found.title, lang=_lang(markup), stated=tuple(_unique(_stated(markup, url))),
        origin=found.sitename or found.hostname,
    )  # fmt: skip


def _markup(source: str, data: bytes) -> str | InputError:
    """The page's characters, by the charset that it declares or by what fits."""
    if match := re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE):
        try:
            return data.decode(match[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(source, data)


def _depth(markup: str) -> int:
    """How deep elements nest, near enough to refuse a page built to exhaust the parser."""
    depth = deepest = 0
    for match in re.finditer(r"<(/?)(?:div|span|ul|li|table|td|tr|b|i|em|p|section|blockquote)\b", markup, re.IGNORECASE):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _lang(markup: str) -> str | None:
    match = re.search(r"<html[^>]{0,300}\blang=[\"']?([a-z]{2})\b", markup[:4096], re.IGNORECASE)
    return match[1].lower() if match else None


def _canonical(markup: str) -> str | None:
    match = re.search(r"<link[^>]{0,300}rel=[\"']canonical[\"'][^>]{0,300}href=[\"']([^\"']+)", markup, re.IGNORECASE)
    return match[1] if match else None


def _unique(stated: Iterator[StatedDate]) -> Iterator[StatedDate]:
    seen = set()
    for s in stated:
        if (s.kind, s.day) not in seen:
            seen.add((s.kind, s.day))
            yield s


def _stated(markup: str, url: str | None) -> Iterator[StatedDate]:
    """Every date by which the page states its publication."""
    data = _structured(markup)
    for item in _items(data.get("json-ld", [])):
        yield from _dated(item, _DATE_KEYS, "json-ld")
    for item in _items(data.get("microdata", [])):
        yield from _dated(item.get("properties", item), _DATE_KEYS, "microdata")
    for graph in data.get("opengraph", []):
        yield from _dated(dict(graph.get("properties", [])), _PROPERTIES, "meta")
    for match in re.finditer(r"<time\b[^>]{0,300}\bdatetime=[\"']([^\"']{4,40})[\"'][^>]{0,300}>", markup, re.IGNORECASE):
        if day := day_in(match[1]):
            yield StatedDate(kind="time", day=day, quote=match[1])
    if url and (dated := _URL_DAY.search(url)):
        with contextlib.suppress(ValueError):
            yield StatedDate(kind="url", day=dt.date(*map(int, dated.groups())), quote=url)
    if day := _meta_day(markup, url):
        yield StatedDate(kind="meta", day=day, quote=day.isoformat())


def _structured(markup: str) -> dict[str, Any]:
    import extruct

    try:
        data: dict[str, Any] = extruct.extract(markup, syntaxes=["json-ld", "microdata", "opengraph"], errors="ignore")
    except Exception:  # extruct lets its parsers' errors through; a page without metadata is still a page
        return {}
    return data


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """All objects of structured data, however nested."""
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _items(value)
    elif isinstance(data, list):
        for value in data:
            yield from _items(value)


def _dated(item: dict[str, Any], keys: tuple[str, ...], kind: str) -> Iterator[StatedDate]:
    for key in keys:
        value = item.get(key)
        if isinstance(value, str) and (day := day_in(value)):
            yield StatedDate(kind=kind, day=day, quote=value)


def _meta_day(markup: str, url: str | None) -> dt.date | None:
    """What htmldate reads in the page's head and time elements; its guesses from prose are not asked for."""
    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    head = re.sub(r"<(p|article)\b.*?</\1>", "", markup, flags=re.IGNORECASE | re.DOTALL)
    try:
        found = htmldate.find_date(head, extensive_search=False, original_date=True, url=url)
    except (ValueError, TypeError):
        return None
    return dt.date.fromisoformat(found) if found else None
