"""RSS and Atom feeds: checked by defusedxml against entity bombs, read by feedparser."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from timeline.errors import InputError
from timeline.model import StatedDate
from timeline.read.draft import Draft


def read_feed(source: str, data: bytes) -> Iterator[Draft | InputError]:
    """The entries of a feed, with the day that each states."""
    import feedparser

    if problem := _refused(data):
        yield InputError(source, problem)
        return
    parsed = feedparser.parse(data)
    if not parsed.entries:
        yield InputError(source, "no feed entries in it", "RSS and Atom are read; other XML is not")
        return
    origin = parsed.feed.get("title")
    for n, entry in enumerate(parsed.entries, 1):
        contents = [c.get("value", "") for c in entry.get("content", [])]
        text = _plain(max([*contents, entry.get("summary", "")], key=len))
        if not text:
            yield InputError(f"{source}#{n}", "the entry holds no text")
            continue
        stated = tuple(
            StatedDate(kind="feed", day=dt.date(*moment[:3]), quote=str(entry.get(key, "")))
            for key in ("published", "updated") if (moment := entry.get(f"{key}_parsed"))
        )[:1]  # fmt: skip
        link = str(entry.get("link", ""))
        yield Draft(
            source=link if link.startswith(("http://", "https://")) else f"{source}#{n}", text=text, title=entry.get("title"), stated=stated, origin=origin
        )  # fmt: skip


def _refused(data: bytes) -> str | None:
    """Why bytes are no safe XML, if they are not."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        return "XML with a document type or entities of its own is not read"
    except ParseError as error:
        return f"broken XML: {error}"
    return None


def _plain(markup: str) -> str:
    """The text of an entry's HTML, a paragraph a line."""
    import html

    text = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", markup, flags=re.IGNORECASE | re.DOTALL)
    text = re.sub(r"</?(p|div|br|li|h\d|blockquote)\b[^>]*>", "\n", text, flags=re.IGNORECASE)
    text = html.unescape(re.sub(r"<[^>]*>", "", text))
    return "\n".join(line for raw in text.splitlines() if (line := " ".join(raw.split())))
