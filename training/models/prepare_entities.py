"""Write the entity documents of a language: to train on, to choose on and to report on."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import spacy
from entities import Tagged, reference, renamed, tagged, varied
from prepare import SEED, arguments, write

# The news of the Italian gold twice, as it is what the models are for.
GOLD = {
    "it": ["ner_it_kind_WN_train.tsv.gz", "ner_it_kind_WN_train.tsv.gz", "ner_it_kind_FIC_train.tsv.gz", "ner_it_kind_ADG_train.tsv.gz"],
    "en": ["ner_en_uner_ewt_dev.iob2.gz"],
}
# How often a sentence of the Italian gold is in the last trainings, and how often once more with other names: they are made for news.
POLISH = {"WN_train": (4.0, 0.5), "ADG_train": (1.0, 0.12), "FIC_train": (0.5, 0.12)}
SILVER = ["ner_{}_wikineural_val.conllu.gz", "ner_{}_wikineural_test.conllu.gz"]
CHOOSE = {"it": ["ner_it_kind_WN_dev.tsv.gz"], "en": []}
REPORT = {
    "it": {"wn": "ner_it_kind_WN_test.tsv.gz", "fic": "ner_it_kind_FIC_test.tsv.gz", "adg": "ner_it_kind_ADG_test.tsv.gz"},
    "en": {"uner": "ner_en_uner_ewt_test.iob2.gz", "wikigold": "ner_en_wikigold_test.conllu.gz"},
}
STOPS = frozenset([".", "!", "?", ";", ":", '"', ")", "...", '."'])


def groups(data: Sequence[Tagged], rng: random.Random, most: int = 4) -> list[list[Tagged]]:
    """Runs of one to `most` sentences; what ends without a stop is a headline, and stands alone as it does in an article."""
    made: list[list[Tagged]] = []
    room = 0
    for sentence in data:
        if room == 0 or made[-1][-1].words[-1] not in STOPS:
            made.append([])
            room = rng.randint(1, most)
        made[-1].append(sentence)
        room -= 1
    return made


def parts(corpora: Path, lang: str) -> tuple[list[Tagged], list[Tagged], list[Tagged]]:
    """Gold and silver to train on, and what to choose on; nothing that is also in a part reported on."""
    read = sources(corpora, lang)
    gold = [s for n in GOLD[lang] for s in read[n]]
    silver = [s for f in SILVER for s in read[f.format(lang)]]
    choose = [s for n in CHOOSE[lang] for s in tagged(corpora / n)]
    if not choose:  # the last fifth of gold and a slice of silver
        cut, kept = int(len(gold) * 0.8), len(silver) - 600
        choose, gold, silver = gold[cut:] + silver[kept:], gold[:cut], silver[:kept]
    return gold, silver, choose


def sources(corpora: Path, lang: str) -> dict[str, list[Tagged]]:
    """The sentences of every file to train on, without those that are also in a part reported on."""
    reported = {s.words for name in REPORT[lang].values() for s in tagged(corpora / name)}
    return {n: [s for s in tagged(corpora / n) if s.words not in reported] for n in (*GOLD[lang], *(f.format(lang) for f in SILVER))}


def polish(data: Mapping[str, Sequence[Tagged]], lang: str, silver: float, rng: random.Random) -> list[list[Tagged]]:
    """The groups of some files' sentences as often as `POLISH` says, those of silver as often as given, a part of one by the dice."""
    made: list[list[Tagged]] = []
    for name, found in data.items():
        often, again = next((weights for pattern, weights in POLISH.items() if pattern in name), (silver, 0.12))
        for turn in range(math.ceil(often)):
            kept = [g for g in groups(found, rng, most=4 if "kind" in name else 3) if rng.random() < often - turn]
            made += [[varied(s, rng) for s in g] for g in kept]
        more = [new for s in found if rng.random() < again and (new := renamed(s, lang, rng))]
        made += [[varied(s, rng) for s in g] for g in groups(more, rng, most=2)]
    rng.shuffle(made)
    return made


def main() -> None:
    given = arguments(__doc__)
    rng = random.Random(SEED)
    vocab = spacy.blank(given.lang).vocab
    gold, silver, choose = parts(given.corpora, given.lang)
    times = 1 if given.lang == "it" else 4
    made = [[varied(s, rng) for s in g] for _ in range(times) for g in groups(gold, rng)]
    made += [[varied(s, rng) for s in g] for g in groups(silver, rng, most=3)]
    # A third of the gold and an eighth of the silver once more with other names, those of news.
    again = [(s, 0.35) for s in gold] + [(s, 0.12) for s in silver]
    more = [new for s, share in again if rng.random() < share and (new := renamed(s, given.lang, rng))]
    made += [[varied(s, rng) for s in g] for g in groups(more, rng, most=2)]
    rng.shuffle(made)
    write([reference(g, vocab) for g in made], given.out / "ner_train.spacy")
    if given.lang == "it":
        read = sources(given.corpora, "it")
        alone = {name: found for name, found in read.items() if "kind" in name}
        for name, data, turn in (("ner_polish", read, 1), ("ner_gold", alone, 3)):
            last = polish(data, "it", 0.4, random.Random(SEED + turn))
            write([reference(g, vocab) for g in last], given.out / f"{name}.spacy")
    write([reference(g, vocab) for g in groups(choose, rng)], given.out / "ner_dev.spacy")
    for name, file in REPORT[given.lang].items():
        data = list(tagged(given.corpora / file))
        write([reference(g, vocab) for g in groups(data, rng)], given.out / f"ner_test_{name}.spacy")
    print(f"{given.lang}: {len(gold)} gold and {len(silver)} silver sentences, {len(more)} renamed, {len(choose)} to choose on")


if __name__ == "__main__":
    main()
