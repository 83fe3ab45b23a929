"""How fast temporal expressions are found and resolved, without a parser: megabytes a second on one core, beside dateparser.

    python benchmarks/resolve_speed.py ARTICLES.jsonl… [--seconds 3] [--no-peer]

ARTICLES are JSON lines with "text", "lang" and "published" (the form that `timeline resolve --jsonl` reads).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from timeline.model import Parse
from timeline.resolve import resolve

PEER_TEXTS = 20  # dateparser is slow enough for a few texts to tell


class Text(NamedTuple):
    text: str
    lang: str
    published: dt.date


def texts(paths: Iterable[Path]) -> list[Text]:
    lines = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Text(d["text"], d["lang"], dt.date.fromisoformat(d["published"][:10])) for d in lines]


def ours(item: Text) -> int:
    return len(resolve(Parse(item.text, item.lang, (), (), ()), item.published))


def peer(item: Text) -> int:
    from dateparser.search import search_dates

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        base = dt.datetime.combine(item.published, dt.time())
        return len(search_dates(item.text, languages=[item.lang], settings={"RELATIVE_BASE": base}) or ())


def megabytes_a_second(reader: Callable[[Text], int], items: list[Text], seconds: float) -> tuple[float, int]:
    """Megabytes of UTF-8 a second of processor time, and the expressions found in one pass."""
    size = sum(len(item.text.encode()) for item in items)
    found = sum(map(reader, items))  # a first pass loads the rules and fills the caches, as in any longer run
    passes, started = 0, time.process_time()
    while time.process_time() - started < seconds or not passes:
        for item in items:
            reader(item)
        passes += 1
    return size * passes / (time.process_time() - started) / 1e6, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--no-peer", action="store_true")
    args = parser.parse_args()
    items = texts(args.articles)
    speed, found = megabytes_a_second(ours, items, args.seconds)
    print(f"timeline    {speed:8.3f} MB/s  {len(items)} texts, {found} expressions")
    if not args.no_peer:
        slow, seen = megabytes_a_second(peer, items[:PEER_TEXTS], 0)
        print(f"dateparser  {slow:8.3f} MB/s  {min(PEER_TEXTS, len(items))} texts, {seen} expressions")
        print(f"ratio       {speed / slow:8.0f}")


if __name__ == "__main__":
    main()
