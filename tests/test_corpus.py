"""A real school's documents, when they are beside this repository: built as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from antiseche.order import Order
from antiseche.pipeline import build
from antiseche.text.urls import page_url
from tests.sites import ROOT, TODAY, built
from tests.text.rendering import body_of

if TYPE_CHECKING:
    from antiseche.model import Report

CORPUS = ROOT.parent / "shared" / "corpus" / "nx-academy"
CONTENT = CORPUS / "content"

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside us")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, dict[str, bytes]]:
    output = tmp_path_factory.mktemp("corpus") / "site"
    report = build(Order(CONTENT, (ROOT / "templates",), output, TODAY, drafts=True))
    return report, built(output)


def documents() -> list[str]:
    return [path.relative_to(CONTENT).as_posix() for path in sorted(CONTENT.rglob("*.md"))]


def test_every_document_is_at_its_address(corpus: tuple[Report, dict[str, bytes]]) -> None:
    report, site = corpus
    assert report.published
    assert report.fiches == len(documents()) == 37
    for path in documents():
        assert f"{path.removesuffix('.md')}/index.html" in site
        assert page_url(path) == f"/{path.removesuffix('.md')}/"


def test_every_heading_has_the_id_that_it_has_today() -> None:
    rows = (CORPUS / "heading-ids.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ids: dict[str, list[str]] = {}
    for row in rows:
        name, _, identifier = row.split("\t")
        ids.setdefault(name, []).append(identifier)
    for name, expected in ids.items():
        body = body_of((CONTENT / "fiches" / name).read_text(encoding="utf-8"))
        lead = [body.lead.id] if body.lead else []
        found = [*lead, *(heading.id for heading in body.headings)]
        assert set(expected) <= set(found), name


def test_images_are_copied_and_html_is_kept(corpus: tuple[Report, dict[str, bytes]]) -> None:
    _, site = corpus
    for image in CONTENT.rglob("*.webp"):
        path = image.relative_to(CONTENT).as_posix()
        assert site[path] == image.read_bytes()
    for path in documents():
        text = (CONTENT / path).read_text(encoding="utf-8")
        prose = re.sub(r"^(```|~~~).*?^\1|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE)
        page = site[f"{path.removesuffix('.md')}/index.html"].decode()
        for tag in ("<br", "<iframe", "<small", "<!--"):
            assert page.count(tag) >= prose.count(tag), f"{path}: {tag}"
        assert page.count("<h1") == 1, path
        assert page.count("<article") == 1, path


def test_only_warnings_are_said_of_it(corpus: tuple[Report, dict[str, bytes]]) -> None:
    report, _ = corpus
    assert {problem.severity for problem in report.problems} <= {"attention", "info"}
