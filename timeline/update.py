"""Builds that keep what they know: only what a store has not read yet is read, and the last revision gives the ids."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from timeline.codec import article_json, links_json, read_article, read_reading, reading_json
from timeline.diff import diff
from timeline.errors import DataError
from timeline.language import ROOT as LANGUAGES
from timeline.model import Article, Timeline, TimelineDiff
from timeline.pipeline import Built, Reading, assemble
from timeline.render.machine import read_timeline_text, timeline_json
from timeline.store import Store

PACKAGE = Path(__file__).parent
# Modules that no reading depends on: a change of theirs leaves the saved readings good.
APART = {
    "__init__", "__main__", "chronology", "cli", "cluster", "concepts", "context", "corrections", "diff", "duplicates", "engine", "errors", "explain", "files", "filters", "given", "gold", "jsonl", "link", "pairs",
    "posterior", "store", "story", "tables", "update", "watch",
}  # fmt: skip

Read = Callable[[Sequence[Article]], list[Reading]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """A new state of a store: what was built, its revision, what changed from the last, and how many articles were read for it."""

    built: Built
    revision: int
    changes: TimelineDiff
    read: int


def update(
    store: Store,
    articles: Sequence[Article],
    *,
    read: Read,
    parser: str,
    knowledge: Sequence[Path],
    today: dt.date,
    at_once: int = 256,
) -> Updated:
    """A new revision of exactly these articles; `read` is called for those whose reading the store lacks.

    `parser` names the parser and its version, `knowledge` the user's files: both are part of what a reading depends on.
    `at_once` readings are made and saved together: what a killed run loses at most.
    """
    keys = [reading_key(a, parser, knowledge) for a in articles]
    known = _known(store, keys)
    missing = [(key, a) for key, a in zip(keys, articles, strict=True) if key not in known]
    for first in range(0, len(missing), at_once):
        part = missing[first : first + at_once]
        fresh = read([a for _, a in part])
        store.save_readings({key: (a.id, reading_json(r)) for (key, a), r in zip(part, fresh, strict=True)})
        known |= {key: r for (key, _), r in zip(part, fresh, strict=True)}
    last = store.revision()
    before = read_timeline_text(last.timeline, f"{store.path}#{last.number}") if last else Timeline()
    built = assemble(
        [known[key] for key in keys], today=today, before=before.events, corrections=store.corrections(), linker=store.linker(_linking())
    )
    number = store.commit(
        [(a, article_json(a)) for a in articles], keys, built.timeline, (timeline_json(built.timeline), links_json(built)), today
    )
    return Updated(built=built, revision=number, changes=diff(before, built.timeline), read=len(missing))


def _known(store: Store, keys: Sequence[str]) -> dict[str, Reading]:
    """The readings that the store holds; one that cannot be understood is made again."""
    known: dict[str, Reading] = {}
    for key, body in store.readings(keys).items():
        try:
            known[key] = read_reading(body)
        except DataError:
            continue
    return known


def stored_articles(store: Store) -> list[Article]:
    return [read_article(body) for body in store.articles()]


# ---------------------------------------------------------------- which articles


def merged(old: Sequence[Article], new: Iterable[Article]) -> list[Article]:
    """The old articles with the new ones: in place of an earlier state of the same origin, else at the end.

    An article is known again by its content together with its id or source; an id that another article has is made fresh.
    """
    result = list(old)
    at = {key: i for i, a in reversed(list(enumerate(old))) for key in _keys(a)}
    taken = {a.id for a in old}
    for article in new:
        place = next((at[key] for key in _keys(article) if key in at), None)
        if place is None:
            place = len(result)
            result.append(replace(article, id=_fresh(article.id, taken)) if article.id in taken else article)
        elif result[place].sha256 != article.sha256:
            result[place] = article
        elif article.given is not None:
            result[place] = replace(result[place], given=article.given)
        taken.add(result[place].id)
        at |= dict.fromkeys([*_keys(article), *_keys(result[place])], place)
    return result


def _keys(article: Article) -> list[tuple[str, ...]]:
    """What an article is known by: its content with its id or source, then its origin: file, address, or record of a file."""
    keys: list[tuple[str, ...]] = [("id", article.id, article.sha256), ("source", article.source, article.sha256)]
    if article.source == "-":
        return keys
    file, sign, _ = article.source.partition("#")
    return [*keys, ("record", file, article.id) if sign else ("origin", file)]


def _fresh(name: str, taken: set[str]) -> str:
    return next(i for n in range(2, len(taken) + 3) if (i := f"{name}-{n}") not in taken)


# ---------------------------------------------------------------- keys


def reading_key(article: Article, parser: str, knowledge: Sequence[Path]) -> str:
    """A hash of the article and of everything that its reading depends on."""
    parts = (article_json(article).decode(), parser, _stage(article.lang), *(_hashed((path,)) for path in knowledge))
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


@cache
def _stage(lang: str) -> str:
    """The code and data that read an article of a language: another language's files are no part of it."""
    code = [p for p in (*PACKAGE.glob("*.py"), *(PACKAGE / "parse").glob("*.py")) if p.stem not in APART]
    data = [*PACKAGE.glob("*.toml"), *(PACKAGE / "knowledge").glob("*.toml"), *LANGUAGES.glob("*.toml"), *(LANGUAGES / lang).glob("*.toml")]
    models = (PACKAGE / "parse" / "models").glob(f"{lang}_*/**/*")
    return _hashed(sorted(p for p in (*code, *data, *models) if p.is_file() and p.name not in ("linkage.toml", "background.toml")))


@cache
def _linking() -> str:
    """All code and data that a kept state of linking may depend on."""
    data = (p for p in PACKAGE.rglob("*.toml") if "models" not in p.parts and "knowledge" not in p.parts)
    versions = "".join(version(name) for name in ("duckdb", "splink"))
    return _hashed(sorted((*PACKAGE.glob("*.py"), *data))) + versions


def _hashed(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
