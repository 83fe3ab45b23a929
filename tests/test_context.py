"""What an article is about, as a vector: one story lies near itself in other words, and far from another."""

from __future__ import annotations

import math

import pytest
from fixtures_nlp import article
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.context import WIDTH, contexts

STORIES = {
    "quake": "Un terremoto di magnitudo 6 ha distrutto la città vecchia di Creta: dodici morti, decine di feriti, scuole chiuse e treni fermi.",
    "quake again": "Creta, il bilancio del terremoto sale a dodici morti. Feriti in ospedale, scuole chiuse, treni ancora fermi nella città vecchia.",
    "match": "La squadra ha vinto la finale ai rigori davanti a sessantamila tifosi: due gol nel secondo tempo, poi la festa in piazza.",
    "trial": "Il tribunale ha condannato l'ex assessore per corruzione: quattro anni di carcere, la difesa annuncia il ricorso in appello.",
}


def cosine(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


@pytest.fixture(scope="module")
def vectors() -> dict[str, tuple[float, ...]]:
    return contexts([article(text, name=name) for name, text in STORIES.items()])


@pytest.mark.parametrize("other", ["match", "trial"])
def test_one_story_is_nearer_than_another(vectors: dict[str, tuple[float, ...]], other: str) -> None:
    assert cosine(vectors["quake"], vectors["quake again"]) > cosine(vectors["quake"], vectors[other]) + 0.2


def test_the_same_text_has_the_same_vector(vectors: dict[str, tuple[float, ...]]) -> None:
    again = contexts([article(text, name=name) for name, text in STORIES.items()])
    assert again == vectors


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_texts(texts: list[str]) -> None:
    found = contexts([article(text, name=str(i)) for i, text in enumerate(texts)])
    assert list(found) == [str(i) for i in range(len(texts))]
    for vector in found.values():
        assert len(vector) == WIDTH
        assert not any(vector) or math.isclose(math.hypot(*vector), 1, abs_tol=0.01)
