"""Mentions: which words name an event, which expression dates it, who takes part and where."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from fixtures_nlp import day, mention, mention_of, reading

from timeline.events import NEAR, RECENT, dated, entry_worth, told
from timeline.model import Publication, TimeExpression, Timing
from timeline.parse import Parser

# What a field of a row means: `when` the words of the expression that dates it and how, `looks` where that expression points,
# `who` "id role" of each actor, `where` the id of the place; `None` for the whole row is no mention at all.
MAIN = 0.5  # the salience from which an event is one of the main ones
TWO = {"vladimir-putin agent", "donald-trump agent"}
ROWS: dict[str, list[tuple[str, str, str, dict[str, Any] | None]]] = {
    "which trigger a date belongs to": [
        ("it", "La tregua ha seguito un incontro tra i ministri a Doha il 3 aprile.", "incontro", {"when": ("il 3 aprile", "stated")}),
        ("en", "The truce followed a meeting of ministers in Doha on 3 April.", "meeting", {"when": ("3 April", "stated")}),
        ("it", "Lavrov ha detto martedì che la Russia aveva conquistato la città domenica.", "conquistato", {"when": ("domenica", "stated")}),
        ("it", "Lavrov ha detto martedì che la Russia aveva conquistato la città domenica.", "detto", {"when": ("martedì", "stated")}),
        ("en", "Lavrov said on Tuesday that Russia had seized the town on Sunday.", "said", {"when": ("Tuesday", "stated")}),
        ("en", "Lavrov said on Tuesday that Russia had seized the town on Sunday.", "seized", {"when": ("Sunday", "stated")}),
        ("it", "«La Russia non ha attaccato i civili», ha detto Lavrov mercoledì.", "attaccato", {"when": ("mercoledì", "reported")}),
        ("it", "Israele ha bombardato Gaza lunedì e ha ucciso tre comandanti di Hamas.", "ucciso", {"when": ("lunedì", "same")}),
        ("it", "Lavrov ha proposto un nuovo giro di colloqui con l'Ucraina a Istanbul lunedì.", "colloqui",
         {"when": ("lunedì", "stated"), "status": "planned"}),
        ("it", "Lavrov ha proposto un nuovo giro di colloqui con l'Ucraina a Istanbul lunedì.", "proposto",
         {"when": (None, "narrated"), "status": "occurred"}),
        ("it", "Il presidente ha convocato il ministro Carlo Nervi al Colle martedì.", "convocato",
         {"when": ("martedì", "stated"), "looks": "past", "status": "occurred"}),
        ("it", "Il presidente ha convocato un vertice martedì.", "vertice", {"when": ("martedì", "stated"), "looks": "future"}),
        ("en", "Russia proposed a new round of talks with Ukraine in Istanbul on Monday.", "talks",
         {"when": ("Monday", "stated"), "status": "planned"}),
        ("it", "La telefonata di giovedì tra Putin e Trump è durata un'ora.", "telefonata", {"when": ("giovedì", "stated")}),
        ("it", "Macron, che ha visitato Kiev lunedì, ha incontrato Zelensky.", "incontrato", {"when": (None, "narrated")}),
        ("en", "Macron, who visited Kyiv on Monday, met Zelensky.", "visited", {"when": ("Monday", "stated")}),
        ("it", "Dopo che Macron aveva telefonato a Putin martedì, l'Eliseo ha pubblicato una nota.", "telefonato", {"when": ("martedì", "stated")}),
        ("it", "Mario Brambilla ha firmato l'accordo lunedì.", "firmato", {"when": ("lunedì", "stated")}),
        ("it", "L'Unione europea ha imposto sanzioni alla Russia nel maggio 2024.", "sanzioni", {"when": ("maggio 2024", "stated")}),
    ],
    "a day at the head of the sentence": [
        ("it", "Mercoledì, Trump ha ricevuto Netanyahu alla Casa Bianca.", "ricevuto", {"when": ("Mercoledì", "stated")}),
        ("it", "Mercoledì Trump ha ricevuto Netanyahu alla Casa Bianca.", "ricevuto", {"when": ("Mercoledì", "stated")}),
        ("it", "Domani Macron incontrerà Merz.", "incontrerà", {"when": ("Domani", "stated"), "status": "planned"}),
        ("it", "Il 16 maggio 2025 funzionari russi e ucraini si sono incontrati a Istanbul.", "incontrati", {"when": ("Il 16 maggio 2025", "stated")}),
        ("en", "On Monday Paris summoned the Russian ambassador.", "summoned", {"when": ("Monday", "stated")}),
    ],
    "a day between the subject and a past verb": [
        ("en", "A federal judge on Thursday agreed to delay the trial of the former governor.", "agreed",
         {"when": ("Thursday", "stated"), "looks": "past", "status": "occurred"}),
        ("en", "A federal judge on Thursday agreed with prosecutors and rejected the appeal.", "agreed",
         {"when": ("Thursday", "stated"), "looks": "past", "status": "occurred"}),
        ("en", "A Texas jury on Friday convicted the former mayor of fraud.", "convicted",
         {"when": ("Friday", "stated"), "looks": "past", "status": "occurred"}),
        ("en", "The Senate on Tuesday approved the budget.", "approved", {"when": ("Tuesday", "stated"), "looks": "past", "status": "occurred"}),
        ("en", "The company on Monday promised to repay its customers.", "promised",
         {"when": ("Monday", "stated"), "looks": "past", "status": "occurred"}),
        ("it", "Un giudice federale giovedì ha accettato di rinviare il processo.", "accettato",
         {"when": ("giovedì", "stated"), "looks": "past", "status": "occurred"}),
        ("en", "A federal judge on Thursday will release the prisoner.", "release", {"when": ("Thursday", "stated"), "looks": "future", "status": "planned"}),
    ],
    "an expression that dates nothing": [
        ("it", "La conferenza 2010 si è tenuta a Roma.", "conferenza", {"when": (None, "unknown")}),
        ("en", "The company released the 2011 version of its phone.", "released", {"when": (None, "narrated")}),
        ("en", "The company has sold three million phones, now in short supply.", "sold", {"when": (None, "recent")}),
    ],
    "an event noun that a light verb tells of": [
        ("it", "L'aereo ha compiuto il suo primo volo.", "volo",
         {"when": (None, "narrated"), "title": "L'aereo ha compiuto il suo primo volo", "nominal": False}),
        ("it", "L'ex ministro ha fatto il suo ritorno in parlamento.", "ritorno", {"when": (None, "narrated"), "nominal": False}),
        ("en", "The plane made its maiden flight.", "flight", {"when": (None, "narrated"), "title": "The plane made its maiden flight", "nominal": False}),
        ("en", "The minister will pay his first visit.", "visit", {"when": (None, "coming"), "status": "planned"}),
        ("it", "La città ricorda il suo primo volo.", "volo", None),
        ("en", "The town remembers its first flight.", "flight", None),
    ],
    "what a clause takes for granted": [
        ("en", "The crash of the airliner will not delay the merger.", "crash", {"status": "occurred", "when": (None, "unknown")}),
        ("en", "The summit in Paris will not discuss the war.", "summit", {"status": "planned"}),
        ("it", "La morte di Rossi cambierà il partito.", "morte", {"status": "occurred"}),
        ("it", "Il vertice di Parigi non affronterà la guerra.", "vertice", {"status": "planned"}),
    ],
    "a verb and the words that make it another": [
        ("it", "La legge è entrata in vigore.", "entrata", {"type": "law"}),
        ("it", "La nave è entrata in porto.", "entrata", {"type": "arrive"}),
        ("it", "Gli operai sono scesi in piazza.", "scesi", {"type": "protest"}),
    ],
    "what is part of a time": [
        ("it", "Durante il fine settimana il ministro ha visitato Roma.", "fine", None),
        ("it", "All'inizio di giugno il ministro ha visitato Roma.", "inizio", None),
        ("it", "Il ministro ha annunciato l'inizio dei lavori.", "inizio", {"type": "begin"}),
        ("en", "At the beginning of June the minister visited Rome.", "beginning", None),
        ("en", "The minister announced the beginning of the works.", "beginning", {"type": "begin"}),
    ],
    "what is made known": [
        ("it", "Il nome è stato confermato da Palazzo Chigi.", "confermato", {"status": "occurred"}),
        ("it", "L'aereo è stato rivelato nel gennaio 2005.", "rivelato", {"when": ("gennaio 2005", "stated")}),
        ("it", "Come è stato detto, pioverà.", "detto", None),
        ("en", "The plane was revealed in January 2005.", "revealed", {"when": ("January 2005", "stated")}),
        ("en", "As was said, it will rain.", "said", None),
    ],
    "a clause that says when": [
        ("en", "When the army seized the town on Sunday, thousands fled.", "fled", {"when": ("Sunday", "same")}),
        ("it", "Quando lunedì l'esercito ha conquistato la città, il ministro si è dimesso.", "dimesso", {"when": ("lunedì", "same")}),
    ],
    "container nouns": [
        ("it", "Le delegazioni hanno tenuto un giro di colloqui a Ginevra martedì.", "colloqui", {"where": "geneva", "when": ("martedì", "stated")}),
        ("it", "Le delegazioni hanno tenuto un giro di colloqui a Ginevra martedì.", "giro", None),
        ("it", "Israele ha lanciato un'ondata di attacchi contro Beirut lunedì.", "attacchi", {"type": "attack", "when": ("lunedì", "stated")}),
        ("en", "Israel launched a wave of strikes on Beirut on Monday.", "strikes", {"type": "attack", "who": {"IL agent"}, "where": "beirut"}),
        ("en", "Israel launched a wave of strikes on Beirut on Monday.", "wave", None),
        ("it", "Lavrov ha proposto un nuovo giro di colloqui con l'Ucraina a Istanbul lunedì.", "colloqui", {"instance": True}),
        ("en", "The second round of talks between Russia and Ukraine took place on Monday.", "talks", {"ordinal": 2, "who": {"RU partner", "UA partner"}}),
    ],
    "light verbs": [
        ("it", "Carlo Neri ha rassegnato lunedì le proprie dimissioni.", "dimissioni", {"type": "resign", "when": ("lunedì", "stated")}),
        ("it", "Le delegazioni hanno tenuto un giro di colloqui a Ginevra martedì.", "tenuto", None),
        ("en", "A summit was held in Moscow on Friday.", "held", None),
        ("en", "A summit was held in Moscow on Friday.", "summit", {"type": "meet", "where": "moscow", "when": ("Friday", "stated")}),
        ("en", "The second round of talks between Russia and Ukraine took place on Monday.", "took", None),
        ("en", "Israel launched a wave of strikes on Beirut on Monday.", "launched", None),
        ("it", "La sesta telefonata tra Putin e Trump è avvenuta giovedì.", "telefonata", {"type": "call", "ordinal": 6, "when": ("giovedì", "stated")}),
    ],
    "verbs of speaking": [
        ("it", "Tajani ha parlato con Rubio.", "parlato", {"type": "talk", "who": {"antonio-tajani agent", "marco-rubio partner"}}),
        ("it", "Tajani ha parlato di dazi.", "parlato", None),
        ("en", "Tajani spoke about tariffs.", "spoke", None),
        ("en", "Officials called it a mistake.", "called", {"type": "say"}),
    ],
    "pairs": [
        ("it", "Vladimir Putin e Donald Trump si sono visti ad Anchorage. I due presidenti hanno discusso di Siria.", "discusso", {"who": TWO}),
        ("en", "Vladimir Putin and Donald Trump met in Anchorage. The two leaders discussed tariffs.", "discussed", {"who": TWO}),
        ("it", "Vladimir Putin ha telefonato giovedì a Donald Trump. I due hanno parlato per un'ora.", "parlato", {"who": TWO}),
        ("en", "Vladimir Putin called Donald Trump on Thursday. The two presidents spoke for an hour.", "spoke", {"who": TWO}),
        ("it", "La coppia ha discusso dei dazi.", "discusso", {"who": set()}),
        ("en", "Vladimir Putin and Donald Trump met in Anchorage.", "met", {"who": TWO, "where": "anchorage"}),
        ("it", "Vladimir Putin e Donald Trump si sono visti ad Anchorage. Due uomini hanno attaccato una caserma.", "attaccato", {"who": set()}),
        ("it", "Vladimir Putin e Donald Trump si sono visti ad Anchorage. Due uomini sono stati arrestati a Roma.", "arrestati", {"who": set()}),
        ("it", "Vladimir Putin ha telefonato a Donald Trump. Due presidenti hanno firmato il trattato.", "firmato", {"who": set()}),
        ("en", "Vladimir Putin called Donald Trump. Two men attacked a police station in Rome.", "attacked", {"who": set()}),
        ("en", "Vladimir Putin called Donald Trump. Two soldiers were killed in Kharkiv.", "killed", {"who": set()}),
    ],
    "who takes part": [
        ("it", "Vladimir Putin ha telefonato a Donald Trump.", "telefonato", {"who": {"vladimir-putin agent", "donald-trump recipient"}}),
        ("it", "Le truppe russe hanno attaccato Kharkiv.", "attaccato", {"who": {"RU agent"}}),
        ("en", "Moscow accused Kyiv of sabotage.", "accused", {"who": {"RU agent", "UA patient"}}),
        ("en", "The sanctions were lifted by the European Union.", "lifted", {"who": {"eu agent"}}),
        ("it", "Il ministro degli Esteri russo Sergei Lavrov ha accusato Kiev di sabotaggio.", "accusato", {"who": {"sergey-lavrov agent", "UA patient"}}),
        ("it", "Vladimir Putin ha visitato Pechino. Ha incontrato Xi Jinping.", "incontrato", {"who": {"vladimir-putin agent", "xi-jinping patient"}}),
        ("en", "Ukrainian President Volodymyr Zelensky met Friedrich Merz in Berlin.", "met",
         {"who": {"volodymyr-zelenskyy agent", "friedrich-merz patient"}, "where": "berlin"}),
        ("it", "Il presidente ucraino Volodymyr Zelensky ha incontrato Friedrich Merz a Berlino.", "incontrato",
         {"who": {"volodymyr-zelenskyy agent", "friedrich-merz patient"}, "where": "berlin"}),
        ("it", "A Parigi è morto lo scrittore Carlo Bianchi.", "morto", {"who": {"carlo-bianchi agent"}, "where": "paris"}),
        ("it", "La delegazione guidata da Umerov è arrivata a Ginevra domenica.", "arrivata", {"where": "geneva", "who": set()}),
    ],
    "who acts for a country": [
        ("en", "A Russian magazine praised the plan.", "praised", {"who": set()}),
        ("en", "Iraqi paratroopers were captured by the forces of Kyiv.", "captured", {"who": {"IQ patient", "UA agent"}}),
        ("en", "Airbus signed deals with the Royal Australian Air Force, the Royal Saudi Air Force and the UAE Air Force.", "deals",
         {"who": {"airbus agent", "AU partner", "SA partner", "AE partner"}}),
        ("en", "Troops in Iraq fired at a car.", "fired", {"who": set(), "where": "IQ"}),
        ("it", "Una rivista tedesca ha lodato il piano.", "lodato", {"who": set()}),
        ("it", "I cittadini britannici hanno lodato il piano.", "lodato", {"who": set()}),
        ("it", "L'opposizione iraniana ha lodato il piano.", "lodato", {"who": set()}),
        ("it", "Dieci paracadutisti russi sono stati catturati dalle forze di Kiev.", "catturati", {"who": {"RU patient", "UA agent"}}),
        ("it", "Il governo di Berlino ha lodato il piano.", "lodato", {"who": {"DE agent"}}),
        ("it", "La polizia di Roma ha arrestato tre uomini.", "arrestato", {"who": set()}),
        ("it", "Le truppe in Siria hanno sparato a un'auto.", "sparato", {"who": set(), "where": "SY"}),
    ],
    "whose it is": [
        ("en", "Ryanair's shares rose by ten percent.", "rose", {"who": {"ryanair agent"}}),
        ("en", "Ryanair ordered ten Boeing jets.", "ordered", {"who": {"ryanair agent", "boeing patient"}}),
        ("en", "Ryanair customers sued the airport.", "sued", {"who": set()}),
        ("en", "A Russian raid killed three men.", "killed", {"who": {"RU agent"}}),
        ("en", "Ryanair's lawyers sent a letter to Boeing's office.", "sent", {"who": {"boeing recipient"}}),
        ("en", "Three men arrived at Ryanair's gate.", "arrived", {"who": set()}),
        ("en", "The Boeing jet crashed in Rome.", "crashed", {"who": set(), "where": "rome"}),
        ("en", "The Malaysia visit was cancelled.", "cancelled", {"who": set()}),
        ("en", "The Egyptian election was postponed.", "postponed", {"who": set()}),
        ("it", "Le azioni della Fiat sono salite del dieci per cento.", "salite", {"who": {"fiat agent"}}),
        ("it", "Un raid israeliano ha ucciso tre uomini.", "ucciso", {"who": {"IL agent"}}),
        ("it", "Le elezioni egiziane sono state rinviate lunedì.", "rinviate", {"who": set()}),
        ("it", "Il governo Berlusconi ha approvato il decreto.", "approvato", {"who": {"silvio-berlusconi agent"}}),
        ("it", "Il figlio di Berlusconi ha lodato il piano.", "lodato", {"who": set()}),
    ],
    "with and against whom": [
        ("en", "Ryanair signed a contract with Airbus.", "signed", {"who": {"ryanair agent", "airbus partner"}}),
        ("en", "Ryanair lost its court case against Airbus.", "lost", {"who": {"ryanair agent", "airbus recipient"}}),
        ("en", "Airbus won an order for ten jets from Ryanair.", "won", {"who": {"airbus agent", "ryanair partner"}}),
        ("en", "Airbus bought gas from Russia.", "bought", {"who": {"airbus agent"}}),
        ("en", "Airbus has agreed to pay Ryanair.", "agreed", {"who": {"airbus agent", "ryanair patient"}}),
        ("en", "Trump withdrew, handing the file to Rubio.", "withdrew", {"who": {"donald-trump agent", "marco-rubio recipient"}}),
        ("en", "Trump withdrew after handing the file to Rubio.", "withdrew", {"who": {"donald-trump agent"}}),
        ("en", "Morsi was declared deposed by Abdel Fattah al-Sisi.", "deposed",
         {"who": {"abdel-fattah-el-sissi agent", "mohamed-morsi patient"}}),
        ("it", "La Fiat ha firmato un contratto con la Renault.", "firmato", {"who": {"fiat agent", "renault partner"}}),
        ("it", "La Fiat ha perso la causa contro la Renault.", "perso", {"who": {"fiat agent", "renault recipient"}}),
        ("it", "La Fiat ha ricevuto un ordine dalla Renault.", "ricevuto", {"who": {"fiat agent", "renault partner"}}),
        ("it", "La Fiat ha deciso di pagare la Renault.", "deciso", {"who": {"fiat agent", "renault patient"}}),
        ("it", "Il ministro si è ritirato, consegnando il dossier a Mario Brambilla.", "ritirato", {"who": {"mario-brambilla recipient"}}),
        ("it", "I colonnelli Carlo Neri, Ugo Bianchi e Mario Brambilla hanno lasciato la città.", "lasciato",
         {"who": {"carlo-neri agent", "ugo-bianchi agent", "mario-brambilla agent"}}),
    ],
    "a place does nothing": [
        ("en", "Boeing's newest plane made its first test flight in Everett, Washington.", "test flight", {"who": {"boeing agent"}, "where": "everett"}),
        ("it", "Tripoli venne conquistata dai ribelli.", "conquistata", {"who": set()}),
        ("en", "The plane flew from Rome to Chicago.", "flew", {"who": set()}),
        ("en", "Sergei Lavrov flew to Russia.", "flew", {"who": {"sergey-lavrov agent"}}),
        ("en", "The Airbus A380 landed safely in Rome.", "landed", {"who": {"airbus-a380 agent"}, "where": "rome"}),
        ("en", "The clashes in Iraq began on Monday.", "clashes", {"who": set(), "where": "IQ"}),
        ("it", "Gli scontri in Siria sono ripresi lunedì.", "scontri", {"who": set(), "where": "SY"}),
        ("it", "Il viaggio in Siria è finito lunedì.", "viaggio", {"who": set(), "where": "SY"}),
    ],
    "where": [
        ("en", "Wang Yi and Sergei Lavrov met in Beijing on Tuesday.", "met", {"where": "beijing"}),
        ("it", "Il terremoto ha ucciso 120 persone in Turchia lunedì.", "ucciso", {"where": "TR", "numbers": ("120",)}),
        ("en", "The earthquake killed 120 people in Turkey on Monday.", "killed", {"where": "TR", "numbers": ("120",)}),
        ("it", "Mosca ha annunciato nuove manovre.", "annunciato", {"where": None, "who": {"RU agent"}}),
        ("en", "Donald Trump hosted Volodymyr Zelensky at the White House.", "hosted", {"who": {"donald-trump agent", "volodymyr-zelenskyy patient"}}),
    ],
    "who says so": [
        ("it", "«La Russia non ha attaccato i civili», ha detto Lavrov mercoledì.", "attaccato", {"speaker": "Sergei Lavrov", "status": "denied"}),
        ("en", "Lavrov said on Tuesday that Russia had seized the town on Sunday.", "seized", {"speaker": "Sergey Lavrov"}),
        ("en", "“Russia will not surrender,” said Sergei Lavrov.", "surrender", {"speaker": "Sergey Lavrov", "status": "denied"}),
        ("it", "Due droni hanno colpito la raffineria di Samara sabato, ha annunciato il governatore.", "colpito", {"speaker": None}),
    ],
    "a name beside what it is": [
        ("en", "The Irish airline, Ryanair, cancelled ten flights.", "cancelled", {"who": {"ryanair agent"}}),
        ("it", "La compagnia irlandese Ryanair ha cancellato dieci voli.", "cancellato", {"who": {"ryanair agent"}}),
        ("en", "Irish airlines cancelled ten flights.", "cancelled", {"who": set()}),
        ("it", "Un'auto Fiat ha investito tre uomini.", "investito", {"who": set()}),
    ],
    "a headline's infinitive": [
        ("en", "Qantas Airlines to cut 500 jobs", "cut", {"status": "planned"}),
        ("en", "Qantas Airlines to be sold to Ryanair", "sold", {"status": "planned"}),
    ],
    "what is feared of what has happened": [
        ("en", "Rossi's death could trigger a war.", "death", {"status": "occurred"}),
        ("en", "Rossi's death could trigger a war.", "war", {"status": "hypothetical"}),
        ("it", "La morte di Rossi potrebbe scatenare una guerra.", "morte", {"status": "occurred"}),
        ("en", "The talks may take place in Rome.", "talks", {"status": "hypothetical"}),
    ],
    "a contract is a thing": [
        ("en", "Boeing has won the contract for ten jets.", "won", {"status": "occurred", "who": {"boeing agent"}}),
        ("en", "Boeing has won the contract for ten jets.", "contract", None),
        ("it", "Il sindaco ha annullato il contratto con la ditta.", "contratto", None),
    ],
    "no events": [
        ("it", "Non abbiamo bisogno di garanti.", "abbiamo", None),
        ("it", "La guerra è lunga.", "guerra", None),
        ("en", "He added.", "added", None),
        ("it", "La dichiarazione è breve.", "dichiarazione", None),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text", "whole"),
    [
        ("en", "Boeing rolled out the plane on Monday.", "rolled out"),
        ("en", "Boeing rolled the plane out on Monday.", "rolled"),
        ("en", "The minister stepped down on Monday.", "stepped down"),
        ("en", "The airline announced plans. It made its first test flight on Monday.", "test flight"),
        ("en", "The plane took off from Rome on Monday.", "took off"),
        ("it", "Il colpo di Stato di lunedì a Bamako ha sorpreso la Francia.", "colpo di Stato"),
    ],
)  # fmt: skip
def test_a_trigger_of_several_words_is_whole(parser: Parser, lang: str, text: str, whole: str) -> None:
    assert whole in [text[m.start : m.end] for m in reading(parser, text, lang).mentions]


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "expected"),
    [pytest.param(*row, id=f"{group}: {row[1][:28]}… {row[2]}") for group, rows in ROWS.items() for row in rows],
)
def test_mention(parser: Parser, lang: str, text: str, trigger: str, expected: dict[str, Any] | None) -> None:
    found = mention_of(parser, text, lang, trigger)
    if expected is None or found is None:
        assert (found, expected) == (None, None)
        return
    findings = reading(parser, text, lang).findings
    said = {
        "when": (findings[found.expression].text if found.expression is not None else None, found.timing),
        "who": {f"{a.id} {a.role}" for a in found.actors if a.role != "theme"},
        "where": found.place_id,
        "looks": findings[found.expression].direction if found.expression is not None else None,
    }
    assert {key: said[key] if key in said else getattr(found, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Ugo Neri si trova agli arresti a Torino.", "trova", "have-state"),
        ("Ugo Neri ha trovato una nave a Torino.", "trovato", "discover"),
        ("La Francia si è impegnata a inviare aiuti a Malta.", "impegnata", "agree"),
        ("Ugo Neri è impegnato sul fronte di Kabul.", "impegnato", "other"),
        ("Ugo Neri si è definito un esperto di Torino.", "definito", None),
        ("Ugo Neri si è costituito parte civile a Torino.", "costituito", "trial"),
        ("Ugo Neri si è costituito ai carabinieri di Torino.", "costituito", "arrest"),
        ("A Torino si è verificata una strage.", "verificata", None),
        ("A Torino si è verificata una strage.", "strage", "kill"),
    ],
)
def test_what_is_said_of_oneself_is_another_verb(parser: Parser, text: str, trigger: str, kind: str | None) -> None:
    found = mention_of(parser, text, "it", trigger)
    assert (found.type if found else None) == kind


# ---------------------------------------------------------------- who says it is not who it happens to

TELLERS = [
    ("en", "The victim was hit by a car and died on the scene, Sheriff Grady Brambleton said.", "grady-brambleton"),
    ("en", "The victim was hit by a car and died at the scene, Sheriff Tom Brambleton said on Monday.", "tom-brambleton"),
    ("en", "Two hikers fell and died, Sheriff Tom Brambleton said.", "tom-brambleton"),
    ("en", "The suspect fired at officers and was killed, said Sheriff Tom Brambleton.", "tom-brambleton"),
    ("en", "A worker fell from the roof and was taken to hospital, according to Mayor Ada Brambleton.", "ada-brambleton"),
    ("it", "La donna è stata investita ed è morta sul posto, ha detto lo sceriffo Tom Brambilla.", "tom-brambilla"),
    ("it", "L'uomo ha sparato ed è stato ucciso, ha riferito il comandante Ugo Brambilla.", "ugo-brambilla"),
    ("it", "Tre operai sono caduti e sono morti, secondo il sindaco Ada Brambilla.", "ada-brambilla"),
    ("en", "Sheriff Tom Brambleton said the victim was hit by a car and died on the scene.", "tom-brambleton"),
    ("en", "Sheriff Tom Brambleton said two hikers had fallen and died.", "tom-brambleton"),
    ("en", "Mayor Ada Brambleton said the bridge was damaged and collapsed.", "ada-brambleton"),
    ("it", "Lo sceriffo Tom Brambilla ha detto che la donna è stata investita ed è morta.", "tom-brambilla"),
    ("it", "Il sindaco Ada Brambilla ha detto che il ponte era danneggiato ed è crollato.", "ada-brambilla"),
]


@pytest.mark.parametrize(
    ("lang", "text", "teller"),
    [pytest.param(*row, id=row[1][:60]) for row in TELLERS],
)
def test_who_tells_it_takes_no_part_in_it(parser: Parser, lang: str, text: str, teller: str) -> None:
    for m in reading(parser, text, lang).mentions:
        told = text[m.start : m.end] in ("said", "detto", "riferito")
        told_of = re.sub(r",? ?(secondo|according to) .*", "", m.title, flags=re.IGNORECASE)  # whom a title names as its source
        assert told or (teller not in {a.id for a in m.actors} and "Brambl" not in told_of and "Brambi" not in told_of), m.title


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "who"),
    [
        (
            "it",
            "Donald Trump ha avvertito che Vladimir Putin stava giocando con il fuoco e ha suggerito una tregua.",
            "suggerito",
            "donald-trump",
        ),
        ("en", "Donald Trump warned that Vladimir Putin was playing with fire and suggested a truce.", "suggested", "donald-trump"),
    ],
)
def test_a_second_verb_of_saying_is_the_teller_s(parser: Parser, lang: str, text: str, trigger: str, who: str) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found
    assert [a.id for a in found.actors if a.role == "agent"] == [who]


# ---------------------------------------------------------------- a quotation has subjects of its own

QUOTED: dict[str, tuple[str, str, str]] = {
    "he": ("en", "Sergei Lavrov visited Ankara. “He attacked the capital,” a witness said.", "attacked"),
    "he, straight marks": ("en", 'Sergei Lavrov visited Ankara. "He attacked the capital," a witness said.', "attacked"),
    "he, after a colon": ("en", "Emmanuel Macron visited Kyiv. The witness said: “He killed three civilians.”", "killed"),
    "he, who speaks": ("en", "“He attacked the capital,” Sergei Lavrov said.", "attacked"),
    "no subject": ("it", "Vladimir Putin ha visitato Pechino. «Ha attaccato la capitale», ha detto il portavoce.", "attaccato"),
    "no subject, curled marks": ("it", "Sergej Lavrov ha visitato Ankara. “Ha ucciso tre civili”, ha detto un testimone.", "ucciso"),
    "no subject, straight marks": ("it", 'Sergej Lavrov ha visitato Ankara. "Ha ucciso tre civili", ha detto un testimone.', "ucciso"),
    "no subject, plural": ("it", "Putin e Trump si sono visti ad Anchorage. «Hanno ucciso tre civili», ha detto il portavoce.", "ucciso"),
    "no subject, after a colon": ("it", "Emmanuel Macron ha visitato Kiev. Un testimone ha detto: «Ha ucciso tre civili».", "ucciso"),
    "no subject, who speaks": ("it", "«Ha attaccato la capitale», ha detto Sergej Lavrov.", "attaccato"),
    "no subject, second sentence": (
        "it", "Vladimir Putin ha visitato Pechino. «È grave. Ha attaccato la capitale», ha detto il portavoce.", "attaccato"),
    "he, second sentence": (
        "en", "Sergei Lavrov visited Ankara. “The situation is grave. He attacked the capital,” a witness said.", "attacked"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "text", "trigger"),
    [pytest.param(*row, id=k) for k, row in QUOTED.items()],
)
def test_no_subject_is_inherited_into_a_quotation(parser: Parser, lang: str, text: str, trigger: str) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found is None or found.actors == ()


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "who"),
    [
        ("it", "Vladimir Putin ha visitato Pechino. «Hanno ucciso tre civili», ha detto il portavoce. Ha poi incontrato Xi Jinping.", "incontrato",
         "vladimir-putin"),
        ("en", "Emmanuel Macron visited Kyiv. “Russia must stop,” a spokesman said. He met Volodymyr Zelensky.", "met", "emmanuel-macron"),
    ],
)  # fmt: skip
def test_after_a_quotation_subjects_are_inherited_again(parser: Parser, lang: str, text: str, trigger: str, who: str) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found
    assert f"{who} agent" in {f"{a.id} {a.role}" for a in found.actors}


# ---------------------------------------------------------------- an article is about something

LEADS = {
    "nobody named": ("it", "Due uomini hanno rapinato una banca a Vercelli. I due sono fuggiti in auto."),
    "a short title": ("en", "The Ottawa council approved a plan. The work starts in May."),
    "no actor": ("en", "Shares rose in Ottawa. The board met."),
    "a saying before it": ("it", "Il sindaco di Vercelli ha detto che la scuola di Varallo riaprirà. «Siamo pronti», ha aggiunto."),
    "only an announcement": ("en", "The trial of the former mayor of Ottawa begins on Monday."),
    "background": ("it", "Il processo all'ex sindaco di Vercelli comincia lunedì. Era stato arrestato."),
    "the third sentence": ("en", "“We are ready,” the coach said. “It is time.” The Ottawa team won the cup."),
}


@pytest.mark.parametrize(("lang", "text"), LEADS.values(), ids=LEADS)
def test_the_best_early_event_is_a_main_event(parser: Parser, lang: str, text: str) -> None:
    assert max(m.salience for m in reading(parser, text, lang).mentions) >= MAIN


def test_nobody_known_is_no_main_event(parser: Parser) -> None:
    found = reading(parser, "The council approved the plan. The work starts in May.", "en").mentions
    assert found
    assert max(m.salience for m in found) < MAIN


def test_what_stands_far_down_is_not_what_an_article_is_about(parser: Parser) -> None:
    page, news = "Menù e orari della biblioteca. ", "Ugo Neri ha ceduto una casa di Vercelli."
    near, far = (mention_of(parser, page * n + news, "it", "ceduto") for n in (2, 60))
    assert near
    assert far
    assert far.salience < MAIN <= near.salience


TALK = {
    "a reader's comment": (
        "it",
        "Il governo francese ha arrestato lunedì Ugo Neri.",
        "La Francia ha attaccato il Cile martedì. Non sono d'accordo con te. Secondo me sbagli. {} Io lo dico da anni. Ma voi dormite tutti. Scusate lo sfogo.",
        "arrestato",
    ),
    "a letter": (
        "en",
        "The French government arrested Ugo Reed on Monday.",
        "France attacked Chile on Tuesday. I do not agree with you. My friends know why. {} We have said it for years. You never listen. I am sorry.",
        "arrested",
    ),
}


@pytest.mark.parametrize(("lang", "news", "talk", "trigger"), TALK.values(), ids=TALK)
def test_what_somebody_tells_of_in_passing_is_no_main_event(parser: Parser, lang: str, news: str, talk: str, trigger: str) -> None:
    quoted = {"it": "Il ministro ha detto: «Noi siamo pronti». ", "en": "“We are ready,” the minister said. "}[lang] * 5
    plain, told, passing = (mention_of(parser, text, lang, trigger) for text in (news, f"{quoted}\n{news}", talk.format(news)))
    assert plain
    assert told
    assert passing
    assert passing.salience < MAIN <= min(plain.salience, told.salience)


PAGES = {
    "an article": (
        "it",
        "Questo articolo è stato pubblicato lunedì. Il governo francese ha approvato una legge.",
        "pubblicato",
        "approvato",
    ),
    "a photo": ("it", "Questa foto è stata rimossa. Il governo francese ha approvato una legge.", "rimossa", "approvato"),
    "a page": ("en", "This page was last updated on Friday. The French government approved a law.", "updated", "approved"),
}


@pytest.mark.parametrize(("lang", "text", "page", "news"), PAGES.values(), ids=PAGES)
def test_what_a_page_says_of_itself_is_no_event(parser: Parser, lang: str, text: str, page: str, news: str) -> None:
    told = mention_of(parser, text, lang, news)
    assert mention_of(parser, text, lang, page) is None
    assert told
    assert told.salience >= MAIN


def test_another_article_may_be_news(parser: Parser) -> None:
    found = mention_of(parser, "The article on Ottawa was published on Monday. The government approved the law.", "en", "published")
    assert found
    assert found.salience >= MAIN


def test_only_the_best_early_event_is_raised(parser: Parser) -> None:
    mentions = reading(
        parser,
        "The Ottawa board met. Shares of Vega rose. A plan of Ann Reed failed. Sales fell in Ottawa. Profits grew. A director left.",
        "en",
    ).mentions
    assert len(mentions) >= 4
    assert [m.salience >= MAIN for m in mentions].count(True) == 1
    assert max(mentions, key=lambda m: m.salience).start < 60


@pytest.mark.parametrize(
    ("lang", "text"),
    [("it", "Il sindaco ha detto che la città è bella. Il parroco ha detto che fa freddo."), ("en", "Nobody was arrested.")],
    ids=["sayings", "a denial"],
)
def test_sayings_and_denials_are_no_main_event(parser: Parser, lang: str, text: str) -> None:
    assert all(m.salience < MAIN for m in reading(parser, text, lang).mentions)


def test_a_long_text_has_no_more_main_events_than_a_short_one(parser: Parser) -> None:
    text = " ".join(f"Vladimir Putin ha incontrato Xi Jinping a Pechino il {n} maggio 2025." for n in range(1, 29))
    mentions = reading(parser, text, "it").mentions
    assert len(mentions) >= 28
    assert 1 <= sum(m.salience >= MAIN for m in mentions) <= 20


def test_what_has_no_day_fades_with_its_place(parser: Parser) -> None:
    filler = "La piazza è bella. " * 30
    first = reading(parser, "Due uomini hanno rapinato una banca. Il ponte è crollato.", "it").mentions[-1]
    late = reading(parser, f"Due uomini hanno rapinato una banca. {filler}Il ponte è crollato.", "it").mentions[-1]
    assert (first.lemma, late.lemma) == ("crollare", "crollare")
    assert late.salience < first.salience / 2


# ---------------------------------------------------------------- what a phrase tells stands under its clause

WITHIN: dict[str, tuple[str, str, str, str | None]] = {
    "an event noun with words of its own": (
        "en", "The old dairy was destroyed by a large fire.", "fire", "The old dairy was destroyed by a large fire"),
    "a bare definite noun is a topic": ("it", "Il ministro ha parlato della guerra.", "guerra", None),
    "his visit, of nobody known": ("it", "Il ponte è crollato durante la sua visita.", "visita", None),
    "what may be is told by nobody": ("en", "The mayor would resign after a possible defeat.", "defeat", None),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "trigger", "title"), WITHIN.values(), ids=WITHIN)
def test_a_phrase_is_told_under_its_clause(parser: Parser, lang: str, text: str, trigger: str, title: str | None) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert (found.title if found else None) == title


# ---------------------------------------------------------------- days

PUBLISHED = Publication(date=day("2025-07-04"), earliest=day("2025-07-03"), latest=day("2025-07-05"))
SPREAD = Publication(earliest=day("2025-07-01"), latest=day("2025-07-05"))
THURSDAY = TimeExpression(
    start=0, end=1, text="giovedì", type="DATE", value="2025-07-03", earliest=day("2025-07-03"), latest=day("2025-07-03")
)
NEXT_WEEK = replace(THURSDAY, value="2025-07-10", earliest=day("2025-07-10"), latest=day("2025-07-10"))
JUNE = replace(THURSDAY, value="2025-06", earliest=day("2025-06-01"), latest=day("2025-06-30"))
VAGUE = TimeExpression(start=0, end=1, text="recentemente", type="DATE", value="PAST_REF")
DAYS: dict[str, tuple[Timing, TimeExpression | None, Publication, str | None, str | None]] = {
    "stated": ("stated", THURSDAY, PUBLISHED, "2025-07-03", "2025-07-03"),
    "the clause beside it": ("same", THURSDAY, PUBLISHED, "2025-07-03", "2025-07-03"),
    "before the day": ("before", THURSDAY, PUBLISHED, "2025-06-26", "2025-07-03"),
    "after the day": ("after", THURSDAY, PUBLISHED, "2025-07-03", "2025-07-10"),
    "since the day": ("since", THURSDAY, PUBLISHED, "2025-07-03", "2025-07-04"),
    "until the day": ("until", NEXT_WEEK, PUBLISHED, "2025-07-04", "2025-07-10"),
    "in a report of the day": ("reported", THURSDAY, PUBLISHED, "2025-07-02", "2025-07-03"),
    "in a report of the month": ("reported", JUNE, PUBLISHED, "2025-06-01", "2025-06-30"),
    "a vague expression": ("stated", VAGUE, PUBLISHED, None, None),
    "recent news": ("recent", None, PUBLISHED, "2025-07-02", "2025-07-04"),
    "recent news of an article of some days": ("recent", None, SPREAD, "2025-06-29", "2025-07-05"),
    "background": ("background", None, PUBLISHED, None, "2025-07-04"),
    "to come": ("coming", None, PUBLISHED, "2025-07-04", None),
    "unknown": ("unknown", None, PUBLISHED, None, "2025-07-04"),
    "an article without a day": ("recent", None, Publication(), None, None),
}


@pytest.mark.parametrize(("timing", "expression", "published", "first", "last"), DAYS.values(), ids=DAYS)
def test_days(timing: Timing, expression: TimeExpression | None, published: Publication, first: str | None, last: str | None) -> None:
    draft = mention("a:1", first=None, timing=timing, expression=0 if expression else None)
    found = dated(draft, (expression,) if expression else (), published)
    assert (found.earliest, found.latest) == (day(first), day(last))


def test_the_ranges_are_as_declared() -> None:
    assert (NEAR, RECENT) == (7, 2)


@pytest.mark.parametrize(
    ("status", "published", "expected"),
    [
        ("occurred", "2025-07-04", "occurred"),
        ("occurred", "2025-07-01", "planned"),
        ("ongoing", "2025-07-01", "planned"),
        ("denied", "2025-07-01", "denied"),
    ],
)
def test_what_is_told_cannot_lie_after_publication(status: str, published: str, expected: str) -> None:
    draft = mention("a:1", first=None, status=status, expression=0)
    on: dt.date | None = day(published)
    assert dated(draft, (THURSDAY,), Publication(date=on, earliest=on, latest=on)).status == expected


@pytest.mark.parametrize(("status", "last"), [("occurred", "2025-07-04"), ("planned", "2025-12-31")])
def test_what_has_happened_this_year_happened_before_publication(status: str, last: str) -> None:
    found = dated(mention("a:1", first=None, status=status, expression=0), (THIS_YEAR,), FRIDAY)
    assert (found.earliest, found.latest) == (day("2025-01-01"), day(last))


@pytest.mark.parametrize(
    ("status", "moment", "published", "now", "expected"),
    [
        ("ongoing", True, "2025-07-04", None, "occurred"),  # "Giovedì l'esercito avanza"
        ("ongoing", True, "2025-07-03", None, "ongoing"),
        ("ongoing", True, "2025-07-03", "2025-12-30", "occurred"),  # in the chronicle of a year
        ("ongoing", False, "2025-07-04", None, "ongoing"),  # "Da giovedì l'esercito avanza"
        ("planned", True, "2025-07-04", None, "occurred"),  # "Il 3 luglio 2025 verrà ucciso"
        ("planned", True, "2025-07-02", None, "planned"),
        ("planned", False, "2025-07-04", None, "planned"),  # "avrebbe dovuto partire giovedì"
    ],
)
def test_the_present_or_future_of_a_day_gone_by_is_historical(
    status: str, moment: bool, published: str, now: str | None, expected: str
) -> None:
    draft = mention("a:1", first=None, status=status, expression=0, moment=moment, nominal=False)
    on = day(published)
    assert dated(draft, (THURSDAY,), Publication(date=on, earliest=on, latest=on), now=day(now)).status == expected


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "expected"),
    [
        ("it", "Il giudice verrà ucciso il 23 maggio 1992.", "ucciso", True),
        ("it", "Il giudice dovrebbe partire il 23 maggio 1992.", "partire", False),
        ("it", "Il 25 gennaio 2011 la folla scende in piazza.", "scende", True),
        ("it", "Dal 25 gennaio 2011 la folla scende in piazza.", "scende", False),
        ("it", "Il 25 gennaio 2011 la folla è scesa in piazza.", "scesa", False),
        ("en", "The judge will be killed on 23 May 1992.", "killed", True),
        ("en", "The judge was expected to leave on 23 May 1992.", "leave", False),
        ("en", "The ministry says the judge will leave on 23 May 1992.", "leave", False),
        ("en", "On 25 January 2011 the army attacks the port.", "attacks", True),
        ("en", "Yesterday the army attacks the port.", "attacks", False),  # told as happened already
        ("en", "On 25 January 2011 the army supports the rebels.", "supports", True),
    ],
)
def test_which_tenses_are_historical_of_a_day_gone_by(parser: Parser, lang: str, text: str, trigger: str, expected: bool) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found is not None
    assert found.moment is expected


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "expected"),
    [
        ("it", "Da quando lunedì è cominciato lo sciopero, il ministro ha visitato tre porti.", "cominciato", True),
        ("it", "Quando lunedì è cominciato lo sciopero, il ministro ha visitato tre porti.", "cominciato", False),
        ("en", "Since the strike began on Monday, the minister has visited three ports.", "began", True),
        ("en", "When the strike began on Monday, the minister visited three ports.", "began", False),
    ],
)
def test_what_is_told_since_is_told_aside(parser: Parser, lang: str, text: str, trigger: str, expected: bool) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found is not None
    assert found.aside is expected


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "status", "clear"),
    [
        ("it", "Il colonnello Bruni avrebbe preso il posto di Neri, accusato di tradimento.", "accusato", "hypothetical", True),
        ("it", "Il colonnello Bruni ha preso il posto di Neri, accusato di tradimento.", "accusato", "occurred", True),
        ("it", "Arrestato nel 2006, il colonnello Bruni è stato liberato nel 2010.", "Arrestato", "occurred", False),
        ("it", "Arrestato nel 2006, il colonnello Bruni è stato liberato nel 2010.", "liberato", "occurred", True),
        ("en", "Arrested in 2006, Colonel Brown was released in 2010.", "Arrested", "occurred", False),
        ("en", "Arrested in 2006, Colonel Brown was released in 2010.", "released", "occurred", True),
        ("it", "Il ministro ha incontrato Neri lunedì e visitato Genova martedì.", "visitato", "occurred", False),
        ("it", "Il colonnello Bruni ha incontrato Neri e visitato Genova martedì.", "visitato", "occurred", True),
    ],
)
def test_a_title_is_of_the_status_and_day_of_its_clause(
    parser: Parser, lang: str, text: str, trigger: str, status: str, clear: bool
) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found is not None
    assert (found.status, found.clear) == (status, clear)


def expression(start: int, anchor: str) -> TimeExpression:
    return TimeExpression(
        start=start,
        end=start + 7,
        text="giovedì",
        type="DATE",
        value="2025-07-03",
        anchor=anchor,
        earliest=day("2025-07-03"),
        latest=day("2025-07-03"),
    )


@pytest.mark.parametrize(
    ("anchors", "given", "expected"),
    [
        (("published",), False, True),
        (("published",), True, False),
        (("none",), False, False),
        (("expression:10", "published"), False, True),
        (("expression:10", "none"), False, False),
        (("expression:10", "expression:0"), False, False),
    ],
)
def test_a_day_counted_from_an_inferred_one_is_guessed(anchors: tuple[str, ...], given: bool, expected: bool) -> None:
    """The first expression dates the mention; the others follow in the text."""
    published = Publication(
        date=day("2025-07-04"), earliest=day("2025-07-04" if given else "2025-07-01"), latest=day("2025-07-04"), given=given
    )
    found = dated(mention("a:1", expression=0), [expression(10 * i, a) for i, a in enumerate(anchors)], published)
    assert found.guessed is expected


@pytest.mark.parametrize(
    ("nominal", "published", "first", "last"),
    [
        (False, "2025-07-01", "2025-06-29", "2025-07-01"),  # a past tense beside a day to come, which is another event's
        (False, "2025-07-04", "2025-07-03", "2025-07-03"),
        (True, "2025-07-01", "2025-07-03", "2025-07-03"),  # "the summit of Thursday" has no tense
    ],
)
def test_a_past_tense_is_of_no_day_to_come(nominal: bool, published: str, first: str, last: str) -> None:
    draft = mention("a:1", first=None, status="occurred", expression=0, nominal=nominal)
    on = day(published)
    found = dated(draft, (THURSDAY,), Publication(date=on, earliest=on, latest=on))
    assert (found.earliest, found.latest, found.stated) == (day(first), day(last), nominal or first == last)


def test_what_several_expressions_date_lasts_through_all() -> None:
    draft = mention("a:1", first=None, expression=0, through=1)
    found = dated(draft, (THURSDAY, NEXT_WEEK), Publication(date=day("2025-07-20"), earliest=day("2025-07-20"), latest=day("2025-07-20")))
    assert (found.earliest, found.latest) == (day("2025-07-03"), day("2025-07-10"))


@pytest.mark.parametrize(
    ("told_as", "first"),
    [
        ({"nominal": True, "timing": "before"}, None),  # "the day after the killing", which the text only names
        ({"nominal": False, "timing": "before"}, "2025-07-18"),  # "the day after he had died": both are news
        ({"nominal": False, "timing": "stated"}, None),
    ],
)
def test_what_came_before_an_unknown_day(told_as: dict[str, Any], first: str | None) -> None:
    unknown = replace(THURSDAY, value="XXXX-XX-XX", earliest=None, latest=None)
    on = Publication(date=day("2025-07-20"), earliest=day("2025-07-20"), latest=day("2025-07-20"))
    assert dated(mention("a:1", **({"first": None, "expression": 0} | told_as)), (unknown,), on).earliest == day(first)


@pytest.mark.parametrize(("aside", "first"), [(False, "2025-06-29"), (True, None)], ids=["news", "a pluperfect"])
def test_what_had_been_hoped_for_a_day_to_come_is_no_news(aside: bool, first: str | None) -> None:
    on = Publication(date=day("2025-07-01"), earliest=day("2025-07-01"), latest=day("2025-07-01"))
    draft = mention("a:1", first=None, status="occurred", expression=0, nominal=False, aside=aside)
    assert dated(draft, (THURSDAY,), on).earliest == day(first)


# ---------------------------------------------------------------- news goes on with the day on which it began

FRIDAY = Publication(date=day("2025-07-04"), earliest=day("2025-07-04"), latest=day("2025-07-04"), given=True)
LONG_AGO = replace(THURSDAY, value="2025-05-01", earliest=day("2025-05-01"), latest=day("2025-05-01"))
WEEKS_AGO = replace(THURSDAY, value="2025-06-18", earliest=day("2025-06-18"), latest=day("2025-06-18"))
THIS_YEAR = replace(THURSDAY, value="2025", earliest=day("2025-01-01"), latest=day("2025-12-31"))
NOW = replace(THURSDAY, value="PRESENT_REF", earliest=day("2025-07-04"), latest=day("2025-07-04"))
UNNAMED = {"first": None, "timing": "narrated", "expression": None, "sentence_start": 100}
NARRATIONS: dict[str, tuple[dict[str, Any], dict[str, Any], TimeExpression, tuple[str | None, str | None]]] = {
    "after a stated day": ({"sentence_start": 0}, UNNAMED, THURSDAY, ("2025-07-03", "2025-07-03")),
    "not after a plan": ({"sentence_start": 0, "status": "planned"}, UNNAMED, THURSDAY, ("2025-07-02", "2025-07-04")),
    "beside what was long ago": ({"sentence_start": 0}, UNNAMED, LONG_AGO, (None, "2025-07-04")),
    "further on from it": ({"sentence_start": 0, "sentence_end": 90}, UNNAMED | {"sentence_start": 900}, LONG_AGO, ("2025-07-02", "2025-07-04")),
    "what was said beside it": ({"sentence_start": 0}, UNNAMED | {"type": "say"}, LONG_AGO, ("2025-07-02", "2025-07-04")),
    "a lead of some weeks ago": ({"sentence_start": 0}, UNNAMED, WEEKS_AGO, ("2025-06-18", "2025-06-18")),
    "not of a year": ({"sentence_start": 0, "sentence_end": 90}, UNNAMED | {"sentence_start": 900}, THIS_YEAR, ("2025-07-02", "2025-07-04")),
    "not what is so now": ({"sentence_start": 0}, UNNAMED, NOW, ("2025-07-02", "2025-07-04")),
    "far into the text": ({"sentence_start": 0}, UNNAMED | {"sentence_start": 9000}, THURSDAY, (None, "2025-07-04")),
    "what was not so there": ({"sentence_start": 0}, UNNAMED | {"sentence_start": 9000, "status": "denied"}, THURSDAY, (None, "2025-07-04")),
    "what was said there": ({"sentence_start": 0}, UNNAMED | {"sentence_start": 7000, "type": "say"}, THURSDAY, ("2025-07-02", "2025-07-04")),
    "what was said in a treatise": ({"sentence_start": 0}, UNNAMED | {"sentence_start": 9000, "type": "say"}, THURSDAY, (None, "2025-07-04")),
    "near in what is no report": ({"sentence_start": 3000}, UNNAMED | {"sentence_start": 4000, "timing": "recent"}, THURSDAY, ("2025-07-02", "2025-07-04")),
    "far before what is so now": ({"sentence_start": 3500}, UNNAMED | {"sentence_start": 700}, NOW, (None, "2025-07-04")),
    "where it opens": ({"sentence_start": 3500}, UNNAMED | {"sentence_start": 500, "timing": "recent"}, LONG_AGO, ("2025-07-02", "2025-07-04")),
    "in what opens with its day": ({"sentence_start": 0}, UNNAMED | {"sentence_start": 4000, "timing": "recent"}, THURSDAY, ("2025-07-02", "2025-07-04")),
    "what is so there": ({"sentence_start": 0}, UNNAMED | {"sentence_start": 9000, "status": "ongoing"}, THURSDAY, ("2025-07-02", "2025-07-04")),
    "a perfect is of now": ({"sentence_start": 0}, UNNAMED | {"timing": "recent"}, THURSDAY, ("2025-07-02", "2025-07-04")),
    "not after an aside": ({"sentence_start": 0, "aside": True}, UNNAMED, THURSDAY, ("2025-07-02", "2025-07-04")),
    "not after what is only named": ({"sentence_start": 0, "nominal": True}, UNNAMED, THURSDAY, ("2025-07-02", "2025-07-04")),
    "no heading of an aside": ({"sentence_start": 50, "aside": True}, UNNAMED | {"sentence_start": 0}, THURSDAY, ("2025-07-02", "2025-07-04")),
    "background is not": ({"sentence_start": 0}, UNNAMED | {"timing": "background"}, THURSDAY, (None, "2025-07-04")),
    "a heading in the present": (
        {"sentence_start": 50}, UNNAMED | {"sentence_start": 0, "timing": "recent", "status": "ongoing"}, THURSDAY, ("2025-07-03", "2025-07-03")),
    "a heading before it": ({"sentence_start": 50}, UNNAMED | {"sentence_start": 0}, THURSDAY, ("2025-07-03", "2025-07-03")),
    "an event noun that takes it up": (
        {"sentence_start": 0, "actors": "a"}, UNNAMED | {"timing": "unknown", "actors": "a"}, THURSDAY, ("2025-07-03", "2025-07-03")),
    "another's event": (
        {"sentence_start": 0, "actors": "a"}, UNNAMED | {"timing": "unknown", "actors": "b"}, THURSDAY, (None, "2025-07-04")),
}  # fmt: skip


@pytest.mark.parametrize(("begun", "told_after", "expression", "days"), NARRATIONS.values(), ids=NARRATIONS)
def test_what_follows_is_of_the_day_before(
    begun: dict[str, Any], told_after: dict[str, Any], expression: TimeExpression, days: tuple[str | None, str | None]
) -> None:
    drafts = [mention("a:1", **({"first": None, "expression": 0, "nominal": False} | begun)), mention("a:2", **told_after)]
    found = {m.id: m for m in told(sorted(drafts, key=lambda m: m.sentence_start), (expression,), FRIDAY)}
    assert (found["a:2"].earliest, found["a:2"].latest) == (day(days[0]), day(days[1]))


@pytest.mark.parametrize(("last", "expected"), [(2900, "2025-07-02"), (4500, None)], ids=["a report", "an essay"])
def test_only_a_report_tells_news_to_its_end(last: int, expected: str | None) -> None:
    drafts = [mention(f"a:{at}", **(UNNAMED | {"sentence_start": at})) for at in (500, 1500, last)]
    found = {m.sentence_start: m for m in told(drafts, (), FRIDAY)}
    assert found[500].earliest == day("2025-07-02")
    assert found[1500].earliest == found[last].earliest == day(expected)


@pytest.mark.parametrize(
    ("lang", "beside", "apart", "alone", "trigger"),
    [
        (
            "en",
            "Qantas ordered twelve jets in Ottawa and the ministers signed the treaty.",
            "Qantas ordered twelve jets in Ottawa on Monday and the ministers signed the treaty on Tuesday.",
            "It rained. The ministers signed the treaty.",
            "treaty",
        ),
        (
            "it",
            "Anna Neri ha venduto la Vega a Torino e i ministri hanno sospeso il trattato.",
            "Lunedì Anna Neri ha venduto la Vega a Torino e martedì i ministri hanno sospeso il trattato.",
            "È piovuto. I ministri hanno sospeso il trattato.",
            "sospeso",
        ),
    ],
)
def test_what_is_unclear_is_no_entry_beside_what_is_clear(
    parser: Parser, lang: str, beside: str, apart: str, alone: str, trigger: str
) -> None:
    """But where it has another day than the clear event of its sentence, or nobody else tells of it."""
    worth = {text: m.worth for text in (beside, apart, alone) if (m := mention_of(parser, text, lang, trigger)) is not None}
    assert worth[beside] < entry_worth() <= min(worth[apart], worth[alone])


def test_what_the_press_says_is_worth_what_it_tells(parser: Parser) -> None:
    """ "Il governo" alone is none that a reader knows; that Reuters tells of it can be read, and is the news."""
    said = "{} scrive che il governo ha presentato le sue dimissioni al Consiglio Militare."
    press, man = (mention_of(parser, said.format(who), "it", "scrive") for who in ("Reuters", "Carlo Rossi"))
    told = mention_of(parser, said.format("Reuters"), "it", "dimissioni")
    assert press is not None
    assert man is not None
    assert told is not None
    assert press.clear
    assert not told.clear
    assert press.worth > 2 * told.worth
    assert press.worth > 2 * man.worth
