"""Dressing the body of a fiche for its page."""

from __future__ import annotations

from antiseche.text.dressing import Size, dress
from tests.cases import Agreement, Case, each_case

ADDRESS = "https://exemple.fr/site/fiches/x/"
SIZES = {"/site/images/été.png": Size(640, 480)}


@each_case(__file__, "dressing.txt")
def test_dress(case: Case, agree: Agreement) -> None:
    dressed = dress(case.input, ADDRESS, SIZES)
    agree(case, "\n".join((dressed.html, *dressed.addresses)))
