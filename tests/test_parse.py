"""The parser's promise: offsets are those of the text as given, whatever its quotes, blanks and paragraphs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fixtures_nlp import LANGUAGES, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import UsageError
from timeline.model import Parse
from timeline.parse import Parser, paragraphs, parser_named, plain

TEXTS = {
    "plain": ("it", "Putin ha telefonato a Trump giovedì. I due si vedranno a Riad."),
    "typographic quotes": ("it", "«L’Ucraina non cederà», ha detto Zelensky. “Mai”, ha aggiunto l’aiutante — un generale."),
    "nested quotes": ("en", "“He said ‘never’ again,” Lavrov’s aide told the BBC’s reporter."),
    "paragraphs": ("en", "First line without a stop\nSecond line of it\n\n\nThird paragraph here."),
    "broken machine translation": (
        "it",
        "Putin ha detto a Trump , che Mosca vuole trovare una soluzione . Il colloquio  è  durato un'ora .",
    ),
    "odd blanks": ("en", "\ufeff Talks\u00a0resumed on\u202f3\u2009July.\t\u200bThen they ended."),
    "outside the plane": ("en", "Putin 🇷🇺 called Trump 👨‍👩‍👧 on Thursday 𝒯."),
    "carriage returns": ("it", "Prima riga.\r\nSeconda riga.\r\n"),
    "combining accents": ("it", "Il vertice si terra\u0300 giovedi\u0300 a Riad."),
    "empty": ("it", ""),
    "blanks only": ("en", " \n\t \n"),
    "marks only": ("it", "… «» — “”"),
}


def check(text: str, parse: Parse) -> None:
    """What holds of every parse of every text."""
    assert parse.text == text
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)
    assert all(a.end <= b.start for a, b in pairwise(parse.tokens))
    covered = {i for t in parse.tokens for i in range(t.start, t.end)}
    assert all(text[i].isspace() or i in covered for i in range(len(text))), "every character that is no blank is in a token"
    assert [i for s in parse.sentences for i in range(s.first, s.last)] == list(range(len(parse.tokens)))
    for s in parse.sentences:
        assert s.start == parse.tokens[s.first].start
        assert s.end == max(s.start, len(text[: parse.tokens[s.last - 1].end].rstrip()))
        assert all(s.first <= parse.tokens[i].head < s.last for i in range(s.first, s.last)), "no arc leaves its sentence"
        assert sum(parse.tokens[i].head == i for i in range(s.first, s.last)) == 1
    for e in parse.entities:
        assert (e.start, e.end) == (parse.tokens[e.first].start, parse.tokens[e.last - 1].end)
        assert e.label in ("PER", "LOC", "ORG")


@pytest.mark.parametrize(("lang", "text"), TEXTS.values(), ids=TEXTS)
def test_offsets(parser: Parser, lang: str, text: str) -> None:
    check(text, parsed(parser, text, lang))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60), lang=st.sampled_from(LANGUAGES))
def test_any_text(parser: Parser, text: str, lang: str) -> None:
    check(text, parsed(parser, text, lang))


WORDS = st.sampled_from(
    [
        "Putin",
        "l’Ucraina",
        "«Mai»",
        "“no”",
        "3",
        "luglio",
        "U.S.",
        "ha",
        "detto",
        ".",
        ",",
        "\n",
        "\n\n",
        "\u00a0",
        "d'",
        "’",
        "—",
        "…",
        "a.C.",
    ]
)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(WORDS, max_size=25), lang=st.sampled_from(LANGUAGES))
def test_any_words(parser: Parser, words: list[str], lang: str) -> None:
    check(" ".join(words), parsed(parser, " ".join(words), lang))


def test_texts_come_back_in_order_over_batches(parser: Parser) -> None:
    texts = [f"Articolo {i}. Mosca ha accettato.\n\nFine {i}." if i % 3 else "" for i in range(70)]
    parses = list(parser.parse(texts, "it"))
    assert [p.text for p in parses] == texts
    assert {p.lang for p in parses} == {"it"}


def test_a_text_is_parsed_alike_alone_and_among_others(parser: Parser) -> None:
    text = TEXTS["typographic quotes"][1]
    assert list(parser.parse(["Prima.", text, "Dopo."], "it"))[1] == parsed(parser, text, "it")


def test_typographic_and_plain_quotes_parse_alike(parser: Parser) -> None:
    text = TEXTS["typographic quotes"][1]
    fancy, straight = parsed(parser, text, "it"), parsed(parser, plain(text), "it")
    assert [(t.start, t.upos, t.head, t.deprel) for t in fancy.tokens] == [(t.start, t.upos, t.head, t.deprel) for t in straight.tokens]


@given(st.text())
def test_plain_keeps_every_character_in_its_place(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


LONG = "parola " * 8  # 56 characters: the lines of a text wrapped at a width
BLOCKS = {
    "lines": ("uno\ndue\n\ntre", ["uno", "due", "tre"]),
    "blanks at the ends": ("  uno \n\t\n due  ", ["uno", "due"]),
    "wrapped": ("\n".join([LONG] * 6) + "\n\nfine", ["\n".join([LONG] * 6).strip(), "fine"]),
    "five long lines are five": ("\n".join([LONG] * 5), [LONG.strip()] * 5),
    "carriage returns": ("uno\r\ndue\r\n", ["uno", "due"]),
    "nothing": ("\n \n", []),
}


@pytest.mark.parametrize(("text", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in paragraphs(text)] == expected


@given(st.text(alphabet="ab \n\r\t\u00a0\u2028.", max_size=80))
def test_paragraphs_lose_only_blanks(text: str) -> None:
    spans = paragraphs(text)
    inside = {i for a, b in spans for i in range(a, b)}
    assert all(a < b for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[i].isspace() or i in inside for i in range(len(text)))


def test_no_sentence_crosses_a_paragraph(parser: Parser) -> None:
    text = "Il vertice di Riad\nPutin ha incontrato Trump"
    assert [text[s.start : s.end] for s in parsed(parser, text, "it").sentences] == text.split("\n")


def test_a_quotation_is_no_sentence_of_its_own(parser: Parser) -> None:
    for text in ("«Non cederemo», ha detto Zelensky.", "Zelensky ha detto: «Non cederemo»."):
        assert len(parsed(parser, text, "it").sentences) == 1, text


@pytest.mark.parametrize(
    ("name", "lang", "message"),
    [
        ("stanza", "it", "--parser stanza: unknown"),
        ("spacy:", "it", "--parser spacy:: unknown"),
        ("spacy:no_such_pipeline", "it", "no spaCy pipeline"),
    ],
)
def test_unknown_parsers_are_named(name: str, lang: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        list(parser_named(name).parse(["Uno."], lang))


def test_a_language_without_a_pipeline_is_a_usage_error(parser: Parser) -> None:
    with pytest.raises(UsageError):
        list(parser.parse(["Ein Satz."], "de"))


def test_embedded_languages(parser: Parser) -> None:
    assert parser.languages() == ("en", "it")
