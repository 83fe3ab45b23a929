"""Write what a student of Italian goes on learning from: `python again.py PACKAGE CORPORA DATA`.

Beside gold, the running text as the student before reads it (`ud_again.spacy`), and the silver of entities in which it finds the same
(`ner_again.spacy`).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from agreed import same
from entities import reference
from label import silver
from prepare import SEED, write
from prepare_entities import polish, sources
from spacy.tokens import DocBin

from timeline.parse.load import loaded


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("package", "corpora", "data"):
        options.add_argument(name, type=Path)
    given = options.parse_args()
    nlp, rng = loaded(str(given.package)), random.Random(SEED)
    gold, dev, test = (list(DocBin().from_disk(given.data / f"{n}.spacy").get_docs(nlp.vocab)) for n in ("ud_polish", "ud_dev", "ud_test"))
    docs = gold + silver(nlp, given.data, [*gold, *dev, *test], rng)
    rng.shuffle(docs)
    write(docs, given.data / "ud_again.spacy")
    read = {n: same(nlp, s) if "wikineural" in n else s for n, s in sources(given.corpora, "it").items()}
    found = polish(read, "it", 0.5, random.Random(SEED + 4))
    write([reference(g, nlp.vocab) for g in found], given.data / "ner_again.spacy")
    print(f"{len(docs)} documents of trees, {len(found)} of entities")


if __name__ == "__main__":
    main()
