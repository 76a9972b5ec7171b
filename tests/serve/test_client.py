"""The client in a real browser: styles, problems, and the server lost and found again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from antiseche.edges.audience import Audience
from antiseche.edges.server import Server
from tests.serve.stage import HEAD, opened, was_kept

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route

    from tests.serve.stage import Stage

STYLE = (
    '<link rel="stylesheet" href="/style.css?v={version}">'
    '<script type="module" src="/script.js?v={version}"></script>'
)
PROBLEM = {
    "severity": "attention", "place": "fiches/x.md:3:1", "href": "editor:x", "message": "Souci.",
    "hint": "À corriger.", "before": "", "marked": "<img src=x onerror=alert(1)>", "after": "",
}  # fmt: skip


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


def test_the_head_of_a_page_may_change_around_its_style(
    context: BrowserContext, stage: Stage
) -> None:
    style, icon = '<link rel="stylesheet" href="/style.css">', '<link rel="icon" href="data:,">'
    about = '<meta name="a"><link rel="next" href="/a/">'
    page = opened(context, stage, "<p>avant</p>", f"{about}{style}{icon}")
    described = f'<meta name="description" content="Une page."><meta name="a">{icon}{style}'
    stage.show("<p>après</p>", "/style.css", head=described)
    page.wait_for_function("document.body.innerText.includes('après')")
    stage.show("<p>enfin</p>", head=described)
    page.wait_for_function("document.body.innerText.includes('enfin')")
    page.wait_for_function("document.querySelectorAll('[rel=stylesheet]').length === 1")
    assert was_kept(page)


def test_a_style_that_never_comes_holds_nothing_back(context: BrowserContext, stage: Stage) -> None:
    page = opened(context, stage, "<p>avant</p>", STYLE.format(version=1))
    page.route("**/style.css?v=2", lambda _: None)
    stage.show("<p>après</p>", head=STYLE.format(version=2))
    page.wait_for_function("document.body.innerText.includes('après')")
    stage.show("<p>enfin</p>", head=STYLE.format(version=2))
    page.wait_for_function("document.body.innerText.includes('enfin')")
    assert was_kept(page)


@pytest.mark.parametrize("address", ["https://127.0.0.1:9/ic%F4ne.png", "data:image/svg+xml,%"])
def test_an_image_from_elsewhere_may_be_written_in_any_way(
    context: BrowserContext, stage: Stage, address: str
) -> None:
    image = f'<img alt="" src="{address}">'
    page = opened(context, stage, f"{image}<p>avant</p>")
    stage.show(f"{image}<p>après</p>", "/images/a.png")
    page.wait_for_function("document.body.innerText.includes('après')")
    assert was_kept(page)


def test_a_module_that_another_imports_loads_the_page_anew(
    context: BrowserContext, stage: Stage
) -> None:
    importing = '<script type="module">import "/script.js"</script>'
    page = opened(context, stage, "", importing)
    stage.show("", "/other.js", head=importing)
    stage.show("<p>après</p>", head=importing)
    page.wait_for_function("document.body.innerText.includes('après')")
    assert was_kept(page)
    stage.show("", "/script.js", head=importing)
    page.wait_for_function("!window.mark")


def test_the_page_stays_when_the_server_stops_before_it_is_asked_for(
    context: BrowserContext, stage: Stage
) -> None:
    page = opened(context, stage, "<p>avant</p>")
    page.route("**/*", lambda route: route.abort())
    stage.show("<p>après</p>")
    page.locator("antiseche-panel .lost").wait_for()
    assert "avant" in page.locator("body").inner_text()
    page.unroute("**/*")
    stage.say()
    page.wait_for_function("document.body.innerText.includes('après')")
    assert was_kept(page)


def test_the_overlay_keeps_the_focus_from_one_stop_to_the_next(
    context: BrowserContext, stage: Stage
) -> None:
    page = opened(context, stage, "<p>texte</p>")
    for number in range(3):
        stage.state = {"failure": f"Arrêt {number}.", "problems": [PROBLEM]}
        stage.show("<p>texte</p>")
        page.locator("antiseche-panel h1", has_text=f"Arrêt {number}.").wait_for()
    page.keyboard.press("Enter")
    page.locator("antiseche-panel dialog").wait_for(state="hidden")
