"""Checking as work that the memory keeps: under all that checks look at, of all the fiches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.check import recheck, show_their_lines
from antiseche.edges.fingerprint import code_fingerprint, fingerprint
from antiseche.model import Problem
from antiseche.text.codec import NotOursError, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from antiseche.checks.site import Site
    from antiseche.edges.memory import Memory
    from antiseche.recent import Recent

_KIND, _WHOLE = "problems", ""


def judge(site: Site, recent: Recent, memory: Memory) -> Sequence[Problem]:
    """Return every problem of the site, those of an earlier build when they would be the same.

    What the last build of this process found is at hand: it is compared, not remembered.
    """
    if recent.find("problems", None):
        memory.retain_all(_KIND)
        return recheck(site, recent)
    made_from = fingerprint(code_fingerprint(), pack(site.judged()))
    found = _recalled(memory, made_from)
    if found is None or not show_their_lines(found, site.sources()):
        found = recheck(site, recent)
        memory.keep(_KIND, _WHOLE, made_from, pack(found))
    recent.put("problems", None, (site, found))
    return found


def _recalled(memory: Memory, made_from: str) -> Sequence[Problem] | None:
    packed = memory.recall(_KIND, _WHOLE, made_from)
    try:
        return unpack(tuple[Problem, ...], packed) if packed else None
    except NotOursError:
        return None
