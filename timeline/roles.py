"""Who takes part in an event, and where it happens."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache

from timeline.factuality import subject_of
from timeline.furniture import beginning
from timeline.language import table
from timeline.lexicon import ontology
from timeline.model import Actor
from timeline.names import Known, Name, gazetteer, is_person, slug, written
from timeline.scene import Scene
from timeline.titles import title_words
from timeline.tree import Tree
from timeline.triggers import Trigger, counted

# Takes a participant by token, with a role.
Add = Callable[[int | None, str], None]
_SPOKEN_OF_AS_IT = ("organisation", "country", "place")
# Kinds of who or what takes part in an event; a place does not, even where something is done to it.
_TAKE_PART = ("person", "organisation", "country", "thing")
# Sentences back in which whom "he" means may be named.
BACK = 3
OPENING = 3  # sentences that tell what an article is about
# Relations of who takes part in what a clause tells.
_ARGUMENTS = ("nsubj", "obj", "iobj", "obl", "root")
# Types of which somebody, also a capital that stands for its government, is the recipient.
_TO_SOMEBODY = ("demand", "request", "offer", "propose", "supply", "sell", "aid", "sanction", "threaten", "warn", "call")
# Types of which a country is where somebody goes.
_MOTION = ("travel", "arrive", "leave")
# Verbs whose object is an event that their subject takes part in: "ha proposto colloqui con l'Ucraina".
_TAKES_EVENT = ("proposal.verbs", "intention.verbs", "aspect.begin", "aspect.continue", "aspect.end", "reporting.promise")


def main_subjects(tree: Tree, names: Mapping[int, Name]) -> dict[int, int]:
    """For each sentence, its main subject if it is a name, or whom its "he" means: what a following sentence without one means.

    Who signs a text, or the town at its head, is none.
    """
    found: dict[int, int] = {}
    for k, sentence in enumerate(tree.parse.sentences):
        if k < beginning(tree):
            continue
        root = next((i for i in range(sentence.first, sentence.last) if tree.is_root(i)), None)
        subject = subject_of(tree, root) if root is not None else None
        if subject is not None and entity_of(tree, names, subject):
            found[k] = subject
        elif subject is None and root is not None and k - 1 in found and tree[root].upos == "VERB":
            found[k] = found[k - 1]
        elif subject is not None and _is_single_pronoun(tree, subject) and not in_quotation(tree, subject):
            before = person_before(tree, names, found, k)
            if before is not None:
                found[k] = before
    return found


def _is_single_pronoun(tree: Tree, noun: int) -> bool:
    """Whether a word is "he" or "she"."""
    return tree[noun].text.lower() in title_words(tree.parse.lang, "person_pronoun") and tree.feature(noun, "Number") == "Sing"


def person_before(tree: Tree, names: Mapping[int, Name], subjects: Mapping[int, int], k: int) -> int | None:
    """The last main subject before a sentence that is a person: "he" is a person, though a country was the last subject."""
    for before in (subjects[j] for j in range(k - 1, max(k - 1 - BACK, -1), -1) if j in subjects):
        known = entity_of(tree, names, before)
        if known is not None and known.kind == "person":
            return before
    return None


def entity_of(tree: Tree, names: Mapping[int, Name], noun: int) -> Known | None:
    """Who a noun phrase names: its own name, the person that follows it, or the country that its people or forces act for."""
    name = names.get(noun)
    if name and name.how != "adjective":
        if name.known.kind == "thing" and (acting := _acting_for(tree, names, noun)) is not None:
            return acting  # "the Royal Australian Air Force", a proper name of nobody listed
        if name.how == "capital" and tree.kids(noun, "det"):
            return name.known  # "la Roma" is a club, "Roma" a city or its government
        return gazetteer().countries[name.known.country] if name.how == "capital" and name.known.country else name.known
    return _person_in(tree, names, noun) or _apposed(tree, names, noun) or _acting_for(tree, names, noun)


def _acting_for(tree: Tree, names: Mapping[int, Name], noun: int) -> Known | None:
    """The country or organisation that a noun acts for: "le truppe russe", "le forze di Kiev", "militants of Hamas".

    What is only of a country does not act for it, "una rivista tedesca", nor do those who are in it: "le truppe in Siria".
    """
    lang = tree.parse.lang
    for c in tree.kids(noun, "amod", "nmod", "compound", "flat", "conj") if tree[noun].upos in ("NOUN", "PROPN") else ():
        name = names.get(c)
        if name is None or not (tree[c].deprel == "nmod:poss" or tree.case(c) in ("", *title_words(lang, "of"))):
            continue
        if name.how == "capital" and name.known.country and _is_among(tree, noun, "capital"):
            return gazetteer().countries[name.known.country]
        if name.known.kind in ("country", "organisation") and _is_among(tree, noun, "state" if name.known.kind == "country" else "acting"):
            return name.known
    return None


def _is_among(tree: Tree, noun: int, group: str) -> bool:
    """Whether a noun is of one of the groups that act for somebody, or of those that do not."""
    words = _acting(tree.parse.lang)[group]
    return tree[noun].lemma.lower() in words or tree[noun].text.lower() in words


@cache
def _acting(lang: str) -> Mapping[str, frozenset[str]]:
    """The nouns of those who act for a country, for one by the name of its capital, for an organisation, and for nobody."""
    words = table(lang, "names")
    groups = {group: frozenset(words["groups"][group]) for group in ("state", "capital", "apart")}
    return groups | {"acting": frozenset([*words["groups"]["words"], *words["titles"]["organisation"], *words["roles"]["words"]])}


def _person_in(tree: Tree, names: Mapping[int, Name], noun: int) -> Known | None:
    """The person whom a noun with a name after it means: "l'aiutante del Cremlino Yuri Ushakov", not "il movimento Neri"."""
    lang = tree.parse.lang
    body = tree[noun].lemma.lower() in table(lang, "names")["titles"]["organisation"]
    if any(i in names for i in tree.subtree(noun)):
        outside = frozenset(c for c in tree.subtree(noun) if tree.relation(c) in ("acl", "conj", "advcl", "parataxis", "cc"))
        for i in tree.subtree(noun, outside):
            name = names.get(i)
            if i > noun and name and name.first == i and name.known.kind == "person" and name.how == "name" and not tree.kids(i, "case"):
                return None if body and _is_surname(name, lang) else name.known
    for i in range(noun + 1, min(noun + 7, len(tree.parse.tokens))):  # where the tree has lost the name that follows
        if tree[i].upos not in ("ADJ", "ADP", "PROPN", "NOUN"):
            return None
        name = names.get(i)
        if name and name.first == i and name.known.kind == "person":
            return None if tree[i - 1].upos == "ADP" or (body and _is_surname(name, lang)) else name.known
    return None


def _is_surname(name: Name, lang: str) -> bool:
    """Whether a name is only a part of the person's, so that beside "movement" it is the movement's; "the channel Al-Vega" is of its own."""
    return name.last - name.first == 1 and " " in name.known.name(lang)


def _apposed(tree: Tree, names: Mapping[int, Name], noun: int) -> Known | None:
    """The organisation whose name stands beside a common noun: "the Irish airline Ryanair", "the airline, Ryanair, …", not "a Fiat car"."""
    is_organisation = tree[noun].lemma.lower() in table(tree.parse.lang, "names")["generic"]["organisation"]
    beside = tree.kids(noun, "appos", "flat", "nmod") if is_organisation else tree.kids(noun, "appos")
    named = (names[c] for c in beside if c in names and not tree.kids(c, "case"))
    return next((n.known for n in named if n.how == "name" and n.known.kind == "organisation"), None) if tree[noun].upos == "NOUN" else None


def _entities(text: Scene, noun: int, role: str) -> list[Known]:
    """All who take part by a noun phrase: whom it names, those coordinated, whose it is, and for a pair the two persons just named."""
    tree, found = text.tree, []
    for i in tree.conjuncts(noun):
        known = entity_of(tree, text.names, i)
        if (known is None or known.kind == "thing") and _may_be_owned(text, i, role):
            found += _owners(text, i, acts=role == "agent")
        if known is None:
            continue
        found.append(known)
        found += [text.names[c].known for c in tree.kids(i, "amod") for c in tree.conjuncts(c)[1:] if c in text.names]
        several = tree.feature(i, "Number") == "Plur"  # "i colonnelli Neri, Bianchi e Brambilla"
        listed = [c for c in tree.kids(i, "nmod", "flat", "appos") if several and c > i and c in text.names and not tree.kids(c, "case")]
        found += [other for c in listed for d in tree.conjuncts(c) if (other := entity_of(tree, text.names, d))]
    if not found and is_pair(tree, noun):
        return last_two(text, noun)
    return found


def _may_be_owned(text: Scene, noun: int, role: str) -> bool:
    """Whether whose a thing is matters: to whom something is done, those who act for somebody do, not "arrived at Vega's gate"."""
    tree = text.tree
    to_somebody = role != "recipient" or tree.case(noun) in _counterpart(tree.parse.lang)["against"]
    return to_somebody or _is_among(tree, noun, "state") or _is_among(tree, noun, "acting")


def _owners(text: Scene, noun: int, *, acts: bool) -> list[Known]:
    """Who takes part through what is theirs: the company of "Vega's shops", "le azioni della Vega", the country of "an Iraqi raid".

    A person takes part through their forces and acts, a country through its acts only. Who made a thing takes part where somebody
    buys it, not where it `acts`: "a Vega car hit three men".
    """
    tree, lang = text.tree, text.tree.parse.lang
    if _is_among(tree, noun, "apart") or is_person(lang, tree[noun].lemma.lower()):
        return []
    event = text.lex.noun_type(tree[noun].lemma.lower(), tree[noun].text.lower()) if tree[noun].upos == "NOUN" else None
    told = event is not None
    kinds = [
        "organisation",
        *(["person"] if told or _is_among(tree, noun, "state") else []),
        *(["country"] if event and _is_of_state(event) else []),
    ]
    single = tree[noun].upos == "NOUN" and tree.feature(noun, "Number") != "Plur"
    made = acts and not told and (single or noun in text.names) and not _is_among(tree, noun, "acting")
    found = []
    for c in tree.kids(noun, "nmod", "compound", "flat", "amod"):
        case = tree.case(c)
        if tree[c].deprel != "nmod:poss" and (case not in ("", *title_words(lang, "of")) or case in _counterpart(lang)["source"]):
            continue
        if made and not case and tree[c].deprel != "nmod:poss":
            continue
        for d in tree.conjuncts(c):
            name = text.names.get(d)
            known = entity_of(tree, text.names, d) or (name.known if name and name.how == "adjective" else None)
            if name and name.how == "capital" and ontology()[event or "other"].group not in ("diplomacy", "speech"):
                continue  # "la rivolta di Roma"
            if known is not None and known.kind in kinds:
                found.append(known)
    return found


def described(tree: Tree, names: Mapping[int, Name], noun: int) -> Known | None:
    """Whom the text has named, of a noun phrase that only describes them: "il premier", "the airline"; None where the name stands beside it."""
    name = names.get(noun)
    if name is None or name.how != "role" or _person_in(tree, names, noun) or _apposed(tree, names, noun):
        return None
    beside = (names[i].known for i in tree.subtree(noun) if i in names and i != noun)
    return None if name.known in beside else name.known


def called(text: Scene, noun: int, drop: Container[int]) -> Iterator[tuple[Sequence[int], str]]:
    """The tokens of a noun phrase that only describes or counts whom the text has named, and what a title says in their place, if anything.

    "The airline" is Qantas, "i due" are Anna Neri and Ugo Bianchi; "il premier" is "il premier Anna Neri", where the language
    puts a name after its noun.
    """
    tree, lang = text.tree, text.tree.parse.lang
    known, pair = described(tree, text.names, noun), is_pair(tree, noun)
    if known is not None and not any(abs(tree.sentence_of[noun] - tree.sentence_of[i]) <= BACK for i in text.where[known] if i != noun):
        return  # "il primo ministro britannico", who may be another than the one of decades before
    if (known is None and not pair) or len(tree.conjuncts(noun)) > 1:
        return
    apart = frozenset(
        c for c in tree.children[noun] if tree.relation(c) in ("acl", "appos", "punct", "case") or (c > noun and tree.is_aside(c))
    )
    phrase = [i for i in tree.subtree(noun, apart) if i not in drop]
    words = table(lang, "titles")["named"]
    if known is None:
        if len(two := last_two(text, noun)) == 2:
            names = f" {table(lang, 'titles')['owner']['and']} ".join(name_of(text, p) for p in two)
            one = tree.feature(noun, "Number") == "Sing"  # "la coppia", whose verb is in the singular
            yield phrase, f"{tree.parse.text[tree[phrase[0]].start : tree[phrase[-1]].end]} ({names})" if one else names
        return
    form = words["thing"] if known.kind == "thing" else words["form"]
    if not tree.kids(noun, "det"):
        form = "{phrase} {name}"  # "Airline executive Ann Reed resigns", "Iraq's leader Saddam Hussein"
    if tree[noun].lemma.lower() in title_words(lang, "somebody"):
        form = "{name}"  # "l'uomo" says no more than the name
    whole = tree.parse.text[tree[phrase[0]].start : tree[phrase[-1]].end]
    yield phrase, form.format(phrase=whole, name=name_of(text, known))


def name_of(text: Scene, known: Known) -> str:
    """The name of somebody as a title says it: the longest that the text has, by which a surname alone may be another's than the list's."""
    if known not in text.called:
        text.called[known] = _longest_name(text, known)
    return text.called[known]


def _longest_name(text: Scene, known: Known) -> str:
    lang, tokens = text.tree.parse.lang, text.tree.parse.tokens
    listed = known.id in gazetteer().ids
    if known.kind == "thing" or (known.kind != "person" and listed):
        return known.name(lang)
    own = (n for i in text.where[known] if (n := text.names[i]).how == "name")
    forms = (written(text.tree.parse.text, tokens[n.first : n.last], lang) for n in own)
    longest = max(forms, key=lambda name: name.count(" "), default=known.name(lang))
    return known.name(lang) if listed and " " in longest else longest


def is_pair(tree: Tree, noun: int) -> bool:
    """Whether a noun phrase means two persons already named: "la coppia", "i due leader", not "due uomini" nor "le due città"."""
    lang, lemma = tree.parse.lang, tree[noun].lemma.lower()
    if tree.relation(noun) in ("det", "cc", "advmod", "nummod"):
        return False  # "both the court and the ministry"
    pair = title_words(lang, "pair")
    counted_two = any(tree[c].text.lower() in pair for c in tree.kids(noun, "nummod", "det")) and is_person(lang, lemma)
    described = tree.kids(noun, "amod", "nmod", "compound")  # "i due presidenti africani" may be any two
    return (lemma in pair or (counted_two and not described)) and (tree.is_definite(noun) or lemma in title_words(lang, "both"))


def last_two(text: Scene, noun: int) -> list[Known]:
    """The two persons last named before a token: together, as those of one clause, or as the subjects of two sentences.

    None where there is a choice, or where two others are counted since: "A and B replace two generals on the list. The two …".
    """
    tree, here = text.tree, text.tree.sentence_of[noun]
    later: Known | None = None  # who alone is named nearer
    near = True  # whether nobody else is named nearer
    for k in range(here, max(here - 4, -1), -1):
        persons = _persons(text, k, noun)
        known = list(dict.fromkeys(persons.values()))
        counted = [i for i in range(tree.parse.sentences[k].first, min(tree.parse.sentences[k].last, noun)) if _counts_two(tree, i)]
        lists: dict[int, dict[Known, int]] = {}
        for i, person in persons.items():
            lists.setdefault(_first_of(tree, i), {}).setdefault(person, i)
        for first, own in lists.items():
            if len(own) == 2 and (tree.relation(first) in _ARGUMENTS or len(known) == 2):
                return list(own) if max(counted, default=0) <= max(own.values()) else []
        if counted:
            return []
        if not known or not near:
            continue
        acting = {persons[i] for i in persons if tree.relation(i) in _ARGUMENTS}
        if len(known) == len(acting) == 2 and later is None:
            return known
        subject = known[0] if len(known) == 1 and any(tree.relation(i) == "nsubj" for i in persons) else None
        bare = tree[noun].lemma.lower() in title_words(tree.parse.lang, "pair")  # "i due", not "i due uomini", who may be two others
        if subject is not None and later not in (None, subject):
            return [subject, later]
        near = subject is not None and later is None and bare and k >= here - 1
        later = subject
    return []


def _first_of(tree: Tree, i: int) -> int:
    """The first word of the list that a name is part of: Anna of "Anna Neri, 21 anni, e Ugo Bianchi"."""
    return next((j for j in (i, *tree.ancestors(i)) if tree.relation(j) not in ("conj", "appos", "flat", "compound")), i)


def _counts_two(tree: Tree, i: int) -> bool:
    """Whether a word counts two of something new: "due uomini", not "i due uomini"."""
    lang, word = tree.parse.lang, tree[i].text.lower()
    two = word in title_words(lang, "pair") and word not in title_words(lang, "both")
    return two and not tree.is_definite(i) and not tree.is_definite(tree[i].head)


def _persons(text: Scene, k: int, before: int) -> dict[int, Known]:
    """The persons that a sentence names before a token, by the words that mean them."""
    sentence, tree = text.tree.parse.sentences[k], text.tree
    found: dict[int, Known] = {}
    for i in range(sentence.first, min(sentence.last, before)):
        known = entity_of(tree, text.names, i) if tree[i].upos in ("NOUN", "PROPN") else None
        if known is not None and known.kind == "person":
            found[i] = known
    return found


def actors_of(text: Scene, trigger: Trigger) -> tuple[Actor, ...]:
    """Who takes part, each once, agents first, and as themes the places named with them."""
    tree, lang = text.tree, text.tree.parse.lang
    found: list[tuple[Known, str]] = []

    def add(noun: int | None, role: str) -> None:
        if noun is not None and not (role == "patient" and _is_taken(text, trigger, noun)):
            found.extend((known, role) for known in _entities(text, noun, role))

    clause = trigger.clause
    if trigger.verbal:
        passive = bool(tree.kids(clause, "aux:pass", "nsubj:pass")) or (
            tree.relation(clause) == "acl" and tree.feature(clause, "VerbForm") == "Part"
        )
        subject = subject_in(text, clause)
        if tree.relation(clause) == "acl" and tree.feature(clause, "VerbForm") == "Part":
            subject = tree[clause].head
        if subject is not None and tree[subject].deprel == "obl:agent":  # whom it befalls, the verb above tells: "was declared deposed by"
            above = tree.relation(clause) in ("conj", "xcomp")
            subject, passive = subject_of(tree, tree[clause].head) if above else None, True
        add(subject, "patient" if passive else "agent")
        along = [c for c in tree.kids(clause, "advcl") if _goes_along(tree, c)]
        for verb in (clause, *tree.kids(clause, "xcomp"), *along):
            for c in tree.children[verb]:
                _add_argument(text, trigger, c, passive and verb == clause, add)
    else:
        _noun_actors(text, trigger, add)
    unique = {
        known.id: Actor(id=known.id, name=known.name(lang), role=role if known.kind in _TAKE_PART else "theme")
        for known, role in reversed(found)
    }
    return tuple(reversed(unique.values()))


def _is_taken(text: Scene, trigger: Trigger, noun: int) -> bool:
    """Whether a capital is the town that is fought for, and not its government: "Tripoli viene conquistata"."""
    name = text.names.get(noun)
    return name is not None and name.how == "capital" and ontology()[trigger.type].group == "conflict"


def _goes_along(tree: Tree, verb: int) -> bool:
    """Whether a clause only goes on with what the one above tells: "…, handing the file to Anna Neri", not "to hand it" nor "after handing it"."""
    ongoing = tree.feature(verb, "VerbForm") == "Ger" or (tree.feature(verb, "VerbForm"), tree.feature(verb, "Tense")) == ("Part", "Pres")
    return ongoing and verb > tree[verb].head and not tree.kids(verb, "mark", "nsubj")


def _add_argument(text: Scene, trigger: Trigger, c: int, passive: bool, add: Add) -> None:
    """One argument of a verb with its role, by relation and adposition."""
    tree = text.tree
    lang, relation, case = tree.parse.lang, tree.relation(c), tree.case(c)
    role = None
    if relation == "obj":
        role = "patient"
    elif relation == "iobj":
        role = "recipient"
    elif relation == "obl":
        if tree[c].deprel == "obl:agent" or (passive and case in title_words(lang, "of")):
            role = "agent"
        elif case in title_words(lang, "mutual"):
            role = "partner"
        elif case in title_words(lang, "against") and not _is_where(text, trigger, c):
            role = "recipient"
        elif case in _counterpart(lang)["source"] and _is_somebody(text, c):
            role = "partner"  # "bought it from Vega"
    if role:
        add(c, role)
    if relation in ("nsubj", "obj", "obl"):
        _add_counterparts(text, c, add)


def _add_counterparts(text: Scene, noun: int, add: Add) -> None:
    """With whom, against whom and from whom the object of a verb is: "a contract with Vega", "una causa contro Anna Neri"."""
    tree, lang = text.tree, text.tree.parse.lang
    for i in tree.conjuncts(noun):
        near = [c for head in (i, *tree.kids(i, "fixed")) for c in tree.kids(head, "nmod")]  # "a court case against"
        further = [d for c in near for d in tree.kids(c, "nmod")]  # "an order for ten jets from Vega"
        for c in (*near, *further):
            case = tree.case(c)
            if case in title_words(lang, "mutual"):
                add(c, "partner")
            elif case in _counterpart(lang)["against"]:
                add(c, "recipient")
            elif case in _counterpart(lang)["source"] and _is_somebody(text, c):
                add(c, "partner")


def _is_of_state(kind: str) -> bool:
    """Whether an event is what countries do, to others or by their governments: a raid, a proposal, not an election or a visit."""
    return ontology()[kind].group in ("conflict", "diplomacy", "speech", "economy", "change") and kind != "visit"


@cache
def _counterpart(lang: str) -> Mapping[str, frozenset[str]]:
    return {key: frozenset(words) for key, words in table(lang, "names")["counterpart"].items()}


def _is_somebody(text: Scene, noun: int) -> bool:
    """Whether a noun phrase names a person or an organisation, which is no place that something comes from."""
    known = entity_of(text.tree, text.names, noun)
    return known is not None and known.kind in ("person", "organisation")


def _is_where(text: Scene, trigger: Trigger, c: int) -> bool:
    """Whether "a Berlino", "at the White House" says where it happens; after a verb of saying or giving it says to whom."""
    name, kind = text.names.get(c), ontology()[trigger.type]
    if name is None:
        return False
    if kind.name in _MOTION:
        return name.known.kind in ("country", "place") or name.how == "seat"
    if text.tree.case(c) not in title_words(text.tree.parse.lang, "place"):
        return False
    if name.known.kind == "place" and name.how == "name":
        return True
    return name.how in ("capital", "seat") and kind.group != "speech" and kind.name not in _TO_SOMEBODY


def _noun_actors(text: Scene, trigger: Trigger, add: Add) -> None:
    """The participants that an event noun has in its own phrase, or through its light verb or a possessive."""
    tree, lang, noun = text.tree, text.tree.parse.lang, trigger.token
    top = counted(tree, noun)
    outside = frozenset(c for c in tree.subtree(top) if tree.relation(c) in ("acl", "advcl", "conj", "ccomp", "appos", "parataxis"))
    for i in tree.subtree(top, outside - {noun}):
        relation, case = tree.relation(i), tree.case(i)
        if (name := text.names.get(i)) and name.first <= tree[i].head < name.last:
            continue  # a word inside a name
        if not case and (above := text.names.get(tree[i].head)) and above.known.kind == "place" and above.how == "name":
            continue  # the Washington of "in Everett, Washington"
        if tree[i].deprel == "det:poss" or (tree.relation(i) == "nmod" and tree[i].upos == "PRON"):
            owner = subject_in(text, trigger.clause) if trigger.clause != noun else text.subjects.get(tree.sentence_of[noun] - 1)
            add(owner, "agent")
        elif i not in (noun, top) and relation in ("nmod", "obl", "compound"):
            if trigger.type in _MOTION and tree[i].deprel != "nmod:poss" and _is_where(text, trigger, i):
                continue  # "il viaggio dalla Russia all'Italia", "a tour of Iraq"
            role = (
                "partner"
                if case in title_words(lang, "mutual")
                else "agent"
                if case in title_words(lang, "of") or not case
                else "recipient"
            )
            if (
                i not in text.names
                or (text.names[i].known.kind != "place" and case not in _counterpart(lang)["within"])
                or (text.names[i].how == "capital" and case not in title_words(lang, "place"))
            ):
                add(i, role)
    verb = trigger.clause
    lemma = tree[verb].lemma.lower()
    takes = text.lex.has("light.verbs", lemma) or (tree.relation(top) == "obj" and any(text.lex.has(k, lemma) for k in _TAKES_EVENT))
    if verb != noun and takes and tree[top].head == verb:
        subject = subject_in(text, verb)
        if subject is not None and subject not in (noun, top):
            add(subject, "agent")
        for c in tree.children[verb]:
            if c != top and tree.relation(c) in ("obl", "iobj"):
                _add_argument(text, trigger, c, False, add)
                for j in tree.subtree(c) if c > top else ():
                    if j in text.names and tree.case(j) in title_words(lang, "of"):
                        add(j, "patient")
    elif verb != noun and tree.case(top) in title_words(lang, "during"):
        add(subject_in(text, verb), "participant")


def beside_of(text: Scene, verb: int, top: int) -> list[int]:
    """Partners and places of an event noun that the parser has given to its verb: "ha proposto colloqui con l'Ucraina a Istanbul"."""
    tree, lang = text.tree, text.tree.parse.lang
    if tree[top].head != verb or tree.relation(top) != "obj":
        return []
    fitting = title_words(lang, "mutual") | title_words(lang, "place")
    return [c for c in tree.kids(verb, "obl") if c > top and tree.case(c) in fitting and c in text.names]


def subject_in(text: Scene, verb: int) -> int | None:
    """The subject of a verb in its sentence, or that of a sentence before where it has none or a pronoun."""
    tree = text.tree
    subject = subject_of(tree, verb)
    pronoun = subject is not None and stands_for_somebody(tree, subject)
    if subject is None and tree.finite(verb) is None and tree.relation(verb) in ("xcomp", "ccomp", "advcl"):
        return subject_in(text, tree[verb].head)
    if (subject is not None and not pronoun) or (subject is None and not _may_drop_subject(tree, verb)):
        return subject
    if in_quotation(tree, verb):
        return subject  # whom a speaker means, the text around does not tell
    matrix = _matrix_subject(text, verb)
    if subject is not None and _is_thing_pronoun(tree, subject):  # "the firm said it would go"; elsewhere "it" may be anything
        known = entity_of(tree, text.names, matrix) if matrix is not None and _is_done(tree, verb) else None
        return matrix if known is not None and known.kind in _SPOKEN_OF_AS_IT else subject
    if matrix is not None:
        return matrix
    k = tree.sentence_of[verb]
    if subject is not None and _is_single_pronoun(tree, subject):
        before = person_before(tree, text.names, text.subjects, k)
        if before is not None and _names_another(text, subject, before):
            before = None
    elif subject is None and _is_judged_before(text, k):
        before = None
    else:
        before = text.subjects.get(k - 1)
    return before if before is not None else subject


def _names_another(text: Scene, pronoun: int, subject: int) -> bool:
    """Whether a sentence names before a pronoun another person than the last subject: "Bell has cared for Ann Reed since she …"."""
    meant = entity_of(text.tree, text.names, subject)
    named = (text.names[i].known for i in range(text.tree.sentence(pronoun).first, pronoun) if i in text.names)
    return any(known.kind == "person" and known != meant for known in named)


def _is_judged_before(text: Scene, k: int) -> bool:
    """Whether the sentence before one tells what justice has done to somebody, whom the next may be about: "Il giudice ha condannato Neri. Avrebbe …"."""
    tree = text.tree
    before = text.subjects.get(k - 1)
    verb = tree[before].head if before is not None else None
    if verb is None or tree[before or 0].deprel != "nsubj":
        return False
    kind = text.lex.verb_type(tree[verb].lemma.lower(), tree[verb].text.lower())
    return kind is not None and ontology()[kind].group == "justice" and bool(tree.kids(verb, "obj"))


def stands_for_somebody(tree: Tree, subject: int) -> bool:
    """Whether a subject is a pronoun that the text before may explain: "she", the "it" of "the firm said it would go"."""
    return tree[subject].text.lower() in title_words(tree.parse.lang, "person_pronoun") or _is_thing_pronoun(tree, subject)


def _is_thing_pronoun(tree: Tree, noun: int) -> bool:
    return tree[noun].text.lower() in title_words(tree.parse.lang, "thing_pronoun") and tree.relation(noun) == "nsubj"


def _is_done(tree: Tree, verb: int) -> bool:
    """Whether somebody does something to another, which is no mere property: "had sold it", "would leave the treaty", not "has wings"."""
    helper = tree.finite(verb)
    property_of = helper == verb and tree.feature(verb, "Tense") == "Pres"
    return bool(tree.kids(verb, "obj", "xcomp")) and not tree.kids(verb, "aux:pass") and helper is not None and not property_of


def in_quotation(tree: Tree, i: int) -> bool:
    """Whether a word stands between quotation marks."""
    return tree.quoted[i]


def _may_drop_subject(tree: Tree, verb: int) -> bool:
    """Whether a verb may have the subject of the sentence before without saying so, as in Italian."""
    return tree.parse.lang == "it" and any(
        tree.is_finite(t) and tree.feature(t, "Person") in ("3", None) for t in [verb, *tree.kids(verb, "aux", "cop")]
    )


def _matrix_subject(text: Scene, verb: int) -> int | None:
    """The named subject of a clause above in the same sentence: "Lavrov ha detto che ha parlato"."""
    for above in text.tree.ancestors(verb):
        for report in text.tree.kids(above, "parataxis") if text.lex.has("reporting.say", text.tree[verb].lemma.lower()) else ():
            if (speaker := subject_of(text.tree, report)) is not None:
                return speaker
        subject = subject_of(text.tree, above) if text.tree[above].upos == "VERB" else None
        if subject is not None and entity_of(text.tree, text.names, subject):
            return subject
    return None


def place_of(text: Scene, trigger: Trigger) -> Known | None:
    """Where it happens: a place with a locative adposition in the event's own phrase, else in its clause, the finest and nearest."""
    tree, lang = text.tree, text.tree.parse.lang
    for root in dict.fromkeys([counted(tree, trigger.token), trigger.clause]):
        if not any(i in text.names for i in tree.subtree(root)):
            continue
        outside = frozenset(
            c for c in tree.subtree(root) if c != root and tree.relation(c) in ("acl", "advcl", "ccomp", "parataxis", "conj")
        )
        found: list[tuple[bool, int, Known]] = []
        for i in tree.subtree(root, outside):
            name = text.names.get(i)
            if name and i and tree[i - 1].text.lower() in title_words(lang, "street"):
                continue
            if not name or name.first != i or name.how == "adjective" or tree.case(i) not in title_words(lang, "place"):
                continue
            if tree.case(i) in title_words(lang, "of") and (name.how == "capital" or (root == trigger.clause and trigger.verbal)):
                continue  # "la proposta di Mosca" is a government's
            fine = name.known.kind == "place"
            if fine or (name.known.kind == "country" and tree.case(i) in ("in", "a")):
                found.append((not fine, abs(i - trigger.token), name.known))
        if found:
            return min(found, key=lambda f: f[:2])[2]
    return None


def town_of(text: Scene, trigger: Trigger) -> Known | None:
    """The town before the first sentence of an article: there happens what that and the two after it tell, unless they name another place."""
    tree, first = text.tree, beginning(text.tree)
    if not first or not first <= tree.sentence_of[trigger.token] < first + OPENING:
        return None
    signed = range(tree.parse.sentences[first].first)
    town = next((text.names[i].known for i in signed if i in text.names and text.names[i].known.kind == "place"), None)
    shouted = " ".join(tree[i].text for i in signed if tree[i].text.isupper() and tree[i].upos != "PUNCT").title()
    if town is not None and town.id not in gazetteer().ids and shouted:
        town = Known(slug(shouted), "place", (("", shouted),))  # "SAN FELICE", of which only a part is taken for a name
    own = (text.names[i].known for i in tree.subtree(trigger.clause) if i in text.names and text.names[i].how != "adjective")
    return town if all(known in (None, town) or known.kind != "place" for known in own) else None
