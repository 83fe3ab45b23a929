"""Loading spaCy pipelines: with numpy's matrix product, and with the lemmas that a package lists as exceptions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from timeline.language import read_toml

EXCEPTIONS = "lemmas.toml"  # in a package's folder: verb form → lemma


class FastOps(NumpyOps):  # type: ignore[misc]
    """spaCy's operations with numpy's matrix product, nearly twice the words a second of the one that it brings."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


@Language.factory("lemma_exceptions", requires=["token.pos"], assigns=["token.lemma"])
def lemma_exceptions(nlp: Language, name: str, forms: dict[str, str]) -> Callable[[Doc], Doc]:
    """A pipe that gives listed verb forms their lemma, whatever the lemmatiser before it made of them."""

    def pipe(doc: Doc) -> Doc:
        for token in doc:
            if token.pos_ == "VERB" and (lemma := forms.get(token.lower_)):
                token.lemma_ = lemma
        return doc

    return pipe


def loaded(name: str) -> Language:
    """The pipeline of this name or folder. Raises OSError where there is none."""
    set_current_ops(FastOps())
    pipeline = spacy.load(name)
    listed = Path(name) / EXCEPTIONS
    if listed.exists():
        forms = read_toml(listed)
        pipeline.add_pipe("lemma_exceptions", config={"forms": forms}, after="trainable_lemmatizer")
    return pipeline
