"""What is no event: habits, features, truths and states, questions, comments and lists; each beside what happened."""

from __future__ import annotations

import pytest
from fixtures_nlp import mention_of, reading

from timeline.parse import Parser

# By what they are about: language, text, the word that would tell an event, and whether it tells none.
ROWS: dict[str, list[tuple[str, str, str, bool]]] = {
    "how often": [
        ("en", "The minister usually visits the factory in a car.", "visits", True),
        ("en", "The minister visited the factory in a car.", "visited", False),
        ("en", "The two presidents meet every year in Geneva.", "meet", True),
        ("it", "Di solito il ministro visita la fabbrica di Torino.", "visita", True),
        ("it", "Il ministro ha visitato la fabbrica di Torino.", "visitato", False),
        ("it", "I due presidenti si incontrano ogni anno a Ginevra.", "incontrano", True),
    ],
    "the simple present": [
        ("en", "The phone plays music and films.", "plays", True),
        ("en", "The company is buying a rival in Spain.", "buying", False),
        ("en", "The company has bought a rival in Spain.", "bought", False),
        ("en", "The bridge is built with iron from Spain.", "built", True),
        ("en", "The smaller phone is sold in all shops of the company.", "sold", True),
        ("en", "The smaller phone is being sold in all shops of the company.", "sold", False),
        ("en", "The deal of the two firms includes three factories.", "deal", True),
        ("en", "Boeing says that the plane is ready.", "says", False),
        ("en", "Navy rescues sailors off Sicily", "rescues", False),
        ("it", "La legge prevede una multa per le imprese.", "prevede", True),
        ("it", "La squadra è composta da venti soldati della Nato.", "composta", True),
        ("it", "La squadra è stata composta dal generale della Nato.", "composta", False),
        ("it", "La situazione nel paese è peggiorata.", "peggiorata", False),
        ("it", "Il generale viene arrestato dai soldati della Nato.", "arrestato", False),
        ("it", "I ribelli avanzano verso la capitale.", "avanzano", False),
        ("it", "La marina sta soccorrendo i naufraghi davanti alla Sicilia.", "soccorrendo", False),
    ],
    "what goes on these days": [
        ("it", "Il ministro Rossi ha condannato le violenze che oggi affliggono la Libia.", "affliggono", True),
        ("it", "Le violenze affliggono oggi la Libia.", "affliggono", False),
        ("it", "Il premier Merz, che oggi partecipa al vertice di Roma, ha lasciato Parigi.", "partecipa", False),
        ("it", "Il ministro Rossi, che oggi incontra il premier Merz, ha lasciato Roma.", "incontra", False),
        ("en", "Paul Smith condemned the gangs that plague Libya today.", "plague", True),
    ],
    "what a text holds": [
        ("it", "Il libro nasce da un blog della fabbrica di Torino.", "nasce", True),
        ("it", "La città nasce da un accordo tra Roma e Torino.", "nasce", False),
        ("it", "Il libro ha vinto il premio di Torino.", "vinto", False),
        ("it", "La foto di Rossi sparisce dal palazzo di Torino.", "sparisce", False),
    ],
    "of anybody": [
        ("en", "Airlines choose the engines of their planes.", "choose", True),
        ("en", "French police arrest a man in Lyon.", "arrest", False),
        ("it", "Chi scappa lascia la casa ai vicini.", "lascia", True),
        ("it", "Un idraulico serio visita il cantiere.", "visita", True),
        ("it", "Quattro idraulici visitano il cantiere.", "visitano", False),
    ],
    "what is said of an event": [
        ("en", "The attack of the rebels was a mistake.", "attack", True),
        ("en", "The rebels launched an attack on the port.", "attack", False),
        ("it", "L'attacco dei ribelli è stato un errore.", "attacco", True),
        ("it", "I ribelli hanno lanciato un attacco contro il porto.", "attacco", False),
    ],
    "a state of the past": [
        ("en", "The ban on the airlines remained in force.", "remained", True),
        ("en", "The airlines lifted the ban.", "lifted", False),
        ("it", "Il divieto rimaneva in vigore.", "rimaneva", True),
        ("it", "Tre operai sono rimasti nel pozzo.", "rimasti", False),
    ],
    "now": [
        ("en", "The smaller firm now owns three factories.", "owns", True),
        ("en", "The smaller firm bought three factories on Monday.", "bought", False),
        ("it", "La ditta ora possiede tre fabbriche.", "possiede", True),
    ],
    "what ought to be": [
        ("en", "The general must leave the country.", "leave", True),
        ("en", "The general had to leave the country.", "leave", False),
        ("en", "The general will have to leave the country.", "leave", False),
        ("it", "Il generale deve lasciare il paese.", "lasciare", True),
        ("it", "Il generale dovrà lasciare il paese.", "lasciare", False),
        ("it", "Il generale deve lasciare il paese lunedì.", "lasciare", False),
    ],
    "what stands under the title of another clause": [
        ("it", "I minatori di Torino hanno marciato cercando di fermare il treno.", "fermare", True),
        ("it", "I minatori di Torino hanno marciato cercando di fermare il treno.", "marciato", False),
        ("it", "Il ministro Rossi cerca di fermare il treno.", "fermare", False),
        ("it", "«I magazzini saranno aperti al popolo», ha detto Gheddafi.", "aperti", True),
        ("it", "«I magazzini saranno aperti al popolo», ha detto Gheddafi.", "detto", False),
        ("en", "“The air force will bomb the port,” said Paul Smith.", "bomb", True),
        ("en", "“The air force will bomb the port,” said Paul Smith.", "said", False),
        ("en", "Paul Smith said the air force would bomb the port.", "bomb", False),
    ],
    "what may be": [
        ("it", "Se il ministro lascia Roma, lunedì il generale parlerà.", "lascia", True),
        ("it", "Il ministro avrebbe lasciato Roma.", "lasciato", False),
        ("en", "The minister may leave Rome.", "leave", True),
        ("en", "The minister has reportedly left Rome.", "left", False),
    ],
    "that what the text has told took place": [
        ("it", "Carlo Rossi ha denunciato un furto. L'episodio si è verificato martedì a Carpi.", "episodio", True),
        ("it", "Carlo Rossi ha denunciato un furto. Il fatto è avvenuto ieri.", "avvenuto", True),
        ("it", "Carlo Rossi ha denunciato dei furti. I furti si sono verificati martedì a Carpi.", "furti", True),
        ("it", "L'incontro tra Carlo Rossi e Anna Neri è avvenuto martedì a Carpi.", "incontro", False),
        ("en", "Ann Reed lost the order. The incident took place on Monday.", "incident", True),
        ("en", "The meeting between Ann Reed and Carlo Rossi took place on Monday.", "meeting", False),
    ],
    "what only a phrase tells that says too little": [
        ("it", "Carlo Rossi ha lasciato Roma dopo il raid del 3 marzo 2012.", "raid", True),
        ("it", "Carlo Rossi ha lasciato Roma dopo il raid israeliano in Libano del 3 marzo 2012.", "raid", False),
        ("it", "Carlo Rossi ha lasciato Roma dopo l'uccisione di decine di persone negli scontri del 3 marzo 2012.", "scontri", False),
        ("en", "Ann Reed left Ottawa after the elections of 2012.", "elections", True),
        ("en", "Ann Reed left Ottawa after the Chilean elections of 2012.", "elections", False),
    ],
    "a question": [
        ("it", "Forse il ministro ha visitato la fabbrica che hanno chiuso?", "chiuso", True),
        ("it", "Il ministro ha visitato la fabbrica che il sindaco ha chiuso lunedì.", "chiuso", False),
        ("it", "Perché il sindaco ha chiuso la scuola il 3 maggio?", "chiuso", True),
        ("en", "Do you believe in the rebels who attacked the port?", "attacked", True),
    ],
}


@pytest.mark.parametrize(("lang", "text", "trigger", "none"), [row for rows in ROWS.values() for row in rows])
def test_what_tells_no_event_is_worth_nothing(parser: Parser, lang: str, text: str, trigger: str, none: bool) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert (found is None or found.worth == 0) == none


COMMENTS = {
    "it": ("Io non ti credo, amico mio.", "Il governo ha chiuso il porto di Bari.", "Tu che ne pensi? Secondo me hai torto."),
    "en": ("I do not believe you, my friend.", "The government has closed the port of Bari.", "I think you are wrong."),
}
LINKS = {
    "it": (
        "Il sindaco inaugura la fiera",
        "Milano batte Torino in casa",
        "Il ministro visita la fabbrica",
        "Rossi vince la corsa di Siena",
    ),
    "en": ("Mayor opens the fair", "Milan beats Turin at home", "Minister visits the factory", "Smith wins the race of Siena"),
}
STORY = {"it": "Il governo ha chiuso il porto di Bari.", "en": "The government has closed the port of Bari."}


@pytest.mark.parametrize("lang", ["it", "en"])
def test_a_thread_of_comments_tells_no_events_and_two_quoted_readers_do(parser: Parser, lang: str) -> None:
    verb = {"it": "chiuso", "en": "closed"}[lang]
    few = mention_of(parser, "\n".join(COMMENTS[lang] * 2), lang, verb)
    many = mention_of(parser, "\n".join(COMMENTS[lang] * 12), lang, verb)
    assert few
    assert few.worth > 0
    assert many
    assert many.worth == 0


@pytest.mark.parametrize("lang", ["it", "en"])
def test_lines_of_a_list_tell_no_events_and_a_headline_does(parser: Parser, lang: str) -> None:
    story = " ".join([STORY[lang]] * 6)
    page = "\n".join([LINKS[lang][0], story, *LINKS[lang] * 2])
    worth = [m.worth for m in reading(parser, page, lang).mentions if m.start > page.rindex(STORY[lang]) + len(STORY[lang])]
    assert worth
    assert max(worth) == 0
    days = "\n".join([LINKS[lang][0], *(f"{n}/5/2014 - {line}" for n, line in enumerate(LINKS[lang] * 2, 1))])
    assert max(m.worth for m in reading(parser, days, lang).mentions if m.start > len(days) / 2) > 0
    head = [m.worth for m in reading(parser, "\n".join([LINKS[lang][0], story]), lang).mentions if m.start < len(LINKS[lang][0])]
    assert head
    assert max(head) > 0
