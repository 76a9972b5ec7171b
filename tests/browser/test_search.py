"""Search as readers use it: from the keyboard, in French, with slips, on a page of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from tests.cases import read_cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Page

    OpenPage = Callable[..., Page]

HOME = "/404.html"
FICHE = "/fiches/annuler-un-commit-git/"
FIRST_SEARCH = 150_000  # bytes, as they are on the disk: no server need compress them
QUERIES = read_cases(Path(__file__).parent / "cases" / "search-queries.tsv")
FIND = """async ([asked]) => {
  const { openIndex } = await import("/assets/js/search-index.js");
  const index = await openIndex(new URL("/recherche/", location));
  return Promise.all(asked.map(async (text) => {
    const { results } = await index.find(text);
    return Promise.all(results.slice(0, 3).map(async ({ fiche, section }) => {
      const { url, passages } = await index.passages(fiche);
      const [id] = passages[section];
      return id ? `${url}#${id}` : url;
    }));
  }));
}"""


def search(page: Page, text: str) -> list[str]:
    """Type a question in the dialog, and return where its results lead."""
    page.keyboard.press("/")
    page.wait_for_selector(".search input")
    page.fill(".search input", text)
    page.wait_for_selector(".search [role=option]")
    links = page.locator(".search [role=option]").evaluate_all("all => all.map(a => a.href)")
    return [unquote(f"{url.path}#{url.fragment}").rstrip("#") for url in map(urlsplit, links)]


def test_sixty_questions_find_their_answers(open_page: OpenPage) -> None:
    """The fiche that answers comes first, and the section among the first three."""
    found = open_page(HOME).evaluate(FIND, [[case.input for case in QUERIES]])
    missed = {}
    for case, results in zip(QUERIES, found, strict=True):
        fiche = case.expected.partition("#")[0]
        first = results[:1] and results[0].startswith(fiche)
        if not first or ("#" in case.expected and case.expected not in results):
            missed[case.input] = results
    assert not missed
    assert len(QUERIES) >= 60


def test_code_that_is_nowhere_is_not_what_looks_like_it(open_page: OpenPage) -> None:
    """`--forcer` is neither « forcé » nor `--force`; a noun is not the verb that it begins."""
    absent = ["--forcer", "HEAD~9", "$PORTE", "composant", "courant"]
    assert open_page(HOME).evaluate(FIND, [absent]) == [[]] * len(absent)


def test_a_result_opens_at_its_section_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(HOME, reduced_motion="reduce")
    results = search(page, "annuler publié")
    assert f"{FICHE}#annuler-un-commit-publié" in results
    for _ in range(results.index(f"{FICHE}#annuler-un-commit-publié")):
        page.keyboard.press("ArrowDown")
    chosen = page.locator(".search input").get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    assert page.locator(".search [aria-selected=true]").count() == 1
    assert page.locator(f"#{chosen} mark").count()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#annuler-un-commit-publi*")
    page.wait_for_load_state()
    assert page.locator("#annuler-un-commit-publié").bounding_box()["y"] < 200


def test_arrows_go_round_and_escape_gives_the_page_back(open_page: OpenPage) -> None:
    page = open_page(FICHE)
    page.keyboard.press("Control+k")
    page.wait_for_selector(".search input")
    page.fill(".search input", "docker")
    page.wait_for_selector(".search [role=option]")
    page.keyboard.press("ArrowUp")
    last = page.locator(".search [role=option]").last
    assert last.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert page.locator(".search").is_hidden()
    # The field that is gone keeps the focus until the page is drawn again.
    page.wait_for_function("document.activeElement === document.body")
    page.keyboard.press("j")  # keys are for the page again
    assert page.evaluate("document.activeElement.matches('h1, h2, h3')")


def test_counts_slips_and_nothing_are_said_in_french(open_page: OpenPage) -> None:
    page = open_page(HOME)
    said = ".search [role=status]"
    search(page, "bisect")
    assert re.fullmatch(r"\d+\u00a0passages? dans \d+\u00a0fiches?", page.inner_text(said))
    page.fill(".search input", "conteneru")
    page.wait_for_selector(f"{said}:has-text('avec «\u00a0conteneur\u00a0»')")
    page.fill(".search input", "zzzzzz")
    page.wait_for_selector(f"{said}:has-text('Aucun passage')")
    assert page.locator(".search [role=listbox]").is_hidden()
    page.fill(".search input", "conflits --nulle-part")
    page.wait_for_selector(f"{said}:has-text('sans «\u00a0--nulle-part\u00a0»')")
    page.fill(".search input", "de la")
    page.wait_for_selector(f"{said}:has-text('Ces mots')")
    page.fill(".search input", "🚀")
    page.wait_for_selector(f"{said}:has-text('Aucun passage')")


def test_what_is_shown_tells_cells_apart_and_holds_every_word_found(open_page: OpenPage) -> None:
    page = open_page(HOME)
    search(page, "docker compose logs")
    text = page.locator(".found-text").first.inner_text()
    assert "suivre les journaux d’un service · docker compose logs -f" in text
    page.fill(".search input", "supprimer volumes")
    page.wait_for_selector(".found-text mark:text-is('volumes')")
    marks = page.locator(".found-text").first.locator("mark").all_inner_texts()
    assert {"supprime", "volumes"} <= set(marks)


def test_results_come_as_one_types(open_page: OpenPage) -> None:
    page = open_page(HOME)
    assert any("docker" in one for one in search(page, "dock"))
    page.fill(".search input", "dockerf")
    page.wait_for_selector(".search mark:text-is('Dockerfile')")


def test_a_first_search_is_light_and_asks_nobody_else(open_page: OpenPage, demo: Path) -> None:
    page = open_page(HOME)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    search(page, "image")
    page.wait_for_load_state("networkidle")
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(page.url).netloc}
    weights = {path: (demo / path.lstrip("/")).stat().st_size for path in map(path_of, asked)}
    assert sum(weights.values()) < FIRST_SEARCH, weights


def path_of(url: str) -> str:
    return urlsplit(url).path


def test_the_page_of_search_keeps_the_question_in_its_address(open_page: OpenPage) -> None:
    page = open_page("/recherche/?q=d%E2%80%99images")
    page.wait_for_selector(".found mark")
    assert page.locator("#_question").input_value() == "d’images"
    page.fill("#_question", "conflit")
    page.wait_for_selector(".found mark:text-is('conflits')")
    assert page.url.endswith("?q=conflit")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.found')")
    page.reload()
    page.wait_for_selector(".found mark:text-is('conflits')")


def test_the_page_of_search_shows_the_rest_on_demand(open_page: OpenPage) -> None:
    page = open_page("/recherche/?q=git")
    page.wait_for_selector(".found")
    page.click("#_suite")
    page.wait_for_selector("li:nth-child(11) .found")


def test_without_scripts_it_leads_to_the_lists(open_page: OpenPage) -> None:
    page = open_page(FICHE, java_script_enabled=False)
    page.click("[data-do=search]")
    assert page.url.endswith("/recherche/")
    assert page.locator("#_question").is_hidden()
    assert page.locator("main a[href='/fiches/']").is_visible()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_axe_finds_nothing_in_the_results(open_page: OpenPage, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    script = (Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = open_page(HOME, width=width, color_scheme=scheme, bypass_csp=True)
    search(page, "annuler commit")
    run = "async () => (await axe.run({ resultTypes: ['violations'] })).violations"
    page.evaluate(script)
    assert page.evaluate(run) == []
    page.goto("/recherche/?q=docker")
    page.wait_for_selector(".found")
    page.evaluate(script)
    assert page.evaluate(run) == []
