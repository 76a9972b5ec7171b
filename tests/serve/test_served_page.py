"""A page of our theme, patched at each save: it is the page that would be loaded anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serve.project import Project, fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"></svg>'
TEXTS = (
    "Un texte.\n\n```bash\nls -l\n```\n\nDeux.\n\n```\npwd\n```\n\n![Carré](/images/a.svg)\n\nFin.",
    "Un TEXTE.\n\n```bash\nls -l\n```\n\nDeux.\n\n```\npwd\n```\n\n![Carré](/images/a.svg)\n\nFin.",
    "Un texte.\n\n```bash\nls -la\n```\n\nDeux.\n\n```\npwd\n```\n\n![Autre](/images/b.svg)\n\nZ.",
    "```\npwd\n```\n\nUn texte.\n\n```bash\nls -la\n```\n\nTrois.\n\n```\nNeuf\n```\n\nFin.",
    "Un texte.\n\n![Carré](/images/a.svg) ![Autre](/images/b.svg)\n\n```\npwd\n```\n\n## Deux",
)
SHOWN = "document.querySelector('.prose').innerHTML"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    folder = fill(tmp_path)
    (folder / "content" / "images").mkdir()
    for name, side in (("a", 3000), ("b", 2000)):
        image = folder / "content" / "images" / f"{name}.svg"
        image.write_text(SQUARE.format(side), encoding="utf-8")
    project = Project(folder)
    yield project
    project.process.kill()
    project.process.wait()


@pytest.fixture
def pages(browser: Browser) -> Iterator[tuple[Page, Page]]:
    context = browser.new_context()
    context.set_default_timeout(4_000)
    yield context.new_page(), context.new_page()
    context.close()


def test_a_patched_page_is_the_page_that_is_loaded_anew(
    project: Project, pages: tuple[Page, Page]
) -> None:
    patched, fresh = pages
    address = f"http://127.0.0.1:{project.port}/fiches/alpha/"
    project.write("alpha", TEXTS[0])
    project.rebuilt()
    patched.goto(address)
    patched.evaluate("window.mark = 'not reloaded'")
    patched.wait_for_function("navigator.locks.query().then(({ held }) => held.length)")
    for text in (*TEXTS[1:], *reversed(TEXTS)):
        project.write("alpha", text)
        project.rebuilt()
        fresh.goto(address)
        fresh.wait_for_function("document.querySelectorAll('.copied-from, .zoom').length")
        patched.wait_for_function(f"(wanted) => {SHOWN} === wanted", arg=fresh.evaluate(SHOWN))
    assert patched.evaluate("window.mark") == "not reloaded"


def test_templates_that_come_while_the_site_is_served_are_seen(project: Project) -> None:
    styles = project.folder / "templates" / "assets" / "css"
    styles.mkdir(parents=True)
    (styles / "99-moi.css").write_text("body { outline: 3px solid red }", encoding="utf-8")
    while "outline:3px" not in project.get("/assets/style.css")[1].replace(" ", ""):
        project.rebuilt()


def test_a_style_of_the_author_is_swapped(project: Project, pages: tuple[Page, Page]) -> None:
    page, _ = pages
    page.goto(f"http://127.0.0.1:{project.port}/fiches/alpha/")
    page.evaluate("window.mark = 'not reloaded'")
    page.wait_for_function("navigator.locks.query().then(({ held }) => held.length)")
    styles = project.folder / "templates" / "assets" / "css"
    styles.mkdir(parents=True)
    (styles / "99-moi.css").write_text("body { outline: 3px solid red }", encoding="utf-8")
    page.wait_for_function("getComputedStyle(document.body).outlineWidth === '3px'")
    page.wait_for_function("document.querySelectorAll('link[rel=stylesheet]').length === 1")
    assert page.evaluate("window.mark") == "not reloaded"


def test_the_corner_is_not_printed(project: Project, pages: tuple[Page, Page]) -> None:
    page, _ = pages
    project.write("alpha", "Un [lien](absent.md).")
    project.rebuilt()
    page.goto(f"http://127.0.0.1:{project.port}/fiches/alpha/")
    corner = page.locator("antiseche-panel summary")
    corner.wait_for()
    page.emulate_media(media="print")
    assert corner.is_hidden()
