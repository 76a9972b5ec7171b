"""Reading folders: whatever is in them, a value or a problem, never a failure or a wait."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from antiseche.edges import folders
from antiseche.edges.disk import read_content, read_theme
from antiseche.recent import Recent
from tests.cases import each_case
from tests.said import said_problems
from tests.sites import ROOT, build_site, built, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cases import Agreement, Case


def said(folder: Path) -> str:
    content = read_content(folder)
    lines = [f"fiche {source.path}" for source in content.sources]
    lines += [f"fichier {asset.path}" for asset in content.assets]
    lines += ["site.yaml"] if content.site_file else []
    return "\n".join([*lines, said_problems(content.problems, path=True)])


@each_case(__file__, "names.txt")
def test_names(case: Case, agree: Agreement, tmp_path: Path) -> None:
    write(tmp_path, {name.replace("␣", " "): "# A" for name in case.input.split("\n")})
    agree(case, said(tmp_path))


@each_case(__file__, "encodings.txt")
def test_encodings(case: Case, agree: Agreement, tmp_path: Path) -> None:
    r"""The input is bytes written as in Python: ``caf\xe9``."""
    raw = case.input.encode("latin-1", "backslashreplace").decode("unicode_escape")
    write(tmp_path, {"a.md": raw.encode("latin-1")})
    content = read_content(tmp_path)
    texts = [repr(source.text) for source in content.sources]
    agree(case, "\n".join([*texts, said_problems(content.problems)]))


def test_what_is_not_an_ordinary_file(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": "# A", "secret.md": "# Secret", "ailleurs/s.md": "# S"})
    content = tmp_path / "content"
    (content / "lien.md").symlink_to(tmp_path / "secret.md")
    (content / "dossier").symlink_to(tmp_path / "ailleurs")
    (content / "boucle").symlink_to(content)
    (content / "mort.md").symlink_to(content / "absent.md")
    (content / "faux.md").mkdir()
    os.mkfifo(content / "tube.md")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()  # noqa: PTH109  the name of a socket must be short
        os.chdir(content)
        server.bind("prise.md")
        os.chdir(here)
        heard = read_content(content)
    assert [source.path for source in heard.sources] == ["a.md"]
    assert {problem.code for problem in heard.problems} == {"fichier-ignore"}
    refused = {"boucle", "dossier", "faux.md", "lien.md", "mort.md", "prise.md", "tube.md"}
    assert {problem.path for problem in heard.problems} == refused


def test_of_known_files_those_that_were_touched_are_looked_at(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "a", "b.md": "b", "c.md": "c"})
    recent = Recent()

    def texts(*touched: str) -> str:
        recent.turn()
        content = read_content(tmp_path, recent, [tmp_path / name for name in touched])
        return " ".join(source.text for source in content.sources)

    assert texts() == "a b c"
    write(tmp_path, {"a.md": "a2", "b.md": "b2", "d.md": "d"})
    (tmp_path / "c.md").unlink()
    assert texts() == "a b c", "where nothing was touched, nothing is looked at"
    assert texts("a.md", "c.md") == "a2 b d", "files that come and go are seen in any case"
    assert texts("d.md") == "a2 b d"
    assert texts("dossier") == "a2 b2 d", "anything may be new in a folder"
    write(tmp_path, {"a.md": "a3"})
    recent.turn()
    assert read_content(tmp_path, recent).sources[0].text == "a3"


def test_a_name_that_is_not_in_utf8_can_be_said(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": "# A"})
    (tmp_path / "content" / os.fsdecode(b"caf\xe9.md")).write_text("# C")
    done = subprocess.run(
        [sys.executable, f"{ROOT}/build.py"], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert "caf\\udce9.md" in done.stderr.decode()


@pytest.mark.skipif(sys.platform == "darwin", reason="its disks confuse both forms")
def test_two_forms_of_one_name_collide(tmp_path: Path) -> None:
    report = build_site(tmp_path, {"images/é.png": "1", "images/e\u0301.png": "2"})
    assert [problem.code for problem in report.problems if problem.severity == "erreur"] == [
        "url-en-double"
    ]


def test_two_cases_of_one_name_collide(tmp_path: Path) -> None:
    report = build_site(tmp_path, {"images/A.png": "1", "images/a.png": "2"})
    assert "url-en-double" in {problem.code for problem in report.problems}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be someone else")
def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"content/a.md": "# A", "content/b.md": "# B", "content/c/d.md": "# D"})
    for place in (tmp_path, *tmp_path.parents[:2], tmp_path / "content"):
        place.chmod(0o755)
    (tmp_path / "content/b.md").chmod(0)
    (tmp_path / "content/c").chmod(0)
    b"a".decode("utf-8-sig")  # nor may he read Python itself: what it needs is there before
    reader = os.fork()
    if reader == 0:
        os.setuid(65534)
        content = read_content(tmp_path / "content")
        faults = sorted((p.path, p.code, "droit" in p.message) for p in content.problems)
        expected = [("b.md", "fichier-illisible", True), ("c", "fichier-illisible", True)]
        os._exit(0 if faults == expected and len(content.sources) == 1 else 1)
    assert os.waitpid(reader, 0)[1] == 0


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    (problem,) = read_content(tmp_path / "content").problems
    expected = "Le dossier des fiches ne peut pas être lu : il n’existe pas."
    assert problem.message.replace("\u00a0", " ") == expected


def test_a_theme_of_several_folders(tmp_path: Path) -> None:
    write(tmp_path / "un", {"base.html": "un", "assets/a.css": "un", "notes.txt": "rien"})
    write(tmp_path / "deux", {"base.html": "deux", "pages/404.html": "deux"})
    theme = read_theme(tmp_path / "un", tmp_path / "deux")
    assert theme.templates == {"base.html": "un", "pages/404.html": "deux"}
    assert [asset.path for asset in theme.assets] == ["assets/a.css"]


def test_a_link_in_a_theme_is_said_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"mes/accueil.html": "moi", "theme/notes.txt": "rien"})
    for name in ("base.html", "LISEZMOI"):
        (tmp_path / "theme" / name).symlink_to(tmp_path / "mes" / "accueil.html")
    theme = read_theme(tmp_path / "theme")
    assert theme.templates == {}
    assert [(one.code, one.path) for one in theme.problems] == [
        ("fichier-ignore", "templates/base.html")
    ]


def test_a_huge_fiche_is_read(tmp_path: Path) -> None:
    build_site(tmp_path, {"a.md": "# A\n\n" + "mot " * 250_000})
    assert len(built(tmp_path / "site")["a/index.html"]) > 1_000_000


def test_what_the_watch_tells_is_seen_even_where_folders_have_no_dates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "stat_of", lambda *_: "the same")
    recent = Recent()

    def paths(*touched: Path) -> list[str]:
        recent.turn()
        return [source.path for source in read_content(tmp_path, recent, touched).sources]

    first, second = tmp_path / "a.md", tmp_path / "b.md"
    first.write_text("un", encoding="utf-8")
    assert paths(first) == ["a.md"]
    second.write_text("deux", encoding="utf-8")
    assert paths(second) == ["a.md", "b.md"]
    first.unlink()
    assert paths(first) == ["b.md"]


def test_a_stylesheet_that_ours_would_replace_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"assets/style.css": "a {}", "assets/css/a.css": "a {}"})
    theme = read_theme(tmp_path)
    assert [asset.path for asset in theme.assets] == ["assets/css/a.css"]
    (found,) = theme.problems
    assert (found.code, found.path) == ("fichier-ignore", "templates/assets/style.css")
    assert "content/assets/charte.css" in found.hint


def test_a_template_that_is_not_in_utf_8_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"a.html": "<p>\nété</p>".encode("latin-1"), "b.html": "<p>été</p>"})
    theme = read_theme(tmp_path)
    assert theme.templates == {"b.html": "<p>été</p>"}
    (found,) = theme.problems
    assert (found.code, found.path, found.line, found.column) == (
        "encodage",
        "templates/a.html",
        2,
        1,
    )
