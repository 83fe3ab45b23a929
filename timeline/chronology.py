"""Clusters of mentions → events: one date by vote, a title, a status, what they disagree on, and stable ids."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from timeline.cluster import Links
from timeline.context import Theme
from timeline.events import RECENT, entry_worth, is_of_no_day, is_of_press, main_salience, tells_too, unclear_worth
from timeline.lexicon import ontology
from timeline.model import (
    Actor,
    Conflict,
    ConflictValue,
    Event,
    EventDate,
    EventMention,
    Mention,
    Publication,
    Status,
    TimeExpression,
)
from timeline.names import one_place
from timeline.period import covering, period_of
from timeline.weighing import UNKNOWN, Weighing, weighing

# What later mentions may turn a plan into, from the strongest: an event that one text plans and another tells has occurred.
_PROGRESS: tuple[Status, ...] = ("occurred", "ongoing", "denied", "planned", "proposed", "hypothetical")

# A mention is shown under another only if that is at least this share as salient: a call is not told by a purpose clause beside it.
LESSER = 0.5
# What an event without a first day is worth beside one with it; what an article is about stays a main event.
UNDATED = 0.7
# What the title of a mention is worth that was made a clause, beside one that is the author's.
NOMINAL = 0.5
# And a plan whose day has passed, of which nobody has told since, beside what happened.
OVERTAKEN = 0.7
# How what is known less closely than to its day fades, by the days that it may be of: a week counts 4/5, a month 2/3, a year half.
COARSE = 0.12
# What is known to its month or better stays a main event; what is known to its year is background to what happened on a day.
MONTH = 31  # days
# Types of which a figure tells how many it struck.
COUNTED = ("kill", "injure", "die", "arrest")
SHORT = 3  # days: what lasts no longer is over in one, but for midnight
PROPOSAL = "propose"  # who recommends that something be done says it

_Range = tuple[dt.date, dt.date]
_Title = tuple[str, int, str]  # the article, the sentence and the words of a title
_Entry = tuple[Event, Sequence[Mention], Sequence[Mention]]  # an event, the mentions that it is of, and those shown with it


def events(
    mentions: Sequence[Mention],
    links: Links,
    expressions: Mapping[str, Sequence[TimeExpression]],
    *,
    published: Mapping[str, Publication] | None = None,
    same_as: Mapping[str, str] | None = None,
    before: Sequence[Event] = (),
    theme: Theme = UNKNOWN,
) -> tuple[Event, ...]:
    """The events in chronological order.

    `expressions` are those of each article by its id, `published` its day; `same_as` names for a copy the article that
    it copies, which is no second source; `before` are the events of an earlier timeline, whose ids are inherited; `theme`
    is what the collection is about.
    """
    copies = same_as or {}
    weigh = weighing(mentions, {a: own for a, own in expressions.items() if a not in copies}, published or {}, theme)
    heads = _heads(mentions)

    def event_of(members: Sequence[Mention], more: Sequence[Mention]) -> Event:
        return _event(members, more, expressions, copies, weigh, heads)

    entries: list[_Entry] = []
    rest: list[Event] = []
    for own, more in _folded(mentions, links, heads):
        members, beside = [mentions[i] for i in own], [mentions[i] for i in more]
        event = event_of(members, beside)
        if _is_entry([*members, *(m for m in beside if m.title == event.title)], event, weigh):
            entries.append((event, members, beside))
        else:
            rest.append(event)
    return tuple(sorted(_inherit(_with_rest(_once(entries, _contents(mentions), event_of), rest), before), key=order))


def _contents(mentions: Sequence[Mention]) -> dict[_Title, frozenset[str]]:
    """For the title that a verb of saying has, the titles in its sentence whose words it has too: "Reuters writes that" and what it writes."""
    beside: dict[tuple[str, int], set[str]] = defaultdict(set)
    for m in mentions:
        beside[m.article, m.sentence_start].add(m.title)
    saying = (m for m in mentions if not m.nominal and (ontology()[m.type].group == "speech" or m.type == PROPOSAL))
    found = {_under(m): {t for t in beside[_under(m)[:2]] if t != m.title and tells_too(m.title, t)} for m in saying}
    return {title: frozenset(said) for title, said in found.items() if said}


def _once(
    entries: Sequence[_Entry],
    contents: Mapping[_Title, frozenset[str]],
    event_of: Callable[[Sequence[Mention], Sequence[Mention]], Event],
) -> list[Event]:
    """The events of entries, of those that one article tells under one title, or one in the other's, only the first: the others are shown with it.

    That is what somebody says before what is said, unless it is the press that says it; then a main event, or else the one whose verb
    the title has. Two sentences of one title may tell of two days, as "The police investigate" does.
    """
    hosts: dict[tuple[str, str], list[int]] = defaultdict(list)
    found: list[_Entry] = []

    def rank(entry: _Entry) -> tuple[int, bool, float, str]:
        event, members, _ = entry
        telling = [m for m in members if m.title == event.title]
        said = [m for m in telling if _under(m) in contents]
        first = bool(said) and all(m.clear for m in said) and not any(is_of_press(m) for m in said)
        own = any(not m.nominal and not m.aside for m in telling)
        return bool(said) - 2 * first, not own and event.salience < main_salience(), -event.salience, event.id

    for event, members, more in sorted(entries, key=rank):
        telling = [m for m in members if m.title == event.title]
        places = sorted({(m.article, t) for m in telling for t in (m.title, *contents.get(_under(m), ()))})
        host = next((k for place in places for k in hosts[place] if _is_told_by(found[k], event, telling)), None)
        if host is None:
            for place in places:
                hosts[place].append(len(found))
            found.append((event, members, more))
        else:
            first, own, others = found[host]
            found[host] = (first, own, [*others, *members, *more])
    known = {event.id: len(more) for event, _, more in entries}
    return [event if len(more) == known[event.id] else event_of(members, more) for event, members, more in found]


def _is_told_by(entry: _Entry, event: Event, telling: Sequence[Mention]) -> bool:
    """Whether an entry tells another event of its title too: in its sentence, or on a day that may be the same; or of its sentence alone, what is said."""
    first, members, _ = entry
    room = _leaves_room(first.date, event.date)
    beside = not {_under(m)[:2] for m in telling}.isdisjoint(_under(m)[:2] for m in members)
    if first.title == event.title:
        return beside or (room and first.status == event.status)
    return beside and room and event.sources == 1


def _is_entry(members: Sequence[Mention], event: Event, weigh: Weighing) -> bool:
    """Whether one of the mentions that an event's title tells does tell enough, and when, for an entry; what an article is about has one in any case.

    What cannot be read alone has to tell more, above all where the text does not give its day.
    """
    own = [m for m in members if not weigh.is_of_page(m)]
    told = (m.worth >= (entry_worth() if m.clear else unclear_worth(stated=m.stated)) and not is_of_no_day(m) for m in own)
    return bool(own) and (event.salience >= main_salience() or any(told))


def _with_rest(entries: Sequence[Event], rest: Sequence[Event]) -> list[Event]:
    """The entries, each with the mentions of no entry in its sentences: under the one that best agrees, then the most salient."""
    at: dict[tuple[str, int], set[int]] = defaultdict(set)
    for k, e in enumerate(entries):
        for m in e.mentions:
            at[m.article, m.sentence_start].add(k)
    more: dict[int, list[EventMention]] = defaultdict(list)
    for own, m in ((e, m) for e in rest for m in e.mentions):
        hosts = ((k, entries[k]) for k in at[m.article, m.sentence_start])
        agreeing = ((_leaves_room(h.date, own.date), h.status == own.status, h.salience, k) for k, h in hosts)
        if (best := max(agreeing, default=None)) is not None:
            more[best[-1]].append(m)
    return [
        replace(e, mentions=tuple(sorted((*e.mentions, *more[k]), key=lambda m: (m.article, m.start)))) if k in more else e
        for k, e in enumerate(entries)
    ]


def _leaves_room(host: EventDate, own: EventDate) -> bool:
    """Whether two events may be of one day."""
    return not (own.latest and host.earliest and own.latest < host.earliest) and not (
        own.earliest and host.latest and host.latest < own.earliest
    )


def order(event: Event) -> tuple[str, str, float, str]:
    first, last = event.date.earliest, event.date.latest
    return (first.isoformat() if first else "9999", last.isoformat() if last else "9999", -event.salience, event.id)


def _under(mention: Mention) -> _Title:
    """The title that a mention stands under, in its sentence."""
    return mention.article, mention.sentence_start, mention.title


def _heads(mentions: Sequence[Mention]) -> dict[_Title, Mention]:
    """The mention that each title tells before others: what tells anything, a verb before what it names, the more salient verb.

    To intend, to want and to be expected tell nothing beside what is intended.
    """
    heads: dict[_Title, Mention] = {}
    for m in sorted(mentions, key=lambda m: (m.status == "ongoing" and not m.worth, m.nominal, -m.salience, m.start)):
        heads.setdefault(_under(m), m)
    return heads


def _folded(mentions: Sequence[Mention], links: Links, heads: Mapping[_Title, Mention]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The clusters, each with the mentions of those that its titles already tell, wherever they are told.

    Those are clauses of one title ("sono entrati nel conflitto, bombardando …"), the occasion of another event ("ha detto
    durante una conferenza stampa"), and what is nowhere told but only named in what is told of others: "proposed a ceasefire",
    "rejected a ceasefire".
    """
    clusters: list[tuple[tuple[int, ...], list[int]]] = []
    shown: dict[tuple[str, int, str | int], tuple[int, Mention]] = {}
    leaning = [m.nominal and not heads[_under(m)].nominal for m in mentions]
    named = {c for c in links.clusters if all(leaning[i] for i in c)}
    telling = {c for c in links.clusters if any(heads[_under(mentions[i])] is mentions[i] for i in c)}
    for members in sorted(
        links.clusters,
        key=lambda c: (c in named, c not in telling, len(c) == 1, mentions[c[0]].nominal, -max(mentions[i].salience for i in c), c),
    ):
        hosts = [[home for home, host in _told(mentions[i], shown) if _holds(host, mentions[i])] for i in members]
        if members in named and all(hosts):
            for i, homes in zip(members, hosts, strict=True):
                clusters[homes[0]][1].append(i)
            continue
        if common := set.intersection(*map(set, hosts)):
            clusters[min(common)][1].extend(members)
            continue
        for i in members:
            m = mentions[i]
            lesser = heads[_under(m)].salience >= main_salience() > m.salience  # a main event is shown under none of its own words
            for key in (None if leaning[i] or lesser else m.title, m.occasion):
                if key is not None:
                    shown.setdefault((m.article, m.sentence_start, key), (len(clusters), m))
        clusters.append((members, []))
    return sorted((own, tuple(sorted(more))) for own, more in clusters)


def _told(mention: Mention, shown: Mapping[tuple[str, int, str | int], tuple[int, Mention]]) -> list[tuple[int, Mention]]:
    """The clusters that already tell a mention, each by the mention that does: under the same title, or as what took place at it."""
    here = (mention.article, mention.sentence_start)
    places: list[tuple[str, int, str | int]] = [(*here, mention.title), *([(*here, mention.start)] if mention.nominal else [])]
    return [shown[place] for place in places if place in shown]


def _holds(host: Mention, own: Mention) -> bool:
    """Whether a mention may be shown under another: it reads the same or is not much more salient, and its stated days, if any, leave room for it."""
    if host.title != own.title and own.salience * LESSER > host.salience:
        return False
    if not (own.stated and own.earliest and own.latest and host.earliest and host.latest):
        return True
    return own.earliest <= host.latest and host.earliest <= own.latest


def _event(
    members: Sequence[Mention],
    more: Sequence[Mention],
    expressions: Mapping[str, Sequence[TimeExpression]],
    copies: Mapping[str, str],
    weigh: Weighing,
    heads: Mapping[_Title, Mention],
) -> Event:
    """The event of coreferent mentions; `more` are shown with it and have no say in it."""
    members = sorted(members, key=lambda m: (m.article, m.start))
    sources = _sources(members, copies)
    status = _status([m for m in members if m.worth or m.status != "ongoing"] or members)  # what is so at any time goes on with no plan
    best = _best(members, status, heads)
    kind = _vote(members, lambda m: m.type, weight=lambda m: m.salience + 0.01) or best.type
    place = _vote([m for m in members if m.place], lambda m: m.place, weight=lambda m: 1.0)
    dating = [m for m in members if m.stated or _has_been(m.status) or not _has_been(status)]
    date = _date(dating, expressions)
    return Event(
        id=_id(members[0].id),
        title=best.title,
        type=kind,
        status=status,
        date=date,
        actors=_actors([*members, *(m for m in more if m.title == best.title)], best.lang),
        place=place,
        salience=_salience([m for m in (*members, *more) if m.clear == best.clear], len(sources), status, date, weigh),
        confidence=_confidence(members, date),
        sources=len(sources),
        mentions=tuple(s for m in sorted([*members, *more], key=lambda m: (m.article, m.start)) for s in _shown(m)),
        conflicts=_conflicts(members, more),
    )  # fmt: skip


def _best(members: Sequence[Mention], status: Status, heads: Mapping[_Title, Mention]) -> Mention:
    """The mention whose title the event has: of its status, clear to who has not read the article, telling it, important, long."""

    def rank(m: Mention) -> tuple[bool, bool, bool, float, int, str]:
        weight = m.salience * (NOMINAL if m.nominal else 1)
        return m.status == status, m.clear, heads[_under(m)] is m, round(weight, 1), len(m.title), m.id

    return max(members, key=rank)


def _shown(m: Mention) -> tuple[EventMention, ...]:
    """A mention as the timeline shows it, and after it where its article names the event again."""
    own = EventMention(
        id=m.id, article=m.article, lang=m.lang, quote=m.quote, start=m.start, end=m.end, sentence_start=m.sentence_start,
        sentence_end=m.sentence_end, expression=m.expression, status=m.status, speaker=m.speaker,
    )  # fmt: skip
    return own, *(
        replace(
            own, id=e.id, quote=e.quote, start=e.start, end=e.end, sentence_start=e.sentence_start, sentence_end=e.sentence_end,
            expression=None, speaker=None,
        )
        for e in m.echoes
    )  # fmt: skip


def _vote(members: Iterable[Mention], key: Callable[[Mention], str | None], *, weight: Callable[[Mention], float]) -> str | None:
    votes: dict[str | None, float] = defaultdict(float)
    for m in members:
        votes[key(m)] += weight(m)
    return max(votes, key=lambda k: (votes[k], str(k))) if votes else None


def _status(members: Sequence[Mention]) -> Status:
    """What the surest mentions say; a telling of the event outranks a plan for it, a denial only stands unopposed."""
    have = {m.status for m in members}
    if "denied" in have and have & {"occurred", "ongoing"}:
        counts = Counter(m.status for m in members)
        return "denied" if counts["denied"] > counts["occurred"] + counts["ongoing"] else "occurred" if "occurred" in have else "ongoing"
    return next(s for s in _PROGRESS if s in have)


def _has_been(status: Status) -> bool:
    """Whether what has this status has begun to happen; then what may be or is to come gives no day unless the text says it."""
    return status in ("occurred", "ongoing")


def _date(members: Sequence[Mention], expressions: Mapping[str, Sequence[TimeExpression]]) -> EventDate:
    """The range that the mentions support most, a stated day before an inferred one; "2022" supports "February 2022"."""
    dated = [(m, m.earliest, m.latest) for m in members if m.earliest and m.latest]
    if not dated:  # only that it came before, or is to come after, what was published when
        first = max((m.earliest for m in members if m.earliest), default=None)
        last = min((m.latest for m in members if m.latest), default=None)
        if first and last and first > last:  # planned after one article, told of before another
            first, last = None, max(m.latest for m in members if m.latest)
        return EventDate(value=None, earliest=first, latest=last, grain=None, stated=False)
    weights = {m.id: (4.0 if m.stated else 1.0) / (1.0 + (last - first).days) ** 0.25 for m, first, last in dated}
    likely = {m.id: (last if _is_news(m, first, last) else first, last) for m, first, last in dated}
    guessed = {m.id for m, _, _ in dated if _is_bounded(m, likely[m.id], dated)}
    ranges = [r for i, r in likely.items() if i not in guessed]
    support = {r: sum(weights[m.id] for m, first, last in dated if first <= r[0] and r[1] <= last) for r in ranges}
    first, last = max(support, key=lambda r: (support[r], (r[0] - r[1]).days, -r[0].toordinal()))
    stating = [m for m in members if m.stated and (m.earliest, m.latest) == (first, last)]
    value = next((expressions[m.article][m.expression].value for m in stating if m.expression is not None), None)
    period = (period_of(value) if value else None) or covering(first, last)
    if period is None or (period.start, period.last) != (first, last):
        return EventDate(value=None, earliest=first, latest=last, grain=None, stated=bool(stating))
    return EventDate(value=period.value, earliest=first, latest=last, grain=str(period.grain), stated=bool(stating))


def _is_news(mention: Mention, first: dt.date, last: dt.date) -> bool:
    """Whether an event without a day of its own is told as news of the last of its days, which is then its likeliest.

    The days before are those that linking has to allow for, since the press tells of today as well as of yesterday.
    """
    return mention.timing in ("recent", "narrated", "same", "reported") and (last - first).days <= RECENT


def _is_bounded(mention: Mention, day: _Range, dated: Sequence[tuple[Mention, dt.date, dt.date]]) -> bool:
    """Whether only its publication gives a mention its day, where the same article states a longer time around it: "this week"."""
    if mention.stated or mention.expression is not None:
        return False
    return any(m.stated and m.article == mention.article and first <= day[0] and day[1] <= last for m, first, last in dated)


def _actors(members: Sequence[Mention], lang: str) -> tuple[Actor, ...]:
    """Everyone who takes part, by how often; the display name of the best mention's language where there is one."""
    count: Counter[str] = Counter(a.id for m in members for a in m.actors)
    shown: dict[str, Actor] = {}
    for m in sorted(members, key=lambda m: m.lang != lang):
        for a in m.actors:
            if a.role != "theme":
                shown.setdefault(a.id, a)
    return tuple(sorted(shown.values(), key=lambda a: (-count[a.id], a.role != "agent", a.id)))


def _sources(members: Sequence[Mention], copies: Mapping[str, str]) -> set[str]:
    """The articles that tell of the event in words of their own: a sentence that another has word for word is no second source."""
    first: dict[str, str] = {}
    for m in members:
        first.setdefault(m.quote, m.article)
    return {copies.get(a, a) for a in first.values()}


def _salience(members: Sequence[Mention], sources: int, status: Status, date: EventDate, weigh: Weighing) -> float:
    """The best mention's by what its article and sentence are in the collection, raised by every further source and by recall."""
    best = max(weigh.salience(m) for m in members)
    raised = best * (1 + 0.15 * (sources - 1))
    first, last = date.earliest, date.latest
    if not first:
        raised = _faded(raised, UNDATED)
    elif first == last:
        raised *= weigh.recall(first)
    elif last and date.stated:
        days = 1 + (last - first).days
        raised = _faded(raised, days**-COARSE) if days <= MONTH else raised * days**-COARSE
    if weigh.is_overtaken(status, last):
        raised = _faded(raised, OVERTAKEN)
    return round(min(1.0, raised), 4)


def _faded(salience: float, factor: float) -> float:
    """The salience by a factor, that of a main event staying one."""
    return max(salience * factor, main_salience() if salience >= main_salience() else 0.0)


def _confidence(members: Sequence[Mention], date: EventDate) -> float:
    """How far the entry can be trusted: a stated day, and more than one telling, speak for it."""
    base = 0.9 if date.stated else 0.6 if date.earliest else 0.4
    return round(1 - (1 - base) * 0.7 ** (len({m.article for m in members}) - 1), 4)


def _conflicts(members: Sequence[Mention], more: Sequence[Mention]) -> tuple[Conflict, ...]:
    """The fields on which mentions contradict each other, with who says what; the figures also of those shown with the event."""
    found = []
    claims = (
        ("date", _claimed_day, members),
        ("place", _claimed_place, members),
        ("status", _claimed_status, members),
        ("actors", _claimed_agent, members),
        ("numbers", _claimed_number, [*members, *more]),
    )
    for field, claim, telling in claims:
        said: dict[str, list[Mention]] = defaultdict(list)
        shown: dict[str, str] = {}
        for m in telling:
            if (claimed := claim(m)) is not None:
                key, value = claimed
                said[key].append(m)
                shown.setdefault(key, value)
        if len(said) > 1 and not _AGREEING.get(field, _never)([m for ms in said.values() for m in ms]):
            values = sorted((shown[key], tuple(m.id for m in ms)) for key, ms in said.items())
            found.append(Conflict(field=field, values=tuple(ConflictValue(value=v, mentions=ids) for v, ids in values)))
    return tuple(found)


def _claimed_day(m: Mention) -> tuple[str, str] | None:
    """The stated range, as an ISO day or an interval; twice, since what is compared is what is shown."""
    if not (m.stated and m.earliest and m.latest):
        return None
    text = str(m.earliest) if m.earliest == m.latest else f"{m.earliest}/{m.latest}"
    return text, text


def _claimed_place(m: Mention) -> tuple[str, str] | None:
    """The place by id, so that Ginevra and Geneva are one."""
    return (m.place_id, m.place) if m.place_id and m.place else None


def _claimed_status(m: Mention) -> tuple[str, str] | None:
    if m.status == "denied":
        return "denied", "denied"
    return ("occurred", "occurred") if m.status in ("occurred", "ongoing") else None


def _claimed_agent(m: Mention) -> tuple[str, str] | None:
    """Who did it, where one is named."""
    agents = [a for a in m.actors if a.role == "agent"]
    return (agents[0].id, agents[0].name) if len(agents) == 1 else None


def _claimed_number(m: Mention) -> tuple[str, str] | None:
    """How many it struck, where the clause has one figure."""
    return (m.numbers[0], m.numbers[0]) if m.type in COUNTED and len(m.numbers) == 1 else None


def _one_time(stating: Sequence[Mention]) -> bool:
    """Whether the stated ranges leave a stretch as long as the event lasts: "in June" and "on 2 June" are no contradiction.

    What takes a day may pass midnight, and be linked so; for the reader two days of it are two.
    """
    first = max(m.earliest for m in stating if m.earliest)
    last = min(m.latest for m in stating if m.latest)
    days = max(ontology()[m.type].days for m in stating)
    return (days if days > SHORT else 1) > (first - last).days


def _one_article(stating: Sequence[Mention]) -> bool:
    """Whether a single article says all of it: it then tells of several who took part, or of parts of a sum."""
    return len({m.article for m in stating}) == 1


def _never(_: Sequence[Mention]) -> bool:
    return False


def _somewhere(placed: Sequence[Mention]) -> bool:
    """Whether each two places may be one: "in France" and "in Paris" are no contradiction."""
    return all(one_place(a, b) for a, b in combinations(sorted({m.place_id for m in placed if m.place_id}), 2))


_AGREEING: Mapping[str, Callable[[Sequence[Mention]], bool]] = {
    "date": _one_time,
    "place": _somewhere,
    "actors": _one_article,
    "numbers": _one_article,
}


def _inherit(built: Sequence[Event], before: Sequence[Event]) -> list[Event]:
    """The events under the ids of the earlier ones with which they share most mentions, each id once."""
    of = {m.id: e.id for e in before for m in e.mentions}
    claims = sorted(
        ((n, i, old) for i, e in enumerate(built) for old, n in Counter(of[m.id] for m in e.mentions if m.id in of).items()),
        key=lambda c: (-c[0], c[1], c[2]),
    )
    given: dict[int, str] = {}
    for _, i, old in claims:
        if i not in given and old not in given.values():
            given[i] = old
    taken = set(given.values())
    return [replace(e, id=given[i] if i in given else _free(e, taken)) for i, e in enumerate(built)]


def _free(event: Event, taken: set[str]) -> str:
    """The event's own id, or the next that no inherited one has taken."""
    return next(i for m in event.mentions for n in range(len(taken) + 1) if (i := _id(m.id + "'" * n)) not in taken)


def _id(mention: str) -> str:
    return "e-" + hashlib.sha256(mention.encode()).hexdigest()[:10]
