"""Write the figures and the card of a package: what it is made of, what it scores, what it is bad at."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from report import figures

HERE = Path(__file__).parent / "data"
COLUMNS = {"pos_acc": "UPOS", "morph_acc": "features", "lemma_acc": "lemma", "dep_uas": "UAS", "dep_las": "LAS", "sents_f": "sentences F"}
NAMES = {
    "it": {"title": "Italian", "trees": "ISDT test", "wn": "KIND Wikinews test", "fic": "KIND fiction test", "adg": "KIND De Gasperi test"},
    "en": {"title": "English", "trees": "EWT test", "uner": "Universal NER, EWT test", "wikigold": "WikiGold, PER LOC ORG"},
}
PARTS = {
    "ud_test": "paragraphs as the treebank marks them",
    "ud_test_sentences": "sentence by sentence",
    "ud_test_tens": "ten sentences together",
}


def card(lang: str, meta: dict[str, object]) -> str:
    """The card in Markdown."""
    found: dict[str, dict[str, float]] = meta["performance"]  # type: ignore[assignment]
    names = NAMES[lang]
    rows = [f"| {names['trees']}, {text} | {_cells(found[part])} |" for part, text in PARTS.items()]
    rows += [
        f"| {name} | {_cells(figures)} |"
        for name, figures in json.loads((HERE / "published.json").read_text(encoding="utf-8"))[lang].items()
    ]
    entities = [
        f"| {names[k[9:]]} | {v['f']} | {v['p']} | {v['r']} | {v['PER']} | {v['LOC']} | {v['ORG']} |"
        for k, v in found.items()
        if k.startswith("ner_test_")
    ]
    sources = [f"- {s['name']}: {s['license']}" for s in meta["sources"]]  # type: ignore[attr-defined]
    weak = (HERE / f"weak_{lang}.md").read_text(encoding="utf-8").strip()
    return "\n".join([
        f"# {lang}_timeline_sm {meta['version']}", "",
        f"{names['title']} for `timeline`: tokens, universal parts of speech and features, lemmas, UD dependencies, sentences, and PER LOC ORG.",
        "Made by `training/models/` (`make models`); load it with `timeline.parse.load.loaded(folder)`, which brings its dictionary of lemmas and its lists of names.", "",
        "**Licence: CC BY-NC-SA 4.0. Not for commercial use**: its weights are learnt from treebanks that say so.", "",
        "## Scores", "", "On parts that it neither learnt from nor was chosen by, in per cent.", "",
        "| " + " | ".join(["part", *COLUMNS.values()]) + " |", "|---" * (len(COLUMNS) + 1) + "|", *rows, "",
        "| entities | F | P | R | PER F | LOC F | ORG F |", "|---|---|---|---|---|---|---|", *entities, "",
        f"{found['speed']['words_s']:,} words a second on one core of the machine it was made on; loads in {found['speed']['load_s']} s.", "",
        "## Data", "", *sources, "", "## Weaknesses", "", weak, "",
    ])  # fmt: skip


def _cells(figures: dict[str, float]) -> str:
    return " | ".join(f"{figures[k]:.1f}" if k in figures else "" for k in COLUMNS)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lang", choices=("it", "en"))
    options.add_argument("package", type=Path)
    options.add_argument("data", type=Path, help="the prepared documents")
    given = options.parse_args()
    path = given.package / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["performance"] = figures(given.package, given.lang, given.data)
    path.write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (given.package / "README.md").write_text(card(given.lang, meta), encoding="utf-8")
    print(json.dumps(meta["performance"], indent=1))


if __name__ == "__main__":
    main()
