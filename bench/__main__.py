"""``python -m bench``: measure the generator, print the figures, write docs/performance.md."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.builds import measure_builds
from bench.generators import ROOT, hugo, make_site, ours
from bench.latency import measure_latency
from bench.machine import read_machine
from bench.page import make_page, make_summary
from bench.process import CommandFailedError

if TYPE_CHECKING:
    from bench.figures import Figure
    from bench.generators import Generator


def main() -> int:
    options = _parser().parse_args()
    machine = read_machine(options.hugo)
    figures: tuple[Figure, ...] = ()
    with TemporaryDirectory(prefix="bench-") as copy:
        generators = (ours(Path(copy)), *([hugo(options.hugo)] if options.hugo else []))
        try:
            for size in options.sizes:
                figures += _measure(generators, size, options)
        except CommandFailedError as failure:
            _say(f"{failure}\n")
            return 1
    print(make_summary(figures, machine, options.runs))
    options.output.write_text(make_page(figures, machine, options.runs), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(23, 1000, 10000), metavar="N,N")
    parser.add_argument("--runs", type=_positive, default=3, help="each figure is their median (3)")
    parser.add_argument("--no-serve", dest="serve", action="store_false", help="builds only")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "performance.md")
    parser.add_argument(
        "--hugo",
        type=_program,
        metavar="PATH",
        help="Hugo, measured in the same run: the program itself, not a script that starts it",
    )
    return parser


def _sizes(typed: str) -> tuple[int, ...]:
    return tuple(sorted({_positive(size) for size in typed.split(",")}))


def _positive(typed: str) -> int:
    number = int(typed)
    if number < 1:
        raise ValueError(typed)
    return number


def _program(typed: str) -> str:
    found = shutil.which(typed)
    if not found:
        message = f"{typed} is not a program"
        raise argparse.ArgumentTypeError(message)
    return str(Path(found).absolute())


def _measure(
    generators: tuple[Generator, ...], size: int, options: argparse.Namespace
) -> tuple[Figure, ...]:
    """Measure every generator at a size, in a folder that is removed afterwards."""
    with TemporaryDirectory(prefix="bench-") as name:
        _progress(f"{size} fiches: writing the corpus")
        sites = tuple(make_site(one, Path(name) / one.name, size) for one in generators)
        figures = measure_builds(sites, options.runs, _progress)
        for site in sites if options.serve else ():
            _progress(f"{size} fiches: {site.generator.name} serves")
            figures += (measure_latency(site),)
    return figures


def _progress(text: str) -> None:
    """Say what is going on, to a terminal only: a log has no use for it."""
    if sys.stderr.isatty():
        _say(f"\r\x1b[K{text}…")


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
