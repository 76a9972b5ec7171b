"""``antiseche fix``: the right characters in the files, and not one byte more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from antiseche.cli import main

if TYPE_CHECKING:
    from pathlib import Path

NNBSP = "\u202f"
BEFORE = "---\r\ntitle: \"L'été !\"   # gardé\r\n---\r\n\r\nL'hiver !\r\n\r\n<!-- l'x -->\n"
AFTER = f"---\r\ntitle: \"L'été !\"   # gardé\r\n---\r\n\r\nL’hiver{NNBSP}!\r\n\r\n<!-- l'x -->\n"


@pytest.fixture
def fiche(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "content" / "fiches" / "x.md"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xef\xbb\xbf" + BEFORE.encode())
    path.chmod(0o640)
    return path


def test_only_the_body_changes(fiche: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix"]) == 0
    assert fiche.read_bytes() == b"\xef\xbb\xbf" + AFTER.encode()
    assert fiche.stat().st_mode & 0o777 == 0o640
    assert "1\u00a0fiche corrigée." in capsys.readouterr().out
    assert [path.name for path in fiche.parent.iterdir()] == ["x.md"]


def test_a_second_run_changes_nothing(fiche: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["fix"])
    state = fiche.stat()
    assert main(["fix"]) == 0
    assert fiche.stat().st_mtime_ns == state.st_mtime_ns
    assert "Rien à corriger." in capsys.readouterr().out


def test_what_cannot_be_read_is_said(fiche: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fiche.with_name("y.md").write_bytes("L'été !".encode("latin-1"))
    assert main(["fix"]) == 1
    said = capsys.readouterr()
    assert "1\u00a0fiche corrigée." in said.out
    assert "encodage" in said.err


def test_what_cannot_be_read_is_not_said_to_be_right(
    fiche: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fiche.write_bytes("L'été !".encode("latin-1"))
    assert main(["fix"]) == 1
    assert capsys.readouterr().out == ""


def test_diff_only_shows(fiche: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", "--diff"]) == 0
    assert fiche.read_bytes() == b"\xef\xbb\xbf" + BEFORE.encode()
    shown = capsys.readouterr().out
    assert "-L'hiver !\n" in shown
    assert f"+L’hiver{NNBSP}!\n" in shown


def test_a_fiche_without_typography_is_left(fiche: Path) -> None:
    written = "---\ntitle: X\ntypography: false\n---\n\nL'hiver !\n"
    fiche.write_text(written, encoding="utf-8")
    main(["fix"])
    assert fiche.read_text(encoding="utf-8") == written


def test_what_it_would_write_is_listed(fiche: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert fiche.exists()
    main(["check", "--typo"])
    said = capsys.readouterr().err
    assert "fiches/x.md:5:2  info  typo-apostrophe" in said
    assert "fiches/x.md:5:8  info  typo-espace" in said
