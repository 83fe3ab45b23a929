"""Undated news articles, Italian and English, into one dated, explained timeline.

    >>> from timeline import build, read_articles, parser_named, load_knowledge

`diff` and the types come at once; what parses and links is imported when it is first asked for.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

from timeline.diff import diff
from timeline.model import Article, Event, Timeline, TimelineDiff

if TYPE_CHECKING:
    from timeline.knowledge import load as load_knowledge
    from timeline.parse import parser_named
    from timeline.pipeline import Built, build
    from timeline.read import read as read_articles
    from timeline.render.html import page
    from timeline.render.machine import export, read_timeline, timeline_json

# Before numpy comes: on matrices as small as the parser's, its threads cost more than they give.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
__all__ = [
    "Article", "Built", "Event", "Timeline", "TimelineDiff", "build", "diff", "export", "load_knowledge", "page", "parser_named", "read_articles",
    "read_timeline", "timeline_json",
]  # fmt: skip

_LAZY = {
    "Built": ("timeline.pipeline", "Built"),
    "build": ("timeline.pipeline", "build"),
    "export": ("timeline.render.machine", "export"),
    "load_knowledge": ("timeline.knowledge", "load"),
    "page": ("timeline.render.html", "page"),
    "parser_named": ("timeline.parse", "parser_named"),
    "read_articles": ("timeline.read", "read"),
    "read_timeline": ("timeline.render.machine", "read_timeline"),
    "timeline_json": ("timeline.render.machine", "timeline_json"),
}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        module, attribute = _LAZY[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'timeline' has no attribute {name!r}")
