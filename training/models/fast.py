"""Train with the arithmetic that the product parses with: `spacy train --code fast.py`."""

from __future__ import annotations

from thinc.api import set_current_ops

from timeline.parse.load import FastOps

set_current_ops(FastOps())
