"""Whole small sites: from what an author writes to what is published."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.cases import each_case, parts
from tests.said import said_problems
from tests.sites import ROOT, build_site, built, order, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cases import Agreement, Case


@each_case(__file__, "sites.txt")
def test_sites(case: Case, agree: Agreement, tmp_path: Path) -> None:
    """Parts of the input are files; ``options`` and ``show`` say what to build and to compare."""
    files = parts(case.input)
    settings: dict[str, object] = {}
    for option in files.pop("options", "").split():
        name, _, value = option.partition("=")
        settings[name] = date.fromisoformat(value) if name == "today" else value or True
    shown = files.pop("show", "").split()
    before = files.pop("before", "")
    if before:
        build_site(tmp_path, {"a.md": before})
    report = build_site(tmp_path, dict(files), **settings)
    site = built(tmp_path / "site") if (tmp_path / "site").exists() else {}
    heard = [p for p in report.problems if p.code not in {"url-absente", "fiche-orpheline"}]
    heard = [p for p in heard if not p.code.endswith(("absente", "absentes"))]
    said = [
        f"@@ rapport\n{'publié' if report.published else 'rien de publié'}, {report.fiches} fiches",
        *(f"en attente : {card.title}" for card in report.scheduled),
        *([f"brouillons : {report.drafts}"] if report.drafts else []),
        *([said_problems(heard, path=True)] if heard else []),
    ]
    for path in shown:
        content = site[path].decode().strip("\n") if path in site else "absent"
        said.append(f"@@ {path}\n{content}")
    agree(case, "\n".join(said))


FICHE = """---
title: Fiche n° {n}
tags: [é{tag}, Z]
publishedDate: 2025-01-{day:02}
serie: s{series}
---

## À « {n} »

Du `code` et [un lien](f{next:02}.md).

```python
x = {n}
```
"""
FILES: dict[str, str | bytes] = {
    f"fiches/f{n:02}.md": FICHE.format(
        n=n, tag=n % 5, day=n % 28 + 1, series=n % 3, next=(n + 1) % 40
    )
    for n in range(40)
}


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    first = build_site(tmp_path, FILES)
    again = build_site(tmp_path, {})
    assert len(first.changes.written) > 80
    assert again.changes.written == again.changes.removed == ()
    assert again.changes.unchanged == len(first.changes.written)


def test_a_removed_fiche_leaves_no_trace(tmp_path: Path) -> None:
    build_site(tmp_path, FILES)
    (tmp_path / "content/fiches/f07.md").unlink()
    report = build_site(tmp_path, {"fiches/f06.md": "# Seule"})
    assert "fiches/f07/index.html" in report.changes.removed
    assert not (tmp_path / "site/fiches/f07").exists()
    for path, content in built(tmp_path / "site").items():
        assert b"f07" not in content, path


def test_a_renamed_fiche_changes_of_address(tmp_path: Path) -> None:
    build_site(tmp_path, {"fiches/Git.md": "# Git"})
    (tmp_path / "content/fiches/Git.md").rename(tmp_path / "content/fiches/bases.md")
    build_site(tmp_path, {})
    site = built(tmp_path / "site")
    assert "fiches/bases/index.html" in site
    assert "fiches/git/index.html" not in site


def test_the_last_site_stays_when_an_error_stops_the_build(tmp_path: Path) -> None:
    build_site(tmp_path, FILES)
    before = built(tmp_path / "site")
    report = build_site(tmp_path, {"fiches/f01.md": "---\ntitle: a : b\n---\n", "b.md": "# B"})
    assert not report.published
    assert built(tmp_path / "site") == before


def test_the_last_site_stays_when_a_template_fails(tmp_path: Path) -> None:
    build_site(tmp_path, FILES)
    before = built(tmp_path / "site")
    write(tmp_path / "mine", {"pages/rayon.html": "ligne\n{{ cards.nope.nope }}\n"})
    templates = (tmp_path / "mine", *order(tmp_path).templates)
    report = build_site(tmp_path, {"c.md": "# C"}, templates=templates)
    assert not report.published
    failure = next(p for p in report.problems if p.code == "gabarit-invalide")
    assert (failure.path, failure.line) == ("templates/pages/rayon.html", 2)
    assert built(tmp_path / "site") == before


def test_one_broken_fiche_hides_no_problem_of_the_others(tmp_path: Path) -> None:
    report = build_site(
        tmp_path,
        {"a.md": "---\ntitle: [\n---\n", "b.md": "---\nlevel: x\n---\n", "c.md": b"caf\xe9"},
    )
    paths = {problem.path for problem in report.problems if problem.severity == "erreur"}
    assert paths == {"a.md", "b.md", "c.md"}


def test_line_ends_and_marks_of_byte_order_change_nothing(tmp_path: Path) -> None:
    text = "---\ntitle: A\n---\n\n# A\n\n- un\n- deux\n\n```sh\nls\n```\n"
    pages = []
    for number, raw in enumerate(
        (
            text.encode(),
            text.encode("utf-8-sig"),
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
            text.replace("\n", "\r\n", 4).encode("utf-8-sig"),
        )
    ):
        folder = tmp_path / str(number)
        build_site(folder, {"a.md": raw})
        pages.append(built(folder / "site"))
    assert all(page == pages[0] for page in pages)


WORLDS = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "2", "PYTHONUTF8": "0", "TZ": "Pacific/Pago_Pago", "LANG": "fr_FR"},
)


@pytest.mark.parametrize("base", ["", "https://exemple.fr/cours"])
def test_the_same_bytes_whatever_the_machine(base: str, tmp_path: Path) -> None:
    write(tmp_path / "content", FILES)
    sites = []
    for number, world in enumerate(WORLDS):
        output = tmp_path / f"site{number}" / "site"
        command = [sys.executable, f"{ROOT}/build.py", "--content", f"{tmp_path}/content"]
        command += ["--output", f"{output}", "--jobs", f"{number + 1}", "--quiet"]
        command += ["--base-url", base] if base else []
        environment = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1750000000", **world}
        subprocess.run(command, env=environment, cwd=tmp_path, check=True)
        sites.append(built(output))
    assert len(sites[0]) > 80
    assert sites[0] == sites[1] == sites[2]
