"""The least that a cold build can take is taken by the libraries: they do parse, and colour."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bench.corpus import write_corpus
from bench.generators import ROOT
from bench.libraries import print_fiche

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "---\ntitle: Une fiche\n---\n"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("Du ~~texte~~.\n", "<p>Du <s>texte</s>.</p>\n"),
        ("| A |\n|---|\n| b |\n", "<table>"),
        ("```python\npass\n```\n", '<span class="k">'),
        ("```inconnu\npass\n```\n", "pass"),
        ("```\npass\n```\n", "pass"),
    ],
)
def test_a_fiche_is_parsed_and_its_code_coloured(tmp_path: Path, body: str, printed: str) -> None:
    fiche = tmp_path / "fiche.md"
    fiche.write_text(HEADER + body, encoding="utf-8")
    assert printed in print_fiche(fiche)


def test_every_fiche_is_printed(tmp_path: Path) -> None:
    write_corpus(tmp_path / "content", 20)
    program = ROOT / "bench" / "libraries.py"
    command = [sys.executable, str(program), "content"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    count, characters = said.split(" fiches, ")
    assert int(count) == 20
    assert int(characters.split()[0]) > 20 * 5_000
