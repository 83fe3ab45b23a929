"""The rules of one language, compiled: every token becomes one character, every pattern one small regular expression.

A text is cut into tokens by one expression; a token's *signature* is the set of word classes and pattern literals that
it belongs to, and each distinct signature is one private character. Rules are matched over the string of signatures of
a *chunk*, a run of known words that holds a trigger, so equal signatures are parsed once. Every repeat in a pattern is
bounded, so the time is linear in the text.

Rules work in stages: what a stage finds becomes one character, its category, for the patterns of the next (`<day>`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from timeline.errors import DataError
from timeline.language import ROOT, table
from timeline.operations import OPERATIONS
from timeline.parse import plain
from timeline.pattern import Compiled, compiled, elements, literals
from timeline.words import BLANKS, SHAPES, Value, combined, numeric_classes, roman, token_pattern

PLAIN = "·"  # a word that no rule knows
BREAK = "¶"  # a mark that no rule knows, or the end of a line
FIRST_SIGNATURE = 0xF0000
STAGES = (1, 2, 3, 4)

NUMERAL = ("ORDWORD", "TENS", "ONE")  # classes that only matter where the words are no number together

# ---------------------------------------------------------------- what a grammar is made of


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a language file: what it looks like, what it means, and the examples it must satisfy."""

    name: str
    stage: int
    order: int
    patterns: tuple[Compiled, ...]
    operation: str | None  # None keeps that of the base that it refines
    args: tuple[tuple[str, Value], ...]
    gives: str
    type: str
    anchor: str
    mod: str | None
    unsure: bool
    helper: bool
    ends: bool
    direction: str | None
    unless: tuple[str, ...]  # words of the sentence beside which it means something else: "questa giornata" of a championship
    past: str | None  # the operation instead, where the verb looks back: "built it in two years"
    examples: tuple[dict[str, Any], ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A rule's match in a chunk: half-open token range of its extent and what it captured."""

    rule: Rule
    start: int
    end: int
    parts: tuple[tuple[str, str, int, int, Node | None], ...]  # argument, class, tokens, the node inside


@dataclass(frozen=True, slots=True)
class _Item:
    char: str
    start: int
    end: int
    node: Node | None


class _Signatures(dict[str, str]):
    """Token to signature character; a token not seen before is classified once."""

    def __init__(self, grammar: Grammar) -> None:
        super().__init__()
        self._grammar = grammar

    def __missing__(self, token: str) -> str:
        char = self._grammar.signature(plain(token).strip(BLANKS))
        if len(self) < 200_000:  # numbers and names never end; the memory does
            self[token] = char
        return char


@dataclass(eq=False)
class Grammar:
    """A language's word classes and rules, ready to match."""

    lang: str
    tables: dict[str, dict[str, Value]]
    capital: frozenset[str]
    macros: dict[str, str]
    numbers: dict[str, Value]
    phrases: dict[str, tuple[tuple[str, ...], ...]]  # the words of a class that are several tokens
    order: str
    tokens: re.Pattern[str]
    settings: dict[str, Any]
    rules: tuple[Rule, ...] = ()
    signatures: dict[str, str] = field(init=False)
    _chars: dict[frozenset[str], str] = field(default_factory=dict)
    _words: dict[str, set[str]] = field(default_factory=dict)
    _literals: set[str] = field(default_factory=set)
    _members: dict[str, list[str]] = field(default_factory=dict)
    _index: dict[int, dict[str, list[tuple[Rule, int]]]] = field(default_factory=dict)
    _categories: dict[str, str] = field(default_factory=dict)
    _morphemes: re.Pattern[str] | None = None
    triggers: re.Pattern[str] = re.compile("x")

    # ------------------------------------------------ words

    def classes(self, token: str) -> frozenset[str]:
        """The word classes and pattern literals of a token."""
        if not token:
            return frozenset()
        if token[0].isdecimal() or (token[0] == "'" and len(token) > 2 and token[1].isdecimal()):
            return frozenset((*numeric_classes(token), *self._compact(token)))
        word = token.lower()
        found = set(self._words.get(word, ()))
        if word in self.capital and token[:1].islower():
            found = {f"{name}_LOWER" for name in found}
        if word in self._literals:
            found.add("=" + word)
        if (number := self.number_value(word)) is not None:
            found.add("NUMWORD")
            if isinstance(number, int) and 1000 <= number < 2200:
                found.add("YEARWORD")
        if roman(token) is not None:
            found.add("ROMAN")
        return frozenset(found)

    def _compact(self, token: str) -> tuple[str, ...]:
        return ("=" + token,) if token in self._literals else ()

    def number_value(self, word: str) -> Value | None:
        """The value of a number word, also of one written together: "duemiladiciotto"."""
        word = word.rstrip("'")  # trent'anni
        if word in self.numbers:
            return self.numbers[word]
        if self._morphemes is None or len(word) < 6 or len(word) > 60 or not self._morphemes.fullmatch(word):
            return None
        return combined([self.numbers[m] for m in self._morphemes_of(word)])

    def _morphemes_of(self, word: str) -> list[str]:
        part = re.compile("|".join(sorted(map(re.escape, self.numbers), key=len, reverse=True)))
        return part.findall(word)

    def signature(self, token: str) -> str:
        """The character of a token; the empty token that ends a text has none."""
        return self._chars.get(self.classes(token)) or (token and (PLAIN if token[0].isalnum() else BREAK))

    @lru_cache(maxsize=50_000)  # noqa: B019
    def value(self, name: str, words: tuple[str, ...]) -> Value | None:
        """What the words of a capture are worth: by the table of their class, else as a number."""
        leaves = self._leaves(name)
        found = self._worth(tuple(leaf for leaf in leaves if leaf not in NUMERAL), words)
        if found is None and "NUMWORD" in leaves:
            found = self.number(words)
        if found is None:
            found = self._worth(leaves, words)
        return self.number(words) if found is None else found

    def _worth(self, leaves: tuple[str, ...], words: tuple[str, ...]) -> Value | None:
        """What the tables of these classes give for the words, or for a phrase among them; the last word counts."""
        found: Value | None = None
        joined = " ".join(words).lower()
        for leaf in leaves:
            known = self.tables.get(leaf.removesuffix("_LOWER"), {})
            if joined in known:
                return known[joined]
            for word in words:
                found = known.get(word.lower()) or found
            for phrase in self.phrases.get(leaf, ()):
                text = " ".join(phrase)
                if f" {text} " in f" {joined} ":
                    found = known[text]
        return found

    @cache  # noqa: B019
    def valued(self, name: str) -> bool:
        """Whether a capture of this class has a value, or is only there to be recognised."""
        leaves = self._leaves(name)
        return any(leaf not in self.tables or any(v != "" for v in self.tables[leaf].values()) for leaf in leaves)

    @cache  # noqa: B019 - one grammar per language lives as long as the program
    def _leaves(self, name: str) -> tuple[str, ...]:
        if name not in self.macros:
            return (name,)
        return tuple(leaf for element in elements(self.macros[name]) if element[0].isupper() for leaf in self._leaves(element))

    def number(self, words: tuple[str, ...]) -> Value | None:
        """The number that the words write, in digits, letters or both ("3 thousand")."""
        values: list[Value] = []
        for word in words:
            if word[0].isdecimal() or word[0] == "'":
                digits = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", word).strip("'")
                match = re.match(r"\d+(?:[.,]\d+)?", digits)
                if not match:
                    return None
                text = match.group().replace(",", ".")
                values.append(int(text) if text.isdecimal() else text)
            elif (value := self.number_value(word.lower())) is not None:
                values.append(value)
            elif (ordinal := self.tables.get("ORDWORD", {}).get(word.lower())) is not None:
                values.append(ordinal)
            elif (old := roman(word)) is not None:
                values.append(old)
        if len(values) == 1:
            return values[0]
        return combined(values)

    # ------------------------------------------------ compiling

    def compile(self, records: list[dict[str, Any]], where: str) -> None:
        """Read the rule records into rules; raises DataError, naming rule and place, for what cannot be."""
        for name, words in self.tables.items():
            for word in words:
                self._words.setdefault(word, set()).add(name)
        self._literals |= {word for phrases in self.phrases.values() for phrase in phrases for word in phrase}
        expanded = [self._patterns(record, where) for record in records]
        self._literals |= {word for patterns in (*expanded, self.macros.values()) for pattern in patterns for word in literals(pattern)}
        self._enumerate()
        self.rules = tuple(
            self._rule(k, record, patterns, where) for k, (record, patterns) in enumerate(zip(records, expanded, strict=True))
        )
        self._build_index()

    def _patterns(self, record: dict[str, Any], where: str) -> list[str]:
        given = record.get("pattern")
        patterns = [given] if isinstance(given, str) else given
        if not patterns or not record.get("name"):
            raise DataError(f"{where}: a rule needs a name and a pattern: {record}")
        return list(patterns)

    def _enumerate(self) -> None:
        """Give every signature that a token can have its character."""
        words = {w for words in self.tables.values() for w in words} | self._literals | set(self.numbers)
        tokens = {*words, *(w.capitalize() for w in words), *(w.upper() for w in words if len(w) < 5), *SHAPES}
        sets = {self.classes(t) for t in tokens if t} | {frozenset(["NUMWORD"]), frozenset(["ROMAN"])}
        sets |= {frozenset(["NUMWORD", "YEARWORD"])}
        sets.discard(frozenset())
        self._members["OTHER"] = [PLAIN]
        for k, classes in enumerate(sorted(sets, key=sorted)):
            self._chars[classes] = chr(FIRST_SIGNATURE + k)
            for name in classes:
                self._members.setdefault(name, []).append(chr(FIRST_SIGNATURE + k))

    def _category(self, name: str) -> str:
        if name not in self._categories:
            self._categories[name] = chr(0x100000 + len(self._categories))
        return self._categories[name]

    def _rule(self, order: int, record: dict[str, Any], patterns: list[str], where: str) -> Rule:
        name = record["name"]
        operation = record.get("operation")
        if operation is not None and operation not in OPERATIONS:
            raise DataError(f"{where}: rule '{name}': no operation '{operation}'; there are {', '.join(sorted(OPERATIONS))}")
        if not record.get("examples") and not record.get("helper"):
            raise DataError(f"{where}: rule '{name}' has no examples")
        ready = [self._compiled(p, f"{where}: rule '{name}'") for p in patterns]
        if operation is None and not all(any(argument == "base" for _, argument, _ in pattern.captures) for pattern in ready):
            raise DataError(f"{where}: rule '{name}': without an operation every pattern needs a <category> to refine")
        kind = record.get("type") or {"duration": "DURATION", "span": "DURATION", "set": "SET", "time": "TIME"}.get(operation or "", "DATE")
        return Rule(
            name=name, stage=record.get("stage", 1), order=order, patterns=tuple(ready),
            operation=operation, args=tuple(record.get("args", {}).items()), gives=record.get("gives", "day"), type=kind,
            anchor=record.get("anchor", "published"), mod=record.get("mod"), unsure=record.get("unsure", False), helper=record.get("helper", False),
            ends=record.get("ends", False), direction=record.get("direction"), unless=tuple(record.get("unless", ())), past=record.get("past_operation"), examples=tuple(record.get("examples", ())), refused=tuple(record.get("refused", ())),
        )  # fmt: skip

    def _compiled(self, pattern: str, where: str) -> Compiled:
        try:
            return compiled(pattern, self)
        except (re.error, ValueError, IndexError) as error:
            raise DataError(f"{where}: pattern {pattern!r}: {error}") from error

    def members(self, element: str) -> str:
        """The signature characters of a class, a literal or an alternative of categories."""
        if element[0] == "<":
            return "".join(self._category(c) for c in element[1:-1].split("|"))
        if element[0].isupper():
            if element in self.phrases and element not in self._members:
                return ""
            if element not in self._members:
                raise ValueError(f"no word class '{element}'")
            return "".join(self._members[element])
        return "".join(self._members.get("=" + element.lower().removeprefix("\\"), ()))

    def _build_index(self) -> None:
        for stage in STAGES:
            index: dict[str, list[tuple[Rule, int]]] = {}
            for rule in self.rules:
                if rule.stage == stage:
                    for k, pattern in enumerate(rule.patterns):
                        for char in pattern.first:
                            index.setdefault(char, []).append((rule, k))
            self._index[stage] = index
        chars = {c for name in self.settings.get("triggers", ()) for c in self._members.get(name, ())}
        chars |= {
            c
            for name in self.settings.get("triggers", ())
            for p in self.phrases.get(name, ())
            for c in self._members["=" + max(p, key=len)]
        }
        self.triggers = re.compile("[" + "".join(sorted(chars)) + "]")

    # ------------------------------------------------ matching

    def nodes(self, signature: str) -> tuple[Node, ...]:
        """The outermost matches in a chunk's string of signatures."""
        return self._cached(signature) if len(signature) <= 80 else self._nodes(signature)

    @lru_cache(maxsize=50_000)  # noqa: B019 - one grammar per language lives as long as the program
    def _cached(self, signature: str) -> tuple[Node, ...]:
        return self._nodes(signature)

    def _nodes(self, signature: str) -> tuple[Node, ...]:
        items = [_Item(c, k, k + 1, None) for k, c in enumerate(signature)]
        for stage in STAGES:
            items = self._reduced(items, stage)
        return tuple(item.node for item in items if item.node)

    def _reduced(self, items: list[_Item], stage: int) -> list[_Item]:
        """The items with what the rules of one stage match replaced by its category: longest first, then rule order."""
        text = "".join(item.char for item in items)
        index = self._index[stage]
        out: list[_Item] = []
        position = 0
        while position < len(items):
            best: tuple[int, re.Match[str], Rule, int] | None = None
            for rule, k in index.get(text[position], ()):
                match = rule.patterns[k].regex.match(text, position)
                if match and match.end("extent") > match.start("extent") and (best is None or match.end() > best[0]):
                    best = (match.end(), match, rule, k)
            if best is None:
                out.append(items[position])
                position += 1
                continue
            _, match, rule, k = best
            first, last = match.span("extent")
            out.extend(items[position:first])
            parts = tuple(
                (argument, kind, items[a].start, items[b - 1].end, items[a].node if kind[0] == "<" else None)
                for group, argument, kind in rule.patterns[k].captures
                if (a := match.start(group)) >= 0 and (b := match.end(group)) > a
            )
            node = Node(rule, items[first].start, items[last - 1].end, parts)
            out.append(_Item(self._category(rule.gives), node.start, node.end, node))
            position = last
        return out


@cache
def grammar(lang: str) -> Grammar:
    """The compiled grammar of a language; raises DataError where its time.toml is broken."""
    data = table(lang, "time")
    where = str(ROOT / lang / "time.toml")
    settings = data.get("settings", {})
    tables: dict[str, dict[str, Value]] = {
        name: words if isinstance(words, dict) else dict.fromkeys(words, "") for name, words in data.get("classes", {}).items()
    }
    tables = {name: {str(w).lower(): v for w, v in words.items()} for name, words in tables.items()}
    numbers = {str(w): v for w, v in data.get("numbers", {}).items()}
    tokens = token_pattern(settings.get("elision", False))
    tables = {
        name: {w if w.endswith("'") else " ".join(" ".join(tokens.findall(w)).split()): v for w, v in words.items()}
        for name, words in tables.items()
    }
    phrases = {name: tuple(tuple(w.split()) for w in words if " " in w) for name, words in tables.items()}
    made = Grammar(
        lang=lang, tables=tables, phrases={n: p for n, p in phrases.items() if p}, capital=frozenset(settings.get("capital", ())), macros=data.get("macros", {}), numbers=numbers,
        order=settings.get("order", "dmy"), tokens=tokens, settings=settings,
    )  # fmt: skip
    if settings.get("compound_numbers"):
        parts = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
        made._morphemes = re.compile(f"(?:{parts})+")
    made.signatures = _Signatures(made)
    made.compile(data.get("rule", []), where)
    return made
