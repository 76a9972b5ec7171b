"""The client in a real browser: pages patched in place, and what the reader did to them kept."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from antiseche.edges.audience import Audience
from antiseche.edges.server import Server
from antiseche.text.http import HTML, Reply, media_type
from antiseche.text.injection import RESERVED, with_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

CLIENT = Path(__file__).resolve().parents[2] / "antiseche" / "client"
PATIENCE = 4_000  # milliseconds

HEAD = '<!doctype html><html lang="fr"><head><title>Fiche</title>{head}</head><body>{body}</body>'
STYLE = (
    '<link rel="stylesheet" href="/style.css?v={version}">'
    '<script type="module" src="/script.js?v={version}"></script>'
)
PROBLEM = {
    "severity": "attention", "place": "fiches/x.md:3:1", "href": "editor:x", "message": "Souci.",
    "hint": "À corriger.", "before": "", "marked": "<img src=x onerror=alert(1)>", "after": "",
}  # fmt: skip


class Stage:
    """A server whose pages are what the test says."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.styles = "body { color: rgb(1, 2, 3) }"
        self.build = 1
        self.state: dict[str, Any] = {"failure": "", "problems": []}
        self.audience = Audience()
        self.server = Server().start(self.answer, self.audience.listen)
        self.say()

    def answer(self, path: str) -> Reply:
        if path.startswith(RESERVED):
            body = (CLIENT / path.removeprefix(RESERVED)).read_bytes()
            return Reply(HTTPStatus.OK, media_type(path), body)
        if path == "/script.js":
            return Reply(HTTPStatus.OK, "text/javascript", b"")
        if path == "/style.css":
            return Reply(HTTPStatus.OK, "text/css", self.styles.encode())
        if path not in self.pages:
            return Reply(HTTPStatus.NOT_FOUND, "text/plain", b"")
        state = {"session": "s", "build": self.build, "page": self.pages[path], **self.state}
        return Reply(HTTPStatus.OK, HTML, with_client(self.pages[path].encode(), state))

    def say(self, *assets: str, page: str = "") -> None:
        message = {"session": "s", "build": self.build, "assets": list(assets), "page": page}
        self.audience.tell(message)

    def show(self, body: str, *assets: str, head: str = "", page: str = "", at: str = "/") -> None:
        self.pages[at] = HEAD.format(head=head, body=body)
        self.build += 1
        self.say(*assets, page=page)


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.audience.close()
    stage.server.stop()


@pytest.fixture(scope="module")
def shared_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def context(shared_context: BrowserContext) -> Iterator[BrowserContext]:
    yield shared_context
    for page in shared_context.pages:
        page.close()


def opened(context: BrowserContext, stage: Stage, body: str, head: str = "", at: str = "/") -> Page:
    stage.pages[at] = HEAD.format(head=head, body=body)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{stage.server.port}{at}")
    page.evaluate("window.mark = 'not reloaded'")
    page.wait_for_function("navigator.locks.query().then(({ held }) => held.length)")
    page.wait_for_timeout(20)
    return page


def was_kept(page: Page) -> bool:
    kept: bool = page.evaluate("window.mark === 'not reloaded'")
    return kept


LONG = "".join(f'<h2 id="s{n}">Section {n}</h2><p>{"texte " * 200}</p>' for n in range(30))
FAQ = "<details><summary>Une question</summary><p>Une réponse</p></details>"


def test_a_change_of_text_keeps_scroll_focus_details_and_decorations(
    context: BrowserContext, stage: Stage
) -> None:
    button = "<pre>code</pre><input id=champ>"
    page = opened(context, stage, LONG + FAQ + button + "<p id=fin>avant</p>")
    page.evaluate("""() => {
        document.querySelector("details").open = true;
        document.querySelector("pre").append(document.createElement("button"));
        document.documentElement.dataset.theme = "sombre";
        champ.value = "saisie"; champ.focus({ preventScroll: true });
        scrollTo(0, 2000); window.heading = document.getElementById("s9");
    }""")
    more = LONG.replace("Section 9<", "Section neuf<").replace("Section 20", "Section vingt")
    stage.show(more + "<p>ajout</p>" + FAQ + button + "<p id=fin>après</p>")
    page.wait_for_function("document.getElementById('fin').textContent === 'après'")
    seen = page.evaluate("""() => ({
        scroll: scrollY, open: document.querySelector("details").open,
        button: document.querySelectorAll("pre button").length,
        theme: document.documentElement.dataset.theme, focus: document.activeElement.id,
        value: champ.value, same: heading === document.getElementById("s9") && heading.isConnected,
        text: heading.textContent, added: document.body.innerText.includes("ajout"),
    })""")
    assert seen == {
        "scroll": 2000, "open": True, "button": 1, "theme": "sombre", "focus": "champ",
        "value": "saisie", "same": True, "text": "Section neuf", "added": True,
    }  # fmt: skip
    assert was_kept(page)


BODIES = [
    "<p>a</p><p>b</p>",
    "<p>b</p>",
    "<p>a</p><p>b</p><p>c</p>",
    "<ul><li id=a>1</li><li id=b>2</li><li id=c>3</li></ul>",
    "<ul><li id=c>3</li><li id=b>deux</li><li id=a>1</li></ul>",
    "<ol><li id=a>1</li></ol>",
    "<h2>a</h2>",
    '<p class="x" lang="fr">a</p>',
    '<p title="y" lang="en">a</p>',
    "texte <b>gras</b> fin",
    "<!-- note -->texte <i>penché</i> <b>gras</b>",
    "",
    "<table><tr><td>1</td></tr></table>",
    "<svg><circle r='1'/></svg>",
    "<svg><circle r='2'/><path d='M0 0'/></svg>",
    "<div><p>a</p><div><p>b</p></div></div>",
    "<div><div><p>b</p><p>a</p></div></div>",
    "<h2 id=a>A</h2><p>1</p><h2 id=b>B</h2><p>2</p>",
    "<h2 id=b>B</h2><p>2</p><p>3</p>",
]


def test_what_is_shown_becomes_what_was_built(context: BrowserContext, stage: Stage) -> None:
    page = opened(context, stage, "<p>début</p>")
    for body in [*BODIES, *reversed(BODIES)]:
        stage.show(body)
        page.wait_for_function(
            """(page) => {
                const own = document.body.cloneNode(true);
                own.normalize();
                return own.isEqualNode(new DOMParser().parseFromString(page, "text/html").body);
            }""",
            arg=stage.pages["/"],
        )
    assert was_kept(page)


# Of a page whose script puts each code block and each image in a box, as our themes do.
BOXED = [
    "<p>un</p><pre>ls -l</pre><p>deux</p><pre>pwd</pre><p>x <img alt=a> y</p><p>fin</p>",
    "<p>UN</p><pre>ls -l</pre><p>deux</p><pre>pwd</pre><p>x <img alt=a> y</p><p>fin</p>",
    "<p>UN</p><pre>ls -la</pre><p>deux</p><pre>pwd</pre><p>x <img alt=b> y</p><p>fin</p>",
    "<pre>pwd</pre><p>UN</p><pre>ls -la</pre><p>x <img alt=b> <img alt=c> y</p><p>fin</p>",
    "<p>x y</p><pre>neuf</pre><pre>pwd</pre><p>fin</p>",
    "<div><pre>neuf</pre></div><p>x <img alt=a></p>",
    "",
    "<p>un</p><pre>ls -l</pre><p>deux</p><pre>pwd</pre><p>x <img alt=a> y</p><p>fin</p>",
]
BOX = """() => {
    for (const one of document.querySelectorAll("pre:not(.box > *), img:not(.box > *)")) {
        const box = document.createElement("span");
        box.className = "box";
        one.replaceWith(box);
        box.append(one, document.createElement("button"));
    }
}"""
IS_SHOWN = """(page) => {
    const own = document.body.cloneNode(true);
    const boxes = [...own.querySelectorAll(".box")];
    for (const box of boxes) box.replaceWith(box.firstElementChild);
    own.normalize();
    return boxes.every((box) => box.childElementCount === 1 && box.querySelector("button"))
        && own.isEqualNode(new DOMParser().parseFromString(page, "text/html").body);
}"""


@pytest.mark.parametrize("boxes_again", [True, False])
def test_what_scripts_put_in_boxes_is_patched_there(
    context: BrowserContext, stage: Stage, *, boxes_again: bool
) -> None:
    page = opened(context, stage, BOXED[0])
    page.evaluate(BOX)
    boxes = page.evaluate("window.boxes = [...document.querySelectorAll('.box')]; boxes.length")
    for number, body in enumerate([*BOXED, *reversed(BOXED)]):
        stage.show(body)
        page.wait_for_function(IS_SHOWN, arg=stage.pages["/"])
        if number == 1:
            assert page.evaluate("boxes.filter((box) => box.isConnected).length") == boxes
        if boxes_again:
            page.evaluate(BOX)
    assert was_kept(page)


def test_what_a_script_moved_or_took_away_is_patched_all_the_same(
    context: BrowserContext, stage: Stage
) -> None:
    body = "<ul><li>a{1}</li><li>b</li></ul><ol></ol><p>{0}</p><p id=z>{0}</p>"
    page = opened(context, stage, body.format(1, ""))
    page.evaluate("document.querySelector('ol').append(document.querySelector('li'))")
    page.evaluate("document.getElementById('z').remove()")
    stage.show(body.format(2, "!"))
    page.wait_for_function("document.querySelector('p').textContent === '2'")
    assert page.locator("li").count() == len("ab")
    assert page.locator("ol li").inner_text() == "a!"
    assert page.locator("#z").inner_text() == "2"
    assert was_kept(page)


@pytest.mark.parametrize("version", [1, 2])
def test_a_change_of_style_is_swapped(context: BrowserContext, stage: Stage, version: int) -> None:
    page = opened(context, stage, "<p>texte</p>", STYLE.format(version=1))
    stage.styles = "body { color: rgb(4, 5, 6) }"
    stage.show("<p>texte</p>", "/style.css", head=STYLE.format(version=version))
    page.wait_for_function("getComputedStyle(document.body).color === 'rgb(4, 5, 6)'")
    page.wait_for_function("document.querySelectorAll('link').length === 1")
    assert was_kept(page)


def test_a_build_while_the_page_is_being_loaded_is_not_lost(
    context: BrowserContext, stage: Stage
) -> None:
    stage.pages["/"] = HEAD.format(head="", body="<p>avant</p>")
    page = context.new_page()

    def build_once(route: Route) -> None:
        if "après" not in stage.pages["/"]:
            stage.show("<p>après</p>")
        route.continue_()

    page.route("**/client.js", build_once)
    page.goto(f"http://127.0.0.1:{stage.server.port}/")
    page.wait_for_function("document.body.innerText.includes('après')")


def test_a_change_of_script_or_image_loads_the_page_anew(
    context: BrowserContext, stage: Stage
) -> None:
    page = opened(context, stage, "", STYLE.format(version=1), at="/script/")
    stage.show("", "/script.js", head=STYLE.format(version=2), at="/script/")
    page.wait_for_function("!window.mark")
    page = opened(context, stage, "<script>window.n = 1</script>")
    stage.show("<script>window.n = 2</script>")
    page.wait_for_function("window.n === 2")
    for number, name in enumerate(("a.png", "é c#&,=.png")):
        image = f'<img src="/images/{quote(name)}">'
        page = opened(context, stage, image, at=f"/{number}/")
        stage.show(image, f"/images/{name}", at=f"/{number}/")
        page.wait_for_function("!window.mark")


def test_the_problems_of_the_page_are_in_a_corner_and_go(
    context: BrowserContext, stage: Stage
) -> None:
    page = opened(context, stage, "<p>texte</p>")
    stage.state["problems"] = [PROBLEM]
    stage.show("<p>texte</p>")
    corner = page.locator("antiseche-panel summary")
    corner.wait_for()
    assert corner.inner_text() == "1\u00a0avertissement"
    corner.click()
    link = page.locator("antiseche-panel .corner a")
    assert link.inner_text() == "fiches/x.md:3:1"
    assert link.get_attribute("href") == "editor:x"
    assert page.locator("antiseche-panel mark").first.inner_text() == PROBLEM["marked"]
    stage.state["problems"] = []
    stage.show("<p>texte</p>")
    corner.wait_for(state="hidden")
    assert was_kept(page)


def test_when_the_build_stops_the_page_stays_under_an_overlay(
    context: BrowserContext, stage: Stage
) -> None:
    page = opened(context, stage, "<p>texte</p>")
    stage.state = {"failure": "La construction s’est arrêtée.", "problems": [PROBLEM]}
    stage.show("<p>texte</p>")
    overlay = page.locator("antiseche-panel dialog")
    overlay.wait_for()
    assert "La construction s’est arrêtée." in overlay.inner_text()
    assert page.locator("p", has_text="texte").first.is_visible()
    page.keyboard.press("Escape")
    overlay.wait_for(state="hidden")
    page.locator("antiseche-panel summary").click()
    page.locator("antiseche-panel button", has_text="Voir pourquoi").click()
    overlay.wait_for()
    stage.state = {"failure": "", "problems": []}
    stage.show("<p>réparé</p>")
    overlay.wait_for(state="hidden")
    page.wait_for_function("document.body.innerText.includes('réparé')")
    assert was_kept(page)


def test_every_tab_is_brought_to_the_edited_page_over_one_stream(
    context: BrowserContext, stage: Stage
) -> None:
    stage.pages["/suivie/"] = HEAD.format(head="", body="suivie")
    pages = [opened(context, stage, "x", at=f"/{number}/") for number in range(4)]
    assert len(stage.audience._inboxes) == 1  # noqa: SLF001
    stage.show("suivie", at="/suivie/", page="/suivie/")
    for page in pages:
        page.wait_for_url("**/suivie/")


def test_a_server_that_comes_back_is_found_again(context: BrowserContext, stage: Stage) -> None:
    page = opened(context, stage, "<p>avant</p>")
    port = stage.server.port
    stage.audience.close()
    stage.server.stop()
    page.locator("antiseche-panel .lost").wait_for()
    stage.audience = Audience()
    stage.server = Server(port=port).start(stage.answer, stage.audience.listen)
    stage.show("<p>après</p>")
    page.wait_for_function("document.body.innerText.includes('après')")
    page.locator("antiseche-panel .lost").wait_for(state="hidden")
