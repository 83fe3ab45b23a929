"""Label running text with the teacher, and write what students learn from: `python silver.py ENCODER TEACHER CORPORA DATA`.

Running text is that of the corpora and, with `--news`, that of JSON lines with a `lang` and a `text`, cut into sentences by
their marks. What a student is chosen or reported on is left out. Trees are the gold of the last training with those that the teacher is
sure of; entities are the gold, the silver labels of the corpora where the teacher says the same, and the teacher's own on other text.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
import torch
from entities import Tagged, reference, renamed, respelt, running, varied
from prepare import SEED, write
from prepare_entities import groups, parts
from spacy.tokens import DocBin
from teacher import Item, Reader, Teacher, batches, packed, restored
from treebanks import Sentence, Word, document, grouped, is_tree
from variants import VARIANTS
from variants import varied as variants

from timeline.parse import plain

TREE, NAMES = 0.7, 0.5  # the least mean chance of a word's tag, head and relation; the least chance of any word's entity label


@dataclass(frozen=True, slots=True)
class Labelled:
    """What the teacher says of a sentence: its tree where it is one, its entities, and how sure it is of either."""

    tree: Sentence | None
    names: Tagged
    tree_chance: float
    names_chance: float


class Labeller:
    """The teacher at work."""

    def __init__(self, teacher: Teacher, reader: Reader) -> None:
        self.teacher, self.reader = teacher, reader
        self.lemmas: dict[tuple[int, str], str | None] = {}

    def label(self, sentences: Sequence[Tagged]) -> list[Labelled]:
        """The sentences labelled, in their order; the labels that they bring do not matter."""
        items = self.reader.items([s.words for s in sentences])
        place = {id(item): i for i, item in enumerate(items)}
        made: dict[int, Labelled] = {}
        for chosen in batches(items, 4000):
            batch = packed(chosen)
            with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
                scores = self.teacher(batch, ["trees", "entities"])
            chances = {name: scores[name].float().softmax(-1) for name in ("tag", "head", "entity")}
            best = {name: chance.max(-1) for name, chance in chances.items()}
            heads = best["head"].indices
            relations = scores["label"].gather(2, heads[..., None, None].expand(-1, -1, 1, scores["label"].shape[-1])).squeeze(2)
            best["label"] = relations.float().softmax(-1).max(-1)
            edits = scores["lemma"].topk(3).indices.tolist()
            for row, item in enumerate(chosen):
                at = place[id(item)]
                made[at] = self._labelled(
                    sentences[at], item, {n: (b.values[row], b.indices[row].tolist()) for n, b in best.items()}, edits[row]
                )
        return [made[i] for i in range(len(items))]

    def _labelled(self, s: Tagged, item: Item, best: dict[str, tuple[torch.Tensor, list[int]]], edits: list[list[int]]) -> Labelled:
        n, tables = len(item.first), self.reader.tables
        heads = [i if h == 0 else h - 1 for i, h in enumerate(best["head"][1][:n])]
        chance = best["tag"][0][:n] * best["head"][0][:n] * best["label"][0][:n]
        words = []
        for i, text in enumerate(s.words):
            pos, _, morph = tables["tag"][best["tag"][1][i]].partition("|")
            feats = dict(f.split("=", 1) for f in morph.split("|") if f)
            words.append(Word(text, self._lemma(text, edits[i]), pos, feats, heads[i], tables["label"][best["label"][1][i]], s.spaces[i]))
        tags: list[str] = []
        for at in best["entity"][1][:n]:
            tag = tables["entity"][at]
            tags.append(f"B-{tag[2:]}" if tag[0] == "I" and (not tags or tags[-1][2:] != tag[2:]) else tag)
        names = Tagged(s.words, tuple(tags), s.spaces)
        tree = Sentence(words) if is_tree(heads) else None
        return Labelled(tree, names, float(chance.mean()), float(best["entity"][0][:n].min()))

    def _lemma(self, form: str, edits: list[int]) -> str:
        for edit in edits:
            if (edit, form) not in self.lemmas:
                self.lemmas[edit, form] = self.reader.trees.apply(self.reader.tree_of[edit], form)
            if (lemma := self.lemmas[edit, form]) is not None:
                return lemma
        return form


def news(files: Sequence[Path]) -> Iterator[str]:
    """The English sentences of the texts of JSON lines, each text once."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    rows = [json.loads(line) for file in files for line in file.open(encoding="utf-8")]
    texts = {p.strip(): None for r in rows if r.get("lang") == "en" for p in plain(r["text"]).split("\n") if p.strip()}
    for doc in nlp.pipe(texts):
        for s in doc.sents:
            yield s.text.strip()


def key(words: Sequence[str]) -> str:
    """A sentence without its spaces."""
    return "".join("".join(words).split())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("encoder", type=Path)
    options.add_argument("teacher", type=Path)
    options.add_argument("corpora", type=Path)
    options.add_argument("data", type=Path)
    options.add_argument("--news", type=Path, nargs="*", default=[])
    given = options.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(SEED)
    blank = spacy.blank("en")
    read = {p.stem: list(DocBin().from_disk(p).get_docs(blank.vocab)) for p in sorted(given.data.glob("*.spacy"))}
    held = {key([s.text]) for name, docs in read.items() if "dev" in name or "test" in name for d in docs for s in d.sents}
    gold, silver, _ = parts(given.corpora, "en")
    corpora = [json.loads(line)["text"] for line in (given.data / "raw.jsonl").open(encoding="utf-8")]
    marked = [made for s in silver if (made := respelt(*running(s), blank.tokenizer))]
    seen = held | {key(s.words) for s in (*gold, *marked)}
    plain_text = []
    for text in (*corpora, *news(given.news)):
        made = respelt(" ".join(text.split()), (), blank.tokenizer)
        if made and 3 <= len(made.words) <= 80 and key(made.words) not in seen:
            seen.add(key(made.words))
            plain_text.append(made)
    labeller = Labeller(*restored(given.teacher, given.encoder))
    taught = {key([s.text]) for d in read["ud_train"] for s in d.sents}
    said = labeller.label([*marked, *plain_text])
    trees = [x.tree for x in said if x.tree and x.tree_chance >= TREE and key(x.names.words) not in taught]
    more = [v for s in trees for v in variants(s, VARIANTS["en"], rng)]
    made = [*grouped(trees, rng, most=4), *grouped(more, rng, most=3)]
    docs = [*read["ud_polish"], *(document(g, blank.vocab) for g in made)]
    rng.shuffle(docs)
    write(docs, given.data / "ud_silver.spacy")
    print(f"{len(trees)} of {len(said)} sentences with their trees, {len(more)} variants")
    agreed = [s for s, x in zip(marked, said, strict=False) if s.tags == x.names.tags]
    own = [x.names for x in said[len(marked) :] if x.names_chance >= NAMES]
    entities = [[varied(s, rng) for s in g] for _ in range(4) for g in groups(gold, rng)]
    entities += [[varied(s, rng) for s in g] for part in (agreed, own) for g in groups(part, rng, most=3)]
    again = [(s, 0.35) for s in gold] + [(s, 0.1) for s in (*agreed, *own)]
    renewed = [new for s, share in again if rng.random() < share and (new := renamed(s, "en", rng))]
    entities += [[varied(s, rng) for s in g] for g in groups(renewed, rng, most=2)]
    rng.shuffle(entities)
    write([reference(g, blank.vocab) for g in entities], given.data / "ner_silver.spacy")
    print(f"{len(agreed)} of {len(marked)} silver sentences agreed on, {len(own)} of {len(plain_text)} labelled, {len(renewed)} renamed")


if __name__ == "__main__":
    main()
