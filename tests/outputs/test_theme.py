"""The theme: one stylesheet, in order, with the author's last; a version that tells changes."""

from __future__ import annotations

from antiseche.model import Asset
from antiseche.outputs.theme import gather

THEME = [
    Asset("assets/css/20-b.css", b"/* why */\nb {\n  c: d;\n}\n"),
    Asset("assets/css/10-a.css", b"a {}"),
    Asset("assets/early.js", b"// why\n{\n  a();\n}\n"),
    Asset("assets/icone.svg", b"<svg/>"),
    Asset("assets/tokens.css", b":root {}"),
]


def test_sheets_are_one_file_and_the_early_script_is_none() -> None:
    theme = gather(THEME, [])
    assert [asset.path for asset in theme.assets] == ["assets/icone.svg", "assets/style.css"]
    assert theme.assets[1].content == b":root {}\na {}\nb {\nc: d;\n}\n"
    assert theme.early == "{\n  a();\n}"


def test_an_early_script_that_is_not_in_utf_8_is_read_as_it_can_be() -> None:
    assert gather([Asset("assets/early.js", "a('é')".encode("latin-1"))], []).early == "a('\ufffd')"


def test_the_house_style_has_the_last_word() -> None:
    theme = gather(THEME, [Asset("assets/charte.css", b":root { --ink: #000; }")])
    assert theme.assets[1].content.endswith(b":root { --ink: #000; }\n")
    assert theme.version != gather(THEME, []).version


def test_a_theme_without_sheets_has_no_stylesheet() -> None:
    assert gather([], []).assets == ()
