"""What two builds of one process share: taken again if made from the same, else forgotten."""

from __future__ import annotations

from antiseche.recent import Recent


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


def test_what_a_build_makes_is_taken_again_in_it_and_in_the_next() -> None:
    recent = Recent()
    recent.put("a", 1, "made")
    assert recent.find("a", 1) == "made"
    assert recent.find("a", 2) is None
    recent.turn()
    assert recent.find("a", 1) == "made"
