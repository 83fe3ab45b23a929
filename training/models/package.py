"""Put what a student has learnt into the package that is embedded: `python package.py LANG VOCABULARY OUT STUDENT:WEIGHT …`.

Of several students, each gone on from the one before, it has the weighted mean.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import spacy
from student import HEADS, mean
from tokens import tokenizer

from timeline.parse.reader import Reader, packed

LICENCE = "CC BY-NC-SA 4.0"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lang", choices=("it", "en"))
    options.add_argument("vocabulary", type=Path, help="the pieces of words, a line each")
    options.add_argument("out", type=Path)
    options.add_argument("students", nargs="+")
    given = options.parse_args()
    nlp = spacy.blank(given.lang)
    nlp.tokenizer = tokenizer(nlp)
    state, labels = mean(given.students)
    pieces = given.vocabulary.read_text(encoding="utf-8").split("\n")[:-1]
    reader = nlp.add_pipe("reader")
    assert isinstance(reader, Reader)
    reader.teach(packed({name: tensor.numpy() for name, tensor in state.items()}), labels, pieces, HEADS)
    nlp.meta.update({
        "name": "timeline_sm", "lang": given.lang, "version": "0.4.0", "license": LICENCE,
        "description": "UD tags, features, lemmas and dependencies, and PER LOC ORG, for the news of timeline; see README.md",
        "author": "timeline", "sources": json.loads((Path(__file__).parent / "data" / "sources.json").read_text(encoding="utf-8"))[given.lang],
    })  # fmt: skip
    nlp.to_disk(given.out)


if __name__ == "__main__":
    main()
