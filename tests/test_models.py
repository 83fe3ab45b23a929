"""The embedded packages, and the parts of the recipe that need no corpora."""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from timeline.parse.load import Lemmas, agreement, loaded
from timeline.parse.spacy import MODELS

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "training" / "models"))

import agreed  # noqa: E402
import entities  # noqa: E402
import mean  # noqa: E402
import prepare  # noqa: E402
import prepare_entities  # noqa: E402
import tokens  # noqa: E402
import treebanks  # noqa: E402
import variants  # noqa: E402

LANGUAGES = ("it", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_package_is_small_and_says_its_licence(lang: str) -> None:
    package = MODELS / f"{lang}_timeline_sm"
    assert sum(f.stat().st_size for f in package.rglob("*") if f.is_file()) <= 20_000_000
    meta = json.loads((package / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-NC-SA 4.0"
    card = (package / "README.md").read_text(encoding="utf-8")
    assert "Not for commercial use" in card
    assert all(source["name"] in card for source in meta["sources"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_package_has_the_pipes_and_labels_that_the_stages_read(lang: str) -> None:
    nlp = loaded(str(MODELS / f"{lang}_timeline_sm"))
    assert nlp.pipe_names == ["reader", *(["agreement"] if lang == "it" else []), "dictionary", "names"]
    labels = {"PER", "LOC", "ORG", "nsubj", "nsubj:pass", "obj", "obl", "ccomp", "aux:pass", "acl:relcl"}
    assert labels <= set(nlp.get_pipe("reader").labels)  # type: ignore[attr-defined]


# --- the recipe ---------------------------------------------------------------------------------------------------------

HEADER = "# sent_id = isst_tanl-1\n"
SAID = [
    "1\tIl\til\tDET\t_\tDefinite=Def\t2\tdet\t_\t_",
    "2\tministro\tministro\tNOUN\t_\tGender=Masc|Number=Sing\t4\tnsubj\t_\t_",
    "3\tha\tavere\tAUX\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t4\taux\t_\t_",
    "4\tdetto\tdire\tVERB\t_\tGender=Masc|Number=Sing|Tense=Past|VerbForm=Part\t0\troot\t_\t_",
    "5-6\tdella\t_\t_\t_\t_\t_\t_\t_\t_",
    "5\tdi\tdi\tADP\t_\t_\t7\tcase\t_\t_",
    "6\tla\til\tDET\t_\tGender=Fem\t7\tdet\t_\t_",
    "7\tlegge\tlegge\tNOUN\t_\tGender=Fem|Number=Sing\t4\tobl\t_\tSpaceAfter=No",
    "8\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_",
]


def sentence(tmp_path: Path, lines: list[str], *, merge: bool = True) -> treebanks.Sentence:
    path = tmp_path / "a.conllu"
    path.write_text(HEADER + "\n".join(lines) + "\n\n", encoding="utf-8")
    (found,) = treebanks.sentences(path, merge=merge)
    return found


def written(made: treebanks.Sentence | None) -> str:
    assert made is not None
    return " ".join(w.text for w in made.words)


def is_tree(made: treebanks.Sentence) -> bool:
    return treebanks.is_tree([w.head for w in made.words])


def test_a_multiword_token_is_one_word_where_asked(tmp_path: Path) -> None:
    merged = sentence(tmp_path, SAID)
    assert [(w.text, w.lemma, w.upos) for w in merged.words][4] == ("della", "di il", "ADP")
    assert is_tree(merged)
    assert written(sentence(tmp_path, SAID, merge=False)) == "Il ministro ha detto della legge ."


def test_the_passato_prossimo_becomes_remote(tmp_path: Path) -> None:
    made = variants.remote_past(sentence(tmp_path, SAID), random.Random(1))
    assert written(made) == "Il ministro disse della legge ."
    assert made is not None
    assert made.words[2].feats == {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Past", "VerbForm": "Fin"}
    assert is_tree(made)


@pytest.mark.parametrize("tense", ["Imp", "Fut"])
def test_other_tenses_stay(tmp_path: Path, tense: str) -> None:
    lines = [line.replace("Tense=Pres", f"Tense={tense}") for line in SAID]
    assert variants.remote_past(sentence(tmp_path, lines), random.Random(1)) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_variant_is_a_tree(tmp_path: Path, lang: str) -> None:
    rng = random.Random(3)
    for variant, _ in variants.VARIANTS[lang]:
        made = variant(sentence(tmp_path, SAID), rng)
        assert made is None or is_tree(made), variant


def test_a_weekday_is_put_first(tmp_path: Path) -> None:
    made = variants.day_first("it")(sentence(tmp_path, SAID), random.Random(2))
    assert made is not None
    assert made.words[0].text.lower() in variants.tables("it")["days"]
    assert (made.words[0].deprel, made.words[made.words[0].head].text) == ("obl", "detto")


def treebank(core: str, odd: str) -> list[treebanks.Sentence]:
    """Ten sentences of ISDT and one of PUD, each of one word with its head: `form lemma part relation features`."""

    def one(source: str, text: str) -> treebanks.Sentence:
        form, lemma, upos, deprel, feats = text.split(" ")
        pairs = dict(f.split("=") for f in feats.split("|") if f != "_")
        word = treebanks.Word(form, lemma, upos, pairs, 1, deprel)
        return treebanks.Sentence([word, treebanks.Word("casa", "casa", "NOUN", {}, 1, "root")], source)

    return [*(one(f"isst_tanl-{i}", core) for i in range(40)), one("n01001011", odd)]


POSSESSIVE = "sua suo DET det:poss Number=Sing|Poss=Yes"


@pytest.mark.parametrize(
    ("core", "odd", "made"),
    [
        (POSSESSIVE, "sua suo PRON det:poss Number=Sing|Person=3", ("suo", "DET", {"Number": "Sing", "Poss": "Yes"})),
        ("ad a ADP case _", "ad ad ADP case _", ("a", "ADP", {})),
        ("il il DET det Definite=Def", "il Il DET det _", ("il", "DET", {"Definite": "Def"})),
        ("che che PRON obj PronType=Rel", "che che SCONJ mark _", ("che", "PRON", {"PronType": "Rel"})),
        ("vecchia vecchio ADJ amod _", "nuova nuovo ADJ amod _", ("nuovo", "ADJ", {})),
        ("Roma Roma PROPN nmod _", "Roma roma PROPN nmod _", ("Roma", "PROPN", {})),
        ("stati stato NOUN nmod _", "stati Stati PROPN nmod _", ("Stati", "PROPN", {})),
    ],
)
def test_a_treebank_takes_the_usage_of_those_nearest_to_the_news(core: str, odd: str, made: tuple[str, str, dict[str, str]]) -> None:
    data = treebank(core, odd)
    treebanks.Scheme(data, "isst", "isst").harmonise(data)
    word = data[-1].words[0]
    assert (word.lemma, word.upos, word.feats) == made


def test_a_form_that_is_two_things_stays_what_it_is() -> None:
    data = treebank("che che PRON obj PronType=Rel", "che che SCONJ mark _") + treebank("che che SCONJ mark _", "che che SCONJ mark _")
    treebanks.Scheme(data, "isst", "isst").harmonise(data)
    assert [s.words[0].upos for s in data if s.source == "n01001011"] == ["SCONJ", "SCONJ"]


def test_a_paragraph_is_there_as_often_as_its_source_weighs() -> None:
    groups = [[s] for s in treebank("a a ADP case _", "a a ADP case _")]
    made = prepare.weighted(groups, "it", random.Random(1))
    assert [g[0].source for g in made].count("isst_tanl-7") == 3
    assert [g[0].source for g in made].count("n01001011") == 2


def tagged(text: str) -> entities.Tagged:
    """A sentence of `word/TAG` with a blank after each word but an elided one."""
    words, tags = zip(*(part.rsplit("/", 1) for part in text.split(" ")), strict=True)
    return entities.Tagged(words, tags, tuple(not w.endswith("'") for w in words))


def test_names_are_put_in_for_names_of_their_kind() -> None:
    given = tagged("La/O visita/O di/O Anna/B-PER Bianchi/I-PER a/O Lucca/B-LOC ./O")
    made = entities.renamed(given, "it", random.Random(4))
    assert made is not None
    assert [w for w, t in zip(made.words, made.tags, strict=True) if t == "O"] == ["La", "visita", "di", "a", "."]
    assert len(made.words) == len(made.tags) == len(made.spaces)
    assert {label for _, _, label in entities.spans(made.tags)} == {"PER", "LOC"}


def test_an_elided_article_keeps_a_vowel_after_it() -> None:
    for seed in range(20):
        made = entities.renamed(tagged("dell'/O Umbria/B-LOC e/O basta/O"), "it", random.Random(seed))
        assert made is None or made.words[1][0] in "AEIOUÀÈÉ"


def test_a_sentence_without_names_is_not_written_again() -> None:
    assert entities.renamed(tagged("Ha/O smesso/O di/O piovere/O"), "it", random.Random(1)) is None


def test_news_is_there_more_often_than_what_is_not_gold() -> None:
    data = {"ner_it_kind_WN_train": [tagged("Ha/O smesso/O ./O")] * 20, "ner_it_wikineural_val": [tagged("Ha/O piovuto/O ./O")] * 20}
    made = prepare_entities.polish(data, "it", 0.5, random.Random(1))
    often = Counter(s.words[1].lower() for g in made for s in g)
    assert often["smesso"] == 80
    assert 0 < often["piovuto"] < 20


def test_silver_that_a_pipeline_finds_too_is_kept() -> None:
    nlp = spacy.blank("it")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Roma"}])  # type: ignore[attr-defined]
    found, other, missed = tagged("A/O Roma/B-LOC"), tagged("La/O Roma/B-ORG"), tagged("A/O Tripoli/B-LOC")
    assert agreed.same(nlp, [found, other, missed]) == [found]


def test_the_weights_of_trainings_are_averaged() -> None:
    pipelines = []
    for value in (1.0, 5.0):
        nlp = spacy.blank("it")
        nlp.add_pipe("tagger").add_label("X")  # type: ignore[attr-defined]
        nlp.initialize()
        node = next(n for n in nlp.get_pipe("tagger").model.walk() if n.has_param("b"))  # type: ignore[attr-defined]
        node.set_param("b", np.full_like(node.get_param("b"), value))
        pipelines.append(nlp)
    made = mean.mean(pipelines, [3, 1]).get_pipe("tagger").model.walk()  # type: ignore[attr-defined]
    assert (next(n for n in made if n.has_param("b")).get_param("b") == 2.0).all()


def test_a_sentence_takes_the_tokens_of_the_product_and_keeps_its_entities() -> None:
    tokenizer = spacy.blank("en").tokenizer
    given = entities.Tagged(("The", "Rome-based", "firm", "Acme"), ("O", "O", "O", "B-ORG"), (True, True, True, False))
    made = entities.respelt(*entities.running(given), tokenizer)
    assert made == entities.Tagged(
        ("The", "Rome", "-", "based", "firm", "Acme"), ("O",) * 5 + ("B-ORG",), (True, False, False, True, True, False)
    )
    assert entities.respelt("Unhappy", [(2, 7, "PER")], tokenizer) is None


@pytest.mark.parametrize(
    ("heads", "tree"), [([1, 1, 1], True), ([0], True), ([0, 1], False), ([1, 2, 0], False), ([0, 2, 1], False), ([1, 1, 3, 2], False)]
)
def test_a_tree_has_one_root_and_no_circle(heads: list[int], tree: bool) -> None:
    assert treebanks.is_tree(heads) is tree


# --- lemmas -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "part", "given", "lemma"),
    [
        ("ritrovavano", "VERB", "ritrovavare", "ritrovare"),  # by its ending
        ("disse", "VERB", "dissere", "dire"),  # as listed
        ("ritrova", "VERB", "ritrovare", "ritrovare"),  # known already
        ("dirlo", "VERB", "dire lo", "dire lo"),  # with its pronoun
        ("auto-ritrovavano", "VERB", "auto-ritrovavare", "auto-ritrovare"),  # by what follows the hyphen
        ("semi-dire", "ADJ", "semi-dire", "semi-dire"),  # of verbs alone
        ("twittavano", "VERB", "twittare", "twittare"),  # no verb of the dictionary, and none that its ending leads to
        ("tributari", "ADJ", "tributaro", "tributario"),
    ],
)
def test_a_lemma_that_is_none_is_set_right(form: str, part: str, given: str, lemma: str) -> None:
    known = {"VERB": frozenset(["ritrovare", "dire"]), "ADJ": frozenset(["tributario"])}
    lemmas = Lemmas({"VERB": {"disse": "dire"}}, known, {"VERB": [("vano", "re")], "ADJ": [("i", "io")]})
    assert lemmas.lemma(form, part, given) == lemma


@pytest.mark.parametrize(
    ("lang", "text", "lemmas"),
    [
        (
            "it",
            "Gli operai acquistavano il pane e i ministri ritrovavano la calma.",
            {"acquistavano": "acquistare", "ritrovavano": "ritrovare"},
        ),
        ("it", "Lo dirò a tutti e poi andrò via.", {"andrò": "andare"}),
        ("en", "The firm was nominated and the talks were postponed.", {"nominated": "nominate", "postponed": "postpone"}),
        (
            "en",
            "Two companies lost the talks, the classes watched movies and the allies met in series of crises.",
            {"companies": "company", "talks": "talk", "classes": "class", "movies": "movie", "allies": "ally", "series": "series"},
        ),
    ],
)
def test_verbs_and_plurals_have_a_lemma_that_is_a_word(lang: str, text: str, lemmas: dict[str, str]) -> None:
    doc = loaded(str(MODELS / f"{lang}_timeline_sm"))(text)
    assert {t.text: t.lemma_ for t in doc if t.text in lemmas} == lemmas


@pytest.mark.parametrize(
    ("text", "word", "lemma", "tense"),
    [
        ("La riunione, tenutasi lunedì, è finita.", "tenutasi", "tenere si", "Past"),
        ("La gara svoltasi ieri è stata rinviata.", "svoltasi", "svolgere si", "Past"),
        ("I soldati attesi a Kiev sono arrivati.", "attesi", "attendere", "Past"),
    ],
)
def test_a_participle_with_its_pronoun_is_a_participle(text: str, word: str, lemma: str, tense: str) -> None:
    (token,) = (t for t in loaded(str(MODELS / "it_timeline_sm"))(text) if t.text == word)
    assert (token.lemma_, token.morph.get("VerbForm"), token.morph.get("Tense")) == (lemma, ["Part"], [tense])


@pytest.mark.parametrize(
    ("lang", "text", "lemmas"),
    [
        ("it", "Vediamo che cosa dicono.", {"Vediamo": "vedere"}),
        ("it", "Potrebbe arrivare domani e noi lo aspetteremo.", {"Potrebbe": "potere"}),
        ("en", "He DID NOT leave the house.", {"DID": "do", "NOT": "not"}),
        ("en", "The talks resumed on Wed. in Rome, and I left.", {"Wed.": "Wednesday", "I": "I", "Rome": "Rome"}),
        ("en", "Chinese officials re-elected him.", {"Chinese": "Chinese", "re-elected": "re-elect"}),
    ],
)
def test_capitals_are_no_part_of_a_lemma_but_of_a_name(lang: str, text: str, lemmas: dict[str, str]) -> None:
    doc = loaded(str(MODELS / f"{lang}_timeline_sm"))(text)
    assert {t.text: t.lemma_ for t in doc if t.text in lemmas} == lemmas


# --- tokens -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Really!!! Why?? ***** and ====", "Really !!! Why ?? ***** and ===="),
        ("the so-called re-election of a pro-Russian ex-minister", "the so - called re-election of a pro-Russian ex-minister"),
        ("the U.S.-led raid by an F-16", "the U.S. - led raid by an F - 16"),
        ("I DON'T know, THEY'RE gone", "I DO N'T know , THEY 'RE gone"),
        ("he and/or she", "he and / or she"),
        ("call 555-0199 or 202-555-0199", "call 555-0199 or 202-555-0199"),
        ("the years 1999-2003", "the years 1999 - 2003"),
        ("on Wed. at 7:30pm", "on Wed. at 7:30 pm"),
        ("they wed; his id is old", "they wed ; his id is old"),
        ("the talks(which failed)ended", "the talks ( which failed ) ended"),
        ('the "peace"(so he says): gone', 'the " peace " ( so he says ) : gone'),
        ("see https://example.org/a_b-c(d)?e=1", "see https://example.org/a_b-c(d)?e=1"),
        ("between 10/11/2001 and 2002-03-04", "between 10/11/2001 and 2002 - 03 - 04"),
    ],
)
def test_english_text_is_cut_as_its_treebank_is(text: str, words: str) -> None:
    tokenizer = tokens.tokenizer(spacy.blank("en"))
    assert " ".join(t.text for t in tokenizer(text)) == words
    assert " ".join(t.text for t in spacy.load(MODELS / "en_timeline_sm").tokenizer(text)) == words


@pytest.mark.parametrize("piece", ["!", "?!", "-", "=", '"', "(", "a-", "1-", "re-", "x(", "$", "a.b"])
def test_a_long_string_without_blanks_is_cut_in_time_that_grows_with_it(piece: str) -> None:
    tokenizer = tokens.tokenizer(spacy.blank("en"))

    def seconds(length: int) -> float:
        start = time.process_time()
        tokenizer("x" + piece * length + "x")
        return time.process_time() - start

    seconds(100)
    assert seconds(4000) < 8 * seconds(1000) + 0.05


# --- parts of speech and relations --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "relation", "part", "feats", "made", "kept"),
    [
        ("massiccia", "amod", "NOUN", "Gender=Fem|Number=Sing", "ADJ", "Gender=Fem|Number=Sing"),
        ("potenziati", "acl", "ADJ", "Degree=Pos|Gender=Masc|Number=Plur", "VERB", "Gender=Masc|Number=Plur|Tense=Past|VerbForm=Part"),
        ("avranno", "aux", "VERB", "Mood=Ind|Tense=Fut|VerbForm=Fin", "AUX", "Mood=Ind|Tense=Fut|VerbForm=Fin"),
        ("varie", "det", "ADJ", "Gender=Fem|Number=Plur", "DET", "Gender=Fem|Number=Plur|PronType=Ind"),
        ("che", "mark", "PRON", "PronType=Rel", "SCONJ", ""),
        ("strada", "nmod", "NOUN", "Gender=Fem|Number=Sing", "NOUN", "Gender=Fem|Number=Sing"),  # may be what it is
        ("fino", "case", "ADV", "", "ADV", ""),  # so do the treebanks have it
    ],
)
def test_a_word_has_a_part_of_speech_that_its_relation_allows(
    word: str, relation: str, part: str, feats: str, made: str, kept: str
) -> None:
    doc = Doc(spacy.blank("it").vocab, words=["cosa", word], heads=[0, 0], deps=["ROOT", relation], pos=["NOUN", part], morphs=["", feats])
    token = agreement(doc)[1]
    assert (token.pos_, str(token.morph)) == (made, kept)


@pytest.mark.parametrize(
    ("word", "part", "made"),
    [
        ("sott’", "VERB", ("ADP", "sotto", "")),
        ("Anch'", "PROPN", ("ADV", "anche", "")),
        ("mezz'", "ADJ", ("ADJ", "mezzo", "Number=Sing")),
        ("dell'", "ADP", ("ADP", "x", "Number=Sing")),  # not among them
        ("sott", "VERB", ("VERB", "x", "Number=Sing")),
    ],
)
def test_an_elided_word_is_what_its_form_says(word: str, part: str, made: tuple[str, str, str]) -> None:
    doc = Doc(
        spacy.blank("it").vocab, words=[word, "acqua"], heads=[0, 0], deps=["ROOT", "obj"], pos=[part, "NOUN"], morphs=["Number=Sing", ""], lemmas=["x", "x"]
    )  # fmt: skip
    token = agreement(doc)[0]
    assert (token.pos_, token.lemma_, str(token.morph)) == made
