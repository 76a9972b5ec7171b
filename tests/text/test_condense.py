"""Condensing a fiche: what goes in, what an author steers, and that it always fits."""

from __future__ import annotations

import pytest

from antiseche.model import HowTo, Step
from antiseche.text.column_height import height
from antiseche.text.condense import SETTINGS, condense
from tests.cases import Agreement, Case, each_case


@each_case(__file__, "condense.txt")
def test_condense(case: Case, agree: Agreement) -> None:
    agree(case, condense(case.input).html)


def test_steps_of_a_how_to_go_on_the_sheet_by_their_names() -> None:
    how_to = HowTo("Lancer <vite>", (Step("Construire", "Tapez <code>build</code>."),))
    html = condense("<p>Un mot.</p>", how_to).html
    assert html.endswith("<h2>Lancer &lt;vite&gt;</h2>\n<ol><li>Construire</li></ol>")


def test_a_short_fiche_is_set_large_and_a_long_one_small() -> None:
    row = "<tr><td>voir ce qui tourne</td><td><code>docker ps</code></td></tr>"
    sizes = [condense(f"<table>{row * number}</table>").size for number in (2, 60, 80, 130)]
    assert sizes == [setting.size for setting in SETTINGS[:4]]


@pytest.mark.parametrize("number", [1, 10, 100, 1000])
def test_the_sheet_is_never_fuller_than_it_can_be(number: int) -> None:
    code = '<pre><code class="language-bash">docker compose up --wait\n</code></pre>'
    html = "".join(f"<h2>Partie {n}</h2><p>Une phrase.</p>{code * 3}" for n in range(number))
    digest = condense(html)
    setting = next(one for one in SETTINGS if one.size == digest.size)
    blocks = digest.html.replace("<h2>", "\n<h2>").replace("</pre>", "</pre>\n\n").split("\n\n")
    taken = sum(height(block.strip(), setting.column) for block in blocks if block.strip())
    assert taken <= setting.lines
