"""What a time goes with where a parser hangs it from something further away."""

from __future__ import annotations

import pytest

from timeline.model import Token
from timeline.nearest import nearest

# Words as form/part of speech/relation/head, the time in brackets, and the word that it goes with; None where its head stands.
ROWS = [
    ("ha/AUX/aux/1 visto/VERB/root/1 Neri/PROPN/obj/1 e/CCONJ/cc/4 visitato/VERB/conj/1 Genova/PROPN/obj/4 [martedì]/NOUN/obl/1", "visitato"),
    ("verrà/VERB/root/0 quando/SCONJ/mark/3 Rossi/PROPN/nsubj/3 arriva*/VERB/advcl/0 [lunedì]/NOUN/obl/0", "arriva"),
    ("verrà/VERB/root/0 quando/SCONJ/mark/3 Rossi/PROPN/nsubj/3 arriva*/VERB/advcl/0 ,/PUNCT/punct/0 [lunedì]/NOUN/obl/0", None),
    (
        "disse*/VERB/root/0 di/ADP/mark/3 «/PUNCT/punct/3 cercare/VERB/ccomp/0 pace/NOUN/obj/3 »/PUNCT/punct/3 a/ADP/case/7 Roma/PROPN/obl/0 "
        "[lunedì]/NOUN/obl/3",
        "disse",
    ),
    ("came/VERB/root/0 to/PART/mark/2 see/VERB/advcl/0 her/PRON/obj/2 [Monday]/PROPN/obl/0", None),  # no finite clause
    (
        "Neri/PROPN/nsubj/6 che/PRON/nsubj/2 vide*/VERB/acl:relcl/0 Kiev/PROPN/obj/2 [lunedì]/NOUN/obl/6 ,/PUNCT/punct/0 partì*/VERB/root/6",
        "vide",
    ),
    ("Neri/PROPN/nsubj/5 che/PRON/nsubj/2 vide*/VERB/acl:relcl/0 Kiev/PROPN/obj/2 [lunedì]/NOUN/obl/5 partì*/VERB/root/5", None),
    (
        "votò*/VERB/root/0 ,/PUNCT/punct/3 dopo/ADP/case/3 liti/NOUN/obl/0 e/CCONJ/cc/5 scontri/NOUN/conj/3 in/ADP/case/7 [maggio]/NOUN/obl/0",
        "scontri",
    ),
    ("votò*/VERB/root/0 ,/PUNCT/punct/3 dopo/ADP/case/3 liti/NOUN/obl/0 ,/PUNCT/punct/0 in/ADP/case/6 [maggio]/NOUN/obl/0", None),
    ("annulla*/VERB/root/0 il/DET/det/2 voto/NOUN/obj/0 tenuto/VERB/acl/2 a/ADP/case/5 [maggio]/NOUN/obl/0", "tenuto"),
    ("annulla*/VERB/root/0 il/DET/det/2 voto/NOUN/obj/0 tenuto/VERB/acl/2 qui/ADV/advmod/3 [lunedì]/NOUN/obl/0", None),
    ("studia*/VERB/root/0 i/DET/det/2 casi/NOUN/obj/0 mentre/SCONJ/mark/6 [lunedì]/NOUN/obl/0 Rossi/PROPN/nsubj/6 cadde/VERB/advcl/0", "cadde"),
    ("she/PRON/nsubj/1 left*/VERB/root/1 Rome/PROPN/obj/1 on/ADP/case/4 [Monday]/PROPN/obl/1", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), ROWS)
def test_what_a_time_goes_with(written: str, meant: str | None) -> None:
    tokens, time, at = [], -1, 0
    for n, word in enumerate(written.split()):
        form, upos, deprel, head = word.rsplit("/", 3)
        time = n if form.startswith("[") else time
        text = form.strip("[]*")
        feats = "VerbForm=Fin" if form.endswith("*") else ""
        tokens.append(Token(at, at + len(text), text, text, upos, feats, int(head), deprel))
        at += len(text) + 1
    found = nearest(tokens, time, "it")
    assert (None if found is None else tokens[found].text) == meant


def test_an_english_time_with_a_preposition_stays_with_its_verb() -> None:
    words = [("voted", "VERB", "root", 0), (",", "PUNCT", "punct", 3), ("after", "ADP", "case", 3), ("riots", "NOUN", "obl", 0),
             ("in", "ADP", "case", 5), ("May", "PROPN", "obl", 0)]  # fmt: skip
    tokens = [Token(10 * n, 10 * n + len(w), w, w, upos, "", head, deprel) for n, (w, upos, deprel, head) in enumerate(words)]
    assert nearest(tokens, 5, "en") is None
    assert nearest(tokens, 5, "it") == 3
