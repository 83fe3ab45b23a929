"""Write in how many articles of the general press a word is, for timeline/background.toml: `python training/background.py ../shared/corpora > FILE`.

An article is twenty sentences of the corpora that follow each other; its words are those that timeline/context.py counts. A word that is common in
either language is common.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "models"))

from entities import tagged
from treebanks import sentences

from timeline.context import counted
from timeline.model import Article

SENTENCES = 20
LEAST = 0.01  # the share from which a word is listed
SILVER = {
    "it": ["ner_it_kind_*_train.tsv.gz", "ner_it_kind_*_dev.tsv.gz", "ner_it_wikineural_*.conllu.gz"],
    "en": ["ner_en_wikineural_*.conllu.gz", "ner_en_uner_ewt_dev.iob2.gz"],
}
HEAD = """\
# In how large a share of the articles of the general press a word is, by its root in English; what is not here is in less than a hundredth.
# A folder of a few articles on one story cannot tell by itself which of its words everybody uses. Made by training/background.py of the corpora that
# the models are made of (docs/models.md), under the same licence, CC BY-NC-SA 4.0.
[shares]"""


def texts(corpora: Path, lang: str) -> Iterator[str]:
    """The sentences of all sources of a language, each source in its order."""
    for s in sentences(corpora / f"ud_{lang}_train.conllu.gz", merge=lang == "it"):
        yield "".join(w.text + " " * w.space for w in s.words)
    for pattern in SILVER[lang]:
        for path in sorted(corpora.glob(pattern)):
            for s in tagged(path):
                yield "".join(w + " " * b for w, b in zip(s.words, s.spaces, strict=True))


def main() -> None:
    corpora, shares = Path(sys.argv[1]), defaultdict[str, float](float)
    for lang in SILVER:
        found, known = Counter[str](), list(texts(corpora, lang))
        starts = range(0, len(known), SENTENCES)
        for start in starts:
            text = " ".join(known[start : start + SENTENCES])
            words, _ = counted(Article(id="", source="", title=None, lang=lang, text=text, sha256="", given=None))
            found.update(words.keys())
        for word, n in found.items():
            shares[word] = max(shares[word], n / len(starts))
    lines = defaultdict[float, list[str]](list)
    for word, share in sorted(shares.items()):
        if share >= LEAST:
            lines[round(share, 3 if share < 0.1 else 2)].append(word)
    print(HEAD)
    for value, words in sorted(lines.items(), reverse=True):
        print(f'"{value}" = "{" ".join(words)}"')


if __name__ == "__main__":
    main()
