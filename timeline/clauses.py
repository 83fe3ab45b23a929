"""Which verb a clause is of, and what it hangs from: corrections that the rest of the sentence or a list of forms justifies."""

from __future__ import annotations

from dataclasses import replace

from timeline.factuality import relative_head
from timeline.forms import Forms, finite
from timeline.lexicon import Lexicon, stem
from timeline.model import Token
from timeline.parse import plain
from timeline.subjects import NOMINAL, agree, is_finite_verb
from timeline.tree import Tree, attach
from timeline.triggers import reflexive, set_phrases

_OF_VERBS = {"acl": "advcl", "nmod": "obl"}  # what hung from a noun and hangs from a verb now
_CONJUNCTIONS = ("after", "before", "since", "until", "while", "as", "because", "by")
_PAST = "Mood=Ind|Tense=Past"
_OPENING = ("“", "«", '"')
_REGULAR = {"at": "are", "ut": "ere", "it": "ire"}  # Italian participles without their last vowel, and infinitives


def helped_verb(tree: Tree, known: Forms, lex: Lexicon, i: int, tokens: list[Token]) -> None:
    """What has an auxiliary is a verb ("sono morte"), and a copula is its predicate's, not its subject's."""
    if tree[i].upos == "VERB" and tree[i].lemma.lower() in ("avere", "have") and (verb := _quoted_participle(tree, known, i)):
        _help(tree, i, verb, tokens)
        _make_participle(tree, known, verb, tokens)
        return
    if tree[i].upos == "AUX":
        above = tree[i].head
        predicate = tree[above].head
        misplaced = tree.relation(i) == "cop" and tree.relation(above) == "nsubj" and not tree.kids(predicate, "cop", "aux")
        if tree[i].lemma.lower() == "stare" and tree.relation(i) in ("cop", "aux"):
            _progressive(tree, i, tokens)
        elif tree[i].lemma.lower() == "andare" and tree.feature(above, "VerbForm") == "Part":
            tokens[i] = replace(tree[i], deprel="aux:pass")  # "Va detto che …" is said by nobody
        elif misplaced and tree[predicate].upos in NOMINAL:  # "Among the victims were two children"
            attach(tokens, i, predicate, "cop")
        return
    if tree.relation(i) in ("nsubj", "xcomp") and tree[tree[i].head].upos == "VERB" and tree[i].upos in ("VERB", "ADJ"):
        _predicative(tree, i, tokens)
    helped = tree.kids(i, "aux") and not tree.kids(i, "cop", "det", "case")
    if helped:
        _make_participle(tree, known, i, tokens)


def _make_participle(tree: Tree, known: Forms, i: int, tokens: list[Token]) -> None:
    """A participle that was taken for another part of speech is a verb: a listed one, or one with a regular ending ("convocati")."""
    ending = plain(tree[i].text).lower()[:-1]
    lemma = known.participles.get(ending)
    if lemma is None and tree.parse.lang == "it" and len(ending) > 4:
        lemma = next((ending.removesuffix(end) + infinitive for end, infinitive in _REGULAR.items() if ending.endswith(end)), None)
    if tree[i].upos != "VERB" and lemma is not None:
        kept = "|".join(f for f in tree[i].feats.split("|") if f.startswith(("Gender", "Number")))
        feats = "|".join(filter(None, [kept, "Tense=Past|VerbForm=Part"]))
        tokens[i] = replace(tokens[i], upos="VERB", lemma=lemma, feats=feats)


def _quoted_participle(tree: Tree, known: Forms, helper: int) -> int | None:
    """The participle after a quotation mark that hangs from what is its auxiliary: "ha “respinto ogni accusa”"."""
    verb = helper + 2
    if tree.finite(helper) is None or verb >= len(tree.parse.tokens) or tree[helper + 1].text not in _OPENING or tree[verb].head != helper:
        return None
    listed = plain(tree[verb].text).lower()[:-1] in known.participles
    return verb if listed or (tree[verb].upos == "VERB" and tree.feature(verb, "VerbForm") == "Part") else None


def _help(tree: Tree, helper: int, verb: int, tokens: list[Token]) -> None:
    """Make the verb the head of its auxiliary and of all that hangs from that."""
    above = tree[helper]
    tokens[verb] = replace(tokens[verb], head=verb if above.head == helper else above.head, deprel=above.deprel)
    for c in tree.children[helper]:
        if c != verb:
            tokens[c] = replace(tokens[c], head=verb)
    tokens[helper] = replace(above, upos="AUX", head=verb, deprel="aux")


def _predicative(tree: Tree, participle: int, tokens: list[Token]) -> None:
    """ "Sono rimaste ferite sei persone": what follows the participle is not its object, but what the verb above says it of."""
    verb = tree[participle].head
    noun = next((c for c in tree.kids(participle, "obj", "nsubj", "xcomp") if tree[c].upos in NOMINAL), None)
    past = tree[participle].upos == "ADJ" or tree.feature(participle, "VerbForm") == "Part"
    if noun is None or not past or not verb < participle < noun or tree.kids(participle, "det", "aux", "aux:pass", "case", "mark"):
        return
    if [s for s in tree.kids(verb, "nsubj") if s != participle] or tree.kids(noun, "case"):
        return
    tokens[participle] = replace(tree[participle], deprel="xcomp")
    attach(tokens, noun, verb, "nsubj")


def _progressive(tree: Tree, helper: int, tokens: list[Token]) -> None:
    """ "Starebbe arricchendo uranio": the gerund right after "stare" is its verb, and what governs both the gerund's object."""
    noun, gerund = tree[helper].head, helper + 1
    if gerund >= len(tokens) or tree.feature(gerund, "VerbForm") != "Ger" or tree[gerund].head != noun or noun <= gerund:
        return
    if tree[noun].upos not in NOMINAL:
        return
    attach(tokens, noun, gerund, "obj")
    for c in tree.children[noun]:
        if c <= helper:
            tokens[c] = replace(tokens[c], head=gerund)
    tokens[helper] = replace(tokens[helper], deprel="aux")


def relative_clause(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A relative pronoun's clause describes the noun before it; after a verb, or with a subject beside it, "che" is no subject."""
    pronoun = next((c for c in tree.kids(verb, "nsubj") if tree[c].lemma.lower() in ("che", "that", "which", "who")), None)
    relative = pronoun is not None and (tree[pronoun].lemma.lower() == "che" or tree.feature(pronoun, "PronType") == "Rel")
    if pronoun is None or not relative or pronoun > verb or tree.finite(verb) is None:
        return
    if tree[verb].deprel == "acl:relcl" and tree[pronoun].upos == "SCONJ":
        tokens[pronoun] = replace(tree[pronoun], upos="PRON", feats="PronType=Rel")
        return
    before = pronoun - 2 if pronoun > 1 and tree[pronoun - 1].text == "," else pronoun - 1
    if before < 0 or tree.sentence_of[before] != tree.sentence_of[verb]:
        return
    told = tree[before].upos in ("VERB", "AUX") and tree.finite(before) is not None and before == pronoun - 1
    if tree.parse.lang == "it" and (told or (tree[pronoun].upos == "SCONJ" and tree.relation(verb) == "ccomp")):
        tokens[pronoun] = replace(tree[pronoun], upos="SCONJ", feats="", deprel="mark")  # "avverte che risponderà"
    elif any(pronoun < s < verb for s in tree.kids(verb, "nsubj")):
        tokens[pronoun] = replace(tree[pronoun], deprel="obj")  # "il piano, che Washington sostiene"
        if tree[before].head == verb and tree.relation(before) in ("dislocated", "nsubj", "vocative"):
            attach(tokens, verb, before, "acl:relcl")
    elif (
        (tree[verb].deprel in ("conj", "advcl", "parataxis", "acl") or (tree[verb].deprel == "ccomp" and before == pronoun - 2))
        and not tree.kids(verb, "mark", "cc")
        and relative_head(tree, verb) is None
    ):
        near = (i for i in [before, *tree.ancestors(before)] if tree[i].upos in ("NOUN", "PROPN") and i < pronoun)
        noun = next((i for i in near if agree(tree, i, verb)), None)
        if noun is not None:
            attach(tokens, verb, noun, "acl:relcl")  # "spararono sulla folla, che fuggì"


def subordinate_clause(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "After the court acquitted him, the tycoon left": the preposition is a conjunction, and the clause with the subject is the main one."""
    if tree.parse.lang != "en" or not is_finite_verb(tree, verb) or tree.kids(verb, "nsubj", "mark", "aux:pass"):
        return
    noun = next(
        (c for c in tree.kids(verb, "obl") if c < verb and tree.case(c) in _CONJUNCTIONS and max(_phrase(tree, c)) == verb - 1), None
    )
    if noun is None:
        return
    for c in tree.kids(noun, "case"):
        tokens[c] = replace(tree[c], head=verb, deprel="mark", upos="SCONJ")
    tokens[noun] = replace(tree[noun], deprel="nsubj")
    main = next((c for c in tree.kids(verb, "conj", "ccomp", "parataxis") if c > verb and tree.kids(c, "nsubj")), None)
    if main is not None and not tree.kids(main, "cc", "mark") and any(t.text == "," for t in tree.parse.tokens[verb:main]):
        attach(tokens, verb, main, "advcl")


def _phrase(tree: Tree, noun: int) -> list[int]:
    return [i for i in tree.subtree(noun) if tree[i].upos != "PUNCT"]


def reduced_clause(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """The second of two verbs on one subject is its verb, the first a participle: "Weapons seized at the port came", "L'accordo raggiunto prevede"."""
    first = tree[verb].head
    english = tree.parse.lang == "en"
    if first >= verb or not is_finite_verb(tree, verb) or tree[first].upos != "VERB":
        return
    if not english and tree.feature(first, "VerbForm") != "Part":
        return
    if tree.relation(verb) not in ("advcl", "ccomp", "conj", "parataxis", "xcomp") or tree.kids(verb, "nsubj", "mark", "cc", "expl"):
        return
    subject = tree.kid(first, "nsubj")
    ambiguous = tree[first].text.lower() not in known.pasts and not {*tree.kids(first, "aux", "obj", "cop", "ccomp")} - {verb}
    if subject is None or not ambiguous or tree.feature(first, "Tense") != "Past" or subject > first:
        return
    between = tree.parse.tokens[subject + 1 : verb]
    if any(t.text in (",", ":", ";", "“", "”", '"') or t.upos in ("CCONJ", "SCONJ") for t in between) or tree[first - 1].upos == "ADV":
        return
    attach(tokens, first, verb, "acl")
    tokens[first] = replace(tokens[first], head=subject, feats="Tense=Past|VerbForm=Part")
    attach(tokens, subject, verb, "nsubj")


def main_verb(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A sentence is a verb's, not a noun's that the verb describes: "Trump, che …, ha elogiato", "The minister resigned."."""
    noun = tree[verb].head
    if tree.is_finite(verb) and _is_headed_by_object(tree, noun, verb):
        _head(tree, noun, verb, tokens)
        return
    finite_complement = tree.relation(verb) == "xcomp" and tree.is_finite(verb) and not tree.kids(verb, "aux")
    if tree.relation(noun) == "acl" and (tree[verb - 1].text == "," or finite_complement):
        noun = tree[noun].head  # "Il piano, che Washington sostiene, divide gli europei"
    if tree[verb].upos == "AUX" or (tree[verb].upos in ("ADJ", "NOUN") and not (tree[verb].upos == "ADJ" and _is_verb(tree, lex, verb))):
        return
    if noun >= verb or tree[noun].upos not in NOMINAL or tree.relation(noun) not in ("root", "ccomp", "parataxis"):
        return
    if tree.relation(verb) not in ("acl", "parataxis", "appos", "conj", "advcl", "ccomp", "xcomp", "dep", "nmod", "obl", "amod"):
        return
    if tree.kids(noun, "cop", "aux", "nsubj", "case") or tree.kids(verb, "nsubj", "mark", "csubj", "cc", "obl:agent"):
        return
    between = [t.text for t in tree.parse.tokens[noun + 1 : verb]]
    if any(mark in between for mark in (":", "–", "—", "«", "“", '"', ";")) or not agree(tree, noun, verb):
        return
    if any(tree[c].upos == "PRON" and tree.feature(c, "PronType") == "Rel" for c in tree.subtree(verb)):
        return
    told = tree.finite(verb) is not None
    if told and tree.feature(tree.finite(verb) or verb, "Mood") == "Imp":
        return  # "Good luck, enjoy your time!"
    if not told and not _ends_as_past(tree, noun, verb):
        return
    if not told:
        tokens[verb] = replace(tokens[verb], upos="VERB", feats=finite("", _PAST))
    if tree[verb].head != noun:
        attach(tokens, verb, noun, "parataxis")
    for c in tree.children[noun]:
        if c > verb:
            tokens[c] = replace(tokens[c], head=verb, deprel=_OF_VERBS.get(tree[c].deprel, tree[c].deprel))
    attach(tokens, noun, verb, "nsubj")


def _is_headed_by_object(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a finite verb stands between its subject and its object, of which the parser has made the sentence: "La Turchia arresta dieci giornalisti"."""
    thing = tree[noun].head
    if not (noun < verb < thing and tree.relation(noun) == "nsubj" and tree[thing].upos == "NOUN" and tree.is_root(thing)):
        return False
    if tree[verb].upos != "VERB" or tree.kids(verb, "nsubj", "mark", "obj", "aux") or tree.kids(thing, "cop", "aux", "case"):
        return False
    between = tree.parse.tokens[noun + 1 : verb]
    relative = any(t.upos == "PUNCT" or "PronType=Rel" in t.feats for t in between)
    return not relative and agree(tree, noun, verb)


def _head(tree: Tree, noun: int, verb: int, tokens: list[Token]) -> None:
    """Make a verb the head of its subject and of its object, which were the head of both."""
    thing = tree[noun].head
    tokens[verb] = replace(tokens[verb], head=verb, deprel="root")
    attach(tokens, noun, verb, "nsubj")
    attach(tokens, thing, verb, "obj")
    for c in tree.children[thing]:
        if c not in (noun, thing) and (c < verb or tree[c].upos == "PUNCT"):
            attach(tokens, c, verb, tree[c].deprel)


def _ends_as_past(tree: Tree, noun: int, verb: int) -> bool:
    """Whether an English participle after its noun must be the past of a full sentence: "The truce expired at midnight."."""
    sentence = tree.sentence(verb)
    if tree.parse.lang != "en" or tree[sentence.last - 1].text not in (".", "!") or not tree.is_root(noun):
        return False
    participle = tree.feature(verb, "VerbForm") == "Part" and tree.feature(verb, "Tense") == "Past"
    if not (participle or tree[verb].upos == "ADJ") or tree.kids(verb, "aux"):
        return False
    if any(tree.is_finite(i) for i in range(sentence.first, sentence.last)) or any(tree.case(c) == "by" for c in tree.kids(verb, "obl")):
        return False
    return all(tree[i].text != "," for i in range(noun, verb)) and bool(tree.kids(noun, "det") or tree[noun].upos in ("PROPN", "PRON"))


def placed_name(tree: Tree, known: Forms, lex: Lexicon, i: int, tokens: list[Token]) -> None:
    """ "Chose Los Angeles based Vega Corp.": a participle between two names says where the second is, and both are one phrase."""
    sentence = tree.sentence(i)
    if tree[i].text.lower() not in known.placed or not sentence.first < i < sentence.last - 1 or tree[i + 1].upos != "PROPN":
        return
    place = i - 1
    while tree.relation(place) in ("flat", "compound") and tree[place].head < i and place != tree[place].head:
        place = tree[place].head
    noun = i + 1
    while tree.relation(noun) in ("compound", "flat") and tree[noun].head > i:
        noun = tree[noun].head
    if tree[place].upos != "PROPN" or tree.kids(place, "case") or tree[noun].head not in (i, place) or tree.kids(i, "aux", "cop", "nsubj"):
        return
    above, tie = tree[place].head, tree[place].deprel
    for c in tree.children[i]:
        if c != noun and above not in (i, place):
            attach(tokens, c, above, tokens[c].deprel)
    if above == place:
        tokens[noun] = replace(tokens[noun], head=noun, deprel=tie)
    else:
        attach(tokens, noun, above, tie)
    attach(tokens, i, noun, "amod")
    tokens[i] = replace(tokens[i], upos="VERB", feats="Tense=Past|VerbForm=Part")
    attach(tokens, place, i, "obl:unmarked")


def past_form(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """With a subject before it and no auxiliary, an English participle or base form is a past: "when the bridge collapsed"."""
    if tree.parse.lang != "en" or tree[verb].upos != "VERB" or tree.kids(verb, "aux", "cop"):
        return
    form, word = tree.feature(verb, "VerbForm"), tree[verb].text.lower()
    subject = tree.kid(verb, "nsubj")
    if form == "Inf" and subject == verb - 1 and tree.is_root(verb) and word not in known.same:
        tokens[verb] = replace(tree[verb], feats=finite("", "Mood=Ind|Tense=Pres"))  # "Trump, Xi agree to meet"
    if form == "Part" and tree.feature(verb, "Tense") == "Past" and subject is not None and subject < verb:
        if tree.kids(verb, "mark", "advmod") or tree[verb].deprel == "acl:relcl":
            tokens[verb] = replace(tree[verb], feats=finite("", _PAST))
        return
    if word not in known.same or any(tree[m].text.lower() == "to" for m in tree.kids(verb, "mark")):
        return
    base = form == "Inf" or tree.feature(verb, "Mood") == "Imp" or (form == "Part" and tree.relation(verb) == "conj")
    above = tree[verb].head
    after = tree.relation(verb) == "conj" and tree.feature(above, "Tense") == "Past" and not tree.kids(above, "aux", "cop")
    singular = subject is not None and subject < verb and tree.feature(subject, "Number") == "Sing" and tree[subject].text != "I"
    if (base and subject is not None and subject < verb) or (base and after) or (singular and tree.feature(verb, "Tense") == "Pres"):
        tokens[verb] = replace(tree[verb], feats=finite("", _PAST))


def _is_verb(tree: Tree, lex: Lexicon, i: int) -> bool:
    """Whether a verb of the stem exists: "expired", taken for an adjective."""
    return tree[i].text.lower().endswith("ed") and bool(lex.stems.get(stem(tree[i].text.lower())))


def event_clause(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """What takes place is an event, of the nouns before it that agree: "la rapina ai danni di un'anziana avvenuta il 3 marzo"."""
    names = (reflexive(tree, verb), tree[verb].lemma.lower(), *set_phrases(tree, verb))
    if tree.relation(verb) not in ("acl", "advcl") or not lex.has("light.befalls", *names) or tree.kids(verb, "mark"):
        return
    if any(tree.feature(c, "PronType") != "Rel" for c in tree.kids(verb, "nsubj")) or _is_event(tree, lex, tree[verb].head):
        return
    before = range(verb - 1, tree.sentence(verb).first - 1, -1)
    may = set(before) if tree.relation(verb) == "advcl" else set(tree.ancestors(verb))
    noun = next((i for i in before if i in may and _is_event(tree, lex, i) and _shares_form(tree, i, verb)), None)
    if noun is not None:
        attach(tokens, verb, noun, "acl:relcl" if tree.finite(verb) is not None else "acl")


def _is_event(tree: Tree, lex: Lexicon, i: int) -> bool:
    return tree[i].upos == "NOUN" and lex.noun_type(tree[i].lemma.lower(), tree[i].text.lower()) is not None


def _shares_form(tree: Tree, noun: int, participle: int) -> bool:
    """Whether a noun and a participle, where they show gender and number, show the same."""
    pairs = ((tree.feature(noun, name), tree.feature(participle, name)) for name in ("Gender", "Number"))
    return agree(tree, noun, participle) and all(a is None or b is None or a == b for a, b in pairs)
