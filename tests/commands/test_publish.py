"""``antiseche publish``: a draft in its place, every link to it true, and no other byte changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from antiseche.cli import main
from tests.checks.sites import GOOD_SITE, write_site

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = """\
---
# un commentaire
title:   "Les secrets"   # à revoir
publishedDate: '01/02/2020'
draft: true
serie: docker
---

Voir [moi](/drafts/secrets/#suite), [un autre](autre.md),
[les volumes](../fiches/volumes-docker.md), ![x](../images/schema.svg) et [ici](#suite).

## Suite

Texte.
"""
LINKS = """\
---
title: Liens
faq:
  - question: Quoi ?
    answer: "Voir [x](/drafts/secrets/)."
---
[a](/drafts/secrets/), [b](/drafts/secrets), [c](../drafts/secrets.md#suite "Titre"),
[d](https://fiches.example/drafts/secrets/?x=1),
<a href="/drafts/secrets/">e</a>, [f][ref], [f][ref].

`[g](/drafts/secrets/)` [h](/fiches/volumes-docker/)

[ref]: </drafts/secrets/> "Titre"
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781481600")  # 15 June 2026
    files = {
        **GOOD_SITE,
        "drafts/secrets.md": DRAFT,
        "drafts/autre.md": "---\ntitle: Autre\n---\n",
        "fiches/liens.md": LINKS,
    }
    write_site(tmp_path, files)
    return tmp_path


def read(site: Path, path: str) -> str:
    return (site / "content" / path).read_bytes().decode()


def test_the_draft_moves_and_changes_only_in_its_date(site: Path) -> None:
    assert main(["publish", "secrets"]) == 0
    assert not (site / "content/drafts/secrets.md").exists()
    expected = DRAFT.replace("'01/02/2020'", "'15/06/2026'").replace("draft: true\n", "")
    expected = expected.replace("/drafts/secrets/#", "/fiches/secrets/#")
    expected = expected.replace("(autre.md)", "(../drafts/autre.md)")
    expected = expected.replace("../fiches/volumes-docker.md", "volumes-docker.md")
    assert read(site, "fiches/secrets.md") in {
        expected,
        expected.replace("(volumes-docker.md)", "(../fiches/volumes-docker.md)"),
    }


def test_the_links_to_it_follow_byte_for_byte(site: Path) -> None:
    (site / "content/fiches/liens.md").write_bytes(
        b"\xef\xbb\xbf" + LINKS.replace("\n", "\r\n").encode()
    )
    assert main(["publish", "secrets"]) == 0
    expected = LINKS.replace("../drafts/secrets.md", "secrets.md")
    expected = expected.replace("/drafts/secrets", "/fiches/secrets")
    expected = expected.replace("`[g](/fiches/", "`[g](/drafts/").replace("\n", "\r\n")
    assert read(site, "fiches/liens.md") == "\ufeff" + expected


def test_the_menu_follows_too(site: Path) -> None:
    menu = "navigation:\n  - {label: S, url: '/drafts/secrets/'} # ici\n"
    (site / "content/site.yaml").write_text(menu, encoding="utf-8")
    assert main(["publish", "secrets"]) == 0
    assert read(site, "site.yaml") == menu.replace("/drafts/", "/fiches/")


def test_no_link_is_dead_afterwards(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "secrets"]) == 0
    capsys.readouterr()
    main(["check", "--drafts", "--format", "json"])
    out = capsys.readouterr().out
    assert "secrets" in read(site, "fiches/liens.md")
    dead = [json.loads(line)["code"] for line in out.splitlines()]
    assert "lien-mort" not in dead
    assert "ancre-morte" not in dead


def test_it_says_what_is_missing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "secrets"]) == 0
    said = capsys.readouterr()
    assert "La fiche content/fiches/secrets.md est publiée" in said.out
    assert "fiches/liens.md" in said.out
    assert "description-absente" in said.err
    assert "liens.md:" not in said.err
    assert site.exists()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("title: A\ndraft: true\n", "title: A\npublishedDate: 15/06/2026\n"),
        ("publishedDate:\ntitle: A\ndraft: oui # x\n", "publishedDate: 15/06/2026\ntitle: A\n"),
        ('draft: true\npublishedDate: ""\n', "publishedDate: 15/06/2026\n"),
        ("draft: true\npublishedDate: 1/2/2020 # hier\n", "publishedDate: 15/06/2026 # hier\n"),
        ("draft: true\npublishedDate: >-\n  1/2/2020\n", "publishedDate: >-\n  15/06/2026\n"),
        ("title: A\nbrouillon: oui # x, y\n", "title: A\npublishedDate: 15/06/2026\n"),
        ("Draft: 'true'\ntitle: A\n", "title: A\npublishedDate: 15/06/2026\n"),
        (
            "draft: true\nBrouillon: oui\nlevel: avancé\n",
            "level: avancé\npublishedDate: 15/06/2026\n",
        ),
        ("published: no\nstatus: draft\ntitle: A\n", "title: A\npublishedDate: 15/06/2026\n"),
        ("draft: false\nDraft: true\n", "draft: false\npublishedDate: 15/06/2026\n"),
    ],
)
def test_a_draft_in_place_stays_in_place(site: Path, header: str, expected: str) -> None:
    (site / "content/fiches/suite.md").write_text(f"---\n{header}---\nTexte.\n", encoding="utf-8")
    assert main(["publish", "suite"]) == 0
    assert read(site, "fiches/suite.md") == f"---\n{expected}---\nTexte.\n"


@pytest.mark.parametrize("key", ["draft: true", "brouillon: oui", "Draft: true"])
def test_a_draft_that_is_published_is_no_draft_any_more(
    site: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    write_site(site, {"drafts/m.md": f"---\ntitle: Un essai\n{key}\nniveau: avancé\n---\nTexte.\n"})
    assert main(["publish", "m"]) == 0
    said = capsys.readouterr()
    assert "La fiche content/fiches/m.md est publiée." in said.out
    assert "Il ne lui manque rien" not in said.out
    assert said.err.count("cle-inconnue") == 1
    assert main(["build", "--quiet"]) == 0
    assert (site / "site/fiches/m/index.html").exists()


@pytest.mark.parametrize(
    "header", ["{title: A, draft: true}", "{draft: true}", "{title: A,\n draft: true}"]
)
def test_a_key_that_cannot_leave_alone_stays_and_that_is_said(
    site: Path, capsys: pytest.CaptureFixture[str], header: str
) -> None:
    draft = f"---\n{header}\n---\nTexte.\n"
    write_site(site, {"drafts/m.md": draft})
    assert main(["publish", "m"]) == 1
    assert read(site, "drafts/m.md") == draft
    assert not (site / "content/fiches/m.md").exists()
    assert "une seule clé par ligne" in capsys.readouterr().err


def test_line_ends_stay_what_they_are(site: Path) -> None:
    draft = "---\ntitle: A\ndraft: true\n---\nTexte.\n".replace("\n", "\r\n")
    (site / "content/drafts/crlf.md").write_bytes(draft.encode())
    assert main(["publish", "crlf"]) == 0
    expected = "---\ntitle: A\npublishedDate: 15/06/2026\n---\nTexte.\n".replace("\n", "\r\n")
    assert read(site, "fiches/crlf.md") == expected


def test_an_article_goes_with_the_articles(site: Path) -> None:
    article = "---\ntitle: A\nlayout: article\n---\nTexte.\n"
    write_site(site, {"articles/un.md": article, "drafts/deux.md": article})
    assert main(["publish", "deux"]) == 0
    assert (site / "content/articles/deux.md").exists()


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("Drafts/m.md", "fiches/m.md"),
        ("brouillons/m.md", "fiches/m.md"),
        ("brouillons/docker/m.md", "docker/m.md"),
        ("drafts/Brouillons/m.md", "fiches/m.md"),
    ],
)
def test_a_draft_leaves_the_folder_of_drafts_whatever_it_is_called(
    site: Path, path: str, home: str
) -> None:
    write_site(site, {path: "---\ntitle: A\n---\nTexte.\n"})
    assert main(["publish", path]) == 0
    assert not (site / "content" / path).exists()
    assert (site / "content" / home).exists()
    assert main(["build", "--quiet"]) == 0
    assert (site / "site" / home.removesuffix(".md") / "index.html").exists()


def test_it_never_overwrites(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_site(site, {"fiches/secrets.md": "à moi"})
    before = read(site, "fiches/liens.md")
    assert main(["publish", "drafts/secrets.md"]) == 1
    assert read(site, "fiches/secrets.md") == "à moi"
    assert read(site, "drafts/secrets.md") == DRAFT
    assert read(site, "fiches/liens.md") == before
    assert "existe déjà" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("secret", "vouliez-vous dire « secrets » ?"),
        ("nulle-part", "il y a autre, secrets, secrets-docker"),
        ("volumes-docker", "« fiches/volumes-docker.md » n’est pas un brouillon"),
    ],
)
def test_an_unknown_draft(
    site: Path, capsys: pytest.CaptureFixture[str], word: str, said: str
) -> None:
    with pytest.raises(SystemExit):
        main(["publish", word])
    assert said in capsys.readouterr().err.replace("\u00a0", " ").replace("\u202f", " ")
    assert site.exists()


def test_a_draft_that_cannot_be_read_is_left_alone(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = "---\ntitle: A\n\tserie: git\n---\n"
    write_site(site, {"drafts/casse.md": broken})
    assert main(["publish", "casse"]) == 1
    assert read(site, "drafts/casse.md") == broken
    assert "entete-illisible" in capsys.readouterr().err
