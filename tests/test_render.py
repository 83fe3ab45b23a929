"""What the writers say: words, machine formats, the page's text, the terminal."""

from __future__ import annotations

import base64
import csv
import dataclasses
import datetime as dt
import hashlib
import html.parser
import io
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console
from sample import ARTICLES, DIFF, EVENTS, HOSTILE, TIMELINE

from timeline.errors import InputError, UsageError
from timeline.model import Conflict, ConflictValue, Publication, Timeline, TimelineDiff
from timeline.render import charts, machine, terminal, words
from timeline.render.html import diff_markdown, diff_page, page

day = dt.date.fromisoformat

# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("earliest", "latest", "english", "italian"),
    [
        ("2025-06-01", "2025-06-01", "1 June 2025", "1º giugno 2025"),
        ("2025-06-01", "2025-06-10", "between 1 and 10 June 2025", "tra il 1º e il 10 giugno 2025"),
        ("2025-05-28", "2025-06-08", "between 28 May and 8 June 2025", "tra il 28 maggio e l’8 giugno 2025"),
        ("2024-12-28", "2025-01-03", "between 28 December 2024 and 3 January 2025", "tra il 28 dicembre 2024 e il 3 gennaio 2025"),
        ("2025-06-01", "2025-06-30", "June 2025", "giugno 2025"),
        ("2025-09-08", "2025-09-14", "week of 8 September 2025", "settimana dell’8 settembre 2025"),
        ("2025-04-01", "2025-06-30", "second quarter of 2025", "secondo trimestre del 2025"),
        ("2025-12-01", "2026-02-28", "winter 2025–26", "inverno 2025–26"),
        ("2025-01-01", "2025-12-31", "2025", "2025"),
        ("2020-01-01", "2029-12-31", "the 2020s", "gli anni 2020"),
        (None, "2025-08-11", "by 11 August 2025", "entro l’11 agosto 2025"),
        ("2025-08-08", None, "from 8 August 2025", "dall’8 agosto 2025"),
        ("2025-08-03", None, "from 3 August 2025", "dal 3 agosto 2025"),
        (None, None, "undated", "senza data"),
    ],
)
def test_when(earliest: str | None, latest: str | None, english: str, italian: str) -> None:
    days = (day(earliest) if earliest else None, day(latest) if latest else None)
    assert words.when_text(*days, "en") == english
    assert words.when_text(*days, "it") == italian


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("\x1b[31mred\x1b[0m \x1b]0;title\x07bell\x07", "red bell"),
        ("\u202eturned\u2066 round\x00", "turned round"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert words.clean(text) == expected


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org/x", None),
        ("https:///x", None),
        ("http://[broken", None),
        ("https://example.org/\x00", None),
        ("articles/a.txt", None),
    ],
)
def test_only_web_addresses_are_linked(source: str, address: str | None) -> None:
    assert words.web_address(source) == address


def test_shorten_cuts_at_a_word() -> None:
    assert words.shorten("one two three four", 12) == "one two…"
    assert words.shorten("short", 12) == "short"
    assert words.shorten("indivisibilissimamente", 10) == "indivisib…"


@pytest.mark.parametrize(
    ("field", "value", "words_for_it"),
    [
        ("date", "2025-06-01/2025-06-10", "between 1 and 10 June 2025"),
        ("date", "2025-06", "June 2025"),
        ("date", "PAST_REF", "PAST_REF"),
        ("date", "…/2025-06-10", "by 10 June 2025"),
        ("date", "2025-06-10/…", "from 10 June 2025"),
        ("date", "2025-06-10/PAST_REF", "2025-06-10/PAST_REF"),
        ("status", "denied", "denied"),
        ("type", "meet", "meeting"),
        ("place", "Riyadh", "Riyadh"),
        ("place", None, "nothing"),
    ],
)
def test_field_values(field: str, value: str | None, words_for_it: str) -> None:
    assert words.field_value(field, value, "en") == words_for_it


@pytest.mark.parametrize(
    ("first", "last", "probability", "english", "italian"),
    [
        ("2025-05-16", "2025-05-18", 0.6, "16 May 2025", "16 maggio 2025"),
        ("2025-05-16", "2025-05-18", 0.1, "between 16 and 18 May 2025", "tra il 16 e il 18 maggio 2025"),
        ("2025-04-20", "2025-07-01", 0.1, "April–July 2025", "aprile–luglio 2025"),
        ("2024-11-20", "2025-03-01", 0.1, "November 2024–March 2025", "novembre 2024–marzo 2025"),
        ("2025-01-02", "2025-12-30", 0.01, "2025", "2025"),
        ("2019-03-01", "2021-10-01", 0.01, "2019–2021", "2019–2021"),
        ("1990-03-01", "2021-10-01", 0.01, "undated", "senza data"),
    ],
)
def test_a_publication_day_is_told_no_finer_than_it_is_known(first: str, last: str, probability: float, english: str, italian: str) -> None:
    published = Publication(
        date=dt.date.fromisoformat(first),
        earliest=dt.date.fromisoformat(first),
        latest=dt.date.fromisoformat(last),
        probability=probability,
    )
    assert words.published_text(published, "en") == english
    assert words.published_text(published, "it") == italian


@pytest.mark.parametrize(
    ("says", "italian"),
    [
        ("the article speaks of 2025-05-16", "l’articolo parla di un giorno passato: 16 maggio 2025"),
        ("2024 is the latest year named", "il 2024 è l’ultimo anno nominato"),
        ("alaska summit, on 2025-08-15", "alaska summit: 15 agosto 2025"),
        ("Eastern Economic Forum, 10 times from 2015 to 2025", "Eastern Economic Forum: 10 volte fra il 2015 e il 2025"),
        ("summit jeddah, 2 times in 2025", "summit jeddah: 2 volte nel 2025"),
        ("war, from 2014-01-01 to 2015-02-02", "war: 1º gennaio 2014 – 2 febbraio 2015"),
        ("war, from 2014-01-01 until now", "war: dal 1º gennaio 2014 a oggi"),
        ("Joe Biden, president from 2021-01-20 to 2025-01-20", "Joe Biden, president: 20 gennaio 2021 – 20 gennaio 2025"),
        ("A, chair from 2019-01-01 to 2020-01-01; chair from 2024-01-01 until now", "A, chair: 1º gennaio 2019 – 1º gennaio 2020; chair: dal 1º gennaio 2024 a oggi"),
        ("Ugo, named as former chair from 2019-01-01 to 2020-01-01", "Ugo, detto ex: chair: 1º gennaio 2019 – 1º gennaio 2020"),
        ("what nobody has foreseen", "what nobody has foreseen"),
    ],
)  # fmt: skip
def test_reasons_are_told_in_the_language_of_the_interface(says: str, italian: str) -> None:
    assert words.reason_words(says, "it") == italian
    assert words.reason_words(says, "en") == says


def test_both_interfaces_say_the_same_things() -> None:
    def shape(value: object) -> object:
        return {key: shape(v) for key, v in value.items()} if isinstance(value, dict) else len(value) if isinstance(value, list) else str

    def places(value: object) -> list[str]:
        return sorted(re.findall(r"\{\w+\}", json.dumps(value)))

    english, italian = words.strings("en"), words.strings("it")
    assert shape(english) == shape(italian)
    assert {key: places(value) for key, value in english.items()} == {key: places(value) for key, value in italian.items()}


def test_an_unknown_interface_is_refused() -> None:
    with pytest.raises(UsageError, match="choose one of en, it"):
        words.strings("fr")


# ---------------------------------------------------------------- timeline.json


def test_json_comes_back_as_it_was() -> None:
    text = machine.timeline_json(TIMELINE)
    assert text.endswith("}\n")
    assert machine.read_timeline_text(text, "x.json") == TIMELINE
    assert machine.timeline_json(machine.read_timeline_text(text, "x.json")) == text


def test_json_has_the_contract_s_keys_in_their_order() -> None:
    data = json.loads(machine.timeline_json(TIMELINE))
    assert list(data) == ["format", "articles", "events"]
    assert list(data["articles"][0]) == ["id", "source", "title", "lang", "sha256", "published", "expressions", "same_as"]
    assert list(data["articles"][0]["published"]) == ["date", "earliest", "latest", "probability", "candidates", "evidence", "given"]
    assert list(data["events"][0]) == [
        "id", "title", "type", "status", "date", "actors", "place", "salience", "confidence", "sources", "mentions", "conflicts",
    ]  # fmt: skip
    assert list(data["events"][0]["date"]) == ["value", "earliest", "latest", "grain", "stated"]
    assert data["events"][0]["date"]["earliest"] == "2022-01-01"


def test_figures_are_rounded() -> None:
    event = dataclasses.replace(EVENTS[0], salience=1 / 3, confidence=-0.00001)
    data = json.loads(machine.timeline_json(Timeline(events=(event,))))
    assert data["events"][0]["salience"] == 0.3333
    assert '"confidence": 0.0,' in machine.timeline_json(Timeline(events=(event,)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:-20], "f.json: is not JSON: "),
        (lambda text: "[" * 100_000, "f.json: is not JSON: "),
        (lambda text: "[]", "f.json: is not a timeline of format timeline/1 (give a timeline.json)"),
        (lambda text: '{"format": "timeline/2"}', "f.json: is not a timeline of format timeline/1 but of 'timeline/2' (build it again"),
        (lambda text: text.replace('"2025-08-22"', '"never"', 1), "f.json: articles[0].published.date: Input should be a valid date"),
        (lambda text: text.replace('"sources": 1', '"sources": "1"', 1), "f.json: events[0].sources: Input should be a valid integer"),
        (
            lambda text: text.replace('"article": "alaska"', '"article": "nope"', 1),
            "f.json: events[2].mentions[2].article: no article 'nope'",
        ),
    ],
)
def test_a_broken_timeline_says_where(change: Callable[[str], str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        machine.read_timeline_text(change(machine.timeline_json(TIMELINE)), "f.json")
    assert str(caught.value).startswith(message)


def test_a_missing_file_is_an_input_error(tmp_path: object) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        machine.read_timeline(f"{tmp_path}/none.json")


def test_the_shipped_schema_is_current_and_holds() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert machine.SCHEMA.read_text(encoding="utf-8") == machine.schema_json(), (
        "write schema_json() to timeline/schema/timeline.schema.json"
    )
    jsonschema.validate(json.loads(machine.timeline_json(TIMELINE)), json.loads(machine.schema_json()))


# ---------------------------------------------------------------- exports


@pytest.mark.parametrize("fmt", machine.FORMATS)
def test_every_export_is_deterministic_and_takes_nothing(fmt: str) -> None:
    assert machine.export(TIMELINE, fmt) == machine.export(TIMELINE, fmt)
    assert machine.export(Timeline(), fmt)


def test_an_unknown_export_is_refused() -> None:
    with pytest.raises(UsageError, match="choose one of csv"):
        machine.export(TIMELINE, "xls")


def test_csv_holds_no_formula() -> None:
    event = dataclasses.replace(EVENTS[0], title="=HYPERLINK(1)", place="\uff0b1", status="occurred")
    row = next(csv.DictReader(io.StringIO(str(machine.export(Timeline(articles=ARTICLES, events=(event,)), "csv")))))
    assert (row["title"], row["place"], row["salience"]) == ("'=HYPERLINK(1)", "'\uff0b1", "0.95")


def test_frame_and_parquet_agree() -> None:
    pandas = pytest.importorskip("pandas")
    frame = machine.to_frame(TIMELINE)
    assert list(frame["id"]) == [event.id for event in EVENTS]
    table = machine.export(TIMELINE, "parquet")
    assert isinstance(table, bytes)
    back = pandas.read_parquet(io.BytesIO(table))
    assert list(back.columns) == list(frame.columns)
    assert back["earliest"][0] == dt.date(2022, 1, 1)


def test_calendar() -> None:
    text = str(machine.export(TIMELINE, "ics"))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("BEGIN:VEVENT") == sum(bool(e.date.earliest or e.date.latest) for e in EVENTS)
    unfolded = text.replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20250515" not in unfolded
    assert "DTSTART;VALUE=DATE:20250516\r\nDTEND;VALUE=DATE:20250517" in unfolded
    assert "UID:e-istanbul-1@timeline.invalid" in unfolded
    assert re.search(r"SUMMARY:European troops.*?STATUS:CANCELLED", unfolded, re.DOTALL)
    comma = dataclasses.replace(EVENTS[0], title="a, b; c\\d\ne")
    assert "SUMMARY:a\\, b\\; c\\\\d e\r\n" in str(machine.export(Timeline(events=(comma,)), "ics"))


def test_feed() -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(str(machine.export(TIMELINE, "atom")).encode())
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == len(EVENTS)
    for element in [feed, *entries]:
        assert all(element.find(f"{atom}{name}") is not None for name in ("id", "title", "updated"))
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == len(EVENTS)
    links = [link.get("href", "") for link in feed.iter(f"{atom}link")]
    assert links
    assert all(link.startswith("https://") for link in links)


def test_timelinejs_escapes_what_it_shows_as_html() -> None:
    data = json.loads(str(machine.export(TIMELINE, "timelinejs")))
    assert data["events"][2]["start_date"] == {"year": 2025, "month": 5, "day": 16}
    texts = json.dumps([event["text"] for event in data["events"]])
    assert "<img" not in texts
    assert "&lt;img" in texts


def test_rdf_reads_back() -> None:
    rdflib = pytest.importorskip("rdflib")
    graph = rdflib.Graph().parse(data=machine.export(TIMELINE, "rdf"), format="turtle")
    sem = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    assert len(set(graph.subjects(rdflib.RDF.type, sem.Event))) == len(EVENTS)
    talks = rdflib.URIRef("urn:timeline:event:e-istanbul-1")
    assert graph.value(talks, sem.hasEarliestBeginTimeStamp).toPython() == dt.date(2025, 5, 16)


def test_vega_is_a_specification() -> None:
    spec = json.loads(str(machine.export(TIMELINE, "vega")))
    assert "vega-lite" in spec["$schema"]
    assert sum(row["events"] for row in spec["datasets"][spec["data"]["name"]]) == 9


def test_markdown() -> None:
    text = str(machine.export(TIMELINE, "md"))
    assert text.startswith("# Timeline\n\n## some time in 2022\n\n- **2022**: Russia launches a full-scale invasion of Ukraine\n")
    assert "- **2 June 2025**: La Russia propone un nuovo giro di colloqui a Istanbul (proposed)\n  - istanbul.txt\n" in text
    assert "<https://mirror.example.net/istanbul.html>" in text
    assert "<img" not in text
    assert "[bold]" not in text


# ---------------------------------------------------------------- pictures

_SVG = "http://www.w3.org/2000/svg"


def test_a_picture_keeps_nothing_that_could_act() -> None:
    hostile = (
        f'<svg xmlns="{_SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" onload="x()"><script>x()</script>'
        '<style>*{}</style><foreignObject><b/></foreignObject><image href="http://a/b"/><use href="#q"/>'
        '<g onclick="x()" style="color:red"><path d="M0,0h1" fill="url(http://a)" onmouseover="x()"/></g>'
        '<a xlink:href="javascript:x()"><path d="M1,1"/></a><a xlink:href="http://evil/#e1"><path d="M2,2"/></a>'
        "<text onclick='x()'>a&lt;b<tspan>c</tspan></text></svg>"
    )
    assert charts.inline(hostile, 'A "title"', {"e1"}) == (
        '<svg aria-hidden="true" viewBox="0 0 9 9"><path d="M0,0h1"/>'
        '<a href="#e1" tabindex="-1"><path d="M2,2"/></a><text>a&lt;bc</text></svg>'
    )


def test_a_picture_without_links_is_an_image_with_a_name() -> None:
    svg = f'<svg xmlns="{_SVG}"><a href="#e1"><path d="M0,0"/></a></svg>'
    assert charts.inline(svg, 'A "title"', ()) == '<svg role="img" aria-label="A &quot;title&quot;"/>'


def test_entities_in_a_picture_are_refused() -> None:
    with pytest.raises(ValueError, match="EntitiesForbidden"):
        charts.inline(f'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="{_SVG}">&a;</svg>', "t", ())


def test_pictures_lead_to_events() -> None:
    overview, grain, outside = charts.events_over_time(TIMELINE)
    assert (grain.value, outside) == ("week", 2)
    dated = {event.id for event in EVENTS if event.date.earliest or event.date.latest}
    assert set(re.findall(r'href="#([\w-]+)"', overview)) == dated - {"e-invasion", "e-riyadh"}
    matrix, shown = charts.source_event_matrix(TIMELINE)
    assert shown == len(EVENTS)
    assert matrix.count("<circle") == sum(len({m.article for m in event.mentions}) for event in EVENTS)


def test_pictures_of_nothing_are_empty() -> None:
    assert charts.events_over_time(Timeline())[0] == ""
    assert charts.source_event_matrix(Timeline()) == ("", 0)
    assert charts.posteriors([ARTICLES[2]]) == {}


def test_each_uncertain_article_has_its_posterior() -> None:
    drawn = charts.posteriors(ARTICLES)
    assert set(drawn) == {"alaska", "telefonata", "copia", "undated"}
    assert drawn["alaska"] == charts.posterior(ARTICLES[0].published)
    assert "20 Aug" in drawn["alaska"]
    assert "20 ago" in charts.posteriors(ARTICLES[:1], lang="it")["alaska"]


def test_a_far_event_does_not_flatten_the_picture() -> None:
    far = dataclasses.replace(EVENTS[0], date=dataclasses.replace(EVENTS[0].date, earliest=day("1945-05-08"), latest=day("1945-05-08")))
    _, grain, outside = charts.events_over_time(Timeline(articles=ARTICLES, events=(far, *EVENTS[1:])))
    assert (grain.value, outside) == ("week", 2)


# ---------------------------------------------------------------- the page as text


class _Outline(html.parser.HTMLParser):
    """Tags, attributes and the text outside scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.raw = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.raw = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.raw = False

    def handle_data(self, data: str) -> None:
        if not self.raw:
            self.words.append(data)


@pytest.fixture(scope="module", params=["en", "it"])
def text(request: pytest.FixtureRequest) -> str:
    return page(TIMELINE, lang=request.param)


def test_the_policy_allows_this_style_and_script_only(text: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy

    def digest(tag: str) -> str:
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert body
        return f"&#39;sha256-{base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()}&#39;"

    assert policy[1] == (
        f"default-src &#39;none&#39;; style-src {digest('style')}; script-src {digest('script')}; "
        "base-uri &#39;none&#39;; form-action &#39;none&#39;"
    )


def test_nothing_from_outside_and_nothing_hostile(text: str) -> None:
    outline = _Outline(text)
    assert [tag for tag, _ in outline.tags if tag in ("script", "style")] == ["style", "script"]
    assert not [tag for tag, _ in outline.tags if tag in ("img", "link", "iframe", "object", "embed", "base", "image", "use")]
    for tag, attributes in outline.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "srcset")], tag
        if (href := attributes.get("href")) is not None:
            assert href.startswith(("#", "https://")), href
    assert "alert(1)>[bold]red[/bold] evil {{ 7*7 }}" in "".join(outline.words)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_page_is_an_outline_of_time(text: str) -> None:
    outline = _Outline(text)
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert [tag for tag, _ in outline.tags].count("article") == len(EVENTS) + len(ARTICLES)
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {event.id for event in EVENTS} <= set(ids)
    targets = {attributes["href"] for tag, attributes in outline.tags if tag == "a" and (attributes.get("href") or "").startswith("#")}
    assert {f"#{name}" for name in ids} >= targets
    times = [attributes["datetime"] for tag, attributes in outline.tags if tag == "time"]
    assert {"2022", "2025-05-16", "2025-06", "2025-06-01", "2025-06-10", "2025-W34"} <= set(times)
    assert outline.tags[0] == ("html", {"lang": "it" if "Cronologia" in text else "en"})


def test_every_field_has_a_label(text: str) -> None:
    inside, unlabelled = 0, []
    for tag, attributes in _Outline(text).tags:
        inside = 1 if tag == "label" else inside
        if tag in ("input", "select"):
            unlabelled += [] if inside else [attributes]
            inside = 0
    assert not unlabelled


def test_the_page_tells_the_reasons() -> None:
    text = page(TIMELINE)
    assert "Sources disagree on the date:</b> 16 May 2025 (istanbul.txt, Mosca propone un nuovo giro di…); 15 May 2025" in text
    assert "“il 16 maggio”</small>" in text
    assert "“nel 2022” → 2022" not in text
    assert "says Sergey Lavrov" in text
    assert 'Published <b><time datetime="2025-08-22">22 August 2025</time></b> · probability 52 % · 90 % sure: between 20 and 23' in text
    assert "A copy of istanbul.txt: it counts as no second source." in text
    assert "Most likely days" in page(Timeline(articles=(dataclasses.replace(
        ARTICLES[4], published=dataclasses.replace(ARTICLES[4].published, earliest=None, latest=None)),)))  # fmt: skip


def test_the_page_is_the_same_each_time() -> None:
    assert page(TIMELINE) == page(TIMELINE)


def test_the_words_are_in_their_places(text: str) -> None:
    help_title = re.search(r'id="ui-keys-title">(.*?)</h2>', text)
    assert help_title
    assert help_title[1] in ("Keyboard", "Tastiera")
    assert " at 0x" not in text


def test_a_language_is_no_way_in() -> None:
    mention = dataclasses.replace(EVENTS[0].mentions[0], lang="x onclick=alert(1)")
    text = page(Timeline(articles=ARTICLES, events=(dataclasses.replace(EVENTS[0], mentions=(mention,)),)))
    assert "onclick" not in text


def test_the_page_is_the_same_everywhere() -> None:
    code = "from sample import TIMELINE; from timeline.render.html import page; import hashlib; print(hashlib.sha256(page(TIMELINE).encode()).hexdigest())"
    places = ({"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "1"}, {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"})
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | place | {"PYTHONPATH": path}, capture_output=True, text=True, check=True
        ).stdout
        for place in places
    }
    assert len(digests) == 1


def test_an_empty_timeline_has_a_page() -> None:
    text = page(Timeline())
    assert "No events were found." in text
    assert "<form id" not in text


def test_200_events_stay_small() -> None:
    events = tuple(
        dataclasses.replace(
            EVENTS[i % 9], id=f"e-{i:010x}", conflicts=(),
            date=dataclasses.replace(EVENTS[2].date, earliest=day("2025-01-01") + dt.timedelta(i), latest=day("2025-01-01") + dt.timedelta(i)),
        )
        for i in range(200)
    )  # fmt: skip
    assert len(page(Timeline(articles=ARTICLES, events=events)).encode()) < 150_000


# ---------------------------------------------------------------- contrast, by the formula of WCAG 2


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [(f, b, 4.5) for f in ("fg", "muted", "accent") for b in ("bg", "card")]
    + [("fg", "mark", 4.5), ("bg", "accent", 4.5)]
    + [(f, "bg", 3.0) for f in ("field", "soft", "accent")]
    + [("field", "card", 3.0), ("accent", "track", 3.0)],
)
def test_contrast(front: str, back: str, least: float, theme: int) -> None:
    css = (words.TEMPLATES / "page.css").read_text()
    colours = {name: pair for name, *pair in re.findall(r"--(\w+): light-dark\((#\w{6}), (#\w{6})\)", css)}
    assert _contrast(colours[front][theme], colours[back][theme]) >= least


# ---------------------------------------------------------------- differences


def test_diff_markdown() -> None:
    assert diff_markdown(TimelineDiff()) == "# What changed\n\nNothing changed.\n"
    small = dataclasses.replace(DIFF, added=(EVENTS[7],), changed=(), merged=(), split=(), articles_added=())
    assert diff_markdown(small, lang="it") == (
        "# Che cosa è cambiato\n\n## Eventi nuovi\n\n- **15 agosto 2025**: Trump e Putin al vertice in Alaska\n\n"
        "## Eventi scomparsi\n\n- **tra il 1º e il 10 giugno 2025**: Aid deliveries slow down\n\n"
        "## Articoli datati diversamente\n\n- articoli/telefonata.txt: 3 luglio 2025 → senza data\n"
    )


def test_diff_page() -> None:
    text = diff_page(DIFF, articles=ARTICLES)
    outline = _Outline(text)
    assert "<script" not in text
    assert "script-src &#39;none&#39;" in text
    assert "img" not in {tag for tag, _ in outline.tags}
    assert "whether it happened: <del>proposed</del> → <ins>occurred</ins>" in text
    assert "Nothing changed." in diff_page(TimelineDiff())


def test_diff_json() -> None:
    data = json.loads(machine.diff_json(DIFF))
    assert [event["id"] for event in data["added"]] == ["e-summit", "e-if"]
    assert data["articles_redated"] == [{"id": "telefonata", "source": "articoli/telefonata.txt", "before": "2025-07-03", "after": None}]


# ---------------------------------------------------------------- the terminal


def _printed(show: Callable[[Console], None], *, width: int = 100, colour: bool = False) -> str:
    out = io.StringIO()
    show(Console(file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None))
    return out.getvalue()


def test_summary() -> None:
    printed = _printed(lambda console: terminal.summary(dataclasses.replace(TIMELINE, articles=ARTICLES[:3]), console, limit=2))
    lines = [line.rstrip() for line in printed.splitlines()]
    assert lines[:4] == [
        "When                      What                                 Who             Status        Sources",
        "─" * 100,
        "2022                      Russia launches a full-scale         Russia          occurred            1",
        "                          invasion of Ukraine",
    ]
    assert "10 lesser events not shown." in lines
    assert "How each article was dated" in lines
    assert any(line.startswith("istanbul.txt") and "28 May 2025" in line and line.endswith("The day was given.") for line in lines)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_the_terminal_is_never_overrun(width: int) -> None:
    printed = _printed(lambda console: terminal.summary(TIMELINE, console), width=width)
    assert max(map(len, printed.splitlines())) <= width
    assert all(len(re.findall(rf"\b{re.escape(word)}\b", printed)) for word in ("Status", "Sources"))


def test_hostile_text_cannot_drive_a_terminal() -> None:
    def everything(console: Console) -> None:
        terminal.summary(TIMELINE, console, lang="it")
        for event in EVENTS:
            terminal.explain_event(TIMELINE, event, console)
        for article in ARTICLES:
            terminal.explain_article(TIMELINE, article, console, lang="it")
        terminal.show_diff(DIFF, console)

    plain = _printed(everything, width=400)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202e]", plain)
    assert "[bold]red[/bold]" in plain
    assert "\x1b[31m[bold]" not in _printed(everything, width=400, colour=True)


def test_explain_event() -> None:
    printed = _printed(lambda console: terminal.explain_event(TIMELINE, EVENTS[3], console))
    assert [line.rstrip() for line in printed.splitlines()] == [
        "La Russia propone un nuovo giro di colloqui a Istanbul",
        "2 June 2025 · proposed · e-round-2",
        "negotiation · Istanbul · Sergey Lavrov and Russia",
        "",
        "Why this date",
        "“La Russia ha proposto un nuovo giro di colloqui diretti con l’Ucraina a Istanbul lunedì.”",
        "  istanbul.txt (says Sergey Lavrov): dated by “lunedì” → 2025-06-02",
        "",
        "Why these are one event",
        "It has a single mention.",
    ]


def test_explain_says_who_says_what_and_how_the_vote_went() -> None:
    first, second = EVENTS[4].mentions[0], EVENTS[5].mentions[0]
    more = dataclasses.replace(second, id="more", article=ARTICLES[2].id)
    days = (ConflictValue(value="2025-06-02", mentions=(first.id,)), ConflictValue(value="2025-06-03", mentions=(second.id, "more")))
    told = dataclasses.replace(EVENTS[4], mentions=(first, second, more), conflicts=(Conflict(field="date", values=days),))
    printed = _printed(lambda console: terminal.explain_event(TIMELINE, told, console), width=200)
    lines = printed[printed.index("! ") : printed.index("Why these are one event")].split("\n")
    assert [line.strip().partition(" (")[0] for line in lines[:4]] == [
        "! Sources disagree on the date:",
        "3 June 2025",
        "2 June 2025",
        "The date is the one that most mentions leave room for; a stated day counts four times an inferred one.",
    ]


def test_explain_quotes_a_sentence_once() -> None:
    first = EVENTS[3].mentions[0]
    twice = dataclasses.replace(EVENTS[3], mentions=(first, dataclasses.replace(first, id="more", start=first.end, end=first.end + 1)))
    assert _printed(lambda console: terminal.explain_event(TIMELINE, twice, console)).count("“La Russia ha proposto") == 1


def test_explain_article() -> None:
    printed = _printed(lambda console: terminal.explain_article(TIMELINE, ARTICLES[0], console))
    assert "+4.21  “After the Russia-US summit in Alaska”" in printed
    assert "22 August 2025  52 %  ████████████████" in printed
    assert "The day was given." in _printed(lambda console: terminal.explain_article(TIMELINE, ARTICLES[2], console))


def test_show_diff() -> None:
    assert _printed(lambda console: terminal.show_diff(TimelineDiff(), console)) == "Nothing changed.\n"
    printed = _printed(lambda console: terminal.show_diff(DIFF, console))
    assert "+ 15 August 2025  Trump e Putin al vertice in Alaska\n" in printed
    assert "~ articoli/telefonata.txt: 3 July 2025 → undated\n" in printed


def test_progress_is_silent_when_piped(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.progress("reading", 3) as done:
        done(2)
    assert capsys.readouterr() == ("", "")


# ---------------------------------------------------------------- what starting costs


@pytest.mark.parametrize("module", ["machine", "terminal", "html", "markdown", "words"])
def test_writers_start_without_the_heavy_libraries(module: str) -> None:
    code = f"import sys, timeline.render.{module}; print(*sorted({{'altair', 'vl_convert', 'pandas', 'pyarrow', 'rdflib'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


def test_the_sample_is_hostile() -> None:
    assert HOSTILE in EVENTS[-1].title
