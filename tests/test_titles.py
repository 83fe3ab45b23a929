"""Titles: the event's clause with a subject that a reader knows, whole, and short enough to read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures_nlp import LANGUAGES, article, facts, mention_of

from timeline import pipeline
from timeline.parse import Parser
from timeline.pipeline import Reading
from timeline.titles import LONGEST, reframed

ROOT = Path(__file__).parent.parent
LONG_IT = (
    "Il presidente ha annunciato il ritiro delle truppe dalla regione orientale del Paese, dopo che per settimane i ministri, i generali e i "
    "consiglieri avevano discusso della possibilità di un accordo con i ribelli che controllano la frontiera settentrionale e le miniere."
)
LONG_WHY = (
    "Anna Neri è stata arrestata lunedì a Torino perché secondo i carabinieri della stazione di San Salvario aveva rubato quattro automobili, due "
    "biciclette e un furgone della nettezza urbana."
)
LONG_EN = (
    "The president announced the withdrawal of the troops from the eastern region of the country, which rebels backed by the neighbouring "
    "government have controlled for ten years, during a press conference in the capital with the foreign and defence ministers of the three "
    "allied countries."
)
ROWS: dict[str, list[tuple[str, str, str, str | None]]] = {
    "what came before": [
        ("it", "Un uomo di Torino è stato arrestato dopo aver rubato una bici in via Verdi.", "arrestato",
         "Un uomo di Torino è stato arrestato dopo aver rubato una bici in via Verdi"),
        ("it", "La sede di Torino è stata chiusa dopo le proteste.", "chiusa", "La sede di Torino è stata chiusa dopo le proteste"),
    ],
    "a connective, and a degree": [
        ("it", "Sempre a Torino è stato arrestato Ugo Neri.", "arrestato", "A Torino è stato arrestato Ugo Neri"),
        ("it", "Sempre più turisti hanno visitato Torino.", "visitato", "Sempre più turisti hanno visitato Torino"),
    ],
    "what it is done for goes with it": [
        ("it", "Sono finiti in carcere sei moldavi per associazione per delinquere.", "finiti",
         "Sei moldavi sono finiti in carcere per associazione per delinquere"),
    ],
    "conditions stay, and stand at the end": [
        ("en", "If sales fall, Ford will close the plant in Genoa.", "close", "Ford will close the plant in Genoa if sales fall"),
        ("en", "Ford will close the plant in Genoa unless sales rise.", "close", "Ford will close the plant in Genoa unless sales rise"),
        ("it", "Se il governo cadrà, Matteo Renzi si dimetterà.", "dimetterà", "Matteo Renzi si dimetterà se il governo cadrà"),
        ("it", "Anna Neri lascerà Torino a meno che Rossi non venga.", "lascerà", "Anna Neri lascerà Torino a meno che Rossi non venga"),
        ("en", "Ford will close the plant in Genoa on condition that Fiat pays.", "close", "Ford will close the plant in Genoa on condition that Fiat pays"),
    ],
    "and when or why it was so, as far as it fits and no further": [
        ("en", "Ann Reed was arrested in Genoa on Monday after she attacked a policeman.", "arrested", "Ann Reed was arrested in Genoa after she attacked a policeman"),
        ("it", "Anna Neri è stata arrestata lunedì a Torino perché aveva rubato un'auto.", "arrestata", "Anna Neri è stata arrestata a Torino perché aveva rubato un'auto"),
        ("it", "Anna Neri è stata arrestata lunedì, mentre Carlo Rossi ha lasciato Torino.", "arrestata", "Anna Neri è stata arrestata"),
        ("it", LONG_WHY, "arrestata", "Anna Neri è stata arrestata a Torino"),
    ],
    "a quotation as it was said, and in marks only what the text marks": [
        ("en", "“We love Genoa, and it was painful to go,” said Ann Reed in Paris.", "said", "Ann Reed said in Paris: “We love Genoa, and it was painful to go”"),
        ("en", "“This is just the beginning,” Ann Reed said, hinting at a strike.", "said", "Ann Reed said: “This is just the beginning”"),
        ("en", "The rules will change in six months, Ford announced on Monday.", "announced", "Ford announced: the rules will change in six months"),
        ("en", "Ford paid the fine; Ann Reed announced no deal.", "announced", "Ann Reed announced no deal"),
        ("it", "La guerra è finita, ha detto Carlo Rossi.", "detto", "Carlo Rossi ha detto: la guerra è finita"),
        ("en", "Ann Reed described Genoa as ` the best of cities '.", "described", "Ann Reed described Genoa as “the best of cities”"),
        ("en", "Protesters marched in Genoa, chanting ``Free Reed!''", "marched", "Protesters marched in Genoa, chanting “Free Reed!”"),
        ("en", "President Bush today denounced Saddam's ``ruinous policies of war,'' and said nothing.", "denounced", "President Bush denounced Saddam's “ruinous policies of war”"),
        ("en", "``We will win in Genoa,'' Ann Reed said.", "said", "Ann Reed said: “We will win in Genoa”"),
        ("en", "A judge called Ford ''criminal'' in Genoa.", "called", 'A judge called Ford "criminal" in Genoa'),
    ],
    "somebody by one name has both": [
        ("en", "Ann Reed left Rome. Ann praised Genoa.", "praised", "Ann Reed praised Genoa"),
        ("en", "Ann Reed left Rome. Ann Bell came. Ann praised Genoa.", "praised", "Ann praised Genoa"),
        ("en", "Ugo Bell left. Ann Neri has cared for Ann Reed in Genoa since she was arrested on Monday.", "arrested",
         "Ann Neri has cared for Ann Reed in Genoa since she was arrested on Monday"),
        ("en", "Ann Reed left Rome. On Monday Mrs. Reed met Ugo Bell in Genoa.", "met", "Ann Reed met Ugo Bell in Genoa"),
        ("en", "On Monday Mrs. Reed met Ugo Bell in Genoa.", "met", "Mrs. Reed met Ugo Bell in Genoa"),
        ("en", "Ann Reed left Rome. Reed, born in Genoa in May 1955, has built a plant.", "born", "Ann Reed was born in Genoa"),
        ("it", "Anna Neri ha lasciato Roma. Anna ha lodato Genova.", "lodato", "Anna Neri ha lodato Genova"),
    ],
    "a number that opens a headline": [("en", "First A380 enters commercial service", "enters", "First A380 enters commercial service")],
    "what happened before is told as what happened": [
        ("en", "Boeing had been suspended in 2003.", "suspended", "Boeing was suspended"),
        ("en", "Ann Reed had left Genoa in May 2003.", "left", "Ann Reed left Genoa"),
        ("en", "Ann Reed had been working for Ford in May 2003.", "working", "Ann Reed had been working for Ford"),
        ("it", "Il giornalista Carlo Rossi era stato catturato a Bengasi il 3 maggio.", "catturato", "Il giornalista Carlo Rossi è stato catturato a Bengasi"),
        ("it", "Carlo Rossi aveva anche venduto la Vega il 3 maggio.", "venduto", "Carlo Rossi ha venduto la Vega"),
        ("it", "Anna Neri era partita per Roma il 3 maggio.", "partita", "Anna Neri è partita per Roma"),
        ("it", "Le condizioni di Carlo Rossi si erano aggravate il 2 giugno.", "aggravate", "Le condizioni di Carlo Rossi si sono aggravate"),
        ("it", "La nave Flori era diretta a Malta il 3 maggio.", "diretta", "La nave Flori era diretta a Malta"),
        ("en", "Ann Reed had left Genoa when a bomb exploded in Turin.", "left", "Ann Reed had left Genoa when a bomb exploded in Turin"),
    ],
    "no predicate that the parser has torn": [
        ("en", "This force announced it would vote against a report by the Minister of Justice which was due to be presented on Thursday.", "presented",
         "The force announced it would vote against a report by the Minister of Justice"),
    ],
    "what takes place is no company": [
        ("en", "It got the name in 2000, when Cisco overtook Infogear Technology Corp., which took place in 1996.", "took",
         "Cisco overtook Infogear Technology Corp., which took place in 1996"),
    ],
    "what was said would come": [
        ("en", "Ford said on Monday that it would close the Genoa plant.", "close", "Ford will close the Genoa plant"),
        ("en", "Ford would close the Genoa plant.", "close", "Ford would close the Genoa plant"),
    ],
    "times and connectives go": [
        ("it", "Putin ha telefonato giovedì a Trump.", "telefonato", "Putin ha telefonato a Trump"),
        ("it", "Tuttavia, il ministro si è dimesso venerdì.", "dimesso", "Il ministro si è dimesso"),
        ("it", "Nel frattempo, il ministro Lavrov ha accusato Kiev.", "accusato", "Il ministro Lavrov ha accusato Kiev"),
        ("en", "Two drones hit the Samara refinery on Saturday, the governor announced.", "hit", "Two drones hit the Samara refinery"),
        ("en", "Meanwhile, the minister resigned on Friday.", "resigned", "The minister resigned"),
    ],
    "what opens no sentence, and what only looks so": [
        ("it", "In altre parole, il ministro si è dimesso.", "dimesso", "Il ministro si è dimesso"),
        ("en", "In other words, the minister resigned.", "resigned", "The minister resigned"),
        ("it", "Dopo il voto di Torino la Francia ha chiuso il confine.", "chiuso", "Dopo il voto di Torino la Francia ha chiuso il confine"),
        ("it", "I tifosi hanno prima raggiunto Torino.", "raggiunto", "I tifosi hanno raggiunto Torino"),
    ],
    "a time in what is put in between commas": [
        ("it", "Il premier Rossi ha incontrato, lunedì in Vaticano, Papa Francesco.", "incontrato", "Il premier Rossi ha incontrato, in Vaticano, Papa Francesco"),
        ("it", "Il premier Rossi, lunedì, ha incontrato Papa Francesco.", "incontrato", "Il premier Rossi ha incontrato Papa Francesco"),
        ("en", "The minister Sergei Lavrov, on Monday in Vienna, met the pope.", "met", "The minister Sergei Lavrov, in Vienna, met the pope"),
    ],
    "and when an adverb goes before it": [
        ("en", "Reed, meanwhile, after days of debate, has withdrawn from Ottawa.", "withdrawn", "Reed, after days of debate, has withdrawn from Ottawa"),
        ("it", "Il premier Rossi, inoltre, ha incontrato Papa Francesco a Torino, dove vive.", "incontrato", "Il premier Rossi ha incontrato Papa Francesco a Torino, dove vive"),
    ],
    "who may not die": [
        ("it", "Il Tribunale di Torino ha assolto Carlo Rossi. È morto lunedì a Genova.", "morto", None),
        ("it", "Carlo Rossi ha lasciato Torino. È morto lunedì a Genova.", "morto", "Carlo Rossi è morto a Genova"),
    ],
    "a headline without a finite verb": [
        ("it", "Terremoto in Cile, dodici morti\nAnna Neri ha lasciato la Francia.", "Terremoto", "Terremoto in Cile, dodici morti"),
        ("en", "Earthquake in Chile: twelve dead\nAnna Neri left France.", "Earthquake", "Earthquake in Chile: twelve dead"),
        ("it", "Anna Neri ha lasciato la Francia.\nTerremoto in Cile, dodici morti", "Terremoto", "C'è stato terremoto in Cile"),
        ("en", "Boeing test flight delayed after accident\nBoeing has two plants.", "test flight", "Boeing test flight delayed after accident"),
    ],
    "brackets behind a time go with it": [
        ("it", "Alle 21.45 (ora di Lisbona) il ministro Lavrov ha accusato Kiev.", "accusato", "Il ministro Lavrov ha accusato Kiev"),
        ("en", "At 9.45 pm (Lisbon time) the minister Sergei Lavrov accused Kiev.", "accused", "The minister Sergei Lavrov accused Kiev"),
        ("it", "A proposito (Ansa del 4 aprile), il ministro Lavrov ha accusato Kiev.", "accusato", "Il ministro Lavrov ha accusato Kiev"),
    ],
    "a participle of a verb without a passive, and of those who gather": [
        ("it", "La nave Vega, affondata lunedì a Genova, portava grano.", "affondata", "La nave Vega è affondata a Genova"),
        ("it", "Il Consiglio dell'Onu, riunito lunedì a porte chiuse, ha respinto la richiesta.", "riunito",
         "Il Consiglio dell'Onu si è riunito a porte chiuse"),
        ("it", "Il ministro Lavrov, arrestato lunedì a Genova, nega le accuse.", "arrestato", "Il ministro Lavrov è stato arrestato a Genova"),
        ("it", "La giornalista Anna Neri, ferita lunedì a Genova, ha lasciato la Francia.", "lasciato",
         "La giornalista Anna Neri ha lasciato la Francia"),
    ],
    "what people hold": [
        ("it", "Dopo le elezioni di lunedì in Cile la Francia ha chiuso il confine.", "elezioni", "Si sono tenute le elezioni in Cile"),
        ("it", "Dopo l'attacco di lunedì in Cile la Francia ha chiuso il confine.", "attacco", "C'è stato l'attacco in Cile"),
        ("en", "After an attack in Chile on Monday, France closed the border.", "attack", "An attack in Chile takes place"),
    ],
    "letters read as another code, and running marks": [
        ("it", "I mercenari hanno attaccato la cittÃ\xa0 di Genova.", "attaccato", "I mercenari hanno attaccato la città di Genova"),
        ("en", "The minister resigned in MalmÃ¶ on Friday.", "resigned", "The minister resigned in Malmö"),
        ("it", "Due colpi sono stati sparati contro la sala ''Vega ''.", "sparati", "Due colpi sono stati sparati contro la sala \"Vega\""),
    ],
    "a quotation in single marks is no accent": [
        ("it", "Il ministro Neri ha criticato lunedì il 'caso Savona'.", "criticato", "Il ministro Neri ha criticato il 'caso Savona'"),
        ("it", "Lunedì il sindaco ha chiuso la citta' vecchia.", "chiuso", "Il sindaco ha chiuso la città vecchia"),
    ],
    "what was to be": [
        ("en", "The minister rejected the plan, which was to be presented on Friday.", "presented", "The minister rejected the plan, which was to be presented on Friday"),
    ],
    "a set phrase has the adposition of its words": [
        ("en", "The party abstained in a confidence vote in the Senate on Monday.", "confidence vote", "A confidence vote in the Senate takes place"),
    ],
    "the comma of what has been put in": [
        ("it", "Il comune ha accolto dieci migranti che, in viaggio su un gommone, sono stati salvati lunedì dalla nave Vega.", "salvati",
         "Dieci migranti, in viaggio su un gommone, sono stati salvati dalla nave Vega"),
    ],
    "a verb of being there comes first": [
        ("it", "Sono avvenuti lunedì scontri tra manifestanti e polizia a Torino.", "scontri", "Sono avvenuti scontri tra manifestanti e polizia a Torino"),
    ],
    "a gloss in square brackets": [
        ("it", "I tifosi hanno raggiunto Piazza Roma [Rome Square].", "raggiunto", "I tifosi hanno raggiunto Piazza Roma"),
        ("en", "The fans reached Piazza Roma [Rome Square].", "reached", "The fans reached Piazza Roma"),
    ],
    "a subject from before": [
        ("it", "Vladimir Putin ha visitato Pechino. Ha incontrato Xi Jinping.", "incontrato", "Vladimir Putin ha incontrato Xi Jinping"),
        ("it", "Israele ha bombardato Gaza lunedì e ha ucciso tre comandanti.", "ucciso", "Israele ha ucciso tre comandanti"),
        ("en", "Sergei Lavrov visited Ankara. He met the Turkish president.", "met", "Sergei Lavrov met the Turkish president"),
        ("en", "The chairman and founder Anna Reed opened the fair. She announced a merger.", "announced", "Anna Reed announced a merger"),
        ("en", "Karen Banks opened a shop in Leeds. Banks has two sons. She has bought a farm near York.", "bought", "Karen Banks has bought a farm near York"),
        ("en", "Anna Reed opened a shop in Leeds. She was elected mayor in 2010. Two years later she was fired.", "fired", "Anna Reed was fired"),
        ("en", "Anna Reed opened the fair. The crowd cheered. The weather was fine. She then flew to Rome.", "flew", "Anna Reed flew to Rome"),
        ("en", "Russia has closed the border. Opened the gates on Monday to refugees.", "Opened", None),
        ("it", "La Russia ha chiuso il confine. Ha aperto i cancelli lunedì.", "aperto", "La Russia ha aperto i cancelli"),
        ("en", "Russia has attacked the town. He was arrested on Monday.", "arrested", None),
        ("en", "Sergei Lavrov and Anna Reed visited Ankara. She was arrested on Monday.", "arrested", None),
    ],
    "whom \"it\" means": [
        ("en", "Boeing said on Monday that it would cut 500 jobs.", "cut", "Boeing will cut 500 jobs"),
        ("en", "Russia said it had closed the border.", "closed", "Russia closed the border"),
        ("en", "Boeing lost a jet at sea. Airbus said it had sunk.", "sunk", "Airbus said it had sunk"),
        ("en", "Sergei Lavrov said it would damage the talks.", "damage", None),
        ("en", "Boeing says it carries 300 passengers.", "carries", None),
    ],
    "a verb among nouns": [
        ("en", "The army hit targets near the town.", "hit", "The army hit targets near the town"),
        ("en", "The budget cut plan.", "cut", None),
    ],
    "a name after \"and\"": [
        ("en", "The club has a guard, and rookie Joe Bell, who was signed on Monday from Ohio.", "signed", "Rookie Joe Bell was signed from Ohio"),
    ],
    "a gerund keeps its comma": [
        ("en", "The jet crashed into the sea in June, killing 228 people.", "crashed", "The jet crashed into the sea, killing 228 people"),
        ("it", "L'aereo è precipitato in giugno, uccidendo 228 persone.", "precipitato", "L'aereo è precipitato, uccidendo 228 persone"),
        ("en", "The minister began on Tuesday to visit schools.", "visit", "The minister began to visit schools"),
    ],
    "what only adds to the text before": [
        ("en", "Boeing has also sold two planes.", "sold", "Boeing has sold two planes"),
        ("it", "Il presidente ha anche firmato l'accordo.", "firmato", "Il presidente ha firmato l'accordo"),
        ("it", "Il presidente ha accusato anche Mosca.", "accusato", "Il presidente ha accusato Mosca"),
    ],
    "a long title keeps what its verb's object is given to": [
        ("it", "I manifestanti hanno appiccato il fuoco all'edificio che ospita il quartier generale del candidato alle presidenziali Carlo Rossi nel quartiere Prati, a Roma.", "appiccato",
         "I manifestanti hanno appiccato il fuoco all'edificio che ospita il quartier generale del candidato alle presidenziali Carlo Rossi a Roma"),
    ],
    "a long title loses a duration as a whole, and not who its subject is": [
        ("it", "Mario Rossi è eletto presidente della Repubblica italiana per una durata di sette anni al termine del secondo turno dell'elezione presidenziale, domenica 6 maggio.", "eletto",
         "Mario Rossi è eletto presidente della Repubblica italiana al termine del secondo turno dell'elezione presidenziale"),
        ("it", "Il presidente degli Stati Uniti, Mario Rossi, ha chiamato oggi il presidente del Consiglio, Carlo Bianchi, per confrontarsi sulla situazione in Libia.", "chiamato",
         "Il presidente degli Stati Uniti, Mario Rossi, ha chiamato il presidente del Consiglio per confrontarsi sulla situazione in Libia"),
    ],
    "what was to come": [
        ("en", "Microsoft was to release an emergency patch on Monday.", "release", "Microsoft was to release an emergency patch"),
    ],
    "a headline that looks ahead": [
        ("en", "Qantas Airlines to cut 500 jobs", "cut", "Qantas Airlines to cut 500 jobs"),
        ("en", "Qantas Airlines to be compensated for lost luggage", "compensated", "Qantas Airlines to be compensated for lost luggage"),
        ("en", "A plan to close schools", "close", None),
    ],
    "what takes up the text before goes": [
        ("it", "A Torino si è conclusa anche la settima conferenza sul clima.", "conferenza", "A Torino si è conclusa la settima conferenza sul clima"),
        ("it", "La Francia ha dunque firmato il trattato di Torino.", "firmato", "La Francia ha firmato il trattato di Torino"),
        ("it", "La Francia ha colpito non solo Torino ma anche Roma.", "colpito", "La Francia ha colpito non solo Torino ma anche Roma"),
        ("it", "Ad esempio, nel 2010 a Torino gli studenti di Ugo Neri hanno manifestato.", "manifestato",
         "A Torino gli studenti di Ugo Neri hanno manifestato"),
        ("en", "France also signed the Ottawa treaty.", "treaty", "France signed the Ottawa treaty"),
        ("en", "France struck not only Ottawa but also Toronto.", "struck", "France struck not only Ottawa but also Toronto"),
    ],
    "a clause taken for a second object": [
        ("it", "Centinaia di manifestanti hanno circondato la sede della tv di Stato e ci sono stati anche leggeri scontri.", "circondato",
         "Centinaia di manifestanti hanno circondato la sede della tv di Stato"),
    ],
    "a day that opens an entry": [
        ("it", "5 gennaio, a Torino due uomini hanno rapinato il negozio di Ugo Neri.", "rapinato", "A Torino due uomini hanno rapinato il negozio di Ugo Neri"),
    ],
    "a participle of another word": [
        ("it", "Lo dicono in una nota il ministro Ugo Neri e Anna Rossi, concordata lunedì a Torino.", "concordata", None),
    ],
    "a long aside rather than a short circumstance": [
        ("it", "Ugo Neri, che da due anni lavorava per una ditta di trasporti nel nord del Cile e in Bolivia come autista di grandi camion, è morto al fronte.", "morto",
         "Ugo Neri è morto al fronte"),
        ("it", "Lunedì i poteri conferiti al sindaco di Torino, relativi alla gestione dei trasporti e degli ospedali della provincia durante la crisi, "
         "sono stati trasferiti al prefetto di Cuneo.", "trasferiti", "I poteri conferiti al sindaco di Torino sono stati trasferiti al prefetto di Cuneo"),
    ],
    "notes": [
        ("it", "I peshmerga [guerriglieri, NdT] del Kurdistan hanno lasciato Mosul.", "lasciato", "I peshmerga del Kurdistan hanno lasciato Mosul"),
    ],
    "no subject, no title": [
        ("it", "È stato arrestato lunedì.", "arrestato", None),
        ("en", "It happened on Monday.", "happened", None),
        ("en", "He resigned on Monday.", "resigned", None),
    ],
    "a time before what was said": [
        ("it", "Scholz aveva annunciato tre giorni prima che i governi avevano sospeso i dazi.", "annunciato",
         "Scholz ha annunciato che i governi avevano sospeso i dazi"),
    ],
    "a name of several words": [
        ("it", "Vladimir Putin ha minacciato gli alleati europei.", "minacciato", "Vladimir Putin ha minacciato gli alleati europei"),
        ("it", "Ignazio La Russa è stato eletto presidente del Senato.", "eletto", "Ignazio La Russa è stato eletto presidente del Senato"),
    ],
    "an inverted subject": [
        ("it", "«La Russia non ha attaccato i civili», ha detto Lavrov mercoledì.", "detto", "Lavrov ha detto: «La Russia non ha attaccato i civili»"),
        ("it", "Mercoledì, ha detto Lavrov, la Russia ha ritirato le truppe.", "ritirato", "La Russia ha ritirato le truppe"),
        ("en", "“Russia will not surrender,” said Sergei Lavrov.", "said", "Sergei Lavrov said: “Russia will not surrender”"),
        ("en", "\"Russia has not attacked civilians,\" Lavrov said on Wednesday.", "said", "Lavrov said: “Russia has not attacked civilians”"),
        ("it", "“La Russia colpirà ancora”, ha avvertito il generale.", "avvertito", "Il generale ha avvertito: «La Russia colpirà ancora»"),
        ("it", "«Non cederemo mai», ha promesso Zelensky lunedì.", "promesso", "Zelensky ha promesso: «Non cederemo mai»"),
        ("it", "A Mosca si è tenuto un vertice.", "vertice", "A Mosca si è tenuto un vertice"),
        ("it", "È morto lunedì a Roma il regista Carlo Bianchi.", "morto", "Il regista Carlo Bianchi è morto a Roma"),
    ],
    "a quotation in two parts": [
        ("it", "«L'Ucraina», ha detto Lavrov, «non ha rispettato la tregua».", "detto", "Lavrov ha detto: «L'Ucraina non ha rispettato la tregua»"),
        ("it", "«L'Ucraina», ha detto Lavrov, «non ha rispettato la tregua».", "rispettato", "L'Ucraina non ha rispettato la tregua"),
        ("en", "\"Ukraine,\" Lavrov said, \"did not respect the truce.\"", "said", "Lavrov said: “Ukraine did not respect the truce”"),
    ],
    "a subject that the text has named": [
        ("en", "Boeing lost a case. \"The judges have ignored the facts,\" the company said on Monday.", "said",
         "Boeing said: “The judges have ignored the facts”"),
        ("en", "Boeing lost the order. The company, which is based in Chicago, sued the ministry.", "sued",
         "Boeing, which is based in Chicago, sued the ministry"),
        ("en", "Captain Ann Reed left the port on Monday. The captain resigned on Tuesday.", "resigned", "Ann Reed resigned"),
        ("it", "Il ministro Carlo Bianchi ha visitato Torino. Il ministro si è dimesso lunedì.", "dimesso", "Il ministro Carlo Bianchi si è dimesso"),
        ("it", "La Rossi Spa ha comprato un cantiere. L'azienda ha assunto 300 operai lunedì.", "assunto", "L'azienda Rossi Spa ha assunto 300 operai"),
        ("it", "Il ministro Carlo Bianchi ha visto il ministro Ugo Neri. Il ministro si è dimesso lunedì.", "dimesso", "Il ministro si è dimesso"),
        ("en", "Ann Reed left the port on Monday. The captain resigned on Tuesday.", "resigned", "The captain resigned"),
        ("en", "Boeing lost the order. In a letter, the company sued the ministry on Monday.", "sued", "In a letter, Boeing sued the ministry"),
        ("it", "Silvio Berlusconi è arrivato a Torino. Il premier in questo momento incontra gli operai.", "incontra",
         "Il premier Silvio Berlusconi incontra gli operai"),
        ("it", "Saddam Hussein ha parlato. Il leader iracheno è stato impiccato lunedì.", "impiccato", "Il leader iracheno Saddam Hussein è stato impiccato"),
        ("en", "Saddam Hussein spoke. The Iraqi leader invaded Kuwait on Monday.", "invaded", "Saddam Hussein invaded Kuwait"),
        ("en", "Saddam Hussein spoke. The Turkish leader invaded Kuwait on Monday.", "invaded", "The Turkish leader invaded Kuwait"),
        ("it", "Silvio Berlusconi è arrivato a Torino. Il nuovo premier ha incontrato gli operai lunedì.", "incontrato",
         "Il nuovo premier ha incontrato gli operai"),
        ("en", "Foreign Minister Ann Reed left Ottawa. The foreign minister met the strikers on Monday.", "met", "Ann Reed met the strikers"),
        ("en", "Foreign Minister Ann Reed left Ottawa. The prime minister met the strikers on Monday.", "met", "The prime minister met the strikers"),
        ("en", "Tom Bell, a former general, left Ottawa. The general met the strikers on Monday.", "met", "The general met the strikers"),
        ("it", "L'ex ministro Ugo Neri ha lasciato Torino. L'ex ministro ha incontrato gli operai lunedì.", "incontrato",
         "L'ex ministro Ugo Neri ha incontrato gli operai"),
        ("it", "Un uomo, Ugo Neri, ha occupato il tetto. L'uomo è sceso lunedì.", "sceso", "Ugo Neri è sceso"),
    ],
    "rather the author's words than a template": [
        ("en", "The visit to Ottawa will be postponed to 4 May 2020.", "visit", "The visit to Ottawa will be postponed"),
    ],
    "a predicate that a clause describes": [
        ("it", "Ad annunciarlo è stato il sindaco Ugo Neri, che lunedì ha aperto il ponte.", "aperto", "Ugo Neri ha aperto il ponte"),
    ],
    "the rest of a clause that the parser coordinates": [
        ("en", "Government Accountability Office requests rerun of US Navy tanker bid", "requests",
         "Government Accountability Office requests rerun of US Navy tanker bid"),
    ],
    "what is due": [
        ("en", "The two delegations are to meet again next week.", "meet", "The two delegations are to meet again"),
        ("en", "The king is due to arrive in Ottawa on Monday.", "arrive", "The king is due to arrive in Ottawa"),
    ],
    "a relative clause": [
        ("it", "Macron, che ha visitato Kiev lunedì, ha incontrato Zelensky.", "visitato", "Macron ha visitato Kiev"),
        ("en", "Macron, who visited Kyiv on Monday, met Zelensky.", "visited", "Macron visited Kyiv"),
        ("it", "Macron, che ha visitato Kiev lunedì, ha incontrato Zelensky.", "incontrato", "Macron ha incontrato Zelensky"),
        ("en", "Macron, who visited Kyiv on Monday, met Zelensky.", "met", "Macron met Zelensky"),
        ("en", "Hu Jintao, who led China until 2012, visited Washington.", "led", "Hu Jintao led China"),
    ],
    "a participle": [
        ("it", "La delegazione guidata da Umerov è arrivata a Ginevra domenica.", "guidata", "La delegazione guidata da Umerov è arrivata a Ginevra"),
        ("en", "The delegation led by Umerov arrived in Geneva on Sunday.", "led", "The delegation led by Umerov arrived in Geneva"),
        ("it", "Gli uomini arrestati a Roma sono stati rilasciati.", "arrestati", "Gli uomini arrestati a Roma sono stati rilasciati"),
        ("it", "Gli uomini arrestati il 3 marzo a Roma sono stati rilasciati.", "arrestati", "Gli uomini arrestati il 3 marzo a Roma sono stati rilasciati"),
    ],
    "an event noun": [
        ("it", "La telefonata di giovedì tra Putin e Trump è durata un'ora.", "telefonata", "C'è stata la telefonata tra Putin e Trump"),
        ("it", "Nella telefonata di giovedì Putin ha respinto la tregua.", "telefonata", "Nella telefonata di giovedì Putin ha respinto la tregua"),
        ("it", "Nel vertice di Bruxelles i ministri hanno discusso di dazi.", "vertice", "Si è tenuto il vertice di Bruxelles"),
        ("en", "A summit was held in Moscow on Friday.", "summit", "A summit was held in Moscow"),
        ("en", "Russia proposed a new round of talks with Ukraine in Istanbul on Monday.", "talks",
         "A new round of talks with Ukraine in Istanbul is planned"),
    ],
    "a possessive": [
        ("it", "Vladimir Putin ha visitato Pechino. La sua visita di lunedì a Hanoi è stata annullata.", "annullata",
         "La visita di Vladimir Putin a Hanoi è stata annullata"),
        ("it", "La Russia ha invaso l'Ucraina. I suoi attacchi di lunedì hanno ucciso tre civili.", "ucciso",
         "Gli attacchi della Russia hanno ucciso tre civili"),
        ("it", "Vladimir Putin ha visitato Pechino. Il loro incontro di lunedì è durato due ore.", "durato", "Il loro incontro è durato due ore"),
        ("en", "Vladimir Putin visited Beijing. His visit to Hanoi on Monday drew criticism.", "drew", "Vladimir Putin's visit to Hanoi drew criticism"),
        ("en", "Ford reported losses. Its stock, which was as high as $18 a share, traded under $4 a share on Monday.", "traded",
         "Ford's stock, which was as high as $18 a share, traded under $4 a share"),
        ("en", "MOSCOW (AP)_ Ann Reed left Genoa on Monday.", "left", "Ann Reed left Genoa"),
        ("en", "MOSCOW (AP)_ Presidents Leonid Kuchma and Boris Yeltsin signed an economic cooperation plan Friday.", "signed",
         "Presidents Leonid Kuchma and Boris Yeltsin signed an economic cooperation plan"),
        ("en", "Ugo Bell praised Monday's meeting between Ann Reed and Ugo Neri in Genoa.", "meeting",
         "The meeting between Ann Reed and Ugo Neri in Genoa takes place"),
        ("en", "Ann Reed was at sea. Cuba celebrated. Her trip to Hanoi on Monday drew criticism.", "drew", "Her trip to Hanoi drew criticism"),
    ],
    "a pair": [
        ("it", "Vladimir Putin e Donald Trump si sono incontrati ad Anchorage. I due presidenti hanno discusso di Siria.", "discusso",
         "Vladimir Putin e Donald Trump hanno discusso di Siria"),
    ],
    "a pair of two sentences": [
        ("it", "Ugo Neri è stato condannato. Il complice, Aldo Bruni, è stato assolto. I due erano stati arrestati lunedì a Torino.", "arrestati",
         "Ugo Neri e Aldo Bruni sono stati arrestati a Torino"),
        ("it", "I carabinieri hanno fermato due operai, Ugo Neri e Aldo Bruni. I due sono stati arrestati lunedì.", "arrestati",
         "Ugo Neri e Aldo Bruni sono stati arrestati"),
    ],
    "whom a heading means": [
        ("en", "Airline executive leaves Ottawa\nAnn Reed, a Qantas executive, resigned on Monday.", "leaves", "Airline executive Ann Reed leaves Ottawa"),
        ("en", "Airline executive leaves Ottawa\nAnn Reed, a Qantas executive, left. Tom Bell, a Vega executive, stayed.", "leaves", "Airline executive leaves Ottawa"),
        ("it", "Imprenditore lascia Torino\nL'imprenditore Ugo Neri è partito lunedì.", "lascia", "Imprenditore Ugo Neri lascia Torino"),
        ("it", "Un imprenditore lascia Torino\nL'imprenditore Ugo Neri è partito lunedì.", "lascia", "Un imprenditore lascia Torino"),
    ],
    "whom the text has named, beside the subject": [
        ("en", "Boeing lost the order. Ann Reed left the company on Monday.", "left", "Ann Reed left Boeing"),
        ("en", "Boeing lost the order. The company's chairman, Ann Reed, resigned on Monday.", "resigned", "Boeing's chairman, Ann Reed, resigned"),
        ("it", "Saddam Hussein ha parlato. Le truppe del leader iracheno hanno attaccato Torino lunedì.", "attaccato",
         "Le truppe del leader iracheno Saddam Hussein hanno attaccato Torino"),
        ("it", "Il ministro Ugo Neri ha parlato. Anna Bruni ha incontrato il ministro lunedì.", "incontrato", "Anna Bruni ha incontrato il ministro Ugo Neri"),
        ("it", "Il ministro Ugo Neri ha parlato. Anna Bruni ha incontrato i ministri lunedì.", "incontrato", "Anna Bruni ha incontrato i ministri"),
    ],
    "whom justice has judged, or who judged": [
        ("it", "Ieri il giudice Anna Neri ha condannato Ugo Bruni. Avrebbe minacciato la sorella lunedì.", "minacciato", None),
        ("it", "Ieri il giudice Anna Neri ha incontrato Ugo Bruni. Ha minacciato la sorella lunedì.", "minacciato", "Anna Neri ha minacciato la sorella"),
    ],
    "a pronoun beside a name": [
        ("en", "Boeing lost the order. Neither they nor Ann Reed attended the meeting on Monday.", "attended", None),
    ],
    "one pair in the singular": [
        ("it", "Anna Neri e Aldo Bruni vivono a Torino. La coppia ha comprato un teatro lunedì.", "comprato", "La coppia (Anna Neri e Aldo Bruni) ha comprato un teatro"),
    ],
    "no pair that the text has named": [
        ("it", "Anna Neri e Aldo Bruni hanno fermato due ladri. I due sono stati arrestati lunedì.", "arrestati", "I due sono stati arrestati"),
        ("it", "Anna Neri ha criticato Aldo Bruni. Le due città hanno firmato un patto lunedì.", "firmato", "Le due città hanno firmato un patto"),
        ("en", "Ann Reed left Ottawa. Ugo Neri left Rome. The two men robbed a bank on Monday.", "robbed", "The two men robbed a bank"),
    ],
    "two men are no pair": [
        ("it", "Vladimir Putin ha telefonato a Donald Trump. Due uomini hanno attaccato una caserma a Roma.", "attaccato",
         "Due uomini hanno attaccato una caserma a Roma"),
        ("en", "Vladimir Putin called Donald Trump. Two men attacked a police station in Rome.", "attacked",
         "Two men attacked a police station in Rome"),
    ],
    "two subjects": [
        ("it", "Vladimir Putin e Donald Trump si sono incontrati ad Anchorage.", "incontrati",
         "Vladimir Putin e Donald Trump si sono incontrati ad Anchorage"),
        ("en", "Vladimir Putin and Donald Trump met in Anchorage.", "met", "Vladimir Putin and Donald Trump met in Anchorage"),
    ],
    "who tells is no subject": [
        ("en", "The victim was hit by a car and died on the scene, Sheriff Grady Brambleton said.", "hit", "The victim was hit by a car"),
        ("en", "The suspect fired at officers and was killed, said Sheriff Tom Brambleton.", "fired", "The suspect fired at officers"),
    ],
    "a time goes with all that belongs to it, or stays": [
        ("it", "Il ministro si è dimesso nelle prime ore di oggi.", "dimesso", "Il ministro si è dimesso"),
        ("it", "Il senatore ha ritirato la candidatura alla vigilia del congresso.", "ritirato", "Il senatore ha ritirato la candidatura alla vigilia del congresso"),
        ("it", "La Corte ha annullato l'accordo del 1991 martedì.", "annullato", "La Corte ha annullato l'accordo del 1991"),
        ("it", "Il governo ha annunciato un vertice che si terrà il 12 ottobre.", "annunciato", "Il governo ha annunciato un vertice che si terrà il 12 ottobre"),
        ("it", "14.32 – La polizia ha arrestato il sindaco di Enna.", "arrestato", "La polizia ha arrestato il sindaco di Enna"),
        ("en", "The court annulled the 1991 treaty on Tuesday.", "annulled", "The court annulled the 1991 treaty"),
        ("en", "The airline announced today a meeting to be held on October 12.", "announced", "The airline announced a meeting to be held on October 12"),
        ("en", "The minister, who resigned yesterday, accused the press.", "accused", "The minister accused the press"),
        ("en", "The first ferry docked in Dover at 6:40 p.m. GMT.", "docked", "The first ferry docked in Dover"),
    ],
    "a clause that cannot stand alone": [
        ("it", "Il re ha nominato un premier, in occasione di una festa nella quale ha incontrato i vescovi.", "incontrato",
         "Il re ha nominato un premier, in occasione di una festa nella quale ha incontrato i vescovi"),
        ("it", "Sebbene abbia perso il voto, il premier ha formato un governo.", "perso", "Il premier ha formato un governo"),
        ("it", "La Borsa ha ceduto dopo la rivolta, la cui repressione ha ucciso dieci studenti.", "ucciso",
         "La Borsa ha ceduto dopo la rivolta, la cui repressione ha ucciso dieci studenti"),
        ("en", "The company sold a unit which it had bought from a rival.", "bought", "The company sold a unit which it had bought from a rival"),
    ],
    "no event": [
        ("it", "Questo articolo è stato pubblicato lunedì.", "pubblicato", None),
        ("it", "© 2020 Editrice Rossi, pubblicato da Rossi e figli.", "pubblicato", None),
        ("it", "Lo ha annunciato il ministro.", "annunciato", None),
        ("it", "Chi ha ucciso il giudice?", "ucciso", None),
        ("it", "Mi ha convinto il candidato della lista civica.", "convinto", None),
        ("it", "Il quotidiano titola: the army of the king is close to the capital.", "titola", None),
        ("en", "This article was published on Monday.", "published", None),
        ("en", "Who killed the judge?", "killed", None),
        ("en", "They told us to leave the building.", "told", None),
        ("en", "Click here to read more about how the bank collapsed.", "collapsed", None),
    ],
    "what the text has just said": [
        ("it", "La Camera ha votato. Questa decisione ha provocato una protesta.", "provocato", "La decisione ha provocato una protesta"),
        ("it", "I negoziati sono falliti. Questo scontro ha ucciso tre uomini.", "ucciso", "Lo scontro ha ucciso tre uomini"),
        ("en", "The parliament voted. This decision angered the unions.", "angered", "The decision angered the unions"),
    ],
    "a negation that opens": [
        ("it", "Non sembrava una rivolta, ha raccontato il sindaco.", "raccontato", "Il sindaco ha raccontato: non sembrava una rivolta"),
        ("it", "Non ha firmato l'accordo il ministro.", "firmato", "Non ha firmato l'accordo il ministro"),
        ("en", "Never before had the bank lost so much money.", "lost", "Never before had the bank lost so much money"),
    ],
    "whose words they are": [
        ("it", "Il sindacato sostiene che la fabbrica ha licenziato cento operai.", "licenziato", "Il sindacato sostiene che la fabbrica ha licenziato cento operai"),
        ("it", "Secondo il sindacato, la fabbrica ha licenziato cento operai.", "licenziato", "Secondo il sindacato, la fabbrica ha licenziato cento operai"),
        ("it", "Il generale ha detto: «I nostri uomini hanno conquistato la città».", "conquistato", "Il generale ha detto: «I nostri uomini hanno conquistato la città»"),
        ("en", "The union claims that the plant fired a hundred workers.", "fired", "The union claims that the plant fired a hundred workers"),
        ("en", "According to the union, the plant fired a hundred workers.", "fired", "According to the union, the plant fired a hundred workers"),
        ("en", "\"Our men have seized the town,\" said General Adam Brown.", "seized", "General Adam Brown said: “Our men have seized the town”"),
        ("en", "Senator Ann Brown said \"The tax is a mistake.", "said", "Senator Ann Brown said \"The tax is a mistake\""),
    ],
    "all that a verb has is shortened, not left out": [
        ("it", "Dodici persone sono morte lunedì nei disordini dopo una partita di calcio a Torino tra una squadra della capitale, molto amata nei quartieri del sud, e "
         "la squadra della polizia, che è tra le più celebri del Cile.", "morte", "Dodici persone sono morte nei disordini dopo una partita di calcio a Torino tra una squadra della capitale e la squadra della polizia"),
    ],
    "too long, it loses what explains, not what is told": [
        ("it", "L'ingegnere Ugo Neri, presidente del Consorzio delle acque della Valle di Susa, ha telefonato in diretta alla televisione dei minatori di Iglesias.", "telefonato",
         "L'ingegnere Ugo Neri ha telefonato in diretta alla televisione dei minatori di Iglesias"),
        ("it", "Dopo una notte di calma apparente, la polizia è tornata nelle strade di Torino, sgomberando i tre palazzi occupati in via Cigna dagli sfrattati.", "tornata",
         "La polizia è tornata nelle strade di Torino, sgomberando i tre palazzi occupati in via Cigna dagli sfrattati"),
        ("it", "Il ministero ha chiuso il laboratorio militare di Cuneo e il centro sperimentale chimico, fisico e biologico per dare vita al nuovo Istituto di Novara.", "chiuso",
         "Il ministero ha chiuso il laboratorio militare di Cuneo e il centro sperimentale chimico, fisico e biologico"),
        ("en", "Ford has announced that it will contribute between 12 million and 20 million (about US$ 16 million to 28 million) to fund a search for the lost "
         "black boxes.", "announced", "Ford has announced that it will contribute between 12 million and 20 million to fund a search for the lost black boxes"),
        ("en", "Ugo Neri, born in San Francisco on February 24, 1955, has built the most valuable publishing company in the world, with more than 348 printing works.", "built",
         "Ugo Neri has built the most valuable publishing company in the world, with more than 348 printing works"),
        ("en", "Ann Reed published a study where it appears that the power of old radios (and of most players) is 120 dB, comparable to that of a live concert.",
         "published", "Ann Reed published a study where it appears that the power of old radios is 120 dB, comparable to that of a live concert"),
        ("en", "The Italian government will give up to 150 million dollars in aid to help the small builders which supply Fiat and employ thousands of workers all over the north of the country.",
         "give", "The Italian government will give up to 150 million dollars in aid to help the small builders which supply Fiat"),
        ("en", "A statement from Apple stated that “Apple and Ford now have differing interpretations of this agreement and will need to ask a court to settle it”.",
         "stated", "A statement from Apple stated that “Apple and Ford now have differing interpretations of this agreement”"),
    ],
    "a time that is not the entry's own day": [
        ("en", "General Ann Reed said on Monday that the ferry can be tested in 2010.", "said", "General Ann Reed said that the ferry can be tested in 2010"),
        ("en", "General Ann Reed said on Monday that the ferry can be tested.", "said", "General Ann Reed said that the ferry can be tested"),
        ("it", "Gli operai annunciano una protesta per il 28 gennaio.", "annunciano", "Gli operai annunciano una protesta per il 28 gennaio"),
        ("en", "The 30 builders will spend the rest of the week in Genoa.", "spend", "The 30 builders will spend the rest of the week in Genoa"),
        ("en", "Ann Reed stated on Monday that “Today Ford will build the car of the century”.", "stated", "Ann Reed stated that “Today Ford will build the car of the century”"),
    ],
    "a purpose that stands first is put last": [
        ("it", "Per assicurarsi un posto in finale, lunedì il Torino dovrà battere il Cuneo.", "battere",
         "Il Torino dovrà battere il Cuneo per assicurarsi un posto in finale"),
        ("en", "To save fuel, Qantas sold two planes on Monday.", "sold", "Qantas sold two planes to save fuel"),
        ("it", "Arrivato a Torino, Ugo Neri ha incontrato gli operai.", "incontrato", "Ugo Neri ha incontrato gli operai"),
    ],
    "verbs that share all that is said of them": [
        ("it", "Il generale Rossi è stato catturato e ucciso.", "catturato", "Il generale Rossi è stato catturato e ucciso"),
        ("en", "Ann Reed was tried and acquitted.", "tried", "Ann Reed was tried and acquitted"),
        ("en", "Ann Reed was arrested and the police searched the house.", "arrested", "Ann Reed was arrested"),
        ("en", "The court issued a recommendation that the navy open the competition again, allow the firms to submit revised bids, and evaluate all of the bids.",
         "recommendation", "The court issued a recommendation that the navy open the competition again"),
    ],
    "where nothing takes place": [
        ("it", "Le parti hanno discusso del calo dei prezzi.", "calo", "Le parti hanno discusso del calo dei prezzi"),
        ("en", "The airline cut prices after the increase in fuel costs.", "increase", "The airline cut prices after the increase in fuel costs"),
    ],
    "a headline whose verb is a participle": [
        ("it", "Arrestato a Torino un uomo\nEra ricercato da mesi.", "Arrestato", "Arrestato a Torino un uomo"),
        ("it", "Tre soldati uccisi a Kabul\nNessuno ha rivendicato l'attacco.", "uccisi", "Tre soldati uccisi a Kabul"),
        ("it", "Arrestato a Torino, Ugo Neri tace\nEra ricercato da mesi.", "Arrestato", "Ugo Neri tace"),
        ("it", "È finita.\nArrestato a Torino un uomo\nEra ricercato da mesi.", "Arrestato", None),
        ("en", "Three soldiers killed in Kabul\nNobody has claimed the attack.", "killed", "Three soldiers killed in Kabul"),
        ("en", "Man arrested in Turin over robbery\nPolice say he was drunk.", "arrested", "Man arrested in Turin over robbery"),
        ("en", "Soldiers held in Kabul speak\nNobody has freed them.", "held", None),
    ],
    "a surname is told in full": [
        ("en", "Transport minister Tom Bell spoke in Jakarta. Bell resigned on Monday.", "resigned", "Tom Bell resigned"),
        ("en", "Tom Bell spoke in Jakarta. The jets were sold by Bell.", "sold", "The jets were sold by Tom Bell"),
        ("en", "Tom Bell and Ann Bell spoke in Jakarta. Bell resigned on Monday.", "resigned", "Bell resigned"),
        ("en", "Tom Bell spoke in Jakarta. The Bell family left Ottawa on Monday.", "left", "The Bell family left Ottawa"),
        ("it", "Il ministro Ugo Neri ha parlato. Neri si è dimesso lunedì.", "dimesso", "Ugo Neri si è dimesso"),
        ("it", "Hillary Clinton è a Roma. La Clinton ha visitato la Vega.", "visitato", "Hillary Clinton ha visitato la Vega"),
        ("it", "Anna Neri vive a Torino. Secondo Neri la Vega ha venduto tre navi.", "venduto", "Secondo Anna Neri la Vega ha venduto tre navi"),
        ("it", "Leonardo Di Gloria vive a Torino. Bianchi e Di Gloria sono stati arrestati dalla polizia.", "arrestati",
         "Bianchi e Di Gloria sono stati arrestati dalla polizia"),
        ("it", "Anna Neri e Ugo Neri vivono a Torino. Neri si è dimesso lunedì.", "dimesso", "Neri si è dimesso"),
    ],
    "of which country they are": [
        ("it", "Il governo etiope ha protestato. Il governo ha chiuso il confine.", "chiuso", "Il governo etiope ha chiuso il confine"),
        ("it", "L'opposizione libica avanza. Le forze dell'opposizione hanno occupato Brega.", "occupato",
         "Le forze dell'opposizione libica hanno occupato Brega"),
        ("it", "Il governo etiope e il governo egiziano trattano. Il governo ha chiuso il confine.", "chiuso", "Il governo ha chiuso il confine"),
        ("it", "Il governo etiope ha protestato. Un governo ha chiuso il confine.", "chiuso", "Un governo ha chiuso il confine"),
        ("en", "The Ethiopian government protested. The government closed the border.", "closed", "The Ethiopian government closed the border"),
        ("en", "The Ethiopian army met the Egyptian army. The army closed the border.", "closed", "The army closed the border"),
    ],
    "a round that is to come": [
        ("it", "Anna Neri ha proposto un nuovo giro di colloqui a Istanbul.", "colloqui", "Si propone un nuovo giro di colloqui a Istanbul"),
        ("it", "Anna Neri prepara un prossimo round di negoziati tra Mosca e Kiev.", "negoziati",
         "È previsto un prossimo round di negoziati tra Mosca e Kiev"),
        ("en", "Iran and France discussed an upcoming series of meetings in Ottawa.", "meetings",
         "An upcoming series of meetings in Ottawa is proposed"),
        ("en", "A second round of talks between Iran and France ended in Ottawa.", "talks",
         "A second round of talks between Iran and France takes place"),
    ],
    "a heading within a text says what comes next": [
        ("it", "Anna Neri ha lasciato Torino.\nIl viaggio illegale in Siria\nUgo Neri è a Roma.", "viaggio", None),
        ("it", "Anna Neri ha lasciato Torino.\nTerremoto in Cile, dodici morti\nUgo Neri è a Roma.", "Terremoto", "C'è stato terremoto in Cile"),
        ("en", "Ann Reed left Ottawa.\nThe attack on the embassy\nTom Bell is in Rome.", "attack", None),
    ],
    "what was said stands beside who said it": [
        ("it", "«I radicali sono fuori»: lo ha dichiarato Anna Neri, ospite di Radio Vega.", "dichiarato",
         "Anna Neri ha dichiarato: «I radicali sono fuori»"),
    ],
    "an apostrophe for an accent": [
        ("it", "Una donna e' stata arrestata lunedì a Menfi.", "arrestata", "Una donna è stata arrestata a Menfi"),
        ("it", "La proprieta' di Caizzi e' stata venduta.", "venduta", "La proprietà di Caizzi è stata venduta"),
    ],
    "two nouns that are one subject": [
        ("it", "L'ex ministro Carlo Bianchi ha lasciato il partito.", "lasciato", "L'ex ministro Carlo Bianchi ha lasciato il partito"),
        ("en", "Former chief executive officer of Acme Corp. Anna Bell has resigned.", "resigned",
         "Former chief executive officer of Acme Corp. Anna Bell has resigned"),
    ],
    "a name that begins small": [
        ("en", "iPhone sales fell in China on Monday.", "fell", "iPhone sales fell in China"),
    ],
    "verbs that share what they are said of": [
        ("it", "I dimostranti hanno assaltato e incendiato il municipio.", "assaltato", "I dimostranti hanno assaltato e incendiato il municipio"),
        ("en", "The rebels stormed and burned the town hall.", "stormed", "The rebels stormed and burned the town hall"),
    ],
    "a long sentence loses whole branches": [
        ("it", LONG_IT, "annunciato", "Il presidente ha annunciato il ritiro delle truppe dalla regione orientale del Paese"),
        ("en", LONG_EN, "announced",
         "The president announced the withdrawal during a press conference with the foreign and defence ministers of the three allied countries"),
    ],
}  # fmt: skip
PARTS = "the two halves of a quotation keep their marks, or one is lost"
WRONG = {
    ("Sono avvenuti lunedì scontri", "scontri"): "parser: a noun is taken for an adjective",
    ("Mario Rossi è eletto", "eletto"): "parser: what goes first hangs from the noun before it",
    ("Il presidente degli Stati Uniti, Mario", "chiamato"): "parser: the purpose hangs from the object",
    ("Ad annunciarlo", "aperto"): "parser: the office is the predicate, and the name its subject",
    ("Government Accountab", "requests"): "parser: a noun is taken for a verb",
    ("The first ferry", "docked"): "parser: the verb is taken for a passive",
    ("Non ha firmato", "firmato"): "parser: the subject is taken for the object",
    (LONG_EN[:20], "announced"): "parser: what is long hangs elsewhere, and another branch is lost",
    ("«Non cederemo mai", "promesso"): "only verbs of reporting.say show their quotation",
    ("«L'Ucraina», ha detto", "rispettato"): PARTS,
    ('"Ukraine," Lavrov', "said"): PARTS,
}


def cases() -> list[Any]:
    found = []
    for group, rows in ROWS.items():
        for lang, text, trigger, title in rows:
            why = next((w for (start, word), w in WRONG.items() if text.startswith(start) and word == trigger), None)
            mark = (pytest.mark.xfail(strict=True, reason=why),) if why else ()
            found.append(pytest.param(lang, text, trigger, title, id=f"{group}: {lang} {trigger} in {text[:20]}", marks=mark))
    return found


@pytest.mark.parametrize(("lang", "text", "trigger", "title"), cases())
def test_title(parser: Parser, lang: str, text: str, trigger: str, title: str | None) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert (found.title if found else None) == title


# ---------------------------------------------------------------- what holds of every title


@pytest.fixture(scope="module")
def readings(parser: Parser) -> list[Reading]:
    """The seeds and the sentences of the factuality gold, read."""
    texts = [
        (p.read_text(encoding="utf-8"), "it" if " della " in p.read_text(encoding="utf-8") else "en")
        for p in sorted((ROOT / "seeds").iterdir())
    ]
    for lang in LANGUAGES:
        groups = tomllib.loads((ROOT / f"tests/gold/factuality_{lang}.toml").read_text(encoding="utf-8"))
        texts += [(row["text"], lang) for rows in groups.values() for row in rows]
    texts += [(LONG_IT, "it"), (LONG_EN, "en")]
    articles = [article(text, lang=lang, name=str(i)) for i, (text, lang) in enumerate(texts)]
    return pipeline.read_all(articles, parser=parser, knowledge=facts())


PROPERTIES: dict[str, Callable[[str], bool]] = {
    "is short": lambda title: 0 < len(title) <= LONGEST,
    "begins with a capital, a digit or a quotation": lambda title: not title[0].islower() and title[0] not in ",;:.)»”",
    "closes what it opens": lambda title: (
        all(title.count(a) == title.count(b) for a, b in ("«»", "“”", "()", "[]")) and title.count('"') % 2 == 0
    ),
    "has no blank before a mark": lambda title: not re.search(r"\s[,;:.!?)»”]|[(«“]\s|\s\s", title),
    "does not end in the middle": lambda title: (
        not re.search(r"([,;:–—-]|\b(di|del|della|e|il|la|un|una|the|a|an|of|and|that|che))$", title)
    ),
    "is one line": lambda title: "\n" not in title and title == title.strip(),
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_title(readings: list[Reading], name: str) -> None:
    titles = [m.title for r in readings for m in r.mentions]
    assert len(titles) > 150
    assert [t for t in titles if not PROPERTIES[name](t)] == []


def test_an_event_noun_is_told_by_its_status() -> None:
    assert reframed("È prevista la visita in Cile", "it", "planned", "occurred") == "C'è stata la visita in Cile"
    assert reframed("È in corso il terzo vertice", "it", "ongoing", "occurred") == "Si è tenuto il terzo vertice"
    assert reframed("Si sono tenute le elezioni in Cile", "it", "occurred", "planned") == "Sono previste le elezioni in Cile"
    assert reframed("A visit to Chile takes place", "en", "occurred", "planned") == "A visit to Chile is planned"
    assert reframed("Anna Neri ha lasciato Torino", "it", "occurred", "planned") == "Anna Neri ha lasciato Torino"


def test_the_numbers_of_a_running_page_are_no_part_of_its_headings(parser: Parser) -> None:
    def titles(*numbers: str) -> set[str]:
        places = ("Torino", "Parigi", "Vienna", "Lisbona")
        text = "\n".join(f"Sergei Lavrov ha lasciato {place}{number}" for place, number in zip(places, numbers, strict=True))
        return {m.title for m in pipeline.reading(article(text, lang="it"), next(parser.parse(iter([text]), "it")), facts()).mentions}

    assert "Sergei Lavrov ha lasciato Vienna" in titles(" 14", " 13", " 12", " 11")
    assert "Sergei Lavrov ha lasciato Vienna 12" in titles("", "", " 12", "")


def test_a_title_uses_the_words_of_its_article(readings: list[Reading]) -> None:
    """But for the few that a template adds and the lemma after "did not"; nothing is cut inside a word."""
    added = {"did", "c", "ci", "ha", "hanno", "luogo", "si", "previsto", "previsti", "prevista", "previste", "tenuto", "tenuti", "tenuta", "tenute", "propone", "propongono", "ipotizza", "ipotizzano", "è", "sono", "in", "corso", "non", "stato",
             "stata", "stati", "state", "di", "la", "il", "i", "l", "gli", "le", "lo", "e", "is", "are", "was", "were", "take", "takes", "place", "under", "way",
             "planned", "proposed", "considered", "does", "do", "not", "s", "and", "will", "combattuta", "fought", "detto", "said"}  # fmt: skip
    for r in readings:
        words = set(re.findall(r"\w+", r.article.text.lower()))
        names = {w for m in r.mentions for a in m.actors for w in re.findall(r"\w+", a.name.lower())}
        for m in r.mentions:
            lemmas = {other.lemma for other in r.mentions if f"did not {other.lemma}" in m.title}
            assert set(re.findall(r"\w+", m.title.lower())) <= words | names | added | lemmas, m.title
