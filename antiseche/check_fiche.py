"""Inspecting: what can be judged of one fiche alone, before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.checks.balance import BALANCE
from antiseche.checks.foreign import FOREIGN
from antiseche.checks.losses import LOSSES
from antiseche.checks.markup import MARKUP
from antiseche.checks.metadata import METADATA
from antiseche.checks.slips import SLIPS
from antiseche.checks.structure import STRUCTURE
from antiseche.checks.unread import UNREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from antiseche.checks.subject import Subject
    from antiseche.model import Problem

INSPECTIONS: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    *METADATA,
    *STRUCTURE,
    *MARKUP,
    *BALANCE,
    *SLIPS,
    *LOSSES,
    *UNREAD,
    *FOREIGN,
)


def check_fiche(subject: Subject) -> list[Problem]:
    """Return every problem of one fiche."""
    return [problem for inspection in INSPECTIONS for problem in inspection(subject)]
