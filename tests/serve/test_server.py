"""The server, asked over raw sockets: clients would mend what an attacker sends."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pytest

from antiseche.edges.audience import Audience
from antiseche.edges.preview import Preview, Scene
from antiseche.edges.server import Server
from antiseche.problems import file_problem
from antiseche.text.injection import RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = "<!doctype html><title>x</title><body>page</body>"
SECRET = "secret"  # noqa: S105  what no answer may hold


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str


class Site:
    """A served folder, and the ways to ask for what is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.audience = Audience()
        self.preview = Preview(folder, lambda p: f"editor:{p.path}", Scene("s", 1), pytest.fail)
        self.server = Server().start(self.preview.answer, self.audience.listen)

    def send(self, request: str, patience: float = 3) -> Answer:
        with socket.create_connection(("127.0.0.1", self.server.port), patience) as connection:
            connection.sendall(request.encode())
            received = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = received.decode().partition("\r\n\r\n")
        status, *headers = head.split("\r\n")
        return Answer(
            int(status.split()[1]), dict(line.lower().split(": ", 1) for line in headers), body
        )

    def get(
        self, target: str, *headers: str, method: str = "GET", host: str = "localhost"
    ) -> Answer:
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", *headers, "", ""]
        return self.send("\r\n".join(lines))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    tmp_path = tmp_path_factory.mktemp("projet")
    folder = tmp_path / "site"
    (folder / "fiches" / "x").mkdir(parents=True)
    (folder / "assets").mkdir()
    (folder / "fiches" / "x" / "index.html").write_text(PAGE)
    (folder / "index.html").write_text(PAGE.replace("page", "accueil"))
    (folder / "404.html").write_text(PAGE.replace("page", "introuvable"))
    (folder / "assets" / "a.js").write_text("</body>")
    (folder / "assets" / "café.txt").write_text("café")
    (tmp_path / "site-secret").mkdir()
    (tmp_path / "site-secret" / "x").write_text(SECRET)
    (tmp_path / "x.html").write_text(SECRET)
    (folder / "dehors").symlink_to(tmp_path / "x.html")
    (folder / "dossier").symlink_to(tmp_path / "site-secret")
    site = Site(folder)
    yield site
    site.audience.close()
    site.server.stop()


@pytest.fixture
def site(shared: Site) -> Site:
    shared.preview.scene = Scene("s", 1)
    return shared


def test_a_page_is_sent_with_the_script_and_nothing_is_kept(site: Site) -> None:
    answer = site.get("/fiches/x/")
    assert answer.status == 200
    assert "<!doctype html><script" in answer.body
    assert "</script><title>x</title><body>page</body>" in answer.body
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert (site.folder / "fiches/x/index.html").read_text() == PAGE


def test_other_files_are_sent_as_they_are(site: Site) -> None:
    assert site.get("/assets/a.js").body == "</body>"
    assert site.get("/assets/caf%C3%A9.txt").body == "café"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/../x.html", 400), ("/%2e%2e/x.html", 400), ("/..%2fx.html", 400),
        ("/fiches/..%2f..%2fx.html", 400), ("/%252e%252e/x.html", 404), ("//etc/passwd", 404),
        (r"/a/..\..\x.html", 400), ("/x%00.html", 400), ("/x#/../../x.html", 400),
        ("http://localhost/../x.html", 400), ("http://localhost/fiches/x/", 400),
        ("/index.html/.", 400), ("/index.html/", 404), ("/index.html%5c", 400),
        ("/.env::$DATA", 404), ("/ENV~1", 404), ("/../site-secret/x", 400), ("/-secret/x", 404),
        ("-secret/x", 400), ("/dehors", 404), ("/dossier/x", 404), ("/dossier/", 404),
        ("/fiches//x/", 404), ("/fiches/", 404), ("/%ff", 400), (f"/{'a' * 5000}", 404),
        (f"/{'a' * 70_000}", 414), ("/_antiseche/", 404), ("/_antiseche/../serve.py", 400),
    ],
)  # fmt: skip
def test_nothing_leaves_the_folder(site: Site, target: str, status: int) -> None:
    answer = site.get(target)
    assert answer.status == status
    assert SECRET not in answer.body
    assert "root:" not in answer.body
    if not target.startswith(RESERVED):
        assert target not in answer.body, "what was asked is not repeated"


@pytest.mark.parametrize("target", ["/", "/_antiseche/events", "/_antiseche/client.js", "/non"])
def test_a_rebound_name_is_answered_nothing(site: Site, target: str) -> None:
    answer = site.get(target, host="evil.example")
    assert answer.status == 403
    assert "page" not in answer.body


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n" * 200 + "\r\n", 431),
        ("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", 405),
        ("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        ("CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        ("GET / HTTP/9.9.9\r\n\r\n", 400),
        ("\x16\x03\x01 tls\r\n\r\n", 400),
    ],
)
def test_what_is_not_a_plain_request_is_refused(site: Site, request_: str, status: int) -> None:
    answer = site.send(request_)
    assert answer.status == status
    if status == 405:
        assert answer.headers["allow"] == "get, head"


def test_head_says_all_but_the_body(site: Site) -> None:
    head, get = site.get("/", method="HEAD"), site.get("/")
    assert (head.status, head.body) == (200, "")
    assert head.headers["content-length"] == get.headers["content-length"]
    assert site.get("/_antiseche/events", method="HEAD").body == ""


def test_a_folder_leads_to_its_page_on_this_server(site: Site) -> None:
    answer = site.get("/fiches/x")
    assert (answer.status, answer.headers["location"]) == (302, "/fiches/x/")
    for target in ("//evil.example/..", "//evil.example/%2e%2e", "/%2f/evil.example", "//fiches/x"):
        location = site.get(target).headers.get("location", "/")
        assert not location.startswith(("//", "http")), target


def test_a_wrong_address_has_its_page(site: Site) -> None:
    answer = site.get("/fiches/<script>")
    assert answer.status == 404
    assert "</script><title>x</title><body>introuvable</body>" in answer.body


def test_before_the_first_good_build_there_is_a_page_that_waits_for_it(tmp_path: Path) -> None:
    site = Site(tmp_path / "rien")
    site.preview.scene = Scene("s")
    try:
        assert site.get("/").status == 404
        site.preview.scene = replace(site.preview.scene, failure="Arrêt.")
        answer = site.get("/")
        assert answer.status == 503
        assert "data-antiseche" in answer.body
    finally:
        site.server.stop()


def test_a_site_under_a_path_is_served_under_it(site: Site) -> None:
    site.preview.scene = replace(site.preview.scene, base="/cours")
    assert site.get("/").headers["location"] == "/cours/"
    assert site.get("/cours").headers["location"] == "/cours/"
    assert "accueil" in site.get("/cours/").body
    assert site.get("/cours/fiches/x").headers["location"] == "/cours/fiches/x/"
    assert site.get("/fiches/x/").status == 404
    assert site.get("/_antiseche/client.js").status == 200


def test_a_page_knows_its_own_problems(site: Site) -> None:
    own = file_problem("fiches/x.md", "langage-inconnu", "Ici.")
    other = file_problem("fiches/y.md", "langage-inconnu", "Ailleurs.")
    general = file_problem("site.yaml", "cle-inconnue", "Partout.")
    sources = {"/fiches/x/": "fiches/x.md", "/fiches/y/": "fiches/y.md"}
    scene = replace(site.preview.scene, problems=(own, other, general), sources=sources)
    site.preview.scene = scene

    def said(target: str) -> list[str]:
        found = re.search(r'data-antiseche="([^"]*)"', site.get(target).body)
        assert found
        state = json.loads(found[1].replace("&quot;", '"'))
        return [problem["message"] for problem in state["problems"]]

    assert said("/fiches/x/") == said("/fiches/x/index.html") == ["Ici."]
    assert said("/") == said("/non") == ["Partout."]
    site.preview.scene = replace(scene, failure="Arrêt.")
    assert said("/fiches/x/") == ["Ici.", "Ailleurs.", "Partout."]


class Listener:
    """A browser that listens to events."""

    def __init__(self, site: Site, *headers: str) -> None:
        self.connection = socket.create_connection(("127.0.0.1", site.server.port), 3)
        lines = ["GET /_antiseche/events HTTP/1.1", "Host: localhost", *headers, "", ""]
        self.connection.sendall("\r\n".join(lines).encode())
        self.received = self._until(b"\n\n")

    def _until(self, end: bytes) -> str:
        received = b""
        while not received.endswith(end) and (more := self.connection.recv(65536)):
            received += more
        return received.decode()

    def event(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self._until(b"\n\n").removeprefix("data: "))
        return found


def test_everyone_who_listens_is_told(site: Site) -> None:
    first, second = Listener(site), Listener(site, "Sec-Fetch-Site: same-origin")
    assert "text/event-stream" in first.received
    while len(site.audience._inboxes) != 2:  # noqa: SLF001
        time.sleep(0.01)
    site.audience.tell({"build": 2})
    assert first.event() == second.event() == {"build": 2}
    late = Listener(site)
    assert late.received.endswith('data: {"build": 2}\n\n') or late.event() == {"build": 2}


@pytest.mark.parametrize(
    "header",
    [
        "Origin: null", "Origin: http://evil.example", "Origin: file:///",
        "Origin: http://localhost.example.com", "Origin: http://192.0.2.1",
        "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site",
    ],
)  # fmt: skip
def test_another_site_may_not_listen(site: Site, header: str) -> None:
    assert site.get("/_antiseche/events", header).status == 403


def test_a_client_that_dawdles_delays_nobody_and_stopping_hangs_up(tmp_path: Path) -> None:
    threads = set(threading.enumerate())
    site = Site(tmp_path)
    slow = [socket.create_connection(("127.0.0.1", site.server.port), 3) for _ in range(30)]
    for connection in slow:
        connection.sendall(b"GET / HT")
    listener = Listener(site)
    start = time.perf_counter()
    assert site.get("/").status == 404
    site.audience.close()
    site.server.stop()
    assert time.perf_counter() - start < 1
    assert listener.connection.recv(100) == b""
    deadline = time.monotonic() + 2
    while set(threading.enumerate()) - threads and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not set(threading.enumerate()) - threads
    for connection in slow:
        connection.close()
