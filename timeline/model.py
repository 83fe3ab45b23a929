"""The nouns of the program: what passes between its stages, frozen, without input or output."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

FORMAT = "timeline/1"
LIKELY_DAY = 0.15  # the probability from which an inferred publication day carries events and is shown as a day

Status = Literal["occurred", "ongoing", "planned", "proposed", "denied", "hypothetical"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


# ---------------------------------------------------------------- articles


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedDate:
    """A date that the article's wrapping states: a meta tag, a feed entry, a dateline, the address."""

    kind: str  # "json-ld", "meta", "time", "url", "feed", "byline", "dateline"
    day: dt.date
    quote: str
    start: int | None = None  # offsets in the article's text, when the date stands there
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text to be dated and read, as its reader delivered it."""

    id: str
    source: str
    title: str | None
    lang: str
    text: str
    sha256: str
    given: dt.date | None = None  # the publication day, when the user or the input's "published" gives it
    stated: tuple[StatedDate, ...] = ()
    origin: str | None = None  # the outlet, when known


# ---------------------------------------------------------------- parse, in the terms of Universal Dependencies


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its UD analysis; `head` is an index into the parse, its own for a root."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    feats: str  # "Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin", empty for none
    head: int
    deprel: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """The half-open range of tokens and of characters of one sentence."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: half-open character and token ranges, label PER, LOC or ORG."""

    start: int
    end: int
    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """The analysis of one text; offsets are code points of the text as given."""

    text: str
    lang: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]


# ---------------------------------------------------------------- time


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A temporal expression before it is anchored: what the words say, whatever day the article was published.

    `args` hold what the rule's operation needs, by these names where they apply: year, month, day, weekday (0 is
    Monday), unit (a grain), count (signed number of units), feast, part ("START", "MID", "END"), and others.
    """

    start: int
    end: int
    text: str
    type: TimexType
    rule: str
    operation: str
    args: tuple[tuple[str, int | str], ...]
    anchor: Literal["none", "published", "previous", "event"]  # what it must be resolved against
    direction: Literal["past", "present", "future"] | None  # from the tense, mood and prepositions around it
    reporting: bool = False  # it dates a verb of saying: "ha detto giovedì"
    governor: int | None = None  # token of the verb or event noun that it dates
    mod: str | None = None
    opens: bool = False  # it stands at the head of a dated item, whose day it is


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A temporal expression with its TIMEX3 value; `earliest` and `latest` are closed days."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str
    mod: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    rule: str = ""
    anchor: str | None = None  # what it was resolved against: "published", "none", "expression:START", "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for a publication day: the words that give it and what they are worth, in nats."""

    kind: str
    quote: str
    start: int | None
    end: int | None
    says: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A day and its posterior probability."""

    date: dt.date
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The posterior over an article's publication day; `earliest`..`latest` is a 90 % credible interval."""

    date: dt.date | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    probability: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    given: bool = False

    @property
    def day_is_known(self) -> bool:
        """Whether the likeliest day is more than a guess: readers are shown a month or years elsewhere."""
        return self.date is not None and (self.given or self.probability >= LIKELY_DAY)


# ---------------------------------------------------------------- events


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone or something that takes part, or a place that a mention is about; `id` is canonical across spellings and languages."""

    id: str
    name: str
    role: str = "agent"  # agent, patient, recipient, partner, participant; theme, a place, which takes no part


# How a mention's days follow from its `expression`: it states them; they run from it to publication, or from publication to it; the
# clause beside it states them, at the same time, before or after it, or in a report of it; or, without an expression, from the day
# of publication: just before, as part of what the text is telling, long before, after, unknown.
Timing = Literal["stated", "since", "until", "same", "before", "after", "reported", "recent", "narrated", "background", "coming", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Words of an article that name again an event it tells, and tell nothing of it by themselves: "the deal", "his visit"."""

    id: str
    quote: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One sentence of one article saying once that something happened."""

    id: str
    article: str
    lang: str
    quote: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    expression: int | None  # index into the article's expressions of the one that dates it
    status: Status
    speaker: str | None
    type: str
    lemma: str
    title: str
    nominal: bool  # the title is a noun phrase made a clause
    timing: Timing
    earliest: dt.date | None = None
    latest: dt.date | None = None
    through: int | None = None  # the expression with which its days end, where several date it: "in March and June"
    aside: bool = False  # told in a clause that describes something, or as what had been before: no day of the news
    moment: bool = False  # a present or a future tense tells it of a day, not from one on: it has happened once that is gone by
    guessed: bool = False  # its stated day was counted from a day of publication that is only inferred
    actors: tuple[Actor, ...] = ()
    place: str | None = None
    place_id: str | None = None
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # content lemmas of the event's clause, for linking
    ordinal: int | None = None  # "sixth call", "second round"
    instance: bool = False  # "a new round", "another call": not the one before
    occasion: int | None = None  # offset of the event noun at which it took place: "ha detto durante una conferenza stampa"
    known: str | None = None  # the reference event or meeting of the knowledge files that its words name
    salience: float = 0.0
    worth: float = 1.0  # its salience wherever it stood in its article; 0 where it tells no event of its own
    clear: bool = True  # who has not read the article understands the title
    echoes: tuple[Echo, ...] = ()  # where the article names the event again

    @property
    def stated(self) -> bool:
        """Whether the text itself gives the day, rather than its neighbourhood or the day of publication."""
        return self.timing == "stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When an event happened: a TIMEX3 value and its closed day range."""

    value: str | None
    earliest: dt.date | None
    latest: dt.date | None
    grain: str | None
    stated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictValue:
    value: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field on which the mentions of one event disagree, with who says what."""

    field: str
    values: tuple[ConflictValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """A mention as the timeline shows it (the part of `Mention` that the contract publishes)."""

    id: str
    article: str
    lang: str
    quote: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    expression: int | None
    status: Status
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What several coreferent mentions agree on."""

    id: str
    title: str
    type: str
    status: Status
    date: EventDate
    actors: tuple[Actor, ...]
    place: str | None
    salience: float
    confidence: float
    sources: int
    mentions: tuple[EventMention, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedArticle:
    """An article as the timeline shows it: how it was dated, and the times it speaks of."""

    id: str
    source: str
    title: str | None
    lang: str
    sha256: str
    published: Publication
    expressions: tuple[TimeExpression, ...]
    same_as: str | None = None  # the article of which this one is a copy or a translation, and so no second source


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole result; its JSON form is `timeline.json` (format timeline/1)."""

    format: str = FORMAT
    articles: tuple[DatedArticle, ...] = ()
    events: tuple[Event, ...] = ()


# ---------------------------------------------------------------- differences


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChange:
    """An event that both timelines hold, and what differs."""

    before: Event
    after: Event
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMerge:
    """Several events of the old timeline that are one in the new; the reverse is a split."""

    before: tuple[Event, ...]
    after: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """An article that is new, gone, or dated otherwise than before."""

    id: str
    source: str
    before: dt.date | None
    after: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineDiff:
    """What changed from one timeline to another, by shared mentions."""

    added: tuple[Event, ...] = ()
    removed: tuple[Event, ...] = ()
    changed: tuple[EventChange, ...] = ()
    merged: tuple[EventMerge, ...] = ()
    split: tuple[EventMerge, ...] = ()
    articles_added: tuple[ArticleChange, ...] = ()
    articles_removed: tuple[ArticleChange, ...] = ()
    articles_redated: tuple[ArticleChange, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__dataclass_fields__)
