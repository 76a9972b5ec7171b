"""Reasons: every part of every view has its words, and a sentence tells what changed."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, meta

from antiseche.model import Asset, Card
from antiseche.outputs import feeds, markdown, offline, search, sitemap
from antiseche.outputs.frame import Frame, Page
from antiseche.reasons import GENERATOR, SAYINGS, TOLD_WITHIN, why
from antiseche.templating import FILTERS, Templates
from antiseche.text.references import references
from tests.sites import ROOT, build_site
from tests.test_architecture import VIEWS

if TYPE_CHECKING:
    from pathlib import Path

ALL_VIEWS = {
    *VIEWS.values(), Asset, feeds.View, sitemap.View, markdown.View,
    offline.ManifestView, offline.IconView, offline.WorkerView,
    search.ManifestView, search.ShardView, search.PassagesView, search.DescriptionView,
}  # fmt: skip


@pytest.mark.parametrize("view", sorted(ALL_VIEWS, key=str), ids=lambda view: view.__qualname__)
def test_every_part_of_a_view_has_its_words(view: type) -> None:
    for field in (field for field in fields(view) if field.compare):
        assert field.name in TOLD_WITHIN or field.name in SAYINGS, field.name


def test_no_words_are_left_over() -> None:
    named = {field.name for view in {*ALL_VIEWS, Card, Frame, Page} for field in fields(view)}
    assert {said.rpartition(".")[2] for said in SAYINGS} - named == {GENERATOR, "make"}


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (None, {"html": "1"}, "ce fichier est nouveau."),
        ({}, {"html": "1"}, "rien n’était retenu de ce qui l’a produit la dernière fois."),
        ({"html": "1"}, {"html": "2"}, "le texte de la fiche a changé."),
        (
            {"html": "1", "card.title": "1", "place": "1"},
            {"html": "2", "card.title": "2", "place": "2"},
            "le texte de la fiche, le titre et une des voisines dans la série ont changé.",
        ),
        ({"card.title": "1", "page.title": "1"}, {"card.title": "2", "page.title": "2"},
         "le titre a changé."),
        ({"frame.title": "1"}, {"frame.title": "2"}, "le titre du site a changé."),
        ({GENERATOR: "1", "html": "1"}, {GENERATOR: "2", "html": "2"},
         "Antisèche lui-même a changé."),
        ({"templates/base.html": "1"}, {"templates/base.html": "2"},
         "le gabarit templates/base.html a changé."),
        ({"frame.base": "1", "html": "1"}, {"frame.base": "2", "html": "2"},
         "l’adresse du site a changé."),
        ({"templates/x.html": "1"}, {"html": "1"},
         "le gabarit templates/x.html et le texte de la fiche ont changé."),
        ({"html": "1"}, {"html": "1"},
         "le fichier publié manquait, ou n’était plus celui de la dernière construction."),
    ],
)  # fmt: skip
def test_a_sentence_tells_what_changed(
    before: dict[str, str] | None, now: dict[str, str], said: str
) -> None:
    assert why(before, now) == said


def test_references_are_those_that_jinja_finds() -> None:
    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found = list(meta.find_referenced_templates(environment.parse(text)))
        assert references(text) == tuple(dict.fromkeys(found)), path


@pytest.mark.parametrize(
    ("template", "named"),
    [
        ("{% include 'a.html' ignore missing with context %}", ("a.html",)),
        ('{%- extends "a.html" -%}', ("a.html",)),
        ('{% from "a.html" import b as c, d with context %}', ("a.html",)),
        ('{% import "a.html" as a without context %}', ("a.html",)),
        ("{%+ include\n 'a.html' %}", ("a.html",)),
        ("{% include name %}", None),
        ("{% include ['a.html', 'b.html'] %}", None),
        ("{% extends 'a.html' if x else 'b.html' %}", None),
        ("{% include 'a' ~ '.html' %}", None),
        ("{% block include %}{% endblock %}", ()),
        ("du texte", ()),
    ],
)
def test_references(template: str, named: tuple[str, ...] | None) -> None:
    assert references(template) == named


def test_a_name_known_as_it_runs_may_be_any_template() -> None:
    sources = {"a.html": "{% include name %}", "b.html": "", "c.html": ""}
    assert set(Templates(sources).reached("a.html")) == set(sources)
    assert Templates(sources).reached("b.html") == ("b.html",)


def test_templates_that_include_one_another_are_reached_once() -> None:
    sources = {"a.html": "{% include 'b.html' %}", "b.html": "{% include 'a.html' %}"}
    assert Templates(sources).reached("a.html") == ("a.html", "b.html")


def test_a_build_tells_why_each_file_was_written(tmp_path: Path) -> None:
    memory = tmp_path / "memory.sqlite"
    fiche = "---\ntitle: Un\n---\n\nDu texte.\n"
    first = build_site(tmp_path, {"un.md": fiche}, memory=memory)
    assert set(first.changes.reasons) == {"ce fichier est nouveau."}
    second = build_site(tmp_path, {"un.md": f"{fiche}Plus.\n"}, memory=memory)
    reasons = dict(zip(second.changes.written, second.changes.reasons, strict=True))
    assert reasons["un/index.html"] == "le texte de la fiche a changé."
    assert reasons["un/index.md"] == "le Markdown de la fiche a changé."
    memory.unlink()
    (tmp_path / "site/un/index.html").unlink()
    third = build_site(tmp_path, {"un.md": f"{fiche}Plus.\n"}, memory=memory)
    assert third.changes.written == ("un/index.html",)
    assert third.changes.reasons[0].startswith("rien n’était retenu")
