"""What the extraction of one article's events reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from timeline.lexicon import Lexicon
from timeline.model import Finding
from timeline.names import Known, Name
from timeline.tree import Tree
from timeline.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Scene:
    """What one article's extraction reads: its tree, lexicon, names by token and findings by trigger."""

    article: str
    tree: Tree
    lex: Lexicon
    names: Mapping[int, Name]
    findings: Sequence[Finding]
    dates: Mapping[int, int]  # trigger token → index of the finding that dates it
    nearby: Mapping[int, int]  # verb → index of the finding that dates the event noun at its side
    time_tokens: frozenset[int]
    subjects: Mapping[int, int]  # sentence → token of its main subject, for those after it that have none
    triggers: Mapping[int, Trigger]
    titles: dict[int, str] = field(default_factory=dict)  # of the clauses of which one was asked for, by verb
    written: dict[tuple[int, str], str] = field(
        default_factory=dict
    )  # what a clause's title, by sentence, would be with nobody named for a description
    called: dict[Known, str] = field(default_factory=dict)  # the name by which a title calls somebody, of those of whom one was asked for
    where: Mapping[Known, Sequence[int]] = field(init=False)  # the first tokens of the names and descriptions of each that is named

    def __post_init__(self) -> None:
        where: dict[Known, list[int]] = {}
        for i, name in sorted(self.names.items()):
            if name.how != "adjective" and (name.first == i or i - 1 not in self.names):
                where.setdefault(name.known, []).append(i)
        object.__setattr__(self, "where", where)

    def is_named(self, i: int) -> bool:
        """Whether a token is part of a name, and not only a description of who is named elsewhere."""
        return i in self.names and self.names[i].how != "role"
