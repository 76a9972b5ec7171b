"""A small site that was just built, and stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from antiseche.order import memory_file
from antiseche.up_to_date import bring_up_to_date
from tests.sites import built, write
from tests.sites import order as site_order

if TYPE_CHECKING:
    from antiseche.order import Order

FICHE = "---\ntitle: Un commit\n---\n\nDu texte.\n"


def standing_order(folder: Path) -> Order:
    """Build a site of one fiche with the theme of the tests, and return its order."""
    write(folder / "content", {"fiches/un.md": FICHE, "image.txt": "abc"})
    theme = folder / "theme"
    write(theme, built(Path(__file__).parent / "theme"))  # type: ignore[arg-type]
    made = site_order(folder, templates=(theme,), memory=memory_file(folder / "site"))
    assert bring_up_to_date(made).published
    return made
