"""How long a large folder takes to be dated jointly once it is read, and how much memory: made of the dev articles over again.

    dating_speed.py [--articles 10000] [--shared ../shared]

Each copy of an article keeps its evidence and has a tenth of its words replaced by words of its own, so that the copies are
no twins to one another. Parsing is not counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import time
from dataclasses import replace
from pathlib import Path

from ablation import DAY, Read, read
from measure import ROOT, Bench

from timeline.publication import date_articles

NEW = 0.1  # share of the words of a copy that are its own


def copies(read_ones: list[Read], count: int) -> list[Read]:
    """So many articles, in the turn of the originals."""
    chance = random.Random(1)
    made = []
    for number in range(count):
        article, factors, day = read_ones[number % len(read_ones)]
        words = [f"parola{chance.randrange(50_000)}" if chance.random() < NEW else word for word in article.text.split()]
        made.append((replace(article, id=str(number), text=" ".join(words)), factors, day))
    return made


def right_years(articles: list[Read]) -> tuple[float, float]:
    """Seconds of processor time, and the share of years that are right."""
    started = time.process_time()
    found = date_articles([a for a, _, _ in articles], [f for _, f, _ in articles], today=DAY)
    seconds = time.process_time() - started
    return seconds, sum(p.date is not None and p.date.year == day.year for p, (_, _, day) in zip(found, articles, strict=True)) / len(
        articles
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    if not (args.shared / "bench").is_dir():
        print(f"no benchmarks: {args.shared}/bench is not here; nothing was measured")
        return
    bench = Bench(args.shared, Path())
    originals = [one for path in sorted((args.shared / "bench" / "dev" / "dating").glob("*.jsonl")) for one in read(bench, path.name)]
    articles = copies(originals, args.articles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, years = right_years(articles)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{len(articles)} articles dated in {dt.timedelta(seconds=round(seconds))} of processor time ({years:.2f} of the years right)")
    print(f"memory: {most / 1e6:.2f} GB at the most, {before / 1e6:.2f} GB of them for reading")


if __name__ == "__main__":
    main()
