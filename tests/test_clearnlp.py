"""English spaCy pipelines speak ClearNLP: what they say, as Universal Dependencies, through a pipeline that lies on disk."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from timeline.factuality import subject_of
from timeline.model import Parse
from timeline.parse import Parser, parser_named
from timeline.parse.clearnlp import MARKS, NAMES, Word, universal
from timeline.tree import Tree

# Each word: text, lemma, part of speech, head and relation as en_core_web_sm gives them, head and relation in UD. A head is a
# word of the sentence, with "+" for its second occurrence; ROOT is its own. "=" stands for what is the same in UD.
SENTENCES = {
    "passive with agent": """
        Talks talk NOUN held nsubjpass = nsubj:pass
        were be AUX held auxpass = aux:pass
        held hold VERB ROOT ROOT = root
        by by ADP held agent ministers case
        ministers minister NOUN by pobj held obl:agent
        in in ADP held prep Riyadh case
        Riyadh Riyadh PROPN in pobj held obl""",
    "noun modified": """
        Leaders leader NOUN met nsubj = nsubj
        of of ADP Leaders prep states case
        the the DET states det = det
        states state NOUN of pobj Leaders nmod
        met meet VERB ROOT ROOT = root
        shortly shortly ADV after advmod vote advmod
        after after ADP met prep vote case
        the+ the DET vote det = det
        vote vote NOUN after pobj met obl""",
    "predicate adjective": """
        The the DET plan det = det
        plan plan NOUN is nsubj ready nsubj
        is be AUX ROOT ROOT ready cop
        not not PART is neg ready advmod
        ready ready ADJ is acomp ROOT root
        , , PUNCT is punct ready punct
        but but CCONJ is cc refused cc
        Kyiv Kyiv PROPN refused nsubj = nsubj
        refused refuse VERB is conj ready conj
        it it PRON refused dobj = obj""",
    "predicate noun": """
        He he PRON was nsubj president nsubj
        was be AUX ROOT ROOT president cop
        the the DET president det = det
        president president NOUN was attr ROOT root
        of of ADP president prep Chad case
        Chad Chad PROPN of pobj president nmod
        in in ADP was prep 2010 case
        2010 2010 NUM in pobj president obl""",
    "place as predicate": """
        The the DET summit det = det
        summit summit NOUN be nsubj Vienna nsubj
        will will AUX be aux Vienna aux
        be be AUX ROOT ROOT Vienna cop
        in in ADP be prep Vienna case
        Vienna Vienna PROPN in pobj ROOT root""",
    "existence": """
        There there PRON were expl = expl
        were be VERB ROOT ROOT = root
        no no DET doubts det = det
        doubts doubt NOUN were attr were nsubj""",
    "preposition of two words": """
        According accord VERB fled prep sources case
        to to ADP According prep According fixed
        sources source NOUN to pobj fled obl
        , , PUNCT fled punct = punct
        he he PRON fled nsubj = nsubj
        fled flee VERB ROOT ROOT = root
        from from ADP fled prep rubble case
        under under ADP from prep rubble case
        rubble rubble NOUN under pobj fled obl""",
    "gerund under a preposition": """
        She she PRON replied nsubj = nsubj
        replied reply VERB ROOT ROOT = root
        by by ADP replied prep saying mark
        saying say VERB by pcomp replied advcl
        nothing nothing PRON saying dobj = obj""",
    "infinitives and raising": """
        Washington Washington PROPN asked nsubj = nsubj
        asked ask VERB ROOT ROOT = root
        Moscow Moscow PROPN leave nsubj asked obj
        to to PART leave aux leave mark
        leave leave VERB asked ccomp asked xcomp
        Crimea Crimea PROPN leave dobj = obj""",
    "relative clause with a stranded preposition": """
        The the DET man det = det
        man man NOUN resigned nsubj = nsubj
        he he PRON spoke nsubj = nsubj
        spoke speak VERB man relcl man acl:relcl
        to to ADP spoke prep spoke obl
        resigned resign VERB ROOT ROOT = root""",
    "coordination": """
        Chad Chad PROPN agreed nsubj = nsubj
        , , PUNCT Chad punct = punct
        Niger Niger PROPN Chad conj = conj
        and and CCONJ Niger cc Mali cc
        Mali Mali PROPN Niger conj Chad conj
        agreed agree VERB ROOT ROOT = root""",
    "prepositions coordinated": """
        Troops troop NOUN fought nsubj = nsubj
        fought fight VERB ROOT ROOT = root
        in in ADP fought prep Kyiv case
        Kyiv Kyiv PROPN in pobj fought obl
        and and CCONJ in cc Lviv cc
        in+ in ADP in conj Lviv case
        Lviv Lviv PROPN in+ pobj Kyiv conj""",
    "objects": """
        Berlin Berlin PROPN gave nsubj = nsubj
        gave give VERB ROOT ROOT = root
        Kyiv Kyiv PROPN gave dative = iobj
        tanks tank NOUN gave dobj = obj
        last last ADJ week amod = amod
        week week NOUN gave npadvmod = obl:unmarked
        not not PART gave neg = advmod""",
    "dative with a preposition": """
        It it PRON sold nsubj = nsubj
        sold sell VERB ROOT ROOT = root
        arms arm NOUN sold dobj = obj
        to to ADP sold dative rebels case
        rebels rebel NOUN to pobj sold obl""",
    "small clauses": """
        They they PRON elected nsubj = nsubj
        elected elect VERB ROOT ROOT = root
        her she PRON elected dobj = obj
        leader leader NOUN elected oprd = xcomp""",
    "determiners and numbers": """
        All all DET men predet = det:predet
        his his PRON men poss = nmod:poss
        some some ADV forty quantmod = advmod
        forty forty NUM men nummod = nummod
        men man NOUN gave nsubj = nsubj
        gave give VERB ROOT ROOT = root
        up up ADP gave prt = compound:prt""",
}


def read(name: str) -> list[list[str]]:
    return [line.split() for line in SENTENCES[name].strip().split("\n")]


def heads(rows: list[list[str]], column: int) -> list[int]:
    """The heads named in a column as indices; a word's own for ROOT."""
    place: dict[str, int] = {row[0]: i for i, row in enumerate(rows)}
    named = [row[3] if row[column] == "=" else row[column] for row in rows]
    return [i if name == "ROOT" else place[name] for i, name in enumerate(named)]


@Language.component("clearnlp_of_the_tests")
def annotate(doc: Doc) -> Doc:
    """What a trained pipeline would find: the analysis of the one sentence above that the text is."""
    rows = next(r for r in map(read, SENTENCES) if [row[0].rstrip("+") for row in r] == [t.text for t in doc])
    for token, row, head in zip(doc, rows, heads(rows, 3), strict=True):
        token.lemma_, token.pos_, token.dep_ = row[1], row[2], row[4]
        token.head = doc[head]
        if row[2] in ("VERB", "AUX"):
            token.set_morph("Tense=Past|VerbForm=Fin")
    return doc


annotate.labels = ("ROOT", *sorted(MARKS))  # type: ignore[attr-defined]  # as a trained parser shows its own


@pytest.fixture(scope="module")
def clearnlp(tmp_path_factory: pytest.TempPathFactory) -> Parser:
    """A parser over a pipeline that was saved and is loaded by its path, as an installed one is by its name."""
    pipeline = spacy.blank("en")
    pipeline.add_pipe("clearnlp_of_the_tests")
    folder = tmp_path_factory.mktemp("pipelines") / "en_clearnlp"
    pipeline.to_disk(folder)
    return parser_named(f"spacy:{folder}")


def parsed(parser: Parser, name: str) -> Parse:
    return next(parser.parse([" ".join(row[0].rstrip("+") for row in read(name))], "en"))


@pytest.mark.parametrize("name", SENTENCES)
def test_conversion(clearnlp: Parser, name: str) -> None:
    rows, parse = read(name), parsed(clearnlp, name)
    expected = [(row[0].rstrip("+"), rows[h][0], row[6]) for row, h in zip(rows, heads(rows, 5), strict=True)]
    assert [(t.text, rows[t.head][0], t.deprel) for t in parse.tokens] == expected


def test_what_the_stages_read(clearnlp: Parser) -> None:
    tree = Tree.of(parsed(clearnlp, "passive with agent"))
    assert tree.case(6) == "in"
    assert tree.is_finite(1)
    tree = Tree.of(parsed(clearnlp, "relative clause with a stranded preposition"))
    assert [tree[i].text for i in (subject_of(tree, 3), subject_of(tree, 5)) if i is not None] == ["he", "man"]
    assert "Mood=Ind" in tree[5].feats


def test_names_of_persons_are_flat() -> None:
    words = [
        Word("Rustem", "Rustem", "PROPN", "", 1, "compound", 1),
        Word("Umerov", "Umerov", "PROPN", "", 2, "nsubj", 1),
        Word("left", "leave", "VERB", "Tense=Past|VerbForm=Fin", 2, "ROOT"),
    ]
    universal(words)
    assert [(w.head, w.deprel) for w in words[:2]] == [(2, "nsubj"), (0, "flat")]


RELATIONS = ["ROOT", "prep", "pobj", "pcomp", "agent", "dative", "attr", "acomp", "conj", "cc", "aux", "nsubj", "ccomp", "compound", *NAMES]


@st.composite
def sentences(draw: st.DrawFn) -> list[Word]:
    """Words with any ClearNLP relations; each hangs from one of a random order before it, so that they make a tree."""
    order = draw(st.permutations(range(draw(st.integers(1, 9)))))
    head = {order[0]: order[0]} | {i: order[draw(st.integers(0, k - 1))] for k, i in enumerate(order) if k}
    return [
        Word(
            draw(st.sampled_from(["to", "of", "be", "X"])), draw(st.sampled_from(["be", "x"])),
            draw(st.sampled_from(["ADP", "VERB", "AUX", "NOUN", "PROPN"])), "", head[i],
            "ROOT" if head[i] == i else draw(st.sampled_from(RELATIONS[1:])), draw(st.integers(0, 1)),
        )
        for i in range(len(order))
    ]  # fmt: skip


@given(sentences())
def test_a_tree_stays_a_tree_of_known_relations(words: list[Word]) -> None:
    universal(words)
    assert sum(w.head == i for i, w in enumerate(words)) == 1
    for i in range(len(words)):
        steps = 0
        while words[i].head != i:
            i, steps = words[i].head, steps + 1
            assert steps <= len(words)
    assert not {w.deprel for w in words} & {*MARKS, "prep", "agent", "attr", "relcl", "poss", "prt", "neg"}
