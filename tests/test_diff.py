"""What changed between two timelines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import TIMELINE

from timeline.diff import date_text, diff
from timeline.model import DatedArticle, Event, EventDate, EventMention, Publication, Status, Timeline


def mention(ident: str) -> EventMention:
    return EventMention(
        id=ident,
        article=ident.split(":")[0],
        lang="it",
        quote="",
        start=0,
        end=1,
        sentence_start=0,
        sentence_end=1,
        expression=None,
        status="occurred",
        speaker=None,
    )


def event(ident: str, *mentions: str, title: str = "t", status: Status = "occurred") -> Event:
    date = EventDate(value=None, earliest=None, latest=None, grain=None, stated=False)
    return Event(
        id=ident, title=title, type="meet", status=status, date=date, actors=(), place=None, salience=0, confidence=0, sources=1,
        mentions=tuple(map(mention, mentions)),
    )  # fmt: skip


def article(ident: str, day: dt.date | None = None) -> DatedArticle:
    return DatedArticle(id=ident, source=f"{ident}.txt", title=None, lang="it", sha256="", published=Publication(date=day), expressions=())


def timeline(*events: Event) -> Timeline:
    return Timeline(articles=(), events=events)


# ---------------------------------------------------------------- examples


def test_an_event_is_known_by_its_mentions_not_its_id() -> None:
    changes = diff(timeline(event("e1", "a:1", "b:1")), timeline(event("e9", "a:1", "b:1", title="u")))
    assert [(c.before.id, c.after.id, [f.field for f in c.fields]) for c in changes.changed] == [("e1", "e9", ["title"])]
    assert not changes.added
    assert not changes.removed


def test_added_and_removed() -> None:
    changes = diff(timeline(event("e1", "a:1"), event("e2", "a:2")), timeline(event("e2", "a:2"), event("e3", "a:3")))
    assert [e.id for e in changes.added] == ["e3"]
    assert [e.id for e in changes.removed] == ["e1"]


def test_merged_and_split() -> None:
    two, one = timeline(event("e1", "a:1", "b:1"), event("e2", "c:1")), timeline(event("e1", "a:1", "b:1", "c:1"))
    merged, split = diff(two, one), diff(one, two)
    assert [([e.id for e in m.before], [e.id for e in m.after]) for m in merged.merged] == [(["e1", "e2"], ["e1"])]
    assert [([e.id for e in m.before], [e.id for e in m.after]) for m in split.split] == [(["e1"], ["e1", "e2"])]
    assert not merged.removed
    assert not split.added


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (EventDate(value="2025-06", earliest=dt.date(2025, 6, 1), latest=dt.date(2025, 6, 30), grain="month", stated=True), "2025-06"),
        (EventDate(value=None, earliest=dt.date(2025, 6, 1), latest=dt.date(2025, 6, 3), grain=None, stated=True), "2025-06-01/2025-06-03"),
        (EventDate(value=None, earliest=dt.date(2025, 6, 1), latest=dt.date(2025, 6, 1), grain=None, stated=True), "2025-06-01"),
        (EventDate(value=None, earliest=None, latest=dt.date(2025, 6, 1), grain=None, stated=True), "…/2025-06-01"),
        (EventDate(value=None, earliest=None, latest=None, grain=None, stated=False), None),
    ],
)
def test_date_text(date: EventDate, text: str | None) -> None:
    assert date_text(replace(event("e"), date=date)) == text


def test_articles() -> None:
    old = Timeline(articles=(article("a"), article("b", dt.date(2025, 1, 1))))
    new = Timeline(articles=(article("b", dt.date(2025, 1, 2)), article("c", dt.date(2025, 1, 3))))
    changes = diff(old, new)
    assert [a.id for a in changes.articles_added] == ["c"]
    assert [a.id for a in changes.articles_removed] == ["a"]
    assert [(a.before, a.after) for a in changes.articles_redated] == [(dt.date(2025, 1, 1), dt.date(2025, 1, 2))]


def test_every_field_is_compared() -> None:
    old = TIMELINE.events[0]
    new = replace(old, title="x", type="x", status="denied", date=replace(old.date, value="2021"), place="x", actors=(), sources=9)
    (change,) = diff(timeline(old), timeline(new)).changed
    assert {f.field for f in change.fields} == {"title", "type", "status", "date", "place", "actors", "sources"}


# ---------------------------------------------------------------- laws


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Any way of sorting some of ten mentions into events."""
    groups: dict[int, list[str]] = {}
    for i in range(10):
        group = draw(st.integers(0, 6))
        if group:
            groups.setdefault(group, []).append(f"a:{i}")
    names = draw(st.permutations(range(10)))
    return timeline(*(event(f"e{names[k]}", *mentions, title=draw(st.sampled_from("xy"))) for k, mentions in groups.items()))


def ids(events: tuple[Event, ...]) -> set[str]:
    return {e.id for e in events}


@given(timelines())
def test_nothing_changes_from_a_timeline_to_itself(one: Timeline) -> None:
    assert not diff(one, one)


@given(timelines(), timelines())
def test_the_way_back_is_the_way_there_reversed(old: Timeline, new: Timeline) -> None:
    there, back = diff(old, new), diff(new, old)
    assert ids(there.added) == ids(back.removed)
    assert ids(there.removed) == ids(back.added)
    assert {(frozenset(ids(m.before)), frozenset(ids(m.after))) for m in there.merged} == {
        (frozenset(ids(s.after)), frozenset(ids(s.before))) for s in back.split
    }
    assert {(c.before.id, c.after.id) for c in there.changed} == {(c.after.id, c.before.id) for c in back.changed}


@given(timelines(), timelines())
def test_every_event_is_accounted_for(old: Timeline, new: Timeline) -> None:
    changes = diff(old, new)
    kept = {m.id for e in new.events for m in e.mentions}
    assert ids(changes.removed) == {e.id for e in old.events if not {m.id for m in e.mentions} & kept}
    moved = [e for m in (*changes.merged, *changes.split) for e in m.before] + [c.before for c in changes.changed]
    assert not ids(changes.removed) & {e.id for e in moved}
