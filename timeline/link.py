"""Mentions → scored pairs → clusters: which mentions tell of one event.

The pairs are scored by Splink, a Fellegi–Sunter model with the fixed weights of `linkage.toml`; the clusters are
joined from the surest pair down, and a veto keeps apart what one event cannot be: connected components would chain
ten daily strikes into one of ten days.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from splink import DuckDBAPI, Linker, block_on

from timeline.language import read_toml
from timeline.lexicon import ontology
from timeline.model import Mention
from timeline.tables import table_of

LINKAGE = Path(__file__).parent / "linkage.toml"
# Two mentions of one durative event may state days this much further apart than the type lasts.
SLACK = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two mentions by index, the weight in bits for their being one event, and what each column gave: (name, level, bits)."""

    first: int
    second: int
    weight: float
    columns: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A pair that was sure enough, and why it was not joined."""

    pair: Pair
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The clusters, each a sorted tuple of mention indexes, in order of their first; the pairs that made them; the vetoes."""

    clusters: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...] = ()
    vetoes: tuple[Veto, ...] = ()


def link(mentions: Sequence[Mention]) -> Links:
    """The clusters of coreferent mentions."""
    return cluster(mentions, score(mentions))


# ---------------------------------------------------------------- pairs


def score(mentions: Sequence[Mention]) -> list[Pair]:
    """All pairs that blocking proposes and that reach the threshold, the surest first."""
    keys = _keys(mentions)
    if not any(keys) or len(mentions) < 2:
        return []
    model = read_toml(LINKAGE)
    rows = [_row(i, m, keys[i]) for i, m in enumerate(mentions)]
    logging.getLogger("splink").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink warns that no training took place: the weights are given
        api = DuckDBAPI()
        frame = api.register(table_of(rows, _COLUMNS))
        linker = Linker(frame, _settings(model), log_level=logging.ERROR)
        found = linker.inference.predict(threshold_match_weight=model["threshold"]).as_record_list()
    return sorted((_pair(record, model) for record in found), key=lambda p: (-p.weight, p.first, p.second))


def _pair(record: Mapping[str, Any], model: Mapping[str, Any]) -> Pair:
    columns = []
    for column in model["column"]:
        level = _level(column["levels"], float(record[f"mw_{column['name']}"]))
        columns.append((column["name"], level["name"], _bits(level)))
    first, second = sorted((int(record["unique_id_l"]), int(record["unique_id_r"])))
    return Pair(first=first, second=second, weight=round(float(record["match_weight"]), 4), columns=tuple(columns))


def _level(levels: Sequence[Mapping[str, Any]], bits: float) -> Mapping[str, Any]:
    """The level that gave a column its weight."""
    return min(levels, key=lambda level: abs(_bits(level) - bits))


def _bits(level: Mapping[str, Any]) -> float:
    return 0.0 if level.get("null") else round(math.log2(level["m"] / level["u"]), 4)


def _settings(model: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": model["prior"],
        "comparisons": [
            {"output_column_name": c["name"], "comparison_levels": [_comparison_level(level) for level in c["levels"]]} for c in model["column"]
        ],
        "blocking_rules_to_generate_predictions": [block_on("keys", arrays_to_explode=["keys"])],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _comparison_level(level: Mapping[str, Any]) -> dict[str, Any]:
    base = {"label_for_charts": level["name"], "sql_condition": level.get("sql", "ELSE")}
    if level.get("null"):
        return base | {"is_null_level": True}
    return base | {"m_probability": level["m"], "u_probability": level["u"]}


# The columns that linkage.toml's conditions see.
_COLUMNS = {
    "unique_id": "int", "lang": "text", "type": "text", "group": "text", "lemma": "text", "first": "int", "last": "int", "stated": "bool",
    "actors": "texts", "place": "text", "words": "texts", "numbers": "texts", "keys": "texts",
}  # fmt: skip


def _row(i: int, mention: Mention, keys: Sequence[str]) -> dict[str, Any]:
    return {
        "unique_id": i,
        "lang": mention.lang,
        "type": mention.type,
        "group": ontology()[mention.type].group,
        "lemma": mention.lemma,
        "first": mention.earliest.toordinal() if mention.earliest else None,
        "last": mention.latest.toordinal() if mention.latest else None,
        "stated": mention.stated,
        "actors": [a.id for a in mention.actors],
        "place": mention.place_id,
        "words": list(mention.words),
        "numbers": list(mention.numbers),
        "keys": list(keys),
    }


def _keys(mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """What two mentions must share to be compared: an actor or a place with the group of the type, or the lemma."""
    keys = [_keys_of(m) for m in mentions]
    size: dict[str, int] = defaultdict(int)
    for own in keys:
        for key in own:
            size[key] += 1
    largest = read_toml(LINKAGE)["largest_key"]
    return [tuple(k for k in own if size[k] <= largest) for own in keys]


def _keys_of(mention: Mention) -> tuple[str, ...]:
    group = ontology()[mention.type].group
    who = [a.id for a in mention.actors] + ([mention.place_id] if mention.place_id else [])
    return tuple(sorted({f"{group}|{w}" for w in who} | {f"{mention.lang}|{mention.lemma}"}))


# ---------------------------------------------------------------- clusters


@dataclass(slots=True)
class _Cluster:
    """A growing cluster: its members and what its texts have committed it to."""

    members: list[int]
    first: dt.date | None
    last: dt.date | None
    stated: bool
    days: int
    ordinals: frozenset[int]
    denied: bool
    asserted: bool


def cluster(mentions: Sequence[Mention], pairs: Iterable[Pair]) -> Links:
    """Clusters by joining the surest pair first, unless a veto speaks against it."""
    of = {i: _single(i, m) for i, m in enumerate(mentions)}
    used: list[Pair] = []
    vetoes: list[Veto] = []
    for pair in pairs:
        a, b = of[pair.first], of[pair.second]
        if a is b:
            used.append(pair)
            continue
        if reason := _veto(a, b):
            vetoes.append(Veto(pair=pair, reason=reason))
            continue
        joined = _joined(a, b)
        of.update(dict.fromkeys(joined.members, joined))
        used.append(pair)
    clusters = sorted({tuple(sorted(c.members)) for c in of.values()})
    return Links(clusters=tuple(clusters), pairs=tuple(used), vetoes=tuple(vetoes))


def _single(i: int, m: Mention) -> _Cluster:
    denied = m.status == "denied"
    ordinals = frozenset([m.ordinal] if m.ordinal else [])
    return _Cluster([i], m.earliest, m.latest, m.stated, ontology()[m.type].days, ordinals, denied, m.status in ("occurred", "ongoing"))


def _veto(a: _Cluster, b: _Cluster) -> str | None:
    """Why two clusters cannot be one event."""
    if a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        return "different ordinals"
    if a.denied and b.asserted and not b.denied or b.denied and a.asserted and not a.denied:
        return "asserted against denied"
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return None
    gap = (max(a.first, b.first) - min(a.last, b.last)).days
    if a.stated and b.stated and gap > max(a.days, b.days) - 1:
        return "different stated days"
    if gap > max(a.days, b.days) - 1 + SLACK:
        return "days too far apart"
    return None


def _joined(a: _Cluster, b: _Cluster) -> _Cluster:
    """The two as one: stated days bind, and the narrower range of overlapping ones."""
    first, last, stated = _range(a, b)
    return _Cluster([*a.members, *b.members], first, last, stated, max(a.days, b.days), a.ordinals | b.ordinals, a.denied or b.denied, a.asserted or b.asserted)


def _range(a: _Cluster, b: _Cluster) -> tuple[dt.date | None, dt.date | None, bool]:
    if a.first is None or a.last is None or (b.stated and not a.stated and b.first is not None):
        return b.first, b.last, b.stated
    if b.first is None or b.last is None or (a.stated and not b.stated):
        return a.first, a.last, a.stated
    first, last = max(a.first, b.first), min(a.last, b.last)
    if first > last:  # a durative event told of on two of its days
        first, last = min(a.first, b.first), max(a.last, b.last)
    return first, last, a.stated or b.stated

