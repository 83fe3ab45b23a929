"""Which articles are alike."""

from __future__ import annotations

import pytest

from timeline.alike import NEIGHBOURS, alike
from timeline.model import Article

TRAM = ["Il cantiere del tram avanza in centro.", "Cantiere del tram, proteste in centro.", "Fermo il cantiere del tram."]
VOLLEY = ["La pallavolo vince in trasferta.", "Pallavolo, vince la squadra di casa.", "La squadra di pallavolo perde."]


def articles(*texts: str) -> list[Article]:
    return [Article(id=str(n), source="test", title=None, lang="it", text=text, sha256=str(n)) for n, text in enumerate(texts)]


def test_articles_on_one_subject_come_first() -> None:
    near = alike(articles(*TRAM, *VOLLEY))
    for number, row in enumerate(near.index):
        assert number not in row
        assert {int(i) < 3 for i in row[:2]} == {number < 3}
    assert (near.weight[:, :-1] >= near.weight[:, 1:]).all()


@pytest.mark.parametrize("count", [0, 1, 2, NEIGHBOURS + 5])
def test_any_number_of_articles_will_do(count: int) -> None:
    near = alike(articles(*(f"Articolo {n} sul tram." for n in range(count))))
    assert near.index.shape == near.weight.shape == (count, max(min(count - 1, NEIGHBOURS), 0))


def test_no_words_are_no_likeness() -> None:
    near = alike(articles("", "…", "Il tram."))
    assert near.weight.max() < 0.01
