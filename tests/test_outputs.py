"""The committed outputs are what `make timeline` makes of seeds/, byte for byte."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from timeline import cli

ROOT = Path(__file__).parent.parent
OUTPUTS = ROOT / "outputs"
pytestmark = pytest.mark.skipif(not (OUTPUTS / "timeline.json").exists(), reason="outputs/ is not committed yet")


def recipe() -> list[str]:
    """The arguments that the Makefile gives to `timeline build`."""
    line = re.search(r"^timeline:.*\n\t\$\(BIN\)/timeline (build .*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)
    assert line, "the Makefile has no target `timeline` that calls `timeline build`"
    return shlex.split(line[1])


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    arguments = [str(folder) if a == "outputs" else a for a in recipe()]
    assert str(folder) in arguments
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert cli.main(arguments) == 0
    return folder


@pytest.mark.parametrize("name", ["timeline.json", "timeline.html", "timeline.links.json"])
def test_rebuilding_gives_the_committed_bytes(rebuilt: Path, name: str) -> None:
    assert (rebuilt / name).read_bytes() == (OUTPUTS / name).read_bytes(), f"outputs/{name} is old: run `make timeline`"


def test_nothing_else_is_written(rebuilt: Path) -> None:
    made = {p.name for p in rebuilt.iterdir()}
    assert made <= {p.name for p in OUTPUTS.iterdir()}
