"""The whole build, on one page: discover, parse, plan, check, render, publish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from antiseche.checks.silences import hush
from antiseche.checks.site import Site
from antiseche.edges.disk import read_content, read_source, read_theme
from antiseche.edges.engine import Engine
from antiseche.edges.memory import Memory
from antiseche.edges.publish import open_publication
from antiseche.edges.snapshot import keep
from antiseche.judging import judge
from antiseche.library import shelve
from antiseche.model import File, Report
from antiseche.origins import Origins
from antiseche.parsing import parsing
from antiseche.plan import plan
from antiseche.problems import in_order, stops
from antiseche.recent import Recent
from antiseche.render import render
from antiseche.selection import outside_drafts, select, select_all
from antiseche.site_file import read_config
from antiseche.stale import find_stale, put_off
from antiseche.templating import Templates, templates_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from antiseche.config import Config
    from antiseche.edges.disk import Content
    from antiseche.edges.publish import Publication
    from antiseche.edges.snapshot import Look
    from antiseche.model import Output, Parsed, Problem
    from antiseche.order import Order
    from antiseche.plan import Plan
    from antiseche.reasons import Parts
    from antiseche.selection import Selection
    from antiseche.source import Source


def build(
    order: Order,
    recent: Recent | None = None,
    touched: Collection[Path] | None = None,
    seen: Look | None = None,
    *,
    hasty: bool = False,
) -> Report:
    """Build the site and publish it, unless a problem stops it: then the last site stays.

    ``recent`` is what the last build of this process made, if there was one, and ``touched`` are
    the only paths that may have changed since, if it is known; ``seen``, what was looked at before,
    is trusted, and kept so that the next process may find that nothing has changed. A ``hasty``
    build leaves what can wait to the next, if it may. Raise ``MovedError`` when it is not as seen.
    """
    is_last = recent is None  # of this process
    recent = recent or Recent()
    recent.turn()
    remembering = partial(Memory, order.memory, stays=not is_last)
    with (
        recent.take("memory", order.memory, remembering) as memory,
        Engine(order.jobs, memory, recent, progress=order.progress, hasty=hasty) as engine,
    ):
        prepared = prepare(order, engine, touched, seen)
        if is_last:  # rendering wants the room
            recent.forget()
            for source in prepared.sources:
                source.let_go()
        if stops(prepared.report.problems, strict=order.strict):
            return prepared.report
        with open_publication(order.output, memory) as publication:
            report = publish(prepared, publication, hasty=hasty)
            if not report.published:
                return report
            if not report.deferred:  # else the next build, which comes soon, saves what both made
                memory.save()
            if seen is not None:
                digests = {source.path: source.digest for source in prepared.sources}
                keep(order, seen, publication.signatures(report.files), digests, report)
        return report


def prepare(
    order: Order,
    engine: Engine,
    touched: Collection[Path] | None = None,
    seen: Look | None = None,
) -> Prepared:
    """Discover, parse, plan and check a site."""
    recent = engine.recent
    content = read_content(order.content, recent, touched, seen.digests if seen else {})
    theme = read_theme(*order.templates, recent=recent, touched=touched)
    templates = templates_of(tuple(sorted(theme.templates.items())))
    asked = content.site_file, templates.layouts, order.base_url
    config, config_problems = recent.take("config", asked, partial(read_config, *asked))

    recent.put("reading", None, config.reading)  # for what is read ahead of the next build
    parsed = engine.remember(parsing(config.reading), content.sources)
    fiches = [one.fiche for one in parsed if one.fiche]
    selection = (select_all if order.drafts else select)(fiches, order.today)
    assets = content.assets
    if not order.drafts:
        assets = recent.take("shown", assets, partial(outside_drafts, assets))

    cards = tuple(fiche.card for fiche in selection.published)
    shelving = cards, config.series
    library = recent.take("library", shelving, partial(shelve, *shelving))
    planned = plan(library, selection.published, config, assets, theme.assets, recent)

    problems = [*content.problems, *theme.problems, *config_problems]
    problems += _check(content, parsed, selection, planned, config, engine)
    found = tuple(problems), config.ignore, content.site_file
    report = Report(
        problems=recent.take("problems in order", found, lambda: in_order(hush(*found))),
        published=False,
        fiches=len(cards),
        scheduled=tuple(fiche.card for fiche in selection.scheduled),
        drafts=len(selection.drafts),
        files=tuple(planned.outputs),
        pages=recent.take("pages", cards, lambda: tuple((card.url, card.path) for card in cards)),
        base=config.reading.base,
    )
    origins = Origins(templates, recent, engine.memory)
    return Prepared(report, content.sources, planned, templates, origins, engine)


def _check(
    content: Content,
    parsed: Iterable[Parsed],
    selection: Selection,
    planned: Plan,
    config: Config,
    engine: Engine,
) -> list[Problem]:
    """Judge the site as a whole; add what parsing found in each fiche, or why it is held back."""
    checks = engine.recent.take("checks", None, Recent)  # spared for many builds in a row
    unread = [one.path for one in content.problems if one.code == "encodage"]
    unread += [
        source.path for source, one in zip(content.sources, parsed, strict=True) if not one.fiche
    ]
    assets, file = content.assets, content.site_file
    site = Site(config, selection, assets, planned.paths, file, tuple(unread), checks)
    problems = [*judge(site, engine.recent, engine.memory)]
    left_out = {fiche.source.path for fiche in selection.drafts}
    for source, one in zip(content.sources, parsed, strict=True):
        problems += one.held if source.path in left_out else one.problems
    return problems


def publish(prepared: Prepared, publication: Publication, *, hasty: bool) -> Report:
    """Render what is not in place and put it there, unless some cannot be: then nothing moves."""
    recent = prepared.engine.recent
    stands = publication.stands
    before: Plan | None = recent.find("site", prepared.templates) if stands else None
    due, deferred = put_off(prepared.plan, before if hasty else None)
    stale = find_stale(due, before, publication, prepared.origins)
    failures: list[Problem] = []
    publication.stage(prepared.render_each(stale, failures), prepared.parts)
    if failures:
        return _with_problems(prepared.report, failures)
    changes = publication.commit()
    report = replace(
        prepared.report, published=True, changes=changes, deferred=deferred, sole_publisher=stands
    )
    recent.put("site", prepared.templates, due)
    return report


@dataclass(frozen=True, slots=True)
class Prepared:
    """A site that is planned and checked, and only has to be rendered."""

    report: Report
    sources: tuple[Source, ...]
    plan: Plan
    templates: Templates
    origins: Origins
    engine: Engine

    def parts(self, path: str) -> Parts:
        """Return what the file of a path is made of, part by part."""
        return self.origins.parts(self.plan.outputs[path])

    def render_each(self, outputs: Iterable[Output], failures: list[Problem]) -> Iterator[File]:
        """Yield each file, rendered; what cannot be goes to ``failures``."""
        make = partial(render, templates=self.templates)
        for one in self.engine.map(make, list(outputs), "Fichiers faits"):
            if isinstance(one, File):
                yield one
            else:
                failures.append(one)


def examine(order: Order) -> Report:
    """Do all that a build does, but publish."""
    with (
        Memory(order.memory) as memory,
        Engine(order.jobs, memory, progress=order.progress) as engine,
    ):
        prepared = prepare(order, engine)
        failures: list[Problem] = []
        for _ in prepared.render_each(prepared.plan.outputs.values(), failures):
            pass
        return _with_problems(prepared.report, failures)


def read_ahead(order: Order, recent: Recent, path: Path) -> None:
    """Parse the fiche of a path, if it is one: the hasty build that comes finds it parsed."""
    reading = recent.find("reading", None)
    if reading and (source := read_source(order.content, path)):
        Engine(recent=recent).do_once(parsing(reading), source)


def _with_problems(report: Report, problems: Iterable[Problem]) -> Report:
    return replace(report, problems=in_order({*report.problems, *problems}))
