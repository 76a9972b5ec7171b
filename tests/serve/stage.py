"""A stage for the client: a server whose pages are what a test says, and a tab that shows one."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from antiseche.edges.audience import Audience
from antiseche.edges.server import Server
from antiseche.text.http import HTML, Reply, media_type
from antiseche.text.injection import RESERVED, with_client

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CLIENT = Path(__file__).resolve().parents[2] / "antiseche" / "client"

HEAD = '<!doctype html><html lang="fr"><head><title>Fiche</title>{head}</head><body>{body}</body>'


class Stage:
    """A server whose pages are what the test says."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.styles = "body { color: rgb(1, 2, 3) }"
        self.build = 1
        self.state: dict[str, Any] = {"failure": "", "problems": []}
        self.audience = Audience()
        self.server = Server().start(self.answer, self.audience.listen)
        self.say()

    def answer(self, path: str) -> Reply:
        if path.startswith(RESERVED):
            body = (CLIENT / path.removeprefix(RESERVED)).read_bytes()
            return Reply(HTTPStatus.OK, media_type(path), body)
        if path == "/script.js":
            return Reply(HTTPStatus.OK, "text/javascript", b"")
        if path == "/style.css":
            return Reply(HTTPStatus.OK, "text/css", self.styles.encode())
        if path not in self.pages:
            return Reply(HTTPStatus.NOT_FOUND, "text/plain", b"")
        state = {"session": "s", "build": self.build, "page": self.pages[path], **self.state}
        return Reply(HTTPStatus.OK, HTML, with_client(self.pages[path].encode(), state))

    def say(self, *assets: str, page: str = "") -> None:
        message = {"session": "s", "build": self.build, "assets": list(assets), "page": page}
        self.audience.tell(message)

    def show(self, body: str, *assets: str, head: str = "", page: str = "", at: str = "/") -> None:
        self.pages[at] = HEAD.format(head=head, body=body)
        self.build += 1
        self.say(*assets, page=page)


def opened(context: BrowserContext, stage: Stage, body: str, head: str = "", at: str = "/") -> Page:
    stage.pages[at] = HEAD.format(head=head, body=body)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{stage.server.port}{at}")
    page.evaluate("window.mark = 'not reloaded'")
    page.wait_for_function("navigator.locks.query().then(({ held }) => held.length)")
    page.wait_for_timeout(20)
    return page


def was_kept(page: Page) -> bool:
    kept: bool = page.evaluate("window.mark === 'not reloaded'")
    return kept
