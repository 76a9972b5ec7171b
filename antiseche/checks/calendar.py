"""Dates: those to come, and those that read both ways."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from antiseche.problems import problem
from antiseche.text.dates import DateOrder, ReadDate, date_in_words, read_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.checks.site import Site
    from antiseche.model import Fiche, Problem


def future(site: Site) -> Iterator[Problem]:
    """Tell which fiches wait for their date, and so are missing from the site."""
    for fiche in site.scheduled:
        if day := fiche.card.published:
            yield problem(
                fiche.source,
                "date-future",
                fiche.places["publishedDate"],
                f"Cette fiche attend le {date_in_words(day)} pour paraître.",
                "Reconstruisez le site ce jour-là.",
            )


def order(site: Site) -> Iterator[Problem]:
    """Tell, once, that dates which read both ways are a guess until the site says their order."""
    if site.config.dates_said:
        return
    for fiche in sorted((*site.fiches, *site.scheduled), key=lambda fiche: fiche.source.path):
        span = fiche.places.get("publishedDate")
        made_from = fiche, site.config.reading.dates
        read = site.recent.take(("date", fiche.source.path), made_from, partial(_read, *made_from))
        if span and read and read.ambiguous:
            written = _written(fiche)
            yield problem(
                fiche.source,
                "date-ambigue",
                span,
                f"« {written} » est lue comme le {date_in_words(read.day)}, faute de consigne.",
                f"Dites dans site.yaml l’ordre de vos dates : « dates: {DateOrder.DAY_FIRST} » "
                f"ou « dates: {DateOrder.MONTH_FIRST} ».",
            )
            return


def _read(fiche: Fiche, dates: DateOrder) -> ReadDate | None:
    return read_date(_written(fiche), dates)


def _written(fiche: Fiche) -> str:
    """Return the date of a fiche as its author wrote it; empty without one."""
    span = fiche.places.get("publishedDate")
    if not span:
        return ""
    line = fiche.source.line(span.line)
    return line[span.column - 1 : span.column - 1 + span.length].strip("\"' ")


CALENDAR = (future, order)
