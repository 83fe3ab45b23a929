"""What a collection says about a mention: the theme of its article, furniture of pages, days that are recalled."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from fixtures_nlp import mention

from timeline import chronology
from timeline.cluster import Links
from timeline.context import Theme, theme_of
from timeline.events import main_salience
from timeline.model import Mention, Publication, TimeExpression
from timeline.weighing import MOST, Weighing, weighing

DAY = dt.date(2025, 6, 2)


def days(**published: str) -> dict[str, Publication]:
    return {
        a: Publication(date=dt.date.fromisoformat(d), earliest=dt.date.fromisoformat(d), latest=dt.date.fromisoformat(d))
        for a, d in published.items()
    }


def expression(day: dt.date = DAY, last: dt.date | None = None) -> TimeExpression:
    return TimeExpression(start=0, end=1, text="x", type="DATE", value=str(day), rule="x", earliest=day, latest=last or day)


def folder(strangers: str = "") -> list[Mention]:
    """Nine articles of eight mentions and a long one, on Putin and Trump; the long one, if strangers are given, on them."""
    shared = [mention(f"a{k}:{n}", actors="putin trump") for k in range(9) for n in range(8)]
    return shared + [mention(f"a9:{n}", actors=strangers or "putin trump") for n in range(100)]


def test_an_article_beside_the_theme_counts_less() -> None:
    themes = weighing(folder("rossi bianchi"), {}, {}).themes
    assert themes["a9"] < 0.8
    assert {themes[f"a{k}"] for k in range(9)} == {1.0}


def test_what_all_tell_of_is_the_theme() -> None:
    assert set(weighing(folder(), {}, {}).themes.values()) == {1.0}


def test_strangers_have_no_theme() -> None:
    apart = [mention(f"a{k}:{n}", actors=f"name{k} other{k}") for k in range(9) for n in range(8)]
    assert set(weighing(apart, {}, {}).themes.values()) == {1.0}


@pytest.mark.parametrize(("third", "apart"), [(1, False), (2, True)])
def test_the_news_of_one_town_has_no_theme(third: int, apart: bool) -> None:
    """A third of the articles has the town's name and each tells of its own people; where two thirds have it, it is what they are about."""
    news = [mention(f"a{k}:{n}", actors=f"name{k}" + " modena" * (k % 3 < third)) for k in range(12) for n in range(20)]
    assert (min(weighing(news, {}, {}).themes.values()) < 1.0) is apart


def test_few_names_put_no_article_aside() -> None:
    assert weighing([*folder(), mention("b:1", actors="rossi")], {}, {}).themes["b"] == 1.0


@pytest.mark.parametrize("mentions", [[], [mention("a:1", actors="putin")], [mention("a:1"), mention("b:1")]])
def test_without_other_articles_or_names_nothing_is_weighed(mentions: list[Mention]) -> None:
    assert weighing(mentions, {}, {}).themes == {}


def test_a_sentence_of_articles_weeks_apart_is_furniture() -> None:
    said = [mention(f"{a}:1", quote="I commenti sono chiusi.") for a in "ab"]
    assert weighing(said, {}, days(a="2025-06-02", b="2025-06-20")).salience(said[0]) < said[0].salience / 2
    assert weighing(said, {}, days(a="2025-06-02", b="2025-06-03")).salience(said[0]) == said[0].salience  # what an agency wrote for both
    assert weighing(said, {}, {}).salience(said[0]) == said[0].salience
    vague = Publication(date=dt.date(2025, 6, 20), earliest=dt.date(2025, 6, 1), latest=dt.date(2025, 6, 30))
    assert weighing(said, {}, {**days(a="2025-06-02"), "b": vague}).salience(said[0]) == said[0].salience


SIDEBAR = "Un cantante ha lasciato il palco del teatro di Sanremo."


@pytest.mark.parametrize(
    ("quote", "weeks", "entries"),
    [
        ("", False, [1, 1]),  # what an agency wrote for both
        ("", True, [0, 0]),
        ("La Borsa chiude in rialzo.", True, [1, 1]),  # a formula
    ],
)
def test_what_stands_in_the_pages_of_several_weeks_is_no_entry(quote: str, weeks: bool, entries: list[int]) -> None:
    published = days(a="2025-06-02", b="2025-06-20" if weeks else "2025-06-03")
    said = [mention(f"{a}:1", quote=quote or SIDEBAR, first=str(published[a].date), timing="recent", worth=0.5, title=a) for a in "ab"]
    found = chronology.events(said, Links(clusters=((0,), (1,)), pairs=(), vetoes=()), {}, published=published)
    assert [sum(e.title == a for e in found) for a in "ab"] == entries


@pytest.mark.parametrize(("days_told", "entries"), [(["2024-02-24", "2024-02-24"], 1), (["2025-06-01", "2025-06-19"], 0)])
def test_background_with_its_day_is_one(days_told: list[str], entries: int) -> None:
    published = days(a="2025-06-02", b="2025-06-20")
    said = [mention(f"{a}:1", quote=SIDEBAR, first=d, worth=0.5, sentence_start=0) for a, d in zip("ab", days_told, strict=True)]
    assert len(chronology.events(said, Links(clusters=((0, 1),), pairs=(), vetoes=()), {}, published=published)) == entries


def test_what_a_long_page_tells_counts_for_its_share() -> None:
    short = [mention(f"a{k}:{n}", end=700 * n, salience=0.8) for k in range(4) for n in range(4)]
    feature = [mention(f"b:{n}", end=700 * n, salience=0.8) for n in range(12)]  # three times as long: what is main stays so
    chronicle = [mention(f"c:{n}", end=700 * n, salience=0.8) for n in range(60)]
    weigh = weighing([*short, *feature, *chronicle], {}, {})
    assert weigh.salience(short[-1]) == 0.8
    assert weigh.salience(feature[0]) == main_salience()
    assert weigh.salience(chronicle[0]) < 0.1
    assert weighing(chronicle, {}, {}).salience(chronicle[0]) == 0.8  # beside no shorter one
    aside = mention("b:12", end=300, salience=0.3)
    assert weighing([*short, *feature, aside], {}, {}).salience(aside) < 0.2


def test_a_day_named_after_its_news_is_recalled() -> None:
    published = days(a="2025-06-02", b="2025-06-04", c="2025-06-10", d="2025-07-01")
    named = {a: [expression(), expression()] for a in "abcd"}
    assert weighing([], named, published).recalls == {DAY: 2}
    assert weighing([], {"d": [expression(DAY, dt.date(2025, 6, 30))]}, published).recalls == {}


def test_recall_has_a_limit() -> None:
    assert (
        Weighing({}, {}, frozenset(), frozenset(), {DAY: 1}).recall(DAY) > Weighing({}, {}, frozenset(), frozenset(), {}).recall(DAY) == 1
    )
    assert Weighing({}, {}, frozenset(), frozenset(), {DAY: 100}).recall(DAY) == 1 + MOST


def test_a_plan_is_overtaken_when_its_day_has_passed() -> None:
    weigh = weighing([], {}, days(a="2025-06-01", b="2025-06-20"))
    assert weigh.is_overtaken("planned", DAY)
    assert not weigh.is_overtaken("planned", dt.date(2025, 7, 1))
    assert not weigh.is_overtaken("planned", None)
    assert not weigh.is_overtaken("occurred", DAY)
    assert not weighing([], {}, {}).is_overtaken("planned", DAY)
    plan, told = mention("a:1", status="planned", salience=0.4), mention("a:2", salience=0.4)
    links = Links(clusters=((0,), (1,)))
    events = {e.status: e.salience for e in chronology.events([plan, told], links, {}, published=days(a="2025-06-01", b="2025-06-20"))}
    assert events["planned"] < events["occurred"]


def test_salience_follows_the_collection() -> None:
    told = folder("rossi bianchi")
    links = Links(clusters=tuple((i,) for i in range(len(told))))
    found = {e.mentions[0].article: e.salience for e in chronology.events(told, links, {})}
    assert found["a9"] < found["a0"]
    later = chronology.events(told, links, {"a0": [expression()]}, published=days(a0="2025-06-20"))
    assert max(e.salience for e in later) > found["a0"]


def test_an_article_on_others_than_the_rest_names_is_beside_the_theme() -> None:
    story = Counter({"cairo": 3.0, "morsi": 2.0, "egitto": 4.0, "2013": 3.0})
    yemen, away = Counter({"sanaa": 3.0, "saleh": 2.0, "2013": 5.0}), Counter({"morsi": 1.0, "egitto": 2.0, "roma": 1.0})
    found = theme_of({**{f"a{k}": story for k in range(8)}, "away": away, "yemen": yemen})
    assert found.sure == 1.0
    assert found.share == {**{f"a{k}": 1.0 for k in range(8)}, "away": 1.0, "yemen": found.share["yemen"]}
    assert found.share["yemen"] < 0.1
    assert theme_of({"a": story}).share == {"a": 1.0}


def test_a_folder_of_many_stories_has_no_theme() -> None:
    apart = [mention(f"a{k}:{n}", actors="putin trump" if k < 6 else f"x{k} y{k}") for k in range(9) for n in range(8)]
    theme = theme_of({f"a{k}": Counter({f"x{k}": 1.0, "putin": float(k < 4)}) if k < 4 else Counter({f"x{k}": 1.0}) for k in range(9)})
    assert theme.sure == 0.0
    assert set(weighing(apart, {}, {}, theme).themes.values()) == {1.0}
    assert min(weighing(apart, {}, {}).themes.values()) < 1.0


def test_what_articles_name_weighs_with_who_takes_part() -> None:
    told = [mention("a:1", actors="putin"), mention("b:1", actors="putin")]
    assert weighing(told, {}, {}, Theme(share={"a": 1.0, "b": 0.25})).salience(told[1]) == told[1].salience / 4
