"""One difference with every kind of change, as each writer shows it."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import pytest
from rich.console import Console
from sample import ARTICLES, event, mention

from timeline.diff import diff
from timeline.model import Event, Timeline
from timeline.render import machine, terminal
from timeline.render.html import diff_page
from timeline.render.markdown import diff_markdown

STORY = "istanbul"
QUOTE = "The strike took place."


def told(name: str, title: str, value: str, *mentions: str, **fields: object) -> Event:
    return event(name, title, "strike", value, *(mention(m, STORY, QUOTE, "strike") for m in mentions), **fields)  # type: ignore[arg-type]


GONE = told("e-gone", "The minister resigned", "2025-05-02", "m1")
MOVED = told("e-moved", "The court convicted an owner", "2025-05-06", "m2")
TURNED = told("e-turned", "Dockers will strike", "2025-05-20", "m3", status="planned")
GAINED = told("e-gained", "A ferry hit the pier", "2025-05-07", "m4")
LOST = replace(told("e-lost", "The mayor met the union", "2025-05-08", "m5"), sources=2)
RETOLD = told("e-retold", "A decree was approved", "2025-05-09", "m6")
FIRE, BLAZE = told("e-fire", "A fire destroyed a depot", "2025-05-10", "m7"), told("e-blaze", "A blaze in the port", "2025-05-11", "m8")
BOTH = told("e-both", "Two arrests in Savona", "2025-05-12", "m9", "m10")
NEW = told("e-new", "A second strike is called", "2025-06-01", "m11", status="planned")

OLD = Timeline(articles=ARTICLES[:2], events=(GONE, MOVED, TURNED, GAINED, LOST, RETOLD, FIRE, BLAZE, BOTH))
CHANGED = diff(
    OLD,
    Timeline(
        articles=(replace(ARTICLES[1], published=replace(ARTICLES[1].published, date=None)), ARTICLES[2]),
        events=(
            told("e-moved", MOVED.title, "2025-05-07", "m2"),
            told("e-turned", "Dockers have struck", "2025-05-20", "m3"),
            replace(GAINED, sources=3),
            replace(LOST, sources=1),
            replace(RETOLD, place="Rome"),
            told("e-fire", FIRE.title, "2025-05-10", "m7", "m8"),
            told("e-both", "A man was arrested", "2025-05-12", "m9"),
            told("e-other", "A woman was arrested", "2025-05-13", "m10"),
            NEW,
        ),
    ),
)

MARKDOWN = f"""\
# What changed

## New events

- **1 June 2025**: A second strike is called (planned)

## Events that went

- **2 May 2025**: The minister resigned

## Moved in time

- **7 May 2025**: The court convicted an owner
  - the date: 6 May 2025 → 7 May 2025

## Status changed

- **20 May 2025**: Dockers have struck
  - the title: Dockers will strike → Dockers have struck
  - whether it happened: planned → occurred

## Told by more sources

- **7 May 2025**: A ferry hit the pier
  - the number of sources: 1 → 3

## Told by fewer sources

- **8 May 2025**: The mayor met the union
  - the number of sources: 2 → 1

## Told otherwise

- **9 May 2025**: A decree was approved
  - the place: nothing → Rome

## Now one event

- **10 May 2025**: A fire destroyed a depot
- **11 May 2025**: A blaze in the port
  - → **10 May 2025**: A fire destroyed a depot

## Now several events

- **12 May 2025**: Two arrests in Savona
  - → **12 May 2025**: A man was arrested
  - → **13 May 2025**: A woman was arrested

## New articles

- {ARTICLES[2].source}, 28 May 2025

## Articles that went

- {ARTICLES[0].source.replace("&", "&amp;")}

## Articles dated otherwise

- {ARTICLES[1].source}: 4 July 2025 → undated
"""


def test_as_markdown() -> None:
    assert diff_markdown(CHANGED) == MARKDOWN


@pytest.mark.parametrize("lang", ["en", "it"])
def test_in_a_terminal_line_by_line_as_in_markdown(lang: str) -> None:
    """The same headings and lines, in their order, with signs for marks."""
    out = io.StringIO()
    terminal.show_diff(CHANGED, Console(file=out, width=200), lang=lang)
    headings = [line[3:] for line in diff_markdown(CHANGED, lang=lang).splitlines() if line.startswith("## ")]
    assert [line.rstrip() for line in out.getvalue().splitlines() if line[:2] not in ("+ ", "- ", "~ ", "  ")] == headings
    assert len(headings) == 12


TERMINAL = """\
Moved in time
~ 7 May 2025  The court convicted an owner
    the date: 6 May 2025 → 7 May 2025
Status changed
~ 20 May 2025  Dockers have struck
    the title: Dockers will strike → Dockers have struck
    whether it happened: planned → occurred
Told by more sources
~ 7 May 2025  A ferry hit the pier
    the number of sources: 1 → 3
Told by fewer sources
~ 8 May 2025  The mayor met the union
    the number of sources: 2 → 1
Told otherwise
~ 9 May 2025  A decree was approved
    the place: nothing → Rome
Now one event
- 10 May 2025  A fire destroyed a depot
- 11 May 2025  A blaze in the port
+ 10 May 2025  A fire destroyed a depot
Now several events
- 12 May 2025  Two arrests in Savona
+ 12 May 2025  A man was arrested
+ 13 May 2025  A woman was arrested
"""


def test_in_a_terminal() -> None:
    out = io.StringIO()
    terminal.show_diff(CHANGED, Console(file=out, width=100))
    assert TERMINAL in "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())


def test_as_json() -> None:
    data = json.loads(machine.diff_json(CHANGED))
    ids = {kind: [e["id"] for e in data[kind]] for kind in ("added", "removed")}
    assert ids == {"added": ["e-new"], "removed": ["e-gone"]}
    assert [c["after"]["id"] for c in data["changed"]] == ["e-moved", "e-turned", "e-gained", "e-lost", "e-retold"]
    assert [[[e["id"] for e in m[side]] for side in ("before", "after")] for m in (*data["merged"], *data["split"])] == [
        [["e-fire", "e-blaze"], ["e-fire"]],
        [["e-both"], ["e-both", "e-other"]],
    ]


def test_on_a_page() -> None:
    text = diff_page(CHANGED, articles=ARTICLES)
    counts = re.search(r'<p class="lead">(.*?)</p>', text)
    assert counts
    assert counts[1].split(" · ")[:4] == ["New events: 1", "Events that went: 1", "Moved in time: 1", "Status changed: 1"]
    moved = text[text.index("<h2>Moved in time</h2>") : text.index("<h2>Status changed</h2>")]
    assert "the date: <del>6 May 2025</del> → <ins>7 May 2025</ins>" in moved
    merged = text[text.index("<h2>Now one event</h2>") : text.index("<h2>Now several events</h2>")]
    assert [
        ("gone" in mark, title) for mark, title in re.findall(r'<div class="(gone|new)[^"]*">.*?<h3[^>]*>(.*?)<', merged, re.DOTALL)
    ] == [
        (True, "A fire destroyed a depot"),
        (True, "A blaze in the port"),
        (False, "A fire destroyed a depot"),
    ]
