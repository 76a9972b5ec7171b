"""The pages that list fiches, when there is hardly anything to list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sites import ROOT, build_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("number", [0, 1, 2])
def test_nothing_to_choose_from_is_not_offered(tmp_path: Path, number: int) -> None:
    fiches: dict[str, str | bytes] = {
        f"fiches/{n}.md": f"---\ntitle: T{n}\n---\nMot.\n" for n in range(number)
    }
    build_site(tmp_path, fiches, templates=(ROOT / "templates",))
    home, catalogue = (
        (tmp_path / "site" / path).read_text("utf-8")
        for path in ("index.html", "fiches/index.html")
    )
    assert "Voir 0" not in home
    assert ("Aucune fiche pour l’instant." in home) == (number == 0)
    assert ('<label class="sort scripted" hidden>' in catalogue) == (number < 2)
