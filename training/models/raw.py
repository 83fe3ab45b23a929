"""Write the running text of the corpora, without their test parts, one sentence a line of JSON."""

from __future__ import annotations

import json

from entities import tagged
from prepare import arguments
from treebanks import sentences

RAW = {
    "it": ["ner_it_kind_*_train.tsv.gz", "ner_it_kind_*_dev.tsv.gz", "ner_it_wikineural_*.conllu.gz"],
    "en": ["ner_en_wikineural_*.conllu.gz", "ner_en_uner_ewt_dev.iob2.gz"],
}


def main() -> None:
    given = arguments(__doc__)
    lang, corpora, out = given.lang, given.corpora, given.out
    texts = {}
    for pattern in RAW[lang]:
        for path in sorted(corpora.glob(pattern)):
            for s in tagged(path):
                texts["".join(w + " " * b for w, b in zip(s.words, s.spaces, strict=True)).strip()] = None
    for s in sentences(corpora / f"ud_{lang}_train.conllu.gz", merge=lang == "it"):
        texts["".join(w.text + " " * w.space for w in s.words).strip()] = None
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts), encoding="utf-8")
    print(f"{lang}: {len(texts)} sentences of running text")


if __name__ == "__main__":
    main()
