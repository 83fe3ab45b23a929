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
_PAST = "Mood=Ind|Tense=Past"
_REPORTS = ("say", "deny", "ask", "promise", "predict", "think", "threaten")


def given_back(parse: Parse, lex: Lexicon) -> list[Token]:
    """The tokens with subjects, and the verbs they belong to, where they must be."""
    tokens = list(parse.tokens)
    known = forms(parse.lang)
    for step in (_heads, _tenses, _actives, _arguments, _coordinated):
        tree = Tree.of(replace(parse, tokens=tuple(tokens)))
        for i, token in enumerate(tokens):
            if token.upos == "VERB":
                step(tree, known, lex, i, tokens)
    return tokens


def _heads(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """A sentence is a verb's, not a noun's that the verb describes: "Trump, che …, ha elogiato", "The minister resigned."."""
    noun = tree[verb].head
    if noun >= verb or tree[noun].upos not in _NOMINAL or tree.relation(noun) not in ("root", "ccomp", "parataxis"):
        return
    if tree.relation(verb) not in ("acl", "parataxis", "appos", "conj", "advcl", "dep", "nmod", "obl", "amod"):
        return
    if tree.kids(noun, "cop", "aux", "nsubj", "case") or tree.kids(verb, "nsubj", "mark", "csubj", "cc", "obl:agent"):
        return
    between = [t.text for t in tree.parse.tokens[noun + 1 : verb]]
    if any(mark in between for mark in (":", "–", "—", "«", "“", '"', ";")) or not _agree(tree, noun, verb):
        return
    if any(tree[c].upos == "PRON" and tree.feature(c, "PronType") == "Rel" for c in tree.subtree(verb)):
        return
    told = tree.finite(verb) is not None
    if not told and not _ends_as_past(tree, noun, verb):
        return
    if not told:
        tokens[verb] = replace(tokens[verb], feats=finite("", _PAST))
    for c in tree.children[noun]:
        if c > verb:
            tokens[c] = replace(tokens[c], head=verb, deprel=_OF_VERBS.get(tree[c].deprel, tree[c].deprel))
    attach(tokens, noun, verb, "nsubj")


def _ends_as_past(tree: Tree, noun: int, verb: int) -> bool:
    """Whether an English participle after its noun must be the past of a full sentence: "The truce expired at midnight."."""
    sentence = tree.sentence(verb)
    if tree.parse.lang != "en" or tree[sentence.last - 1].text not in (".", "!") or not tree.is_root(noun):
        return False
    if tree.feature(verb, "VerbForm") != "Part" or tree.feature(verb, "Tense") != "Past" or tree.kids(verb, "aux"):
        return False
    if any(tree.is_finite(i) for i in range(sentence.first, sentence.last)) or any(tree.case(c) == "by" for c in tree.kids(verb, "obl")):
        return False
    return all(tree[i].text != "," for i in range(noun, verb)) and bool(tree.kids(noun, "det") or tree[noun].upos in ("PROPN", "PRON"))


def _tenses(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """With a subject before it and no auxiliary, an English participle or base form is a past: "when the bridge collapsed"."""
    if tree.parse.lang != "en" or tree.kids(verb, "aux", "cop"):
        return
    form, word = tree.feature(verb, "VerbForm"), tree[verb].text.lower()
    subject = tree.kid(verb, "nsubj")
    if form == "Part" and tree.feature(verb, "Tense") == "Past" and subject is not None and subject < verb:
        if tree.kids(verb, "mark", "advmod") or tree[verb].deprel == "acl:relcl":
            tokens[verb] = replace(tree[verb], feats=finite("", _PAST))
        return
    if word not in known.same or any(tree[m].text.lower() == "to" for m in tree.kids(verb, "mark")):
        return
    base = form == "Inf" or tree.feature(verb, "Mood") == "Imp" or (form == "Part" and tree.relation(verb) == "conj")
    above = tree[verb].head
    after = tree.relation(verb) == "conj" and tree.feature(above, "Tense") == "Past" and not tree.kids(above, "aux", "cop")
    singular = subject is not None and subject < verb and tree.feature(subject, "Number") == "Sing"
    if (base and subject is not None and subject < verb) or (base and after) or (singular and tree.feature(verb, "Tense") == "Pres"):
        tokens[verb] = replace(tree[verb], feats=finite("", _PAST))


def _actives(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "È arrivata", "si sono riuniti": what takes no object has no passive, nor has what is done to oneself."""
    passives = tree.kids(verb, "aux:pass")
    if not passives or tree.kids(verb, "obl:agent"):
        return
    oneself = any(plain(tree[c].text).lower() in ("si", "s'") for c in tree.kids(verb, "expl", "obj", "iobj"))
    if not (_among(known.with_essere, tree[verb].lemma) or oneself):
        return
    if not all(tree[a].lemma.lower() == "essere" for a in passives):
        return
    for a in passives:
        tokens[a] = replace(tree[a], deprel="aux")
    for s in tree.kids(verb, "nsubj:pass"):
        tokens[s] = replace(tree[s], deprel="nsubj")


def _arguments(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "Lo ha annunciato il presidente", "parteciperanno trenta Paesi", "si temono attacchi": who does it stands after the verb."""
    helper = tree.finite(verb)
    if helper is None or tree.kids(verb, "nsubj", "csubj") or tree.parse.lang != "it":
        return
    before = next((c for c in tree.kids(verb, "dislocated") if c < verb), None)
    clitic = next((c for c in tree.kids(verb, "obj", "expl", "iobj") if c < verb and plain(tree[c].text).lower() in known.clitics), None)
    if before is not None and clitic is not None and tree.feature(before, "Number") != tree.feature(clitic, "Number"):
        if _agree(tree, before, verb):  # "gli inquirenti l'hanno interrogato"
            tokens[before] = replace(tree[before], deprel="nsubj")
        return
    oneself = next((c for c in tree.kids(verb, "expl", "obj", "iobj") if plain(tree[c].text).lower() in ("si", "s'")), None)
    after = next((c for c in tree.kids(verb, "obj", "obl") if c > verb and _bare(tree, c)), None)
    if after is not None and _agree(tree, after, verb):
        if oneself is not None and not tree.kids(verb, "aux:pass") and tree[after].deprel == "obj":
            tokens[after] = replace(tree[after], deprel="nsubj:pass")
            tokens[oneself] = replace(tree[oneself], deprel="expl:pass")
        elif clitic is not None or _among(known.intransitive, tree[verb].lemma) or _opens(tree, known, verb):
            tokens[after] = replace(tree[after], deprel="nsubj")
    elif oneself is not None and after is None and tree[verb].lemma.lower() in known.impersonal:
        tokens[oneself] = replace(tree[oneself], deprel="expl:impers")


def _opens(tree: Tree, known: Forms, verb: int) -> bool:
    """Whether a verb of beginning or going on stands before all that could be its subject: "Intanto proseguono le ricerche"."""
    if tree[verb].lemma.lower() not in known.inverting or tree.relation(verb) not in ("root", "ccomp", "advcl"):
        return False
    first = min([verb, *tree.kids(verb, "aux")])
    return not any(tree[i].upos in ("NOUN", "PROPN", "PRON") for i in tree.subtree(verb) if i < first and tree.case(i) == "")


def _bare(tree: Tree, noun: int) -> bool:
    """Whether a noun stands without a preposition and is no clitic."""
    return (
        tree[noun].upos in _NOMINAL
        and not tree.kids(noun, "case")
        and tree.feature(noun, "Clitic") is None
        and tree[noun].deprel != "obl:tmod"
    )


def _coordinated(tree: Tree, known: Forms, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """After a comma a verb without a subject goes on from the one before: "ha elogiato i soccorritori, ha visitato i feriti"."""
    first = tree[verb].head
    if tree[verb].deprel != "parataxis" or first >= verb or tree[first].upos != "VERB" or tree.kids(verb, "nsubj", "csubj", "mark"):
        return
    if any(lex.has(f"reporting.{k}", tree[verb].lemma.lower()) for k in _REPORTS) or shape(tree, verb) != shape(tree, first):
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
