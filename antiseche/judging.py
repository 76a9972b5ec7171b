"""Checking as work that the memory keeps: under all that checks look at, of all the fiches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.check_site import recheck_site, show_their_lines
from antiseche.edges.fingerprint import code_fingerprint, fingerprint
from antiseche.edges.memory import WHOLE_SITE
from antiseche.model import Problem  # noqa: TC001  the codec reads this type
from antiseche.text.codec import NotOursError, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from antiseche.checks.site import Site
    from antiseche.edges.memory import Memory
    from antiseche.recent import Recent

_KIND = "problems"


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a site, and the digest of each source that it was found in."""

    problems: tuple[Problem, ...]
    digests: dict[str, str]


def judge(site: Site, recent: Recent, memory: Memory) -> Sequence[Problem]:
    """Return every problem of the site, those of an earlier build when they would be the same.

    What the last build of this process found is at hand: it is compared, not remembered.
    """
    if recent.find("problems", None):
        memory.retain_all(_KIND)
        return recheck_site(site, recent)
    made_from = fingerprint(code_fingerprint(), pack(site.judged()))
    found = _recalled(site, memory, made_from)
    if found is None:
        found = recheck_site(site, recent)
        digests = {path: source.digest for path, source in site.sources().items()}
        memory.keep(_KIND, WHOLE_SITE, made_from, pack(Findings(tuple(found), digests)))
    recent.put("problems", None, (site, found))
    return found


def _recalled(site: Site, memory: Memory, made_from: str) -> Sequence[Problem] | None:
    """Return what was found, if what it shows of the sources that changed since is still there."""
    packed = memory.recall(_KIND, WHOLE_SITE, made_from)
    if packed is None:
        return None
    try:
        last = unpack(Findings, packed)
    except NotOursError:
        return None
    sources = site.sources()
    changed = {path: one for path, one in sources.items() if last.digests.get(path) != one.digest}
    return last.problems if show_their_lines(last.problems, changed) else None
