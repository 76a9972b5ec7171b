"""What ``check --external`` adds: the links of the web, tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.checks.external import dead_links, web_links
from antiseche.checks.silences import hush
from antiseche.desk import open_desk
from antiseche.edges.web import CrawlPolicy, agent_of, visit_all
from antiseche.order import memory_file
from antiseche.selection import select, select_all

if TYPE_CHECKING:
    from antiseche.model import Problem
    from antiseche.order import Order

VISITS_FILE = "liens"  # no extension: « liens.json » is the ledger of an output folder « liens »


def try_web_links(order: Order) -> list[Problem]:
    """Try the links of the fiches to publish, and return those that are dead and not silenced."""
    desk = open_desk(order.content, *order.templates)
    chosen = (select_all if order.drafts else select)(desk.fiches, order.today).published
    origin = (order.base_url or desk.config.url).rstrip("/")
    links = web_links(chosen, origin)
    notebook = memory_file(order.output).with_name(VISITS_FILE)
    visits = visit_all(links, CrawlPolicy(agent_of(origin)), notebook)
    return hush(dead_links(links, visits), desk.config.ignore, None)
