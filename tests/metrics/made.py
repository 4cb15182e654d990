"""What was found of a date, made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from abm_sheets.metrics.known import QUANTITIES
from abm_sheets.metrics.metric import Metrics
from abm_sheets.metrics.values import Found


def metrics(as_of: date, **found: Found | None) -> Metrics:
    """Some quantities of a date, by their keys; the others have no value."""
    return Metrics(as_of, {each.key: found.get(each.key) for each in QUANTITIES})


def changed(before: Metrics, as_of: date | None = None, **found: Found | None) -> Metrics:
    """The same with some values in place of theirs."""
    return replace(before, as_of=as_of or before.as_of, found={**before.found, **found})


def values(found: Metrics, *keys: str) -> list[float | None]:
    """Some values as people read them."""
    return [found.measure(key).value for key in keys]
