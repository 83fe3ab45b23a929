"""The names in GUM: its mentions of persons, places and organisations that are headed by a proper noun."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from entities import Tagged

from timeline.parse import plain

KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}
# What stands before a name and is no part of it, in Universal NER.
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "lord",
        "lady",
        "president",
        "senator",
        "governor",
        "mayor",
        "minister",
        "secretary",
        "chancellor",
        "king",
        "queen",
        "prince",
        "princess",
        "pope",
        "judge",
        "justice",
        "general",
        "gen",
        "colonel",
        "captain",
        "sergeant",
        "st",
        "rev",
        "reverend",
        "father",
        "uncle",
        "aunt",
        "the",
        "prime",
        "vice",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "sen.",
        "gov.",
        "gen.",
        "rev.",
        "chairman",
        "representative",
        "congressman",
    ]
)
_OPEN_OR_CLOSE = re.compile(r"\((\w+)-(\w+)-[^()]*|(\w+)\)")


def names(path: Path) -> Iterator[Tagged]:
    """The sentences of GUM in a CoNLL-U file with their names as IOB tags."""
    rows: list[list[str]] = []
    wanted = False
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in [*file, "\n"]:
            if line.startswith("# sent_id"):
                wanted = "GUM" in line
            elif line[:1].isdigit():
                fields = line.rstrip("\n").split("\t")
                if fields[0].isdigit():
                    rows.append(fields)
                elif "-" in fields[0] and wanted:
                    continue
            elif rows and not line.startswith("#"):
                if wanted:
                    yield _tagged(rows)
                rows = []


def _tagged(rows: list[list[str]]) -> Tagged:
    tags = ["O"] * len(rows)
    for start, end, kind in sorted(_mentions(rows), key=lambda m: m[0] - m[1]):
        name = _name(rows, start, end, kind)
        if name and all(t == "O" for t in tags[name[0] : name[1]]):
            for i in range(*name):
                tags[i] = f"{'I' if i > name[0] else 'B'}-{kind}"
    spaces = tuple("SpaceAfter=No" not in r[9] and not _joined(rows, i) for i, r in enumerate(rows))
    return Tagged(tuple(plain(r[1]).replace(" ", "_") for r in rows), tuple(tags), spaces)


def _joined(rows: list[list[str]], i: int) -> bool:
    """Whether the next word is written to this one: the parts of "don't"."""
    return i + 1 < len(rows) and (
        plain(rows[i + 1][1]) in ("n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "'") and rows[i + 1][3] != "PUNCT"
    )


def _mentions(rows: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    """The mentions of the three kinds that lie within the sentence."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, row in enumerate(rows):
        note = next((f[7:] for f in row[9].split("|") if f.startswith("Entity=")), "")
        for found in _OPEN_OR_CLOSE.finditer(note):
            number, kind, closed = found.groups()
            if number:
                opened.setdefault(number, []).append((i, kind))
                if note[found.end() : found.end() + 1] == ")":
                    start, kind = opened[number].pop()
                    if kind in KINDS:
                        yield start, i + 1, KINDS[kind]
            elif opened.get(closed):
                start, kind = opened[closed].pop()
                if kind in KINDS:
                    yield start, i + 1, KINDS[kind]


def _name(rows: list[list[str]], start: int, end: int, kind: str) -> tuple[int, int] | None:
    """The proper name at the head of a mention."""
    inside = range(start, end)
    head = next((i for i in inside if int(rows[i][6]) - 1 not in inside), start)
    if rows[head][3] != "PROPN" or (kind == "PER" and "Number=Plur" in rows[head][5]):
        return None

    def proper(i: int) -> bool:
        capital = i in inside and rows[i][1][:1].isupper() and rows[i][3] in ("PROPN", "ADJ", "NOUN", "NUM")
        return i in inside and (
            capital
            or rows[i][3] == "PROPN"
            or (rows[i][1] in ("-", "&", ".") and i - 1 >= start and i + 1 < end and rows[i - 1][3] == rows[i + 1][3] == "PROPN")
        )

    first, last = head, head + 1
    while proper(first - 1):
        first -= 1
    while proper(last) or (rows[last][1].lower() == "of" and _of(rows, last, end) if last < end else False):
        last = last + 1 if proper(last) else _of(rows, last, end)
    while first < last and rows[first][1].lower() in TITLES and kind == "PER":
        first += 1
    return (first, last) if first < last else None


def _of(rows: list[list[str]], at: int, end: int) -> int:
    """Where the proper noun after "of" or "of the" ends, 0 if there is none: "University of Maryland"."""
    after = at + 2 if at + 1 < end and rows[at + 1][1].lower() == "the" else at + 1
    return after + 1 if after < end and rows[after][3] == "PROPN" else 0
