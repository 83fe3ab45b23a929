"""Write the training, choosing and reporting documents of a language from the corpora."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from treebanks import Sentence, document, grouped, harmonised, sentences
from variants import POLISH, VARIANTS, varied

SEED = 20261121
# The treebanks whose scheme the others take: ISDT and VIT, EWT and GUM.
MODEL = {"it": r"isst|tut|VIT|quest|test|splet|\d", "en": r"GUM|email|reviews|answers|newsgroup|weblog"}


def treebank(corpora: Path, lang: str, part: str) -> list[Sentence]:
    """The sentences of one part, multiword tokens whole in Italian, as spaCy's tokenisers have them."""
    data = list(sentences(corpora / f"ud_{lang}_{part}.conllu.gz", merge=lang == "it"))
    return [s for s in data if len(s.words) > 1] if part == "train" else data


def write(docs: list[Doc], path: Path) -> None:
    """The documents as spaCy's trainer reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lang", choices=("it", "en"))
    options.add_argument("corpora", type=Path)
    options.add_argument("out", type=Path)
    given = options.parse_args()
    rng = random.Random(SEED)
    vocab = spacy.blank(given.lang).vocab
    train = harmonised(treebank(given.corpora, given.lang, "train"), MODEL[given.lang])
    for part, variants in (("train", VARIANTS), ("polish", POLISH)):
        more = [v for s in train for v in varied(s, variants[given.lang], rng)]
        groups = grouped(train, rng) + grouped(more, rng, most=3)
        rng.shuffle(groups)
        write([document(g, vocab) for g in groups], given.out / f"ud_{part}.spacy")
        print(f"{given.lang} {part}: {len(train)} sentences, {len(more)} variants")
    dev = harmonised(treebank(given.corpora, given.lang, "dev"), MODEL[given.lang])
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
