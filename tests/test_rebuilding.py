"""A warm build does no more than it must: what changed, and the pages that show it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from antiseche import origins, parsing, pipeline
from antiseche.edges.fingerprint import Fingerprints
from antiseche.model import Output
from antiseche.parse import parse
from antiseche.pipeline import build, read_ahead
from antiseche.recent import Recent
from antiseche.render import render
from tests.sites import built
from tests.warm import fiche, warm_order

if TYPE_CHECKING:
    from pathlib import Path

    from antiseche.config import Reading
    from antiseche.model import File, Parsed, Problem, Report
    from antiseche.order import Order
    from antiseche.source import Source
    from antiseche.templating import Templates


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return warm_order(tmp_path)


def written(report: Report) -> set[str]:
    assert report.published
    return set(report.changes.written)


def test_nothing_changed_nothing_is_made_again(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(order)

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("something was made again")

    monkeypatch.setattr(parsing, "parse", refuse)
    monkeypatch.setattr(pipeline, "render", refuse)
    assert not written(build(order))


def test_a_second_build_of_a_process_parses_what_changed_only(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, recent, parsed = replace(order, memory=None), Recent(), list[str]()
    build(order, recent)

    def parse_again(source: Source, reading: Reading) -> Parsed:
        parsed.append(source.path)
        return parse(source, reading)

    monkeypatch.setattr(parsing, "parse", parse_again)
    edit = order.content / "fiches" / "f1.md"
    edit.write_text(fiche("Fiche 1", "Un autre texte."), encoding="utf-8")
    build(order, recent)
    assert parsed == ["fiches/f1.md"]


def test_a_body_edited_remakes_its_own_pages_only(order: Order) -> None:
    build(order)
    path = order.content / "fiches" / "f1.md"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\nUne phrase de plus.\n")
    shared = {"recherche"}  # the index knows every word
    changed = {one for one in written(build(order)) if one.split("/")[0] not in shared}
    assert changed
    assert all(one.startswith("fiches/f1/") for one in changed), changed


@pytest.mark.parametrize("edited", [fiche("Seule", "Une phrase."), fiche("Toujours seule")])
def test_the_views_of_fiches_that_stay_as_they_were_are_not_looked_at(
    order: Order, monkeypatch: pytest.MonkeyPatch, edited: str
) -> None:
    sixth = fiche("Fiche 5", serie="git", tags="[Commun]")  # so that each has three of its series
    (order.content / "fiches" / "f5.md").write_text(sixth, encoding="utf-8")
    path = order.content / "fiches" / "seule.md"  # near no other, but a card among theirs
    path.write_text(fiche("Seule"), encoding="utf-8")
    build(order)
    looked_at: list[str] = []

    class Watched(Fingerprints):
        def of(self, value: object) -> str:
            if isinstance(value, Output):
                looked_at.append(value.path)
            return super().of(value)

    monkeypatch.setattr(origins, "Fingerprints", Watched)
    path.write_text(edited, encoding="utf-8")
    assert "fiches/seule/index.html" in written(build(order))
    pages = {one for one in looked_at if one.startswith(("fiches/f", "fiches/s"))}
    assert pages == {one for one in pages if one.startswith("fiches/seule/")}


def test_a_hasty_build_leaves_all_but_the_page_to_the_next_which_makes_it(order: Order) -> None:
    recent = Recent()
    build(order, recent)
    edit = order.content / "fiches" / "f1.md"
    edit.write_text(fiche("Fiche 1", "Des mots nouveaux."), encoding="utf-8")
    report = build(order, recent, [edit], hasty=True)
    beside = {"fiches/f1/index.md", "fiches/f1/antiseche/index.html"}
    assert beside < report.deferred
    assert "fiches/f1/index.html" in written(report)
    assert not any("/" in path and path.startswith("recherche/") for path in written(report))
    assert not beside & written(report)
    edit.write_text(fiche("Fiche 1", "Des mots récents."), encoding="utf-8")
    assert build(order, recent, [edit], hasty=True).deferred
    report = build(order, recent, [])
    assert not report.deferred
    assert {path.split("/")[0] for path in written(report) - beside} == {"recherche"}
    assert beside < written(report)
    clean = replace(order, output=order.output.with_name("clean"), memory=None)
    build(clean)
    assert built(order.output) == built(clean.output)


def test_what_a_hasty_build_made_is_remembered_by_the_next(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent, made = Recent(), list[str]()
    build(order, recent)
    edit = order.content / "fiches" / "f1.md"
    edit.write_text(fiche("Fiche 1", "Des mots nouveaux."), encoding="utf-8")
    assert build(order, recent, [edit], hasty=True).deferred
    assert not build(order, recent, []).deferred

    def make_again(output: Output, templates: Templates) -> File | Problem:
        made.append(output.path)
        return render(output, templates)

    monkeypatch.setattr(pipeline, "render", make_again)
    assert not written(build(order))  # in a process that knows nothing but the memory
    assert not made


def test_a_process_killed_after_a_hasty_build_leaves_nothing_stale(order: Order) -> None:
    recent = Recent()
    build(order, recent)
    edit = order.content / "fiches" / "f1.md"
    edit.write_text(fiche("Fiche 1", "Des mots nouveaux."), encoding="utf-8")
    assert build(order, recent, [edit], hasty=True).deferred
    assert written(build(order))
    clean = replace(order, output=order.output.with_name("clean"), memory=None)
    build(clean)
    assert built(order.output) == built(clean.output)


def test_a_hasty_build_that_adds_a_fiche_leaves_nothing(order: Order) -> None:
    recent = Recent()
    build(order, recent)
    added = order.content / "fiches" / "f9.md"
    added.write_text(fiche("Fiche 9"), encoding="utf-8")
    report = build(order, recent, [added], hasty=True)
    assert not report.deferred
    assert any(path.startswith("recherche/mots/") for path in written(report))


def test_a_fiche_read_ahead_is_not_parsed_again_unless_it_changes(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent, parsed = Recent(), list[str]()
    build(order, recent)

    def parse_again(source: Source, reading: Reading) -> Parsed:
        parsed.append(source.text.splitlines()[-1])
        return parse(source, reading)

    monkeypatch.setattr(parsing, "parse", parse_again)
    edit = order.content / "fiches" / "f1.md"
    edit.write_text(fiche("Fiche 1", "Un mot."), encoding="utf-8")
    read_ahead(order, recent, edit)
    assert build(order, recent, [edit], hasty=True).deferred
    assert parsed == ["Un mot."]
    edit.write_text(fiche("Fiche 1", "Deux mots."), encoding="utf-8")
    read_ahead(order, recent, edit)
    edit.write_text(fiche("Fiche 1", "Trois mots."), encoding="utf-8")
    build(order, recent, [edit], hasty=True)
    assert parsed == ["Un mot.", "Deux mots.", "Trois mots."]
    assert "Trois mots." in (order.output / "fiches/f1/index.html").read_text(encoding="utf-8")


def test_only_a_fiche_is_read_ahead(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent = Recent()
    build(order, recent)
    monkeypatch.setattr(parsing, "parse", lambda *_, **__: pytest.fail("it was read"))
    read_ahead(order, Recent(), order.content / "fiches" / "f1.md")  # before any build
    os.mkfifo(order.content / "tube.md")
    for path in ("tube.md", "site.yaml", "fiches"):
        read_ahead(order, recent, order.content / path)
    (tmp_path / "dehors.md").write_text("# Dehors", encoding="utf-8")
    read_ahead(order, recent, tmp_path / "dehors.md")


def test_what_an_authors_file_hid_comes_back_without_it(order: Order) -> None:
    path = "fiches/f1/antiseche/index.html"
    page, own = order.output / path, order.content / path
    build(order)
    generated = page.read_bytes()
    own.parent.mkdir(parents=True)
    own.write_text("À moi.", encoding="utf-8")
    build(order)
    assert page.read_text(encoding="utf-8") == "À moi."
    own.unlink()
    assert path in written(build(order))
    assert page.read_bytes() == generated


def pages_using(report: Report, order: Order, mark: str) -> set[str]:
    return {
        path
        for path in report.files
        if path.endswith(".html") and mark in (order.output / path).read_text(encoding="utf-8")
    }


@pytest.mark.parametrize(
    "template",
    ["pages/antiseche.html", "layouts/fiche.html", "fragments/voisines.html", "pages/rayon.html"],
)
def test_a_template_edited_remakes_the_pages_that_use_it(order: Order, template: str) -> None:
    build(order)
    path = order.templates[0] / template
    text = path.read_text(encoding="utf-8")
    end = "{% endblock %}"
    text = text.replace(end, f"<!-- repère -->{end}") if end in text else f"{text}<!-- repère -->"
    path.write_text(text, encoding="utf-8")
    report = build(order)
    assert written(report) == pages_using(report, order, "<!-- repère -->")
    assert written(report)
    assert all(template in reason for reason in report.changes.reasons)


def test_a_template_that_nothing_uses_remakes_nothing(order: Order) -> None:
    build(order)
    (order.templates[0] / "fragments/de-cote.html").write_text("<p>", encoding="utf-8")
    assert not written(build(order))


def test_the_generator_changed_remakes_everything(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(order)
    made: list[Output] = []
    monkeypatch.setattr(origins, "code_fingerprint", lambda: "another")
    monkeypatch.setattr(parsing, "code_fingerprint", lambda: "another")

    def made_again(output: Output, templates: Templates) -> File | Problem:
        made.append(output)
        return render(output, templates)

    monkeypatch.setattr(pipeline, "render", made_again)
    report = build(order)
    assert [output.path for output in made] == list(report.files)
    assert not written(report), "the bytes are the same"


def test_a_title_edited_remakes_the_pages_that_show_it(order: Order) -> None:
    first = build(order)
    path = order.content / "fiches" / "f1.md"
    shows = pages_using(first, order, "Fiche 1")
    text = path.read_text(encoding="utf-8").replace("Fiche 1", "Un titre neuf")
    path.write_text(text, encoding="utf-8")
    pages = {one for one in written(build(order)) if one.endswith(".html")}
    assert pages == shows


def test_a_deleted_page_is_made_again(order: Order) -> None:
    build(order)
    (order.output / "index.html").unlink()
    assert written(build(order)) == {"index.html"}


def test_a_page_changed_by_hand_is_made_again(order: Order) -> None:
    build(order)
    (order.output / "index.html").write_text("à la main", encoding="utf-8")
    assert written(build(order)) == {"index.html"}
