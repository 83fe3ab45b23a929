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

PLAIN = "·"  # a word that no rule knows
BREAK = "¶"  # a mark that no rule knows, or the end of a line
# Every blank but the line end, with the blanks of no width that pages are full of.
BLANKS = " \t\r\f\v\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
FIRST_SIGNATURE = 0xF0000
STAGES = (1, 2, 3, 4)
REPEAT = 12  # the longest run that `*` and `+` match: no number needs more words
Value = int | str

NUMERAL = ("ORDWORD", "TENS", "ONE")  # classes that only matter where the words are no number together
_ELEMENT = re.compile(r"\\.|\(|\)|\[|\]|\||[?*+]|!|(?:[a-z_0-9.]+=)?(?:<[a-z|]+>|[A-Z][A-Z_0-9]*)|[^\s()\[\]|?*+!]+")
_NUMERIC = r"""
    \d{4}-\d\d?-\d\d?(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\d)
  | \d{1,4}[/]\d{1,2}[/]\d{1,4}(?!\d) | \d{1,2}[.]\d{1,2}[.]\d{2,4}(?!\d) | \d{1,2}-\d{1,2}-\d{2,4}(?!\d)
  | \d{1,2}/\d{2,4}(?![\d/]) | \d{1,2}/\d{1,2}(?![\d/]) | \d{4}[/-]\d{1,2}(?![\d/.-]) | \d{1,2}:\d\d(?::\d\d)?(?!\d)
  | \d+(?:[.,]\d+)+ | (?:\d{4}|\d0)['’]?s\b | \d+(?:st|nd|rd|th)\b | \d+[°ºª^] | \d+
"""
_MARK = r"['’](?:\d0s\b|\d\d(?!\d)|s\b) | [\s\S] | \Z"


def token_pattern(elision: bool) -> re.Pattern[str]:
    """Words (with their elided article where the language has them), numbers in every spelling, marks, line ends.

    Each token takes the blanks before it, so that the tokens together are the text and their lengths its offsets.
    """
    halves = r"[ap]\.\s?m\b\.? | o['’]clock\b | "
    words = r"[^\W\d_]+(?:['’ʼ](?=\w))? | " if elision else r"[^\W\d_]+ | "
    return re.compile(f"[{re.escape(BLANKS)}]*+(?:" + halves + words + _NUMERIC + " | " + _MARK + ")", re.VERBOSE | re.IGNORECASE)


# ---------------------------------------------------------------- numbers

_DATE = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:T(\d\d:\d\d).*)?", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman(word: str) -> int | None:
    if len(word) > 7 or not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUE[c] for c in word]
    return sum(-v if v < max(values[k:]) else v for k, v in enumerate(values))


def numeric_classes(token: str) -> tuple[str, ...]:
    """The word classes of a token that begins with a digit (or an apostrophe before digits)."""
    if token.isdigit():
        return _integer_classes(token)
    if _ISO.fullmatch(token) or ((match := _DATE.fullmatch(token)) and len(match[1]) + len(match[4]) > 2 + (match[2] == ".")):
        return ("DATE",)
    if re.fullmatch(r"'\d\d", token):
        return ("SHORTYEAR",)
    if re.fullmatch(r"(\d{4}|'\d0)'?s", token, re.IGNORECASE):
        return ("DECADE",)
    if re.fullmatch(r"\d0'?s", token, re.IGNORECASE):
        return ("SHORTDECADE",)
    if re.fullmatch(r"\d{1,2}(st|nd|rd|th|°|º|ª|\^)", token, re.IGNORECASE):
        number = int(re.sub(r"\D", "", token))
        return ("ORDNUM", "DAYTH") if 1 <= number <= 31 else ("ORDNUM",)
    if re.fullmatch(r"\d{1,2}/\d{1,2}", token):
        return ("DAYMONTH",)
    if (years := re.fullmatch(r"(\d{4})[/-](\d\d)", token)) and int(years[2]) == (int(years[1]) + 1) % 100 > 12:
        return ("YEARRANGE",)
    if re.fullmatch(r"\d{1,2}/\d{4}|\d{4}[/-]\d{1,2}", token):
        return ("MONTHYEAR",)
    if re.fullmatch(r"([01]?\d|2[0-4]):[0-5]\d(:[0-5]\d)?", token):
        return ("CLOCK",)
    if re.fullmatch(r"([01]?\d|2[0-4])\.[0-5]\d", token):
        return ("DECIMAL", "CLOCKDOT")
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", token):
        return ("INT",)
    return ("DECIMAL",) if re.fullmatch(r"\d+[.,]\d+", token) else ("NUMBERISH",)


def _integer_classes(token: str) -> tuple[str, ...]:
    number, size = int(token), len(token)
    if size == 8:
        return (
            ("INT", "DATE") if 1900 <= number // 10000 <= 2100 and 1 <= number // 100 % 100 <= 12 and 1 <= number % 100 <= 31 else ("INT",)
        )
    if size > 6:
        return ("NUMBERISH",)
    classes = ["INT"]
    if size <= 2:
        classes += ["YY"] if size == 2 else []
        classes += ["DAYNUM"] if 1 <= number <= 31 else []
        classes += ["MONTHNUM"] if 1 <= number <= 12 else []
        classes += ["HOUR"] if number <= 24 else []
        classes += ["MINUTE"] if size == 2 and number < 60 else []
    if size == 4 and 1000 <= number < 2200:
        classes += ["YEAR4", "NEWSYEAR"] if 1900 <= number < 2060 else ["YEAR4"]
    return tuple(classes)


# What a capture is called that the pattern does not name.
ARGUMENTS = {"MONTHNAME": "month", "MONTHABBR": "month", "WEEKDAYNAME": "weekday", "WEEKDAYABBR": "weekday", "NEWSYEAR": "year", "YEAR4": "year",
             "YEARWORD": "year", "SHORTYEAR": "year", "DAYNUM": "day", "DAYTH": "day", "DECADE": "decade", "QUANTITY": "mod", "MONTHNUM": "month", "CLOCKUNIT": "unit", "CLOCKDOT": "clock"}  # fmt: skip
# One token of every shape, so that every signature is known when the patterns are compiled.
_SHAPES = (*map(str, range(100)), *(f"{k:02d}" for k in range(10)), "999", "1000", "1500", "1999", "2025", "2100", "2300", "12345", "1234567",
           "20200101", "12345678", "1.000", "12.30", "2.5", "25.75", "10:30", "1990s", "90s", "'94", "'90s", "16th", "45th", "16/05/2025", "2025-06-02",
           "15/2", "1/2", "3/2015", "2020-21", "1.2.3.4")  # fmt: skip


# ---------------------------------------------------------------- what a grammar is made of


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A pattern over signatures; captures are (group, argument, class or category)."""

    regex: re.Pattern[str]
    captures: tuple[tuple[str, str, str], ...]
    first: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: its expression, the characters it can begin with, whether it can match nothing."""

    text: str
    first: frozenset[str]
    empty: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a language file: what it looks like, what it means, and the examples it must satisfy."""

    name: str
    stage: int
    order: int
    patterns: tuple[_Compiled, ...]
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
        if token[0].isdigit() or (token[0] == "'" and len(token) > 2 and token[1].isdigit()):
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
        return tuple(leaf for m in _ELEMENT.finditer(self.macros[name]) if m.group()[0].isupper() for leaf in self._leaves(m.group()))

    def number(self, words: tuple[str, ...]) -> Value | None:
        """The number that the words write, in digits, letters or both ("3 thousand")."""
        values: list[Value] = []
        for word in words:
            if word[0].isdigit() or word[0] == "'":
                digits = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", word).strip("'")
                match = re.match(r"\d+(?:[.,]\d+)?", digits)
                if not match:
                    return None
                text = match.group().replace(",", ".")
                values.append(int(text) if text.isdigit() else text)
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
        for patterns in expanded:
            for pattern in patterns:
                for match in _ELEMENT.finditer(pattern):
                    word = match.group()
                    if word not in "()[]|?*+!" and not re.match(r"(?:[a-z_0-9.]+=)?(?:<|[A-Z])", word):
                        self._literals.add(word.removeprefix("\\"))
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
        for body in self.macros.values():
            self._literals |= {m.group() for m in _ELEMENT.finditer(body) if m.group() not in "()[]|?*+!" and not m.group()[0].isupper()}
        words = {w for words in self.tables.values() for w in words} | self._literals | set(self.numbers)
        tokens = {*words, *(w.capitalize() for w in words), *(w.upper() for w in words if len(w) < 5), *_SHAPES}
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
        compiled = [self._compiled(p, f"{where}: rule '{name}'") for p in patterns]
        kind = record.get("type") or {"duration": "DURATION", "span": "DURATION", "set": "SET", "time": "TIME", "interval": "DURATION"}.get(
            operation or "", "DATE"
        )
        return Rule(
            name=name, stage=record.get("stage", 1), order=order, patterns=tuple(compiled),
            operation=operation, args=tuple(record.get("args", {}).items()), gives=record.get("gives", "day"), type=kind,
            anchor=record.get("anchor", "published"), mod=record.get("mod"), unsure=record.get("unsure", False), helper=record.get("helper", False),
            ends=record.get("ends", False), direction=record.get("direction"), past=record.get("past_operation"), examples=tuple(record.get("examples", ())), refused=tuple(record.get("refused", ())),
        )  # fmt: skip

    def _compiled(self, pattern: str, where: str) -> _Compiled:
        if "[" not in pattern:
            pattern = f"[ {pattern} ]"
        try:
            return _Reader(self, pattern).compiled()
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
                    for k, compiled in enumerate(rule.patterns):
                        for char in compiled.first:
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


class _Reader:
    """Reads one pattern by recursive descent; every part is its regular expression and what it can begin with."""

    def __init__(self, grammar: Grammar, pattern: str, depth: int = 0) -> None:
        self._grammar, self._elements, self._at, self._depth = grammar, _ELEMENT.findall(pattern), 0, depth
        self.captures: list[tuple[str, str, str]] = []

    def compiled(self) -> _Compiled:
        """The whole pattern: what stands before the extent is looked back at, so that it hinders no earlier match."""
        context = ""
        if "[" in self._elements and self._elements[0] != "[":
            context = self._behind()
        part = self.alternatives()
        part = _Part(context + part.text, part.first, part.empty)
        if self._at < len(self._elements):
            raise ValueError(f"unexpected '{self._elements[self._at]}'")
        return _Compiled(re.compile(part.text), tuple(self.captures), part.first)

    def _behind(self) -> str:
        """What must, or with "!" must not, stand before the extent."""
        end = self._elements.index("[")
        inner = [e for e in self._elements[:end] if e not in "()"]
        self._at = end
        sign = "="
        if inner[0] == "!":
            sign, inner = "!", inner[1:]
        options: list[str] = [""]
        for element in inner:
            if element == "|":
                options.append("")
            else:
                options[-1] += f"[{self._grammar.members(element)}]" if self._grammar.members(element) else "(?!)"
        if sign == "!":
            return "".join(f"(?<!{option})" for option in options)
        return "(?:" + "|".join(f"(?<={option})" for option in options) + ")"

    def alternatives(self) -> _Part:
        parts = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            parts.append(self._sequence())
        text = "|".join(p.text for p in parts)
        return _Part(text, frozenset().union(*(p.first for p in parts)), any(p.empty for p in parts))

    def _sequence(self) -> _Part:
        text, first, empty = "", frozenset[str](), True
        while self._peek() not in ("", "|", ")", "]"):
            part = self._repeated()
            text += part.text
            if empty:
                first |= part.first
                empty = part.empty
        return _Part(text, first, empty)

    def _repeated(self) -> _Part:
        part = self._single()
        quantifier = self._peek()
        if quantifier not in ("?", "*", "+"):
            return part
        self._at += 1
        text = f"(?:{part.text})" + ("?" if quantifier == "?" else f"{{{int(quantifier == '+')},{REPEAT}}}")
        return _Part(text, part.first, part.empty or quantifier != "+")

    def _single(self) -> _Part:
        element = self._elements[self._at]
        self._at += 1
        if element == "!":
            return _Part(f"(?!{self._single().text})", frozenset(), True)
        if element in ("(", "["):
            inner = self.alternatives()
            if self._peek() != {"(": ")", "[": "]"}[element]:
                raise ValueError(f"'{element}' is not closed")
            self._at += 1
            return _Part(("(?:" if element == "(" else "(?P<extent>") + inner.text + ")", inner.first, inner.empty)
        return self._word(element)

    def _word(self, element: str) -> _Part:
        named = re.match(r"([a-z_0-9.]+)=(?=[<A-Z])", element)
        body = element[named.end() :] if named else element
        if body in self._grammar.macros:
            if self._depth > 5:
                raise ValueError(f"'{body}' contains itself")
            inner = _Reader(self._grammar, self._grammar.macros[body], self._depth + 1)
            part = inner.alternatives()
        else:
            part = self._class(body)
        if self._depth or not (named or body[0].isupper() or body[0] == "<"):
            return _Part(f"(?:{part.text})", part.first, part.empty)
        group = f"g{len(self.captures)}"
        self.captures.append((group, named[1] if named else "base" if body[0] == "<" else ARGUMENTS.get(body, body.lower()), body))
        return _Part(f"(?P<{group}>{part.text})", part.first, part.empty)

    def _class(self, body: str) -> _Part:
        """One token of a class, or one of the class's phrases."""
        chars = self._grammar.members(body)
        options = [f"[{chars}]"] if chars else []
        first = set(chars)
        for phrase in self._grammar.phrases.get(body, ()):
            sequence = [self._grammar.members(word) for word in phrase]
            options.append("".join(f"[{c}]" for c in sequence))
            first |= set(sequence[0])
        return _Part(
            "(?:" + "|".join(reversed(options)) + ")" if len(options) > 1 else options[0] if options else "(?!)", frozenset(first), False
        )

    def _peek(self) -> str:
        return self._elements[self._at] if self._at < len(self._elements) else ""


def combined(values: list[Value]) -> Value | None:
    """The number that a row of number words makes: 2 1000 18, 19 78, 3 100 5."""
    total, current = 0, 0
    seen = False
    for value in values:
        if not isinstance(value, int):
            return value if len(values) == 1 else None
        seen = True
        if value == 100:
            current = (current or 1) * 100
        elif value >= 1000 and value % 1000 == 0 and value <= 10**12:
            total += (current or 1) * value
            current = 0
        elif current and 10 <= current < 100 and (value >= 10 or current % 10 or current < 20):
            current = current * 100 + value  # a year: nineteen seventy, nineteen oh one
        elif current and current % 100 >= 10 and value >= 10 and current > 100:
            current += value
        else:
            current += value
        if total > 10**12 or current > 10**12:
            return None
    return total + current if seen else None


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
