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
from timeline.lexicon import ontology, stem
from timeline.model import Mention
from timeline.period import add_days
from timeline.tables import table_of

LINKAGE = Path(__file__).parent / "linkage.toml"
# Two mentions of one durative event may state days this much further apart than the type lasts.
SLACK = 1
# Days within which a plan without a date is taken to be carried out, if it is the same event at all.
PLAN = 30
# Bits from which a mention without a day may be the dated event of another article.
SURE = 5.0


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


def link(mentions: Sequence[Mention], contexts: Mapping[str, Sequence[float]] | None = None) -> Links:
    """The clusters of coreferent mentions; `contexts` are the vectors of their articles (context.py), by id."""
    return cluster(mentions, score(mentions, contexts))


# ---------------------------------------------------------------- pairs


def score(mentions: Sequence[Mention], contexts: Mapping[str, Sequence[float]] | None = None) -> list[Pair]:
    """All pairs that blocking proposes and that reach the threshold, the surest first."""
    keys = _keys(mentions)
    if not any(keys) or len(mentions) < 2:
        return []
    model = read_toml(LINKAGE)
    rows = [_row(i, m, keys[i]) | {"context": (contexts or {}).get(m.article)} for i, m in enumerate(mentions)]
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
            {"output_column_name": c["name"], "comparison_levels": [_comparison_level(level) for level in c["levels"]]}
            for c in model["column"]
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
    "unique_id": "int", "article": "text", "lang": "text", "type": "text", "group": "text", "lemma": "text", "first": "int", "last": "int", "stated": "bool",
    "actors": "texts", "place": "text", "words": "texts", "numbers": "texts", "known": "text", "context": "reals", "keys": "texts",
}  # fmt: skip


def _row(i: int, mention: Mention, keys: Sequence[str]) -> dict[str, Any]:
    return {
        "unique_id": i,
        "article": mention.article,
        "lang": mention.lang,
        "type": mention.type,
        "group": ontology()[mention.type].group,
        "lemma": stem(mention.lemma),
        "first": mention.earliest.toordinal() if mention.earliest and mention.latest else None,
        "last": mention.latest.toordinal() if mention.earliest and mention.latest else None,
        "stated": mention.stated,
        "actors": [a.id for a in mention.actors],
        "place": mention.place_id,
        "words": list(mention.words),
        "numbers": list(mention.numbers),
        "known": mention.known,
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
    return tuple(
        sorted({f"{group}|{w}" for w in who} | {f"{mention.lang}|{stem(mention.lemma)}"} | ({mention.known} if mention.known else set()))
    )


# ---------------------------------------------------------------- clusters


@dataclass(slots=True)
class _Span:
    """What days some ranges leave: they all touch one stretch of days if, and only if, it is as long as `gap` days and one."""

    first: dt.date | None = None  # the latest of the ranges' first days
    last: dt.date | None = None  # the earliest of their last days

    def joined(self, other: _Span) -> _Span:
        firsts, lasts = [d for d in (self.first, other.first) if d], [d for d in (self.last, other.last) if d]
        return _Span(max(firsts, default=None), min(lasts, default=None))

    @property
    def gap(self) -> int:
        return (self.first - self.last).days if self.first and self.last else 0


@dataclass(slots=True)
class _Cluster:
    """A growing cluster: its members and what its texts have committed it to."""

    members: list[int]
    stated: _Span
    bounds: _Span  # of the inferred days too
    days: int
    ordinals: frozenset[int]
    denied: bool
    asserted: bool
    speakers: frozenset[str] | None  # of an act of speech; None for any other event
    told: frozenset[tuple[str, int, str]]  # the article, sentence and type of each telling
    where: frozenset[tuple[str, str]]  # the article and place of each telling that has a place
    again: frozenset[str]  # the articles that tell of it as of another one: "a new round"


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
        if reason := _veto(a, b) or _undated(mentions, pair):
            vetoes.append(Veto(pair=pair, reason=reason))
            continue
        joined = _joined(a, b)
        of.update(dict.fromkeys(joined.members, joined))
        used.append(pair)
    clusters = sorted({tuple(sorted(c.members)) for c in of.values()})
    return Links(clusters=tuple(clusters), pairs=tuple(used), vetoes=tuple(vetoes))


def _single(i: int, m: Mention) -> _Cluster:
    kind = ontology()[m.type]
    last = add_days(m.earliest, PLAN) if m.earliest and m.timing == "coming" else m.latest
    return _Cluster(
        members=[i],
        stated=_Span(m.earliest, m.latest) if m.stated else _Span(),
        bounds=_Span(m.earliest, last),
        days=kind.days,
        ordinals=frozenset([m.ordinal] if m.ordinal else []),
        denied=m.status == "denied",
        asserted=m.status in ("occurred", "ongoing"),
        speakers=frozenset(a.id for a in m.actors if a.role == "agent") if kind.group == "speech" else None,
        told=frozenset([(m.article, m.sentence_start, m.type)]),
        where=frozenset([(m.article, m.place_id)] if m.place_id else []),
        again=frozenset([m.article] if m.instance else []),
    )


def _undated(mentions: Sequence[Mention], pair: Pair) -> str | None:
    """Why a mention without a day is not the dated event of another article, unless much speaks for it.

    "La Russia ha intensificato i suoi attacchi" is no one attack.
    """
    a, b = mentions[pair.first], mentions[pair.second]
    one_dated = (a.earliest is None or a.latest is None) != (b.earliest is None or b.latest is None)
    return "no day to go by" if one_dated and a.article != b.article and pair.weight < SURE else None


def _veto(a: _Cluster, b: _Cluster) -> str | None:
    """Why two clusters cannot be one event."""
    if a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        return "different ordinals"
    if (a.denied and b.asserted and not b.denied) or (b.denied and a.asserted and not a.denied):
        return "asserted against denied"
    if a.speakers is not None and b.speakers is not None and not a.speakers & b.speakers:
        return "different speakers"
    if any(x[:2] == y[:2] and x[2] != y[2] for x in a.told for y in b.told):
        return "told side by side"  # "ha detto che spera di parlare": the saying is not the talk
    if any(x[0] == y[0] and x[1] != y[1] for x in a.where for y in b.where):
        return "different places in one article"
    if a.again & {x[0] for x in b.told} or b.again & {x[0] for x in a.told}:
        return "told as another one"
    days = max(a.days, b.days)
    if a.stated.joined(b.stated).gap > days - 1:
        return "different stated days"
    if a.bounds.joined(b.bounds).gap > days - 1 + SLACK:
        return "days too far apart"
    return None


def _joined(a: _Cluster, b: _Cluster) -> _Cluster:
    return _Cluster(
        members=[*a.members, *b.members],
        stated=a.stated.joined(b.stated),
        bounds=a.bounds.joined(b.bounds),
        days=max(a.days, b.days),
        ordinals=a.ordinals | b.ordinals,
        denied=a.denied or b.denied,
        asserted=a.asserted or b.asserted,
        speakers=a.speakers & b.speakers if a.speakers is not None and b.speakers is not None else None,
        told=a.told | b.told,
        where=a.where | b.where,
        again=a.again | b.again,
    )
