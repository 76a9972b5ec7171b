"""A site brought up to date: left as it stands when nothing of it has changed, else built.

Knowing that nothing has changed takes what the disk says of the files, and nothing of what reads
and renders them: the pipeline, and the libraries that come with it, are imported when they serve.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from antiseche.edges.snapshot import look, recall

if TYPE_CHECKING:
    from antiseche.model import Report
    from antiseche.order import Order


def bring_up_to_date(order: Order) -> Report:
    """Return the report of the last build if it would be the same, else build."""
    if order.memory is None:
        seen = None
    else:
        seen = look(order)
        if report := recall(order, seen):
            return report
    built: Report = import_module("antiseche.pipeline").build(order, seen=seen)
    return built
