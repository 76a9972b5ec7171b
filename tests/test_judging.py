"""The problems of a whole site: found again only where checks look at something else."""

from __future__ import annotations

import gc
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from antiseche import judging
from antiseche.check_site import show_their_lines
from antiseche.pipeline import build
from antiseche.recent import Recent
from tests.warm import fiche, warm_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from antiseche.model import Problem
    from antiseche.order import Order
    from antiseche.source import Source


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return warm_order(tmp_path)


def test_what_checks_look_at_is_judged_once(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    path = order.content / "fiches" / "f1.md"
    path.write_text(fiche("Fiche 1", "[Mort](/nulle-part/)."), encoding="utf-8")
    first = build(order).problems
    text = path.read_text(encoding="utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(judging, "recheck_site", lambda *_: pytest.fail("it was judged again"))
        path.write_text(f"{text}\nUn mot de plus.\n", encoding="utf-8")
        assert build(order).problems == first
    path.write_text(text.replace("[Mort]", "Ici : [Mort]"), encoding="utf-8")  # another line, shown
    clean = replace(order, output=order.output.with_name("clean"), memory=None)
    assert build(order).problems == build(clean).problems != first


def test_lines_of_sources_that_have_not_changed_are_not_read(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        path = order.content / "fiches" / f"f{number}.md"
        path.write_text(fiche(f"Fiche {number}", "[Mort](/nulle-part/)."), encoding="utf-8")
    first = build(order).problems
    path.write_text(f"{path.read_text(encoding='utf-8')}\nUn mot de plus.\n", encoding="utf-8")
    read: list[str] = []

    def spied(problems: Sequence[Problem], sources: Mapping[str, Source]) -> bool:
        read.extend(sources)
        return show_their_lines(problems, sources)

    monkeypatch.setattr(judging, "show_their_lines", spied)
    assert build(order).problems == first
    assert read == ["fiches/f2.md"]


def test_spoilt_problems_are_judged_again(order: Order) -> None:
    first = build(order).problems
    assert order.memory
    with sqlite3.connect(order.memory) as store:
        garbage = b"\xff"
        made = "UPDATE made SET value = ?, checksum = ? WHERE kind = 'problems'"
        assert store.execute(made, (garbage, crc32(garbage))).rowcount
    store.close()
    assert build(order).problems == first


def test_sites_of_earlier_builds_are_let_go(order: Order) -> None:
    def address_indexes() -> int:
        gc.collect()
        return sum(type(one).__name__ == "_AddressIndex" for one in gc.get_objects())

    recent, before = Recent(), address_indexes()
    for number in range(5):
        path = order.content / "fiches" / f"nouvelle{number}.md"
        path.write_text(fiche(f"Nouvelle {number}", "[Mort](/fiches/f11/)."), encoding="utf-8")
        assert build(order, recent).published
    assert 0 < address_indexes() - before <= 2, "the last and the one before"
