"""What the tests of the client share: a stage, and tabs that are closed after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serve.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

PATIENCE = 4_000  # milliseconds


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.audience.close()
    stage.server.stop()


@pytest.fixture(scope="module")
def shared_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def context(shared_context: BrowserContext) -> Iterator[BrowserContext]:
    yield shared_context
    for page in shared_context.pages:
        page.close()
