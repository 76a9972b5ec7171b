"""Folded values: the same when unfolded, told apart by their digests, refused when spoilt."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antiseche.folded import Folded, Words
from antiseche.model import Heading, OutlineEntry
from antiseche.source import Span
from antiseche.text.codec import NotOursError, folded, pack, unpack

KIND = tuple[OutlineEntry, ...]
OUTLINE = (OutlineEntry(Heading(2, "a", "A", "<em>A</em>", Span(3, 1)), ()),)


@given(st.text())
def test_what_is_unfolded_is_what_was_folded(text: str) -> None:
    assert folded(str, text).unfold() == text
    assert folded(KIND, OUTLINE).unfold() == OUTLINE


def test_digests_tell_values_apart() -> None:
    assert folded(str, "docker") == folded(str, "docker")
    assert folded(str, "docker") != folded(str, "Docker")
    assert "docker" * 50 not in repr(folded(str, "docker" * 50))


def test_a_folded_value_is_written_down_without_unfolding_it() -> None:
    packed = pack(folded(KIND, OUTLINE))
    assert unpack(Folded[KIND], packed).unfold() == OUTLINE


def test_words_are_made_once_when_they_are_asked_for() -> None:
    made: list[int] = []

    def make() -> tuple[bytes, bytes]:
        made.append(1)
        return b"digests", b"pieces"

    words = Words(make)
    assert not made
    assert unpack(Words, pack(words)) == words
    assert (words.digests, words.pieces) == (b"digests", b"pieces")
    assert made == [1]


@pytest.mark.parametrize("small", [b"", b"!", b"not zlib", b"x\x9c"])
def test_a_spoilt_value_is_refused(small: bytes) -> None:
    whole = folded(str, "docker")
    with pytest.raises(ValueError, match=whole.digest):
        Folded(whole.digest, partial(unpack, str), small=small).unfold()


@pytest.mark.parametrize("value", [1, "docker", ["docker"], ["docker", 1], [1, 2, 3], None])
def test_what_was_not_folded_is_refused(value: object) -> None:
    with pytest.raises(NotOursError):
        unpack(Folded[str], pack(value))
    with pytest.raises(NotOursError):
        unpack(Words, pack(value))
