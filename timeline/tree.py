"""A parse as trees: children, subtrees and the questions that stages ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from timeline.model import Parse, Sentence, Token

_P = ParamSpec("_P")
_T = TypeVar("_T")


def remembered(question: Callable[Concatenate[Tree, _P], _T]) -> Callable[Concatenate[Tree, _P], _T]:
    """A question about a tree whose answer the tree keeps: many mentions ask it of one verb."""

    @wraps(question)
    def answer(tree: Tree, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        asked = (question, args, *kwargs.items())
        answers: dict[Any, _T] = tree._answers
        if asked not in answers:
            answers[asked] = question(tree, *args, **kwargs)
        return answers[asked]

    return answer


@dataclass(frozen=True, eq=False)
class Tree:
    """A parse with the children of each token and the sentence each belongs to, by index; what is asked often is kept."""

    parse: Parse
    children: tuple[tuple[int, ...], ...]
    relations: tuple[str, ...]  # without subtypes
    sentence_of: tuple[int, ...]
    _subtrees: dict[int, Sequence[int]] = field(default_factory=dict, repr=False)
    _answers: dict[Any, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, parse: Parse) -> Tree:
        below: dict[int, list[int]] = {}
        for i, token in enumerate(parse.tokens):
            if token.head != i:
                below.setdefault(token.head, []).append(i)
        sentence_of = [0] * len(parse.tokens)
        for k, sentence in enumerate(parse.sentences):
            sentence_of[sentence.first : sentence.last] = [k] * (sentence.last - sentence.first)
        relations = tuple(_plain_relation(token.deprel) for token in parse.tokens)
        children = tuple(tuple(below[i]) if i in below else () for i in range(len(parse.tokens)))
        return cls(parse, children, relations, tuple(sentence_of))

    def after(self, tokens: Sequence[Token]) -> Tree:
        """The tree of the same sentences after a correction of some tokens: where none has changed, this one."""
        changed = [i for i, (old, new) in enumerate(zip(self.parse.tokens, tokens, strict=True)) if old is not new]
        if not changed:
            return self
        children, relations = list(self.children), list(self.relations)
        for i in changed:
            relations[i] = _plain_relation(tokens[i].deprel)
            if (above := self[i].head) != tokens[i].head and above != i:
                children[above] = tuple(c for c in children[above] if c != i)
        for i in changed:
            if (above := tokens[i].head) != self[i].head and above != i:
                children[above] = tuple(sorted((*children[above], i)))
        return Tree(replace(self.parse, tokens=tuple(tokens)), tuple(children), tuple(relations), self.sentence_of)

    def __getitem__(self, i: int) -> Token:
        return self.parse.tokens[i]

    def sentence(self, i: int) -> Sentence:
        return self.parse.sentences[self.sentence_of[i]]

    def relation(self, i: int) -> str:
        """The relation without its subtype: nsubj for nsubj:pass."""
        return self.relations[i]

    def is_root(self, i: int) -> bool:
        return self[i].head == i

    def kids(self, i: int, *relations: str) -> list[int]:
        """Children by relation, either with subtype ("nsubj:pass") or without, which takes all subtypes."""
        if not (children := self.children[i]):
            return []
        tokens, plain = self.parse.tokens, self.relations
        return [c for c in children if plain[c] in relations or tokens[c].deprel in relations]

    def kid(self, i: int, *relations: str) -> int | None:
        for c in self.children[i]:
            if self.relations[c] in relations or self.parse.tokens[c].deprel in relations:
                return c
        return None

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads of a token, nearest first."""
        while self[i].head != i:
            i = self[i].head
            yield i

    def subtree(self, i: int, without: frozenset[int] = frozenset()) -> Sequence[int]:
        """The token and all below it in text order, not entering those in `without`."""
        whole = self._subtrees.get(i)
        if whole is None:
            whole = self._subtrees[i] = self._below(i, frozenset())
        return whole if without.isdisjoint(whole) else self._below(i, without)

    def _below(self, i: int, without: frozenset[int]) -> list[int]:
        found, stack = [], [i]
        while stack:
            j = stack.pop()
            if j not in without:
                found.append(j)
                stack.extend(self.children[j])
        return sorted(found)

    @cached_property
    def quoted(self) -> Sequence[bool]:
        """Whether each token stands between quotation marks; a quotation may run over sentences, but not over paragraphs."""
        found: list[bool] = []
        opened, straight, at = {"“": 0, "«": 0, "``": 0}, 0, 0
        for token in self.parse.tokens:
            between = self.parse.text[at : token.start]
            if "\n" in between:
                opened, straight = dict.fromkeys(opened, 0), 0
                between = between[between.rfind("\n") + 1 :]
            straight += between.count('"')
            for mark, closing in (("“", "”"), ("«", "»"), ("``", "''")):
                opened[mark] = max(opened[mark] + between.count(mark) - between.count(closing), 0)
            found.append(straight % 2 == 1 or any(n > 0 for n in opened.values()))
            at = token.start
        return found

    @cached_property
    def by_lemma(self) -> Mapping[str, Sequence[int]]:
        """The tokens of each lemma in lower case."""
        found: dict[str, list[int]] = {}
        for i, token in enumerate(self.parse.tokens):
            found.setdefault(token.lemma.lower(), []).append(i)
        return found

    def feature(self, i: int, name: str) -> str | None:
        """A UD feature of a token, such as Tense; the empty answer is None."""
        return _features(self.parse.tokens[i].feats).get(name)

    def is_definite(self, i: int) -> bool:
        """Whether a noun has a definite article."""
        return any(self.feature(c, "Definite") == "Def" for c in self.kids(i, "det"))

    def is_determined(self, i: int) -> bool:
        """Whether a noun has a definite article, also one within its preposition: "dell'edificio"."""
        return self.is_definite(i) or any(self.feature(c, "PronType") == "Art" for c in self.kids(i, "case"))

    def is_possessive(self, i: int) -> bool:
        """Whether a word says whose its noun is: "la sua visita", "his visit"."""
        return self[i].deprel == "det:poss" or self.feature(i, "Poss") is not None

    def is_aside(self, i: int) -> bool:
        """Whether a description begins with a comma, which may hang from it."""
        first = self.subtree(i)[0]
        return self[first].text == "," or self[first - 1].text == ","

    def is_finite(self, i: int) -> bool:
        """Whether a verb or auxiliary form is finite; treebanks leave out VerbForm where a mood says it."""
        return _is_finite(self.parse.tokens[i].feats)

    def finite(self, verb: int) -> int | None:
        """The finite form of a verb's clause: an auxiliary, a copula or the verb itself."""
        tokens = self.parse.tokens
        for c in self.children[verb]:
            if self.relations[c] in ("aux", "cop") and _is_finite(tokens[c].feats):
                return c
        return verb if _is_finite(tokens[verb].feats) else None

    def case(self, i: int) -> str:
        """The adposition of a noun phrase, lower case: "con", "according to"; empty for none.

        The lemma of an articulated preposition names its two parts ("di il"); the first is the adposition.
        """
        return " ".join(self.adposition(w) for c in self.kids(i, "case") for w in (c, *self.kids(c, "fixed")))

    def adposition(self, i: int) -> str:
        """The word of an adposition without an article in it: "in" for "nella", "di" for "d'"; "according" as it stands."""
        lemma, text = self[i].lemma.lower(), self[i].text.lower()
        return lemma.split(" ")[0] if " " in lemma or text[-1:] in ("'", "’") else text

    def conjuncts(self, i: int) -> list[int]:
        """A token and those coordinated below it."""
        return [i, *(d for c in self.kids(i, "conj") for d in self.conjuncts(c))]


@lru_cache(maxsize=1024)
def _features(feats: str) -> Mapping[str, str]:
    """The UD features of a token by name; a treebank knows some hundreds of combinations."""
    return dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)


@lru_cache(maxsize=1024)
def _is_finite(feats: str) -> bool:
    own = _features(feats)
    return own.get("VerbForm") == "Fin" or "Mood" in own


@lru_cache(maxsize=256)
def _plain_relation(deprel: str) -> str:
    return deprel.partition(":")[0]


def attach(tokens: list[Token], i: int, head: int, deprel: str) -> None:
    """Hang a token from another; where that hangs from the first, it takes its place, so that a tree stays a tree."""
    above = head
    while above != i and tokens[above].head != above:
        above = tokens[above].head
    if above == i:
        place = tokens[i].head if tokens[i].head != i else head
        tokens[head] = replace(tokens[head], head=place, deprel=tokens[i].deprel)
    tokens[i] = replace(tokens[i], head=head, deprel=deprel)
