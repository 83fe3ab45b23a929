"""Fit the bits of timeline/linkage.toml on the dev sets of ../shared/bench/dev/linking, by logistic regression.

    fit_linkage.py [--folds 5] [--meantime 2] [--write] [--shared ../shared]

Two mentions that blocking proposes are one event or they are not; the bits of a level are its coefficient. Levels that
the file marks "by hand" are held where they are, and so are those that fewer than SEEN pairs show; those marked "capped
by hand" are fitted and printed, for the file to differ from. Printed are the bits, and the figures of the whole, vetoes
included, as the file stands and, over folds of the topics of ECB+, on topics that the fit has not seen. --write puts
the bits into the file.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import hashlib
import importlib.util
import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from timeline import knowledge, link, pipeline
from timeline.cluster import Scores, cluster
from timeline.given import Span, given_reading
from timeline.language import read_toml
from timeline.model import Article
from timeline.pairs import LINKAGE
from timeline.parse import parser_named

ROOT = Path(__file__).resolve().parent.parent
SEEN = 15  # pairs below which a level keeps what was set by hand
RIDGE = 1.0
JOIN = 0.5  # bits added to the prior: whole clusters need a little more than single pairs
Bits = dict[tuple[str, str], float]  # by column and level; the prior under ("prior", "")


class Set:
    """A dev set with its mentions read, dated and compared once; `levels` names the level of each column for each pair."""

    def __init__(self, path: Path, model: Mapping[str, Any]) -> None:
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        facts, readings = knowledge.load(()), {}
        for lang in sorted({d["lang"] for d in documents}):
            part = [d for d in documents if d["lang"] == lang]
            for d, parse in zip(part, parser_named().parse((d["text"] for d in part), lang), strict=True):
                readings[d["id"]] = given_reading(
                    _article(d), parse, [Span(id=m["id"], start=m["start"], end=m["end"]) for m in d["mentions"]], facts
                )
        ordered = [readings[d["id"]] for d in documents]
        _, _, self.mentions, _, context = pipeline.linked(ordered, today=dt.date(2026, 11, 21))
        self.gold = [(d, m["cluster"]) for d in documents for m in d["mentions"]]
        numbered = copy.deepcopy(dict(model))
        for column in numbered["column"]:
            for k, level in enumerate(column["levels"], 1):
                level["bits"] = float(k)  # so that the bits that come back name the level; 0 is a null level
        found = link.compared(self.mentions, context, numbered)
        self.first, self.second = found["first"], found["second"]
        self.levels = np.stack([np.rint(found[c["name"]]).astype(int) for c in numbered["column"]], axis=1)
        self.same = np.array([self.gold[i][1] == self.gold[j][1] for i, j in zip(self.first, self.second, strict=True)])

    def figures(self, weights: np.ndarray, floor: float, scorer: Any) -> str:
        """The figures of the clusters that pairs of these weights make."""
        kept = np.flatnonzero(weights >= floor)
        low, high, rounded = (
            np.minimum(self.first, self.second)[kept],
            np.maximum(self.first, self.second)[kept],
            np.round(weights[kept], 4),
        )
        order = np.lexsort((high, low, -rounded))
        links = cluster(self.mentions, Scores(first=low[order].tolist(), second=high[order].tolist(), weight=rounded[order].tolist()))
        key = {(d["id"], i): gold for i, (d, gold) in enumerate(self.gold)}
        response = {(self.gold[i][0]["id"], i): str(name) for name, members in enumerate(links.clusters) for i in members}
        meta = {d["id"]: {"lang": d["lang"], "par": d["id"]} for d, _ in self.gold}
        score = scorer.score(scorer.Clusters(key), scorer.Clusters(response), meta)
        pairs_f1 = score["pairwise"]["cross_doc"]["f1"]
        return f"CoNLL {100 * score['with_singletons']['conll_f1']:.1f}, cross-document pairs {100 * pairs_f1:.1f}"


def _article(d: Mapping[str, Any]) -> Article:
    sha256 = hashlib.sha256(d["text"].encode()).hexdigest()
    given = dt.date.fromisoformat(d["published"]) if d.get("published") else None
    return Article(id=d["id"], source=d["id"], title=None, lang=d["lang"], text=d["text"], sha256=sha256, given=given)


# ---------------------------------------------------------------- the regression


class Fit:
    """The logistic regression of one model's levels."""

    def __init__(self, model: Mapping[str, Any], hand: set[tuple[str, str]]) -> None:
        self.hand = hand
        self.names = [(c["name"], level["name"]) for c in model["column"] for level in c["levels"] if not level.get("null")]
        self.given = np.array([level["bits"] for c in model["column"] for level in c["levels"] if not level.get("null")]) * math.log(2)
        at = {name: n for n, name in enumerate(self.names)}
        nothing = len(self.names)
        self.index = [[nothing, *(at.get((c["name"], level["name"]), nothing) for level in c["levels"])] for c in model["column"]]

    def places(self, levels: np.ndarray) -> np.ndarray:
        """For each pair and column, the place of its level among the coefficients; a null level has the last, which is zero."""
        return np.stack([np.array(index)[levels[:, c]] for c, index in enumerate(self.index)], axis=1)

    def bits(self, places: np.ndarray, same: np.ndarray, weight: np.ndarray) -> Bits:
        size = len(self.names)
        seen = np.bincount(places.ravel(), minlength=size + 1)[:size]
        held = np.array([name in self.hand for name in self.names]) | (seen < SEEN)

        def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
            chance = 1 / (1 + np.exp(-(b[-1] + np.append(np.where(held, self.given, b[:-1]), 0)[places].sum(axis=1))))
            error = (chance - same) * weight
            slope = np.bincount(places.ravel(), np.repeat(error, places.shape[1]), minlength=size + 1)[:size] + RIDGE * b[:-1]
            likely = np.where(same, chance, 1 - chance)
            return float(-(weight * np.log(likely + 1e-12)).sum() + RIDGE * (b[:-1] ** 2).sum() / 2), np.append(
                np.where(held, 0, slope), error.sum()
            )

        b = minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x / math.log(2)
        found = dict(zip(self.names, np.where(held, self.given / math.log(2), b[:-1]).tolist(), strict=True))
        return found | {("prior", ""): float(b[-1]) + JOIN}

    def weights(self, bits: Bits, places: np.ndarray) -> np.ndarray:
        values = np.array([*(bits[name] for name in self.names), 0.0])
        return bits["prior", ""] + values[places].sum(axis=1)


def marked(mark: str) -> set[tuple[str, str]]:
    """The levels whose lines in the file carry a comment."""
    found, column = set(), ""
    for line in LINKAGE.read_text(encoding="utf-8").splitlines():
        if name := re.match(r'name = "(\w+)"', line):
            column = name[1]
        if (level := re.match(r'  \{ name = "([^"]+)"', line)) and line.endswith(f"# {mark}"):
            found.add((column, level[1]))
    return found


def told_apart(bits: Bits) -> Bits:
    """The bits to two decimals, no two levels of a column with the same and none with zero: that is how link.py knows a level."""
    used: set[tuple[str, float]] = set()
    for key, value in bits.items():
        value = round(value, 2)
        while value == 0 or (key[0], value) in used:
            value = round(value - 0.01, 2)
        used.add((key[0], value))
        bits = bits | {key: value}
    return bits


def write(bits: Bits) -> None:
    """Put the bits into the file, but for what is set by hand."""
    kept, column, lines = marked("by hand") | marked("capped by hand"), "", []
    for line in LINKAGE.read_text(encoding="utf-8").splitlines():
        if name := re.match(r'name = "(\w+)"', line):
            column = name[1]
        level = re.match(r'  \{ name = "([^"]+)"', line)
        if level and (key := (column, level[1])) in bits and key not in kept:
            line = re.sub(r"bits = [-\d.]+", f"bits = {bits[key]:.2f}", line)
        lines.append(re.sub(r"^prior = [-\d.]+", f"prior = {bits['prior', '']:.2f}", line))
    LINKAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _as_filed(model: Mapping[str, Any]) -> Bits:
    bits = {(c["name"], level["name"]): level["bits"] for c in model["column"] for level in c["levels"] if not level.get("null")}
    return bits | {("prior", ""): model["prior"]}


def _unseen(dev: Set, fit: Fit, folds: int, other: tuple[np.ndarray, np.ndarray, np.ndarray], capped: Bits) -> np.ndarray:
    """The weights of a set's pairs, each from a fit without the topics of its fold."""
    topics = sorted({d["topic"] for d, _ in dev.gold})
    fold = np.array([topics.index(d["topic"]) % folds for d, _ in dev.gold])
    places, weights = fit.places(dev.levels), np.zeros(len(dev.first))
    for k in range(folds):
        train = (fold[dev.first] != k) & (fold[dev.second] != k)
        parts = [(places[train], dev.same[train], np.ones(int(train.sum()))), other]
        bits = fit.bits(*(np.concatenate(column) for column in zip(*parts, strict=True)))
        test = fold[dev.first] == k
        weights[test] = fit.weights(bits | capped, places[test])
    return weights


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_linking", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--meantime", type=float, default=2.0, help="what a pair of MEANTIME counts, one of ECB+ being 1")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    bench = args.shared / "bench"
    if not (bench / "dev" / "linking").is_dir():
        print(f"no dev sets: {bench / 'dev' / 'linking'} is not here; nothing was fitted")
        return
    model, scorer = read_toml(LINKAGE), _scorer(bench / "score_linking.py")
    ecb, meantime = (Set(bench / "dev" / "linking" / f"{name}.jsonl", model) for name in ("ecbplus", "meantime"))
    fit = Fit(model, marked("by hand"))
    other = (fit.places(meantime.levels), meantime.same, np.full(len(meantime.same), args.meantime))
    own = (fit.places(ecb.levels), ecb.same, np.ones(len(ecb.same)))
    bits = fit.bits(*(np.concatenate(parts) for parts in zip(own, other, strict=True)))
    capped = {key: value for key, value in _as_filed(model).items() if key in marked("capped by hand")}
    for (column, level), value in bits.items():
        print(f"{column:10} {level:34} {value:6.2f}" + (f"  capped to {capped[column, level]}" if (column, level) in capped else ""))
    floor = model["threshold"]
    for name, dev, places in (("ECB+", ecb, own[0]), ("MEANTIME", meantime, other[0])):
        print(f"{name} fitted on all: {dev.figures(fit.weights(bits | capped, places), floor, scorer)}")
    print(f"ECB+ topics not seen: {ecb.figures(_unseen(ecb, fit, args.folds, other, capped), floor, scorer)}")
    if args.write:
        write(told_apart(bits))


if __name__ == "__main__":
    main()
