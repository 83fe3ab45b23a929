"""Load and check one language's folder of data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomli  # the standard library's parser, compiled: a build reads megabytes of tables

from timeline.errors import DataError

ROOT = Path(__file__).parent / "lang"


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that articles may be in: those with rules for events as for times."""
    return tuple(code for code in languages_with("events") if code in languages_with("time"))


@cache
def languages_with(name: str) -> tuple[str, ...]:
    """The codes of the languages that have one data file: `languages_with("time")`."""
    return tuple(sorted(p.name for p in ROOT.iterdir() if (p / f"{name}.toml").is_file()))


@cache
def table(lang: str, name: str) -> dict[str, Any]:
    """One data file of a language (`table("it", "events")`), or of all of them (`table("", "ontology")`).

    Raises DataError, naming the file and the place, when it is not TOML.
    """
    return read_toml(ROOT / lang / f"{name}.toml")


@cache
def irregular(lang: str) -> Mapping[str, str]:
    """Irregular form → lemma, where a language has them listed."""
    path = ROOT / lang / "irregular.toml"
    forms: dict[str, str] = read_toml(path)["forms"] if path.is_file() else {}
    return forms


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomli.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DataError(f"{path}: no such file") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}") from error
