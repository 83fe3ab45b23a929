"""The sentence with which an article begins: a headline, or one that leaves out who did it; its town and who signs it."""

from __future__ import annotations

import pytest
from fixtures_nlp import reading

from timeline.events import main_salience
from timeline.parse import Parser

# A text, and the title of the main event that it opens with; None where there is none, or where it has another title.
OPENINGS: dict[str, tuple[str, str | None]] = {
    "a noun": ("Furto con spaccata l'altra notte in centro a Torino. I residenti hanno sentito il vetro.", "Furto con spaccata in centro a Torino"),
    "a noun that can stand in a clause": (
        "TORINO. Ancora un furto al bar Neri di via Verdi. Nessuno ha visto.", "C'è stato ancora un furto al bar Neri di via Verdi"),
    "a participle": (
        "TORINO. Arrestato un uomo di 31 anni con l'accusa di rapina. Si trova in carcere.",
        "Arrestato un uomo di 31 anni con l'accusa di rapina"),
    "behind a town without a mark": ("TORINO Sequestrato un carico di sigarette dalla Guardia di Finanza.", "Sequestrato un carico di sigarette dalla Guardia di Finanza"),
    "before a colon": (
        "Tre anni di carcere per furto: è la sentenza del tribunale di Torino nei confronti dell'ex custode.", "Tre anni di carcere per furto"),
    "thieves": ("TORINO. Hanno rubato un trattore e due bici. È successo ieri.", "Ladri hanno rubato un trattore e due bici"),
    "a thief": ("Ha rubato una bicicletta in via Verdi e poi è fuggito.", "Un ladro ha rubato una bicicletta in via Verdi e poi è fuggito"),
    "robbers, and before": (
        "Avevano rapinato una banca di via Verdi fingendosi operai.", "Rapinatori hanno rapinato una banca di via Verdi fingendosi operai"),
    "who came in to do it": (
        "Hanno forzato una porta per svaligiare la villa di un medico.", "Ladri hanno forzato una porta per svaligiare la villa di un medico"),
    "behind who signs": (
        "Anna Neri Arrestato un uomo di 31 anni con l'accusa di rapina.", "Arrestato un uomo di 31 anni con l'accusa di rapina"),
    "an act of anybody": ("Hanno venduto la casa di via Verdi.", None),
    "nobody at all": ("Assolto per la rapina, ma condannato per il resto.", None),
    "what is quoted": ("«Rubano le bici ogni notte».", None),
    "what is taken up": ("Hanno rubato anche quella bicicletta.", None),
    "who has a subject": ("I fratelli Neri hanno rubato un trattore.", "I fratelli Neri hanno rubato un trattore"),
    "who speaks": ("Siamo vittime di un furto in casa nostra.", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "title"), OPENINGS.values(), ids=OPENINGS)
def test_opening(parser: Parser, text: str, title: str | None) -> None:
    found = reading(parser, text, "it").mentions
    main = {m.title for m in found if m.clear and m.salience >= main_salience()}
    assert main == ({title} if title else set())


def test_only_the_first_sentence_opens(parser: Parser) -> None:
    text = "Anna Neri abita in via Verdi. Hanno rubato una bicicletta e un trattore."
    found = reading(parser, text, "it").mentions
    assert not any(m.clear and m.title.startswith("Ladri") for m in found)


# A text, and the title of its last event: whom it has brought in, where that leaves no choice.
BROUGHT_IN = {
    "a man by his age": ("Un 23enne di Carpi ha rubato una bici. Il 23enne è stato arrestato a Modena.", "Un 23enne di Carpi è stato arrestato a Modena"),
    "to whom it is done": (
        "Un 33enne residente a Bologna ha rubato una bici. I vigili di Modena hanno arrestato l'uomo.",
        "I vigili di Modena hanno arrestato un 33enne residente a Bologna"),
    "against whom": (
        "Una donna di Carpi ha rubato una bici. I vigili di Modena hanno eseguito un sequestro nei confronti della donna.",
        "I vigili di Modena hanno eseguito un sequestro nei confronti di una donna di Carpi"),
    "of two": ("Un uomo ha accusato un ragazzo. L'uomo è stato arrestato a Modena.", "L'uomo è stato arrestato a Modena"),
    "of another age": ("Un 40enne ha rubato una bici. Il 23enne è stato arrestato a Modena.", "Il 23enne è stato arrestato a Modena"),
    "of another gender": ("Un uomo di Carpi ha rubato una bici. La donna è stata arrestata a Modena.", "La donna è stata arrestata a Modena"),
    "beside a name": ("Ugo Neri ha accusato un uomo. L'uomo è stato arrestato a Modena.", "L'uomo è stato arrestato a Modena"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "title"), BROUGHT_IN.values(), ids=BROUGHT_IN)
def test_whom_the_text_has_brought_in(parser: Parser, text: str, title: str) -> None:
    assert title in {m.title for m in reading(parser, text, "it").mentions}


PLACES = {
    "of the town before it": ("VIGNOLA. Un uomo di 40 anni è stato arrestato dai carabinieri.", "Vignola"),
    "of a town of two words": ("SAN FELICE. Un uomo di 40 anni è stato arrestato dai carabinieri.", "San Felice"),
    "behind who signs": ("Anna Neri TORINO. Un uomo di 40 anni è stato arrestato dai carabinieri.", "Torino"),
    "of the place that it names": ("VIGNOLA. Un uomo di 40 anni è stato arrestato a Torino dai carabinieri.", "Torino"),
    "of none": ("Un uomo di 40 anni è stato arrestato dai carabinieri.", None),
}


@pytest.mark.parametrize(("text", "place"), PLACES.values(), ids=PLACES)
def test_news_is_of_its_town(parser: Parser, text: str, place: str | None) -> None:
    (arrest,) = [m for m in reading(parser, text, "it").mentions if m.type == "arrest"]
    assert arrest.place == place
