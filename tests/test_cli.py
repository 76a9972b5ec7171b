"""The command line: each option, each exit status, each message."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from typing import TYPE_CHECKING

import pytest

from antiseche import __version__
from tests.cases import each_case
from tests.sites import ROOT, THEME, built, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cases import Agreement, Case

SITE: dict[str, str | bytes] = {
    "content/site.yaml": "url: https://exemple.fr\n",
    "content/a.md": "---\ntags: [x]\ndescription: Une phrase.\n---\n# A\n\n[b](b.md)\n",
    "content/b.md": "---\ntags: [x]\ndescription: Une phrase.\n---\n# B\n\n[a](a.md)\n",
}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    return tmp_path


def run(
    here: Path, *arguments: str, status: int | None = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, f"{ROOT}/build.py", *arguments],
        cwd=here,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert status is None or done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def shell(here: Path, command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/bash", "-c", command], cwd=here, capture_output=True, encoding="utf-8", check=False
    )


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@each_case(__file__, "cli.txt")
def test_what_is_said(case: Case, agree: Agreement, here: Path) -> None:
    """The input is one command a line, and files before it; times become « 0,00 s »."""
    write(
        here, {"content/faux.md": "---\ntitle: a : b\n---\n# F\n"} if "faux" in case.title else {}
    )
    future = "---\ntags: [x]\ndescription: d\npublishedDate: 2999-01-01\n---\n# Plus tard\n"
    write(
        here, {"content/drafts/d.md": "# D", "content/f.md": future} if "côté" in case.title else {}
    )
    said = []
    for line in case.input.split("\n"):
        done = run(here, *line.split(), status=None)
        out = re.sub(r"en \d+,\d\d s", "en 0,00 s", plain(done.stdout + done.stderr))
        out = re.sub(r"\d+ fichiers écrits", "N fichiers écrits", out)
        out = re.sub(r"\d+ inchangés", "N inchangés", out)
        said.append(f"$ antiseche {line}\n{out}[{done.returncode}]")
    agree(case, "\n".join(said))


def test_an_empty_argument_is_in_excess(here: Path) -> None:
    assert "«  » est de trop" in plain(run(here, "build", "", status=2).stderr)


def test_help_names_every_option(here: Path) -> None:
    options = "content templates output base-url drafts strict jobs quiet".split()
    said = run(here, "build", "--help").stdout
    for option in options:
        assert f"--{option}" in said
    assert all(len(line) <= 80 for line in said.splitlines())


def test_three_doors_to_one_command(here: Path) -> None:
    for command in (["-m", "antiseche"], ["-c", "from antiseche.cli import main; main()"]):
        done = subprocess.run(
            [sys.executable, *command, "--version"], cwd=ROOT, capture_output=True, check=True
        )
        assert done.stdout.decode() == f"antiseche {__version__}\n"
    assert run(here, "--version").stdout == f"antiseche {__version__}\n"


def test_a_python_without_the_dependencies_says_what_to_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "antiseche", tmp_path / "antiseche")
    shutil.copy(ROOT / "build.py", tmp_path)
    bare = f"{sys.executable} -S -E build.py --strict"
    install = "python3 -m venv .venv && .venv/bin/python -m pip install --quiet --editable . && "

    done = shell(tmp_path, bare)
    message, command = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch("antiseche : il manque « .+ » à ce Python. Lancez plutôt :", plain(message))
    assert command == f"{install}.venv/bin/python build.py --strict"

    write(tmp_path, {".venv/bin/python": ""})
    assert shell(tmp_path, bare).stderr.splitlines()[1] == ".venv/bin/python build.py --strict"

    (tmp_path / "antiseche" / "cli.py").write_text("import antiseche.nope")
    done = shell(tmp_path, bare)
    assert (done.returncode, "antiseche.nope" in done.stderr) == (1, True), "a fault of ours"


def test_the_dependencies_that_may_be_missing_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {re.split(r"[^\w-]", one)[0] for one in project["dependencies"]}
    modules = {
        module
        for module, owners in packages_distributions().items()
        if ours & {owner.lower() for owner in owners} and not module.startswith("_")
    }
    source = (ROOT / "build.py").read_text(encoding="utf-8")
    assert modules == set(re.findall(r'"(\w+)",', source.partition("PYTHON")[0]))


def test_every_folder_may_be_elsewhere(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("ailleurs")
    run(away, "--content", f"{here}/content", "--output", "mon site/ici", "--templates", f"{THEME}")
    site = built(away / "mon site" / "ici")
    assert b"A | fiche" in site["a/index.html"]
    assert "assets/theme.css" in site
    assert "assets/style.css" in site, "what a theme does not have comes from Antisèche"
    assert not (here / "site").exists()


def test_the_base_url_is_in_every_address(here: Path) -> None:
    run(here, "--base-url", "https://autre.fr/ici")
    site = built(here / "site")
    assert b'href="/ici/b/"' in site["a/index.html"]
    assert b"https://autre.fr/ici/a/" in site["rss.xml"]
    assert b"https://autre.fr/ici/a/" in site["sitemap.xml"]


def test_quiet_says_nothing_when_all_is_well(here: Path) -> None:
    done = run(here, "--quiet")
    assert done.stdout == done.stderr == ""


def test_problems_go_to_the_error_stream_and_the_summary_to_the_other(here: Path) -> None:
    write(here, {"content/a.md": "---\ntitel: A\n---\n# A\n"})
    done = run(here)
    assert "cle-inconnue" in done.stderr
    assert "cle-inconnue" not in done.stdout
    assert "fiches dans site/" in plain(done.stdout)


def test_no_colour_in_a_pipe(here: Path) -> None:
    write(here, {"content/a.md": "---\ntitel: A\n---\n# A\n"})
    assert "\x1b" not in run(here, TERM="xterm").stderr


@pytest.mark.parametrize(("locale", "utf8"), [("C", "0"), ("POSIX", "1"), ("C", "")])
def test_french_whatever_the_locale(locale: str, utf8: str, here: Path) -> None:
    write(here, {"content/é.md": "# É\n\n« œuvre »"})
    done = run(here, LC_ALL=locale, PYTHONUTF8=utf8, PYTHONCOERCECLOCALE="0")
    assert "fichiers écrits" in done.stdout
    assert "œuvre" in built(here / "site")["e/index.html"].decode()


@pytest.mark.parametrize(("epoch", "status"), [("0", 0), ("1750000000", 0), ("", 2), ("hier", 2)])
def test_source_date_epoch(epoch: str, status: int, here: Path) -> None:
    done = run(here, SOURCE_DATE_EPOCH=epoch, status=status)
    assert status == 0 or "SOURCE_DATE_EPOCH" in done.stderr


def test_the_epoch_is_today(here: Path) -> None:
    write(here, {"content/c.md": "---\npublishedDate: 2020-01-02\n---\n# C\n"})
    run(here, SOURCE_DATE_EPOCH="1577923199")  # 2020-01-01 23:59:59 UTC
    assert "c/index.html" not in built(here / "site")
    run(here, SOURCE_DATE_EPOCH="1577923200", TZ="Pacific/Pago_Pago")
    assert "c/index.html" in built(here / "site")


def test_a_reader_who_leaves_is_no_error(here: Path) -> None:
    write(here, {f"content/f{n}.md": "---\ntitel: A\n---\n# A\n" for n in range(300)})
    command = f"{sys.executable} {ROOT}/build.py 2>&1 | head -c1; exit ${{PIPESTATUS[0]}}"
    done = shell(here, command)
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr + done.stdout
    assert "Exception" not in done.stderr


@pytest.mark.parametrize(("sign", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_leaves_no_trace(sign: int, status: int, here: Path) -> None:
    run(here)
    before = built(here / "site")
    write(here, {f"content/f{n}.md": "# F\n\n" + "mot " * 2_000 for n in range(1_000)})
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
    process = subprocess.Popen(
        [sys.executable, f"{ROOT}/build.py", "--jobs", "2"],
        cwd=here,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        process.communicate(timeout=0.9)
    os.killpg(process.pid, sign)  # as a terminal does: to the processes of the pool too
    _, errors = process.communicate(timeout=20)  # until the last of them has left
    assert process.returncode == status
    assert not errors
    assert built(here / "site") == before
    assert not list((here / ".antiseche").glob("staging-*"))


def test_a_full_disk_is_said_in_french(here: Path) -> None:
    command = f"ulimit -f 8; exec {sys.executable} {ROOT}/build.py"
    write(here, {"content/gros.bin": b"x" * 100_000})
    done = shell(here, command)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "taille permise" in done.stderr
    assert not (here / "site").exists()
    assert not list((here / ".antiseche").glob("staging-*"))


def test_what_a_forgotten_build_left_in_the_output_folder_is_told(here: Path) -> None:
    run(here, "build")
    shutil.rmtree(here / ".antiseche")
    (here / "content/a.md").unlink()
    (here / "content/b.md").write_text("# B\n", encoding="utf-8")
    said = plain(run(here, "build").stdout)
    left = "a/antiseche/index.html, a/index.html, a/index.md, "
    assert f"sans venir de cette construction : {left}" in said
    assert "index.html et 1 autre fichier. Supprimez" in said
    assert "sans venir" not in run(here, "build").stdout


@pytest.mark.parametrize(
    "words", [["new", b"caf\xe9"], ["check", "--base-url", b"https://\xe9.fr"]]
)
def test_words_that_are_not_in_utf8_are_a_misuse(words: list[str | bytes], here: Path) -> None:
    command = [sys.executable, f"{ROOT}/build.py", *words]
    done = subprocess.run(command, cwd=here, capture_output=True, check=False)
    assert done.returncode == 2
    assert "n’est pas en UTF-8" in done.stderr.decode()


@pytest.mark.parametrize("closed", ["1", "2"])
def test_a_closed_stream_is_no_error(closed: str, here: Path) -> None:
    done = shell(here, f"{sys.executable} {ROOT}/build.py check {closed}>&-")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
