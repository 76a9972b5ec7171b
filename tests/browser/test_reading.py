"""Reading a fiche: outline, copying, keyboard, theme, and all of it without scripts too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Page

    OpenPage = Callable[..., Page]

FICHE = "/fiches/annuler-un-commit-git/"
LAST_OF_SERIES = "/fiches/retrouver-travail-perdu-git/"
SAID_COPIED = "#_annonce:text-is('Copié')"
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}


def text_of_clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_outline_follows_the_scroll(open_page: OpenPage) -> None:
    page = open_page(FICHE)
    page.locator(".outline a").nth(2).click()
    page.wait_for_selector(".outline li:nth-of-type(3) > a[aria-current=location]")
    assert 0 < page.evaluate("document.querySelector('.outline progress').value") < 100
    page.locator(".outline a").last.click()
    page.wait_for_selector(".outline a[href='#_questions'][aria-current=location]")


def test_on_a_phone_the_outline_is_a_drawer(open_page: OpenPage) -> None:
    page = open_page(FICHE, width=390)
    entry = page.locator(".outline a").nth(3)
    assert not entry.is_visible()
    page.click(".outline summary")
    entry.click()
    assert not entry.is_visible()
    page.click(".outline summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not entry.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    for _ in range(page.locator(".outline a").count() + 1):
        assert entry.is_visible()
        page.keyboard.press("Tab")
    assert not entry.is_visible(), "it would cover what has the focus"


def test_an_option_is_not_cut_at_its_hyphen(open_page: OpenPage) -> None:
    page = open_page(FICHE, width=360)
    lines = page.locator("code .whole").evaluate_all(
        "all => all.map(a => a.getClientRects().length)"
    )
    assert len(lines) > 20
    assert set(lines) == {1}


def test_a_link_to_the_questions_shows_their_answers(open_page: OpenPage) -> None:
    page = open_page(FICHE)
    answer = page.locator(".faq details > div").first
    assert answer.is_hidden()
    page.evaluate("location.hash = '_questions'")
    answer.wait_for()
    page = open_page(f"{FICHE}#_questions")
    page.locator(".faq details > div").last.wait_for()


def test_copying_a_console_leaves_prompts_and_answers(open_page: OpenPage) -> None:
    page = open_page(FICHE, **CLIPBOARD)
    block = page.locator(".copied-from", has_text="$ git revert").first
    block.locator(".copy").click()
    assert text_of_clipboard(page) == "git revert --no-edit 3a2ffbf"
    page.wait_for_selector(SAID_COPIED, state="attached")


def test_copying_leaves_the_lines_that_others_replace(open_page: OpenPage) -> None:
    page = open_page("/fiches/ecrire-un-bon-dockerfile/", **CLIPBOARD)
    page.locator(".copied-from", has=page.locator(".del")).first.locator(".copy").click()
    page.wait_for_selector(SAID_COPIED, state="attached")
    assert text_of_clipboard(page).split("\n") == [
        "FROM node:24-slim",
        "WORKDIR /app",
        "COPY package.json package-lock.json ./",
        "RUN npm ci",
        "COPY . .",
        'CMD ["node", "serveur.js"]',
    ]


def test_copying_as_markdown_gives_the_source(open_page: OpenPage) -> None:
    page = open_page(FICHE, **CLIPBOARD)
    page.click("[data-do=copy-source]")
    page.wait_for_selector(SAID_COPIED, state="attached")
    assert text_of_clipboard(page).startswith("---\ntitle:")


def test_sharing_without_a_share_sheet_copies_the_address(open_page: OpenPage) -> None:
    page = open_page(f"{FICHE}#je-veux-annuler", **CLIPBOARD)
    page.evaluate("navigator.share = undefined")
    page.click("[data-do=share]")
    page.wait_for_selector(SAID_COPIED, state="attached")
    assert text_of_clipboard(page).endswith(FICHE)


def test_keys_move_between_sections_and_fiches(open_page: OpenPage) -> None:
    page = open_page(FICHE, reduced_motion="reduce")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.id")
    page.keyboard.press("k")
    first = page.evaluate("document.activeElement.id")
    assert second
    assert first != second
    page.keyboard.press("n")
    page.wait_for_url(lambda url: not url.endswith(FICHE))
    page.keyboard.press("p")
    page.wait_for_url(f"**{FICHE}")


def test_the_last_of_a_series_has_no_next(open_page: OpenPage) -> None:
    page = open_page(LAST_OF_SERIES)
    assert page.locator(".tab-place").inner_text() == "3 sur 3"
    page.keyboard.press("n")
    assert page.url.endswith(LAST_OF_SERIES)


def test_help_opens_with_a_key_and_closes_with_another(open_page: OpenPage) -> None:
    page = open_page(FICHE)
    page.keyboard.press("?")
    assert page.locator("#_aide").is_visible()
    page.keyboard.press("t")  # keys are for the page, not for what covers it
    assert page.evaluate("document.documentElement.dataset.theme") is None
    page.keyboard.press("Escape")
    assert not page.locator("#_aide").is_visible()


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_the_theme_is_remembered_and_does_not_flash(
    open_page: OpenPage, system: str, chosen: str
) -> None:
    page = open_page(FICHE, color_scheme=system)
    page.keyboard.press("t")
    # Scripts of the page come after the first paint: only the early one may set the theme in time.
    page.route(
        "**/assets/js/*", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.goto("/fiches/")
    assert page.evaluate("document.documentElement.dataset.theme") == chosen
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == chosen


def test_pictures_have_their_room_and_open_large(open_page: OpenPage) -> None:
    page = open_page(FICHE)
    picture = page.locator(".prose img").first
    assert picture.get_attribute("width")
    assert picture.get_attribute("height")
    assert picture.get_attribute("loading") == "lazy"
    page.locator(".zoom").first.click()
    page.locator(".zoomed").wait_for()  # its picture is asked for then, and it has no size before
    page.keyboard.press("Escape")
    page.locator(".zoomed").wait_for(state="hidden")


def test_on_a_phone_a_picture_opens_at_its_size_and_closes_with_a_button(
    open_page: OpenPage,
) -> None:
    page = open_page(FICHE, width=360)
    page.locator(".zoom").first.click()
    large = page.locator(".zoomed img")
    page.wait_for_function("document.querySelector('.zoomed img').complete")
    natural = large.evaluate("image => image.naturalWidth")
    assert natural > 360
    page.wait_for_function(f"document.querySelector('.zoomed img').clientWidth === {natural}")
    frame = page.locator(".zoomed div")
    assert frame.evaluate("frame => (frame.scrollLeft = 999, frame.scrollLeft)") > 0
    page.get_by_role("button", name="Fermer").click()
    page.locator(".zoomed").wait_for(state="hidden")


def test_a_fiche_is_whole_without_scripts(open_page: OpenPage) -> None:
    page = open_page(FICHE, java_script_enabled=False)
    assert page.locator(".outline a").first.is_visible()
    assert page.locator("[data-do=theme]").is_hidden()
    question = page.locator(".faq details").first
    question.locator("summary").click()
    assert question.locator("div").is_visible()
    assert page.locator("a[href='index.md']").is_visible()
