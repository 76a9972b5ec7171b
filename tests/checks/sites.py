"""A small site without any problem, and what is said of it once something was planted in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from antiseche.edges.engine import Engine
from antiseche.order import Order
from antiseche.pipeline import prepare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from antiseche.model import Problem

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TODAY = date(2026, 6, 15)
PLACE = "fiches/essai.md"  # of what is planted, unless it says another

HEADER = """\
---
title: Un essai
description: Ce qu’on essaie ici.
level: débutant
publishedDate: 13/06/2025
serie: git
tags: [Git, Docker]
---

"""

GOOD_SITE = {
    "site.yaml": """\
title: Les fiches
url: https://fiches.example
dates: JJ/MM/AAAA
series:
  git:
    label: Git
  docker: Docker
  terminal: Terminal
""",
    "fiches/volumes-docker.md": """\
---
title: Les volumes de Docker
description: Garder ses données.
level: intermédiaire
publishedDate: 20/05/2025
serie: docker
tags: [Docker, Production]
---

Voir aussi [les essais](/fiches/essai/).

## Créer un volume

Avec `docker volume create`.

## Où sont les données ?

Dans un dossier.

## L’option `--rm` en détail

Rien ne reste.

## Où sont les données ?

Encore.
""",
    "fiches/branches-git.md": """\
---
title: Les branches de Git
description: Travailler à plusieurs.
level: avancé
publishedDate: 21/05/2025
serie: git
tags: [Git, Équipe]
---

Une branche.

<a id="mon-repere"></a>

Un repère.
""",
    "fiches/été/où.md": """\
---
title: Où est l’été
description: Un nom accentué.
publishedDate: 22/05/2025
serie: git
tags: [Git]
---

C’est l’été.
""",
    "drafts/secrets-docker.md": """\
---
title: Les secrets de Docker
description: À finir.
publishedDate: 22/05/2025
serie: docker
tags: [Docker]
---

À finir.
""",
    PLACE: f"{HEADER}Rien de plus.\n",
    "images/schema.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "images/Capture d’été.png": "PNG",
    "docs/guide.pdf": "PDF",
}


def problems_of(
    folder: Path, planted: Mapping[str, str | bytes], *, drafts: bool = False
) -> list[Problem]:
    """Write the good site with what is planted in it, and return every problem."""
    content = write_site(folder, {**GOOD_SITE, **planted})
    order = Order(content, (TEMPLATES,), folder / "site", TODAY, drafts=drafts, jobs=1)
    return list(prepare(order, Engine()).report.problems)


def write_site(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files under ``content/``, and return that folder."""
    content = folder / "content"
    for path, text in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return content


def with_header(text: str) -> str:
    """Return a fiche, under a good header unless it has its own."""
    return text if text.lstrip("⟦").startswith("---") else HEADER + text
