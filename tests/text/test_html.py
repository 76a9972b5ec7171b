"""The tags of a piece of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from antiseche.text.html import tags
from tests.cases import each_case

if TYPE_CHECKING:
    from tests.cases import Agreement, Case


@each_case(__file__, "html-tags.txt")
def test_tags(case: Case, agree: Agreement) -> None:
    lines = []
    for tag in tags(case.input):
        said = "/" if tag.closing else ""
        attributes = (
            f" {name}={attribute.value!r}@{case.input[attribute.start : attribute.end]}"
            for name, attribute in tag.attributes.items()
        )
        lines.append(f"{said}{tag.name}{''.join(attributes)}")
    agree(case, "\n".join(lines) or "rien")


@given(st.text(st.sampled_from("<>/ab=\"' -!\n&")))
def test_no_piece_of_html_raises_and_places_are_in_it(piece: str) -> None:
    end = 0
    for tag in tags(piece):
        assert end <= tag.start < tag.end <= len(piece)
        assert piece[tag.start] == "<"
        end = tag.end
