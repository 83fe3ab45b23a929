"""Mentions → scored pairs: how likely two mentions tell of one event.

The pairs are scored by Splink, a Fellegi–Sunter model with the fixed weights of `linkage.toml`; what they join is
left to cluster.py.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from splink import DuckDBAPI, Linker, block_on

from timeline.cluster import Links, Scores, cluster
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


def score(mentions: Sequence[Mention], context: Context = NOWHERE) -> Scores:
    """All pairs that blocking proposes and that reach the threshold."""
    import numpy as np

    model = read_toml(LINKAGE)
    found = compared(mentions, context, model, threshold=model["threshold"])
    first, second = np.minimum(found["first"], found["second"]), np.maximum(found["first"], found["second"])
    weight = np.round(found["weight"], 4)
    order = np.lexsort((second, first, -weight))
    bits = [(c, found[c["name"]][order]) for c in model["column"]]
    return Scores(
        first=first[order].astype(int).tolist(),
        second=second[order].astype(int).tolist(),
        weight=weight[order].tolist(),
        columns=lambda k: tuple(_named(c, float(given[k])) for c, given in bits),
    )


def _named(column: Mapping[str, Any], bits: float) -> tuple[str, str, float]:
    """The column's name with the level that gave these bits: no two levels of a column give the same."""
    level = min(column["levels"], key=lambda level: abs(level.get("bits", 0.0) - bits))
    return column["name"], level["name"], level.get("bits", 0.0)


def compared(mentions: Sequence[Mention], context: Context, model: Mapping[str, Any], *, threshold: float | None = None) -> dict[str, Any]:
    """Splink's answer over the pairs that blocking proposes, as arrays: the first and the second, the weight, and the bits of each column."""
    import duckdb
    import numpy as np

    names = {"first": "unique_id_l", "second": "unique_id_r", "weight": "match_weight"} | {
        c["name"]: f"mw_{c['name']}" for c in model["column"]
    }
    if len(mentions) < 2:
        return {name: np.zeros(0) for name in names}
    logging.getLogger("splink").setLevel(logging.ERROR)
    with duckdb.connect() as base, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink warns that no training took place: the weights are given
        base.register("telling", _table(mentions, context))
        base.register("beside", _beside(mentions, context))
        for statement in _BLOCKING.format(largest=model["largest_key"]).split(";"):
            base.execute(statement)
        linker = Linker(DuckDBAPI(base).register("proposed"), _settings(model), log_level=logging.ERROR)
        found: Any = linker.inference.predict(threshold_match_weight=threshold).as_duckdbpyrelation()
        answer = found.select(*names.values()).fetchnumpy()
    return {name: answer[column] for name, column in names.items()}


# Two mentions are compared if they share a key and their articles are near, or a day that both state (a year, for what is stated
# by month or year); or if they name one reference event.
# Splink is given the pairs themselves, as the numbers that two mentions share, for a key like "attack" alone joins far too many.
_BLOCKING = """
    CREATE TABLE term AS SELECT unique_id AS id, page, unnest(keys) AS key FROM telling;
    CREATE TABLE dated AS SELECT id, key, unnest(CASE WHEN last - first <= 7 THEN range(first, last + 1) ELSE range(-last // 366, -first // 366 + 1) END) AS day
      FROM term JOIN telling ON unique_id = id WHERE stated AND first IS NOT NULL AND last IS NOT NULL AND last - first <= 732 AND key NOT LIKE '~%';
    CREATE TABLE known_term AS SELECT unique_id AS id, known AS key FROM telling WHERE known IS NOT NULL;
    CREATE TABLE few AS SELECT key, day FROM dated GROUP BY key, day HAVING count(*) <= {largest};
    CREATE TABLE pair AS SELECT row_number() OVER (ORDER BY a, b) AS number, a, b FROM (
      SELECT least(l.id, r.id) AS a, greatest(l.id, r.id) AS b FROM beside n JOIN term l ON l.page = n.one JOIN term r ON r.page = n.other AND r.key = l.key WHERE l.id <> r.id
      UNION SELECT l.id, r.id FROM dated l JOIN few USING (key, day) JOIN dated r ON r.key = l.key AND r.day = l.day AND l.id < r.id
      UNION SELECT l.id, r.id FROM known_term l JOIN known_term r ON l.key = r.key AND l.id < r.id
    );
    CREATE TABLE proposed AS
      SELECT telling.*, coalesce(own.pairs, []) AS pairs FROM telling LEFT JOIN
        (SELECT id, list(number) AS pairs FROM (SELECT a AS id, number FROM pair UNION ALL SELECT b, number FROM pair) GROUP BY id) own ON own.id = telling.unique_id
"""  # fmt: skip


def _settings(model: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 1 / (1 + 2 ** -model["prior"]),
        "comparisons": [
            {"output_column_name": c["name"], "comparison_levels": [_comparison_level(level) for level in c["levels"]]}
            for c in model["column"]
        ],
        "blocking_rules_to_generate_predictions": [block_on("pairs", arrays_to_explode=["pairs"])],
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
    "keys": "texts",
}  # fmt: skip


def _table(mentions: Sequence[Mention], context: Context) -> Any:
    """A row for each mention, in their order."""
    pages = _pages(mentions)
    near: list[dict[int, float] | None] = [None for _ in pages]
    for article, page in pages.items():
        if context.near:
            near[page] = {pages[a]: cosine for a, cosine in context.near.get(article, {}).items() if a in pages}
    rows = (_row(i, m, pages[m.article], context) for i, m in enumerate(mentions))
    return table_of(rows, _COLUMNS, shared={"near": ("int-real", near, "page")})


def _beside(mentions: Sequence[Mention], context: Context) -> Any:
    """Which articles are compared with which: each with itself and with those near it; all with all where nothing is known of them."""
    pages = _pages(mentions)
    if not context.near:
        return table_of(({"one": i, "other": j} for i in pages.values() for j in pages.values() if i <= j), {"one": "int", "other": "int"})
    own = ({"one": i, "other": i} for i in pages.values())
    others = ({"one": pages[a], "other": pages[b]} for a in pages for b in context.near.get(a, {}) if b in pages)
    return table_of(chain(own, others), {"one": "int", "other": "int"})


def _pages(mentions: Sequence[Mention]) -> dict[str, int]:
    return {article: n for n, article in enumerate(dict.fromkeys(m.article for m in mentions))}


def _row(i: int, mention: Mention, page: int, context: Context) -> dict[str, Any]:
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
    )
