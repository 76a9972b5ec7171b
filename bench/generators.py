"""What is measured: the generator, and Hugo if the machine has it, each in a site of its own."""

from __future__ import annotations

import compileall
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.corpus import slug, write_corpus

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
OURS, HUGO = "antiseche", "hugo"
HUGO_SITE = Path(__file__).parent / "hugo_site"


@dataclass(frozen=True, slots=True)
class Generator:
    """A way to make a site from a folder: its commands, and what a cold build has not."""

    name: str
    build: tuple[str, ...]
    serve: tuple[str, ...]  # the port comes last
    made: tuple[str, ...]
    output: str
    layout: Path | None = None
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """A generator and the folder of its copy of the corpus."""

    generator: Generator
    folder: Path
    size: int

    @property
    def edited(self) -> int:
        """Number the fiche whose body is edited: the one in the middle."""
        return (self.size + 1) // 2

    @property
    def source(self) -> Path:
        """Place the source of that fiche."""
        return self.folder / "content" / "fiches" / f"{slug(self.edited)}.md"

    @property
    def page(self) -> Path:
        """Place the page that a build makes of it."""
        folder = self.folder / self.generator.output / "fiches"
        return folder / slug(self.edited) / "index.html"

    @property
    def pages(self) -> int:
        """Count the fiches that a build has made a page of."""
        return len(list((self.folder / self.generator.output).glob("fiches/fiche-*/index.html")))


def ours(folder: Path) -> Generator:
    """Return this generator, as the Python of the bench runs it, from a copy made in a folder.

    A build remakes all that an older generator has made: were it edited while it is measured, the
    figures would be those of another question.
    """
    for name in ("antiseche", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    compileall.compile_dir(folder / "antiseche", quiet=1)
    command = (sys.executable, "-m", "antiseche")
    return Generator(
        OURS,
        build=(*command, "build", "--quiet"),
        serve=(*command, "serve", "--port"),
        made=("site", ".antiseche"),
        output="site",
        variables={"PYTHONPATH": str(folder)},
    )


def hugo(program: str) -> Generator:
    """Return Hugo, with a minimal site: pages, lists, tags, coloured code, a feed, a sitemap."""
    return Generator(
        HUGO,
        build=(program, "--quiet"),
        serve=(program, "server", "--bind", "127.0.0.1", "--port"),
        made=("public", "resources", ".hugo_build.lock"),
        output="public",
        layout=HUGO_SITE,
    )


def make_site(generator: Generator, folder: Path, size: int) -> Site:
    """Write a corpus and what the generator needs beside it."""
    folder.mkdir(parents=True)
    if generator.layout:
        shutil.copytree(generator.layout, folder, dirs_exist_ok=True)
    write_corpus(folder / "content", size)
    return Site(generator, folder, size)
