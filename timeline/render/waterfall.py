"""Why mentions are one event, drawn: for each pair the bits of every column, one step on the other, from the prior to the weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt
import vl_convert

from timeline.explain import PairReason

MOST = 8  # pairs drawn, the surest
COLOURS = {"for": "#2a7f62", "against": "#b3443c", "weight": "#4a5568"}
STEP = 18  # pixels a column takes


def waterfall(pairs: Sequence[PairReason]) -> str:
    """An SVG of the surest pairs, one below the other; the pairs come surest first."""
    rows = [row for n, pair in enumerate(pairs[:MOST]) for row in _steps(n, pair)]
    bars = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=alt.X("start:Q", title="bits"),
            x2="end:Q",
            y=alt.Y("step:N", sort=None, title=None, axis=alt.Axis(labelLimit=260)),
            color=alt.Color("kind:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=None),
        )
    )
    labels = alt.Chart().mark_text(align="left", dx=3, fontSize=9).encode(x="right:Q", y=alt.Y("step:N", sort=None), text="text:N")
    chart = (
        alt.layer(bars, labels, data=alt.InlineData(values=rows))
        .properties(width=420, height=alt.Step(STEP))
        .facet(
            row=alt.Row(
                "pair:N", sort=None, title=None, header=alt.Header(labelAngle=0, labelAnchor="start", labelAlign="left", labelOrient="top")
            )
        )
        .resolve_scale(y="independent")
    )
    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


def _steps(number: int, pair: PairReason) -> Iterator[dict[str, Any]]:
    """The bars of one pair: the prior, each column that says something, and what they come to."""
    title = f"{number + 1}. {pair.first} – {pair.second}" + (f" (kept apart: {pair.veto})" if pair.veto else "")
    prior = pair.weight - sum(bits for _, _, bits in pair.columns)
    total = 0.0
    for step, bits in (("prior", prior), *((f"{column}: {level}", bits) for column, level, bits in pair.columns if bits)):
        yield _bar(title, step, total, total + bits, "for" if bits > 0 else "against", f"{bits:+.1f}")
        total += bits
    yield _bar(title, "weight", 0.0, total, "weight", f"{total:.1f}")


def _bar(pair: str, step: str, start: float, end: float, kind: str, text: str) -> dict[str, Any]:
    return {
        "pair": pair,
        "step": step,
        "start": round(start, 4),
        "end": round(end, 4),
        "right": round(max(start, end), 4),
        "kind": kind,
        "text": text,
    }
