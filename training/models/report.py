"""The figures of a package on the parts held back, which `card.py` writes down."""

from __future__ import annotations

import time
from pathlib import Path

from spacy.language import Language
from spacy.pipeline.dep_parser import parser_score
from spacy.pipeline.lemmatizer import lemmatizer_score
from spacy.pipeline.morphologizer import morphologizer_score
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import DocBin
from spacy.training import Example

from timeline.parse.load import loaded

TREES = {"ud_dev": "chosen on", "ud_test": "paragraphs", "ud_test_sentences": "sentences", "ud_test_tens": "ten sentences"}
NAMES = {"it": ("wn", "fic", "adg"), "en": ("uner", "wikigold")}
KEYS = ("token_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def figures(package: Path, lang: str, data: Path) -> dict[str, dict[str, float]]:
    """Scores in per cent by part; words a second and seconds to load under `speed`."""
    start = time.perf_counter()
    nlp = loaded(str(package))
    found = {"speed": {"load_s": round(time.perf_counter() - start, 2)}}
    for part in TREES:
        scores = trees(nlp, data / f"{part}.spacy")
        found[part] = {k: round(100 * scores[k], 2) for k in KEYS}
    for part in ("dev", *(f"test_{n}" for n in NAMES[lang])):
        scores = get_ner_prf(_examples(nlp, data / f"ner_{part}.spacy"))
        kinds = {k: round(100 * v["f"], 1) for k, v in sorted(scores["ents_per_type"].items())}
        found[f"ner_{part}"] = {
            "f": round(100 * scores["ents_f"], 2),
            "p": round(100 * scores["ents_p"], 2),
            "r": round(100 * scores["ents_r"], 2),
            **kinds,
        }
    texts = [d.text for d in DocBin().from_disk(data / f"ner_test_{NAMES[lang][0]}.spacy").get_docs(nlp.vocab)]
    start = time.process_time()
    words = sum(map(len, nlp.pipe(texts, batch_size=64)))
    found["speed"]["words_s"] = round(words / (time.process_time() - start))
    return found


def trees(nlp: Language, path: Path) -> dict[str, float]:
    """Scores of tokens, tags, features, lemmas, trees (without punctuation, as spaCy scores its own) and sentences."""
    examples = _examples(nlp, path)
    scorers = (Scorer.score_tokenization, morphologizer_score, lemmatizer_score, parser_score)
    return {name: value for scorer in scorers for name, value in scorer(examples).items()}


def _examples(nlp: Language, path: Path) -> list[Example]:
    docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    return [Example(read, d) for read, d in zip(nlp.pipe(d.text for d in docs), docs, strict=True)]
