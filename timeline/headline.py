"""Which clause becomes an event's title, and who is its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timeline.anaphora import in_full
from timeline.factuality import is_headline, looks_ahead, relative_head, subject_of, verb_factuality
from timeline.furniture import openings
from timeline.language import table
from timeline.legible import reads_alone
from timeline.model import Status
from timeline.roles import (
    beside_of,
    called,
    described,
    entity_of,
    in_quotation,
    is_pair,
    name_of,
    stands_for_somebody,
    subject_in,
)
from timeline.scene import Scene
from timeline.subjects import NOMINAL, agree, told_gender
from timeline.talk import points, quotation, says, tells_nothing
from timeline.titles import (
    LONGEST,
    clause_title,
    deed_title,
    heading,
    is_condition,
    is_purpose,
    is_tied,
    known_phrase,
    noun_title,
    owned_phrase,
    page_numbers,
    passive_title,
    report_title,
    retold,
    title_words,
)
from timeline.tree import Tree
from timeline.triggers import Trigger, carried, counted
from timeline.untimed import left_out

# Types whose nouns name what takes place; of the others the clause around them tells.
_HAPPENS = (
    "meet", "call", "talk", "negotiate", "visit", "sign", "protest", "strike-labour", "attack", "bomb", "invade", "fight", "war", "seize", "shoot", "kill",
    "crash", "disaster", "fire", "trial", "exchange", "elect", "vote", "launch", "marry", "celebrate", "compete", "test", "deploy", "withdraw", "open", "close",
)  # fmt: skip
# And of these that they are planned or proposed.
_PLANNED = (
    "agree",
    "ceasefire",
    "sanction",
    "release",
    "aid",
    "arrest",
    "supply",
    "resign",
    "appoint",
    "law",
    "ban",
    "invest",
    "merge",
    "travel",
)
# Lists of the verbs with which somebody tells what is to come.
_TELLS = (*tuple(f"reporting.{kind}" for kind in ("say", "ask", "order", "promise", "predict", "threaten")), "proposal.verbs")
_MORTAL = ("born", "die", "marry")
_AHEAD = ("planned", "proposed", "hypothetical")
_SUBJECTS = (*NOMINAL, "ADJ", "DET", "VERB", "SYM", "X")  # what may be a subject, a tagger's slips allowed for


def headline(text: Scene, trigger: Trigger, status: Status) -> tuple[str, bool]:
    """The title, and whether it is told by another clause, or a noun phrase had to be made one for it."""
    tree, i = text.tree, trigger.token
    if not trigger.verbal:
        if carried(tree, text.lex, trigger) or (status in _AHEAD and _is_subject(tree, trigger)):
            own = in_quotation(tree, trigger.clause) and not tree.quoted[trigger.clause]
            title, by_another = (_clause_title(text, trigger.clause), False) if own else _title_of(text, trigger.clause)
            if title:
                return title, by_another  # "The visit will be rescheduled": rather the author's words than "the visit is planned"
        return (noun_headline(text, trigger, status) if _takes_place(text, trigger, status) else ""), True
    if tree.relation(i) == "acl" and tree.feature(i, "VerbForm") == "Part" and not tree.kids(i, "aux", "nsubj"):
        if tree.is_root(tree[i].head) and (title := _heading_title(text, i)):
            return title, False
        if tree.kids(i, "obj") or tree.is_root(tree[i].head) or any(tree.finite(c) is not None for c in tree.kids(i, "conj")):
            return "", True  # "Rescue workers sifted through rubble": an active clause that the parser took for a description
        return (_participle_headline(text, trigger) if i in text.dates else ""), True  # one without a day of its own only describes
    top = i
    while (
        tree.finite(top) is None
        and tree.relation(top) in ("xcomp", "advcl", "ccomp", "conj", "csubj")
        and tree[tree[top].head].upos in ("VERB", "ADJ", "AUX")
    ):
        top = tree[top].head
    if tree.finite(top) is None:
        return (_heading_title(text, i) if tree.is_root(i) else ""), False
    title, by_another = _title_of(text, top)
    return title, by_another or top != i  # an infinitive is told by the clause that it is part of


def _heading_title(text: Scene, participle: int) -> str:
    """The headline of an article whose verb is a participle without an auxiliary: "Arrestato a Torino un uomo", "Three men held in York"; else empty."""
    tree = text.tree
    past = tree.feature(participle, "VerbForm") == "Part" and tree.feature(participle, "Tense") != "Pres"
    return heading(tree, participle) if past and not tree.kids(participle, "aux", "mark") else ""


def _is_subject(tree: Tree, trigger: Trigger) -> bool:
    """Whether an event noun is the subject of its clause."""
    top = counted(tree, trigger.token)
    return tree[top].head == trigger.clause and tree.relation(top) == "nsubj" and tree.finite(trigger.clause) is not None


def _title_of(text: Scene, verb: int) -> tuple[str, bool]:
    """The title of a finite clause, or of who says it where it means little without; and whether it is that."""
    told = _told_title(text, verb)
    return (_clause_title(text, verb), False) if told is None else (told, bool(told))


def _told_title(text: Scene, verb: int) -> str | None:
    """The title of who says it, for a clause that is somebody's words or opinion: quoted, or under "sostiene che"; None for any other."""
    tree = text.tree
    for i, above in zip([verb, *tree.ancestors(verb)], [*tree.ancestors(verb)], strict=False):
        if tree.relation(i) not in ("ccomp", "conj", "xcomp", "advcl") or tree[above].upos not in ("VERB", "ADJ", "NOUN"):
            break
        lemma = tree[above].lemma.lower()
        if tree.relation(i) == "ccomp" and (
            text.lex.has("reporting.claim", lemma)
            or text.lex.has("reporting.think", lemma)
            or (says(text.lex, lemma) and in_quotation(tree, verb))
            or text.lex.has("reporting.predict", lemma)
            or text.lex.has("modal.volition", lemma)
            or _is_of_teller(text, i, lemma)
        ):
            title = _clause_title(text, above) if tree.finite(above) is not None else ""
            return title or _by_nobody(text, above) or (None if looks_ahead(tree, i) else "")
    for i in [verb, *tree.ancestors(verb)] if in_quotation(tree, verb) else ():
        beside = (c for c in tree.kids(i, "parataxis") if says(text.lex, tree[c].lemma.lower()) and not in_quotation(tree, c))
        if (report := next(beside, None)) is not None:
            return _clause_title(text, report)
    return None


def _by_nobody(text: Scene, verb: int) -> str:
    """The title of what nobody in particular thinks or says: "Si ritiene che …", "It is believed that …"; empty for any other."""
    tree = text.tree
    impersonal = tree.kids(verb, "expl") and not tree.kids(verb, "nsubj") and tree.finite(verb) is not None
    return clause_title(tree, verb, drop=_dropped(text, verb)) if impersonal and not tells_nothing(text, verb, quotes=False) else ""


def _is_of_teller(text: Scene, content: int, lemma: str) -> bool:
    """Whether what somebody tells means little without who tells it.

    That is what should be, what is to be done by nobody named, an Italian "would", and what is theirs: "said that his plant …".
    """
    tree = text.tree
    if not any(text.lex.has(name, lemma) for name in _TELLS):
        return False
    helpers = [content, *tree.kids(content, "aux", "cop")]
    forms = {w for i in helpers for w in (tree[i].text.lower(), tree[i].lemma.lower())}
    passive = bool(tree.kids(content, "aux:pass")) and not tree.kids(content, "obl:agent")
    would = any(tree.feature(i, "Mood") == "Cnd" for i in helpers)
    ahead = looks_ahead(tree, content) or "would" in forms
    subject = tree.kid(content, "nsubj")
    owned = subject is not None and any(tree.is_possessive(c) for c in tree.children[subject])
    return would or (owned and _teller(tree, content) is not None) or (passive and ahead) or text.lex.has("modal.obligation", *forms)


def _teller(tree: Tree, content: int) -> int | None:
    """Who says what a clause tells, named in their own clause: "Ford said that its plant …"."""
    said = subject_of(tree, tree[content].head) if tree.relation(content) == "ccomp" else None
    return said if said is not None and not stands_for_somebody(tree, said) else None


def lone_headline(text: Scene, trigger: Trigger, status: Status) -> str:
    """The title of what no clause around it tells: of a noun that is a sentence by itself, or of a participle."""
    if trigger.verbal:
        return _participle_headline(text, trigger)
    alone = trigger.clause == trigger.token and text.tree.is_root(counted(text.tree, trigger.token))
    return noun_headline(text, trigger, status) if alone else ""


def _participle_headline(text: Scene, trigger: Trigger) -> str:
    """The title of a participle that describes a noun, made a clause: "l'uomo arrestato lunedì"; empty for any other verb."""
    tree, i = text.tree, trigger.token
    if tree.relation(i) != "acl" or tree.feature(i, "VerbForm") != "Part" or tree.kids(i, "aux", "nsubj", "obj"):
        return ""
    noun = tree[i].head
    if tree.parse.lang == "en" and tree.case(noun) == "of" and not tree.kids(noun, "det", "nummod") and tree.kids(tree[noun].head, "det"):
        noun = tree[noun].head  # "an analysis of alternatives called for in May"
    if _is_bare(tree, noun) or tells_nothing(text, i, quotes=False) or not _may_agree(tree, noun, i):
        return ""
    if any(tree.feature(j, "PronType") == "Rel" for j in range(noun + 1, i)):
        return ""  # "Rossi, che, arrivato ieri, …"
    if tree[noun].upos not in ("NOUN", "PROPN") or tree.is_root(noun) or (tree.feature(i, "Tense") != "Past"):
        return ""
    return _noted(text, i, made := passive_title(tree, i, noun, drop=_dropped(text, i)), _in_full(text, [noun, *tree.subtree(i)], made))


def _may_agree(tree: Tree, noun: int, participle: int) -> bool:
    """Whether a noun or one of its words has the gender of a participle, or no word shows any."""
    genders = {g for i in (noun, *tree.kids(noun, "det", "amod", "case")) if (g := tree.feature(i, "Gender"))}
    return not genders or tree.feature(participle, "Gender") in (None, *genders)


def is_announced(text: Scene, trigger: Trigger) -> bool:
    """Whether a clause tells of an event noun with a day of its own that it is to come: "ha annunciato un vertice per lunedì"."""
    top = counted(text.tree, trigger.token)
    direct = text.tree[top].head == trigger.clause and (text.tree.relation(top) == "obj" or text.tree[top].deprel == "nsubj:pass")
    return not trigger.verbal and trigger.token in text.dates and direct


def _takes_place(text: Scene, trigger: Trigger, status: Status) -> bool:
    """Whether one says of an event noun that it takes place: of a call, not of a contract, and of no undated plural."""
    if not trigger.verbal and verb_factuality(text.tree, text.lex, trigger.clause).status == "denied":
        lemma = text.tree[trigger.clause].lemma.lower()
        if status not in ("occurred", "denied") or any(text.lex.has(name, lemma) for name in ("intention.verbs", "proposal.verbs")):
            return False  # "non aveva pianificato un attacco"
    if status not in ("occurred", "ongoing", "denied"):
        return trigger.type in (*_HAPPENS, *_PLANNED)
    top = counted(text.tree, trigger.token)
    several = text.tree.feature(top, "Number") == "Plur"
    told = top != trigger.token or text.tree.kids(top, "nmod", "amod", "compound", "obl", "nummod") or trigger.clause == trigger.token
    return trigger.type in _HAPPENS and (trigger.token in text.dates or (bool(told) and not several))


def noun_headline(text: Scene, trigger: Trigger, status: Status) -> str:
    """The title of an event noun by itself, made a clause; empty for a verb or a time, and where nobody would know whose it is."""
    if trigger.verbal or trigger.token in text.time_tokens or text.is_named(trigger.token) or _is_heading(text.tree, trigger.token):
        return ""
    tree, clause, top = text.tree, trigger.clause, counted(text.tree, trigger.token)
    if tells_nothing(text, top, quotes=False) or _is_section(tree, top):
        return ""
    beside = [j for c in beside_of(text, clause, top) for j in tree.subtree(c)] if clause != trigger.token else []
    if title := heading(tree, top):
        return title
    owner = _owner(text, trigger) if is_owned(text, trigger) else None
    deed = _deed(text, top) if status == "occurred" else ""
    dated = {i for c in tree.kids(top, "nmod") if tree[c].deprel == "nmod:poss" and c in text.time_tokens for i in tree.subtree(c)}
    drop = _dropped(text, top) | (frozenset() if deed else dated)
    title = noun_title(tree, top, status, drop=drop, beside=beside, owner=owner)
    if deed:
        text.written[tree.sentence_of[top], deed] = title
    return deed or title


def _deed(text: Scene, noun: int) -> str:
    """What was done to somebody, of a noun that names it or that completes one: "l'uccisione di tre agenti negli scontri"; empty for any other."""
    tree = text.tree
    drop, told = _dropped(text, noun) | text.time_tokens, tree[noun].text
    while True:
        deed = deed_title(tree, noun, drop=drop, gender=lambda i: _named_gender(text, i))
        if deed or tree.relation(noun) != "nmod":
            return deed if told in deed or tree[noun].text == told else ""
        noun = tree[noun].head


def _is_heading(tree: Tree, noun: int) -> bool:
    """Whether a noun's capitals make it a heading or a body's name: "LA BATTAGLIA DI TRIPOLI", "il Congresso Nazionale"."""
    word = tree[noun].text
    if word.isupper() and len(word) > 4:
        return True
    named = any(tree[c].text[:1].isupper() for c in tree.kids(noun, "amod") if c == noun + 1)
    return tree.parse.lang == "it" and word[:1].isupper() and noun > tree.sentence(noun).first and named


def _is_section(tree: Tree, noun: int) -> bool:
    """Whether a noun with its article is a line of its own within a text, which says what comes next: "Il viaggio illegale in Siria"."""
    return tree.is_root(noun) and tree.is_determined(noun) and tree.sentence_of[noun] > 0 and is_headline(tree, noun)


def is_owned(text: Scene, trigger: Trigger) -> bool:
    """Whether an event noun has a possessive: "la sua visita"."""
    tree = text.tree
    return not trigger.verbal and any(tree.is_possessive(c) for c in tree.children[counted(tree, trigger.token)])


def enclosing_title(text: Scene, trigger: Trigger) -> tuple[str, int | None]:
    """The title of the nearest clause around a mention that has one, and its verb: what only a phrase tells is told there."""
    tree = text.tree
    for above in tree.ancestors(trigger.token):
        if tree[above].upos in ("VERB", "AUX", "ADJ", "NOUN") and tree.finite(above) is not None and (title := _clause_title(text, above)):
            return title, above
    return "", None


def _clause_title(text: Scene, verb: int) -> str:
    """The title of a finite clause; empty where it tells nothing, or would have no subject that a reader can know.

    What it depends on stays, and of what tells when or why as much as fits and can be read.
    """
    if verb not in text.titles:
        tree = text.tree
        needed = [c for c in tree.kids(verb, "advcl") if is_condition(tree, c)]
        ties = [c for c in tree.kids(verb, "advcl") if (c > verb and is_tied(tree, c)) or is_purpose(tree, c)]
        title = _titled(text, verb, needed) or (_titled(text, verb, []) if needed else "")
        longer = (_titled(text, verb, [*needed, *ties[:k]]) for k in range(len(ties), 0, -1) if title)
        whole = (t for t in longer if t.startswith(title) and _tells(tree, t, ties) and reads_alone(text, t, verb))
        text.titles[verb] = next(whole, "") or (title if needed else _retold(text, verb, title))
    return text.titles[verb]


def _tells(tree: Tree, title: str, clauses: Sequence[int]) -> bool:
    """Whether a title ends where one of some clauses does, and so has all of it."""
    return any(title.endswith(tree[max(i for i in tree.subtree(c) if tree[i].upos != "PUNCT")].text) for c in clauses)


def _titled(text: Scene, verb: int, beside: Sequence[int]) -> str:
    """The title of a clause with some of its adverbial clauses, naming whom it describes; what it would be without the names is noted."""
    made = _made_title(text, verb, naming=True, beside=beside)
    times = made and _dropped(text, verb, lasting=True) != _dropped(text, verb)
    longer = _made_title(text, verb, naming=True, beside=beside, lasting=True) if times else made
    lasting = longer != made and set(re.findall(r"\w+", made)) <= set(re.findall(r"\w+", longer))  # it fits, and nothing else goes for it
    made = longer if lasting else made
    subject = subject_in(text, verb)  # which may stand in the sentence before
    words = [*text.tree.subtree(verb), *([] if subject is None else [subject])]
    title = _in_full(text, words, _with_names(text, verb, made))
    vague = any(described(text.tree, text.names, i) or is_pair(text.tree, i) for i in text.tree.subtree(verb))
    if vague or title != made:
        bare = _made_title(text, verb, naming=False, beside=beside, lasting=lasting) if vague else made
        text.written[text.tree.sentence_of[verb], title] = bare or title
    own = text.tree.kid(verb, "nsubj") if text.tree.relation(verb) == "ccomp" else None
    if own is not None and subject not in (None, own) and text.tree.sentence_of[subject or 0] == text.tree.sentence_of[own]:
        name = _name_text(text, subject or 0)  # which stands elsewhere in the sentence: "Ford said it will close the plant"
        if name and title.startswith(name):
            text.written[text.tree.sentence_of[own], title] = f"{text.tree[own].text}{title.removeprefix(name)}"
    return title


def _retold(text: Scene, verb: int, title: str) -> str:
    """A title in the tense of a chronology; what the text has in its place is noted."""
    told = retold(text.tree, verb, title)
    again = table(text.tree.parse.lang, "titles")["again"].get(text.tree[verb].text.lower())
    if again and (text.tree.kids(verb, "ccomp", "xcomp") or quotation(text, verb) is not None):
        told = re.sub(rf"\b{text.tree[verb].text}\b", again, told, count=1)  # "ha aggiunto che"
    return _noted(text, verb, title, told)


def _noted(text: Scene, at: int, title: str, told: str) -> str:
    """What is told in place of a title, of which it is noted what the text has there."""
    k = text.tree.sentence_of[at]
    if told != title:
        text.written[k, told] = text.written.get((k, title), title)
    return told


def _with_names(text: Scene, verb: int, title: str) -> str:
    """A title with the names of whom it describes beside its subject, as far as they fit: "dalle truppe del leader libico Muammar Gheddafi"."""
    tree = text.tree
    for i in tree.subtree(verb) if title else ():
        for phrase, words in called(text, i, text.time_tokens) if not in_quotation(tree, i) else ():
            said, own = words.split()[-1], tree.parse.text[tree[phrase[0]].start : tree[phrase[-1]].end]
            longer = title.replace(own, words)
            if title.count(own) == 1 and said not in title and len(longer) <= LONGEST:
                title = longer
    return title


def _in_full(text: Scene, words: Iterable[int], title: str) -> str:
    """A title with the full names of whom it knows by half, each where it comes first, as far as they fit: "Reed" is "Ann Reed"."""
    tree = text.tree
    for phrase, full in (found for i in words if (found := in_full(text, i)) is not None) if title else ():
        told = (tree.parse.text[tree[k].start : tree[phrase[-1]].end] for k in phrase)  # a title may have lost the "Mr."
        at = next((m for own in told if (m := re.search(rf"(?i)(?<!\w){re.escape(own)}(?!\w)", title))), None)
        longer = f"{title[: at.start()]}{full}{title[at.end() :]}" if at else title
        if at and full.lower() not in title.lower() and len(longer) <= LONGEST:
            title = longer[0].upper() + longer[1:] if at.start() == 0 else longer
    return title


def _made_title(text: Scene, verb: int, *, naming: bool, beside: Sequence[int], lasting: bool = False) -> str:
    """The title of a clause with some of its adverbial clauses, `naming` whom its subject only describes; `lasting` as in `left_out`."""
    tree = text.tree
    content = quotation(text, verb)
    if text.is_named(verb) or tells_nothing(text, verb, quotes=content is not None):
        return ""
    drop, own = _dropped(text, verb, lasting=lasting) | _day_before(text, verb), tree.kid(verb, "nsubj", "expl:impers")
    if own is not None and tree.feature(own, "PronType") == "Rel":
        antecedent = _antecedent(text, verb)
        return clause_title(tree, verb, drop=drop, antecedent=antecedent, beside=beside) if antecedent is not None else ""
    subject = _subject_text(text, verb, own, drop)
    if subject is None:
        return ""
    if subject and own is not None:
        drop |= frozenset(tree.subtree(own))
    named = next(called(text, own, drop), None) if naming and own is not None and not subject else None
    speaker = named if own is not None and tree[own].deprel == "nsubj" else None
    same = _same(text, own, content) if naming and own is not None and content is not None else ()
    if content is not None and (title := report_title(tree, verb, content, drop=drop, subject=subject or None, named=speaker, same=same)):
        return title
    if content is not None and not (tree.kids(verb, "obj") and tree.relation(content) == "parataxis"):
        return ""
    return clause_title(tree, verb, drop=drop, subject=subject or None, named=named, beside=beside)


def _same(text: Scene, speaker: int, content: int) -> Sequence[int]:
    """The tokens of the subject of what somebody says who is no person, where that is the speaker: "Qantas plans flights, the airline said"; else none."""
    tree = text.tree
    subject = tree.kid(content, "nsubj")
    known = entity_of(tree, text.names, subject) if subject is not None else None
    if subject is None or known is None or known.kind not in ("organisation", "country") or tree.feature(subject, "Number") == "Plur":
        return ()
    alone = len(tree.conjuncts(subject)) == len(tree.conjuncts(speaker)) == 1
    return tree.subtree(subject) if alone and entity_of(tree, text.names, speaker) == known else ()


def _dropped(text: Scene, root: int, *, lasting: bool = False) -> frozenset[int]:
    """The tokens that a title leaves out: times, the numbers of a running page, and what only orders its lines; `lasting` as in `left_out`."""
    tree = text.tree
    told = [c for c in tree.kids(root, "ccomp") if in_quotation(tree, c) and not in_quotation(tree, root)]
    quoted = {i for c in told for i in tree.subtree(c) if in_quotation(tree, i)}  # said so, and stays so
    return (left_out(text, root, lasting=lasting) - quoted) | page_numbers(tree) | openings(tree)


def _day_before(text: Scene, verb: int) -> frozenset[int]:
    """The tokens of a day that opens a sentence like an entry of a diary: "5 gennaio, a Torino due uomini hanno rapinato …"."""
    tree = text.tree
    sentence = tree.sentence(verb)
    first = next((i for i in range(sentence.first, verb) if i not in text.time_tokens), verb)
    return frozenset(range(sentence.first, first)) if tree[first].text in (",", "-", "–", "—", ":") else frozenset()


def _antecedent(text: Scene, verb: int) -> int | None:
    """The noun that a relative clause is told of, where it can be a subject by itself."""
    tree = text.tree
    noun = relative_head(tree, verb)
    while noun is not None and tree.relation(noun) == "appos" and tree[noun].upos != "PROPN":
        noun = tree[noun].head  # "Carlo Bianchi, ex capo della polizia, che …"
    places = title_words(tree.parse.lang, "place") - title_words(tree.parse.lang, "of")
    while noun is not None and tree.relation(noun) == "nmod" and tree.case(noun) in places and tree.is_aside(noun) and tree.is_aside(verb):
        noun = tree[noun].head  # "la città di Izyum, nella regione di Kharkiv, che …"
    if noun is None or tree[noun].upos not in ("NOUN", "PROPN") or points(tree, noun) or _is_bare(tree, noun):
        return None
    if any(c < verb for c in tree.kids(noun, "acl:relcl")) and tree[verb].head == noun and not tree.kids(verb, "cc"):
        return None  # a second clause is of what stands before it: "a camera, which …, and a voice control, which …"
    if tree[noun].upos == "PROPN" and tree.case(noun) in places and not tree.is_aside(verb):
        return None  # "un uomo residente a Torino che ha rapinato …"
    if tree[noun].upos == "PROPN" and _befalls(tree, verb):
        return None  # "when it took over Vega, which took place in 1996"
    if noun in text.time_tokens or _gender(tree, noun) not in (None, told_gender(tree, verb) or _gender(tree, noun)):
        return None
    helper = tree.finite(verb)
    told = tree.parse.lang == "it" or (helper is not None and tree[helper].upos == "AUX")  # the pasts of English verbs have no number
    return noun if not told or agree(tree, noun, verb) else None


def _befalls(tree: Tree, verb: int) -> bool:
    """Whether a verb says of an event that there was one, and of nobody anything: "accadde", "took place"."""
    words = {tree[verb].lemma.lower(), *(f"{tree[verb].lemma.lower()} {tree[c].lemma.lower()}" for c in tree.kids(verb, "obj"))}
    return not words.isdisjoint(title_words(tree.parse.lang, "befalls"))


def _subject_text(text: Scene, verb: int, own: int | None, drop: frozenset[int]) -> str | None:
    """What a title says in place of a clause's own subject: empty where that stands, None where no reader could know who is meant."""
    tree, lang = text.tree, text.tree.parse.lang
    if own is None or stands_for_somebody(tree, own):
        if own is not None and len(tree.conjuncts(own)) > 1:
            return None  # "neither they nor Ann Reed"
        named = subject_in(text, verb) if not _befalls(tree, verb) else None
        if named is not None and (tree[named].deprel == "obl:agent" or not _may_befall(text, named, verb)):
            return None
        return (_name_text(text, named) or None) if named is not None and _agrees(text, named, verb) else None
    if _ends_quotation(tree, own, verb):
        return None
    if points(tree, own):
        return None if tree[own].lemma.lower() in title_words(lang, "text") else known_phrase(tree, own, drop=drop)
    several = lang == "it" and tree[own].upos == "NOUN" and tree.feature(own, "Number") == "Plur"
    if several and not agree(tree, own, verb):
        return None  # an object before its verb, or another clause's subject; English pasts have no number
    vague = (
        tree[own].upos in ("PRON", "DET") and tree[own].text.lower() in title_words(lang, "vague_subject") and not tree.kids(own, "nmod")
    )
    if vague or tree.feature(own, "Clitic") or tree[own].upos not in _SUBJECTS:
        return None
    return _whose(text, own, drop)


def _ends_quotation(tree: Tree, own: int, verb: int) -> bool:
    """Whether a subject ends somebody's words, and is none of the verb after them: "«Follow the last of the prophets, Ann», he warned"."""
    first = tree.subtree(own)[0]
    before = next((i for i in range(first - 1, tree.sentence(own).first - 1, -1) if tree[i].upos != "PUNCT"), None)
    return before is not None and tree.quoted[own] and tree.quoted[before] and not tree.quoted[verb]


def _may_befall(text: Scene, subject: int, verb: int) -> bool:
    """Whether a subject from elsewhere may be born, marry or die, as persons do."""
    known = entity_of(text.tree, text.names, subject)
    mortal = text.lex.verb_type(text.tree[verb].lemma.lower(), text.tree[verb].text.lower()) in _MORTAL
    return known is None or not mortal or known.kind == "person"


def _is_bare(tree: Tree, noun: int) -> bool:
    """Whether a common noun stands without an article that a subject would have: the poppy of "foglie di papavero che …"."""
    alone = tree[noun].upos == "NOUN" and tree.feature(noun, "Number") != "Plur" and not tree.kids(noun, "det", "nummod")
    return alone and not any(tree.feature(c, "PronType") == "Art" for c in tree.kids(noun, "case", "nmod"))


def _whose(text: Scene, subject: int, drop: frozenset[int]) -> str:
    """A subject with a possessive as a reader would name it: "his visit" of the sentence after "Putin …" is Putin's."""
    tree = text.tree
    possessive = next((c for c in tree.children[subject] if tree.is_possessive(c)), None)
    if possessive is None or in_quotation(tree, subject):
        return ""
    owner = text.subjects.get(tree.sentence_of[subject] - 1)
    if owner is None or _teller(tree, tree[subject].head) is not None:
        return ""
    several = tree[possessive].text.lower() in title_words(tree.parse.lang, "their")
    if several != (len(tree.conjuncts(owner)) > 1) or not _may_own(text, possessive, owner) or not (name := _name_text(text, owner)):
        return ""
    return owned_phrase(tree, subject, possessive, name, drop=drop)


def _may_own(text: Scene, possessive: int, owner: int) -> bool:
    """Whether somebody may be whom a possessive means: "his" is of a person, not of a country."""
    known = entity_of(text.tree, text.names, owner)
    of_person = text.tree[possessive].text.lower() in title_words(text.tree.parse.lang, "person_possessive")
    return known is None or not of_person or known.kind == "person"


def _agrees(text: Scene, subject: int, verb: int) -> bool:
    """Whether a subject from elsewhere can be the verb's: same number and gender, and not of a passive, whose subject is seldom left out."""
    tree = text.tree
    if not tree.kids(verb, "nsubj") and (tree.kids(verb, "aux:pass") or not _same_gender(tree, subject, verb)):
        return False
    tokens = [verb, *tree.kids(verb, "aux", "cop")]
    number = next((n for t in tokens if tree.is_finite(t) and (n := tree.feature(t, "Number"))), None)
    several = {entity_of(tree, text.names, i) or i for i in tree.conjuncts(subject)}  # "the CEO and founder Ann Reed" is one
    theirs = "Plur" if len(several) > 1 else tree.feature(subject, "Number") or "Sing"
    return number in (None, theirs)


def _same_gender(tree: Tree, subject: int, verb: int) -> bool:
    """Whether a participle after "essere" has the gender of a subject from elsewhere; "è arrivata" is said of nobody whose gender is unknown."""
    return told_gender(tree, verb) in (None, _gender(tree, subject) or "Masc")


def _gender(tree: Tree, noun: int) -> str | None:
    """The gender that a noun or the words with it show."""
    return next((g for i in (noun, *tree.kids(noun, "det", "amod")) if (g := tree.feature(i, "Gender"))), None)


def _named_gender(text: Scene, noun: int) -> str | None:
    """The gender that a noun shows; of a name, what the article shows of it: "il leader Neri", "Neri è arrivata"."""
    tree = text.tree
    if tree[noun].upos != "PROPN":
        return _gender(tree, noun)
    for i in tree.by_lemma[tree[noun].lemma.lower()]:
        while tree.relation(i) == "flat":
            i = tree[i].head
        above = tree[i].head
        beside = tree[above].upos == "NOUN" and tree.relation(i) in ("nmod", "flat", "appos") and not tree.case(i)
        told = told_gender(tree, above) if tree.relation(i) == "nsubj" else tree.feature(above, "Gender") if beside else None
        if (shown := _gender(tree, i) or told) is not None:
            return shown
    return None


def _name_text(text: Scene, noun: int) -> str:
    """A subject from elsewhere as a reader would name it, with its article and those coordinated with it."""
    tree = text.tree
    parts = list(dict.fromkeys(_one_name(text, i) for i in tree.conjuncts(noun)))
    joint = next((tree[c].text for i in tree.conjuncts(noun) for c in tree.kids(i, "cc")), "")
    return f" {joint} ".join(parts) if all(parts) else ""


def _one_name(text: Scene, noun: int) -> str:
    tree, known, name = text.tree, entity_of(text.tree, text.names, noun), text.names.get(noun)
    if name and name.how in ("name", "seat", "capital") and name.known.kind != "thing":  # of a thing only the head is marked
        words = [*(c for c in tree.kids(noun, "det") if c == name.first - 1), *range(name.first, name.last)]
        return tree.parse.text[tree[words[0]].start : tree[words[-1]].end]
    acts = known is not None and known.kind in ("country", "organisation") and tree.parse.lang == "en"
    if acts and name is None and tree[noun].upos == "NOUN" and described(tree, text.names, noun) is None:
        apart = frozenset(c for c in tree.children[noun] if tree.relation(c) in ("acl", "appos", "conj", "cc", "case", "punct"))
        words = [*tree.subtree(noun, apart)]  # "Tanzanian police", not Tanzania
        return tree.parse.text[tree[words[0]].start : tree[words[-1]].end]
    return name_of(text, known) if known else ""


def _owner(text: Scene, trigger: Trigger) -> str | None:
    """Whose event it is, where the text only says "his" or "their"."""
    owner = (
        subject_in(text, trigger.clause) if trigger.clause != trigger.token else text.subjects.get(text.tree.sentence_of[trigger.token] - 1)
    )
    return _name_text(text, owner) or None if owner is not None else None
