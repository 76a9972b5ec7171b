"""``check --external``, against servers of this machine only."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import pytest

from antiseche.checks.external import Outcome, Visit, dead_links, web_links
from antiseche.cli import main
from antiseche.config import Reading
from antiseche.edges import web
from antiseche.edges.web import CrawlPolicy, visit, visit_all
from antiseche.parse import parse
from antiseche.source import Source
from tests.checks.sites import GOOD_SITE, HEADER, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANNERS = CrawlPolicy("Antiseche/essai", patience=1, breath=0.05)


@dataclass
class Log:
    """What a server was asked, by whom, and how much of it at the same time."""

    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


# What each address answers: to HEAD, to GET.
ANSWERS = {
    "/gone": (410, 410),
    "/no-head": (405, 200),
    "/head-404": (404, 200),
    "/forbidden": (403, 403),
    "/broken": (500, 500),
    "/moved": (301, 301),
    "/loop": (302, 302),
}


class Pages(BaseHTTPRequestHandler):
    """A server where each address answers what its name says."""

    log: ClassVar[Log]

    def do_HEAD(self) -> None:
        self.answer("HEAD")

    def do_GET(self) -> None:
        self.answer("GET")

    def answer(self, method: str) -> None:
        with self.log.lock:
            self.log.asked[method, self.path] += 1
            self.log.agents.add(self.headers["User-Agent"])
            self.log.at_once += 1
            self.log.most_at_once = max(self.log.most_at_once, self.log.at_once)
        time.sleep(0.5 if self.path == "/slow" else 0.01)
        known = (404, 404) if self.path.startswith("/lost") else (200, 200)
        status = ANSWERS.get(self.path, known)[method == "GET"]
        with self.log.lock:
            self.log.at_once -= 1
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", "/lost" if status == 301 else "/loop")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Server(NamedTuple):
    url: str
    log: Log


@pytest.fixture
def server() -> Iterator[Server]:
    log = Log()
    handler = type("LoggedPages", (Pages,), {"log": log})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        serve = partial(httpd.serve_forever, poll_interval=0.01)
        threading.Thread(target=serve, daemon=True).start()
        yield Server(f"http://127.0.0.1:{httpd.server_address[1]}", log)
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
def test_what_an_answer_means(server: Server, path: str, outcome: Outcome) -> None:
    assert visit(server.url + path, MANNERS).outcome is outcome


def test_a_server_of_this_machine_that_does_not_run_is_nobodys_fault() -> None:
    assert visit("http://127.0.0.1:9/", MANNERS).outcome is Outcome.ALIVE
    assert visit("http://localhost:9/", MANNERS).outcome is Outcome.ALIVE


def test_a_slow_server_is_silent(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_is_local", lambda _: False)
    assert visit(f"{server.url}/slow", CrawlPolicy("x", patience=0.2)).outcome is Outcome.SILENT


def test_a_name_that_leads_nowhere_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert visit("http://nulle-part.invalid/", MANNERS).outcome is Outcome.LOST
    assert visit("http://[", MANNERS).outcome in {Outcome.SILENT, Outcome.LOST}


def test_one_address_at_a_time_on_a_host_and_who_we_are(server: Server, tmp_path: Path) -> None:
    addresses = [f"{server.url}/{n}" for n in range(5)] * 2
    start = time.perf_counter()
    visits = visit_all(addresses, MANNERS, tmp_path / "notes.json")
    assert time.perf_counter() - start >= 4 * MANNERS.breath
    assert {visit.outcome for visit in visits.values()} == {Outcome.ALIVE}
    assert server.log.most_at_once == 1
    assert sum(server.log.asked.values()) == 5
    assert server.log.agents == {"Antiseche/essai"}


def test_what_was_learnt_holds_for_a_day(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = tmp_path / "a" / "notes.json"
    first = visit_all([f"{server.url}/lost", f"{server.url}/"], MANNERS, notebook)
    asked = sum(server.log.asked.values())
    assert visit_all([f"{server.url}/lost", f"{server.url}/"], MANNERS, notebook) == first
    assert sum(server.log.asked.values()) == asked
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 25 * 3600)
    visit_all([f"{server.url}/"], MANNERS, notebook)
    assert sum(server.log.asked.values()) == asked + 1


@pytest.mark.parametrize("notes", ["", "[]", "{", '{"a": 1}', '{"a": {"outcome": "x"}}', "\x00"])
def test_a_notebook_that_cannot_be_read_holds_nothing(
    server: Server, tmp_path: Path, notes: str
) -> None:
    (tmp_path / "notes.json").write_text(notes)
    visits = visit_all([f"{server.url}/"], MANNERS, tmp_path / "notes.json")
    assert visits[f"{server.url}/"].outcome is Outcome.ALIVE


TEXT = """\
[a](https://un.fr/x#y), <https://deux.fr>, [c](https://un.fr/x), `https://code.fr`,
[d](https://fiches.example/x), [e](mailto:a@b.fr), [f](/fiches/), https://trois.fr/a.
"""


def test_which_links_are_tried() -> None:
    fiche = parse(Source.of("a.md", TEXT), Reading()).fiche
    assert fiche
    links = web_links([fiche], "https://fiches.example")
    assert {address: len(places) for address, places in links.items()} == {
        "https://un.fr/x": 2,
        "https://deux.fr": 1,
        "https://trois.fr/a": 1,
    }


def test_a_network_that_is_not_there_is_said_once() -> None:
    fiche = parse(Source.of("a.md", TEXT), Reading()).fiche
    assert fiche
    links = web_links([fiche], "https://fiches.example")
    lost = Visit(Outcome.LOST, "x")
    problems = list(dead_links(links, dict.fromkeys(links, lost)))
    assert [(p.code, p.path) for p in problems] == [("reseau-absent", "site.yaml")]
    tried_before = Visit(Outcome.ALIVE, remembered=True)
    visits = {**dict.fromkeys(links, lost), "https://deux.fr": tried_before}
    assert [p.code for p in dead_links(links, visits)] == ["reseau-absent"]
    visits = {**dict.fromkeys(links, lost), "https://deux.fr": Visit(Outcome.ALIVE)}
    assert [p.code for p in dead_links(links, visits)] == ["lien-externe-mort"] * 3


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Server) -> Server:
    monkeypatch.chdir(tmp_path)
    text = f"Voir [ici]({server.url}/lost/page) et\n[là]({server.url}/ok).\n"
    write_site(tmp_path, {**GOOD_SITE, "fiches/essai.md": HEADER + text})
    return server


def test_the_command(site: Server, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["check", "--format", "json"]) == 0
    assert capsys.readouterr().out == ""
    assert sum(site.log.asked.values()) == 0
    assert main(["check", "--external", "--format", "json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    said = json.loads(line)
    assert (said["code"], said["path"]) == ("lien-externe-mort", "fiches/essai.md")
    assert (said["line"], said["column"]) == (10, 12)
    assert "le serveur répond 404" in said["message"]
    assert main(["check", "--external", "--strict"]) == 1
    assert (tmp_path / ".antiseche" / "liens").exists()
    assert site


def test_a_silence_is_obeyed_and_never_useless(
    site: Server, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    settings = GOOD_SITE["site.yaml"] + "ignore:\n  - code: lien-externe-mort\n    path: fiches/*\n"
    (tmp_path / "content/site.yaml").write_text(settings, encoding="utf-8")
    assert main(["check", "--external", "--strict"]) == 0
    assert main(["check", "--strict"]) == 0
    assert "Aucun souci" in capsys.readouterr().out
    assert site
