"""Put the trained parts of a language together into the package that is embedded."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import fast  # noqa: F401 - the same arithmetic as in training
import spacy
import srsly
from spacy.language import Language
from tokens import tokenizer

LICENCE = "CC BY-NC-SA 4.0"
WORDS = {"it": 42_000, "en": 34_000}  # with vectors, so that a package stays under 20 MB


def assembled(lang: str, base: Path, entities: Path) -> Language:
    """The pipeline of both parts, on one table of vectors."""
    nlp = spacy.load(base)
    nlp.tokenizer = tokenizer(nlp)
    nlp.add_pipe("ner", source=spacy.load(entities))
    nlp.get_pipe("trainable_lemmatizer").top_k = 1  # type: ignore[attr-defined]  # the second-best tree is slow to look for and no better
    nlp.meta.update({
        "name": "timeline_sm", "lang": lang, "version": "0.3.0", "license": LICENCE,
        "description": "UD tags, features, lemmas and dependencies, and PER LOC ORG, for the news of timeline; see README.md",
        "author": "timeline", "sources": json.loads((Path(__file__).parent / "data" / "sources.json").read_text(encoding="utf-8"))[lang],
    })  # fmt: skip
    return nlp


def slim(folder: Path, lang: str, words: int) -> None:
    """Leave out of a package the edit trees of no label, the vectors' rarest words, and strings that only its training text had."""
    _prune(folder / "trainable_lemmatizer")
    rows = srsly.read_msgpack(folder / "vocab" / "key2row")
    srsly.write_msgpack(folder / "vocab" / "key2row", dict(list(rows.items())[:words]))
    nlp = spacy.load(folder)
    kept = set(spacy.blank(lang).vocab.strings)
    kept.update(nlp.vocab.strings[key] for key in nlp.vocab.vectors.key2row)
    for _, pipe in nlp.pipeline:
        kept.update(str(label) for label in getattr(pipe, "labels", ()))
        kept.update(str(label).partition("-")[2] for label in getattr(pipe, "move_names", ()))
    trees = srsly.read_msgpack(folder / "trainable_lemmatizer" / "trees")["trees"]
    kept.update(nlp.vocab.strings[tree[part]] for tree in trees for part in ("orig", "subst") if part in tree)
    for label in nlp.get_pipe("morphologizer").labels:  # type: ignore[attr-defined]
        kept.update(label.split("|"))
        kept.add("|".join(f for f in label.split("|") if not f.startswith("POS=")))
    path = folder / "vocab" / "strings.json"
    strings = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps([s for s in strings if s in kept], ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _prune(folder: Path) -> None:
    """Number the edit trees that labels need anew, subtrees before trees as they were, and drop the others."""
    cfg, trees = json.loads((folder / "cfg").read_text(encoding="utf-8")), srsly.read_msgpack(folder / "trees")["trees"]
    needed, todo = set(), list(cfg["labels"])
    while todo:
        tree = todo.pop()
        if tree < len(trees) and tree not in needed:
            needed.add(tree)
            todo += [trees[tree][part] for part in ("prefix_tree", "suffix_tree") if part in trees[tree]]
    place = {old: new for new, old in enumerate(sorted(needed))}
    kept = [{k: place.get(v, v) if k in ("prefix_tree", "suffix_tree") else v for k, v in trees[old].items()} for old in sorted(needed)]
    srsly.write_msgpack(folder / "trees", {"trees": kept})
    cfg["labels"] = [place[label] for label in cfg["labels"]]
    (folder / "cfg").write_text(json.dumps(cfg), encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lang", choices=("it", "en"))
    options.add_argument("base", type=Path)
    options.add_argument("entities", type=Path)
    options.add_argument("out", type=Path)
    given = options.parse_args()
    nlp = assembled(given.lang, given.base, given.entities)
    nlp.to_disk(given.out)
    slim(given.out, given.lang, WORDS[given.lang])


if __name__ == "__main__":
    main()
