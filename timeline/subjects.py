"""Whose verb it is: subjects that a parser has hung elsewhere, and that agreement, clitics or the verb itself give back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.forms import Forms, features, finite, forms
from timeline.lexicon import Lexicon, stem
from timeline.model import Parse, Token
from timeline.parse import plain
from timeline.tree import Tree, attach

_OF_VERBS = {"acl": "advcl", "nmod": "obl"}  # what hung from a noun and hangs from a verb now
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_CONJUNCTIONS = ("after", "before", "since", "until", "while", "as", "because", "by")
_PAST = "Mood=Ind|Tense=Past"
_REPORTS = ("say", "deny", "ask", "promise", "predict", "think", "threaten")


def given_back(parse: Parse, lex: Lexicon) -> list[Token]:
    """The tokens with subjects, and the verbs they belong to, where they must be."""
    tokens = list(parse.tokens)
    known = forms(parse.lang)
    for step in (
        _participles,
        _relatives,
        _subordinates,
        _raised,
        _reduced,
        _heads,
        _tenses,
        _actives,
        _several,
        _arguments,
        _pairs,
        _coordinated,
    ):
        tree = Tree.of(replace(parse, tokens=tuple(tokens)))
        for i, token in enumerate(tokens):
            if token.upos in ("VERB", "AUX", "NOUN", "ADJ"):
                step(tree, known, lex, i, tokens)
    return tokens


def _participles(tree: Tree, known: Forms, lex: Lexicon, i: int, tokens: list[Token]) -> None:
    """What has an auxiliary is a verb ("sono morte"), and a copula is its predicate's, not its subject's."""
    if tree[i].upos == "AUX":
        above = tree[i].head
        predicate = tree[above].head
        misplaced = tree.relation(i) == "cop" and tree.relation(above) == "nsubj" and not tree.kids(predicate, "cop", "aux")
        if misplaced and tree[predicate].upos in _NOMINAL:  # "Among the victims were two children"
            attach(tokens, i, predicate, "cop")
        return
    word = plain(tree[i].text).lower()
    helped = tree.kids(i, "aux") and not tree.kids(i, "cop", "det", "case")
    if tree[i].upos != "VERB" and helped and word[:-1] in known.participles:
        kept = "|".join(f for f in tree[i].feats.split("|") if f.startswith(("Gender", "Number")))
        feats = "|".join(filter(None, [kept, "Tense=Past|VerbForm=Part"]))
        tokens[i] = replace(tree[i], upos="VERB", lemma=known.participles[word[:-1]], feats=feats)


def _relatives(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A relative pronoun's clause describes the noun before it; after a verb, or with a subject beside it, "che" is no subject."""
    pronoun = next((c for c in tree.kids(verb, "nsubj") if tree[c].lemma.lower() in ("che", "that", "which", "who")), None)
    relative = pronoun is not None and (tree[pronoun].lemma.lower() == "che" or tree.feature(pronoun, "PronType") == "Rel")
    if pronoun is None or not relative or pronoun > verb or tree.finite(verb) is None:
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
    elif tree[verb].deprel in ("conj", "advcl", "parataxis", "acl") and not tree.kids(verb, "mark", "cc"):
        near = (i for i in [before, *tree.ancestors(before)] if tree[i].upos in ("NOUN", "PROPN") and i < pronoun)
        noun = next((i for i in near if _agree(tree, i, verb)), None)
        if noun is not None:
            attach(tokens, verb, noun, "acl:relcl")  # "spararono sulla folla, che fuggì"


def _subordinates(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "After the court acquitted him, the tycoon left": the preposition is a conjunction, and the clause with the subject is the main one."""
    if tree.parse.lang != "en" or not _finite_verb(tree, verb) or tree.kids(verb, "nsubj", "mark", "aux:pass"):
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


def _raised(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """The noun right before a finite clause without a subject is its subject, not an object above it: "vows Europe will not yield"."""
    above = tree[verb].head
    finite_form = tree.finite(verb)
    if (
        finite_form is None
        or tree.relation(verb) not in ("ccomp", "conj", "parataxis")
        or above >= verb
        or tree.relation(above) in ("aux", "cop")
    ):
        return
    if tree.kids(verb, "nsubj", "cc", "csubj", "expl", "obj") or not (_reports(lex, tree, above) or tree.relation(verb) == "ccomp"):
        return
    if any(tree[m].text.lower() != "to" for m in tree.kids(verb, "mark")):
        return
    first = min([verb, *tree.kids(verb, "aux", "cop")])
    noun = next((c for c in tree.kids(above, "obj") if above < c < first and max(tree.subtree(c)) == first - 1), None)
    if noun is not None and _agree(tree, noun, verb):
        attach(tokens, noun, verb, "nsubj")


def _pairs(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A plural verb's subject in the singular has a second: "il premier X e il presidente Y hanno firmato"."""
    helper, subject = tree.finite(verb), tree.kid(verb, "nsubj")
    if helper is None or subject is None or subject > verb or tree.feature(helper, "Number") != "Plur":
        return
    if tree.feature(subject, "Number") == "Plur" or len(tree.conjuncts(subject)) > 1 or tree.feature(subject, "PronType"):
        return
    inside = [i for i in tree.subtree(subject) if subject < i < verb]
    second = next((i for i in inside if tree.relation(i) == "conj" and tree.kids(i, "cc") and tree[i].upos in _NOMINAL), None)
    if second is not None and not tree.kids(second, "case"):
        attach(tokens, second, subject, "conj")


def _reduced(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """The second of two verbs on one subject is its verb, the first a participle: "Weapons seized at the port came", "L'accordo raggiunto prevede"."""
    first = tree[verb].head
    english = tree.parse.lang == "en"
    if first >= verb or not _finite_verb(tree, verb) or tree[first].upos != "VERB":
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


def _finite_verb(tree: Tree, verb: int) -> bool:
    return tree[verb].upos == "VERB" and tree.finite(verb) is not None


def _several(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """Of two subjects before a verb one is another's: of what was said, of a list, or set beside the other by commas."""
    subjects = [s for s in tree.kids(verb, "nsubj") if tree[s].deprel == "nsubj" and tree.feature(s, "PronType") != "Rel"]
    inserted = tree[min([verb, *tree.kids(verb, "aux", "cop")]) - 1].text == ","
    if len(subjects) == 1 and subjects[0] < verb and inserted and _reports(lex, tree, verb):
        subjects += [c for c in tree.kids(verb, "obj") if c > verb and _bare(tree, c)]  # "La guerra, ha aggiunto Putin, …"
    if len(subjects) == 1 and subjects[0] < verb and _reports(lex, tree, verb):
        apart = [
            c
            for c in tree.kids(verb, "obl", "dislocated")
            if c < subjects[0] and tree[c].deprel in ("obl", "dislocated") and _bare(tree, c)
        ]
        subjects = [*apart[:1], *subjects]  # "The war, Putin added, …"
    if len(subjects) < 2 or subjects[0] > verb or tree[verb].upos != "VERB":
        return
    first, second = subjects[:2]
    said = next((c for c in tree.kids(verb, "ccomp", "parataxis") if c > verb and not tree.kids(c, "nsubj")), None)
    comma = any(t.text == "," for t in tree.parse.tokens[first:second])
    if said is not None and comma and _reports(lex, tree, verb):
        tokens[second] = replace(tree[second], deprel="nsubj")
        tokens[first] = replace(tree[first], head=said, deprel="nsubj")  # "La guerra, ha aggiunto Putin, poteva essere evitata"
    elif second < verb and comma and not inserted and (_adjacent(tree, first, second) or _listed(tree, second)):
        attach(tokens, second, first, "conj")  # "Trump, Xi agree to meet"; "Saudi Arabia, the Emirates and Egypt"
    elif tree[first].deprel != "nsubj":
        return
    elif second < verb and comma and inserted:
        attach(tokens, second, first, "appos")
    elif second < verb and comma:
        tokens[first] = replace(tree[first], deprel="dislocated")  # "Hours earlier, the presidents had spoken"


def _adjacent(tree: Tree, first: int, second: int) -> bool:
    """Whether only a comma and the rest of the first name stand between two names."""
    return all(tree[i].text == "," or tree[i].head == first for i in range(first + 1, second))


def _listed(tree: Tree, noun: int) -> bool:
    """Whether a noun is the last but one of a list."""
    return any(tree.kids(c, "cc") for c in tree.kids(noun, "conj"))


def _reports(lex: Lexicon, tree: Tree, verb: int) -> bool:
    return any(lex.has(f"reporting.{k}", tree[verb].lemma.lower()) for k in _REPORTS)


def _heads(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A sentence is a verb's, not a noun's that the verb describes: "Trump, che …, ha elogiato", "The minister resigned."."""
    noun = tree[verb].head
    finite_complement = tree.relation(verb) == "xcomp" and tree.is_finite(verb) and not tree.kids(verb, "aux")
    if tree.relation(noun) == "acl" and (tree[verb - 1].text == "," or finite_complement):
        noun = tree[noun].head  # "Il piano, che Washington sostiene, divide gli europei"
    if tree[verb].upos == "AUX" or (tree[verb].upos in ("ADJ", "NOUN") and not (tree[verb].upos == "ADJ" and _is_verb(tree, lex, verb))):
        return
    if noun >= verb or tree[noun].upos not in _NOMINAL or tree.relation(noun) not in ("root", "ccomp", "parataxis"):
        return
    if tree.relation(verb) not in ("acl", "parataxis", "appos", "conj", "advcl", "ccomp", "xcomp", "dep", "nmod", "obl", "amod"):
        return
    if tree.kids(noun, "cop", "aux", "nsubj", "case") or tree.kids(verb, "nsubj", "mark", "csubj", "cc", "obl:agent"):
        return
    between = [t.text for t in tree.parse.tokens[noun + 1 : verb]]
    if any(mark in between for mark in (":", "–", "—", "«", "“", '"', ";")) or not _agree(tree, noun, verb):
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


def _tenses(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
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


def _actives(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "È arrivata", "si sono riuniti": what takes no object has no passive, nor has what is done to oneself."""
    if tree.feature(verb, "VerbForm") == "Part" and _among(known.with_essere, tree[verb].lemma):
        for c in tree.kids(verb, "cop"):  # "È morto"
            tokens[c] = replace(tree[c], deprel="aux")
    passives = tree.kids(verb, "aux:pass")
    if tree[verb].upos != "VERB" or not (passives or tree.kids(verb, "nsubj:pass")) or tree.kids(verb, "obl:agent"):
        return
    oneself = any(plain(tree[c].text).lower() in ("si", "s'") and tree[c].deprel != "expl:pass" for c in tree.kids(verb, "expl"))
    helpers = [tree[a].lemma.lower() for a in tree.kids(verb, "aux")]
    if not (_among(known.with_essere, tree[verb].lemma) or (oneself and passives)) or any(h != "essere" for h in helpers):
        return
    for a in passives:
        tokens[a] = replace(tree[a], deprel="aux")
    for s in tree.kids(verb, "nsubj:pass"):
        tokens[s] = replace(tree[s], deprel="nsubj")


def _arguments(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "Lo ha annunciato il presidente", "parteciperanno trenta Paesi", "si temono attacchi": who does it stands after the verb."""
    helper = tree.finite(verb)
    if helper is None or tree[verb].upos != "VERB" or tree.kids(verb, "nsubj", "csubj"):
        return
    named = next((c for c in tree.kids(verb, "advmod", "dep", "discourse") if tree[c].upos == "PROPN" and c < helper), None)
    if named is not None and not tree.kids(named, "case") and _agree(tree, named, verb):
        tokens[named] = replace(tree[named], deprel="nsubj")
        return
    if tree.parse.lang != "it":
        return
    before = next((c for c in tree.kids(verb, "dislocated") if c < verb), None)
    clitic = next((c for c in tree.kids(verb, "obj", "expl", "iobj") if c < verb and plain(tree[c].text).lower() in known.clitics), None)
    if before is not None and clitic is not None and tree.feature(before, "Number") != tree.feature(clitic, "Number"):
        if _agree(tree, before, verb):  # "gli inquirenti l'hanno interrogato"
            tokens[before] = replace(tree[before], deprel="nsubj")
        return
    oneself = next((c for c in tree.kids(verb, "expl", "obj", "iobj") if plain(tree[c].text).lower() in ("si", "s'")), None)
    alone = _among(known.intransitive - known.labile, tree[verb].lemma)
    after = next((c for c in tree.kids(verb, "obj", *(("xcomp",) if alone else ())) if c > verb and _bare(tree, c)), None)
    if after is not None and _agree(tree, after, verb):
        if (
            oneself is not None
            and tree[after].deprel == "obj"
            and tree.feature(helper, "Number") == "Plur"
            and not tree.kids(verb, "aux:pass")
        ):
            tokens[after] = replace(tree[after], deprel="nsubj:pass")
            tokens[oneself] = replace(tree[oneself], deprel="expl:pass")
        elif clitic is not None or alone or any(rule(tree, known, lex, verb) for rule in (_opens, _with_be, _there, _put_in)):
            tokens[after] = replace(tree[after], deprel="nsubj")
    elif oneself is not None and after is None and tree[verb].lemma.lower() in known.impersonal:
        tokens[oneself] = replace(tree[oneself], deprel="expl:impers")


def _there(tree: Tree, known: Forms, lex: Lexicon, verb: int) -> bool:
    """Whether a verb stands in a clause of place or time before what it says it of: "la città, dove vivevano ventimila persone"."""
    return tree[verb].deprel == "acl:relcl" and any(
        tree[c].text.lower() == "dove" and c == verb - 1 for c in tree.kids(verb, "advmod", "obl", "mark")
    )


def _with_be(tree: Tree, known: Forms, lex: Lexicon, verb: int) -> bool:
    """Whether a verb has "essere" and is no passive: it has no object ("È iniziata la trattativa")."""
    return any(tree[a].deprel == "aux" and tree[a].lemma.lower() == "essere" for a in tree.kids(verb, "aux")) and not tree.kids(
        verb, "expl", "aux:pass", "iobj"
    )


def _put_in(tree: Tree, known: Forms, lex: Lexicon, verb: int) -> bool:
    """Whether a verb of saying is put into or after what is said: "Può cambiare idea, ammette il portavoce"."""
    group = min([verb, *tree.kids(verb, "aux")])
    inserted = tree.relation(verb) == "parataxis" or (tree.relation(verb) == "conj" and not tree.kids(verb, "cc"))
    return inserted and group > 0 and tree[group - 1].text == "," and _reports(lex, tree, verb)


def _is_verb(tree: Tree, lex: Lexicon, i: int) -> bool:
    """Whether a verb of the stem exists: "expired", taken for an adjective."""
    return tree[i].text.lower().endswith("ed") and bool(lex.stems.get(stem(tree[i].text.lower())))


def _opens(tree: Tree, known: Forms, lex: Lexicon, verb: int) -> bool:
    """Whether a verb of beginning or going on stands before all that could be its subject: "Intanto proseguono le ricerche"."""
    if tree[verb].lemma.lower() not in known.inverting or tree.relation(verb) not in ("root", "ccomp", "advcl"):
        return False
    noun = next((c for c in tree.kids(verb, "obj") if any(tree.feature(d, "Definite") == "Def" for d in tree.kids(c, "det"))), None)
    if noun is None or tree.kids(verb, "aux"):
        return False  # "iniziò una carriera"
    return not any(tree[i].upos in ("NOUN", "PROPN", "PRON") for i in tree.subtree(verb) if i < verb and tree.case(i) == "")


def _bare(tree: Tree, noun: int) -> bool:
    """Whether a noun stands without a preposition and is no clitic."""
    nominal = tree[noun].upos in _NOMINAL or (tree[noun].upos == "ADJ" and bool(tree.kids(noun, "det")))
    apart = tree[min(tree.subtree(noun)) - 1].text == ","
    return nominal and not apart and not tree.kids(noun, "case") and tree.feature(noun, "Clitic") is None


def _coordinated(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """After a comma a verb without a subject goes on from the one before: "ha elogiato i soccorritori, ha visitato i feriti"."""
    first = tree[verb].head
    if tree[verb].deprel != "parataxis" or first >= verb or tree[first].upos != "VERB" or tree.kids(verb, "nsubj", "csubj", "mark"):
        return
    if tree[verb].upos != "VERB" or _reports(lex, tree, verb) or shape(tree, verb) != shape(tree, first):
        return
    if tree.finite(verb) is None or any(t.text in (":", ";", "»", "”", '"') for t in tree.parse.tokens[first:verb]):
        return
    tokens[verb] = replace(tree[verb], deprel="conj")


def shape(tree: Tree, verb: int) -> tuple[str, ...]:
    """The shape of a verb group: its auxiliaries' forms, or the tense of the verb itself."""
    auxiliaries = tuple(tree[a].text.lower() for a in tree.kids(verb, "aux"))
    return auxiliaries or (tree.feature(verb, "Mood") or "", tree.feature(verb, "Tense") or "")


def _agree(tree: Tree, noun: int, verb: int) -> bool:
    """Whether nothing speaks against a noun's being the subject of a verb, by number and person."""
    helper = tree.finite(verb)
    if helper is None:
        return True
    number = features(tree[helper].feats).get("Number")
    person = features(tree[helper].feats).get("Person")
    several = len(tree.conjuncts(noun)) > 1 or bool(tree.kids(noun, "nummod"))
    mine = "Plur" if several else tree.feature(noun, "Number")
    return person in (None, "3") and (number is None or mine is None or number == mine)


def _among(verbs: Sequence[str] | frozenset[str], lemma: str) -> bool:
    """Whether a verb is listed, by a lemma that may have got the wrong ending ("intervenere")."""
    word = lemma.lower()
    return word in verbs or (len(stem(word)) > 4 and any(stem(v) == stem(word) for v in verbs))
