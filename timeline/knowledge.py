"""Dated facts: offices held, recurring meetings, reference events; loaded, checked and found in texts.

The packaged files are `timeline/knowledge/*.toml`; a user's own have the same form (docs/knowledge.md). Names are matched
as whole words, cues as word beginnings that all stand in one sentence, whatever their case, accents and apostrophes.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeVar

from timeline.errors import DataError
from timeline.language import read_toml, table
from timeline.model import Parse, Sentence
from timeline.parse import plain
from timeline.period import Grain, Period, period_of

ROOT = Path(__file__).parent / "knowledge"
TABLES = ("office", "meeting", "event")
_HEADING = re.compile(rb"^\[\[(office|meeting|event)\]\]", re.MULTILINE)  # other stages read the other packaged files
REACH = 6  # words between an office and its holder: "presidente degli Stati Uniti d'America Donald Trump"
NEAR = 6  # words between a meeting and its place: "forum economico a Vladivostok"
LOOSE_CUE = 3  # words that a cue must keep without its date
OCCASION = 45  # days; what lasts longer is a state of affairs: a war, a product, a pandemic
CUE_LETTERS = 4  # a shorter cue is a whole word: "sco" is a summit, not the beginning of "scorso"
STORY = 45  # days between two events of one story
MEETING = "meeting"  # what is called no more than a meeting, in a place where there was a summit
CUE_KEY = 3  # letters of a cue's rarest word under which it is filed
T = TypeVar("T", bound=tuple[Any, ...])
_WORD = re.compile(r"[^\W_]+")


# ---------------------------------------------------------------- facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Someone who held an office from the ordinal `first` to `last`; None where the end is open."""

    name: str
    surname: str
    aliases: tuple[str, ...]
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office with its full phrases ("presidente degli Stati Uniti") and bare titles ("presidente"), by language."""

    id: str
    kind: str
    country: str | None
    posts: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One time that a landmark took place: ordinals of its first and last day, the last None while it goes on."""

    first: int
    last: int | None
    places: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]

    @property
    def days(self) -> float:
        """How long it lasted."""
        return math.inf if self.last is None else self.last - self.first + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A reference event, or a meeting that recurs: what it is called and when it was."""

    id: str
    kind: str
    recurring: bool
    names: Mapping[str, tuple[str, ...]]
    cues: Mapping[str, tuple[tuple[str, ...], ...]]
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """An office by one of its holders."""

    office: Office
    holder: Holder


@dataclass(frozen=True, slots=True, kw_only=True)
class LandmarkMatch:
    """A landmark that a sentence speaks of; `editions` are those that its words leave possible."""

    landmark: Landmark
    editions: tuple[Edition, ...]
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    sure: bool  # by its name or a whole cue, not by a cue without its date or by a place alone


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureMatch:
    """A name that may be one of several office holders, and whether its office stands beside it, as held, past or to come."""

    tenures: tuple[Tenure, ...]
    office: Literal["none", "held", "former", "elect"]
    full: bool  # by more than the surname
    start: int
    end: int


# ---------------------------------------------------------------- words


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The word in lower case without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    text: str
    key: str


@lru_cache(maxsize=8)  # people and landmarks are looked for in one text after the other
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text with their offsets, folded."""
    return tuple(Word(m.start(), m.end(), m.group(), fold(m.group())) for m in _WORD.finditer(plain(text)))


@lru_cache(maxsize=1 << 16)
def _keys(phrase: str) -> tuple[str, ...]:
    if phrase.isascii():  # most are, and need no folding but case
        return tuple(_WORD.findall(phrase.lower()))
    return tuple(fold(m.group()) for m in _WORD.finditer(plain(phrase)))


# ---------------------------------------------------------------- the whole


@dataclass(frozen=True, slots=True)
class _Index:
    """One language's phrases by first word, and cues, their rarest word first, by its beginning."""

    people: Mapping[str, tuple[tuple[tuple[str, ...], tuple[Tenure, ...], bool], ...]]  # words, who, full name
    titles: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]  # words, office ids
    names: Mapping[str, tuple[tuple[tuple[str, ...], Landmark, tuple[Edition, ...]], ...]]
    cues: Mapping[str, tuple[tuple[tuple[str, ...], Landmark], ...]]
    loose: Mapping[str, tuple[tuple[tuple[str, ...], Landmark], ...]]  # cues without their dates: one landmark for all that share one
    places: Mapping[str, tuple[tuple[tuple[str, ...], Landmark], ...]]  # one landmark for all meetings of a kind in a place
    nouns: Mapping[str, str]  # folded words for kinds of meetings: "vertice" is a "summit"
    title_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All facts, indexed once per language."""

    offices: tuple[Office, ...]
    landmarks: tuple[Landmark, ...]
    _indexes: dict[str, _Index] = field(default_factory=dict, compare=False, repr=False)

    def index(self, lang: str) -> _Index:
        if lang not in self._indexes:
            self._indexes[lang] = _indexed(self, lang)
        return self._indexes[lang]


def load(extra: Sequence[Path] = ()) -> Knowledge:
    """The packaged facts and those of the user's files, read once.

    Raises DataError, naming the file and the entry, when one is broken.
    """
    return _load(tuple(extra))


@cache
def _load(extra: tuple[Path, ...]) -> Knowledge:
    offices: list[Office] = []
    landmarks: list[Landmark] = []
    for path, data in (*_packaged(), *((path, read_toml(path)) for path in extra)):
        for name in data:
            if name not in TABLES:
                raise DataError(f"{path}: [[{name}]] is none of {', '.join(f'[[{t}]]' for t in TABLES)}")
        offices += [_office(entry) for entry in _entries(path, data, "office")]
        for kind in ("meeting", "event"):
            landmarks += [_landmark(entry, recurring=kind == "meeting") for entry in _entries(path, data, kind)]
    return Knowledge(tuple(offices), tuple(landmarks))


def _packaged() -> Iterator[tuple[Path, dict[str, Any]]]:
    """The packaged files of facts; TOML is slow to read, so that each is kept as JSON in the user's cache folder."""
    cache_folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "timeline"
    for path in sorted(ROOT.glob("*.toml")):
        content = path.read_bytes()
        if _HEADING.search(content):
            yield path, _kept(path, sha256(content).hexdigest(), cache_folder / f"knowledge-{path.stem}.json")


def _kept(path: Path, digest: str, kept: Path) -> dict[str, Any]:
    try:
        found = json.loads(kept.read_bytes())
    except (OSError, ValueError):
        found = None
    if isinstance(found, dict) and found.get("sha256") == digest:
        return dict(found["facts"])
    data = read_toml(path)
    with suppress(OSError):  # a folder that cannot be written to costs a fraction of a second, no more
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps({"sha256": digest, "facts": data}, default=str), encoding="utf-8")
        fresh.replace(kept)
    return data


# ---------------------------------------------------------------- reading entries


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of a file, with where it stands for messages."""

    where: str
    data: Mapping[str, Any]

    def text(self, key: str, default: str | None = None) -> str:
        value = self.data.get(key, default)
        if not isinstance(value, str):
            raise DataError(f"{self.where}: '{key}' must be a text, not {value!r}")
        return value

    def texts(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of language → text or texts."""
        value = self.data.get(key, {})
        if isinstance(value, str | list):
            value = {"": value}
        if not isinstance(value, dict):
            raise DataError(f"{self.where}: '{key}' must be given by language, as {key}.it = [...]")
        return {lang: self._strings(key, v) for lang, v in value.items()}

    def _strings(self, key: str, value: Any) -> tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(i, str) and i.strip() for i in items):
            raise DataError(f"{self.where}: '{key}' must hold texts, not {value!r}")
        return tuple(items)

    def day(self, key: str, *, last: bool = False) -> int | None:
        """An ordinal from a day, "2014-03", 2014 or nothing; the last day of a period for `last`."""
        value = self.data.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, dt.date):
            return value.toordinal()
        if isinstance(value, str) and len(value) == len("2024-06-10"):  # from the cache, where days are texts
            with suppress(ValueError):
                return dt.date.fromisoformat(value).toordinal()
        period = period_of(str(value))
        if period is None:
            raise DataError(f"{self.where}: '{key}' must be a date, a month \"2014-03\" or a year, not {value!r}")
        return (period.last if last else period.start).toordinal()

    def range(self) -> tuple[int | None, int | None]:
        first, last = self.day("from"), self.day("to", last=True)
        if first is not None and last is not None and first > last:
            raise DataError(f"{self.where}: 'to' is before 'from'")
        return first, last

    def parts(self, key: str) -> Iterator[_Entry]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise DataError(f"{self.where}: '{key}' must be a list of tables")
        for number, part in enumerate(value, 1):
            yield _Entry(f"{self.where}, {key} {number}", part)


def _entries(path: Path, data: Mapping[str, Any], table: str) -> Iterator[_Entry]:
    items = data.get(table, [])
    if not isinstance(items, list):
        raise DataError(f"{path}: write [[{table}]], not [{table}]")
    for number, item in enumerate(items, 1):
        yield _Entry(f"{path}: {table} {item.get('id', number)}", item)


def _office(entry: _Entry) -> Office:
    return Office(
        id=entry.text("id"),
        kind=entry.text("kind", ""),
        country=entry.text("country", "") or None,
        posts=entry.texts("post"),
        titles=entry.texts("title"),
        holders=tuple(_holder(part) for part in entry.parts("holders")),
    )


def _holder(entry: _Entry) -> Holder:
    first, last = entry.range()
    name = entry.text("name")
    aliases = entry.data.get("aliases", [])
    return Holder(
        name=name,
        surname=entry.text("surname", name.split()[-1]),
        aliases=entry._strings("aliases", aliases) if aliases else (),
        first=first,
        last=last,
    )


def _landmark(entry: _Entry, *, recurring: bool) -> Landmark:
    return Landmark(
        id=entry.text("id"),
        kind=entry.text("kind", "event"),
        recurring=recurring,
        names=entry.texts("names"),
        cues=_cues(entry),
        editions=tuple(_edition(part, recurring=recurring) for part in (entry.parts("editions") if recurring else (entry,))),
    )


def _edition(entry: _Entry, *, recurring: bool) -> Edition:
    first, last = entry.range()
    if first is None:
        raise DataError(f"{entry.where}: needs 'from'")
    if entry.data.get("month") is True or entry.data.get("confidence") == "month":  # the day may be off
        first = Period.containing(dt.date.fromordinal(first), Grain.MONTH).start.toordinal()
        last = Period.containing(dt.date.fromordinal(last or first), Grain.MONTH).last.toordinal()
    return Edition(
        first=first,
        last=last,
        places=entry.texts("place"),
        names=entry.texts("names") if recurring else {},
    )


def _cues(entry: _Entry) -> dict[str, tuple[tuple[str, ...], ...]]:
    value = entry.data.get("cues", {})
    groups = value.values() if isinstance(value, dict) else [None]
    if not all(isinstance(g, list) and all(isinstance(c, list) and c and all(isinstance(w, str) for w in c) for c in g) for g in groups):
        raise DataError(f'{entry.where}: \'cues\' must be lists of word beginnings by language, as cues.it = [["vertic", "versailles"]]')
    return {lang: tuple(tuple(key for word in cue for key in _keys(word)) for cue in group) for lang, group in value.items()}


# ---------------------------------------------------------------- indexes


def _indexed(knowledge: Knowledge, lang: str) -> _Index:
    words = table(lang, "publication")["meeting"]
    nouns: Mapping[str, str] = words["nouns"]
    months = frozenset(month[:size] for month in words["months"] for size in range(min(CUE_LETTERS, len(month)), len(month) + 1))
    people: dict[tuple[tuple[str, ...], bool], list[Tenure]] = {}
    titles: dict[tuple[str, ...], set[str]] = {}
    for office in knowledge.offices:
        for phrase in (*_in(office.posts, lang), *_in(office.titles, lang)):
            titles.setdefault(_keys(phrase), set()).add(office.id)
        for holder in office.holders:
            tenure = Tenure(office=office, holder=holder)
            full = {_keys(n) for n in (holder.name, *holder.aliases)}
            for words in sorted(full):
                people.setdefault((words, len(words) > 1), []).append(tenure)
            surname = _keys(holder.surname)
            if surname and surname not in full:
                people.setdefault((surname, False), []).append(tenure)
    names: dict[tuple[str, ...], list[tuple[Landmark, tuple[Edition, ...]]]] = {}
    cues: list[tuple[tuple[str, ...], Landmark]] = []
    for landmark in knowledge.landmarks:
        for name in _in(landmark.names, lang):
            names.setdefault(_keys(name), []).append((landmark, landmark.editions))
        for edition in landmark.editions:
            for name in _in(edition.names, lang):
                names.setdefault(_keys(name), []).append((landmark, (edition,)))
        cues += [(cue, landmark) for cue in landmark.cues.get(lang, ())]
    return _Index(
        people=_by_first((words, tuple(who), full) for (words, full), who in people.items()),
        titles=_by_first((words, frozenset(ids)) for words, ids in titles.items()),
        names=_by_first((words, landmark, editions) for words, items in names.items() for landmark, editions in items),
        cues=_by_rarest(cues),
        loose=_by_rarest(_without_dates(knowledge.landmarks, lang, months)),
        places=_by_first(_met_in_places(knowledge.landmarks, lang, nouns)),
        nouns=nouns,
        title_words=frozenset(word for words in titles for word in words),
    )


def _by_rarest(cues: Sequence[tuple[tuple[str, ...], Landmark]]) -> dict[str, tuple[tuple[tuple[str, ...], Landmark], ...]]:
    """Cues with their rarest word first, filed by its beginning."""
    usual = Counter(prefix for cue, _ in cues for prefix in cue)
    found: dict[str, list[tuple[tuple[str, ...], Landmark]]] = {}
    for cue, landmark in cues:
        words = tuple(sorted(cue, key=lambda prefix: (usual[prefix], -len(prefix))))
        found.setdefault(words[0][:CUE_KEY], []).append((words, landmark))
    return {key: tuple(items) for key, items in found.items()}


def _without_dates(landmarks: Iterable[Landmark], lang: str, months: frozenset[str]) -> list[tuple[tuple[str, ...], Landmark]]:
    """Cues that give a date, without it: who writes in those days says "la telefonata tra Trump e Putin" and no more."""
    shared: dict[tuple[str, ...], list[Edition]] = {}
    for landmark in landmarks:
        for cue in landmark.cues.get(lang, ()) if not landmark.recurring else ():
            words = tuple(sorted(w for w in cue if not w.isdigit() and w not in months))
            if LOOSE_CUE <= len(words) < len(cue):
                shared.setdefault(words, []).extend(e for e in landmark.editions if e not in shared.get(words, ()))
    return [
        (words, Landmark(id=" ".join(words), kind="loose", recurring=True, names={}, cues={}, editions=tuple(editions)))
        for words, editions in shared.items()
    ]


def _met_in_places(landmarks: Iterable[Landmark], lang: str, nouns: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], Landmark]]:
    """All meetings of one kind in one place, for "the summit in Alaska", "il vertice di Parigi"."""
    met: dict[tuple[str, tuple[str, ...]], list[Edition]] = {}
    for landmark in landmarks:
        if landmark.recurring:
            for edition in landmark.editions:
                for place in {_keys(place) for places in edition.places.values() for place in places}:
                    met.setdefault((landmark.kind, place), []).append(edition)
        else:
            for kind, place in dict.fromkeys(_places_in_names(landmark, lang, nouns)):
                met.setdefault((kind, place), []).extend(landmark.editions)
    for (kind, place), editions in list(met.items()):
        if kind == "summit":
            met[MEETING, place] = editions
    for (kind, words), editions in met.items():
        name = f"{kind} {' '.join(words)}"
        yield words, Landmark(id=name, kind=kind, recurring=True, names={}, cues={}, editions=tuple(editions))


def _places_in_names(landmark: Landmark, lang: str, nouns: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What stands for the place in a meeting's names: "parigi" in "vertice di parigi sull'ucraina", "jeddah" in "jeddah talks"."""
    if landmark.kind not in ("summit", "treaty"):
        return
    for edition in landmark.editions:
        yield from (("summit", _keys(place)) for place in _in(edition.places, lang))
    for names in landmark.names.values():
        for words in map(_keys, names):
            if len(words) > 2 and words[0] in nouns and len(words[1]) < 4 < len(words[2]):
                yield nouns[words[0]], (words[2],)
            elif len(words) > 1 and words[1] in nouns and words[0] not in nouns:
                yield nouns[words[1]], (words[0],)


def _in(by_language: Mapping[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    return by_language.get(lang, ()) + by_language.get("", ())


def _by_first(items: Iterable[T]) -> dict[str, tuple[T, ...]]:
    """The items by the first word of their phrase, the longest phrase first."""
    found: dict[str, list[T]] = {}
    for item in items:
        if item[0]:
            found.setdefault(item[0][0], []).append(item)
    return {key: tuple(sorted(group, key=lambda item: -len(item[0]))) for key, group in found.items()}


# ---------------------------------------------------------------- finding facts in a text


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureWords:
    """A language's folded words that make an office one no longer held ("ex", "former") or not yet held ("-elect")."""

    street: frozenset[str]  # up to two words before a name that is a street's: "via Cattaneo"
    former_before: frozenset[str]  # up to three words before the title
    former_after: frozenset[str]  # directly after it
    elect: frozenset[str]  # within two words on either side of it


def landmarks_in(parse: Parse, knowledge: Knowledge) -> tuple[LandmarkMatch, ...]:
    """The reference events and meetings that the sentences speak of, each landmark once per sentence."""
    index = knowledge.index(parse.lang)
    words = words_of(parse.text)
    starts = [word.start for word in words]
    proper = frozenset(word.key for word in words if word.text[0].isupper())
    found = [
        _placed_by_article(match, parse, proper)
        for sentence in parse.sentences
        for match in _landmarks_of(
            words[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)], sentence, index, parse.lang
        )
    ]
    certain = [m.editions[0].first for m in found if m.sure and m.landmark.kind == "summit" and len(m.editions) == 1]
    return tuple(told for match in found if (told := _of_the_story(match, certain)))


def _of_the_story(match: LandmarkMatch, certain: Sequence[int]) -> LandmarkMatch | None:
    """An unsure match with those of its times that lie within weeks of a summit that the article is sure to speak of.

    "The White House meetings", beside the summit in Alaska, are those three days after it. One time left is the one meant;
    words as common as "meetings in Rome" mean nothing without such company.
    """
    if match.sure or not match.landmark.recurring:
        return match
    near = tuple(e for e in match.editions if any(0 < abs(e.first - day) <= STORY for day in certain))
    if len(near) == 1:
        once = replace(match.landmark, id=f"{match.landmark.id} {dt.date.fromordinal(near[0].first)}", recurring=False, editions=near)
        return replace(match, landmark=once, editions=near, sure=True)
    return replace(match, editions=near) if near else None if match.landmark.kind == MEETING else match


def _placed_by_article(match: LandmarkMatch, parse: Parse, proper: frozenset[str]) -> LandmarkMatch:
    """The match, less sure where common words alone make it and no name of the event stands anywhere in the article.

    "Acqua alta" is one flood of Venice only beside Venice; states of affairs ("lockdown", "euro") need no names.
    """
    quote = parse.text[match.start : match.end]
    if (
        not match.sure
        or match.landmark.recurring
        or match.editions[0].days > OCCASION
        or quote != quote.lower()
        or any(map(str.isdigit, quote))
    ):
        return match
    own = {word.key for word in words_of(quote)}
    called = (
        {key for name in _in(match.landmark.names, parse.lang) for key in _keys(name)}
        | {key for cue in match.landmark.cues.get(parse.lang, ()) for key in cue}
    ) - own  # fmt: skip
    beside = any(len(prefix) >= CUE_LETTERS and key.startswith(prefix) for prefix in called for key in proper)
    return match if beside else replace(match, sure=False)


def _landmarks_of(words: tuple[Word, ...], sentence: Sentence, index: _Index, lang: str) -> Iterator[LandmarkMatch]:
    keys = tuple(word.key for word in words)
    found: dict[str, tuple[Landmark, tuple[Edition, ...], int, int, bool]] = {}
    taken: set[tuple[int, int]] = set()  # two files may name one thing
    for at, key in enumerate(keys):
        for phrase, landmark, editions in index.names.get(key, ()):
            if keys[at : at + len(phrase)] == phrase and (at, len(phrase)) not in taken:
                taken.add((at, len(phrase)))
                found.setdefault(landmark.id, (landmark, editions, at, at + len(phrase), True))
    order = sorted(set(keys))
    for landmark, first, last in _cued(index.cues, keys, order):
        found.setdefault(landmark.id, (landmark, landmark.editions, first, last, True))
    if not any(landmark.recurring or landmark.editions[0].days <= OCCASION for landmark, *_ in found.values()):
        loose = ((landmark, first, last) for landmark, first, last in _cued(index.loose, keys, order) if _named(words, first, last))
        for landmark, first, last in (*loose, *_placed(keys, index)):
            found.setdefault(landmark.id, (landmark, landmark.editions, first, last, False))
    for landmark, editions, first, last, sure in found.values():
        yield LandmarkMatch(
            landmark=landmark,
            editions=_held_at(editions, keys, lang, placed=sure) if landmark.recurring else editions,
            start=words[first].start,
            end=words[last - 1].end,
            sentence_start=sentence.start,
            sentence_end=sentence.end,
            sure=sure,
        )


def _named(words: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether a name is among the words: "la telefonata tra Trump e Putin", not "acqua alta per dieci centimetri"."""
    return any(word.text[0].isupper() for word in words[max(first, 1) : last])


def _cued(
    cues: Mapping[str, tuple[tuple[tuple[str, ...], Landmark], ...]], keys: tuple[str, ...], order: list[str]
) -> Iterator[tuple[Landmark, int, int]]:
    """The landmarks of the cues whose words all stand in the sentence, with the range of those words."""
    for key in order:
        for cue, landmark in cues.get(key[:CUE_KEY], ()):
            if key.startswith(cue[0]) and _begins(key, cue[0]) and all(_stands_in(order, prefix) for prefix in cue[1:]):
                places = [next(i for i, k in enumerate(keys) if _begins(k, prefix)) for prefix in cue]
                yield landmark, min(places), max(places) + 1


def _placed(keys: tuple[str, ...], index: _Index) -> Iterator[tuple[Landmark, int, int]]:
    """Meetings called by their kind and place, the place within NEAR words of the noun; of two places, those held in both."""
    for at in (i for i, key in enumerate(keys) if key in index.nouns):
        found: list[tuple[Landmark, int, int]] = []
        for place_at in range(max(at - NEAR, 0), min(at + 1 + NEAR, len(keys))):
            for place, landmark in index.places.get(keys[place_at], ()):
                end = place_at + len(place)
                if keys[place_at:end] == place and landmark.kind == index.nouns[keys[at]]:
                    found.append((landmark, min(at, place_at), max(at + 1, end)))
        if found:
            nearest = min(found, key=lambda f: (f[2] - f[1], f[1]))
            both = tuple(e for e in nearest[0].editions if all(e in landmark.editions for landmark, _, _ in found))
            yield replace(nearest[0], editions=both or nearest[0].editions), nearest[1], nearest[2]


def _begins(key: str, prefix: str) -> bool:
    return key == prefix or (len(prefix) >= CUE_LETTERS and key.startswith(prefix))


def _stands_in(order: list[str], prefix: str) -> bool:
    """Whether one of the sorted words begins so."""
    at = bisect_left(order, prefix)
    return at < len(order) and _begins(order[at], prefix)


def _held_at(editions: tuple[Edition, ...], keys: tuple[str, ...], lang: str, *, placed: bool) -> tuple[Edition, ...]:
    """The editions whose year, or else whose place (`placed`), the sentence names; all of them when it names none."""
    years = {key for key in keys if len(key) == 4 and key.isdigit()}
    dated = tuple(e for e in editions if str(dt.date.fromordinal(e.first).year) in years) if years else ()
    if dated:
        return dated
    there = tuple(e for e in editions if any(_contains(keys, _keys(place)) for place in _in(e.places, lang))) if placed else ()
    return there or editions


def _contains(keys: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(keys[i : i + len(phrase)] == phrase for i in range(len(keys) - len(phrase) + 1)) if phrase else False


def tenures_in(parse: Parse, knowledge: Knowledge, about: TenureWords) -> tuple[TenureMatch, ...]:
    """The office holders that the text names, with or without their office.

    A bare surname counts when it is no part of another name ("Chelsea Clinton", "Charles Darwin", "via Moro") and no
    common word ("Ma la notte"), and only for the holders whose full name the text uses, where it uses one.
    """
    index = knowledge.index(parse.lang)
    words = words_of(parse.text)
    keys = tuple(word.key for word in words)
    breaks = {sentence.start for sentence in parse.sentences}
    common = {token.start for token in parse.tokens if token.upos not in ("PROPN", "X")}
    named = tuple(_names_of(words, keys, index, about.street, common))
    full = {tenure.holder.name: tenure.holder.surname for _, _, tenures, is_full in named if is_full for tenure in tenures}
    matches = []
    for first, last, tenures, is_full in named:
        if not is_full:
            tenures = _same_person(tenures, full)
        if tenures:
            own, office = _titled(first, last, tenures, words, keys, index, about, breaks)
            matches.append(TenureMatch(tenures=own, office=office, full=is_full, start=words[first].start, end=words[last - 1].end))
    return tuple(matches)


def _names_of(
    words: tuple[Word, ...], keys: tuple[str, ...], index: _Index, street: frozenset[str], common: Container[int]
) -> Iterator[tuple[int, int, tuple[Tenure, ...], bool]]:
    """The word ranges of names of people, left to right, the longest first, none inside another."""
    at = 0
    while at < len(words):
        step = 1
        if words[at].text[0].isupper():
            for phrase, tenures, full in index.people.get(keys[at], ()):
                end = at + len(phrase)
                if keys[at:end] != phrase or not words[end - 1].text[0].isupper():
                    continue
                if full or not (words[at].start in common or _within_a_name(at, end, words, index, street)):
                    yield at, end, tenures, full
                    step = len(phrase)
                    break
        at += step


def _within_a_name(first: int, last: int, words: tuple[Word, ...], index: _Index, street: frozenset[str]) -> bool:
    """Whether a surname is part of another name: "Chelsea Clinton", "Charles Darwin", "Kellogg Co.", "via Moro"."""
    if any(word.key in street for word in words[max(first - 2, 0) : first]):
        return True
    if last < len(words) and words[last].start - words[last - 1].end == 1 and words[last].text[0].isupper():
        return words[last].key not in index.title_words
    if first == 0:
        return False
    before = words[first - 1]
    gap = words[first].start - before.end
    if len(before.text) == 1 and before.text.isupper() and gap == len(". "):
        return True
    adjacent = gap == 1
    return adjacent and before.text[0].isupper() and before.key not in index.title_words and len(before.text) > 2


def _same_person(tenures: tuple[Tenure, ...], full: Mapping[str, str]) -> tuple[Tenure, ...]:
    known = tuple(t for t in tenures if t.holder.name in full)
    return known or (() if any(t.holder.surname in full.values() for t in tenures) else tenures)


def _titled(
    first: int,
    last: int,
    tenures: tuple[Tenure, ...],
    words: tuple[Word, ...],
    keys: tuple[str, ...],
    index: _Index,
    about: TenureWords,
    breaks: set[int],
) -> tuple[tuple[Tenure, ...], Literal["none", "held", "former", "elect"]]:
    """The tenures whose office stands within REACH words of the name in its sentence, and how it stands to them."""
    for at in (*range(first - 1, first - 1 - REACH, -1), *range(last, last + REACH)):
        if not 0 <= at < len(words) or any(
            words[i].start in breaks for i in range(min(at, last) + 1, max(at, first) + 1) if i < len(words)
        ):
            continue
        for phrase, offices in index.titles.get(keys[at], ()):
            if keys[at : at + len(phrase)] == phrase and (own := tuple(t for t in tenures if t.office.id in offices)):
                return own, _standing(keys[max(at - 3, 0) : at], keys[at + len(phrase) : at + len(phrase) + 2], about)
    return tenures, "none"


def _standing(before: tuple[str, ...], after: tuple[str, ...], about: TenureWords) -> Literal["held", "former", "elect"]:
    if about.elect & {*before[-1:], *after}:
        return "elect"
    return "former" if about.former_before & set(before) or about.former_after & set(after[:1]) else "held"
