"""Pairs of mentions → how likely each two tell of one event: rows with what is compared, and the scores that Splink gives.

The model is Fellegi and Sunter's, with the fixed weights of `linkage.toml`. Which pairs are compared, and what they
join, is link.py's.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from splink import DuckDBAPI, Linker, block_on

from timeline.concepts import in_english, meaning, others, root
from timeline.context import Context
from timeline.language import read_toml
from timeline.lexicon import ontology
from timeline.model import Mention

LINKAGE = Path(__file__).parent / "linkage.toml"
# Characters after a trigger in which an entry of several words may end: "gunned | down".
AFTER = 30
OPENING = 300  # characters within which a text's heading and the sentence below it stand
_STOP = re.compile(r"""[.!?…]["'’”»)\]]*$""")

Model = Mapping[str, Any]

# Functions of the conditions of linkage.toml: the lists are short, and for such `list_intersect` and `list_has_any` take ten times as long.
_SHARED = """
    CREATE OR REPLACE TEMP MACRO shared(one, other) AS len(list_filter(one, lambda x: list_contains(other, x)));
    CREATE OR REPLACE TEMP MACRO any_shared(one, other) AS shared(one, other) > 0
"""

# What the conditions of linkage.toml see of a mention; `near_l` and `near_r` besides: the steps of the articles near to its own.
COLUMNS = {
    "lang": "text", "sentence": "int", "heading": "int", "type": "text", "group": "text", "roots": "texts", "concepts": "ints", "kindred": "ints", "beside": "texts", "beside_concepts": "ints", "nominal": "bool", "status": "text", "common": "int",
    "first": "int", "last": "int", "stated": "bool", "actors": "texts", "agents": "texts", "place": "text", "words": "texts", "setting": "texts", "close": "texts", "numbers": "texts", "known": "text",
}  # fmt: skip


def linkage() -> Model:
    """The model of linkage.toml."""
    return read_toml(LINKAGE)


def columns(model: Model) -> list[str]:
    """The names of a model's columns, in order."""
    return [str(c["name"]) for c in model["column"]]


def scored(base: Any, model: Model) -> None:
    """Score the pairs in the table `proposed` of a DuckDB connection, into its table `scores`: `a` < `b`, `weight`, and the bits of each column.

    `proposed` has a row for each mention with the list of the `pairs` that it is in. Pairs below the model's threshold are
    left out, unless that is None.
    """
    logging.getLogger("splink").setLevel(logging.ERROR)
    base.execute(_SHARED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Splink warns that no training took place: the weights are given
        linker = Linker(DuckDBAPI(base).register("proposed"), _settings(model), log_level=logging.ERROR)
        found: Any = linker.inference.predict(threshold_match_weight=model["threshold"]).as_duckdbpyrelation()
    ids = (f"{side}(unique_id_l, unique_id_r)::INTEGER AS {name}" for side, name in (("least", "a"), ("greatest", "b")))
    bits = (f'mw_{name}::FLOAT AS "{name}"' for name in columns(model))
    found.project(", ".join([*ids, "round(match_weight, 4) AS weight", *bits])).insert_into("scores")


def named(model: Model, bits: Mapping[str, Any]) -> list[tuple[tuple[str, str, float], ...]]:
    """For each of some pairs, given the bits of each column as arrays: the columns with the level that gave the bits, and these.

    No two levels of a column give the same.
    """
    import numpy as np

    columns = []
    for c in model["column"]:
        cells = [(str(c["name"]), str(level["name"]), float(level.get("bits", 0.0))) for level in c["levels"]]
        near = np.abs(np.asarray(bits[c["name"]])[:, None] - np.array([own for _, _, own in cells])).argmin(axis=1)
        columns.append([cells[k] for k in near.tolist()])
    return list(zip(*columns, strict=True))


def _settings(model: Model) -> dict[str, Any]:
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


def surroundings(mention: Mention, context: Context) -> dict[str, Any]:
    """What is compared of a mention and depends on other articles."""
    first, last = context.within(mention)
    setting, close = context.setting(mention)
    return {
        "first": first.toordinal() if first else None,
        "last": last.toordinal() if last else None,
        "setting": list(setting),
        "close": list(close),
        "common": context.common(mention),
    }


def row(mention: Mention, around: Mapping[str, Any]) -> dict[str, Any]:
    """What is compared of a mention, with its surroundings."""
    concepts, kindred = _meaning(mention)
    start, end = mention.start - mention.sentence_start, mention.end - mention.sentence_start
    beside = others(mention.lang, mention.quote[:start] + " " + mention.quote[end:])
    return {
        "sentence": mention.sentence_start,
        "heading": mention.sentence_end if _is_heading(mention) else None,
        "opening": mention.article if mention.sentence_start < OPENING and not mention.nominal else None,
        "lang": mention.lang,
        "type": mention.type,
        "group": ontology()[mention.type].group,
        "roots": sorted(_roots(mention)),
        "concepts": sorted(concepts),
        "kindred": sorted(kindred),
        "beside": sorted(beside),
        "beside_concepts": sorted(frozenset().union(*beside.values())),
        "nominal": mention.nominal,
        "status": mention.status,
        "stated": mention.stated,
        "actors": [a.id for a in mention.actors],
        "agents": [a.id for a in mention.actors if a.role in ("agent", "theme")],
        "place": mention.place_id,
        "words": sorted({r for w in mention.words for r in in_english(w, mention.lang)} - {*in_english(mention.lemma, mention.lang)}),
        "numbers": list(mention.numbers),
        "known": mention.known,
    } | dict(around)


def _is_heading(mention: Mention) -> bool:
    """Whether the mention stands in the heading of its text: a first sentence without a full stop."""
    return mention.sentence_start == 0 and not _STOP.search(mention.quote)


def _roots(mention: Mention) -> set[str]:
    """The roots of the mention's lemma and, where it is one word, of its form: the parser may know it for another part of speech."""
    text = mention.quote[mention.start - mention.sentence_start : mention.end - mention.sentence_start]
    return {root(word, mention.lang) for word in (mention.lemma, text) if word.isalpha()} or {root(mention.lemma, mention.lang)}


def _meaning(mention: Mention) -> tuple[frozenset[int], frozenset[int]]:
    """What the mention's trigger means; its words are read from the sentence where no blanks were taken out of that."""
    start, end = mention.start - mention.sentence_start, mention.end - mention.sentence_start
    whole = len(mention.quote) == mention.sentence_end - mention.sentence_start
    span, after = (mention.quote[start:end], mention.quote[end : end + AFTER]) if whole else ("", "")
    return meaning(mention.lang, mention.lemma, span, after)


def keys(compared: Mapping[str, Any]) -> list[str]:
    """What two mentions must share to be compared: the word or what it means, somebody or a place with the group of the type, or an article's opening."""
    who = [*compared["actors"], *([compared["place"]] if compared["place"] else [])]
    return sorted(
        {f"{compared['group']}|{w}" for w in who}
        | {
            *(f"{compared['lang']}|{r}" for r in compared["roots"]),
            *(f"={n}" for n in compared["concepts"]),
            *(f"~{n}" for n in compared["kindred"]),
            *([f"~opening {compared['opening']}"] if compared["opening"] else []),
        }
    )
