"""What the tests of reading and linking share: articles and mentions made in one line, and one article's reading."""

from __future__ import annotations

import datetime as dt
import zlib
from functools import cache
from hashlib import sha256
from typing import Any

from timeline import knowledge, pipeline
from timeline.knowledge import Knowledge
from timeline.model import Actor, Article, Mention, Parse
from timeline.parse import Parser
from timeline.pipeline import Reading

LANGUAGES = ("it", "en")


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def facts() -> Knowledge:
    return knowledge.load(())


def article(text: str, *, lang: str = "it", name: str = "a", given: str | None = None) -> Article:
    digest = sha256(text.encode()).hexdigest()
    return Article(id=name, source=f"{name}.txt", title=None, lang=lang, text=text, sha256=digest, given=day(given))


def parsed(parser: Parser, text: str, lang: str) -> Parse:
    return next(parser.parse([text], lang))


def reading(parser: Parser, text: str, lang: str) -> Reading:
    return pipeline.reading(article(text, lang=lang), parsed(parser, text, lang), facts())


def mention_of(parser: Parser, text: str, lang: str, trigger: str) -> Mention | None:
    """The mention whose trigger is the last word of that spelling in the text; None for none."""
    found = [m for m in reading(parser, text, lang).mentions if text[m.start : m.end] == trigger]
    return found[-1] if found else None


def mention(name: str, *, first: str | None = "2025-06-02", last: str | None = "", actors: str = "", **fields: Any) -> Mention:
    """A mention; `last` is `first` unless given, `actors` are ids parted by blanks, the article is what precedes ":" in the name."""
    defaults: dict[str, Any] = {
        "lang": "it", "quote": name, "start": 0, "end": 0, "sentence_start": zlib.crc32(name.encode()), "sentence_end": 2**32, "expression": None,
        "status": "occurred", "speaker": None, "type": "meet", "lemma": "incontro", "title": "Incontro", "timing": "stated", "nominal": True, "salience": 0.5,
    }  # fmt: skip
    return Mention(
        id=name, article=name.partition(":")[0], earliest=day(first), latest=day(first if last == "" else last),
        actors=tuple(Actor(id=a, name=a.title()) for a in actors.split()), **(defaults | fields),
    )  # fmt: skip
