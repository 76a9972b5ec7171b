"""Dressing the body of a fiche for its page."""

from __future__ import annotations

import re

from antiseche.text.dressing import Size, dress
from tests.cases import Agreement, Case, each_case

ADDRESS = "https://exemple.fr/site/fiches/x/"
SIZES = {"/site/images/été.png": Size(640, 480)}


@each_case(__file__, "dressing.txt")
def test_dress(case: Case, agree: Agreement) -> None:
    dressed = dress(case.input, ADDRESS, SIZES)
    agree(case, "\n".join((dressed.html, *dressed.addresses)))


def test_addresses_have_letters_as_lists_have() -> None:
    links = "".join(f'<a href="https://a.fr/{number}">x</a>' for number in range(60))
    letters = re.findall(r'data-note="(\w+)"', dress(links, ADDRESS, {}).html)
    assert letters[:2] + letters[25:28] + letters[51:53] == ["a", "b", "z", "aa", "ab", "az", "ba"]
