"""What articles are about: one story lies near itself in other words and another language, and far from another story."""

from __future__ import annotations

import pytest
from fixtures_nlp import article, day, mention
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.context import FAR, MANY, SETTING, WHOLE, Context, contexts, parted
from timeline.model import Publication

STORIES = {
    "quake": "Un terremoto di magnitudo 6 ha distrutto la città vecchia di Creta: dodici morti, decine di feriti, scuole chiuse e treni fermi.",
    "quake again": "Creta, il bilancio del terremoto sale a dodici morti. Feriti in ospedale, scuole chiuse, treni ancora fermi nella città vecchia.",
    "match": "La squadra ha vinto la finale ai rigori davanti a sessantamila tifosi: due gol nel secondo tempo, poi la festa in piazza.",
    "trial": "Il tribunale ha condannato l'ex assessore per corruzione: quattro anni di carcere, la difesa annuncia il ricorso in appello.",
}


IN_ENGLISH = {
    "quake in English": "A magnitude 6 earthquake has destroyed the old town of Crete: twelve dead, dozens injured, schools closed and trains stopped.",
    "trial in English": "The court convicted the former councillor of corruption: four years in prison, the defence announces an appeal.",
}


@pytest.fixture(scope="module")
def known() -> Context:
    texts = [article(text, name=name) for name, text in STORIES.items()]
    return contexts([*texts, *(article(text, name=name, lang="en") for name, text in IN_ENGLISH.items())])


def cosine(known: Context, one: str, other: str) -> float:
    return known.near[one].get(other, 0.0)


@pytest.mark.parametrize("other", ["match", "trial"])
def test_one_story_is_nearer_than_another(known: Context, other: str) -> None:
    assert cosine(known, "quake", "quake again") > cosine(known, "quake", other) + 0.2


@pytest.mark.parametrize("story", ["quake", "trial"])
def test_one_story_is_near_in_another_language(known: Context, story: str) -> None:
    own = cosine(known, story, f"{story} in English")
    assert own > 0.1
    assert all(own > 2 * cosine(known, other, f"{story} in English") for other in STORIES if not other.startswith(story))


def test_nearness_is_mutual_and_repeatable(known: Context) -> None:
    assert all(cosine(known, b, a) == c for a, others in known.near.items() for b, c in others.items())
    texts = [article(text, name=name) for name, text in STORIES.items()]
    assert contexts(texts) == contexts(texts)


def test_a_folder_on_one_story_is_near_itself() -> None:
    told = {n: t for n, t in (STORIES | IN_ENGLISH).items() if n.startswith("quake")}
    alone = contexts([article(text, name=name, lang="en" if "English" in name else "it") for name, text in told.items()])
    assert cosine(alone, "quake", "quake again") > 0.55
    assert cosine(alone, "quake", "quake in English") > 0.2


def published(**of: tuple[str, str]) -> dict[str, Publication]:
    return {a: Publication(date=None, earliest=day(first), latest=day(last)) for a, (first, last) in of.items()}


APART = {
    "one week": (("2025-06-01", "2025-06-03"), ("2025-06-02", "2025-06-08"), 0.8),
    "a month": (("2025-06-01", "2025-06-01"), ("2025-07-01", "2025-07-01"), 0.4),
    "a year": (("2025-06-01", "2025-06-01"), ("2026-06-01", "2026-06-01"), 0.06),
    "days that are hardly known": (("2025-06-01", "2025-06-01"), ("2026-06-01", "2026-09-01"), 0.8),
}


@pytest.mark.parametrize("name", APART)
def test_time_parts_articles_of_a_small_folder(name: str) -> None:
    one, other, expected = APART[name]
    found = parted(Context(near={"a": {"b": 0.8}, "b": {"a": 0.8}}), published(a=one, b=other)).near
    assert found["a"]["b"] == found["b"]["a"] == pytest.approx(expected, abs=0.02)


def test_time_does_not_part_the_articles_of_a_large_folder() -> None:
    many = {str(n): {} for n in range(WHOLE)} | {"a": {"b": 0.8}, "b": {"a": 0.8}}
    assert parted(Context(near=many), published(a=("2025-06-01", "2025-06-01"), b=("2026-06-01", "2026-06-01"))).near["a"]["b"] == 0.8


SETTINGS = {
    "its own words are left out": ("Un terremoto ha colpito Creta", 3, 12, ("colpito", "creta"), ("colpito", "creta")),
    "what stands far off is not close": (
        "Nel porto alle prime luci di ieri mattina un terremoto ha colpito Creta", 46, 55, ("colpito", "porto"), ("colpito",)),
    "the rarest words stand for a sentence": (" ".join(f"parola{n}x" for n in range(30)) + " terremoto", 0, 0, (), ()),
}  # fmt: skip


@pytest.mark.parametrize(("quote", "start", "end", "words", "near"), SETTINGS.values(), ids=SETTINGS)
def test_the_setting_of_a_mention(known: Context, quote: str, start: int, end: int, words: tuple[str, ...], near: tuple[str, ...]) -> None:
    found, close = known.setting(mention("a:1", quote=quote, sentence_start=0, sentence_end=len(quote), start=start, end=end, lang="en"))
    assert len(found) <= SETTING
    assert set(words) <= set(found)
    assert set(close) & set(words) == set(near)
    assert set(close) <= set(found)


COMMON = {"in half of the articles": (20, 2), "in a quarter": (12, 4), "in one": (1, 0)}


@pytest.mark.parametrize(("articles", "share"), COMMON.values(), ids=COMMON)
def test_how_common_a_word_is(articles: int, share: int) -> None:
    strike = mention("a:1", lemma="strike", lang="en")
    known = Context(near={f"a{i}": {} for i in range(MANY)}, found={"strike": articles})
    assert known.common(strike) == share


def test_a_few_articles_do_not_tell_how_common_a_word_is() -> None:
    known = Context(near={f"a{i}": {} for i in range(MANY - 1)}, found={"strike": 20})
    assert known.common(mention("a:1", lemma="strike", lang="en")) is None


DOUBTS = {
    "a stated day is one": ("stated", {"a": (9, 9)}, "2025-06-02", "2025-06-02"),
    "an inferred day is as uncertain as publication": ("recent", {"a": (3, 5)}, "2025-05-30", "2025-06-07"),
    "a known publication day leaves no doubt": ("recent", {}, "2025-06-02", "2025-06-02"),
    "without any timing there are no days": ("unknown", {}, None, None),
}


@pytest.mark.parametrize(("timing", "doubt", "first", "last"), DOUBTS.values(), ids=DOUBTS)
def test_the_days_of_a_mention(timing: str, doubt: dict[str, tuple[int, int]], first: str | None, last: str | None) -> None:
    assert Context(doubt=doubt).within(mention("a:1", timing=timing)) == (day(first), day(last))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_texts(texts: list[str]) -> None:
    found = contexts([article(text, name=str(i)) for i, text in enumerate(texts)])
    assert set(found.near) <= {str(i) for i in range(len(texts))}
    for own, others in found.near.items():
        assert own not in others
        assert all(FAR <= c <= 1.001 for c in others.values())
