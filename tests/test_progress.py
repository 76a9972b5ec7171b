"""Progress: told on a terminal when work is long, erased when it is done, absent from a log."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from antiseche.edges.progress import told
from tests.sites import ROOT, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the time, for a test to set."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    return now


def said(monkeypatch: pytest.MonkeyPatch, clock: list[float], total: int, pace: float) -> str:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    results = []
    for result in told(iter(range(total)), total, "Fiches lues"):
        results.append(result)
        clock[0] += pace
    assert results == list(range(total))
    return stream.getvalue().replace("\u202f", " ").replace("\u00a0", " ")


def test_short_work_is_not_told(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    assert said(monkeypatch, clock, 9, 0.1) == ""


def test_long_work_is_told_then_erased(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    text = said(monkeypatch, clock, 4, 0.7)
    assert text == (
        "\r\x1b[KFiches lues : 2 sur 4, encore 1 s"
        "\r\x1b[KFiches lues : 3 sur 4, encore 1 s"
        "\r\x1b[KFiches lues : 4 sur 4, encore 1 s"
        "\r\x1b[K"
    )


def test_minutes_are_told_as_minutes(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    assert "1 sur 100, encore 3 min" in said(monkeypatch, clock, 100, 2.0)


def test_what_stops_midway_is_erased(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    results = told(iter(range(9)), 9, "Fiches lues")
    for _ in range(3):
        next(results)
        clock[0] += 2
    results.close()
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("option", "tells"), [("--drafts", True), ("--quiet", False)])
def test_a_terminal_is_told_a_log_is_not(tmp_path: Path, option: str, tells: bool) -> None:  # noqa: FBT001
    fiches: dict[str, str | bytes] = {
        f"f{n}.md": f"---\ntitle: F {n}\n---\n\nDu texte.\n" for n in range(30)
    }
    write(tmp_path / "content", fiches)
    script = (
        "import sys; from antiseche.edges import progress; from antiseche.cli import main\n"
        "progress.PATIENCE = progress.EVERY = 0.0\n"
        "raise SystemExit(main(['build', '--no-memory', '--jobs', '1', sys.argv[1]]))"
    )
    command = [sys.executable, "-c", script, option]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    log = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, check=True
    ).stderr
    assert b"\x1b[K" not in log
    terminal, side = pty.openpty()
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=side, stdout=side):
        os.close(side)
        shown = b""
        try:
            while read := os.read(terminal, 65536):
                shown += read
        except OSError:  # Linux says so when the other side is closed
            pass
    os.close(terminal)
    assert (b"\x1b[KFiches lues" in shown) == tells
    assert (b"\x1b[KFichiers faits" in shown) == tells
