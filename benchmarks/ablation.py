"""What knowledge and joint inference are worth for publication dates, on the blind dev texts of ../shared/bench/dev/dating.

    ablation.py [--shared ../shared] [--given 0.3] [--unknown 0.1]

Prints year, month, week and exact day, macro over collections: all of it, without knowledge, without the other articles
(each dated alone), without either, without a share of the facts, and with a share of each folder's days given (scored on the
rest); then how many articles the facts taken away have moved out of their interval.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from measure import ROOT, TODAY, Bench

from timeline import knowledge
from timeline.knowledge import landmarks_in
from timeline.model import Article, Publication
from timeline.parse import parser_named
from timeline.publication import Factor, date_articles, evidence
from timeline.resolve import find

FACTS = ("event", "coupled", "office", "person", "elapsed")  # kinds of evidence that rest on knowledge
DAY = dt.date.fromisoformat(TODAY)
Read = tuple[Article, tuple[Factor, ...], dt.date]


def read(bench: Bench, name: str) -> list[Read]:
    """The clean articles of a collection with their evidence and true day."""
    documents = [d for d in bench.lines("dating", name) if d["clean"]]
    articles = [Article(id=d["id"], source=d["id"], title=None, lang=d["lang"], text=d["text"], sha256=d["id"]) for d in documents]
    facts, parses = knowledge.load(()), parser_named().parse((a.text for a in articles), articles[0].lang)
    return [
        (a, evidence(a, p, find(p), facts, landmarks_in(p, facts)), dt.date.fromisoformat(d["published"]))
        for a, p, d in zip(articles, parses, documents, strict=True)
    ]


def together(part: Sequence[Read]) -> list[Publication]:
    return list(date_articles([a for a, _, _ in part], [f for _, f, _ in part], today=DAY))


def alone(part: Sequence[Read]) -> list[Publication]:
    return [date_articles([a], [f], today=DAY)[0] for a, f, _ in part]


def without_facts(part: Sequence[Read]) -> list[Read]:
    return [(a, tuple(x for x in f if x.evidence.kind not in FACTS), day) for a, f, day in part]


def without_some(part: Sequence[Read], share: float) -> list[Read]:
    """The articles without a share of the facts, each fact gone from all of them, always the same ones."""
    chance = random.Random(1)
    facts = sorted({x.evidence.says for _, f, _ in part for x in f if x.evidence.kind in FACTS})
    gone = {says for says in facts if chance.random() < share}
    return [(a, tuple(x for x in f if x.evidence.kind not in FACTS or x.evidence.says not in gone), day) for a, f, day in part]


def moved(before: Sequence[Read], after: Sequence[Read]) -> tuple[int, int, int, int]:
    """Articles that lost a fact, and those of them whose day left its 90 % interval; the same of those that lost none."""
    old, new = together(before), together(after)
    lost = [len(f) != len(g) for (_, f, _), (_, g, _) in zip(before, after, strict=True)]
    away = [
        a.earliest is not None and a.latest is not None and b.date is not None and not a.earliest <= b.date <= a.latest
        for a, b in zip(old, new, strict=True)
    ]
    pairs = list(zip(lost, away, strict=True))
    return sum(lost), sum(x and y for x, y in pairs), len(lost) - sum(lost), sum(y and not x for x, y in pairs)


def with_given(part: Sequence[Read], share: float) -> list[Read]:
    """The articles, a share of them with their day given, always the same ones."""
    chance = random.Random(1)
    return [(replace(a, given=day) if chance.random() < share else a, f, day) for a, f, day in part]


def figures(part: Sequence[Read], dated: Sequence[Publication]) -> tuple[float, ...]:
    """Shares of the articles whose day was not given that are right by year, month, week and day."""
    pairs = [(p.date, day) for (a, _, day), p in zip(part, dated, strict=True) if a.given is None]
    tests: tuple[Callable[[dt.date, dt.date], bool], ...] = (
        lambda ours, true: ours.year == true.year,
        lambda ours, true: abs((ours - true).days) <= 31,
        lambda ours, true: abs((ours - true).days) <= 7,
        lambda ours, true: ours == true,
    )
    return tuple(sum(ours is not None and test(ours, true) for ours, true in pairs) / len(pairs) for test in tests)


def on_the_rest(part: Sequence[Read]) -> tuple[float, ...]:
    return figures(part, together(part))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--given", type=float, default=0.3)
    parser.add_argument("--unknown", type=float, default=0.1, help="share of the facts taken away")
    args = parser.parse_args()
    if not (args.shared / "bench").is_dir():
        print(f"no benchmarks: {args.shared}/bench is not here; nothing was measured")
        return
    bench = Bench(args.shared, Path())
    sets = [read(bench, path.name) for path in sorted((args.shared / "bench" / "dev" / "dating").glob("*.jsonl"))]
    ways: dict[str, Callable[[list[Read]], tuple[float, ...]]] = {
        "all of it": lambda part: figures(part, together(part)),
        "no knowledge": lambda part: figures(part, together(without_facts(part))),
        "each article alone": lambda part: figures(part, alone(part)),
        "neither": lambda part: figures(part, alone(without_facts(part))),
        f"without {args.unknown:.0%} of the facts": lambda part: figures(part, together(without_some(part, args.unknown))),
        f"{args.given:.0%} of the days given": lambda part: on_the_rest(with_given(part, args.given)),
    }
    print("| publication dates, dev, macro | year | 31 days | 7 days | exact |\n|---|---|---|---|---|")
    for name, way in ways.items():
        found = [way(part) for part in sets]
        print(f"| {name} | " + " | ".join(f"{sum(f[k] for f in found) / len(found):.3f}" for k in range(4)) + " |")
    counts = [sum(column) for column in zip(*(moved(part, without_some(part, args.unknown)) for part in sets), strict=True)]
    print(f"\nOf {counts[0]} articles that lost a fact, {counts[1]} moved out of their 90 % interval; of {counts[2]} others, {counts[3]}.")


if __name__ == "__main__":
    main()
