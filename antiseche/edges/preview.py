"""What the server answers: the published site, each page with what it should know of its build."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import quote

from antiseche.model import Severity
from antiseche.text.http import HTML, Reply, media_type
from antiseche.text.injection import RESERVED, with_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from antiseche.model import Problem

# Seconds of a build during which a page that is asked for waits for it: to reload at once after
# saving shows what was saved, and a build that takes long stops nobody from reading.
HOLD = 0.25

# Seconds that a file which waits until it is asked for may take to be made.
CATCH_UP = 60.0

# The script and the style of the development server come with Antisèche, as they are.
_CLIENT = Path(__file__).resolve().parent.parent / "client"
_CLIENT_FILES = {f"{RESERVED}{name}" for name in ("client.js", "panel.js", "patch.js", "panel.css")}

_NO_PAGE = """\
<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>{title}</title>
<body><h1>{title}</h1></body></html>
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the pages may know of the last build.

    ``failure`` says why it stopped, empty when it did not; ``sources`` gives the source of the
    page of a fiche; ``deferred`` are the files that wait until they are asked for.
    """

    session: str
    build: int = 0
    failure: str = ""
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    deferred: frozenset[str] = frozenset()


class Preview:
    """A folder where a site is published, as browsers see it while it is written."""

    def __init__(
        self,
        folder: Path,
        editor: Callable[[Problem], str],
        scene: Scene,
        hurry: Callable[[], None],
    ) -> None:
        """Take the folder of the site, what gives the link that opens a problem, a first scene.

        ``hurry`` asks for what waits to be made.
        """
        self._folder, self._editor, self._hurry = folder, editor, hurry
        self._built, self._whole = Event(), Event()
        self._built.set()
        self._held_until = 0.0
        self.show(scene)

    def show(self, scene: Scene) -> None:
        """Show another scene from now on."""
        if scene.deferred:
            self._whole.clear()  # first: whoever reads what is behind has to wait
        self.scene = scene
        if not scene.deferred:
            self._whole.set()

    @contextmanager
    def building(self) -> Iterator[None]:
        """Hold answers while a build runs, if it is short."""
        self.hold()
        try:
            yield
        finally:
            self._built.set()

    def hold(self) -> None:
        """Hold answers until the build that comes has ended, if it comes and is short."""
        self._held_until = time.monotonic() + HOLD
        self._built.clear()

    def answer(self, path: str) -> Reply:
        """Answer a decoded path; the scene may change meanwhile, and is read once."""
        self._built.wait(max(0.0, self._held_until - time.monotonic()))
        scene = self.scene
        if _published(path.removeprefix(scene.base)) in scene.deferred:
            self._hurry()
            self._whole.wait(CATCH_UP)
            scene = self.scene
        if path in _CLIENT_FILES:
            file = _CLIENT / path.removeprefix(RESERVED)
            return Reply(HTTPStatus.OK, media_type(path), file.read_bytes())
        if scene.base and path in {"/", scene.base}:
            return _redirection(f"{scene.base}/")
        if not path.startswith(f"{scene.base}/") or "//" in path:
            return self._missing(scene)
        return self._file(path, scene) or self._missing(scene)

    def _file(self, path: str, scene: Scene) -> Reply | None:
        inside = path.removeprefix(scene.base)
        place = os.path.realpath(f"{self._folder}{inside}")
        if not f"{place}/".startswith(f"{os.path.realpath(self._folder)}/"):
            return None  # a link leads out of the site
        is_folder = _is_folder(place)
        if is_folder and not path.endswith("/"):
            return _redirection(f"{path}/")
        if is_folder != path.endswith("/"):
            return None
        file = f"{place}/index.html" if is_folder else place
        content = _read(file)
        if content is None:
            return None
        url = inside.removesuffix("index.html")
        return self._reply(HTTPStatus.OK, media_type(file), content, url, scene)

    def _missing(self, scene: Scene) -> Reply:
        if scene.build and not scene.failure and not _is_folder(str(self._folder)):
            self._hurry()  # it was taken away, and has to be made anew
        page = _read(f"{self._folder}/404.html")
        if page is not None:
            return self._reply(HTTPStatus.NOT_FOUND, HTML, page, "", scene)
        title = "Le site n’est pas encore construit" if scene.failure else "Page introuvable"
        status = HTTPStatus.SERVICE_UNAVAILABLE if scene.failure else HTTPStatus.NOT_FOUND
        page = _NO_PAGE.format(title=title).encode()
        return self._reply(status, HTML, page, "", scene)

    def _reply(
        self, status: HTTPStatus, media: str, content: bytes, url: str, scene: Scene
    ) -> Reply:
        if media == HTML:
            page = hashlib.blake2b(content, digest_size=8).hexdigest()
            content = with_client(content, {"page": page, **self._state(url, scene)})
        return Reply(status, media, content)

    def _state(self, url: str, scene: Scene) -> dict[str, object]:
        return {
            "session": scene.session,
            "build": scene.build,
            "failure": scene.failure,
            "problems": [
                {
                    "severity": problem.severity,
                    "place": f"{problem.path}:{problem.line}:{problem.column}",
                    "href": self._editor(problem),
                    "message": problem.message,
                    "hint": problem.hint,
                    "before": problem.excerpt[: problem.column - 1],
                    "marked": _marked(problem),
                    "after": problem.excerpt[problem.column - 1 + problem.length :],
                }
                for problem in _concerning(url, scene)
            ],
        }


def _published(url: str) -> str:
    """Return the file of the site that answers at an address."""
    return f"{url}index.html".lstrip("/") if url.endswith("/") else url.lstrip("/")


def _concerning(url: str, scene: Scene) -> list[Problem]:
    """Return the problems of a page, the gravest first; all that stop the build when it stopped.

    Those of no page (the settings, a template) are shown by the pages that have no source.
    """
    if scene.failure:
        return sorted(scene.problems, key=_gravity)
    above = f"{url.rstrip('/').rpartition('/')[0]}/"  # a fiche may have several pages
    source = scene.sources.get(url) or scene.sources.get(above)
    if source:
        return sorted((p for p in scene.problems if p.path == source), key=_gravity)
    pages = set(scene.sources.values())
    return sorted((p for p in scene.problems if p.path not in pages), key=_gravity)


def _gravity(problem: Problem) -> int:
    return list(Severity).index(problem.severity)


def _marked(problem: Problem) -> str:
    return problem.excerpt[problem.column - 1 :][: problem.length]


def _redirection(path: str) -> Reply:
    """Lead to another path of this server: its second character is never a slash."""
    location = quote(path, safe="/~!$&'()*+,;=:@")
    return Reply(HTTPStatus.FOUND, "text/plain; charset=utf-8", b"", location)


def _is_folder(place: str) -> bool:
    try:
        return Path(place).is_dir()
    except OSError:
        return False  # a name too long for this disk


def _read(file: str) -> bytes | None:
    """Read a file whole; None when there is none: it may be replaced or removed at any moment."""
    try:
        return Path(file).read_bytes() if Path(file).is_file() else None
    except OSError:
        return None
