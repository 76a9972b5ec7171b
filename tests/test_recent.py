"""What two builds of one process share: taken again if made from the same, else forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Mapping


def test_what_is_made_from_the_same_is_taken_again() -> None:
    recent, made = Recent(), object()
    assert recent.take("a", (1, "x"), lambda: made) is made
    recent.turn()
    assert recent.take("a", (1, "x"), object) is made
    assert recent.take("b", (1, "x"), object) is not made


def test_what_is_made_from_something_else_is_made() -> None:
    recent = Recent()
    recent.put("a", 1, "old")
    recent.turn()
    assert recent.find("a", 2) is None
    assert recent.take("a", 2, lambda: "new") == "new"


def test_what_a_build_does_not_ask_for_is_forgotten() -> None:
    recent = Recent()
    recent.put("a", 1, "old")
    recent.turn()
    recent.turn()
    assert recent.find("a", 1) is None


def test_of_many_items_those_that_changed_are_made_again() -> None:
    recent, asked = Recent(), list[dict[str, int]]()

    def double(items: Mapping[str, int]) -> list[int]:
        asked.append(dict(items))
        return [item * 2 for item in items.values()]

    assert recent.take_each("n", {"a": 1, "b": 2}, double) == [2, 4]
    recent.turn()
    assert recent.take_each("n", {"b": 2, "c": 5, "a": 3}, double) == [4, 10, 6]
    recent.turn()
    assert recent.take_each("n", {"c": 5}, double) == [10]
    recent.turn()
    assert recent.take_each("n", {"a": 3, "c": 5}, double) == [6, 10]
    assert asked == [{"a": 1, "b": 2}, {"c": 5, "a": 3}, {}, {"a": 3}]


def test_what_a_build_makes_is_taken_again_in_it_and_in_the_next() -> None:
    recent = Recent()
    recent.put("a", 1, "made")
    assert recent.find("a", 1) == "made"
    assert recent.find("a", 2) is None
    recent.turn()
    assert recent.find("a", 1) == "made"
