"""Places: the line and column, in the file, of what an author has to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cases import each_case
from tests.text.rendering import body_of, fiche_of

if TYPE_CHECKING:
    from antiseche.model import Fiche
    from antiseche.source import Span
    from tests.cases import Agreement, Case


@each_case(__file__, "places.txt")
def test_places_of_links_and_headings(case: Case, agree: Agreement) -> None:
    fiche, body = fiche_of(case.input), body_of(case.input)
    places = [(link.span, f"→ {link.href}") for link in fiche.links]
    headings = [body.lead] if body.lead else []
    places += [(h.span, f"h{h.level}") for h in (*headings, *body.headings)]
    places.sort(key=lambda place: (place[0].line, place[0].column))
    agree(case, "\n".join(f"{_said(fiche, span)} {what}" for span, what in places))


def _said(fiche: Fiche, span: Span) -> str:
    line = fiche.source.line(span.line)
    marked = line[span.column - 1 : span.column - 1 + span.length]
    return f"{span.line}:{span.column} ⟦{marked}⟧"
