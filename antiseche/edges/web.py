"""Trying the addresses of the web, with good manners.

Eight hosts at a time, one address at a time on each and a breath between two; we ask for the head
of a page only, then for the page if a server knows no heads; what was learnt holds for a day.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from antiseche import __version__
from antiseche.checks.external import Outcome, Visit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

HOSTS_AT_ONCE = 8
_DAY = 24 * 60 * 60  # seconds
_NOT_FOUND, _GONE = 404, 410
_REFUSED = 400  # and above: what a server answers when it does not give the page
_FAILURES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Outcome, str], ...] = (
    (TimeoutError, Outcome.SILENT, "le serveur ne répond pas"),
    ((ConnectionRefusedError, ConnectionResetError), Outcome.SILENT, "il refuse la connexion"),
    (ssl.SSLError, Outcome.SILENT, "son certificat n’est pas valable"),
    (socket.gaierror, Outcome.LOST, "ce nom de site n’existe pas"),
    ((http.client.HTTPException, ValueError), Outcome.SILENT, "la réponse est illisible"),
)


@dataclass(frozen=True, slots=True)
class CrawlPolicy:
    """How we go about it: seconds to wait for an answer, seconds between two on one host."""

    agent: str
    patience: float = 10
    breath: float = 0.5


def agent_of(site: str) -> str:
    """Return the name that we give: ours, and the site whose links we try."""
    return f"Antiseche/{__version__} (essai de liens; {site})"


def visit_all(addresses: Iterable[str], policy: CrawlPolicy, notebook: Path) -> dict[str, Visit]:
    """Try addresses, but for those that the notebook says were tried within a day."""
    known = _recall(notebook)
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in sorted(set(addresses) - known.keys()):
        by_host[_host(address)].append(address)
    fresh: dict[str, Visit] = {}
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for visits in pool.map(partial(_visit_host, policy), by_host.values()):
            fresh |= visits
    _remember(notebook, known, fresh)
    return {address: visit for address, (visit, _) in known.items()} | fresh


def _visit_host(policy: CrawlPolicy, addresses: Sequence[str]) -> dict[str, Visit]:
    visits = {}
    for number, address in enumerate(addresses):
        if number:
            time.sleep(policy.breath)
        visits[address] = visit(address, policy)
    return visits


def visit(address: str, policy: CrawlPolicy) -> Visit:
    """Try one address: its head, then the page itself if the head is refused."""
    found = _ask("HEAD", address, policy)
    if isinstance(found, int) and found >= _REFUSED:
        time.sleep(policy.breath)
        found = _ask("GET", address, policy)
    if isinstance(found, Visit):
        return found
    if found in {_NOT_FOUND, _GONE}:
        return Visit(Outcome.GONE, f"le serveur répond {found}")
    return Visit(Outcome.ALIVE)


def _ask(method: str, address: str, policy: CrawlPolicy) -> int | Visit:
    """Return the status that a server answers, or why there is none."""
    headers = {"User-Agent": policy.agent, "Accept": "*/*"}
    try:
        encoded = quote(address, safe="/:?#[]@!$&'()*+,;=%~")
        request = urllib.request.Request(encoded, headers=headers, method=method)  # noqa: S310  http(s) only, says web_links
        with urllib.request.urlopen(request, timeout=policy.patience) as answer:  # noqa: S310
            status: int = answer.status
            return status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except urllib.error.URLError as error:
        return _failure(error.reason, address)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return _failure(error, address)


def _failure(reason: object, address: str) -> Visit:
    """Say why nothing answered; a server of this machine may just not be running."""
    if _is_local(_host(address)):
        return Visit(Outcome.ALIVE)
    for kinds, outcome, why in _FAILURES:
        if isinstance(reason, kinds):
            return Visit(outcome, why)
    return Visit(Outcome.LOST, "le serveur est injoignable")


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_local(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return not ipaddress.ip_address(host).is_global
    return host == "localhost" or host.endswith((".localhost", ".local", ".test", ".example"))


def _recall(notebook: Path) -> dict[str, tuple[Visit, float]]:
    """Return the visits of less than a day; a notebook that cannot be read holds none."""
    try:
        pages: Any = json.loads(notebook.read_text(encoding="utf-8"))
        visits = {
            str(address): (
                Visit(Outcome(page["outcome"]), str(page["why"]), remembered=True),
                float(page["at"]),
            )
            for address, page in pages.items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
    now = time.time()
    return {address: page for address, page in visits.items() if 0 <= now - page[1] < _DAY}


def _remember(
    notebook: Path, known: dict[str, tuple[Visit, float]], fresh: dict[str, Visit]
) -> None:
    """Write down what servers answered; not the failures of a moment. A full disk is no matter."""
    now = time.time()
    told = {Outcome.ALIVE, Outcome.GONE}
    kept = known | {a: (visit, now) for a, visit in fresh.items() if visit.outcome in told}
    pages = {
        address: {"outcome": visit.outcome, "why": visit.why, "at": at}
        for address, (visit, at) in sorted(kept.items())
    }
    with contextlib.suppress(OSError):
        notebook.parent.mkdir(parents=True, exist_ok=True)
        aside = notebook.with_suffix(".tmp")
        aside.write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")
        aside.replace(notebook)
