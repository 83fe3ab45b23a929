"""What a parser gets wrong and the rest of the sentence can tell: a few general corrections, before events are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from timeline.clauses import (
    event_clause,
    helped_verb,
    main_verb,
    past_form,
    placed_name,
    reduced_clause,
    relative_clause,
    subordinate_clause,
)
from timeline.forms import forms, looks_past, mend
from timeline.lexicon import Lexicon, stem
from timeline.model import Finding, Parse, Token
from timeline.nearest import nearest
from timeline.parse import plain
from timeline.subjects import (
    active_voice,
    agree,
    among,
    coordinated_verb,
    counted_subject,
    own_subject,
    raised_subject,
    reports,
    second_subject,
    several_subjects,
    shape,
    subject_after,
)
from timeline.tree import Tree, attach

# Types of verbs that always have somebody or something that they are done to.
_TRANSITIVE = (
    "accuse",
    "criticise",
    "condemn",
    "attack",
    "bomb",
    "kill",
    "injure",
    "arrest",
    "invade",
    "seize",
    "threaten",
    "sanction",
    "convict",
)
# Types of verbs that have it where they have "avere": "ha incontrato", not "si sono incontrati".
_TRANSITIVE_WITH_HAVE = ("meet", "visit")
# Verbs whose infinitive after "a qualcuno" is what that person does, and no description of them.
_CONTROL = ("negative.verbs", "reporting.ask", "reporting.order", "reporting.promise", "proposal.verbs")
_PAST, _PRESENT = "Mood=Ind|Tense=Past|VerbForm=Fin", "Mood=Ind|Tense=Pres|VerbForm=Fin"
WITHIN = 4  # words before a noun that are of its phrase
CLOCK = re.compile(r"\d{1,2}[.:]\d\d")
_COMPLEMENTISERS = ("che", "that")
# What is looked at for every predicate, in turn, each on the tree that the one before has left.
_STEPS = (
    placed_name, helped_verb, relative_clause, subordinate_clause, raised_subject, reduced_clause, main_verb, past_form,
    active_voice, several_subjects, own_subject, counted_subject, subject_after, second_subject, coordinated_verb, event_clause,
)  # fmt: skip


def repaired(parse: Parse, findings: Sequence[Finding], lex: Lexicon) -> Parse:
    """The parse with its relations corrected where they cannot be right."""
    tokens = list(parse.tokens)
    if parse.lang == "it":
        _accents(tokens)
    mend(tokens, parse.lang)
    _clocks(tokens, parse)
    _adverbs(tokens)
    timed = _times(tokens, findings)
    _long_ago(tokens, timed)
    _persons(tokens, parse)
    _names(tokens)
    _phrases(tokens, lex)
    _ordinals(tokens, lex)
    _auxiliaries(tokens)
    _subjects(tokens)
    known = forms(parse.lang)
    tree = Tree.of(replace(parse, tokens=tuple(tokens)))
    for step in _STEPS:
        tree = tree.after(tokens)
        for i, token in enumerate(tokens):
            if token.upos in ("VERB", "AUX", "NOUN", "ADJ"):
                step(tree, known, lex, i, tokens)
    tree = tree.after(tokens)
    for i in range(len(tokens)):
        _predicate(tree, lex, i, tokens)
        _headline_future(tree, i, tokens)
        _content_clause(tree, lex, i, tokens, timed)
        _controlled(tree, lex, i, tokens)
        if i in timed and (goes_with := nearest(tokens, i, parse.lang)) is not None:
            attach(tokens, i, goes_with, tokens[i].deprel if tokens[goes_with].upos == "VERB" else "nmod")
    tree = tree.after(tokens)
    for i in range(len(tokens)):
        _object(tree, lex, i, tokens)
        _speaker(tree, lex, i, tokens)
        _source(tree, lex, i, tokens)
        _asked(tree, i, tokens)
        _coordination(tree, lex, i, tokens)
    return replace(parse, tokens=tuple(tokens))


def _is_of_two(tokens: Sequence[Token], case: int) -> bool:
    """Whether a token is the first of two prepositions of one noun, with more between than them."""
    noun = tokens[case].head
    return (
        tokens[case].deprel == "case"
        and noun > case + 2
        and any(tokens[j].deprel == "case" and tokens[j].head == noun for j in range(case + 2, noun))
    )


def _is_subject(tokens: Sequence[Token], i: int) -> bool:
    """Whether a noun that hangs from a time before it is the verb's subject: "Domani Macron incontrerà Merz"."""
    verb = tokens[tokens[i].head].head
    near = range(max(0, i - 40), min(len(tokens), i + 40))
    hangs = tokens[i].deprel.partition(":")[0] in ("flat", "appos", "nmod", "conj") and tokens[i].upos in ("PROPN", "NOUN") and verb > i
    return hangs and not any(
        (tokens[j].head == i and tokens[j].deprel in ("case", "cc")) or (tokens[j].head == verb and tokens[j].deprel == "nsubj")
        for j in near
    )


def _is_bare(tokens: Sequence[Token], noun: int) -> bool:
    """Whether nothing governs a noun: the Monday of "Lunedì Neri ha detto", not that of "da lunedì"."""
    return not any(t.head == noun and t.deprel == "case" for t in tokens[max(0, noun - WITHIN) : noun])


def _is_left_without(tokens: Sequence[Token], noun: int) -> bool:
    """Whether a name stands before a verb as a circumstance, and the verb has no subject."""
    verb = tokens[noun].head
    near = tokens[max(0, verb - 40) : verb + 40]
    named = tokens[noun].upos == "PROPN" and tokens[noun].deprel == "obl" and verb > noun
    return named and not any(t.head == verb and t.deprel.startswith("nsubj") for t in near)


def _has_subject(tokens: Sequence[Token], verb: int) -> bool:
    """Whether a subject stands before a verb."""
    return any(tokens[j].head == verb and tokens[j].deprel.startswith("nsubj") for j in range(tokens[verb].head, verb))


def _adverbs(tokens: list[Token]) -> None:
    """ "Due anni prima la Corte …": without "di" after it "prima" governs nothing."""
    for i, token in enumerate(tokens[:-1]):
        if token.text.lower() == "prima" and token.deprel == "case" and not tokens[i + 1].lemma.lower().startswith("di"):
            above = tokens[token.head].head
            if above < i:
                tokens[i] = replace(token, upos="ADV", head=above, deprel="advmod")


def _names(tokens: list[Token]) -> None:
    """Two names in a row on one predicate in one role are one name: "Vladimir Putin", "Ignazio La Russa"; so are those about an Arabic article."""
    for i, token in enumerate(tokens):
        within = 0 < i < len(tokens) - 1 and tokens[i - 1].upos == tokens[i + 1].upos == "PROPN"
        if (
            token.text in ("Al", "El")
            and token.deprel == "case"
            and token.head == i + 1
            and within
            and tokens[i + 1].head in (i - 1, tokens[i - 1].head)
        ):
            tokens[i] = replace(token, upos="PROPN")
            attach(tokens, i, i - 1, "flat:name")  # "la caserma di Bab Al Azizia"
            attach(tokens, i + 1, i - 1, "flat:name")
        article = i > 1 and tokens[i - 1].deprel == "det" and tokens[i - 1].head == i and tokens[i - 1].text[0].isupper()
        first = i - 2 if article else i - 1
        if (
            first < 0
            or token.upos != "PROPN"
            or tokens[first].upos != "PROPN"
            or token.head != tokens[first].head
            or token.head in (i, first)
        ):
            continue
        if token.deprel == tokens[first].deprel and token.deprel.partition(":")[0] in ("nsubj", "obj"):
            attach(tokens, i, first, "flat:name")


def _persons(tokens: list[Token], parse: Parse) -> None:
    """A person's name is no part of the place before it: "il sindaco di Leopoli Andrij Koval", "a Parigi Anna Bianchi incontra …"."""
    for person in parse.entities:
        first, place = person.first, tokens[person.first].head
        above = tokens[place].head
        if person.label != "PER" or place >= first or tokens[first].deprel.partition(":")[0] != "flat":
            continue
        roles = {t.deprel.partition(":")[0] for t in tokens if t.head == place}
        if "case" in roles and tokens[place].deprel == "nmod" and tokens[above].upos == "NOUN":
            attach(tokens, first, above, "nmod")
        elif (
            "case" in roles
            and tokens[place].deprel == "obl"
            and above >= person.last
            and not any(t.head == above and t.deprel.startswith("nsubj") for t in tokens)
        ):
            attach(tokens, first, above, "nsubj")
        else:
            continue
        for j in range(first + 1, person.last):
            if tokens[j].head == place:
                attach(tokens, j, first, "flat:name")


def _accents(tokens: list[Token]) -> None:
    """An apostrophe that stands for an accent belongs to the word before it: "e' stata", "la citta'", but "il 'caso Savona'"."""
    quoted = False
    for i in range(len(tokens)):
        if plain(tokens[i].text) != "'":
            continue
        before = tokens[i - 1] if i else None
        alone = i + 1 == len(tokens) or tokens[i].end < tokens[i + 1].start or tokens[i + 1].upos == "PUNCT"
        if before is None or before.end < tokens[i].start:
            quoted = not alone and tokens[i + 1].text[0].isalpha()
        elif quoted:
            quoted = not alone
        elif alone and plain(before.text)[-1] in "aeiouAEIOU":
            attach(tokens, i, i - 1, "goeswith")
            tokens[i] = replace(tokens[i], upos="PUNCT", feats="")


def _clocks(tokens: list[Token], parse: Parse) -> None:
    """The hour before an entry of a live page is no part of its sentence: "17.47 – Alcuni ufficiali hanno detto …"."""
    for sentence in parse.sentences:
        i = sentence.first
        if i + 1 < sentence.last and CLOCK.fullmatch(tokens[i].text) and tokens[i + 1].upos == "PUNCT" and tokens[i].head != i:
            tokens[i] = replace(tokens[i], deprel="dislocated")


def _long_ago(tokens: list[Token], timed: frozenset[int]) -> None:
    """ "Ha annunciato due giorni prima che gli alleati avevano …": "prima" ends a time, and "che" opens what was said."""
    for i, token in enumerate(tokens):
        if token.text.lower() != "che" or token.deprel != "fixed" or token.head not in timed or i in timed:
            continue
        verb = token.head
        while verb in timed and tokens[verb].head != verb:
            verb = tokens[verb].head
        clause = next((j for j in range(i + 1, len(tokens)) if tokens[j].head == verb and tokens[j].upos == "VERB"), None)
        finite = [t.feats for j, t in enumerate(tokens) if clause is not None and (j == clause or (t.head == clause and t.deprel == "aux"))]
        if clause is not None and not any("Mood=Sub" in feats for feats in finite):
            attach(tokens, i, clause, "mark")
            tokens[clause] = replace(tokens[clause], deprel="advcl")


def _phrases(tokens: list[Token], lex: Lexicon) -> None:
    """A set phrase for an event is a noun, whatever its words are elsewhere: "cessate il fuoco"."""
    starts = {words[0] for words in lex.noun_phrases}
    for i, token in enumerate(tokens):
        clause = token.deprel in ("acl", "advcl")  # "una proposta di cessate il fuoco"
        if not (clause or token.upos in ("VERB", "NOUN")) or token.text.lower() not in starts:
            continue
        words = tuple(t.text.lower() for t in tokens[i : i + 4])
        length = next((n for n in range(len(words), 1, -1) if words[:n] in lex.noun_phrases), 0)
        if length and token.upos == "NOUN":
            for j in range(i + 1, i + length):
                if tokens[j].head not in range(i, i + length):
                    attach(tokens, j, i, "fixed")
            for j in range(max(i - WITHIN, 0), i):  # "in a confidence vote": the head of the phrase is its first word now
                if tokens[j].deprel == "case" and tokens[j].head in range(i + 1, i + length):
                    attach(tokens, j, i, tokens[j].deprel)
        elif length:
            tokens[i] = replace(token, upos="NOUN", feats="Gender=Masc|Number=Sing", deprel="nmod" if clause else token.deprel)
            for j in range(i + 1, i + length):
                attach(tokens, j, i, "fixed")


def _ordinals(tokens: list[Token], lex: Lexicon) -> None:
    """An event noun after an ordinal is no adjective on it: "la sesta telefonata"."""
    for i in range(len(tokens) - 1):
        noun = tokens[i + 1]
        if tokens[i].text.lower() not in lex.ordinals or (noun.head, noun.deprel) != (i, "amod"):
            continue
        if lex.noun_type(noun.lemma.lower(), noun.text.lower()) or lex.noun_type(noun.text.lower(), noun.text.lower()):
            tokens[i], tokens[i + 1] = replace(tokens[i], upos="ADJ"), replace(noun, upos="NOUN", lemma=noun.text.lower(), feats="")
            attach(tokens, i, i + 1, "amod")
            for j, token in enumerate(tokens):
                if token.head == i and j != i:
                    tokens[j] = replace(token, head=i + 1)


def _auxiliaries(tokens: list[Token]) -> None:
    """Nothing depends on an auxiliary, nor a copula on what opens a clause: they are the verb's, "is due to arrive"."""
    for i, token in enumerate(tokens):
        head, relation = tokens[token.head], token.deprel.partition(":")[0]
        auxiliary = head.deprel.partition(":")[0] in ("aux", "cop") and relation in ("nsubj", "obj", "obl", "ccomp")
        if head.head != token.head and (auxiliary or (head.deprel == "mark" and relation in ("nsubj", "aux", "cop"))):
            attach(tokens, i, head.head, token.deprel)


def _subjects(tokens: list[Token]) -> None:
    """A second subject after a conjunction is coordinated with the first: "Putin and Trump met"."""
    first: dict[int, int] = {}
    for i, token in enumerate(tokens):
        if token.deprel != "nsubj":
            continue
        before = first.setdefault(token.head, i)
        joined = any(t.deprel == "cc" and (t.head in (i, token.head) or tokens[t.head].head == i) for t in tokens[before + 1 : i])
        if before != i and i < token.head and joined:
            attach(tokens, i, before, "conj")


def _predicate(tree: Tree, lex: Lexicon, i: int, tokens: list[Token]) -> None:
    """A word with a subject and no copula is a finite verb, if a verb of that stem exists: "the mandate expired in May"."""
    if tree[i].upos not in ("VERB", "ADJ", "NOUN"):
        return
    clause = tree.relation(i) in ("root", "conj", "ccomp", "parataxis") or bool(tree.kids(i, "mark"))  # "the fact that his mandate expired"
    if tree[i].upos == "VERB" and tree.feature(i, "VerbForm") == "Part" and tree.feature(i, "Tense") != "Pres" and clause:
        aside = tree.parse.lang == "it" and i and tree[i - 1].text == ","  # "Anna Neri, ferita a Roma, scrive": no form of its own
        if not aside and any(tree[c].deprel == "nsubj" for c in tree.children[i]) and not tree.kids(i, "cop", "aux"):
            tokens[i] = replace(tree[i], feats=_PAST)  # "The minister resigned."
        return
    if tree.parse.lang == "en" and _heads_object(tree, lex, i):  # "Police arrest three men"
        tokens[i] = replace(tree[i], upos="VERB", feats=_PRESENT)
        attach(tokens, i - 1, i, "nsubj")
        return
    if tree.parse.lang == "en" and (verb := _verb_among_nouns(tree, lex, i)) is not None:  # "The airline cut prices."
        tokens[verb] = replace(tree[verb], upos="VERB", feats=_PAST)
        attach(tokens, i, verb, "obj")
        for c in (c for c in tree.children[i] if c < verb - 1):
            tokens[c] = replace(tokens[c], head=verb - 1)
        attach(tokens, verb - 1, verb, "nsubj")
        return
    if tree[i].upos not in ("ADJ", "NOUN") or tree.kid(i, "nsubj") is None or tree.kids(i, "cop", "aux", "det", "case"):
        return
    word = tree[i].text.lower()
    transitive = tree.kid(i, "obj") is not None  # neither noun nor adjective has an object: "Beijing regards the island"
    if transitive or ((tree[i].upos == "ADJ" or word.endswith("ed")) and lex.stems.get(stem(word))):
        tokens[i] = replace(tree[i], upos="VERB", feats=_PAST if looks_past(word, tree.parse.lang) else _PRESENT)


def _heads_object(tree: Tree, lex: Lexicon, i: int) -> bool:
    """Whether what is taken for a noun after a noun has an object, which no noun has, and is a known verb."""
    if tree[i].upos != "NOUN" or not tree.is_root(i) or i - 1 not in tree.kids(i, "compound") or tree.kids(i, "det", "case", "amod"):
        return False
    return any(c > i for c in tree.kids(i, "obj")) and lex.verb_type(tree[i].text.lower(), tree[i].text.lower()) not in (None, "other")


def _verb_among_nouns(tree: Tree, lex: Lexicon, i: int) -> int | None:
    """What is taken for one more noun in a sentence without a verb, and is the past of a known verb: the cut of "The airline cut prices."."""
    sentence = tree.sentence(i)
    if tree[i].upos != "NOUN" or not tree.is_root(i) or tree[sentence.last - 1].text != ".":
        return None  # a headline may have no verb
    if any(tree[j].upos in ("VERB", "AUX") for j in range(sentence.first, sentence.last)):
        return None
    verb = i - 1
    word = tree[verb].text
    past = word in forms("en").same and lex.verb_type(word, word) not in (None, "other")
    before = tree[verb - 1] if verb > sentence.first else None
    subject = before is not None and before.upos in ("NOUN", "PROPN") and bool(tree.kids(i, "det") or tree.kids(verb - 1, "det"))
    return verb if past and subject and verb in tree.kids(i, "compound") else None


def _times(tokens: list[Token], findings: Sequence[Finding]) -> frozenset[int]:
    """The tokens of times; a time is no subject or object: "è arrivata il giorno dopo", "parlando mercoledì"."""
    timed = set()
    spans = iter(sorted((f.start, f.end) for f in findings if f.type in ("DATE", "TIME")))
    span = next(spans, None)
    for i, token in enumerate(tokens):
        while span and span[1] <= token.start:
            span = next(spans, None)
        if not span or token.start < span[0]:
            continue
        timed.add(i)
        if token.deprel in ("nsubj", "obj", "iobj", "nsubj:pass", *(("obl",) if _is_bare(tokens, i) else ())) and token.head != i:
            tokens[i] = replace(token, deprel="obl:tmod")
    for i, token in enumerate(tokens):
        if i not in timed and token.head in timed and token.head < i and _is_subject(tokens, i):
            attach(tokens, i, tokens[token.head].head, "nsubj")
        elif token.upos == "VERB" and token.head in timed and token.head < i and token.deprel == "acl" and _has_subject(tokens, i):
            attach(tokens, token.head, i, "obl:tmod")  # "Last Thursday the central bank raised rates"
        elif i in timed and token.deprel in ("nmod", "obl") and i and _is_of_two(tokens, i - 1):
            attach(tokens, i - 1, i, "case")  # "la visita di lunedì a Hanoi"
        elif i in timed and i - 1 in timed and token.deprel == "case" and _is_left_without(tokens, token.head):
            tokens[i] = replace(token, upos="ADV", head=i - 1, deprel="advmod")  # "Il giorno dopo la Francia ha chiuso il confine"
            tokens[token.head] = replace(tokens[token.head], deprel="nsubj")
    return frozenset(timed)


def _headline_future(tree: Tree, verb: int, tokens: list[Token]) -> None:
    """In English headlines an infinitive after its subject is in the future tense: "Airline to cut jobs", "Mayor to be tried"."""
    to = next((m for m in tree.kids(verb, "mark") if tree[m].text == "to"), None)
    if tree.parse.lang != "en" or to is None or tree.finite(verb) is not None or tree[verb].upos != "VERB":
        return
    subject = tree.kid(verb, "nsubj")
    above = tree[verb].head
    if subject is None and tree.relation(verb) == "acl" and tree.is_root(above) and _is_named(tree, above):
        subject = above  # "Heathrow to cut 300 jobs", taken for a description
        attach(tokens, above, verb, "nsubj:pass" if tree.kids(verb, "aux:pass") else "nsubj")
    elif not tree.is_root(verb):
        return
    if subject is not None and subject < to and max(tree.subtree(subject, frozenset([verb]))) == to - 1:
        tokens[to] = replace(tree[to], upos="AUX", deprel="aux", feats="Mood=Ind|Tense=Fut|VerbForm=Fin")


def _is_named(tree: Tree, noun: int) -> bool:
    """Whether a noun is part of a recognised name."""
    return any(e.first <= noun < e.last for e in tree.parse.entities)


def _content_clause(tree: Tree, lex: Lexicon, verb: int, tokens: list[Token], timed: frozenset[int]) -> None:
    """What follows "ha detto a X, che" or "ha avvertito martedì che" is what was said, not a description of X or a circumstance."""
    if tree[verb].upos != "VERB" or not reports(lex, tree, verb):
        return
    if tree.kids(verb, "ccomp", "xcomp", "csubj", "parataxis") or tree.relation(verb) == "parataxis":
        return
    for i in sorted(j for c in tree.children[verb] if c > verb for j in tree.subtree(c)):
        if tree.relation(i) not in ("advcl", "acl") or tree.finite(i) is None:
            continue
        opening = next((j for j in tree.subtree(i) if tree[j].upos != "PUNCT" and j not in timed), i)
        if tree[opening].lemma.lower() not in _COMPLEMENTISERS:
            continue
        if opening in tree.kids(i, "nsubj") and tree.feature(tree.finite(i) or i, "Number") in _numbers(tree, opening, tree[i].head):
            continue  # a relative clause, unless its number is not that of the words before it: "ai giornalisti che spera"
        if tree[i].head == verb or opening in tree.kids(i, "nsubj") or (tree[opening - 1].text == "," and tree.kid(i, "nsubj") is not None):
            attach(tokens, i, verb, "ccomp")
            attach(tokens, opening, i, "mark")
            tokens[opening] = replace(tokens[opening], upos="SCONJ", feats="")
            return


def _numbers(tree: Tree, opening: int, noun: int) -> tuple[str | None, ...]:
    """The grammatical numbers of what stands before a relative pronoun, the word itself and the noun that it describes; None fits any."""
    before = tree.feature(opening - 1, "Number")
    if tree[noun].upos not in ("NOUN", "PROPN", "PRON"):
        return (None, before)
    described = tree.feature(noun, "Number")
    if described is None or len(tree.conjuncts(noun)) > 1:
        return (None, "Sing", "Plur")
    return (None, before, described)


def _object(tree: Tree, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "Ha accusato Mosca", "arrivò e vide il capo": after a transitive verb or a second one without an object stands that, no subject."""
    if tree[verb].upos != "VERB" or tree.relation(verb) not in ("conj", "root") or tree.kid(verb, "obj") is not None:
        return
    subject = tree.kid(verb, "nsubj")
    if subject is None or min(tree.subtree(subject)) != verb + 1 or tree[subject].deprel != "nsubj" or tree.kids(verb, "aux:pass"):
        return
    kind = lex.verb_type(tree[verb].lemma.lower(), tree[verb].text.lower())
    had = any(tree[c].lemma.lower() in ("avere", "have") for c in tree.kids(verb, "aux"))
    if kind in _TRANSITIVE or (had and kind in _TRANSITIVE_WITH_HAVE) or _goes_on(tree, lex, verb):
        tokens[subject] = replace(tree[subject], deprel="obj")


def _goes_on(tree: Tree, lex: Lexicon, verb: int) -> bool:
    """Whether an Italian verb after a conjunction has the subject of the one before: it can have an object, and agrees with that subject.

    In the Italian treebanks what follows such a verb is its object 95 times, its subject three times.
    """
    first, known = tree[verb].head, forms(tree.parse.lang)
    shared = next((s for s in tree.kids(first, "nsubj") if s < first and tree.feature(s, "PronType") != "Rel"), None)
    if tree.parse.lang != "it" or shared is None or tree.relation(verb) != "conj" or not tree.kids(verb, "cc"):
        return False
    if tree.kids(verb, "expl", "iobj", "mark") or any(tree[a].lemma.lower() == "essere" for a in tree.kids(verb, "aux")):
        return False
    alone = among(known.intransitive | known.with_essere, tree[verb].lemma) or tree[verb].lemma.lower() in known.inverting
    return not alone and not reports(lex, tree, verb) and tree.finite(verb) is not None and agree(tree, shared, verb)


def _controlled(tree: Tree, lex: Lexicon, infinitive: int, tokens: list[Token]) -> None:
    """ "Ha impedito ai manifestanti di marciare": an infinitive hangs from the verb that has somebody do it, or not."""
    if tree.relation(infinitive) != "acl" or tree.feature(infinitive, "VerbForm") != "Inf":
        return
    noun = tree[infinitive].head
    verb = tree[noun].head
    if tree[noun].deprel not in ("obl", "iobj", "obj"):
        return
    addressed = tree[noun].deprel != "obl" or any(tree[c].lemma.lower().split()[0] in ("a", "to") for c in tree.kids(noun, "case"))
    if addressed and tree[verb].upos == "VERB" and any(lex.has(name, tree[verb].lemma.lower()) for name in _CONTROL):
        attach(tokens, infinitive, verb, "xcomp")


def _coordination(tree: Tree, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A coordinated verb goes with the one that has its form: "ha avvertito che stava giocando … e ha suggerito"."""
    if tree.relation(verb) != "conj" or tree[verb].upos != "VERB" or tree.kid(verb, "nsubj") is not None:
        return
    lemma = tree[verb].lemma.lower()
    if not (lex.has("proposal.verbs", lemma) or reports(lex, tree, verb)):
        return  # what was said may well have several parts: "said the victim was hit and died"
    inner = tree[verb].head
    outer = tree[inner].head
    if tree.relation(inner) != "ccomp" or tree[outer].upos != "VERB" or outer > inner:
        return  # behind the quotation it stands apart: "The victim was hit and died, Tucker said"
    if shape(tree, verb) == shape(tree, outer) != shape(tree, inner):
        attach(tokens, verb, outer, "conj")


def _speaker(tree: Tree, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """Right after a verb of saying that follows a quotation stands who said it: «…», ha avvertito il generale.

    A name after the day is who said it too ("«…», ha detto mercoledì Lavrov"), and what else stands there tells of the saying, not of what was said.
    """
    group = min([verb, *tree.kids(verb, "aux")])
    closes = any(tree[j].text in ("”", "»", '"') for j in range(max(group - 2, tree.sentence(verb).first), group))
    if not closes or not reports(lex, tree, verb):
        return
    said = tree.kid(verb, "obj")
    bare = tree.kid(verb, "nsubj") is None
    if bare and said is not None and min(tree.subtree(said)) == verb + 1 and tree[said].upos in ("NOUN", "PROPN"):
        tokens[said] = replace(tree[said], deprel="nsubj")
    day = tree.kid(verb, "obl")
    name = tree.kid(day, "nmod") if bare and day == verb + 1 and not tree.kids(day, "case") else None
    if name is not None and tree[name].upos == "PROPN" and not tree.kids(name, "case"):
        attach(tokens, name, verb, "nsubj")
    quoted = tree[verb].head
    if tree.relation(verb) == "parataxis" and quoted < verb:
        for i in tree.kids(quoted, "obl", "advmod", "advcl"):
            if i > verb and not any(tree[j].text in ("“", "«", '"') for j in range(verb, i)):
                attach(tokens, i, verb, tree[i].deprel)


def _source(tree: Tree, lex: Lexicon, i: int, tokens: list[Token]) -> None:
    """Who says so, after a comma, describes no noun before it: "ha ucciso dodici persone, secondo i medici"."""
    if tree[i].deprel == "nmod" and lex.has("reporting.prepositions", tree.case(i)) and tree.is_aside(i):
        verb = next((above for above in tree.ancestors(i) if tree[above].upos == "VERB"), None)
        if verb is not None:
            attach(tokens, i, verb, "obl")


def _asked(tree: Tree, i: int, tokens: list[Token]) -> None:
    """What is asked hangs from the verb that asks: "chiedono chi ha ucciso il giornalista", of which "chi" is the subject, not that of the asking."""
    above = tree[i].head
    if tree[i].lemma.lower() != "chi" or above >= i or tree[above].upos != "VERB" or tree.relation(i) not in ("nsubj", "obj"):
        return
    for clause in tree.kids(i, "acl"):
        if tree.is_finite(clause) or tree.kids(clause, "aux"):
            attach(tokens, clause, above, "ccomp")
            attach(tokens, i, clause, "obj" if tree.kids(clause, "nsubj") else "nsubj")
