"""The net that reads a language: a small transformer over words, in numpy, as a pipe of a spaCy pipeline.

It is BERT's encoder (https://arxiv.org/abs/1810.04805) with words for pieces, and the biaffine parser of https://arxiv.org/abs/1611.01734.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from timeline.parse.tree import best_tree

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]

WIDE, LONGEST = 64, 256  # words of a window: as many as its sentences may have together, and at all
WORDS, SOME = 384, 64  # words read at once, and named at once
_APART = re.compile(r"[^\W_]+|[\W_]")
_END = re.compile(r"[.!?…]+")
_CLOSERS = frozenset("\"'”’»)]")
_EDIT = re.compile(r"(l?)(\d+)\+?(.*)", re.DOTALL)


class Pieces:
    """The pieces of words in a vocabulary (WordPiece, https://arxiv.org/abs/1609.08144), without case, and without accents where it has none.

    A piece that begins with "##" stands inside a word; one that begins with "$" is the end of a longer word, known beside its pieces.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._index = {piece: i for i, piece in enumerate(vocabulary)}
        self._unknown = self._index["[UNK]"]
        self._accents = "è" in self._index
        self._longest = max(map(len, vocabulary))
        self._ends = sorted({len(p) - 1 for p in vocabulary if p.startswith("$") and len(p) > 1})
        self._found: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._index)

    def of(self, word: str) -> list[int]:
        """The numbers of a word's pieces, at least one."""
        if word not in self._found:
            bare = word.lower()
            if not self._accents:
                bare = "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c))
            found = [piece for part in _APART.findall(bare) for piece in self._greedy(part)] or [self._unknown]
            ends = ("$" + bare[-n:] for n in self._ends if n < len(bare))
            self._found[word] = [*found, *(self._index[end] for end in ends if end in self._index)]
        return self._found[word]

    def _greedy(self, part: str) -> list[int]:
        made: list[int] = []
        start = 0
        while start < len(part):
            mark = "##" if start else ""
            furthest = min(len(part), start + self._longest)
            end = next((e for e in range(furthest, start, -1) if mark + part[start:e] in self._index), start)
            if end == start:
                return [self._unknown]
            made.append(self._index[mark + part[start:end]])
            start = end
        return made


def shape(word: str) -> str:
    """The kinds of a word's characters, each run as one: "Xx", "d.d"."""
    kinds = ("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return "".join(kind for kind, _ in groupby(kinds))


def edit(form: str, lemma: str) -> str:
    """How a form becomes its lemma: how many letters go from its end and what comes there; "l" before it where its capitals go first."""
    low = form.lower()
    kept = form if lemma[:1] == form[:1] and (lemma.lower() != lemma or low == form) else low
    same = next((n for n, (a, b) in enumerate(zip(kept, lemma, strict=False)) if a != b), min(len(kept), len(lemma)))
    return f"{'' if kept is form else 'l'}{len(form) - same}{'+' if same < len(lemma) else ''}{lemma[same:]}"


def edited(form: str, how: str) -> str:
    """What an edit makes of a form; the form itself where it is too short for it."""
    low, cut, put = _EDIT.fullmatch(how).groups()  # type: ignore[union-attr]  # every edit is written by `edit`
    kept = form.lower() if low else form
    return kept[: len(kept) - int(cut)] + put if int(cut) <= len(kept) else kept


def packed(weights: Mapping[str, Array]) -> dict[str, NDArray[Any]]:
    """Weights as they are stored: rows of large matrices in eight bits, each with its scale."""
    made: dict[str, NDArray[Any]] = {}
    for name, array in weights.items():
        if array.ndim == 2 and array.size > 10_000:
            scale = np.maximum(np.abs(array).max(1), 1e-12) / 127
            made[name], made[f"{name}:scale"] = np.rint(array / scale[:, None]).astype(np.int8), scale.astype(np.float32)
        else:
            made[name] = array.astype(np.float16)
    return made


def unpacked(stored: Mapping[str, NDArray[Any]]) -> dict[str, Array]:
    """Stored weights as numbers that are reckoned with."""
    return {
        name: array.astype(np.float32) * stored[f"{name}:scale"][:, None] if f"{name}:scale" in stored else array.astype(np.float32)
        for name, array in stored.items()
        if not name.endswith(":scale")
    }


def _gelu(x: Array) -> Array:
    """GELU by the sigmoid (https://arxiv.org/abs/1606.08415), in place."""
    gate = x * np.float32(-1.702)
    np.minimum(gate, 80, out=gate)  # beyond which nothing is left of it, and the exponential is no number
    np.exp(gate, out=gate)
    gate += 1
    x /= gate
    return x


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        """Layer normalisation of rows, in place."""
        x -= x.mean(-1, keepdims=True)
        scale = np.sqrt(np.einsum("ij,ij->i", x, x) / np.float32(x.shape[-1]) + np.float32(1e-12))
        x /= scale[:, None]
        x *= self.weight
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Array  # into its columns
    bias: Array

    def __call__(self, x: Array) -> Array:
        x = x @ self.weight
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class Read:
    """What the net says of a window: numbers of tags, edits, heads in the window (the word itself is a root), relations, entity labels."""

    tags: Numbers
    edits: Numbers
    heads: Numbers
    relations: Numbers
    entities: Numbers


class Net:
    """The transformer and what reads its last layer.

    `heads` is the number of its attention heads, `root` that of the root's relation, `entities` the labels of entities.
    """

    def __init__(self, weights: Mapping[str, Array], heads: int, root: int, entities: Sequence[str]) -> None:
        def linear(name: str, scale: float = 1) -> _Linear:
            return _Linear(
                np.ascontiguousarray(weights[f"{name}.weight"].T) * np.float32(scale), weights[f"{name}.bias"] * np.float32(scale)
            )

        def norm(name: str) -> _Norm:
            return _Norm(weights[f"{name}.weight"], weights[f"{name}.bias"])

        self._pieces, self._shapes, self._places = (weights[f"{n}.weight"] for n in ("pieces", "shapes", "places"))
        self._heads, self._root, self._known = heads, root, norm("known")
        self._follows = np.array([[label[0] != "I" or label[1:] == before[1:] for label in entities] for before in ["O", *entities]])
        count = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
        parts = (("attend", linear), ("mix", linear), ("mixed", norm), ("up", linear), ("down", linear), ("out", norm))
        self._layers = [{part: of(f"layers.{i}.{part}") for part, of in parts} for i in range(count)]
        self._words, self._names, self._arc = (linear(n) for n in ("words", "names", "arc"))
        self._tag, self._lemma, self._start, self._entity = (linear(n) for n in ("tag", "lemma", "start", "entity"))
        attach, self._label = weights["attach"], weights["label"]
        self._attach = _Linear(attach[:-1], attach[-1])
        self._hidden, self._name = attach.shape[1], self._label.shape[0] - 1
        self._rooted = self._split(_gelu(self._arc(weights["root"][None])))

    def read(self, bags: Sequence[Sequence[Sequence[int]]], shapes: Sequence[Sequence[int]], joined: Sequence[Sequence[int]]) -> list[Read]:
        """Windows of words, each given by the words' pieces, their shapes, and the places at which no sentence starts."""
        there = np.zeros((len(bags), max(map(len, bags))), dtype=bool)
        for row, bag in enumerate(bags):
            there[row, : len(bag)] = True
        x = self._encoded(bags, shapes, there)
        count, length = there.shape
        seen = _gelu(self._words(x))
        tags, edits = self._tag(seen).argmax(1).reshape(there.shape), self._lemma(seen).argmax(1).reshape(there.shape)
        named = self._entity(_gelu(self._names(x))).reshape(*there.shape, -1)
        named[~there] = 0  # where no word is any label does, so that none weighs on the last word's
        entities = _best_labels(named, self._follows)
        starts = self._start(seen).argmax(1).reshape(there.shape)
        for row, places in enumerate(joined):
            starts[row, places] = 0
        starts[:, 0] = 1
        sentence = np.where(there, starts.cumsum(1), 0)
        below, above, low, high = (part.reshape(count, length, -1) for part in self._split(_gelu(self._arc(x))))
        attached = self._attach(below.reshape(count * length, -1)).reshape(below.shape)
        scores = attached @ above.transpose(0, 2, 1)
        scores[sentence[:, :, None] != sentence[:, None, :]] = -np.inf
        place = np.arange(length)
        scores[:, place, place] = attached @ self._rooted[1][0]  # a word that is its own head is a root
        heads = scores.argmax(2)
        for row, first, last in _faulty(heads, sentence, there):
            heads[row, first:last] = first + best_tree(scores[row, first:last, first:last])
        relations = self._relations(low, np.take_along_axis(high, heads[..., None], 1), heads == place)
        return [
            Read(tags[row, :n], edits[row, :n], heads[row, :n], relations[row, :n], entities[row, :n])
            for row, n in enumerate(map(len, bags))
        ]

    def _encoded(self, bags: Sequence[Sequence[Sequence[int]]], shapes: Sequence[Sequence[int]], there: NDArray[np.bool_]) -> Array:
        """The last layer, a row for each word and each place that none fills."""
        flat = [piece for window in bags for bag in window for piece in bag]
        sizes = np.array([len(bag) for window in bags for bag in window])
        sums = np.add.reduceat(self._pieces[flat], np.concatenate([[0], sizes.cumsum()[:-1]]), axis=0)
        x = np.zeros((there.size, self._pieces.shape[1]), dtype=np.float32)
        at = np.flatnonzero(there)
        x[at] = sums / sizes[:, None].astype(np.float32) + self._shapes[[s for window in shapes for s in window]]
        x.reshape(*there.shape, -1)[:] += self._places[: there.shape[1]]
        x = self._known(x)
        hidden = np.where(there, np.float32(0), np.float32(-1e9))[:, None, None, :] if not there.all() else None
        for layer in self._layers:
            mixed = layer["mix"](self._attended(layer["attend"](x), there.shape, hidden))
            mixed += x
            x = layer["mixed"](mixed)
            out = layer["down"](_gelu(layer["up"](x)))
            out += x
            x = layer["out"](out)
        return x

    def _attended(self, projected: Array, shape: tuple[int, ...], hidden: Array | None) -> Array:
        q, k, v = projected.reshape(*shape, 3, self._heads, -1).transpose(2, 0, 3, 1, 4)
        scores = q @ k.transpose(0, 1, 3, 2)
        scores *= np.float32(q.shape[-1] ** -0.5)
        if hidden is not None:
            scores += hidden
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        seen = scores @ v
        seen /= scores.sum(-1, keepdims=True)
        return np.ascontiguousarray(seen.transpose(0, 2, 1, 3)).reshape(len(projected), -1)

    def _split(self, projected: Array) -> tuple[Array, Array, Array, Array]:
        """What attaches a word, what it attaches, and what names the relation at either end."""
        hidden, name = self._hidden, self._name
        return projected[:, :hidden], projected[:, hidden : 2 * hidden], projected[:, 2 * hidden : -name], projected[:, -name:]

    def _relations(self, low: Array, high: Array, rooted: NDArray[np.bool_]) -> Numbers:
        name, wide = low.shape[-1], self._label.shape[1]
        ours, theirs = low.reshape(-1, name), np.concatenate([high.reshape(-1, name), np.ones((rooted.size, 1), dtype=np.float32)], 1)
        scores = np.empty((rooted.size, wide), dtype=np.float32)
        into, bias = self._label[:-1].reshape(name, -1), self._label[-1].reshape(-1)
        for first in range(0, len(scores), SOME):
            some = slice(first, first + SOME)
            projected = ours[some] @ into
            projected += bias
            np.einsum("wlj,wj->wl", projected.reshape(-1, wide, name + 1), theirs[some], out=scores[some])
        scores[:, self._root] = np.where(rooted.reshape(-1), np.inf, -np.inf)
        best: Numbers = scores.argmax(1).reshape(rooted.shape)
        return best


def _best_labels(scores: Array, follows: NDArray[np.bool_]) -> Numbers:
    """The labels of each window's words that together have the best scores, none after one that it cannot follow (Viterbi's algorithm).

    `scores` is of windows, words and labels; `follows` says of each label, and before them of the start, which may come after it.
    """
    barred = np.where(follows, np.float32(0), np.float32(-1e9))
    best = scores[:, 0] + barred[0]
    back = np.empty(scores.shape, dtype=np.int64)
    for word in range(1, scores.shape[1]):
        reached = best[:, :, None] + barred[1:]
        back[:, word] = reached.argmax(1)
        best = reached.max(1) + scores[:, word]
    made = np.empty(scores.shape[:2], dtype=np.int64)
    made[:, -1] = best.argmax(1)
    row = np.arange(len(scores))
    for word in range(scores.shape[1] - 1, 0, -1):
        made[:, word - 1] = back[row, word, made[:, word]]
    return made


def _faulty(heads: Numbers, sentence: Numbers, there: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    """The window, first word and end of each sentence whose heads are no tree of one root."""
    place = np.arange(heads.shape[1])
    top = heads
    for _ in range(int(heads.shape[1]).bit_length()):
        top = np.take_along_axis(top, top, 1)
    rooted = np.take_along_axis(heads, top, 1) == top  # what the heads lead to is a root
    for row in range(len(heads)):
        bounds = np.flatnonzero(np.diff(sentence[row], prepend=0, append=0))
        roots = np.add.reduceat((heads[row] == place) & there[row], bounds[:-1])
        whole = np.logical_and.reduceat(rooted[row] | ~there[row], bounds[:-1])
        for first, last, count, fine in zip(bounds, bounds[1:], roots, whole, strict=False):
            if there[row, first] and (count != 1 or not fine):
                yield row, int(first), int(last)


class Reader:
    """The pipe that reads tags, features, lemmas, trees, sentences and entities off the net."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._lemmas: dict[tuple[int, str], int] = {}

    def teach(self, weights: Mapping[str, NDArray[Any]], labels: Mapping[str, list[str]], pieces: Sequence[str], heads: int) -> None:
        """Give it what it reads with: stored weights, labels by kind, the pieces of words, the number of attention heads."""
        self._stored, self._tables, self._vocabulary, self._heads = weights, labels, pieces, heads
        self._pieces = Pieces(pieces)
        self._shapes = {s: i for i, s in enumerate(labels["shape"])}
        self._net = Net(unpacked(weights), heads, labels["label"].index("ROOT"), labels["entity"])
        strings: Any = self.vocab.strings
        tags = [tag.partition("|") for tag in labels["tag"]]
        self._pos = np.array([strings.add(pos) for pos, _, _ in tags], dtype=np.uint64)
        self._morph = np.array([self.vocab.morphology.add(feats) for _, _, feats in tags], dtype=np.uint64)
        self._dep = np.array([strings.add(label) for label in labels["label"]], dtype=np.uint64)
        self._inside = np.array([{"I": 1, "O": 2, "B": 3}[label[0]] for label in labels["entity"]], dtype=np.uint64)
        self._kind = np.array([strings.add(label[2:]) if label != "O" else 0 for label in labels["entity"]], dtype=np.uint64)
        self._space, self._loose = strings.add("SPACE"), strings.add("dep")

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations and the kinds of entities."""
        return (*self._tables["label"], *sorted({e[2:] for e in self._tables["entity"] if e != "O"}))

    def __call__(self, doc: Doc) -> Doc:
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The documents read, some at a time, in order."""
        stream = iter(stream)
        while docs := list(islice(stream, batch_size)):
            self._read(docs)
            yield from docs

    def _read(self, docs: Sequence[Doc]) -> None:
        windows = sorted(((len(places), n, places) for n, doc in enumerate(docs) for places in _windows(doc)), key=lambda w: w[:2])
        found: list[list[tuple[list[int], Read]]] = [[] for _ in docs]
        for batch in _batches(windows):
            words = [[docs[n][i].text for i in places] for _, n, places in batch]
            bags = [[self._pieces.of(w) for w in window] for window in words]
            shapes = [[self._shapes.get(shape(w), 1) for w in window] for window in words]
            joined = [[at for at, i in enumerate(places) if docs[n][i].is_sent_start is False] for _, n, places in batch]
            for (_, n, places), read in zip(batch, self._net.read(bags, shapes, joined), strict=True):
                found[n].append((places, read))
        for doc, parts in zip(docs, found, strict=True):
            self._write(doc, parts)

    def _write(self, doc: Doc, parts: Sequence[tuple[list[int], Read]]) -> None:
        """Set on a document what was read; a token of spaces hangs on the word before it, else on the one after."""
        if not len(doc):
            return
        table: Any = np.zeros((len(doc), 7), dtype=np.uint64)
        heads = np.arange(len(doc)) - 1
        heads[0] = min((places[0] for places, _ in parts), default=0)
        table[:, 0], table[:, 3], table[:, 5] = self._space, self._loose, 2
        for places, read in parts:
            at = np.array(places)
            table[at, 0], table[at, 1], table[at, 3] = self._pos[read.tags], self._morph[read.tags], self._dep[read.relations]
            table[at, 2] = [self._lemma(int(how), doc[i].text) for how, i in zip(read.edits, places, strict=True)]
            heads[at] = at[read.heads]
            table[at, 5], table[at, 6] = self._inside[read.entities], self._kind[read.entities]
        for i in np.flatnonzero(table[:-1, 0] == self._space)[::-1]:
            if table[i + 1, 5] == 1:  # spaces inside a name are in it
                table[i, 5:] = table[i + 1, 5:]
        table[:, 4] = (heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        doc.from_array([POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE], table)

    def _lemma(self, how: int, form: str) -> int:
        if (how, form) not in self._lemmas:
            self._lemmas[how, form] = self.vocab.strings.add(edited(form, self._tables["lemma"][how]))
        return self._lemmas[how, form]

    def to_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> None:
        """Store it in a folder."""
        path.mkdir(exist_ok=True)
        arrays: Any = self._stored
        np.savez(path / "weights.npz", **arrays)
        about = {"heads": self._heads, "labels": self._tables}
        (path / "labels.json").write_text(json.dumps(about, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        (path / "pieces.txt").write_text("\n".join(self._vocabulary), encoding="utf-8")

    def from_disk(self, path: Path, *, exclude: Sequence[str] = ()) -> Reader:
        """Load what `to_disk` has stored. Raises OSError where there is none."""
        about = json.loads((path / "labels.json").read_text(encoding="utf-8"))
        with np.load(path / "weights.npz", allow_pickle=False) as stored:
            weights = dict(stored)
        self.teach(weights, about["labels"], (path / "pieces.txt").read_text(encoding="utf-8").split("\n"), about["heads"])
        return self


@Language.factory("reader", assigns=["token.pos", "token.morph", "token.lemma", "token.head", "token.dep", "doc.ents"])
def reader(nlp: Language, name: str) -> Reader:
    """The pipe, without what it reads with: a package brings that."""
    return Reader(nlp.vocab)


def _windows(doc: Doc) -> Iterator[list[int]]:
    """The places of a document's words, as many sentences together as a window may have; a longer one is cut."""
    window: list[int] = []
    for chunk in _chunks(doc):
        if window and len(window) + len(chunk) > WIDE:
            yield from _cut(window)
            window = []
        window += chunk
    yield from _cut(window)


def _cut(window: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(window), LONGEST):
        yield window[first : first + LONGEST]


def _chunks(doc: Doc) -> Iterator[list[int]]:
    """The places of words between marks that seem to end a sentence, with what closes it."""
    chunk: list[int] = []
    over = False  # the sentence has ended, but for what closes it
    for token in doc:
        if token.is_space:
            continue
        if over and not (token.text in _CLOSERS and not doc[token.i - 1].whitespace_):
            yield chunk
            chunk = []
        chunk.append(token.i)
        over = _END.fullmatch(token.text) is not None or (over and token.text in _CLOSERS)
    yield chunk


def _batches(windows: Sequence[tuple[int, int, list[int]]]) -> Iterator[list[tuple[int, int, list[int]]]]:
    """Windows, in order of their length, as many as are read at once."""
    batch: list[tuple[int, int, list[int]]] = []
    for window in windows:
        if batch and (len(batch) + 1) * window[0] > WORDS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
