"""Repairs of a parse: whatever they move, a tree stays a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.lexicon import lexicon
from timeline.model import Entity, Parse, Sentence, Token
from timeline.repair import repaired
from timeline.tree import attach

RELATIONS = [
    "nsubj", "nsubj:pass", "obj", "obl", "conj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "aux", "aux:pass", "cop", "flat", "cc",
    "parataxis", "nmod", "dislocated", "expl", "mark", "det", "case", "advmod",
]  # fmt: skip
WORDS = {
    "it": [
        "cessate", "il", "fuoco", "ha", "detto", "che", "Putin", "e", "accusato", "Mosca", "suggerito", "avvertito", "lunedì", "si", "lo",
        "sono", "arrivati", "presidente", ",", "divide", "chiese", "morte", "spararono",
    ],
    "en": ["the", "talks", "held", "said", "that", "which", "Moscow", "and", "hit", "after", "by", "’s", "n’t", "did", "resigned", "were", "based", "born", ",", "."],
}  # fmt: skip
FEATURES = [
    "", "VerbForm=Fin", "VerbForm=Part|Tense=Past", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin", "PronType=Rel", "Clitic=Yes",
    "Number=Sing", "Number=Plur", "VerbForm=Inf", "Mood=Imp|VerbForm=Fin",
]  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, lang: str = "it") -> list[Token]:
    """Words with random relations; each hangs from one of a random order before it, so that they make a tree."""
    words = draw(st.lists(st.sampled_from(WORDS[lang]), min_size=1, max_size=14))
    order = draw(st.permutations(range(len(words))))
    heads = {order[0]: order[0]} | {i: order[draw(st.integers(0, k - 1))] for k, i in enumerate(order) if k}
    tokens, at = [], 0
    for i, word in enumerate(words):
        relation = "root" if heads[i] == i else draw(st.sampled_from(RELATIONS))
        upos = draw(st.sampled_from(["VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "SCONJ"]))
        tokens.append(
            Token(
                at,
                at + len(word),
                word,
                word.lower(),
                upos,
                draw(st.sampled_from(FEATURES)),
                heads[i],
                relation,
            )
        )
        at += len(word) + 1
    return tokens


def is_tree(tokens: list[Token] | tuple[Token, ...]) -> bool:
    for i in range(len(tokens)):
        steps = 0
        while tokens[i].head != i and steps <= len(tokens):
            i, steps = tokens[i].head, steps + 1
        if steps > len(tokens):
            return False
    return True


@given(trees(), st.data())
def test_attaching_keeps_a_tree(tokens: list[Token], data: st.DataObject) -> None:
    i, head = (data.draw(st.integers(0, len(tokens) - 1)) for _ in range(2))
    if i != head:
        attach(tokens, i, head, "conj")
        assert tokens[i].head == head
    assert is_tree(tokens)


@pytest.mark.parametrize("lang", WORDS)
@given(data=st.data())
def test_a_repaired_parse_is_a_tree(lang: str, data: st.DataObject) -> None:
    tokens = data.draw(trees(lang))
    text = " ".join(t.text for t in tokens)
    made = repaired(Parse(text, lang, tuple(tokens), (Sentence(0, len(tokens), 0, len(text)),), ()), (), lexicon(lang)).tokens
    assert is_tree(made)
    assert sum(t.head == i for i, t in enumerate(made)) == 1
    assert [(t.start, t.text) for t in made] == [(t.start, t.text) for t in tokens], "a repair moves no word"


def tokens_of(lines: str) -> list[Token]:
    """Tokens of lines "word lemma upos head relation features", the head a number from one, 0 for the root."""
    tokens: list[Token] = []
    at = 0
    for i, line in enumerate(lines.strip().splitlines()):
        text, lemma, upos, head, relation, feats = [*line.split(), ""][:6]
        tokens.append(Token(at, at + len(text), text, lemma, upos, feats, int(head) - 1 if head != "0" else i, relation))
        at += len(text) + 1
    return tokens


FIN = "Mood=Ind|Number={}|Person=3|Tense=Past|VerbForm=Fin"
SING, PLUR = FIN.format("Sing"), FIN.format("Plur")
PART = "Gender=Fem|Number=Plur|Tense=Past|VerbForm=Part"
SECOND = (
    "Il il DET 2 det\ngenerale generale NOUN 3 nsubj Number=Sing\n{} VERB 0 root " + SING + "\ne e CCONJ 5 cc\n{} VERB 3 conj {}"
    "\n{} il DET 7 det\n{} NOUN 5 nsubj Number={}"
)  # fmt: skip
TOPIC = (
    "Grano Grano PROPN 4 nsubj Number=Sing\n, , PUNCT 1 punct\nRoma Roma PROPN 4 nsubj Number=Sing\n{} VERB 0 root {}\ni il DET 6 det"
    "\ndazi dazio NOUN 4 obj Number=Plur"
)  # fmt: skip
CHASED = (
    "Inseguirono inseguire VERB 0 root " + PLUR + "\nil il DET 3 det\nladro ladro NOUN 1 obj Number=Sing\n{}che che PRON {} nsubj PronType=Rel"
    "\ncadde cadere VERB 1 ccomp " + SING
)  # fmt: skip
HELPED = "Li li PRON 3 obj Clitic=Yes\nha avere AUX 3 {} Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\n{} NOUN 0 root Gender=Masc|Number=Plur"
LEFT = (
    "Sono essere AUX 2 aux Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin\nrimaste rimanere VERB 0 root " + PART
    + "\n{} {} 2 xcomp {}\ntre tre NUM 5 nummod\nauto auto NOUN 3 xcomp Gender=Fem|Number=Plur"
)  # fmt: skip
COUNTED = (
    "A a ADP 2 case\nLione Lione PROPN 6 obl\n{} NUM {} nummod\n{} ADP 5 case\nstudenti studente NOUN {} Number=Plur\n"
    "marciano marciare VERB 0 root Mood=Ind|Number={}|Person=3|Tense=Pres|VerbForm=Fin"
)  # fmt: skip

HAD = "avere AUX 3 aux Mood=Ind|Number=Sing|Person=3|Tense={}|VerbForm=Fin"
CLITIC = (
    "Glielo glielo PRON 3 nsubj Clitic=Yes|Number=Sing\naveva " + HAD.format("Imp") + "\nchiesto chiedere VERB 0 root Tense=Past|VerbForm=Part"
    "\nil il DET 5 det\nre re NOUN 3 obj Number=Sing"
)  # fmt: skip
SIXTH = "La il DET 2 det\nsesta sesto NOUN 4 nsubj\n{} ADJ 2 amod\ndura durare VERB 0 root"
THUS = (
    "Così così ADV 3 advmod\nha " + HAD.format("Pres") + "\n{} VERB 0 root Tense=Past|VerbForm=Part\nla il DET 5 det Definite=Def"
    "\nCorte corte NOUN 3 obj Number=Sing"
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "word", "head", "relation"),
    [
        # A second verb has the subject of the first: what follows it is its object, where it can have one.
        (SECOND.format("tornò tornare", "salutò salutare", SING, "il", "re re", "Sing"), "re", "salutò", "obj"),
        (SECOND.format("partì partire", "tornò tornare", SING, "il", "re re", "Sing"), "re", "tornò", "nsubj"),
        (SECOND.format("partì partire", "salutarono salutare", PLUR, "i", "soldati soldato", "Plur"), "soldati", "salutarono", "nsubj"),
        (SECOND.format("tacque tacere", "rispose rispondere", SING, "il", "re re", "Sing"), "re", "rispose", "nsubj"),
        # What a headline is about is no second subject of a verb in the singular.
        (TOPIC.format("alza alzare", SING), "Grano", "alza", "dislocated"),
        (TOPIC.format("alzano alzare", PLUR), "Roma", "Grano", "conj"),
        # After a comma "che" describes the noun before it; right after a verb it opens what is said.
        (CHASED.format(", , PUNCT 1 punct\n", 6), "cadde", "ladro", "acl:relcl"),
        (CHASED.format("", 5), "cadde", "Inseguirono", "ccomp"),
        # "Sono rimaste bloccate tre auto", but "sono rimaste sorelle": a noun is not what happened to another.
        (LEFT.format("bloccate bloccare", "VERB", PART), "auto", "rimaste", "nsubj"),
        (LEFT.format("sorelle sorella", "NOUN", "Gender=Fem|Number=Plur"), "auto", "sorelle", "xcomp"),
        # A number that counts what follows it is not the number of the noun before it.
        (COUNTED.format("decine decina", 2, "di di", "3 nmod", "Plur"), "decine", "marciano", "nsubj"),
        (COUNTED.format("decine decina", 2, "di di", "3 nmod", "Sing"), "decine", "Lione", "nummod"),
        (COUNTED.format("3 3", 2, "con con", "6 obl", "Plur"), "3", "Lione", "nummod"),
        (COUNTED.format("decine decina", 2, "di di", "3 nmod", "Plur").replace("6 obl", "6 nsubj"), "Lione", "marciano", "obl"),
        # A clitic is no subject.
        (CLITIC, "Glielo", "chiesto", "obj"),
        (CLITIC, "re", "chiesto", "nsubj"),
        # "Così" is what was decided.
        (THUS.format("stabilito stabilire"), "Corte", "stabilito", "nsubj"),
        (THUS.format("perso perdere"), "Corte", "perso", "obj"),
        (SIXTH.format("telefonata telefonato"), "sesta", "telefonata", "amod"),
        (SIXTH.format("telefonata telefonato"), "La", "telefonata", "det"),
        (SIXTH.format("fortunata fortunato"), "fortunata", "sesta", "amod"),
    ],
)
def test_what_hangs_from_what(lines: str, word: str, head: str, relation: str) -> None:
    made = mended(lines)
    token = next(t for t in made if t.text == word)
    assert (made[token.head].text, token.deprel) == (head, relation)


MAYOR = "Il il DET 2 det\nsindaco sindaco NOUN 7 nsubj\ndi di ADP 4 case\nLeopoli Leopoli PROPN 2 nmod\nAnna Anna PROPN 4 flat:name\nKoval Koval PROPN 4 flat:name\nparla parlare VERB 0 root"
THERE = "A a ADP 2 case\nParigi Parigi PROPN 5 obl\nAnna Anna PROPN 2 flat:name\nKoval Koval PROPN 3 flat:name\nparla parlare VERB 0 root"
PARK = "Il il DET 2 det\nparco parco NOUN 6 nsubj\ndi di ADP 4 case\nVilla Villa PROPN 2 nmod\nAnna Anna PROPN 4 flat:name\napre aprire VERB 0 root"


@pytest.mark.parametrize(
    ("lines", "person", "head", "relation"),
    [
        (MAYOR, "Anna Koval", "sindaco", "nmod"),
        (THERE, "Anna Koval", "parla", "nsubj"),
        (THERE + "\nlui lui PRON 5 nsubj", "Anna Koval", "Parigi", "flat:name"),  # has its subject
        (PARK, "Villa Anna", "Villa", "flat:name"),  # the name begins before
        (MAYOR, "", "Leopoli", "flat:name"),
    ],
)
def test_a_person_is_no_part_of_a_place(lines: str, person: str, head: str, relation: str) -> None:
    made = mended(lines, person)
    first = next(i for i, t in enumerate(made) if t.text == "Anna")
    assert (made[made[first].head].text, made[first].deprel) == (head, relation)
    assert made[first + 1].deprel == "root" or not person or made[made[first + 1].head].text in ("Anna", "Parigi")


@pytest.mark.parametrize(
    ("relation", "word", "lemma", "upos"),
    [
        ("aux", "multati multato", "multare", "VERB"),
        ("aux", "venduti venduto", "vendere", "VERB"),
        ("aux", "puniti punito", "punire", "VERB"),
        ("aux", "vigili vigile", "vigile", "NOUN"),
        ("cop", "soldati soldato", "soldato", "NOUN"),
    ],
)
def test_what_has_an_auxiliary_and_ends_as_a_participle_is_a_verb(relation: str, word: str, lemma: str, upos: str) -> None:
    made = mended(HELPED.format(relation, word))
    assert (made[2].lemma, made[2].upos) == (lemma, upos)


def mended(lines: str, person: str = "") -> tuple[Token, ...]:
    """The tokens after all repairs of a sentence in which this person is named."""
    tokens = tokens_of(lines)
    text = " ".join(t.text for t in tokens)
    start, end = text.index(person), text.index(person) + len(person)
    inside = [i for i, t in enumerate(tokens) if start <= t.start < end]
    named = (Entity(start, end, inside[0], inside[-1] + 1, "PER"),) if inside else ()
    return repaired(Parse(text, "it", tuple(tokens), (Sentence(0, len(tokens), 0, len(text)),), named), (), lexicon("it")).tokens
