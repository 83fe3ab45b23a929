"""The forms of verbs that a list knows better than a tagger: auxiliaries, contractions, pasts that look like something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from timeline.language import irregular, table
from timeline.model import Token
from timeline.parse import accented, plain

FEATURES = {
    "pres": "Mood=Ind|Tense=Pres", "past": "Mood=Ind|Tense=Past", "imp": "Mood=Ind|Tense=Imp", "fut": "Mood=Ind|Tense=Fut",
    "cnd": "Mood=Cnd|Tense=Pres", "sub": "Mood=Sub|Tense=Pres", "subimp": "Mood=Sub|Tense=Imp", "modal": "",
}  # fmt: skip
_VERBAL = ("Mood", "Tense", "VerbForm", "Aspect", "Voice")
_CONTRACTED = ("'s", "'d")  # two verbs each: "he's gone", "he's ill"
_IN_FULL = {
    ("'s", "be"): "is", ("'s", "have"): "has", ("'re", "be"): "are", ("'m", "be"): "am", ("'ve", "have"): "have",
    ("'ll", "will"): "will", ("'d", "would"): "would", ("'d", "have"): "had",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forms:
    """What the lists of a language say of its verbs."""

    auxiliaries: Mapping[str, tuple[str, str]]  # form → lemma and features
    pasts: Mapping[str, str]  # irregular past → lemma; empty where the form does not tell
    homographs: frozenset[str]  # pasts that are also nouns, adjectives or participles
    endings: Mapping[str, str]  # ending of a finite verb → features
    exceptions: frozenset[str]
    same: frozenset[str]  # base forms that are also pasts
    intransitive: frozenset[str]  # what follows these is no object
    with_essere: frozenset[str]
    inverting: frozenset[str]
    thus: frozenset[str]
    placed: frozenset[str]
    impersonal: frozenset[str]
    clitics: frozenset[str]
    participles: Mapping[str, str]  # irregular participle without its ending → lemma

    def past(self, lemma: str, participle: str) -> str:
        """The English past of a verb of which the participle is known; empty where the list does not tell."""
        found = sorted(form for form, of in self.pasts.items() if (of or irregular("en").get(form)) == lemma)
        if found:
            return found[0] if len(found) == 1 else ""
        alike = lemma in self.same if participle == lemma else not participle.endswith("n")
        return participle if alike else ""  # "held", not "seen" nor "come"


@cache
def forms(lang: str) -> Forms:
    """The lists of verb forms of a language."""
    data = table(lang, "verbs")
    endings = {k: v for k, v in data.get("endings", {}).items() if k != "except"}
    uses = data.get("intransitive", {})
    essere = frozenset(uses.get("verbs", ()))
    remote = data.get("remote_past", {})
    plural = {form[:-1] + "ero": lemma for form, lemma in remote.items() if form.endswith("e")}
    return Forms(
        auxiliaries={
            form: (lemma, FEATURES[tense])
            for lemma, tenses in data["auxiliaries"].items()
            for tense, found in tenses.items()
            for form in found
        },
        pasts={**remote, **plural, **dict.fromkeys(data.get("past", {}).get("only", ()), "")},
        homographs=frozenset(data.get("homographs", {}).get("pasts", ())),
        endings={ending: FEATURES[tense] for ending, tense in sorted(endings.items(), key=lambda e: -len(e[0]))},
        exceptions=frozenset(data.get("endings", {}).get("except", ())),
        same=frozenset(data.get("past", {}).get("same", ())),
        intransitive=(essere | frozenset(uses.get("with_avere", ()))) - frozenset(uses.get("labile", ())),
        with_essere=essere,
        inverting=frozenset(uses.get("inverting", ())),
        thus=frozenset(uses.get("thus", ())),
        placed=frozenset(data.get("placed", {}).get("participles", ())),
        impersonal=frozenset(uses.get("impersonal", ())),
        clitics=frozenset(uses.get("clitics", ())),
        participles=data.get("participles", {}),
    )


def features(feats: str) -> dict[str, str]:
    """The features of a token by name."""
    return dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)


def finite(feats: str, told: str) -> str:
    """The features as those of a finite form of this tense and mood; what does not concern the verb stays."""
    kept = {k: v for k, v in features(feats).items() if k in ("Number", "Person", "Gender")} | features(told) | {"VerbForm": "Fin"}
    return "|".join(f"{k}={v}" for k, v in sorted(kept.items()))


def mend(tokens: list[Token], lang: str) -> None:
    """Correct forms in place: contractions, auxiliaries, finite verbs whose form says their tense."""
    known = forms(lang)
    words = [_written(tokens, i) for i in range(len(tokens))]
    helped = {t.head for i, t in enumerate(tokens) if _helps(t) and t.head != i}
    if lang == "en":
        _contractions(tokens, words)
        helped = {t.head for i, t in enumerate(tokens) if _helps(t) and t.head != i}
    for i, (token, word) in enumerate(zip(tokens, words, strict=True)):
        if (_helps(token) or token.deprel == "nsubj") and token.upos == "PRON" and "Clitic=Yes" in token.feats:
            tokens[i] = replace(token, deprel="obj")  # "Glielo avrebbe chiesto"
        elif (
            token.upos == "VERB"
            and (lemma := known.pasts.get(word) or known.participles.get(word[:-1]))
            and "VerbForm=Inf" not in token.feats
        ):
            tokens[i] = token = replace(token, lemma=lemma)
        if _helps(token) and word in known.auxiliaries and not {"VerbForm=Inf", "Mood=Imp"} & set(token.feats.split("|")):
            lemma, told = known.auxiliaries[word]
            if not _says(token.feats, told) or token.upos != "AUX" or token.lemma != lemma:
                feats = token.feats if _says(token.feats, told) else finite(token.feats, told)
                tokens[i] = replace(token, upos="AUX", lemma=lemma, feats=feats)
        elif (
            (token.upos == "VERB" or _misread(known, token, word))
            and i not in helped
            and (told := _told(known, word, token))
            and not (token.upos == "VERB" and _says(token.feats, told))
        ):
            tokens[i] = replace(token, upos="VERB", lemma=known.pasts.get(word) or token.lemma, feats=finite(token.feats, told))


def _written(tokens: Sequence[Token], i: int) -> str:
    """A token's word, with the accent that an apostrophe after it stands for."""
    word = plain(tokens[i].text).lower()
    return accented(f"{word}'")[:-1] if i + 1 < len(tokens) and tokens[i + 1].deprel == "goeswith" else word


def _misread(known: Forms, token: Token, word: str) -> bool:
    """Whether an irregular past that is nothing else has been taken for a noun or adjective: "tacque"."""
    other = word in known.homographs or token.text[:1].isupper() or token.upos not in ("NOUN", "ADJ", "X", "PROPN")
    return (
        bool(known.pasts.get(word))
        and not other
        and token.deprel.partition(":")[0] in ("root", "conj", "ccomp", "parataxis", "advcl", "acl")
    )


def looks_past(word: str, lang: str) -> bool:
    """Whether a form has the ending of a past participle, or in English of a past."""
    if lang == "en":
        return word.endswith("ed")
    return word[-3:-1] in ("at", "ut", "it") or word[:-1] in forms(lang).participles


def _is_present(word: str, lemma: str) -> bool:
    """Whether an Italian form is the third person of the present by its lemma, though it ends as participles do: "vieta"."""
    stem, ending = lemma[:-3], lemma[-3:]
    return bool(stem) and (
        (ending == "are" and word in (stem + "a", stem + "ano")) or (ending in ("ere", "ire") and word in (stem + "e", stem + "ono"))
    )


def _helps(token: Token) -> bool:
    return token.deprel.partition(":")[0] in ("aux", "cop")


def _says(feats: str, told: str) -> bool:
    """Whether features say this tense and mood already."""
    have = features(feats)
    return all(have.get(k) == v for k, v in features(told).items()) and (bool(have.get("Mood")) or have.get("VerbForm") == "Fin")


def _told(known: Forms, word: str, token: Token) -> str:
    """The tense and mood that a verb's form tells; empty where it does not."""
    if word in known.pasts:
        described = token.deprel.partition(":")[0] in ("acl", "amod") and "VerbForm=Part" in token.feats
        return "" if described and known.pasts[word] else FEATURES["past"]
    if "VerbForm=Part" in token.feats and token.lemma.endswith("are") and word[-3:-1] != "at" and _is_present(word, token.lemma):
        return FEATURES["pres"]  # "La Turchia arresta dieci giornalisti"
    if "VerbForm=Part" in token.feats and not token.deprel.startswith(("acl", "amod")) and _is_present(word, token.lemma):
        return FEATURES["pres"]
    if word in known.exceptions or (word.endswith("rò") and "Person=3" not in token.feats):
        return ""  # "dichiarò" is a past, "dirò" the future of a first person
    return next((told for ending, told in known.endings.items() if word.endswith(ending) and len(word) > len(ending) + 2), "")


# ---------------------------------------------------------------- English contractions


def _contractions(tokens: list[Token], words: Sequence[str]) -> None:
    """ "It's", "they've", "don't": each part is a word of its own, though treebanks and taggers give both the analysis of one."""
    for i in range(1, len(tokens)):
        token, before = tokens[i], tokens[i - 1]
        if token.start != before.end:
            continue
        if words[i] == "n't":
            tokens[i] = replace(token, lemma="not", upos="PART", feats="Polarity=Neg", deprel="advmod")
            tokens[i - 1] = replace(before, feats="|".join(f for f in before.feats.split("|") if f != "Polarity=Neg"))
        elif words[i] in ("'re", "'ve", "'ll", "'m", *_CONTRACTED) and (_doubled(token, before) or _helps(token)):
            tokens[i] = _contracted(tokens, words, i)
            if before.upos in ("PRON", "ADV", "NOUN", "PROPN"):
                kept = [f for f in before.feats.split("|") if f.partition("=")[0] not in _VERBAL]
                tokens[i - 1] = replace(before, feats="|".join(kept))


def uncontracted(token: Token) -> str | None:
    """An auxiliary as it stands where what it was contracted with is another's: "is" for the "'s" of "he's expected"; None for no contraction."""
    return _IN_FULL.get((token.text.lower().replace("’", "'"), token.lemma)) if token.upos == "AUX" else None


def _doubled(token: Token, before: Token) -> bool:
    """Whether a contraction has got the analysis of the subject that it stands on."""
    same = token.head == before.head and token.deprel == before.deprel
    return same and before.deprel.partition(":")[0] in ("nsubj", "expl", "advmod", "csubj")


def _contracted(tokens: Sequence[Token], words: Sequence[str], i: int) -> Token:
    """The verb that a contraction is, by what it stands before."""
    token, head = tokens[i], tokens[tokens[i].head]
    verbal = head.upos in ("VERB", "AUX") and tokens[i].head > i
    participle = verbal and ("VerbForm=Part" in head.feats or "Tense=Past" in head.feats)
    progressive = words[token.head].endswith("ing")
    been = any(words[j] == "been" for j in range(i + 1, min(i + 4, len(words))))
    done_to = "Voice=Pass" in head.feats and not any(t.head == token.head and t.deprel in ("obj", "ccomp") for t in tokens)
    perfect = participle and not progressive and not done_to and words[i - 1] not in ("there", "that", "what")
    match words[i]:
        case "'s":
            lemma, told = ("have", FEATURES["pres"]) if been or perfect else ("be", FEATURES["pres"])
        case "'d":
            lemma, told = ("have", FEATURES["past"]) if been or perfect else ("would", "")
        case "'ve":
            lemma, told = "have", FEATURES["pres"]
        case "'ll":
            lemma, told = "will", ""
        case _:
            lemma, told = "be", FEATURES["pres"]
    deprel = (
        "aux" if verbal and (lemma != "be" or progressive) else "aux:pass" if verbal and participle else "cop" if lemma == "be" else "aux"
    )
    return replace(token, lemma=lemma, upos="AUX", feats=finite("", told), deprel=deprel)
