"""What sets an event off from the day of the news: adverbs, tenses, "since", "until" and what is put off; each beside what does not."""

from __future__ import annotations

import pytest
from fixtures_nlp import mention_of, reading

from timeline.parse import Parser

# By what they are about: language, text, the word that tells the event, the expression that dates it, how its day follows.
ROWS: dict[str, list[tuple[str, str, str, str | None, str]]] = {
    "an adverb of the past": [
        ("en", "The army has repeatedly attacked the city.", "attacked", None, "background"),
        ("en", "The court has already ordered the company to pay.", "ordered", None, "background"),
        ("en", "So far 40 people have died in the clashes.", "died", None, "background"),
        ("en", "At least 33 people have died in the clashes to date.", "died", None, "background"),
        ("en", "Linda Sanders was arrested several times by the police.", "arrested", None, "background"),
        ("en", "Linda Sanders was hit several times by the police.", "hit", None, "narrated"),
        ("it", "L'uomo è stato arrestato più volte dalla polizia.", "arrestato", None, "background"),
        ("it", "L'uomo è stato colpito più volte alla testa.", "colpito", None, "narrated"),
        ("it", "L'uomo è stato colpito tre volte dalla polizia.", "colpito", None, "narrated"),
        ("it", "Finora 40 persone sono morte negli scontri.", "morte", None, "background"),
        ("it", "Il tribunale ha già condannato il ministro.", "condannato", None, "background"),
        ("it", "Il presidente ha sempre difeso il generale.", "difeso", None, "background"),
        ("it", "In passato il governo ha chiuso il porto.", "chiuso", None, "background"),
        ("en", "In the past the government closed the port.", "closed", None, "background"),
        ("it", "Il ministro, che in precedenza ha lodato il piano, ha attaccato il governo.", "attaccato", None, "narrated"),
        ("en", "The army has now attacked the city.", "attacked", None, "recent"),
        ("en", "The company arrested by the previously unknown scandal closed the port.", "closed", None, "narrated"),
        ("it", "Il tribunale ha condannato il ministro.", "condannato", None, "narrated"),
    ],
    "what a relative clause says of somebody": [
        ("it", "È morto l'uomo che il 20 luglio 1969 mise piede sulla Luna.", "morto", None, "narrated"),
        ("en", "The man who in 1969 was on the Moon has died.", "died", None, "recent"),
        ("it", "Il vertice che lunedì si terrà a Roma è stato annunciato.", "vertice", "lunedì", "stated"),
    ],
    "when something else is so, in a clause beside it": [
        ("it", "Nato nel 1928 a Genova, il dittatore è morto in carcere.", "morto", None, "narrated"),
        ("it", "Il generale ha venduto la fabbrica e nel 1999 era ministro degli Interni.", "venduto", None, "narrated"),
        ("it", "Il ministro ha mostrato una conversazione avuta nel 1992 con il generale.", "mostrato", None, "narrated"),
        ("it", "Il governo ha annullato il vertice tenuto lunedì a Roma.", "annullato", None, "narrated"),
        ("it", "Il governo ha firmato l'accordo di Roma lunedì.", "firmato", "lunedì", "stated"),
        ("en", "The company sold its phones and has been on the list since January.", "sold", None, "narrated"),
        ("en", "The army closed the port, although in 1999 it was still busy.", "closed", None, "narrated"),
        ("en", "The figures showed that in 2008 the company had a share of half the market.", "showed", None, "narrated"),
        ("en", "The minister said that today is a great day.", "said", "today", "stated"),
        ("en", "The army closed the port on Monday.", "closed", "Monday", "stated"),
    ],
    "a time with which another is compared": [
        ("it", "Le vendite di auto sono calate del 20 per cento rispetto al 2018.", "calate", None, "narrated"),
        ("it", "Nel 2019 il fatturato è cresciuto rispetto al 2018.", "cresciuto", "2019", "stated"),
        ("it", "I ladri hanno rubato 3 milioni di euro nel 2018.", "rubato", "2018", "stated"),
        ("it", "La società è stata acquistata da due fondi nel 2018.", "acquistata", "2018", "stated"),
        ("en", "Sales dropped 11% to $1.27 billion from $1.43 billion a year ago.", "dropped", None, "narrated"),
        ("en", "The company's orders have increased from the low levels of the early summer.", "increased", None, "recent"),
        ("en", "Shares fell from $25 on Monday.", "fell", "Monday", "stated"),
        ("en", "The firm was sued with 10 others in 1988.", "sued", "1988", "stated"),
    ],
    "the time of a figure, not of its telling": [
        ("en", "Bethlehem Steel Corp. posted a 54% drop in third-quarter profit.", "posted", None, "narrated"),
        ("en", "Columbia announced a loss for the third quarter of $226.3 million.", "announced", None, "narrated"),
        ("en", "Columbia announced a loss for the third quarter of $226.3 million.", "loss", "the third quarter", "stated"),
        ("it", "Il ministro ha firmato l'accordo per la pace lunedì.", "firmato", "lunedì", "stated"),
    ],
    "since when somebody is what he is": [
        ("it", "Il re Idris, al potere dal 1951, è stato deposto dai militari.", "deposto", None, "narrated"),
        ("it", "Il governo ha nominato Mario Rossi, in carica dal 2012, nuovo ambasciatore.", "nominato", None, "narrated"),
        ("it", "I militari hanno chiuso il porto dal 3 marzo.", "chiuso", "3 marzo", "since"),
        ("en", "King Idris, in power since 1951, was deposed by the army.", "deposed", None, "narrated"),
        ("en", "Airbus has sold 300 planes in China since 2004.", "sold", "2004", "since"),
        ("en", "The service honored the seven people killed in abortion-related violence since 1993.", "violence", "1993", "since"),
    ],
    "what a clause says only to tell when an event took place": [
        ("it", "Ci sono gli appunti di un incontro tra due funzionari e David Welch, avvenuto il 2 agosto.", "incontro", "il 2 agosto", "stated"),
        ("it", "Si vedono le immagini della manifestazione tenutasi ad Atene il 24 agosto.", "manifestazione", "il 24 agosto", "stated"),
        ("it", "La polizia ha arrestato due uomini per la rapina ai danni di un'anziana avvenuta il 3 marzo.", "rapina", "il 3 marzo", "stated"),
        ("it", "Il furto alla gioielleria Rossi, commesso il 12 aprile, ha fruttato 20 mila euro.", "furto", "il 12 aprile", "stated"),
        ("it", "Il ministro ha lasciato la riunione, accompagnato il 12 aprile da una guardia.", "accompagnato", "il 12 aprile", "stated"),
        ("it", "L'accordo tra Italia e Libia, firmato il 30 agosto, prevede un risarcimento.", "firmato", "il 30 agosto", "stated"),
        ("en", "The protest against the law, held on 3 March in Rome, drew thousands of people.", "protest", "3 March", "stated"),
        ("en", "The meeting, which took place on Monday in Geneva, lasted two hours.", "meeting", "Monday", "stated"),
        ("en", "Police arrested two men over the robbery committed on 3 March at the bank.", "robbery", "3 March", "stated"),
        ("en", "The agreement signed on 3 March in Rome ends the war.", "signed", "3 March", "stated"),
    ],
    "what a clause tells of the day before it": [
        ("it", "È stata la più grande protesta da febbraio, quando sono iniziate le rivolte.", "iniziate", "febbraio", "stated"),
        ("it", "È malato dal 2 giugno, giorno in cui fu emessa la sentenza di condanna.", "sentenza", "2 giugno", "stated"),
        ("it", "Il porto è chiuso da marzo. I pescatori hanno protestato quando sono iniziate le rivolte.", "iniziate", None, "narrated"),
        ("en", "It was the biggest protest since February, when the army closed the port.", "closed", "February", "stated"),
        ("en", "The talks will go on until Friday, when the ministers will meet in Rome.", "meet", "Friday", "stated"),
        ("en", "The talks will go on until Friday, when the ministers will meet in Rome.", "go on", "Friday", "until"),
    ],
    "what had come about before its matrix clause": [
        ("it", "La folla ha festeggiato in piazza dopo che è stata espugnata la roccaforte di Sirte.", "espugnata", None, "background"),
        ("it", "La folla ha festeggiato in piazza dopo che è stata espugnata la roccaforte di Sirte.", "festeggiato", None, "narrated"),
        ("it", "Poiché la polizia ha arrestato il capo, i tifosi hanno attaccato il commissariato.", "arrestato", None, "background"),
        ("it", "Mentre la polizia ha arrestato il capo, i tifosi hanno attaccato il commissariato.", "arrestato", None, "narrated"),
        ("en", "The deal was revived after Boeing promised help.", "promised", None, "background"),
        ("en", "The firm was fined because it copied the phone.", "copied", None, "background"),
        ("en", "The plane took off although the army closed the port.", "closed", None, "narrated"),
        ("en", "The court on Monday fined the company because it copied the phone.", "copied", None, "background"),
        ("en", "The shares fell on Monday after the company cut its forecast.", "cut", "Monday", "before"),
        ("en", "On Monday the market opened now that the strike has ended.", "ended", None, "background"),
        ("it", "Oggi iniziano i festeggiamenti dopo che Sirte, l'ultimo baluardo, è stata espugnata.", "espugnata", "Oggi", "before"),
        ("it", "Dopo che il premier ha cacciato il ministro e ha chiuso il parlamento, i militari hanno occupato la tv.", "chiuso", None, "background"),
        ("it", "Dopo che il premier ha cacciato il ministro, i militari hanno occupato la tv e hanno chiuso il porto.", "chiuso", None, "narrated"),
        ("it", "Il ministro ha detto ieri che il giudice ha arrestato il figlio.", "arrestato", "ieri", "reported"),
        ("it", "Il ministro ha detto ieri che il giudice ha già arrestato il figlio.", "arrestato", None, "background"),
        ("en", "The minister said on Monday that the army has repeatedly attacked the city.", "attacked", None, "background"),
        ("en", "A suit was filed in California, but in September 2004 the parties agreed to a settlement.", "suit", None, "background"),
        ("en", "A suit was filed in California, but on Monday the parties agreed to a settlement.", "suit", None, "narrated"),
    ],
    "what goes on with what was over before the news": [
        ("en", "He had worked for the bank for years. The bank sued the director.", "sued", None, "background"),
        ("en", "He worked for the bank for years. The bank sued the director.", "sued", None, "narrated"),
        ("en", "He had worked for the bank for years. The bank announced a new plan.", "announced", None, "narrated"),
        ("en", "He had worked for the bank for years.\nThe bank sued the director.", "sued", None, "narrated"),
        ("en", "He had worked for the bank for years. The bank sued the director on Monday.", "sued", "Monday", "stated"),
        ("it", "Il direttore aveva lavorato in banca. La società ha licenziato il direttore.", "licenziato", None, "background"),
        ("it", "Il generale prese il potere. I militari hanno occupato la capitale.", "occupato", None, "background"),
        ("it", "Il generale voleva il potere. I militari hanno occupato la capitale.", "occupato", None, "narrated"),
    ],
    "what has not been so up to now": [
        ("en", "The songs have not been licensed to any online service.", "licensed", None, "background"),
        ("en", "The company never won a contract in Japan.", "won", None, "background"),
        ("en", "The company did not win the contract.", "win", None, "narrated"),
        ("it", "La polizia non ha ancora arrestato il killer.", "arrestato", None, "background"),
        ("it", "Il regime non ha mai liberato i prigionieri.", "liberato", None, "background"),
        ("it", "Il regime non ha liberato i prigionieri.", "liberato", None, "narrated"),
        ("it", "La polizia ha ancora arrestato il killer.", "arrestato", None, "narrated"),
    ],
    "a stretch of the past": [
        ("en", "The fleet was built during the Soviet era.", "built", None, "background"),
        ("en", "The aircraft was once named the Falcon.", "named", None, "background"),
        ("en", "The company initially refused to pay the fine.", "refused", None, "background"),
        ("en", "The company named the aircraft once more.", "named", None, "narrated"),
        ("en", "The minister opened a new era.", "opened", None, "narrated"),
        ("it", "La flotta è stata costruita durante la dittatura.", "costruita", None, "background"),
        ("it", "In campagna elettorale il leader ha promesso sostegno ai palestinesi.", "promesso", None, "background"),
        ("it", "Il leader ha chiuso la campagna elettorale a Roma.", "chiuso", None, "narrated"),
        ("it", "I lavori sono già iniziati.", "iniziati", None, "background"),
        ("it", "Le proteste sono iniziate in Tunisia.", "iniziate", None, "narrated"),
    ],
    "how often": [
        ("en", "The company has been sued three times.", "sued", None, "background"),
        ("en", "The company has twice sued the ministry.", "sued", None, "background"),
        ("it", "La società ha denunciato tre volte il ministero.", "denunciato", None, "background"),
        ("it", "Il presidente ha consultato per sette volte i partiti.", "consultato", None, "background"),
        ("it", "La società ha alzato il prezzo di tre volte.", "alzato", None, "narrated"),
        ("en", "The company sued the ministry on two occasions.", "sued", None, "background"),
        ("en", "The team won the cup for the third time.", "won", None, "narrated"),
        ("it", "La squadra ha vinto la coppa per la terza volta.", "vinto", None, "narrated"),
        ("en", "The company sued the ministry for the third time in the past decade.", "sued", None, "narrated"),
        ("it", "La società ha denunciato il ministero per la terza volta negli ultimi dieci anni.", "denunciato", None, "narrated"),
        ("en", "The company sued the ministry in the past decade.", "sued", "the past decade", "since"),
    ],
    "what was to come about": [
        ("it", "La fine del regime doveva aprire la via della pace.", "aprire", None, "background"),
        ("it", "Il governo deve aprire la via della pace.", "aprire", None, "coming"),
        ("it", "Il ministro ha detto che il vertice doveva aprire la via della pace.", "aprire", None, "coming"),
        ("it", "Lunedì il vertice doveva aprire la via della pace.", "aprire", "Lunedì", "stated"),
    ],
    "what came before an event that nobody had planned": [
        ("en", "The pilots reported a fault prior to the crash.", "reported", None, "background"),
        ("en", "Kopp's car was spotted in the neighborhood in the weeks before the shooting.", "spotted", None, "background"),
        ("it", "Nelle settimane prima della strage l'uomo ha incontrato un amico.", "incontrato", None, "background"),
        ("en", "The crew was able to send a message before the crash.", "send", None, "background"),
        ("en", "The police closed the streets before the summit.", "closed", None, "narrated"),
        ("en", "The police closed the streets after the crash.", "closed", None, "narrated"),
        ("it", "Il ministro ha venduto la villa prima dell'attentato.", "venduto", None, "background"),
        ("it", "La polizia ha chiuso le strade prima del vertice.", "chiuso", None, "narrated"),
    ],
    "a time of what a clause of another tense tells": [
        ("en", "The board is probing two flights while on Monday another plane crashed.", "probing", None, "recent"),
        ("en", "The board probed two flights while on Monday another plane crashed.", "probed", "Monday", "same"),
        ("en", "The board is probing two flights while earlier this month another plane crashed.", "probing", None, "recent"),
        ("en", "The phones will be released in September; the company presented no tablets.", "presented", None, "narrated"),
        ("it", "Il governo sta trattando mentre lunedì i ribelli hanno attaccato il porto.", "trattando", None, "recent"),
    ],
    "a tense of the past": [
        ("it", "Il generale attaccò la città.", "attaccò", None, "background"),
        ("it", "I due leader si erano incontrati a Roma.", "incontrati", None, "background"),
        ("it", "I due leader si sono incontrati a Roma.", "incontrati", None, "narrated"),
        ("en", "The two leaders had met in Rome.", "met", None, "background"),
        ("en", "The two leaders met in Rome.", "met", None, "narrated"),
        ("en", "The minister had said that the army attacked the city.", "attacked", None, "background"),
        ("en", "The minister said that the army attacked the city.", "attacked", None, "narrated"),
    ],
    "what is told since": [
        ("en", "Airbus has sold 300 planes since 2004.", "sold", "2004", "since"),
        ("it", "La compagnia ha venduto 300 aerei dal 2004.", "venduto", "2004", "since"),
        ("en", "Airbus has sold 300 planes since the launch.", "sold", None, "background"),
        ("en", "Since taking office the president has visited ten countries.", "visited", None, "background"),
        ("it", "Da quando il colonnello ha perso la guerra, molti hanno lasciato il paese.", "perso", None, "background"),
        ("it", "Da quando il colonnello ha perso la guerra, molti hanno lasciato il paese.", "lasciato", None, "background"),
        ("it", "Da allora il partito ha perso le elezioni.", "perso", None, "background"),
        ("it", "La compagnia ha venduto 300 aerei dal lancio.", "venduto", None, "background"),
        ("it", "La polizia ha arrestato tre uomini fuggiti dal carcere.", "arrestato", None, "narrated"),
        ("en", "The minister has been suspended since 24 July.", "suspended", "24 July", "stated"),
        ("en", "Ryanair has been attempting to buy Aer Lingus since December.", "attempting", "December", "stated"),
        ("it", "Dal 1° maggio è entrata in vigore la nuova legge.", "entrata", "1° maggio", "stated"),
        ("en", "Airbus sold 300 planes in 2004.", "sold", "2004", "stated"),
    ],
    "a stretch of time up to now": [
        ("en", "In recent years the government has closed dozens of schools.", "closed", "recent years", "since"),
        ("en", "The rebels have seized three towns in the past two weeks.", "seized", "the past two weeks", "since"),
        ("it", "Negli ultimi anni il governo ha chiuso decine di scuole.", "chiuso", "ultimi anni", "since"),
        ("it", "Nelle ultime due settimane i ribelli hanno conquistato tre città.", "conquistato", "ultime due settimane", "since"),
        ("it", "La settimana scorsa i ribelli hanno conquistato tre città.", "conquistato", "La settimana scorsa", "stated"),
    ],
    "a limit": [
        ("en", "The government will decide before the end of the month.", "decide", "the end of the month", "until"),
        ("it", "Il governo deciderà entro la fine del mese.", "deciderà", "la fine del mese", "until"),
        ("it", "La società deve pagare la multa entro venerdì.", "pagare", "venerdì", "until"),
        ("it", "Il governo deciderà alla fine del mese.", "deciderà", "fine del mese", "stated"),
        ("en", "The police closed the port until Friday.", "closed", None, "narrated"),
        ("it", "La polizia ha chiuso il porto fino a venerdì.", "chiuso", None, "narrated"),
        ("it", "La polizia ha chiuso il porto venerdì.", "chiuso", "venerdì", "stated"),
        ("it", "I lavori sono stati sospesi fino all'11 marzo.", "sospesi", None, "narrated"),
        ("it", "La polizia ha chiuso il porto sino al 23 marzo.", "chiuso", None, "narrated"),
    ],
    "what follows a dated event": [
        ("it", "La proposta di Mosca ha seguito un incontro a Ginevra il 16 maggio.", "proposta", "il 16 maggio", "since"),
        ("it", "La proposta di Mosca ha seguito un incontro a Ginevra il 16 maggio.", "incontro", "il 16 maggio", "stated"),
        ("it", "La proposta di Mosca ha preceduto un vertice a Ginevra il 16 maggio.", "preceduto", "il 16 maggio", "before"),
        ("en", "The offer followed talks in Geneva on 16 May.", "followed", "16 May", "since"),
        ("en", "The offer followed talks in Geneva on 16 May.", "talks", "16 May", "stated"),
        ("en", "The offer preceded a summit in Geneva on 16 May.", "preceded", "16 May", "before"),
        ("en", "The offer opened talks in Geneva on 16 May.", "opened", "16 May", "stated"),
    ],
    "what is told at second hand": [
        ("it", "I ribelli avrebbero colpito la città con i razzi.", "colpito", None, "narrated"),
        ("it", "Se fosse partito, il ministro sarebbe arrivato a Roma.", "arrivato", None, "coming"),
        ("it", "Il premier potrebbe essere stato ucciso.", "ucciso", None, "coming"),
        ("en", "The general has reportedly fled the capital.", "fled", None, "recent"),
        ("en", "The general was allegedly shot by two men.", "shot", None, "narrated"),
        ("en", "The general may flee the capital.", "flee", None, "coming"),
    ],
    "a plan without a day": [
        ("en", "The phone will be white, retailing for 199 dollars.", "retailing", None, "coming"),
        ("en", "The works will be sold to partners of the company.", "sold", None, "coming"),
    ],
    "what is put off": [
        ("en", "The visit was rescheduled for November 17.", "rescheduled", None, "narrated"),
        ("en", "The visit was rescheduled for November 17.", "visit", "November 17", "stated"),
        ("en", "Airbus has postponed the delivery until March 2011.", "postponed", None, "recent"),
        ("it", "La consegna è stata rinviata a marzo 2011.", "rinviata", None, "narrated"),
        ("it", "La consegna è stata rinviata a marzo 2011.", "consegna", "marzo 2011", "stated"),
        ("en", "The company moved the factory on Monday.", "moved", "Monday", "stated"),
    ],
    "a clause of another time than the one around it": [
        ("en", "Lawmakers rejected the plan in October, although the ministry had cancelled the contract.", "cancelled", None, "background"),
        ("en", "Lawmakers rejected the plan in October, although the army had killed the hostages.", "killed", None, "background"),
        ("en", "Lawmakers rejected the plan in October, although experts say the ministry supports it.", "say", None, "recent"),
        ("en", "Lawmakers rejected the plan on Monday and the minister resigned.", "resigned", "Monday", "same"),
        ("it", "Il parlamento ha bocciato il piano a ottobre, anche se il ministero aveva annullato il contratto.", "annullato", None, "background"),
        ("it", "Il governo ha aperto ieri il porto, ora che i ribelli hanno lasciato la città.", "lasciato", None, "background"),
        ("it", "I curdi sono stati attaccati oggi dalla polizia mentre si riunivano in piazza.", "riunivano", "oggi", "same"),
        ("it", "Il parlamento ha bocciato il piano lunedì e il ministro si è dimesso.", "dimesso", "lunedì", "same"),
    ],
    "a time that the sentence names first": [
        ("it", "Era ancora il 21 marzo quando il ministro ha chiuso il porto.", "chiuso", "il 21 marzo", "stated"),
        ("en", "It was on 3 March that the board approved the sale.", "approved", "3 March", "stated"),
        ("en", "It was Tuesday when the fire destroyed the hotel.", "destroyed", "Tuesday", "stated"),
        ("it", "Il porto era chiuso quando il ministro ha visitato Genova.", "visitato", None, "narrated"),
    ],
    "from when on": [
        ("en", "Qantas plans to commence flights starting in April 2007.", "commence", "April 2007", "stated"),
        ("en", "Starting Monday, the company will close its shops.", "close", "Monday", "stated"),
        ("it", "La compagnia chiuderà gli uffici a partire da aprile 2007.", "chiuderà", "aprile 2007", "stated"),
        ("it", "Il museo resterà chiuso a partire da lunedì.", "chiuso", "lunedì", "stated"),
        ("it", "Il presidente deve partire lunedì.", "partire", "lunedì", "stated"),
    ],
    "when a plan comes about": [
        ("en", "The plane will wear the livery of the airline when it arrives on November 11.", "wear", "November 11", "same"),
        ("it", "Il ministro visiterà Parigi quando il presidente arriverà lunedì.", "visiterà", "lunedì", "same"),
        ("en", "The plane will wear the livery that it had when it arrived on November 11.", "wear", None, "coming"),
    ],
    "a time beside a predicate that is no event": [
        ("en", "The agreement will be the subject of a meeting on Monday.", "meeting", "Monday", "same"),
        ("it", "Il ministro sarà lunedì ospite di una conferenza a Roma.", "conferenza", "lunedì", "same"),
    ],
    "a year that is part of a name": [
        ("en", "Apple unveiled a phone at Mobile World Congress 2010.", "unveiled", None, "narrated"),
        ("it", "Apple ha presentato un telefono al Mobile World Congress 2010.", "presentato", None, "narrated"),
        ("en", "Apple unveiled a phone in 2010.", "unveiled", "2010", "stated"),
    ],
    "an event noun that the news brings in": [
        ("en", "In a ceremony with a hundred guests, Airbus unveiled the new plane.", "ceremony", None, "narrated"),
        ("en", "Airbus unveiled the new plane after a ceremony with a hundred guests.", "ceremony", None, "unknown"),
    ],
}  # fmt: skip
WRONG = {
    "The man who in 1969 was on the Moon has died.": "parser: the year hangs from the man",
    "King Idris, in power since 1951, was deposed by the army.": "parser: the year hangs from the verb",
}


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "expression", "timing"),
    [
        pytest.param(
            *row,
            id=f"{group}: {row[1][:44]}… {row[2]}",
            marks=[pytest.mark.xfail(strict=True, reason=WRONG[row[1]])] if row[1] in WRONG else [],
        )
        for group, rows in ROWS.items()
        for row in rows
    ],
)
def test_timing(parser: Parser, lang: str, text: str, trigger: str, expression: str | None, timing: str) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found
    findings = reading(parser, text, lang).findings
    assert (findings[found.expression].text if found.expression is not None else None, found.timing) == (expression, timing)


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "last"),
    [
        ("it", "I cittadini hanno votato sabato 21 e domenica 22 giugno.", "votato", "domenica 22 giugno"),
        ("it", "Gli operai hanno scioperato il 3, il 5 e il 9 maggio.", "scioperato", None),
        ("it", "Gli operai hanno scioperato a maggio e hanno votato a giugno.", "scioperato", None),
        ("en", "The company will sell the plant in March or April.", "sell", "April"),
        ("en", "The company sold the plant in March and bought another in April.", "sold", None),
        ("en", "The company sold the plant in March.", "sold", None),
    ],
)
def test_what_several_times_date_lasts_through_all(parser: Parser, lang: str, text: str, trigger: str, last: str | None) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found
    assert found.through is not None
    assert (reading(parser, text, lang).findings[found.through].text if found.through != found.expression else None) == last


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "near", "far"),
    [
        ("en", "The airline has bought four planes.", "bought", "recent", "background"),
        ("en", "The airline bought four planes.", "bought", "narrated", "narrated"),
        ("en", "The airline has announced a plan.", "announced", "recent", "recent"),
        ("it", "La compagnia ha comprato quattro aerei.", "comprato", "narrated", "narrated"),
    ],
)
def test_an_english_perfect_is_news_where_an_article_opens(parser: Parser, lang: str, text: str, trigger: str, near: str, far: str) -> None:
    before = {"en": "The workers live near the old factory. ", "it": "Gli operai vivono vicino alla vecchia fabbrica. "}[lang] * 20
    timings = [found.timing for whole in (text, before + text) if (found := mention_of(parser, whole, lang, trigger))]
    assert timings == [near, far]
