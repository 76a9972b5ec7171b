"""What overflows elsewhere: long names, wide tables, words that no line holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Page

    OpenPage = Callable[..., Page]

FICHE = "/fiches/longue/"
SHEET = f"{FICHE}antiseche/"


@pytest.mark.parametrize("path", ["/", "/fiches/", "/series/", FICHE, SHEET])
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_scrolls_sideways(
    open_page: OpenPage, extremes: str, path: str, width: int
) -> None:
    page = open_page(f"{extremes}{path}", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_place_in_a_series_of_a_long_name_is_seen(open_page: OpenPage, extremes: str) -> None:
    page = open_page(f"{extremes}{FICHE}", width=360)
    place = page.locator(".tab-place")
    assert place.inner_text() == "2 sur 3"
    box = place.bounding_box()
    assert box["x"] + box["width"] <= 360


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_wide_table_stays_out_of_the_next_column(
    open_page: OpenPage, extremes: str, media: str
) -> None:
    page = open_page(f"{extremes}{SHEET}")
    page.emulate_media(media=media)
    beyond = page.locator(".digest tr").evaluate_all(
        "all => all.map(row => row.getClientRects()[0].width"
        " - row.closest('.table').getClientRects()[0].width)"
    )
    assert len(beyond) == 6
    assert max(beyond) <= 1
    aligned = page.locator(".digest .right").first
    assert aligned.evaluate("cell => getComputedStyle(cell).textAlign") == "right"


def test_tables_hold_on_a_desk_and_on_paper_and_scroll_on_a_phone(
    open_page: OpenPage, extremes: str
) -> None:
    page = open_page(f"{extremes}{FICHE}")
    boxes = page.locator(".prose .table")
    beyond = "all => all.map(box => box.scrollWidth - box.clientWidth)"
    first_column = "all => all.map(box => box.querySelector('td').offsetWidth)"
    assert boxes.evaluate_all(beyond) == [0, 0]
    assert min(boxes.evaluate_all(first_column)) > 150, "a long command leaves it some room"
    page.set_viewport_size({"width": 660, "height": 900})
    page.emulate_media(media="print")
    assert boxes.evaluate_all(beyond) == [0, 0]
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 360, "height": 780})
    wide, two_columns = boxes.evaluate_all(beyond)
    assert wide > 200
    assert two_columns < 20


def test_the_name_of_a_series_is_whole_on_its_divider(open_page: OpenPage, extremes: str) -> None:
    for width, lines in ((360, 2), (1440, 1)):
        page = open_page(f"{extremes}/", width=width)
        tab = page.locator(".divider-tab a", has_text="Administration")
        assert tab.evaluate("tab => tab.scrollWidth - tab.clientWidth") <= 0
        line = tab.evaluate("tab => parseFloat(getComputedStyle(tab).lineHeight)")
        assert round((tab.bounding_box()["height"] - 10) / line) == lines


def test_a_task_has_one_mark(open_page: OpenPage, extremes: str) -> None:
    page = open_page(f"{extremes}{FICHE}")
    mark = "item => getComputedStyle(item, '::marker').content"
    assert page.locator(".task-list-item").first.evaluate(mark) == '""'


def test_what_has_no_description_keeps_its_distance(open_page: OpenPage, extremes: str) -> None:
    gap = "facts => facts.getBoundingClientRect().top - %s.getBoundingClientRect().bottom"
    page = open_page(f"{extremes}/fiches/reseaux/", width=360)
    above = gap % "facts.previousElementSibling"
    assert page.locator(".fiche-header .meta").evaluate(above) > 16
    page = open_page(f"{extremes}/fiches/", width=360)
    facts = page.locator(".card", has_text="Des réseaux").locator(".card-meta")
    assert facts.evaluate("facts => parseFloat(getComputedStyle(facts).paddingTop)") > 8


def test_the_rule_under_a_heading_is_as_wide_as_the_text(
    open_page: OpenPage, extremes: str
) -> None:
    for width in (360, 768, 1440):
        page = open_page(f"{extremes}{FICHE}", width=width)
        widths = page.evaluate(
            "['.heading > h2', '.prose > p'].map(one => document.querySelector(one).offsetWidth)"
        )
        assert widths[0] == widths[1], width


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing(open_page: OpenPage, extremes: str, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    for path in (f"{FICHE}#_questions", SHEET, "/fiches/"):
        page = open_page(f"{extremes}{path}", width=width, color_scheme=scheme, bypass_csp=True)
        page.evaluate(script)
        found = page.evaluate("axe.run().then(({ violations }) => violations.map(one => one.id))")
        assert found == [], path
