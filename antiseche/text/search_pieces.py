"""What the search index holds of one fiche, cut into pieces that are merged without reading it.

A term goes to the bucket of its first letters, so that a reader's word, its plural and its
beginning are all in one file. Each fiche has one piece of text for each bucket:

    id term postings term postings …

where postings are three characters for each section: two for its number, one for its weight, in
base 36. After a tab come the ends of words (``*er6 docker``): a slip of the finger in the first
letters of a word leaves its end as it was. So do the first letters of short words (``!gr4 grep``),
since they may have only two that are right.

Pieces are kept one after the other, behind a table of where each starts; beside them is a digest of
each, so that a shard of which nothing changed is known without looking at any.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections import Counter
from functools import cached_property, lru_cache, partial, reduce
from itertools import accumulate, islice, product
from operator import xor
from typing import TYPE_CHECKING

from antiseche.folded import Words
from antiseche.text.search import chunks, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


BUCKETS = 256
DIGEST = 8  # bytes that stand for a piece
IDENTIFIER = 8  # characters that stand for a fiche
KEY = 3  # letters that choose the bucket of a term
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SECTIONS = len(DIGITS) ** 2  # of one fiche; what is beyond is not searched

# What a word weighs where it stands; the most for one section is the last digit.
TITLE, TAG, DESCRIPTION, HEADING, TEXT, MOST = 20, 10, 7, 15, 4, len(DIGITS) - 1
_SAID = (0, 2, 3, 3, TEXT)  # in the text: once, twice… times
_ALSO = 1  # what is added for each other field that has the word
_PART = 2  # how many times less a part of what is written in one piece weighs: `log` in `acces.log`

_WORD = re.compile("[a-z]{4,20}")
_SHORT = 6  # letters of a word whose first two are kept as well as its last two

# The table before the pieces: where each starts, then where the last one ends.
_STARTS, _START_AND_END = struct.Struct(f"<{BUCKETS + 1}I"), struct.Struct("<2I")

# Two digits in base 32 (RFC 4648, in lower case), by their value: base64 is slow at writing one.
_PAIRS = [a + b for a, b in product("abcdefghijklmnopqrstuvwxyz234567", repeat=2)]

Field = tuple[str, int]


def index_entry(identifier: str, sections: Iterable[tuple[Field, ...]]) -> Words:
    """Return what the index holds of a fiche.

    A section is its fields: a text, and what each of its words weighs at the most.
    """
    return Words(partial(_index_entry, identifier, sections))


def _index_entry(identifier: str, sections: Iterable[tuple[Field, ...]]) -> tuple[bytes, bytes]:
    postings: dict[str, str] = {}
    for number, fields in enumerate(islice(sections, SECTIONS)):
        place = DIGITS[number // len(DIGITS)] + DIGITS[number % len(DIGITS)]
        for term, weight in _weights(fields).items():
            postings[term] = postings.get(term, "") + place + DIGITS[min(weight, MOST)]
    own: list[list[str]] = [[identifier] for _ in range(BUCKETS)]
    ends: list[list[str]] = [[] for _ in range(BUCKETS)]
    for term in sorted(postings):
        own_bucket, others = _places(term)
        own[own_bucket].append(f"{term} {postings[term]}")
        for end, elsewhere in others:
            ends[elsewhere].append(end)
    pieces = [_piece(*both) for both in zip(own, ends, strict=True)]
    starts = accumulate(map(len, pieces), initial=_STARTS.size)
    return _digests(pieces), _STARTS.pack(*starts) + b"".join(pieces)


def _piece(own: list[str], ends: list[str]) -> bytes:
    """Write a piece; one that has nothing but the name of its fiche is empty."""
    return f"{' '.join(own)}\t{' '.join(ends)}".encode() if ends or len(own) > 1 else b""


class Index:
    """What the index holds of every fiche, in order; nothing of it is read before it serves."""

    def __init__(self, fiches: Sequence[Words], before: Index | None = None) -> None:
        """Take the words of each fiche, and an index that has most of them, if there is one."""
        self.fiches = fiches
        # The last index that was read, if any: those that nobody reads would make a chain, and hold
        # every text that was ever saved.
        self.base: Index | None = before
        if before and "together" not in before.__dict__:
            self.base = before.base

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """Return for each bucket the digest of the pieces of all the fiches."""
        said = self.together.to_bytes(BUCKETS * DIGEST, "big").hex()
        return tuple([said[at : at + 2 * DIGEST] for at in range(0, len(said), 2 * DIGEST)])

    @cached_property
    def together(self) -> int:
        """Return the digests of all the fiches combined.

        It is the exclusive or of their own: a piece that holds a word names its fiche, so that no
        two are alike. Numbers of thousands of digits are combined at once.
        """
        base, self.base = self.base, None
        if base is None or len(base.fiches) != len(self.fiches):
            return reduce(xor, [_number(words) for words in self.fiches], 0)
        together = base.together
        for old, new in zip(base.fiches, self.fiches, strict=True):
            if old is not new:
                together ^= _number(old) ^ _number(new)
        return together

    def shard(self, first: int, size: int = 1) -> Shard:
        """Return the pieces of some neighbouring buckets."""
        buckets = range(first, first + size)
        return Shard(
            lambda: self.digests[first : first + size],
            lambda: [piece for number in buckets for piece in self._pieces(number)],
        )

    def _pieces(self, number: int) -> list[str]:
        """Return the pieces of a bucket; a fiche that has no word there has none."""
        at = number * _START_AND_END.size // 2
        found = []
        for words in self.fiches:
            pieces = words.pieces
            start, end = _START_AND_END.unpack_from(pieces, at)
            if start != end:
                found.append(pieces[start:end].decode())
        return found


def _number(words: Words) -> int:
    return int.from_bytes(words.digests, "big")


class Shard:
    """Some pieces of an index, equal to those of the same digests.

    It goes to another process with them, and without the others.
    """

    def __init__(
        self, digests: Callable[[], tuple[str, ...]], pieces: Callable[[], list[str]]
    ) -> None:
        """Take what reads the digests, and what reads the pieces."""
        self.digests, self.pieces = digests, pieces

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shard) and self.digests() == other.digests()

    def __hash__(self) -> int:
        return hash(self.digests())

    def __repr__(self) -> str:
        return f"Shard{self.digests()}"

    def __reduce__(self) -> tuple[object, ...]:
        """Read the pieces, and take them along."""
        return Shard, (partial(tuple, self.digests()), partial(list, self.pieces()))


def identify(path: str) -> str:
    """Return the characters that stand for a fiche in the index."""
    number = int.from_bytes(hashlib.blake2b(path.encode(), digest_size=5).digest(), "big")
    return "".join([_PAIRS[number >> shift & 1023] for shift in (30, 20, 10, 0)])


@lru_cache(maxsize=1 << 14)
def bucket(key: str) -> int:
    """Return the bucket of a key: its FNV-1a hash, which JavaScript computes as well."""
    value = 0x811C9DC5
    for character in key:
        value = (value ^ ord(character)) * 0x01000193 & 0xFFFFFFFF
    return (value ^ value >> 16) % BUCKETS


def _digests(pieces: Iterable[bytes]) -> bytes:
    return b"".join([hashlib.blake2b(piece, digest_size=DIGEST).digest() for piece in pieces])


@lru_cache(maxsize=1 << 14)
def _places(term: str) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Return the bucket of a term, and what is kept of it under the keys that a slip leaves right.

    Of these, each comes with its bucket.
    """
    ends: list[str] = []
    if _WORD.fullmatch(term):
        ends.append(f"*{term[-2:]}{len(term)}")
        if len(term) <= _SHORT:
            ends.append(f"!{term[:2]}{len(term)}")
    return bucket(term[:KEY]), tuple((f"{end} {term}", bucket(end[:KEY])) for end in ends)


@lru_cache(maxsize=64)  # a fiche that is saved again has nearly all its sections as they were
def _weights(fields: tuple[Field, ...]) -> Mapping[str, int]:
    """Return what each term of a section weighs: the more often, the more, but ever less so."""
    weights: dict[str, int] = {}
    for text, most in fields:
        times: dict[str, int] = {}
        whole: set[str] = set()
        said = Counter(chunks(text))
        for chunk, count in said.items():
            found = terms(chunk)
            whole.update(found[:1])
            for term in found:
                times[term] = times.get(term, 0) + count
        words = sum(count for chunk, count in said.items() if terms(chunk))
        for term, count in times.items():
            titled = most > TEXT and (len(term) > 1 or term.isalnum())  # not the sign of « A | B »
            weight = _among(words, most) if titled else _SAID[min(count, len(_SAID) - 1)]
            weight = weight if term in whole else weight // _PART
            known = weights.get(term)
            weights[term] = weight if known is None else max(known, weight) + _ALSO
    return weights


def _among(words: int, most: int) -> int:
    """Return what each word of a title weighs: the fewer they are, the more it is about each.

    A word that is alone weighs 7/5 of the most, one of two the most, one of many 3/5 of it.
    """
    return most * (3 * words + 4) // (5 * words)
