"""Train the teacher of a language: a small transformer that learns trees and entities together, for `silver.py` to label running text with.

`python teacher.py ENCODER DATA OUT`: ENCODER is a folder with a BERT's weights, DATA that of the prepared documents. What was learnt lies
in OUT every 500 steps, and training goes on from there.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import spacy
import torch
from spacy.pipeline._edit_tree_internals.edit_trees import EditTrees
from spacy.strings import StringStore
from spacy.tokens import DocBin, Span
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from transformers import BertConfig, BertModel

SEED = 20261121
NONE = -100  # a label that is not known, which no loss counts
TASKS = ("words", "trees", "entities")


@dataclass(slots=True)
class Item:
    """A sentence as the teacher reads it: its pieces, each piece's shape, each word's first and last piece, and the words' labels."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]
    labels: dict[str, list[int]] = field(default_factory=dict)


class Reader:
    """Brings words to the teacher's numbers: pieces of the encoder's vocabulary, shapes as of "Xx" or "d.d", labels."""

    def __init__(self, encoder: Path, tables: dict[str, list[Any]]) -> None:
        self.tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.unknown = self.tokenizer.token_to_id("[UNK]")
        self.tables = tables
        self.index = {name: {label: i for i, label in enumerate(labels)} for name, labels in tables.items() if name != "lemma"}
        self.trees = EditTrees(StringStore())
        self.tree_of = [self.trees.add(form, lemma) for form, lemma in tables["lemma"]]
        self.lemma_of = {tree: i for i, tree in enumerate(self.tree_of)}

    def items(self, sentences: Sequence[Sequence[str]]) -> list[Item]:
        """Sentences, as words, without labels."""
        made = []
        for words, coded in zip(sentences, self.tokenizer.encode_batch([list(s) for s in sentences], is_pretokenized=True), strict=True):
            pieces: list[list[int]] = [[] for _ in words]
            for piece, word in zip(coded.ids, coded.word_ids, strict=True):
                if word is not None:
                    pieces[word].append(piece)
            item = Item([coded.ids[0]], [0], [], [])
            for word, own in zip(words, pieces, strict=True):
                item.first.append(len(item.pieces))
                item.pieces += own or [self.unknown]
                item.last.append(len(item.pieces) - 1)
                item.shapes += [self.index["shape"].get(shape(word), 1)] * (len(item.pieces) - len(item.shapes))
            item.pieces.append(coded.ids[-1])
            item.shapes.append(0)
            made.append(item)
        return made

    def taught(self, sentences: Sequence[Span], kind: str) -> list[Item]:
        """Sentences of documents with what they teach, trees or entities."""
        made = self.items([[t.text for t in s] for s in sentences])
        for item, s in zip(made, sentences, strict=True):
            if kind == "trees":
                item.labels = {
                    "tag": [self.index["tag"].get(tag(t), NONE) for t in s],
                    "lemma": [self.lemma_of.get(self.trees.add(t.text, t.lemma_), NONE) if t.lemma_ else NONE for t in s],
                    "head": [(0 if t.head.i == t.i else t.head.i - s.start + 1) if t.dep_ else NONE for t in s],
                    "label": [self.index["label"].get(t.dep_, NONE) for t in s],
                }
            else:
                item.labels = {"entity": [self.index["entity"][entity(t)] for t in s]}
        return made


def shape(word: str) -> str:
    """The kinds of a word's characters, each run as one."""
    kinds = ("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word)
    return "".join(kind for kind, _ in groupby(kinds))


def tag(token: Any) -> str:
    return f"{token.pos_}|{token.morph}"


def entity(token: Any) -> str:
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"


def tables(trees: Sequence[Span], entities: Sequence[Span]) -> dict[str, list[Any]]:
    """The labels that are learnt; edit trees of lemmas each as a form and a lemma that have it."""
    words = [t for s in trees for t in s]
    edits, example, of = EditTrees(StringStore()), {}, Counter[int]()
    for t in words:
        if t.lemma_:
            tree = edits.add(t.text, t.lemma_)
            example.setdefault(tree, (t.text, t.lemma_))
            of[tree] += 1
    shapes = Counter(shape(t.text) for s in (*trees, *entities) for t in s)
    return {
        "tag": sorted({tag(t) for t in words}),
        "lemma": [example[tree] for tree, count in sorted(of.items()) if count >= 3],
        "label": sorted({t.dep_ for t in words if t.dep_}),
        "entity": sorted({entity(t) for s in entities for t in s}),
        "shape": ["", "?", *(found for found, count in sorted(shapes.items()) if count >= 20)],
    }


class Teacher(nn.Module):
    """The encoder, to which words bring their shapes, and what reads trees and entities off its layers."""

    def __init__(self, config: BertConfig, tables: dict[str, list[Any]]) -> None:
        super().__init__()
        size = config.hidden_size
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.shapes = nn.Embedding(len(tables["shape"]), size)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.mix = nn.Parameter(torch.zeros(len(TASKS), config.num_hidden_layers + 1))
        self.words = nn.Sequential(nn.Dropout(0.2), nn.Linear(2 * size, size), nn.GELU(), nn.Dropout(0.2))
        self.tag, self.lemma = nn.Linear(size, len(tables["tag"])), nn.Linear(size, len(tables["lemma"]))
        self.entity = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(2 * size, size), nn.GELU(), nn.Dropout(0.2), nn.Linear(size, len(tables["entity"]))
        )
        self.arc, self.arc_size, self.label_size = nn.Linear(2 * size, 2 * (size + 64)), size, 64
        self.root = nn.Parameter(torch.zeros(2 * size))
        self.attach = nn.Parameter(torch.zeros(size + 1, size))
        self.name = nn.Parameter(torch.zeros(65, len(tables["label"]), 65))

    def forward(self, batch: dict[str, Tensor], wanted: Sequence[str]) -> dict[str, Tensor]:
        """Scores: `tag`, `lemma` and `entity` of each word; `head` of each word and head, root first; `label` of them by label."""
        known = self.encoder.embeddings.word_embeddings(batch["pieces"]) + self.shapes(batch["shapes"])
        out = self.encoder(inputs_embeds=known, attention_mask=batch["mask"], output_hidden_states=True)
        layers = torch.stack(out.hidden_states)
        row = torch.arange(len(known))[:, None]

        def words(task: str) -> Tensor:
            mixed = torch.tensordot(self.mix[TASKS.index(task)].softmax(0).to(layers.dtype), layers, 1)
            return torch.cat([mixed[row, batch["first"]], mixed[row, batch["last"]]], -1)

        made: dict[str, Tensor] = {}
        if "entities" in wanted:
            made["entity"] = self.entity(words("entities")).float()
        if "trees" in wanted:
            seen = self.words(words("words"))
            made["tag"], made["lemma"] = self.tag(seen).float(), self.lemma(seen).float()
            made["head"], made["label"] = self._trees(words("trees"), batch["words"])
        return made

    def _trees(self, words: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        rooted = torch.cat([self.root.to(words.dtype).expand(len(words), 1, -1), words], 1)
        projected = nn.functional.dropout(
            nn.functional.gelu(self.arc(nn.functional.dropout(rooted, 0.2, self.training))), 0.2, self.training
        )
        below, above, low, high = projected.split([self.arc_size, self.arc_size, self.label_size, self.label_size], -1)
        one = torch.ones_like(below[..., :1])
        heads = torch.cat([below, one], -1)[:, 1:] @ self.attach.to(below.dtype) @ above.transpose(1, 2) / self.arc_size**0.5
        low, high = torch.cat([low, one], -1)[:, 1:], torch.cat([high, one], -1)
        labels = (low @ self.name.to(low.dtype).flatten(1)).unflatten(-1, (-1, high.shape[-1])).flatten(1, 2) @ high.transpose(1, 2)
        labels = labels.unflatten(1, (low.shape[1], -1)).transpose(2, 3)
        allowed = torch.cat([torch.ones_like(there[:, :1]), there], 1)[:, None, :]
        return heads.float().masked_fill(~allowed, -1e4), labels


def packed(items: Sequence[Item]) -> dict[str, Tensor]:
    """Items as tensors, filled up to the longest."""

    def full(rows: Sequence[Sequence[int]], fill: int = 0) -> Tensor:
        length = max(map(len, rows))
        return torch.tensor([[*r, *[fill] * (length - len(r))] for r in rows])

    made = {"pieces": full([i.pieces for i in items]), "shapes": full([i.shapes for i in items])}
    made |= {"first": full([i.first for i in items]), "last": full([i.last for i in items])}
    made["mask"] = full([[1] * len(i.pieces) for i in items])
    made["words"] = full([[1] * len(i.first) for i in items]).bool()
    return made | {name: full([i.labels[name] for i in items], NONE) for name in items[0].labels}


def batches(items: Sequence[Any], size: int, rng: random.Random | None = None) -> Iterator[list[Any]]:
    """Items of about the same length, `size` pieces together; shuffled and without end, or in order of length and once."""
    while True:
        order = list(items)
        if rng:
            rng.shuffle(order)
        order.sort(key=lambda i: len(i.pieces) + (rng.random() * 6 if rng else 0))
        made: list[list[Any]] = []
        for item in order:
            if not made or (len(made[-1]) + 1) * len(item.pieces) > size:
                made.append([])
            made[-1].append(item)
        if rng:
            rng.shuffle(made)
        yield from made
        if not rng:
            return


def loss(scores: dict[str, Tensor], batch: dict[str, Tensor]) -> Tensor:
    """The mean loss of a word, summed over what is learnt; a relation is learnt at its true head."""
    found = {name: scores[name].flatten(0, 1) for name in ("tag", "lemma", "entity", "head") if name in batch}
    if "label" in batch:
        at = batch["head"].clamp(min=0)[..., None, None].expand(-1, -1, 1, scores["label"].shape[-1])
        found["label"] = scores["label"].gather(2, at).squeeze(2).float().flatten(0, 1)
    return torch.stack([cross_entropy(score, batch[name].flatten(), ignore_index=NONE) for name, score in found.items()]).sum()


def parts_of_speech(tags: Sequence[str]) -> Tensor:
    """The number of each tag's part of speech."""
    parts = [tag.partition("|")[0] for tag in tags]
    return torch.tensor([sorted(set(parts)).index(part) for part in parts])


def tally(
    scores: Mapping[str, Tensor],
    batch: Mapping[str, Tensor],
    names: Sequence[str],
    outside: Mapping[str, int],
    pos: Tensor,
    right: Counter[str],
    seen: Counter[str],
) -> None:
    """Add the labels of a batch that are right and all that are known, of tags their parts of speech too; without what is outside in both."""
    for name in names:
        got, gold = scores[name].argmax(-1), batch[name]
        counted = gold != NONE
        if name in outside:
            counted &= (gold != outside[name]) | (got != outside[name])
        right[name] += int((got == gold)[counted].sum())
        seen[name] += int(counted.sum())
        if name == "tag":
            right["pos"] += int((pos[got] == pos[gold.clamp(min=0)])[counted].sum())
            seen["pos"] += int(counted.sum())


def judged(teacher: Teacher, reader: Reader, trees: Sequence[Item], entities: Sequence[Item]) -> dict[str, float]:
    """Accuracy in per cent: `pos`, `tag`, `lemma`, `uas`, `las`, and of words in or beside entities, `entity`."""
    right, seen = Counter[str](), Counter[str]()
    pos, outside = parts_of_speech(reader.tables["tag"]), {"entity": reader.index["entity"]["O"]}
    teacher.eval()
    for kind, items in (("trees", trees), ("entities", entities)):
        for chosen in batches(items, 4000):
            batch = packed(chosen)
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                scores = teacher(batch, [kind])
            tally(scores, batch, [name for name in ("tag", "lemma", "entity") if name in batch], outside, pos, right, seen)
            if kind == "trees":
                heads = scores["head"].argmax(-1)
                names = scores["label"].float().argmax(-1).gather(2, heads[..., None]).squeeze(2)
                counted, good = batch["head"] != NONE, heads == batch["head"]
                right["uas"] += int(good[counted].sum())
                right["las"] += int((good & (names == batch["label"]))[counted].sum())
                seen["uas"] += int(counted.sum())
                seen["las"] += int(counted.sum())
    teacher.train()
    return {name: round(100 * right[name] / seen[name], 2) for name in seen}


def documents(path: Path, longest: int = 100) -> list[Span]:
    """The sentences of documents, without the longest."""
    docs = list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))
    return [s for d in docs for s in d.sents if len(s) <= longest]


def restored(folder: Path, encoder: Path) -> tuple[Teacher, Reader]:
    """The teacher that lies in a folder, and its reader."""
    tables = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
    teacher = Teacher(_config(encoder), tables)
    teacher.load_state_dict(torch.load(folder / "last.pt", weights_only=True)["teacher"])
    return teacher.eval(), Reader(encoder, tables)


def _config(encoder: Path) -> BertConfig:
    return BertConfig.from_pretrained(encoder, attn_implementation="eager", attention_probs_dropout_prob=0.0)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("encoder", type=Path)
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--steps", type=int, default=3000, help="half of them of trees, half of entities")
    options.add_argument("--size", type=int, default=1024, help="pieces of a batch")
    given = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    trees, entities = documents(given.data / "ud_train.spacy"), documents(given.data / "ner_train.spacy")
    reader = Reader(given.encoder, json.loads(json.dumps(tables(trees, entities))))
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "tables.json").write_text(json.dumps(reader.tables, ensure_ascii=False), encoding="utf-8")
    teacher = Teacher(_config(given.encoder), reader.tables)
    teacher.encoder = BertModel.from_pretrained(given.encoder, config=teacher.encoder.config, add_pooling_layer=False)
    teacher.encoder.embeddings.word_embeddings.weight.requires_grad = False
    own = {n: p for n, p in teacher.named_parameters() if p.requires_grad}
    groups = [(1.5e-4, [p for n, p in own.items() if "encoder" in n]), (1e-3, [p for n, p in own.items() if "encoder" not in n])]
    optimizer = torch.optim.AdamW([{"params": p, "lr": rate} for rate, p in groups], weight_decay=0.01, fused=True)
    warm = 200
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.0, (given.steps - s) / (given.steps - warm)))
    )
    streams = [batches(reader.taught(s, k), given.size, rng) for s, k in ((trees, "trees"), (entities, "entities"))]
    choose = [reader.taught(documents(given.data / f"{n}_dev.spacy"), k) for n, k in (("ud", "trees"), ("ner", "entities"))]
    last, begun, total = given.out / "last.pt", 0, 0.0
    if last.exists():
        saved = torch.load(last, weights_only=True)
        teacher.load_state_dict(saved["teacher"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        begun = saved["step"]
    teacher.train()
    for step in range(given.steps):
        items = next(streams[step % 2])
        if step < begun:
            continue
        batch = packed(items)
        with torch.autocast("cpu", torch.bfloat16):
            scores = teacher(batch, [("trees", "entities")[step % 2]])
        found = loss(scores, batch)
        found.backward()
        nn.utils.clip_grad_norm_(own.values(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        total += found.item()
        if (step + 1) % 500 == 0 or step + 1 == given.steps:
            torch.save(
                {"teacher": teacher.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step + 1},
                last,
            )
            print(f"{step + 1} loss {total / 500:.3f} {judged(teacher, reader, *choose)}", flush=True)
            total = 0.0
    (given.out / "done").touch()


if __name__ == "__main__":
    main()
