"""The dated items of a running page or a chronicle: which dates head one, in which year, and what is told in it."""

from __future__ import annotations

import datetime as dt

import pytest
from fixtures_nlp import article, day, facts
from fixtures_nlp import parsed as parse_of

from timeline.events import told
from timeline.items import item_at, items
from timeline.model import Mention, Parse, Publication, TimeExpression
from timeline.parse import Parser
from timeline.pipeline import reading
from timeline.resolve import find_text, resolve

MAY = dt.date(2014, 5, 2)

# By what they show: language, text, the days of its items as of 2 May 2014.
TEXTS: dict[str, tuple[str, str, list[str]]] = {
    "a running page, the latest first": (
        "it", "Lunedì 28 aprile - Il porto riapre.\n\nAggiornamento 26 aprile, ore 09:40 - Il porto è chiuso.\n\n"
        "25 aprile 2014, 12:00 - Scontri nel porto.", ["2014-04-28", "2014-04-26", "2014-04-25"]),
    "English": (
        "en", "May 1: The port reopens.\n\nUpdated April 30, 2014 - The port is closed.\n\nApril 28, 2014\nClashes in the port.",
        ["2014-05-01", "2014-04-30", "2014-04-28"]),
    "a chronicle goes on into the next year": (
        "it", "- 27 novembre 2011. Gli insorti prendono il porto.\n- 30 dicembre. I soldati tornano.\n- 4 gennaio. Il porto riapre.",
        ["2011-11-27", "2011-12-30", "2012-01-04"]),
    "a year told item by item, under the day of the page": (
        "it", "28 aprile 2014\nLa cronaca di un anno\n\n1 maggio, rissa al porto.\n\n3 luglio, furto al porto.\n\n24 aprile, festa al porto.",
        ["2014-04-28", "2013-05-01", "2013-07-03", "2014-04-24"]),
    "a year told under the day of the page, until an item names it": (
        "it",
        "29 aprile 2014\nI fatti di un anno\n\n10 gennaio, rissa al porto.\n\n3 febbraio, furto al porto.\n\n24 aprile 2014, festa al porto.",
        ["2014-04-29", "2014-01-10", "2014-02-03", "2014-04-24"],
    ),
    "numbered items need nothing after the day": (
        "it", "1) 3 febbraio La neve copre la città.\n\n2) 12 febbraio La neve si scioglie.\n\n3) 20 marzo il sole torna.",
        ["2014-02-03", "2014-02-12", "2014-03-20"]),
    "items within a line": (
        "it", "Ecco i fatti. - 25 gennaio 2011. La folla scende in piazza. - 27 gennaio. Il premier parla. - 1 febbraio. Il premier cade.",
        ["2011-01-25", "2011-01-27", "2011-02-01"]),
    "updates of a day, and what is told of one": (
        "it", "Aggiornamento di lunedì 28 aprile 2014, ore 14:25 - Il porto riapre.\n\nAggiornamento del 26 aprile - Il porto è chiuso.\n\n"
        "Ucraina, la situazione al 25 aprile\n17:10 - Scontri nel porto.", ["2014-04-28", "2014-04-26", "2014-04-25"]),
    "updates of a day in English": (
        "en", "Update for April 28, 2014: The port reopens.\n\nUpdated on April 26: The port is closed.\n\nThe port: the news of April 25\nClashes.",
        ["2014-04-28", "2014-04-26", "2014-04-25"]),
    "reports with their places": (
        "it", "Roma, 28 aprile 2014. Il porto riapre.\nBari, 26 aprile 2014. Il porto è chiuso.\nReggio Emilia, 25 aprile 2014 - Scontri nel centro.",
        ["2014-04-28", "2014-04-26", "2014-04-25"]),
    "nor what is said to be of a place": (
        "it", "arriva a Roma, 28 aprile 2014. Bene.\nparte da Bari, 26 aprile 2014. Male.\nè ferma, 25 aprile 2014. Ecco.", []),
    "what readers wrote": (
        "it", "anna scrive: 25 aprile 2014 alle 12:31\nBene.\nbruno scrive: 24 aprile 2014 alle 20:49\nMale.\n"
        "Pubblicato da Carla il 20 aprile, 2014 6:19\nIl porto è chiuso.", ["2014-04-25", "2014-04-24", "2014-04-20"]),
    "nor paragraphs that begin with a day": (
        "it", "Il 24 dicembre 1951, a Bengasi, nacque il regno.\n\nIl 27 maggio 1984, dopo anni, cadde.\n\nL'8 novembre, la pace.", []),
    "two are none": ("it", "25 gennaio 2011. La folla scende in piazza.\n\n27 gennaio. Il premier parla.", []),
    "a page that says until when it was told, all of it": (
        "it", "(Aggiornato alle 21:30 del 4 maggio 2014)\nIl porto riapre 12\nLa folla scende in piazza.", ["2014-05-04"]),
    "English, by the hour of the last update": (
        "en", "The port: live\nLast updated at 8:45 p.m., May 3, 2014\nThe port reopens.", ["2014-05-03"]),
    "one without an hour": ("en", "Updated May 3, 2014\nThe port reopens.", []),
    "a sentence about an update": ("en", "The list was updated at 8:45 p.m. on May 3, 2014, and it names the port.", []),
    "nor one day thrice": ("it", "2 maggio 2014\n\nSpeciale del 2 maggio\n\n2 maggio 2014\n\nRoma, 2 maggio 2014 - Il premier parla.", []),
    "nor sentences with a day": ("it", "Il 25 gennaio la folla era in piazza. Il 27 gennaio il premier parlò. Il 1 febbraio cadde.", []),
    "without any year, before publication": (
        "it", "3 marzo: il voto.\n\n5 marzo: i risultati.\n\n9 marzo: il governo.", ["2014-03-03", "2014-03-05", "2014-03-09"]),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "days"), TEXTS.values(), ids=TEXTS)
def test_items(lang: str, text: str, days: list[str]) -> None:
    found = find_text(text, lang)
    assert [str(item.day) for item in items(found, MAY)] == days
    values = {e.start: e.value for e in resolve(Parse(text, lang, (), (), ()), MAY, found)}
    assert [values[f.start][:10] for f in found if f.opens] == days


@pytest.mark.parametrize(
    ("lang", "text", "today"),
    [
        ("it", "(Aggiornato alle 00:30 del 5 maggio 2014)\nOggi il porto ha riaperto.", "2014-05-04"),
        ("it", "(Aggiornato alle 06:30 del 5 maggio 2014)\nOggi il porto ha riaperto.", "2014-05-05"),
        ("it", "(Aggiornato alle 00:30 del 2 maggio 2014)\nOggi il porto ha riaperto.", "2014-05-01"),
        ("it", "(Aggiornato alle 00:30 del 5 luglio 2014)\nOggi il porto ha riaperto.", "2014-05-02"),
        ("en", "Updated at 04:28 on 4 May 2014\nThe port reopened today.", "2014-05-03"),
    ],
)
def test_a_page_told_past_midnight_is_of_the_day_before(lang: str, text: str, today: str) -> None:
    assert resolve(Parse(text, lang, (), (), ()), MAY)[-1].value == today


def test_without_a_year_or_a_day_of_publication_there_are_none() -> None:
    assert items(find_text(TEXTS["without any year, before publication"][1], "it"), None) == ()


def test_what_is_relative_is_seen_from_the_item() -> None:
    text = (
        "8 aprile 2014 - Ieri il porto era chiuso.\n\n6 aprile 2014 - Oggi il porto ha chiuso.\n\n1 aprile 2014 - Il porto chiuderà sabato."
    )
    found = [(e.text, e.value, e.anchor) for e in resolve(Parse(text, "it", (), (), ()), MAY) if (e.anchor or "").startswith("expression:")]
    assert [(words, value) for words, value, _ in found] == [("Ieri", "2014-04-07"), ("Oggi", "2014-04-06"), ("sabato", "2014-04-05")]
    assert [anchor for _, _, anchor in found] == [f"expression:{text.index(day)}" for day in ("8 aprile", "6 aprile", "1 aprile")]


def test_an_item_ends_where_the_next_begins() -> None:
    text = TEXTS["a running page, the latest first"][1]
    found = items(find_text(text, "it"), MAY)
    assert [item_at(found, text.index(word)) for word in ("riapre", "chiuso", "Scontri")] == list(found)
    assert item_at(found, len(text) + 5000) is None


def test_where_the_items_are_all_of_a_text_a_long_one_ends_with_the_next() -> None:
    days = [f"{n} aprile 2014 - Scontri nel porto." + " Nessuna novità dal porto." * 150 for n in range(28, 20, -1)]
    long = "20 aprile 2014 - Il porto riapre.\n" + "11:15 - Nessuna novità dal porto.\n" * 200
    text = "\n\n".join([*days, long, "19 aprile 2014 - Il porto è chiuso."])
    found = items(find_text(text, "it"), MAY)
    assert [item.start for item in found[1:]] == [item.end for item in found[:-1]]
    assert [i and str(i.day) for i in (item_at(found, text.index("19 aprile") - 1), item_at(found, len(text) + 5000))] == [
        "2014-04-20",
        None,
    ]


def test_what_stands_far_from_a_few_dates_is_of_none() -> None:
    text = "\n\n".join(f"{n} aprile 2014 - Bene." + " Nessuna novità dal porto." * 500 for n in (3, 4, 5))
    assert [item.end - item.start for item in items(find_text(text, "it"), MAY)] == [5000] * 3


def said(parser: Parser, text: str, lang: str) -> dict[str, Mention]:
    """The dated mentions by their words, seen from 2 May 2014."""
    read = reading(article(text, lang=lang), parse_of(parser, text, lang), facts())
    found: tuple[TimeExpression, ...] = resolve(Parse(text, lang, (), (), ()), MAY, read.findings)
    published = Publication(date=MAY, earliest=MAY, latest=MAY, given=True)
    return {text[m.start : m.end]: m for m in told(read.mentions, found, published, items(read.findings, MAY))}


def test_an_item_is_told_from_its_day(parser: Parser) -> None:
    text = (
        "8 aprile 2014 - L'esercito ha attaccato Donetsk. I ribelli hanno occupato la stazione.\n\n"
        "6 aprile 2014 - Il presidente ha visitato Kiev.\n\n3 aprile 2014 - I ribelli hanno liberato due giornalisti."
    )
    found = said(parser, text, "it")
    assert {w: (m.timing, m.latest) for w, m in found.items() if w in ("attaccato", "occupato", "visitato", "liberato")} == {
        "attaccato": ("stated", day("2014-04-08")), "occupato": ("same", day("2014-04-08")),
        "visitato": ("stated", day("2014-04-06")), "liberato": ("stated", day("2014-04-03")),
    }  # fmt: skip


def test_what_an_item_says_of_somebody_is_not_of_its_day(parser: Parser) -> None:
    text = (
        "8 aprile, la polizia ha arrestato un uomo accusato dell'omicidio di Mario Rossi.\n\n9 aprile, furto.\n\n10 aprile, festa al porto."
    )
    found = said(parser, text, "it")
    assert (found["arrestato"].timing, found["omicidio"].timing) == ("stated", "unknown")


def test_the_day_of_another_clause_is_not_that_of_an_item(parser: Parser) -> None:
    text = (
        "5 febbraio, il giudice ha condannato una donna quando il 22 luglio del 2009 la causa era a Roma.\n\n"
        "9 febbraio, il 3 febbraio il giudice ha liberato un uomo.\n\n10 aprile, festa al porto."
    )
    found = said(parser, text, "it")
    assert [found[w].latest for w in ("condannato", "liberato")] == [day("2014-02-05"), day("2014-02-03")]


def test_a_running_page_is_news_to_its_end(parser: Parser) -> None:
    text = "(Aggiornato alle 23:30 del 3 maggio 2014)\n" + "Nessuna novità dal porto.\n" * 250 + "I ribelli hanno occupato la stazione.\n"
    assert said(parser, text, "it")["occupato"].earliest == day("2014-05-01")


def test_the_present_of_an_item_gone_by_is_historical(parser: Parser) -> None:
    text = "25 gennaio 2011. L'esercito avanza verso Tripoli.\n\n27 gennaio. Il premier parte.\n\n1 febbraio. Il premier torna."
    assert said(parser, text, "it")["avanza"].status == "occurred"


def test_a_plan_of_an_item_lies_after_it(parser: Parser) -> None:
    text = "April 8, 2014: The army will leave Donetsk.\n\nApril 6, 2014: The army attacked Kiev.\n\nApril 3, 2014: The rebels left Kiev."
    found = said(parser, text, "en")
    assert [(m.earliest, m.latest) for w, m in found.items() if w == "leave"] == [(day("2014-04-08"), None)]


def test_a_lone_year_among_many_days_is_of_its_item_only() -> None:
    days = [f"{n} febbraio, scontri nel porto." for n in range(1, 21)]
    found = items(find_text("\n\n".join([*days[:9], "2 agosto 1980, la strage di Bologna.", *days[9:]]), "it"), MAY)
    assert {item.day.year for item in found} == {2014, 1980}
    assert [item.day.day for item in found if item.day.year == 2014] == list(range(1, 21))
