"""A site brought up to date: left as it stands when nothing of it has changed, else built.

Knowing that nothing has changed takes what the disk says of the files, and nothing of what reads
and renders them: the pipeline, and the libraries that come with it, are imported when they serve.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from antiseche.edges.snapshot import look, recall, report_again, with_digests
from antiseche.source import MovedError

if TYPE_CHECKING:
    from antiseche.edges.snapshot import Look
    from antiseche.model import Report
    from antiseche.order import Order


def bring_up_to_date(order: Order) -> Report:
    """Return the report of the last build if it would be the same, else build."""
    if order.memory is None:
        return _build(order)
    now, last = look(order), recall(order)
    if last and (report := report_again(order, last, now)):
        return report
    now = with_digests(order, last, now) if last else now
    del last  # building wants the room
    try:
        return _build(order, now)
    except MovedError:
        return _build(order, look(order))


def _build(order: Order, seen: Look | None = None) -> Report:
    built: Report = import_module("antiseche.pipeline").build(order, seen=seen)
    return built
