"""Checking: what can only be judged with the whole site in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.checks.addresses import ADDRESSES
from antiseche.checks.calendar import CALENDAR
from antiseche.checks.routes import ROUTES
from antiseche.checks.vocabulary import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from antiseche.checks.site import Site
    from antiseche.model import Problem
    from antiseche.recent import Recent
    from antiseche.source import Source

CHECKS: tuple[Callable[[Site], Iterator[Problem]], ...] = (
    *ADDRESSES,
    *CALENDAR,
    *VOCABULARY,
    *ROUTES,
)


def recheck_site(site: Site, recent: Recent) -> Sequence[Problem]:
    """Return every problem of the site: those of the last build when they would be the same."""
    last: tuple[Site, Sequence[Problem]] | None = recent.find("problems", None)
    if last and site.is_judged_as(last[0]) and show_their_lines(last[1], site.read_since(last[0])):
        found = last[1]
    else:
        site.recent.turn()
        found = check_site(site)
    recent.put("problems", None, (site, found))
    return found


def check_site(site: Site) -> list[Problem]:
    """Return every problem of the site as a whole."""
    return [problem for one_check in CHECKS for problem in one_check(site)]


def show_their_lines(problems: Iterable[Problem], sources: Mapping[str, Source]) -> bool:
    """Tell whether the line that each problem of these sources shows is still there."""
    return all(
        sources[problem.path].line(problem.line) == problem.excerpt
        for problem in problems
        if problem.path in sources
    )
