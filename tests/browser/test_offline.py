"""Cut off from the network: what was read, or kept, is still there; what is new is told."""

from __future__ import annotations

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser.conftest import Browser, Page

FICHE = "/fiches/annuler-un-commit-git/"
OTHER = "/fiches/scripts-bash-robustes/"
SERIES = "/series/git/"


class Server:
    """A server of the demo that can be cut off, and whose files can be edited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.start()

    def start(self) -> None:
        class Quiet(SimpleHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                """Say nothing: pytest reports."""

        handler = partial(Quiet, directory=str(self.folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def server(demo: Path, tmp_path: Path) -> Iterator[Server]:
    shutil.copytree(demo, tmp_path / "site")
    running = Server(tmp_path / "site")
    yield running
    running.stop()


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[[str], Page]]:
    """Open a page, and wait until the service worker has kept what it needs."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.port}")
    page = context.new_page()

    def visited(path: str) -> Page:
        page.goto(path, wait_until="networkidle")
        page.evaluate("navigator.serviceWorker.ready.then(() => {})")
        kept = "(path) => caches.match(location.origin + path).then(Boolean)"
        for _ in range(50):
            if page.evaluate(kept, path):
                break
            page.wait_for_timeout(100)
        page.wait_for_timeout(300)
        return page

    yield visited
    context.close()


def test_what_was_read_stays_readable_and_looks_right(
    visit: Callable[[str], Page], server: Server
) -> None:
    visit(FICHE)
    page = visit("/fiches/")
    server.stop()
    for path in (FICHE, f"{FICHE}?depuis=ailleurs", "/fiches/?serie=git"):
        page.goto(path)
        assert page.locator("h1").inner_text() != "Hors ligne"
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == (
            "absolute"
        ), "its stylesheet is there"
    server.start()


def test_what_was_not_read_says_so_and_what_there_is(
    visit: Callable[[str], Page], server: Server
) -> None:
    page = visit(FICHE)
    server.stop()
    page.goto(OTHER)
    assert page.locator("h1").inner_text() == "Hors ligne"
    page.wait_for_selector(f"#_gardees a[href$='{FICHE}']")
    assert page.locator("#_lisibles").is_visible()
    page.click("#_gardees a")
    assert "Annuler" in page.locator("h1").inner_text()
    server.start()
    page.goto(OTHER)
    assert page.locator("h1").inner_text() != "Hors ligne"


def test_search_that_cannot_be_fetched_says_so_and_comes_back(
    visit: Callable[[str], Page], server: Server
) -> None:
    page = visit(FICHE)
    server.stop()
    page.keyboard.press("/")
    page.wait_for_url("**/recherche/")
    assert page.locator("h1").inner_text() == "Hors ligne"
    server.start()
    page.goto(FICHE)
    page.keyboard.press("/")
    page.wait_for_selector("dialog.search")


def test_a_serie_is_kept_whole_and_let_go(visit: Callable[[str], Page], server: Server) -> None:
    page = visit(SERIES)
    fiches = page.locator(".card-title a").evaluate_all("all => all.map(a => a.pathname)")
    page.click("[data-do=keep]")
    page.wait_for_selector("#_gardee:has-text('Gardée hors ligne')")
    server.stop()
    for path in (*fiches, f"{fiches[0]}antiseche/"):
        page.goto(path)
        assert page.locator("h1").inner_text() != "Hors ligne", path
        shown = (
            "all => all.filter(i => i.complete && !i.naturalWidth && i.loading !== 'lazy').length"
        )
        assert page.locator("main img").evaluate_all(shown) == 0
    server.start()
    page.goto(SERIES)
    page.wait_for_selector("[data-do=keep][aria-pressed=true]")
    page.click("[data-do=keep]")
    page.wait_for_selector("[data-do=keep][aria-pressed=false]")
    assert page.evaluate("caches.keys().then(all => all.some(n => n.startsWith('serie')))") is False


def test_no_page_is_stale(visit: Callable[[str], Page], server: Server) -> None:
    page = visit(FICHE)
    file = server.folder / FICHE.strip("/") / "index.html"
    file.write_text(file.read_text(encoding="utf-8").replace("<h1>", "<h1>Neuf : ", 1), "utf-8")
    page.goto(FICHE)
    assert page.locator("h1").inner_text().startswith("Neuf")


def test_a_new_version_of_the_site_is_told_with_a_way_to_it(
    visit: Callable[[str], Page], server: Server
) -> None:
    page = visit(FICHE)
    assert page.locator("#_version").count() == 0
    worker = server.folder / "service-worker.js"
    old = page.locator("script[src*='offline.js']").get_attribute("src").partition("?v=")[2]
    for file in (worker, *server.folder.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace(old, "0badcafe"), encoding="utf-8")
    page.evaluate("navigator.serviceWorker.ready.then(worker => worker.update()).then(() => {})")
    page.wait_for_selector("#_version")
    page.click("#_version button")
    page.wait_for_selector("script[src*='0badcafe']", state="attached")
    page.wait_for_timeout(300)
    assert page.locator("#_version").count() == 0


def test_a_slow_network_shows_what_is_kept_then_tells_what_is_new(
    visit: Callable[[str], Page], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit(FICHE)
    file = server.folder / FICHE.strip("/") / "index.html"
    file.write_text(file.read_text(encoding="utf-8").replace("<h1>", "<h1>Neuf : ", 1), "utf-8")
    answer = SimpleHTTPRequestHandler.do_GET
    gate = threading.Event()

    def slowly(handler: SimpleHTTPRequestHandler) -> None:
        if handler.path == FICHE:
            gate.wait(20)
        answer(handler)

    monkeypatch.setattr(SimpleHTTPRequestHandler, "do_GET", slowly)
    page.goto(FICHE)
    assert not page.locator("h1").inner_text().startswith("Neuf")
    gate.set()
    page.wait_for_selector("#_version")
    page.click("#_version button")
    page.wait_for_selector("h1:has-text('Neuf')")


def test_the_development_server_keeps_nothing(visit: Callable[[str], Page], server: Server) -> None:
    page = visit(FICHE)
    client = '<script type="module" src="/assets/js/zoom.js" data-antiseche="{}"></script></body>'
    for file in server.folder.rglob("*.html"):
        text = file.read_text(encoding="utf-8").replace("</body>", client)
        file.write_text(text, encoding="utf-8")
    page.goto(SERIES, wait_until="networkidle")
    assert page.locator("[data-do=keep]").is_hidden()
    page.wait_for_timeout(300)
    workers = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    assert page.evaluate(workers) == 0
