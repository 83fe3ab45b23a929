"""A small timeline made by hand: both languages, every status, conflicts, a copy, an undated article, hostile text."""

from __future__ import annotations

import datetime as dt

from timeline.model import (
    Actor,
    ArticleChange,
    Candidate,
    Conflict,
    ConflictValue,
    DatedArticle,
    Event,
    EventChange,
    EventDate,
    EventMention,
    EventMerge,
    Evidence,
    FieldChange,
    Publication,
    Status,
    TimeExpression,
    Timeline,
    TimelineDiff,
)
from timeline.period import period_of

HOSTILE = "</script><img src=x onerror=alert(1)>\x1b[31m[bold]red[/bold] ‮evil {{ 7*7 }} =cmd|' /C calc'!A0"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def expression(text: str, value: str, start: int = 0) -> TimeExpression:
    period = period_of(value)
    return TimeExpression(
        start=start,
        end=start + len(text),
        text=text,
        type="DATE",
        value=value,
        earliest=period.start if period else None,
        latest=period.last if period else None,
        rule="sample",
        anchor="published",
    )


def publication(date: str, spread: dict[str, float], *evidence: tuple[str, str, str, float], given: bool = False) -> Publication:
    days = sorted(spread)
    return Publication(
        date=day(date) if date else None,
        earliest=day(days[0]) if days else None,
        latest=day(days[-1]) if days else None,
        probability=spread.get(date, 0.0),
        candidates=tuple(Candidate(date=day(d), probability=p) for d, p in sorted(spread.items(), key=lambda kv: -kv[1])),
        evidence=tuple(Evidence(kind=k, quote=q, start=10, end=10 + len(q), says=s, weight=w) for k, q, s, w in evidence),
        given=given,
    )


ARTICLES = (
    DatedArticle(
        id="alaska",
        source="https://www.example.org/world/2025/08/alaska?a=1&b=2",
        title="After Alaska, Kyiv asks what a guarantee is worth",
        lang="en",
        sha256="a" * 64,
        published=publication(
            "2025-08-22",
            {"2025-08-20": 0.06, "2025-08-21": 0.31, "2025-08-22": 0.52, "2025-08-23": 0.08},
            ("reference-event", "After the Russia-US summit in Alaska", "after 15 August 2025, by some days", 4.2134),
            ("weekday", "on Monday", "Monday 18 August 2025 lies just behind", 2.1),
            ("office", "Secretary of State Marco Rubio", "from 21 January 2025", 0.9),
            ("month", "in the coming weeks", "speaks against a later day", -0.35),
        ),
        expressions=(expression("on Monday", "2025-08-18", 120), expression("in the coming weeks", "FUTURE_REF", 400)),
    ),
    DatedArticle(
        id="telefonata",
        source="articoli/telefonata.txt",
        title="Putin a Trump: «Non rinunceremo ai nostri obiettivi»",
        lang="it",
        sha256="b" * 64,
        published=publication(
            "2025-07-04",
            {"2025-07-03": 0.34, "2025-07-04": 0.6},
            ("weekday", "giovedì", "giovedì 3 luglio 2025", 3.0),
            ("elapsed", "il mese scorso", "un mese dopo giugno 2025", 1.25),
        ),
        expressions=(
            expression("giovedì", "2025-07-03", 310),
            expression("nel 2022", "2022", 420),
            expression("il mese scorso", "2025-06", 700),
        ),
    ),
    DatedArticle(
        id="istanbul",
        source="articoli/istanbul.txt",
        title=None,
        lang="it",
        sha256="c" * 64,
        published=publication("2025-05-28", {"2025-05-28": 1.0}, given=True),
        expressions=(expression("lunedì", "2025-06-02", 60), expression("il 16 maggio", "2025-05-16", 900)),
    ),
    DatedArticle(
        id="copia",
        source="https://mirror.example.net/istanbul.html",
        title="Mosca propone un nuovo giro di colloqui (da un’agenzia)",
        lang="it",
        sha256="d" * 64,
        published=publication("2025-05-29", {"2025-05-28": 0.3, "2025-05-29": 0.62}, ("url", "/2025/05/29/", "29 maggio 2025", 5.0)),
        expressions=(expression("lunedì", "2025-06-02", 60),),
        same_as="istanbul",
    ),
    DatedArticle(
        id="undated",
        source="javascript:alert(1)",
        title=f"An undated one {HOSTILE}",
        lang="en",
        sha256="e" * 64,
        published=publication("", {"2025-03-10": 0.04, "2025-03-11": 0.03, "2025-03-12": 0.03}),
        expressions=(),
    ),
)

PUTIN = Actor(id="vladimir-putin", name="Vladimir Putin")
TRUMP = Actor(id="donald-trump", name="Donald Trump", role="partner")
ZELENSKY = Actor(id="volodymyr-zelensky", name="Volodymyr Zelensky")
LAVROV = Actor(id="sergey-lavrov", name="Sergey Lavrov")
RUSSIA = Actor(id="russia", name="Russia")


def mention(
    name: str,
    article: str,
    quote: str,
    trigger: str,
    *,
    status: Status = "occurred",
    expression: int | None = None,
    speaker: str | None = None,
) -> EventMention:
    at = quote.index(trigger)
    lang = next(a.lang for a in ARTICLES if a.id == article)
    return EventMention(
        id=name,
        article=article,
        lang=lang,
        quote=quote,
        start=1000 + at,
        end=1000 + at + len(trigger),
        sentence_start=1000,
        sentence_end=1000 + len(quote),
        expression=expression,
        status=status,
        speaker=speaker,
    )


def event(
    name: str,
    title: str,
    kind: str,
    value: str | None,
    *mentions: EventMention,
    status: Status = "occurred",
    days: tuple[str | None, str | None] | None = None,
    actors: tuple[Actor, ...] = (),
    place: str | None = None,
    salience: float = 0.8,
    stated: bool = True,
    conflicts: tuple[Conflict, ...] = (),
) -> Event:
    period = period_of(value) if value else None
    first, last = ((day(d) if d else None) for d in days) if days else (period.start, period.last) if period else (None, None)
    return Event(
        id=name,
        title=title,
        type=kind,
        status=status,
        date=EventDate(value=value, earliest=first, latest=last, grain=period.grain.value if period else None, stated=stated),
        actors=actors,
        place=place,
        salience=salience,
        confidence=0.9124,
        sources=len({m.article for m in mentions} - {"copia"}),
        mentions=mentions,
        conflicts=conflicts,
    )


EVENTS = (
    event(
        "e-invasion",
        "Russia launches a full-scale invasion of Ukraine",
        "invade",
        "2022",
        mention(
            "m1",
            "telefonata",
            "Mosca sostiene di essere stata costretta a lanciare un’invasione su vasta scala nel 2022.",
            "invasione",
            expression=1,
        ),
        actors=(RUSSIA,),
        place="Ukraine",
        salience=0.95,
    ),
    event(
        "e-riyadh",
        "Rubio e Lavrov s’incontrano a Riyadh",
        "meet",
        None,
        mention("m2", "undated", f"The meeting in Riyadh was the first of its kind {HOSTILE}.", "meeting"),
        days=(None, "2025-03-01"),
        actors=(LAVROV, Actor(id="marco-rubio", name="Marco Rubio")),
        place="Riyadh",
        stated=False,
    ),
    event(
        "e-istanbul-1",
        "Russian and Ukrainian officials meet in Istanbul",
        "negotiate",
        "2025-05-16",
        mention(
            "m3",
            "istanbul",
            "La proposta ha seguito un raro incontro tra funzionari russi e ucraini a Istanbul il 16 maggio.",
            "incontro",
            expression=1,
        ),
        mention(
            "m4", "copia", "La proposta ha seguito un raro incontro tra funzionari russi e ucraini a Istanbul il 16 maggio.", "incontro"
        ),
        mention("m5", "alaska", "The two sides had met in Istanbul in the middle of May, without a result.", "met"),
        actors=(RUSSIA, Actor(id="ukraine", name="Ukraine")),
        place="Istanbul",
        salience=0.9,
        conflicts=(
            Conflict(
                field="date",
                values=(
                    ConflictValue(value="2025-05-16", mentions=("m3", "m4")),
                    ConflictValue(value="2025-05-15", mentions=("m5",)),
                ),
            ),
        ),
    ),
    event(
        "e-round-2",
        "La Russia propone un nuovo giro di colloqui a Istanbul",
        "negotiate",
        "2025-06-02",
        mention(
            "m6",
            "istanbul",
            "La Russia ha proposto un nuovo giro di colloqui diretti con l’Ucraina a Istanbul lunedì.",
            "giro di colloqui",
            status="proposed",
            expression=0,
            speaker="Sergey Lavrov",
        ),
        status="proposed",
        actors=(LAVROV, RUSSIA),
        place="Istanbul",
        salience=0.85,
    ),
    event(
        "e-strikes",
        "US aircraft strike nuclear sites in Iran",
        "attack",
        "2025-06",
        mention(
            "m7", "telefonata", "Il mese scorso gli Stati Uniti hanno bombardato i siti nucleari iraniani.", "bombardato", expression=2
        ),
        place="Iran",
        salience=0.75,
    ),
    event(
        "e-weeks",
        "Aid deliveries slow down",
        "supply",
        None,
        mention("m8", "telefonata", "All’inizio di giugno le consegne si erano già ridotte.", "ridotte"),
        days=("2025-06-01", "2025-06-10"),
        salience=0.3,
        stated=False,
    ),
    event(
        "e-call-6",
        "Putin tells Trump by telephone that Moscow will not give up its aims",
        "call",
        "2025-07-03",
        mention(
            "m9",
            "telefonata",
            "La telefonata di giovedì è la sesta da quando Trump ha iniziato il suo secondo mandato.",
            "telefonata",
            expression=0,
        ),
        mention("m10", "alaska", "In early July the two presidents spoke for an hour.", "spoke"),
        actors=(PUTIN, TRUMP),
        salience=0.8,
    ),
    event(
        "e-summit",
        "Trump e Putin al vertice in Alaska",
        "meet",
        "2025-08-15",
        mention(
            "m11",
            "alaska",
            "“After the Russia-US summit in Alaska significant progress was made,” Lavrov said.",
            "summit",
            speaker="Sergey Lavrov",
        ),
        actors=(PUTIN, TRUMP, ZELENSKY),
        place="Alaska",
        salience=0.95,
        stated=False,
    ),
    event(
        "e-massing",
        "Moscow is massing troops in the south",
        "deploy",
        "2025-W34",
        mention(
            "m12",
            "alaska",
            "“Moscow is massing troops in the south,” Zelensky declared on Monday.",
            "massing",
            status="ongoing",
            expression=0,
        ),
        status="ongoing",
        actors=(RUSSIA,),
        salience=0.6,
    ),
    event(
        "e-denial",
        "European troops are already in Ukraine",
        "deploy",
        "2025-08-20",
        mention("m13", "alaska", "The Élysée denied that European troops were already in Ukraine.", "denied", status="denied"),
        status="denied",
        place="Ukraine",
        salience=0.4,
        conflicts=(
            Conflict(
                field="status",
                values=(ConflictValue(value="denied", mentions=("m13",)), ConflictValue(value="occurred", mentions=("m14",))),
            ),
        ),
    ),
    event(
        "e-meeting",
        "Putin and Zelensky meet without Trump",
        "meet",
        "2025-SU",
        mention(
            "m15",
            "alaska",
            "White House officials want Putin and Zelensky to meet first without him in the coming weeks.",
            "meet",
            status="planned",
            expression=1,
        ),
        status="planned",
        actors=(PUTIN, ZELENSKY),
        salience=0.7,
    ),
    event(
        "e-if",
        f"Foreign troops would be legitimate targets {HOSTILE}",
        "threaten",
        None,
        mention("m16", "undated", f"Were they to come, {HOSTILE} they would be targets.", "targets", status="hypothetical"),
        status="hypothetical",
        actors=(Actor(id='x" onclick="alert(1)', name=f"Actor {HOSTILE}"),),
        place="<b>nowhere</b>",
        salience=0.2,
    ),
)

TIMELINE = Timeline(articles=ARTICLES, events=EVENTS)

DIFF = TimelineDiff(
    added=(EVENTS[7], EVENTS[11]),
    removed=(EVENTS[5],),
    changed=(
        EventChange(
            before=EVENTS[3],
            after=EVENTS[3],
            fields=(
                FieldChange(field="status", before="proposed", after="occurred"),
                FieldChange(field="place", before=None, after=HOSTILE),
            ),
        ),
    ),
    merged=(EventMerge(before=(EVENTS[2], EVENTS[3]), after=(EVENTS[2],)),),
    split=(EventMerge(before=(EVENTS[6],), after=(EVENTS[6], EVENTS[8])),),
    articles_added=(ArticleChange(id="alaska", source=ARTICLES[0].source, before=None, after=day("2025-08-22")),),
    articles_redated=(ArticleChange(id="telefonata", source=ARTICLES[1].source, before=day("2025-07-03"), after=None),),
)
