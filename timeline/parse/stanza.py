"""Stanza behind the Parser protocol: models of a local folder, on the processor; fetched only where that is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from timeline.errors import MissingExtraError, UsageError
from timeline.language import languages_with
from timeline.model import Entity, Parse, Sentence, Token
from timeline.parse import LABELS, paragraphs, plain

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")
BATCH = 16  # texts whose parses are in memory at once


class StanzaParser:
    """Parses with Stanza's models of one folder, laid out as `stanza.download` does: FOLDER/it/depparse/…

    Raises MissingExtraError without the extra, UsageError where the folder has no models.
    """

    def __init__(self, folder: str | None = None, *, download: bool = False) -> None:
        try:
            import stanza
        except ImportError as error:
            raise MissingExtraError("--parser stanza", "stanza") from error
        self._stanza: Any = stanza
        self._folder = Path(folder or os.environ.get("STANZA_RESOURCES_DIR") or Path.home() / "stanza_resources")
        self._pipelines: dict[str, Any] = {}
        if download:
            self._download()
        if not self.languages():
            raise UsageError(self._absent("it"))
        digest = sha256((self._folder / "resources.json").read_bytes()).hexdigest()[:12]
        self.name = f"stanza-{stanza.__version__}:{digest}"

    def languages(self) -> tuple[str, ...]:
        return tuple(code for code in languages_with("events") if self._has(code))

    def parse(self, texts: Iterable[str], lang: str) -> Iterator[Parse]:
        """The parses of the texts, in order; each paragraph is parsed alone, so that no sentence crosses its end."""
        pipeline = self._pipeline(lang)
        texts = iter(texts)
        while batch := list(islice(texts, BATCH)):
            spans = [paragraphs(text, lang) for text in batch]
            pieces = [plain(text[start:end]) for text, part in zip(batch, spans, strict=True) for start, end in part]
            docs = iter(pipeline.bulk_process(pieces))
            for text, part in zip(batch, spans, strict=True):
                yield _joined(text, lang, [(span, next(docs)) for span in part])

    def _has(self, lang: str) -> bool:
        return (self._folder / "resources.json").is_file() and any((self._folder / lang / "depparse").glob("*.pt"))

    def _absent(self, lang: str) -> str:
        return (
            f"no Stanza models for '{lang}' in {self._folder}: give --download to fetch them, "
            f"or name a folder that has them (--parser stanza:DIR)"
        )

    def _download(self) -> None:
        """Fetch the models that are missing. Raises UsageError where that fails."""
        for lang in languages_with("events"):
            if not self._has(lang):
                try:
                    self._stanza.download(lang, model_dir=str(self._folder), verbose=False)
                except (OSError, ValueError) as error:  # no network, no such language
                    raise UsageError(f"Stanza's models for '{lang}' cannot be fetched: {str(error).splitlines()[0]}") from error

    def _pipeline(self, lang: str) -> Any:
        if lang not in self._pipelines:
            if not self._has(lang):
                raise UsageError(self._absent(lang))
            names = any((self._folder / lang / "ner").glob("*.pt"))
            self._pipelines[lang] = self._stanza.Pipeline(
                lang, dir=str(self._folder), processors=",".join([*PROCESSORS, *(["ner"] if names else [])]),
                download_method=None, use_gpu=False, verbose=False,
            )  # fmt: skip
        return self._pipelines[lang]


def _joined(text: str, lang: str, parts: list[tuple[tuple[int, int], Any]]) -> Parse:
    """One parse of the paragraphs' parses, each at its offset."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for (start, end), doc in parts:
        for group in _sentences(text, start, end, doc):
            first = len(tokens)
            tokens += [_shifted(token, first) for token in group]
            sentences.append(Sentence(first, len(tokens), group[0].start, group[-1].end))
        begins = {t.start: i for i, t in enumerate(tokens)}
        ends = {t.end: i + 1 for i, t in enumerate(tokens)}
        for e in doc.ents:
            a, b = start + e.start_char, start + e.end_char
            if e.type in LABELS and a in begins and b in ends:
                entities.append(Entity(a, b, begins[a], ends[b], LABELS[e.type]))
    return Parse(text, lang, tuple(tokens), tuple(sentences), tuple(entities))


def _shifted(token: Token, first: int) -> Token:
    return Token(token.start, token.end, token.text, token.lemma, token.upos, token.feats, token.head + first, token.deprel)


def _sentences(text: str, start: int, end: int, doc: Any) -> list[list[Token]]:
    """The sentences of a paragraph, with heads that index the sentence; what the tokeniser has passed over is a token too."""
    found = [made for s in doc.sentences if (made := _tokens(text, start, s))]
    covered = {i for group in found for t in group for i in range(t.start, t.end)}
    missed = [i for i in range(start, end) if i not in covered and not text[i].isspace()]
    for i in missed:
        group = next((g for g in reversed(found) if g[0].start < i), found[0] if found else None)
        if group is None:
            found.append([Token(i, i + 1, text[i], text[i], "X", "", 0, "root")])
            continue
        at = sum(t.start < i for t in group)
        moved = [Token(t.start, t.end, t.text, t.lemma, t.upos, t.feats, t.head + (t.head >= at), t.deprel) for t in group]
        root = next(k for k, t in enumerate(group) if t.head == k)
        moved.insert(at, Token(i, i + 1, text[i], text[i], "X", "", root + (root >= at), "dep"))
        group[:] = moved
    return found


def _tokens(text: str, offset: int, sentence: Any) -> list[Token]:
    """The tokens of a sentence as they stand in the text: the words of "della" and "dargli" are one, those of "it's" two."""
    groups: list[tuple[int, int, list[Any]]] = []
    for token in sentence.tokens:
        parts = [(w.start_char, w.end_char, [w]) for w in token.words]
        apart = "'" in token.text and "".join(w.text for w in token.words) == token.text and len(parts) > 1
        groups += parts if apart else [(token.start_char, token.end_char, list(token.words))]
    place = {w.id: i for i, (_, _, words) in enumerate(groups) for w in words}
    heads = {w.id: w.head for w in sentence.words}
    tokens = []
    for i, (a, b, words) in enumerate(groups):
        main = min(words, key=lambda w: _depth(heads, w.id))
        tokens.append(_token(text, offset + a, offset + b, words, main, i, place.get(main.head, i)))
    return tokens


def _depth(heads: dict[int, int], word: int) -> int:
    """How many heads a word has above it."""
    depth = 0
    while word:
        word, depth = heads[word], depth + 1
    return depth


def _token(text: str, start: int, end: int, words: list[Any], main: Any, i: int, head: int) -> Token:
    """One token of one word or several; of several, the highest of the tree (`main`) is what the token is."""
    lemma = " ".join(w.lemma or w.text for w in words)
    return Token(
        start, end, text[start:end], lemma if main.upos == "PROPN" else lemma.lower(), main.upos, _features(words), head,
        "root" if head == i else main.deprel,
    )  # fmt: skip


def _features(words: list[Any]) -> str:
    """The features of all words of a token, each value once."""
    values: dict[str, set[str]] = {}
    for word in words:
        for pair in (word.feats or "").split("|"):
            name, _, value = pair.partition("=")
            if value:
                values.setdefault(name, set()).update(value.split(","))
    return "|".join(f"{name}={','.join(sorted(found))}" for name, found in sorted(values.items()))
