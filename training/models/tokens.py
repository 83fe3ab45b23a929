"""Cut text into words as the treebanks do, where spaCy's rules for a language do otherwise: `python tokens.py PACKAGE`."""

from __future__ import annotations

import argparse
import re
import tomllib
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

TABLES = Path(__file__).parent / "data" / "tokens.toml"
HYPHEN = "(?:-|–|—"  # how the rule of spaCy's begins that cuts at a hyphen between letters


def tokenizer(nlp: Language) -> Tokenizer:
    """spaCy's tokeniser for the pipeline's language with the rules of its table; as it is where there are none."""
    tables = tomllib.loads(TABLES.read_text(encoding="utf-8"))
    made = spacy.blank(nlp.lang).tokenizer
    made = Tokenizer(nlp.vocab, made.rules, made.prefix_search, made.suffix_search, made.infix_finditer, url_match=made.url_match)
    if table := tables.get(nlp.lang):
        defaults = nlp.Defaults
        runs = [f"[{re.escape(mark)}]{{2,}}" for mark in table["runs"]]
        ends = [f"(?<![{re.escape(mark)}]){run}" for mark, run in zip(table["runs"], runs, strict=True)]
        made.prefix_search = compile_prefix_regex([*table["before"], *runs, *defaults.prefixes]).search
        made.suffix_search = compile_suffix_regex([*table["after"], *ends, *defaults.suffixes]).search
        made.infix_finditer = compile_infix_regex([*table["inside"], *_infixes(defaults.infixes, table["prefixes"])]).finditer
        made.token_match = re.compile("|".join(f"(?:{number})$" for number in table["numbers"])).match
        made.rules = _rules(made.rules, table)
    return made


def _infixes(infixes: list[str], prefixes: list[str]) -> list[str]:
    """Where words are cut, but not at the hyphen after a prefix."""
    kept = "".join(rf"(?<!\b[{prefix[0].upper()}{prefix[0]}]{prefix[1:]})" for prefix in prefixes)
    return [rule.replace(HYPHEN, kept + HYPHEN) for rule in infixes]


def _rules(rules: dict[str, list[dict[int, str]]], table: dict[str, Any]) -> dict[str, list[dict[int, str]]]:
    """The texts with words of their own: spaCy's, those with an apostrophe or a "not" also in capitals, and the table's."""
    made = {text: words for text, words in rules.items() if text not in table["apart"]}
    for text, words in rules.items():
        if len(words) > 1 and text.isascii() and ("'" in text or text.endswith("nt")):
            made.setdefault(text.upper(), [{**word, ORTH: word[ORTH].upper()} for word in words])
    made |= {text: [{ORTH: text}] for text in table["whole"]}
    for text in table["split"]:
        for written in (text, text.capitalize(), text.upper()):
            made[written.replace(" ", "")] = [{ORTH: word, NORM: word.lower()} for word in written.split()]
    return made


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("package", type=Path, help="a package whose tokeniser is made anew")
    given = options.parse_args()
    nlp = spacy.load(given.package)
    tokenizer(nlp).to_disk(given.package / "tokenizer", exclude=["vocab"])


if __name__ == "__main__":
    main()
