"""The wheel: installed elsewhere, it builds any folder of fiches with its own templates."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.sites import ROOT, built, write

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roue")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir")
    done = run(*pip, f"{folder}", f"{ROOT}", cwd=folder)
    if "Could not find a version" in done.stderr or "connection" in done.stderr.lower():
        pytest.skip("no network: the tools that make a wheel cannot be fetched")
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_templates_and_nothing_else_of_the_repository(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    templates = {
        f"antiseche/_templates/{path.relative_to(ROOT / 'templates').as_posix()}"
        for path in (ROOT / "templates").rglob("*")
        if path.is_file()
    }
    assert templates <= set(names)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"antiseche"}


def test_it_builds_a_folder_of_fiches_elsewhere(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", f"{tmp_path}/venv", cwd=tmp_path)
    binaries = tmp_path / "venv" / "bin"
    done = run(f"{binaries}/pip", "install", "--quiet", f"{wheel}", cwd=tmp_path)
    if "connection" in done.stderr.lower() or "Could not find a version" in done.stderr:
        pytest.skip("no network: what the wheel depends on cannot be fetched")
    assert done.returncode == 0, done.stderr
    write(tmp_path / "content", {"fiches/été.md": "# L'été\n\n```sh\nls\n```\n"})
    done = run(f"{binaries}/antiseche", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    site = built(tmp_path / "site")
    assert "L’été" in site["fiches/ete/index.html"].decode()
    assert "assets/style.css" in site
    assert run(f"{binaries}/python", "-m", "antiseche", cwd=tmp_path).returncode == 0
