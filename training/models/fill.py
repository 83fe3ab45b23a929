"""Write one of the short configurations here as a whole one: `python fill.py SHORT WHOLE LANG [PIPELINE]`.

With a pipeline its components are what training goes on with.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spacy.cli.init_config import fill_config
from thinc.api import Config


def main(short: Path, whole: Path, lang: str, pipeline: Path | None = None) -> None:
    config = Config().from_disk(short, interpolate=False)
    config["nlp"]["lang"] = lang
    if pipeline:
        config["components"] = {name: {"source": str(pipeline)} for name in config["nlp"]["pipeline"]}
    whole.parent.mkdir(parents=True, exist_ok=True)
    part = whole.with_suffix(".part.cfg")
    config.to_disk(part)
    fill_config(whole, part)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]) if len(sys.argv) > 4 else None)
