"""The options of ``antiseche serve``: what cannot be met is said before anything is built."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from antiseche.cli import main
from antiseche.commands import serve as command
from tests.serve.project import fill

if TYPE_CHECKING:
    from pathlib import Path


def refused(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> None:
    monkeypatch.chdir(fill(folder))
    with pytest.raises(SystemExit) as left:
        main(["serve", *options])
    assert left.value.code == 2
    assert not (folder / ".antiseche").exists(), "nothing was built"


def test_a_port_that_is_taken_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused(tmp_path, monkeypatch, "--port", str(port))
    assert f"le port {port} est pris" in capsys.readouterr().err


def test_the_default_port_gives_way_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(command, "PORT", port)
        server = command._open_server("127.0.0.1", None)  # noqa: SLF001
        server.stop()
    assert port < server.port < port + command.PORTS_TRIED


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--port", "beaucoup"], "--port attend un numéro de port, pas «\u00a0beaucoup\u00a0»"),
        (["--port", "70000"], "--port attend un numéro de port, pas «\u00a070000\u00a0»"),
        (["--host", "nulle-part.invalid"], "n’est pas une adresse de cette machine"),
        (["--host", "a..b"], "n’est pas une adresse de cette machine"),
        (["--editor", "ed"], "ne dit pas quel fichier ouvrir"),
    ],
)
def test_a_wrong_option_is_said_in_french(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    said: str,
) -> None:
    refused(tmp_path, monkeypatch, *options)
    assert said in capsys.readouterr().err
