"""Titles: the clause of an event, shortened by its tree, never cut off in the middle."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Sequence, Set
from functools import cache
from itertools import combinations, pairwise

from timeline.forms import forms, uncontracted
from timeline.language import table
from timeline.lexicon import lexicon
from timeline.model import Status
from timeline.parse import accented
from timeline.subjects import among
from timeline.tree import Tree, remembered

LONGEST = 140  # characters
FEWEST = 4  # words of a headline that tells something
INSERT = 6  # words of a time that opens what is put in between commas
SERIES = 4  # numbered headings that make a running page
_ADDRESS = re.compile(r"https?:|www\.|\w@\w|\b\w+\.(?:com|org|net|it|uk)\b/?\S")
# What a clause may lose while its title is too long, by how little it is missed.
_LOSSES = {
    "appos": 4, "parataxis": 4, "nmod:desc": 4, "advmod": 8, "obl:tmod": 8, "advcl": 12, "obl": 12, "obl:mod": 12, "acl": 16, "nmod": 16, "conj": 40,
    "opening": 5, "aside": 3, "clause": 8, "gerund": 14, "name": 2, "names": 2, "begun": 20,
}  # fmt: skip
FRAMES = ("held", "fought", "happen")  # tables of titles.toml that say of an event noun that it takes place, the closest first
_ENDINGS = {"MascSing": "o", "FemSing": "a", "MascPlur": "i", "FemPlur": "e"}  # of Italian participles
_CLAUSES = ("acl", "advcl", "ccomp", "csubj", "xcomp", "parataxis", "conj")
_CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_ONCE = ("NOUN", "DET", "ADP", "AUX")  # what nobody writes twice on end but by a slip
_DASHES = ("-", "–", "—", "--")
_NEVER_IN_TITLE = frozenset({"parataxis", "discourse", "vocative", "dislocated", "dep", "orphan", "reparandum"})


@cache
def title_words(lang: str, key: str) -> frozenset[str]:
    """One of the word lists of titles.toml."""
    return frozenset(table(lang, "titles")["words"][key])


@cache
def _connectives(lang: str) -> Sequence[list[str]]:
    """The words of each connective, the longest first."""
    return sorted((p.split() for p in title_words(lang, "connective")), key=len, reverse=True)


def clause_title(
    tree: Tree,
    verb: int,
    *,
    drop: Iterable[int],
    subject: str | None = None,
    antecedent: int | None = None,
    named: tuple[Sequence[int], str] | None = None,
    beside: Collection[int] = (),
) -> str:
    """The clause of a finite verb as a title.

    `drop` are tokens of temporal expressions, which the timeline shows beside the title; `subject` is put before a
    clause that has none of its own; `antecedent` replaces the relative pronoun of a relative clause; `named` are tokens of the
    subject and the words that stand in their place; `beside` are the adverbial clauses that it keeps, which stand at its end.
    """
    gone = set(drop)
    said = {i for i in gone if tree.quoted[i] and not tree.quoted[verb] and not gone.issuperset(_quotation(tree, i))}
    gone -= {j for i in said for j in (i, *tree.kids(i, "det", "case"))}  # it stands as it was said
    gone.update(i for t in sorted(gone) for i in tree.kids(t, "amod", "det", "case"))  # "scorso" goes with "4 febbraio"
    gone.update(
        i for t in sorted(gone) for c in tree.children[t] if _in_brackets(tree, c) for i in tree.subtree(c)
    )  # "alle 21 (ora di Roma)"
    gone |= _of_dropped(tree, verb, gone)
    kept = [i for i in tree.subtree(verb, frozenset(_not_of_clause(tree, verb))) if i not in gone]
    kept = _without_asides(tree, verb, kept)
    if beside:
        kept = _trimmed(tree, kept) + [i for c in beside for i in _trimmed(tree, tree.subtree(c)) if i not in gone]
    if antecedent is not None:
        relative = next((i for i in kept if tree.feature(i, "PronType") == "Rel"), None)
        kept = [i for i in kept if relative is None or i not in tree.subtree(relative) or tree[i].upos == "PUNCT"]
        described = _described(tree, antecedent, gone)
        inserted = [i for i in kept if relative is not None and i > relative][:2]
        opened = len(inserted) > 1 and inserted == [(relative or 0) + 1, (relative or 0) + 2]  # "che, (lunedì,) ha" has lost it
        if described and opened and tree[inserted[0]].text == "," and tree[inserted[1]].upos != "PUNCT":
            described += ","  # "i migranti che, in viaggio su un gommone, erano …"
        return _shortened(tree, verb, kept, before=described) if described else ""
    if named and (parts := _around(kept, named[0])):
        before, rest = parts
        comma = "," if rest and tree[rest[0]].text == "," else ""  # "Qantas, which …"
        opening = _text(tree, _without_connective(tree, before)) if before else ""
        opening += "," if opening and tree[named[0][0] - 1].text == "," else ""
        title = _shortened(tree, verb, rest, before=f"{opening} {named[1]}{comma}".strip())
        first = tree[min([verb, *tree.kids(verb, "aux", "cop")])].text
        return re.sub(rf"(?<={re.escape(named[1])}), (?={re.escape(first)}\b)", " ", title)  # what stood between the commas has gone
    if subject is None:
        kept = _subject_first(tree, verb, _without_connective(tree, kept)) if tree.relation(verb) in ("parataxis", "root") else kept
    return _shortened(tree, verb, kept, before=subject or "")


def _of_dropped(tree: Tree, verb: int, times: Collection[int]) -> set[int]:
    """What goes with times that a title drops: "the first quarter of (the year)", and of what was on another day, "in 1998 a phone, in 2001 (a camera)"."""
    of = title_words(tree.parse.lang, "of")
    gone = {i for t in times for c in tree.kids(t, "nmod") if tree.case(c) in of for i in tree.subtree(c)}
    for c in (c for o in tree.kids(verb, "obj") for c in tree.kids(o, "appos", "conj") if c > verb):
        told = (i for i in tree.subtree(c) if tree[i].upos not in ("PUNCT", "CCONJ") and i not in times)
        between = range(tree[c].head + 1, next(told, 0))
        if any(i in times for i in between) and any(tree[i].text == "," for i in between):
            gone.update(tree.subtree(c))
    return gone


@remembered
def page_numbers(tree: Tree) -> frozenset[int]:
    """The numbers at the ends of the headings of a running page: "Anna Neri lascia Torino 12", where another ends with 11 or 13."""
    last = [s.last - 1 for s in tree.parse.sentences if s.last > s.first and tree.parse.text[s.end : s.end + 1] in ("\n", "")]
    found = [(i, int(tree[i].text)) for i in last if re.fullmatch(r"[1-9]\d{0,2}", tree[i].text)]
    near = {i: {b for _, b in (*found[max(k - 2, 0) : k], *found[k + 1 : k + 3])} for k, (i, _) in enumerate(found)}
    running = frozenset(i for i, n in found if near[i] & {n - 1, n + 1})
    return running if len(running) >= SERIES else frozenset()


def _in_brackets(tree: Tree, i: int) -> bool:
    """Whether a phrase stands in round brackets."""
    first = min(tree.subtree(i))
    return tree[first].text == "(" or tree[first - 1].text == "("


def _without_asides(tree: Tree, verb: int, kept: Sequence[int]) -> list[int]:
    """The tokens of a clause without what takes up the text before ("anche", "dunque"), and without a clause that the parser coordinates with a noun."""
    additive = title_words(tree.parse.lang, "additive")
    contrast = any(tree[i].lemma.lower() in title_words(tree.parse.lang, "only") for i in kept)  # "not only … but also"
    gone = {
        i for i in kept
        if not contrast and (tree.quoted[verb] or not tree.quoted[i]) and tree.relation(i) == "advmod" and tree[i].text.lower() in additive
        and tree[tree[i].head].upos != "ADV" and all(tree[c].upos == "PUNCT" for c in tree.children[i])
    }  # fmt: skip
    for i in kept:
        above = tree[i].head
        if (
            tree.relation(i) == "conj"
            and verb not in (i, above)
            and tree[above].upos in ("NOUN", "PROPN")
            and tree.finite(i) is not None
            and tree.finite(above) is None
        ):
            gone.update(tree.subtree(i))
    return [i for i in kept if i not in gone]


def _around(kept: list[int], phrase: Sequence[int]) -> tuple[list[int], list[int]] | None:
    """The tokens before and after those of a phrase; None where the phrase is not among them."""
    at = [n for n, i in enumerate(kept) if i in phrase]
    return (kept[: at[0]], kept[at[-1] + 1 :]) if at else None


def report_title(
    tree: Tree,
    verb: int,
    content: int,
    *,
    drop: Iterable[int],
    subject: str | None = None,
    named: tuple[Sequence[int], str] | None = None,
    same: Sequence[int] = (),
) -> str:
    """A verb of saying with the quotation beside it: "Lavrov ha detto: «La Russia non si arrenderà»"; `named` as in `clause_title`.

    `same` are the tokens with which what is said names the speaker: "Qantas announced that it plans …".
    """
    aside = [*_not_of_clause(tree, verb), *tree.kids(verb, "advcl")]
    said = {*drop, *tree.subtree(content, frozenset([verb]))}
    said.update(c for c in tree.kids(verb, "obj") if tree.feature(c, "Clitic"))  # "lo ha detto" of the words that stand there
    said.update(i for c in tree.children[verb] if tree.quoted[c] and not tree.quoted[verb] for i in tree.subtree(c))  # "«Prima il film …"
    ways = (
        aside,
        [*aside, *(c for c in tree.kids(verb, "obl") if not _is_needed(tree, c, frozenset(tree.subtree(verb))))],
    )  # rather the words whole than the circumstances in which they were said
    told = [_report(tree, verb, content, frozenset(way), gone=said, subject=subject, named=named) for way in ways]
    head, quote, as_said = max(told, key=lambda found: (found[2], len(found[1])))
    if not quote:
        return ""
    opening, closing = table(tree.parse.lang, "titles")["quotes"]["marks"]
    if not as_said or not _is_marked(tree, content):
        speaker, form = _text(tree, same), table(tree.parse.lang, "titles")["quotes"].get("same")
        if speaker and form and quote.startswith(f"{speaker} "):
            return f"{head} {form}{quote.removeprefix(speaker)}"
        first = min(i for i in tree.subtree(content, frozenset([verb])) if tree[i].upos != "PUNCT")
        return f"{head}: {quote[:1].lower() if tree[first].upos in _OPENERS else quote[:1]}{quote[1:]}"
    return f"{head}: {opening}{quote}{closing}"


def _report(
    tree: Tree,
    verb: int,
    content: int,
    aside: frozenset[int],
    *,
    gone: Collection[int],
    subject: str | None,
    named: tuple[Sequence[int], str] | None,
) -> tuple[str, str, bool]:
    """Who says, without some branches of the verb, as much of what is said as fits beside it, which may be nothing, and whether its words stand as said."""
    kept = [i for i in tree.subtree(verb, aside) if i not in gone]
    kept = kept if subject else _subject_first(tree, verb, kept)
    kept = _without_connective(tree, kept)
    if tree.parse.lang == "en" and not subject and tree[next((i for i in kept if tree[i].upos != "PUNCT"), verb)].upos in ("VERB", "AUX"):
        return "", "", False  # what opens a sentence without a subject is no speaker's
    if named and (parts := _around(kept, named[0])):
        subject, kept = f"{_text(tree, parts[0])} {named[1]}".strip(), parts[1]
    render = _lowered if subject else _text
    head = _tidy(f"{subject or ''} {render(tree, kept)}", capital=True)
    if re.search(r"[“”«»\"]", head):
        return head, "", False  # another quotation stands in it
    room = LONGEST - len(head) - 4
    quote = _unmarked(_tidy(_text(tree, _said(tree, verb, content)), capital=True))
    if not quote or len(quote) > room:
        quotation = list(tree.subtree(content, frozenset([verb, *_not_of_clause(tree, content)])))
        quote = _unmarked(_shortened(tree, content, quotation, before="", longest=room, quoted=True))
        if not quote:
            return head, _unmarked(_shortened(tree, content, quotation, before="", longest=room)), False
    return head, quote if len(quote) <= room else "", True


def _is_marked(tree: Tree, content: int) -> bool:
    """Whether what is said is quoted, in marks or in the speaker's own person; "The plant will close, Ford announced" is not."""
    sentence = tree.sentence(content)
    told = tree.parse.text[sentence.start : sentence.end]
    own = title_words(tree.parse.lang, "speaker")
    return bool(re.search(r"[“”«»\"]|''", told)) or any(
        tree.quoted[i] or tree[i].text.lower() in own or tree.feature(i, "Person") in ("1", "2") for i in tree.subtree(content)
    )


def _unmarked(quote: str) -> str:
    """A quotation without its marks."""
    return re.sub(r"\s*,(?:\s*,)*", ",", re.sub(r"[“”«»\"]", "", quote).strip(" ,"))


def _said(tree: Tree, verb: int, content: int) -> list[int]:
    """The words of a quotation as they stand on end, none left out: between its marks, or the clause and all that goes with it."""
    around = tree.subtree(verb, frozenset([content]))
    inside = [i for i in tree.subtree(content, frozenset([verb])) if tree[i].upos != "PUNCT" and i not in around]
    if not inside or min(inside) < min(around) < max(inside):
        return []  # a quotation in two parts
    sentence = tree.sentence(content)
    first, last = content, content

    def is_of_it(i: int) -> bool:
        return i not in around and (tree.quoted[i] if tree.quoted[content] else min(inside) <= i <= max(inside))

    while first > sentence.first and is_of_it(first - 1):
        first -= 1
    while last + 1 < sentence.last and is_of_it(last + 1):
        last += 1
    words = _trimmed(tree, range(first, last + 1))
    words = words if _is_marked(tree, content) else _without_connective(tree, words)
    return words if _reads(tree, words, quoted=True) else []


def passive_title(tree: Tree, participle: int, noun: int, *, drop: Iterable[int]) -> str:
    """A participle after a noun as a clause: "the option discussed in Istanbul" → "The option was discussed in Istanbul".

    It is a passive but of a verb that has none: "la nave affondata a Genova" → "La nave è affondata a Genova".
    """
    gone = frozenset(drop)
    kept = [i for i in tree.subtree(participle, frozenset(_not_of_clause(tree, participle))) if i not in gone]
    passive = table(tree.parse.lang, "titles")[_voice(tree, participle)]
    number, gender = tree.feature(participle, "Number") or tree.feature(noun, "Number") or "", tree.feature(participle, "Gender") or ""
    auxiliary = passive.get(gender + number) or passive.get(number) or passive["default"]
    described = _described(tree, noun, gone.union(tree.subtree(participle)))
    title, own = _shortened(tree, participle, kept, before=f"{described} {auxiliary}"), tree[participle].text
    return title.replace(f" {auxiliary} {own}", f" {auxiliary} {own.removesuffix('si')}", 1) if _is_reflexive(tree, participle) else title


def _voice(tree: Tree, participle: int) -> str:
    """The table of titles.toml that has the auxiliary of a participle: of a passive, or of the perfect of a verb that has no passive."""
    lemma, gather = tree[participle].lemma, table(tree.parse.lang, "titles")["words"].get("gather", ())
    if _is_reflexive(tree, participle):
        return "reflexive"
    return "perfect" if among(forms(tree.parse.lang).with_essere, lemma) else "reflexive" if lemma.lower() in gather else "passive"


def _is_reflexive(tree: Tree, participle: int) -> bool:
    """Whether an Italian participle tells what somebody has done to themselves: "le proteste diffusesi"."""
    return tree.parse.lang == "it" and re.search(r"[st][oaie]si$", tree[participle].text) is not None


def deed_title(tree: Tree, noun: int, *, drop: Iterable[int], gender: Callable[[int], str | None]) -> str:
    """What was done to somebody by the noun that names the deed: "l'arresto di Neri a Roma" → "Neri è stato arrestato a Roma"; else empty.

    `gender` tells that of a name.
    """
    deeds = table(tree.parse.lang, "titles")["deeds"]
    done = deeds["passive"].get(tree[noun].lemma.lower()) or deeds["perfect"].get(tree[noun].lemma.lower())
    whose = [c for c in tree.kids(noun, "nmod") if (tree.case(c) == deeds["of"] if c > noun else tree[c].deprel == "nmod:poss")]
    to = max(whose, default=None)  # "Monday's killing of Reed"
    if done is None or to is None or tree[to].upos not in ("NOUN", "PROPN", "NUM"):
        return ""
    gone, outside = frozenset(drop), frozenset(c for i in (noun, to) for c in tree.kids(i, "acl", "appos", "parataxis", "case"))
    words = [i for i in tree.subtree(noun, outside) if i not in gone and (i > noun or to < noun) and i != noun]
    cut = next((k for k, i in enumerate(words) if tree.relation(i) == "case" and tree.case(tree[i].head) != deeds["of"]), len(words))
    phrase, rest = (words[:cut], words[cut:]) if to > noun else ([i for i in words if i < noun], [i for i in words if i > noun])
    several = tree.feature(to, "Number") == "Plur" or tree[to].upos == "NUM" or len(tree.conjuncts(to)) > 1
    counted = next((c for c in tree.kids(to, "nmod") if tree[to].upos == "NUM"), to)
    number, shown = "Plur" if several else "Sing", gender(counted)
    if to not in phrase or (tree.parse.lang == "it" and shown is None):
        return ""
    if tree.parse.lang == "it":
        done = done[:-1] + _ENDINGS[f"{shown}{number}"]
    voice = table(tree.parse.lang, "titles")["passive" if tree[noun].lemma.lower() in deeds["passive"] else "perfect"]
    helper = voice.get(f"{shown}{number}") or voice.get(number) or voice["default"]
    title = _tidy(f"{_article(tree, to, phrase)}{_text(tree, phrase)} {helper} {done} {_text(tree, rest)}", capital=True)
    return title if len(title) <= LONGEST else ""


def heading(tree: Tree, at: int) -> str:
    """The headline of an article as it stands, where a token is of it and it has no finite verb: "Terremoto in Cile, dodici morti"; else empty."""
    first = tree.sentence(at)
    if first.first > 0 or tree.parse.text[first.end : first.end + 1] != "\n" or tree.parse.text[first.end - 1] in ".!?…:":
        return ""
    words = range(first.first, first.last)
    if any(tree.is_finite(i) for i in words) or sum(tree[i].upos != "PUNCT" for i in words) < FEWEST:
        return ""
    title = _tidy(tree.parse.text[first.start : first.end], capital=True)
    return title if len(title) <= LONGEST else ""


def retold(tree: Tree, verb: int, title: str) -> str:
    """The title of a clause in the tense that its day beside it asks for, not that of the telling: "had fled" → "fled", "era morto" → "è morto".

    What somebody said would come about will: "said that the plant would close" → "The plant will close".
    """
    helpers = sorted(c for c in tree.kids(verb, "aux", "cop") if c < verb)
    between = range(helpers[0], verb) if helpers else ()
    if not helpers or any(not (tree[i].upos in ("ADV", "PART", "ADJ", "ADP") or i in helpers) for i in between):
        return title
    words = _english(tree, verb, helpers, title) if tree.parse.lang == "en" else _italian(tree, verb, helpers)
    if words is None:
        return title
    words |= {i: "" for i in range(helpers[0], verb) if tree[i].text.lower() in title_words(tree.parse.lang, "already")}
    spans = [*range(helpers[0], verb + 1)], [*helpers, verb]  # a title may have lost "anche"
    for span in spans:
        before, after = " ".join(tree[i].text for i in span), " ".join(filter(None, (words.get(i, tree[i].text) for i in span)))
        opening = before[:1].upper() + before[1:]
        if title.startswith(opening):
            return after[:1].upper() + after[1:] + title.removeprefix(opening)
        before = before[:1].lower() + before[1:]  # behind a subject that the text has not
        if title.count(f" {before} ") == 1:
            return title.replace(f" {before} ", f" {after} ")
        if title.endswith(f" {before}"):
            return title.removesuffix(before) + after
    return title


def _english(tree: Tree, verb: int, helpers: Sequence[int], title: str) -> dict[int, str] | None:
    """What stands in place of the words of an English pluperfect, and of the "would" of what was said; None for any other tense."""
    first, rest = helpers[0], helpers[1:]
    said = tree[verb].head if tree.relation(verb) == "ccomp" else verb
    dependent = any(tree.finite(c) is not None for c in tree.kids(verb, "advcl"))
    if tree[first].text == "would" and tree.feature(said, "Tense") == "Past" and not dependent:
        return {first: "will"}
    if tree[first].text != "had" or len(rest) > 1 or tree.relation(first) != "aux":
        return None
    if not rest and any(tree.feature(i, "Polarity") == "Neg" for i in range(first, verb)):
        return {first: "did", verb: tree[verb].lemma.lower()}
    if not rest:
        past = forms("en").past(tree[verb].lemma.lower(), tree[verb].text)
        return {first: "", verb: past} if past else None
    subject = tree.kid(verb, "nsubj")
    present = tree[verb].upos == "VERB" and tree.feature(verb, "Tense") != "Past"
    if tree[rest[0]].text != "been" or subject is None or present:
        return None
    several = tree.feature(subject, "Number") == "Plur" or len(tree.conjuncts(subject)) > 1
    if any(f" {word} " in title for word in title_words("en", "ever_since")):
        return {first: "have" if several else "has"}  # "had been downloaded since 2003"
    return {first: "were" if several else "was", rest[0]: ""}


def _italian(tree: Tree, verb: int, helpers: Sequence[int]) -> dict[int, str] | None:
    """What stands in place of the auxiliary of an Italian pluperfect; None for any other tense."""
    first = helpers[0]
    perfect = table("it", "titles")["pluperfect"].get(tree[first].text.lower())
    passive = len(helpers) == 2 and tree[helpers[1]].lemma.lower() in ("essere", "stare")
    alone = len(helpers) == 1 and tree.feature(verb, "VerbForm") == "Part" and tree.feature(verb, "Tense") == "Past"
    if tree[first].lemma.lower() == "essere" and alone:
        reflexive = any(tree[c].lemma.lower() == "si" for c in tree.kids(verb, "expl", "obj", "iobj"))
        begins = among(forms("it").inverting, tree[verb].lemma) and not tree.kids(verb, "obj", "obl:agent")  # "erano iniziate le proteste"
        alone = reflexive or begins or (among(forms("it").with_essere, tree[verb].lemma) and tree[first].deprel == "aux")
    return {first: perfect} if perfect and (passive or alone) else None


def whole(tree: Tree, title: str, at: int, *, times: Container[int], drop: Container[int]) -> str:
    """The sentence of a token without what is dropped, else as its author wrote it, where it is short and tells more than a title and `times`; else empty."""
    sentence = tree.sentence(at)
    words = _without_connective(tree, [i for i in range(sentence.first, sentence.last) if i not in drop])
    first = next((i for i in words if tree[i].upos != "PUNCT"), at)
    if tree.is_possessive(first) or tree[first].text.lower() in title_words(tree.parse.lang, "person_pronoun"):
        return ""  # "He left Genoa", "Its shares fell"
    more = any(tree[i].upos in _CONTENT and i not in times and decoded(written(tree, i)).lower() not in title.lower() for i in words)
    parted = any(tree[i].upos == "SCONJ" and i not in words and i not in drop for i in range(sentence.first, sentence.last))
    if not more or parted or not _reads(tree, words) or tree.parse.text[sentence.end - 1] not in '.!»”"':
        return ""
    return passage(tree, words)


def passage(tree: Tree, words: Sequence[int], before: str = "") -> str:
    """Some words of a sentence as their author wrote them, with a subject `before` them, where they are short enough for a title; else empty."""
    words = _without_connective(tree, [*words]) if before else words
    told = _tidy(f"{before} {_lowered(tree, words)}" if before else _text(tree, words), capital=True)
    return told if len(told) <= LONGEST and not _ADDRESS.search(told) else ""


def _described(tree: Tree, noun: int, gone: Collection[int]) -> str:
    """The noun that a clause describes as its subject, with the article that an adposition before it has swallowed: "ai servizi che …"."""
    apart = (
        "acl", "punct", "case", "appos", "conj", "cc", "mark", "cop", "aux", "nsubj", "csubj", "expl", "obl", "advcl", "advmod", "parataxis",
    )  # fmt: skip
    inside = frozenset(c for c in tree.children[noun] if tree.relation(c) in apart)
    head = [i for i in tree.subtree(noun, inside) if i not in gone]
    while head and tree[head[0]].upos in ("CCONJ", "PUNCT"):
        head = head[1:]  # "…, and rookie Ann Reed, who was signed"
    if any(tree[i].upos == "AUX" for i in head):
        return ""  # "Sono centinaia gli abitanti che …", taken for one phrase
    return _article(tree, noun, head) + _text(tree, head)


def noun_title(tree: Tree, noun: int, status: Status, *, drop: Iterable[int], beside: Iterable[int] = (), owner: str | None = None) -> str:
    """A noun phrase that names an event as a clause: "C'è stata una telefonata tra Putin e Trump"."""
    gone = frozenset(drop)
    outside = frozenset(
        c for c in tree.children[noun]
        if tree.relation(c) in ("case", "punct", "appos", "conj", "cc", "acl", "mark", "cop", "nsubj", "advcl", "parataxis", "aux", "advmod", "ccomp")
        or (c < noun and tree[c].deprel == "nmod" and tree.case(c))  # "di Anna Neri ROMA - Tre attacchi"
    ) | {i for i in tree.subtree(noun) if tree[i].deprel == "acl:relcl" and tree[tree[i].head].upos == "PROPN"}  # fmt: skip
    kept = sorted({*(i for i in tree.subtree(noun, outside) if i not in gone), *(i for i in beside if i not in gone)})
    while kept and (tree[kept[0]].upos in ("PART", "PUNCT") or tree[kept[0]].text in ("'s", "’s")):
        kept = kept[1:]
    if not kept or any(tree[i].upos == "VERB" and tree.is_finite(i) and tree.relation(i) != "acl" for i in kept):
        return ""
    possessives = [i for i in kept if tree[i].head == noun and tree.is_possessive(i)]
    if possessives and owner is None:
        return ""  # "his call": nobody would know whose
    phrase = _article(tree, noun, kept) + _shortened(tree, noun, kept, before="", capital=False)
    if owner and possessives:
        phrase = _owned(tree, noun, phrase, tree[possessives[0]].text, owner)
    if any(tree[c].deprel == "nmod:poss" and c in gone for c in tree.children[noun]):
        phrase = table(tree.parse.lang, "titles")["known"]["default"][0][1] + phrase  # "(Monday's) meeting with Reed" is the one of its day
    words = phrase.split()
    if not words:
        return ""
    first = words[0]
    if first.islower() is False and tree[kept[0]].upos not in ("PROPN",) and not first.isupper():
        phrase = phrase[0].lower() + phrase[1:]
    return _tidy(_framed(tree, noun, phrase, status), capital=True)


def taken_place(tree: Tree, noun: int, phrase: str) -> str:
    """The words of a headline about an event noun as a clause, where the noun can stand in one: "C'è stato ancora un furto in centro"."""
    several = tree.feature(noun, "Number") == "Plur"
    if not (several or tree.kids(noun, "det")) or len(told := _framed(tree, noun, phrase[:1].lower() + phrase[1:], "occurred")) > LONGEST:
        return phrase
    return told


def _framed(tree: Tree, noun: int, phrase: str, status: Status) -> str:
    """A noun's phrase in the frame that says of such a noun that it takes place."""
    lemma = tree[noun].lemma.lower()
    figurative = lemma in title_words(tree.parse.lang, "fought") and not tree.is_determined(noun)  # "guerra di parole"
    templates = _frames(tree.parse.lang, [] if figurative else [lemma], status)
    shown = (tree.feature(i, "Gender") for i in (*tree.kids(noun, "det", "case"), noun))  # the article knows better than the noun
    feminine = len(templates) > 2 and next(filter(None, shown), None) == "Fem"
    return templates[2 * feminine + (tree.feature(noun, "Number") == "Plur")].format(np=phrase)


def _frames(lang: str, words: Collection[str], status: Status) -> Sequence[str]:
    """How one says of a phrase with some words that it takes place; of what people hold, that it is held, of a war that it is fought."""
    found = table(lang, "titles")
    own = (found[group].get(status, ()) for group in FRAMES if not frozenset(found["words"].get(group, ())).isdisjoint(words))
    frames: Sequence[str] = next(own, ()) or found["happen"][status]
    return frames


def reframed(title: str, lang: str, told: Status, status: Status) -> str:
    """The title of an event noun under another status: "È previsto un vertice" of what has taken place is "Si è tenuto un vertice"."""
    found = table(lang, "titles")
    for group in FRAMES:
        for k, template in enumerate(found.get(group, {}).get(told, ())):
            before, after = template.split("{np}")
            if title.startswith(before) and title.endswith(after):
                phrase = title[len(before) : len(title) - len(after)]
                templates = _frames(lang, phrase.lower().split(), status)
                return templates[k if k < len(templates) else k % 2].format(np=phrase)  # not every status has forms for the feminine
    return title


def owned_phrase(tree: Tree, noun: int, possessive: int, owner: str, *, drop: Iterable[int]) -> str:
    """A noun phrase with whom its possessive means: "la sua visita a Hanoi" → "la visita di Putin a Hanoi"."""
    gone = frozenset(drop)
    kept = [i for i in tree.subtree(noun) if i not in gone]
    phrase = _text(tree, kept) + _closing(tree, kept)
    return _owned(tree, noun, phrase[:1].lower() + phrase[1:], tree[possessive].text.lower(), owner)


def _closing(tree: Tree, kept: Sequence[int]) -> str:
    """The comma that closes an aside at the end of a phrase, before what is told of it: "its stock, which rose, (has)"."""
    last = max((i for i in kept if tree[i].upos != "PUNCT"), default=None)
    if last is None or last + 1 >= len(tree.parse.tokens) or tree[last + 1].text not in (",", "."):
        return ""
    asides = (a for a in (last, *tree.ancestors(last)) if tree.relation(a) in ("acl", "appos") and tree.is_aside(a))
    return "," if any(tree[a].head in kept for a in asides) else ""


def known_phrase(tree: Tree, noun: int, *, drop: Iterable[int]) -> str:
    """A noun phrase that points back with the article of what is known: "questa decisione" → "la decisione"."""
    gone = {*drop, *tree.kids(noun, "det")}
    rest = _text(tree, [i for i in tree.subtree(noun) if i not in gone])
    forms = table(tree.parse.lang, "titles")["known"]
    articles = forms.get(f"{tree.feature(noun, 'Gender') or 'Masc'}{tree.feature(noun, 'Number') or 'Sing'}") or forms["default"]
    article = next(a for pattern, a in articles if re.match(pattern, rest.lower()))
    return f"{article}{rest[:1].lower() + rest[1:] if tree[noun].upos == 'NOUN' and not rest[:2].isupper() else rest}"


def _owned(tree: Tree, noun: int, phrase: str, possessive: str, owner: str) -> str:
    """The phrase with its owner named: "la sua telefonata" → "la telefonata di Putin", "his call" → "Putin's call"."""
    words = table(tree.parse.lang, "titles")["owner"]
    form = words["form"]
    if form.startswith("{owner}"):
        return re.sub(rf"\b{re.escape(possessive)}\b", lambda _: form.format(owner=owner), phrase, count=1)
    bare = re.sub(rf"\b{re.escape(possessive)}\b ?", "", phrase, count=1)
    for pattern, replacement in words["article"]:
        bare = re.sub(pattern, replacement, bare)
    of = form.format(owner=owner)
    for pattern, replacement in words["joined"]:
        of = re.sub(rf"(?i)^{pattern}", replacement, of)
    last = max([noun, *(c for c in tree.kids(noun, "amod") if c > noun and c <= noun + 2)])
    return re.sub(rf"\b{re.escape(tree[last].text)}\b", lambda m: f"{m[0]} {of}", bare, count=1)


def _article(tree: Tree, noun: int, kept: Sequence[int]) -> str:
    """The article that an adposition before the phrase has swallowed: "nella" is "in" and "la"."""
    if not kept or (tree[kept[0]].upos == "DET" and tree[kept[0]].deprel != "det:poss"):
        return ""
    articles = table(tree.parse.lang, "titles").get("articles", {})
    swallowed = next((tree[c].text.lower().replace("’", "'") for c in tree.kids(noun, "case") if tree.feature(c, "PronType") == "Art"), "")
    article = next((a for ending, a in articles.items() if swallowed.endswith(ending)), "")
    return article if article.endswith("'") or not article else article + " "


def _not_of_clause(tree: Tree, verb: int) -> list[int]:
    """The children of a clause's verb that a title leaves out: other clauses, asides, connectives."""
    subjects = tree.kids(verb, "nsubj")
    listed = len(subjects) > 2 and tree.feature(tree.finite(verb) or verb, "Number") == "Plur"  # "la crisi, la povertà e la guerra hanno"
    out = [s for s in subjects[1:] if ((s < verb) == (subjects[0] < verb) or tree.is_aside(s)) and not listed]  # a parser's slip
    out += _of_others(tree, verb)
    relative, shared = title_words(tree.parse.lang, "relative_adverb"), _shares_object(tree, verb)
    for c in tree.children[verb]:
        relation = tree.relation(c)
        if (
            relation in _NEVER_IN_TITLE
            or (relation in ("cc", "conj") and not (relation == "conj" and (shared or _goes_on(tree, c, verb))))
            or (relation == "mark" and not _is_due(tree, verb))
            or (c < verb and tree[c].upos in ("SCONJ", "CCONJ"))
            or (c < verb and tree[c].upos == "ADV" and tree.feature(c, "PronType") in ("Int", "Rel"))
            or (c < verb and tree.children[c] == () and tree[c].text.lower() in relative)
            or (relation == "advcl" and not (_is_unfinished(tree, c) and c > verb))
            or (relation == "advmod" and tree.children[c] == () and c < verb and _opens(tree, c, verb) and not _belongs(tree, c))
            or (relation == "advmod" and c + 1 in tree.kids(verb, "mark"))  # "even though"
        ):
            out.append(c)
    return out


def _of_others(tree: Tree, verb: int) -> list[int]:
    """What the parser gives a verb and is of the clause before it, or stands before the conjunction that opens its own.

    "Rather than keeping films (and music) on the device, Vega sells …"; "and, to the amazement of many, that Vega will …".
    """
    beside = [c for c in tree.kids(verb, "obl", "advmod") if c < verb]
    opening = max((c for c in tree.kids(verb, "mark") if c < verb), default=-1)
    found = [c for c in beside if max(tree.subtree(c)) < opening]
    for clause in (c for c in tree.kids(verb, "advcl") if c < verb and _is_unfinished(tree, c)):
        end = max(i for i in tree.subtree(clause) if tree[i].upos != "PUNCT" or tree[i].text == ")")
        comma = next((i for i in range(end, verb) if tree[i].text == ","), end)
        found += [c for c in beside if end < min(tree.subtree(c)) and max(tree.subtree(c)) < comma]
    return found


def _trimmed(tree: Tree, words: Sequence[int]) -> list[int]:
    """Tokens without the marks around them."""
    while words and tree[words[0]].upos == "PUNCT":
        words = words[1:]
    while words and tree[words[-1]].upos == "PUNCT":
        words = words[:-1]
    return [*words]


def _conjunction(tree: Tree, clause: int) -> str:
    """The conjunction of a clause, with the words that make one with it: "a meno che"; empty where it has none."""
    return " ".join(
        tree[j].text.lower() for c in tree.kids(clause, "mark", "advmod") if c < clause for j in sorted((c, *tree.kids(c, "fixed")))
    )


@remembered
def is_condition(tree: Tree, clause: int) -> bool:
    """Whether a finite clause is what another depends on: "if the search fails", "a meno che non si dimetta", "should it fail"."""
    if tree.relation(clause) != "advcl" or tree.finite(clause) is None:
        return False
    first = min(i for i in tree.subtree(clause) if tree[i].upos != "PUNCT")
    inverted = tree[first].text.lower() in title_words(tree.parse.lang, "inverted") and not tree.kids(clause, "mark")
    known = lexicon(tree.parse.lang)
    if inverted or known.has("conditional.words", _conjunction(tree, clause)):
        return True
    words = [t.text.lower() for t in tree.parse.tokens[tree.sentence(clause).first : first + 1]]
    before = " ".join(words[:-1]), " ".join(words)  # "a meno", which the parser parts from its clause
    return any(f" {said}".endswith(f" {cue}") for said in before for cue in known.several("conditional.words"))


def is_tied(tree: Tree, clause: int) -> bool:
    """Whether an adverbial clause tells when or why its matrix clause is so, until when, or how much: "because he had lied", "dopo aver rubato un'auto"."""
    told = _conjunction(tree, clause) in title_words(tree.parse.lang, "ties" if tree.finite(clause) is not None else "follows")
    return told or is_result(tree, clause)


def is_result(tree: Tree, clause: int) -> bool:
    """Whether a finite adverbial clause says to what degree something is so: "so strong that it shook the town"."""
    words = title_words(tree.parse.lang, "degree")
    degrees = (j for j in (tree[clause].head, *tree.children[tree[clause].head]) if j < clause and tree[j].text.lower() in words)
    opened = tree.finite(clause) is not None and _conjunction(tree, clause) in title_words(tree.parse.lang, "result")
    return opened and tree.relation(clause) == "advcl" and next(degrees, None) is not None


def is_purpose(tree: Tree, clause: int) -> bool:
    """Whether a clause without a finite verb tells before its matrix clause what for: "per assicurarsi un posto, la Libia …", "to save fuel, Ford …"."""
    apart = clause < tree[clause].head and tree.finite(clause) is None and not tree.kids(clause, "nsubj", "aux")
    return apart and _conjunction(tree, clause) in title_words(tree.parse.lang, "purpose")


def _goes_on(tree: Tree, conjunct: int, verb: int) -> bool:
    """Whether a conjunct that nothing joins or parts is the rest of the clause: "requests rerun of tanker bid"."""
    inside = tree.subtree(conjunct)
    first = min(inside)
    joined = tree[first].upos in ("CCONJ", "PUNCT") or tree[first - 1].upos in ("CCONJ", "PUNCT") or first < verb
    return not joined and not any(tree.is_finite(i) or tree[i].upos == "AUX" for i in inside)


def _shares_object(tree: Tree, verb: int) -> bool:
    """Whether the verbs after the first have what it is said of: "hanno assaltato e incendiato il palazzo"."""
    second = tree.kid(verb, "conj")
    if second is None or second - verb > 3 or tree[second].upos != "VERB" or tree.kids(second, "nsubj"):
        return False
    after = [c for c in tree.children[verb] if c > verb and tree.relation(c) not in ("conj", "cc", "punct", "aux")]
    if any(c < second for c in after):
        return False
    if not after:  # "catturato e ucciso": the second has what is said of both, or nothing of its own
        return bool(tree.kids(second, "obj", "obl")) or all(tree.relation(c) in ("cc", "conj", "punct") for c in tree.children[second])
    return tree.relation(after[0]) == "obj"


def _is_unfinished(tree: Tree, verb: int) -> bool:
    """Whether a verb is an infinitive or a gerund, also one that the English treebank calls a participle: "from working"."""
    form = tree.feature(verb, "VerbForm") if tree.finite(verb) is None else None  # "perché voleva candidarsi"
    return form in ("Inf", "Ger") or (form == "Part" and tree.feature(verb, "Tense") == "Pres")


def _is_due(tree: Tree, verb: int) -> bool:
    """Whether an infinitive with a copula is the predicate: "are to meet", "was to be met", "is due to arrive"."""
    helping = tree.kids(verb, "cop", "aux")
    infinitive = any(tree.feature(i, "VerbForm") == "Inf" for i in (verb, *helping))
    return infinitive and any(tree[c].lemma.lower() == "be" and tree.feature(c, "VerbForm") == "Fin" for c in helping)


def _belongs(tree: Tree, i: int) -> bool:
    """Whether a word that opens its clause is of it: one that turns it round, "Non sembrava vero", or counts, "First A380 enters service"."""
    known = lexicon(tree.parse.lang)
    negative = tree.feature(i, "Polarity") == "Neg" or tree.feature(i, "PronType") == "Neg"
    counts = tree[i].text.lower() in known.ordinals and tree[i + 1].upos != "PUNCT"
    return negative or counts or known.has("negative.words", tree[i].text.lower())


def _opens(tree: Tree, word: int, verb: int) -> bool:
    """Whether an adverb opens the sentence as a connective: "Tuttavia, …", "Nel frattempo, …"."""
    return word == tree.sentence(verb).first or (word + 1 < len(tree.parse.tokens) and tree[word + 1].text == ",")


def _subject_first(tree: Tree, verb: int, kept: list[int]) -> list[int]:
    """The kept tokens with an inverted subject moved before its verb: "ha detto Lavrov" → "Lavrov ha detto"."""
    subject = tree.kid(verb, "nsubj")
    before = [c for c in tree.children[verb] if c < verb and c in kept and tree.relation(c) not in ("aux", "punct")]
    if tree[verb].lemma.lower() in title_words(tree.parse.lang, "exists"):
        return kept  # "Sono avvenuti scontri"
    if subject is None or subject < verb or before or (min(tree.subtree(subject)) != verb + 1 and tree.kids(verb, "obj")):
        return kept
    asides = frozenset(c for c in tree.children[subject] if tree.relation(c) == "appos" and tree.is_aside(c))
    counted = tree[subject].upos == "PROPN" or bool(tree.kids(subject, "nummod"))
    why = frozenset(c for c in tree.kids(subject, "nmod") if counted and tree.case(c) in title_words(tree.parse.lang, "purpose"))
    why |= {c for c in tree.kids(subject, "acl") if why and c > max(why)}  # "sei uomini (per associazione) per delinquere"
    after = max(asides, default=tree[subject].head)
    ranks = frozenset(c for c in tree.kids(subject, "conj") if after > subject and tree[subject].upos == "PROPN" and tree[c].upos == "NOUN")
    asides |= ranks  # "said Ann Reed, founder and president"
    phrase = [i for i in tree.subtree(subject, asides | why) if i in set(kept)]  # "è stato condannato Neri per furto"
    if not phrase or tree[subject].upos not in ("PROPN", "NOUN"):
        return kept
    return _closed(tree, phrase) + [i for i in kept if i not in tree.subtree(subject, why)]


_OPENERS = frozenset(
    ("AUX", "VERB", "ADV", "PRON", "DET", "ADP", "SCONJ", "PART")
)  # a sentence's first word that has its capital only from its place


def _lowered(tree: Tree, kept: Sequence[int]) -> str:
    """The tokens as they stand after a subject put before them: without the capital of a sentence's first word."""
    text = _text(tree, kept)
    return text[:1].lower() + text[1:] if kept and tree[kept[0]].upos in _OPENERS else text


def _shortened(
    tree: Tree, root: int, kept: list[int], *, before: str, capital: bool = True, longest: int = LONGEST, quoted: bool = False
) -> str:
    """The kept tokens as a title, losing whole branches until it fits."""
    kept = _closed(tree, _without_connective(tree, kept))
    if (not before and not _reads(tree, kept, quoted=quoted)) or _is_broken(tree, kept) or _is_relative(tree, root, kept):
        return ""
    render = _lowered if before else _text
    title = _tidy(f"{before} {render(tree, kept)}", capital=capital)
    while len(title) > longest and (branch := _branch(tree, root, kept, len(title) - longest, marked=quoted or not tree.quoted[root])):
        kept = _closed(tree, [i for i in kept if i not in branch])
        title = _tidy(f"{before} {render(tree, kept)}", capital=capital)
    return title if len(title) <= longest and not _ADDRESS.search(title) else ""


def _reads(tree: Tree, kept: Sequence[int], *, quoted: bool = False) -> bool:
    """Whether words can open a sentence by themselves: not "che era stata …", nor "this was …" but in a quotation."""
    words = [i for i in kept if tree[i].upos != "PUNCT"]
    lang = tree.parse.lang
    vague = bool(words) and tree.relation(words[0]) == "nsubj" and tree[words[0]].text.lower() in title_words(lang, "vague_subject")
    if not words or (vague and not quoted and not tree.kids(words[0], "nmod", "acl")):
        return False
    return tree[words[0]].upos == "DET" or tree[words[0]].text.lower() not in title_words(lang, "never_first")


def _is_broken(tree: Tree, kept: Sequence[int]) -> bool:
    """Whether the words run to the end of a sentence that goes on after it: "the No." before "1 seller", an abbreviation's full stop.

    Or whether the parser has torn a predicate: "was (due to) be presented".
    """
    helpers = pairwise(i for i in kept if tree[i].upos == "AUX")
    if not kept or any(tree[a].head == tree[b].head and tree[b - 1].upos == "PART" and b - 1 not in kept for a, b in helpers):
        return True
    sentence, text = tree.sentence(kept[-1]), tree.parse.text
    last = max((i for i in range(sentence.first, sentence.last) if tree[i].upos != "PUNCT"), default=-1)
    if kept[-1] < last or text[sentence.end - 1] != ".":
        return False
    short = len(tree[last].text.strip(".")) < 4
    return re.compile(r"[ \t]+(?:[a-zà-ú]{2}|\d)" if short else r"[ \t]+[a-zà-ú]{2}").match(text, sentence.end) is not None


def _is_relative(tree: Tree, root: int, kept: Iterable[int]) -> bool:
    """Whether a clause has a relative pronoun of its own, and so stands only beside its noun: "in occasione del quale ha incontrato …"."""
    for i in kept:
        if tree.feature(i, "PronType") == "Rel" and tree[i].upos in ("PRON", "DET"):
            above = next((a for a in tree.ancestors(i) if a == root or tree.relation(a) in _CLAUSES), None)
            if above == root:
                return True
    return False


def _closed(tree: Tree, kept: list[int]) -> list[int]:
    """The tokens without a conjunction, an article or an adposition at their end: what it opens is told elsewhere."""
    end, have = len(kept), set(kept)
    while end and (tree[kept[end - 1]].upos in ("SCONJ", "CCONJ", "PUNCT") or _opens_nothing(tree, kept[end - 1], have)):
        end -= 1
    return kept[:end] if end and any(tree[i].upos != "PUNCT" for i in kept[end:]) else kept


def _opens_nothing(tree: Tree, i: int, have: Collection[int]) -> bool:
    """Whether a word opens a phrase that is not there: the "of" of "of whom", the article before a year that has gone."""
    bound = tree.relation(i) in ("case", "det", "mark", "cc") and i < tree[i].head
    relative = tree.feature(i, "PronType") == "Rel" and tree[i].upos == "PRON"
    joined = [tree[i].head, *tree.kids(tree[i].head, "fixed")] if tree.relation(i) == "fixed" else [i, *tree.kids(i, "fixed")]
    if len(joined) > 1 and tree[joined[-1]].upos in ("ADP", "PART") and joined[-1] + 1 not in have:
        return True  # "a report due to"
    return relative or (bound and (tree[i].head not in have or tree.feature(tree[i].head, "PronType") == "Rel"))


def _without_connective(tree: Tree, kept: list[int]) -> list[int]:
    """The tokens without a connective that opens them: "Nel frattempo, Lavrov …"."""
    clock = title_words(tree.parse.lang, "clock")
    while kept and (tree[kept[0]].text.lower() in clock or tree[kept[0]].upos == "PUNCT") and tree[kept[0]].text not in ("“", "«", '"'):
        kept = kept[1:]  # "ore 10.57 Un missile …"
    phrases = _connectives(tree.parse.lang)
    words = [written(tree, i).lower() for i in kept if tree[i].upos not in ("PUNCT", "AUX")][:5]
    if kept and tree[next((i for i in kept if tree[i].upos != "PUNCT"), kept[0])].upos == "AUX":
        words = []  # "E' stata", written without its accent
    goes_on = title_words(tree.parse.lang, "goes_on")  # "in addition to", "al contrario di" open no sentence
    said = [i for i in kept if tree[i].upos != "PUNCT"]

    def opens(size: int) -> bool:
        """Whether so many words are a connective, and no adposition with what follows."""
        if size < 2:
            degree = len(said) > 1 and tree[said[0]].head == said[1] and tree[said[1]].upos == "ADV"  # "sempre più", "così tanto"
            return tree.relation(said[0]) != "case" and not degree  # "dopo il voto"
        return words[size] not in goes_on or tree[tree[said[size]].head].head not in said[:size]

    length = next((len(p) for p in phrases if words[: len(p)] == p and len(words) > len(p) and opens(len(p))), 0)
    opening = said[:length]
    rest = [i for i in kept if i not in opening]
    while (
        rest and tree[rest[0]].upos in ("SCONJ", "PUNCT") and tree[rest[0]].text not in ("“", "«", '"') and tree.relation(rest[0]) != "case"
    ):
        rest = rest[1:]
    before = next((i for i in reversed(kept[: kept.index(rest[0])]) if i not in opening), None) if rest and opening else None
    if before is not None and tree[before].text == "(":
        closing = next((i for i in rest if tree[i].text == ")"), before)
        rest = [i for i in rest if i > closing]  # "a proposito (Ansa), il ministero …"
    return rest


def _branch(tree: Tree, root: int, kept: Sequence[int], excess: int, *, marked: bool) -> set[int]:
    """What is missed least of what may go: the branches, three at most, that are long enough together, else the longest of the least needed."""
    ways = _branches(tree, root, kept, marked=marked)
    for part in sorted({part for part, _, _ in ways}):
        near = [(cost, branch) for p, cost, branch in ways if p <= part]
        best: tuple[tuple[float, int], set[int]] | None = None
        for some in (some for n in (1, 2, 3) for some in combinations(near, n)):
            cost = sum(cost for cost, _ in some)
            if best is not None and cost > best[0][0]:
                continue  # most are, and need not be joined
            gone = set[int]().union(*(branch for _, branch in some))
            if _length(tree, gone) >= excess and (best is None or (cost, min(gone)) < best[0]):
                best = (cost, min(gone)), gone
        if best is not None:
            return best[1]
    return max(ways, key=lambda way: (-way[0], _length(tree, way[2])), default=(0, 0, set[int]()))[2]


def _length(tree: Tree, words: Iterable[int]) -> int:
    """About how many characters a title loses with some words."""
    return sum(len(tree[j].text) + (tree[j].upos != "PUNCT") for j in words)


def _branches(tree: Tree, root: int, kept: Sequence[int], *, marked: bool) -> list[tuple[int, int, set[int]]]:
    """The branches of a clause that may go: how much each is needed, how much it is missed, and its tokens."""
    have, found = set(kept), list[tuple[int, int, set[int]]]()
    subject = {j for c in tree.kids(root, "nsubj") for j in tree.subtree(c)}
    for i in kept:
        loss = _loss(tree, i, root, subject)
        if i == root or loss is None or is_condition(tree, i) or tree.feature(i, "Polarity") or tree.feature(i, "PronType") == "Neg":
            continue
        if tree.is_possessive(i) or tree[i].upos == "ADP" or (tree.relation(i) == "conj" and _is_one_of_two(tree, i)):
            continue
        whole = _clause_of(tree, _completed_by(tree, i), root, have)
        rest = [c for c in tree.kids(tree[i].head, "conj") if c > i] if tree.relation(i) == "conj" else []  # a list ends where it is cut
        branch = {j for k in (whole, *rest) for j in tree.subtree(k)} & have
        if (
            root in branch
            or _is_part_of_word(tree, branch)
            or _leaves_open(tree, i, branch, subject)
            or (marked and not _keeps_words(tree, branch, have))
        ):
            continue
        last = _is_idiom(tree, i) or _within_aside(tree, i, root) or (_names(tree, i) and i in subject)
        said = marked and tree.quoted[i] and tree.relation(i) not in _CLAUSES  # a quotation rather ends with a clause
        needed = said or _is_needed(tree, i, have) or _is_all_told(tree, i, root, have)
        names = min(sum(tree[j].upos == "PROPN" for j in branch), _LOSSES["names"])
        missed = loss + _LOSSES["name"] * names * (loss > _LOSSES["aside"])
        found.append(
            (2 if last else int(needed), missed * (_LOSSES["begun"] + _length(tree, branch)), branch)
        )  # `last` only where nothing else can go
    return found + [(0, _length(tree, inside), inside) for inside in _inserts(tree, root, kept)]


def _is_part_of_word(tree: Tree, branch: Collection[int]) -> bool:
    """Whether a hyphen joins a branch to the word after it: "Seattle-based"."""
    after = max(branch) + (tree[max(branch)].text not in _DASHES)
    hyphen = after < len(tree.parse.tokens) and tree[after].text in _DASHES and tree[after].start == tree[after - 1].end
    return hyphen and after + 1 < len(tree.parse.tokens) and tree[after + 1].start == tree[after].end


def _loss(tree: Tree, i: int, root: int, subject: Collection[int]) -> int | None:
    """How much a reader misses a character of a branch: little of what explains, more of a circumstance, most of what is one with others."""
    relation = tree.relation(i)
    loss = _LOSSES.get(tree[i].deprel, _LOSSES.get(relation))
    above = tree[i].head
    if relation == "advmod" and tree[above].upos not in ("VERB", "AUX"):
        return None  # "the most wanted", "nearly all"
    if (relation == "conj" and tree.relation(above) in ("amod", "compound")) or tree[i].deprel == "nmod:poss":
        return None  # "search and rescue helicopters", "the company's plant"
    if relation == "nmod" and above < i - 1 and tree[i - 1].upos == "DET" and tree[i - 2].upos == "NOUN" and not tree.case(i):
        return None  # "10 cents a share"
    if relation in ("appos", "nmod") and _is_one_name(tree, i):
        return None
    if relation == "nmod" and tree[i].upos == tree[above].upos == "PROPN" and tree.case(i) in title_words(tree.parse.lang, "of"):
        return None  # "Mazara del Vallo"
    if _names(tree, i):
        return _LOSSES["conj"]  # "the president, Ann Reed, …" has no other name
    if _stands_apart(tree, i) and (relation != "amod" or tree.children[i]):
        return _LOSSES["aside"]  # "Rossi, originario di Torino, …"
    if relation == "obl" and lexicon(tree.parse.lang).has("reporting.prepositions", tree.case(i)):
        return _LOSSES["conj"]  # who says so is missed
    if relation == "obl" and above == root and i < min(subject, default=root) and tree.is_aside(min(subject, default=root)):
        return _LOSSES["clause" if any(tree[j].upos == "PROPN" for j in tree.subtree(i)) else "opening"]  # a place is missed
    if relation == "obl" and _is_aim(tree, i):
        return _LOSSES["opening"]  # where it was is missed more than what for
    if relation == "advcl" and tree.is_aside(i):
        return _LOSSES["gerund"]
    if relation == "conj" and tree[above].upos != "NOUN" and (tree[i].upos == "VERB" or tree.finite(i) is not None):
        return _LOSSES["clause"]
    if relation == "advmod" and any(tree[c].upos != "PUNCT" for c in tree.children[i]):
        return _LOSSES["obl"]  # "as high as 100 million", "any faster"
    return loss


def _is_one_name(tree: Tree, i: int) -> bool:
    """Whether a word goes with the name before it: "Chief of Staff Ann Reed", or the noun of "a Buffalo, N.Y., doctor"."""
    above, first = tree[i].head, min((j for j in tree.subtree(i) if tree[j].upos != "PUNCT"), default=i)
    if i < above or tree.case(i) or tree[above].upos != "PROPN":
        return False
    placed = any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(above, "det"))
    return (tree[i].upos == "PROPN" and tree[first - 1].upos in ("NOUN", "PROPN")) or (placed and not tree.kids(i, "det"))


def _is_aim(tree: Tree, noun: int) -> bool:
    """Whether a noun says what something is done for: "con l'obiettivo di vincere", "with the aim of winning"."""
    return tree[noun].lemma.lower() in title_words(tree.parse.lang, "aim") and bool(tree.kids(noun, "acl", "nmod"))


def _stands_apart(tree: Tree, i: int) -> bool:
    """Whether a description stands between marks: "Rossi, originario di Torino, …"; not "coloro che, a parole, interessati al voto …"."""
    last = max(tree.subtree(i))
    closed = (
        tree[i].deprel == "acl:relcl" or tree[last].upos == "PUNCT" or last + 1 == tree.sentence(i).last or tree[last + 1].upos == "PUNCT"
    )
    return tree.relation(i) in ("acl", "appos", "amod", "parataxis") and tree.is_aside(i) and closed


def _names(tree: Tree, i: int) -> bool:
    """Whether an apposition is the name of whom the noun before it describes: "the president, Ann Reed"."""
    above = tree[i].head
    if tree.relation(i) != "appos" or tree[above].upos != "NOUN" or _is_called(tree, above, but=i):
        return False
    return tree[i].upos == "PROPN" or _is_called(tree, i)


def _is_called(tree: Tree, noun: int, but: int | None = None) -> bool:
    """Whether a noun stands with a name, another than a word of it: "il ministro Carlo Rossi"."""
    return any(tree[c].upos == "PROPN" and not tree.case(c) for c in tree.kids(noun, "nmod", "flat", "appos") if c != but)


def _leaves_open(tree: Tree, i: int, branch: Collection[int], subject: Set[int]) -> bool:
    """Whether what stays could not be read without a branch, or would say something else."""
    if any(tree.feature(j, "PronType") == "Rel" and _relative_clause(tree, j) not in branch for j in branch):
        return True  # "una dichiarazione (con cui) accoglie la notizia"
    if tree.relation(i) not in ("nmod", "acl", "conj") or (tree.relation(i) == "acl" and _stands_apart(tree, i)):
        return False  # "Rossi, che guida il partito, ha …"
    # "three of the sites" is not "three", nor "Lavrov and Rubio" "Lavrov"
    return not subject.isdisjoint(branch) or (
        tree[tree[i].head].upos in ("NUM", "PRON", "DET") or (tree[tree[i].head].upos == "ADJ" and tree.relation(i) == "nmod")
    )  # "much of its support"


def _keeps_words(tree: Tree, branch: Collection[int], have: Collection[int]) -> bool:
    """Whether what stays of a quotation without a branch is as it was said: nothing, or a clause that begins it."""
    for j in (j for j in branch if tree.quoted[j] and tree[j].upos != "PUNCT"):
        inside = [k for k in _quotation(tree, j) if k in have and k not in branch and tree[k].upos != "PUNCT"]
        if inside and (max(inside) > j or not any(tree[k].upos in ("VERB", "AUX") for k in inside)):
            return False
    return True


def _quotation(tree: Tree, i: int) -> range:
    """The words between the same marks as one of them, in its sentence."""
    sentence, first, last = tree.sentence(i), i, i + 1
    while first > sentence.first and tree.quoted[first - 1]:
        first -= 1
    while last < sentence.last and tree.quoted[last]:
        last += 1
    return range(first, last)


def _inserts(tree: Tree, root: int, kept: Sequence[int]) -> list[set[int]]:
    """What stands in round brackets or between dashes, where nothing outside hangs from it."""
    found = list[set[int]]()
    for opening, closing in ((("(",), (")",)), (_DASHES, _DASHES)):
        marks = [n for n, i in enumerate(kept) if tree[i].text in (*opening, *closing)]
        for a, b in zip(marks[::2], marks[1::2], strict=False):
            inside = {*kept[a : b + 1]}
            closed = tree[kept[a]].text in opening and tree[kept[b]].text in closing and root not in inside
            if closed and not any(tree[j].head in inside and tree[j].upos != "PUNCT" for j in kept if j not in inside):
                found.append(inside)
    return found


def _is_one_of_two(tree: Tree, i: int) -> bool:
    """Whether a conjunct cannot go: of two between whom something is, or of a subject whose verb has a number: "tra funzionari russi e ucraini"."""
    above = tree[i].head
    phrase = tree[above].head if tree.relation(above) == "amod" else above
    return tree.case(phrase) in title_words(tree.parse.lang, "between") or tree.relation(above) == "nsubj"


def _relative_clause(tree: Tree, pronoun: int) -> int | None:
    """The verb of the relative clause of a pronoun; None where the parser has no such clause."""
    return next((above for above in tree.ancestors(pronoun) if tree.relation(above) == "acl"), None)


def _is_needed(tree: Tree, i: int, have: Set[int]) -> bool:
    """Whether a branch says which noun is meant, or completes its verb: "la sede del partito", "le navi che portano aiuti", "ha risposto a Roma"."""
    above = tree[i].head
    if tree.case(i) in title_words(tree.parse.lang, "compares") or (tree.relation(i) == "conj" and tree[i].upos in _CONTENT[:2]):
        return True  # "more planes than Boeing", "the plant and the yard"
    if tree[i].deprel == "appos" and above == min(tree.subtree(i)) - 1 and tree[above].upos == "NOUN":
        return True  # "gli Stati parti della Convenzione"
    if tree.relation(i) in ("nmod", "acl"):
        # "per una durata di cinque anni", "a quattro mesi dal massacro"
        counted = tree.relation(i) == "nmod" and bool(tree.kids(i, "nummod") or tree.kids(above, "nummod"))
        office = tree.relation(above) == "xcomp" and min(tree.subtree(i)) == above + 1  # "nominato presidente dell'Ente"
        content = any(tree[c].text.lower() in title_words(tree.parse.lang, "complementiser") for c in tree.kids(i, "mark"))
        known = tree.is_determined(above) or bool(tree.kids(above, "nmod:poss")) or tree.case(i) in title_words(tree.parse.lang, "mutual")
        lemma, lang = tree[above].lemma.lower(), tree.parse.lang
        somebody = lemma in title_words(lang, "somebody") if tree.relation(i) == "acl" else lemma in title_words(lang, "belongs")
        return tree[above].upos == "NOUN" and not tree.is_aside(i) and (known or counted or office or content or somebody)
    before = next((j for j in range(min(tree.subtree(i)) - 1, above, -1) if j in have), above)
    if tree.relation(i) == "advcl" and not tree.is_aside(i):
        opened = {tree[c].text.lower() for c in tree.kids(i, "mark", "case")}
        if tree.feature(i, "VerbForm") == "Inf" or not opened.isdisjoint(title_words(tree.parse.lang, "whence")):
            return True  # "passed Ford to become the largest", "kept Ford from selling it"
    ends = tree.parse.lang == "en" and tree.relation(i) == "obl" and tree.case(i) in title_words("en", "whither")
    if ends and any(tree.case(c) in title_words("en", "whence") for c in tree.kids(above, "obl") if c in have):
        return True  # "cut its offer to $13 from $15"
    if tree.relation(i) == "obl" and before == above and tree.kids(i, "nummod"):
        return True  # "contribute between 12 and 20 million"
    if tree.relation(i) != "obl" or tree.case(i) not in title_words(tree.parse.lang, "completes") or _is_aim(tree, i):
        return False
    objects = (max(tree.subtree(c)) for c in tree.kids(above, "obj") if c > above)
    given = (
        tree[i].upos in ("NOUN", "PROPN") and tree.is_determined(i) and before in objects
    )  # "appiccare il fuoco all'edificio", not "a Roma"
    return before == above or given


def _is_all_told(tree: Tree, i: int, root: int, have: Collection[int]) -> bool:
    """Whether a branch is all that a verb has but its subject: "sono morte nei disordini che …" is not "sono morte"."""
    told = [c for c in tree.children[root] if c in have and tree.relation(c) in ("obj", "iobj", "obl", "xcomp", "ccomp", "advcl")]
    return told == [i]


def _is_idiom(tree: Tree, noun: int) -> bool:
    """Whether a bare noun right after its verb makes one predicate with it: "mettere in evidenza"."""
    bare = all(tree.relation(c) == "case" for c in tree.children[noun])
    return tree.relation(noun) == "obl" and tree[noun].upos == "NOUN" and bare and 0 < noun - tree[noun].head <= 2


def _within_aside(tree: Tree, i: int, root: int) -> bool:
    """Whether a word stands in a description, which goes as a whole or stays: no "deceduto" without "ad Algeri".

    An aside in it may go by itself, as may the last of its clauses, and "la decisione di chiudere la sede, che …" is no description.
    """
    joined = tree.relation(i) == "conj" and tree[i].upos == "VERB"
    if joined or _stands_apart(tree, i) or (tree.relation(i) == "advcl" and tree.is_aside(i)):
        return False
    for above in tree.ancestors(i):
        if above == root:
            return False
        if tree.feature(above, "VerbForm") == "Inf" or _is_further(tree, i, above):
            continue
        clause = tree[above].deprel == "acl:relcl" and not tree.is_aside(above)  # "la sede che ospita il ministero (in città)"
        clause = clause and tree.is_determined(tree[above].head)
        if (tree.relation(above) in ("acl", "appos") and not clause) or (tree.relation(above) == "amod" and tree.is_aside(above)):
            return True
    return False


def _is_further(tree: Tree, i: int, verb: int) -> bool:
    """Whether a participle has been completed before a branch: "a bulletin sent by the FBI (to police departments)"."""
    first = min(tree.subtree(i))
    told = (c for c in tree.kids(verb, "obj", "obl", "xcomp") if c > verb)
    apart = tree.relation(i) in ("obl", "nmod") and tree.case(i) not in title_words(tree.parse.lang, "of")
    return apart and any(max(tree.subtree(c)) < first for c in told)


def _completed_by(tree: Tree, i: int) -> int:
    """What goes with a branch: a noun that it completes, "nel corso del quale …", "da parte di …", else the branch alone."""
    noun = tree[i].head
    if tree.is_root(i) or min(tree.subtree(i)) != noun + 1 or tree.relation(noun) not in ("obl", "nmod"):
        return i
    clause = tree[i].deprel == "acl:relcl" and all(tree.relation(c) in ("case", "acl", "punct") for c in tree.children[noun])
    alone = (
        tree.relation(noun) == "obl"
        and tree[noun].upos == "NOUN"
        and any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(noun, "det"))
    )
    vague = alone and tree.case(i) in title_words(tree.parse.lang, "of")  # "dopo un periodo (di calma)"
    joined = tree.relation(i) == "nmod" and (
        vague or is_joint(tree, noun) or tree[noun].text.lower() in title_words(tree.parse.lang, "joint")
    )
    return _completed_by(tree, noun) if clause or joined else i


def _clause_of(tree: Tree, i: int, root: int, have: Collection[int]) -> int:
    """What goes with a branch that is all that a description or a gerund has, or completes it: "bringing the total to 40" goes as a whole."""
    verb = tree[i].head
    if verb == root or tree.relation(verb) not in ("advcl", "acl") or tree[verb].upos != "VERB":
        return i
    if tree.finite(verb) is not None and tree[verb].deprel != "acl:relcl":
        return i
    rest = [c for c in tree.children[verb] if c in have and c > verb and tree[c].upos != "PUNCT"]
    completing = tree.relation(i) == "obl" and tree.case(i) in title_words(tree.parse.lang, "completes")
    return _completed_by(tree, verb) if rest == [i] or (completing and i in rest) else i


def is_joint(tree: Tree, noun: int) -> bool:
    """Whether a bare Italian noun is one with the adpositions around it: "per voce di", "su richiesta di", "a bordo di"."""
    bare = all(tree.relation(c) in ("case", "nmod", "punct", "acl") for c in tree.children[noun]) and not tree.is_determined(noun)
    return (
        tree.parse.lang == "it" and tree[noun].upos == "NOUN" and tree.feature(noun, "Number") == "Sing" and bare and bool(tree.case(noun))
    )


def _text(tree: Tree, kept: Sequence[int]) -> str:
    """The tokens with the blanks of the original; punctuation only where both its neighbours stay."""
    have, ends = set(kept), _ends_of_asides(tree, kept)
    parts: list[str] = []
    last = -2
    for i in kept:
        token = tree[i]
        if token.deprel == "goeswith" and i - 1 == last and written(tree, last) != tree[last].text:
            continue  # the apostrophe of "citta'", which stands for an accent
        if i - 1 == last and token.upos in _ONCE and (token.text, token.upos) == (tree[last].text, tree[last].upos):
            continue  # "il movimento movimento"
        if token.upos == "PUNCT" and token.text in (",", ";", ":", "-", "–", "—", "(", ")") and not {i - 1, i + 1} <= have:
            parted = _begins_aside(tree, i + 1) or _begins_gerund(tree, i + 1) if i + 1 in have else False
            parted = parted or (i + 1 in have and _closes_opening(tree, i, have))
            if not (token.text == "," and parts and last not in ends and (parted or _opens_insert(tree, i, have))):
                continue
            parts.append(",")
            continue
        comma = last + 1 if parts and i > last + 1 and tree[last + 1].text == "," and last + 1 not in have else None
        if comma is not None and (i == comma + 1 or _opens_insert(tree, comma, have)):
            parts.append(",")  # it hung from what has gone: "il 2 marzo a Milano, in Italia, …"
        if parts and (last + 1 != i or tree.parse.text[tree[last].end : token.start]) and not _elided(tree, last):
            parts.append(" ")
        text = (uncontracted(token) if i - 1 != last else None) or written(tree, i)
        parts.append(text[:1].lower() + text[1:] if i < last and token.upos in _OPENERS else text)
        if i in ends:
            parts.append(",")
        last = i
    return "".join(parts)


def written(tree: Tree, i: int) -> str:
    """A token as a title writes it: with the accent that an apostrophe behind it stands for, "citta'", or of which a blank is left, "cittÃ "."""
    text = " ".join(tree[i].text.split())
    if i + 1 < len(tree.parse.tokens) and tree[i + 1].deprel == "goeswith" and tree.parse.lang == "it":
        text = accented(f"{text}'")[:-1]
    return _LOST_A.sub("à", text) if tree.parse.text[tree[i].end : tree[i].end + 1].isspace() else text


def decoded(text: str) -> str:
    """A text without UTF-8 that was read as another code: "perchÃ©" is "perché"."""

    def right(match: re.Match[str]) -> str:
        try:
            return match[0].encode("cp1252").decode("utf-8")
        except UnicodeError:
            return match[0]

    return _MISREAD.sub(right, text)


def _ends_of_asides(tree: Tree, kept: Sequence[int]) -> set[int]:
    """The last tokens of asides between commas whose second comma has gone with what stood before it: "Rossi, che guida il partito, ieri, ha …"."""
    have, ends = set(kept), set[int]()
    for i in kept:
        if tree.relation(i) not in ("acl", "appos", "amod") or not tree.is_aside(i):
            continue
        last = max(j for j in tree.subtree(i) if j in have and tree[j].upos != "PUNCT")
        after = next((j for j in kept if j > last and tree[j].upos != "PUNCT"), last)
        commas = [j for j in range(last, after) if tree[j].text == ","]
        if commas and not any({j - 1, j, j + 1} <= have for j in commas):
            ends.add(last)
    return ends


def _opens_insert(tree: Tree, comma: int, have: Collection[int]) -> bool:
    """Whether what a comma opens goes on after what has gone behind it, to another comma: "ha incontrato, (ieri) in Vaticano, il papa"."""
    last = tree.sentence(comma).last
    resumed = next((i for i in range(comma + 1, last) if i in have and tree[i].upos != "PUNCT"), last)
    gone = range(comma + 1, resumed)
    closing = next((i for i in range(resumed, last) if tree[i].text == ","), last)
    if comma - 1 not in have or closing == last or not {closing - 1, closing + 1} <= set(have):
        return False
    told = any(tree[i].upos in ("VERB", "AUX") for i in range(comma + 1, closing)) or any(tree[i].upos == "CCONJ" for i in gone)
    return len(gone) <= INSERT and not told


def _closes_opening(tree: Tree, comma: int, have: Collection[int]) -> bool:
    """Whether a comma parts what opens a sentence, of some words, from its subject: "After the arrest of Ann Reed in Ottawa (on Monday), Ford …"."""
    subject = next((a for a in (comma + 1, *tree.ancestors(comma + 1)) if tree.relation(a) == "nsubj"), None)
    if subject is None or tree.subtree(subject)[0] != comma + 1 or tree.feature(subject, "PronType") == "Rel":
        return False
    return sum(i in have for i in range(tree.sentence(comma).first, comma)) >= FEWEST and tree[subject].head > subject


def _begins_aside(tree: Tree, i: int) -> bool:
    """Whether an apposition begins with a word: its comma stays though what stood before it has gone."""
    return any(
        tree.relation(a) == "appos" and min(j for j in tree.subtree(a) if tree[j].upos != "PUNCT") == i for a in (i, *tree.ancestors(i))
    )


def _begins_gerund(tree: Tree, i: int) -> bool:
    """Whether a gerund begins with its comma: "(in June), killing 228 people", after whatever has gone."""
    present = tree.feature(i, "VerbForm") == "Ger" or (tree.feature(i, "VerbForm") == "Part" and tree.feature(i, "Tense") == "Pres")
    return tree[i].upos == "VERB" and tree.relation(i) in ("advcl", "xcomp") and present


def _elided(tree: Tree, i: int) -> bool:
    """Whether a word is an elided article or adposition, after which no blank stands: "l' Ucraina", but "Airbus' delivery", "e' morto"."""
    return tree[i].text[-1] in "'’" and len(tree[i].text) > 1 and tree[i].upos in ("DET", "ADP", "PRON")


# The same in another language or spelling, in square brackets behind a name; within a quotation they say whom a word means.
_GLOSS = re.compile(r"(?<=\w)\s*\[[^\]\[]*\](?=[^“”«»\"]*$)(?<!\.\.\.\])(?<!…\])")
_MISREAD = re.compile(r"[ÂÃ][\u0080-\u00bf\u0152-\u0178\u2018-\u2122]|â[€][\u0080-\u00bf\u0152-\u0178\u2018-\u2122]")
_LOST_A = re.compile(r"(?<=[a-z])Ã$")  # its second byte is a blank
_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("‘", "’ "))


def _typographic(text: str) -> str:
    """The marks of wires as those of print: "``Liberty''" as "“Liberty”", "''Liberty''" in straight ones."""
    return text.replace("``", "“").replace("''", "”") if "``" in text else text.replace("''", '"')


def _tidy(text: str, *, capital: bool) -> str:
    """Single blanks, no stray punctuation at the ends, no quotation mark without its partner, a capital first."""
    text = re.sub(r"\s+", " ", _typographic(decoded(text))).strip()
    for opening, closing in _PAIRS:
        if text.count(opening) == text.count(closing) + 1 and text.rfind(opening) > text.rfind(closing) and opening != "‘":
            text = text.rstrip(" ,;:-–—.…") + closing  # the quotation goes on in the next sentence
        elif text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    text = re.sub(
        r"\s*\[(?:\d+|[a-z]{2}(?:,[^\]]*)?|(?i:[^\]]*\bn\.?d\.?[tra]\.?))\]", "", text
    )  # notes: "[15]", "[en, come gli altri link]", "[…, NdT]"
    text = _GLOSS.sub("", text)
    if text.count('"') % 2:
        last = text.rfind('"')
        opened = last > 0 and text[last - 1] in " (" and last < len(text) - 2
        text = text.rstrip(" ,;:-–—.…") + '"' if opened else text.replace('"', "")
    if re.fullmatch(r'["“«][^"“”«»]*["”»]', text.strip(" .,")):
        text = text.strip(' .,"“”«»')
    text = re.sub(r'"\s*"|«\s*»|“\s*”|\(\s*\)', "", text)
    text = re.sub(r"\s+([,;:.!?»”)])", r"\1", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r"(?<=\w)([«“])(?=\w)", r": \1", text)  # of a headline whose lines were joined
    text = re.sub(r"([«“(])\s+", r"\1", text)
    text = re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', text)
    text = re.sub(r"`+\s*([^`'’]+?)\s*['’]+(?=\W|$)", r"“\1”", text)
    text = re.sub(r"^\d*\]\s*", "", re.sub(r"\s+", " ", text).strip(" ,;:-–—.…"))
    text = re.sub(r"[,;:](?=[\"”»]$)", "", text)
    text += "." if re.search(r"\b(?:[A-Z]\.)+[A-Z]$", text) else ""  # "in the U.S."
    return text[:1].upper() + text[1:] if capital and not re.match(r"[a-z][A-Z]", text) else text  # "iPhone"
