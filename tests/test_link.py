"""Which mentions are one event: the vetoes, the surest pair first, and chains that never form."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import replace

import pytest
from fixtures_nlp import mention
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from timeline import link as link_module
from timeline.cluster import Links, Scores, cluster
from timeline.context import NOWHERE, Context
from timeline.lexicon import ontology
from timeline.link import Linker, compared
from timeline.model import Actor, Mention, Timing
from timeline.pairs import linkage, named

STRIKE = {"type": "attack", "lemma": "attacco", "actors": "RU UA", "place_id": "kharkiv"}
SUM = {"quote": "40 attacchi", "sentence_start": 0, "start": 3, "end": 11}
CALL = {"type": "call", "lemma": "telefonata", "actors": "putin trump"}


def link(mentions: list[Mention], context: Context = NOWHERE) -> Links:
    return Linker().links(mentions, context)


def scores(*pairs: tuple[int, int, float]) -> Scores:
    first, second, weight = zip(*pairs, strict=True) if pairs else ((), (), ())
    return Scores(first=first, second=second, weight=weight)


def all_pairs(mentions: list[Mention]) -> Scores:
    """Every pair, as sure as can be: what stays apart does so by a veto."""
    return scores(*((i, j, 20.0 - j / 100) for i in range(len(mentions)) for j in range(i + 1, len(mentions))))


def names(mentions: list[Mention], links: Links) -> list[str]:
    return [" ".join(mentions[i].id for i in c) for c in links.clusters]


# ---------------------------------------------------------------- vetoes

VETOES = {
    "one stated day": (mention("a:1", **CALL), mention("b:1", **CALL), None),
    "calls on two stated days": (mention("a:1", **CALL), mention("b:1", first="2025-06-03", **CALL), "different stated days"),
    "calls on days that two articles count from days of their own that are inferred": (
        mention("a:1", guessed=True, **CALL), mention("b:1", first="2025-06-03", **CALL), None),
    "calls on two days that one article counts from its own": (
        mention("a:1", guessed=True, **CALL), mention("a:2", first="2025-06-03", guessed=True, **CALL), "different stated days"),
    "a stated day and one inferred beside it": (mention("a:1", **CALL), mention("b:1", first="2025-06-03", timing="recent", **CALL), None),
    "a stated day and one inferred far off": (mention("a:1", **CALL), mention("b:1", first="2025-06-09", timing="recent", **CALL), None),
    "a month that holds the day": (mention("a:1", **CALL), mention("b:1", first="2025-06-01", last="2025-06-30", **CALL), None),
    "talks of a month on two of its days": (
        mention("a:1", type="negotiate"), mention("b:1", first="2025-06-20", type="negotiate"), None),
    "talks two months apart": (
        mention("a:1", type="negotiate"), mention("b:1", first="2025-08-20", type="negotiate"), "different stated days"),
    "strikes on two cities of one article": (
        mention("a:1", place_id="milan"), mention("a:2", place_id="rome"), "different places in one article"),
    "a strike on a city and on its region": (mention("a:1", place_id="milan"), mention("a:2", place_id="lombardy"), None),
    "talks in a city and talks in its country, of one article": (
        mention("a:1", place_id="jeddah"), mention("a:2", place_id="SA"), "different places in one article"),
    "second and third": (mention("a:1", ordinal=2), mention("b:1", ordinal=3), "different ordinals"),
    "second and second": (mention("a:1", ordinal=2), mention("b:1", ordinal=2), None),
    "second and unnumbered": (mention("a:1", ordinal=2), mention("b:1"), None),
    "denied and asserted": (mention("a:1", status="denied"), mention("b:1"), "asserted against denied"),
    "denied and ongoing": (mention("a:1", status="ongoing"), mention("b:1", status="denied"), "asserted against denied"),
    "denied and denied": (mention("a:1", status="denied"), mention("b:1", status="denied"), None),
    "denied and planned": (mention("a:1", status="denied"), mention("b:1", status="planned"), None),
    "planned and occurred": (mention("a:1", status="planned"), mention("b:1"), None),
    "an open plan and the day in its month": (
        mention("a:1", status="planned", timing="coming", last=None), mention("b:1", first="2025-06-20"), None),
    "sayings of two speakers": (mention("a:1", type="say", actors="putin"), mention("b:1", type="say", actors="trump"), "different speakers"),
    "a saying of one and one of nobody named": (mention("a:1", type="say", actors="putin"), mention("b:1", type="say"), None),
    "sayings of one speaker": (mention("a:1", type="say", actors="putin"), mention("b:1", type="say", actors="putin"), None),
    "two types in one sentence": (
        mention("a:1", sentence_start=7), mention("a:2", sentence_start=7, type="call"), "told side by side"),
    "one type in one sentence": (mention("a:1", sentence_start=7), mention("a:2", sentence_start=7), None),
    "a sum and one of its parts": (
        mention("a:1", **(STRIKE | SUM)), mention("b:1", **STRIKE), "a sum and one of its parts"),
    "a sum and the same sum": (mention("a:1", **(STRIKE | SUM)), mention("b:1", **(STRIKE | SUM)), None),
    "one of one": (mention("a:1", **(STRIKE | SUM | {"quote": "1 attacco", "start": 2, "end": 9})), mention("b:1", **STRIKE), None),
    "a number that counts nothing": (
        mention("a:1", **(STRIKE | {"lemma": "attack", "lang": "en", "quote": "the May 6 attack", "sentence_start": 0, "start": 10, "end": 16})),
        mention("b:1", **STRIKE), None),
    "no day at all": (mention("a:1", first=None), mention("b:1", first=None), None),
}  # fmt: skip


@pytest.mark.parametrize(("first", "second", "reason"), VETOES.values(), ids=VETOES)
@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
def test_veto(first: Mention, second: Mention, reason: str | None, swapped: bool) -> None:
    both = [second, first] if swapped else [first, second]
    links = cluster(both, scores((0, 1, 9.0)))
    assert [v.reason for v in links.vetoes] == ([reason] if reason else [])
    assert len(links.clusters) == (2 if reason else 1)
    assert len(links.pairs) == (0 if reason else 1)


def test_a_cluster_is_bound_by_all_its_members() -> None:
    """The undated mention may join either call, but cannot bridge the two."""
    calls = [mention("a:1", **CALL), mention("b:1", first=None, **CALL), mention("c:1", first="2025-06-03", **CALL)]
    assert names(calls, cluster(calls, scores((0, 1, 5.0), (1, 2, 4.0)))) == ["a:1 b:1", "c:1"]
    assert names(calls, cluster(calls, scores((1, 2, 5.0), (0, 1, 4.0)))) == ["a:1", "b:1 c:1"]


def test_every_mention_is_in_one_cluster() -> None:
    mentions = [mention(f"a:{i}") for i in range(4)]
    links = cluster(mentions, scores((2, 3, 1.0)))
    assert links.clusters == ((0,), (1,), (2, 3))


# ---------------------------------------------------------------- chains

FIRST = dt.date(2025, 6, 1)


def daily(kind: str, days: list[tuple[int, int, bool]]) -> list[Mention]:
    """Mentions by (first day, further days, stated) after 1 June."""
    dates = [((FIRST + dt.timedelta(d)).isoformat(), (FIRST + dt.timedelta(d + span)).isoformat(), stated) for d, span, stated in days]
    return [
        mention(f"a{i}:{i}", first=first, last=last, timing="stated" if stated else "recent", **(STRIKE | {"type": kind}))
        for i, (first, last, stated) in enumerate(dates)
    ]


def stated_span(mentions: list[Mention]) -> int:
    """The days from the end of the earliest stated range to the start of the latest."""
    stated = [m for m in mentions if m.stated and m.earliest and m.latest]
    return max(((b.earliest - a.latest).days for a in stated for b in stated), default=0)  # type: ignore[operator]


events = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 2), st.booleans()), min_size=2, max_size=12)


@pytest.mark.parametrize("kind", ["call", "kill", "attack", "meet"])
@settings(max_examples=120, deadline=None, derandomize=True, phases=[Phase.generate])
@given(days=events)
def test_nothing_chains(kind: str, days: list[tuple[int, int, bool]]) -> None:
    """However sure the pairs: no cluster holds stated days further apart than one event of its type lasts."""
    mentions = daily(kind, days)
    links = cluster(mentions, all_pairs(mentions))
    assert sorted(i for c in links.clusters for i in c) == list(range(len(mentions)))
    assert max(stated_span([mentions[i] for i in c]) for c in links.clusters) <= ontology()[kind].days - 1


@pytest.mark.parametrize("kind", ["kill", "attack", "bomb"])
@pytest.mark.parametrize("order", [1, -1], ids=["forward", "backward"])
def test_ten_daily_strikes_do_not_become_one(kind: str, order: int) -> None:
    """Through the model: two sources tell of a strike a day, by the same side on the same city."""
    mentions = daily(kind, [(d, 0, True) for d in range(10) for _ in "ab"])[::order]
    links = link(mentions)
    assert max(stated_span([mentions[i] for i in c]) for c in links.clusters) <= ontology()[kind].days - 1


def test_four_calls_of_two_men_are_four_events() -> None:
    mentions = [mention(f"{s}:{d}", first=f"2025-{d}", **CALL) for d in ("02-12", "03-18", "05-19", "07-03") for s in "abc"]
    assert sorted(len(c) for c in link(mentions).clusters) == [3, 3, 3, 3]


# ---------------------------------------------------------------- scores


def one_event(first: Mention, second: Mention) -> bool:
    return len(link([first, second]).clusters) == 1


JOINED = {
    "two languages, one call": (mention("a:1", **CALL), mention("b:1", **(CALL | {"lang": "en", "lemma": "call"})), True),
    "a call told as a talk": (mention("a:1", **CALL), mention("b:1", **(CALL | {"type": "talk", "lemma": "parlare"})), True),
    "the plan and its fulfilment": (
        mention("a:1", status="planned", actors="putin trump", place_id="alaska"), mention("b:1", actors="putin trump", place_id="alaska"), True),
    "a strike and a call on one day": (mention("a:1", **STRIKE), mention("b:1", **(CALL | {"actors": "RU UA"})), False),
    "nothing in common": (mention("a:1", actors="putin"), mention("b:1", lemma="vertice", actors="macron merz"), False),
    "a call that is inferred to be of another month": (
        mention("a:1", **CALL), mention("b:1", first="2025-09-09", timing="recent", **CALL), False),
    "one reference event": (
        mention("a:1", lemma="summit", known="g7:2025-06-15"), mention("b:1", lemma="vertice", known="g7:2025-06-15"), True),
}  # fmt: skip


def said(ident: str, quote: str, word: str, **more: object) -> Mention:
    """A mention of a word in an English sentence at the start of its text."""
    start = quote.index(word)
    place = {"sentence_start": 0, "sentence_end": len(quote), "start": start, "end": start + len(word)}
    return mention(ident, quote=quote, lang="en", first=None, place_id="rome", **(place | {"lemma": word} | more))  # type: ignore[arg-type]


BOTH, ARREST, CHARGE = "Police arrested a man and charged him", "A man was arrested", "A man was charged"
# A heading and the sentence below it, by two words that have no meaning in common.
TITLE, LEAD = "Rossi defeats Bianchi at the bike fair", "On Monday Rossi dethroned Bianchi as the largest seller."
PARTIES = {"nominal": False, "actors": "rossi bianchi", "words": ("bianchi", "bike", "rossi")}
HEADING = said("a:1", TITLE, "defeats", lemma="defeat", **PARTIES)


def below(word: str = "dethroned", quote: str = LEAD, *, at: int = 45, **more: object) -> Mention:
    """A mention in a sentence of the article of HEADING, so many characters into its text."""
    fields = {
        "sentence_start": at,
        "sentence_end": at + len(quote),
        "start": at + quote.index(word),
        "end": at + quote.index(word) + len(word),
    }
    return replace(said("a:2", quote, word, lemma=word.removesuffix("d"), **PARTIES), **(fields | more))  # type: ignore[arg-type]


def on(told: Mention, day: str, timing: Timing = "stated") -> Mention:
    """The mention on a day."""
    return replace(told, earliest=dt.date.fromisoformat(day), latest=dt.date.fromisoformat(day), timing=timing)


NEWS = on(HEADING, "2025-06-02", "recent")
EVERYDAY = {"type": "increase", "lang": "en", "lemma": "grow", "nominal": False}
RISING = mention("a:1", sentence_start=200, words=("grow", "sale"), **EVERYDAY)
RISING_AGAIN = mention("a:2", sentence_start=400, words=("grow", "sale", "export"), **EVERYDAY)
ACME = Actor(id="acme", name="Acme")


def item(ident: str, day: str) -> Mention:
    """News without a day of its own under a head of that day."""
    last = dt.date.fromisoformat(day)
    return mention(ident, first=(last - dt.timedelta(2)).isoformat(), last=day, timing="recent")


# Two mentions, and the level of a column that they fall on.
LEVELS = {
    "a heading and the sentence below it, in two words": (HEADING, below(), "word", "heading and lead"),
    "a full stop, and so no heading": (replace(HEADING, quote=TITLE + "."), below(), "word", "different"),
    "a heading and a later sentence": (HEADING, below(at=900), "word", "different"),
    "a heading, and a sentence with its word in it": (
        HEADING, below(quote="Rossi defeated Bianchi, whom it dethroned."), "word", "different"),
    "a heading, and what is to come": (HEADING, below(status="planned"), "word", "different"),
    "a heading, and what others do": (HEADING, below(actors=(Actor(id="verdi", name="Verdi"),)), "word", "different"),
    "a heading, and what is told of last month": (NEWS, on(below(), "2025-05-02"), "days", "heading without a day, and lead"),
    "a heading, and what is told of last year": (NEWS, on(below(), "2024-05-02"), "days", "apart in one article"),
    "a heading with a day, and what is told of last month": (
        on(HEADING, "2025-06-02"), on(below(), "2025-05-02"), "days", "apart in one article"),
    "its own word is there": (said("a:1", BOTH, "charged"), said("b:1", ARREST, "arrested"), "rival", "in one"),
    "no other word": (said("a:1", ARREST, "arrested"), said("b:1", ARREST, "arrested"), "rival", "none"),
    "each has the other's": (said("a:1", BOTH, "charged"), said("b:1", BOTH, "arrested"), "rival", "in both"),
    "its word stands there twice": (
        said("a:1", "He was arrested, the second to be arrested", "arrested"), said("b:1", ARREST, "arrested"), "rival", "one as near"),
    "a title's word, lower than its lemma": (
        said("a:1", "Champion Dies", "Dies", lemma="dy"), said("b:1", "The champion died", "died", lemma="die"), "word", "same"),
    "quotations in two languages with nothing in common": (
        said("a:1", "“The army is massing troops”, Zelensky declared", "declared", type="say", nominal=False, words=("army", "troop")),
        replace(said("b:1", "«Contiamo sul sostegno», ha dichiarato Zelensky", "dichiarato", type="say", nominal=False, words=("sostegno",)), lang="it"),
        "words", "two sayings, nothing shared"),
    "quotations in two languages, of one of which nothing is known": (
        said("a:1", "“The army is massing troops”, Zelensky declared", "declared", type="say", nominal=False),
        replace(said("b:1", "«Contiamo sul sostegno», ha dichiarato Zelensky", "dichiarato", type="say", nominal=False, words=("sostegno",)), lang="it"),
        "words", "none"),
    "quotations in one language with nothing in common, of articles of which no more is known": (
        said("a:1", "“The army is massing troops”, Zelensky declared", "declared", type="say", nominal=False, words=("army", "troop")),
        said("b:1", "“We count on support”, Zelensky declared", "declared", type="say", nominal=False, words=("support", "count")),
        "words", "none shared"),
    "both open": (said("a:1", ARREST, "arrested"), said("b:1", CHARGE, "charged"), "lead", "both open their articles"),
    "coming and past in one article": (
        said("a:1", ARREST, "arrested", status="planned"), said("a:2", BOTH, "arrested", sentence_start=50), "days", "coming and past, one article"),
    "coming and past in two": (
        said("a:1", ARREST, "arrested", status="planned"), said("b:1", BOTH, "arrested"), "days", "unknown"),
    "an invasion and its war": (
        mention("a:1", lemma="invasion", type="invade", known="war"), mention("b:1", lemma="war", type="war", known="war"), "known", "same, of another type"),
    "told again in the next paragraph": (
        mention("a:1", sentence_start=0), mention("a:2", sentence_start=900), "distance", "other article, or near"),
    "far in two articles": (
        mention("a:1", sentence_start=0), mention("b:2", sentence_start=90_000), "distance", "other article, or near"),
    "far in one, with nothing in common": (
        mention("a:1", sentence_start=0, actors="putin"), mention("a:2", sentence_start=9000, actors="merz"), "distance", "far, nothing shared"),
    "far in one, with one name": (
        mention("a:1", sentence_start=0, actors="putin"), mention("a:2", sentence_start=9000, actors="putin"), "distance", "far"),
    "far in one, with two names": (
        mention("a:1", sentence_start=0, **CALL), mention("a:2", sentence_start=9000, **CALL), "distance", "far, much shared"),
    "pages on in one, a deed with one name": (
        mention("a:1", sentence_start=9, timing="recent", actors="putin", nominal=False), mention("a:2", sentence_start=9000, timing="recent", actors="putin"), "distance", "pages on"),
    "pages on in one, everyday words": (
        mention("a:1", sentence_start=9, timing="recent", words=("colpire", "città", "nord")), mention("a:2", sentence_start=9000, timing="recent", words=("colpire", "città", "nord")), "distance", "pages on"),
    "pages on in one, what it names of one who takes part": (
        mention("a:1", sentence_start=9, timing="recent", actors="putin"), mention("a:2", sentence_start=9000, timing="recent", actors="putin merz"), "distance", "pages on, told again"),
    "pages on in one, what was said of one": (
        mention("a:1", sentence_start=9, timing="recent", actors="putin", type="say"), mention("a:2", sentence_start=9000, timing="recent", actors="putin", type="say"), "distance", "pages on"),
    "pages on in one, a death of one": (
        mention("a:1", sentence_start=9, timing="recent", actors="putin", type="die", nominal=False), mention("a:2", sentence_start=9000, timing="recent", actors="putin", type="kill"), "distance", "pages on, told again"),
    "pages on in one, on one stated day": (mention("a:1", sentence_start=9), mention("a:2", sentence_start=9000), "distance", "pages on, told again"),
    "pages on in one, one reference event": (
        mention("a:1", sentence_start=9, timing="recent", known="war"), mention("a:2", sentence_start=9000, timing="recent", known="war"), "distance", "pages on, told again"),
    "a page on in one, with nothing in common": (
        mention("a:1", sentence_start=100, actors="putin"), mention("a:2", sentence_start=1600, actors="merz"), "distance", "a page on, nothing shared"),
    "a page on in one, with one name": (
        mention("a:1", sentence_start=100, actors="putin"), mention("a:2", sentence_start=1600, actors="putin"), "distance", "other article, or near"),
    "a page on from the heading": (
        mention("a:1", sentence_start=0, actors="putin"), mention("a:2", sentence_start=1500, actors="merz"), "distance", "other article, or near"),
    "an everyday verb twice in one article": (RISING, RISING_AGAIN, "words", "little shared, everyday word, one article"),
    "an everyday verb of one party twice in one article": (
        replace(RISING, actors=(ACME,)), replace(RISING_AGAIN, actors=(ACME,)), "words", "one of few shared"),
    "an everyday verb twice in a heading and below": (
        replace(RISING, sentence_start=0), RISING_AGAIN, "words", "one of few shared"),
    "an everyday noun twice in one article": (
        replace(RISING, nominal=True), replace(RISING_AGAIN, nominal=True), "words", "one of few shared"),
    "an everyday verb in two articles": (RISING, replace(RISING_AGAIN, article="b"), "words", "one of few shared"),
    "a shooting twice in one article": (
        replace(RISING, type="shoot"), replace(RISING_AGAIN, type="shoot"), "words", "one of few shared"),
    "news, and what was weeks before": (
        mention("a:1", sentence_start=0, timing="recent"), mention("a:2", first="2025-04-01", sentence_start=900), "days", "apart in one article"),
    "news of two dated items of one page": (item("a:1", "2025-06-02"), item("a:2", "2025-06-04"), "days", "news of two items of one page"),
    "news of one dated item": (item("a:1", "2025-06-02"), item("a:2", "2025-06-02"), "days", "days overlap"),
    "news of two articles of two days": (item("a:1", "2025-06-02"), item("b:2", "2025-06-04"), "days", "days overlap"),
    "news of a dated item, and a day stated in another": (
        item("a:1", "2025-06-02"), mention("a:2", first="2025-06-04"), "days", "a few days apart"),
    "news of one, and what another tells of weeks before": (
        mention("a:1", timing="recent"), mention("b:2", first="2025-05-01"), "days", "apart"),
}  # fmt: skip


@pytest.mark.parametrize(("first", "second", "column", "level"), LEVELS.values(), ids=LEVELS)
@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
def test_levels(first: Mention, second: Mention, column: str, level: str, swapped: bool) -> None:
    model = linkage()
    (columns,) = named(model, compared([second, first] if swapped else [first, second], NOWHERE, model))
    assert [name for own, name, _ in columns if own == column] == [level]


@pytest.mark.parametrize(("first", "second", "joined"), JOINED.values(), ids=JOINED)
def test_linked(first: Mention, second: Mention, joined: bool) -> None:
    assert one_event(first, second) is joined


def test_calls_of_one_man_with_two_others_are_two() -> None:
    assert not one_event(mention("a:1", **CALL), mention("b:1", **(CALL | {"actors": "putin merz"})))


def test_pairs_come_surest_first_and_their_columns_add_up() -> None:
    mentions = [mention("a:1", **CALL), mention("b:1", **CALL), mention("c:1", **(CALL | {"actors": "putin"}))]
    found = link(mentions).pairs
    assert len(found) == 3
    assert [p.weight for p in found] == sorted((p.weight for p in found), reverse=True)
    assert (found[0].first, found[0].second) == (0, 1)
    prior = linkage()["prior"]
    for p in found:
        assert p.first < p.second
        assert p.weight == pytest.approx(prior + sum(bits for _, _, bits in p.columns), abs=0.01)


@pytest.mark.parametrize("mentions", [[], [mention("a:1")]], ids=["none", "one"])
def test_nothing_to_compare(mentions: list[Mention]) -> None:
    assert link(mentions) == Links(clusters=tuple((i,) for i in range(len(mentions))))


def test_the_model_is_one() -> None:
    columns = linkage()["column"]
    by_column = defaultdict(list)
    for column in columns:
        for level in column["levels"]:
            by_column[column["name"]].append(level)
    asked = {float(n) for level in by_column["context"] for n in re.findall(r">= ([0-9.]+)", level.get("sql", ""))}
    assert asked <= set(linkage()["steps"]), "what cosines are cut down to"
    for name, levels in by_column.items():
        assert "sql" not in levels[-1], f"{name}: the last level takes the rest"
        bits = [lv["bits"] for lv in levels if not lv.get("null")]
        assert len(set(bits)) == len(bits), f"{name}: a level is known by its bits"
        assert 0.0 not in bits or not any(lv.get("null") for lv in levels), f"{name}: only a null level says nothing"


# ---------------------------------------------------------------- a state that is kept

ARTICLES = "abcde"


@st.composite
def tellings(draw: st.DrawFn) -> Mention:
    """One of few things that one of few articles may say, so that many agree."""
    kind, lemma = draw(st.sampled_from([("attack", "attacco"), ("attack", "raid"), ("call", "telefonata"), ("meet", "incontro")]))
    return mention(
        f"{draw(st.sampled_from(ARTICLES))}:{draw(st.integers(0, 3))}", type=kind, lemma=lemma,
        first=draw(st.sampled_from([None, "2025-06-01", "2025-06-02", "2025-06-20"])), timing=draw(st.sampled_from(["stated", "recent"])),
        actors=draw(st.sampled_from(["", "RU", "RU UA"])), place_id=draw(st.sampled_from([None, "kharkiv"])),
        status=draw(st.sampled_from(["occurred", "occurred", "denied"])), known=draw(st.sampled_from([None, None, "x"])),
    )  # fmt: skip


@st.composite
def folders(draw: st.DrawFn) -> tuple[list[Mention], Context]:
    """Mentions in some order, and which of their articles are near."""
    mentions = {m.id: m for m in draw(st.lists(tellings(), max_size=14))}
    pairs = [(a, b) for a in ARTICLES for b in ARTICLES if a < b]
    cosines = draw(st.lists(st.sampled_from([0.0, 0.04, 0.15, 0.3, 0.5, 0.8]), min_size=len(pairs), max_size=len(pairs)))
    near: dict[str, dict[str, float]] = {a: {} for a in ARTICLES}
    for (a, b), cosine in zip(pairs, cosines, strict=True):
        near[a][b] = near[b][a] = cosine
    return list(mentions.values()), Context(near=near)


def by_name(mentions: list[Mention], links: Links) -> tuple[object, ...]:
    """What was found, whatever the order of the mentions."""
    ids = [m.id for m in mentions]
    pairs = {(frozenset((ids[p.first], ids[p.second])), p.weight, p.columns) for p in links.pairs}
    vetoes = {(frozenset((ids[v.pair.first], ids[v.pair.second])), v.reason) for v in links.vetoes}
    return {frozenset(ids[i] for i in c) for c in links.clusters}, pairs, vetoes


@given(states=st.lists(folders(), min_size=2, max_size=3), largest=st.sampled_from([2, 1000]))
@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_what_is_kept_leads_where_linking_anew_does(states: list[tuple[list[Mention], Context]], largest: int) -> None:
    model = {**linkage(), "largest_key": largest}
    kept = Linker(model=model)
    for mentions, context in states:
        changed = kept.links(mentions, context)
        back = mentions[::-1]
        assert by_name(mentions, changed) == by_name(back, Linker(model=model).links(back, context))


@given(folder=folders())
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_how_many_are_clustered_together_makes_no_difference(folder: tuple[list[Mention], Context]) -> None:
    mentions, context = folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link_module, "AT_ONCE", 1)  # each part of what hangs together by itself
        parted = link(mentions, context)
    whole = link(mentions, context)
    assert by_name(mentions, parted) == by_name(mentions, whole)
    assert parted.clusters == cluster(mentions, scores(*sorted(_scored(mentions, context), key=lambda p: (-p[2], *p[:2])))).clusters


def _scored(mentions: list[Mention], context: Context) -> list[tuple[int, int, float]]:
    """The pairs above the threshold, all of them at once."""
    found = compared(mentions, context, linkage())
    kept = found["weight"] >= linkage()["threshold"]
    ends = zip(found["first"][kept].tolist(), found["second"][kept].tolist(), found["weight"][kept].tolist(), strict=True)
    return [(min(a, b), max(a, b), weight) for a, b, weight in ends]


def test_only_what_changed_is_clustered_again() -> None:
    mentions = [mention("a:1", **CALL), mention("b:1", **CALL), mention("a:2", **STRIKE), mention("b:2", **STRIKE)]
    context = Context(near={"a": {"b": 0.8}, "b": {"a": 0.8}})
    linker = Linker()
    assert linker.links(mentions, context) == link(mentions, context)
    known = {m.id: m for m in mentions}
    assert linker.change([], [], known, context) == ()
    later = replace(known["b:2"], status="planned")
    assert set(linker.change([later], ["b:2"], known | {"b:2": later}, context)) == {"a:2", "b:2"}
