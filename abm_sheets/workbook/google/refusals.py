"""A change that Google refused, told by the tab that it was about and by what is in the way there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from abm_sheets.errors.google import (
    FilterInTheWayError,
    FrozenCellsError,
    GoogleError,
    GoogleRefusedError,
    MergedCellsError,
    ProtectedCellError,
    ProtectedTabError,
    TableInTheWayError,
    TabRefusedError,
)

_PLACE = re.compile(r"^Invalid (?:requests|data)\[(\d+)\](?:\.\w+)?: ")

_KINDS: tuple[tuple[type[TabRefusedError], str], ...] = (
    (FrozenCellsError, r"(?i)\bfreeze|\bnon-frozen|\bfrozen"),
    (MergedCellsError, r"(?i)\bmerge"),
    (TableInTheWayError, r"(?i)\btyped column|\btable\b|\balternating"),
    (FilterInTheWayError, r"(?i)\bfilter"),
    (TabRefusedError, ""),
)
"""What Google's reason speaks of, the first that it does being what is in the way."""


@contextmanager
def naming(title_at: Callable[[int], str]) -> Iterator[None]:
    """Let a refusal name the tab that its request is about; `title_at` finds it by the request's number.

    Raises:
        GoogleError: what was raised within, in the tab's own terms where it says which request it was.

    """
    try:
        yield
    except (ProtectedCellError, GoogleRefusedError) as error:
        number = request_number(error)
        if number is None or isinstance(error, ProtectedTabError | TabRefusedError):
            raise
        raise _told(error, title_at(number)) from None


def request_number(error: GoogleError) -> int | None:
    """Which request of a batch was refused."""
    found = _PLACE.match(error.details["reason"])
    return int(found[1]) if found else None


def _told(error: GoogleError, title: str) -> GoogleError:
    kind: type[GoogleError] = ProtectedTabError
    if not isinstance(error, ProtectedCellError):
        kind = next(kind for kind, pattern in _KINDS if re.search(pattern, error.details["reason"]))
    return kind(**{**error.details, "title": title, "said": _PLACE.sub("", error.details["reason"])})
