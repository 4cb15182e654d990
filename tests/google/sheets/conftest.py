"""What the tests of the spreadsheets share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.google.sheets.desk import Desk


@pytest.fixture
def desk() -> Desk:
    """A new spreadsheet in American English."""
    return Desk()


@pytest.fixture
def desk_in() -> Callable[[str], Desk]:
    """A new spreadsheet in a locale."""
    return lambda locale: Desk(locale=locale)
