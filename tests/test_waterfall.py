"""The picture of a pair's weight: every column that says something is a step, and the steps come to the weight."""

from __future__ import annotations

import pytest
from defusedxml.ElementTree import fromstring

from timeline.explain import PairReason
from timeline.render.waterfall import MOST, _steps, waterfall

COLUMNS = (("word", "same", 2.2), ("days", "both unknown", 0.0), ("actors", "none shared", -0.7))
PAIR = PairReason(first="a:1", second="b:<2>", weight=-1.6, columns=COLUMNS)


def test_the_steps_lead_from_the_prior_to_the_weight() -> None:
    prior, word, actors, weight = _steps(0, PAIR)
    assert [s["step"] for s in (prior, word, actors, weight)] == ["prior", "word: same", "actors: none shared", "weight"]
    assert prior["start"] == 0
    assert (prior["end"], word["end"]) == (word["start"], actors["start"])
    assert weight["end"] == actors["end"] == pytest.approx(PAIR.weight)
    assert [s["kind"] for s in (prior, word, actors, weight)] == ["against", "for", "against", "weight"]


def test_the_picture_is_svg_and_holds_its_texts() -> None:
    svg = waterfall([PAIR])
    texts = [t.text for t in fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert {"word: same", "+2.2", "1. a:1 – b:<2>"} <= set(texts)
    assert not any("both unknown" in (t or "") for t in texts)


def test_only_the_surest_pairs_are_drawn() -> None:
    svg = waterfall([PAIR] * (MOST + 3))
    assert f"{MOST}. a:1" in svg
    assert f"{MOST + 1}. a:1" not in svg
