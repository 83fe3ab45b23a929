"""Write documents of Italian with the trees that two pipelines agree on, and the entities that silver and a pipeline agree on, beside gold.

python agreed.py MEAN LAST ENTITIES CORPORA DATA TABLES
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import fast  # noqa: F401 - the same arithmetic as in training
import spacy
import srsly
from entities import Tagged, reference, spans
from lemmas import form_of, table
from prepare import SEED, write
from prepare_entities import polish, sources
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from timeline.parse.load import loaded

SENTENCES = 22_000
OTHERS = ("adj", "noun", "adv", "aux", "det", "pron", "adp", "num", "other")
PARTICIPLE = re.compile(r"[tsd][oaie]$|ndo")


def trees(mean: Language, last: Language, texts: Sequence[str], verbs: frozenset[str]) -> Iterator[Doc]:
    """The sentences of which two pipelines make one tree, all but a word in twenty, and in which no verb is called a noun."""
    for ours, theirs in zip(mean.pipe(texts, batch_size=128), last.pipe(texts, batch_size=128), strict=True):
        words = [t for t in ours if not t.is_punct]
        apart = sum((t.head.i, t.dep_) != (theirs[t.i].head.i, theirs[t.i].dep_) for t in words)
        retagged = sum(t.pos_ != theirs[t.i].pos_ for t in ours)
        if apart > 0.05 * len(words) or retagged > 1 or any(t.dep_ == "dep" for t in ours) or len(list(ours.sents)) > 1:
            continue
        if not any(t.text in verbs and t.pos_ in ("NOUN", "ADJ", "PROPN", "ADV") for t in ours):
            yield ours


def only_verbs(tables: Path) -> frozenset[str]:
    """The small-letter forms that Morph-it! has of verbs alone, without participles."""
    others = frozenset(form_of(k) for name in OTHERS for k in table(tables, f"it_lemma_lookup_{name}"))
    verbs = frozenset(form_of(k) for k in table(tables, "it_lemma_lookup_verb"))
    return frozenset(v for v in verbs - others if v.islower() and not PARTICIPLE.search(v))


def same(nlp: Language, data: Sequence[Tagged]) -> list[Tagged]:
    """The sentences in which a pipeline finds the entities that they are given with."""
    docs = nlp.pipe((Doc(nlp.vocab, words=s.words, spaces=s.spaces) for s in data), batch_size=128)  # type: ignore[arg-type]
    return [s for s, d in zip(data, docs, strict=True) if sorted((e.start, e.end, e.label_) for e in d.ents) == sorted(spans(s.tags))]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    for name in ("mean", "last", "entities", "corpora", "data", "tables"):
        options.add_argument(name, type=Path)
    given = options.parse_args()
    rng = random.Random(SEED)
    texts = [row["text"] for row in srsly.read_jsonl(given.data / "raw.jsonl")]
    rng.shuffle(texts)
    texts = [t for t in texts if 5 <= len(t.split()) <= 40 and t[-1] in '.!?"'][:SENTENCES]
    nlp = loaded(str(given.mean))
    made = list(trees(nlp, spacy.load(given.last), texts, only_verbs(given.tables)))
    docs = [*DocBin().from_disk(given.data / "ud_polish.spacy").get_docs(nlp.vocab), *made]
    rng.shuffle(docs)
    write(docs, given.data / "ud_agreed.spacy")
    print(f"{len(made)} of {len(texts)} sentences")
    finder = spacy.load(given.entities)
    read = {n: same(finder, s) if "wikineural" in n else s for n, s in sources(given.corpora, "it").items()}
    found = polish(read, "it", 0.5, random.Random(SEED + 2))
    write([reference(g, nlp.vocab) for g in found], given.data / "ner_agreed.spacy")


if __name__ == "__main__":
    main()
