"""What overflows elsewhere: long names, wide tables, words that no line holds."""

from __future__ import annotations

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
