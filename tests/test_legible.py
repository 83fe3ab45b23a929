"""Titles that can be printed as they stand, and those that leave the first view: open, pointing back, or of nobody."""

from __future__ import annotations

import pytest
from fixtures_nlp import article, facts, parsed

from timeline import events, pipeline
from timeline.legible import reads_alone
from timeline.parse import Parser
from timeline.scene import Scene

# Language, text, a title for its last sentence, and whether that can be printed.
ROWS: dict[str, tuple[str, str, str, bool]] = {
    "whole": ("it", "La giunta di Torino ha venduto il vecchio stadio.", "La giunta di Torino ha venduto il vecchio stadio", True),
    "whole, without its day": ("en", "The Ottawa council sold the stadium on Monday.", "The Ottawa council sold the stadium", True),
    "a phrase left open": (
        "it", "I tifosi hanno incendiato la sede del club di Torino.", "I tifosi hanno incendiato la sede Torino", False),
    "an end that is missing": (
        "it", "Il peschereccio Vega fu colpito da raffiche esplose da una motovedetta.", "Il peschereccio Vega fu colpito da raffiche esplose", False),
    "a half of two months": (
        "it", "Nei mesi di aprile e maggio 1940 le navi di Genova furono vendute.", "Nei mesi di aprile le navi di Genova furono vendute", False),
    "nothing said": ("en", "Rossi announced on Monday that the factory would close.", "Rossi announced", False),
    "what was said": (
        "en", "Rossi announced on Monday that the factory would close.", "Rossi announced that the factory would close", True),
    "words that tell nothing": ("en", "\"It has been revised,\" Ann Reed said on Monday.", "Ann Reed said: “It has been revised”", False),
    "words that tell something": ("en", "\"The law has been revised,\" Ann Reed said on Monday.", "Ann Reed said: “The law has been revised”", True),
    "what somebody calls": (
        "en", "The flight was late due to what the makers call a glitch.", "The makers call a glitch", False),
    "who is told of by what they do not mind": (
        "it", "Incuranti dei vigili di Torino, fuggivano verso la piazza.", "Incuranti dei vigili di Torino, fuggivano verso la piazza", False),
    "an episode that was somewhere": ("it", "L'episodio è avvenuto a Torino.", "L'episodio è avvenuto a Torino", False),
    "a theft that was somewhere": ("it", "Il furto è avvenuto a Torino.", "Il furto è avvenuto a Torino", True),
    "one of those told of": ("it", "Uno è tornato a Torino.", "Uno è tornato a Torino", False),
    "where the text has said": ("it", "I vigili di Torino sono arrivati sul posto.", "I vigili di Torino sono arrivati sul posto", False),
    "a place that is named": (
        "it", "Un operaio di Torino è morto sul posto di lavoro.", "Un operaio di Torino è morto sul posto di lavoro", True),
    "the two girls": ("it", "A Torino un'auto ha urtato le due giovanissime.", "A Torino un'auto ha urtato le due giovanissime", False),
    "dashes around a sum": (
        "it", "Sette bus della Rete Nord – due milioni in tutto – sono stati rubati a Torino.",
        "Sette bus della Rete Nord – due milioni in tutto – sono stati rubati a Torino", True),
    "a dateline": ("it", "TORINO - Anna Neri ha vinto.", "Torino - Anna Neri ha vinto", False),
    "a clause without its verb": (
        "it", "Il caso è davanti al tribunale di Torino che, ascoltati i fatti, ha deciso.", "Il caso è davanti al tribunale di Torino che ascoltati i fatti", False),
    "a subject put before its verb, with a clause of its own": (
        "it", "È stato convalidato l'arresto di Ugo Neri che a Torino si è reso protagonista di una fuga.",
        "L'arresto di Ugo Neri è stato convalidato", True),
    "a subject put before its verb, and what follows both": (
        "it", "È stato condannato ieri Ugo Neri per la rapina alla Banca Nord.", "Ugo Neri è stato condannato per la rapina alla Banca Nord", True),
    "a number behind a name": ("it", "Una Lancia 307 è stata venduta a Torino.", "Una Lancia 307 è stata venduta a Torino", True),
    "a label": ("it", "Foto: una manifestazione a Torino.", "C'è stata Foto: una manifestazione a Torino", False),
    "a number of the page": ("it", "28 6 maggio Anna Neri è stata eletta sindaca.", "28 6 maggio Anna Neri è stata eletta sindaca", False),
    "what happened": ("it", "Il Senato di Roma ha discusso di quanto accaduto.", "Il Senato di Roma ha discusso di quanto accaduto", False),
    "what happened somewhere": ("it", "Il Senato ha discusso di quanto è accaduto a Torino.", "Il Senato ha discusso di quanto è accaduto a Torino", True),
    "two lines joined": ("it", "Anna Neri discute delle rivolte nel SudE approva la legge.", "Anna Neri discute delle rivolte nel SudE approva la legge", False),
    "an end that only opens": ("en", "Tom Bell read the report by Ann Reed which was due to appear.", "Tom Bell read the report by Ann Reed due to", False),
    "a verb of saying with nothing said": (
        "it", "Carlo Rossi ha commentato la sconfitta di Neri dichiarando: «È finita».", "Carlo Rossi ha commentato la sconfitta di Neri dichiarando", False),
    "that law": ("it", "Anna Neri ha abolito quella legge.", "Anna Neri ha abolito quella legge", False),
    "the same building": ("en", "Anna Reed bought the same building.", "Anna Reed bought the same building", False),
    "those who": ("en", "Anna Reed thanked those who had helped.", "Anna Reed thanked those who had helped", True),
    "them": ("en", "Anna Reed praised them in Ottawa.", "Anna Reed praised them in Ottawa", False),
    "them, of several": ("en", "Tom Bell told the police to hand them over in Ottawa.", "Tom Bell told the police to hand them over in Ottawa", False),
    "them, named": ("en", "Ann Reed and Tom Bell asked Ford to release them.", "Ann Reed and Tom Bell asked Ford to release them", True),
    "there": ("en", "Ford dispatched dozens of agents there.", "Ford dispatched dozens of agents there", False),
    "there, named": ("en", "Ford left Canada because no plants work there.", "Ford left Canada because no plants work there", True),
    "a shared object": ("en", "Tom Bell vowed to hunt down and punish the rebels.", "Tom Bell vowed to hunt down", False),
    "the airline": ("en", "The airline ordered twelve jets.", "The airline ordered twelve jets", False),
    "the airline, named": ("en", "Qantas lost money. The airline ordered twelve jets.", "Qantas ordered twelve jets", True),
    "the airline, named, after another phrase": (
        "en", "Qantas lost money. In the Qantas office, the airline ordered twelve jets.", "In the Qantas office, Qantas ordered twelve jets", True),
    "a stock of the airline": (
        "en", "Qantas lost money. The stock of the airline fell by 3%.", "The stock of the airline fell by 3%", False),
    "the minister, named": (
        "it", "Il ministro Ugo Neri ha parlato. Il ministro è partito per Roma.", "Il ministro Ugo Neri è partito per Roma", True),
    "the minister, who meets somebody": ("it", "Il ministro ha incontrato Ugo Neri.", "Il ministro ha incontrato Ugo Neri", False),
    "the minister of this moment": ("it", "Il ministro in questo momento incontra Ugo Neri.", "Il ministro incontra Ugo Neri", False),
    "the two, named beside it": (
        "en", "The two men, Ugo Neri and Tom Bell, were arrested.", "The two men, Ugo Neri and Tom Bell, were arrested", True),
    "whose visit": ("en", "The Ottawa visit will be postponed.", "The Ottawa visit will be postponed", False),
    "whose visit, in Italian": ("it", "La visita a Torino è stata rinviata.", "La visita a Torino è stata rinviata", False),
    "somebody's visit": ("en", "The visit of Tom Bell to Ottawa will be postponed.", "The visit of Tom Bell to Ottawa will be postponed", True),
    "a flight of somebody": ("en", "The Qantas flight to Ottawa was cancelled.", "The Qantas flight to Ottawa was cancelled", True),
    "a nation's visit": ("it", "La visita francese a Torino è stata rinviata.", "La visita francese a Torino è stata rinviata", True),
    "one of somebody's friends": ("it", "L'ex compagno di Ugo Neri è stato arrestato a Torino.", "L'ex compagno di Ugo Neri è stato arrestato a Torino", False),
    "one of somebody's sons": ("en", "Tom Bell's son was arrested in Ottawa.", "Tom Bell's son was arrested in Ottawa", False),
    "a son by name": ("it", "Il figlio di Ugo Neri, Aldo, è stato arrestato a Torino.", "Il figlio di Ugo Neri, Aldo, è stato arrestato a Torino", True),
    "somebody's only wife": ("it", "La moglie di Ugo Neri è stata arrestata a Torino.", "La moglie di Ugo Neri è stata arrestata a Torino", True),
    "the same ones": ("it", "Gli stessi avevano arrestato una squadra a Torino.", "Gli stessi avevano arrestato una squadra a Torino", False),
    "the first, in English": ("en", "The first was arrested in Ottawa.", "The first was arrested in Ottawa", False),
    "an office of several words": ("it", "Il capo dello Stato è partito per Roma.", "Il capo dello Stato è partito per Roma", False),
    "an office of a country": ("it", "Il capo dello Stato francese è partito per Roma.", "Il capo dello Stato francese è partito per Roma", True),
    "an office of several words, named": (
        "it", "Il capo dello Stato, Ugo Neri, è partito per Roma.", "Il capo dello Stato, Ugo Neri, è partito per Roma", True),
    "the Tunisian": ("it", "Il tunisino è stato arrestato a Torino.", "Il tunisino è stato arrestato a Torino", False),
    "the court of someone known": ("it", "Il tribunale ha condannato Ugo Neri.", "Il tribunale ha condannato Ugo Neri", True),
    "the minister": ("it", "Il ministro è partito per Roma.", "Il ministro è partito per Roma", False),
    "the minister of a country": ("it", "Il ministro francese è partito per Roma.", "Il ministro francese è partito per Roma", True),
    "the police": ("it", "La polizia ha arrestato tre uomini.", "La polizia ha arrestato tre uomini", False),
    "the two sides": ("en", "The two sides signed a treaty.", "The two sides signed a treaty", False),
    "two rebels": ("en", "Two rebels signed a treaty in Ottawa.", "Two rebels signed a treaty in Ottawa", True),
    "no subject but an object": (
        "it", "Ha tradotto con cura in italiano il motto latino.", "Ha tradotto con cura in italiano il motto latino", False),
    "a participle made a clause": (
        "en", "Ann Reed, born in Ottawa on Monday, has a sister.", "Ann Reed was born in Ottawa", True),
    "only a gerund": ("en", "It lasted weeks, with Ann Reed finally winning the contest.", "Ann Reed finally winning the contest", False),
    "left the company": ("en", "Vega confirmed that Reed, 49, had left the company, but did not say why.", "Reed, 49, had left the company", True),
    "nobody named": ("it", "Molti manifestanti vengono arrestati.", "Molti manifestanti vengono arrestati", False),
    "somewhere": ("it", "Molti manifestanti vengono arrestati a Torino.", "Molti manifestanti vengono arrestati a Torino", True),
    "nobody named, in English": ("en", "Several protesters were arrested.", "Several protesters were arrested", False),
    "an appeal": ("it", "La Corte di Torino ha accolto il ricorso.", "La Corte di Torino ha accolto il ricorso", False),
    "an appeal of somebody": ("it", "La Corte di Torino ha accolto il ricorso di Ugo Neri.", "La Corte di Torino ha accolto il ricorso di Ugo Neri", True),
    "one of several appeals": ("it", "La Corte di Torino ha accolto un ricorso.", "La Corte di Torino ha accolto un ricorso", True),
    "an appeal, in English": ("en", "The Ottawa court rejected the appeal.", "The Ottawa court rejected the appeal", False),
    "clashes": ("it", "Ugo Neri è morto durante gli scontri.", "Ugo Neri è morto durante gli scontri", False),
    "clashes in a city": ("it", "Ugo Neri è morto durante gli scontri a Torino.", "Ugo Neri è morto durante gli scontri a Torino", True),
    "an agreement between two": (
        "it", "L'accordo è stato firmato tra la Francia e il Cile.", "L'accordo è stato firmato tra la Francia e il Cile", True),
    "the country": ("it", "Il Paese ha celebrato con la Francia una festa.", "Il Paese ha celebrato con la Francia una festa", False),
    "the country of somebody": ("it", "Il presidente cileno ha lasciato il Paese.", "Il presidente cileno ha lasciato il Paese", True),
    "whose forces": ("it", "Le sue forze hanno attaccato Torino.", "Le sue forze hanno attaccato Torino", False),
    "whose book": ("it", "Ugo Neri ha presentato il suo libro.", "Ugo Neri ha presentato il suo libro", True),
    "whose troops, in English": ("en", "His troops entered Ottawa.", "His troops entered Ottawa", False),
    "a seat of nobody": ("it", "I tifosi di Torino hanno incendiato la sede del club.", "I tifosi di Torino hanno incendiato la sede", False),
    "the last 717": ("en", "Boeing delivered the last 717 jet built in Ottawa.", "Boeing delivered the last 717 jet", True),
    "to whom": ("it", "Da Torino gli sono arrivate due lettere.", "Da Torino gli sono arrivate due lettere", False),
    "a footnote": ("it", "[22] La Francia ha attaccato il Cile, Rete Nord, 7 febbraio 2014.", "La Francia ha attaccato il Cile", False),
    "a heading before it": ("it", "ESTERI/CILE Anna Neri ha lasciato Torino.", "ESTERI/CILE Anna Neri ha lasciato Torino", False),
    "a departure by somebody": ("it", "La partenza fu organizzata da Ugo Neri.", "La partenza fu organizzata da Ugo Neri", False),
    "clashes that were somewhere": ("it", "Gli scontri sono avvenuti a Torino.", "Gli scontri sono avvenuti a Torino", True),
    "an opening before somebody": (
        "it", "L'inaugurazione è avvenuta alla presenza di Ugo Neri.", "L'inaugurazione è avvenuta alla presenza di Ugo Neri", False),
    "whose attack": ("it", "La Francia ha lanciato il suo attacco.", "La Francia ha lanciato il suo attacco", True),
    "an office with a capital": ("it", "Lunedì a Torino il Ministro ha chiesto un processo.", "A Torino il Ministro ha chiesto un processo", False),
    "a similar scene": ("it", "A Torino si è verificata una scena simile.", "A Torino si è verificata una scena simile", False),
    "a text with words left out": ("it", "Anna Neri ha lodato … gli operai di Torino.", "Anna Neri ha lodato … gli operai di Torino", False),
    "brackets that are cut": (
        "it", "Ugo Neri ha visitato tre città (Torino, Roma e Milano) con Anna Neri.", "Ugo Neri ha visitato tre città (Torino con Anna Neri)", False),
    "brackets that are whole": (
        "it", "Ugo Neri ha visitato tre città (Torino, Roma e Milano).", "Ugo Neri ha visitato tre città (Torino, Roma e Milano)", True),
    "a warning without its words": ("it", "Ugo Neri mette in guardia: «Torino è forte».", "Ugo Neri mette in guardia", False),
    "what seems an object": ("it", "Sorprende la tipologia di armi di Torino.", "Anna Neri sorprende la tipologia di armi di Torino", False),
    "that one": ("it", "Quella di Torino è stata sospesa.", "Quella di Torino è stata sospesa", False),
    "an aside that says little": (
        "it", "Il progetto, curato da Anna Neri, è stato promosso dalla Francia.", "Il progetto, curato da Anna Neri, è stato promosso dalla Francia", False),
    "a mark of the page": ("it", "I tifosi corrono al consolato cileno a #", "I tifosi corrono al consolato cileno a #", False),
    "words of another sentence": ("it", "Anna Neri ha lasciato Torino.", "Vega Mondo", False),
    "a coup": ("it", "Dopo il golpe Anna Neri ha lasciato Torino.", "C'è stato il golpe", False),
    "a raid of somebody": ("it", "Dopo il raid della NATO Anna Neri ha lasciato Torino.", "C'è stato il raid della NATO", False),
    "a raid on a city": ("it", "Dopo il raid su Torino Anna Neri ha lasciato Roma.", "C'è stato il raid su Torino", True),
    "a meeting of one": ("it", "Dopo l'incontro di Anna Neri la Francia ha chiuso Torino.", "C'è stato l'incontro di Anna Neri", False),
    "a meeting of two": (
        "it", "Dopo l'incontro tra Anna Neri e Ugo Reed la Francia ha lasciato Roma.", "C'è stato l'incontro tra Anna Neri e Ugo Reed", True),
    "elections of a country": ("it", "Dopo le elezioni francesi Anna Neri ha lasciato Torino.", "Ci sono state le elezioni francesi", True),
    "a visit without its article": ("it", "Anna Neri, in visita in Cile, ha lasciato Torino.", "C'è stata visita in Cile", False),
    "a raid of somebody, in English": ("en", "After the NATO raid Anna Reed left Ottawa.", "The NATO raid takes place", False),
    "a raid in a city, in English": ("en", "After the raid in Ottawa Anna Reed left Rome.", "The raid in Ottawa takes place", True),
    "what somebody says": ("it", "Anna Neri ha detto: «La Francia ha lasciato Torino».", "La Francia ha lasciato Torino", False),
    "what somebody says, in English": ("en", "Anna Reed said: “France has left Ottawa.”", "France has left Ottawa", False),
    "one word quoted": ("it", "La Francia ha lasciato il «caso Torino».", "La Francia ha lasciato il «caso Torino»", True),
    "another's description": (
        "it", "La Francia ha sparato con armi pesanti contro due quartieri di Torino, bastione dei ribelli.",
        "La Francia ha sparato con armi pesanti, bastione dei ribelli", False),
    "a statement without its content": (
        "it", "Il Consiglio di Torino ha approvato una dichiarazione in cui condanna la Francia.", "Il Consiglio di Torino ha approvato una dichiarazione", False),
    "a law of which no more is told": ("it", "Il governo francese ha approvato una legge.", "Il governo francese ha approvato una legge", True),
    "a statement without its content, in English": (
        "en", "The Ottawa council adopted a resolution that condemns France.", "The Ottawa council adopted a resolution", False),
    "whose chairman": ("it", "Anna Neri è stata nominata presidente dell'Ente per il Turismo di Torino.", "Anna Neri è stata nominata presidente", False),
    "police of a city": ("it", "La polizia di Torino ha sparato contro i manifestanti.", "La polizia di Torino ha sparato contro i manifestanti", True),
    "police of nowhere, in English": ("en", "Police fired at the protesters.", "Police fired at the protesters", False),
    "elections since somebody": (
        "it", "Dopo le elezioni in rappresentanza di Ugo Neri la Francia ha lasciato Torino.", "Ci sono state le elezioni in rappresentanza di Ugo Neri", False),
    "only in brackets": ("it", "Anna Neri (Ugo Neri ha lasciato la Francia) vive a Torino.", "Ugo Neri ha lasciato la Francia", False),
    "by whose voice": ("it", "La Francia, per voce del ministro Ugo Neri, ha lasciato Torino.", "La Francia, per voce ha lasciato Torino", False),
    "a coup in a country": ("it", "Dopo il golpe in Cile Anna Neri ha lasciato Torino.", "C'è stato il golpe in Cile", True),
    "whom he called": (
        "it", "Ugo Neri ha chiamato per telefono Anna Neri.", "Ugo Neri ha chiamato per telefono", False),
    "by telephone and no more": ("it", "Ugo Neri ha chiamato Anna Neri per telefono.", "Ugo Neri ha chiamato Anna Neri", True),
    "to do what": ("it", "La Francia ha respinto il tentativo dei ribelli (armati a Torino) di occupare il porto.",
                   "La Francia ha respinto il tentativo dei ribelli", False),
    "to do what, in English": ("en", "France has an interest to sell the stadium.", "France has an interest", False),
    "a purpose may go": ("it", "Ugo Neri è arrivato a Torino per vendere lo stadio.", "Ugo Neri è arrivato a Torino", True),
    "what he warned of": (
        "it", "Ugo Neri ha avvertito Anna Neri via Twitter che il porto di Torino avrebbe chiuso.", "Ugo Neri ha avvertito Anna Neri via Twitter", False),
    "whom they arrested": (
        "it", "A Torino i Carabinieri hanno arrestato, e non è la prima volta, Ugo Neri.", "A Torino i Carabinieri hanno arrestato", False),
    "whom they arrested, told": ("it", "A Torino i Carabinieri hanno arrestato Ugo Neri.", "A Torino i Carabinieri hanno arrestato Ugo Neri", True),
    "what they attacked, in English": ("en", "French troops attacked and burned the port of Ottawa.", "French troops attacked", False),
    "between one": (
        "it", "L'accordo è stato firmato tra il governo francese e i ribelli cileni.", "L'accordo è stato firmato tra il governo francese", False),
    "between one, in English": (
        "en", "The treaty was signed between the French government and Chile.", "The treaty was signed between the French government", False),
    "from where to where": (
        "it", "L'ambasciata francese è stata spostata da Torino a Roma.", "L'ambasciata francese è stata spostata da Torino", False),
    "from where": ("it", "Ugo Neri è arrivato da Torino con Anna Neri.", "Ugo Neri è arrivato da Torino", True),
    "when alone it was": ("it", "Il partito di Ugo Neri risale al 14 febbraio 2014.", "Il partito di Ugo Neri risale", False),
    "a clause that a time has left": (
        "it", "Le violenze di Torino che sono iniziate venerdì continuano con Ugo Neri.", "Le violenze di Torino che sono iniziate continuano con Ugo Neri", False),
    "no verb of its own": (
        "it", "Ugo Neri dirige l'ente, che l'Ufficio di Torino verrà a chiudere.", "Ugo Neri dirige l'ente, che l'Ufficio di Torino verrà", False),
    "an end without a noun": ("it", "La Francia ha proclamato la Giornata contro la...", "La Francia ha proclamato la Giornata contro la", False),
    "a sentence broken off": ("it", "Ugo Neri ha lasciato Torino...", "Ugo Neri ha lasciato Torino", False),
    "out of brackets": (
        "it", "La rete Vega (processata da Ugo Neri) ha lasciato Torino.", "La rete Vega processata da Ugo Neri ha lasciato Torino", False),
    "without its adposition": ("it", "Ugo Neri ha lasciato Torino in quanto malato.", "Ugo Neri ha lasciato Torino quanto malato", False),
    "the first": ("it", "Il primo è stato arrestato dalla polizia a Torino.", "Il primo è stato arrestato dalla polizia a Torino", False),
    "the two": ("it", "I due sono stati arrestati a Torino.", "I due sono stati arrestati a Torino", False),
    "half a link": ("it", "Il consiglio di Torino ha negato [ar] lo sgombero.", "Il consiglio di Torino ha negato ar]", False),
    "not a few": ("it", "Non pochi hanno lasciato Torino.", "Non pochi hanno lasciato Torino", False),
    "many of some": ("it", "Molti dei ribelli cileni hanno lasciato Torino.", "Molti dei ribelli cileni hanno lasciato Torino", True),
    "others": ("en", "Others were arrested in Ottawa.", "Others were arrested in Ottawa", False),
    "to accept what": ("it", "Ugo Neri è stato costretto ad accettare.", "Ugo Neri è stato costretto ad accettare", False),
    "to accept something": ("it", "Ugo Neri è stato costretto ad accettare la tregua con la Francia.", "Ugo Neri è stato costretto ad accettare la tregua con la Francia", True),
    "and by whom else": (
        "it", "A Torino sono state raccolte firme dal sindaco Ugo Neri e da Anna Reed.", "A Torino sono state raccolte firme e da Anna Reed", False),
    "and by whom else, in English": (
        "en", "The stadium was praised by Ugo Neri and by Ann Reed in Ottawa.", "The stadium was praised and by Ann Reed in Ottawa", False),
    "the latter": ("en", "The latter was arrested in Ottawa.", "The latter was arrested in Ottawa", False),
    "the first of some": ("it", "Il primo dei ribelli cileni è stato arrestato a Torino.", "Il primo dei ribelli cileni è stato arrestato a Torino", True),
    "beside somebody": ("it", "Accanto al presidente cileno si trovava a Torino.", "Accanto al presidente cileno si trovava a Torino", False),
    "the hospital that one knows": (
        "it", "Il carcere che ospitò Ugo Neri è stato chiuso.", "Il carcere che ospitò Ugo Neri è stato chiuso", True),
    "the most violent": ("it", "L'attacco più violento è avvenuto a Torino.", "L'attacco più violento è avvenuto a Torino", False),
    "a ruling of somebody": (
        "it", "Ugo Neri è stato escluso con una sentenza della Corte cilena.", "C'è stata una sentenza della Corte cilena", False),
    "a ruling on something": (
        "it", "Ugo Neri è stato escluso con una sentenza della Corte cilena sulle elezioni.", "C'è stata una sentenza della Corte cilena sulle elezioni", True),
    "killed of a country": (
        "it", "Dopo l'uccisione degli agenti cileni la Francia ha lasciato Torino.", "C'è stata l'uccisione degli agenti cileni", False),
    "killed": ("it", "Dopo l'uccisione di Ugo Neri la Francia ha lasciato Torino.", "C'è stata l'uccisione di Ugo Neri", True),
    "a raid of a city's police": (
        "it", "Dopo il blitz dei Carabinieri di Torino Anna Neri ha lasciato Roma.", "C'è stato il blitz dei Carabinieri di Torino", False),
    "elections that are held": ("it", "Dopo le elezioni in Cile Anna Neri ha lasciato Torino.", "Si sono tenute le elezioni in Cile", True),
    "one who are several": ("it", "Ugo Neri hanno lasciato Torino.", "Ugo Neri hanno lasciato Torino", False),
    "half a quotation": (
        "it", "Anna Neri ha detto: «Prima i libri di Torino, ora i film di Ugo Reed».", "Anna Neri ha detto: «I libri di Torino»", False),
    "a name left out": (
        "it", "È morto a Torino per un'ischemia Ugo Neri, 92 anni, l'ultimo dei ribelli cileni.", "È morto a Torino per un'ischemia 92 anni, l'ultimo dei ribelli cileni", False),
    "a decree without its content": ("it", "Ugo Neri ha rispettato il decreto, deciso dal governo cileno.", "Il decreto è stato deciso dal governo cileno", False),
    "figures": ("en", "Ann Reed left, according to figures released by NPD Group.", "Figures were released by NPD Group", False),
    "figures of something": ("en", "Ann Reed left, according to sales figures released by NPD Group.", "Sales figures were released by NPD Group", True),
    "a release of nothing": ("en", "It is slated for a U.S. release.", "A U.S. release takes place", False),
    "a raid of somebody on somebody": (
        "it", "Dopo un raid israeliano su Torino Anna Neri ha lasciato Roma.", "C'è stato un raid israeliano su Torino", True),
    "a raid of somebody and no more": ("it", "Dopo un raid israeliano Anna Neri ha lasciato Roma.", "C'è stato un raid israeliano", False),
    "the prison": ("it", "Nella prigione si verificò una strage con cento morti di Torino.", "Nella prigione si verificò una strage con cento morti di Torino", False),
    "the prison of somebody": ("it", "Ugo Neri è uscito dalla prigione.", "Ugo Neri è uscito dalla prigione", True),
    "the hotel": ("en", "Two men attacked the hotel with guns from Ottawa.", "Two men attacked the hotel with guns from Ottawa", False),
    "a government whose country the sentence before tells": (
        "en", "The Ethiopian government protested. The government closed the border.", "The Ethiopian government closed the border", True),
    "a government of no country": ("en", "The government closed the border with Kenya.", "The government closed the border with Kenya", False),
    "demonstrators of nowhere": ("it", "I manifestanti si sono spostati in piazza Dante.", "I manifestanti si sono spostati in piazza Dante", False),
    "demonstrators, said first where": ("it", "A Torino i manifestanti hanno chiuso la strada.", "A Torino i manifestanti hanno chiuso la strada", True),
    "demonstrators of a country": ("it", "I manifestanti cileni si sono spostati in piazza Dante.", "I manifestanti cileni si sono spostati in piazza Dante", True),
    "rebels who take somebody": ("en", "The rebels captured Tom Bell.", "The rebels captured Tom Bell", True),
    "sources of nobody": ("en", "The sources told that Tom Bell had left.", "The sources told that Tom Bell had left", False),
    "a people": ("it", "Gli egiziani hanno votato per un nuovo parlamento.", "Gli egiziani hanno votato per un nuovo parlamento", True),
    "so many of whom the text has told": ("it", "I 4 sono sbarcati a Lampedusa.", "I 4 sono sbarcati a Lampedusa", False),
    "three of whom the text has told, with an aside": ("it", "I tre, nati a Bivona, sono sbarcati a Lampedusa.", "I tre, nati a Bivona, sono sbarcati a Lampedusa", False),
    "a product that is a number": ("en", "The 787 has landed in Ottawa.", "The 787 has landed in Ottawa", True),
    "between the two parties": ("en", "Vega signed a settlement between the two parties.", "Vega signed a settlement between the two parties", False),
    "between the two by name": ("en", "Tom Bell toured the two Koreas.", "Tom Bell toured the two Koreas", True),
    "half a contrast": ("it", "Non solo la Francia ha chiuso il confine.", "Non solo la Francia ha chiuso il confine", False),
    "half a contrast, in English": ("en", "Not only the French planes bombed Tripoli.", "Not only the French planes bombed Tripoli", False),
    "a whole contrast": (
        "it", "Non solo la Francia ha chiuso il confine, ma anche la Spagna.", "Non solo la Francia ha chiuso il confine, ma anche la Spagna", True),
    "an entry of a numbered list": ("it", "2. Gheddafi ha bombardato Bengasi.", "2. Gheddafi ha bombardato Bengasi", False),
    "a participle of another gender": ("it", "La guerra contro Ugo Neri fu deciso a Parigi.", "La guerra contro Ugo Neri fu deciso a Parigi", False),
    "a participle of its gender": ("it", "La guerra contro Ugo Neri fu decisa a Parigi.", "La guerra contro Ugo Neri fu decisa a Parigi", True),
    "who investigate nothing": ("it", "I Carabinieri di Torino indagano.", "I Carabinieri di Torino indagano", False),
    "who investigate something": ("it", "I Carabinieri di Torino indagano su un furto.", "I Carabinieri di Torino indagano su un furto", True),
    "an open quotation mark": ("it", "Il film è intitolato 'Torino, una storia.", "Il film è intitolato 'Torino, una storia", False),
    "a contract told of before": (
        "en", "Boeing won a contract in Ottawa. Ann Reed said that the contract was fair.", "Ann Reed said that the contract was fair", False),
    "a contract of which the title tells": (
        "en", "Boeing won a contract in Ottawa. Ann Reed signed a contract but criticised the contract.", "Ann Reed signed a contract but criticised the contract", True),
    "a tool told of before": ("en", "Boeing bought a drill. Ann Reed praised the drill.", "Ann Reed praised the drill", False),
    "a plane told of by another word": ("en", "A jet crashed in Ottawa. Ann Reed praised the aircraft.", "Ann Reed praised the aircraft", False),
    "a stage not told of": ("en", "Boeing bought a drill. Ann Reed walked onto the stage.", "Ann Reed walked onto the stage", True),
    "a phone beside its name": (
        "en", "Apple sold a phone. Ann Reed returned the iPhone 4 because the phone was slow.", "Ann Reed returned the iPhone 4 because the phone was slow", True),
    "a tool told of before, in Italian": ("it", "Fiat ha comprato un trapano. Anna Neri ha lodato il trapano.", "Anna Neri ha lodato il trapano", False),
    "what Italian says of any": ("it", "Il petrolio costa. Anna Neri ha nazionalizzato il petrolio.", "Anna Neri ha nazionalizzato il petrolio", True),
    "the government of a country named beside": (
        "it", "A Tunisi si formerà un governo. Il premier egiziano Ugo Neri ha presentato il governo.", "Il premier egiziano Ugo Neri ha presentato il governo", True),
    "the situation": ("en", "No Chilean officers will be sent to help with the situation.", "No Chilean officers will be sent to help with the situation", False),
    "the situation somewhere": ("it", "Anna Neri ha descritto la situazione in Cile.", "Anna Neri ha descritto la situazione in Cile", True),
    "two of what": ("en", "The Ottawa police is probing two over the border.", "The Ottawa police is probing two over the border", False),
    "two of the ships": ("en", "Ann Reed sold two of the Vega ships.", "Ann Reed sold two of the Vega ships", True),
    "accused of this": ("it", "Ugo Neri è stato accusato di aver fatto questo a Torino.", "Ugo Neri è stato accusato di aver fatto questo a Torino", False),
    "beside both": ("en", "Alongside both announcements, Ann Reed showed the Vega.", "Alongside both announcements, Ann Reed showed the Vega", False),
    "both by name": ("en", "Ann Reed met both mayors of Ottawa.", "Ann Reed met both mayors of Ottawa", True),
    "revelations about it": ("it", "Ugo Neri ha fatto rivelazioni in proposito a Torino.", "Ugo Neri ha fatto rivelazioni in proposito", False),
    "thieves": ("it", "I ladri hanno aperto il negozio della Vega.", "I ladri hanno aperto il negozio della Vega", True),
    "the two thieves": ("it", "I due ladri hanno aperto il negozio della Vega.", "I due ladri hanno aperto il negozio della Vega", False),
    "burglars": ("en", "The burglars broke into the Ottawa bank.", "The burglars broke into the Ottawa bank", True),
    "of it": ("it", "Ne è nato un incendio a Torino.", "Ne è nato un incendio a Torino", False),
    "some of them": ("it", "A Torino ne hanno arrestati tre.", "A Torino ne hanno arrestati tre", False),
    "his house": (
        "it", "Un pensionato di 80 anni è stato derubato in casa sua da un falso tecnico.", "Un pensionato di 80 anni è stato derubato in casa sua", False),
    "a pensioner of some age": (
        "it", "Un pensionato di 80 anni è stato derubato da un falso tecnico.", "Un pensionato di 80 anni è stato derubato da un falso tecnico", True),
    "the man": ("it", "La polizia di Torino ha fermato l'uomo.", "La polizia di Torino ha fermato l'uomo", False),
    "in nine of these": ("it", "In 9 di queste Anna Neri ha vinto.", "In 9 di queste Anna Neri ha vinto", False),
    "the same two, described": (
        "it", "Gli stessi due complici, già arrestati, sono tornati a Torino.", "Gli stessi due complici sono tornati a Torino", False),
    "on the truce": ("it", "Ugo Neri ha parlato in merito alla tregua in Cile.", "Ugo Neri ha parlato in merito alla tregua in Cile", True),
    "the new products": ("en", "Ann Reed showed many products. Ann Reed sold the new products.", "Ann Reed sold the new products", False),
    "the Chilean products": ("en", "Ann Reed sold the Chilean products to Ford.", "Ann Reed sold the Chilean products to Ford", True),
    "he of whom nobody is named": ("en", "The Senate ruled that he must leave Ottawa.", "The Senate ruled that he must leave Ottawa", False),
    "he who is named": ("en", "Ann Reed told Ugo Bell that he must leave Ottawa.", "Ann Reed told Ugo Bell that he must leave Ottawa", True),
    "a visit of nobody": ("en", "France has postponed a visit to Chile.", "A visit to Chile is planned", False),
    "a visit of somebody": ("en", "France has postponed a visit by Ann Reed to Chile.", "A visit by Ann Reed to Chile is planned", True),
    "a quotation about what was said": ("en", "Ann Reed replied, \"It represents an age of Ottawa.\"", "Ann Reed replied, \"It represents an age of Ottawa\"", False),
    "the matter in question": ("en", "Ann Reed sold the Ottawa house in question.", "Ann Reed sold the Ottawa house in question", False),
    "a quotation about this": ("en", "\"This is just the start of the strikes,\" Ann Reed said.", "Ann Reed said: “This is just the start of the strikes”", False),
    "a quotation about nothing": ("en", "\"It is common for patients to wait,\" Ann Reed said.", "Ann Reed said: “It is common for patients to wait”", True),
    "many of them": ("it", "Molti di loro volevano tornare a Torino.", "Molti di loro volevano tornare a Torino", False),
    "many of the miners": ("it", "Molti dei minatori di Oslo volevano tornare a Torino.", "Molti dei minatori di Oslo volevano tornare a Torino", True),
    "words that tell an hour": ("it", "Anna Neri dice: «Erano le 20».", "Anna Neri dice: «Erano le 20»", False),
    "one party of several": ("it", "Il partito egiziano ha lasciato il governo.", "Il partito egiziano ha lasciato il governo", False),
    "the government of a country": ("it", "Il governo egiziano ha chiuso il valico.", "Il governo egiziano ha chiuso il valico", True),
    "the group by name": ("it", "Il gruppo palestinese Hamas ha chiuso il valico.", "Il gruppo palestinese Hamas ha chiuso il valico", True),
    "one airline of several": ("en", "The French airline bought ten jets.", "The French airline bought ten jets", False),
    "whom a verb's end means": ("it", "Anna Neri ha deciso di arrestarlo a Torino.", "Anna Neri ha deciso di arrestarlo a Torino", False),
    "whom it means, named": (
        "it", "Anna Neri ha chiamato Ugo Bianchi per invitarlo a Torino.", "Anna Neri ha chiamato Ugo Bianchi per invitarlo a Torino", True),
    "the thing": ("it", "La cosa ha irritato Ugo Neri.", "La cosa ha irritato Ugo Neri", False),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "title", "printed"), [pytest.param(*row, id=name) for name, row in ROWS.items()])
def test_reads_alone(parser: Parser, monkeypatch: pytest.MonkeyPatch, lang: str, text: str, title: str, printed: bool) -> None:
    scenes: list[Scene] = []

    def keep(found: Scene, told: str, at: int) -> bool:
        scenes.append(found)
        return reads_alone(found, told, at)

    monkeypatch.setattr(events, "reads_alone", keep)
    first = "Anna Neri left Rome. " if lang == "en" else "Anna Neri ha lasciato Roma. "  # so that there is a mention
    pipeline.reading(article(first + text, lang=lang), parsed(parser, first + text, lang), facts())
    assert reads_alone(scenes[0], title, len(scenes[0].tree.parse.tokens) - 1) is printed


@pytest.mark.parametrize(
    ("lang", "vague", "clear"),
    [
        ("en", "The airline ordered twelve jets in Toulouse on Monday.", "Qantas ordered twelve jets in Toulouse on Monday."),
        ("it", "Il ministro ha inaugurato lunedì il nuovo ospedale.", "Anna Neri ha inaugurato lunedì il nuovo ospedale."),
    ],
)
def test_what_only_the_article_explains_is_no_main_event(parser: Parser, lang: str, vague: str, clear: str) -> None:
    def best(text: str) -> float:
        return max(m.salience for m in pipeline.reading(article(text, lang=lang), parsed(parser, text, lang), facts()).mentions)

    assert best(vague) < events.main_salience() <= best(clear)
