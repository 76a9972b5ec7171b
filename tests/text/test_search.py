"""The words of search: the same in Python, which writes the index, and in the browser's script."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from antiseche.text.search import ELIDED, STOP_WORDS, chunks, terms
from antiseche.text.search_pieces import BUCKETS, Index, bucket, identify, index_entry
from tests.cases import each_case, read_cases
from tests.sites import ROOT

if TYPE_CHECKING:
    from tests.cases import Agreement, Case

SCRIPT = ROOT / "templates" / "assets" / "js" / "search-words.js"
CASES = Path(__file__).parent / "cases"


def words(text: str) -> str:
    return " ".join(term for chunk in chunks(text) for term in terms(chunk))


def in_javascript(program: str, *given: object) -> object:
    """Run a program with the script of the browser as ``script``, and what is ``given``."""
    if not (node := shutil.which("node")):
        pytest.skip("there is no node on this machine")
    source = (
        f"import(process.argv[1]).then(script => {{ const given = {json.dumps(given)};"
        f"console.log(JSON.stringify({program})); }})"
    )
    command = [node, "-e", source, SCRIPT.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return json.loads(done.stdout)


@each_case(__file__, "search-words.tsv")
def test_the_words_of_a_text(case: Case, agree: Agreement) -> None:
    agree(case, words(case.input))


def test_the_browser_finds_the_same_words() -> None:
    cases = read_cases(CASES / "search-words.tsv")
    program = (
        "(terms => given[1].map(text => script.chunks(text).flatMap(terms).join(' ')))"
        "(script.analysis(given[0]))"
    )
    language = {"elided": ELIDED, "stop": sorted(STOP_WORDS)}
    texts = [case.input for case in cases]
    assert in_javascript(program, language, texts) == [case.expected for case in cases]


def test_a_family_has_one_stem_and_others_have_not() -> None:
    families = (CASES / "search-families.txt").read_text(encoding="utf-8").split("\n")
    lists = [line.split() for line in families if line and not line.startswith("#")]
    program = "given[0].map(family => family.map(word => script.stem(script.fold(word))))"
    stems = in_javascript(program, lists)
    assert isinstance(stems, list)
    for family, own in zip(lists, stems, strict=True):
        assert len(set(own)) == 1, dict(zip(family, own, strict=True))
    firsts = [own[0] for own in stems]
    assert len(set(firsts)) == len(firsts), sorted(firsts)


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("conteneru", "conteneur", True),
        ("ocker", "docker", True),
        ("dockeer", "docker", True),
        ("dockee", "docker", True),
        ("docker", "docker", True),
        ("dokcre", "docker", False),
        ("dock", "docker", False),
    ],
)
def test_one_slip_of_the_finger_is_one(typed: str, meant: str, slip: bool) -> None:  # noqa: FBT001  a parameter
    assert in_javascript("script.isSlip(...given)", typed, meant) is slip


def test_a_term_stands_in_the_bucket_of_its_first_letters() -> None:
    words = index_entry("fffffff0", [(("Docker dockerfile", 20),), (("l’autre docker", 4),)])
    index = Index([words, index_entry("fffffff1", [])])
    assert index.shard(bucket("doc")).pieces() == ["fffffff0 docker 00k012 dockerfile 00k\t"]
    assert index.shard(bucket("*er")).pieces() == ["fffffff0\t*er6 docker"]
    assert index.shard(bucket("!do")).pieces() == ["fffffff0\t!do6 docker"]
    assert Index([]).shard(0).pieces() == []


def test_a_digest_changes_when_a_piece_of_its_bucket_does() -> None:
    def of(*texts: str) -> list[str]:
        words = [index_entry(f"{n:08}", [((text, 4),)]) for n, text in enumerate(texts)]
        return list(Index(words).digests)

    before, after = of("docker", "grep"), of("docker", "sed")
    moved = {number for number in range(BUCKETS) if before[number] != after[number]}
    assert moved == {bucket(key) for key in ("gre", "*ep", "!gr", "sed")}
    assert before != of("grep", "docker"), "the order counts"
    assert of() == of()


def test_an_index_reads_no_words_before_it_serves_and_holds_none_that_were_replaced() -> None:
    first, *others = [index_entry(f"{n:08}", [(("docker", 4),)]) for n in range(4)]
    indexes = [Index([first])]
    assert indexes[0].digests
    for words in others:  # saves that follow one another, without a search
        indexes.append(Index([words], indexes[-1]))
    assert all(index.base is indexes[0] for index in indexes[1:])
    assert indexes[-1].digests == Index([others[-1]]).digests
    assert indexes[-1].base is None


def weight(*fields: tuple[str, int]) -> int:
    """Return what « mot » weighs in a section that has these fields."""
    (piece,) = Index([index_entry("fffffff0", [fields])]).shard(bucket("mot")).pieces()
    return int(re.findall(r"mot \d\d(\w)", piece)[0], 36)


def test_what_is_said_often_weighs_more_but_not_more_than_a_heading() -> None:
    assert weight(("mot", 4)) < weight(("mot mot mot", 4)) < weight(("mot", 12))
    assert weight(("mot " * 1000, 4)) == 4
    assert weight(("un seul mot", 20)) < weight(("un seul mot", 20), ("mot", 4))
    assert weight(("seul mot", 20), *[("mot", 4)] * 100) == 35


def test_a_word_of_a_short_title_weighs_more_and_a_part_of_a_name_less() -> None:
    assert (
        weight(("Le mot", 20)) > weight(("Le mot juste", 20)) > weight(("Un mot trop long ici", 20))
    )
    assert weight(("mot", 4)) > weight(("mot.txt", 4))
    assert weight(("Le mot", 20)) > weight(("Le mot-clé", 20))


def test_a_sign_between_the_words_of_a_title_says_no_more_than_in_a_text() -> None:
    words = index_entry("fffffff0", [(("Lire | Écrire", 20),), (("ls | wc", 4),)])
    assert Index([words]).shard(bucket("|")).pieces() == ["fffffff0 | 002012\t"]


def test_the_name_of_a_fiche_in_the_index_depends_on_its_path_alone() -> None:
    assert identify("fiches/a.md") == identify("fiches/a.md") != identify("fiches/b.md")
    assert len(identify("fiches/a.md")) == 8
