"""Write the verb forms whose lemma a package gets wrong, by running text and a dictionary: `python lemmas.py PACKAGE RAW TABLES OUT`.

A lemma is wrong where no dictionary has it as a verb and the dictionary has one for the form. Italian: Morph-it! (CC BY-SA 2.0), as
spacy-lookups-data has it; English: WordNet's verbs, exceptions and endings, from the same package (MIT).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fast  # noqa: F401 - the arithmetic that the product uses
import spacy
from spacy.tokens import DocBin

Dictionary = tuple[frozenset[str], Callable[[str], str]]


def table(folder: Path, name: str) -> Any:
    """One table of spacy-lookups-data."""
    with gzip.open(folder / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        return json.load(file)


def italian(folder: Path) -> Dictionary:
    """Infinitives, and the infinitive of a form that has one."""
    forms = {form: lemma for form, lemma in table(folder, "it_lemma_lookup_verb").items() if isinstance(lemma, str)}
    return frozenset(forms.values()), lambda form: forms.get(form, "")


def english(folder: Path) -> Dictionary:
    """Verbs, and the one verb that a form can be of."""
    verbs = frozenset(table(folder, "en_lemma_index")["verb"])
    exceptions = table(folder, "en_lemma_exc")["verb"]
    rules = table(folder, "en_lemma_rules")["verb"]

    def lemma(form: str) -> str:
        if form in exceptions:
            return str(exceptions[form][0])
        found = {form[: len(form) - len(old)] + new for old, new in rules if form.endswith(old)} & verbs
        doubled = form[:-3] if form.endswith("ed") else form[:-4]
        if form.endswith(("ed", "ing")) and doubled[-1:] and form[len(doubled)] == doubled[-1] and doubled in verbs:
            found.add(doubled)
        return found.pop() if len(found) == 1 else ""

    return verbs, lemma


def exceptions(package: Path, raw: Path, dictionary: Dictionary, most: int) -> dict[str, str]:
    """The forms met as verbs with a lemma that is no verb, and their lemmas."""
    nlp = spacy.load(package, disable=["parser", "ner"])
    verbs, lemma = dictionary
    texts = [json.loads(line)["text"] for line in raw.open(encoding="utf-8")][:: max(1, sum(1 for _ in raw.open()) // most)]
    wrong: set[tuple[str, str]] = set()
    used: set[str] = set()  # a dictionary has verbs that nobody uses: "vistare", of which "visto" could be
    for doc in nlp.pipe(texts, batch_size=128):
        for token in doc:
            first, _, rest = token.lemma_.lower().partition(" ")
            if token.pos_ != "VERB" or not token.is_alpha:
                continue
            if first in verbs:
                used.add(first)
            else:
                wrong.add((token.lower_, rest))
    found: dict[str, str] = {}
    for form, rest in sorted(wrong):
        right = lemma(form)
        if right in used and not rest:
            found[form] = right
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("package", type=Path)
    options.add_argument("raw", type=Path)
    options.add_argument("tables", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--most", type=int, default=60_000)
    given = options.parse_args()
    lang = given.raw.parent.name
    dictionary = {"it": italian, "en": english}[lang](given.tables)
    taught = DocBin().from_disk(given.raw.parent / "ud_train.spacy").get_docs(spacy.blank(lang).vocab)
    known = {(token.lower_, token.lemma_.lower()) for doc in taught for token in doc if token.pos_ == "VERB"}
    forms = {form for form, _ in known}  # "dato" is of "dare", whatever else it could be of
    found = {
        form: lemma
        for form, lemma in exceptions(given.package, given.raw, dictionary, given.most).items()
        if form not in forms or (form, lemma) in known
    }
    source = "Morph-it! (Baroni and Zanchetta, CC BY-SA 2.0)" if lang == "it" else "WordNet's lists, from spacy-lookups-data (MIT)"
    head = f"# Verb forms that {lang}_timeline_sm gives a lemma that is none; written by training/models/lemmas.py from {source}.\n"
    given.out.write_text(head + "".join(f'"{form}" = "{lemma}"\n' for form, lemma in found.items()), encoding="utf-8")
    print(f"{len(found)} forms")


if __name__ == "__main__":
    main()
