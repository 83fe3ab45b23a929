"""Write the training, choosing and reporting documents of a language from the corpora."""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from treebanks import Scheme, Sentence, document, grouped, sentences
from variants import POLISH, VARIANTS, varied

SEED = 20261121
# The treebanks whose features and relations are allowed, and those whose usage the others take.
MODEL = {"it": r"isst|tut|quest|test|splet|\d+_|it_partut|VIT", "en": r"email|reviews|answers|newsgroup|weblog"}
CORE = {"it": r"isst|tut|quest|test|splet|\d+_|it_partut", "en": MODEL["en"]}
# How often a paragraph is in the last training, by its source: the first pattern that matches it. Italian: ISDT, PUD, VIT, ParTUT,
# ParlaMint, tweets. English: news, the rest of the web, what is spoken, ParTUT, the rest of GUM.
WEIGHTS = {
    "it": {r"isst|tut|quest|test|splet|\d+_": 3.0, r"[nw]\d": 2.0, "VIT": 1.5, "it_partut": 1.0, "ParlaMint": 0.7, "": 0.4},
    "en": {
        "GUM_news|weblog|newsgroup": 2.0, "email|reviews|answers": 1.0,
        "GUM_(conversation|vlog|podcast|court|fiction)": 0.3, "en_partut": 0.0, "": 1.0,
    },
}  # fmt: skip


def arguments(description: str | None) -> argparse.Namespace:
    """The language, the folder of the corpora and the folder to write to, from the command line."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("lang", choices=("it", "en"))
    options.add_argument("corpora", type=Path)
    options.add_argument("out", type=Path)
    return options.parse_args()


def treebank(corpora: Path, lang: str, part: str) -> list[Sentence]:
    """The sentences of one part, multiword tokens whole in Italian, as spaCy's tokenisers have them."""
    data = list(sentences(corpora / f"ud_{lang}_{part}.conllu.gz", merge=lang == "it"))
    return [s for s in data if len(s.words) > 1] if part == "train" else data


def write(docs: list[Doc], path: Path) -> None:
    """The documents as spaCy's trainer reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def weighted(groups: list[list[Sentence]], lang: str, rng: random.Random) -> list[list[Sentence]]:
    """The paragraphs as often as their source's weight says, a part of one by the dice."""
    made = []
    for group in groups:
        weight = next(w for pattern, w in WEIGHTS[lang].items() if re.match(pattern, group[0].source))
        made += [group] * (int(weight) + (rng.random() < weight % 1))
    return made


def main() -> None:
    given = arguments(__doc__)
    rng = random.Random(SEED)
    vocab = spacy.blank(given.lang).vocab
    train = treebank(given.corpora, given.lang, "train")
    scheme = Scheme(train, MODEL[given.lang], CORE[given.lang])
    scheme.harmonise(train)
    for part, variants in (("train", VARIANTS), ("polish", POLISH)):
        groups = grouped(train, rng)
        if part == "polish":
            groups = weighted(groups, given.lang, rng)
        more = [v for g in groups for s in g for v in varied(s, variants[given.lang], rng)]
        groups += grouped(more, rng, most=3)
        rng.shuffle(groups)
        write([document(g, vocab) for g in groups], given.out / f"ud_{part}.spacy")
        print(f"{given.lang} {part}: {sum(map(len, groups))} sentences, {len(more)} of them variants")
    dev = treebank(given.corpora, given.lang, "dev")
    scheme.harmonise(dev)
    write([document(g, vocab) for g in grouped(dev, rng)], given.out / "ud_dev.spacy")
    test = treebank(given.corpora, given.lang, "test")
    write([document([s], vocab) for s in test], given.out / "ud_test_sentences.spacy")
    write([document(test[i : i + 10], vocab) for i in range(0, len(test), 10)], given.out / "ud_test_tens.spacy")
    write([document(g, vocab) for g in _paragraphs(test)], given.out / "ud_test.spacy")
    print(f"{given.lang}: {len(dev)} sentences to choose on, {len(test)} to report on")


def _paragraphs(data: list[Sentence]) -> list[list[Sentence]]:
    """The paragraphs that the treebank marks."""
    groups: list[list[Sentence]] = []
    for sentence in data:
        if sentence.opens or not groups:
            groups.append([])
        groups[-1].append(sentence)
    return groups


if __name__ == "__main__":
    main()
