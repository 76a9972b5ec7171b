"""On paper: each antisèche is one A4, and a printed fiche is whole and without chrome."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Page

    OpenPage = Callable[..., Page]

FICHE = "/fiches/annuler-un-commit-git/"
A4 = (595, 842)  # points


def printed(page: Page) -> tuple[int, tuple[int, int]]:
    """Return the number of pages of a page, printed, and their size in points."""
    pdf = page.pdf(prefer_css_page_size=True)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    return len(re.findall(rb"/Type /Page\b", pdf)), (round(float(box[1])), round(float(box[2])))


def test_each_antiseche_is_one_a4(open_page: OpenPage, demo: Path) -> None:
    sheets = sorted(demo.glob("fiches/*/antiseche/index.html"))
    assert sheets
    page = open_page("/")
    for sheet in sheets:
        page.goto(f"/{sheet.parent.relative_to(demo)}/")
        pages, size = printed(page)
        assert pages == 1, sheet
        assert all(abs(a - b) <= 1 for a, b in zip(size, A4, strict=True))


def test_a_printed_fiche_has_no_chrome_and_its_addresses(open_page: OpenPage) -> None:
    page = open_page(FICHE)
    page.emulate_media(media="print")
    for chrome in (".site-header", ".outline", ".actions", ".copy", ".neighbours", ".site-footer"):
        assert page.locator(chrome).first.is_hidden(), chrome
    assert page.locator(".fiche-header .qr").is_visible()
    notes = page.locator(".prose a[data-note]").evaluate_all("all => all.map(a => a.dataset.note)")
    assert sorted(set(notes)) == list(ascii_lowercase[: page.locator(".addresses li").count()])
    # Long lines are wrapped: nothing is cut at the edge of the sheet.
    page.set_viewport_size({"width": 660, "height": 900})
    cut = page.locator(".prose :is(pre, .table)").evaluate_all(
        "all => all.filter(box => box.scrollWidth > box.clientWidth + 1).length"
    )
    assert cut == 0


def test_it_is_dark_ink_on_white_even_at_night(open_page: OpenPage) -> None:
    page = open_page(FICHE, color_scheme="dark")
    page.keyboard.press("t")
    page.keyboard.press("t")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate(
        "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor]; }"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
