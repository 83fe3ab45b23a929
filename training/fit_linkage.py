"""Fit the weights of timeline/linkage.toml on the dev sets of ../shared/bench/dev/linking, by coordinate ascent.

    fit_linkage.py [--seconds 600] [--shared ../shared]

Prints each step that helps and, at the end, the m of every level, to be put into the file with its reason. What is
raised is the F1 of cross-document pairs and of B3 over ECB+ and MEANTIME, the mentions given and no topic known.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import hashlib
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from timeline import knowledge, link, pipeline
from timeline.context import contexts
from timeline.given import Span, given_reading
from timeline.language import read_toml
from timeline.model import Article, Mention
from timeline.parse import parser_named

ROOT = Path(__file__).resolve().parent.parent
FACTORS = (0.5, 0.7, 1.5, 2.2)  # of one level's m, or of the prior
GAIN = 0.02  # points below which a step is noise
Item = tuple[str, str]  # document and gold cluster, in the order of the mentions


class Set:
    """A dev set with its mentions read and dated once."""

    def __init__(self, path: Path) -> None:
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        facts, readings = knowledge.load(()), {}
        for lang in sorted({d["lang"] for d in documents}):
            part = [d for d in documents if d["lang"] == lang]
            articles = [_article(d) for d in part]
            for d, article, parse in zip(part, articles, parser_named().parse((a.text for a in articles), lang), strict=True):
                spans = [Span(id=m["id"], start=m["start"], end=m["end"]) for m in d["mentions"]]
                readings[d["id"]] = given_reading(article, parse, spans, facts)
        ordered = [readings[d["id"]] for d in documents]
        self.items: list[Item] = [(d["id"], m["cluster"]) for d in documents for m in d["mentions"]]
        self.mentions: Sequence[Mention] = pipeline.linked(ordered, today=dt.date(2026, 11, 21))[2]
        self.contexts = contexts([r.article for r in ordered])

    def figures(self) -> tuple[float, float]:
        """Cross-document pair F1 and B3 F1, in percent."""
        response = [""] * len(self.items)
        for name, members in enumerate(link.link(self.mentions, self.contexts).clusters):
            for i in members:
                response[i] = str(name)
        triples = [(document, gold, ours) for (document, gold), ours in zip(self.items, response, strict=True)]
        return _pair_f1(triples), _b3(triples)


def _article(d: dict[str, Any]) -> Article:
    sha256 = hashlib.sha256(d["text"].encode()).hexdigest()
    given = dt.date.fromisoformat(d["published"]) if d.get("published") else None
    return Article(id=d["id"], source=d["id"], title=None, lang=d["lang"], text=d["text"], sha256=sha256, given=given)


def _pair_f1(triples: Sequence[tuple[str, str, str]]) -> float:
    gold, ours, both = (_pairs(triples, key) for key in (lambda t: t[1], lambda t: t[2], lambda t: t[1:]))
    return 200 * both / (gold + ours) if gold + ours else 0.0


def _pairs(triples: Iterable[tuple[str, str, str]], key: Callable[[tuple[str, str, str]], Any]) -> int:
    """How many pairs of mentions of different documents share the key."""
    groups: dict[Any, Counter[str]] = defaultdict(Counter)
    for t in triples:
        groups[key(t)][t[0]] += 1
    return sum((sum(c.values()) ** 2 - sum(n * n for n in c.values())) // 2 for c in groups.values())


def _b3(triples: Sequence[tuple[str, str, str]]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998)."""
    gold, ours, both = Counter(t[1] for t in triples), Counter(t[2] for t in triples), Counter(t[1:] for t in triples)
    precision = sum(both[t[1:]] / ours[t[2]] for t in triples) / len(triples)
    recall = sum(both[t[1:]] / gold[t[1]] for t in triples) / len(triples)
    return 200 * precision * recall / (precision + recall)


def _scored(sets: Sequence[Set], model: dict[str, Any]) -> float:
    link.read_toml = lambda _: model  # type: ignore[assignment]  # the model under trial instead of the file's
    return sum(sum(s.figures()) for s in sets)


def _climb(sets: Sequence[Set], model: dict[str, Any], seconds: float) -> dict[str, Any]:
    best, end, chance = _scored(sets, model), time.monotonic() + seconds, random.Random(1)
    levels = [(c, i) for c, column in enumerate(model["column"]) for i, level in enumerate(column["levels"]) if not level.get("null")]
    steps = [(where, factor) for where in [None, *levels] for factor in FACTORS]
    improved = True
    while improved and time.monotonic() < end:
        improved = False
        chance.shuffle(steps)
        for where, factor in steps:
            trial = copy.deepcopy(model)
            if where is None:
                trial["prior"] *= factor
            else:
                level = trial["column"][where[0]]["levels"][where[1]]
                level["m"] = min(0.98, level["m"] * factor)
            score = _scored(sets, trial)
            if score > best + GAIN:
                best, model, improved = score, trial, True
                print(f"{best:.2f} {where or 'prior'} × {factor}", flush=True)
            if time.monotonic() > end:
                break
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    folder = args.shared / "bench" / "dev" / "linking"
    if not folder.is_dir():
        print(f"no dev sets: {folder} is not here; nothing was fitted")
        return
    model = _climb([Set(folder / f"{name}.jsonl") for name in ("ecbplus", "meantime")], read_toml(link.LINKAGE), args.seconds)
    print(f"prior = {model['prior']:.4g}")
    for column in model["column"]:
        for level in column["levels"]:
            if not level.get("null"):
                print(f"{column['name']:10} {level['name']:30} m = {level['m']:.4g}")


if __name__ == "__main__":
    main()
