"""Write what sets the lemmas of a package right: `python lemmas.py PACKAGE RAW TABLES OUT`.

Three tables, of words that the running text has: the lemmas that a dictionary knows by part of speech; how its forms end and their
lemmas ("-avano", "-are"), for a word whose lemma is none of these; and the forms that even so come out wrong, with their lemma. Italian:
Morph-it! (CC BY-SA 2.0), as spacy-lookups-data has it; English: verbs, some nouns and exceptions of WordNet, from the same package (MIT).
"""

from __future__ import annotations

import argparse
import gzip
import json
from calendar import day_name, month_name
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import DocBin

from timeline.parse.load import Lemmas, loaded

Forms = dict[str, str]
CLITICS = ("mi", "ti", "ci", "vi", "si", "lo", "la", "li", "le", "ne", "gli", "glielo", "gliela", "gliene", "sene", "selo", "cela", "celo")
NOUNS = ("y", "e", "ss", "us", "is", "x", "z", "ch", "sh")  # "companie" and "classe" are none; "talks", which some lists have, is "talk"
AUXILIARIES = frozenset(["essere", "avere", "potere", "dovere", "volere", "venire", "andare", "stare"])
LEAST = 12  # forms of which a dictionary has an ending, for it to be one


def table(folder: Path, name: str) -> Any:
    """One table of spacy-lookups-data."""
    with gzip.open(folder / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        return json.load(file)


def italian(folder: Path) -> dict[str, Forms]:
    """Lemmas of forms, by part of speech; without pronouns at the end of verbs, which have a lemma of their own here."""
    found: dict[str, Forms] = {}
    for part, name in (("VERB", "verb"), ("ADJ", "adj")):
        rows = {form_of(k): form_of(v) for k, v in table(folder, f"it_lemma_lookup_{name}").items() if isinstance(v, str)}
        found[part] = {k: v for k, v in rows.items() if k.isalpha() and k.islower() and not _enclitic(k, v, rows)}
    found["AUX"] = {form: lemma for form, lemma in found["VERB"].items() if lemma in AUXILIARIES}
    return found


def form_of(text: str) -> str:
    """Text that was read as Latin-1 where it was UTF-8: accents, in this table of the package."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _enclitic(form: str, lemma: str, rows: Forms) -> bool:
    cut = [form.removesuffix(c) for c in CLITICS if form.endswith(c)]
    return any(lemma in (rows.get(c), rows.get(c + "e"), c + "e", c + "re") for c in cut)


def english(folder: Path) -> dict[str, Forms]:
    """Lemmas of the forms of verbs that can be of one verb only, and of the plurals of nouns that take "-es" or whose "-e" stays."""
    verbs = frozenset(table(folder, "en_lemma_index")["verb"])
    found: dict[str, set[str]] = defaultdict(set)
    for verb in verbs:
        last = verb[-1:]
        stem = verb[:-1] if last == "e" and not verb.endswith(("ee", "ye", "oe")) else verb
        doubled = stem + last if last in "bdgklmnprtvz" and verb[-2:-1] in "aeiou" else stem
        third = (
            verb[:-1] + "ies" if last == "y" and verb[-2:-1] not in "aeiou" else verb + "es" * verb.endswith(("s", "x", "z", "ch", "sh"))
        )
        past = verb[:-1] + "ied" if last == "y" and verb[-2:-1] not in "aeiou" else stem + "ed"
        for form in (verb, third if third != verb else verb + "s", past, stem + "ing", doubled + "ed", doubled + "ing"):
            found[form].add(verb)
    exceptions = {form: lemmas[0] for form, lemmas in table(folder, "en_lemma_exc")["verb"].items() if form.isalpha()}
    regular = {form: min(lemmas) for form, lemmas in found.items() if len(lemmas) == 1 and form.isalpha()}
    nouns = [noun for noun in table(folder, "en_lemma_index")["noun"] if noun.isalpha() and noun.endswith(NOUNS)]
    plurals = {_plural(noun): noun for noun in nouns}
    short = {f"{name[:n].lower()}.": name for name in (*day_name, *month_name[1:]) for n in (3, 4, 5) if n < len(name)}
    return {"VERB": {**regular, **exceptions, **{verb: verb for verb in verbs if verb.isalpha()}}, "NOUN": plurals, "PROPN": short}


def _plural(noun: str) -> str:
    if noun.endswith("is"):
        return noun[:-2] + "es"
    if noun[-1] == "y" and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("s" if noun[-1] in "ey" else "es")


def used(forms: Forms, words: Counter[str]) -> frozenset[str]:
    """The lemmas that running text has as they are: a dictionary has verbs that nobody uses, "vistare", of which "visto" could be."""
    return frozenset(lemma for lemma in set(forms.values()) if words[lemma])


def endings(forms: Forms, lemmas: frozenset[str]) -> list[tuple[str, str]]:
    """How forms end and how their lemmas do, most frequent first."""
    found: Counter[tuple[str, str]] = Counter()
    for form, lemma in forms.items():
        if lemma in lemmas and form != lemma:
            same = next((i for i, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b), min(len(form), len(lemma)))
            found[form[same:], lemma[same:]] += 1
    return [rule for rule, count in sorted(found.items(), key=lambda item: (-item[1], item[0])) if count >= LEAST]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("package", type=Path)
    options.add_argument("raw", type=Path)
    options.add_argument("tables", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--most", type=int, default=80_000, help="sentences to look at")
    given = options.parse_args()
    given.out.unlink(missing_ok=True)
    lang = given.raw.parent.name
    dictionary = {"it": italian, "en": english}[lang](given.tables)
    texts = [json.loads(line)["text"] for line in given.raw.open(encoding="utf-8")]
    nlp = loaded(str(given.package))
    words = Counter(t.lower_ for text in texts for t in nlp.tokenizer(text))
    wrong: Forms = {}
    known = {part: used(forms, words) for part, forms in dictionary.items() if part != "PROPN"}
    rules = {part: endings(dictionary[part], known[part]) for part in known if part != "AUX"}
    regular = Lemmas({}, known, rules)
    taught = DocBin().from_disk(given.raw.parent / "ud_train.spacy").get_docs(spacy.blank(lang).vocab)
    gold = {(t.lower_, t.pos_): t.lemma_.lower() for doc in taught for t in doc}  # "dato" is of "dare", whatever else it could be of
    sure = {form: lemma for form, lemma in dictionary.get("AUX", {}).items() if words[form] and gold.get((form, "AUX"), lemma) == lemma}
    short = {form: name for form, name in dictionary.get("PROPN", {}).items() if len(nlp.tokenizer(form.capitalize())) == 1}
    listed = {"AUX": sure, "PROPN": short, "VERB": wrong}
    for doc in nlp.pipe(texts[:: max(1, len(texts) // given.most)], batch_size=128):
        for token in doc:
            form, part = token.lower_, token.pos_
            if part != "VERB" or not token.is_alpha or " " in token.lemma_:
                continue
            lemma = dictionary[part].get(form, "")
            if lemma in known[part] and gold.get((form, part), lemma) == lemma:
                made = regular.lemma(form, part, token.lemma_.lower())
                if made not in known[part]:
                    wrong[form] = lemma
    given.out.write_text("\n".join([head(lang), *lines(listed, known, rules), ""]), encoding="utf-8")
    print(f"{sum(map(len, listed.values()))} forms, {sum(map(len, known.values()))} lemmas, {sum(map(len, rules.values()))} endings")


def head(lang: str) -> str:
    """What the file says of itself."""
    source = "Morph-it! (Baroni and Zanchetta, CC BY-SA 2.0)" if lang == "it" else "WordNet's lists, from spacy-lookups-data (MIT)"
    return f"# Forms that {lang}_timeline_sm gives a lemma that is none, and what sets others right; by lemmas.py from {source}."


def lines(forms: dict[str, Forms], known: dict[str, frozenset[str]], rules: dict[str, list[tuple[str, str]]]) -> Iterator[str]:
    """The three tables in TOML, parts of speech in the order of the alphabet."""
    for part, listed in sorted(forms.items()):
        if listed:
            yield f"[forms.{part}]"
            yield from (f'"{form}" = "{lemma}"' for form, lemma in sorted(listed.items()))
            yield ""
    yield from ["[known]", *(f'{part} = "{" ".join(sorted(lemmas))}"' for part, lemmas in sorted(known.items())), ""]
    yield "[endings]"
    yield from (f'{part} = "{" ".join(f"{old}:{new}" for old, new in found)}"' for part, found in sorted(rules.items()))


if __name__ == "__main__":
    main()
