"""``antiseche schema``: what it forbids is what the checks complain of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from antiseche.cli import main
from antiseche.schema import KEYS
from tests.checks.sites import GOOD_SITE, write_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, object]:
    monkeypatch.chdir(tmp_path)
    write_site(tmp_path, GOOD_SITE)
    assert main(["schema"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_it_is_a_schema_with_every_key(schema: dict[str, object]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {key.name for key in KEYS}  # type: ignore[call-overload]


GOOD = (
    "title: A", "title: 2025", "description:", "level: débutant", "level: Avance", "level:",
    "publishedDate: 06/06/2025", "publishedDate: '2025-06-06'", "serie: git", "serie:",
    "tags: [A, 1]", "tags:", "draft: true", "draft: oui", "layout: ../../layouts/X.astro",
    "layout: fiche", "sectionNumber: 1", "faq: [{question: A, answer: B}]",
    "howTo: {name: A, steps: [{name: B, text: C}]}",
)  # fmt: skip
BAD = (
    "titre: A", "level: moyen", "publishedDate: demain", "serie: kubernetes", "tags: A",
    "draft: peut-être", "sectionNumber: un", "faq: A", "faq: [{question: A}]", "howTo: {name: A}",
    "title: [A]",
)  # fmt: skip


@pytest.mark.parametrize("header", GOOD)
def test_what_is_good_passes(schema: dict[str, object], header: str) -> None:
    jsonschema.validate(yaml.safe_load(header), schema)


@pytest.mark.parametrize("header", BAD)
def test_what_is_wrong_does_not(schema: dict[str, object], header: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(header), schema)


def test_it_suggests_the_tags_and_layouts_of_the_site(schema: dict[str, object]) -> None:
    said = json.dumps(schema, ensure_ascii=False)
    assert '"Production"' in said
    assert '"chapitre"' in said
    assert '"terminal"' in said


def test_a_folder_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["schema"])
