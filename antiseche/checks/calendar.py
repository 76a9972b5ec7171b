"""Dates: those to come, and those that read both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from antiseche.problems import problem
from antiseche.text.dates import DateOrder, date_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.checks.site import Site
    from antiseche.model import Problem


def future_dates(site: Site) -> Iterator[Problem]:
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


def ambiguous_dates(site: Site) -> Iterator[Problem]:
    """Tell, once, that dates which read both ways are a guess until the site says their order."""
    if site.config.dates_declared:
        return
    for fiche in sorted((*site.fiches, *site.scheduled), key=lambda fiche: fiche.source.path):
        span = fiche.places.get("publishedDate")
        if span and fiche.ambiguous and fiche.card.published:
            written = fiche.source.written(span).strip("\"' ")
            day = date_in_words(fiche.card.published)
            yield problem(
                fiche.source,
                "date-ambigue",
                span,
                f"La date « {written} » est lue comme le {day}, faute de consigne.",
                f"Dites dans site.yaml l’ordre de vos dates : « dates: {DateOrder.DAY_FIRST} » "
                f"ou « dates: {DateOrder.MONTH_FIRST} ».",
            )
            return


CALENDAR = (future_dates, ambiguous_dates)
