"""spaCy behind the Parser protocol: the embedded pipelines, or any installed one."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from timeline.errors import UsageError
from timeline.model import Entity, Parse, Sentence, Token
from timeline.parse import LABELS, accented, paragraphs, plain
from timeline.parse.clearnlp import MARKS, Word, universal
from timeline.parse.load import loaded

MODELS = Path(__file__).parent / "models"
OPENERS, CLOSERS = ('"', "'", "(", "["), ('"', "'", ")", "]")
BATCH = 32  # texts whose parses are in memory at once


class SpacyParser:
    """Parses with one pipeline per language; pipelines load when their language first comes."""

    def __init__(self, model: str | None = None) -> None:
        self._model = model
        self._pipelines: dict[str, Language] = {}
        self.name = f"spacy-{version('spacy')}:{model or f'embedded-{_edition()}'}"

    def languages(self) -> tuple[str, ...]:
        if self._model:
            return (str(self._pipeline_named(self._model).lang),)
        return tuple(sorted(p.name.split("_")[0] for p in MODELS.iterdir() if (p / "meta.json").exists()))

    def parse(self, texts: Iterable[str], lang: str) -> Iterator[Parse]:
        """The parses of the texts, in order; each paragraph is parsed alone, so that no sentence crosses its end."""
        pipeline = self._pipeline(lang)
        texts = iter(texts)
        while batch := list(islice(texts, BATCH)):
            spans = [paragraphs(text, lang) for text in batch]
            written = accented if lang == "it" else str
            pieces = (
                _tokenised(pipeline, written(plain(text[start:end])))
                for text, part in zip(batch, spans, strict=True)
                for start, end in part
            )
            docs = pipeline.pipe(pieces, batch_size=64)
            for text, part in zip(batch, spans, strict=True):
                yield _joined(text, lang, [(start, next(docs)) for start, _ in part], clearnlp=_speaks_clearnlp(pipeline))

    def _pipeline(self, lang: str) -> Language:
        name = self._model or str(MODELS / f"{lang}_timeline_sm")
        pipeline = self._pipeline_named(name)
        if pipeline.lang != lang:
            raise UsageError(f"--parser spacy:{name} reads '{pipeline.lang}', but there are articles in '{lang}'")
        return pipeline

    def _pipeline_named(self, name: str) -> Language:
        if name not in self._pipelines:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a pipeline of a neighbouring version still parses
                try:
                    self._pipelines[name] = loaded(name)
                except OSError as error:
                    raise UsageError(
                        f"no spaCy pipeline '{Path(name).name}' is installed (pip install it, or use --parser embedded)"
                    ) from error
        return self._pipelines[name]


def _tokenised(pipeline: Language, text: str) -> Doc:
    """The tokens of a paragraph; quotes and what they enclose are kept from being sentences of their own."""
    doc = pipeline.make_doc(text)
    for token in doc:
        if token.i == 0:
            continue
        before = token.nbor(-1)
        opened = before.text in OPENERS and not before.whitespace_ and (before.i == 0 or bool(before.nbor(-1).whitespace_))
        closes = token.text in CLOSERS and not before.whitespace_
        number = token.i > 1 and before.text == "." and token.is_digit and before.nbor(-1).is_digit and len(token) in (2, 3)
        if opened or closes or number:  # "alle 2. 30", "1. 060 euro"
            token.is_sent_start = False
    return doc


def _edition() -> str:
    """A digest of the embedded pipelines' descriptions: another training is another parser to every cache."""
    return sha256(b"".join(p.read_bytes() for p in sorted(MODELS.glob("*/meta.json")))).hexdigest()[:12]


def _speaks_clearnlp(pipeline: Language) -> bool:
    """Whether a pipeline's relations are ClearNLP's, as those of spaCy's English ones are."""
    return any(not MARKS.isdisjoint(getattr(pipe, "labels", ())) for _, pipe in pipeline.pipeline)


def _joined(text: str, lang: str, parts: list[tuple[int, Doc]], *, clearnlp: bool) -> Parse:
    """One parse of the paragraphs' parses, each at its offset."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    for offset, doc in parts:
        base = len(tokens)
        words = _words(doc)
        if clearnlp:
            universal(words)
        for t, w in zip(doc, words, strict=True):
            start = offset + t.idx
            end = start + len(t)
            tokens.append(Token(start, end, text[start:end], w.lemma, w.upos, w.feats, base + w.head, w.deprel))
        for s in doc.sents:
            start, end = offset + s.start_char, offset + s.end_char
            sentences.append(Sentence(base + s.start, base + s.end, start, start + len(text[start:end].rstrip())))
        entities += [
            Entity(offset + e.start_char, offset + e.end_char, base + e.start, base + e.end, LABELS[e.label_])
            for e in doc.ents
            if e.label_ in LABELS
        ]
    return Parse(text, lang, tuple(tokens), tuple(sentences), tuple(entities))


def _words(doc: Doc) -> list[Word]:
    """The words of a paragraph as the pipeline has analysed them."""
    people = {i: n for n, e in enumerate(doc.ents, 1) if LABELS.get(e.label_) == "PER" for i in range(e.start, e.end)}
    return [
        Word(
            text=t.text, lemma=t.lemma_ if t.pos_ == "PROPN" else t.lemma_.lower(), upos=t.pos_, feats=str(t.morph), head=t.head.i,
            deprel="root" if t.dep_ == "ROOT" else t.dep_, person=people.get(t.i, 0),
        )
        for t in doc
    ]  # fmt: skip
