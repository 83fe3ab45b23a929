"""Files → pages → articles: every input format of the contract, one clear error for each that cannot be used."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from timeline.errors import InputError
from timeline.model import Article
from timeline.names import slug
from timeline.read import feed, html, records, text
from timeline.read.draft import Draft
from timeline.read.languages import language_of

LARGEST = 64 * 1024 * 1024  # bytes of one file that is read as a whole, packed or unpacked
SHORTEST = 3  # words; less is no article
_HALVES = re.compile("[\ud800-\udfff]")
_Reader = Callable[[str, bytes], Iterable[Draft | InputError]]
READERS: Mapping[str, _Reader] = {
    ".txt": text.read_text,
    ".md": text.read_markdown,
    ".html": html.read_html,
    ".htm": html.read_html,
    ".json": records.read_json,
    ".jsonl": records.read_jsonl,
    ".csv": records.read_csv,
    ".parquet": records.read_parquet,
    ".xml": feed.read_feed,
    ".rss": feed.read_feed,
    ".atom": feed.read_feed,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The bytes of one input and the suffix that says what they are."""

    source: str
    suffix: str
    data: bytes


def read(
    paths: Sequence[str],
    *,
    languages: Sequence[str],
    published: Mapping[str, dt.date] | None = None,
    stdin: Callable[[], bytes] | None = None,
) -> Iterator[Article | InputError]:
    """The articles of files, folders (recursively, in order of name) and `-`, one by one; an error stands in for what cannot be used.

    `published` gives the day of articles by id, file name or stem.
    """
    given, seen = dict(published or {}), set[str]()
    for page in _pages(paths, stdin or sys.stdin.buffer.read):
        if isinstance(page, InputError):
            yield page
            continue
        for draft in READERS[page.suffix](page.source, page.data):
            article = draft if isinstance(draft, InputError) else _article(_whole(draft), languages, given)
            if isinstance(article, Article):
                if article.id in seen:
                    article = replace(article, id=_fresh(article.id, seen))
                seen.add(article.id)
            yield article


def _fresh(name: str, seen: set[str]) -> str:
    return next(i for n in range(2, len(seen) + 3) if (i := f"{name}-{n}") not in seen)


# ---------------------------------------------------------------- bytes


def _pages(paths: Sequence[str], stdin: Callable[[], bytes]) -> Iterator[Page | InputError]:
    for name in paths:
        if name == "-":
            data = stdin()
            yield Page(source="-", suffix=_sniffed(data), data=data)
            continue
        path = Path(name)
        if path.is_dir():
            files = sorted(
                p for p in path.rglob("*") if p.is_file() and not any(part.startswith(".") for part in p.relative_to(path).parts)
            )
            if not files:
                yield InputError(name, "the folder holds no files")
            yield from map(_page, files)
        elif path.is_file():
            yield _page(path)
        else:
            yield InputError(name, "no such file or folder")


def _page(path: Path) -> Page | InputError:
    packed = path.suffix.lower() == ".gz"
    suffix = (Path(path.stem).suffix if packed else path.suffix).lower()
    if suffix not in READERS:
        return InputError(
            str(path),
            f"'{suffix or path.name}' is no kind of file that timeline reads",
            "use " + " ".join(sorted(READERS)) + ", each optionally .gz",
        )
    try:
        if path.stat().st_size > LARGEST:
            return InputError(str(path), f"larger than {LARGEST >> 20} MiB", "split it, or use .jsonl files")
        data = path.read_bytes()
    except OSError as error:
        return InputError(str(path), f"cannot be read: {error.strerror}")
    if packed:
        try:
            data = _unpacked(data)
        except (OSError, EOFError, zlib.error):
            return InputError(str(path), "truncated or not a gzip file", "pack it again")
        except ValueError:
            return InputError(str(path), f"unpacks to more than {LARGEST >> 20} MiB", "split it")
    if not data.strip():
        return InputError(str(path), "empty")
    return Page(source=str(path), suffix=suffix, data=data)


def _unpacked(data: bytes) -> bytes:
    """The unpacked bytes; a ValueError past the limit, so that a small file cannot fill the memory."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        unpacked = stream.read(LARGEST + 1)
    if len(unpacked) > LARGEST:
        raise ValueError
    return unpacked


def _sniffed(data: bytes) -> str:
    """What standard input holds: JSON lines, one JSON value, a page, a feed, or text."""
    head = data.lstrip()[:512].lower()
    if head.startswith(b"{") and b'"text"' in data.split(b"\n", 1)[0]:
        return ".jsonl"
    if head.startswith((b"{", b"[")):
        return ".json"
    if head.startswith((b"<?xml", b"<rss", b"<feed")) and b"<html" not in head:
        return ".xml"
    if head.startswith(b"<"):
        return ".html"
    return ".txt"


# ---------------------------------------------------------------- articles


def _whole(draft: Draft) -> Draft:
    """The draft without halves of characters, which JSON can hold and UTF-8 cannot; each is replaced by one character."""
    fields: dict[str, Any] = {
        k: _HALVES.sub("\ufffd", v) for k in ("text", "title", "id", "source") if (v := getattr(draft, k)) and _HALVES.search(v)
    }
    return replace(draft, **fields) if fields else draft


def _article(draft: Draft, languages: Sequence[str], given: Mapping[str, dt.date]) -> Article | InputError:
    """The article of a draft: with a language, an id and, where the user gives it, its day."""
    if len(draft.text.split()) < SHORTEST:
        return InputError(
            draft.source, "empty: no text in it" if not draft.text.strip() else f"fewer than {SHORTEST} words", "leave it out"
        )
    lang = draft.lang or language_of(draft.text, languages)
    if lang is None or lang not in languages:
        found = lang or language_of(draft.text, None)
        return InputError(draft.source, f"in '{found}', but only {', '.join(languages)} can be read", "leave it out, or add the language")
    sha256 = hashlib.sha256(draft.text.encode()).hexdigest()
    name = Path(draft.source.partition("#")[0]).name
    stem = name.removesuffix(".gz").rsplit(".", 1)[0]
    ident = draft.id or f"{slug(stem)}-{sha256[:8]}"
    day = next((given[k] for k in (ident, draft.source, name, stem) if k in given), draft.published)
    return Article(
        id=ident, source=draft.source, title=draft.title, lang=lang, text=text.unwrapped(draft.text), sha256=sha256, given=day, stated=draft.stated, origin=draft.origin
    )  # fmt: skip
