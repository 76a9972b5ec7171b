"""What every test may ask for: the agreement with a case, a folder to build a site in."""

from __future__ import annotations

import gc
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.cases import Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
# Nothing leaves the machine, and a root user of a container may start it.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip

# The same random inputs each time: a failure is met again, and a busy machine is not a failure.
settings.register_profile("antiseche", deadline=None, derandomize=True)
settings.load_profile("antiseche")

_AGREEMENT = pytest.StashKey[Agreement]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite what the cases expect")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes more than a few seconds")
    config.stash[_AGREEMENT] = Agreement(update=config.getoption("update"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    session.config.stash[_AGREEMENT].write()


@pytest.fixture
def agree(request: pytest.FixtureRequest) -> Agreement:
    return request.config.stash[_AGREEMENT]


@pytest.fixture(autouse=True)
def _lasting() -> Iterator[None]:
    """Collect cycles again after a command, which is done before it is worth it."""
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _plain_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the machine says (colour, clock) out of what is compared."""
    for name in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return a Chromium, started once for all the tests that look at pages, or skip them."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
