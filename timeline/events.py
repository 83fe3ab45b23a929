"""Sentences and temporal expressions → event mentions: what happened, who took part, when, and whether it did."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from timeline.anaphora import further_names
from timeline.echoes import echoed
from timeline.factuality import is_hearsay, is_known, looks_ahead, narrates, noun_factuality, verb_factuality
from timeline.furniture import is_heading, openings
from timeline.general import is_general, is_nowadays
from timeline.headline import enclosing_title, headline, is_announced, is_owned, lone_headline
from timeline.items import Item, item_at
from timeline.knowledge import LandmarkMatch
from timeline.language import table
from timeline.legible import reads_alone
from timeline.lexicon import lexicon, ontology
from timeline.model import Actor, Article, Finding, Mention, Parse, Publication, Status, TimeExpression, Timing
from timeline.names import Name, gazetteer, slug, with_persons
from timeline.opening import opening_title
from timeline.period import add_days, period_of
from timeline.repair import repaired
from timeline.roles import actors_of, entity_of, main_subjects, place_of, town_of
from timeline.scene import Scene
from timeline.talk import is_no_report, is_talk, listed, quotation, says, selves
from timeline.timing import (
    clause_time,
    dated_triggers,
    is_moment,
    is_told_aside,
    joined,
    matrix,
    occasion_of,
    phrase_of,
    starter,
    timing_of,
    timing_within,
    tokens_of,
)
from timeline.titles import heading, reframed, title_words, whole
from timeline.tree import Tree
from timeline.triggers import Trigger, carried, counted, extent, reflexive, set_phrases, triggers_in
from timeline.untimed import left_out

# Days that a neighbouring clause may lie from the day that dates it, where only the order is known.
NEAR = 7
# Characters within which what follows an event of the news is still of its day, in a report and in what is longer; and one of long ago.
REACH = 5000
FAR = 2500
BESIDE = 300
MONTH = 31  # days
# Characters of what is surely a report, which tells news to its end; of the longest report that opens with its day; and of the longest in which
# what somebody said is news wherever it stands.
STORY = 3000
REPORT = 5000
TREATISE = 8000
# Characters into a longer text in which it still opens; from which on news without a day is as likely told before; and how far it may be from the
# days of the news that the text gives.
OPENS = 600
DEEP = 2000
BY = 1500
# Days before publication in which a past event without a date is taken to lie.
RECENT = 2
# Days beyond which the range of "yesterday", in an article of an uncertain day, says nothing.
VAGUE = 31
# Characters within which words that name a reference event stand together; further apart they only point to it.
NAMING = 60
TOLD = 0.8  # the share of the words of what is said that the title of the saying has, where it tells it
_WORDS = re.compile(r"\w+")
FATAL = ("kill", "die", "injure")  # types of what strikes people
# The sentences that carry the news, of those that tell of an event, and what each is worth beside the one before it.
LEAD = 3
FALLING = 0.7
WHOLE = 0.9  # share of a sentence of which a title has so much that it is the sentence
OPENING = 1500  # characters within which an article says what it is about
# How many events of one article keep their full salience.
MOST = 10
_NO_DAY = ("background", "unknown")  # timings of what the text gives no day
# What is no news by itself.
NO_LEAD = ("say", "think", "want", "ask", "have-state")
# Rules of times that may be of the day of publication and say so: "stamattina", not "oggi".
_OF_THE_DAY = ("weekday", "day-part", "this-part", "today-part")
_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ", "NUM")


def mentions(
    article: Article, parse: Parse, names: Sequence[Name], findings: Sequence[Finding], landmarks: Sequence[LandmarkMatch] = ()
) -> tuple[Mention, ...]:
    """The event mentions of an article in text order; `expression` indexes `findings`; days come later, by `dated`."""
    lex = lexicon(parse.lang)
    tree = Tree.of(repaired(with_persons(parse, names), findings, lex))
    spans = [tokens_of(parse, f) for f in findings]
    times = {i for span in spans for i in span}
    times |= {i for span in spans if span and (i := starter(tree, span)) is not None}
    names = [*names, *further_names(tree, names, times)]
    at = {i: name for name in sorted(names, key=lambda n: n.how == "adjective", reverse=True) for i in range(name.first, name.last)}
    apart = times | openings(tree)  # "all'inizio di giugno", "il fine settimana", "Aggiornamento, ore 9:30 –"
    triggers = {t.token: t for t in triggers_in(tree, lex) if t.token not in apart}
    dates, nearby = dated_triggers(tree, lex, triggers, findings, spans)
    text = Scene(
        article.id, tree, lex, at, findings, dates, nearby,
        frozenset(i for f, span in zip(findings, spans, strict=True) if f.type in ("DATE", "TIME") for i in phrase_of(tree, span)),
        main_subjects(tree, at), triggers,
    )  # fmt: skip
    told = {t.token: _read(text, t, _as_printed(text, t, m)) for t in triggers.values() if (m := _mention(text, t))}
    unclear = _weights()["unclear"]
    found = [
        replace(
            m,
            known=_known(m, landmarks),
            salience=m.salience if m.clear else round(m.salience * unclear, 4),
            worth=m.worth if m.clear else round(m.worth * unclear, 4),
        )
        for m in echoed(text, told)
    ]
    return tuple(sorted(_with_lead(_ranked(_beside_clear(_of_press(found)))), key=lambda m: (m.start, m.end)))


def tells_too(saying: str, said: str) -> bool:
    """Whether the title of a saying tells what was said, whatever each was shortened by."""
    words = set(_WORDS.findall(said.casefold()))
    return len(words & set(_WORDS.findall(saying.casefold()))) >= TOLD * len(words)


def is_of_press(mention: Mention) -> bool:
    """Whether it is the press that tells or says something: that is no news beside what it says."""
    return any(a.role == "agent" and gazetteer().sorts.get(a.id) == "media" for a in mention.actors)


def _of_press(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, what the press says worth what it tells: "Reuters scrive che il governo ha presentato le sue dimissioni".

    That is readable by its frame though "il governo" alone may be none that a reader knows.
    """
    unclear = _weights()["unclear"]

    def raised(m: Mention) -> Mention:
        told = [
            (n.salience, n.worth) if n.clear else (n.salience / unclear, n.worth / unclear)
            for n in found
            if n.sentence_start == m.sentence_start and n.title != m.title and tells_too(m.title, n.title)
        ]
        salience, worth = max(told, default=(0.0, 0.0))
        return replace(m, salience=max(m.salience, round(salience, 4)), worth=max(m.worth, round(worth, 4)))

    return [raised(m) if m.clear and ontology()[m.type].group == "speech" and is_of_press(m) else m for m in found]


def _beside_clear(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, those that tell little and whose titles only the article explains without an entry where another of their sentence has one.

    That is a clear one, or one of more worth, of the same day and status; there they are still shown.
    """
    entry, little, sentences = entry_worth(), _weights()["little"], defaultdict[int, list[Mention]](list)
    for m in found:
        sentences[m.sentence_start].append(m)

    def better(m: Mention) -> bool:
        may = (o for o in sentences[m.sentence_start] if o.worth >= entry and (o.expression, o.status) == (m.expression, m.status))
        return any(o is not m and (o.clear, o.worth, -o.start) > (m.clear, m.worth, -m.start) for o in may)

    return [replace(m, worth=0.0) if not m.clear and m.worth < little and better(m) else m for m in found]


def _read(text: Scene, trigger: Trigger, mention: Mention) -> Mention:
    """A mention with whether its title can be read alone; one of a stated day that cannot has rather its whole sentence, as far as that is short.

    What is only named, and so that nobody could know it, makes no entry for its day alone: "gli scontri di ieri",
    "ha parlato delle elezioni di luglio".
    """
    if mention.clear and (mention.title == opening_title(text, trigger) or reads_alone(text, mention.title, trigger.token)):
        return mention
    if mention.timing != "stated":
        return replace(mention, clear=False)
    if _only_befell(text, trigger):
        return replace(mention, clear=False, worth=0.0)
    line = trigger.clause == trigger.token  # that is a noun
    named, title = mention.nominal and not trigger.verbal and not line and not _is_of_the_dead(text, trigger), ""
    if mention.clear and not (named and _is_only_named(text.tree, trigger)):
        times = text.time_tokens | left_out(text, trigger.clause)
        title = whole(text.tree, mention.title, trigger.token, times=times, drop=openings(text.tree))
    return replace(mention, clear=False, title=title or mention.title, worth=mention.worth if title or not named else 0.0)


def _only_befell(text: Scene, trigger: Trigger) -> bool:
    """Whether a clause says of what the text has told no more than when or where it took place: "Il furto è avvenuto ieri"."""
    tree = text.tree
    verb = trigger.clause
    if not text.lex.has("light.befalls", reflexive(tree, verb), tree[verb].lemma.lower(), *set_phrases(tree, verb)):
        return False
    subjects, more = tree.kids(verb, "nsubj"), (c for c in tree.kids(verb, "obl", "advcl") if c not in text.time_tokens)
    if any(c not in text.names or text.names[c].known.kind != "place" for c in more):
        return False
    return any(tree.is_definite(i) and not tree.kids(i, "nmod", "amod", "acl") for i in subjects)


def _is_of_the_dead(text: Scene, trigger: Trigger) -> bool:
    """Whether a noun is told with those whom it struck: "after the killing of hundreds in the raid"; of them a chronology tells."""
    return any(text.triggers[a].type in FATAL for a in text.tree.ancestors(counted(text.tree, trigger.token)) if a in text.triggers)


def _is_only_named(tree: Tree, trigger: Trigger) -> bool:
    """Whether a sentence with an event noun tells of something else: the raid of "left after the raid", not that of "told him in the call"."""
    top = counted(tree, trigger.token)
    within = tree[top].head == trigger.clause and tree.case(top) in title_words(tree.parse.lang, "during")
    return not within and tree.relation(top) not in ("nsubj", "root")


def _with_lead(found: Sequence[Mention]) -> list[Mention]:
    """The mentions, the best clear one of those that open the article raised to a main event: an article is about something.

    Where none is clear, what its first sentence tells in full makes an entry, and no main event.
    """
    may = [m for m in found if m.clear and m.sentence_start < OPENING and _may_lead(m)]
    if not may:
        return [replace(m, worth=max(m.worth, unclear_worth(stated=m.stated))) if _opens_report(m, found) else m for m in found]
    telling = [m for m in may if not m.nominal] or may
    told = sorted({m.sentence_start for m in telling})[:LEAD]
    heads = [m for m in telling if m.sentence_start in told]
    lead = max(heads, key=lambda m: (m.salience * FALLING ** told.index(m.sentence_start), -m.start))
    floor = main_salience()
    return [replace(m, salience=max(m.salience, floor)) if m is lead else m for m in found]


def _opens_report(mention: Mention, found: Sequence[Mention]) -> bool:
    """Whether a mention is what the first sentence that tells of anything is about, its title that sentence: "Gli insorti espugnano il compound"."""
    news = not mention.clear and mention.timing in ("stated", "recent", "narrated") and mention.status == "occurred"
    told = news and not mention.nominal and not mention.aside
    first = mention.sentence_start == min(m.sentence_start for m in found) and mention.worth > 0 and mention.type not in NO_LEAD
    return told and first and mention.salience >= _weights()["little"] and len(mention.title) > WHOLE * len(mention.quote)


def _ranked(found: Sequence[Mention]) -> list[Mention]:
    """The mentions of one article, those beyond its most salient falling off: a long text has no more news than a short one."""
    rank = {m.id: k for k, m in enumerate(sorted(found, key=lambda m: (-m.salience, m.start)))}
    return [replace(m, salience=round(m.salience * min(1.0, MOST / (1 + rank[m.id])), 4)) for m in found]


def _may_lead(mention: Mention) -> bool:
    """Whether a mention can be what an article is about: what somebody says, thinks or is, or what is not so, seldom is.

    An article of which nothing weighs more than an aside is a comment or a list, and is about no event.
    """
    event = mention.worth > 0 and mention.status not in ("hypothetical", "denied") and mention.type not in NO_LEAD
    return event and mention.salience >= _weights()["aside"]


def _known(mention: Mention, landmarks: Sequence[LandmarkMatch]) -> str | None:
    """The reference event whose name the mention's word is part of, the one named most closely."""
    within = sorted(
        (m.end - m.start, f"{m.landmark.id}:{m.editions[0].first}")
        for m in landmarks
        if m.start <= mention.start and mention.end <= m.end <= m.start + NAMING and len(m.editions) == 1
    )
    return within[0][1] if within else None


def dated(mention: Mention, expressions: Sequence[TimeExpression], published: Publication, *, now: dt.date | None = None) -> Mention:
    """The mention with the closed range of its days, open where nothing bounds it, and a status that agrees with them.

    What the text tells as happened cannot lie after publication, so that a day there is another event's; a plan may lie before it,
    as one that nobody has told of since. What is told in the present or the future tense of a day gone by has happened: "25 gennaio
    2011, la folla scende in piazza"; gone by `now`, where the text is only a part of what was published then.
    """
    earliest, latest = _days(mention, expressions, published)
    status = mention.status
    told = status == "occurred" and not mention.nominal
    if told and earliest and published.latest and earliest > published.latest:
        mention = replace(mention, expression=None, through=None, timing="background" if mention.aside else "recent")
        earliest, latest = _days(mention, expressions, published)
    if status in ("occurred", "ongoing") and not told and earliest and published.latest and earliest > published.latest:
        status = "planned"
    if status == "occurred" and mention.stated and earliest and latest and published.latest and earliest <= published.latest:
        latest = min(latest, published.latest)  # "this year" of what has happened
    now = now or published.earliest
    if status in ("ongoing", "planned") and mention.moment and latest and now and latest < now:
        status = "occurred"
    title = reframed(mention.title, mention.lang, mention.status, status) if mention.nominal and status != mention.status else mention.title
    return replace(mention, earliest=earliest, latest=latest, status=status, title=title, guessed=_guessed(mention, expressions, published))


def _guessed(mention: Mention, expressions: Sequence[TimeExpression], published: Publication) -> bool:
    """Whether the day that a mention states was counted from an inferred day of publication, at once or by way of other expressions."""
    if published.given or published.earliest == published.latest or not mention.stated or mention.expression is None:
        return False
    starts = {e.start: e for e in expressions}
    anchor, seen = expressions[mention.expression].anchor or "", set[str]()
    while anchor.startswith("expression:") and anchor not in seen:
        seen.add(anchor)
        before = starts.get(int(anchor.partition(":")[2]))
        anchor = (before.anchor or "") if before else ""
    return anchor == "published"


def told(
    mentions: Sequence[Mention], expressions: Sequence[TimeExpression], published: Publication, parts: Sequence[Item] = ()
) -> tuple[Mention, ...]:
    """The dated mentions of one article in text order, each dated item of it told as an article of its own day."""
    framed: list[Mention] = []
    for item, own in groupby(mentions, lambda m: item_at(parts, m.start)):
        if item is None:
            framed += _told_on(tuple(own), expressions, published)
            continue
        day = replace(published, date=item.day, earliest=item.day, latest=item.day)
        within = tuple(own)
        telling = {m.sentence_start for m in within if not m.nominal}
        framed += _told_on([_of_item(m, item, telling) for m in within], expressions, day, whole=False, now=published.earliest)
    return tuple(framed)


def _of_item(mention: Mention, item: Item, telling: Container[int]) -> Mention:
    """What the first sentence of a dated item tells without another day is of the day at its head; not what it only says of somebody.

    Nor what a sentence only names that tells of something else: "ha protestato contro la rielezione".
    """
    told = mention.timing in ("recent", "narrated", "unknown") and mention.status in ("occurred", "ongoing", "denied")
    named = mention.nominal and mention.timing == "unknown" and mention.sentence_start in telling
    if mention.expression is not None or mention.sentence_start > item.first or mention.aside or named or not told:
        return mention
    return replace(mention, expression=item.head, timing="stated", moment=True)


def _told_on(
    mentions: Sequence[Mention],
    expressions: Sequence[TimeExpression],
    published: Publication,
    *,
    whole: bool = True,
    now: dt.date | None = None,
) -> tuple[Mention, ...]:
    """The dated mentions of a `whole` text or a dated item; what follows a dated event without a day of its own is of that day.

    "Jobs ha presentato il telefono lunedì. … Ha poi mostrato …": news goes on with the day on which it began.
    """
    found = [dated(m, expressions, published, now=now) for m in mentions]
    news = {m.sentence_start for m in found if m.timing in ("narrated", "recent")}
    lead = _lead(found, news, expressions, published)
    frames = [m for m in found if m is lead or _begins(m, expressions, published, NEAR)]
    is_news = _news_of(found, lead, expressions, published) if whole else lambda _: True
    reach = REACH if not found or found[-1].sentence_start <= REPORT else FAR
    framed: list[Mention] = []
    past: Mention | None = None  # the last before, if it is dated long before the news
    for m in found:
        like = _like(m, frames, lead, framed, reach)
        follows = m.timing == "narrated" and past is not None and past.sentence_start < m.sentence_start <= past.sentence_end + BESIDE
        untold = like is None and m.status in ("occurred", "denied") and m.timing in ("narrated", "recent")
        if untold and ((follows and not _is_said(m)) or not is_news(m)):
            framed.append(dated(replace(m, timing="background"), expressions, published))
        elif like is None:
            framed.append(m)
        else:
            timing = "same" if like.stated else like.timing
            framed.append(replace(m, expression=like.expression, timing=timing, earliest=like.earliest, latest=like.latest))
        if m.timing in ("stated", "since") and m.status == "occurred":
            past = m if m.sentence_start not in news and _is_past(m, published) else None
    return tuple(framed)


def _news_of(
    found: Sequence[Mention], lead: Mention | None, expressions: Sequence[TimeExpression], published: Publication
) -> Callable[[Mention], bool]:
    """Whether what a text tells without a day at some place is news: a report does so to its end, an essay where it opens or gives a day of the news.

    What somebody said is the news wherever a report has it.
    """
    size = max((m.sentence_start for m in found), default=0)
    report = size <= STORY or (size <= REPORT and (lead is not None or published.date is None))
    days = [m.sentence_start for m in found if _begins(m, expressions, published, NEAR)]
    days += [e.start for e in expressions if _is_just_before(e, published)]

    def is_news(m: Mention) -> bool:
        at = m.sentence_start
        if (_is_said(m) and size <= TREATISE) or report:
            return True
        return at <= OPENS or ((size <= REPORT or at <= DEEP) and any(abs(at - day) <= BY for day in days))

    return is_news


def _is_just_before(expression: TimeExpression, published: Publication) -> bool:
    """Whether an expression is of one of the days right before publication: "ieri", "on Monday", "stamattina"; not "oggi", which may mean nowadays."""
    first, last = expression.earliest, expression.latest
    if not first or not last or not published.earliest or not published.latest or (last - first).days > RECENT:
        return False
    on = published.date if published.date and expression.rule in _OF_THE_DAY else add_days(published.date or published.latest, -1)
    return add_days(published.date or published.earliest, -NEAR) <= first <= last <= on


def _lead(found: Sequence[Mention], news: Container[int], expressions: Sequence[TimeExpression], published: Publication) -> Mention | None:
    """The mention among the first sentences that gives the article its day; one of up to a month ago, if its sentence gives no other."""
    opening = sorted({m.sentence_start for m in found})[:LEAD]
    for m in found:
        if m.sentence_start not in opening or not _begins(m, expressions, published, MONTH):
            continue
        told = {(o.earliest, o.latest) for o in found if o.sentence_start == m.sentence_start and o.expression is not None}
        if _begins(m, expressions, published, NEAR) or (m.sentence_start not in news and len(told) == 1):
            return m
    return None


def _like(mention: Mention, frames: Sequence[Mention], lead: Mention | None, framed: Sequence[Mention], reach: int) -> Mention | None:
    """The mention before, or the lead below a heading, from which one without a day of its own takes its day."""
    goes_on = mention.status == "ongoing" and mention.quote.endswith((".", "!"))  # in no heading
    if lead is not None and mention.timing in ("narrated", "recent") and mention.sentence_start < lead.sentence_start and not goes_on:
        return lead
    if mention.timing == "narrated":
        like = next((f for f in reversed(frames) if f.sentence_start < mention.sentence_start), None)
        return like if like and mention.sentence_start - like.sentence_start <= reach else None
    if mention.timing == "unknown" and mention.nominal:
        return next((f for f in reversed(framed) if _names_again(mention, f)), None)
    return None


def _is_past(mention: Mention, published: Publication) -> bool:
    """Whether a mention's days begin long before the news."""
    return published.date is not None and mention.earliest is not None and (published.date - mention.earliest).days > MONTH


def _is_said(mention: Mention) -> bool:
    """Whether a mention tells what somebody said, which is mostly the news wherever it stands."""
    return ontology()[mention.type].group == "speech"


def _names_again(mention: Mention, before: Mention) -> bool:
    """Whether an event noun takes up what the article has told: "si è dimesso lunedì … le sue dimissioni"."""
    if before.type != mention.type or mention.type == "other" or before.status != mention.status:
        return False
    known = {a.id for a in mention.actors}
    told = before.timing != "unknown" and before.earliest is not None
    return told and (not known or not known.isdisjoint(a.id for a in before.actors))


def _begins(mention: Mention, expressions: Sequence[TimeExpression], published: Publication, days: int) -> bool:
    """Whether a mention gives a day of the news to what follows: it happened on a stated day, so many days before publication at most."""
    if not mention.stated or mention.nominal or mention.aside or mention.status != "occurred" or mention.earliest != mention.latest:
        return False
    if mention.expression is not None and expressions[mention.expression].value == "PRESENT_REF":
        return False
    return published.date is not None and mention.latest is not None and 0 <= (published.date - mention.latest).days <= days


_Days = tuple[dt.date | None, dt.date | None]


def _days(mention: Mention, expressions: Sequence[TimeExpression], published: Publication) -> _Days:
    """By the expression that dates the mention or its neighbour, else by the day of publication."""
    if mention.expression is None and _only_may_be(mention):
        return None, None  # of no day
    if mention.expression is None:
        return _days_from_publication(mention.timing, published)
    expression = expressions[mention.expression]
    first, last = expression.earliest, expression.latest
    through = expression if mention.through is None else expressions[mention.through]
    if first and last and through.earliest and through.latest:
        first, last = min(first, through.earliest), max(last, through.latest)
    if published.date is None and first and last and period_of(expression.value) is None and (last - first).days > VAGUE:
        return None, None  # "yesterday" in an article of an unknown day
    if first and last:
        return _days_from_expression(mention.timing, first, last, published)
    # "the day after X had come", with X in the same breath: both are news; but what states an unknown day is of that day, and a mere name is none
    if mention.timing == "stated":
        return None, None
    return _days_from_publication("background" if mention.timing == "before" and mention.nominal else "recent", published)


def _only_may_be(mention: Mention) -> bool:
    """Whether a mention tells of what may be, or might have been, rather than at second hand of what is said to have happened."""
    return mention.status == "hypothetical" and mention.timing not in ("recent", "narrated", "background")


def is_of_no_day(mention: Mention) -> bool:
    """Whether nothing places a mention's event in time, but that it came before what tells of it, or may be."""
    return mention.timing in _NO_DAY or (mention.expression is None and _only_may_be(mention))


def _days_from_expression(timing: Timing, first: dt.date, last: dt.date, published: Publication) -> _Days:
    match timing:
        case "since":
            return first, max(last, published.date or published.latest or last)
        case "until":
            return min(first, published.date or published.earliest or first), last
        case "before":
            return add_days(first, -NEAR), last
        case "after":
            return first, add_days(last, NEAR)
        case "reported" if first == last:
            return add_days(first, -1), last  # "said on Monday": of the day before as well; "said in March" is of March
    return first, last


def _days_from_publication(timing: Timing, published: Publication) -> _Days:
    first, last = (published.date, published.date) if published.date else (published.earliest, published.latest)
    if first is None or last is None:
        return None, None
    match timing:
        case "recent" | "narrated":
            return add_days(first, -RECENT), last
        case "same" | "reported":
            return add_days(first, -1), last
        case "coming":
            return first, None
    return None, last


# ---------------------------------------------------------------- the mention


def _mention(text: Scene, trigger: Trigger) -> Mention | None:
    """The mention of a trigger, or None where it names no event that a reader could place."""
    tree, lex = text.tree, text.lex
    facts = verb_factuality(tree, lex, trigger.token) if trigger.verbal else noun_factuality(tree, lex, trigger.token)
    expression, timing = timing_of(text, trigger, facts)
    actors, place = actors_of(text, trigger), place_of(text, trigger) or town_of(text, trigger)
    told = carried(tree, lex, trigger)
    if timing == "unknown" and _is_all(text, trigger, carried=told):
        clause = replace(trigger, token=trigger.clause, verbal=True)
        expression, timing = timing_of(text, clause, verb_factuality(tree, lex, clause.token))
    opening = opening_title(text, trigger)
    thin = not opening and not trigger.verbal and not told and timing != "stated" and not actors
    if thin and (text.tree.relation(trigger.token) == "compound" or _is_topic(text, trigger)):
        return None  # "la guerra", "i negoziati": a topic, not a telling
    if thin and timing == "unknown":
        expression, timing = timing_within(text, trigger)
    speech = not trigger.verbal and ontology()[trigger.type].group == "speech"
    if speech and not opening and not place and not any(a.role == "partner" for a in actors):
        return None  # "una dichiarazione", "l'annuncio": what was said is told elsewhere
    told = trigger.verbal and facts.status != "ongoing"  # a past tense is a past tense; "begins on Monday" looks ahead
    status = facts.status if told else _status_in_time(text, facts.status, expression)
    if status == "occurred" and not trigger.verbal and (top := counted(tree, trigger.token)) != trigger.token:
        status = noun_factuality(tree, lex, top).status  # "ha proposto un nuovo giro di colloqui"
    moment = timing == "stated" and expression is not None and is_moment(text, expression)
    verb = trigger.token if trigger.verbal or not carried(tree, lex, trigger) else trigger.clause  # "makes its first flight"
    if status == "ongoing" and narrates(tree, lex, verb, trigger.type, on_day=moment) and _may_be_past(text, expression):
        status = "occurred"  # "Muore il regista"
    if trigger.type == "say" and not _tells(text, trigger):
        return None
    title, nominal = (opening, False) if opening else ("", True) if thin else headline(text, trigger, status)
    within, above = not title, matrix(tree, trigger.token) if title and trigger.verbal else None
    if within and ((status not in ("occurred", "ongoing") and not is_announced(text, trigger)) or is_owned(text, trigger)):
        return None  # "his visit", where nobody would know whose
    if within:
        (title, above), nominal = enclosing_title(text, trigger), True
    if above is not None and status in ("occurred", "ongoing", "denied"):
        status = _as_told(text, trigger, above) or status
        if within:
            timing = "unknown" if timing == "coming" and status in ("occurred", "ongoing") else timing
            if timing == "unknown" and above not in text.triggers and (time := clause_time(text, above)) is not None:
                expression, timing = time, "same"
    title = title or (lone_headline(text, trigger, status) if within else "")
    if not title:
        return None
    if (timing == "background" and trigger.verbal and title == heading(tree, trigger.token)) or (timing in _NO_DAY and opening):
        timing = "recent"  # "Three soldiers killed in Kabul": no description, but the news
    was_due = timing == "background" and status == facts.status
    if (
        status in ("planned", "proposed")
        and expression is None
        and timing in ("recent", "narrated", "background", "unknown")
        and not was_due
    ):
        timing = "coming"
    moment = moment and (status == "ongoing" or _tells_future(text, trigger, status))
    punctual = moment and status == "ongoing" and narrates(tree, lex, verb, trigger.type)  # "Nel 1978 Rossi viene nominato …"
    weighed: Status = "occurred" if punctual else status
    sentence, (first, last) = tree.sentence(trigger.token), extent(tree, lex, trigger)
    worth = _worth(text, trigger, timing, weighed, actors, title, nominal=nominal, within=within)
    speaker = entity_of(tree, text.names, facts.speaker) if facts.speaker is not None else None
    return Mention(
        id=f"{text.article}:{tree[first].start}",
        article=text.article,
        lang=tree.parse.lang,
        quote=" ".join(tree.parse.text[sentence.start : sentence.end].split()),
        start=tree[first].start,
        end=tree[last - 1].end,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        expression=expression,
        through=joined(text, expression) if expression is not None else None,
        status=status,
        speaker=speaker.name(tree.parse.lang) if speaker else None,
        type=trigger.type,
        lemma=trigger.lemma,
        title=title,
        nominal=nominal,
        timing=timing,
        aside=is_told_aside(tree, trigger),
        moment=moment,
        clear=timing != "stated" or above is None or _is_of_day(text, trigger, above, expression),
        actors=actors,
        place=place.name(tree.parse.lang) if place else None,
        place_id=place.id if place else None,
        numbers=_numbers(text, trigger),
        words=_words(text, trigger),
        occasion=occasion_of(text, trigger),
        ordinal=_ordinal(text, trigger),
        instance=_again(text, trigger),
        salience=_salience(text, trigger, timing, worth),
        worth=0.0 if _tells_none(text, trigger, timing, status, expression) else round(worth, 4),
    )


def _is_all(text: Scene, trigger: Trigger, *, carried: bool) -> bool:
    """Whether an event noun is all that its clause tells of, whose verb tells of none: "The event drew thousands", "he held a meeting".

    "The 2010 conference was held" is no news.
    """
    tree, clause = text.tree, trigger.clause
    if trigger.verbal or clause == trigger.token or clause in text.triggers or tree[clause].upos != "VERB" or tree.finite(clause) is None:
        return False
    top = counted(tree, trigger.token)
    return tree[top].head == clause and (tree.relation(top) == "obj" or (tree.relation(top) == "nsubj" and not carried))


def _is_topic(text: Scene, trigger: Trigger) -> bool:
    """Whether an event noun only names what the text is about: without a word of its own, and definite or in general."""
    tree = text.tree
    top = counted(tree, trigger.token)
    described = tree.kids(trigger.token, "nmod", "amod", "compound", "nummod", "acl", "obl") or top != trigger.token
    return not described and not any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(top, "det"))


def _tells(text: Scene, trigger: Trigger) -> bool:
    """Whether a verb of saying comes with what was said or made known; "ha aggiunto" alone tells nothing."""
    tree, verb = text.tree, trigger.token
    if not trigger.verbal or not says(text.lex, trigger.lemma):
        return True
    revealed = any(tree[c].deprel == "nsubj:pass" and tree[c].upos in ("NOUN", "PROPN") for c in tree.children[verb])
    return revealed or bool(tree.kids(verb, "ccomp", "obj", "xcomp", "csubj")) or quotation(text, verb) is not None


def _is_of_day(text: Scene, trigger: Trigger, clause: int, expression: int | None) -> bool:
    """Whether the clause that tells of a mention is dated by its expression, or by none where the two verbs share an auxiliary."""
    days = {text.dates.get(clause), text.nearby.get(clause), clause_time(text, clause)} - {None}
    return expression in days or (not days and text.tree.relation(trigger.token) == "conj")


def _tells_future(text: Scene, trigger: Trigger, status: Status) -> bool:
    """Whether a verb tells what is to come in a future tense of the text's own: "nel 1992 verrà assassinato", which was history when told."""
    return status == "planned" and looks_ahead(text.tree, trigger.clause) and text.tree.relation(trigger.clause) != "ccomp"


def _status_in_time(text: Scene, status: Status, expression: int | None) -> Status:
    """A past event of a clause that looks ahead is a plan: "un nuovo giro di colloqui lunedì" under "ha proposto"."""
    if expression is not None and text.findings[expression].direction == "future" and status in ("occurred", "ongoing"):
        return "planned"
    return status


def _as_printed(text: Scene, trigger: Trigger, mention: Mention) -> Mention:
    """The mention, without an entry of its own where its title is that of another clause, of another status: "said it should not", "they march, trying to …".

    Where that clause tells of no event, the status is its own: "efforts are ongoing, using …".
    """
    tree, verb = text.tree, trigger.token
    if (
        not trigger.verbal
        and tree.quoted[verb]
        and any(t == mention.title and quotation(text, v) is not None for v, t in text.titles.items())
    ):
        return replace(mention, worth=0.0, clear=False)  # «The two will have talks this week», she said
    report = verb_factuality(tree, text.lex, verb).report if trigger.verbal and mention.timing != "stated" else None
    says_so = report is not None and text.lex.has("reporting.say", tree[report].lemma.lower())
    by = report if says_so else matrix(tree, verb) if trigger.verbal and mention.timing != "stated" and _goes_beside(tree, verb) else None
    if by is None or text.titles.get(by) != mention.title or (status := _status_of(text, by)) == mention.status:
        return mention
    if by in text.triggers:
        return replace(mention, worth=0.0)
    return replace(mention, status=status) if status == "ongoing" and mention.status == "occurred" else mention


def _goes_beside(tree: Tree, verb: int) -> bool:
    """Whether a verb is a gerund or participle beside another clause, or of its complement: "cercando di cacciare il sindaco"."""
    while tree.relation(verb) in ("xcomp", "conj") and tree.finite(verb) is None:
        verb = tree[verb].head
    return tree.relation(verb) == "advcl" and tree.feature(verb, "VerbForm") in ("Ger", "Part")


def _status_of(text: Scene, verb: int) -> Status:
    """The status of what a clause tells, of a present tense that tells what has happened as well."""
    status = verb_factuality(text.tree, text.lex, verb).status
    trigger = text.triggers.get(verb)
    return "occurred" if status == "ongoing" and trigger is not None and narrates(text.tree, text.lex, verb, trigger.type) else status


def _as_told(text: Scene, trigger: Trigger, clause: int) -> Status | None:
    """What a clause makes of the event that a phrase in it names, if anything: "la missione finirà" is no mission that has taken place.

    What a clause takes for granted it does not deny: "he did not play in the match". Nor does it put off what nobody
    plans: "the arrest of the minister will change the party".
    """
    tree = text.tree
    status = verb_factuality(tree, text.lex, clause).status
    if status == "denied" and looks_ahead(tree, clause):
        status = "planned"
    if not trigger.verbal and is_known(tree, text.lex, trigger.token):
        return None
    return status if status in ("planned", "proposed", "hypothetical") else None


def _may_be_past(text: Scene, expression: int | None) -> bool:
    """Whether an expression cannot look ahead, as "lunedì" and "nel 2027" may: there is none, or it is of the past or of today."""
    if expression is None:
        return True
    finding = text.findings[expression]
    count = dict(finding.args).get("count")
    return finding.direction == "past" or (isinstance(count, int) and count <= 0)


def _numbers(text: Scene, trigger: Trigger) -> tuple[str, ...]:
    """The numbers of the event's phrase, digits only, without those of dates."""
    tokens = (text.tree[i] for i in text.tree.subtree(trigger.token) if i not in text.time_tokens)
    return tuple(sorted({re.sub(r"\D", "", t.text) for t in tokens if t.upos == "NUM" and re.search(r"\d", t.text)}))


def _words(text: Scene, trigger: Trigger) -> tuple[str, ...]:
    """The content lemmas of the event's phrase, names by their ids, for comparing mentions."""
    found = set()
    for i in text.tree.subtree(trigger.token):
        if i in text.time_tokens:
            continue
        if i in text.names:
            found.add(text.names[i].known.id)
        elif text.tree[i].upos in _CONTENT:
            found.add(slug(text.tree[i].lemma))
    return tuple(sorted(found))


def _ordinal(text: Scene, trigger: Trigger) -> int | None:
    """Which of a series it is: "la loro sesta telefonata", "the second round"."""
    tree = text.tree
    for i in _counted_by(text, trigger):
        for c in tree.children[i]:
            if tree[c].text.lower() in text.lex.ordinals and tree.relation(c) in ("amod", "nummod", "appos"):
                return text.lex.ordinals[tree[c].text.lower()]
    return None


def _again(text: Scene, trigger: Trigger) -> bool:
    """Whether it is told as another of its kind: "a new round", "un altro attacco ha colpito"."""
    tree = text.tree
    return any(text.lex.has("again.words", tree[c].lemma.lower()) for i in _counted_by(text, trigger) for c in tree.kids(i, "amod", "det"))


def _counted_by(text: Scene, trigger: Trigger) -> list[int]:
    """The words that may say which of its kind it is: its own, or of a verb those of the event that is its subject or object."""
    tree = text.tree
    partners = tree.kids(trigger.token, "nsubj", "obj") if trigger.verbal else []
    events = [i for i in partners if tree[i].upos == "NOUN" and text.lex.noun_type(tree[i].lemma.lower(), tree[i].text.lower())]
    return sorted({i for token in (trigger.token, *events) for i in (token, counted(tree, token))})


def _has_somebody(tree: Tree, trigger: Trigger) -> bool:
    """Whether the clause says who or what, if not by name: "quattro vigili del fuoco sono morti"."""
    return any(tree[c].upos == "NOUN" for c in tree.kids(trigger.token, "nsubj", "obj", "nmod"))


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = table("", "salience")["weights"]
    return weights


def main_salience() -> float:
    """The salience from which an event is one of the main ones."""
    return _weights()["main"]


def entry_worth() -> float:
    """The worth from which a mention makes an entry of its own."""
    return _weights()["entry"]


def unclear_worth(*, stated: bool) -> float:
    """The same of one whose title cannot be read alone; `stated` says that the text gives its day."""
    return _weights()["entry.unclear.dated" if stated else "entry.unclear"]


def _tells_none(text: Scene, trigger: Trigger, timing: Timing, status: Status, expression: int | None) -> bool:
    """Whether what a mention tells is no event: a question, talk, a heading; and without a day of its own what is so at any time, may be, or is listed."""
    k = text.tree.sentence_of[trigger.token]
    chronicle = any(f.opens for f in text.findings)  # whose short lines are its items
    if is_no_report(text.tree, k) or (not chronicle and is_heading(text.tree, k)):
        return True
    if timing == "stated" and (expression is None or text.findings[expression].operation != "reference"):  # "now" is no day of its own
        today = expression is not None and dict(text.findings[expression].args).get("count") == 0
        return today and is_nowadays(text, trigger, status)
    if status == "hypothetical" and timing != "stated" and not (trigger.verbal and is_hearsay(text.tree, text.lex, trigger.clause)):
        return True  # of the day of another clause
    return is_general(text, trigger, status) or (not chronicle and k in listed(text.tree))


def _worth(
    text: Scene, trigger: Trigger, timing: Timing, status: Status, actors: Sequence[Actor], title: str, *, nominal: bool, within: bool
) -> float:
    """How much the mention belongs in a chronology wherever it stands: its type, its day, its actors, how it is told."""
    w = _weights()
    tree = text.tree
    score = ontology()[trigger.type].salience
    score *= w.get(f"timing.{timing}", 1.0) * w.get(f"status.{status}", 1.0)
    if not actors:
        score *= w["unnamed"] if _has_somebody(tree, trigger) else w["no_actor"]
        score *= w["bare"] if nominal else 1.0
    score *= w["within"] if within else 1.0
    score *= w["noun"] if not trigger.verbal and timing != "stated" and not carried(tree, text.lex, trigger) else 1.0
    score *= w["embedded"] if tree.relation(trigger.clause) in ("ccomp", "xcomp", "advcl", "acl") else 1.0
    score *= w["short"] if len(title) < 25 else 1.0
    outside = frozenset(c for c in tree.children[trigger.clause] if tree.relation(c) in ("advcl", "ccomp", "parataxis", "conj"))
    talk = not says(text.lex, trigger.lemma) and not selves(tree).isdisjoint(tree.subtree(trigger.clause, outside - {trigger.token}))
    return score * (w["talk"] if talk or is_talk(tree, tree.sentence_of[trigger.token]) else 1.0)


def _salience(text: Scene, trigger: Trigger, timing: Timing, worth: float) -> float:
    """How much the mention belongs in a chronology, 0 to 1: its worth, and its place in the article."""
    w = _weights()
    depth = text.tree.sentence_of[trigger.token]
    score = worth * (1.0 + w["lead"] * max(0.0, 1 - depth / 5))
    return round(min(score / (1.0 if timing == "stated" else 1.0 + depth / w["deep"]), 1.0), 4)
