"""People, places and organisations: one id and one display name across spellings, languages and metonyms."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import filterfalse
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel, JaroWinkler

from timeline.language import read_toml, table
from timeline.model import Entity, Parse, Token

KNOWLEDGE = Path(__file__).parent / "knowledge"
# Two spellings of one surname: Podolyak, Podoliak; Zelensky, Zelenskyy. Below this, Merz and Meretz would meet.
SAME_SURNAME = 0.93
SAME_PLACE = 0.9  # two spellings of a place of which one at least is not listed
HOLDING = ("country", "region", "island")  # places that others lie in
LONGEST_NAME = 7  # words
# The countries whose public figures an article names without saying of what country they are.
SEVERAL = 2  # offices
HOME = {"it": ("IT",), "en": ("US", "GB")}
_ARTICLE = re.compile(r"[AaEe]l[-‑][A-Z]\w+")
SHORT = 4  # letters; a name up to here must be written as listed: WHO is not "Who"

CURRENCY = ("$", "€", "£")

Kind = str  # "person", "country", "organisation", "place"


@dataclass(frozen=True, slots=True)
class Known:
    """Someone or something with a canonical id; `names` are display names by language, as pairs."""

    id: str
    kind: Kind
    names: tuple[tuple[str, str], ...]
    country: str | None = None

    def name(self, lang: str) -> str:
        table = dict(self.names)
        return table.get(lang) or table.get("en") or self.names[0][1]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a text: the tokens [first, last) and what they name.

    `how` is "name", "capital" and "seat" (which act for a country), "adjective" ("Russian"), or "role" ("the Ukrainian president").
    """

    first: int
    last: int
    known: Known
    how: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All packaged names: `forms` from folded words to what they name."""

    forms: Mapping[tuple[str, ...], tuple[Known, str]]
    short: frozenset[str]  # the names of up to four letters, as they must be written: WHO, Ue, Iran
    adjectives: Mapping[tuple[str, ...], Known]
    surnames: Mapping[str, tuple[Known, ...]]  # by folded surname, of one word or several
    given: Mapping[str, frozenset[str]]  # the folded given names of a person, by id
    full: frozenset[tuple[str, ...]]  # the folded words of given names with the surname that they go with
    openings: frozenset[str]  # the first words of `forms` and `full`
    offices: Mapping[str, int]  # how many listed offices a person has held, by id
    spellings: Mapping[str, int]  # how many spellings a person's surname is listed in, by id
    countries: Mapping[str, Known]
    ids: frozenset[str]
    lies: Mapping[str, tuple[str, str]]  # what kind of place it is, and in which country, by id
    sorts: Mapping[str, str]  # what an organisation is, by id: "company", "court"
    # who has held an office with a title, by language and folded title: ids, each with its country and the day of taking office
    holders: Mapping[tuple[str, str], Mapping[str, tuple[str, dt.date]]]


@dataclass(frozen=True, slots=True)
class People:
    """The persons of an article: which full name a surname stands for."""

    by_surname: Mapping[str, Known]
    named: tuple[tuple[int, int], ...]  # where the text names one, as tokens [first, last)

    def person(self, words: Sequence[str]) -> Known:
        """Who a name of these words is; a person of their own when nobody fits."""
        for surname, given in _splits(words):
            known = self.by_surname.get(surname)
            if known and _compatible(given, known):
                return known
        return _unknown("person", " ".join(words))


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without accents or typographic apostrophes, for comparing names."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(filterfalse(unicodedata.combining, decomposed)).lower()


def slug(text: str) -> str:
    """An id from a name: ASCII letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "x"


# ---------------------------------------------------------------- the packaged names


@cache
def gazetteer() -> Gazetteer:
    """The packaged countries, organisations, places and people."""
    forms: dict[tuple[str, ...], tuple[Known, str]] = {}
    short: set[str] = set()
    adjectives: dict[tuple[str, ...], Known] = {}
    countries: dict[str, Known] = {}
    sorts: dict[str, str] = {}

    def add(words: Iterable[str], known: Known, how: str = "name") -> None:
        for text in words:
            if "(" not in text:  # "Tigri (fiume)": the bare word means something else
                forms.setdefault(_words(text), (known, how))
                if len(text) <= SHORT:
                    short.add(text)

    for entry in _entries("countries", "country"):
        known = _known(entry, "country", entry["id"])
        countries[entry["id"]] = known
        add(_all(entry, "name") + _all(entry, "other"), known)
        add(_all(entry, "seat"), known, "seat")
        for text in _all(entry, "adjective"):
            adjectives.setdefault(_words(text), known)
    for entry in _entries("organisations", "organisation"):
        known = _known(entry, "organisation", entry.get("country"))
        add(_all(entry, "name") + _all(entry, "other"), known)
        add(_all(entry, "seat"), known, "seat")
        sorts[known.id] = entry["kind"]
    lies = {name: ("country", name) for name in countries}
    for entry in _entries("cities", "place"):
        add(_all(entry, "name") + _all(entry, "other"), _known(entry, "place", entry.get("country")))
        lies[entry["id"]] = (entry["kind"], entry["country"])
    for entry in _entries("countries", "country"):
        for text in _all(entry, "capital"):
            known, _ = forms.setdefault(_words(text), (Known(slug(text), "place", (("en", text),), entry["id"]), "name"))
            lies.setdefault(known.id, ("city", entry["id"]))
            if known.kind == "place":
                forms[_words(text)] = (known, "capital")
    surnames, given, offices, holders = _people(add)
    ids = {known.id for known, _ in forms.values()} | set(countries) | set(given)
    full = frozenset((*_words(g), *surname.split()) for surname, bearers in surnames.items() for k in bearers for g in given.get(k.id, ()))
    return Gazetteer(
        forms,
        frozenset(short),
        adjectives,
        surnames,
        given,
        full,
        frozenset(words[0] for words in (*forms, *full) if words),
        offices,
        Counter(k.id for ks in surnames.values() for k in ks),
        countries,
        frozenset(ids),
        lies,
        sorts,
        holders,
    )


@lru_cache(maxsize=1 << 14)
def one_place(first: str, second: str, holding: tuple[str, ...] = HOLDING) -> bool:
    """Whether two places, by id, may be where one thing happened: one can lie in the other, of a kind in `holding`, or is the other misspelt."""
    lies = gazetteer().lies
    if first not in lies or second not in lies:
        return first == second or (len(first) > SHORT and Indel.normalized_similarity(first, second) >= SAME_PLACE)
    (kind, country), (other, another) = lies[first], lies[second]
    return first == second or (country == another and any(w in (kind, other) and kind != other for w in holding))


def _people(
    add: Callable[[Iterable[str], Known], None],
) -> tuple[dict[str, tuple[Known, ...]], dict[str, frozenset[str]], Counter[str], dict[tuple[str, str], dict[str, tuple[str, dt.date]]]]:
    offices: Counter[str] = Counter()
    holders: dict[tuple[str, str], dict[str, tuple[str, dt.date]]] = defaultdict(dict)
    surnames: dict[str, dict[str, Known]] = defaultdict(dict)
    given: dict[str, frozenset[str]] = {}
    for entry in _entries("people", "person"):
        known = _known(entry, "person", entry.get("country"))
        add(entry.get("also", ()), known)
        given[known.id] = frozenset(fold(g) for g in entry.get("given", ()))
        for text in entry.get("family", ()):
            surnames[" ".join(_words(text))][known.id] = known
    for office in _entries("offices", "office"):
        for holder in office["holders"]:
            spellings = [" ".join(_words(s)) for s in (holder["surname"], *holder.get("aliases", ()))]
            words = holder["name"].split()
            first = words[: max(1, len(words) - len(_words(holder["surname"])))]
            same = (k for s in spellings for k in surnames[s].values() if _close(first, given.get(k.id, frozenset())))
            known = next(same, None) or Known(slug(holder["name"]), "person", (("en", holder["name"]),), office.get("country"))
            given.setdefault(known.id, frozenset(fold(w) for w in first))
            offices[known.id] += 1
            for key in ((lang, fold(title)) for lang, titles in office["title"].items() for title in titles):
                since = holder["from"]
                holders[key][known.id] = (office.get("country") or office["id"], max(since, holders[key].get(known.id, ("", since))[1]))
            for text in spellings:
                surnames[text].setdefault(known.id, known)
    return {s: tuple(k.values()) for s, k in surnames.items() if k}, given, offices, holders


def _entries(file: str, key: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_toml(KNOWLEDGE / f"{file}.toml").get(key, [])
    return entries


def _known(entry: Mapping[str, Any], kind: Kind, country: str | None) -> Known:
    names = {lang: re.sub(r"\s*\(.*\)$", "", name) for lang, name in entry["name"].items()}
    return Known(entry["id"], kind, tuple(sorted(names.items())), country)


def _all(entry: Mapping[str, Any], key: str) -> list[str]:
    """The strings of a key over all languages: name.it is one string, other.it a list."""
    found: list[str] = []
    for value in entry.get(key, {}).values():
        found.extend([value] if isinstance(value, str) else value)
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(w) for w in re.findall(r"[^\W_]+(?:\.[^\W_])*\.?|&", text))


# ---------------------------------------------------------------- names in a text


def names_in(parse: Parse, people: People) -> tuple[Name, ...]:
    """The names of a text in order, none overlapping: packaged ones first, then what the entity recogniser found."""
    known = gazetteer()
    taken: dict[int, Name] = {}

    def take(name: Name) -> None:
        if name.last < len(parse.tokens) and parse.tokens[name.last].text[:1] in CURRENCY:
            return  # "US $5"
        if not any(i in taken for i in range(name.first, name.last)):
            taken.update(dict.fromkeys(range(name.first, name.last), name))

    for first, last in people.named:
        if words := _person_words(parse.tokens[first:last], parse.lang):
            take(Name(first, last, people.person(words), "name"))
    for first, last in _outgrown(parse):
        if words := _name_words(parse.tokens[first:last], parse.lang):
            take(Name(first, last, _unknown("organisation", " ".join(words)), "name"))
    for name in _listed(parse, known):
        take(name)
    towns = _towns(parse)
    for i, token in enumerate(parse.tokens):
        surname = people.by_surname.get(fold(token.text))
        if (
            surname
            and i not in taken
            and not (surname.id not in known.ids and fold(token.text) in towns and parse.tokens[i - 1].upos == "ADP")
            and token.text[:1].isupper()
            and token.upos in ("PROPN", "NOUN", "X")
            and len(token.text) > 3
        ):
            take(Name(i, i + 1, surname, "name"))
    firms = _firms(parse)
    for entity in parse.entities:
        firm = _folded(parse, entity) in firms
        if _is_described(parse, entity):
            continue
        if (firm or entity.label != "PER") and (words := _name_words(parse.tokens[entity.first : entity.last], parse.lang)):
            kind = "organisation" if firm or entity.label == "ORG" else "place"
            take(Name(entity.first, entity.last, _unknown(kind, " ".join(words)), "name"))
    found = sorted(set(taken.values()), key=lambda n: n.first)
    return tuple(sorted([*found, *_roles(parse, found)], key=lambda n: (n.first, n.last)))


def with_persons(parse: Parse, names: Sequence[Name]) -> Parse:
    """The parse with the names of persons as proper nouns in the singular, whatever common noun they are: "Jobs has", "Rice was"."""
    tokens = list(parse.tokens)
    for name in names:
        for i in range(name.first, name.last) if name.known.kind == "person" and name.how == "name" else ():
            if tokens[i].upos in ("PROPN", "NOUN"):
                tokens[i] = replace(tokens[i], upos="PROPN", feats=tokens[i].feats.replace("Number=Plur", "Number=Sing"))
    return replace(parse, tokens=tuple(tokens))


def people_of(parse: Parse) -> People:
    """The persons of an article, from its full names and the packaged ones."""
    full: Counter[tuple[str, ...]] = Counter()
    single: Counter[str] = Counter()
    known = gazetteer()
    spans = _persons(parse, known)
    for first, last in spans:
        words = tuple(_person_words(parse.tokens[first:last], parse.lang))
        if len(words) > 1:
            full[words] += 1
        elif words:
            single[words[0]] += 1
    spoken_of = _countries(parse, known)
    by_surname: dict[str, Known] = {}
    for words, _ in sorted(full.items(), key=lambda x: (-x[1], x[0])):
        surname, person = _full_name(words, by_surname, known)
        by_surname.setdefault(surname, person)
    inside = _in_persons(parse)
    for i, token in enumerate(parse.tokens):  # those whom the recogniser has missed or taken for something else
        if token.upos != "PROPN" or len(token.text) <= SHORT or i in inside or (fold(token.text),) in known.forms:
            continue
        bearer = _bearer(token.text, known, spoken_of, parse.lang)
        if bearer and known.offices.get(bearer.id, 0) and (bearer.country in spoken_of or _is_own(token.text, bearer)):
            single[token.text] += 1
    given: dict[str, set[Known]] = defaultdict(set)
    for words in full:
        if named := by_surname.get(fold(without_suffix(words)[-1])):
            given[fold(words[0])].add(named)
    for word in sorted(single):
        if len(bearers := given.get(fold(word), set())) == 1:  # "Steve", where the text has named one Steve Jobs
            by_surname.setdefault(fold(word), next(iter(bearers)))
        elif fold(word) not in by_surname and (person_alone := _alone(word, by_surname, known, spoken_of, parse.lang)):
            by_surname[fold(word)] = person_alone
    return People(by_surname, tuple(spans))


def _is_own(surname: str, person: Known) -> bool:
    """Whether a surname is written as the person's own: "Store" may be a shop, "Støre" not."""
    return any(fold(surname) in _words(name) for _, name in person.names)


def _persons(parse: Parse, known: Gazetteer) -> list[tuple[int, int]]:
    """What names a person, as tokens [first, last): what the recogniser says, and packaged given names with their surnames.

    A packaged name goes before what the recogniser has found of it.
    """
    firms = _firms(parse)
    found = [
        (e.first, _whole(parse, e))
        for e in parse.entities
        if e.label == "PER" and not _is_listed(parse, e, known) and _folded(parse, e) not in firms
    ]
    packaged = [p for p in _packaged(parse, known) if not any(first <= p[0] and p[1] <= last for first, last in found)]
    apart = [(first, last) for first, last in found if all(last <= p[0] or p[1] <= first for p in packaged)]
    return sorted([*apart, *packaged])


def _whole(parse: Parse, person: Entity) -> int:
    """The token after a person's name, with a surname after an Arabic article that the recogniser has cut off: "al-Sisi"."""
    tokens, last = parse.tokens, person.last
    for length in (1, 3):  # "al-Sisi" is one token in Italian, three in English
        if _ARTICLE.fullmatch("".join(t.text for t in tokens[last : last + length])):
            return last + length
    return last


def _packaged(parse: Parse, known: Gazetteer) -> Iterator[tuple[int, int]]:
    """Packaged persons by given name and surname, as tokens [first, last)."""
    folded = [fold(t.text) for t in parse.tokens]
    for sentence in parse.sentences:
        for i in range(sentence.first, sentence.last - 1):
            if folded[i] in known.openings and parse.tokens[i].text[:1].isupper():
                ends = range(min(i + LONGEST_NAME, sentence.last), i + 1, -1)
                last = next((e for e in ends if tuple(folded[i:e]) in known.full and parse.tokens[e - 1].text[:1].isupper()), None)
                if last:
                    yield i, last


def _in_persons(parse: Parse) -> frozenset[int]:
    """The tokens that are part of a longer name of a person."""
    return frozenset(i for e in parse.entities if e.label == "PER" and e.last - e.first > 1 for i in range(e.first, e.last))


def _full_name(words: Sequence[str], by_surname: Mapping[str, Known], known: Gazetteer) -> tuple[str, Known]:
    """The surname of a full name, and whose it is: a packaged person's, one met before, or a person of their own."""
    for surname, given in _splits(words):
        for person in known.surnames.get(surname, ()):
            if _compatible(given, person) and (given or not _is_given(surname)):
                return surname, person
    surname = fold(without_suffix(words)[-1])
    return surname, _similar(words, by_surname) or _unknown("person", " ".join(words))


@lru_cache(maxsize=1 << 14)
def _is_given(name: str) -> bool:
    """Whether a name of several words is somebody's given name, so that it is nobody's surname by itself: "Abdel Fattah"."""
    return " " in name and any(name in theirs for theirs in gazetteer().given.values())


def _splits(words: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """The ways to part a name into a folded surname of up to three words and what stands before it, the longest surname first.

    With what tells a son from his father, then without it.
    """
    for own in dict.fromkeys((tuple(words), tuple(without_suffix(words)))):
        for length in range(min(3, len(own)), 0, -1):
            yield " ".join(_words(" ".join(own[-length:]))), own[:-length]


def without_suffix(words: Sequence[str]) -> Sequence[str]:
    """The words of a name, in whatever language, without what tells a son from his father: "Paul Reed Jr." has the surname Reed."""
    return words[:-1] if len(words) > 2 and fold(words[-1]) in table("en", "names")["titles"]["after"] else words


def _countries(parse: Parse, known: Gazetteer) -> frozenset[str]:
    """The countries that a text speaks of, by any name in it."""
    named = {name.known.country or name.known.id for name in _listed(parse, known)}
    return frozenset(named - set(HOME.get(parse.lang, ())))


def _alone(word: str, by_surname: Mapping[str, Known], known: Gazetteer, spoken_of: frozenset[str], lang: str) -> Known | None:
    """Who a surname without a given name is: the listed bearer known best, or someone spelled nearly so."""
    return _bearer(word, known, spoken_of, lang) or _similar((word,), by_surname)


def _bearer(surname: str, known: Gazetteer, spoken_of: frozenset[str], lang: str) -> Known | None:
    """The listed person whom a bare surname means: of a country that the text speaks of, the one who has held most offices.

    Elsewhere only those who have held several, or whose name has several spellings, and, abroad, are the only bearer listed:
    a Costa may be anyone, a Zelensky not.
    """
    held = known.offices
    listed = sorted(known.surnames.get(fold(surname), ()), key=lambda k: -held.get(k.id, 0))
    near = [k for k in listed if k.country in spoken_of]
    near = near or [k for k in listed if k.country in HOME.get(lang, ()) and held.get(k.id, 0) >= SEVERAL]
    near = near or [k for k in listed if len(listed) == 1 and (held.get(k.id, 0) >= SEVERAL or known.spellings.get(k.id, 0) > SEVERAL)]
    tie = len(near) > 1 and held.get(near[0].id, 0) == held.get(near[1].id, 0)
    return near[0] if near and not tie else None


def same_people(ids: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """For the actors of a collection, as (id, display name), the unlisted persons who are someone else's short name.

    A surname alone joins the one full name of the collection that ends in it; what is listed is itself.
    """
    listed = gazetteer().ids
    persons = {i: name for i, name in ids if i not in listed or " " in name}
    by_surname: dict[str, set[str]] = defaultdict(set)
    for i, name in persons.items():
        if " " in name:
            by_surname[fold(name.split()[-1])].add(i)
    joined: dict[str, tuple[str, str]] = {}
    for i, name in sorted(persons.items()):
        full = sorted(by_surname.get(fold(name), ()))
        if " " not in name and len(full) == 1 and full[0] != i and i not in listed:
            joined[i] = (full[0], persons[full[0]])
    return joined


def _similar(words: Sequence[str], by_surname: Mapping[str, Known]) -> Known | None:
    """A person met before whose surname is spelled a little differently and whose given name agrees."""
    surname = fold(words[-1])
    for other, known in sorted(by_surname.items()):
        if (
            len(surname) > 4
            and other[0] == surname[0]
            and JaroWinkler.similarity(surname, other) >= SAME_SURNAME
            and _compatible(words[:-1], known)
        ):
            return known
    return None


def _compatible(given: Sequence[str], known: Known) -> bool:
    """Whether given names, if any, can be the person's: one of theirs, an initial of it, or a close spelling."""
    if not given:
        return True
    theirs = gazetteer().given.get(known.id) or frozenset(fold(name.split()[0]) for _, name in known.names if " " in name)
    return not theirs or _close(given, theirs)


def _close(given: Sequence[str], theirs: frozenset[str]) -> bool:
    mine = fold(given[0]).rstrip(".")
    return any(mine == g or (mine[:1] == g[:1] and (len(mine) == 1 or JaroWinkler.similarity(mine, g) >= 0.85)) for g in theirs)


def _unknown(kind: Kind, name: str) -> Known:
    return Known(slug(name), kind, (("", name),))


def _name_words(tokens: Sequence[Token], lang: str) -> list[str]:
    """The words of a name: without titles before it, quotes, or a possessive after it."""
    words = [t.text for t in tokens if t.upos not in ("PUNCT", "PART", "DET") and t.text not in ("'s", "’s")]
    while words and not words[0][:1].isupper():
        words = words[1:]
    titles = _titles(lang)
    while len(words) > 1 and fold(words[0]) in titles:
        words = words[1:]
    return words


def _person_words(tokens: Sequence[Token], lang: str) -> list[str]:
    """The words of a person's name, without where they are from: "Anna Neri di Torino" is not of the name Torino."""
    words = _name_words(tokens, lang)
    home = words.index("di") if lang == "it" and "di" in words else 0
    return words[:home] if home > 1 else words


def written(text: str, tokens: Sequence[Token], lang: str) -> str:
    """A name as a text has it, without titles before it or a possessive after it."""
    words = _name_words(tokens, lang)
    own = [t for t in tokens if t.text in words]
    return text[own[0].start : own[-1].end] if own else ""


@cache
def _titles(lang: str) -> frozenset[str]:
    return frozenset(fold(w) for w in table(lang, "names")["titles"]["person"] if " " not in w)


@cache
def _said_of_persons(lang: str) -> frozenset[str]:
    words = table(lang, "names")
    return frozenset([*words["titles"]["person"], *words["generic"]["person"]])


def is_person(lang: str, noun: str) -> bool:
    """Whether a noun, or a title of several words, is said of a person: "premier", "prime minister", "uomo"."""
    return noun in _said_of_persons(lang)


def _firms(parse: Parse) -> frozenset[tuple[str, ...]]:
    """The folded words of what the text calls a company somewhere, whatever the recogniser has called it: "the airline Aer Lingus"."""
    generic = frozenset(table(parse.lang, "names")["generic"]["organisation"])
    before = ((e, parse.tokens[e.first - 1]) for e in parse.entities if e.first)
    return frozenset(_folded(parse, e) for e, t in before if t.lemma.lower() in generic and t.text.islower())


def _folded(parse: Parse, entity: Entity) -> tuple[str, ...]:
    return tuple(fold(t.text) for t in parse.tokens[entity.first : entity.last])


def _is_described(parse: Parse, entity: Entity) -> bool:
    """Whether an organisation is only described, so that what is capital in it is no name: "il tribunale Internazionale", "il ministero della Difesa"."""
    tokens = parse.tokens[entity.first : entity.last]
    office = " ".join(fold(t.text) for t in parse.tokens[max(entity.first - 2, 0) : entity.last])
    if office in table(parse.lang, "names")["titles"]["person"]:
        return True  # "il presidente della Repubblica"
    if entity.label != "ORG" or tokens[0].text[:1].isupper() or len(tokens) < 2:
        return False
    return tokens[-1].upos == "ADJ" or (fold(tokens[0].lemma) in _bodies(parse.lang) and tokens[1].upos == "ADP")


def _towns(parse: Parse) -> frozenset[str]:
    """The folded single words that the text names a place by more often than a person: Licata, beside one "Anna Licata"."""
    count: Counter[str] = Counter()
    for e in parse.entities:
        if e.last - e.first == 1:
            count[fold(parse.tokens[e.first].text)] += {"LOC": 1, "PER": -1}.get(e.label, 0)
    return frozenset(word for word, times in count.items() if times > 0)


def _is_listed(parse: Parse, entity: Entity, known: Gazetteer) -> bool:
    """Whether what the recogniser calls a person is a packaged country, place or organisation."""
    return _folded(parse, entity) in known.forms


def _outgrown(parse: Parse) -> Iterator[tuple[int, int]]:
    """Organisations of whose name a listed one is only a part, wherever the text names them, as tokens [first, last)."""
    names = {_folded(parse, e) for e in parse.entities if e.label == "ORG" and _outgrows(parse, e)}
    folded = [fold(t.text) for t in parse.tokens] if names else []
    lengths = sorted({len(name) for name in names}, reverse=True)
    for i, token in enumerate(parse.tokens if names else ()):
        if token.text[:1].isupper() and (last := next((i + n for n in lengths if tuple(folded[i : i + n]) in names), None)):
            yield i, last


def _outgrows(parse: Parse, entity: Entity) -> bool:
    """Whether an organisation's name only begins or ends with that of a place: "Singapore Airlines", not "the Russian army".

    Or with that of a person or another organisation, where its head says what else it is: "the Reed Foundation", "il Movimento Neri".
    """
    tokens = parse.tokens[entity.first : entity.last]
    known = gazetteer()
    acting = frozenset(table(parse.lang, "names")["generic"]["acting"])
    if len(tokens) < 2 or _is_listed(parse, entity, known) or not all(t.text[:1].isupper() for t in tokens):
        return False
    if any(fold(t.text) in acting or fold(t.lemma) in acting or is_person(parse.lang, fold(t.text)) for t in tokens):
        return False
    national = [(fold(t.text),) in known.adjectives for t in tokens]
    if any(national):
        return parse.lang == "en" and national[0] and not any(national[1:])  # "Korean Air", the name of a company
    ends = (known.forms.get((fold(t.text),)) for t in (tokens[0], tokens[-1]))
    if any(hit and hit[0].kind in ("country", "place") for hit in ends):
        return True
    head, other, rest = (tokens[-1], tokens[0], tokens[1:]) if parse.lang == "en" else (tokens[0], tokens[-1], tokens[:-1])
    if tuple(fold(t.text) for t in rest) in known.forms:
        return False  # "the Reed White House"
    named = ((fold(other.text),) in known.forms) or fold(other.text) in known.surnames
    return named and fold(head.text) in _bodies(parse.lang)


@cache
def _bodies(lang: str) -> frozenset[str]:
    """What organisations are, where the word is more than "company" or "group": foundation, movement, bank."""
    words = table(lang, "names")
    return frozenset(fold(w) for w in words["titles"]["organisation"]) - {*words["generic"]["organisation"], *words["generic"]["legal"]}


def _listed(parse: Parse, known: Gazetteer) -> Iterator[Name]:
    """Packaged names, the longest first at each place; they must be capitalised as names are."""
    folded = [fold(t.text) for t in parse.tokens]
    for sentence in parse.sentences:
        i = sentence.first
        while i < sentence.last:
            name = _listed_at(parse, folded, i, sentence.last, known)
            if name:
                yield name
                i = name.last
            else:
                i += 1


def _listed_at(parse: Parse, folded: Sequence[str], i: int, end: int, known: Gazetteer) -> Name | None:
    first = parse.tokens[i].text
    if first[:1].isupper() and folded[i] in known.openings:
        for length in range(min(LONGEST_NAME, end - i), 0, -1):
            words = tuple(w.strip("'") for w in folded[i : i + length] if w.strip("'")[:1].isalnum() or w == "&")
            if folded[i + length - 1][:1].isalnum():
                hit = known.forms.get(words)
                if hit and (len(words) > 1 or len(first) > SHORT or first in known.short) and not _is_another(parse, i, i + length, hit[0]):
                    return Name(i, i + length, *hit)
    adjective = known.adjectives.get((folded[i],))
    if adjective and parse.tokens[i].upos in ("ADJ", "PROPN", "NOUN"):
        return Name(i, i + 1, adjective, "adjective")
    return None


def _is_another(parse: Parse, first: int, last: int, known: Known) -> bool:
    """Whether the words of an organisation's name are said of another: "Corte penale Internazionale", "la Guardia nazionale ucraina"."""
    if known.kind != "organisation":
        return False
    tokens = parse.tokens
    if last - first == 1 and tokens[first].upos == "ADJ" and first and tokens[first - 1].upos in ("NOUN", "PROPN", "ADJ"):
        return len(tokens[first].text) > SHORT
    head = tokens[first] if parse.lang == "it" else tokens[last - 1]
    beside = last if parse.lang == "it" else first - 1
    if fold(head.text) not in _bodies(parse.lang) or not 0 <= beside < len(tokens) or tokens[beside].upos not in ("ADJ", "PROPN", "NOUN"):
        return False
    if last - first == 1 and parse.lang == "it" and tokens[beside].text[:1].isupper():
        return any(e.label == "ORG" and e.first == first and e.last > last for e in parse.entities)  # "la Lega Musulmana"
    country = gazetteer().adjectives.get((fold(tokens[beside].text),))
    return country is not None and country.id != known.country


def _roles(parse: Parse, found: Sequence[Name]) -> Iterator[Name]:
    """Offices without a name whose holder the text names elsewhere: "il presidente ucraino", "the Ukrainian president"."""
    at = {i: name for name in found for i in range(name.first, name.last)}
    roles = frozenset(table(parse.lang, "names")["roles"]["words"])
    holders: dict[tuple[str, str], Known] = {}
    open_roles: list[tuple[int, str, str]] = []
    children: dict[int, list[int]] = defaultdict(list)
    for i, token in enumerate(parse.tokens):
        if token.head != i:
            children[token.head].append(i)
    for i, token in enumerate(parse.tokens):
        if token.lemma.lower() not in roles or i in at:
            continue
        country = next((at[c].known.id for c in children[i] if c in at and at[c].known.kind == "country"), None)
        if country is None:
            continue
        person = next((at[c].known for c in children[i] if c in at and at[c].known.kind == "person"), None)
        key = (token.lemma.lower(), country)
        if person:
            holders.setdefault(key, person)
        else:
            open_roles.append((i, *key))
    for i, role, country in open_roles:
        if (role, country) in holders:
            yield Name(i, i + 1, holders[role, country], "role")
