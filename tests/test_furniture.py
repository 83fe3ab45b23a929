"""What of a text is its page's and not its article's, or only a heading; and what must stay."""

from __future__ import annotations

import pytest
from fixtures_nlp import reading

from timeline.furniture import page_lines
from timeline.parse import Parser

STORY = (
    "Il ministro ha visitato ieri il porto di Bari, dove la nave era arrivata nella notte con duecento persone a bordo, e ha ringraziato i soccorritori "
    "che per due giorni hanno cercato i dispersi. La procura ha aperto un'inchiesta sul naufragio."
)
REPORT = (
    "The minister visited the port of Dover yesterday, where the ship had arrived in the night with two hundred people on board, and thanked the rescuers "
    "who had searched for the missing for two days. Prosecutors have opened an inquiry into the wreck."
)
# By what they show: language, text, the lines that are the page's.
PAGES: dict[str, tuple[str, str, list[str]]] = {
    "captions": (
        "it",
        "Il ministro ha parlato a Roma.\nFoto: una manifestazione ad Amman, 5 ottobre 2012.\nNella foto il ministro.",
        ["Foto: una manifestazione ad Amman, 5 ottobre 2012.", "Nella foto il ministro."],
    ),
    "a caption in English, and a word that is none": (
        "en",
        "Photo: a protest in Amman\nPhotographers left Amman.\nThe minister spoke.",
        ["Photo: a protest in Amman"],
    ),
    "a teaser with its link": (
        "it", f"{STORY}\nIl governo ha approvato le nuove misure contro il...leggi tutto »\nIl porto ha riaperto.",
        ["Il governo ha approvato le nuove misure contro il...leggi tutto »"]),
    "in English": ("en", f"{REPORT}\nThe government has approved new measures against… Read more", ["The government has approved new measures against… Read more"]),
    "teasers among others": (
        "it", f"{STORY}\nIl sindaco ha inaugurato la...\nSport\nLa squadra ha vinto la...\nNuoto\nLa campionessa si è ritirata dopo...",
        ["Il sindaco ha inaugurato la...", "La squadra ha vinto la...", "La campionessa si è ritirata dopo..."]),
    "a lone sentence that trails off is the author's": ("it", f"{STORY}\nE poi non è tornato più nessuno...\nIl porto ha riaperto.", []),
    "what somebody who was asked leaves open": (
        "en", "\n".join(f"{REPORT} And then, nobody knows how many times we asked, they were gone..." for _ in range(4)), []),
    "notes": (
        "it", f"{STORY}\n[1] «La nave», di Anna Neri, Il Porto, 3 maggio 2010.\n[2] Il comunicato è stato smentito.",
        ["[1] «La nave», di Anna Neri, Il Porto, 3 maggio 2010.", "[2] Il comunicato è stato smentito."]),
    "a word put in by the editor is no note": ("en", f"[The minister] visited Dover on Monday.\n{REPORT}", []),
    "code": ("it", f'var luogo = {{porto: "Bari"}};\n{STORY}\n{{"title":"Il ministro ha visitato Bari","uri":"porto"}}',
             ['var luogo = {porto: "Bari"};', '{"title":"Il ministro ha visitato Bari","uri":"porto"}']),
    "brackets and semicolons are no code": ("it", "(ANSA) - BARI, 3 MAG - La nave (arrivata ieri) è ripartita; il porto (chiuso) riapre; la folla applaude.", []),
    "what stands below the article": (
        "it", f"{STORY}\nLeggi anche\nLa Fiorentina batte la Roma\ndi Anna Neri\nUn uomo è stato arrestato a Milano\n{STORY}\nIl porto ha riaperto",
        ["Leggi anche", "La Fiorentina batte la Roma", "di Anna Neri", "Un uomo è stato arrestato a Milano"]),
    "below an English one": (
        "en", f"{REPORT}\nRelated stories\nPolice arrest a man in Leeds\nMost read\nFire destroys a theatre in York",
        ["Related stories", "Police arrest a man in Leeds", "Most read", "Fire destroys a theatre in York"]),
    "above the article is its title": ("it", f"Condividi\nIl ministro visita Bari\n{STORY}", []),
    "a sentence that begins like a label": ("it", f"{STORY}\nCommentano i sindacati che il porto riaprirà presto, anche se molti temono che non basti.", []),
    "items of a chronicle": ("it", f"{STORY}\n- 12 marzo: la nave arriva a Bari.\n- 14 marzo: il porto chiude", []),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "lines"), PAGES.values(), ids=PAGES)
def test_lines_of_the_page(lang: str, text: str, lines: list[str]) -> None:
    assert [text[a:b] for a, b in page_lines(text, lang)] == lines


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("it", f"{STORY}\nLa policía ha detenido ayer en Madrid a tres hombres que atacaron el puerto y los barcos.", False),
        ("it", f"{STORY}\nLa policía de Madrid incorpora como representante en Italia a Juan Campos.", False),
        ("it", f"{STORY}\nLe ministre a visité le port avec les soldats dans la nuit.", False),
        ("it", f"{STORY}\nLa polizia ha arrestato a Milano tre uomini che leggevano «The Catcher in the Rye» con il capo dei ladri.", True),
        ("it", f"{STORY}\nUrsula von der Leyen ha visitato Kiev.", True),
        ("it", f"{STORY}\nAbdel Fattah el Sisi arriva a Los Angeles.", True),
        ("en", f"{REPORT}\nLa policía ha detenido ayer en Madrid a tres hombres que atacaron el puerto y los barcos.", False),
        ("en", f"{REPORT}\nIl ministro ha visitato il porto della città e gli operai che sono in sciopero.", False),
        ("en", f"{REPORT}\nUrsula von der Leyen visits Kyiv.", True),
    ],
)
def test_another_language_tells_nothing(parser: Parser, lang: str, text: str, told: bool) -> None:
    start = text.index("\n")
    assert any(m.start > start for m in reading(parser, text, lang).mentions) is told


HEADED = {
    "it": "Il caso della nave\nIl ministro ha parlato a Roma.\nLa folla ha applaudito il ministro.\nPoi il ministro è partito.\nIl porto è chiuso.\n",
    "en": "The case of the ship\nThe minister spoke in Rome.\nThe crowd cheered the minister.\nThe minister left.\nThe port is closed.\n",
}


@pytest.mark.parametrize(
    ("lang", "line", "entry"),
    [
        ("it", "Il viaggio a Damasco del maggio 2013", False),
        ("it", "L'attentato di Milano", False),
        ("it", "Scontri al confine nel maggio 2013", True),
        ("it", "Il viaggio a Damasco finisce nel maggio 2013", True),
        ("it", "Il viaggio a Damasco del maggio 2013 è durato tre giorni.", True),
        ("en", "The secret trip to Damascus in May 2013", False),
        ("en", "Clashes at the border in May 2013", True),
    ],
)
def test_a_heading_with_an_article_names_what_is_told_under_it(parser: Parser, lang: str, line: str, entry: bool) -> None:
    text = f"{HEADED[lang]}{line}\n" + {"it": "Il senatore Marco Rossi è partito da Roma.", "en": "Senator Mark Reed left Rome."}[lang]
    own = [m for m in reading(parser, text, lang).mentions if text[m.sentence_start : m.sentence_end] == line]
    assert any(m.worth for m in own) is entry


def test_a_heading_that_opens_the_text_is_its_title(parser: Parser) -> None:
    found = reading(parser, "L'attentato di Milano del 3 maggio 2013\nUna bomba è esplosa nel centro di Milano.", "it").mentions
    assert found[0].worth


RUNNING = {
    "it": (
        "Il porto in diretta\n20:40 - Tutti i camion hanno lasciato la città di Bari.\n17,40 – I sindacati hanno diffuso un comunicato a Bari.\n"
        "10.30 I soldati hanno occupato il porto di Bari.\n"
        "Aggiornamento di mercoledì 28 maggio 2014, ore 9:25 - I ribelli hanno attaccato la città di Bari.\n"
        "Aggiornamento 27 maggio - La polizia ha arrestato tre uomini a Bari.\n"
        "Alle 9:25 il ministro Marco Rossi ha visitato Bari.\nL'aggiornamento del sistema ha fermato i treni a Bari."
    ),
    "en": (
        "The port: live\n20:40 - The rebels have left the city of Dover.\nUpdated May 28, 2014, 9:25 a.m. - The soldiers occupied the port of Dover.\n"
        "10:52: Police arrested three men in Dover."
    ),
}


@pytest.mark.parametrize(
    ("lang", "trigger", "title"),
    [
        ("it", "lasciato", "Tutti i camion hanno lasciato la città di Bari"),
        ("it", "diffuso", "I sindacati hanno diffuso un comunicato a Bari"),
        ("it", "occupato", "I soldati hanno occupato il porto di Bari"),
        ("it", "attaccato", "I ribelli hanno attaccato la città di Bari"),
        ("it", "arrestato", "La polizia ha arrestato tre uomini a Bari"),
        ("it", "visitato", "Il ministro Marco Rossi ha visitato Bari"),
        ("it", "fermato", "L'aggiornamento del sistema ha fermato i treni a Bari"),
        ("en", "left", "The rebels have left the city of Dover"),
        ("en", "occupied", "The soldiers occupied the port of Dover"),
        ("en", "arrested", "Police arrested three men in Dover"),
    ],
)
def test_the_hour_and_the_label_of_an_item_are_in_no_title(parser: Parser, lang: str, trigger: str, title: str) -> None:
    found = {RUNNING[lang][m.start : m.end]: m.title for m in reading(parser, RUNNING[lang], lang).mentions}
    assert found[trigger] == title
    assert not {"Aggiornamento", "Updated"} & set(found)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "51) 30 agosto Muore il cardinale Carlo Maria Neri.\n52) Il governo apre la galleria del Brennero.\n53) 6 settembre Il ministro Rossi visita la città di Bari.",
            ["Il cardinale Carlo Maria Neri muore", "Il governo apre la galleria del Brennero"],
        ),
        ("28 ambasciatori della Nato si riuniranno a Bari.\n12 soldati hanno lasciato Bari.\n3 uomini hanno occupato il porto di Bari.",
         ["28 ambasciatori della Nato si riuniranno a Bari", "12 soldati hanno lasciato Bari", "3 uomini hanno occupato il porto di Bari"]),
    ],
)  # fmt: skip
def test_numbers_of_a_list_are_in_no_title(parser: Parser, text: str, titles: list[str]) -> None:
    found = [m.title for m in reading(parser, text, "it").mentions]
    assert [t for t in titles if t not in found] == []
