"""The net that reads: its trees against all trees, its edits, pieces and windows, and a small net of chance."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from timeline.parse import reader
from timeline.parse.reader import Pieces, Reader, edit, edited, packed, shape, unpacked
from timeline.parse.tree import best_tree

sys.path.insert(0, str(Path(__file__).parents[1] / "training" / "models"))

from treebanks import is_tree

SIZE, INNER, HIDDEN, NAME = 24, 16, 8, 4
PIECES = ["[UNK]", "the", "cat", "##s", "sat", ".", "$ts", "$ats", "f", "-", "16"]
LABELS = {
    "tag": ["NOUN|Number=Sing", "PUNCT|", "VERB|Mood=Ind|Tense=Past"],
    "lemma": ["0", "l0", "l1", "l99"],
    "label": ["ROOT", "nsubj", "punct"],
    "entity": ["B-PER", "I-PER", "O"],
    "shape": ["", "?", "x", "X", "."],
}


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(st.integers(-30, 30), min_size=n, max_size=n), min_size=n, max_size=n)))
def test_no_tree_is_better_than_the_best(scores: list[list[int]]) -> None:
    found = best_tree(np.array(scores, dtype=np.float32)).tolist()
    assert is_tree(found)
    every = (heads for heads in product(range(len(scores)), repeat=len(scores)) if is_tree(list(heads)))
    assert sum(row[h] for row, h in zip(scores, found, strict=True)) == max(
        sum(row[h] for row, h in zip(scores, heads, strict=True)) for heads in every
    )


@pytest.mark.parametrize(
    ("form", "lemma", "how"),
    [
        ("cats", "cat", "1"), ("went", "go", "l4+go"), ("Said", "say", "l2+y"), ("Kiev", "Kiev", "0"), ("The", "the", "l0"),
        ("I", "I", "0"), ("è", "essere", "l1+essere"), ("svoltasi", "svolgere si", "4+gere si"),
    ],
)  # fmt: skip
def test_an_edit_says_how_a_form_becomes_its_lemma(form: str, lemma: str, how: str) -> None:
    assert edit(form, lemma) == how
    assert edited(form, how) == lemma


@given(st.text("aAbèÈ+l1 ", min_size=1), st.text("aAbèÈ+l1 ", min_size=1))
def test_an_edit_leads_back_to_the_lemma(form: str, lemma: str) -> None:
    assert edited(form, edit(form, lemma)) == lemma


@given(st.lists(st.lists(st.integers(-9, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_labels_that_may_follow_each_other_are_better(scores: list[list[int]]) -> None:
    follows = np.array([[True, False, True], [True, True, True], [True, True, True], [True, False, True]])  # B, I, O; first what may begin
    found = reader._best_labels(np.array([scores], dtype=np.float32), follows)[0].tolist()

    def worth(labels: tuple[int, ...]) -> float:
        before = (0, *(label + 1 for label in labels))
        return sum(row[x] if follows[b, x] else -1e6 for row, x, b in zip(scores, labels, before, strict=False))

    assert worth(tuple(found)) == max(map(worth, product(range(3), repeat=len(scores))))


def test_an_edit_too_long_for_a_form_leaves_it() -> None:
    assert edited("Am", "l7+be") == "am"


def test_pieces_are_the_longest_and_know_ends() -> None:
    pieces = Pieces(PIECES)
    assert [PIECES[p] for p in pieces.of("Cats")] == ["cat", "##s", "$ts", "$ats"]
    assert [PIECES[p] for p in pieces.of("F-16")] == ["f", "-", "16"]
    assert pieces.of("xyz") == pieces.of("") == [0]
    assert pieces.of("thé") == pieces.of("the")  # no piece has an accent
    assert Pieces([*PIECES, "è"]).of("è") == [len(PIECES)]


def test_a_very_long_word_has_its_pieces_in_time_that_grows_with_it() -> None:
    pieces = Pieces([*PIECES, "##cat", "a" * 30])
    assert pieces.of("cat" * 40_000) == [1 + PIECES.index("the"), *[len(PIECES)] * 39_999]


def test_what_is_far_below_zero_leaves_nothing() -> None:
    with np.errstate(all="raise", under="ignore"):
        assert np.allclose(reader._gelu(np.array([-500.0, 0.0, 500.0], dtype=np.float32)), [0.0, 0.0, 500.0])


def test_a_shape_is_the_runs_of_kinds() -> None:
    assert [shape(w) for w in ("Kiev", "F-16", "2.5", "USA", "")] == ["Xx", "X-d", "d.d", "X", ""]


def test_stored_weights_are_nearly_what_they_were() -> None:
    rng = np.random.default_rng(1)
    weights = {"wide": rng.normal(size=(150, 100)).astype(np.float32), "small": rng.normal(size=(7,)).astype(np.float32)}
    stored = packed(weights)
    assert stored["wide"].dtype == np.int8
    back = unpacked(stored)
    assert back.keys() == weights.keys()
    assert np.abs(back["wide"] - weights["wide"]).max() <= np.abs(weights["wide"]).max() / 127
    assert np.abs(back["small"] - weights["small"]).max() < 0.01


def weights() -> dict[str, Any]:
    rng = np.random.default_rng(3)

    def linear(name: str, out: int, into: int) -> dict[str, Any]:
        return {f"{name}.weight": rng.normal(size=(out, into)), f"{name}.bias": rng.normal(size=out)}

    def norm(name: str) -> dict[str, Any]:
        return {f"{name}.weight": np.ones(SIZE), f"{name}.bias": np.zeros(SIZE)}

    made = {
        "pieces.weight": rng.normal(size=(len(PIECES), SIZE)),
        "shapes.weight": rng.normal(size=(5, SIZE)),
        "places.weight": rng.normal(size=(reader.LONGEST, SIZE)),
        "root": rng.normal(size=SIZE),
        "attach": rng.normal(size=(HIDDEN + 1, HIDDEN)),
        "label": rng.normal(size=(NAME + 1, 3, NAME + 1)),
        **norm("known"),
    }
    for i in range(2):
        made |= linear(f"layers.{i}.attend", 3 * SIZE, SIZE) | linear(f"layers.{i}.mix", SIZE, SIZE) | norm(f"layers.{i}.mixed")
        made |= linear(f"layers.{i}.up", INNER, SIZE) | linear(f"layers.{i}.down", SIZE, INNER) | norm(f"layers.{i}.out")
    made |= linear("words", HIDDEN, SIZE) | linear("names", HIDDEN, SIZE) | linear("arc", 2 * (HIDDEN + NAME), SIZE)
    made |= linear("tag", 3, HIDDEN) | linear("lemma", 4, HIDDEN) | linear("start", 2, HIDDEN) | linear("entity", 3, HIDDEN)
    return {name: np.asarray(array, dtype=np.float32) for name, array in made.items()}


@pytest.fixture
def nlp() -> Language:
    made = spacy.blank("en")
    pipe = made.add_pipe("reader")
    assert isinstance(pipe, Reader)
    pipe.teach(packed(weights()), LABELS, PIECES, heads=3)
    return made


def said(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.pos_, str(t.morph), t.lemma_, str(t.head.i), t.dep_, str(t.is_sent_start), t.ent_iob_, t.ent_type_) for t in doc]


TEXT = "The cats sat.  The cat F-16 sat sat. Cats the sat the cat the cats the sat the cat"


def test_each_sentence_is_a_tree_of_one_root(nlp: Language) -> None:
    doc = nlp(TEXT)
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        assert [t.dep_ for t in words].count("ROOT") == 1
        assert all(t.head in sentence for t in words)
        assert is_tree([t.head.i - sentence.start for t in sentence])


def test_a_text_is_read_the_same_alone_and_with_others(nlp: Language) -> None:
    texts = [TEXT, "sat", "", "  ", "Cats. " * 90, "the cat"]
    together = [said(d) for d in nlp.pipe(texts)]
    assert together == [said(nlp(t)) for t in texts]


def test_spaces_hang_on_the_word_before(nlp: Language) -> None:
    doc = nlp("  The  cat")
    assert [(t.pos_, t.head.i) for t in doc if t.is_space] == [("SPACE", 1), ("SPACE", 1)]


def test_spaces_inside_a_name_are_in_it(nlp: Language) -> None:
    pipe: Any = nlp.get_pipe("reader")
    doc = nlp.make_doc("the  cat sat")
    pipe._write(doc, [([0, 2, 3], reader.Read(*(np.array(row) for row in ([0, 0, 2], [0, 0, 0], [2, 0, 2], [1, 1, 0], [0, 1, 2]))))])
    assert [(e.text, e.label_) for e in doc.ents] == [("the  cat", "PER")]


def test_no_sentence_starts_where_none_may(nlp: Language) -> None:
    loose = nlp("the cat " * 30)
    starts = [t.i for t in loose if t.is_sent_start and t.i]
    assert starts  # this net sees some
    doc = nlp.make_doc("the cat " * 30)
    for i in starts:
        doc[i].is_sent_start = False
    assert not {t.i for t in nlp(doc) if t.is_sent_start} & set(starts)


def test_a_window_is_cut_where_a_sentence_seems_to_end() -> None:
    doc = spacy.blank("en")("He sat. " * 60 + 'She said "no." He sat')
    windows = list(reader._windows(doc))
    assert [i for w in windows for i in w] == list(range(len(doc)))
    assert all(doc[w[-1]].text in (".", '"') for w in windows[:-1])
    assert all(reader.WIDE - 6 < len(w) <= reader.WIDE for w in windows[:-1])


@pytest.mark.parametrize("text", ["the " * 300, "He sat. " + "the " * 300 + ". He sat.", ("the " * 600 + ". ") * 2])
def test_a_window_is_never_too_long(text: str) -> None:
    doc = spacy.blank("en")(text)
    windows = list(reader._windows(doc))
    assert [i for w in windows for i in w] == list(range(len(doc)))
    assert all(len(w) <= reader.LONGEST for w in windows)


def test_what_is_stored_reads_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "one")
    again = spacy.load(tmp_path / "one")
    assert said(again(TEXT)) == said(nlp(TEXT))
    again.to_disk(tmp_path / "two")
    for name in ("weights.npz", "labels.json", "pieces.txt"):
        assert (tmp_path / "one" / "reader" / name).read_bytes() == (tmp_path / "two" / "reader" / name).read_bytes()
