"""Weight: what a first visit costs, nothing from elsewhere, nothing that shifts."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Page

    OpenPage = Callable[..., Page]

FICHE = "/fiches/docker-compose-au-quotidien/"  # the longest without a picture
ALL, SCRIPTS = 60_000, 12_000  # bytes


def weigh(demo: Path, path: str) -> int:
    file = demo / (path + "index.html" if path.endswith("/") else path).lstrip("/")
    content = file.read_bytes()
    return len(content) if file.suffix == ".woff2" else len(gzip.compress(content, 9))


def test_a_first_visit_is_light_and_asks_nobody_else(open_page: OpenPage, demo: Path) -> None:
    page = open_page("/404.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(FICHE, wait_until="networkidle")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(page.url).netloc}
    weights = {path: weigh(demo, path) for path in (urlsplit(url).path for url in asked)}
    assert sum(weights.values()) < ALL, weights
    scripts = sum(weight for path, weight in weights.items() if path.endswith(".js"))
    assert scripts < SCRIPTS, weights


def test_only_one_stylesheet_blocks_the_first_paint(open_page: OpenPage) -> None:
    page = open_page(FICHE)
    blocking = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".filter(one => one.renderBlockingStatus === 'blocking').map(one => one.name)"
    )
    assert len(blocking) == 1
    assert "/assets/style.css" in blocking[0]


def test_nothing_shifts(open_page: OpenPage) -> None:
    for path in (FICHE, "/fiches/annuler-un-commit-git/", "/fiches/"):
        for width in (390, 1440):
            page = open_page(path, width=width)
            shift = page.evaluate(
                "new Promise(done => { let sum = 0;"
                " new PerformanceObserver(list => { for (const e of list.getEntries())"
                " sum += e.value; }).observe({type: 'layout-shift', buffered: true});"
                " setTimeout(() => done(sum), 400); })"
            )
            assert shift == 0, (path, width)


def test_the_policy_allows_nothing_inline_and_nothing_is(open_page: OpenPage) -> None:
    """What breaks the policy is told on the console, which fails any test of this folder."""
    page = open_page(FICHE, java_script_enabled=False)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "unsafe" not in policy
    content = page.content()
    assert len(re.findall(r"<script(?! type=\"module\" src=)", content)) == 1
    assert not re.search(r"<style|<[^>]+\s(?:style|on\w+)=", content)
