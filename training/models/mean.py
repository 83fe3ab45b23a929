"""Average the weights of trainings that began from one: `python mean.py OUT PIPELINE:WEIGHT …`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import fast  # noqa: F401 - the same arithmetic as in training
import spacy
from spacy.language import Language


def mean(pipelines: Sequence[Language], weights: Sequence[float]) -> Language:
    """The first pipeline with the weighted means of the parameters of all. Raises ValueError where their shapes differ."""
    for name in pipelines[0].pipe_names:
        for same in zip(*(p.get_pipe(name).model.walk() for p in pipelines), strict=True):  # type: ignore[attr-defined]
            for param in same[0].param_names:
                if same[0].has_param(param):
                    found = [node.get_param(param) for node in same]
                    if any(f.shape != found[0].shape for f in found):
                        raise ValueError(f"{name}: {param} has several shapes")
                    same[0].set_param(param, sum(f * (w / sum(weights)) for f, w in zip(found, weights, strict=True)))
    return pipelines[0]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("out", type=Path)
    options.add_argument("pipelines", nargs="+")
    given = options.parse_args()
    folders, weights = zip(*(p.rsplit(":", 1) for p in given.pipelines), strict=True)
    mean([spacy.load(f) for f in folders], [float(w) for w in weights]).to_disk(given.out)


if __name__ == "__main__":
    main()
