"""What a reader of one format delivers, before it has a language and an id."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from timeline.model import StatedDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The text of an article as read, with what its file says about it."""

    source: str
    text: str
    title: str | None = None
    id: str | None = None
    lang: str | None = None
    published: dt.date | None = None  # stated by the input as the day of publication, to be trusted
    stated: tuple[StatedDate, ...] = ()
    origin: str | None = None
