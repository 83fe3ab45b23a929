"""Write the names that set the entities of a package right: `python lists.py LANG OUT`, from the product's own tables."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from entities import KNOWLEDGE

from timeline.language import read_toml

# Kinds of organisations that are often named for their buildings, "Montecitorio", are left out.
KINDS = ("alliance", "armed-group", "bank", "club", "company", "international", "media", "military", "ngo", "party", "police", "university")


def listed(lang: str) -> dict[str, list[str]]:
    """The names of companies and of other organisations that no place or person has, and the names of countries."""
    countries = {n for row in read_toml(KNOWLEDGE / "countries.toml")["country"] for n in _names(row, lang)}
    other = {n for row in read_toml(KNOWLEDGE / "cities.toml")["place"] for n in _names(row, lang)}
    other |= {family for row in read_toml(KNOWLEDGE / "people.toml")["person"] for family in row["family"]}
    rows = [row for row in read_toml(KNOWLEDGE / "organisations.toml")["organisation"] if row["kind"] in KINDS]
    organisations = {n: row["kind"] for row in rows for n in _names(row, lang) if n not in other | countries and n[0].isupper()}
    companies = {n for n, kind in organisations.items() if kind == "company"}
    return {"companies": sorted(companies), "countries": sorted(countries), "organisations": sorted(organisations.keys() - companies)}


def _names(row: dict[str, Any], lang: str) -> list[str]:
    return [row["name"][lang], *row.get("other", {}).get(lang, [])]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("lang", choices=("it", "en"))
    options.add_argument("out", type=Path)
    given = options.parse_args()
    lines = [f"{key} = {json.dumps(names, ensure_ascii=False)}" for key, names in listed(given.lang).items()]
    head = "# Names of organisations and countries, from timeline/knowledge; by lists.py."
    given.out.write_text("\n".join([head, *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
