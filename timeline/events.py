"""Sentences and temporal expressions → event mentions: what happened, who took part, when, and whether it did."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from timeline.factuality import Factuality, looks_ahead, noun_factuality, relative_head, subject_of, verb_factuality
from timeline.knowledge import LandmarkMatch
from timeline.language import table
from timeline.lexicon import Lexicon, lexicon, ontology
from timeline.model import Actor, Article, Finding, Mention, Parse, Publication, Status, TimeExpression, Timing
from timeline.names import Known, Name, gazetteer, slug
from timeline.period import add_days
from timeline.repair import repaired
from timeline.titles import clause_title, noun_title, passive_title, report_title, title_words
from timeline.tree import Tree

# Days that a neighbouring clause may lie from the day that dates it, where only the order is known.
NEAR = 7
# Days before publication in which a past event without a date is taken to lie.
RECENT = 2
# Verbs whose object is an event that their subject takes part in: "ha proposto colloqui con l'Ucraina".
_TAKES_EVENT = ("proposal.verbs", "intention.verbs", "aspect.begin", "aspect.continue", "aspect.end", "reporting.promise")
# Characters within which words that name a reference event stand together; further apart they only point to it.
NAMING = 60
_PREDICATES = ("VERB",)
_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ", "NUM")


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word that names an event: its token, the predicate of its clause, its lemma and its type."""

    token: int
    clause: int
    lemma: str
    type: str
    verbal: bool


@dataclass(frozen=True, slots=True)
class _Text:
    """What one article's extraction reads: its tree, lexicon, names by token and findings by trigger."""

    article: str
    tree: Tree
    lex: Lexicon
    names: Mapping[int, Name]
    findings: Sequence[Finding]
    dates: Mapping[int, int]  # trigger token → index of the finding that dates it
    nearby: Mapping[int, int]  # verb → index of the finding that dates the event noun at its side
    time_tokens: frozenset[int]
    subjects: Mapping[int, int]  # sentence → token of its main subject, for those after it that have none
    triggers: Mapping[int, Trigger]


def mentions(
    article: Article, parse: Parse, names: Sequence[Name], findings: Sequence[Finding], landmarks: Sequence[LandmarkMatch] = ()
) -> tuple[Mention, ...]:
    """The event mentions of an article in text order; `expression` indexes `findings`; days come later, by `dated`."""
    lex = lexicon(parse.lang)
    tree = Tree.of(repaired(parse, findings, lex))
    at = {i: name for name in sorted(names, key=lambda n: n.how == "adjective", reverse=True) for i in range(name.first, name.last)}
    triggers = {t.token: t for t in _triggers(tree, lex)}
    spans = [_tokens_of(parse, f) for f in findings]
    dates, nearby = _dates(tree, lex, triggers, findings, spans)
    text = _Text(
        article.id, tree, lex, at, findings, dates, nearby,
        frozenset(i for f, span in zip(findings, spans, strict=True) if f.type in ("DATE", "TIME") for i in _phrase(tree, span)),
        _subjects(tree, at), triggers,
    )  # fmt: skip
    found = (_mention(text, t) for t in triggers.values())
    return tuple(sorted((replace(m, known=_known(m, landmarks)) for m in found if m), key=lambda m: (m.start, m.end)))


def _known(mention: Mention, landmarks: Sequence[LandmarkMatch]) -> str | None:
    """The reference event whose name the mention's word is part of, the one named most closely."""
    within = sorted(
        (m.end - m.start, f"{m.landmark.id}:{m.editions[0].first}")
        for m in landmarks
        if m.start <= mention.start and mention.end <= m.end <= m.start + NAMING and len(m.editions) == 1
    )
    return within[0][1] if within else None


def dated(mention: Mention, expressions: Sequence[TimeExpression], published: Publication) -> Mention:
    """The mention with the closed range of its days, open where nothing bounds it, and a status that agrees with them.

    What the text tells as happened cannot lie after publication, nor can a plan lie before it and still be one.
    """
    earliest, latest = _days(mention, expressions, published)
    status = mention.status
    if status in ("occurred", "ongoing") and earliest and published.latest and earliest > published.latest:
        status = "planned"
    return replace(mention, earliest=earliest, latest=latest, status=status)


_Days = tuple[dt.date | None, dt.date | None]


def _days(mention: Mention, expressions: Sequence[TimeExpression], published: Publication) -> _Days:
    """By the expression that dates the mention or its neighbour, else by the day of publication."""
    if mention.expression is None:
        return _days_from_publication(mention.timing, published)
    expression = expressions[mention.expression]
    if expression.earliest and expression.latest:
        return _days_from_expression(mention.timing, expression.earliest, expression.latest)
    # "the day after X", with X in the same breath: both are news; but what states an unknown day is of that day
    return (None, None) if mention.timing == "stated" else _days_from_publication("recent", published)


def _days_from_expression(timing: Timing, first: dt.date, last: dt.date) -> _Days:
    match timing:
        case "before":
            return add_days(first, -NEAR), last
        case "after":
            return first, add_days(last, NEAR)
        case "reported":
            return add_days(first, -1), last
    return first, last


def _days_from_publication(timing: Timing, published: Publication) -> _Days:
    first, last = (published.date, published.date) if published.date else (published.earliest, published.latest)
    if first is None or last is None:
        return None, None
    match timing:
        case "recent":
            return add_days(first, -RECENT), last
        case "same" | "reported":
            return add_days(first, -1), last
        case "coming":
            return first, None
    return None, last


# ---------------------------------------------------------------- triggers


def _triggers(tree: Tree, lex: Lexicon) -> list[Trigger]:
    """Every verb and event noun that names an event of its own."""
    found: list[Trigger] = []
    absorbed: set[int] = set()
    for i, token in enumerate(tree.parse.tokens):
        if (token.upos == "NOUN" and token.deprel != "fixed") or (token.upos == "PROPN" and token.text.islower()):
            kind = _noun_type(tree, lex, i)
            if kind and not _is_container(tree, i) and not tree.kids(i, "cop"):
                found.append(Trigger(i, _clause_of(tree, i), token.lemma.lower(), kind, False))
    nouns = {t.token for t in found}
    for i, token in enumerate(tree.parse.tokens):
        if token.upos not in _PREDICATES or tree.relation(i) in ("aux", "cop", "amod", "case", "mark", "compound", "flat", "fixed"):
            continue
        kind = _verb_type(tree, lex, i)
        if (
            kind is None
            or tree[i].text.lower() in lex.ordinals
            or not {"VerbForm", "Tense", "Mood"} & {f.partition("=")[0] for f in token.feats.split("|")}
            or _first_person(tree, i)
        ):
            continue
        light = lex.has("light.verbs", token.lemma.lower()) and any(
            tree.relation(c) in ("obj", "nsubj") and _under_container(tree, c) & nouns for c in tree.children[i]
        )
        if light or _modal_or_aspect(tree, lex, i):
            absorbed.add(i)
            continue
        if lex.has("speaking.verbs", token.lemma.lower()) and _talks(tree, i):
            kind = "talk"
        elif kind == "call" and tree.kids(i, "xcomp"):
            kind = "say"  # "called it a mistake"
        found.append(Trigger(i, i, token.lemma.lower(), kind, True))
    return found


def _noun_type(tree: Tree, lex: Lexicon, i: int) -> str | None:
    words = [tree[j].text.lower() for j in range(i, min(i + 4, tree.sentence(i).last))]
    for length in range(len(words), 1, -1):
        if kind := lex.noun_phrases.get(tuple(words[:length])):
            return kind
    if kind := lex.noun_phrases.get((tree[i].lemma.lower(), *words[1:2])):
        return kind
    return lex.noun_type(tree[i].lemma.lower(), tree[i].text.lower())


def _verb_type(tree: Tree, lex: Lexicon, i: int) -> str | None:
    particle = tree.kid(i, "compound:prt")
    lemma, form = tree[i].lemma.lower(), tree[i].text.lower()
    if particle is not None and (kind := lex.verbs.get(f"{lemma} {tree[particle].text.lower()}")):
        return kind
    return lex.verb_type(lemma, form)


def _first_person(tree: Tree, verb: int) -> bool:
    """Whether somebody speaks of themselves: "non abbiamo bisogno" is talk, not an event of the chronology."""
    return any(tree.feature(t, "Person") in ("1", "2") for t in [verb, *tree.kids(verb, "aux", "cop", "nsubj")])


def _talks(tree: Tree, verb: int) -> bool:
    """Whether a verb of speaking names an exchange: with somebody, or between several."""
    mutual = title_words(tree.parse.lang, "mutual")
    subject = subject_of(tree, verb)
    return any(tree.case(c) in mutual for c in tree.kids(verb, "obl")) or (subject is not None and len(tree.conjuncts(subject)) > 1)


def _modal_or_aspect(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether the verb only colours the infinitive that it governs: begins, continues, must, can."""
    lemma = tree[verb].lemma.lower()
    governs = any(tree[c].upos == "VERB" for c in tree.kids(verb, "xcomp"))
    return governs and lex.has("aspect.begin", lemma) | lex.has("aspect.continue", lemma) | any(
        lex.has(f"modal.{k}", lemma) for k in ("obligation", "possibility")
    )


def _is_container(tree: Tree, noun: int) -> bool:
    """Whether the noun only counts another event: the round of "a round of talks"."""
    return tree[noun].lemma.lower() in title_words(tree.parse.lang, "container") and bool(tree.kids(noun, "nmod"))


def _under_container(tree: Tree, noun: int) -> set[int]:
    """The noun, and what it counts when it is a container."""
    return {noun, *tree.kids(noun, "nmod")} if _is_container(tree, noun) else {noun}


def _clause_of(tree: Tree, i: int) -> int:
    """The nearest predicate above a token."""
    for above in tree.ancestors(i):
        if tree[above].upos in ("VERB", "AUX") and tree.relation(above) not in ("aux", "cop", "amod"):
            return above
    return i


# ---------------------------------------------------------------- time


def _tokens_of(parse: Parse, finding: Finding) -> range:
    """The tokens that a temporal expression covers."""
    first = bisect_right(parse.tokens, finding.start, key=lambda t: t.end)
    return range(first, bisect_left(parse.tokens, finding.end, lo=first, key=lambda t: t.start))


def _phrase(tree: Tree, span: range) -> list[int]:
    """The tokens of an expression with the adposition and article that go with it."""
    own = (c for i in span for c in tree.kids(i, "case", "det", "mark", "advmod") if c < span.start)
    return [*span, *(j for c in own for j in tree.subtree(c))]


def _dates(
    tree: Tree, lex: Lexicon, triggers: Mapping[int, Trigger], findings: Sequence[Finding], spans: Sequence[range]
) -> tuple[dict[int, int], dict[int, int]]:
    """Which expression dates which trigger: the nearest one above it in the tree, the verb's event noun where it has one.

    The second table holds the verbs whose event noun an expression dates rather than themselves.
    """
    dates: dict[int, int] = {}
    nearby: dict[int, int] = {}
    for k, (finding, span) in enumerate(zip(findings, spans, strict=True)):
        if finding.type not in ("DATE", "TIME") or not span:
            continue
        head = next((i for i in span if tree[i].head not in span), span[0])
        above = next((i for i in tree.ancestors(head) if i in triggers or _absorbing(tree, lex, i, triggers) is not None), None)
        if above is None:
            continue
        target = _absorbing(tree, lex, above, triggers) if above not in triggers else above
        if above in triggers and triggers[above].verbal:
            ahead = _ahead(tree, lex, finding, above, triggers)
            noun = _noun_before(tree, lex, above, min(_phrase(tree, span)), triggers) if ahead is None else None
            if noun is not None:
                nearby.setdefault(above, k)
            target = next((t for t in (ahead, noun, target) if t is not None), None)
        if target is not None:
            dates.setdefault(target, k)
    return dates, nearby


def _ahead(tree: Tree, lex: Lexicon, finding: Finding, verb: int, triggers: Mapping[int, Trigger]) -> int | None:
    """What a past verb announces, when the expression looks ahead: "ha proposto un nuovo giro di colloqui … lunedì"."""
    if finding.direction != "future" or verb_factuality(tree, lex, verb).status not in ("occurred", "ongoing"):
        return None
    for c in tree.kids(verb, "xcomp", "ccomp", "obj", "obl"):
        hit = next((i for i in sorted(_under_container(tree, c)) if i in triggers), None)
        if hit is not None and (tree.relation(c) != "obl" or triggers[hit].verbal):
            return hit
    return None


def _noun_before(tree: Tree, lex: Lexicon, verb: int, start: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The event noun whose phrase ends where the expression begins: "durante una riunione a Istanbul all'inizio di giugno"."""
    for c in tree.kids(verb, "obl", "obj"):
        for i in [c, *sorted(_under_container(tree, c) - {c})]:
            if i in triggers and not triggers[i].verbal and max(tree.subtree(c)) in (start - 1, *range(start, start + 4)) and i < start:
                return i
    return None


def _absorbing(tree: Tree, lex: Lexicon, verb: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The event noun or infinitive for which a light or aspect verb stands."""
    if tree[verb].upos == "NOUN" and _is_container(tree, verb):
        return next((c for c in tree.kids(verb, "nmod") if c in triggers), None)
    if tree[verb].upos != "VERB":
        return None
    for c in tree.children[verb]:
        if tree.relation(c) in ("obj", "xcomp", "nsubj"):
            hit = next((j for j in sorted(_under_container(tree, c)) if j in triggers), None)
            if hit is not None:
                return hit
    return None


def _timing(text: _Text, trigger: Trigger, facts: Factuality) -> tuple[int | None, Timing]:
    """The expression from which the mention's days follow, and how."""
    if trigger.token in text.dates:
        return text.dates[trigger.token], "stated"
    if trigger.token in text.nearby:
        return text.nearby[trigger.token], "same"
    if trigger.verbal and (noun := _dated_noun(text, trigger.token)) is not None:
        return text.dates[noun], "stated"
    inherited = _inherited(text, trigger, facts)
    if inherited is not None:
        return inherited
    return None, _undated(text, trigger, facts)


def _dated_noun(text: _Text, verb: int) -> int | None:
    """The dated event in or at which the verb's own takes place: "ha sottolineato durante la chiamata di giovedì"."""
    tree = text.tree
    outside = frozenset(
        c for c in tree.subtree(verb) if c != verb and tree.relation(c) in ("acl", "advcl", "ccomp", "parataxis", "conj", "xcomp")
    )
    during = title_words(tree.parse.lang, "during")
    return next(
        (i for i in tree.subtree(verb, outside) if i in text.dates and i in text.triggers and i != verb and tree.case(i) in during), None
    )


def _occasion(text: _Text, trigger: Trigger) -> int | None:
    """Where the dated event noun stands at which a verb's event took place, of the same day."""
    noun = _dated_noun(text, trigger.token) if trigger.verbal else None
    if noun is None or (trigger.token in text.dates and text.dates[trigger.token] != text.dates[noun]):
        return None
    return text.tree[noun].start


def _inherited(text: _Text, trigger: Trigger, facts: Factuality) -> tuple[int, Timing] | None:
    """The day of a clause around the mention's, with the order that the conjunction gives."""
    tree = text.tree
    i = trigger.token
    for above in tree.ancestors(trigger.token):
        relation = tree.relation(i)
        k = text.dates.get(above, text.nearby.get(above))
        marks = {tree[m].text.lower() for m in tree.kids(i, "mark", "case", "advmod")} | {tree.case(i)}
        order: Timing = "same"
        if marks & title_words(tree.parse.lang, "after"):
            order = "before"
        elif marks & title_words(tree.parse.lang, "before"):
            order = "after"
        if k is not None:
            if relation in ("ccomp", "parataxis") or above == facts.report:
                return (k, "reported") if facts.status in ("occurred", "ongoing", "denied") else None
            if relation in ("conj", "advcl", "xcomp") or (relation in ("obj", "nsubj", "obl", "nmod") and not trigger.verbal):
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


def _undated(text: _Text, trigger: Trigger, facts: Factuality) -> Timing:
    """Where a mention without any expression lies, by its tense."""
    tree = text.tree
    if facts.status in ("planned", "proposed", "hypothetical"):
        return "coming"
    if not trigger.verbal:
        return "unknown"
    clause = trigger.clause
    if looks_ahead(tree, clause):
        return "coming"  # "non si arrenderà"
    tenses = {tree.feature(t, "Tense") for t in [clause, *tree.kids(clause, "aux", "cop")]}
    lemma_tense = {(tree[a].lemma.lower(), tree.feature(a, "Tense")) for a in tree.kids(clause, "aux")}
    if "Imp" in tenses or ("have", "Past") in lemma_tense or tree[clause].deprel == "acl:relcl" or tree.relation(clause) == "acl":
        return "background"
    if tree.relation(clause) in ("root", "conj", "ccomp", "parataxis", "advcl", "xcomp"):
        return "recent"
    return "unknown"


# ---------------------------------------------------------------- who and where


def _subjects(tree: Tree, names: Mapping[int, Name]) -> dict[int, int]:
    """For each sentence, its main subject if it is a name: what a following sentence without one means."""
    found: dict[int, int] = {}
    for k, sentence in enumerate(tree.parse.sentences):
        root = next((i for i in range(sentence.first, sentence.last) if tree.is_root(i)), None)
        subject = subject_of(tree, root) if root is not None else None
        if subject is not None and _entity(tree, names, subject):
            found[k] = subject
        elif subject is None and root is not None and k - 1 in found and tree[root].upos == "VERB":
            found[k] = found[k - 1]
    return found


def _entity(tree: Tree, names: Mapping[int, Name], noun: int) -> Known | None:
    """Who a noun phrase names: its own name, the person that follows it, or the country that its people or forces act for."""
    name = names.get(noun)
    if name and name.how != "adjective":
        return gazetteer().countries[name.known.country] if name.how == "capital" and name.known.country else name.known
    person = _person_in(tree, names, noun)
    if person:
        return person
    words = table(tree.parse.lang, "names")
    acting = frozenset([*words["groups"]["words"], *words["titles"]["organisation"], *words["roles"]["words"]])
    if tree[noun].lemma.lower() in acting or tree[noun].text.lower() in acting:
        for c in tree.kids(noun, "amod", "nmod", "compound", "conj"):
            if c in names and names[c].known.kind in ("country", "organisation"):
                return names[c].known
    return None


def _person_in(tree: Tree, names: Mapping[int, Name], noun: int) -> Known | None:
    """The person whom a noun with a name after it means: "l'aiutante del Cremlino Yuri Ushakov"."""
    outside = frozenset(c for c in tree.subtree(noun) if tree.relation(c) in ("acl", "conj", "advcl", "parataxis", "cc"))
    for i in tree.subtree(noun, outside):
        name = names.get(i)
        if i > noun and name and name.first == i and name.known.kind == "person" and name.how == "name" and not tree.kids(i, "case"):
            return name.known
    for i in range(noun + 1, min(noun + 7, len(tree.parse.tokens))):  # where the tree has lost the name that follows
        if tree[i].upos not in ("ADJ", "ADP", "PROPN", "NOUN"):
            return None
        name = names.get(i)
        if name and name.first == i and name.known.kind == "person":
            return None if tree[i - 1].upos == "ADP" else name.known
    return None


def _entities(text: _Text, noun: int) -> list[Known]:
    """All whom a noun phrase names, with those coordinated to it and, for a pair, the two persons just named."""
    tree, found = text.tree, []
    for i in tree.conjuncts(noun):
        if known := _entity(tree, text.names, i):
            found.append(known)
            found += [text.names[c].known for c in tree.kids(i, "amod") for c in tree.conjuncts(c)[1:] if c in text.names]
    if not found and _is_pair(tree, noun):
        return _last_two(text, noun)
    return found


def _is_pair(tree: Tree, noun: int) -> bool:
    pair = title_words(tree.parse.lang, "pair")
    return tree[noun].lemma.lower() in pair or any(tree[c].text.lower() in pair for c in tree.kids(noun, "nummod", "det"))


def _last_two(text: _Text, noun: int) -> list[Known]:
    """The two persons last named in one sentence before a token: those named together, or else the last two."""
    tree = text.tree
    for k in range(tree.sentence_of[noun], max(tree.sentence_of[noun] - 4, -1), -1):
        sentence, found = tree.parse.sentences[k], list[Known]()
        for i in range(min(sentence.last, noun) - 1, sentence.first - 1, -1):
            known = _entity(tree, text.names, i) if tree[i].upos in ("NOUN", "PROPN") else None
            if known is None or known.kind != "person":
                continue
            together = [p for j in tree.conjuncts(i) if (p := _entity(tree, text.names, j)) and p.kind == "person"]
            if len(set(together)) == 2:
                return together
            if known not in found:
                found.append(known)
        if len(found) > 1:
            return found[1::-1]
    return []


def _actors(text: _Text, trigger: Trigger) -> tuple[Actor, ...]:
    """Who takes part, each once, agents first."""
    tree, lang = text.tree, text.tree.parse.lang
    found: list[tuple[Known, str]] = []

    def add(noun: int | None, role: str) -> None:
        if noun is not None:
            found.extend((known, role) for known in _entities(text, noun))

    clause = trigger.clause
    if trigger.verbal:
        passive = bool(tree.kids(clause, "aux:pass", "nsubj:pass")) or (
            tree.relation(clause) == "acl" and tree.feature(clause, "VerbForm") == "Part"
        )
        subject = _subject(text, clause)
        if tree.relation(clause) == "acl" and tree.feature(clause, "VerbForm") == "Part":
            subject = tree[clause].head
        add(subject, "patient" if passive else "agent")
        for c in tree.children[clause]:
            _add_argument(tree, c, passive, add)
    else:
        _noun_actors(text, trigger, add)
    unique = {known.id: Actor(id=known.id, name=known.name(lang), role=role) for known, role in reversed(found)}
    return tuple(reversed(unique.values()))


def _add_argument(tree: Tree, c: int, passive: bool, add: object) -> None:
    """One argument of a verb with its role, by relation and adposition."""
    lang, relation, case = tree.parse.lang, tree.relation(c), tree.case(c)
    role = None
    if relation == "obj":
        role = "patient"
    elif relation == "iobj":
        role = "recipient"
    elif relation == "obl":
        if tree[c].deprel == "obl:agent" or (passive and case in title_words(lang, "of")):
            role = "agent"
        elif case in title_words(lang, "mutual"):
            role = "partner"
        elif case in title_words(lang, "against"):
            role = "recipient"
    if role:
        add(c, role)  # type: ignore[operator]


def _noun_actors(text: _Text, trigger: Trigger, add: object) -> None:
    """The participants that an event noun has in its own phrase, or through its light verb or a possessive."""
    tree, lang, noun = text.tree, text.tree.parse.lang, trigger.token
    top = _counted(tree, noun)
    outside = frozenset(c for c in tree.subtree(top) if tree.relation(c) in ("acl", "advcl", "conj", "ccomp", "appos", "parataxis"))
    for i in tree.subtree(top, outside - {noun}):
        relation, case = tree.relation(i), tree.case(i)
        if relation == "amod" and i in text.names:
            for d in tree.conjuncts(i):
                add(d, "agent")  # type: ignore[operator]
        elif tree[i].deprel == "det:poss" or (tree.relation(i) == "nmod" and tree[i].upos == "PRON"):
            owner = _subject(text, trigger.clause) if trigger.clause != noun else text.subjects.get(tree.sentence_of[noun] - 1)
            add(owner, "agent")  # type: ignore[operator]
        elif i not in (noun, top) and relation in ("nmod", "obl", "compound"):
            role = (
                "partner"
                if case in title_words(lang, "mutual")
                else "agent"
                if case in title_words(lang, "of") or not case
                else "recipient"
            )
            if (
                i not in text.names
                or text.names[i].known.kind != "place"
                or (text.names[i].how == "capital" and case not in title_words(lang, "place"))
            ):
                add(i, role)  # type: ignore[operator]
    verb = trigger.clause
    lemma = tree[verb].lemma.lower()
    takes = text.lex.has("light.verbs", lemma) or (tree.relation(top) == "obj" and any(text.lex.has(k, lemma) for k in _TAKES_EVENT))
    if verb != noun and takes and tree[top].head == verb:
        subject = _subject(text, verb)
        if subject is not None and subject not in (noun, top):
            add(subject, "agent")  # type: ignore[operator]
        for c in tree.children[verb]:
            if c != top and tree.relation(c) in ("obl", "iobj"):
                _add_argument(tree, c, False, add)
                for j in tree.subtree(c) if c > top else ():
                    if j in text.names and tree.case(j) in title_words(lang, "of"):
                        add(j, "patient")  # type: ignore[operator]
    elif verb != noun and tree.case(top) in title_words(lang, "during"):
        add(_subject(text, verb), "participant")  # type: ignore[operator]


def _owner(text: _Text, trigger: Trigger) -> str | None:
    """Whose event it is, where the text only says "his" or "their"."""
    owner = (
        _subject(text, trigger.clause) if trigger.clause != trigger.token else text.subjects.get(text.tree.sentence_of[trigger.token] - 1)
    )
    return _name_text(text, owner) or None if owner is not None else None


def _beside(text: _Text, verb: int, top: int) -> list[int]:
    """Partners and places of an event noun that the parser has given to its verb: "ha proposto colloqui con l'Ucraina a Istanbul"."""
    tree, lang = text.tree, text.tree.parse.lang
    if tree[top].head != verb or tree.relation(top) != "obj":
        return []
    fitting = title_words(lang, "mutual") | title_words(lang, "place")
    return [c for c in tree.kids(verb, "obl") if c > top and tree.case(c) in fitting and c in text.names]


def _counted(tree: Tree, noun: int) -> int:
    """The head of the event's phrase: the round of "a round of talks", else the noun."""
    return next((a for a in tree.ancestors(noun) if _is_container(tree, a) and noun in tree.kids(a, "nmod")), noun)


def _subject(text: _Text, verb: int) -> int | None:
    """The subject of a verb in its sentence, or that of a sentence before where it has none or a pronoun."""
    tree = text.tree
    subject = subject_of(tree, verb)
    pronoun = subject is not None and tree[subject].text.lower() in title_words(tree.parse.lang, "person_pronoun")
    if subject is None and tree.finite(verb) is None and tree.relation(verb) in ("xcomp", "ccomp", "advcl"):
        return _subject(text, tree[verb].head)
    if (subject is not None and not pronoun) or (subject is None and not _may_drop_subject(tree, verb)):
        return subject
    matrix = _matrix_subject(text, verb)
    if matrix is not None:
        return matrix
    single = pronoun and subject is not None and tree.feature(subject, "Number") == "Sing"
    for k in range(tree.sentence_of[verb] - 1, max(tree.sentence_of[verb] - (4 if single else 2), -1), -1):
        before = text.subjects.get(k)
        if before is None:
            continue
        known = _entity(tree, text.names, before)
        if not single or (known and known.kind == "person"):  # "he" is a person, though a country was the last subject
            return before
    return subject


def _may_drop_subject(tree: Tree, verb: int) -> bool:
    return any(tree.is_finite(t) and tree.feature(t, "Person") in ("3", None) for t in [verb, *tree.kids(verb, "aux", "cop")])


def _matrix_subject(text: _Text, verb: int) -> int | None:
    """The named subject of a clause above in the same sentence: "Lavrov ha detto che ha parlato"."""
    for above in text.tree.ancestors(verb):
        for report in text.tree.kids(above, "parataxis") if text.lex.has("reporting.say", text.tree[verb].lemma.lower()) else ():
            if (speaker := subject_of(text.tree, report)) is not None:
                return speaker
        subject = subject_of(text.tree, above) if text.tree[above].upos == "VERB" else None
        if subject is not None and _entity(text.tree, text.names, subject):
            return subject
    return None


def _place(text: _Text, trigger: Trigger) -> Known | None:
    """Where it happens: a place with a locative adposition in the event's own phrase, else in its clause, the finest and nearest."""
    tree, lang = text.tree, text.tree.parse.lang
    for root in dict.fromkeys([_counted(tree, trigger.token), trigger.clause]):
        outside = frozenset(
            c for c in tree.subtree(root) if c != root and tree.relation(c) in ("acl", "advcl", "ccomp", "parataxis", "conj")
        )
        found: list[tuple[bool, int, Known]] = []
        for i in tree.subtree(root, outside):
            name = text.names.get(i)
            if not name or name.first != i or name.how == "adjective" or tree.case(i) not in title_words(lang, "place"):
                continue
            if tree.case(i) in title_words(lang, "of") and (name.how == "capital" or (root == trigger.clause and trigger.verbal)):
                continue  # "la proposta di Mosca" is a government's
            fine = name.known.kind == "place"
            if fine or (name.known.kind == "country" and tree.case(i) in ("in", "a")):
                found.append((not fine, abs(i - trigger.token), name.known))
        if found:
            return min(found, key=lambda f: f[:2])[2]
    return None


# ---------------------------------------------------------------- the mention


def _mention(text: _Text, trigger: Trigger) -> Mention | None:
    """The mention of a trigger, or None where it names no event that a reader could place."""
    tree, lex = text.tree, text.lex
    facts = verb_factuality(tree, lex, trigger.token) if trigger.verbal else noun_factuality(tree, lex, trigger.token)
    expression, timing = _timing(text, trigger, facts)
    actors, place = _actors(text, trigger), _place(text, trigger)
    if not trigger.verbal and timing != "stated" and not actors:
        return None  # "la guerra", "i negoziati": a topic, not a telling
    if not trigger.verbal and ontology()[trigger.type].group == "speech" and not place and not any(a.role == "partner" for a in actors):
        return None  # "una dichiarazione", "l'annuncio": what was said is told elsewhere
    status = facts.status if trigger.verbal else _status_in_time(text, facts.status, expression)
    title, nominal = _title(text, trigger, status)
    if not title or (trigger.type == "say" and not _tells(text, trigger)):
        return None
    token, sentence = tree[trigger.token], tree.sentence(trigger.token)
    speaker = _entity(tree, text.names, facts.speaker) if facts.speaker is not None else None
    return Mention(
        id=f"{text.article}:{token.start}",
        article=text.article,
        lang=tree.parse.lang,
        quote=" ".join(tree.parse.text[sentence.start : sentence.end].split()),
        start=token.start,
        end=token.end,
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        expression=expression,
        status=status,
        speaker=speaker.name(tree.parse.lang) if speaker else None,
        type=trigger.type,
        lemma=trigger.lemma,
        title=title,
        nominal=nominal,
        timing=timing,
        actors=actors,
        place=place.name(tree.parse.lang) if place else None,
        place_id=place.id if place else None,
        numbers=_numbers(text, trigger),
        words=_words(text, trigger),
        occasion=_occasion(text, trigger),
        ordinal=_ordinal(text, trigger),
        instance=_again(text, trigger),
        salience=_salience(text, trigger, timing, status, actors, title),
    )


def _tells(text: _Text, trigger: Trigger) -> bool:
    """Whether a verb of saying comes with what was said; "ha aggiunto" alone tells nothing."""
    tree, verb = text.tree, trigger.token
    if not trigger.verbal or not _says(text.lex, trigger.lemma):
        return True
    return bool(tree.kids(verb, "ccomp", "obj", "xcomp", "csubj")) or _quotation(text, verb) is not None


def _status_in_time(text: _Text, status: Status, expression: int | None) -> Status:
    """A past event of a clause that looks ahead is a plan: "un nuovo giro di colloqui lunedì" under "ha proposto"."""
    if expression is not None and text.findings[expression].direction == "future" and status in ("occurred", "ongoing"):
        return "planned"
    return status


def _title(text: _Text, trigger: Trigger, status: Status) -> tuple[str, bool]:
    """The title, and whether a noun phrase had to be made a clause for it."""
    tree, i = text.tree, trigger.token
    drop = text.time_tokens
    if not trigger.verbal:
        clause, top = trigger.clause, _counted(tree, i)
        light = clause != i and text.lex.has("light.verbs", tree[clause].lemma.lower()) and tree[top].head == clause
        if light and tree.finite(clause) is not None and (title := _clause_title(text, clause, drop)):
            return title, False
        beside = [j for c in _beside(text, clause, top) for j in tree.subtree(c)] if clause != i else []
        owner = _owner(text, trigger) if any(tree[c].deprel == "det:poss" or tree.feature(c, "Poss") for c in tree.children[top]) else None
        return noun_title(tree, top, status, drop=drop, beside=beside, owner=owner), True
    if tree.relation(i) == "acl" and tree.feature(i, "VerbForm") == "Part" and not tree.kids(i, "aux", "nsubj"):
        return passive_title(tree, i, tree[i].head, drop=drop), True
    top = i
    while (
        tree.finite(top) is None
        and tree.relation(top) in ("xcomp", "advcl", "ccomp", "conj", "csubj")
        and tree[tree[top].head].upos in ("VERB", "ADJ", "AUX")
    ):
        top = tree[top].head
    return (_clause_title(text, top, drop) if tree.finite(top) is not None else ""), False


def _clause_title(text: _Text, verb: int, drop: frozenset[int]) -> str:
    """The title of a finite clause; empty where it would have no subject that a reader can know."""
    tree = text.tree
    own = tree.kid(verb, "nsubj", "expl:impers")
    if own is not None and tree.feature(own, "PronType") == "Rel":
        antecedent = relative_head(tree, verb)
        return clause_title(tree, verb, drop=drop, antecedent=antecedent) if antecedent is not None else ""
    subject = None
    if own is None or tree[own].text.lower() in title_words(tree.parse.lang, "person_pronoun"):
        named = _subject(text, verb)
        if named is None or not _agrees(tree, named, verb) or not (subject := _name_text(text, named)):
            return ""
        drop |= frozenset(tree.subtree(own) if own is not None else ())
    elif tree[own].upos in ("PRON", "DET") and tree[own].text.lower() in title_words(tree.parse.lang, "vague_subject"):
        return ""
    aside = _pair_names(text, own) if own is not None else None
    content = _quotation(text, verb)
    if content is not None:
        return report_title(tree, verb, content, drop=drop, subject=subject)
    return clause_title(tree, verb, drop=drop, subject=subject, aside=aside)


def _pair_names(text: _Text, subject: int) -> tuple[int, str] | None:
    """Where a title names those whom its subject only counts: "I due presidenti (Donald Trump e Vladimir Putin) …"."""
    if not _is_pair(text.tree, subject) or len(pair := _last_two(text, subject)) < 2:
        return None
    lang = text.tree.parse.lang
    joint = f" {table(lang, 'titles')['owner']['and']} "
    return max(text.tree.subtree(subject)), f"({joint.join(p.name(lang) for p in pair)})"


def _quotation(text: _Text, verb: int) -> int | None:
    """The clause that a verb of saying stands behind or beside: «…», ha detto Lavrov."""
    tree = text.tree
    if not _says(text.lex, tree[verb].lemma.lower()):
        return None
    if tree.relation(verb) == "parataxis" and tree[tree[verb].head].upos in ("VERB", "ADJ", "NOUN", "AUX"):
        return tree[verb].head
    return next((c for c in tree.kids(verb, "ccomp", "parataxis") if c < verb), None)


def _says(lex: Lexicon, lemma: str) -> bool:
    return lex.has("reporting.say", lemma) or lex.has("reporting.think", lemma)


def _agrees(tree: Tree, subject: int, verb: int) -> bool:
    """Whether a subject from elsewhere can be the verb's: same number, and not of a passive, whose subject is seldom left out."""
    tokens = [verb, *tree.kids(verb, "aux", "cop")]
    number = next((n for t in tokens if tree.is_finite(t) and (n := tree.feature(t, "Number"))), None)
    theirs = "Plur" if len(tree.conjuncts(subject)) > 1 else tree.feature(subject, "Number") or "Sing"
    return not tree.kids(verb, "aux:pass") and number in (None, theirs)


def _name_text(text: _Text, noun: int) -> str:
    """A subject from elsewhere as a reader would name it, with its article and those coordinated with it."""
    tree = text.tree
    parts = [_one_name(text, i) for i in tree.conjuncts(noun)]
    joint = next((tree[c].text for i in tree.conjuncts(noun) for c in tree.kids(i, "cc")), "")
    return f" {joint} ".join(parts) if all(parts) else ""


def _one_name(text: _Text, noun: int) -> str:
    tree, known, name = text.tree, _entity(text.tree, text.names, noun), text.names.get(noun)
    if name and name.how in ("name", "seat", "capital"):
        words = [*(c for c in tree.kids(noun, "det") if c == name.first - 1), *range(name.first, name.last)]
        return tree.parse.text[tree[words[0]].start : tree[words[-1]].end]
    return known.name(tree.parse.lang) if known else ""


def _numbers(text: _Text, trigger: Trigger) -> tuple[str, ...]:
    """The numbers of the event's phrase, digits only, without those of dates."""
    tokens = (text.tree[i] for i in text.tree.subtree(trigger.token) if i not in text.time_tokens)
    return tuple(sorted({re.sub(r"\D", "", t.text) for t in tokens if t.upos == "NUM" and re.search(r"\d", t.text)}))


def _words(text: _Text, trigger: Trigger) -> tuple[str, ...]:
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


def _ordinal(text: _Text, trigger: Trigger) -> int | None:
    """Which of a series it is: "la loro sesta telefonata", "the second round"."""
    tree = text.tree
    for i in {trigger.token, _counted(tree, trigger.token)}:
        for c in tree.children[i]:
            if tree[c].text.lower() in text.lex.ordinals and tree.relation(c) in ("amod", "nummod", "appos"):
                return text.lex.ordinals[tree[c].text.lower()]
    return None


def _again(text: _Text, trigger: Trigger) -> bool:
    tree = text.tree
    nouns = {trigger.token, _counted(tree, trigger.token)}
    return any(text.lex.has("again.words", tree[c].lemma.lower()) for i in nouns for c in tree.kids(i, "amod", "det"))


def _of_speaker(tree: Tree, i: int) -> bool:
    """Whether a word points to whoever speaks: "our", "we need"."""
    return tree.feature(i, "Person") in ("1", "2") or tree[i].text.lower() in title_words(tree.parse.lang, "speaker")


@cache
def _weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = table("", "salience")["weights"]
    return weights


def _salience(text: _Text, trigger: Trigger, timing: Timing, status: Status, actors: Sequence[Actor], title: str) -> float:
    """How much the mention belongs in a chronology, 0 to 1: its type, its day, its actors, its place in the article."""
    w = _weights()
    tree = text.tree
    score = ontology()[trigger.type].salience
    score *= w.get(f"timing.{timing}", 1.0) * w.get(f"status.{status}", 1.0)
    score *= w["no_actor"] if not actors else 1.0
    score *= w["noun"] if not trigger.verbal and timing != "stated" else 1.0
    depth = tree.sentence_of[trigger.token]
    score *= 1.0 + w["lead"] * max(0.0, 1 - depth / 5)
    score *= w["embedded"] if tree.relation(trigger.clause) in ("ccomp", "xcomp", "advcl", "acl") else 1.0
    score *= w["short"] if len(title) < 25 else 1.0
    outside = frozenset(c for c in tree.children[trigger.clause] if tree.relation(c) in ("advcl", "ccomp", "parataxis", "conj"))
    talk = not _says(text.lex, trigger.lemma) and any(_of_speaker(tree, i) for i in tree.subtree(trigger.clause, outside - {trigger.token}))
    score *= w["talk"] if talk else 1.0
    return round(min(score, 1.0), 4)
