"""Titles say what the sentence says, in a clause of its language: who says it, whose it is, when it was so, and no word too few or too many."""

from __future__ import annotations

import pytest
from fixtures_nlp import mention_of

from timeline.parse import Parser

ROWS: dict[str, list[tuple[str, str, str, str | None]]] = {
    "what had happened in the tense of a chronology": [
        ("en", "Ann Reed had undergone surgery in May 2003.", "surgery", "Ann Reed underwent surgery"),
        ("en", "Ann Reed had stolen the farm in May 2003.", "stolen", "Ann Reed stole the farm"),
        ("en", "Ann Reed had already been arrested in May 2003.", "arrested", "Ann Reed was arrested"),
        ("en", "Ford said that more than 400 planes had been sold since its launch in 2003.", "sold",
         "More than 400 planes have been sold since its launch in 2003"),
        ("en", "Boeing had been suspended since July 24, 2003.", "suspended", "Boeing was suspended"),
        ("it", "Il 3 maggio Anna Neri era già stata arrestata a Torino.", "arrestata", "Anna Neri è stata arrestata a Torino"),
        ("it", "Il 3 maggio erano cominciate le proteste a Torino.", "cominciate", "Le proteste sono cominciate a Torino"),
        ("it", "Anna Neri ha già lasciato Torino.", "lasciato", "Anna Neri ha già lasciato Torino"),
    ],
    "what ties a clause to the text before": [
        ("it", "I militari, intanto, hanno chiuso il ponte di Torino.", "chiuso", "I militari hanno chiuso il ponte di Torino"),
        ("it", "Anna Neri ha venduto proprio alla Fiat la nave.", "venduto", "Anna Neri ha venduto alla Fiat la nave"),
        ("en", "Ann Reed then flew to Ottawa.", "flew", "Ann Reed flew to Ottawa"),
    ],
    "a comma of what has gone, and a word written twice": [
        ("it", "Ne ha approfittato l'Isis che, il 9 giugno, ha conquistato Mosul.", "conquistato", "L'Isis ha conquistato Mosul"),
        ("it", "Il 3 maggio il movimento movimento Vega ha lasciato Torino.", "lasciato", "Il movimento Vega ha lasciato Torino"),
    ],
    "whose words tell what is to come": [
        ("it", "Anna Neri ha detto lunedì che non si sarebbe dimessa.", "dimessa", "Anna Neri ha detto che non si sarebbe dimessa"),
        ("it", "Il ministro Carlo Rossi annuncia che verranno arrestati i ribelli di Torino.", "arrestati",
         "Il ministro Carlo Rossi annuncia che verranno arrestati i ribelli di Torino"),
        ("it", "Il ministro Carlo Rossi annuncia che la Fiat chiuderà la fabbrica di Torino.", "chiuderà", "La Fiat chiuderà la fabbrica di Torino"),
        ("en", "Ann Reed promised that aid would be sent to Chile.", "sent", "Ann Reed promised that aid would be sent to Chile"),
        ("en", "Ann Reed has recommended that airlines should not buy the jets.", "buy", "Ann Reed has recommended that airlines should not buy the jets"),
        ("en", "Ann Reed announced that Ford would buy the jets.", "buy", "Ford will buy the jets"),
        ("en", "Ann Reed announced that the jets had been sold to Ford.", "sold", "The jets were sold to Ford"),
    ],
    "whose a thing is": [
        ("en", "Tom Bell lives in Ottawa. Ann Reed said that her plant was closed on Monday.", "closed", "Ann Reed said that her plant was closed"),
        ("it", "Carlo Rossi vive a Torino. Anna Neri ha detto che la sua fabbrica è stata chiusa lunedì.", "chiusa",
         "Anna Neri ha detto che la sua fabbrica è stata chiusa"),
    ],
    "but where the sentence before has named who has it": [
        ("en", "Ann Reed opened the fair. Her plant was closed on Monday.", "closed", "Ann Reed's plant was closed"),
    ],
    "who only tells": [
        ("it", "Il ministro Carlo Rossi, secondo quanto apprende l'Agi, ha incontrato a Torino il Papa.", "apprende",
         "Il ministro Carlo Rossi, secondo quanto apprende l'Agi, ha incontrato a Torino il Papa"),
        ("it", "Secondo quanto riferito dalla polizia, due uomini hanno rapinato la banca di via Roma.", "rapinato",
         "Secondo quanto riferito dalla polizia, due uomini hanno rapinato la banca di via Roma"),
    ],
    "what is of the clause before, or before the conjunction": [
        ("en", "Rather than storing films (such as comedies) on the device, Vega sells them in Genoa.", "sells", "Vega sells them in Genoa"),
        ("en", "He announced a tour and, to the amazement of many, that future Vega phones will feature Fiat engines.", "feature",
         "Future Vega phones will feature Fiat engines"),
        ("it", "Dopo aver lasciato Torino (in auto) con la moglie, Anna Neri è stata arrestata a Genova.", "arrestata", "Anna Neri è stata arrestata a Genova"),
    ],
    "what was on another day, and what goes with a time": [
        ("en", "In 1998 Apple introduced the iMac, in 2001 the iPod.", "introduced", "Apple introduced the iMac"),
        ("en", "In 1998 Apple introduced the iMac, the iBook and the iPod.", "introduced", "Apple introduced the iMac, the iBook and the iPod"),
        ("en", "During the first quarter of the financial year Apple sold 21 million phones.", "sold", "Apple sold 21 million phones"),
        ("it", "Il giorno dopo l'arresto di Anna Neri la Francia ha chiuso il confine.", "chiuso",
         "Il giorno dopo l'arresto di Anna Neri la Francia ha chiuso il confine"),
        ("it", "Anna Neri è stata arrestata lunedì. Il giorno dopo la Francia ha chiuso il confine.", "chiuso", "La Francia ha chiuso il confine"),
        ("it", "Due anni dopo Anna Neri ha lasciato Torino.", "lasciato", "Anna Neri ha lasciato Torino"),
    ],
    "a quotation keeps its times": [
        ("en", "Ann Reed stated that \"Ford now has two plants in Genoa\".", "stated", "Ann Reed stated that \"Ford now has two plants in Genoa\""),
        ("it", "Anna Neri ha dichiarato lunedì che \"la Fiat oggi ha due fabbriche a Torino\".", "dichiarato",
         "Anna Neri ha dichiarato che \"la Fiat oggi ha due fabbriche a Torino\""),
    ],
    "the comma after what opens a sentence": [
        ("en", "After Ann Reed's arrest in Ottawa on Monday, Ford closed the plant.", "closed", "After Ann Reed's arrest in Ottawa, Ford closed the plant"),
        ("it", "Dopo l'arresto di Anna Neri a Torino lunedì, la Fiat ha chiuso la fabbrica.", "chiuso",
         "Dopo l'arresto di Anna Neri a Torino, la Fiat ha chiuso la fabbrica"),
        ("en", "Ann Reed, on Monday, left Ottawa.", "left", "Ann Reed left Ottawa"),
    ],
    "a name with where it is": [
        ("en", "The Air Force selected Los Angeles based Northrop Grumman on Monday to build the jet.", "selected",
         "The Air Force selected Los Angeles based Northrop Grumman to build the jet"),
        ("en", "Ann Reed left Ottawa on Monday, based on a report.", "left", "Ann Reed left Ottawa"),
    ],
    "who is only named at the end of somebody's words": [
        ("it", "\"Convertitevi e seguite l'ultimo dei Profeti, Maometto\" ammoniva le hostess.", "ammoniva", None),
        ("it", "\"La città è nostra e la difenderemo\" Anna Neri ha gridato lunedì.", "gridato", "Anna Neri ha gridato: «La città è nostra e la difenderemo»"),
    ],
    "what is expected, hoped or believed": [
        ("it", "Ci si aspetta che Morsi indica nuove elezioni.", "indica", "Ci si aspetta che Morsi indica nuove elezioni"),
        ("it", "Si ritiene che Anna Neri abbia lasciato Torino lunedì.", "lasciato", "Si ritiene che Anna Neri abbia lasciato Torino"),
        ("en", "It is believed that Ann Reed left Ottawa on Monday.", "left", "It is believed that Ann Reed left Ottawa"),
        ("en", "It is expected that Ford will close the plant in Genoa.", "close", "Ford will close the plant in Genoa"),
        ("en", "It was reported that Ford closed the plant in Genoa on Monday.", "closed", "Ford closed the plant in Genoa"),
    ],
    "what was done to somebody, by a noun": [
        ("it", "La Fiat ha chiuso la fabbrica dopo l'uccisione di centinaia di persone negli scontri di lunedì a Torino.", "scontri",
         "Centinaia di persone sono state uccise negli scontri a Torino"),
        ("it", "Il premier Ugo Neri vive a Roma. Dopo l'elezione di Neri lunedì la Francia ha chiuso il confine.", "elezione", "Neri è stato eletto"),
        ("it", "La Fiat ha chiuso la fabbrica dopo la vendita di tre navi negli scontri di lunedì a Torino.", "scontri", "Ci sono stati gli scontri a Torino"),
        ("en", "After Monday's killing of Ann Reed in Ottawa, Ford closed the plant.", "killing", "Ann Reed was killed in Ottawa"),
        ("en", "Ford closed the plant after the death of two workers in a fire in Genoa on Monday.", "fire", "Two workers died in a fire in Genoa"),
        ("it", "Durante la guerra del Kippur del 1973 Anna Neri ha lasciato Torino.", "guerra", "Si è combattuta la guerra del Kippur"),
        ("en", "The Yom Kippur war of 1973 changed Ottawa.", "war", "The Yom Kippur war is fought"),
    ],
    "what somebody says more, and what was called for": [
        ("it", "Il ministro Rossi ha aggiunto che la Fiat ha due fabbriche.", "aggiunto", "Il ministro Rossi ha detto che la Fiat ha due fabbriche"),
        ("en", "Ann Reed added that Ford would sell the jets.", "added", "Ann Reed said that Ford would sell the jets"),
        ("en", "Ann Reed added sugar to the tea on Monday.", "added", "Ann Reed added sugar to the tea"),
        ("en", "However thus far, Boeing has received far more orders than Airbus in 2005.", "received", "Boeing has received far more orders than Airbus"),
    ],
    "what a word is made of": [
        ("en", "Ann Reed, the boy's aunt, still had not signed an agreement with the city.", "agreement", "Ann Reed, the boy's aunt, still did not sign an agreement with the city"),
        ("en", "Rossi Group PLC, a fast-growing, acquisition-minded jeweler of the south, raised its price for Seattle-based specialty jeweler Weston Inc. to $57.50 a share after another concern outbid it.", "raised", "Rossi Group PLC raised its price for Seattle-based specialty jeweler Weston Inc. to $57.50 a share after another concern outbid it"),
    ],
    "who follows a day, and who only seems to": [
        ("it", "Lunedì Rossi ha detto che la Fiat ha due fabbriche.", "detto", "Rossi ha detto che la Fiat ha due fabbriche"),
        ("it", "Poi, il 7 aprile del 2010, il ministro della Giustizia, Carlo Rossi, ha firmato il decreto.", "firmato",
         "Il ministro della Giustizia, Carlo Rossi, ha firmato il decreto"),
        ("it", "Anna Neri ha lasciato Torino. Va detto che la Fiat ha due fabbriche.", "lasciato", "Anna Neri ha lasciato Torino"),
        ("it", "Anna Neri ha lasciato Torino. Va detto che la Fiat ha due fabbriche.", "detto", None),
        ("it", "Al Jazira, citando le sue fonti, riporta che Anna Neri ha lasciato Torino.", "riporta", "Al Jazira riporta che Anna Neri ha lasciato Torino"),
    ],
    "two clauses side by side, the second with what it says": [
        ("it", "Ci sono scontri a Torino, Anna Neri dice che a Genova sono morte due persone.", "dice", "Anna Neri dice che a Genova sono morte due persone"),
    ],
    "what is planned in a quotation, under who says it": [
        ("it", "“I due presidenti avranno un buon incontro a Torino lunedì”, ha detto Anna Neri.", "incontro",
         "Anna Neri ha detto: «I due presidenti avranno un buon incontro a Torino lunedì»"),
    ],
    "where it was, rather than what for, and what governs a quotation": [
        ("it", "La Russia ha proposto a maggio un nuovo giro di colloqui diretti con l'Ucraina a Istanbul con l'obiettivo di assicurare un cessate il fuoco duraturo e stabile nella parte orientale.", "proposto",
         "La Russia ha proposto un nuovo giro di colloqui diretti con l'Ucraina a Istanbul"),
        ("it", "Anna Neri ha scritto un libro sulla \"Primavera Egiziana\".", "scritto", 'Anna Neri ha scritto un libro sulla "Primavera Egiziana"'),
    ],
    "the period that is not the day of the news": [
        ("en", "Ann Reed said that Ford sold ten jets last year.", "said", "Ann Reed said that Ford sold ten jets last year"),
        ("en", "Ford announced a drop in sales for the fourth quarter.", "announced", "Ford announced a drop in sales for the fourth quarter"),
        ("en", "Ann Reed has set her sights on buying her second bank this year.", "buying", "Ann Reed has set her sights on buying her second bank this year"),
        ("en", "Ann Reed said that Ford sold ten jets on Monday.", "sold", "Ford sold ten jets"),
        ("en", "Ford sold ten jets last year.", "sold", "Ford sold ten jets"),
        ("it", "Anna Neri ha detto che la Fiat ha venduto dieci navi l'anno scorso.", "detto", "Anna Neri ha detto che la Fiat ha venduto dieci navi l'anno scorso"),
        ("it", "La Fiat ha venduto dieci navi l'anno scorso.", "venduto", "La Fiat ha venduto dieci navi"),
    ],
    "what a time goes with": [
        ("en", "The recently announced Vega jets were sold on Monday to Ford.", "sold", "The recently announced Vega jets were sold to Ford"),
        ("en", "Ford sold the jets in Genoa three days later than planned.", "sold", "Ford sold the jets in Genoa three days later than planned"),
    ],
    "who says something of himself": [
        ("en", "Qantas plans daily flights to Bombay, the airline announced on Friday.", "announced", "Qantas announced that it plans daily flights to Bombay"),
        ("en", "But Ford may close the plant, Ann Reed said on Friday.", "said", "Ann Reed said: Ford may close the plant"),
        ("en", "H. Marshall Reed leads Ford. \"We will have a good year,\" Mr. Reed said.", "said", "H. Marshall Reed said: “We will have a good year”"),
    ],
    "what an apostrophe stands for": [
        ("en", "Kofi Annan came to Baghdad. He's expected to meet Tariq Aziz on Monday.", "meet", "Kofi Annan is expected to meet Tariq Aziz"),
    ],
    "to what degree": [
        ("en", "The bomb in Genoa was so strong that it shook homes a mile away.", "shook", "The bomb in Genoa was so strong that it shook homes a mile away"),
    ],
    "whom words before a name tell": [
        ("en", "On Sunday, Chilean police said they had found a bomb in Genoa.", "found", "Chilean police found a bomb in Genoa"),
    ],
    "what nobody planned": [
        ("it", "La prova che Gheddafi non avesse pianificato un attacco a Bengasi sta nei fatti.", "attacco", None),
        ("it", "Gheddafi aveva pianificato un attacco a Bengasi.", "attacco", "È previsto un attacco a Bengasi"),
        ("en", "Ann Reed did not plan an attack on Chile.", "attack", None),
    ],
}  # fmt: skip
CASES = [pytest.param(*row, id=f"{group}: {row[0]} {row[2]} in {row[1][:20]}") for group, rows in ROWS.items() for row in rows]


@pytest.mark.parametrize(("lang", "text", "trigger", "title"), CASES)
def test_title(parser: Parser, lang: str, text: str, trigger: str, title: str | None) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert (found.title if found else None) == title
