"""The text of an author: what is known of it, and when it is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from antiseche import pipeline
from antiseche.recent import Recent
from antiseche.source import Source
from tests.warm import warm_order

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_that_was_let_go_is_not_asked_for() -> None:
    source = Source.of("fiches/a.md", "# A\n")
    source.let_go()
    assert source == Source.of("fiches/a.md", "# A\n")
    with pytest.raises(LookupError):
        source.text  # noqa: B018  the reading is what fails


@pytest.mark.parametrize("stays", [True, False])
def test_texts_are_held_by_the_builds_that_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, stays: bool
) -> None:
    let_go: list[str] = []
    monkeypatch.setattr(Source, "let_go", lambda source: let_go.append(source.path))
    report = pipeline.build(warm_order(tmp_path), Recent() if stays else None)
    assert report.published
    assert len(let_go) == (0 if stays else report.fiches)
