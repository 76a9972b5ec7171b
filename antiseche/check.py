"""Checking: what can only be judged with the whole site in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.checks.addresses import ADDRESSES
from antiseche.checks.calendar import CALENDAR
from antiseche.checks.routes import ROUTES
from antiseche.checks.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from antiseche.checks.site import Site
    from antiseche.model import Problem

CHECKS: tuple[Callable[[Site], Iterator[Problem]], ...] = (
    *ADDRESSES,
    *CALENDAR,
    *VOCABULARY,
    *ROUTES,
)


def check(site: Site) -> list[Problem]:
    """Return every problem of the site as a whole."""
    return [problem for one_check in CHECKS for problem in one_check(site)]
