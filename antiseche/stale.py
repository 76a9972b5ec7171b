"""What is to be made: the files that are not in place, made from the same.

When a build follows another in its process, an output that is the same object is known to be in
place, and is not looked at.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.edges.publish import Publication
    from antiseche.model import Output
    from antiseche.origins import Origins
    from antiseche.plan import Plan


def find_stale(
    plan: Plan, before: Plan | None, publication: Publication, origins: Origins
) -> list[Output]:
    """Return the outputs to make, and leave the others in place, and in memory.

    ``before`` is the plan of what this process published last.
    """
    outputs = list(plan.outputs.values())
    if before is None:
        origins.recall(plan)
    else:
        origins.leave()
        outputs = list(_changed(plan, before))
        moved = plan.paths is not before.paths
        left = plan.paths.difference(one.path for one in outputs) if moved else before.paths
        publication.leave(left, before.paths)
    held = publication.held(dict(map(origins.made_from, outputs)))
    return [output for output in outputs if output.path not in held]


def put_off(plan: Plan, before: Plan | None) -> tuple[Plan, frozenset[str]]:
    """Leave what can wait as it was in the plan before, if there is one with the same paths.

    Return the plan of what cannot, and the paths of what waits.
    """
    if before is None or plan.paths is not before.paths:
        return plan, frozenset()
    waiting = frozenset(output.path for output in _changed(plan, before) if output.can_wait)
    last = {path: before.outputs[path] for path in waiting}
    return replace(plan, outputs={**plan.outputs, **last}), waiting


def _changed(plan: Plan, before: Plan) -> Iterator[Output]:
    """Yield the outputs of a plan that are not those of another."""
    outputs = plan.outputs.values()
    if plan.paths is before.paths:  # they are at the same places, and compared at once
        yield from compress(outputs, map(is_not, outputs, before.outputs.values()))
    else:
        yield from (one for one in outputs if before.outputs.get(one.path) is not one)
