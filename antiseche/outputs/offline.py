"""Offline reading: the web app manifest, its icons, the service worker, and its fallback page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from antiseche.model import Output
from antiseche.outputs.frame import HOME, Crumb, Frame, Page
from antiseche.text.png import Rectangle, png
from antiseche.text.short_names import short_name
from antiseche.text.urls import output_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from antiseche.config import Config
    from antiseche.library import Library

MANIFEST = "manifest.webmanifest"
WORKER = "service-worker.js"  # at the root: a worker sees nothing above its own folder
PAGE = "/hors-ligne/"
ICONS = (192, 512)  # pixels
SHORT_NAME = 12  # characters, all that a device shows under an icon

# The bristol card of assets/icone.svg, on the desk of tokens.css. What matters stands in the inner
# circle, which is all that some systems keep of an icon.
DESK, PAPER, INK, MARGIN, RULE = (
    (232, 237, 242),
    (253, 254, 254),
    (39, 64, 107),
    (200, 65, 59),
    (195, 215, 234),
)
CARD = (
    Rectangle(0, 0, 100, 100, DESK),
    Rectangle(18, 26, 82, 74, INK),
    Rectangle(20, 28, 80, 72, PAPER),
    Rectangle(20, 38, 80, 41, MARGIN),
    Rectangle(20, 50, 80, 51.5, RULE),
    Rectangle(20, 61, 80, 62.5, RULE),
    Rectangle(28, 46, 70, 50, INK),
    Rectangle(28, 57, 54, 61, INK),
)


@dataclass(frozen=True, slots=True)
class ManifestView:
    """What a device shows of the site when it is installed."""

    title: str
    description: str
    base: str


@dataclass(frozen=True, slots=True)
class IconView:
    """The side of an icon, in pixels."""

    side: int


@dataclass(frozen=True, slots=True)
class WorkerView:
    """What the service worker has to know: it is another one when the theme is."""

    base: str
    version: str


@dataclass(frozen=True, slots=True)
class PageView:
    """All that the page shown in the place of one that is not kept shows."""

    frame: Frame
    page: Page


def plan(library: Library, config: Config, frame: Frame) -> Iterator[Output]:
    """Plan what reading offline needs."""
    del library
    manifest = ManifestView(config.title, config.description, frame.base)
    yield Output(MANIFEST, make_manifest, manifest)
    for side in ICONS:
        yield Output(_icon(side), make_icon, IconView(side))
    yield Output(WORKER, make_worker, WorkerView(frame.base, frame.version))
    page = Page("Hors ligne", PAGE, crumbs=(HOME, Crumb("Hors ligne")), listed=False)
    yield Output(output_path(PAGE), "pages/hors-ligne.html", PageView(frame, page))


def make_manifest(view: ManifestView) -> bytes:
    """Write the web app manifest."""
    drawn = {"src": f"{view.base}/assets/icone.svg", "sizes": "any", "type": "image/svg+xml"}
    pictures = [
        {
            "src": f"{view.base}/{_icon(side)}",
            "sizes": f"{side}x{side}",
            "type": "image/png",
            "purpose": purpose,
        }
        for side in ICONS
        for purpose in ("any", "maskable")
    ]
    manifest = {
        "name": view.title,
        "short_name": short_name(view.title, SHORT_NAME),
        "description": view.description,
        "lang": "fr",
        "dir": "ltr",
        "id": f"{view.base}/",
        "start_url": f"{view.base}/",
        "scope": f"{view.base}/",
        "display": "standalone",
        "background_color": _hexadecimal(DESK),
        "theme_color": _hexadecimal(DESK),
        "icons": [drawn, *pictures],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n"


def make_icon(view: IconView) -> bytes:
    """Draw the icon of the site."""
    return png(view.side, CARD)


def make_worker(view: WorkerView) -> bytes:
    """Write the service worker: what it is told, then the script of the theme."""
    told = json.dumps({"base": view.base, "version": view.version})
    script = json.dumps(f"{view.base}/assets/js/{WORKER}?v={view.version}")
    return f"self.antiseche = {told};\nimportScripts({script});\n".encode()


def _icon(side: int) -> str:
    return f"assets/icone-{side}.png"


def _hexadecimal(colour: tuple[int, int, int]) -> str:
    return f"#{bytes(colour).hex()}"
