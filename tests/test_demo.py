"""The content of this repository, built with the real templates: what a newcomer sees first."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest

from antiseche.order import Order
from antiseche.pipeline import build
from tests.sites import ROOT, TODAY, built

if TYPE_CHECKING:
    from antiseche.model import Report

ORIGIN = "https://antiseche.example"
SEED = "fiches/presentation-registry-docker/index.html"
Site = dict[str, bytes]


class Page(HTMLParser):
    """Counts the elements of a page, and keeps its ids, its links and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: dict[int, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        at = len(self.elements) - 1
        self.words[at] = self.words.get(at, "") + data

    def count(self, name: str) -> int:
        return sum(tag == name for tag, _ in self.elements)

    def all(self, name: str) -> list[tuple[dict[str, str], str]]:
        """Return the attributes of each element of that name, and the first words in it."""
        return [
            (attributes, self.words.get(at, ""))
            for at, (tag, attributes) in enumerate(self.elements)
            if tag == name
        ]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


@pytest.fixture(scope="module")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Site]:
    folder = tmp_path_factory.mktemp("demo")
    today = TODAY.replace(year=2999)
    report = build(Order(ROOT / "content", (ROOT / "templates",), folder / "site", today))
    return report, built(folder / "site")


@pytest.fixture(scope="module")
def site(built_demo: tuple[Report, Site]) -> Site:
    return built_demo[1]


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    return {path: Page(html.decode()) for path, html in site.items() if path.endswith(".html")}


def test_it_builds_and_the_authors_did_their_work_well(built_demo: tuple[Report, Site]) -> None:
    report, _ = built_demo
    assert report.published
    assert [problem for problem in report.problems if problem.severity != "info"] == []
    assert report.fiches >= 9
    assert not report.scheduled


def test_the_seed_is_the_fiche_that_it_was(pages: dict[str, Page], site: Site) -> None:
    page = pages[SEED]
    assert page.count("h1") == page.count("article") == 1
    prose = Page(site[SEED].decode().partition('class="prose"')[2].partition("<footer")[0])
    ids = [attributes.get("id", "") for attributes, _ in prose.all("h2")]
    assert [i for i in ids if not i.startswith("_")] == [
        "introduction",
        "cest-quoi-un-registry-docker-",
        "comment-fonctionne-une-image-taguée-",
        "authentifiez-vous-sur-un-registry-docker-",
        "astuce-bonus",
        "ressources",
    ]
    assert [attributes["id"] for attributes, _ in prose.all("h3")][:2] == [
        "tagez-et-poussez-une-image",
        "pullez-une-image",
    ]
    assert ({"datetime": "2025-06-06"}, "6\u00a0juin 2025") in page.all("time")
    text = site[SEED].decode()
    for word in ("Intermédiaire", "Fiche technique", "Thomas", "Astuce bonus", "Ressources"):
        assert word in text
    assert re.search(r"<li>Définition\s*<ul>", text), "lists nest"
    for identifier in ids:
        assert identifier.startswith("_") or f'href="#{identifier}"' in text, "an outline"


def test_every_page_is_whole(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert page.count("h1") == 1, path
        assert page.count("main") == 1, path
        assert page.all("html")[0][0]["lang"] == "fr", path
        assert page.all("title")[0][1].strip(), path
        assert len(set(page.ids)) == len(page.ids), f"{path}: an id is there twice"
        for attributes, _ in page.all("img"):
            assert "alt" in attributes, path


def test_every_link_and_anchor_leads_somewhere(pages: dict[str, Page], site: Site) -> None:
    for path, page in pages.items():
        here = f"{ORIGIN}/{path.removesuffix('index.html')}"
        for name, attribute in (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src")):
            for attributes, _ in page.all(name):
                if attribute not in attributes or attributes[attribute].startswith("data:"):
                    continue
                url = urlsplit(urljoin(here, attributes[attribute]))
                if f"{url.scheme}://{url.netloc}" != ORIGIN:
                    continue
                target = unquote(url.path).lstrip("/")
                target += "index.html" if not target or target.endswith("/") else ""
                assert target in site, f"{path}: {attributes[attribute]}"
                if url.fragment and target in pages:
                    anchor = unquote(url.fragment)
                    assert anchor in pages[target].ids, f"{path}: {attributes[attribute]}"


def test_the_feed_reads_and_its_links_are_pages(site: Site) -> None:
    channel = ET.fromstring(site["rss.xml"]).find("channel")  # noqa: S314  our own file
    assert channel is not None
    links = [item.findtext("link", "") for item in channel.iter("item")]
    assert len(links) == 9
    for link in links:
        assert link.startswith(ORIGIN)
        assert f"{link.removeprefix(ORIGIN).lstrip('/')}index.html" in site


def test_the_sitemap_has_every_page_once(site: Site, pages: dict[str, Page]) -> None:
    root = ET.fromstring(site["sitemap.xml"])  # noqa: S314  our own file
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    found = [location.text or "" for location in root.iter(name)]
    assert len(set(found)) == len(found)
    paths = {f"{url.removeprefix(ORIGIN).lstrip('/')}index.html" for url in found}
    hidden = {
        path
        for path, page in pages.items()
        if any(a.get("content") == "noindex" for a, _ in page.all("meta"))
    }
    assert paths <= site.keys()
    fiches = {path for path in pages if re.fullmatch(r"fiches/[^/]+/index\.html", path)}
    assert fiches | {"index.html", "fiches/index.html"} <= paths | hidden
    assert not paths & hidden


def test_the_pages_of_the_brief(site: Site) -> None:
    for path in ("index.html", "fiches/index.html", "404.html", "rss.xml", "sitemap.xml"):
        assert path in site
    for folder in ("series", "niveaux", "tags"):
        assert any(re.fullmatch(rf"{folder}/[^/]+/index\.html", path) for path in site)


def test_no_inline_style_no_handler(site: Site) -> None:
    for path, html in site.items():
        if path.endswith(".html"):
            without_code = re.sub(rb"<pre.*?</pre>|<code.*?</code>", b"", html, flags=re.DOTALL)
            assert b" style=" not in without_code, path
            assert not re.search(rb"<[a-z]+[^>]* on[a-z]+=", without_code), path
