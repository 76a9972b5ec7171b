"""Whatever an author writes, problems in their place, and never a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antiseche.config import Reading
from antiseche.parse import parse
from antiseche.problem_formats import as_github, as_json, as_text
from antiseche.schema import KEYS
from antiseche.site_file import read_config
from antiseche.source import Source
from tests.checks.sites import HEADER, PLACE, problems_of

if TYPE_CHECKING:
    from pathlib import Path

    from antiseche.model import Problem

BITS = (
    "[x](/nulle-part/)", "![](", "](", "[", "]", "(", ")", "<", ">", "<!--", "-->", "`", "```",
    "~~~", "<div", "</div>", "<artice>", "<img src=", '"', "'", "=", "javascript:x", "# ", "## ",
    "\n\n", "\n", "- ", "> ", "1. ", "    ", "\t", "|", "\n|---|---|\n", "[^1]", "[^1]:", "[r]: ",
    "\\", "&eacute;", "🐳", "e\u0301", "\u00a0", "\ufeff", "\x00", "漢", "é", " ", "a", "[!NOTE]",
    "https://a.fr", "***", "---", "<b>", "</b>", "<svg>", "<script>", "</script>", "onclick=",
    "srcset=", ",", "[[", "]]", "==", "%%", "{{<", "{%", "%}", "{:", "}}", "\n!!! note", "\n::: ",
)  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(BITS), max_size=30).map("".join)
YAML = (
    ": ", "- ", "[", "]", "{", "}", '"', "'", "#", " #", "&a", "*a", "!", "|", ">", "%", "@", "\\",
    "\n", "\n  ", "\n- ", "a", "é", "no", "on", "12", "31/02/2025", "🐳", "\t", ",", "?",
)  # fmt: skip
NAMES = [key.name for key in KEYS]
HEADERS = st.lists(
    st.tuples(st.sampled_from([*NAMES, "name", "steps", "question", "x"]),
              st.lists(st.sampled_from(YAML), max_size=8).map("".join)), max_size=6,
)  # fmt: skip


def are_in_their_place(source: Source, problems: tuple[Problem, ...] | list[Problem]) -> None:
    for problem in problems:
        line = source.line(problem.line)
        assert 1 <= problem.line <= source.text.count("\n") + 1
        assert 1 <= problem.column <= len(line) + 1, problem
        assert problem.column - 1 + problem.length <= max(1, len(line) + 1), problem
        for shown in (as_text(problem), as_json(problem), as_github(problem, "content")):
            assert shown
        assert problem.message.rstrip("\u202f ").endswith((".", "?")), problem.message


@settings(max_examples=400)
@given(MARKDOWN)
def test_no_markdown_raises(text: str) -> None:
    source = Source.of("fiches/a.md", HEADER + text)
    are_in_their_place(source, parse(source, Reading()).problems)


@settings(max_examples=400)
@given(HEADERS)
def test_no_header_raises(pairs: list[tuple[str, str]]) -> None:
    header = "\n".join(f"{name}: {value}" for name, value in pairs)
    source = Source.of("fiches/a.md", f"---\n{header}\n---\nTexte.\n")
    are_in_their_place(source, parse(source, Reading()).problems)


SETTINGS = ("title", "url", "dates", "series", "navigation", "layouts", "typography", "ignore", "x")


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(SETTINGS),
                          st.lists(st.sampled_from((*YAML, "http://[", "label", "code", "path")),
                                   max_size=8).map("".join)), max_size=5))  # fmt: skip
def test_no_site_file_raises(pairs: list[tuple[str, str]]) -> None:
    source = Source.of("site.yaml", "\n".join(f"{name}: {value}" for name, value in pairs))
    _, problems = read_config(source, ["fiche"])
    are_in_their_place(source, problems)


DEAD = HEADER + "Voir [ici](/nulle-part/).\n"


@pytest.mark.parametrize(
    ("written", "column"),
    [
        (DEAD.encode().replace(b"\n", b"\r\n"), 12),
        (DEAD.encode().replace(b"\n", b"\r"), 12),
        (b"\xef\xbb\xbf" + DEAD.encode(), 12),
        (DEAD.replace("Voir", "Vo\u0301ir").encode(), 13),
        (DEAD.replace("Voir", "🐳").encode(), 9),
    ],
    ids=["CRLF", "CR", "BOM", "NFD", "emoji"],
)
def test_places_in_any_encoding(written: bytes, column: int, tmp_path: Path) -> None:
    problems = problems_of(tmp_path, {PLACE: written})
    assert [(p.code, p.line, p.column) for p in problems] == [("lien-mort", 10, column)]


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        (DEAD.encode("utf-16"), 1, 1),
        (HEADER.encode() + "Un été\n".encode("latin-1"), 10, 4),
    ],
    ids=["UTF-16", "Latin-1"],
)
def test_encodings_that_are_not_read(
    written: bytes, line: int, column: int, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {PLACE: written}
    files |= {"fiches/volumes-docker.md": HEADER.replace("Un essai", "Volumes")}
    problems = problems_of(tmp_path, files)
    assert [(p.code, p.path, p.line, p.column) for p in problems] == [
        ("encodage", PLACE, line, column)
    ]
