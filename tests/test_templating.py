"""Templates: escaped everywhere, nothing undefined, errors with their file and line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment
from jinja2 import nodes as jinja_nodes

from antiseche.model import File, Output, Problem
from antiseche.render import render
from antiseche.templating import FILTERS, TemplateRenderError, Templates
from tests.cases import each_case, parts
from tests.said import said_problems
from tests.sites import ROOT

_UNQUOTED = re.compile(r"\s[\w:-]+=$")

if TYPE_CHECKING:
    from tests.cases import Agreement, Case


@dataclass(frozen=True)
class View:
    title: str = "<script>« \"é\" & '1'"
    number: int = 3


@each_case(__file__, "templates.txt")
def test_templates(case: Case, agree: Agreement) -> None:
    templates = Templates(parts(case.input))
    made = render(Output("x.html", "x.html", View()), templates)
    if isinstance(made, File):
        agree(case, made.content.decode())
    else:
        assert isinstance(made, Problem)
        agree(case, said_problems([made], path=True))


def test_a_template_reads_no_file() -> None:
    for name in ("/etc/passwd", "../../etc/passwd", str(ROOT / "pyproject.toml")):
        with pytest.raises(TemplateRenderError):
            Templates({"x.html": f"{{% include '{name}' %}}"}).render("x.html", View())


def test_what_was_compiled_is_not_compiled_when_it_is_rendered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    templates = Templates({"x.html": "{% include 'y.html' %}", "y.html": "oui", "z.html": "{% if"})
    templates.compile()  # what cannot be is left to who renders it
    monkeypatch.delattr(Environment, "compile")
    assert templates.render("x.html", View()) == b"oui"


def test_layouts_are_the_names_that_a_front_matter_may_give() -> None:
    names = ("layouts/fiche.html", "layouts/a.html", "pages/404.html", "base.html")
    assert Templates(dict.fromkeys(names, "")).layouts == ("a", "fiche")


def test_no_attribute_of_our_templates_is_unquoted() -> None:
    """An unquoted attribute would let a value out of it, escaped or not."""
    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)
    for path in (ROOT / "templates").rglob("*.html"):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        for output in tree.find_all(jinja_nodes.Output):
            for before, after in zip(output.nodes, output.nodes[1:], strict=False):
                if isinstance(before, jinja_nodes.TemplateData):
                    is_value = not isinstance(after, jinja_nodes.TemplateData)
                    assert not (is_value and _UNQUOTED.search(before.data)), path
