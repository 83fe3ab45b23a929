"""Parsing behind one protocol, in the terms of Universal Dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from timeline.errors import UsageError
from timeline.language import table
from timeline.model import Parse

# One character to one, so that offsets stay those of the text: the treebanks write straight quotes and apostrophes.
_PLAIN = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": " ", "\ufeff": " ", "–": "-", "—": "-", "‑": "-",
})  # fmt: skip

# "e'", "citta'", "perche'": how wires without accents write a final one; the words that end in an apostrophe of their own stay.
_WITHOUT_ACCENT = re.compile(r"(?:(?<![\w'])|(?<=\w'))([^\W\d_]*[aeiouAEIOU])'(?![\w'])")
_ACCENTS = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")
_SHORTENED = frozenset(("po", "mo", "di", "fa", "sta", "da", "va", "be", "to", "de", "ne", "co", "su", "ca", "a", "i", "pie", "vo", "ve"))
_OPEN_QUOTE = re.compile(r"(?:^|[\s(])'\w[^']*$")

SHORT = 3  # letters of a body's name, "ENI", which no town has

# A town with a full stop before the first sentence, "CARPI. ", "San Felice. ": parsers may take it for an abbreviation.
_TOWN = re.compile(
    r"\s*(?=[A-ZÀ-Þ'’ ]{4})(?:[A-ZÀ-Þ][A-ZÀ-Þ'’]+ ?){1,4}\. (?=[^\w\n ]*[A-ZÀ-Þ])|\s*(?:San )?[A-ZÀ-Þ][a-zà-ÿ]{4,}\. (?=[^\w\n ]*[A-ZÀ-Þ])"
)

# The entity labels of other pipelines, in the three that the timeline uses.
LABELS = {"PER": "PER", "PERSON": "PER", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC", "ORG": "ORG", "NORP": "LOC"}


def plain(text: str) -> str:
    """The text with typographic apostrophes, quotes, dashes and blanks made plain, each character one character."""
    return text.translate(_PLAIN)


def accented(text: str) -> str:
    """Plain Italian text with the accents that an apostrophe stands for, each character one character: "e' stata" → "è' stata"."""

    def accent(match: re.Match[str]) -> str:
        word = match[1]
        if word.lower() in _SHORTENED or _OPEN_QUOTE.search(text, max(0, match.start() - 80), match.start(1) + 1):
            return match[0]
        acute = "é" if word.lower().endswith("che") and len(word) > 3 else word[-1].translate(_ACCENTS)
        return f"{word[:-1]}{acute.upper() if word[-1].isupper() else acute}'"

    return _WITHOUT_ACCENT.sub(accent, text)


@cache
def _byline(lang: str) -> re.Pattern[str]:
    """Who signs a text, or the town, where its first sentence opens behind them without a mark: "Ann Reed The", "MODENA Ha", "Modena È"."""
    opens = "|".join(re.escape(word) for word in table(lang, "page")["opens"])
    name, town, word = r"[A-ZÀ-Þ][a-zà-ÿ'’]+ ", r"[A-ZÀ-Þ][A-ZÀ-Þ'’]+ ", r"[A-ZÀ-Þ][a-zà-ÿ]+ "
    return re.compile(
        rf"\s*(?!(?:{opens})\b)(?:(?:[a-z]{{2}} )?(?:(?:{name}){{2,3}}|{name}(?!A )))?((?:{town}){{0,3}})(?=(?:({opens})(?:(?<=['’]) ?| )|({word}))[a-zà-ÿ0-9])"
    )


def _byline_end(text: str, lang: str) -> int:
    """Where the byline of a text ends, which no mark parts from its first sentence, or but the full stop behind its town; 0 without one.

    The word after it opens a sentence, or is a common noun or a verb, and the town has no capitals elsewhere in the text, as "NATO" has.
    """
    if table(lang, "page").get("towns") and (headed := _TOWN.match(text)):
        return headed.end()
    found = _byline(lang).match(text)
    if found is None or not (found[1] or found[2]):
        return 0
    return found.end() if found[2] or _is_town(text, found[1].strip(), found[3].strip(), lang) else 0


def _is_town(text: str, town: str, word: str, lang: str) -> bool:
    """Whether capitals that open a text name its town: it has the town again without them, or, of what opens only so, the word after it as a common one."""
    rest = text[text.index(town) + len(town) :]
    if re.search(rf"\b{re.escape(town.title())}\b", rest):
        return True
    after = rest.split(maxsplit=2)[1]
    common = re.search(rf"\b{re.escape(word.lower())}\b", rest) or after.capitalize() in table(lang, "page")["opens"]
    return bool(common) and len(town) > SHORT and re.search(rf"\b{re.escape(town)}\b", rest) is None


def paragraphs(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """The half-open character ranges of the paragraphs, over which no sentence runs on, without blanks at their ends.

    In text wrapped at a fixed width only an empty line parts paragraphs; elsewhere every line is one. A byline is one of its own.
    """
    begun = _byline_end(text, lang)
    lines = [len(line) for line in text.split("\n") if line.strip()]
    wrapped = len(lines) > 5 and max(lines) <= 100 and sum(n > 45 for n in lines) > 0.6 * len(lines)
    blocks = re.finditer(r"\S(?:[^\n]*(?:\n(?!\s*\n)[^\n]*)*)" if wrapped else r"\S[^\n]*", text)
    spans = [(m.start(), m.start() + len(m.group().rstrip())) for m in blocks]
    return ((spans[0][0], begun - 1), (begun, spans[0][1]), *spans[1:]) if begun else tuple(spans)


class Parser(Protocol):
    """Anything that turns texts of one language into parses, in order."""

    name: str  # names the backend, its model and version: part of every cache key

    def parse(self, texts: Iterable[str], lang: str) -> Iterator[Parse]: ...

    def languages(self) -> tuple[str, ...]: ...


@cache
def parser_named(name: str = "embedded", *, download: bool = False) -> Parser:
    """The parser behind a `--parser` name: `embedded`, `spacy:PIPELINE`, `stanza`, `stanza:FOLDER`; one of each, its models loaded once.

    Only Stanza's models may be downloaded, and only with `download`.

    Raises UsageError for another name, or where the models are missing, MissingExtraError without Stanza.
    """
    backend, _, model = name.partition(":")
    if backend == "embedded" or (backend == "spacy" and model):
        from timeline.parse.spacy import SpacyParser

        return SpacyParser(model or None)
    if backend == "stanza":
        from timeline.parse.stanza import StanzaParser

        return StanzaParser(model or None, download=download)
    raise UsageError(
        f"--parser {name}: unknown; use 'embedded', 'spacy:NAME' with an installed pipeline, e.g. spacy:it_core_news_lg, "
        f"or 'stanza:DIR' with a folder of Stanza's models"
    )
