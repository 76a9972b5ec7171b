"""Sources that have not moved: known by their digests, read when their text serves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from antiseche import pipeline
from antiseche.edges import disk, snapshot
from antiseche.edges.disk import read_content
from antiseche.up_to_date import bring_up_to_date
from tests.sites import built, write
from tests.standing import FICHE, standing_order

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from antiseche.edges.disk import Content
    from antiseche.order import Order

LINKED = FICHE + "\n[Un](/fiches/un/), [deux](/fiches/deux/)\n"
OTHER = LINKED.replace("commit", "dépôt")  # nothing is said of both, which would show a line


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return standing_order(tmp_path)


@pytest.fixture
def read(order: Order, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the files of the content folder that are read, once what was just written is old."""
    monkeypatch.setattr(snapshot, "TICK", 0)
    write(order.content, {"fiches/un.md": LINKED, "fiches/deux.md": OTHER})
    bring_up_to_date(order)
    files: list[str] = []
    whole = disk._read  # noqa: SLF001  where all of them are

    def read_one(file: str) -> bytes:
        if file.startswith(str(order.content)):
            files.append(Path(file).name)
        return whole(file)

    monkeypatch.setattr(disk, "_read", read_one)
    return files


def test_a_fiche_that_has_not_moved_is_not_read(order: Order, read: list[str]) -> None:
    write(order.content, {"fiches/deux.md": OTHER + "Plus.\n"})
    bring_up_to_date(order)
    assert sorted(read) == ["deux.md", "image.txt"]


def test_a_fiche_that_another_generator_read_is_read_again(
    order: Order, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "package", {"disk.py": "refuses = False"})
    monkeypatch.setattr(snapshot, "_PACKAGE", tmp_path / "package")
    bring_up_to_date(order)
    read.clear()
    write(tmp_path / "package", {"disk.py": "refuses = True"})
    bring_up_to_date(order)
    assert sorted(read) == ["deux.md", "image.txt", "un.md"]


def test_a_fiche_that_has_not_moved_is_read_when_it_serves(order: Order, read: list[str]) -> None:
    write(order.content, {"site.yaml": "dates: MM/JJ/AAAA\n"})  # all is parsed anew
    bring_up_to_date(order)
    assert sorted(read) == ["deux.md", "image.txt", "site.yaml", "un.md"]


def _edit(file: Path) -> None:
    file.write_text(LINKED + "Plus.\n", encoding="utf-8")


@pytest.mark.parametrize("move", [_edit, Path.unlink], ids=["edited", "removed"])
def test_a_fiche_that_moves_before_it_is_read_makes_a_build_begin_again(
    order: Order, read: list[str], monkeypatch: pytest.MonkeyPatch, move: Callable[[Path], None]
) -> None:
    def read_then_move(*given: object) -> Content:
        content = read_content(*given)  # type: ignore[arg-type]
        if not read.count("moved"):
            read.append("moved")
            move(order.content / "fiches/un.md")
        return content

    monkeypatch.setattr(pipeline, "read_content", read_then_move)
    write(order.content, {"site.yaml": "dates: MM/JJ/AAAA\n"})
    assert bring_up_to_date(order).published
    memoryless = replace(order, memory=None, output=order.output.with_name("clean"))
    bring_up_to_date(memoryless)
    assert built(order.output) == built(memoryless.output)


def test_what_was_read_as_another_a_moment_after_it_was_written_is_not_trusted(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, drafts = order.content / "fiches/un.md", replace(order, drafts=True)

    def read_another(folder: Path, *_: object) -> Content:
        path.write_text(FICHE.replace("texte", "TEXTE"), encoding="utf-8")
        content = read_content(folder)
        path.write_text(FICHE, encoding="utf-8")
        return content

    def said_the_same(entry: os.DirEntry[str], _: int) -> str:
        return f"the same={Path(entry.path).read_bytes()!r}"

    monkeypatch.setattr(snapshot, "_stat_of", said_the_same)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "read_content", read_another)
        bring_up_to_date(drafts)
    write(order.content, {"fiches/deux.md": FICHE})
    bring_up_to_date(drafts)
    assert "texte" in (order.output / "fiches/un/index.md").read_text(encoding="utf-8")
