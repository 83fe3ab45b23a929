"""Copies: the same text, or the same with small edits; never two tellings of one event."""

from __future__ import annotations

import random

import pytest
from fixtures_nlp import article
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.duplicates import copies_of, translations_of

WIRE = (
    "Il ministro degli Esteri russo ha incontrato lunedì a Ginevra il segretario di Stato americano. I due hanno discusso per tre ore "
    "della tregua e dello scambio di prigionieri. Secondo il portavoce, un nuovo incontro è previsto per la fine del mese, ma nessuna data "
    "è stata fissata. La delegazione ucraina, che era attesa in città, è arrivata solo in serata e non ha parlato con i giornalisti."
)
OTHER = (
    "Lavrov e Rubio si sono visti lunedì in Svizzera. Al centro del colloquio, durato tre ore, il cessate il fuoco e lo scambio dei "
    "prigionieri di guerra. Si rivedranno forse entro giugno: una data ancora non c'è, ha fatto sapere il portavoce. Gli ucraini sono "
    "atterrati la sera, senza rilasciare dichiarazioni alla stampa che li attendeva davanti all'albergo."
)
CASES = {
    "the same text": (WIRE, WIRE, True),
    "other quotes, capitals and blanks": (WIRE.replace("'", "’").upper(), f"  {WIRE}\n", True),
    "an agency line added": (f"GINEVRA (Agenzia) - {WIRE} © Riproduzione riservata", WIRE, True),
    "two words edited": (WIRE.replace("lunedì", "ieri").replace("tre ore", "quattro ore"), WIRE, True),
    "the last sentence cut": (WIRE.rpartition("La delegazione")[0], WIRE, True),
    "another telling of the event": (WIRE, OTHER, False),
    "half of it rewritten": (WIRE[:230] + OTHER[190:], WIRE, False),
    "a quarter of it": (WIRE[:110], WIRE, False),
    "one quoted sentence shared": (f"{OTHER} {WIRE[:95]}", WIRE, False),
    "short and different": ("Terremoto a Creta, nessun ferito.", "Incendio a Creta, nessun ferito.", False),
    "both of a few words": ("Roma, pioggia.", "Milano, sole.", False),
}


@pytest.mark.parametrize(("first", "second", "copied"), CASES.values(), ids=CASES)
def test_pairs(first: str, second: str, copied: bool) -> None:
    assert copies_of([article(first, name="a"), article(second, name="b")]) == ({"b": "a"} if copied else {})


def test_a_copy_of_a_copy_names_the_first() -> None:
    texts = [WIRE, f"{WIRE} (Agenzia)", f"{WIRE} (Agenzia) (Foto)"]
    assert copies_of([article(t, name=str(i)) for i, t in enumerate(texts)]) == {"1": "0", "2": "0"}


@pytest.mark.parametrize("text", ["", " \n ", "…"])
def test_texts_without_words(text: str) -> None:
    assert copies_of([article(text, name="a"), article(WIRE, name="b")]) == {}


def test_long_texts_are_compared_by_a_sample() -> None:
    words = [f"parola{i % 997}{i}" for i in range(3000)]
    edited = [*words]
    for i in random.Random(1).sample(range(3000), 30):
        edited[i] = "altro"
    long, near, half = " ".join(words), " ".join(edited), " ".join(words[:1000])
    assert copies_of([article(long, name="a"), article(near, name="b"), article(half, name="c")]) == {"b": "a"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_texts(texts: list[str]) -> None:
    articles = [article(t, name=str(i)) for i, t in enumerate(texts)]
    copies = copies_of(articles)
    assert all(int(original) < int(copy) and original not in copies for copy, original in copies.items())
    firsts = {t: str(i) for i, t in reversed(list(enumerate(texts)))}
    assert all(str(i) in copies for i, t in enumerate(texts) if firsts[t] != str(i)), "equal texts are always copies"


# ---------------------------------------------------------------- translations

ITALIAN = (
    "Il ministro Marco Bellini ha incontrato lunedì a Ginevra la collega Anna Keller. I due hanno discusso per 3 ore del piano Alpen, che vale "
    "450 milioni di euro. Secondo il portavoce Luca Ferri, la Svizzera verserà 120 milioni entro il 2027 e l'Italia 330. Bellini volerà poi a "
    "Vienna e a Praga. La società Nordgas aveva chiesto 18 mesi di proroga, ma Keller ha detto di no. A Zurigo la borsa ha perso l'1,4%."
)
ENGLISH = (
    "Minister Marco Bellini met his colleague Anna Keller in Geneva on Monday. For 3 hours the two discussed the Alpen plan, which is worth "
    "450 million euros. According to the spokesman Luca Ferri, Switzerland will pay 120 million by 2027 and Italy 330. Bellini will then fly to "
    "Vienna and to Prague. The company Nordgas had asked for an extension of 18 months, but Keller said no. In Zurich the exchange lost 1,4%."
)
REPORT = (
    "The exchange in Zurich lost 1,4% on Monday after Nordgas failed to win more time. Anna Keller refused the 18 months that it wanted. "
    "She had spoken in Geneva with Marco Bellini of Italy about Alpen, a plan of 450 million euros, of which Switzerland is to pay 120 by 2027. "
    "Luca Ferri, who speaks for Bellini, called the 3 hours fruitful. Prague and Vienna are next, and Italy's share is 330."
)
TRANSLATED = {
    "a translation": (ITALIAN, "it", ENGLISH, "en", True),
    "its first half": (ITALIAN, "it", ENGLISH[: len(ENGLISH) // 2], "en", False),
    "a report of the same event": (ITALIAN, "it", REPORT, "en", False),
    "two of one language": (ITALIAN, "it", ITALIAN.replace("lunedì", "ieri"), "it", False),
    "too short to tell": ("Bellini a Ginevra con Keller per 3 ore.", "it", "Bellini in Geneva with Keller for 3 hours.", "en", False),
}


@pytest.mark.parametrize(("one", "lang", "other", "tongue", "same"), TRANSLATED.values(), ids=TRANSLATED)
@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
def test_translations(one: str, lang: str, other: str, tongue: str, same: bool, swapped: bool) -> None:
    both = [article(one, lang=lang, name="a"), article(other, lang=tongue, name="b")]
    first, second = both[::-1] if swapped else both
    assert translations_of([first, second], {}) == ({second.id: first.id} if same else {})


def test_a_copy_of_a_translation_is_left_to_its_original() -> None:
    texts = [article(ITALIAN, name="a"), article(ENGLISH, lang="en", name="b"), article(ENGLISH, lang="en", name="c")]
    assert copies_of(texts) == {"c": "b"}
    assert translations_of(texts, copies_of(texts)) == {"b": "a"}
