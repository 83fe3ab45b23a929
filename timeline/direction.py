"""Which way a date without a year, or a bare weekday, looks: from the tense and mood of the verb that it dates.

A past tense looks back, a future, an obligation or a plan ahead: "si è tenuto lunedì", "si terrà lunedì", "dovrebbero
parlare lunedì", "ha proposto un nuovo giro di colloqui lunedì".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from timeline.language import table
from timeline.lexicon import lexicon as events
from timeline.lexicon import ontology
from timeline.model import Parse, Token
from timeline.nearest import nearest
from timeline.parse import plain

Direction = Literal["past", "present", "future"]
CLIMB = 8  # heads to climb at most from an expression to its verb
SENTENCE_END = re.compile(r"[.!?;\n](?:\s|$)")
PHRASE = 16  # characters that an auxiliary may stand before its participle
SPAN = 3  # tokens of an expression among which the one is that its noun has
REACH = 60  # tokens on each side among which the verbs of a sentence are looked for
WINDOW = 90  # characters on each side in which a text without a parse is searched for a verb


@dataclass(frozen=True, slots=True)
class Reading:
    """What the syntax around an expression says."""

    direction: Direction | None = None
    reporting: bool = False
    governor: int | None = None
    remote: bool = False  # in a tense for what has nothing to do with today: "fu eletto", "disse"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language that turn a date forwards or back."""

    forward_verbs: frozenset[str]
    limit_verbs: frozenset[str]  # these turn a limit: "extended until Monday"
    forward_matrix: frozenset[str]  # these only turn what they govern: "decided to meet on Monday"
    summoning_verbs: frozenset[str]  # these turn the date of a meeting that they call, not of a person: "summoned the envoy on Monday"
    convened: frozenset[str]  # such meetings
    bound_verbs: frozenset[str]  # forward verbs only with "to" or "for": "set to begin Monday", not "set on fire on Monday"
    obligation_verbs: frozenset[str]  # a present of these looks ahead with its infinitive: "has to leave on Monday"
    confirming_verbs: frozenset[str]  # their date may be that of what is to come: "Monday's meeting is confirmed: they will meet"
    scheduled_verbs: frozenset[str]  # where given, a weekday before a present of any other verb is told in the historical present
    negated_past: frozenset[str]  # auxiliaries that look back when negated: "could not be reached on Monday"
    negations: frozenset[str]
    pluperfects: frozenset[str]  # auxiliaries that put a plan in the past: "had been due to expire on Monday"
    reporting_verbs: frozenset[str]
    future_auxiliaries: frozenset[str]
    past_auxiliaries: frozenset[str]
    forward_prepositions: re.Pattern[str]
    limit_prepositions: re.Pattern[str]  # "by Monday": ahead, unless the verb is plainly past
    open_prepositions: re.Pattern[str]  # "through March": either way
    goal_prepositions: re.Pattern[str]  # before the new day of what these put off: "postponed to March"
    moving_verbs: frozenset[str]
    forward_words: re.Pattern[str]
    past_words: re.Pattern[str]
    remote: bool  # whether a finite past tense is one of what has nothing to do with today


@cache
def lexicon(lang: str) -> Lexicon:
    data: dict[str, Any] = table(lang, "time")["direction"]
    return Lexicon(
        forward_verbs=frozenset(data["forward_verbs"]),
        limit_verbs=frozenset(data["limit_verbs"]),
        forward_matrix=frozenset(data["forward_matrix"]),
        summoning_verbs=frozenset(data.get("summoning_verbs", ())),
        convened=frozenset(data.get("convened", ())),
        bound_verbs=frozenset(data.get("bound_verbs", ())),
        obligation_verbs=frozenset(data.get("obligation_verbs", ())),
        confirming_verbs=frozenset(data.get("confirming_verbs", ())),
        scheduled_verbs=frozenset(data.get("scheduled_verbs", ())),
        negated_past=frozenset(data.get("negated_past", ())),
        negations=frozenset(data.get("negations", ())),
        pluperfects=frozenset(data.get("pluperfects", ())),
        reporting_verbs=frozenset(data["reporting_verbs"]),
        future_auxiliaries=frozenset(data["future_auxiliaries"]),
        past_auxiliaries=frozenset(data["past_auxiliaries"]),
        forward_prepositions=opening(data["forward_prepositions"]),
        limit_prepositions=opening(data["limit_prepositions"]),
        open_prepositions=opening(data["open_prepositions"]),
        goal_prepositions=opening(data["goal_prepositions"]),
        moving_verbs=frozenset(data["moving_verbs"]),
        forward_words=re.compile(r"\b(?:" + "|".join(data["forward_words"]) + r")\b", re.IGNORECASE),
        past_words=re.compile(r"\b(?:" + "|".join(data["past_words"]) + r")\b", re.IGNORECASE),
        remote=bool(table(lang, "time").get("timing", {}).get("remote", False)),
    )


def opening(words: list[str]) -> re.Pattern[str]:
    """What matches the text before an expression that one of these words opens, with an article between."""
    return re.compile(r"\b(?:" + "|".join(words) + r")(?: the| il| lo| la| l')?\s*$", re.IGNORECASE)


class Syntax:
    """The direction of the expressions of one parse; without tokens, from the words nearby."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._words = lexicon(parse.lang)
        self._starts = [t.start for t in parse.tokens]
        self._children: dict[int, list[int]] | None = None

    def reading(self, start: int, end: int) -> Reading:
        """The direction of the expression at these offsets."""
        before = plain(self._parse.text[max(0, start - 24) : start])
        if self._words.forward_prepositions.search(before):
            fixed: Direction | None = "future"
            return replace(self._governed(start, end), direction=fixed) if self._starts else Reading(fixed)
        found = self._governed(start, end) if self._starts else Reading(self._nearby(start, end))
        if self._put_off(found) and self._words.goal_prepositions.search(before):
            return replace(found, direction="future")
        if self._words.limit_prepositions.search(before):
            return replace(found, direction=self._limit(found))
        if self._words.open_prepositions.search(before):
            return replace(found, direction=None)
        if self._parse.text[end : end + 2] in ("'s", "’s") and found.direction != "past" and not self._will(found.governor):
            return replace(found, direction="past")  # "a way around Wednesday's ruling"
        return found

    def _put_off(self, found: Reading) -> bool:
        """Whether an expression hangs from a verb that puts something off, which nobody tells as long past: "has been moved"."""
        verb = found.governor
        return (
            verb is not None
            and self._parse.tokens[verb].lemma in self._words.moving_verbs
            and not self._helped(verb, self._words.pluperfects)
        )

    def _limit(self, found: Reading) -> Direction | None:
        """ "By Monday" looks ahead; after a plain past it may be either, unless that past puts something off or plans it."""
        if found.direction != "past" or found.governor is None:
            return None if found.direction == "past" else "future"
        verb = self._parse.tokens[found.governor]
        return "future" if verb.lemma in self._words.forward_verbs | self._words.limit_verbs or "VerbForm=Inf" in verb.feats else None

    def token_at(self, start: int) -> Token | None:
        """The token that begins at, or covers, an offset."""
        index = bisect_right(self._starts, start) - 1
        return self._parse.tokens[index] if index >= 0 else None

    # ------------------------------------------------ with a parse

    def _governed(self, start: int, end: int) -> Reading:
        tokens = self._parse.tokens
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_right(self._starts, end - 1) - 1, first)
        inside = range(first, last + 1)
        top = next((k for k in inside if tokens[k].head not in inside or tokens[k].head == k), first)
        goes_with = nearest(tokens, top, self._parse.lang)
        current, noun = tokens[top].head if goes_with is None else goes_with, None
        if current == top:  # "the match is on Saturday": the day itself has the verb
            return Reading(self._tense(top) if self._copula(top) else None)
        for _ in range(CLIMB):
            token = tokens[current]
            if (token.upos in ("VERB", "AUX") and not self._misread(token)) or self._copula(current):
                break
            if noun is None and (token.upos == "NOUN" or self._misread(token)):
                noun = current
            if token.head == current:
                return Reading("past" if noun is not None and self._is_sudden(noun) else None, governor=noun)
            current = token.head
        else:
            return Reading(governor=noun)
        return self._verb(current, first, noun)

    def _verb(self, verb: int, expression: int, noun: int | None) -> Reading:
        token = self._parse.tokens[verb]
        reporting = token.lemma in self._words.reporting_verbs and noun is None
        tense = self._tense(verb)
        if noun is not None and tense in ("present", "future", None) and self._names_known(noun, expression):
            tense = "past"
        if tense in ("past", "present", None) and token.lemma in self._words.forward_verbs and self._plans(verb, expression, noun):
            tense = "future"
        if tense is None and token.head != verb:
            tense = self._matrix(verb)
        if tense in ("past", "present") and noun is not None and noun < verb and token.lemma in self._words.confirming_verbs:
            tense = "future" if self._announces(verb) else tense
        if tense == "present" and noun is None and expression < verb and self._narrates(verb):
            tense = "past"
        if reporting and (tense == "present" or "VerbForm=Ger" in token.feats):
            tense = "past"
        return Reading(tense, reporting, noun if noun is not None else verb, self._remote(verb))

    def _is_sudden(self, noun: int) -> bool:
        """Whether a noun names what nobody sets a day for: "un assalto in villa giovedì sera"."""
        token = self._parse.tokens[noun]
        kind = events(self._parse.lang).noun_type(token.lemma.lower(), token.text.lower())
        return kind is not None and ontology()[kind].sudden

    def _names_known(self, noun: int, expression: int) -> bool:
        """Whether a time says which of the things that nobody sets a day for is meant: "la rapina di giovedì sarà …", not "expects a loss on Friday"."""
        tokens = self._parse.tokens
        inside = next((k for k in range(expression, min(expression + SPAN, len(tokens))) if tokens[k].head == noun), None)
        definite = any("Definite=Def" in tokens[c].feats for c in self._dependents(noun))
        subject = tokens[noun].deprel.startswith("nsubj")
        return inside is not None and (definite or subject) and self._is_sudden(noun)

    def _remote(self, verb: int) -> bool:
        """Whether a verb or its auxiliary is in a tense of what is over and done with, where the language has one.

        A participle beside another shares its auxiliary: "venne trovato e ucciso".
        """
        tokens = self._parse.tokens
        forms = [tokens[k] for k in (verb, *self._dependents(verb)) if k == verb or tokens[k].deprel.startswith("aux")]
        if len(forms) == 1 and tokens[verb].deprel == "conj" and "VerbForm=Part" in tokens[verb].feats:
            return self._remote(tokens[verb].head)
        return self._words.remote and any("Tense=Past" in t.feats and "VerbForm=Fin" in t.feats for t in forms)

    def _plans(self, verb: int, expression: int, noun: int | None) -> bool:
        """Whether the date is that of the thing planned ("proposed talks on Monday"), not of the planning."""
        tokens = self._parse.tokens
        if self._helped(verb, self._words.pluperfects):
            return False
        if tokens[verb].lemma in self._words.bound_verbs and not self._bound(verb, expression):
            return False
        if tokens[verb].lemma in self._words.summoning_verbs and self._summons(verb):
            return False
        if noun is not None and noun < verb:
            return self._passive(verb)  # "A judge on Thursday agreed": the subject's day is the verb's
        if noun is not None or self._passive(verb):
            return True
        return expression > verb and any(t.upos in ("NOUN", "PROPN", "VERB") for t in tokens[verb + 1 : expression])

    def _summons(self, verb: int) -> bool:
        """Whether a verb calls somebody, and no meeting."""
        tokens = self._parse.tokens
        called = [tokens[c] for c in self._dependents(verb) if tokens[c].deprel in ("obj", "nsubj:pass")]
        return bool(called) and not any(t.lemma.lower() in self._words.convened for t in called)

    def _passive(self, verb: int) -> bool:
        return any(self._parse.tokens[c].deprel in ("aux:pass", "cop") for c in self._dependents(verb))  # "è atteso" is read as a copula

    def _misread(self, token: Token) -> bool:
        """Whether a finite verb is a noun to its head: "met with his top aides Wednesday"."""
        return (
            ("Mood=Ind" in token.feats or "VerbForm=Fin" in token.feats)
            and token.upos == "VERB"
            and token.deprel in ("obl", "obj", "nsubj", "nmod")
        )

    def _helped(self, verb: int, forms: frozenset[str]) -> bool:
        """Whether one of these forms is an auxiliary of the verb."""
        tokens = self._parse.tokens
        return any(tokens[c].text.lower() in forms and tokens[c].deprel.startswith("aux") for c in self._dependents(verb))

    def _bound(self, verb: int, expression: int) -> bool:
        """Whether a verb governs an infinitive, or the expression stands after "for": "set to begin", "set for Monday"."""
        tokens = self._parse.tokens
        before = tokens[expression - 1].text.lower() if expression else ""
        return before in ("for", "as", "at") or any("VerbForm=Inf" in tokens[c].feats for c in self._dependents(verb))

    def _sentence(self, index: int) -> tuple[Token, ...]:
        """The tokens of the sentence of a token, as far as its heads tell."""
        tokens = self._parse.tokens
        first = last = index
        while first > max(0, index - REACH) and not tokens[first - 1].text.startswith((".", "!", "?")):
            first -= 1
        while last < min(len(tokens) - 1, index + REACH) and not tokens[last].text.startswith((".", "!", "?")):
            last += 1
        return tokens[first : last + 1]

    def _announces(self, verb: int) -> bool:
        """Whether the sentence has a plain future beside the verb that confirms."""
        return any("Tense=Fut" in t.feats or t.lemma in ("will", "shall") for t in self._sentence(verb))

    def _narrates(self, verb: int) -> bool:
        """Whether a present tells what has happened ("lunedì si presenta in caserma e confessa"): no future, nothing scheduled."""
        tokens, scheduled = self._parse.tokens, self._words.scheduled_verbs
        told = (
            verb,
            *(c for c in self._dependents(verb) if tokens[c].deprel == "conj" and tokens[c].upos == "VERB"),
        )  # "esce di casa e uccide"
        if not scheduled or tokens[verb].upos != "VERB" or tokens[verb].lemma in self._words.forward_verbs or self._passive(verb):
            return False
        if all(tokens[k].lemma in scheduled for k in told):
            return False
        return "VerbForm=Fin" in tokens[verb].feats and not self._announces(verb)

    def _will(self, governor: int | None) -> bool:
        """Whether a word is the verb of a plain future."""
        if governor is None:
            return False
        tokens = self._parse.tokens
        return any("Tense=Fut" in tokens[k].feats or tokens[k].lemma in ("will", "shall") for k in (governor, *self._dependents(governor)))

    def _matrix(self, verb: int) -> Direction | None:
        """The direction of an infinitive or participle, from the verb above it."""
        above = self._parse.tokens[verb].head
        for _ in range(3):
            token = self._parse.tokens[above]
            tense = self._tense(above)
            if self._helped(above, self._words.pluperfects) and token.lemma in self._words.forward_verbs:
                return "past"
            if token.lemma in self._words.forward_verbs or token.lemma in self._words.forward_matrix:
                return "future"
            if tense == "present" and token.lemma in self._words.obligation_verbs:
                return "future"
            if tense or token.head == above:
                return tense
            above = token.head
        return None

    def _tense(self, verb: int) -> Direction | None:
        """The tense of a verb with its auxiliaries: future also for obligation and plan."""
        tokens = self._parse.tokens
        own = tokens[verb]
        helpers = [tokens[c] for c in self._dependents(verb) if tokens[c].deprel.startswith(("aux", "cop"))]
        lemmas = {h.lemma for h in helpers} | {h.text.lower() for h in helpers}
        feats = [own.feats, *(h.feats for h in helpers)]
        if any("Tense=Fut" in f for f in feats):
            return "future"
        perfect = bool(lemmas & self._words.past_auxiliaries) and "VerbForm=Part" in own.feats
        marks = {tokens[c].text.lower() for c in self._dependents(verb) if tokens[c].deprel == "mark"}
        if "to" in marks and "be" in lemmas:  # "is to resume trading", but "had been due to expire"
            return "past" if lemmas & self._words.pluperfects else "future"
        if lemmas & self._words.future_auxiliaries:
            negated = any(tokens[c].text.lower() in self._words.negations for c in self._dependents(verb))
            return "past" if perfect or (negated and lemmas & self._words.negated_past) else "future"
        if any("Mood=Cnd" in f for f in feats):
            return None if "VerbForm=Part" in own.feats else "future"
        if any("Mood=Imp" in f for f in feats):  # one with a subject is none: "a communiqué, read Wednesday night, said"
            return None if any(tokens[c].deprel.startswith("nsubj") for c in self._dependents(verb)) else "future"
        if any("VerbForm=Part" in h.feats for h in helpers):
            return "past"
        if any("Mood=Sub" in f and "Tense=Pres" in f for f in feats):
            done = perfect and any(h.deprel == "aux" and h.lemma in self._words.past_auxiliaries for h in helpers)
            return "past" if done else "future"  # "che abbia venduto", "che possa aver venduto"
        passive = [h for h in helpers if h.deprel == "aux:pass" and "Tense=Pres" in h.feats]
        if passive and len(helpers) == 1 and passive[0].lemma not in self._words.past_auxiliaries:  # not "è entrato", taken for a passive
            return "present"
        if perfect or any(("Tense=Past" in f or "Tense=Imp" in f) and "VerbForm=Fin" in f for f in feats):
            return "past"
        if "VerbForm=Part" in own.feats and "Tense=Past" in own.feats:
            return "past"
        if any("Tense=Pres" in f and "VerbForm=Fin" in f for f in feats):
            return "present"
        return None

    def _copula(self, index: int) -> bool:
        return any(self._parse.tokens[c].deprel.startswith(("cop", "aux")) for c in self._dependents(index))

    def _dependents(self, index: int) -> list[int]:
        if self._children is None:
            self._children = {}
            for k, token in enumerate(self._parse.tokens):
                if token.head != k:
                    self._children.setdefault(token.head, []).append(k)
        return self._children.get(index, [])

    # ------------------------------------------------ without a parse

    def _nearby(self, start: int, end: int) -> Direction | None:
        """The tense of the nearest telling word of the sentence."""
        text = self._parse.text
        left = SENTENCE_END.split(plain(text[max(0, start - WINDOW) : start]))[-1]
        right = SENTENCE_END.split(plain(text[end : end + WINDOW]), maxsplit=1)[0]
        best: tuple[int, Direction] | None = None
        for pattern, direction in ((self._words.forward_words, "future"), (self._words.past_words, "past")):
            gaps = [len(left) - m.end() for m in pattern.finditer(left)] + [m.start() + 2 for m in pattern.finditer(right)]
            if direction == "future" and gaps:  # "will be held on Monday": the participle that follows is its
                gaps.append(min(gaps) - PHRASE)
            if gaps and (best is None or min(gaps) < best[0]):
                best = (min(gaps), direction)  # type: ignore[assignment]
        return best[1] if best else None
