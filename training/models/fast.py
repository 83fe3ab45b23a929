"""What `spacy train --code fast.py` needs besides spaCy: the product's arithmetic, and lemmatisers that can go on learning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.pipeline import EditTreeLemmatizer
from thinc.api import set_current_ops

from timeline.parse.load import FastOps

_from_disk = EditTreeLemmatizer.from_disk


def from_disk(self: EditTreeLemmatizer, path: str | Path, exclude: Any = ()) -> EditTreeLemmatizer:
    """Load a lemmatiser with the numbers of its labels, which spaCy 3.8 forgets: it would learn that every lemma is the first."""
    _from_disk(self, path, exclude=exclude)
    self.tree2label = {tree: label for label, tree in enumerate(self.cfg["labels"])}
    return self


EditTreeLemmatizer.from_disk = from_disk
set_current_ops(FastOps())
