"""Small Stanza models for the contract tests of the Stanza backend, trained in about two minutes from the open treebanks.

    python training/stanza_small.py DIR [--shared ../shared]

DIR gets Stanza's own layout (DIR/resources.json, DIR/it/…, DIR/en/…), so that `timeline --parser stanza:DIR` loads it as it
loads what `stanza.download` has fetched. Tokens, multiword tokens and sentences come out nearly right, trees roughly: enough to
test offsets and the protocol, not to read news with. Words and lemmas come from dictionaries of the known treebank; what is
learned, is learned from its first sentences. No pretrained vectors, nothing is fetched.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import torch
from stanza.models import lemmatizer, mwt_expander, parser, tagger, tokenizer
from stanza.utils.datasets import prepare_tokenizer_data
from stanza.utils.datasets.contract_mwt import contract_mwt

SENTENCES = {"train": 600, "dev": 40}
KNOWN = 4000  # sentences whose words and lemmas the dictionaries hold
PARAGRAPH = 4  # sentences between two empty lines
LANGUAGES = ("it", "en")
PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")
SMALL = ["--no_pretrain", "--no_char", "--word_cutoff", "2", "--hidden_dim", "64", "--deep_biaff_hidden_dim", "48", "--num_layers", "1"]


def sentences(path: Path) -> list[str]:
    """The sentences of a treebank as CoNLL-U blocks; enhanced (empty) nodes are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        blocks = stream.read().strip().split("\n\n")
    return ["\n".join(line for line in b.split("\n") if "." not in line.split("\t")[0] or line.startswith("#")) for b in blocks]


def text_of(block: str) -> str:
    """The text of a sentence as the treebank gives it."""
    return next(line.removeprefix("# text = ") for line in block.split("\n") if line.startswith("# text = "))


def written(folder: Path, part: str, blocks: list[str]) -> Path:
    """The files that Stanza's trainers read of one part; the path of its CoNLL-U."""
    conllu = folder / f"{part}.conllu"
    conllu.write_text("\n\n".join(blocks) + "\n\n", encoding="utf-8")
    paragraphs = [" ".join(text_of(b) for b in blocks[i : i + PARAGRAPH]) for i in range(0, len(blocks), PARAGRAPH)]
    (folder / f"{part}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    arguments = [str(folder / f"{part}.txt"), str(conllu), "-o", str(folder / f"{part}.labels"), "-m", str(folder / f"{part}.mwt.json")]
    prepare_tokenizer_data.main(arguments)
    contract_mwt(str(conllu), str(folder / f"{part}.in.conllu"))
    return conllu


def train(lang: str, *, shared: Path, out: Path) -> None:
    """All processors of one language into DIR/lang/processor/small.pt."""
    torch.set_num_threads(1)  # one core for each language
    with tempfile.TemporaryDirectory() as work:
        train_in(Path(work), lang, shared, out)


def train_in(work: Path, lang: str, shared: Path, out: Path) -> None:
    """Train with all intermediate files in a folder."""
    blocks = {part: sentences(shared / "corpora" / f"ud_{lang}_{part}.conllu.gz") for part in SENTENCES}
    some, dev = (written(work, part, blocks[part][:n]) for part, n in SENTENCES.items())
    known = written(work, "known", blocks["train"][:KNOWN])

    def run(processor: str, main: Callable[[list[str]], object], *options: str | Path) -> None:
        folder = out / lang / processor
        folder.mkdir(parents=True, exist_ok=True)
        main([*map(str, options), "--shorthand", f"{lang}_small", "--save_dir", str(folder), "--save_name", "small.pt", "--cpu"])
        (folder / "small_checkpoint.pt").unlink(missing_ok=True)

    run(
        "tokenize", tokenizer.main, "--lang", lang, "--txt_file", work / "train.txt", "--label_file", work / "train.labels",
        "--dev_txt_file", work / "dev.txt", "--dev_label_file", work / "dev.labels", "--dev_conll_gold", dev,
        "--mwt_json_file", work / "dev.mwt.json", "--steps", "400", "--eval_steps", "200", "--max_seqlen", "300",
    )  # fmt: skip
    expansions = ["--train_file", known, "--eval_file", work / "dev.in.conllu", "--gold_file", dev]
    run("mwt", mwt_expander.main, "--lang", lang, *expansions, "--dict_only")
    run("lemma", lemmatizer.main, "--train_file", known, "--eval_file", dev, "--dict_only")
    steps = ["--max_steps", "240", "--eval_interval", "120", "--lang", lang, "--train_file", some, "--eval_file", dev]
    run("pos", tagger.main, *SMALL, *steps, "--batch_size", "16")  # sentences
    run("depparse", parser.main, *SMALL, *steps, "--batch_size", "500")  # words


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("out", type=Path, metavar="DIR")
    arguments.add_argument("--shared", type=Path, default=Path("../shared"))
    given = arguments.parse_args()
    with ProcessPoolExecutor(len(LANGUAGES), mp_context=get_context("spawn")) as pool:
        list(pool.map(partial(train, shared=given.shared, out=given.out), LANGUAGES))
    packages = {"default": dict.fromkeys(PROCESSORS, "small")}
    resources = {lang: {"lang_name": lang, "packages": packages, **{p: {"small": {}} for p in PROCESSORS}} for lang in LANGUAGES}
    (given.out / "resources.json").write_text(json.dumps(resources, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
