"""Whether two short texts report one story: in other words and in another language, and not where only the subject is the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.story import Text, chances

TOLD = {
    "strike": ("it", "Sciopero dei treni venerdì, disagi in tutta Italia. I sindacati chiedono il rinnovo del contratto dei ferrovieri."),
    "strike again": ("it", "Treni fermi per lo sciopero dei ferrovieri: venerdì nero in Italia. Trattativa sul contratto ancora ferma."),
    "strike in English": ("en", "Rail strike brings Italy's trains to a halt on Friday. Unions demand a new contract for railway workers."),
    "trains": ("it", "Alta velocità, il nuovo treno debutta in primavera. Il convoglio collegherà Bari e Lecce in un'ora."),
    "quake": ("it", "Terremoto a Creta, dodici morti e decine di feriti. La scossa di magnitudo 6 nella notte."),
    "quake in English": ("en", "Twelve dead and dozens injured as earthquake hits Crete. The magnitude 6 tremor struck at night."),
    "final": ("it", "La squadra di casa vince la finale ai rigori. Festa in piazza fino all'alba."),
}
CASES = [
    ("strike", "strike again", "trains"),
    ("strike", "strike in English", "quake in English"),
    ("quake", "quake in English", "strike in English"),
    ("strike", "strike again", "final"),
]


def chance(one: str, other: str) -> float:
    names = list(TOLD)
    pairs = [(a, b) for a in names for b in names if a != b]
    return chances([(Text(*TOLD[a]), Text(*TOLD[b])) for a, b in pairs])[pairs.index((one, other))]


@pytest.mark.parametrize(("one", "same", "other"), CASES)
def test_one_story_is_likelier_than_another(one: str, same: str, other: str) -> None:
    assert chance(one, same) > chance(one, other) + 0.1
    assert chance(one, same) == pytest.approx(chance(same, one))


def test_a_text_is_its_own_story() -> None:
    text = Text(*TOLD["quake"])
    assert chances([(text, text), (text, Text(*TOLD["final"]))])[0] > 0.9


def test_an_address_and_what_all_texts_share_say_nothing() -> None:
    footer = " Seguici su https://example.org/notizie/oggi per tutte le notizie"
    texts = [Text(lang, text + footer) for lang, text in TOLD.values() if lang == "it"]
    quake, final = next(t for t in texts if "Creta" in t.text), next(t for t in texts if "finale" in t.text)
    assert chances([(quake, final), *((quake, t) for t in texts)])[0] < 0.2


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["it", "en"]), st.text(max_size=50)), min_size=2, max_size=5))
def test_any_texts(texts: list[tuple[str, str]]) -> None:
    found = chances([(Text(*a), Text(*b)) for a, b in pairwise(texts)])
    assert all(0 <= c <= 1 for c in found)
