"""Whether an event happened, is planned, proposed or denied, and who says so.

Event factuality after FactBank (Saurí and Pustejovsky 2009): the form of the event's own clause first, then every
predicate above it, each of which may weaken what it embeds and may be its source.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from timeline.lexicon import Lexicon, lexicon, ontology
from timeline.model import Status
from timeline.titles import title_words
from timeline.tree import Tree, remembered

# From what did happen to what did not; an embedding predicate moves its complement only down this list.
_STRENGTH: dict[Status, int] = {"occurred": 0, "ongoing": 1, "planned": 2, "proposed": 3, "hypothetical": 4, "denied": 5}
# Tokens before a clause's verb in which the words that open the clause may stand.
REACH = 8
_EMBEDS = ("ccomp", "xcomp", "csubj", "advcl", "acl", "parataxis")


@dataclass(frozen=True, slots=True)
class Factuality:
    """A status; the token of the speaker and of the reporting predicate, when somebody reports it."""

    status: Status
    speaker: int | None = None
    report: int | None = None


@remembered
def verb_factuality(tree: Tree, lex: Lexicon, verb: int) -> Factuality:
    """The factuality of the event that a verb names."""
    return _embedded(tree, lex, verb, _own_status(tree, lex, verb))


def noun_factuality(tree: Tree, lex: Lexicon, noun: int) -> Factuality:
    """The factuality of the event that a noun names: by its modifiers, then by the predicate that it depends on."""
    words = {w for c in tree.kids(noun, "amod", "det", "nmod", "acl") for w in (tree[c].lemma.lower(), tree[c].text.lower())}
    status: Status = "occurred"
    if lex.has("possible.words", *words) or lex.has("hearsay.words", *words):
        status = "hypothetical"
    elif lex.has("future.words", *words):
        status = "planned"
    if _is_negative(tree, lex, noun) or lex.has("negative.words", tree.case(noun)):
        status = "denied"
    above = _content_head(tree, noun)
    if above is None:
        return Factuality(status)
    if tree[above].upos not in ("VERB", "AUX"):
        if lex.has("proposal.nouns", tree[above].lemma.lower()):
            status = _weaker(status, "proposed")
        elif lex.has("intention.words", tree[above].lemma.lower()):
            status = _weaker(status, "planned")
        return Factuality(status)
    own = verb_factuality(tree, lex, above)
    status = _handled(tree, lex, noun, above, status)
    if tree.relation(noun) in ("obj", "nsubj", "xcomp"):
        lemma = tree[above].lemma.lower()
        exists = lemma in title_words(tree.parse.lang, "exists")
        causes = tree.relation(noun) == "nsubj" and tree.kids(above, "obj") and is_known(tree, lex, noun)  # "his death may trigger a war"
        if (lex.has("light.verbs", lemma) and not causes) or (exists and own.status == "denied"):
            status = _weaker(status, own.status)
            if own.status == "ongoing" and status == "occurred":
                status = "ongoing"
    if (own.status == "hypothetical" and not is_known(tree, lex, noun)) or (
        own.status in ("planned", "proposed")
        and not _is_going_on(tree, lex, noun)
        and tree.case(noun) in title_words(tree.parse.lang, "during") - title_words(tree.parse.lang, "presupposed")
    ):
        status = _weaker(status, own.status)  # "voleva discuterne in una telefonata"
    return Factuality(status, own.speaker, own.report)


def is_known(tree: Tree, lex: Lexicon, noun: int) -> bool:
    """Whether a noun names what nobody plans as something known: "the crash", "l'arresto di Rossi", "Rossi's death"."""
    kind = lex.noun_type(tree[noun].lemma.lower(), tree[noun].text.lower())
    named = tree.is_definite(noun) or any(tree[c].upos == "PROPN" for c in tree.kids(noun, "nmod"))
    return kind is not None and ontology()[kind].sudden and named


def _is_going_on(tree: Tree, lex: Lexicon, noun: int) -> bool:
    """Whether a noun names a fight as a known one, into which somebody may come: "mediate in the war"."""
    kind = lex.noun_type(tree[noun].lemma.lower(), tree[noun].text.lower())
    return kind is not None and ontology()[kind].group == "conflict" and tree.is_determined(noun)


def _handled(tree: Tree, lex: Lexicon, noun: int, verb: int, status: Status) -> Status:
    """The status of an event noun after the verb that has it as its object: proposed, planned, ruled out, threatened."""
    if tree.relation(noun) not in ("obj", "xcomp") and tree[noun].deprel != "nsubj:pass":
        return status
    words = _with_particles(tree, verb)
    refused = _is_negative(tree, lex, verb)
    if refused and any(lex.has(k, *words) for k in ("intention.verbs", "proposal.verbs")):
        return status if tree.is_definite(noun) else _weaker(status, "denied")  # "had not planned an attack", "do not accept the verdict"
    if lex.has("reporting.deny", *words) or (
        lex.has("negative.verbs", *words) and tree.relation(noun) == "obj" and not lex.has("negative.attempts", tree[noun].lemma.lower())
    ):
        return _weaker(status, "hypothetical" if refused else "denied")
    if lex.has("reporting.threaten", *words):
        return _weaker(status, "hypothetical")
    if lex.has("proposal.verbs", *words) or lex.has("reporting.ask", *words):
        return _weaker(status, "proposed")
    held = lex.has("light.verbs", words[0]) and _own_status(tree, lex, verb) == "occurred"  # "organised a rally", unless "for Saturday"
    if (lex.has("intention.verbs", *words) and not held) or lex.has("modal.volition", *words):
        return _weaker(status, "planned")
    return status


def _with_particles(tree: Tree, verb: int) -> list[str]:
    """The lemma of a verb, also with each word that may be part of it: "rule", "rule out"."""
    lemma = tree[verb].lemma.lower()
    return [lemma, *(f"{lemma} {tree[c].text.lower()}" for c in tree.kids(verb, "compound", "advmod"))]


def _weaker(first: Status, second: Status) -> Status:
    """Of two, the one further from having happened."""
    return first if _STRENGTH[first] >= _STRENGTH[second] else second


def _content_head(tree: Tree, noun: int) -> int | None:
    """The predicate or noun that a noun depends on, stepping over conjunctions; None for a root."""
    while True:
        if tree.is_root(noun):
            return None
        relation = tree.relation(noun)
        noun = tree[noun].head
        if relation not in ("conj", "flat", "compound", "fixed"):
            return noun


# ---------------------------------------------------------------- the event's own clause


@remembered
def _own_status(tree: Tree, lex: Lexicon, verb: int) -> Status:
    """By the tense, mood, modals and negation of the verb's own clause."""
    aux = tree.kids(verb, "aux", "cop")
    lemmas = {tree[a].lemma.lower() for a in aux}
    finite = tree.finite(verb)
    marks = {tree[m].lemma.lower() for m in tree.kids(verb, "mark")} | {tree[m].lemma.lower() for m in tree.kids(verb, "advmod")}
    status = _mood_status(tree, lex, verb, aux, lemmas, finite)
    if _due(tree, lex, verb) or _set_down(tree, lex, verb):
        status = _weaker(status, "planned")
    if finite is not None and (lex.has("conditional.words", *marks) or _opens_with(tree, verb, _unreal(tree.parse.lang))):
        status = _weaker(status, "hypothetical")
    unsure = status in ("occurred", "ongoing") and lex.has("modal.possibility", *marks)  # "forse ha lasciato Roma"
    if unsure or lex.has("hearsay.words", *marks) or _asked(tree, verb):
        status = _weaker(status, "hypothetical")
    if _is_negative(tree, lex, verb) or _negative_argument(tree, lex, verb):
        if status in ("occurred", "ongoing") and _is_endless(tree, lex, verb):
            return "ongoing"
        if lex.has("negative.stances", *_with_particles(tree, verb)):
            return status  # "non escludono l'impiego", "did not object"
        return "denied" if status in ("occurred", "ongoing", "planned") else status
    return status


def _mood_status(tree: Tree, lex: Lexicon, verb: int, aux: list[int], lemmas: set[str], finite: int | None) -> Status:
    mood = tree.feature(finite, "Mood") if finite is not None else None
    tense = tree.feature(finite, "Tense") if finite is not None else None
    perfect = any(tree.feature(a, "VerbForm") == "Part" and tree.feature(a, "Tense") == "Past" for a in aux) or (
        any(tree[a].lemma.lower() in ("avere", "essere", "have") for a in aux)
        and (tree.feature(verb, "VerbForm") == "Part" or tree.feature(verb, "Tense") == "Past")
    )
    forms = {tree[a].text.lower() for a in aux}
    if lex.has("modal.volition", *lemmas):
        return "planned"
    duty = next((a for a in aux if lex.has("modal.obligation", tree[a].lemma.lower(), tree[a].text.lower())), None)
    if duty is not None:
        return _duty(tree, lex, duty, aux)
    if looks_ahead(tree, verb):
        return "planned"
    if lex.has("modal.possibility", *(lemmas - {"would"}), *(forms - {"would"})):
        return "hypothetical"
    if mood == "Cnd" or "would" in forms or ("'d" in forms and not perfect):
        # "ha detto che sarebbe stato finalizzato": the future seen from the past; without such a report it is hearsay
        return "planned" if _under_past_report(tree, lex, verb) else "hypothetical"
    if tense == "Pres" and tree.feature(verb, "VerbForm") in ("Ger", "Part") and tree.feature(verb, "Tense") == "Pres" and perfect:
        return "ongoing"  # "have been shelling"
    if mood == "Sub":
        return "occurred"  # what embeds it decides: "sebbene abbia cercato" did, "spera che venga" did not
    if finite is not None and tense == "Pres" and not perfect:
        if tree.kid(verb, "aux") is not None and tree.feature(verb, "VerbForm") in ("Ger", "Part") and tree.kid(verb, "aux:pass") is None:
            return "ongoing"
        return "ongoing" if not lex.has("reporting.say", tree[verb].lemma.lower()) else "occurred"
    return "occurred"


def _duty(tree: Tree, lex: Lexicon, duty: int, aux: Sequence[int]) -> Status:
    """What a verb of obligation makes of an event: "dovrà" plans it, "dovette" did it, "doveva" was to do it, "must have" guesses that it was."""
    forms = (duty, *aux)
    done = tree.feature(duty, "Tense") == "Past" and lex.has("modal.done", tree[duty].lemma.lower())
    perfect = any(tree.feature(a, "VerbForm") == "Part" for a in aux)  # "deve essere stato preso", not "deve essere preso"
    had = (a for a in aux if tree.feature(a, "VerbForm") == "Inf" and lex.has("modal.had", tree[a].lemma.lower()))
    if any(perfect or tree[a].deprel == "aux" for a in had):
        return "hypothetical"
    if any(looks_ahead(tree, a) or tree.feature(a, "Mood") == "Cnd" or tree[a].text.lower() in ("should", "would") for a in forms):
        return "hypothetical" if done else "planned"  # "avrebbe dovuto lasciare"
    if lex.has("modal.done", tree[duty].lemma.lower()) and tree.feature(duty, "Tense") == "Imp":
        return "hypothetical"
    return "occurred" if done else "proposed"


# What a headline tells in the present and that no day could hold goes on.
_LONGEST = 7  # days


def narrates(tree: Tree, lex: Lexicon, verb: int, kind: str | None, *, on_day: bool = False) -> bool:
    """Whether the present tense of a verb tells what has happened, as headlines do and the historical present: "Muore il regista".

    `kind` is the type of the event that it tells; `on_day` says whether the clause gives its day: "Oggi arriva il premier".
    """
    finite = tree.finite(verb)
    if finite is None or tree.feature(finite, "Tense") != "Pres" or tree.relation(verb) == "acl" or tree[verb].upos != "VERB":
        return False
    if tree.feature(verb, "VerbForm") == "Ger" or tree[verb].text.lower().endswith("ing") or looks_ahead(tree, verb) or kind is None:
        return False
    headed = is_headline(tree, verb) and tree.relation(verb) in ("root", "conj", "parataxis")
    becomes = lex.has("present.passive", tree[finite].lemma.lower()) and tree.feature(finite, "Number") == "Sing"  # "viene investito"
    lemma = tree[verb].lemma.lower()
    if _is_negative(tree, lex, verb) and not lex.has("negative.stances", lemma):
        return False  # "gli scontri non cessano"
    acts = lex.has("present.verbs", lemma) or (lex.has("present.acts", kind) and not lex.has("present.states", lemma))
    return acts or ontology()[kind].days <= (_LONGEST if headed or becomes else 1 if on_day else 0)


def is_headline(tree: Tree, i: int) -> bool:
    """Whether a sentence is a line of its own without a full stop."""
    sentence, text = tree.sentence(i), tree.parse.text
    own_line = not text[: sentence.start].strip(" ") or text[: sentence.start].rstrip(" ").endswith("\n")
    return own_line and text[sentence.end - 1] not in '.!?…:;»”"' and text[sentence.end : sentence.end + 1] in ("", "\n", "\r")


def is_hearsay(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether a clause tells at second hand what has happened: "avrebbero colpito la città", "has reportedly fled".

    Not what would have happened: "se fosse partito, sarebbe arrivato", nor the future seen from the past, "ha detto che sarebbe partito".
    """
    finite, aux = tree.finite(verb), tree.kids(verb, "aux", "cop")
    if finite is None or looks_ahead(tree, verb):
        return False
    conditions = [
        c for c in tree.kids(verb, "advcl") if any(lex.has("conditional.words", tree[m].lemma.lower()) for m in tree.kids(c, "mark"))
    ]
    modal = any(
        lex.has(f"modal.{k}", tree[a].lemma.lower(), tree[a].text.lower()) for a in aux for k in ("possibility", "obligation", "volition")
    )
    if conditions or modal or _under_past_report(tree, lex, verb):
        return False
    if tree.feature(finite, "Mood") == "Cnd":
        return finite != verb and tree.feature(verb, "VerbForm") == "Part" and tree.feature(verb, "Tense") == "Past"
    told = any(lex.has("hearsay.words", tree[m].lemma.lower()) for m in tree.kids(verb, "advmod", "mark"))
    past = any(tree.feature(t, "Tense") == "Past" for t in (verb, *aux))
    return told and past


def _set_down(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether a participle says that something is to come: "sono previste per giugno", "la riunione è fissata"."""
    helpers = tree.kids(verb, "aux", "cop")
    now = len(helpers) == 1 and tree[helpers[0]].deprel in ("aux:pass", "cop") and tree.feature(helpers[0], "Tense") == "Pres"
    now = now and not tree.kids(verb, "obl:agent")  # "è prevista dalla legge"
    return now and tree.feature(verb, "VerbForm") == "Part" and lex.has("intention.words", tree[verb].text.lower())


def _due(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether an infinitive with a copula says what is to come: "are to meet", "is due to arrive"."""
    if tree.feature(verb, "VerbForm") != "Inf" or not any(tree.feature(c, "Tense") == "Pres" for c in tree.kids(verb, "cop", "aux")):
        return False
    mark = " ".join(tree[j].text.lower() for c in tree.kids(verb, "mark") for j in (c, *tree.kids(c, "fixed")))
    be = next((tree[c].text.lower() for c in tree.kids(verb, "cop")), "")
    return lex.has("intention.words", mark, f"{be} {mark}")


@cache
def _unreal(lang: str) -> Mapping[str, Sequence[list[str]]]:
    """The cues of several words that make a clause a condition, or what something came before, by their first word."""
    found: dict[str, list[list[str]]] = {}
    for cue in sorted(lexicon(lang).several("conditional.words") | {w for w in title_words(lang, "before") if " " in w}):
        found.setdefault(cue.split()[0], []).append(cue.split())
    return found


def _opens_with(tree: Tree, verb: int, cues: Mapping[str, Sequence[list[str]]]) -> bool:
    """Whether one of some cues, by their first word, stands before a clause, with no other verb between: "a patto che", "prima che"."""
    words = [t.text.lower() for t in tree.parse.tokens[max(tree.sentence(verb).first, verb - REACH) : verb]]
    start = verb - len(words)
    for k in range(len(words) - 1, -1, -1):
        if words[k] in cues:
            if any(words[k : k + len(phrase)] == phrase for phrase in cues[words[k]]):
                return True
        elif tree[start + k].upos == "VERB":
            return False
    return False


def _asked(tree: Tree, verb: int) -> bool:
    """Whether the sentence asks: it ends in a question mark, and the verb is its own, not one that is reported."""
    sentence = tree.sentence(verb)
    return tree.relation(verb) in ("root", "conj", "csubj") and tree.parse.text[sentence.start : sentence.end].rstrip("»”\"' ").endswith(
        "?"
    )


def looks_ahead(tree: Tree, verb: int) -> bool:
    """Whether a clause is in the future tense."""
    return any(
        tree.feature(t, "Tense") == "Fut" or tree[t].text.lower() in ("will", "'ll", "’ll", "shall")
        for t in [verb, *tree.kids(verb, "aux", "cop")]
    )


def _is_endless(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether a verb whose end is denied leaves an event going on: "gli scontri non cessano"; not "the train did not stop"."""
    subject = tree.kid(verb, "nsubj")
    event = subject is not None and lex.noun_type(tree[subject].lemma.lower(), tree[subject].text.lower()) is not None
    return event and lex.has("aspect.end", tree[verb].lemma.lower()) and not tree.kids(verb, "obj", "aux:pass", "xcomp")


def _is_negative(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether a verb or one of its auxiliaries is negated."""
    return any(_negated(tree, lex, i) for i in (verb, *tree.kids(verb, "aux", "cop")))


def _negated(tree: Tree, lex: Lexicon, i: int) -> bool:
    return any(
        (lex.has("negative.words", tree[c].lemma.lower(), tree[c].text.lower()) or tree.feature(c, "Polarity") == "Neg")
        and not _adds(tree, lex, c)
        for c in tree.kids(i, "advmod", "det", "cc", "neg", "aux")
    )


def _adds(tree: Tree, lex: Lexicon, negation: int) -> bool:
    """Whether a negation only brings in something more: "not only repulsed the attack but …"."""
    after = tree[negation + 1].text.lower() if negation + 1 < len(tree.parse.tokens) else ""
    return lex.has("negative.adding", after)


def _negative_argument(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """ "Nessun progresso è stato fatto", "no progress was made"."""
    return any(_negated(tree, lex, c) for c in tree.kids(verb, "nsubj", "obj") if tree[c].upos == "NOUN") or any(
        lex.has("negative.words", tree[c].text.lower()) for c in tree.kids(verb, "nsubj", "obj")
    )


def _under_past_report(tree: Tree, lex: Lexicon, verb: int) -> bool:
    for i, above in zip([verb, *tree.ancestors(verb)], tree.ancestors(verb), strict=False):
        if tree.relation(i) == "ccomp" and _is_report(lex, tree[above].lemma.lower()):
            return True
    return False


def _is_report(lex: Lexicon, lemma: str) -> bool:
    return any(
        lex.has(f"reporting.{k}", lemma) for k in ("say", "claim", "deny", "ask", "order", "promise", "predict", "think", "threaten")
    )


# ---------------------------------------------------------------- the predicates above it


def _embedded(tree: Tree, lex: Lexicon, verb: int, status: Status) -> Factuality:
    """The status after every embedding predicate has had its word, and the nearest source."""
    speaker = report = None
    i, settled = verb, False  # settled: what a noun phrase holds is what it is, whatever becomes of the noun
    for above in tree.ancestors(verb):
        relation = tree.relation(i)
        settled = settled or relation not in (*_EMBEDS, "conj")
        if relation in _EMBEDS:
            status = status if settled else _under(tree, lex, i, above, relation, status)
            settled = settled or (
                relation in ("acl", "advcl") and tree.feature(i, "VerbForm") != "Inf"
            )  # "a man who refused", under whatever
            lemma = tree[above].lemma.lower()
            compels = lex.has("fulfilled.verbs", lemma) and tree.finite(i) is None
            if speaker is None and relation in ("ccomp", "parataxis", "xcomp") and _is_report(lex, lemma) and not compels:
                speaker, report = _teller(tree, above), above
        elif relation == "conj" and tree[i].upos in ("VERB", "AUX") and _inherits(tree, i, above):
            status = _weaker(status, _own_status(tree, lex, above)) if not tree.is_finite(i) and not settled else status
        i = above
    quoted = _quotative(tree, lex, verb)
    if speaker is None and quoted is not None:
        speaker, report = subject_of(tree, quoted), quoted
    if speaker is None:
        speaker = _source_phrase(tree, lex, verb)
    return Factuality(status, speaker, report)


def _inherits(tree: Tree, i: int, above: int) -> bool:
    """Whether a coordinated verb shares the auxiliary of the first: "ha incontrato … e discusso"."""
    return not tree.kids(i, "aux") and bool(tree.kids(above, "aux"))


# What a predicate makes of its complement, by its word list; the first that fits decides.
_COMPLEMENTS: tuple[tuple[str, Status], ...] = (
    ("reporting.deny", "denied"),
    ("reporting.ask", "proposed"),
    ("reporting.order", "proposed"),
    ("proposal.verbs", "proposed"),
    ("proposal.nouns", "proposed"),
    ("possible.words", "hypothetical"),
    ("modal.volition", "planned"),
    ("intention.verbs", "planned"),
    ("intention.words", "planned"),
    ("reporting.promise", "planned"),
    ("modal.possibility", "hypothetical"),
    ("modal.obligation", "proposed"),
    ("reporting.predict", "planned"),
)


# Verbs whose infinitive is their complement, whatever the parser calls it: "forced the minister to resign".
_GOVERNS = (
    "reporting.ask",
    "reporting.order",
    "fulfilled.verbs",
    "negative.verbs",
    "intention.verbs",
    "proposal.verbs",
    "reporting.promise",
)


def _under(tree: Tree, lex: Lexicon, i: int, above: int, relation: str, status: Status) -> Status:
    """The status of a clause under the predicate that embeds it."""
    marks = {tree[m].lemma.lower() for m in tree.kids(i, "mark", "case")} | {tree[m].text.lower() for m in tree.kids(i, "mark", "case")}
    words = {tree[above].lemma.lower(), tree[above].text.lower()}
    cues = words | {f"{w} {m}" for w in words for m in marks}  # "ready to", "pronto a"
    if relation == "parataxis":
        return status
    governed = i > above and tree.feature(i, "VerbForm") == "Inf" and not any(tree.kids(m, "fixed") for m in tree.kids(i, "mark"))
    ready = governed and lex.has("intention.words", *cues)  # "is expected to approve", "è pronta a fornire"
    if relation == "advcl" and not ready and not (governed and tree.kids(above, "obj") and any(lex.has(k, *words) for k in _GOVERNS)):
        return _beside(tree, lex, i, above, marks, status)
    if relation == "acl":
        return _described(tree, lex, i, above, cues, status)
    return _complement(tree, lex, i, above, cues, status)


def _beside(tree: Tree, lex: Lexicon, clause: int, above: int, marks: set[str], status: Status) -> Status:
    """An adverbial clause: a condition, a purpose and what something came before are no facts.

    "Prima di incontrare Putin, Trump ha telefonato" takes the meeting for granted, as "prima che …" does not.
    """
    finite = tree.finite(clause) is not None
    if not finite and marks & title_words(tree.parse.lang, "before"):
        return _weaker(status, _own_status(tree, lex, above))
    unreal = marks & title_words(tree.parse.lang, "before") or (lex.has("conditional.words", *marks) and finite)
    return _weaker(status, "hypothetical") if unreal or (lex.has("purpose.words", *marks) and not finite) else status


def _described(tree: Tree, lex: Lexicon, clause: int, noun: int, cues: set[str], status: Status) -> Status:
    """A clause on a noun: "la proposta di incontrarsi", "the option discussed in 2022", which was discussed."""
    if tree.finite(clause) is not None or tree[noun].upos not in ("NOUN", "ADJ") or tree.feature(clause, "VerbForm") == "Part":
        return status
    if lex.has("proposal.nouns", *cues):
        return _weaker(status, "proposed")
    if lex.has("possible.words", *cues):
        return _weaker(status, "hypothetical")
    looks_ahead = tree.feature(clause, "VerbForm") == "Inf" or lex.has("intention.words", *cues)
    return _weaker(status, "planned") if looks_ahead else status


def _complement(tree: Tree, lex: Lexicon, clause: int, above: int, cues: set[str], status: Status) -> Status:
    """What a predicate says of its complement: "ha smentito di aver …", "is ready to …", "continua a …"."""
    finite = tree.finite(clause) is not None
    outer = _own_status(tree, lex, above)
    if lex.has("negative.verbs", *cues) and not finite:
        return status if _is_negative(tree, lex, above) else "denied"  # "did not forget to sign"
    if lex.has("hearsay.words", *cues) and not finite:
        return _weaker(status, "hypothetical")  # "is said to have fled"
    if finite and lex.has("reporting.ask", *cues) and any(tree.feature(c, "PronType") in ("Int", "Rel") for c in tree.children[clause]):
        return status  # "ask who killed the journalist": that somebody did
    if lex.has("fulfilled.verbs", *cues):
        return _weaker(status, outer)
    if lex.has("aspect.begin", *cues) or lex.has("aspect.continue", *cues):
        return outer if outer == "ongoing" else _weaker(status, outer)
    if lex.has("reporting.threaten", *cues) and not finite:
        return _weaker(status, "hypothetical")
    if not finite and lex.has("modal.done", tree[above].lemma.lower()) and lex.has("modal.obligation", *cues):
        return _weaker(status, _duty(tree, lex, above, tree.kids(above, "aux")))  # "had to leave"
    verbal = tree[above].upos == "VERB"
    made = next((m for name, m in _COMPLEMENTS if lex.has(name, *cues) and not (verbal and name == "proposal.nouns")), None)
    if made == "denied":
        return "hypothetical" if _is_negative(tree, lex, above) else "denied"  # "does not rule out leaving"
    if made in ("planned", "proposed") and not finite and _is_negative(tree, lex, above):
        return "denied"  # "does not intend to leave"
    if made:
        told = finite and status == "occurred" and lex.has("reporting.say", *cues)  # "ha deciso che …" may tell a fact
        asked = made == "proposed" and _own_status(tree, lex, clause) == "denied"  # "recommended that nobody buy"
        return status if told else made if asked else _weaker(status, made)
    if tree.relation(clause) == "xcomp" and not finite and not lex.has("reporting.say", *cues):
        return _weaker(status, outer)
    return status


def _quotative(tree: Tree, lex: Lexicon, verb: int) -> int | None:
    """The verb of saying beside a quotation: «…», ha detto Lavrov."""
    for i in [verb, *tree.ancestors(verb)]:
        for c in tree.kids(i, "parataxis"):
            if _is_report(lex, tree[c].lemma.lower()) and not set(tree.subtree(c)) & {verb}:
                return c
    return None


def _source_phrase(tree: Tree, lex: Lexicon, verb: int) -> int | None:
    """The source that a phrase names: "secondo il Cremlino", "according to officials"."""
    for i in [verb, *tree.ancestors(verb)]:
        for c in tree.kids(i, "obl", "nmod"):
            if lex.has("reporting.prepositions", tree.case(c)):
                return c
        for c in tree.kids(i, "advcl"):  # "stando a fonti diplomatiche", a gerund with its complement
            for d in tree.kids(c, "obl", "obj"):
                if lex.has("reporting.prepositions", f"{tree[c].text.lower()} {tree.case(d)}".strip()):
                    return d
    return None


def _teller(tree: Tree, report: int) -> int | None:
    """Who says it: of "Parliament is expected to" and "the general is said to have" not the subject, of whom it is said."""
    return (
        tree.kid(report, "obl:agent")
        if any(tree[c].deprel == "nsubj:pass" for c in tree.kids(report, "nsubj"))
        else subject_of(tree, report)
    )


@remembered
def subject_of(tree: Tree, verb: int) -> int | None:
    """The subject of a verb: its own, that of the verb it is coordinated with or controlled by, or a relative's antecedent."""
    own = tree.kid(verb, "nsubj", "csubj")
    if own is None and (own := tree.kid(verb, "obl:agent")) is not None:
        return own
    if own is not None:
        if tree.feature(own, "PronType") == "Rel" and (antecedent := relative_head(tree, verb)) is not None:
            return antecedent
        return own
    if tree.is_root(verb):
        return None
    head, relation = tree[verb].head, tree.relation(verb)
    if relation == "conj" and tree[head].upos in ("VERB", "AUX", "ADJ"):
        return subject_of(tree, head)
    if relation in ("xcomp", "advcl", "ccomp") and tree[verb].upos in ("VERB", "AUX") and tree.finite(verb) is None:
        return subject_of(tree, head)
    return None


def relative_head(tree: Tree, verb: int) -> int | None:
    """The noun that a relative clause modifies."""
    for i in [verb, *tree.ancestors(verb)]:
        if tree[i].deprel == "acl:relcl":
            return tree[i].head
        if tree.relation(i) not in ("conj", "xcomp", "ccomp"):
            return None
    return None
