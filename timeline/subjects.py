"""Whose verb it is: subjects that a parser has hung elsewhere, and that agreement, clitics or the verb itself give back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from timeline.forms import Forms, features
from timeline.lexicon import Lexicon, stem
from timeline.model import Token
from timeline.parse import plain
from timeline.tree import Tree, attach

NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_APART = (",", "-", "–", "—", "_", ":", '"', "“", "«")
_REPORTS = ("say", "deny", "ask", "promise", "predict", "think", "threaten")


def raised_subject(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """The noun right before a finite clause without a subject is its subject, not an object above it: "vows Europe will not yield"."""
    above = tree[verb].head
    if tree.relation(verb) not in ("ccomp", "conj", "parataxis") or above >= verb:
        return
    if tree.finite(verb) is None or tree.relation(above) in ("aux", "cop"):
        return
    if tree.kids(verb, "nsubj", "cc", "csubj", "expl", "obj") or not (reports(lex, tree, above) or tree.relation(verb) == "ccomp"):
        return
    if any(tree[m].text.lower() != "to" for m in tree.kids(verb, "mark")):
        return
    first = min([verb, *tree.kids(verb, "aux", "cop")])
    noun = next((c for c in tree.kids(above, "obj") if above < c < first and max(tree.subtree(c)) == first - 1), None)
    if noun is not None and agree(tree, noun, verb):
        attach(tokens, noun, verb, "nsubj")


def own_subject(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """The noun between "and" and a coordinated verb is its subject, not one more object: "pose il veto e il vertice si concluse"."""
    if tree.relation(verb) != "conj" or not is_finite_verb(tree, verb) or tree.kids(verb, "nsubj", "csubj", "cc"):
        return
    group = [verb, *tree.kids(verb, "aux", "cop"), *(c for c in tree.kids(verb, "expl", "obj", "iobj", "advmod") if c < verb)]
    noun = next(
        (i for i in [min(group) - 1, *tree.ancestors(min(group) - 1)] if tree.relation(i) == "conj" and tree[i].upos in NOMINAL), None
    )
    if min(group) < 1 or noun is None or noun > verb or not tree.kids(noun, "cc") or max(tree.subtree(noun)) != min(group) - 1:
        return
    if tree.relation(tree[noun].head) in ("obj", "obl", "nmod", "iobj") and _agree_alone(tree, noun, verb):
        attach(tokens, noun, verb, "nsubj")
        for c in tree.kids(noun, "cc"):
            tokens[c] = replace(tree[c], head=verb)


def _agree_alone(tree: Tree, noun: int, verb: int) -> bool:
    """Whether a noun agrees with a verb that says its number."""
    return agree(tree, noun, verb) and tree.feature(noun, "Number") == tree.feature(tree.finite(verb) or verb, "Number")


def counted_subject(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A number that counts what follows it is no part of the noun before it: "ieri a Bengasi centinaia di persone sono scese in piazza"."""
    helper = tree.finite(verb) if tree[verb].upos == "VERB" else None
    if helper is None or tree.feature(helper, "Number") == "Sing":
        return
    before = (i for i in range(tree.sentence(verb).first, helper) if tree.relation(i) in ("nummod", "flat") and tree[i].head < i)
    number = next((i for i in before if tree[i].upos == "NUM" and tree.kids(i, "nmod") and not tree.kids(i, "case")), None)
    if number is None or max(tree.subtree(number)) >= helper or tree[tree[number].head].head != verb:
        return
    place = tree[number].head
    if tree.case(place) and [s for s in tree.kids(verb, "nsubj", "csubj") if s != place] == []:
        tokens[place] = replace(tree[place], deprel="obl")
        attach(tokens, number, verb, "nsubj")


def second_subject(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A plural verb's subject in the singular has a second: "il premier X e il presidente Y hanno firmato"."""
    helper, subject = tree.finite(verb), tree.kid(verb, "nsubj")
    if helper is None or subject is None or subject > verb or tree.feature(helper, "Number") != "Plur":
        return
    first = tree[verb].head
    joined = tree.relation(verb) == "conj" and tree[first].upos in ("NOUN", "PROPN") and tree[subject - 1].upos == "CCONJ"
    if joined and max(j for j in tree.subtree(first, frozenset([verb]))) == subject - 2 and len(tree.conjuncts(subject)) == 1:
        attach(tokens, first, verb, "nsubj")  # "Trump e Putin hanno parlato", the first taken for a sentence
        attach(tokens, subject, first, "conj")
        return
    if tree.feature(subject, "Number") == "Plur" or len(tree.conjuncts(subject)) > 1 or tree.feature(subject, "PronType"):
        return
    inside = [i for i in tree.subtree(subject) if subject < i < verb]
    second = next((i for i in inside if tree.relation(i) == "conj" and tree.kids(i, "cc") and tree[i].upos in NOMINAL), None)
    if second is not None and not tree.kids(second, "case"):
        attach(tokens, second, subject, "conj")


def is_finite_verb(tree: Tree, verb: int) -> bool:
    return tree[verb].upos == "VERB" and tree.finite(verb) is not None


def several_subjects(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """Of two subjects before a verb one is another's: of what was said, of a list, or set beside the other by commas."""
    subjects = [s for s in tree.kids(verb, "nsubj") if tree[s].deprel == "nsubj" and tree.feature(s, "PronType") != "Rel"]
    if not subjects or tree[verb].upos != "VERB":
        return
    inserted = tree[min([verb, *tree.kids(verb, "aux", "cop")]) - 1].text == ","
    if len(subjects) == 1 and subjects[0] < verb and inserted and reports(lex, tree, verb):
        subjects += [c for c in tree.kids(verb, "obj") if c > verb and _bare(tree, c)]  # "La guerra, ha aggiunto Putin, …"
    if len(subjects) == 1 and subjects[0] < verb and reports(lex, tree, verb):
        apart = [
            c
            for c in tree.kids(verb, "obl", "dislocated")
            if c < subjects[0] and tree[c].deprel in ("obl", "dislocated") and _bare(tree, c)
        ]
        subjects = [*apart[:1], *subjects]  # "The war, Putin added, …"
    if len(subjects) < 2:
        return
    first, second = subjects[:2]
    beside = max(tree.subtree(first)) == min(tree.subtree(second)) - 1
    if (second < verb or first > verb) and beside and not any(_parts(tree, i) for i in range(first, second)):
        attach(tokens, second, first, "appos")  # "Former chief executive Anna Bell resigned"
        return
    if first > verb or tree.feature(first, "PronType") == "Neg":
        return  # "Nessuno degli esclusi, l'ex ministro e il generale, ha parlato"
    said = next((c for c in tree.kids(verb, "ccomp", "parataxis") if c > verb and not tree.kids(c, "nsubj")), None)
    comma = any(t.text == "," for t in tree.parse.tokens[first:second])
    if said is not None and comma and reports(lex, tree, verb):
        tokens[second] = replace(tree[second], deprel="nsubj")
        tokens[first] = replace(tree[first], head=said, deprel="nsubj")  # "La guerra, ha aggiunto Putin, poteva essere evitata"
    elif second < verb and comma and not inserted and (_adjacent(tree, first, second, verb) or _listed(tree, second)):
        attach(tokens, second, first, "conj")  # "Trump, Xi agree to meet"; "Saudi Arabia, the Emirates and Egypt"
    elif tree[first].deprel != "nsubj":
        return
    elif second < verb and comma and inserted:
        attach(tokens, second, first, "appos")
    elif second < verb and (comma or agree(tree, second, verb)):
        tokens[first] = replace(tree[first], deprel="dislocated")  # "Hours earlier, the presidents had spoken", "THE RAIDS - A missile hit"
    elif second > verb and not tree.kids(verb, "obj"):
        tokens[second] = replace(tree[second], deprel="xcomp")  # "si è fatto portavoce dei cittadini"


def _parts(tree: Tree, i: int) -> bool:
    """Whether a token is a mark that parts two phrases, not the hyphen of "co-founder"."""
    return tree[i].text in _APART and (tree[i].text != "-" or tree[i].start > tree[i - 1].end)


def _adjacent(tree: Tree, first: int, second: int, verb: int) -> bool:
    """Whether only a comma and the rest of the first name stand between two names that a verb is not too singular for: "Dazi, Roma frena"."""
    if tree.parse.lang == "it" and tree.feature(tree.finite(verb) or verb, "Number") == "Sing":
        return False
    return all(tree[i].text == "," or tree[i].head == first for i in range(first + 1, second))


def _listed(tree: Tree, noun: int) -> bool:
    """Whether a noun is the last but one of a list."""
    return any(tree.kids(c, "cc") for c in tree.kids(noun, "conj"))


def reports(lex: Lexicon, tree: Tree, verb: int) -> bool:
    return any(lex.has(f"reporting.{k}", tree[verb].lemma.lower()) for k in _REPORTS)


def active_voice(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "È arrivata", "si sono riuniti": what takes no object has no passive, nor has what is done to oneself."""
    if tree.feature(verb, "VerbForm") == "Part" and among(known.with_essere, tree[verb].lemma):
        for c in tree.kids(verb, "cop"):  # "È morto"
            tokens[c] = replace(tree[c], deprel="aux")
    passives = tree.kids(verb, "aux:pass")
    if tree[verb].upos != "VERB" or not (passives or tree.kids(verb, "nsubj:pass")) or tree.kids(verb, "obl:agent"):
        return
    oneself = any(plain(tree[c].text).lower() in ("si", "s'") and tree[c].deprel != "expl:pass" for c in tree.kids(verb, "expl"))
    helpers = [tree[a].lemma.lower() for a in tree.kids(verb, "aux")]
    if not (among(known.with_essere, tree[verb].lemma) or (oneself and passives)) or any(h != "essere" for h in helpers):
        return
    for a in passives:
        tokens[a] = replace(tree[a], deprel="aux")
    for s in tree.kids(verb, "nsubj:pass"):
        tokens[s] = replace(tree[s], deprel="nsubj")


def subject_after(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "Lo ha annunciato il presidente", "parteciperanno trenta Paesi", "si temono attacchi": who does it stands after the verb."""
    helper = tree.finite(verb) if tree[verb].upos == "VERB" else None
    if helper is None or tree.kids(verb, "nsubj", "csubj"):
        return
    named = next((c for c in tree.kids(verb, "advmod", "dep", "discourse") if tree[c].upos == "PROPN" and c < helper), None)
    if named is not None and not tree.kids(named, "case") and agree(tree, named, verb):
        tokens[named] = replace(tree[named], deprel="nsubj")
        return
    if tree.parse.lang != "it":
        return
    if (named := _after_al(tree, verb, lex)) is not None:
        tokens[named] = replace(tree[named], deprel="nsubj")
        tokens[named - 1] = replace(tree[named - 1], upos="PROPN", deprel="flat:name")
        return
    before = next((c for c in tree.kids(verb, "dislocated") if c < verb), None)
    clitic = next((c for c in tree.kids(verb, "obj", "expl", "iobj") if c < verb and plain(tree[c].text).lower() in known.clitics), None)
    if before is not None and clitic is not None and tree.feature(before, "Number") != tree.feature(clitic, "Number"):
        if agree(tree, before, verb):  # "gli inquirenti l'hanno interrogato"
            tokens[before] = replace(tree[before], deprel="nsubj")
        return
    oneself = next((c for c in tree.kids(verb, "expl", "obj", "iobj") if plain(tree[c].text).lower() in ("si", "s'")), None)
    of_it = next((c for c in tree.children[verb] if c < verb and plain(tree[c].text).lower() == "ne"), None)
    alone = among(known.intransitive, tree[verb].lemma)
    after = next((c for c in tree.kids(verb, "obj", *(("xcomp",) if alone else ())) if c > verb and _bare(tree, c)), None)
    if after is not None and agree(tree, after, verb):
        if (
            oneself is not None
            and tree[after].deprel == "obj"
            and (tree.feature(helper, "Number") == "Plur" or tree[helper].lemma == "essere")  # "si sono visti", "si è tenuto un vertice"
            and not tree.kids(verb, "aux:pass")
        ):
            tokens[after] = replace(tree[after], deprel="nsubj:pass")
            tokens[oneself] = replace(tree[oneself], deprel="expl:pass")
        elif (
            clitic is not None
            or alone
            or (of_it is not None and tree.is_definite(after))
            or any(rule(tree, known, lex, verb) for rule in (_opens, _with_be, _there, _put_in, _thus))
        ):
            tokens[after] = replace(tree[after], deprel="nsubj")
        elif oneself is not None and _first(tree, verb):
            tokens[after] = replace(tree[after], deprel="nsubj")  # "Si dimette il ministro"
    elif oneself is not None and after is None and tree[verb].lemma.lower() in known.impersonal:
        tokens[oneself] = replace(tree[oneself], deprel="expl:impers")


def _after_al(tree: Tree, verb: int, lex: Lexicon) -> int | None:
    """Who says what a clause tells, whose Arabic article was taken for an Italian preposition: "Al Jazira riferisce che …"."""
    if not reports(lex, tree, verb) or not tree.kids(verb, "ccomp") or tree.kids(verb, "expl", "aux:pass"):
        return None
    names = (c for c in tree.kids(verb, "obl") if c < verb and tree[c].upos == "PROPN" and tree[c - 1].text in ("Al", "El"))
    return next((c for c in names if tree.kids(c, "case") == [c - 1]), None)


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
    return inserted and group > 0 and tree[group - 1].text == "," and reports(lex, tree, verb)


def _thus(tree: Tree, known: Forms, lex: Lexicon, verb: int) -> bool:
    """Whether "così", right before a verb of saying or deciding, stands for what was said or decided: "Così ha deciso la Corte"."""
    group = min([verb, *tree.kids(verb, "aux")])
    return group > 0 and tree[group - 1].lemma.lower() == "così" and (reports(lex, tree, verb) or tree[verb].lemma.lower() in known.thus)


def _first(tree: Tree, verb: int) -> bool:
    """Whether no noun without a preposition stands before a main verb."""
    before = (i for i in tree.subtree(verb) if i < verb and tree[i].upos in ("NOUN", "PROPN"))
    return tree.relation(verb) in ("root", "ccomp") and tree.is_finite(verb) and all(tree.case(i) for i in before)


def _opens(tree: Tree, known: Forms, lex: Lexicon, verb: int) -> bool:
    """Whether a verb of beginning or going on stands before all that could be its subject: "Intanto proseguono le ricerche"."""
    if tree[verb].lemma.lower() not in known.inverting or tree.relation(verb) not in ("root", "ccomp", "advcl"):
        return False
    noun = next((c for c in tree.kids(verb, "obj") if tree.is_definite(c)), None)
    if noun is None or tree.kids(verb, "aux"):
        return False  # "iniziò una carriera"
    return not any(tree[i].upos in ("NOUN", "PROPN", "PRON") for i in tree.subtree(verb) if i < verb and tree.case(i) == "")


def _bare(tree: Tree, noun: int) -> bool:
    """Whether a noun stands without a preposition and is no clitic."""
    nominal = tree[noun].upos in NOMINAL or (tree[noun].upos == "ADJ" and bool(tree.kids(noun, "det")))
    apart = tree[min(tree.subtree(noun)) - 1].text == ","
    return nominal and not apart and not tree.kids(noun, "case") and tree.feature(noun, "Clitic") is None


def coordinated_verb(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """After a comma a verb without a subject goes on from the one before: "ha elogiato i soccorritori, ha visitato i feriti"."""
    first = tree[verb].head
    if tree[verb].deprel != "parataxis" or first >= verb or tree[first].upos != "VERB" or tree.kids(verb, "nsubj", "csubj", "mark"):
        return
    if tree[verb].upos != "VERB" or reports(lex, tree, verb) or shape(tree, verb) != shape(tree, first):
        return
    if tree.finite(verb) is None or any(t.text in (":", ";", "»", "”", '"') for t in tree.parse.tokens[first:verb]):
        return
    tokens[verb] = replace(tree[verb], deprel="conj")


def shape(tree: Tree, verb: int) -> tuple[str, ...]:
    """The shape of a verb group: its auxiliaries' forms, or the tense of the verb itself."""
    auxiliaries = tuple(tree[a].text.lower() for a in tree.kids(verb, "aux"))
    return auxiliaries or (tree.feature(verb, "Mood") or "", tree.feature(verb, "Tense") or "")


def agree(tree: Tree, noun: int, verb: int) -> bool:
    """Whether nothing speaks against a noun's being the subject of a verb, by number and person."""
    helper = tree.finite(verb)
    if helper is None:
        return True
    number = features(tree[helper].feats).get("Number")
    person = features(tree[helper].feats).get("Person")
    several = len(tree.conjuncts(noun)) > 1 or any(c < noun for c in tree.kids(noun, "nummod"))  # "una Vega 307" is one
    mine = "Plur" if several else tree.feature(noun, "Number")
    return person in (None, "3") and (number is None or mine is None or number == mine)


def among(verbs: frozenset[str], lemma: str) -> bool:
    """Whether a verb is listed, by a lemma that may have got the wrong ending ("intervenere")."""
    word = lemma.lower()
    return word in verbs or (len(word) > 5 and len(stem(word)) > 4 and stem(word) in _stems(verbs))


@cache
def _stems(verbs: frozenset[str]) -> frozenset[str]:
    return frozenset(stem(v) for v in verbs)


def told_gender(tree: Tree, verb: int) -> str | None:
    """The gender that a participle after "essere" gives its subject."""
    told = tree.feature(verb, "VerbForm") == "Part" and any(tree[a].lemma == "essere" for a in tree.kids(verb, "aux"))
    return tree.feature(verb, "Gender") if told else None
