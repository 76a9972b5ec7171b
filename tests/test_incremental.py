"""A warm build gives the bytes of a clean one, after any edits."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from antiseche import origins, parsing
from antiseche.edges.engine import Engine
from antiseche.edges.fingerprint import fingerprint
from antiseche.order import memory_file
from antiseche.pipeline import build, prepare
from antiseche.recent import Recent
from antiseche.serve import watched_folders
from antiseche.up_to_date import bring_up_to_date
from tests.warm import ROOT, fiche, warm_order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from antiseche.order import Order


STEPS = 20

CLEAN = """
import sys
from datetime import date
from pathlib import Path
from antiseche.order import Order
from antiseche.pipeline import build, prepare
content, templates, output, today, drafts = sys.argv[1:]
build(Order(Path(content), (Path(templates),), Path(output), date.fromisoformat(today),
            base_url="https://exemple.fr", drafts=drafts == "True", jobs=1))
"""


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return warm_order(tmp_path)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def clean(order: Order, folder: Path) -> dict[str, bytes]:
    """Build the same site in a new process, from nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    arguments = (order.content, order.templates[0], folder / "site", order.today, order.drafts)
    command = [sys.executable, "-c", CLEAN, *map(str, arguments)]
    subprocess.run(command, check=True, cwd=ROOT)
    return files(folder / "site")


def edit_body(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\nModification {chance.random()}.\n")
    return order


def edit_title(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    written = fiche(f"Titre {chance.random()}", serie=chance.choice(["git", "docker"]))
    path.write_text(written, encoding="utf-8")
    return order


def add(order: Order, chance: random.Random) -> Order:
    name = f"n{chance.randrange(10_000)}.md"
    day = f"{chance.randrange(1, 28):02}/0{chance.randrange(5, 8)}/2026"
    written = fiche(name, tags="[Commun]", publishedDate=day)
    (order.content / "fiches" / name).write_text(written, encoding="utf-8")
    return order


def rename(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    path.rename(path.with_name(f"r{chance.randrange(10_000)}.md"))
    return order


def delete(order: Order, chance: random.Random) -> Order:
    paths = sorted((order.content / "fiches").glob("*.md"))
    if len(paths) > 2:
        chance.choice(paths).unlink()
    return order


def toggle_draft(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    written = fiche(path.stem, draft=chance.choice(["true", "false"]))
    path.write_text(written, encoding="utf-8")
    return order


def toggle_drafts(order: Order, _chance: random.Random) -> Order:
    return replace(order, drafts=not order.drafts)


def edit_site(order: Order, chance: random.Random) -> Order:
    text = f"title: Site {chance.random()}\nseries:\n  docker: Docker\n  git: Git\n"
    (order.content / "site.yaml").write_text(text, encoding="utf-8")
    return order


def edit_template(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted(order.templates[0].glob("**/*.html")))
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"<!-- {chance.random()} -->\n")
    return order


def add_image(order: Order, chance: random.Random) -> Order:
    (order.content / "image.txt").write_text(str(chance.random()), encoding="utf-8")
    return order


def next_week(order: Order, _chance: random.Random) -> Order:
    return replace(order, today=date.fromordinal(order.today.toordinal() + 7))


def edit_link(order: Order, chance: random.Random) -> Order:
    """Lead somewhere or nowhere, with other words after it or the same, dated or not."""
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    target = chance.choice(["f1", "f2/#section", "f3/#nulle-part", "n1", "r1"])
    text = f"[Un lien](/fiches/{target}) vers {chance.choice(['ici', 'là'])}."
    day = chance.choice(["01/02/2026", "2026-02-01", "13/02/2026"])
    path.write_text(fiche("Fiche 1", text, publishedDate=day), encoding="utf-8")
    return order


def toggle_own_feed(order: Order, _chance: random.Random) -> Order:
    """Put a file of the author in the place of a generated one, or take it away."""
    path = order.content / "rss.xml"
    if path.exists():
        path.unlink()
    else:
        path.write_text("<rss/>", encoding="utf-8")
    return order


EDITS: tuple[Callable[[Order, random.Random], Order], ...] = (
    edit_body, edit_title, add, rename, delete, toggle_draft, toggle_drafts,
    edit_site, edit_template, add_image, next_week, edit_link, edit_link,
    toggle_own_feed,
)  # fmt: skip


def watched(order: Order) -> dict[Path, bytes]:
    folders = watched_folders(order)
    return {folder / name: content for folder in folders for name, content in files(folder).items()}


def changed(before: dict[Path, bytes], now: dict[Path, bytes]) -> list[Path]:
    return [path for path in before | now if before.get(path) != now.get(path)]


@pytest.mark.parametrize("seed", [1])
def test_warm_equals_clean_after_any_edits(order: Order, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  a reproducible shuffle
    recent = Recent()
    done: list[str] = []
    for _ in range(STEPS):
        before = watched(order)
        for _ in range(chance.randrange(1, 3)):
            edit = chance.choice(EDITS)
            done.append(edit.__name__)
            order = edit(order, chance)
        assert bring_up_to_date(order).published
        served = replace(order, output=tmp_path / "served" / "site")
        served = replace(served, memory=memory_file(served.output))
        report = build(served, recent, changed(before, watched(order)), hasty=True)
        assert report.published
        if report.deferred:
            report = build(served, recent, touched=[])
        assert not report.deferred
        assert report.problems == prepare(served, Engine(jobs=1)).report.problems, done
        expected = clean(order, tmp_path / "clean")
        assert files(order.output) == expected, done
        assert files(served.output) == expected, done


def test_a_file_of_drafts_comes_and_goes_with_them(order: Order, tmp_path: Path) -> None:
    (order.content / "drafts").mkdir()
    (order.content / "drafts" / "corrige.pdf").write_bytes(b"PDF")
    linked = fiche("Fiche 1", "[Le corrigé](/drafts/corrige.pdf).")
    (order.content / "fiches" / "f1.md").write_text(linked, encoding="utf-8")
    served = replace(order, output=tmp_path / "served" / "site", memory=None)
    recent = Recent()
    for drafts in (False, True, True, False):
        order, served = replace(order, drafts=drafts), replace(served, drafts=drafts)
        assert bring_up_to_date(order).published
        report = build(served, recent, touched=[])
        assert [p.code for p in report.problems if p.path == "fiches/f1.md"].count(
            "lien-vers-brouillon"
        ) == 1
        expected = clean(order, tmp_path / "clean")
        assert ("drafts/corrige.pdf" in expected) is drafts
        assert files(order.output) == files(served.output) == expected


@pytest.mark.parametrize("stage", [parsing, origins], ids=["parse", "render"])
def test_a_memory_that_forgets_what_changed_is_caught(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: ModuleType
) -> None:
    whole = fingerprint
    monkeypatch.setattr(stage, "fingerprint", lambda *parts: whole(*parts[:-1]))
    build(order)
    edit_body(order, random.Random(3))  # noqa: S311
    build(order)
    assert files(order.output) != clean(order, tmp_path / "clean")


@pytest.mark.parametrize("garbage", [b"", b"pas une base", b"SQLite format 3\0" + b"\xff" * 500])
def test_garbage_in_place_of_the_memory_is_forgotten(order: Order, garbage: bytes) -> None:
    build(order)
    assert order.memory
    order.memory.write_bytes(garbage)
    assert build(order).published
    assert not build(order).changes.written


@pytest.mark.parametrize("share", [0.02, 0.2, 0.4, 0.6, 0.8, 0.97])
@pytest.mark.parametrize("length", [3, 5000, 70_000])
def test_a_memory_spoilt_somewhere_changes_nothing(
    order: Order, tmp_path: Path, share: float, length: int
) -> None:
    build(order)
    assert order.memory
    with order.memory.open("r+b") as stream:
        stream.seek(int(order.memory.stat().st_size * share))
        stream.write(random.Random(length).randbytes(length))  # noqa: S311
    edit_body(order, random.Random(3))  # noqa: S311
    assert build(order).published
    assert files(order.output) == clean(order, tmp_path / "clean")
    assert not build(order).changes.written


def test_a_memory_that_cannot_be_written_does_no_harm(order: Order) -> None:
    assert order.memory
    order.memory.mkdir(parents=True)
    assert build(order).published
