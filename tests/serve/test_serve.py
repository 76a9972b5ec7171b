"""The whole of ``antiseche serve``: a process, a site that is written, and what browsers get."""

from __future__ import annotations

import json
import shutil
import signal
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from http.client import HTTPConnection
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from antiseche.order import Order
from antiseche.serve import REST, preview_order
from tests.serve.project import FICHE, PATIENCE, Project, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = Project(fill(tmp_path_factory.mktemp("projet")), "--follow")
    yield project
    project.process.kill()
    project.process.wait()


@pytest.fixture
def project(shared: Project) -> Iterator[Project]:
    assert shared.is_calm(0.1)
    yield shared
    assert shared.process.poll() is None, "the server is still there after each test"


def test_a_save_is_served_and_the_output_folder_is_not_touched(project: Project) -> None:
    project.write("alpha", "Une phrase nouvelle.")
    line = project.rebuilt()
    assert "fiches/alpha.md\u00a0: " in line
    assert "écrite" in line
    assert "\u00a0ms" in line
    status, page = project.get("/fiches/alpha/")
    assert status == 200
    assert "Une phrase nouvelle." in page
    assert "data-antiseche" in page
    assert not (project.folder / "site").exists()
    served = project.served / "fiches/alpha/index.html"
    assert "antiseche/client.js" not in served.read_text("utf-8")


def test_a_save_without_a_change_says_so(project: Project) -> None:
    (project.content / "fiches" / "alpha.md").write_bytes(
        (project.content / "fiches" / "alpha.md").read_bytes()
    )
    assert "rien ne change" in project.rebuilt()


def test_search_follows_in_silence_once_the_author_rests(project: Project) -> None:
    index = project.served / "recherche" / "mots"
    project.write("alpha", "Un pangolin nouveau.")
    project.rebuilt()
    last = time.monotonic() + PATIENCE
    while not any("pangolin" in path.read_text("utf-8") for path in index.iterdir()):
        assert time.monotonic() < last
        time.sleep(0.05)
    assert project.is_calm()


def test_what_waits_is_made_as_soon_as_it_is_asked_for(project: Project) -> None:
    for text in ("- `git tapir` : compte les tapirs", "- `git okapi` : compte les okapis"):
        project.write("alpha", text)
        project.rebuilt()
        start = time.monotonic()
        for path in ("/fiches/alpha/antiseche/", "/fiches/alpha/index.md"):
            assert text.split("`")[1] in project.get(path)[1]
        assert time.monotonic() - start < REST
    assert project.is_calm()


def test_a_save_while_what_waits_is_made_is_told_to_browsers(project: Project) -> None:
    connection = HTTPConnection("127.0.0.1", project.port, timeout=PATIENCE)
    connection.request("GET", "/_antiseche/events")
    stream = connection.getresponse()

    def build() -> int:
        while not (line := stream.readline()).startswith(b"data:"):
            pass
        number: int = json.loads(line[len(b"data:") :])["build"]
        return number

    waiting = ["/fiches/alpha/antiseche/", "/fiches/alpha/index.md"]
    waiting += [f"/recherche/mots/{number:03}.json" for number in range(4)]
    last = build()
    for number in range(4):
        project.write("alpha", f"Un texte, {number}.")
        last, before = build(), last
        assert last > before
        readers = [Thread(target=project.get, args=(path,)) for path in waiting]
        for reader in readers:
            reader.start()
        time.sleep(0.004)  # until what waits is being made
        project.write("alpha", f"Un autre, {number}.")
        last, before = build(), last
        assert last > before
        for reader in readers:
            reader.join(PATIENCE)
    connection.close()
    while not project.is_calm():
        pass


def test_a_preview_that_is_taken_away_is_made_anew(project: Project) -> None:
    shutil.rmtree(project.folder / ".antiseche")
    project.get("/fiches/alpha/")
    assert "pages écrites" in project.rebuilt()
    assert project.get("/fiches/alpha/")[0] == 200


def test_a_file_that_an_editor_takes_away_is_not_counted(project: Project) -> None:
    fiche, aside = project.content / "fiches/alpha.md", project.content / "fiches/sedXyZ12"
    aside.write_text(fiche.read_text("utf-8") + "\nUne ligne.\n", encoding="utf-8")
    aside.rename(fiche)
    assert "fiches/alpha.md\u00a0: " in project.rebuilt()


def test_servers_that_show_something_else_have_folders_of_their_own(tmp_path: Path) -> None:
    order = Order(tmp_path / "content", (), tmp_path / "site", date(2026, 1, 2))
    others = (
        replace(order, drafts=True),
        replace(order, content=tmp_path / "autre"),
        replace(order, output=tmp_path / "public"),
        replace(order, base_url="https://exemple.fr/cours"),
    )
    folders = {preview_order(one).output for one in (order, *others)}
    assert len(folders) == 1 + len(others)


def test_drafts_are_there(project: Project) -> None:
    (project.content / "drafts").mkdir(exist_ok=True)
    text = FICHE.format(title="Idée", text="Du texte.")
    (project.content / "drafts" / "notes.txt").write_text("À garder", encoding="utf-8")
    (project.content / "drafts" / "idee.md").write_text(text, encoding="utf-8")
    project.rebuilt()
    assert "Idée" in project.get("/")[1]
    assert project.get("/drafts/notes.txt")[0] == 200


def test_a_rename_and_a_deletion_are_seen(project: Project) -> None:
    fiches = project.content / "fiches"
    project.write("gamma")
    project.rebuilt()
    assert project.get("/fiches/gamma/")[0] == 200
    (fiches / "gamma.md").rename(fiches / "delta.md")
    project.rebuilt()
    assert project.get("/fiches/gamma/")[0] == 404
    assert project.get("/fiches/delta/")[0] == 200
    (fiches / "delta.md").unlink()
    assert "supprimé" in project.rebuilt()
    assert project.get("/fiches/delta/")[0] == 404


def test_an_error_leaves_the_last_page_says_where_and_is_forgotten_once_mended(
    project: Project,
) -> None:
    path = project.content / "fiches" / "alpha.md"
    good = path.read_text("utf-8")
    path.write_text(good.replace("level: débutant", "level: sorcier"), encoding="utf-8")
    said = []
    while "construction arrêtée" not in (line := project.line()):
        said.append(line)
    assert any("fiches/alpha.md:4:8" in line for line in said)
    page = project.get("/fiches/beta/")[1]
    assert "Beta" in page
    assert f"ed:{str(path).lstrip('/')}:4" in page
    path.write_text(good, encoding="utf-8")
    assert "arrêtée" not in project.rebuilt()
    assert "sorcier" not in project.get("/fiches/beta/")[1]


def test_200_files_at_once_make_one_build(project: Project) -> None:
    for number in range(200):
        project.write(f"serie-{number}")
    assert "199\u00a0autres" in project.rebuilt()
    for path in (project.content / "fiches").glob("serie-*.md"):
        path.unlink()
    assert "199\u00a0autres" in project.rebuilt()
    assert project.is_calm()


def test_a_change_during_a_build_makes_one_more(project: Project) -> None:
    project.write("alpha", "Premier.")
    time.sleep(0.01)
    project.write("alpha", "Second.")
    project.rebuilt()
    if "Second." not in project.get("/fiches/alpha/")[1]:
        project.rebuilt()
    assert "Second." in project.get("/fiches/alpha/")[1]
    project.is_calm()


def test_the_content_then_its_parent_may_go_and_come_back(project: Project) -> None:
    copy = project.folder.with_name("copie")
    shutil.copytree(project.content, copy)
    shutil.rmtree(project.content)
    assert "arrêtée" in project.rebuilt()
    assert project.get("/fiches/alpha/")[0] == 200
    shutil.copytree(copy, project.content)
    while "arrêtée" in project.rebuilt():
        pass
    assert project.is_calm()
    away = project.folder.with_name("ailleurs")
    project.folder.rename(away)
    assert "arrêtée" in project.rebuilt()
    away.rename(project.folder)
    while "arrêtée" in project.rebuilt():
        pass
    assert project.is_calm()
    project.write("alpha", "Revenue.")
    project.rebuilt()
    assert "Revenue." in project.get("/fiches/alpha/")[1]


@contextmanager
def listening(project: Project) -> Iterator[Callable[[], dict[str, Any]]]:
    """Open the stream of events; yield what waits for the next and returns it."""
    connection = HTTPConnection("127.0.0.1", project.port, timeout=PATIENCE)
    connection.request("GET", "/_antiseche/events")

    def told() -> dict[str, Any]:
        while not (line := stream.readline().decode()).startswith("data: "):
            assert line
        found: dict[str, Any] = json.loads(line.removeprefix("data: "))
        return found

    with closing(connection), closing(connection.getresponse()) as stream:
        yield told


def test_browsers_are_brought_to_the_fiche_that_is_edited(project: Project) -> None:
    with listening(project) as told:
        before = told()
        project.write("beta", "À suivre.")
        after = told()
    assert after["build"] == before["build"] + 1
    assert after["page"] == "/fiches/beta/"
    project.rebuilt()


def test_browsers_of_two_servers_of_one_project_see_every_save(project: Project) -> None:
    other = Project(project.folder)
    try:
        with listening(project) as told, listening(other) as told_too:
            told()
            told_too()
            for number in range(6):
                project.write("beta", f"Mot {number}.")
                for said, server in ((told, project), (told_too, other)):
                    said()
                    assert f"Mot {number}." in server.get("/fiches/beta/")[1]
    finally:
        other.stop()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_without_a_trace(tmp_path: Path, number: int) -> None:
    project = Project(fill(tmp_path))
    connection = HTTPConnection("127.0.0.1", project.port, timeout=PATIENCE)
    connection.request("GET", "/_antiseche/events")
    stream = connection.getresponse()
    status, seconds = project.stop(number)
    assert status == 0
    assert seconds < 2
    assert project.line() == ""
    assert project.line() == "Serveur arrêté."
    stream.close()
    connection.close()


def test_a_site_under_a_path_is_served_under_it(tmp_path: Path) -> None:
    project = Project(fill(tmp_path), "--base-url", "https://essai.example/cours")
    assert project.get("/cours/fiches/alpha/")[0] == 200
    assert project.get("/")[0] == 302
    assert project.stop()[0] == 0


def test_a_path_that_is_already_encoded_is_encoded_once(tmp_path: Path) -> None:
    project = Project(fill(tmp_path), "--base-url", "https://essai.example/caf%C3%A9")
    assert project.get("/caf%C3%A9/fiches/alpha/")[0] == 200
    assert project.stop()[0] == 0
