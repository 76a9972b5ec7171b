"""The settings of a site: what ``site.yaml`` says, and what is said of its slips."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from antiseche.config import Config, Reading
from antiseche.site_file import read_config
from antiseche.source import Source
from tests.cases import each_case
from tests.said import said_problems

if TYPE_CHECKING:
    from tests.cases import Agreement, Case

TEMPLATES = ("fiche", "article", "chapitre", "maison")


@each_case(__file__, "config.txt")
def test_config(case: Case, agree: Agreement) -> None:
    config, problems = read_config(Source.of("site.yaml", case.input), TEMPLATES)
    default, _ = read_config(None, TEMPLATES)
    lines = [
        f"{field.name} = {_said(getattr(read, field.name))}"
        for read, usual in ((config, default), (config.reading, default.reading))
        for field in fields(read)
        if getattr(read, field.name) != getattr(usual, field.name) and field.name != "reading"
    ]
    agree(case, "\n".join([*lines, said_problems(problems)]))


def _said(value: object) -> str:
    return "\n  ".join(["", *map(str, value)]) if isinstance(value, tuple) else repr(value)


def test_without_a_file_everything_has_a_default() -> None:
    config, problems = read_config(None, TEMPLATES)
    assert problems == []
    assert config.title
    assert config.navigation
    assert not config.url_declared
    assert dict(config.reading.layouts)["CheatSheetsLayout"] == "fiche"
    assert dict(config.reading.layouts)["maison"] == "maison"


def test_the_address_of_the_command_line_is_the_last_word() -> None:
    source = Source.of("site.yaml", "url: https://exemple.fr/ici")
    config, _ = read_config(source, TEMPLATES, "https://autre.fr/la/")
    assert (config.url, config.reading.base) == ("https://autre.fr/la", "/la")
    config, _ = read_config(source, TEMPLATES)
    assert (config.url, config.reading.base) == ("https://exemple.fr/ici", "/ici")


def test_what_a_fiche_depends_on_is_a_value() -> None:
    assert hash(Reading()) == hash(Reading())
    assert Config() == Config()


NAMES = ["title", "url", "dates", "series", "navigation", "layouts", "typography", "ignore", "x"]
LINES = st.lists(
    st.builds(
        "{}: {}".format,
        st.sampled_from(NAMES),
        st.text(st.sampled_from("ab:-[]{}'\"#\n  ,"), max_size=20),
    )
)


@given(LINES)
def test_no_file_raises(lines: list[str]) -> None:
    source = Source.of("site.yaml", "\n".join(lines))
    _, problems = read_config(source, TEMPLATES)
    for problem in problems:
        assert 1 <= problem.line <= len(source.text.split("\n"))
