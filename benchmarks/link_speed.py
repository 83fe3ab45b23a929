"""How fast made-up mentions are linked, and in how much memory; and how fast some more of them are then added.

    python benchmarks/link_speed.py [--mentions 1000000] [--more 100] [--seed 1]

Stories of eight articles with ten mentions each: half of them tell of the story's own events, in both languages and two
words for each, half of nothing that anybody else tells. The last ones are added to the others, which are linked by then.
Printed: seconds, the peak of memory, and how well the events were found.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator

from timeline.concepts import lines
from timeline.context import Context
from timeline.link import Linker
from timeline.model import Actor, Mention

ARTICLES = 8  # of a story
MENTIONS = 10  # of an article
EVENTS = 5  # of a story
FIRST = dt.date(2020, 1, 1)


def made_up(count: int, seed: int) -> Iterator[tuple[Mention, int]]:
    """Mentions, each with the number of its event."""
    chance = random.Random(seed)
    words = [part for _, parts in lines("events") for part in parts]
    event = 0
    for story in range(-(-count // (ARTICLES * MENTIONS))):
        day = FIRST + dt.timedelta(days=chance.randrange(1800))
        told = [(chance.choice(words), f"actor-{chance.randrange(20_000)}", chance.randrange(3)) for _ in range(EVENTS)]
        for page in range(ARTICLES):
            lang = ("it", "en")[page % 2]
            for place in range(MENTIONS):
                own = place < EVENTS
                (italian, english), actor, later = told[place] if own else (chance.choice(words), f"actor-{chance.randrange(20_000)}", 0)
                lemma = chance.choice((italian, english)[page % 2])
                yield (
                    _mention(f"{story}-{page}", place, lang, lemma, actor, day + dt.timedelta(days=later)),
                    event + (place if own else EVENTS + page * MENTIONS + place),
                )
        event += EVENTS + ARTICLES * MENTIONS


def _mention(article: str, place: int, lang: str, lemma: str, actor: str, day: dt.date) -> Mention:
    return Mention(
        id=f"{article}:{place}", article=article, lang=lang, quote="", start=place, end=place + 1, sentence_start=place * 100, sentence_end=place * 100 + 90,
        expression=None, status="occurred", speaker=None, type="other", lemma=lemma, title=lemma, nominal=False, timing="stated",
        earliest=day, latest=day, actors=(Actor(id=actor, name=actor),), words=(lemma,),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--more", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    mentions, events = zip(*made_up(args.mentions + args.more, args.seed), strict=True)
    articles = list(dict.fromkeys(m.article for m in mentions))
    near = {a: {b: 0.6 for p in range(ARTICLES) if (b := f"{a.partition('-')[0]}-{p}") != a} for a in articles}
    start, linker = time.monotonic(), Linker()
    linker.links(mentions[: -args.more], Context(near={a: near[a] for a in dict.fromkeys(m.article for m in mentions[: -args.more])}))
    took, start = time.monotonic() - start, time.monotonic()
    known, more = {m.id: m for m in mentions}, mentions[-args.more :]
    again = linker.change(more, (), known, Context(near={a: near[a] for a in dict.fromkeys(m.article for m in more)}))
    added = time.monotonic() - start
    links = linker.links(mentions, Context(near=near))
    pairs = [sum(n * (n - 1) // 2 for n in Counter(key).values()) for key in _cells(links.clusters, events)]
    print(
        f"{args.mentions} mentions of {len(articles)} articles in {took:.0f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.1f} GiB at most"
    )
    print(f"{args.more} more in {added:.1f} s, {len(again)} mentions clustered again")
    print(
        f"{len(links.clusters)} events; of the pairs of one event {pairs[2] / pairs[0]:.3f} found, of those found {pairs[2] / pairs[1]:.3f} right"
    )


def _cells(clusters: tuple[tuple[int, ...], ...], events: tuple[int, ...]) -> Iterator[Iterator[tuple[int, int]]]:
    """What pairs of mentions must share to be of one event, of one cluster, and of both."""
    yield ((0, e) for e in events)
    yield ((c, 0) for c, members in enumerate(clusters) for _ in members)
    yield ((c, events[i]) for c, members in enumerate(clusters) for i in members)


if __name__ == "__main__":
    main()
