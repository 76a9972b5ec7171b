"""Serving: the same build again whenever a file changes, and the browsers told."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from antiseche.edges.audience import Audience
from antiseche.edges.burst import ChangeQueue
from antiseche.edges.clock import today
from antiseche.edges.disk import read_theme
from antiseche.edges.fingerprint import fingerprint
from antiseche.edges.folders import is_private
from antiseche.edges.preview import Preview, Scene
from antiseche.edges.terminal import os_error_in_french
from antiseche.edges.watch import Watch
from antiseche.model import Report
from antiseche.order import MEMORY_FOLDER, memory_file
from antiseche.pipeline import build, read_ahead
from antiseche.problems import in_order, stops
from antiseche.recent import Recent
from antiseche.templating import templates_of
from antiseche.text.spaces import bind_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from antiseche.edges.server import Server
    from antiseche.model import Problem
    from antiseche.order import Order

VS_CODE = "vscode://file/{path}:{line}:{column}"

# Up to this many changed paths are trusted to be all that changed; after more, as after a checkout,
# the system may have lost some.
FEW = 4

# Seconds without a change after which what nobody has asked for, as the search index, is made too.
REST = 1.0

# What a fault of ours raises. It is said, and the next save tries again: a half-written fiche
# must not take the server away from its author.
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Rebuild:
    """One build: the paths that asked for it, what it did, or why it could not.

    ``new`` holds the problems that the turn before did not have; ``polls`` says that the system
    does not tell of changes, so that the folders are read again and again.
    """

    changed: tuple[Path, ...]
    report: Report
    seconds: float
    new: tuple[Problem, ...] = ()
    failure: str = ""
    fault: Exception | None = None
    polls: bool = False


def preview_order(order: Order) -> Order:
    """Return the order of a preview: the same site, in a folder of its own.

    The output folder is not touched: a draft shown here cannot be put on line from there. Servers
    of other sites, or of this one without its drafts, have other folders.
    """
    asked = order.content, *order.templates, order.output, order.base_url, order.drafts
    name = fingerprint(*map(str, asked))[:8]
    output = order.output.parent / MEMORY_FOLDER / "serve" / name / "site"
    return replace(order, output=output, memory=order.memory and memory_file(output))


def watched_folders(order: Order) -> tuple[Path, ...]:
    """Return the folders that a build reads."""
    return (order.content, *order.templates)


def serve(
    order: Order, server: Server, *, editor: str = VS_CODE, follow: bool = False
) -> Generator[Rebuild]:
    """Build, answer, and build again at each change, until closed; yield each turn.

    ``editor`` is the address that opens a file, with ``{path}``, ``{line}`` and ``{column}``;
    ``follow`` brings every browser to the page of the fiche that changes.
    """
    changes, audience, recent = ChangeQueue(), Audience(), Recent()
    watch = Watch(watched_folders(order), changes.add, _is_ignored)
    scene = Scene(session=f"{time.time_ns():x}")
    preview = Preview(order.output, _editor_link(order, editor), scene, changes.hurry)
    ahead = partial(_read_ahead, order, recent, preview)
    try:
        watch.start()  # before the first build: what changes during it makes one more
        turn = _turn(order, recent)
        _show(turn, order, preview, audience)
        server.start(preview.answer, audience.listen)
        yield replace(turn, polls=watch.polls)
        _precompile_templates(order)
        while True:
            longest = REST if turn.report.deferred else None
            changed = tuple(sorted(changes.gather(longest, ahead)))
            known = turn.report.problems
            gone = turn.report.published and not order.output.is_dir()  # taken away by somebody
            if changed or gone:
                told = len(changed) <= FEW and not (gone or watch.polls or turn.failure)
                with preview.building():
                    turn = _turn(order, recent, changed, known, all_told=told, hasty=told)
                    page = _edited_page(turn, order) if follow else ""
                    _show(turn, order, preview, audience, page)
                yield replace(turn, polls=watch.polls)
            elif turn.report.deferred:  # the author rests, or asks for it: nothing is said of it
                # What is saved meanwhile is left to the turn that its own change asks for.
                made = _turn(order, recent, (), known, all_told=True)
                turn = replace(made, changed=turn.changed)
                preview.show(replace(preview.scene, deferred=frozenset()))
                if turn.failure:
                    _show(turn, order, preview, audience)
                    yield replace(turn, polls=watch.polls)
    finally:
        audience.close()
        server.stop()
        watch.stop()


def _read_ahead(order: Order, recent: Recent, preview: Preview, path: Path) -> None:
    """Parse a fiche whose build is about to come: it is the one to say what went wrong."""
    preview.hold()
    with suppress(OSError, *FAULTS):
        read_ahead(order, recent, path)


def _precompile_templates(order: Order) -> None:
    """Compile the templates before a save waits for it: the first build may have made no page."""
    with suppress(OSError):
        theme = read_theme(*order.templates)
        templates_of(tuple(sorted(theme.templates.items()))).compile()


def _turn(
    order: Order,
    recent: Recent,
    changed: tuple[Path, ...] = (),
    known: Sequence[Problem] = (),
    *,
    all_told: bool = False,
    hasty: bool = False,
) -> Rebuild:
    """Build; ``all_told`` says that nothing but what changed can have, since the last turn."""
    start = time.perf_counter()
    report, failure, fault = Report((), published=False), "", None
    try:
        touched = changed if all_told else None
        report = build(replace(order, today=today()), recent, touched, hasty=hasty)
        if not report.published:
            failure = "La construction s’est arrêtée : cette page est celle d’avant."
    except OSError as error:
        failure = f"La construction n’a pas pu aller au bout : {os_error_in_french(error)}."
    except FAULTS as error:
        failure = f"Antisèche est en défaut ({error!r}) : le terminal dit où."
        fault = error
    seconds = time.perf_counter() - start
    new = _new(report.problems, known)
    return Rebuild(changed, report, seconds, new, bind_spaces(failure), fault)


def _new(problems: Sequence[Problem], known: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems that were not known; most are the same objects, which costs less."""
    if problems is known:
        return ()
    same = set(map(id, known))
    others = [problem for problem in problems if id(problem) not in same]
    paths = {problem.path for problem in others}
    return in_order(set(others) - {problem for problem in known if problem.path in paths})


def _show(
    turn: Rebuild, order: Order, preview: Preview, audience: Audience, page: str = ""
) -> None:
    """Let pages know of a turn, and tell the browsers, unless nothing changed for them."""
    report, scene = turn.report, preview.scene
    if report.published:
        sources, base = dict(report.pages), unquote(report.base)
        shown = replace(scene, failure="", problems=report.problems, sources=sources, base=base)
    else:
        fatal = tuple(p for p in report.problems if stops([p], strict=order.strict))
        shown = replace(scene, failure=turn.failure, problems=fatal)
    shown = replace(shown, deferred=report.deferred)
    files = (*report.changes.written, *report.changes.removed)
    # A second server, whose files these are: without a memory, nobody knows.
    others_did = report.published and order.memory is not None and not report.sole_publisher
    if shown == scene and not files and scene.build and not others_did:
        return
    preview.show(replace(shown, build=scene.build + 1))
    audience.tell(
        {
            "session": scene.session,
            "build": preview.scene.build,
            # A page asks for itself again at each build; only for the rest need it be told.
            "assets": [f"{shown.base}/{path}" for path in files if not path.endswith(".html")]
            if scene.build
            else [],
            "page": page,
        }
    )


def _edited_page(turn: Rebuild, order: Order) -> str:
    """Return the address of the page of the one fiche that changed; empty if it is not one."""
    if not turn.report.published:
        return ""
    changed = set(turn.changed)
    edited = [url for url, source in turn.report.pages if order.content / source in changed]
    return f"{turn.report.base}{edited[0]}" if len(edited) == 1 else ""


def _is_ignored(path: Path, folder: Path) -> bool:
    """Tell whether no build reads that path: it is private, as is all that a build writes here."""
    return any(map(is_private, path.parts[len(folder.parts) :]))


def _editor_link(order: Order, editor: str) -> Callable[[Problem], str]:
    """Return what gives the address that opens the place of a problem."""

    def link(problem: Problem) -> str:
        first, _, rest = problem.path.partition("/")
        places = [order.content / problem.path]
        if first == "templates":
            places = [folder / rest for folder in order.templates]
        address = editor
        file = next((place for place in places if place.exists()), places[0])
        for name, value in (
            ("{path}", quote(str(file).lstrip("/"))),
            ("{line}", str(problem.line)),
            ("{column}", str(problem.column)),
        ):
            address = address.replace(name, value)
        return address

    return link
