"""Treebank sentences: read from CoNLL-U, made to agree with each other, varied, and turned into spaCy documents."""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from timeline.parse import plain


@dataclass(slots=True)
class Word:
    """One token of a tree; `head` is an index into its sentence, its own for the root."""

    text: str
    lemma: str
    upos: str
    feats: dict[str, str]
    head: int
    deprel: str
    space: bool = True


@dataclass(slots=True)
class Sentence:
    """One tree with where it comes from and whether it opens a paragraph."""

    words: list[Word]
    source: str = ""
    opens: bool = True
    extra: dict[str, str] = field(default_factory=dict)


def sentences(path: Path, *, merge: bool) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file; multiword tokens as one word with `merge`, else as their syntactic words."""
    opener = gzip.open if path.suffix == ".gz" else open
    lines: list[str] = []
    opens, source = False, ""
    with opener(path, "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            if line.startswith("#"):
                opens |= line.startswith(("# newpar", "# newdoc"))
                if line.startswith("# sent_id"):
                    source = line.split("=", 1)[1].strip()
            elif line.strip():
                lines.append(line.rstrip("\n"))
            elif lines:
                yield Sentence(_words(lines, merge), source, opens)
                lines, opens = [], False


def _words(lines: Sequence[str], merge: bool) -> list[Word]:
    rows = [line.split("\t") for line in lines]
    spans = {int(r[0].split("-")[0]): (int(r[0].split("-")[1]), r) for r in rows if "-" in r[0]}
    basic = {int(r[0]): r for r in rows if r[0].isdigit()}
    groups: list[list[int]] = []
    forms: list[tuple[str, bool]] = []
    i = 1
    while i <= len(basic):
        end, row = spans.get(i, (i, basic[i]))
        space = "SpaceAfter=No" not in row[9]
        pieces = _pieces(row[1], [basic[j][1] for j in range(i, end + 1)])
        if merge or end == i or pieces is None:
            groups.append(list(range(i, end + 1)))
            forms.append((row[1], space))
        else:
            groups += [[j] for j in range(i, end + 1)]
            forms += [(piece, space and n == len(pieces) - 1) for n, piece in enumerate(pieces)]
        i = end + 1
    place = {j: n for n, group in enumerate(groups) for j in group}
    return [_word([basic[j] for j in group], place, n, *forms[n]) for n, group in enumerate(groups)]


def _pieces(form: str, words: Sequence[str]) -> list[str] | None:
    """The parts of a surface form that its syntactic words stand for, where they spell it out."""
    return list(words) if "".join(words) == form else None


def _word(rows: Sequence[Sequence[str]], place: dict[int, int], own: int, form: str, space: bool) -> Word:
    root = next((r for r in rows if place.get(int(r[6])) != own), rows[0])
    feats: dict[str, str] = {}
    for row in rows:
        feats |= {k: v for k, _, v in (f.partition("=") for f in row[5].split("|") if f != "_") if k not in feats}
    head = place.get(int(root[6]), own)
    text = plain(form).replace(" ", "_")
    lemma = " ".join(plain(r[2]) if r[2] != "_" else plain(r[1]) for r in rows)
    return Word(text, lemma, root[3], feats, head, root[7], space)


# --- one scheme for all treebanks ---------------------------------------------------------------------------------


# Parts of speech whose words are few and known: what one treebank always calls them, another should.
CLOSED = frozenset(["ADP", "ADV", "AUX", "CCONJ", "DET", "NUM", "PART", "PRON", "PUNCT", "SCONJ", "SYM"])
NAMES = frozenset(["PROPN", "X"])
UNSURE = frozenset(["ExtPos", "Typo", "Abbr", "Style", "Foreign"])  # features of a use, not of a word


class Usage:
    """What some treebanks make of a form: its part of speech, its lemma and its features, where they are always the same."""

    def __init__(self, data: Iterable[Sentence]) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()  # of a form as a part of speech, and with no form of the part of speech
        self.parts: dict[str, Counter[str]] = defaultdict(Counter)
        self.lemmas: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.relations: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.features: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        self.capitals: dict[bool, Counter[bool]] = defaultdict(Counter)  # of a name or not: whether its lemma has them too
        for sentence in data:
            for w in sentence.words:
                form = w.text.lower()
                self.parts[form][w.upos] += 1
                if w.deprel.startswith("det"):
                    self.parts[f":{w.deprel}"][w.upos] += 1
                self.lemmas[form, w.upos][w.lemma] += 1
                self.relations[form, w.upos][w.deprel] += 1
                for key in ((form, w.upos), ("", w.upos)):
                    self.counts[key] += 1
                    self.features[key].update(w.feats.items())
                if w.text[:1].isupper():
                    self.capitals[w.upos in NAMES][w.lemma == w.text] += 1

    def impose(self, word: Word) -> None:
        """Give a word of another treebank what the form always has in these."""
        form = word.text.lower()
        self._part(word, form)
        at = form, word.upos
        if lemma := _always(self.lemmas[at], *((4, 0.9) if word.upos in CLOSED else (8, 0.98))):
            word.lemma = lemma if word.upos not in NAMES else word.lemma
        names = self.capitals[word.upos in NAMES]
        if word.upos in NAMES and names[True] > 0.95 * names.total() and word.lemma.lower() == form:
            word.lemma = word.text
        elif word.upos not in NAMES and names[False] > 0.98 * names.total():
            word.lemma = word.lemma.lower()
        if word.upos in CLOSED:
            self._features(word, at, 4, 0.95)
        self._features(word, ("", word.upos), 50, 0.99)

    def _part(self, word: Word, form: str) -> None:
        closed = word.upos in CLOSED
        if closed and (part := _always(self.parts[f":{word.deprel}"], 30, 0.98)) in CLOSED:
            word.upos = part  # a possessive that is a determiner in one treebank and a pronoun in another
            return
        part = _always(self.parts[form], 6 if closed else 30, 0.98 if closed else 1.0)
        if not part or part == word.upos or NAMES & {part, word.upos} or (closed and part not in CLOSED | {"NOUN"}):
            return
        word.upos = part
        if relation := _always(self.relations[form, part], 6, 0.97):
            word.deprel = relation
        if part not in CLOSED or not closed:
            word.feats = {}
            self._features(word, (form, part), 4, 0.95)

    def _features(self, word: Word, at: tuple[str, str], least: int, share: float) -> None:
        n = self.counts[at]
        if n < least:
            return
        found = self.features[at]
        for (key, value), count in sorted(found.items()):
            if count >= share * n and key not in UNSURE:
                word.feats[key] = value
        if at[0]:
            known = Counter(key for (key, _), count in found.items() for _ in range(count))
            word.feats = {k: v for k, v in word.feats.items() if k in UNSURE or known[k] > 0.02 * n}


def _always(found: Counter[str], least: int, share: float) -> str:
    """What was found in at least this share of at least so many cases, else nothing."""
    n = sum(found.values())
    value, count = max(found.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return value if n >= least and count >= share * n else ""


class Scheme:
    """How the treebanks nearest to the news write their trees, for the others to follow.

    `model` matches the sources whose features and relations are allowed, `core` those whose usage is imposed.
    """

    def __init__(self, data: Sequence[Sentence], model: str, core: str) -> None:
        self.model, self.core = re.compile(model), re.compile(core)
        own = [s for s in data if self.model.match(s.source)]
        self.allowed = Counter((w.upos, k, v) for s in own for w in s.words for k, v in w.feats.items())
        self.labels = Counter(w.deprel for s in own for w in s.words)
        self.passive = _passive_verbs(own)
        self.usage = Usage(s for s in data if self.core.match(s.source))

    def harmonise(self, data: Iterable[Sentence]) -> None:
        """Bring sentences of any of the treebanks to the scheme, in place."""
        for sentence in data:
            if self.core.match(sentence.source):
                continue
            for i, word in enumerate(sentence.words):
                _verb_form(word)
                self.usage.impose(word)
                if not self.model.match(sentence.source):
                    word.feats = {k: v for k, v in word.feats.items() if self.allowed[word.upos, k, v] >= 2}
                _relation(sentence.words, i, self.passive, self.labels)


def _passive_verbs(data: Iterable[Sentence]) -> set[str]:
    """Participles' lemmas that are mostly passive under "be"."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for s in data:
        for w in s.words:
            if w.deprel in ("aux", "aux:pass") and w.lemma == "essere":
                seen[s.words[w.head].lemma][w.deprel] += 1
    return {lemma for lemma, n in seen.items() if n["aux:pass"] > n["aux"]}


def _verb_form(word: Word) -> None:
    """Parallel UD writes Aspect and Voice and leaves VerbForm out; the others write VerbForm and an imperfect tense."""
    if word.upos not in ("VERB", "AUX") or "VerbForm" in word.feats:
        return
    feats, text = word.feats, word.text.lower()
    if feats.get("Aspect") == "Imp" and feats.get("Tense") == "Past":
        feats["Tense"] = "Imp"
    if "Mood" in feats:
        feats["VerbForm"] = "Fin"
    elif re.search(r"(ndo)((mi|ti|ci|vi|si|ne|lo|la|li|le|gli|gliel[oaie])*)$", text):
        feats["VerbForm"] = "Ger"
    elif feats.get("Tense") == "Past" or re.search(r"(t|s)[oaie]$", text):
        feats["VerbForm"] = "Part"
        feats.setdefault("Tense", "Past")
        feats.setdefault("Gender", "Fem" if text[-1] in "ae" else "Masc")
        feats.setdefault("Number", "Plur" if text[-1] in "ie" else "Sing")
    else:
        feats["VerbForm"] = "Inf"


def _relation(words: list[Word], i: int, passive: set[str], labels: Counter[str]) -> None:
    word, head = words[i], words[words[i].head]
    if word.deprel not in labels:
        word.deprel = word.deprel.partition(":")[0]
    if not labels["acl:relcl"] or not labels["det:poss"]:
        return
    children = [w for j, w in enumerate(words) if words[w.head] is word and j != i]
    if word.deprel == "acl" and any(w.feats.get("PronType") == "Rel" for w in children):
        word.deprel = "acl:relcl"
    elif word.deprel == "det" and word.feats.get("Poss") == "Yes":
        word.deprel = "det:poss"
    elif word.deprel == "flat" and word.upos == head.upos == "PROPN":
        word.deprel = "flat:name"
    elif word.deprel == "aux" and word.lemma in ("essere", "venire") and (head.lemma in passive or word.lemma == "venire"):
        word.deprel = "aux:pass"
    elif word.deprel == "nsubj" and any(
        w.deprel == "aux:pass" or (w.deprel == "aux" and w.lemma in ("essere",) and head.lemma in passive)
        for w in words
        if words[w.head] is head
    ):
        word.deprel = "nsubj:pass"
    elif (
        word.deprel == "obl"
        and any(w.deprel == "aux:pass" for w in words if words[w.head] is head)
        and any(w.lemma.split(" ")[0] == "da" for w in children)
    ):
        word.deprel = "obl:agent"


# --- documents ----------------------------------------------------------------------------------------------------


def grouped(data: Sequence[Sentence], rng: random.Random, most: int = 6) -> list[list[Sentence]]:
    """Paragraphs: as the treebank marks them, else runs of one to `most` sentences."""
    groups: list[list[Sentence]] = []
    room, marked = 0, sum(s.opens for s in data) > 0.05 * len(data)
    for sentence in data:
        if room <= 0 or (marked and sentence.opens):
            groups.append([])
            room = rng.choice([1, 1, 2, 3, 4, most])
        groups[-1].append(sentence)
        room -= 1
    return groups


def document(group: Sequence[Sentence], vocab: Vocab) -> Doc:
    """One spaCy document of some sentences."""
    words, spaces, heads, starts = [], [], [], []
    lemmas, upos, morphs, deps = [], [], [], []
    for sentence in group:
        base = len(words)
        for i, w in enumerate(sentence.words):
            words.append(w.text)
            spaces.append(w.space or i == len(sentence.words) - 1)
            heads.append(base + w.head)
            starts.append(i == 0)
            lemmas.append(w.lemma)
            upos.append(w.upos)
            morphs.append("|".join(f"{k}={v}" for k, v in sorted(w.feats.items())))
            deps.append("ROOT" if w.head == i else w.deprel)
    return Doc(vocab, words=words, spaces=spaces, heads=heads, lemmas=lemmas, pos=upos, morphs=morphs, deps=deps)


def is_tree(heads: Sequence[int]) -> bool:
    """Whether one word is the root, its own head, and every other hangs from it."""
    if sum(h == i for i, h in enumerate(heads)) != 1:
        return False
    for i in range(len(heads)):
        at, steps = i, 0
        while heads[at] != at and steps <= len(heads):
            at, steps = heads[at], steps + 1
        if steps > len(heads):
            return False
    return True


def without(sentence: Sentence, gone: set[int]) -> Sentence:
    """The sentence without some words; what hung from them hangs from their heads."""
    words = sentence.words

    def above(i: int) -> int:
        while i in gone and words[i].head != i:
            i = words[i].head
        return i

    kept = [i for i in range(len(words)) if i not in gone]
    place = {old: new for new, old in enumerate(kept)}
    made = [replace(words[i], feats=dict(words[i].feats), head=place[i if words[i].head == i else above(words[i].head)]) for i in kept]
    return replace(sentence, words=made)
