"""Clusters to events: the date by vote, the status, conflicts, what one title tells twice, and ids that last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from fixtures_nlp import mention
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import chronology
from timeline.cluster import Links
from timeline.events import main_salience
from timeline.model import Actor, Event, Mention, TimeExpression

MAIN = main_salience()
JUNE = {"first": "2025-06-01", "last": "2025-06-30"}


def events(
    mentions: Sequence[Mention], *clusters: Sequence[int], before: Sequence[Event] = (), same_as: dict[str, str] | None = None
) -> tuple[Event, ...]:
    """The events of these clusters; every mention of none is one by itself."""
    alone = set(range(len(mentions))) - {i for c in clusters for i in c}
    links = Links(clusters=tuple(sorted([*map(tuple, clusters), *((i,) for i in alone)])))
    return chronology.events(mentions, links, {}, same_as=same_as, before=before)


def one(*mentions: Mention, **options: object) -> Event:
    (event,) = events(mentions, range(len(mentions)), **options)  # type: ignore[arg-type]
    return event


# ---------------------------------------------------------------- dates

DATES = {
    "one stated day": ([mention("a:1")], "2025-06-02", True),
    "a stated day before an inferred one": ([mention("a:1"), mention("b:1", first="2025-06-03", timing="recent")], "2025-06-02", True),
    "a stated day before two inferred ones": (
        [mention("a:1"), *(mention(f"{s}:1", first="2025-06-03", timing="recent") for s in "bc")], "2025-06-02", True),
    "two stated days against one": ([mention("a:1", first="2025-06-03"), mention("b:1"), mention("c:1")], "2025-06-02", True),
    "a day before a month": ([mention("a:1", **JUNE), mention("b:1")], "2025-06-02", True),
    "a time that an article states before the day of its publication": (
        [mention("a:1", timing="recent"), mention("a:2", **JUNE)], "2025-06", True),
    "a day by another article than the one that states a time": (
        [mention("b:1", timing="recent"), mention("a:2", **JUNE)], "2025-06-02", False),
    "a month alone": ([mention("a:1", **JUNE)], "2025-06", True),
    "a year alone": ([mention("a:1", first="2025-01-01", last="2025-12-31")], "2025", True),
    "an inferred day": ([mention("a:1", timing="recent")], "2025-06-02", False),
    "news of one of the last days": ([mention("a:1", last="2025-06-04", timing="recent")], "2025-06-04", False),
    "the first report of the news": (
        [mention("a:1", first="2025-06-02", last="2025-06-04", timing="narrated"), mention("b:1", first="2025-06-03", last="2025-06-05", timing="recent")],
        "2025-06-04", False),
    "days that are no period": ([mention("a:1", last="2025-06-06", timing="recent")], None, False),
    "days before a plan": ([mention("a:1", last="2025-06-04", timing="before")], None, False),
    "a plan of one article that an earlier one tells of": (
        [mention("a:1", last=None, timing="coming", status="planned"), mention("b:1", first=None, last="2025-05-30", timing="unknown")], None, False),
    "only a latest day": ([mention("a:1", first=None, last="2025-06-02", timing="background")], None, False),
    "nothing": ([mention("a:1", first=None)], None, False),
}  # fmt: skip


@pytest.mark.parametrize(("mentions", "value", "stated"), DATES.values(), ids=DATES)
def test_date(mentions: list[Mention], value: str | None, stated: bool) -> None:
    date = one(*mentions).date
    assert (date.value, date.stated) == (value, stated)


def test_what_may_be_gives_no_day_to_what_has_been() -> None:
    """ "America would supply arms", told as news, is no day of the arms that it supplied long before; that it supplied them is one of a plan."""
    past, may = mention("a:1", first=None, last="2025-06-04", timing="background"), mention("a:2", timing="recent", status="hypothetical")
    assert one(past, may).date.earliest is None
    assert one(replace(past, status="planned"), replace(may, status="occurred")).date.earliest is not None


def test_open_ranges_meet() -> None:
    """ "after 1 June" and "before 9 June" leave the days between."""
    date = one(
        mention("a:1", last=None, first="2025-06-01", timing="coming"), mention("b:1", first=None, last="2025-06-09", timing="background")
    ).date
    assert (date.earliest, date.latest) == (dt.date(2025, 6, 1), dt.date(2025, 6, 9))


def test_the_value_is_as_the_text_has_it() -> None:
    week = TimeExpression(
        start=0, end=9, text="settimana", type="DATE", value="2025-W23", earliest=dt.date(2025, 6, 2), latest=dt.date(2025, 6, 8)
    )
    told = mention("a:1", last="2025-06-08", expression=0)
    (event,) = chronology.events([told], Links(clusters=((0,),)), {"a": (week,)})
    assert (event.date.value, event.date.grain) == ("2025-W23", "week")


# ---------------------------------------------------------------- status

STATUSES = {
    "planned occurred": "occurred",
    "proposed planned": "planned",
    "hypothetical proposed": "proposed",
    "planned ongoing": "ongoing",
    "ongoing occurred": "occurred",
    "planned denied": "denied",
    "denied occurred": "occurred",
    "denied denied occurred": "denied",
    "denied denied occurred ongoing": "occurred",
    "denied ongoing": "ongoing",
    "hypothetical": "hypothetical",
}


@pytest.mark.parametrize(("said", "expected"), STATUSES.items(), ids=STATUSES)
def test_status(said: str, expected: str) -> None:
    mentions = [mention(f"{'abcdef'[i]}:1", status=s) for i, s in enumerate(said.split())]
    assert one(*mentions).status == one(*mentions[::-1]).status == expected


def test_what_is_so_at_any_time_is_no_plan_under_way() -> None:
    """ "Airbus offers funding for the search", "The required impartiality makes funding rare": the offer is no funding that goes on."""
    offer, habit = mention("a:1", status="proposed"), mention("a:2", status="ongoing", worth=0.0)
    assert one(offer, habit).status == "proposed"
    assert one(offer, replace(habit, worth=0.1)).status == "ongoing"
    assert one(habit).status == "ongoing"


def test_what_is_intended_says_when_and_whether_under_the_verb_of_intending() -> None:
    """ "Ryanair intends to end the flights in May": that is planned for May, and no intending goes on."""
    intends = mention("a:1", title="Ryanair intends to end the flights", status="ongoing", worth=0.0, salience=0.1)
    end = replace(
        intends, id="a:2", start=20, status="planned", nominal=True, worth=0.2, earliest=dt.date(2025, 5, 1), latest=dt.date(2025, 5, 31)
    )
    (event,) = events([intends, end])
    assert (event.status, event.date.value) == ("planned", "2025-05")


def test_the_title_is_of_a_mention_that_tells_the_status() -> None:
    plan = mention("a:1", status="planned", title="Si prevede un incontro", salience=0.9)
    told = mention("b:1", title="Putin ha incontrato Trump", salience=0.4)
    assert one(plan, told).title == "Putin ha incontrato Trump"


# ---------------------------------------------------------------- conflicts

RIYADH = {"place": "Riad", "place_id": "riyadh"}
JEDDAH = {"place": "Gedda", "place_id": "jeddah"}
CONFLICTS = {
    "the same day": ([mention("a:1"), mention("b:1")], {}),
    "two stated days of a call": (
        [mention("a:1", type="call"), mention("b:1", type="call", first="2025-06-05")], {"date": ["2025-06-02", "2025-06-05"]}),
    "two days of what may pass midnight": (
        [mention("a:1", type="bomb"), mention("b:1", type="bomb", first="2025-06-03")], {"date": ["2025-06-02", "2025-06-03"]}),
    "two tolls": (
        [mention("a:1", type="kill", numbers=("12",)), mention("b:1", type="kill", numbers=("15",))], {"numbers": ["12", "15"]}),
    "two tolls in one article": ([mention("a:1", type="kill", numbers=("12",)), mention("a:2", type="kill", numbers=("15",))], {}),
    "a toll and several figures": ([mention("a:1", type="kill", numbers=("12",)), mention("b:1", type="kill", numbers=("15", "3"))], {}),
    "figures that count nobody": ([mention("a:1", type="attack", numbers=("12",)), mention("b:1", type="attack", numbers=("15",))], {}),
    "two who did it": (
        [mention("a:1", type="visit", actors="macron"), mention("b:1", type="visit", actors="merz")], {"actors": ["Macron", "Merz"]}),
    "one who did it and both": (
        [mention("a:1", type="meet", actors="macron"), mention("b:1", type="meet", actors="macron merz")], {}),
    "two who did it in one article": (
        [mention("a:1", type="visit", actors="macron"), mention("a:2", type="visit", actors="merz")], {}),
    "two days of a negotiation": ([mention("a:1", type="negotiate"), mention("b:1", type="negotiate", first="2025-06-05")], {}),
    "a month and its day": ([mention("a:1", **JUNE), mention("b:1")], {}),
    "a month and a day of another": (
        [mention("a:1", type="call", **JUNE), mention("b:1", type="call", first="2025-07-03")], {"date": ["2025-06-01/2025-06-30", "2025-07-03"]}),
    "an inferred day contradicts nobody": ([mention("a:1"), mention("b:1", first="2025-06-05", timing="recent")], {}),
    "a place and its country": ([mention("a:1", **RIYADH), mention("b:1", place="Arabia Saudita", place_id="SA")], {}),
    "two places": ([mention("a:1", **RIYADH), mention("b:1", **JEDDAH)], {"place": ["Gedda", "Riad"]}),
    "a place and none": ([mention("a:1", **RIYADH), mention("b:1")], {}),
    "one place in two languages": (
        [mention("a:1", place="Ginevra", place_id="geneva"), mention("b:1", lang="en", place="Geneva", place_id="geneva")], {}),
    "denied and told": ([mention("a:1", status="denied"), mention("b:1")], {"status": ["denied", "occurred"]}),
    "planned and told": ([mention("a:1", status="planned"), mention("b:1")], {}),
}  # fmt: skip


@pytest.mark.parametrize(("mentions", "expected"), CONFLICTS.values(), ids=CONFLICTS)
def test_conflicts(mentions: list[Mention], expected: dict[str, list[str]]) -> None:
    assert {c.field: [v.value for v in c.values] for c in one(*mentions).conflicts} == expected


def test_the_figures_of_what_is_shown_with_an_event_conflict_too() -> None:
    told = [mention(f"{a}:{i}", sentence_start=7, start=i, title="Uno", salience=0.5 - i / 10, type=("bomb", "kill")[i], numbers=((), (n,))[i])
            for a, n in (("a", "12"), ("b", "15")) for i in range(2)]  # fmt: skip
    (event,) = events(told, [0, 2], [1, 3])
    assert [(c.field, [(v.value, v.mentions) for v in c.values]) for c in event.conflicts] == [
        ("numbers", [("12", ("a:1",)), ("15", ("b:1",))])
    ]


def test_a_conflict_names_who_says_what() -> None:
    (conflict,) = one(mention("a:1", **RIYADH), mention("b:1", **JEDDAH), mention("c:1", **RIYADH)).conflicts
    assert {v.value: v.mentions for v in conflict.values} == {"Riad": ("a:1", "c:1"), "Gedda": ("b:1",)}


# ---------------------------------------------------------------- sources, actors, places


def test_sources_are_articles_and_a_copy_is_none() -> None:
    mentions = [mention("a:1"), mention("a:2"), mention("b:1"), mention("c:1")]
    assert one(*mentions).sources == 3
    assert one(*mentions, same_as={"c": "a"}).sources == 2


def test_a_sentence_word_for_word_is_no_second_source() -> None:
    said = "Il governo ha approvato la legge."
    assert one(mention("a:1", quote=said), mention("b:1", quote=said)).sources == 1
    assert one(mention("a:1", quote=said), mention("b:1", quote=said), mention("b:2")).sources == 2


def test_days_that_exclude_each_other_leave_the_latest() -> None:
    plan, told = (
        mention("a:1", last=None, timing="coming", status="planned"),
        mention("b:1", first=None, last="2025-05-30", timing="unknown"),
    )
    date = one(plan, told).date
    assert (date.earliest, str(date.latest)) == (None, "2025-05-30")


@pytest.mark.parametrize(("salience", "main"), [(0.9, True), (0.5, True), (0.4, False)])
def test_a_month_weighs_less_than_a_day_but_stays_a_main_event(salience: float, main: bool) -> None:
    month, day = one(mention("a:1", first="2025-06-01", last="2025-06-30", salience=salience)), one(mention("a:1", salience=salience))
    assert (month.salience < day.salience) == (salience != 0.5)
    assert (month.salience >= 0.5) == main


def test_a_year_is_background() -> None:
    assert one(mention("a:1", first="2025-01-01", last="2025-12-31", salience=0.8)).salience < 0.5


def test_more_sources_weigh_more() -> None:
    lone, shared = one(mention("a:1")), one(mention("a:1"), mention("b:1"), mention("c:1"))
    assert lone.salience < shared.salience <= 1
    assert lone.confidence < shared.confidence <= 1


def test_actors_are_each_once_the_most_named_first() -> None:
    event = one(mention("a:1", actors="merz trump"), mention("b:1", actors="trump"), mention("c:1", actors="trump putin"))
    assert [a.id for a in event.actors] == ["trump", "merz", "putin"]


def test_place_by_majority() -> None:
    assert one(mention("a:1", place="Riad"), mention("b:1", place="Gedda"), mention("c:1", place="Riad")).place == "Riad"


# ---------------------------------------------------------------- folding


def test_a_lone_mention_under_the_same_title_of_its_sentence_is_shown_with_it() -> None:
    """ "Sono entrati nel conflitto, bombardando i siti": one title, one event."""
    entered = mention("a:1", sentence_start=7, title="Gli Usa sono entrati nel conflitto", salience=0.9)
    bombed = mention("a:2", sentence_start=7, title="Gli Usa sono entrati nel conflitto", status="denied", type="bomb", salience=0.5)
    (event,) = events([entered, bombed])
    assert [m.id for m in event.mentions] == ["a:1", "a:2"]
    assert (event.status, event.type, event.conflicts) == ("occurred", "meet", ())


def clauses(*articles: str) -> list[Mention]:
    """Two clauses of one title in one sentence of each article: "ha urtato il molo", "ferendo dieci persone"."""
    return [mention(f"{a}:{i}", sentence_start=7, title="Uno", start=i, salience=0.5 - i / 10) for a in articles for i in range(2)]


def ceasefires(*, told: bool) -> tuple[Event, ...]:
    """ "Mosca ha proposto una tregua … ha respinto una tregua": two verbs, and the truce that they name; it is `told` where a third says so."""
    verbs = [mention(f"a:{i}", sentence_start=i, title=t, nominal=False, start=1) for i, t in enumerate(["Ha proposto", "Ha respinto"])]
    truces = [mention(f"a:{i + 5}", sentence_start=i, title=v.title, start=9, type="ceasefire", salience=0.9) for i, v in enumerate(verbs)]
    third = [mention("a:9", sentence_start=9, title="È iniziata la tregua", type="ceasefire")] if told else []
    return events([*verbs, *truces, *third], [2, 3, 4][: 2 + told])


def test_what_is_only_named_stands_with_each_clause_that_names_it() -> None:
    assert sorted(sorted(m.id for m in e.mentions) for e in ceasefires(told=False)) == [["a:0", "a:5"], ["a:1", "a:6"]]


def test_what_is_told_too_is_an_entry_under_its_own_title_and_takes_in_no_verb_that_names_it() -> None:
    found = {e.title: sorted(m.id for m in e.mentions) for e in ceasefires(told=True)}
    assert found == {"Ha proposto": ["a:0"], "Ha respinto": ["a:1"], "È iniziata la tregua": ["a:5", "a:6", "a:9"]}


def test_what_a_title_tells_first_is_not_shown_under_what_it_only_mentions() -> None:
    """ "Il 2 giugno hanno manifestato dopo l'uccisione di …", and the killing again in a clause about something else."""
    marched, other = (
        mention("a:0", title="Hanno manifestato", nominal=False, salience=0.8),
        mention("a:3", title="È arrivata la notizia", nominal=False),
    )
    killed = replace(marched, id="a:1", start=9, type="kill", salience=0.3, timing="unknown", earliest=None)
    again = replace(other, id="a:4", start=9, type="kill", salience=0.3, timing="unknown", earliest=None)
    found = {tuple(m.id for m in e.mentions): e.date.stated for e in events([marched, killed, other, again], [1, 3])}
    assert found == {("a:0", "a:1"): True, ("a:3", "a:4"): True}


def test_what_several_articles_tell_under_one_title_is_one_entry() -> None:
    (event,) = events(clauses("a", "b"), [0, 2], [1, 3])
    assert [m.id for m in event.mentions] == ["a:0", "a:1", "b:0", "b:1"]


def test_what_is_told_elsewhere_too_is_an_entry_of_its_own() -> None:
    assert len(events([*clauses("a", "b"), mention("c:1")], [0, 2], [1, 3, 4])) == 2


# What a second mention of an article has other than a first one under one title, and whether it is an entry of its own.
OF_ONE_TITLE: dict[str, tuple[dict[str, Any], bool]] = {
    "in another sentence": ({"sentence_start": 8}, False),
    "in another sentence, of another day": ({"sentence_start": 8, "earliest": dt.date(2025, 6, 4), "latest": dt.date(2025, 6, 4)}, True),
    "in another sentence, as what is to come": ({"sentence_start": 8, "status": "planned"}, True),
    "in its sentence, of a day of its own": ({"earliest": dt.date(2004, 6, 4), "latest": dt.date(2004, 6, 4)}, False),
    "in its sentence, as what is to come": ({"status": "planned"}, False),
    "in another article": ({"article": "b"}, True),
    "under another title": ({"title": "Altro"}, True),
}


@pytest.mark.parametrize(("change", "apart"), OF_ONE_TITLE.values(), ids=OF_ONE_TITLE)
def test_an_article_has_one_entry_under_one_title(change: dict[str, Any], apart: bool) -> None:
    """ "La Corte ha condannato … per il furto del 2004": under that title no entry of 2004."""
    first = mention("a:1", sentence_start=7, title="Uno", nominal=False)
    second = replace(first, id="a:2", start=5, nominal=True, salience=0.3, **change)
    found = events([first, second])
    assert len(found) == 1 + apart
    assert ("a:1", "2025-06-02") in {(e.mentions[0].id, e.date.value) for e in found}


RESIGNED, HE_SAYS = "Il governo si è dimesso", "Il ministro dice che il governo si è dimesso"
# What the verb of saying of a sentence has other than one that tells what somebody says, and the titles of the entries.
SAID: dict[str, tuple[dict[str, Any], set[str]]] = {
    "somebody": ({}, {HE_SAYS}),
    "somebody who proposes it": ({"type": "propose"}, {HE_SAYS}),
    "the press": ({"actors": (Actor(id="reuters", name="Reuters"),)}, {RESIGNED}),
    "somebody whom only the article knows": ({"clear": False}, {RESIGNED}),
    "no verb of saying": ({"type": "meet"}, {HE_SAYS, RESIGNED}),
    "another sentence": ({"sentence_start": 90}, {HE_SAYS, RESIGNED}),
    "weeks before": ({"earliest": dt.date(2025, 5, 2), "latest": dt.date(2025, 5, 2)}, {HE_SAYS, RESIGNED}),
}


@pytest.mark.parametrize(("change", "titles"), SAID.values(), ids=SAID)
@pytest.mark.parametrize("salience", [0.2, 0.4], ids=["lesser", "greater"])
def test_what_is_said_and_that_it_is_said_are_one_entry(change: dict[str, Any], titles: set[str], salience: float) -> None:
    says = mention("a:1", sentence_start=7, title=HE_SAYS, type="say", nominal=False, salience=0.3)
    content = mention("a:2", sentence_start=7, start=9, title=RESIGNED, type="resign", nominal=False, salience=salience)
    found = events([replace(says, **change), content])
    assert {e.title for e in found} == titles
    assert sum(len(e.mentions) for e in found) == 2


def test_a_main_event_gives_its_day_to_the_title_that_it_shares() -> None:
    """ "È stato dichiarato deposto mercoledì 3 luglio", told on the fourth: the deposition is the news."""
    told = mention("a:1", sentence_start=7, title="Uno", nominal=False, salience=0.1, first="2025-07-04", timing="same")
    news = mention("a:2", sentence_start=7, start=5, title="Uno", salience=0.9, first="2025-07-03")
    assert [e.date.value for e in events([told, news])] == ["2025-07-03"]


def test_a_title_is_of_its_clause_before_what_that_says_aside() -> None:
    """ "L'attivista, che era scomparso il 27 gennaio, viene rilasciato"."""
    freed = mention("a:1", sentence_start=7, start=5, title="Uno", nominal=False, salience=0.2, first="2011-02-07")
    lost = mention("a:2", sentence_start=7, title="Uno", nominal=False, salience=0.4, first="2011-01-27", aside=True)
    assert [e.date.value for e in events([freed, lost])] == ["2011-02-07"]


NOTHING: dict[str, Any] = {"worth": 0.0, "salience": 0.01}
NO_ENTRY: dict[str, dict[str, Any]] = {
    "nothing of its own": NOTHING,
    "little": {"worth": 0.01, "salience": 0.01},
    "of no day, but that it came before": {"timing": "background", "first": None, "salience": 0.2},
    "what may be": {"timing": "coming", "status": "hypothetical", "first": None, "salience": 0.2},
}
ENTRY: dict[str, dict[str, Any]] = {
    "nothing of its own, of what its article is about": {"worth": 0.0, "salience": MAIN},
    "enough": {"salience": 0.01},
    "at second hand": {"timing": "narrated", "status": "hypothetical", "salience": 0.2},
    "a plan without a day": {"timing": "coming", "status": "planned", "last": None, "salience": 0.2},
}


@pytest.mark.parametrize("change", NO_ENTRY.values(), ids=NO_ENTRY)
def test_what_tells_too_little_is_no_entry(change: dict[str, Any]) -> None:
    assert not events([mention("a:1", **change)])


@pytest.mark.parametrize("change", ENTRY.values(), ids=ENTRY)
def test_what_tells_enough_is_an_entry(change: dict[str, Any]) -> None:
    assert len(events([mention("a:1", **change)])) == 1


def test_an_event_that_one_mention_tells_is_an_entry() -> None:
    assert len(one(mention("a:1", **NOTHING), mention("b:1")).mentions) == 2


def test_what_is_no_entry_is_shown_with_one_of_its_sentence_that_agrees() -> None:
    sentence = {"sentence_start": 0, "sentence_end": 9}
    other = mention("a:1", title="Visita", first="2025-06-05", salience=0.4, **sentence)
    agrees = mention("a:2", title="Vertice", salience=0.3, **sentence)
    own = mention("a:3", title="Opinione", type="think", **sentence, **NOTHING)
    apart = mention("a:4", title="Parere", type="think", **NOTHING)
    shown = {e.title: [m.id for m in e.mentions] for e in events([other, agrees, own, apart])}
    assert shown == {"Visita": ["a:1"], "Vertice": ["a:2", "a:3"]}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.sampled_from(["Uno", "Due"]), st.integers(0, 3)), min_size=1, max_size=8
    )
)
def test_no_mention_is_lost_or_shown_twice(rows: list[tuple[str, int, str, int]]) -> None:
    mentions = [mention(f"{a}:{i}", sentence_start=s, title=t, start=i) for i, (a, s, t, _) in enumerate(rows)]
    clusters = [[i for i, r in enumerate(rows) if r[3] == k] for k in range(4)]
    found = events(mentions, *(c for c in clusters if c))
    assert sorted(m.id for e in found for m in e.mentions) == sorted(m.id for m in mentions)
    assert len({e.id for e in found}) == len(found)


# ---------------------------------------------------------------- titles

TITLES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "the most important": ([{"title": "Uno", "salience": 0.4}, {"title": "Due", "salience": 0.9}], "Due"),
    "clear before important": ([{"title": "Uno", "salience": 0.4}, {"title": "Due", "salience": 0.9, "clear": False}], "Uno"),
    "of the event's status before clear": ([{"title": "Uno", "status": "planned"}, {"title": "Due", "clear": False}], "Due"),
    "a clause before a noun phrase": ([{"title": "Uno", "nominal": False}, {"title": "Due"}], "Uno"),
    "an important noun phrase before an aside": (
        [{"title": "Uno", "nominal": False, "salience": 0.1}, {"title": "Due", "salience": 0.9}],
        "Due",
    ),
}


@pytest.mark.parametrize(("mentions", "title"), TITLES.values(), ids=TITLES)
def test_the_title_of_an_event(mentions: list[dict[str, Any]], title: str) -> None:
    assert one(*(mention(f"{n}:1", **fields) for n, fields in zip("ab", mentions, strict=True))).title == title


def test_an_unclear_title_is_not_raised_by_a_clear_plan() -> None:
    unclear, plan = mention("a:1", salience=0.2, clear=False), mention("b:1", salience=0.9, status="planned")
    assert one(unclear, plan).salience < MAIN <= one(replace(unclear, clear=True), plan).salience


# ---------------------------------------------------------------- order and ids


def test_order_is_by_day_and_the_undated_come_last() -> None:
    mentions = [mention("a:1", first=None), mention("b:1", first="2025-06-03"), mention("c:1"), mention("d:1", **JUNE)]
    assert [e.mentions[0].id for e in events(mentions)] == ["d:1", "c:1", "b:1", "a:1"]


def test_an_id_hangs_on_the_first_mention_not_on_the_rest() -> None:
    assert one(mention("a:1")).id == one(mention("a:1"), mention("b:1")).id != one(mention("b:1")).id


def test_an_event_inherits_the_id_of_the_one_it_shares_most_with() -> None:
    m = [mention(f"{a}:1") for a in "abcd"]
    old = events(m[1:], [0, 1], [2])
    new = events(m, [0, 1, 2], [3], before=old)
    assert {e.id for e in new} == {e.id for e in old}


def test_a_split_event_leaves_its_id_to_the_larger_part() -> None:
    m = [mention(f"{a}:1") for a in "abc"]
    (old,) = events(m, [0, 1, 2])
    small, large = events([*m], [0], [1, 2], before=[old])
    by_size = {len(e.mentions): e.id for e in (small, large)}
    assert by_size[2] == old.id


def test_ids_stay_unique_after_a_split() -> None:
    m = [mention(f"{a}:1") for a in "abc"]
    (old,) = events(m, [0, 1, 2])
    assert len({e.id for e in events(m, [0], [1, 2], before=[old])}) == 2


def test_rebuilding_changes_nothing() -> None:
    m = [mention(f"{a}:1", first=f"2025-06-0{i + 1}") for i, a in enumerate("abc")]
    first = events(m, [0, 1])
    assert events(m, [0, 1], before=first) == first
