"""The catalogue: filters and sorts whose state is the address, and plain pages without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Page

    OpenPage = Callable[..., Page]

TITLES = ".card:not([hidden]) .card-title"


def titles(page: Page) -> list[str]:
    return [title for title in page.locator(TITLES).all_inner_texts() if title]


def test_filters_narrow_the_list_and_go_in_the_address(open_page: OpenPage) -> None:
    page = open_page("/fiches/")
    everything = len(titles(page))
    page.click("[data-filtre=serie][data-valeur=git]")
    page.click("[data-filtre=niveau][data-valeur=debutant]")
    assert page.url.endswith("/fiches/?serie=git&niveau=debutant")
    found = titles(page)
    assert 0 < len(found) < everything
    assert page.inner_text("#_compte").split()[0] == str(len(found))
    page.go_back()
    assert page.url.endswith("?serie=git")
    page.click("#_effacer")
    assert len(titles(page)) == everything


def test_the_address_alone_gives_the_state(open_page: OpenPage) -> None:
    page = open_page("/fiches/?niveau=debutant&tri=titre")
    found = titles(page)
    assert found == sorted(found, key=str.casefold)
    assert page.locator("[data-valeur=debutant]").get_attribute("aria-current") == "true"
    assert page.locator("#_tri").input_value() == "titre"


def test_sorting_by_level_goes_from_the_easiest(open_page: OpenPage) -> None:
    page = open_page("/fiches/?tri=niveau")
    ranks = page.locator("#_resultats .card").evaluate_all("all => all.map(c => +c.dataset.rang)")
    assert ranks == sorted(ranks)


def test_an_empty_result_tells_what_to_ask_less(open_page: OpenPage) -> None:
    page = open_page("/fiches/?serie=docker&niveau=avance&genre=rien")
    assert titles(page) == []
    ways = page.locator("#_vide .label")
    assert ways.count() == 3
    page.goto("/fiches/?serie=docker&genre=rien")
    page.locator("#_vide .label", has_text="rien").click()
    assert titles(page)


def test_without_scripts_each_filter_is_a_page(open_page: OpenPage) -> None:
    page = open_page("/fiches/", java_script_enabled=False)
    assert page.locator("#_tri").is_hidden()
    for name in ("serie", "niveau"):
        page.goto("/fiches/")
        page.locator(f"[data-filtre={name}]").first.click()
        assert page.locator(".card").count()
