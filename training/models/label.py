"""Write what a student of Italian learns from: `python label.py PIPELINE DATA`.

The trees of the last training with spaCy, and those that its pipeline makes of the rest of the running text (`ud_silver.spacy`); and the pieces of
words (`pieces.txt`): WordPiece's of all these words, and the ends of at least six of them.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import srsly
from prepare import SEED, write
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from timeline.parse.load import loaded

PIECES, LETTERS, OFTEN = 24_000, 120, 200  # how many pieces and letters; how often a word counts at most
ENDS, LEAST = (2, 3, 4), 6


def pieces(words: Counter[str]) -> list[str]:
    """The pieces of words in small letters, and the ends that many of them have."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=PIECES, special_tokens=["[PAD]", "[UNK]"], limit_alphabet=LETTERS)
    tokenizer.train_from_iterator((" ".join([word] * min(count, OFTEN)) for word, count in sorted(words.items())), trainer)
    ends = Counter("$" + word[-n:] for word in words for n in ENDS if len(word) > n and word.isalpha())
    found = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return [*(piece for piece, _ in found), *sorted(end for end, count in ends.items() if count >= LEAST)]


def silver(nlp: Language, data: Path, held: Sequence[Doc], rng: random.Random) -> list[Doc]:
    """The sentences of the running text that are in none of the held documents as a pipeline reads them, one to three together."""
    known = {s.text.strip() for d in held for s in d.sents}
    texts = (row["text"] for row in srsly.read_jsonl(data / "raw.jsonl"))
    read = nlp.pipe((t for t in texts if t not in known and 4 <= len(t.split()) <= 60), batch_size=128)
    made = [d for d in read if len(list(d.sents)) == 1 and not any(t.is_space or t.dep_ == "dep" for t in d)]
    rng.shuffle(made)
    docs = []
    while made:
        some = [made.pop() for _ in range(min(len(made), rng.choice([1, 1, 2, 3])))]
        docs.append(Doc.from_docs(some) if len(some) > 1 else some[0])
    return docs


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pipeline", type=Path)
    options.add_argument("data", type=Path)
    given = options.parse_args()
    nlp, rng = loaded(str(given.pipeline)), random.Random(SEED)
    docs, dev, test, entities = (
        list(DocBin().from_disk(given.data / f"{name}.spacy").get_docs(nlp.vocab))
        for name in ("ud_agreed", "ud_dev", "ud_test", "ner_agreed")
    )
    docs += silver(nlp, given.data, [*docs, *dev, *test], rng)
    rng.shuffle(docs)
    write(docs, given.data / "ud_silver.spacy")
    words = Counter(t.text.lower() for d in (*docs, *entities) for t in d)
    (given.data / "pieces.txt").write_text("\n".join(pieces(words)) + "\n", encoding="utf-8")
    print(f"{len(docs)} documents of trees")


if __name__ == "__main__":
    main()
