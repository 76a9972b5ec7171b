"""Addresses: of pages, and of what links lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from hypothesis import given
from hypothesis import strategies as st

from antiseche.text.urls import is_outer, output_path, page_url, printed_href, resolve
from tests.cases import each_case

if TYPE_CHECKING:
    from tests.cases import Agreement, Case

HREFS = st.text(st.sampled_from("ab/.?#%é :\\"), max_size=12)


@each_case(__file__, "page-urls.tsv")
def test_where_a_source_is_published(case: Case, agree: Agreement) -> None:
    url = page_url(case.input)
    agree(case, f"{url} {output_path(url)}")


@each_case(__file__, "links.tsv")
def test_where_a_link_leads_and_what_is_printed(case: Case, agree: Agreement) -> None:
    href, path = case.fields
    agree(case, f"{resolve(href, path)} {printed_href(href, path, '/base')}")


@each_case(__file__, "output-paths.tsv")
def test_which_file_answers_at_an_address(case: Case, agree: Agreement) -> None:
    agree(case, output_path(case.input))


@given(HREFS)
def test_what_is_printed_leads_where_the_link_was_resolved(href: str) -> None:
    """Save for names of files: those are looked for from the source, not from the page."""
    path = "fiches/x.md"
    if is_outer(href) or "\\" in href or "://" in href or "%" in href or " " in href:
        return
    here = f"https://s.fr{page_url(path)}"
    there = urljoin(here, printed_href(href, path, ""))
    meant = f"https://s.fr{resolve(href, path)}"
    assert _plain(there) == _plain(meant)


def _plain(url: str) -> str:
    """Return the address without what browsers and we write differently for one page."""
    address, _, _ = url.partition("?")
    address, _, _ = address.partition("#")
    return urljoin(address, address).replace("é", "%C3%A9").rstrip("/").replace("//", "/")


@given(HREFS, st.sampled_from(["x.md", "a/b/c.md", "index.md"]))
def test_no_link_raises_or_leaves_the_site(href: str, path: str) -> None:
    url = resolve(href, path)
    printed_href(href, path, "/b")
    if not is_outer(href):
        assert url.startswith("/")
        assert ".." not in url.partition("?")[0].partition("#")[0].split("/")
