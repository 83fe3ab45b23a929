"""Shares right of tests/gold/parse_*.toml, before and after `repair.py`; with --mark the rows that fail get their known_failure anew.

    python benchmarks/parse_gold.py            the shares, as a Markdown table
    python benchmarks/parse_gold.py --rows     and the rows that fail
    python benchmarks/parse_gold.py --mark     after other models or repairs: marks what fails, unmarks what passes

The sentences are the project's own, and repairs were written looking at them: the shares are in-sample.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from timeline.parse import parser_named
from timeline.tree import Tree

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from test_parse_gold import GOLD, LANGUAGES, judged, rows, tree_of

ROW = re.compile(r'  \{ text = "((?:[^"\\]|\\.)*)"')


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--rows", action="store_true")
    arguments.add_argument("--mark", action="store_true")
    given = arguments.parse_args()
    print("| language | judged | asked | as parsed | repaired |\n|---|---|---|---|---|")
    for lang in LANGUAGES:
        parsed, repaired, faults = judgements(lang)
        for kind in Counter(k for k, _, _ in repaired):
            before, after = ([right for k, right, _ in found if k == kind] for found in (parsed, repaired))
            print(f"| {lang} | {kind} | {len(after)} | {sum(before) / len(before):.3f} | {sum(after) / len(after):.3f} |")
        for text, fault in faults.items() if given.rows else ():
            print(f"  {text}  [{fault}]")
        if given.mark:
            mark(GOLD / f"parse_{lang}.toml", faults)


def judgements(lang: str) -> tuple[list[Any], list[Any], dict[str, str]]:
    """All judgements on the parses and on the repaired ones, and by sentence what is wrong after the repair."""
    parsed, repaired = [], []
    faults: dict[str, str] = {}
    for row, parse in zip(rows(lang), parser_named().parse((r["text"] for r in rows(lang)), lang), strict=True):
        found = judged(tree_of(parse), row)
        parsed += judged(Tree.of(parse), row)
        repaired += found
        if wrong := "; ".join(f"{kind} of {said}" for kind, right, said in found if not right):
            faults[row["text"]] = wrong
    return parsed, repaired, faults


def mark(path: Path, faults: dict[str, str]) -> None:
    """Rewrite the marks of a gold file, each row being one line."""
    lines = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        match = ROW.match(line)
        if match:
            line = re.sub(r', known_failure = "[^"]*" \}', " }", line)
            fault = faults.get(match.group(1).replace('\\"', '"'))
            line = line.removesuffix(" },") + f', known_failure = "{fault}" }},' if fault else line
        lines.append(line)
    path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
