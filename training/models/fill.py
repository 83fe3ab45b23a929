"""Write one of the short configurations here as a whole one; with a pipeline its components are what training goes on with."""

from __future__ import annotations

import argparse
from pathlib import Path

from spacy.cli.init_config import fill_config
from thinc.api import Config


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("short", type=Path)
    options.add_argument("whole", type=Path)
    options.add_argument("lang", choices=("it", "en"))
    options.add_argument("pipeline", nargs="?")
    given = options.parse_args()
    config = Config().from_disk(given.short, interpolate=False)
    config["nlp"]["lang"] = given.lang
    if given.pipeline:
        config["components"] = {name: {"source": given.pipeline} for name in config["nlp"]["pipeline"]}
    given.whole.parent.mkdir(parents=True, exist_ok=True)
    part = given.whole.with_suffix(".part.cfg")
    config.to_disk(part)
    fill_config(given.whole, part)


if __name__ == "__main__":
    main()
