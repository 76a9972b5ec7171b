"""A site of five fiches, with the theme of the project: what warm builds are tried on."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from antiseche.order import Order

ROOT = Path(__file__).resolve().parent.parent


def fiche(title: str, text: str = "Du texte.", **front: str) -> str:
    """Return the source of a fiche."""
    header = "\n".join(f"{key}: {value}" for key, value in front.items())
    return f"---\ntitle: {title}\n{header}\n---\n\n## Section\n\n{text}\n"


def warm_order(folder: Path) -> Order:
    """Write the site under a folder, and return the order that builds it with a memory."""
    content = folder / "content"
    (content / "fiches").mkdir(parents=True)
    for number in range(5):
        written = fiche(f"Fiche {number}", serie="git", tags=f"[T{number % 2}, Commun]")
        (content / "fiches" / f"f{number}.md").write_text(written, encoding="utf-8")
    (content / "site.yaml").write_text("title: Essai\nseries:\n  git: Git\n", encoding="utf-8")
    templates = folder / "templates"
    shutil.copytree(ROOT / "templates", templates)
    return Order(
        content=content,
        templates=(templates,),
        output=folder / "warm" / "site",
        today=date(2026, 6, 6),
        base_url="https://exemple.fr",
        jobs=1,
        memory=folder / "warm" / "memory.sqlite",
    )
