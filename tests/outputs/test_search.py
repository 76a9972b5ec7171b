"""Search: what the index holds, what it leaves out, and that it is made of nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from antiseche.outputs.search import CHAMPIONS, ShardView, make_shard
from antiseche.text.search_pieces import TEXT, TITLE, Index, bucket, identify, index_entry
from tests.sites import build_site, built

if TYPE_CHECKING:
    from pathlib import Path

FICHE = """---
title: "L'image Docker"
tags: [Conteneurs]
serie: docker
faq:
  - question: Et le réseau ?
    answer: "Un `pont` suffit."
---

Avant tout, l'essentiel.

## Déployer l'image

```sh
docker compose up --wait
```

> [!CAUTION]
> Ne dites pas (« oui »).
"""


def index(folder: Path) -> dict[str, str]:
    """Return every term of a built index, whatever its shard."""
    shards = sorted((folder / "site" / "recherche" / "mots").glob("*.json"))
    return {
        term: value for shard in shards for term, value in json.loads(shard.read_bytes()).items()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "site.yaml": "title: Un site au long titre\nurl: https://exemple.fr/notes\n",
        "fiches/a.md": FICHE,
        "drafts/b.md": "# Brouillon introuvable\n",
    }
    build_site(tmp_path, files, drafts=True)
    return tmp_path


def test_each_word_leads_to_its_passages(site: Path) -> None:
    found, own = index(site), identify("fiches/a.md")
    assert found["image"] == f"{own}00k01f", "in the title, then in a heading"
    assert found["deployer"] == f"{own}01f"
    assert found["--wait"] == f"{own}012"
    assert found["conteneurs"] == f"{own}00a"
    assert found["reseau"] == found["pont"] == f"{own}022"
    assert found["*er6"] == "danger docker"


def test_drafts_are_not_found_even_when_they_are_built(site: Path) -> None:
    assert (site / "site" / "drafts" / "b" / "index.html").exists()
    assert "brouillon" not in index(site)
    assert len(list((site / "site" / "recherche" / "fiches").iterdir())) == 1


def test_a_term_is_in_the_shard_that_its_first_letters_name(site: Path) -> None:
    manifest = json.loads((site / "site" / "recherche" / "index.json").read_bytes())
    assert manifest["fiches"] == 1
    for shard in (site / "site" / "recherche" / "mots").iterdir():
        for term in json.loads(shard.read_bytes()):
            assert bucket(term[:3]) * manifest["shards"] // 256 == int(shard.stem), term


def test_passages_open_at_their_headings_and_are_typeset(site: Path) -> None:
    path = site / "site" / "recherche" / "fiches" / f"{identify('fiches/a.md')}.json"
    shown = json.loads(path.read_bytes())
    assert shown["url"] == "/fiches/a/"
    assert shown["title"] == "L’image Docker"
    assert shown["series"] == "Docker"
    assert shown["passages"] == [
        ["", "", "Avant tout, l’essentiel."],
        [
            "déployer-limage",
            "Déployer l’image",
            "docker compose up --wait\nDanger\nNe dites pas («\u00a0oui\u00a0»).",
        ],
        ["_questions", "Questions fréquentes", "Et le réseau\u202f? Un pont suffit."],
    ]


def test_browsers_are_told_where_to_search(site: Path) -> None:
    root = ET.fromstring((site / "site" / "opensearch.xml").read_bytes())  # noqa: S314  our own file
    said = {element.tag.partition("}")[2]: element for element in root}
    assert said["ShortName"].text == "Un site au long"
    assert said["Url"].get("template") == "https://exemple.fr/notes/recherche/?q={searchTerms}"


def test_an_edit_touches_the_shards_of_its_words_only(site: Path) -> None:
    before = built(site / "site" / "recherche")
    build_site(site, {"fiches/a.md": FICHE.replace("essentiel", "superflu")}, drafts=True)
    after = built(site / "site" / "recherche")
    changed = {path for path in after if before.get(path) != after[path]}
    keys = {bucket(key) // 16 for key in ("ess", "sup", "*el", "*lu")}
    expected = {f"mots/{key:03}.json" for key in keys}
    assert changed == expected | {f"fiches/{identify('fiches/a.md')}.json"}


def test_of_a_word_that_is_everywhere_the_best_are_kept() -> None:
    many = CHAMPIONS + 50
    words = [
        index_entry(f"{number:08}", [(("docker", TITLE if number % 2 else TEXT),)])
        for number in range(many)
    ]
    view = ShardView(Index(words).shard(bucket("doc")))
    postings = json.loads(make_shard(view))["docker"].split(" ")
    assert postings[0] == f"#{many}"
    assert len(postings) == CHAMPIONS + 1
    weights = [posting[-1] for posting in postings[1:]]
    assert weights.count("s") == min(CHAMPIONS, many // 2)


def test_an_empty_site_has_an_index(tmp_path: Path) -> None:
    build_site(tmp_path, {"site.yaml": "title: Rien\n"})
    assert index(tmp_path) == {}
