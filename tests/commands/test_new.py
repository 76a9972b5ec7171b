"""``antiseche new``: a fiche to fill, never in the place of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from antiseche.cli import main
from antiseche.edges.folders import is_private
from antiseche.source import Source
from antiseche.text.dates import DateOrder
from antiseche.text.frontmatter import read_front_matter
from tests.checks.sites import GOOD_SITE, write_site

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Comment annuler un commit ?"
PATH = "content/fiches/comment-annuler-un-commit.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781481600")  # 15 June 2026
    write_site(tmp_path, GOOD_SITE)
    return tmp_path


def test_it_writes_a_filled_header_and_says_where(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", TITLE, "--serie", "git", "--level", "Intermediaire"]) == 0
    assert capsys.readouterr().out == f"{PATH}\n"
    assert (
        (site / PATH)
        .read_text(encoding="utf-8")
        .startswith(
            "---\n"
            "title: Comment annuler un commit ?\n"
            "description:\n"
            "level: intermédiaire\n"
            "publishedDate: 15/06/2026\n"
            "serie: git\n"
            "tags: []\n"
            "---\n\n"
        )
    )


def test_what_it_writes_builds(site: Path) -> None:
    assert main(["new", TITLE]) == 0
    assert main(["build", "--quiet"]) == 0
    assert (site / "site/fiches/comment-annuler-un-commit/index.html").exists()


def test_it_never_overwrites(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", TITLE]) == 0
    (site / PATH).write_text("à moi", encoding="utf-8")
    for arguments in (
        ["new", TITLE],
        ["new", "Comment annuler un commit"],
        ["new", TITLE, "--draft"],
    ):
        assert main(arguments) == 1
    assert (site / PATH).read_text(encoding="utf-8") == "à moi"
    assert "existe déjà" in capsys.readouterr().err


def test_a_draft_is_put_aside(site: Path) -> None:
    assert main(["new", TITLE, "--draft"]) == 0
    assert (site / "content/drafts/comment-annuler-un-commit.md").exists()


@pytest.mark.parametrize(
    ("dates", "expected"),
    [("dates: MM/JJ/AAAA", "06/15/2026"), ("dates: AAAA-MM-JJ", "2026-06-15")],
)
def test_the_date_is_in_the_order_of_the_site(site: Path, dates: str, expected: str) -> None:
    (site / "content/site.yaml").write_text(dates, encoding="utf-8")
    assert main(["new", TITLE]) == 0
    assert f"publishedDate: {expected}\n" in (site / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("seen", "expected"), [("07/17/2025", "06/15/2026"), ("2025-07-17", "2026-06-15")]
)
def test_without_an_order_the_date_is_as_in_the_other_fiches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seen: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781481600")
    write_site(tmp_path, {"fiches/a.md": f"---\npublishedDate: {seen}\n---\nA.\n"})
    assert main(["new", TITLE]) == 0
    assert f"publishedDate: {expected}\n" in (tmp_path / PATH).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--level", "intermedaire"], "vouliez-vous dire « intermédiaire » ?"),
        (["--level", "xyz"], "il y a débutant, intermédiaire, avancé"),
        (["--serie", "gti"], "vouliez-vous dire « git » ?"),
        (["--serie", "kubernetes"], "il y a git, docker, terminal"),
    ],
)
def test_a_wrong_word_is_said_before_anything_is_written(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["new", TITLE, *arguments])
    assert left.value.code == 2
    assert said in capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")
    assert not (site / PATH).exists()


@pytest.mark.parametrize(
    "title",
    [
        "Docker : les bases", "C # et F#", "@angular", 'Le "grand" retour', "L'image", "2025", "no",
        "[x]", "a: b", 'C:\\docs et "x"', "'x' et \"y\"", "# dièse", "- tiret", "%d", "éà 🐳",
        "x" * 300,
    ],
)  # fmt: skip
def test_any_title_is_read_back_as_it_was_given(site: Path, title: str) -> None:
    before = set((site / "content/fiches").iterdir())
    assert main(["new", title]) == 0
    (new,) = set((site / "content/fiches").iterdir()) - before
    assert not is_private(new.name), "a build would not see it"
    front, problems = read_front_matter(
        Source.of("a.md", new.read_text(encoding="utf-8")), DateOrder.DAY_FIRST
    )
    assert front.text("title") == title
    assert problems == []


def test_a_first_fiche_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", TITLE]) == 0
    assert (tmp_path / PATH).exists()


def test_letters_that_no_address_takes_are_said_for_what_they_are(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert site
    with pytest.raises(SystemExit):
        main(["new", "日本語"])
    said = capsys.readouterr().err.replace("\u00a0", " ")
    assert "« 日本語 » ne donne pas d’adresse : il y faut une lettre latine ou un chiffre" in said


@pytest.mark.parametrize("title", ["?!", "Con", "NUL", "Index"])
def test_a_title_that_makes_no_name_of_a_file_is_refused(site: Path, title: str) -> None:
    before = set((site / "content/fiches").iterdir())
    with pytest.raises(SystemExit):
        main(["new", title])
    assert set((site / "content/fiches").iterdir()) == before
