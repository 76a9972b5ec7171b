"""What every test may ask for: the agreement with a case, a folder to build a site in."""

from __future__ import annotations

import pytest
from hypothesis import settings

from tests.cases import Agreement

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
def _plain_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the machine says (colour, clock) out of what is compared."""
    for name in ("NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
