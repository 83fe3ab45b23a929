"""The embedded packages, and the parts of the recipe that need no corpora."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pytest
import spacy

from timeline.parse.spacy import MODELS

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training" / "models"))

import treebanks  # noqa: E402
import variants  # noqa: E402

LANGUAGES = ("it", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_package_is_small_and_says_its_licence(lang: str) -> None:
    package = MODELS / f"{lang}_timeline_sm"
    assert sum(f.stat().st_size for f in package.rglob("*") if f.is_file()) <= 20_000_000
    meta = json.loads((package / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-NC-SA 4.0"
    card = (package / "README.md").read_text(encoding="utf-8")
    assert "Not for commercial use" in card
    assert all(source["name"] in card for source in meta["sources"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_package_has_the_pipes_and_labels_that_the_stages_read(lang: str) -> None:
    nlp = spacy.load(MODELS / f"{lang}_timeline_sm")
    assert nlp.pipe_names == ["tok2vec", "morphologizer", "trainable_lemmatizer", "parser", "ner"]
    assert set(nlp.get_pipe("ner").labels) == {"PER", "LOC", "ORG"}
    assert {"nsubj", "nsubj:pass", "obj", "obl", "ccomp", "aux:pass", "acl:relcl"} <= set(nlp.get_pipe("parser").labels)


# --- the recipe ---------------------------------------------------------------------------------------------------------

HEADER = "# sent_id = isst_tanl-1\n"
SAID = [
    "1\tIl\til\tDET\t_\tDefinite=Def\t2\tdet\t_\t_",
    "2\tministro\tministro\tNOUN\t_\tGender=Masc|Number=Sing\t4\tnsubj\t_\t_",
    "3\tha\tavere\tAUX\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t4\taux\t_\t_",
    "4\tdetto\tdire\tVERB\t_\tGender=Masc|Number=Sing|Tense=Past|VerbForm=Part\t0\troot\t_\t_",
    "5-6\tdella\t_\t_\t_\t_\t_\t_\t_\t_",
    "5\tdi\tdi\tADP\t_\t_\t7\tcase\t_\t_",
    "6\tla\til\tDET\t_\tGender=Fem\t7\tdet\t_\t_",
    "7\tlegge\tlegge\tNOUN\t_\tGender=Fem|Number=Sing\t4\tobl\t_\tSpaceAfter=No",
    "8\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_",
]


def sentence(tmp_path: Path, lines: list[str], *, merge: bool = True) -> treebanks.Sentence:
    path = tmp_path / "a.conllu"
    path.write_text(HEADER + "\n".join(lines) + "\n\n", encoding="utf-8")
    (found,) = treebanks.sentences(path, merge=merge)
    return found


def written(made: treebanks.Sentence | None) -> str:
    assert made is not None
    return " ".join(w.text for w in made.words)


def is_tree(made: treebanks.Sentence) -> bool:
    roots = [i for i, w in enumerate(made.words) if w.head == i]
    return len(roots) == 1 and all(0 <= w.head < len(made.words) for w in made.words)


def test_a_multiword_token_is_one_word_where_asked(tmp_path: Path) -> None:
    merged = sentence(tmp_path, SAID)
    assert [(w.text, w.lemma, w.upos) for w in merged.words][4] == ("della", "di il", "ADP")
    assert is_tree(merged)
    assert written(sentence(tmp_path, SAID, merge=False)) == "Il ministro ha detto della legge ."


def test_the_passato_prossimo_becomes_remote(tmp_path: Path) -> None:
    made = variants.remote_past(sentence(tmp_path, SAID), random.Random(1))
    assert written(made) == "Il ministro disse della legge ."
    assert made is not None
    assert made.words[2].feats == {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Past", "VerbForm": "Fin"}
    assert is_tree(made)


@pytest.mark.parametrize("tense", ["Imp", "Fut"])
def test_other_tenses_stay(tmp_path: Path, tense: str) -> None:
    lines = [line.replace("Tense=Pres", f"Tense={tense}") for line in SAID]
    assert variants.remote_past(sentence(tmp_path, lines), random.Random(1)) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_variant_is_a_tree(tmp_path: Path, lang: str) -> None:
    rng = random.Random(3)
    for variant, _ in variants.VARIANTS[lang]:
        made = variant(sentence(tmp_path, SAID), rng)
        assert made is None or is_tree(made), variant


def test_a_weekday_is_put_first(tmp_path: Path) -> None:
    made = variants.day_first("it")(sentence(tmp_path, SAID), random.Random(2))
    assert made is not None
    assert made.words[0].text.lower() in variants.tables("it")["days"]
    assert (made.words[0].deprel, made.words[made.words[0].head].text) == ("obl", "detto")
