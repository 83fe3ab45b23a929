"""Mentions → scored pairs: how likely two mentions tell of one event.

The pairs are scored by Splink, a Fellegi–Sunter model with the fixed weights of `linkage.toml`; what they join is
left to cluster.py.
"""

from __future__ import annotations

import logging
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from splink import DuckDBAPI, Linker, block_on

from timeline.cluster import Links, Pair, cluster
from timeline.concepts import in_english, meaning, root
from timeline.context import NOWHERE, Context
from timeline.language import read_toml
from timeline.lexicon import ontology
from timeline.model import Mention
from timeline.tables import table_of

LINKAGE = Path(__file__).parent / "linkage.toml"
# Characters after a trigger in which an entry of several words may end: "gunned | down".
AFTER = 30


def link(mentions: Sequence[Mention], context: Context = NOWHERE) -> Links:
    """The clusters of coreferent mentions; `context` says what their articles are about."""
    return cluster(mentions, score(mentions, context))


def score(mentions: Sequence[Mention], context: Context = NOWHERE) -> list[Pair]:
    """All pairs that blocking proposes and that reach the threshold, the surest first."""
    model = read_toml(LINKAGE)
    found = compared(mentions, context, model, threshold=model["threshold"])
    named = [[_named(c, bits) for bits in found[c["name"]]] for c in model["column"]]
    pairs = [
        Pair(first=min(ids), second=max(ids), weight=round(weight, 4), columns=columns)
        for *ids, weight, columns in zip(found["first"], found["second"], found["weight"], zip(*named, strict=True), strict=True)
    ]
    return sorted(pairs, key=lambda p: (-p.weight, p.first, p.second))


def _named(column: Mapping[str, Any], bits: float) -> tuple[str, str, float]:
    """The column's name with the level that gave these bits: no two levels of a column give the same."""
    level = min(column["levels"], key=lambda level: abs(level.get("bits", 0.0) - bits))
    return column["name"], level["name"], level.get("bits", 0.0)


def compared(
    mentions: Sequence[Mention], context: Context, model: Mapping[str, Any], *, threshold: float | None = None
) -> dict[str, list[Any]]:
    """Splink's answer over the pairs that blocking proposes, by column: the first and the second, the weight, and the bits of each column."""
    rows = _rows(mentions, context, model["largest_key"])
    if not any(row["keys"] for row in rows) or len(rows) < 2:
        return defaultdict(list)
    logging.getLogger("splink").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink warns that no training took place: the weights are given
        frame = DuckDBAPI().register(table_of(rows, _COLUMNS))
        linker = Linker(frame, _settings(model), log_level=logging.ERROR)
        found: Any = linker.inference.predict(threshold_match_weight=threshold).as_duckdbpyrelation()
    names = {"first": "unique_id_l", "second": "unique_id_r", "weight": "match_weight"} | {
        c["name"]: f"mw_{c['name']}" for c in model["column"]
    }
    answer = found.fetchnumpy()
    return {name: answer[column].tolist() for name, column in names.items()}


def _settings(model: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 1 / (1 + 2 ** -model["prior"]),
        "comparisons": [
            {"output_column_name": c["name"], "comparison_levels": [_comparison_level(level) for level in c["levels"]]}
            for c in model["column"]
        ],
        "blocking_rules_to_generate_predictions": [block_on("keys", arrays_to_explode=["keys"])],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _comparison_level(level: Mapping[str, Any]) -> dict[str, Any]:
    """A level as Splink takes it: the bits are what counts, so m and u are any two chances of that ratio."""
    base = {"label_for_charts": level["name"], "sql_condition": level.get("sql", "ELSE")}
    if level.get("null"):
        return base | {"is_null_level": True}
    return base | {"m_probability": 0.5 * 2 ** min(0.0, level["bits"]), "u_probability": 0.5 * 2 ** -max(0.0, level["bits"])}


# ---------------------------------------------------------------- rows

# The columns that linkage.toml's conditions see.
_COLUMNS = {
    "unique_id": "int", "page": "int", "sentence": "int", "lang": "text", "type": "text", "group": "text", "root": "text", "concepts": "ints", "kindred": "ints",
    "first": "int", "last": "int", "stated": "bool", "actors": "texts", "agents": "texts", "place": "text", "words": "texts", "setting": "texts", "numbers": "texts", "known": "text",
    "near": "int-real", "keys": "texts",
}  # fmt: skip


def _rows(mentions: Sequence[Mention], context: Context, largest: int) -> list[dict[str, Any]]:
    """A row for each mention, in their order, with the keys that are small enough to say something."""
    pages = {article: n for n, article in enumerate(dict.fromkeys(m.article for m in mentions))}
    near = {article: {pages[a]: c for a, c in context.near.get(article, {}).items() if a in pages} for article in pages}
    rows = [_row(i, m, pages[m.article], near[m.article] if context.near else None, context) for i, m in enumerate(mentions)]
    size: dict[str, int] = defaultdict(int)
    for row in rows:
        for key in row["keys"]:
            size[key] += 1
    return [row | {"keys": [k for k in row["keys"] if size[k] <= largest]} for row in rows]


def _row(i: int, mention: Mention, page: int, near: Mapping[int, float] | None, context: Context) -> dict[str, Any]:
    concepts, kindred = _meaning(mention)
    first, last = context.within(mention)
    row = {
        "unique_id": i,
        "page": page,
        "sentence": mention.sentence_start,
        "lang": mention.lang,
        "type": mention.type,
        "group": ontology()[mention.type].group,
        "root": root(mention.lemma, mention.lang),
        "concepts": sorted(concepts),
        "kindred": sorted(kindred),
        "first": first.toordinal() if first else None,
        "last": last.toordinal() if last else None,
        "stated": mention.stated,
        "actors": [a.id for a in mention.actors],
        "agents": [a.id for a in mention.actors if a.role == "agent"],
        "place": mention.place_id,
        "words": sorted({r for w in mention.words for r in in_english(w, mention.lang)} - {*in_english(mention.lemma, mention.lang)}),
        "setting": list(context.setting(mention)),
        "numbers": list(mention.numbers),
        "known": mention.known,
        "near": near,
    }
    return row | {"keys": _keys(row)}


def _meaning(mention: Mention) -> tuple[frozenset[int], frozenset[int]]:
    """What the mention's trigger means; its words are read from the sentence where no blanks were taken out of that."""
    start, end = mention.start - mention.sentence_start, mention.end - mention.sentence_start
    whole = len(mention.quote) == mention.sentence_end - mention.sentence_start
    span, after = (mention.quote[start:end], mention.quote[end : end + AFTER]) if whole else ("", "")
    return meaning(mention.lang, mention.lemma, span, after)


def _keys(row: Mapping[str, Any]) -> list[str]:
    """What two mentions must share to be compared: the word or what it means, or somebody or a place with the group of the type."""
    who = [*row["actors"], *([row["place"]] if row["place"] else [])]
    return sorted(
        {f"{row['group']}|{w}" for w in who}
        | {f"{row['lang']}|{row['root']}", *(f"={n}" for n in row["concepts"]), *(f"~{n}" for n in row["kindred"])}
        | ({row["known"]} if row["known"] else set())
    )
