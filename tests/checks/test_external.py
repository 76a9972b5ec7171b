"""``check --external``, against servers of this machine only."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from antiseche.checks.external import Outcome, Visit, dead_links, web_links
from antiseche.cli import main
from antiseche.config import Reading
from antiseche.edges import web
from antiseche.edges.web import Manners, visit, visit_all
from antiseche.model import Source
from antiseche.parse import parse
from tests.checks.sites import GOOD_SITE, HEADER, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANNERS = Manners("Antiseche/essai", patience=1, breath=0.05)


class Pages(BaseHTTPRequestHandler):
    """A server where each address answers what its name says."""

    asked: Counter[tuple[str, str]] = Counter()
    agents: set[str] = set()
    at_once = most_at_once = 0
    lock = threading.Lock()

    def do_HEAD(self) -> None:
        self.answer("HEAD")

    def do_GET(self) -> None:
        self.answer("GET")

    def answer(self, method: str) -> None:
        cls = type(self)
        if self.path == "/slow":
            time.sleep(0.5)
        with cls.lock:
            cls.asked[method, self.path] += 1
            cls.agents.add(self.headers["User-Agent"])
            cls.at_once += 1
            cls.most_at_once = max(cls.most_at_once, cls.at_once)
        time.sleep(0.01)
        status = 200
        if self.path.startswith("/gone"):
            status = 410
        elif self.path.startswith("/lost"):
            status = 404
        elif self.path == "/no-head":
            status = 405 if method == "HEAD" else 200
        elif self.path == "/head-404":
            status = 404 if method == "HEAD" else 200
        elif self.path == "/forbidden":
            status = 403
        elif self.path == "/broken":
            status = 500
        elif self.path == "/moved":
            status = 301
        elif self.path == "/loop":
            status = 302
        with cls.lock:
            cls.at_once -= 1
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", "/lost" if status == 301 else "/loop")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:  # noqa: ANN401
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Pages.asked.clear()
    Pages.agents.clear()
    Pages.most_at_once = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
        httpd.shutdown()


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/", Outcome.ALIVE),
        ("/été et l’hiver", Outcome.ALIVE),
        ("/gone", Outcome.GONE),
        ("/lost?x=1", Outcome.GONE),
        ("/no-head", Outcome.ALIVE),
        ("/head-404", Outcome.ALIVE),
        ("/forbidden", Outcome.ALIVE),
        ("/broken", Outcome.ALIVE),
        ("/moved", Outcome.GONE),
        ("/loop", Outcome.ALIVE),
    ],
)
def test_what_an_answer_means(server: str, path: str, outcome: Outcome) -> None:
    assert visit(server + path, MANNERS).outcome is outcome


def test_a_server_of_this_machine_that_does_not_run_is_nobodys_fault() -> None:
    assert visit("http://127.0.0.1:9/", MANNERS).outcome is Outcome.ALIVE
    assert visit("http://localhost:9/", MANNERS).outcome is Outcome.ALIVE


def test_a_slow_server_is_silent(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_is_local", lambda _: False)
    assert visit(f"{server}/slow", Manners("x", patience=0.2)).outcome is Outcome.SILENT


def test_a_name_that_leads_nowhere_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert visit("http://nulle-part.invalid/", MANNERS).outcome is Outcome.LOST
    assert visit("http://[", MANNERS).outcome in {Outcome.SILENT, Outcome.LOST}


def test_one_address_at_a_time_on_a_host_and_who_we_are(server: str, tmp_path: Path) -> None:
    addresses = [f"{server}/{n}" for n in range(5)] * 2
    start = time.perf_counter()
    visits = visit_all(addresses, MANNERS, tmp_path / "notes.json")
    assert time.perf_counter() - start >= 4 * MANNERS.breath
    assert {visit.outcome for visit in visits.values()} == {Outcome.ALIVE}
    assert Pages.most_at_once == 1
    assert sum(Pages.asked.values()) == 5
    assert Pages.agents == {"Antiseche/essai"}


def test_what_was_learnt_holds_for_a_day(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = tmp_path / "a" / "notes.json"
    first = visit_all([f"{server}/lost", f"{server}/"], MANNERS, notebook)
    asked = sum(Pages.asked.values())
    assert visit_all([f"{server}/lost", f"{server}/"], MANNERS, notebook) == first
    assert sum(Pages.asked.values()) == asked
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 25 * 3600)
    visit_all([f"{server}/"], MANNERS, notebook)
    assert sum(Pages.asked.values()) == asked + 1


@pytest.mark.parametrize("notes", ["", "[]", "{", '{"a": 1}', '{"a": {"outcome": "x"}}', "\x00"])
def test_a_notebook_that_cannot_be_read_holds_nothing(
    server: str, tmp_path: Path, notes: str
) -> None:
    (tmp_path / "notes.json").write_text(notes)
    visits = visit_all([f"{server}/"], MANNERS, tmp_path / "notes.json")
    assert visits[f"{server}/"].outcome is Outcome.ALIVE


TEXT = """\
[a](https://un.fr/x#y), <https://deux.fr>, [c](https://un.fr/x), `https://code.fr`,
[d](https://fiches.example/x), [e](mailto:a@b.fr), [f](/fiches/), https://trois.fr/a.
"""


def test_which_links_are_tried() -> None:
    fiche = parse(Source("a.md", TEXT), Reading()).fiche
    assert fiche
    links = web_links([fiche], "https://fiches.example")
    assert {address: len(places) for address, places in links.items()} == {
        "https://un.fr/x": 2,
        "https://deux.fr": 1,
        "https://trois.fr/a": 1,
    }


def test_a_network_that_is_not_there_is_said_once() -> None:
    fiche = parse(Source("a.md", TEXT), Reading()).fiche
    assert fiche
    links = web_links([fiche], "https://fiches.example")
    lost = Visit(Outcome.LOST, "x")
    problems = list(dead_links(links, dict.fromkeys(links, lost)))
    assert [(p.code, p.path) for p in problems] == [("reseau-absent", "site.yaml")]
    visits = {**dict.fromkeys(links, lost), "https://deux.fr": Visit(Outcome.ALIVE)}
    assert [p.code for p in dead_links(links, visits)] == ["lien-externe-mort"] * 3


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: str) -> str:
    monkeypatch.chdir(tmp_path)
    text = f"Voir [ici]({server}/lost/page) et\n[là]({server}/ok).\n"
    write_site(tmp_path, {**GOOD_SITE, "fiches/essai.md": HEADER + text})
    return server


def test_the_command(site: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["check", "--format", "json"]) == 0
    assert capsys.readouterr().out == ""
    assert sum(Pages.asked.values()) == 0
    assert main(["check", "--external", "--format", "json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["code"], said["path"]) == ("lien-externe-mort", "fiches/essai.md")
    assert (said["line"], said["column"]) == (10, 12)
    assert "le serveur répond 404" in said["message"]
    assert main(["check", "--external", "--strict"]) == 1
    assert (tmp_path / ".antiseche" / "liens.json").exists()
    assert site


def test_a_silence_is_obeyed_and_never_useless(
    site: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings = GOOD_SITE["site.yaml"] + "ignore:\n  - code: lien-externe-mort\n    path: fiches/*\n"
    (tmp_path / "content/site.yaml").write_text(settings, encoding="utf-8")
    assert main(["check", "--external", "--strict"]) == 0
    assert main(["check", "--strict"]) == 0
    assert "Aucun souci" in capsys.readouterr().out
    assert site
