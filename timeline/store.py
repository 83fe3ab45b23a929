"""The store: one DuckDB file with articles, readings, revisions and corrections.

A run changes it in one transaction, so that a killed one leaves the last revision as it was; readings are saved as they
are made, since they cost most and are worth keeping. Nothing in a store is ever run: it holds JSON.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from timeline.corrections import Correction
from timeline.errors import InputError, UsageError
from timeline.link import Linker
from timeline.model import Article, Timeline

FORMAT = "timeline-store/1"
SCHEMA = Path(__file__).parent / "schema.sql"
LARGEST = 1 << 30  # bytes to which one packed value may unpack
# A store may come from elsewhere: what it holds must not reach other files or load code.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of the timeline: `timeline` and `links` are the texts of its two JSON files."""

    number: int
    day: dt.date
    articles: int
    events: int
    timeline: str
    links: str


class Store:
    """An open store; a context manager that closes it.

    With `create` a file that is not there is made; with `read_only` nothing is written.
    Raises InputError for a file that is no store, or that another process writes to.
    """

    def __init__(self, path: Path | str, *, create: bool = True, read_only: bool = False) -> None:
        self.path = Path(path)
        if not (create and not read_only) and not self.path.is_file():
            raise InputError(str(path), "no such store", "timeline build … --store makes one")
        self._read_only = read_only
        self._db = _connected(self.path, read_only=read_only)
        try:
            self._check()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    def _check(self) -> None:
        tables = {str(r[0]) for r in self._rows("SELECT table_name FROM duckdb_tables()")}
        if not tables and not self._read_only:
            with self._transaction():
                self._db.execute(SCHEMA.read_text(encoding="utf-8"))
            return
        found = self._rows("SELECT value FROM about WHERE name = 'format'") if "about" in tables else []
        if not found or found[0][0] != FORMAT:
            raise InputError(str(self.path), f"not a timeline store of format {FORMAT}", "give another file, or build a new one")

    # ---------------------------------------------------------------- reading

    def articles(self) -> list[bytes]:
        """The articles of the last revision as JSON, in order."""
        return [_unpacked(r[0]) for r in self._rows("SELECT body FROM articles ORDER BY position")]

    def readings(self, keys: Sequence[str]) -> dict[str, bytes]:
        """The saved readings among some keys, as JSON."""
        rows = self._rows("SELECT key, body FROM readings WHERE key IN (SELECT unnest(?::TEXT[]))", [list(keys)])
        return {str(key): _unpacked(body) for key, body in rows}

    def numbers(self) -> list[int]:
        """The numbers of the revisions, from the first."""
        return [int(r[0]) for r in self._rows("SELECT number FROM revisions ORDER BY number")]

    def revision(self, number: int | None = None) -> Revision | None:
        """The revision of a number, or the last; None where there is none yet.

        Raises UsageError for a number that the store does not hold.
        """
        numbers = self.numbers()
        if number is not None and number not in numbers:
            known = f"it holds {numbers[0]} to {numbers[-1]}" if numbers else "it is empty"
            raise UsageError(f"{self.path} has no revision {number} ({known})")
        if not numbers:
            return None
        columns = "number, day, articles, events, timeline, links"
        row = self._rows(f"SELECT {columns} FROM revisions WHERE number = ?", [number or numbers[-1]])[0]
        timeline, links = (_unpacked(part).decode() for part in row[4:])
        return Revision(number=row[0], day=row[1], articles=row[2], events=row[3], timeline=timeline, links=links)

    def corrections(self) -> tuple[Correction, ...]:
        """What a human said, in order."""
        rows = self._rows("SELECT target, field, value, mentions, others FROM corrections ORDER BY number")
        return tuple(
            Correction(target=target, field=cast(Any, field), value=value, mentions=tuple(mentions), others=tuple(others))
            for target, field, value, mentions, others in rows
        )

    # ---------------------------------------------------------------- writing

    def linker(self, version: str) -> Linker:
        """The state of linking that the store keeps from build to build; one of another version is begun anew."""
        return Linker(self._db, version=version)

    def save_readings(self, readings: Mapping[str, tuple[str, bytes]]) -> None:
        """Keep readings, each under its key with its article's id."""
        if readings:
            rows = [(key, article, zlib.compress(body, 6)) for key, (article, body) in readings.items()]
            with self._transaction():
                self._db.executemany("INSERT INTO readings VALUES (?, ?, ?)", rows)

    def correct(self, correction: Correction) -> None:
        """Record what a human said."""
        c = correction
        with self._transaction():
            number = self._rows("SELECT coalesce(max(number), 0) + 1 FROM corrections")[0][0]
            self._db.execute(
                "INSERT INTO corrections VALUES (?, ?, ?, ?, ?, ?)", [number, c.target, c.field, c.value, list(c.mentions), list(c.others)]
            )

    def commit(
        self, articles: Sequence[tuple[Article, bytes]], keys: Sequence[str], timeline: Timeline, texts: tuple[str, str], day: dt.date
    ) -> int:
        """A new revision; its number.

        `articles` come with their JSON; `keys` are those of the readings in use, the others are dropped; `texts` are the
        timeline's two files. A revision equal to the last is not written again.
        """
        last = self.revision()
        if last and (last.timeline, last.links) == texts:
            return last.number
        number = last.number + 1 if last else 1
        with self._transaction():
            self._replace("articles", [(i, a.id, a.source, a.sha256, zlib.compress(body, 6)) for i, (a, body) in enumerate(articles)])
            self._replace("events", list(_event_rows(timeline)))
            self._db.execute("DELETE FROM readings WHERE key NOT IN (SELECT unnest(?::TEXT[]))", [list(keys)])
            self._db.execute(
                "INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
                [number, day, len(timeline.articles), len(timeline.events), *(zlib.compress(text.encode(), 6) for text in texts)],
            )
        return number

    def _replace(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        self._db.execute(f"DELETE FROM {table}")
        if rows:
            self._db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        import duckdb

        self._db.begin()
        try:
            yield
            self._db.commit()
        except duckdb.IOException as error:  # a full disk; the file keeps its last state
            raise InputError(str(self.path), f"cannot be written: {_line(error)}") from error
        except BaseException:
            self._db.rollback()
            raise

    def _rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        import duckdb

        try:
            rows: list[tuple[Any, ...]] = self._db.execute(query, parameters).fetchall()
        except duckdb.Error as error:
            raise InputError(str(self.path), f"a broken store: {_line(error)}", "restore it from a copy, or build a new one") from error
        return rows


def is_store(path: Path) -> bool:
    """Whether a file is a DuckDB file, by its first bytes."""
    try:
        with path.open("rb") as stream:
            return stream.read(12)[8:] == b"DUCK"
    except OSError:
        return False


def _connected(path: Path, *, read_only: bool) -> Any:
    import duckdb

    if path.is_dir():
        raise InputError(str(path), "is a folder, not a store", "give a file, e.g. news.store")
    if not path.parent.is_dir():
        raise InputError(str(path), "cannot be made: there is no such folder")
    try:
        return duckdb.connect(str(path), read_only=read_only, config=_SETTINGS)
    except duckdb.Error as error:
        if "lock" in str(error):
            raise InputError(str(path), "in use by another process", "wait until it is done") from error
        raise InputError(str(path), "not a timeline store, or a broken one", "give another file, or build a new one") from error


def _line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]


def _unpacked(data: bytes) -> bytes:
    """The unpacked bytes; an InputError for what zlib did not write, or would fill the memory."""
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise InputError("store", f"broken value: {error}", "restore it from a copy, or build a new one") from error
    if not unpacker.eof:
        raise InputError("store", "truncated value, or one that is too large", "restore it from a copy, or build a new one")
    return text


def _event_rows(timeline: Timeline) -> Iterable[tuple[Any, ...]]:
    for e in timeline.events:
        names = list(dict.fromkeys(a.name for a in e.actors))
        yield (
            e.id, e.title, e.type, e.status, e.date.earliest, e.date.latest, e.date.stated, e.place, names, e.sources, e.salience, e.confidence,
        )  # fmt: skip
