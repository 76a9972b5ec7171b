"""What reading offline is made of: the manifest, its icons, the service worker."""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from antiseche.text.png import Rectangle, png
from tests.sites import build_site

if TYPE_CHECKING:
    from pathlib import Path

BASE = "/notes"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    build_site(tmp_path, {"site.yaml": f"title: L'été\nurl: https://exemple.fr{BASE}\n"})
    return tmp_path / "site"


def test_the_manifest_and_the_worker_know_the_path_of_the_site(site: Path) -> None:
    manifest = json.loads((site / "manifest.webmanifest").read_bytes())
    assert manifest["name"] == manifest["short_name"] == "L’été"
    assert manifest["lang"] == "fr"
    assert manifest["start_url"] == manifest["scope"] == f"{BASE}/"
    worker = (site / "service-worker.js").read_text(encoding="utf-8")
    assert f'"base": "{BASE}"' in worker
    assert f'importScripts("{BASE}/assets/js/service-worker.js?v=' in worker


def test_each_icon_has_the_size_that_the_manifest_says(site: Path) -> None:
    manifest = json.loads((site / "manifest.webmanifest").read_bytes())
    icons = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    assert {icon["sizes"] for icon in icons} == {"192x192", "512x512"}
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        content = (site / icon["src"].removeprefix(f"{BASE}/")).read_bytes()
        side = int(icon["sizes"].partition("x")[0])
        assert struct.unpack(">II", content[16:24]) == (side, side)


def test_a_png_is_read_back_as_it_was_drawn() -> None:
    red, blue = (255, 0, 0), (0, 0, 255)
    content = png(4, [Rectangle(0, 0, 100, 100, red), Rectangle(50, 25, 100, 50, blue)])
    size = int.from_bytes(content[33:37], "big")
    assert content[37:41] == b"IDAT"
    rows = zlib.decompress(content[41 : 41 + size])
    plain, mixed = b"\0" + bytes(red) * 4, b"\0" + bytes(red) * 2 + bytes(blue) * 2
    assert rows == plain + mixed + plain * 2
