"""Which expression dates which event, and what an event without one takes from the clauses around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from timeline.factuality import Factuality, looks_ahead, verb_factuality
from timeline.lexicon import Lexicon
from timeline.model import Finding, Parse, Timing
from timeline.scene import Scene
from timeline.titles import title_words
from timeline.tree import Tree
from timeline.triggers import Trigger, counted, is_container, under_container


def tokens_of(parse: Parse, finding: Finding) -> range:
    """The tokens that a temporal expression covers."""
    first = bisect_right(parse.tokens, finding.start, key=lambda t: t.end)
    return range(first, bisect_left(parse.tokens, finding.end, lo=first, key=lambda t: t.start))


def phrase_of(tree: Tree, span: range) -> list[int]:
    """The tokens of an expression with the adposition and article that go with it."""
    own = (c for i in span for c in tree.kids(i, "case", "det", "mark", "advmod") if c < span.start)
    return [*span, *(j for c in own for j in tree.subtree(c))]


def dated_triggers(
    tree: Tree, lex: Lexicon, triggers: Mapping[int, Trigger], findings: Sequence[Finding], spans: Sequence[range]
) -> tuple[dict[int, int], dict[int, int]]:
    """Which expression dates which trigger: the nearest one above it in the tree, the verb's event noun where it has one.

    The second table holds the verbs whose event noun an expression dates rather than themselves.
    """
    dates: dict[int, int] = {}
    nearby: dict[int, int] = {}
    aside: set[int] = set()  # triggers whose expression stands in a phrase of their clause, not in the clause itself
    for k, (finding, span) in enumerate(zip(findings, spans, strict=True)):
        if finding.type not in ("DATE", "TIME") or not span:
            continue
        head = next((i for i in span if tree[i].head not in span), span[0])
        if _names_a_year(tree, finding, head):
            continue
        above = next((i for i in tree.ancestors(head) if i in triggers or _absorbing(tree, lex, i, triggers) is not None), None)
        if above is None:
            continue
        target = _absorbing(tree, lex, above, triggers) if above not in triggers else above
        if above in triggers and triggers[above].verbal:
            ahead = _ahead(tree, lex, finding, above, triggers)
            noun = _noun_before(tree, lex, above, min(phrase_of(tree, span)), triggers) if ahead is None else None
            if noun is not None:
                nearby.setdefault(above, k)
            target = next((t for t in (ahead, noun, target) if t is not None), None)
        elif (
            above in triggers
            and tree.relation(above) == "obj"
            and finding.direction != "future"
            and tree[above].head in triggers
            and not lex.has("sequence.verbs", tree[tree[above].head].lemma.lower())
        ):
            dates.setdefault(tree[above].head, k)  # "ha firmato l'accordo lunedì"
        if target is None or (_now(finding) and _is_past(tree, triggers[target].clause)):
            continue
        direct = tree[head].head in (target, triggers[target].clause)
        if target not in dates or (direct and target in aside):
            dates[target] = k
            aside = aside - {target} if direct else aside | {target}
    return dates, nearby


def _names_a_year(tree: Tree, finding: Finding, head: int) -> bool:
    """Whether a year is part of a name or of a description, and dates nothing: "the 2011 version", "la conferenza 2010"."""
    bare = finding.operation == "date" and {name for name, _ in finding.args} == {"year"}
    return bare and tree.relation(head) in ("compound", "nummod", "amod", "flat") and not tree.kids(head, "case")


def _now(finding: Finding) -> bool:
    return finding.operation == "reference" and ("value", "PRESENT_REF") in finding.args


def _is_past(tree: Tree, verb: int) -> bool:
    """Whether a clause tells of the past, also by an auxiliary: "ha venduto", "sold", "was sold"."""
    tokens = [verb, *tree.kids(verb, "aux", "cop")]
    participle = tree.feature(verb, "Tense") == "Past" and not tree.is_finite(verb) and len(tokens) > 1
    passive_now = any(tree[t].deprel == "aux:pass" and tree.feature(t, "Tense") == "Pres" for t in tokens) and len(tokens) == 2
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
            if i in triggers and not triggers[i].verbal and max(tree.subtree(c)) in (start - 1, *range(start, start + 4)) and i < start:
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
        return text.dates[trigger.token], "stated"
    if trigger.token in text.nearby:
        return text.nearby[trigger.token], "same"
    if trigger.verbal and (noun := _dated_noun(text, trigger.token)) is not None:
        return text.dates[noun], "stated"
    inherited = _inherited(text, trigger, facts)
    if inherited is None and trigger.verbal and facts.status in ("occurred", "ongoing", "denied"):
        inherited = _at_once(text, trigger.token)
    return inherited or (None, _undated(text, trigger, facts))


def _at_once(text: Scene, verb: int) -> tuple[int, Timing] | None:
    """The day of a clause that says when: "Quando il 3 marzo hanno scelto …, Airbus ha protestato"."""
    tree = text.tree
    when = title_words(tree.parse.lang, "when")
    for c in tree.kids(verb, "advcl"):
        if c in text.dates and tree.finite(c) is not None and any(tree[m].text.lower() in when for m in tree.kids(c, "mark", "advmod")):
            return text.dates[c], "same"
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


def _dated_noun(text: Scene, verb: int) -> int | None:
    """The dated event in or at which the verb's own takes place: "ha sottolineato durante la chiamata di giovedì"."""
    tree = text.tree
    outside = frozenset(
        c for c in tree.subtree(verb) if c != verb and tree.relation(c) in ("acl", "advcl", "ccomp", "parataxis", "conj", "xcomp")
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
        if k is not None and _now(text.findings[k]) and trigger.verbal and _is_past(tree, trigger.clause):
            return None
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


def _undated(text: Scene, trigger: Trigger, facts: Factuality) -> Timing:
    """Where a mention without any expression lies, by its tense."""
    tree = text.tree
    if facts.status in ("planned", "proposed", "hypothetical"):
        return "coming"
    clause = trigger.clause
    if not trigger.verbal and not _is_new(text, trigger):
        return "unknown"
    if looks_ahead(tree, clause):
        return "coming"  # "non si arrenderà"
    tenses = {tree.feature(t, "Tense") for t in [clause, *tree.kids(clause, "aux", "cop")]}
    lemma_tense = {(tree[a].lemma.lower(), tree.feature(a, "Tense")) for a in tree.kids(clause, "aux")}
    if "Imp" in tenses or ("have", "Past") in lemma_tense or tree[clause].deprel == "acl:relcl" or tree.relation(clause) == "acl":
        return "background"
    if tree.relation(clause) in ("root", "conj", "ccomp", "parataxis", "advcl", "xcomp"):
        return "narrated" if _is_past(tree, clause) and lemma_tense.isdisjoint({("have", "Pres")}) else "recent"
    return "unknown"


def _is_new(text: Scene, trigger: Trigger) -> bool:
    """Whether an event noun brings in what its clause tells, rather than what is known: "ha firmato un accordo", not "la guerra"."""
    tree = text.tree
    top = counted(tree, trigger.token)
    indefinite = any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(top, "det"))
    return indefinite and tree[top].head == trigger.clause != top and tree.relation(top) in ("obj", "nsubj")
