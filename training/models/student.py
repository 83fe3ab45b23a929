"""Train the student of a language, the net that the product reads with: `python student.py ENCODER TEACHER DATA OUT`.

ENCODER is the folder of the encoder that the teacher was made of, TEACHER the teacher's, DATA that of the prepared documents. The student has the
teacher's first layers with half of their inner neurons, and reads words, not pieces: a word is the mean of its pieces. It learns trees and
sentences, and entities, in turn. What was learnt lies in OUT every 500 steps, and training goes on from there.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import spacy
import torch
from spacy.tokens import Doc, DocBin
from teacher import NONE, batches, entity, parts_of_speech, restored, tag, tally
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, scaled_dot_product_attention

from timeline.parse.reader import Pieces, edit, shape

SEED = 20261121
LAYERS, HEADS, SIZE, INNER, HIDDEN, NAME = 3, 12, 384, 768, 256, 64
LONGEST = 128  # words of a window
LOST = 0.15  # the share of pieces, of words that have several, that are lost in training with a vocabulary of its own
TAUGHT = {"trees": ("tag", "lemma", "start", "head", "label"), "entities": ("entity",)}


@dataclass(slots=True)
class Window:
    """Words together as the student reads them: the pieces of each, its shape, and its labels."""

    pieces: list[list[int]]
    shapes: list[int]
    labels: dict[str, list[int]] = field(default_factory=dict)


class Labels:
    """The labels of the student by number, as its package has them."""

    def __init__(self, tables: dict[str, list[str]], pieces: Pieces) -> None:
        self.tables, self.pieces = tables, pieces
        self.index = {name: {label: i for i, label in enumerate(labels)} for name, labels in tables.items()}

    def window(self, words: Sequence[Any], kind: str) -> Window:
        """Tokens of a document with what they teach."""
        known = self.index["shape"]
        made = Window([self.pieces.of(t.text) for t in words], [known.get(shape(t.text), 1) for t in words])
        if kind == "entities":
            made.labels = {"entity": [self.index["entity"][entity(t)] for t in words]}
            return made
        place = {t.i: n for n, t in enumerate(words)}
        made.labels = {
            "tag": [self.index["tag"].get(tag(t), NONE) for t in words],
            "lemma": [self.index["lemma"].get(edit(t.text, t.lemma_), NONE) if t.lemma_ else NONE for t in words],
            "start": [int(t.is_sent_start or n == 0) for n, t in enumerate(words)],
            "head": [(0 if t.head.i == t.i else place[t.head.i] + 1) if t.dep_ and t.head.i in place else NONE for t in words],
            "label": [self.index["label"].get(t.dep_, NONE) for t in words],
        }
        return made


def tables(trees: Sequence[Doc], entities: Sequence[Doc]) -> dict[str, list[str]]:
    """The labels that are learnt, those of lemmas and shapes where they are not rare."""
    words = [t for d in trees for t in d]
    edits = Counter(edit(t.text, t.lemma_) for t in words if t.lemma_)
    shapes = Counter(shape(t.text) for d in (*trees, *entities) for t in d)
    return {
        "tag": sorted({tag(t) for t in words}),
        "lemma": sorted(e for e, count in edits.items() if count >= 8),
        "label": sorted({t.dep_ for t in words if t.dep_}),
        "entity": sorted({entity(t) for d in entities for t in d}),
        "shape": ["", "?", *sorted(found for found, count in shapes.items() if count >= 30)],
    }


def windows(docs: Sequence[Doc]) -> Iterator[list[Any]]:
    """The tokens of each document, as many sentences together as a window may have."""
    open_: list[Any] = []
    for doc in docs:
        sents = [list(s) for s in doc.sents] if doc.has_annotation("SENT_START") else [list(doc)]
        for sentence in sents:
            if open_ and len(open_) + len(sentence) > LONGEST:
                yield open_
                open_ = []
            if len(sentence) <= 2 * LONGEST:
                open_ += sentence
        if open_:
            yield open_
            open_ = []


def gelu(x: Tensor) -> Tensor:
    """GELU by the sigmoid, as the product computes it."""
    return x * torch.sigmoid(1.702 * x)


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.attend, self.mix = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.up, self.down = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.mixed, self.out = nn.LayerNorm(SIZE, eps=1e-12), nn.LayerNorm(SIZE, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, there: Tensor) -> Tensor:
        q, k, v = self.attend(x).unflatten(-1, (3, HEADS, SIZE // HEADS)).permute(2, 0, 3, 1, 4)
        seen = scaled_dot_product_attention(q, k, v, attn_mask=there[:, None, None, :]).transpose(1, 2).flatten(2)
        x = self.mixed(x + self.drop(self.mix(seen)))
        return self.out(x + self.drop(self.down(gelu(self.up(x)))))


class Student(nn.Module):
    """Embeddings, layers, and what reads tags, lemmas, sentence starts, trees and entities off the last."""

    def __init__(self, pieces: int, tables: dict[str, list[str]]) -> None:
        super().__init__()
        self.pieces = nn.EmbeddingBag(pieces, SIZE, mode="mean")
        self.shapes, self.places = nn.Embedding(len(tables["shape"]), SIZE), nn.Embedding(2 * LONGEST, SIZE)
        self.known = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.words, self.names = nn.Linear(SIZE, HIDDEN), nn.Linear(SIZE, HIDDEN // 2)
        self.tag, self.lemma, self.start = (nn.Linear(HIDDEN, n) for n in (len(tables["tag"]), len(tables["lemma"]), 2))
        self.entity = nn.Linear(HIDDEN // 2, len(tables["entity"]))
        self.arc = nn.Linear(SIZE, 2 * (HIDDEN + NAME))
        self.root = nn.Parameter(torch.zeros(SIZE))
        self.attach = nn.Parameter(torch.zeros(HIDDEN + 1, HIDDEN))
        self.label = nn.Parameter(torch.zeros(NAME + 1, len(tables["label"]), NAME + 1))
        self.drop = nn.Dropout(0.2)

    def forward(self, batch: dict[str, Tensor], kind: str) -> dict[str, Tensor]:
        """Scores: `tag`, `lemma`, `start`, `entity` of each word; `head` of each word and head, root first; `label` at the true head."""
        there = batch["there"]
        word = self.pieces(batch["pieces"], batch["offsets"]).unflatten(0, there.shape)
        place = self.places(torch.arange(there.shape[1]))
        x = self.drop(self.known(word + self.shapes(batch["shapes"]) + place))
        for layer in self.layers:
            x = layer(x, there)
        x = self.drop(x)
        if kind == "entities":
            return {"entity": self.entity(self.drop(gelu(self.names(x)))).float()}
        seen = self.drop(gelu(self.words(x)))
        made = {"tag": self.tag(seen).float(), "lemma": self.lemma(seen).float(), "start": self.start(seen).float()}
        rooted = torch.cat([self.root.to(x.dtype).expand(len(x), 1, -1), x], 1)
        below, above, low, high = self.drop(gelu(self.arc(rooted))).split([HIDDEN, HIDDEN, NAME, NAME], -1)
        one = torch.ones_like(below[..., :1])
        heads = torch.cat([below, one], -1)[:, 1:] @ self.attach.to(below.dtype) @ above.transpose(1, 2) / HIDDEN**0.5
        allowed = torch.cat([torch.ones_like(there[:, :1]), there], 1)[:, None, :] & batch["near"]
        made["head"] = heads.float().masked_fill(~allowed, -1e4)
        at = batch["head"].clamp(min=0)
        low, high = torch.cat([low, one], -1)[:, 1:], torch.cat([high, one], -1)
        high = high.gather(1, at[..., None].expand(-1, -1, high.shape[-1]))
        named = (low @ self.label.to(low.dtype).flatten(1)).unflatten(-1, (-1, NAME + 1))
        made["label"] = (named * high[..., None, :]).sum(-1).float()
        return made


def packed(items: Sequence[Window], rng: random.Random | None = None) -> dict[str, Tensor]:
    """Windows as tensors, filled up to the longest; a head is looked for in the word's own sentence only; with `rng`, some pieces are lost."""
    length = max(len(i.pieces) for i in items)

    def full(rows: Sequence[Sequence[int]], fill: int = 0) -> Tensor:
        return torch.tensor([[*r, *[fill] * (length - len(r))] for r in rows])

    bags = [bag for i in items for bag in (*i.pieces, *[[0]] * (length - len(i.pieces)))]
    if rng:
        bags = [[p for p in bag if rng.random() > LOST] or bag if len(bag) > 1 else bag for bag in bags]
    sizes = torch.tensor([0, *(len(bag) for bag in bags)])
    made = {"pieces": torch.tensor([p for bag in bags for p in bag]), "offsets": sizes.cumsum(0)[:-1]}
    made |= {"shapes": full([i.shapes for i in items]), "there": full([[1] * len(i.pieces) for i in items]).bool()}
    made |= {name: full([i.labels[name] for i in items], NONE) for name in items[0].labels}
    if "start" in made:
        sentence = made["start"].clamp(min=0).cumsum(1)
        near = sentence[:, :, None] == sentence[:, None, :]
        made["near"] = torch.cat([torch.ones_like(near[:, :, :1]), near], 2)
    return made


def judged(student: Student, labels: Labels, trees: Sequence[Window], entities: Sequence[Window]) -> dict[str, float]:
    """Accuracy in per cent on gold sentences: `pos`, `tag`, `lemma`, `uas`, `las`; `start`: F of sentence starts; `entity`: of words in or
    beside entities."""
    right, seen = Counter[str](), Counter[str]()
    pos, outside = parts_of_speech(labels.tables["tag"]), {"entity": labels.index["entity"]["O"], "start": 0}
    student.eval()
    for kind, items in (("trees", trees), ("entities", entities)):
        for chosen in batches(items, 4000):
            batch = packed(chosen)
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                scores = student(batch, kind)
            tally(scores, batch, TAUGHT[kind], outside, pos, right, seen)
            if kind == "trees":
                counted = batch["head"] != NONE
                good = scores["head"].argmax(-1) == batch["head"]
                right["las"] += int((good & (scores["label"].argmax(-1) == batch["label"]))[counted].sum())
                seen["las"] += int(counted.sum())
    student.train()
    return {name: round(100 * right[name] / seen[name], 2) for name in sorted(seen)}


def documents(path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def mean(students: Sequence[str]) -> tuple[dict[str, Tensor], dict[str, list[str]]]:
    """The weighted mean of what the students of one line have learnt, each given as FOLDER:WEIGHT, and their tables."""
    folders, weights = zip(*((Path(f), float(w)) for f, w in (s.rsplit(":", 1) for s in students)), strict=True)
    states = [torch.load(folder / "last.pt", weights_only=True)["student"] for folder in folders]
    state = {name: sum(s[name] * (w / sum(weights)) for s, w in zip(states, weights, strict=True)) for name in states[0]}
    return state, json.loads((folders[0] / "tables.json").read_text(encoding="utf-8"))


def begun(student: Student, teacher: nn.Module, known: Pieces, vocabulary: Sequence[str] | None) -> None:
    """Give the student the teacher's embeddings and first layers, of the inner neurons those whose way out is widest.

    A vocabulary of its own begins with what the encoder's pieces of its pieces mean.
    """
    own = teacher.encoder.embeddings
    with torch.no_grad():
        old = own.word_embeddings.weight
        if vocabulary is None:
            student.pieces.weight.copy_(old)
        else:
            for n, piece in enumerate(vocabulary):
                student.pieces.weight[n] = old[known.of(piece.removeprefix("##").removeprefix("$") or piece)].mean(0)
        student.shapes.weight.normal_(std=0.02)
        student.places.weight.copy_((own.position_embeddings.weight + own.token_type_embeddings.weight[0])[1 : 1 + 2 * LONGEST])
        student.known.load_state_dict(own.LayerNorm.state_dict())
        for layer, old in zip(student.layers, teacher.encoder.encoder.layer, strict=False):
            parts = [getattr(old.attention.self, n) for n in ("query", "key", "value")]
            layer.attend.weight.copy_(torch.cat([p.weight for p in parts]))
            layer.attend.bias.copy_(torch.cat([p.bias for p in parts]))
            layer.mix.load_state_dict(old.attention.output.dense.state_dict())
            layer.mixed.load_state_dict(old.attention.output.LayerNorm.state_dict())
            wide = (old.output.dense.weight.norm(dim=0) * old.intermediate.dense.weight.norm(dim=1)).topk(INNER).indices.sort().values
            layer.up.weight.copy_(old.intermediate.dense.weight[wide])
            layer.up.bias.copy_(old.intermediate.dense.bias[wide])
            layer.down.weight.copy_(old.output.dense.weight[:, wide])
            layer.down.bias.copy_(old.output.dense.bias)
            layer.out.load_state_dict(old.output.LayerNorm.state_dict())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("encoder", type=Path)
    options.add_argument("teacher", type=Path)
    options.add_argument("data", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--vocabulary", type=Path, help="pieces of its own, a line each, for another language than the encoder's")
    options.add_argument("--trees", default="ud_silver", help="the documents that trees are learnt from first")
    options.add_argument("--entities", default="ner_silver", help="the documents that entities are learnt from")
    options.add_argument("--steps", type=int, default=7000, help="of trees and of entities")
    options.add_argument("--gold", type=float, default=0.3, help="the share of the steps, at the end, that learn trees from gold only")
    options.add_argument("--share", type=float, default=1 / 3, help="the share of the steps that learn entities")
    options.add_argument("--rate", type=float, default=1, help="how fast it learns, of the first training's rate")
    options.add_argument("--begun", nargs="+", help="the folders of trainings, FOLDER:WEIGHT, with the mean of whose weights it goes on")
    options.add_argument("--size", type=int, default=2000, help="words of a batch")
    given = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    docs = {n: documents(given.data / f"{n}.spacy") for n in (given.trees, "ud_polish", given.entities, "ud_dev", "ner_dev")}
    known, own = (p.read_text(encoding="utf-8").split("\n")[:-1] if p else None for p in (given.encoder / "vocab.txt", given.vocabulary))
    pieces = Pieces(own or known)
    state, learnt = mean(given.begun) if given.begun else (None, tables(docs[given.trees], docs[given.entities]))
    labels = Labels(learnt, pieces)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "tables.json").write_text(json.dumps(labels.tables, ensure_ascii=False), encoding="utf-8")
    kinds = {n: "trees" if n.startswith("ud") else "entities" for n in docs}
    items = {n: [labels.window(w, kinds[n]) for w in windows(d)] for n, d in docs.items()}
    del docs
    print({n: len(i) for n, i in items.items()}, {n: len(t) for n, t in labels.tables.items()}, flush=True)
    student = Student(len(pieces), labels.tables)
    if state:
        student.load_state_dict(state)
    else:
        begun(student, restored(given.teacher, given.encoder)[0], Pieces(known), own)
    new = ("words", "names", "tag", "lemma", "start", "entity", "arc", "root", "attach", "label", "shapes")
    rates = dict.fromkeys(new, 1e-3) | {"pieces": 1e-3 if own else 1e-4}
    others = 3e-4 if own else 2e-4
    groups: dict[float, list[Tensor]] = {others: [], 1e-3: [], 1e-4: []}
    for name, p in student.named_parameters():
        groups[rates.get(name.split(".")[0], others)].append(p)
    optimizer = torch.optim.AdamW([{"params": p, "lr": rate * given.rate} for rate, p in groups.items()], weight_decay=0.01, fused=True)
    warm = 200
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (given.steps - s) / (given.steps - warm)))
    )
    streams = {n: batches(items[n], given.size, rng) for n in (given.trees, "ud_polish", given.entities)}
    path, step, total = given.out / "last.pt", 0, Counter[str]()
    if path.exists():
        saved = torch.load(path, weights_only=True)
        student.load_state_dict(saved["student"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        step = saved["step"]
    student.train()
    while step < given.steps:
        trees = given.trees if step < (1 - given.gold) * given.steps else "ud_polish"
        source = given.entities if int((step + 1) * given.share) > int(step * given.share) else trees
        batch = packed(next(streams[source]), rng if own else None)
        with torch.autocast("cpu", torch.bfloat16):
            scores = student(batch, kinds[source])
        losses = {n: cross_entropy(scores[n].flatten(0, 1), batch[n].flatten(), ignore_index=NONE) for n in TAUGHT[kinds[source]]}
        sum(losses.values()).backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        step += 1
        total.update({n: found.item() for n, found in losses.items()})
        if step % 500 == 0 or step == given.steps:
            state = {"student": student.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step}
            torch.save(state, path)
            print(
                step,
                {n: round(v / 500, 3) for n, v in total.items()},
                judged(student, labels, items["ud_dev"], items["ner_dev"]),
                flush=True,
            )
            total.clear()
    (given.out / "done").touch()


if __name__ == "__main__":
    main()
