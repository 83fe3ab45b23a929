"""The parser's promise: offsets are those of the text as given, whatever its quotes, blanks and paragraphs.

Both backends keep it: the embedded pipelines, and Stanza where it is installed and has models, as in CI, which trains small ones:

    python training/stanza_small.py DIR; TIMELINE_STANZA_MODELS=DIR pytest tests/test_parse.py
"""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from fixtures_nlp import LANGUAGES, parsed
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import MissingExtraError, UsageError
from timeline.model import Parse
from timeline.parse import Parser, accented, paragraphs, parser_named, plain

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


@cache
def stanza_parser(folder: str) -> Parser:
    return parser_named(f"stanza:{folder}")


@pytest.fixture(scope="module", params=["embedded", "stanza"])
def backend(request: pytest.FixtureRequest, parser: Parser) -> Parser:
    """Each parser that must keep the promise; Stanza's is skipped, saying why, where it cannot run."""
    if request.param == "embedded":
        return parser
    folder = os.environ.get("TIMELINE_STANZA_MODELS")
    if find_spec("stanza") is None:
        pytest.skip("Stanza is not installed: pip install torch==2.13.0 '.[stanza]'")
    if not folder:
        pytest.skip("no models for Stanza: python training/stanza_small.py DIR, then TIMELINE_STANZA_MODELS=DIR")
    return stanza_parser(folder)


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
def test_offsets(backend: Parser, lang: str, text: str) -> None:
    check(text, parsed(backend, text, lang))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60), lang=st.sampled_from(LANGUAGES))
def test_any_text(backend: Parser, text: str, lang: str) -> None:
    check(text, parsed(backend, text, lang))


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
def test_any_words(backend: Parser, words: list[str], lang: str) -> None:
    check(" ".join(words), parsed(backend, " ".join(words), lang))


def test_texts_come_back_in_order_over_batches(backend: Parser) -> None:
    texts = [f"Articolo {i}. Mosca ha accettato.\n\nFine {i}." if i % 3 else "" for i in range(70)]
    parses = list(backend.parse(texts, "it"))
    assert [p.text for p in parses] == texts
    assert {p.lang for p in parses} == {"it"}


def test_a_text_is_parsed_alike_alone_and_among_others(backend: Parser) -> None:
    text = TEXTS["typographic quotes"][1]
    assert list(backend.parse(["Prima.", text, "Dopo."], "it"))[1] == parsed(backend, text, "it")


def test_typographic_and_plain_quotes_parse_alike(backend: Parser) -> None:
    text = TEXTS["typographic quotes"][1]
    fancy, straight = parsed(backend, text, "it"), parsed(backend, plain(text), "it")
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
    "a town in capitals": ("MODENA Ha salutato tutti.\ndue", ["MODENA", "Ha salutato tutti.", "due"]),
    "a town named again": ("MODENA Arrestato un uomo di Modena.", ["MODENA", "Arrestato un uomo di Modena."]),
    "a town before a participle": ("MODENA Arrestato un uomo.", ["MODENA", "Arrestato un uomo."]),
    "a town before a verb": ("Savignano È stato arrestato un uomo.", ["Savignano", "È stato arrestato un uomo."]),
    "a letter behind a noun": ("Vitamina A contro il freddo.", ["Vitamina A contro il freddo."]),
    "a town before a common noun": ("CARPI Ladri scatenati. I ladri sono fuggiti.", ["CARPI", "Ladri scatenati. I ladri sono fuggiti."]),
    "letters of a firm": ("ENEL Energia cresce. Per la ENEL l'energia rincara.", ["ENEL Energia cresce. Per la ENEL l'energia rincara."]),
    "letters and a name": ("FIAT Chrysler cresce ancora.", ["FIAT Chrysler cresce ancora."]),
    "who signs before an adverb": ("Anna Neri Prima hanno rubato un'auto.", ["Anna Neri", "Prima hanno rubato un'auto."]),
    "a town on its own line": ("CARPI.\nArrestato un uomo.", ["CARPI.", "Arrestato un uomo."]),
    "a town with a full stop": ("CARPI. Arrestato un uomo.", ["CARPI.", "Arrestato un uomo."]),
    "two words with a full stop": ("San Felice. Neri ha vinto.", ["San Felice.", "Neri ha vinto."]),
    "a title and a name": ("ST. LOUIS ha vinto. Prof. Neri no.", ["ST. LOUIS ha vinto. Prof. Neri no."]),
    "who signs": ("Anna Neri Sta per aprire la diga.", ["Anna Neri", "Sta per aprire la diga."]),
    "who signs and where": ("di Anna Neri REGGIO EMILIA Il ponte è chiuso.", ["di Anna Neri REGGIO EMILIA", "Il ponte è chiuso."]),
    "letters of a body": ("NATO Response Force è in Kosovo, la NATO dice.", ["NATO Response Force è in Kosovo, la NATO dice."]),
    "a name": ("Anna Neri ha aperto la diga.", ["Anna Neri ha aperto la diga."]),
    "a sentence": ("Il Consiglio Il centro", ["Il Consiglio Il centro"]),
}


@pytest.mark.parametrize(("text", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in paragraphs(text, "it")] == expected


@given(st.text(alphabet="ab \n\r\t\u00a0\u2028.", max_size=80))
def test_paragraphs_lose_only_blanks(text: str) -> None:
    spans = paragraphs(text, "it")
    inside = {i for a, b in spans for i in range(a, b)}
    assert all(a < b for a, b in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[i].isspace() or i in inside for i in range(len(text)))


def test_no_sentence_crosses_a_paragraph(backend: Parser) -> None:
    text = "Il vertice di Riad\nPutin ha incontrato Trump"
    assert [text[s.start : s.end] for s in parsed(backend, text, "it").sentences] == text.split("\n")


def test_a_quotation_is_no_sentence_of_its_own(parser: Parser) -> None:
    for text in ("«Non cederemo», ha detto Zelensky.", "Zelensky ha detto: «Non cederemo»."):
        assert len(parsed(parser, text, "it").sentences) == 1, text


SURFACE = {
    "prepositions with articles": ("it", "Il ministro della Difesa ha parlato nell’aula dell’istituto di Roma."),
    "infinitives with clitics": ("it", "Il governo vuole dargli tempo per farlo."),
    "contractions": ("en", "It’s late and they don’t agree."),
}
WORDS_OF = {
    "prepositions with articles": "Il ministro della Difesa ha parlato nell’ aula dell’ istituto di Roma .",
    "infinitives with clitics": "Il governo vuole dargli tempo per farlo .",
    "contractions": "It ’s late and they do n’t agree .",
}


@pytest.mark.parametrize("name", SURFACE)
def test_tokens_are_those_of_the_surface(backend: Parser, name: str) -> None:
    """Words that treebanks take apart stand as one token, but for what an apostrophe parts in English."""
    lang, text = SURFACE[name]
    assert " ".join(t.text for t in parsed(backend, text, lang).tokens) == WORDS_OF[name]


def test_a_token_of_two_words_has_the_analysis_of_both(backend: Parser) -> None:
    token = next(t for t in parsed(backend, "Il ministro della Difesa ha parlato.", "it").tokens if t.text == "della")
    assert (token.lemma, token.upos, token.deprel) == ("di il", "ADP", "case")
    assert "PronType=Art" in token.feats


def test_a_language_without_models_is_a_usage_error(backend: Parser) -> None:
    with pytest.raises(UsageError):
        list(backend.parse(["Ein Satz."], "de"))


def test_languages(backend: Parser) -> None:
    assert backend.languages() == ("en", "it")
    assert backend.name.startswith(("spacy-", "stanza-"))


@pytest.mark.parametrize(
    ("name", "lang", "message"),
    [
        ("corenlp", "it", "--parser corenlp: unknown"),
        ("spacy:", "it", "--parser spacy:: unknown"),
        ("spacy:no_such_pipeline", "it", "no spaCy pipeline"),
    ],
)
def test_unknown_parsers_are_named(name: str, lang: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        list(parser_named(name).parse(["Uno."], lang))


# ---------------------------------------------------------------- Stanza without its package, its models or the network


def test_stanza_without_the_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stanza", None)
    with pytest.raises(MissingExtraError, match=r"^--parser stanza needs an extra: pip install 'news-timeline\[stanza\]'$"):
        parser_named("stanza")


def downloads(monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> list[str]:
    """Put a package in Stanza's place whose download writes empty models; the languages that it is asked for."""
    asked: list[str] = []

    def download(lang: str, *, model_dir: str, verbose: bool) -> None:
        if fails:
            raise OSError("no network\nat all")
        asked.append(lang)
        folder = Path(model_dir) / lang / "depparse"
        folder.mkdir(parents=True)
        (folder / "x.pt").touch()
        (Path(model_dir) / "resources.json").write_text("{}")

    monkeypatch.setitem(sys.modules, "stanza", SimpleNamespace(download=download, __version__="1"))  # type: ignore[misc]
    return asked


def test_stanza_without_models_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = downloads(monkeypatch)
    with pytest.raises(UsageError, match=r"^no Stanza models for 'it' in .*: give --download .*--parser stanza:DIR\)$"):
        parser_named(f"stanza:{tmp_path}")
    assert asked == [], "nothing is fetched unasked"


def test_stanza_fetches_what_is_missing_when_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked = downloads(monkeypatch)
    assert parser_named(f"stanza:{tmp_path}", download=True).languages() == ("en", "it")
    parser_named(f"stanza:{tmp_path}", download=True)
    assert asked == ["en", "it"]


def test_stanza_says_when_fetching_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    downloads(monkeypatch, fails=True)
    with pytest.raises(UsageError, match=r"^Stanza's models for 'en' cannot be fetched: no network$"):
        parser_named(f"stanza:{tmp_path}", download=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E' stata arrestata perche' la citta' dell'universita' e' sua.", "È' stata arrestata perché' la città' dell'università' è' sua."),
        ("Un po' di gente, di piu'.", "Un po' di gente, di più'."),
        ("Il 'Patto segreto' non e' firmato.", "Il 'Patto segreto' non è' firmato."),
        ("L'accordo dell' anno", "L'accordo dell' anno"),
    ],
)
def test_accents_that_apostrophes_stand_for(text: str, expected: str) -> None:
    assert accented(text) == expected
    assert len(accented(text)) == len(text)
