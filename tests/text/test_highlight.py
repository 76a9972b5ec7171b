"""Code blocks: their info string, their colours, their marked lines."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from antiseche.text.highlight import ALIASES, COMMON, Fence, highlight, knows, read_info
from tests.cases import each_case

if TYPE_CHECKING:
    from tests.cases import Agreement, Case

LANGUAGES = ("", "text", "yaml", "bash", "console", "python", "docker", "diff", "html", "klingon")
CODE = st.text(st.sampled_from("ab\n <&>\"'#$-+: \t{}\r\x00"), max_size=60)


@each_case(__file__, "info-strings.txt")
def test_info_strings(case: Case, agree: Agreement) -> None:
    agree(case, "\n".join(f"{line} → {_said(read_info(line))}" for line in case.input.split("\n")))


def _said(fence: Fence) -> str:
    lines = ",".join(map(str, sorted(fence.lines)))
    said = (
        fence.language,
        fence.title and f"« {fence.title} »",
        lines,
        "diff" if fence.diff else "",
    )
    return " · ".join(filter(None, said)) or "rien"


@each_case(__file__, "highlight.txt")
def test_coloured_code(case: Case, agree: Agreement) -> None:
    info, _, code = case.input.partition("\n")
    agree(case, highlight(f"{code}\n", read_info(info)))


def test_every_alias_and_suggestion_is_known() -> None:
    assert [name for name in (*ALIASES, *COMMON) if not knows(name)] == []


@given(st.sampled_from(LANGUAGES), CODE)
def test_colours_add_tags_and_change_no_character(language: str, code: str) -> None:
    html = highlight(code, Fence(language=language, lines=frozenset({1, 3})))
    assert unescape(re.sub(r"<[^>]*>", "", html)) == code
    assert html.count("<span") == html.count("</span>")
    for line in html.split("\n"):
        assert line.count("<span") == line.count("</span>"), "a span runs over the end of a line"


@given(st.text())
def test_no_info_string_raises(info: str) -> None:
    read_info(info)


def test_a_huge_range_of_lines_is_bounded() -> None:
    assert len(read_info("js {1-999999999999}").lines) <= 10_000
