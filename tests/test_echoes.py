"""Where an article names an event again without telling it, and what only looks so."""

from __future__ import annotations

import pytest
from fixtures_nlp import article, facts, parsed, reading

from timeline import pipeline
from timeline.parse import Parser

# By why: language, text, the word that tells the event, the words that name it again.
ROWS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "the noun": ("en", "The two firms signed a deal in Paris. The deal was welcomed by the mayor.", "deal", ("signed", "deal")),
    "il nome": ("it", "I due ministri hanno firmato un accordo a Roma. L'accordo non piace ai sindacati.", "accordo", ("accordo",)),
    "a noun of the verb": ("en", "The minister resigned on Monday. The resignation surprised his party.", "resigned", ("resignation",)),
    "un nome del verbo": ("it", "Il ministro è stato arrestato lunedì. L'arresto ha sorpreso il partito.", "arrestato", ("arresto",)),
    "the form of saying": ("en", "In a statement, the minister said the port was closed.", "said", ("statement",)),
    "a light verb": ("en", "The airline signed the agreement in Paris on June 15.", "agreement", ("signed",)),
    "another party": ("en", "The two firms signed a deal in Paris. The deal with Kenya was welcomed by the mayor.", "deal", ("signed",)),
    "un'altra parte": ("it", "Il ministro è stato arrestato lunedì. L'arresto del sindaco ha sorpreso il partito.", "arrestato", ()),
    "several": ("en", "The minister resigned on Monday. The resignations surprised his party.", "resigned", ()),
    "not known": ("en", "The minister resigned on Monday. A resignation is a rare thing.", "resigned", ()),
    "another kind": ("en", "The minister resigned on Monday. The attack surprised his party.", "resigned", ()),
    "each saying is its own": ("en", "The mayor said that the port was closed. She said so.", "said", ()),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "trigger", "again"), ROWS.values(), ids=ROWS)
def test_echoes(parser: Parser, lang: str, text: str, trigger: str, again: tuple[str, ...]) -> None:
    found = [m for m in reading(parser, text, lang).mentions if text[m.start : m.end] == trigger]
    assert found
    assert tuple(text[e.start : e.end] for e in found[0].echoes) == again


def test_an_echo_is_shown_with_its_event_and_is_none_of_its_own(parser: Parser) -> None:
    text = "The minister resigned on Monday. The resignation was in all the papers."
    own = pipeline.reading(article(text, lang="en", given="2025-06-04"), parsed(parser, text, "en"), facts())
    events = pipeline.assemble([own], today=own.article.given).timeline.events  # type: ignore[arg-type]
    (event,) = [e for e in events if any(text[m.start : m.end] == "resigned" for m in e.mentions)]
    assert [text[m.start : m.end] for m in event.mentions] == ["resigned", "resignation"]
    assert [m.quote for m in event.mentions] == ["The minister resigned on Monday.", "The resignation was in all the papers."]
    assert len({m.id for e in events for m in e.mentions}) == sum(len(e.mentions) for e in events)
