"""Which expression dates which event, and what an event without one takes from the clauses around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline import direction
from timeline.direction import opening
from timeline.factuality import Factuality, is_hearsay, looks_ahead, verb_factuality
from timeline.language import table
from timeline.lexicon import Lexicon, ontology
from timeline.model import Finding, Parse, Timing
from timeline.parse import plain
from timeline.scene import Scene
from timeline.titles import title_words
from timeline.tree import Tree
from timeline.triggers import Trigger, counted, is_container, set_phrases, under_container

_CLAUSES = ("acl", "advcl", "ccomp", "csubj", "parataxis", "conj")  # what hangs from a clause and tells of a time of its own
_LONG = ("week", "month", "quarter", "half", "year", "decade", "century")  # what lasted so long is no news of one day
LEAD = 600  # characters within which the English perfect tells the news; further in, the press has the past for it
BEFORE = 24  # characters before an expression in which the words that open it stand


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a language that set an event off from the day of the news."""

    past: Mapping[str, tuple[tuple[str, ...], ...]]  # by their first word, adverbs that put a past clause before the news: "so far"
    often: frozenset[str]  # after a number, they say how often: "three times"
    blows: frozenset[str]  # verbs of what is done so often at one time: "was hit several times"
    on_times: frozenset[str]  # adpositions of such a phrase, of which "di tre volte" is none; empty for none
    first: frozenset[str]  # right before a past verb, adverbs that put it before the news: "was once named"
    unlike: frozenset[str]  # with a negated past clause, adverbs of what has not been so up to now: "non ha ancora"
    eras: frozenset[str]  # stretches of the past, during which something came about on no one day: "during the dictatorship"
    reason: frozenset[str]  # they open a clause of what was so before what its matrix clause tells: "because it had broken the law"
    since: frozenset[str]  # they open a clause or phrase from which on something is told: "since taking office"
    by_then: frozenset[str]  # they open a clause of what has come about before: "now that the president has resigned"
    starts: frozenset[str]  # verbs that do no more than say from when on: "starting in April", "a partire da lunedì"
    opens: re.Pattern[str]  # before a day from which on something has been so: "since 2004"
    at_which: tuple[tuple[str, ...], ...]  # after a day, they open a clause of what was on it: "1912, when it was sold"
    holds: frozenset[str]  # what somebody or something is for a time, which dates nothing told of them: "in office since 2009"
    compared: re.Pattern[str]  # before a time with which another is compared: "rispetto al 2018"
    against: frozenset[str]  # adpositions of an amount or level at such a time: "from $1.4 billion a year ago"
    covers: frozenset[str]  # adpositions of the time that a figure is of: "a loss for the third quarter"
    levels: frozenset[str]  # nouns of such levels: "from the low levels of the summer"
    limit: re.Pattern[str]  # before a day by which, or up to which, something is so: "by Friday", "until July"
    lasting: re.Pattern[str]  # before how long something lasted: "for forty years"
    relatives: frozenset[str]  # words one of which a finite relative clause has; none where it may have none
    remote: bool  # whether the language has a past tense for what has nothing to do with today
    habit: Mapping[str, tuple[tuple[str, ...], ...]]  # by their first word, adverbs of what is so time and again: "usually"
    state_passive: frozenset[str]  # auxiliaries whose present with a passive participle tells a state: "è composto", "is sold"
    perfects: frozenset[str]  # verbs of which that is a perfect, though others may do it to something: "le proteste sono iniziate"
    general_present: bool  # whether the simple present tells what is so at any time, rather than what goes on


@cache
def words(lang: str) -> Words:
    data: dict[str, Any] = table(lang, "time")["timing"]
    return Words(
        past=_by_first(data["past"]),
        often=frozenset(data["often"]),
        blows=frozenset(data["blows"]),
        on_times=frozenset(data["on_times"]),
        first=frozenset(data["first"]),
        unlike=frozenset(data["unlike"]),
        eras=frozenset(data["eras"]),
        reason=frozenset(data["reason"]),
        since=frozenset(data["since"]),
        by_then=frozenset(data["by_then"]),
        starts=frozenset(data["starts"]),
        opens=opening(data["opens"]),
        at_which=tuple(tuple(phrase.split()) for phrase in data["at_which"]),
        holds=frozenset(data["holds"]),
        compared=opening(data["compared"]),
        against=frozenset(data["against"]),
        covers=frozenset(data["covers"]),
        levels=frozenset(data["levels"]),
        limit=opening(data["limit"]),
        lasting=opening(data["lasting"]),
        relatives=frozenset(data["relatives"]),
        remote=data["remote"],
        habit=_by_first(data["habit"]),
        state_passive=frozenset(data["state_passive"]),
        perfects=frozenset(data["perfects"]),
        general_present=data["general_present"],
    )


def _by_first(phrases: Sequence[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases as words, by the first of them."""
    split = [tuple(phrase.split()) for phrase in phrases]
    return {first: tuple(p for p in split if p[0] == first) for first, *_ in split}


def tokens_of(parse: Parse, finding: Finding) -> range:
    """The tokens that a temporal expression covers."""
    first = bisect_right(parse.tokens, finding.start, key=lambda t: t.end)
    return range(first, bisect_left(parse.tokens, finding.end, lo=first, key=lambda t: t.start))


def joined(text: Scene, expression: int) -> int:
    """The last of the expressions that are coordinated with one: "sabato 21 e domenica 22 giugno", "in March and June"; else the expression itself."""
    tree, last = text.tree, expression
    span = tokens_of(tree.parse, text.findings[last])
    for k in range(expression + 1, len(text.findings)):
        after = tokens_of(tree.parse, text.findings[k])
        if not span or not after or text.findings[k].type != "DATE" or text.findings[k].operation == "reference":
            break
        head = head_of(tree, after)
        if tree.relation(head) != "conj" or tree[head].head not in span or starter(tree, after) is not None:
            break
        span, last = range(span[0], after[-1] + 1), k
    return last


def phrase_of(tree: Tree, span: range) -> list[int]:
    """The tokens of an expression with the adposition and article that go with it."""
    own = (c for i in span for c in tree.kids(i, "case", "det", "mark", "advmod") if c < span.start)
    return [*span, *(j for c in own for j in tree.subtree(c))]


def head_of(tree: Tree, span: range) -> int:
    """The token of an expression from which the rest of it hangs."""
    return next((i for i in span if tree[i].head not in span or tree.is_root(i)), span[0])


def starter(tree: Tree, span: range) -> int | None:
    """The verb that only says that something is so from an expression on, like a preposition: "starting in April"."""
    above = tree[head_of(tree, span)].head
    known = words(tree.parse.lang).starts
    if above in span or tree[above].text.lower() not in known or tree.relation(above) not in ("acl", "advcl", "xcomp"):
        return None
    return None if tree.finite(above) is not None or tree.kids(above, "nsubj", "obj") else above


def dated_triggers(
    tree: Tree, lex: Lexicon, triggers: Mapping[int, Trigger], findings: Sequence[Finding], spans: Sequence[range]
) -> tuple[dict[int, int], dict[int, int]]:
    """Which expression dates which trigger: the nearest one above it in the tree, the verb's event noun where it has one.

    The second table holds the verbs whose event noun an expression dates rather than themselves.
    """
    dates: dict[int, int] = {}
    nearby: dict[int, int] = {}
    aside: set[int] = set()  # triggers whose expression stands in a phrase of their clause, not in the clause itself
    headed = {tree.sentence_of[span[0]] for f, span in zip(findings, spans, strict=True) if span and f.opens}
    for k, (finding, span) in enumerate(zip(findings, spans, strict=True)):
        if not span or finding.opens or not _dates(finding):
            continue
        head = head_of(tree, span)
        if (then := _at_which(tree, lex, span, triggers)) is not None:
            dates.setdefault(then, k)
        if _names_a_year(tree, finding, head) or (_lately(finding) and _counts(tree, span)) or is_compared(tree, finding, span):
            continue
        above = _between(tree, span, head, triggers)
        if (start := starter(tree, span)) is not None:
            above = next((i for i in tree.ancestors(start) if i in triggers and triggers[i].verbal), None)
        if above is None:
            above = _dated_by(tree, lex, finding, head, triggers)
        above = _opening(tree, span, head, triggers) or _when(tree, head, triggers) if above is None else above
        if above is None:
            continue
        if _moves(tree, finding, above):
            moved = _moved(tree, above, triggers)
            if moved is not None:
                dates.setdefault(moved, k)
            continue
        if _opens(tree, finding, words(tree.parse.lang).opens) and tree.relation(above) == "xcomp" and tree[above].head in triggers:
            above = tree[above].head  # "has been trying to buy it since December"
        target = _absorbing(tree, lex, above, triggers) if above not in triggers else above
        if above in triggers and triggers[above].verbal:
            ahead = _ahead(tree, lex, finding, above, triggers)
            noun = _noun_before(tree, lex, above, min(phrase_of(tree, span)), triggers) if ahead is None else None
            if noun is not None and (finding.direction != "future" or not _is_past(tree, above)):
                nearby.setdefault(above, k)
            target = next((t for t in (ahead, noun, target) if t is not None), None)
        elif (
            above in triggers
            and tree.relation(above) == "obj"
            and finding.direction != "future"
            and not _is_modifier(tree, head)
            and tree[above].head in triggers
            and not lex.has("sequence.verbs", tree[tree[above].head].lemma.lower())
            and not any(tree.relation(i) == "acl" and above in tree.ancestors(i) for i in tree.ancestors(head))
        ):
            dates.setdefault(tree[above].head, k)  # "ha firmato l'accordo lunedì"
        if target is None or (_now(finding) and _is_past(tree, triggers[target].clause)) or _ends(tree, finding, triggers[target]):
            continue
        direct = tree[head].head in (target, triggers[target].clause)
        if not direct and tree.is_root(target) and tree.sentence_of[target] in headed:
            continue  # "5 febbraio, il giudice ha condannato …, che nel 2009 era stata causa di …"
        if target not in dates or (direct and target in aside):
            dates[target] = k
            aside = aside - {target} if direct else aside | {target}
    return dates, nearby


def _at_which(tree: Tree, lex: Lexicon, span: range, triggers: Mapping[int, Trigger]) -> int | None:
    """What a clause tells that follows an expression to say what was then: "dal 1912, quando fu venduta", "il 2 giugno, giorno in cui …"."""
    first = span[-1] + 1
    first += first < len(tree.parse.tokens) and tree[first].text == ","
    for phrase in words(tree.parse.lang).at_which:
        said = [t.text.lower() for t in tree.parse.tokens[first : first + len(phrase)]]
        if tuple(said) == phrase:
            verb = next((i for i in tree.ancestors(first + len(phrase) - 1) if tree.finite(i) is not None), None)
            if verb is None or verb < first:
                return None
            return verb if verb in triggers else _absorbing(tree, lex, verb, triggers)
    return None


def _between(tree: Tree, span: range, head: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The past verb right after an expression that a parser hangs from its subject: "The court on Monday ordered a new trial"."""
    after = span[-1] + 1
    hangs = after in triggers and tree.relation(after) == "acl" and tree[after].head == tree[head].head < span[0]
    return after if hangs and tree.feature(after, "Tense") == "Past" else None


def _dated_by(tree: Tree, lex: Lexicon, finding: Finding, head: int, triggers: Mapping[int, Trigger]) -> int | None:
    """What is first above an expression and can be dated.

    What a relative clause says of a man, his death is not dated by, nor his fall by since when he is "in office" or by where he was
    born; nor an event by when something is so in a clause beside its own: "ha chiuso la fabbrica e nel 1999 era ricco".
    """
    known = words(tree.parse.lang)
    since = _opens(tree, finding, known.opens)
    today = _now(finding) or dict(finding.args).get("count") == 0  # of what is said also the day of saying it
    beside = frozenset(_CLAUSES) - {"acl", "ccomp"} if today else frozenset(_CLAUSES) - {"acl"}
    for i in tree.ancestors(head):
        if i in triggers or _absorbing(tree, lex, i, triggers) is not None:
            return i
        if since and f"{tree.case(i)} {tree[i].text.lower()}" in known.holds and not tree.kids(i, "cop"):
            return None
        if tree.relation(i) == "acl" and (tree.finite(i) is not None or tree[i].upos == "VERB") and tree[i].head not in triggers:
            return None
        if tree.relation(i) in beside and _is_clause(tree, i):
            return None
    return None


def _is_clause(tree: Tree, i: int) -> bool:
    """Whether a token is the predicate of a clause of its own: a finite one, or one without a conjunction that commas set off: "Nato a Roma, …"."""
    if tree.relation(i) != "advcl":
        return tree.finite(i) is not None
    if tree.kids(i, "mark", "nsubj"):
        return tree.finite(i) is not None
    first = tree.subtree(i)[0]
    return not tree.kids(i, "case") and (tree.is_aside(i) or first == tree.sentence(i).first)


def _opening(tree: Tree, span: range, head: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The first verb of a sentence that an expression opens, where the parser has a noun for its root: "Ieri, a Roma, il ministro ha …"."""
    if span[0] > tree.sentence(head).first + 1:
        return None
    root = next((i for i in [head, *tree.ancestors(head)] if tree.is_root(i)), head)
    return next(
        (c for c in tree.children[root] if c > span[-1] and c in triggers and triggers[c].verbal and tree.finite(c) is not None), None
    )


def _when(tree: Tree, head: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The verb of a clause that tells what was at a time which the sentence names first: "It was on 3 March that they …"."""
    if not tree.kids(head, "cop"):
        return None
    return next((c for c in tree.kids(head, "advcl", "acl", "ccomp", "csubj") if c in triggers and triggers[c].verbal and c > head), None)


def _dates(finding: Finding) -> bool:
    """Whether an expression gives days: "on Monday", "in the past two weeks", but not "in the past"."""
    if finding.operation == "reference":
        return _now(finding)
    return finding.type in ("DATE", "TIME") or _lately(finding)


def _lately(finding: Finding) -> bool:
    """Whether an expression is a stretch of time that goes on until now: "in recent years"."""
    return finding.operation == "span" and int(dict(finding.args)["sign"]) < 0


def _opens(tree: Tree, finding: Finding, pattern: re.Pattern[str]) -> bool:
    """Whether words of a pattern stand right before an expression."""
    return bool(pattern.search(plain(tree.parse.text[max(0, finding.start - BEFORE) : finding.start])))


def _moves(tree: Tree, finding: Finding, verb: int) -> bool:
    """Whether an expression is the new day of what a verb puts off: "postponed to March", "rinviata a marzo"."""
    known = direction.lexicon(tree.parse.lang)
    return tree[verb].lemma.lower() in known.moving_verbs and _opens(tree, finding, known.goal_prepositions)


def _moved(tree: Tree, verb: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The event that a verb puts off: "the visit was postponed", "postponed the visit", "the visit, postponed to March"."""
    for c in [*tree.kids(verb, "obj", "nsubj:pass"), *([tree[verb].head] if tree.relation(verb) == "acl" else [])]:
        hit = next((i for i in sorted(under_container(tree, c)) if i in triggers and not triggers[i].verbal), None)
        if hit is not None:
            return hit
    return None


def _ends(tree: Tree, finding: Finding, trigger: Trigger) -> bool:
    """Whether an expression is only the end of what a past verb began: "closed the port until Friday"."""
    return (
        trigger.verbal
        and finding.direction != "past"
        and _is_past(tree, trigger.clause)
        and _opens(tree, finding, words(tree.parse.lang).limit)
    )


def _names_a_year(tree: Tree, finding: Finding, head: int) -> bool:
    """Whether a year is part of a name or of a description, and dates nothing: "the 2011 version", "la conferenza 2010"."""
    if finding.operation != "date" or {name for name, _ in finding.args} != {"year"} or tree.kids(head, "case"):
        return False
    named = head > tree.sentence(head).first and tree[head - 1].upos in ("NOUN", "PROPN") and tree[head - 1].text[:1].isupper()
    return named or tree.relation(head) in ("compound", "nummod", "amod", "flat")


def _counts(tree: Tree, span: range) -> bool:
    """Whether an expression only says within what time something is counted: "the third time in the past decade"."""
    before = min(phrase_of(tree, span)) - 1
    return before >= 0 and tree[before].text.lower() in words(tree.parse.lang).often


def is_compared(tree: Tree, finding: Finding, span: range) -> bool:
    """Whether an expression only says what is compared with another time: "rose from $1.4 billion a year ago", "rispetto al 2018"."""
    known, start = words(tree.parse.lang), min(phrase_of(tree, span))
    if _opens(tree, finding, known.compared):
        return True
    args = dict(finding.args)
    if not start or finding.operation == "weekday" or "day" in args or args.get("unit") == "day":
        return False  # "fell from $25 on Monday"
    before = [start - 1, *(i for i in tree.ancestors(start - 1) if i < start)]
    return any(tree.case(i) in known.against and (tree[i].upos in ("NUM", "SYM") or tree[i].lemma.lower() in known.levels) for i in before)


def _is_modifier(tree: Tree, head: int) -> bool:
    """Whether a time modifies the noun after it, or says which one a noun is: "a third-quarter loss", "a loss for the third quarter"."""
    before = tree.relation(head) in ("compound", "amod", "nummod", "nmod") and tree[head].head > head
    return before or (tree.relation(head) == "nmod" and tree.case(head) in words(tree.parse.lang).covers)


def _now(finding: Finding) -> bool:
    return finding.operation == "reference" and ("value", "PRESENT_REF") in finding.args


def _is_past(tree: Tree, verb: int) -> bool:
    """Whether a clause tells of the past, also by an auxiliary: "ha venduto", "sold", "was sold"."""
    tokens = [verb, *tree.kids(verb, "aux", "cop")]
    participle = tree.feature(verb, "Tense") == "Past" and not tree.is_finite(verb) and len(tokens) > 1
    passive_now = any(tree[t].deprel == "aux:pass" and tree.feature(t, "Tense") == "Pres" for t in tokens) and len(tokens) == 2
    passive_now = passive_now and tree[verb].lemma.lower() not in words(tree.parse.lang).perfects
    return any(tree.feature(t, "Tense") == "Past" and tree.is_finite(t) for t in tokens) or (participle and not passive_now)


def _ahead(tree: Tree, lex: Lexicon, finding: Finding, verb: int, triggers: Mapping[int, Trigger]) -> int | None:
    """What a past verb announces, when the expression looks ahead: "ha proposto un nuovo giro di colloqui … lunedì"."""
    if finding.direction != "future" or verb_factuality(tree, lex, verb).status not in ("occurred", "ongoing"):
        return None
    for c in tree.kids(verb, "xcomp", "ccomp", "obj", "obl"):
        hit = next((i for i in sorted(under_container(tree, c)) if i in triggers), None)
        if hit is not None and (tree.relation(c) != "obl" or triggers[hit].verbal):
            return hit
    return None


def _noun_before(tree: Tree, lex: Lexicon, verb: int, start: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The event noun whose phrase ends where the expression begins: "durante una riunione a Istanbul all'inizio di giugno"."""
    sets_beside = lex.has("sequence.verbs", tree[verb].lemma.lower())
    for c in tree.kids(verb, "obl", *(("obj",) if sets_beside else ())):
        for i in [c, *sorted(under_container(tree, c) - {c})]:
            beside = sets_beside and tree.relation(c) == "obj" and not any(j in triggers for j in range(i + 1, start))
            ends = beside or max(tree.subtree(c)) in (start - 1, *range(start, start + 4))
            if i in triggers and not triggers[i].verbal and ends and i < start:
                return i
    return None


def _absorbing(tree: Tree, lex: Lexicon, verb: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The event noun or infinitive for which a light or aspect verb stands."""
    if tree[verb].upos == "NOUN" and is_container(tree, verb):
        return next((c for c in tree.kids(verb, "nmod") if c in triggers), None)
    if tree[verb].upos != "VERB":
        return None
    for c in tree.children[verb]:
        if tree.relation(c) in ("obj", "xcomp", "nsubj"):
            hit = next((j for j in sorted(under_container(tree, c)) if j in triggers), None)
            if hit is not None:
                return hit
    return None


def timing_of(text: Scene, trigger: Trigger, facts: Factuality) -> tuple[int | None, Timing]:
    """The expression from which the mention's days follow, and how."""
    if trigger.token in text.dates:
        return text.dates[trigger.token], _bounded(text, trigger, facts)
    if trigger.token in text.nearby:
        return text.nearby[trigger.token], _in_sequence(text, trigger.token) or "same"
    if trigger.verbal and (noun := _dated_noun(text, trigger.token)) is not None:
        return text.dates[noun], "stated"
    inherited = _inherited(text, trigger, facts)
    if inherited is None and trigger.verbal and facts.status in ("occurred", "ongoing", "denied", "planned"):
        inherited = _at_once(text, trigger.token, ahead=facts.status == "planned")
    return inherited or (None, _undated(text, trigger, facts))


def _bounded(text: Scene, trigger: Trigger, facts: Factuality) -> Timing:
    """Whether the expression that dates a mention states its days or only where they begin or end.

    What goes on since a day began on it ("has been ill since May"); what was done since then was done at any time after it.
    """
    finding, known = text.findings[text.dates[trigger.token]], words(text.tree.parse.lang)
    if _lately(finding):
        return "since"
    if _at_which(text.tree, text.lex, tokens_of(text.tree.parse, finding), text.triggers) == trigger.token:
        return "stated"
    if finding.direction == "future":
        return "until" if facts.status != "occurred" and _opens(text.tree, finding, known.limit) else "stated"
    tree = text.tree
    told = trigger.verbal and facts.status == "occurred" and _is_past(tree, trigger.clause)
    counted = any(tree[i].upos == "NUM" for c in tree.kids(trigger.clause, "nsubj", "obj") for i in tree.subtree(c))
    state = text.lex.has("aspect.begin", trigger.lemma, *set_phrases(tree, trigger.token)) or (
        bool(tree.kids(trigger.clause, "aux:pass")) and not counted
    )
    since = not trigger.verbal or (told and not state)
    return "since" if since and finding.operation != "interval" and _opens(text.tree, finding, known.opens) else "stated"


def _at_once(text: Scene, verb: int, *, ahead: bool) -> tuple[int, Timing] | None:
    """The day of a clause that says when: "Quando il 3 marzo hanno scelto …, Airbus ha protestato"; of a plan, one that lies ahead."""
    tree = text.tree
    when = title_words(tree.parse.lang, "when")
    for c in tree.kids(verb, "advcl"):
        if c in text.dates and tree.finite(c) is not None and any(tree[m].text.lower() in when for m in tree.kids(c, "mark", "advmod")):
            apart = _is_past(tree, c) and (ahead or _is_now(tree, verb))  # "is probing two, while on Monday a third crashed"
            return None if apart else (text.dates[c], "same")
    return None


def clause_time(text: Scene, clause: int) -> int | None:
    """The expression that stands in a clause whose verb or predicate is no event: "La crisi sarà oggi tra gli argomenti …"."""
    tree, sentence = text.tree, text.tree.sentence(clause)
    first = bisect_left(text.findings, sentence.start, key=lambda f: f.start)
    for k in range(first, bisect_left(text.findings, sentence.end, lo=first, key=lambda f: f.start)):
        span = tokens_of(tree.parse, text.findings[k])
        if not span or text.findings[k].opens or not _dates(text.findings[k]) or k in text.dates.values():
            continue
        head = head_of(tree, span)
        above = [head, *tree.ancestors(head)]
        between = above[: above.index(clause)] if clause in above else None
        if between is not None and not any(i in text.triggers or tree.relation(i) in _CLAUSES for i in between):
            return k
    return None


def timing_within(text: Scene, trigger: Trigger) -> tuple[int | None, Timing]:
    """The time of an event noun that its clause only brings in, which is that of the clause, if the clause tells what happened."""
    tree, clause = text.tree, text.triggers.get(trigger.clause)
    case = tree.case(counted(tree, trigger.token))
    apart = title_words(tree.parse.lang, "after") | title_words(tree.parse.lang, "before")
    if clause is None or clause is trigger or case in apart:
        return None, "unknown"
    facts = verb_factuality(tree, text.lex, clause.token)
    if facts.status not in ("occurred", "ongoing"):
        return None, "unknown"
    expression, timing = timing_of(text, clause, facts)
    return expression, "same" if timing == "stated" else timing


def matrix(tree: Tree, verb: int) -> int | None:
    """The finite verb whose clause tells of a verb without a finite form beside it: "avrebbe lasciato il paese, accusato di …"."""
    beside = False
    while tree.finite(verb) is None and tree.relation(verb) in ("xcomp", "advcl", "ccomp", "conj", "csubj"):
        beside = beside or tree.relation(verb) in ("advcl", "conj")
        verb = tree[verb].head
    return verb if beside and tree.finite(verb) is not None else None


def _dated_noun(text: Scene, verb: int) -> int | None:
    """The dated event in or at which the verb's own takes place: "ha sottolineato durante la chiamata di giovedì"."""
    tree = text.tree
    if not any(i in text.dates for i in tree.subtree(verb)):
        return None
    outside = frozenset(
        c
        for c in tree.subtree(verb)
        if c != verb and tree.relation(c) in ("acl", "advcl", "ccomp", "parataxis", "conj", "xcomp", "obj", "nsubj")
    )
    during = title_words(tree.parse.lang, "during")
    return next(
        (i for i in tree.subtree(verb, outside) if i in text.dates and i in text.triggers and i != verb and tree.case(i) in during), None
    )


def occasion_of(text: Scene, trigger: Trigger) -> int | None:
    """Where the dated event noun stands at which a verb's event took place, of the same day."""
    noun = _dated_noun(text, trigger.token) if trigger.verbal else None
    if noun is None or (trigger.token in text.dates and text.dates[trigger.token] != text.dates[noun]):
        return None
    return text.tree[noun].start


def _inherited(text: Scene, trigger: Trigger, facts: Factuality) -> tuple[int, Timing] | None:
    """The day of a clause around the mention's, with the order that the conjunction gives."""
    tree = text.tree
    i, clause = trigger.token, trigger.clause
    if trigger.verbal and _is_past(tree, clause) and _long_past(text, clause, words(tree.parse.lang)):
        return None  # "ha detto lunedì che sei erano già state condannate"
    for above in tree.ancestors(trigger.token):
        relation = tree.relation(i)
        k = text.dates.get(above, text.nearby.get(above))
        marks = {tree[m].text.lower() for m in tree.kids(i, "mark", "case", "advmod")} | {tree.case(i)}
        order: Timing = "same"
        if marks & title_words(tree.parse.lang, "after"):
            order = "before"
        elif marks & title_words(tree.parse.lang, "before"):
            order = "after"
        elif relation == "nsubj":
            order = _in_sequence(text, above) or "same"
        if k is not None and _now(text.findings[k]) and trigger.verbal and _is_past(tree, trigger.clause):
            return None
        if k is not None and order == "same" and relation != "xcomp" and not is_moment(text, k):
            return None
        if trigger.verbal and order == "same" and (_of_another_time(tree, i, above) or (_is_past(tree, i) and looks_ahead(tree, above))):
            return None
        if k is not None:
            if (relation in ("ccomp", "parataxis") and order == "same") or above == facts.report:
                return (k, "reported") if facts.status in ("occurred", "ongoing", "denied") else None
            if relation in ("conj", "advcl", "ccomp", "xcomp") or (relation in ("obj", "nsubj", "obl", "nmod") and not trigger.verbal):
                if relation == "advcl" and order == "same" and tree.finite(i) is not None:
                    return k, "same"
                return k, order
            return None
        if relation in ("acl", "appos"):
            return None
        i = above
    if facts.report is not None and facts.report in text.dates and facts.status in ("occurred", "ongoing", "denied"):
        return text.dates[facts.report], "reported"
    return None


def _in_sequence(text: Scene, verb: int) -> Timing | None:
    """When what a verb says to follow or precede a dated event took place: from its day on, or before: "the offer followed talks on 3 May"."""
    lemma = text.tree[verb].lemma.lower()
    if not text.lex.has("sequence.verbs", lemma) or text.tree.kids(verb, "aux:pass"):
        return None
    return "before" if text.lex.has("sequence.before", lemma) else "since"


def _of_another_time(tree: Tree, clause: int, above: int) -> bool:
    """Whether a clause is told in a tense before or after that of the past clause around it, or as what was so before: "although it had cancelled …"."""
    known = words(tree.parse.lang)
    if tree.relation(clause) not in ("advcl", "conj", "ccomp") or not _is_past(tree, above):
        return False
    if _by_then(tree, clause, known) or _is_reason(tree, clause, known):
        return True
    if tree.relation(clause) == "ccomp":
        return False
    return _is_now(tree, clause) or (_pluperfect(tree, clause) and not _pluperfect(tree, above))


def _is_now(tree: Tree, clause: int) -> bool:
    """Whether a clause is told in the present, and in no perfect."""
    finite = tree.finite(clause)
    return finite is not None and tree.feature(finite, "Tense") == "Pres" and not _is_past(tree, clause)


def _by_then(tree: Tree, clause: int, known: Words) -> bool:
    """Whether a clause tells what has come about by the time of the one around it, to which a parser gives its adverb: "now that …"."""
    marks = tree.kids(clause, "mark")
    return _opened_by(tree, clause, known.by_then) or any(
        m > 0 and f"{tree[m - 1].text} {tree[m].text}".lower() in known.by_then for m in marks
    )


def _is_reason(tree: Tree, clause: int, known: Words) -> bool:
    """Whether a past finite clause tells why the one around it came about: "because it had broken the law"."""
    return tree.finite(clause) is not None and _is_past(tree, clause) and _opened_by(tree, clause, known.reason)


def _pluperfect(tree: Tree, clause: int) -> bool:
    """Whether a clause tells what had happened by a time of the past: "had cancelled", "aveva annullato", "era stato ucciso"."""
    past = ("Past", "Imp")
    return any(tree[a].deprel == "aux" and tree.is_finite(a) and tree.feature(a, "Tense") in past for a in tree.kids(clause, "aux")) and (
        tree.feature(clause, "VerbForm") == "Part"
    )


def is_told_aside(tree: Tree, trigger: Trigger) -> bool:
    """Whether a mention is told in a clause that describes a noun, or as what had come about before what the text tells.

    "Da quando lunedì è cominciato lo sciopero" is told of all the time since.
    """
    clauses, known = [trigger.clause, *tree.ancestors(trigger.clause)], words(tree.parse.lang)
    since = tree.relation(trigger.clause) == "advcl" and _opened_by(tree, trigger.clause, known.since)
    return since or _pluperfect(tree, trigger.clause) or any(tree.relation(i) == "acl" for i in clauses)


def is_moment(text: Scene, expression: int) -> bool:
    """Whether an expression says when its event was, which may then hold of its neighbours: not "since December"."""
    finding, known = text.findings[expression], words(text.tree.parse.lang)
    return not (_lately(finding) or _opens(text.tree, finding, known.opens) or _opens(text.tree, finding, known.limit))


def _undated(text: Scene, trigger: Trigger, facts: Factuality) -> Timing:
    """Where a mention without any expression lies, by its tense."""
    tree = text.tree
    clause = trigger.clause
    if facts.status in ("planned", "proposed", "hypothetical") and not (trigger.verbal and is_hearsay(tree, text.lex, clause)):
        return "background" if trigger.verbal and _was_due(text, clause) else "coming"
    if not trigger.verbal and not _is_new(text, trigger):
        return "unknown"
    if looks_ahead(tree, clause):
        return "coming"  # "non si arrenderà"
    if _is_background(text, clause) or (facts.status == "denied" and _never_yet(tree, clause)):
        return "background"
    said = ontology()[trigger.type].group == "speech"
    if trigger.verbal and not said and _goes_on(text, clause):
        return "background"
    if tree.relation(clause) in ("root", "conj", "ccomp", "parataxis", "advcl", "xcomp", "acl") or tree.finite(clause) is not None:
        perfect = _present_perfect(tree, clause)
        if perfect and tree[clause].start > LEAD and not said and not any(f.opens for f in text.findings):
            return "background"
        return "narrated" if _is_past(tree, clause) and not perfect else "recent"
    return "unknown"


def _is_background(text: Scene, clause: int) -> bool:
    """Whether a clause tells what was so before the news, by its tense, its place in the sentence or an adverb."""
    tree, known = text.tree, words(text.tree.parse.lang)
    forms = [clause, *tree.kids(clause, "aux", "cop")]
    if any(tree.feature(t, "Tense") == "Imp" or (tree[t].lemma.lower() == "have" and tree.feature(t, "Tense") == "Past") for t in forms):
        return True
    if known.remote and any(tree.feature(t, "Tense") == "Past" and tree.is_finite(t) for t in forms):
        return True
    top = _first_of(tree, clause)
    if _before_the_known(text, clause):
        return True
    if _describes(tree, clause, known) or _by_then(tree, top, known):
        return True
    if tree.relation(clause) in ("ccomp", "xcomp") and tree[clause].head in text.triggers and _is_background(text, tree[clause].head):
        return True
    return _is_past(tree, clause) and (
        _long_past(text, clause, known) or _since(tree, clause, known) or _is_earlier(tree, top, known) or _beside_the_past(text, clause)
    )


def _was_due(text: Scene, clause: int) -> bool:
    """Whether a clause that nobody is told to have said tells what was to come about by a time of the past: "doveva aprire la via"."""
    tree = text.tree
    due = (a for a in tree.kids(clause, "aux") if text.lex.has("modal.obligation", tree[a].lemma.lower(), tree[a].text.lower()))
    return tree.relation(clause) != "ccomp" and any(tree.is_finite(a) and tree.feature(a, "Tense") == "Imp" for a in due)


def _before_the_known(text: Scene, clause: int) -> bool:
    """Whether a clause tells what came before an event that nobody had planned, which is known by now: "in the weeks prior to the crash"."""
    tree = text.tree
    before = title_words(tree.parse.lang, "before")
    return any(
        c in text.triggers and c not in text.dates and ontology()[text.triggers[c].type].sudden and tree.case(c) in before
        for phrase in tree.kids(clause, "obl")
        for c in (phrase, *tree.kids(phrase, "nmod"))
    )


def _first_of(tree: Tree, clause: int) -> int:
    """The first of the clauses with which one is coordinated, whose conjunction is that of all."""
    return next((i for i in (clause, *tree.ancestors(clause)) if tree.relation(i) != "conj"), clause)


def _goes_on(text: Scene, clause: int) -> bool:
    """Whether a past clause goes on with what the sentence before it, in the same paragraph, tells as over before the news: "He had worked there."."""
    tree, k = text.tree, text.tree.sentence_of[clause]
    top = _first_of(tree, clause)
    if not k or not tree.is_root(top) or not _is_past(tree, clause):
        return False
    before, own = tree.parse.sentences[k - 1], tree.parse.sentences[k]
    root = next(i for i in range(before.first, before.last) if tree.is_root(i))
    if "\n" in tree.parse.text[before.end : own.start] or any(own.start <= f.start < own.end for f in text.findings):
        return False
    remote = words(tree.parse.lang).remote and tree.finite(root) is not None and tree.feature(tree.finite(root) or root, "Tense") == "Past"
    return remote or _pluperfect(tree, root)


def _never_yet(tree: Tree, clause: int) -> bool:
    """Whether a negated clause tells what has not been so up to now, which is of no one day: "has not been sold", "non è ancora arrivato"."""
    unlike = words(tree.parse.lang).unlike
    return _is_past(tree, clause) and (
        any(tree[c].text.lower() in unlike for c in tree.kids(clause, "advmod")) or _present_perfect(tree, clause)
    )


def _present_perfect(tree: Tree, clause: int) -> bool:
    """Whether a clause tells, in English, what has come about by now; news only where an article opens with it."""
    return any(tree[a].lemma.lower() == "have" and tree.feature(a, "Tense") == "Pres" for a in tree.kids(clause, "aux"))


def _is_earlier(tree: Tree, clause: int, known: Words) -> bool:
    """Whether a past finite clause tells what came before its matrix clause, or why that came about: "after it had sold", "because it sold"."""
    if tree.relation(clause) not in ("advcl", "ccomp") or tree.finite(clause) is None:
        return False
    marks = {tree[m].text.lower() for m in tree.kids(clause, "mark")}
    return bool(marks & title_words(tree.parse.lang, "after")) or _is_reason(tree, clause, known)


def _beside_the_past(text: Scene, clause: int) -> bool:
    """Whether a clause is coordinated with one that a date with its year puts in the past: "was filed here, but in 2004 they settled"."""
    tree = text.tree
    for other in tree.kids(clause, "conj"):
        k = text.dates.get(other)
        if k is not None and text.findings[k].operation == "date" and "year" in dict(text.findings[k].args) and _is_past(tree, other):
            return True
    return False


def _describes(tree: Tree, clause: int, known: Words) -> bool:
    """Whether a clause describes a noun: a finite one only with a relative, in languages that never leave it out."""
    if tree.relation(clause) != "acl":
        return False
    if not known.relatives or tree.finite(clause) is None:
        return True
    return any(
        tree.adposition(i) in known.relatives or tree[i].lemma.lower() in known.relatives for i in tree.subtree(clause) if i < clause
    )


def _long_past(text: Scene, clause: int, known: Words) -> bool:
    """Whether an adverb says that a past clause is of no one day: "previously", "so far", "three times", "for forty years"."""
    tree = text.tree
    own = tree.subtree(clause, frozenset(i for i in tree.subtree(clause) if i != clause and tree.relation(i) in _CLAUSES))
    said = [tree[i].text.lower() for i in own]
    first = bisect_left(text.findings, tree[own[0]].start, key=lambda f: f.start)
    last = bisect_right(text.findings, tree[own[-1]].start, lo=first, key=lambda f: f.start)
    found = text.findings[first:last]
    blow = tree[clause].lemma.lower() in known.blows
    for n, (i, word) in enumerate(zip(own, said, strict=True)):
        for phrase in known.past.get(word, ()):
            if blow and phrase[-1] in known.often:
                continue
            if tuple(said[n : n + len(phrase)]) == phrase and (len(phrase) > 1 or _of_clause(tree, i, clause)):
                end = tree[own[n + len(phrase) - 1]].start
                if not any(f.start <= end < f.end and _lately(f) for f in found):
                    return True  # "in the past", not "in the past decade"
        if word in known.first and tree[i].head == clause and all(tree[j].head == clause for j in range(i + 1, clause)) and i < clause:
            return True
        if word in known.eras and tree[i].head == clause and tree.kids(i, "case") and not _is_indefinite(tree, i):
            return True
        if (
            not blow
            and word in known.often
            and tree.kids(i, "nummod")
            and not tree.kids(i, "det", "amod")
            and tree.case(i) in known.on_times
        ):
            return True
    within = {tree[i].start for i in own}
    return any(f.start in within and _is_long(tree, f, known) for f in found)


def _is_long(tree: Tree, finding: Finding, known: Words) -> bool:
    """Whether an expression tells of the past at large, or of how many weeks or years something lasted."""
    args = dict(finding.args)
    if finding.operation == "reference":
        return args["value"] == "PAST_REF"
    return finding.operation == "duration" and args.get("unit") in _LONG and _opens(tree, finding, known.lasting)


def _of_clause(tree: Tree, adverb: int, clause: int) -> bool:
    """Whether an adverb is a clause's own, or opens a phrase of it."""
    head = tree[adverb].head
    beside = tree.relation(head) in ("aux", "cop", "advmod") or min(tree.subtree(head)) == adverb
    return head == clause or (tree[head].head == clause and beside)


def _since(tree: Tree, clause: int, known: Words) -> bool:
    """Whether a clause is told of all the time since something, or tells that: "since taking office he has …"."""
    phrases = [*tree.kids(clause, "advcl", "obl"), *([clause] if tree.relation(clause) == "advcl" else [])]
    return any(_opened_by(tree, c, known.since) for c in phrases)


def _opened_by(tree: Tree, phrase: int, openings: frozenset[str]) -> bool:
    """Whether a phrase begins with one of some openings of one or two words."""
    return f"{' '.join(tree[i].text.lower() for i in tree.subtree(phrase)[:2])} ".startswith(tuple(f"{k} " for k in openings))


def _is_indefinite(tree: Tree, noun: int) -> bool:
    return any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(noun, "det"))


def _is_new(text: Scene, trigger: Trigger) -> bool:
    """Whether an event noun brings in what its clause tells, rather than what is known: "ha firmato un accordo", not "la guerra"."""
    tree = text.tree
    top = counted(tree, trigger.token)
    indefinite = _is_indefinite(tree, top)
    apart = title_words(tree.parse.lang, "after") | title_words(tree.parse.lang, "before")
    within = tree.relation(top) in ("obj", "nsubj") or (tree.relation(top) == "obl" and tree.case(top) not in apart)
    return indefinite and tree[top].head == trigger.clause != top and within
