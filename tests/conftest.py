"""What the tests share: a few invented articles, one parser, one build of them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from timeline import cli
from timeline import parse as parsing
from timeline.parse import Parser, parser_named

TODAY = "2025-12-31"
ARTICLES = {
    "telefonata.txt": """Putin e Trump al telefono

Pubblicato il 4 luglio 2025

Il presidente russo Vladimir Putin ha telefonato giovedì al presidente degli Stati Uniti Donald Trump.
Funzionari russi e ucraini si sono incontrati a Istanbul il 16 maggio 2025.
Lunedì il ministro degli Esteri Sergey Lavrov dovrebbe incontrare Marco Rubio a Riad.
""",
    "call.txt": """Putin calls Trump

Published on 4 July 2025

Russian President Vladimir Putin called US President Donald Trump on Thursday.
Russian and Ukrainian officials met in Istanbul on 16 May 2025.
The Kremlin denied that it had attacked Kyiv on 1 July 2025.
""",
    "vertice.md": """---
title: Vertice a Parigi
date: 2025-09-05
---
Ieri il presidente francese Emmanuel Macron ha incontrato Volodymyr Zelensky a Parigi.
Donald Trump ha incontrato Vladimir Putin in Alaska il 15 agosto 2025.
""",
}
LATER = {
    "alaska.txt": """Trump and Putin meet in Alaska

Published on 16 August 2025

US President Donald Trump met Russian President Vladimir Putin in Alaska on 15 August 2025.
The two leaders announced no agreement.
""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a command left: its exit status and the two streams."""

    status: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture(scope="session")
def parser() -> Parser:
    return parser_named()


@pytest.fixture
def run(parser: Parser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command in this process, with the parser that is already loaded; `stdin` is what it reads there."""
    real = parsing.parser_named
    monkeypatch.setattr(parsing, "parser_named", lambda name="embedded", **how: parser if name == "embedded" else real(name, **how))

    def call(*arguments: str | Path, stdin: str | bytes = b"") -> Result:
        data = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        status = cli.main([str(a) for a in arguments])
        captured = capsys.readouterr()
        return Result(status=status, out=captured.out, err=captured.err)

    return call


def written(folder: Path, articles: dict[str, str]) -> Path:
    """The folder with these articles in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("articles"), ARTICLES)


@pytest.fixture(scope="session")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("later"), LATER)


@pytest.fixture(scope="session")
def built(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one build of the articles."""
    out = tmp_path_factory.mktemp("built")
    assert cli.main(["build", str(articles), "-o", str(out), "--today", TODAY, "--quiet"]) == 0
    return out
