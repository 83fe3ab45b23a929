"""Entity corpora: read, brought to PER LOC ORG and the spelling of the parser's text, and cut into documents."""

from __future__ import annotations

import gzip
import random
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import spacy
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from timeline.parse import plain

KNOWLEDGE = Path(__file__).parents[2] / "timeline" / "knowledge"
LABELS = ("PER", "LOC", "ORG")
_NO_BLANK_BEFORE = re.compile(r"^[,.;:!?)\]}%»]|^'s$|^n't$|^'(re|ve|ll|d|m)$|^\.\.\.$")
_NO_BLANK_AFTER = re.compile(r"[(\[{«]$|[A-Za-zÀ-ú]'$")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence's words with their IOB tags and whether a blank follows each."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    spaces: tuple[bool, ...]


def tagged(path: Path) -> Iterator[Tagged]:
    """The sentences of an IOB file: `token TAB tag`, or `index TAB token TAB tag`, with or without comments."""
    words: list[str] = []
    tags: list[str] = []
    text = ""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            fields = line.rstrip("\n").split("\t")
            if line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
            elif line.startswith("#") and len(fields) == 1:
                continue
            elif len(fields) >= 2:
                numbered = len(fields) > 2 and fields[0].isdigit()
                words.append(plain(fields[1 if numbered else 0]).strip() or "-")
                tags.append(fields[2 if numbered else 1])
            elif words:
                yield Tagged(tuple(words), _three(tags), _spaces(words, plain(text)))
                words, tags, text = [], [], ""


def _three(tags: Sequence[str]) -> tuple[str, ...]:
    """The tags with any label that is not one of three left out, and every entity begun with B."""
    made: list[str] = []
    for tag in tags:
        kind = tag[2:] if tag[2:] in LABELS else ""
        inside = kind and tag[0] == "I" and made and made[-1][2:] == kind
        made.append(f"{'I' if inside else 'B'}-{kind}" if kind else "O")
    return tuple(made)


def _spaces(words: Sequence[str], text: str) -> tuple[bool, ...]:
    """Where blanks stood: from the text where it is given, else as one writes."""
    made: list[bool] = []
    at = 0
    for i, word in enumerate(words):
        found = text.find(word, at, at + len(word) + 3) if text else -1
        if found >= 0:
            at = found + len(word)
            made.append(at < len(text) and text[at] == " ")
        else:
            after = words[i + 1] if i + 1 < len(words) else ""
            made.append(bool(after) and not _NO_BLANK_BEFORE.search(after) and not _NO_BLANK_AFTER.search(word))
    return tuple(made)


def reference(sentences: Iterable[Tagged], vocab: Vocab) -> Doc:
    """One document of some sentences, with its entities."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    starts: list[bool] = []
    for s in sentences:
        if spaces:
            spaces[-1] = True
        words += s.words
        spaces += s.spaces
        tags += s.tags
        starts += [i == 0 for i in range(len(s.words))]
    doc = Doc(vocab, words=words, spaces=spaces, sent_starts=starts)
    doc.set_ents([Span(doc, a, b, label=label) for a, b, label in spans(tags)])
    return doc


def spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """The entities of IOB tags as half-open ranges."""
    made: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag[0] == "B":
            made.append((i, i + 1, tag[2:]))
        elif tag[0] == "I" and made:
            start, _, label = made.pop()
            made.append((start, i + 1, label))
    return made


def respelt(text: str, entities: Sequence[tuple[int, int, str]], tokenizer: Tokenizer) -> Tagged | None:
    """A sentence in the tokens of the product, with entities at these characters; nothing where they do not fall on tokens."""
    doc = tokenizer(text)
    tags = ["O"] * len(doc)
    for start, end, label in entities:
        span = doc.char_span(start, end)
        if span is None:
            return None
        tags[span.start : span.end] = [f"B-{label}", *[f"I-{label}"] * (len(span) - 1)]
    return Tagged(tuple(t.text for t in doc), tuple(tags), tuple(bool(t.whitespace_) for t in doc)) if len(doc) else None


def running(tagged: Tagged) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of a sentence, and its entities at their characters."""
    text, starts = "", []
    for word, space in zip(tagged.words, tagged.spaces, strict=True):
        starts.append(len(text))
        text += word + " " * space
    return text, [(starts[a], starts[b - 1] + len(tagged.words[b - 1]), label) for a, b, label in spans(tagged.tags)]


@cache
def names(lang: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names that the product knows, by label, each as its words with the blanks that follow them."""
    tokenizer = spacy.blank(lang).tokenizer

    def read(table: str, row: str) -> list[Any]:
        return list(tomllib.loads((KNOWLEDGE / f"{table}.toml").read_text(encoding="utf-8"))[row])

    people = read("people", "person")
    known = {
        "PER": [p["name"][lang] for p in people],
        "LOC": [p["name"][lang] for p in (*read("cities", "place"), *read("countries", "country"))],
        "ORG": [p["name"][lang] for p in read("organisations", "organisation")],
        "surname": [p["family"][0] for p in people if p["family"]],
    }
    return {label: tuple(tuple(t.text_with_ws for t in tokenizer(plain(name))) for name in found) for label, found in known.items()}


def renamed(sentence: Tagged, lang: str, rng: random.Random) -> Tagged | None:
    """The sentence with other names of the same kinds; none where it has no names."""
    words, tags, spaces = list(sentence.words), list(sentence.tags), list(sentence.spaces)
    for start, end, label in reversed(spans(tags)):
        table = "surname" if label == "PER" and end - start == 1 else label
        name = rng.choice(names(lang)[table])
        while words[start - 1 : start] and words[start - 1].endswith("'") and name[0][0] not in "AEIOUÀÈÉ":  # "dell'", then a vowel
            name = rng.choice(names(lang)[table])
        after = spaces[end - 1]
        words[start:end] = [w.strip() for w in name]
        tags[start:end] = [f"{'I' if i else 'B'}-{label}" for i in range(len(name))]
        spaces[start:end] = [w.endswith(" ") for w in name[:-1]] + [after]
    made = Tagged(tuple(words), tuple(tags), tuple(spaces))
    return made if made.words != sentence.words else None


def varied(sentence: Tagged, rng: random.Random) -> Tagged:
    """Now and then without capitals, in capitals, with them on every word, or with typographic apostrophes."""
    dice = rng.random()
    change = (
        str.lower if dice < 0.03 else str.upper if dice < 0.06
        else (lambda t: t[:1].upper() + t[1:]) if dice < 0.08
        else (lambda t: t.replace("'", "’")) if dice < 0.12 else str
    )  # fmt: skip
    return Tagged(tuple(change(w) or w for w in sentence.words), sentence.tags, sentence.spaces)
