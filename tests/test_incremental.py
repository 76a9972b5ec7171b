"""A warm build gives the bytes of a clean one, after any edits; and does no more than it must."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from antiseche import origins, parsing, pipeline
from antiseche.edges.fingerprint import fingerprint
from antiseche.order import Order
from antiseche.parse import parse
from antiseche.pipeline import build
from antiseche.recent import Recent
from antiseche.render import render
from antiseche.standing import bring_up_to_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from antiseche.config import Reading
    from antiseche.model import File, Output, Parsed, Problem, Report, Source
    from antiseche.templating import Templates

ROOT = Path(__file__).resolve().parent.parent
STEPS = 16

CLEAN = """
import sys
from datetime import date
from pathlib import Path
from antiseche.order import Order
from antiseche.pipeline import build
content, templates, output, today, drafts = sys.argv[1:]
build(Order(Path(content), (Path(templates),), Path(output), date.fromisoformat(today),
            base_url="https://exemple.fr", drafts=drafts == "True", jobs=1))
"""


def fiche(title: str, text: str = "Du texte.", **front: str) -> str:
    header = "\n".join(f"{key}: {value}" for key, value in front.items())
    return f"---\ntitle: {title}\n{header}\n---\n\n## Section\n\n{text}\n"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    content = tmp_path / "content"
    (content / "fiches").mkdir(parents=True)
    for number in range(5):
        written = fiche(f"Fiche {number}", serie="git", tags=f"[T{number % 2}, Commun]")
        (content / "fiches" / f"f{number}.md").write_text(written, encoding="utf-8")
    (content / "site.yaml").write_text("title: Essai\nseries:\n  git: Git\n", encoding="utf-8")
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    return Order(
        content=content,
        templates=(templates,),
        output=tmp_path / "warm" / "site",
        today=date(2026, 6, 6),
        base_url="https://exemple.fr",
        jobs=1,
        memory=tmp_path / "warm" / "memory.sqlite",
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def clean(order: Order, folder: Path) -> dict[str, bytes]:
    """Build the same site in a new process, from nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    arguments = (order.content, order.templates[0], folder / "site", order.today, order.drafts)
    command = [sys.executable, "-c", CLEAN, *map(str, arguments)]
    subprocess.run(command, check=True, cwd=ROOT)
    return files(folder / "site")


def edit_body(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"\nModification {chance.random()}.\n")
    return order


def edit_title(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    written = fiche(f"Titre {chance.random()}", serie=chance.choice(["git", "docker"]))
    path.write_text(written, encoding="utf-8")
    return order


def add(order: Order, chance: random.Random) -> Order:
    name = f"n{chance.randrange(10_000)}.md"
    day = f"{chance.randrange(1, 28):02}/0{chance.randrange(5, 8)}/2026"
    written = fiche(name, tags="[Commun]", publishedDate=day)
    (order.content / "fiches" / name).write_text(written, encoding="utf-8")
    return order


def rename(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    path.rename(path.with_name(f"r{chance.randrange(10_000)}.md"))
    return order


def delete(order: Order, chance: random.Random) -> Order:
    paths = sorted((order.content / "fiches").glob("*.md"))
    if len(paths) > 2:
        chance.choice(paths).unlink()
    return order


def toggle_draft(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted((order.content / "fiches").glob("*.md")))
    written = fiche(path.stem, draft=chance.choice(["true", "false"]))
    path.write_text(written, encoding="utf-8")
    return order


def toggle_drafts(order: Order, _chance: random.Random) -> Order:
    return replace(order, drafts=not order.drafts)


def edit_site(order: Order, chance: random.Random) -> Order:
    text = f"title: Site {chance.random()}\nseries:\n  docker: Docker\n  git: Git\n"
    (order.content / "site.yaml").write_text(text, encoding="utf-8")
    return order


def edit_template(order: Order, chance: random.Random) -> Order:
    path = chance.choice(sorted(order.templates[0].glob("**/*.html")))
    with path.open("a", encoding="utf-8") as stream:
        stream.write(f"<!-- {chance.random()} -->\n")
    return order


def add_image(order: Order, chance: random.Random) -> Order:
    (order.content / "image.txt").write_text(str(chance.random()), encoding="utf-8")
    return order


def next_week(order: Order, _chance: random.Random) -> Order:
    return replace(order, today=date.fromordinal(order.today.toordinal() + 7))


EDITS: tuple[Callable[[Order, random.Random], Order], ...] = (
    edit_body, edit_title, add, rename, delete, toggle_draft, toggle_drafts,
    edit_site, edit_template, add_image, next_week,
)  # fmt: skip


@pytest.mark.parametrize("seed", [1])
def test_warm_equals_clean_after_any_edits(order: Order, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  a reproducible shuffle
    recent = Recent()
    done: list[str] = []
    for _ in range(STEPS):
        for _ in range(chance.randrange(1, 3)):
            edit = chance.choice(EDITS)
            done.append(edit.__name__)
            order = edit(order, chance)
        assert bring_up_to_date(order).published
        served = replace(order, output=tmp_path / "served" / "site", memory=None)
        assert build(served, recent).published
        expected = clean(order, tmp_path / "clean")
        assert files(order.output) == expected, done
        assert files(served.output) == expected, done


@pytest.mark.parametrize("stage", [parsing, origins], ids=["parse", "render"])
def test_a_memory_that_forgets_what_changed_is_caught(
    order: Order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: ModuleType
) -> None:
    whole = fingerprint
    monkeypatch.setattr(stage, "fingerprint", lambda *parts: whole(*parts[:-1]))
    build(order)
    edit_body(order, random.Random(3))  # noqa: S311
    build(order)
    assert files(order.output) != clean(order, tmp_path / "clean")


def written(report: Report) -> set[str]:
    assert report.published
    return set(report.changes.written)


def test_nothing_changed_nothing_is_made_again(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(order)

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("something was made again")

    monkeypatch.setattr(parsing, "parse", refuse)
    monkeypatch.setattr(pipeline, "render", refuse)
    assert not written(build(order))


def test_a_second_build_of_a_process_parses_what_changed_only(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, recent, parsed = replace(order, memory=None), Recent(), list[str]()
    build(order, recent)

    def parse_again(source: Source, reading: Reading) -> Parsed:
        parsed.append(source.path)
        return parse(source, reading)

    monkeypatch.setattr(parsing, "parse", parse_again)
    edit = order.content / "fiches" / "f1.md"
    edit.write_text(fiche("Fiche 1", "Un autre texte."), encoding="utf-8")
    build(order, recent)
    assert parsed == ["fiches/f1.md"]


def test_a_body_edited_remakes_its_own_pages_only(order: Order) -> None:
    build(order)
    path = order.content / "fiches" / "f1.md"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\nUne phrase de plus.\n")
    shared = {"recherche"}  # the index knows every word
    changed = {one for one in written(build(order)) if one.split("/")[0] not in shared}
    assert changed
    assert all(one.startswith("fiches/f1/") for one in changed), changed


def pages_using(report: Report, order: Order, mark: str) -> set[str]:
    return {
        path
        for path in report.files
        if path.endswith(".html") and mark in (order.output / path).read_text(encoding="utf-8")
    }


@pytest.mark.parametrize(
    "template",
    ["pages/antiseche.html", "layouts/fiche.html", "fragments/voisines.html", "pages/rayon.html"],
)
def test_a_template_edited_remakes_the_pages_that_use_it(order: Order, template: str) -> None:
    build(order)
    path = order.templates[0] / template
    text = path.read_text(encoding="utf-8")
    end = "{% endblock %}"
    text = text.replace(end, f"<!-- repère -->{end}") if end in text else f"{text}<!-- repère -->"
    path.write_text(text, encoding="utf-8")
    report = build(order)
    assert written(report) == pages_using(report, order, "<!-- repère -->")
    assert written(report)
    assert all(template in reason for reason in report.changes.reasons)


def test_a_template_that_nothing_uses_remakes_nothing(order: Order) -> None:
    build(order)
    (order.templates[0] / "fragments/de-cote.html").write_text("<p>", encoding="utf-8")
    assert not written(build(order))


def test_the_generator_changed_remakes_everything(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(order)
    made: list[Output] = []
    monkeypatch.setattr(origins, "code_fingerprint", lambda: "another")
    monkeypatch.setattr(parsing, "code_fingerprint", lambda: "another")

    def made_again(output: Output, templates: Templates) -> File | Problem:
        made.append(output)
        return render(output, templates)

    monkeypatch.setattr(pipeline, "render", made_again)
    report = build(order)
    assert [output.path for output in made] == list(report.files)
    assert not written(report), "the bytes are the same"


def test_a_title_edited_remakes_the_pages_that_show_it(order: Order) -> None:
    first = build(order)
    path = order.content / "fiches" / "f1.md"
    shows = pages_using(first, order, "Fiche 1")
    text = path.read_text(encoding="utf-8").replace("Fiche 1", "Un titre neuf")
    path.write_text(text, encoding="utf-8")
    pages = {one for one in written(build(order)) if one.endswith(".html")}
    assert pages == shows


def test_a_deleted_page_is_made_again(order: Order) -> None:
    build(order)
    (order.output / "index.html").unlink()
    assert written(build(order)) == {"index.html"}


def test_a_page_changed_by_hand_is_made_again(order: Order) -> None:
    build(order)
    (order.output / "index.html").write_text("à la main", encoding="utf-8")
    assert written(build(order)) == {"index.html"}


@pytest.mark.parametrize("garbage", [b"", b"pas une base", b"SQLite format 3\0" + b"\xff" * 500])
def test_garbage_in_place_of_the_memory_is_forgotten(order: Order, garbage: bytes) -> None:
    build(order)
    assert order.memory
    order.memory.write_bytes(garbage)
    assert build(order).published
    assert not written(build(order))


def test_a_memory_that_cannot_be_written_does_no_harm(order: Order) -> None:
    assert order.memory
    order.memory.mkdir(parents=True)
    assert build(order).published
