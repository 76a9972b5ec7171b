"""Today, the only thing that a build may ask of the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


class WrongEpochError(ValueError):
    """``SOURCE_DATE_EPOCH`` is set to what is not a number of seconds."""


def today() -> date:
    """Return the day: of ``SOURCE_DATE_EPOCH`` in UTC when it is set, else on this machine.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise WrongEpochError(epoch) from error
