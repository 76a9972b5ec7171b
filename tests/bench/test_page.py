"""The tables say what the figures say, and a target is judged by them alone."""

from __future__ import annotations

from bench.figures import (
    COLD,
    LIBRARIES,
    MISSED,
    REACHED,
    SAVED,
    UNKNOWN,
    Figure,
    Target,
    verdict,
)
from bench.generators import HUGO, OURS
from bench.machine import Machine
from bench.page import make_page
from bench.tables import growth, medians, ratios, table, targets

FIGURES = (
    Figure(OURS, 23, COLD, wall=0.5, cpu=0.75, largest=50 * 2**20, tree=60 * 2**20),
    Figure(OURS, 1023, COLD, wall=4.5, cpu=8.0, largest=70 * 2**20, tree=160 * 2**20),
    Figure(HUGO, 1023, COLD, wall=3.0, cpu=6.0, largest=200 * 2**20, tree=200 * 2**20),
    Figure(LIBRARIES, 1023, COLD, wall=2.4, cpu=4.5, largest=30 * 2**20, tree=50 * 2**20),
    Figure(OURS, 23, SAVED, wall=0.03, tree=80 * 2**20),
)
MACHINE = Machine(
    2, 7.6, "Linux x86_64", "3.11.7", ("jinja2 3.1.6",), UNKNOWN, 0.25, "2026-01-02", 3.44, 9.4
)


def test_a_table_is_aligned() -> None:
    assert table(("Name", "N"), [("a", "1,000")]) == (
        "| Name |     N |\n|------|------:|\n| a    | 1,000 |\n"
    )


def test_every_figure_is_in_the_medians() -> None:
    rows = [" ".join(line.replace("|", " ").split()) for line in medians(FIGURES).splitlines()[2:]]
    assert rows == [
        "cold 23 antiseche 500.0 ms 750.0 ms 50 MiB 60 MiB",
        "cold 1,023 antiseche 4.50 s 8.00 s 70 MiB 160 MiB",
        "cold 1,023 hugo 3.00 s 6.00 s 200 MiB 200 MiB",
        "cold 1,023 libraries 2.40 s 4.50 s 30 MiB 50 MiB",
        "save to page served 23 antiseche 30.0 ms – – 80 MiB",
    ]


def test_a_ratio_needs_both_generators() -> None:
    cold = ratios(FIGURES).splitlines()[2].split("|")
    assert [cell.strip() for cell in cold[2:4]] == [UNKNOWN, "1.5"]


def test_the_least_that_a_cold_build_can_take_is_told_over_hugo() -> None:
    least = ratios(FIGURES).splitlines()[-1].split("|")
    assert [cell.strip() for cell in least[1:4]] == ["cold, the libraries alone", UNKNOWN, "0.8"]


def test_growth_is_the_cost_of_one_more_fiche() -> None:
    assert "4.000 ms" in growth(FIGURES)
    assert "102.4 KiB" in growth(FIGURES)
    assert growth(FIGURES[:1]) == "Not measured: it takes two sizes.\n"


def test_a_long_wait_is_not_written_in_powers_of_ten() -> None:
    assert "1,530 ms" in targets((Figure(OURS, 1000, SAVED, wall=1.53),))


def test_a_target_is_judged_by_the_figures() -> None:
    judged = [
        (Target(COLD, 1023, "× Hugo", 1.5), REACHED),
        (Target(COLD, 1023, "× Hugo", 1.4), MISSED),
        (Target(COLD, 23, "× Hugo", 1), UNKNOWN),
        (Target(SAVED, 23, "ms", 30), REACHED),
        (Target(SAVED, 23, "ms", 25), MISSED),
        (Target(SAVED, 1000, "ms", 40), UNKNOWN),
        (Target(COLD, 1023, "GiB", 0.16), REACHED),
        (Target(COLD, 1023, "GiB", 0.15), MISSED),
    ]
    for target, expected in judged:
        assert verdict(target, FIGURES) == expected, target


def test_the_page_holds_the_machine_and_every_table() -> None:
    page = make_page(FIGURES, MACHINE, 3)
    assert "2 cores, 8 GiB, Linux x86_64; load 0.2 at the start" in page
    assert "Hugo: not measured" in page
    assert "median of 3 runs" in page
    assert "take 3.4 ms for a fiche right after another, 9.4 ms after half a second" in page
    for part in (medians(FIGURES), ratios(FIGURES), growth(FIGURES), targets(FIGURES)):
        assert part in page
