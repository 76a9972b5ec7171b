"""Folded values: the same when unfolded, told apart by their digests, refused when spoilt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.folded import Folded
from antiseche.model import Heading, OutlineEntry, Span
from antiseche.text.codec import fold, pack, unpack

KIND = tuple[OutlineEntry, ...]
OUTLINE = (OutlineEntry(Heading(2, "a", "A", "<em>A</em>", Span(3, 1)), ()),)


@given(st.text())
def test_what_is_unfolded_is_what_was_folded(text: str) -> None:
    assert fold(str, text).unfold() == text
    assert fold(KIND, OUTLINE).unfold() == OUTLINE


def test_digests_tell_values_apart() -> None:
    assert fold(str, "docker") == fold(str, "docker")
    assert fold(str, "docker") != fold(str, "Docker")
    assert "docker" * 50 not in repr(fold(str, "docker" * 50))


def test_a_folded_value_is_written_down_without_unfolding_it() -> None:
    packed = pack(fold(KIND, OUTLINE))
    assert unpack(Folded[KIND], packed).unfold() == OUTLINE


@pytest.mark.parametrize("small", [b"", b"!", b"not zlib", b"x\x9c"])
def test_a_spoilt_value_is_refused(small: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  zlib's or the codec's
        replace(fold(str, "docker"), small=small).unfold()
