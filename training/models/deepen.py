"""Give a trained pipeline's encoder more layers, which change nothing until they have learnt: `python deepen.py PIPELINE MORE OUT`.

A layer is residual: one whose normalisation multiplies by nothing hands on what it is given.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import fast  # noqa: F401 - the same arithmetic as in training
import numpy as np
import spacy
from spacy.language import Language
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from thinc.api import Model, fix_random_seed

SEED = 20261121
LAYER = "residual(expand_window>>maxout>>layernorm>>dropout)"


def deepened(pipeline: Path, more: int) -> Language:
    """The pipeline with more layers in the encoder of its first component."""
    nlp = spacy.load(pipeline)
    name = nlp.pipe_names[0]
    model = nlp._pipe_configs[name]["model"]
    encode = model.get("tok2vec", model)["encode"]
    fix_random_seed(SEED)
    fresh = MaxoutWindowEncoder(encode["width"], encode["window_size"], encode["maxout_pieces"], more)
    fresh.initialize(X=[np.zeros((1, encode["width"]), dtype=np.float32)])
    layers = _residual(nlp.get_pipe(name).model)  # type: ignore[attr-defined]
    for layer in _residual(fresh):
        for node in layer.walk():
            if node.name == "layernorm":
                node.set_param("G", np.zeros_like(node.get_param("G")))
        layers.append(layer)
    encode["depth"] += more
    return nlp


def _residual(model: Model[Any, Any]) -> list[Model[Any, Any]]:
    """The list of an encoder's layers in a model that has one."""
    return next(node.layers for node in model.walk() if node.layers and all(x.name == LAYER for x in node.layers))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pipeline", type=Path)
    options.add_argument("more", type=int)
    options.add_argument("out", type=Path)
    given = options.parse_args()
    deepened(given.pipeline, given.more).to_disk(given.out)


if __name__ == "__main__":
    main()
