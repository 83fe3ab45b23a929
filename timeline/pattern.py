"""The pattern language of the rules: word classes, literals, categories and their repeats, compiled over signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

REPEAT = 12  # the longest run that `*` and `+` match: no number needs more words
_ELEMENT = re.compile(r"\\.|\(|\)|\[|\]|\||[?*+]|!|(?:[a-z_0-9.]+=)?(?:<[a-z|]+>|[A-Z][A-Z_0-9]*)|[^\s()\[\]|?*+!]+")
# What a capture is called that the pattern does not name.
ARGUMENTS = {"MONTHNAME": "month", "MONTHABBR": "month", "WEEKDAYNAME": "weekday", "WEEKDAYABBR": "weekday", "NEWSYEAR": "year", "YEAR4": "year",
             "YEARWORD": "year", "SHORTYEAR": "year", "DAYNUM": "day", "DAYTH": "day", "DECADE": "decade", "QUANTITY": "mod", "MONTHNUM": "month", "CLOCKUNIT": "unit", "CLOCKDOT": "clock"}  # fmt: skip


class Alphabet(Protocol):
    """What a pattern's names stand for: the characters of a class, and the classes' phrases and macros."""

    macros: dict[str, str]
    phrases: dict[str, tuple[tuple[str, ...], ...]]

    def members(self, element: str) -> str: ...


def elements(pattern: str) -> Iterator[str]:
    """The marks, words, classes and captures of a pattern, in order."""
    return (match.group() for match in _ELEMENT.finditer(pattern))


def literals(pattern: str) -> set[str]:
    """The words that a pattern names as they are."""
    return {e.removeprefix("\\") for e in elements(pattern) if e not in "()[]|?*+!" and not re.match(r"(?:[a-z_0-9.]+=)?(?:<|[A-Z])", e)}


def compiled(pattern: str, alphabet: Alphabet) -> Compiled:
    """The pattern, ready to match; raises ValueError or re.error for what cannot be read."""
    return _Reader(alphabet, pattern if "[" in pattern else f"[ {pattern} ]").compiled()


@dataclass(frozen=True, slots=True)
class Compiled:
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


class _Reader:
    """Reads one pattern by recursive descent; every part is its regular expression and what it can begin with."""

    def __init__(self, alphabet: Alphabet, pattern: str, depth: int = 0) -> None:
        self._alphabet, self._elements, self._at, self._depth = alphabet, list(elements(pattern)), 0, depth
        self.captures: list[tuple[str, str, str]] = []

    def compiled(self) -> Compiled:
        """The whole pattern: what stands before the extent is looked back at, so that it hinders no earlier match."""
        context = ""
        if "[" in self._elements and self._elements[0] != "[":
            context = self._behind()
        part = self.alternatives()
        part = _Part(context + part.text, part.first, part.empty)
        if self._at < len(self._elements):
            raise ValueError(f"unexpected '{self._elements[self._at]}'")
        return Compiled(re.compile(part.text), tuple(self.captures), part.first)

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
                options[-1] += f"[{self._alphabet.members(element)}]" if self._alphabet.members(element) else "(?!)"
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
        if body in self._alphabet.macros:
            if self._depth > 5:
                raise ValueError(f"'{body}' contains itself")
            inner = _Reader(self._alphabet, self._alphabet.macros[body], self._depth + 1)
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
        chars = self._alphabet.members(body)
        options = [f"[{chars}]"] if chars else []
        first = set(chars)
        for phrase in self._alphabet.phrases.get(body, ()):
            sequence = [self._alphabet.members(word) for word in phrase]
            options.append("".join(f"[{c}]" for c in sequence))
            first |= set(sequence[0])
        return _Part(
            "(?:" + "|".join(reversed(options)) + ")" if len(options) > 1 else options[0] if options else "(?!)", frozenset(first), False
        )

    def _peek(self) -> str:
        return self._elements[self._at] if self._at < len(self._elements) else ""
