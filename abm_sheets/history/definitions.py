"""The definitions in force: their version, and what changed from one version to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

import orjson
import pandas as pd

from abm_sheets.history.model import Definitions
from abm_sheets.language import fold
from abm_sheets.tables.model import Tables

_LENGTH = 8
_SHOWN_ONLY = ("language", "continue_history")
"""Settings that change which figures are shown, and how, and never what they are."""


@dataclass(frozen=True)
class Difference:
    """One rule that changed: its group, its name, which part of it, and what it was and is.

    `part` is the column of a type or a stage; None where the whole rule came (`before` None) or went
    (`after` None), and for settings, which are whole.
    """

    group: str
    name: str
    part: str | None
    before: Any
    after: Any


def definitions_of(tables: Tables) -> Definitions:
    """The settings, interaction types and stages of a workbook, with their version."""
    settings = asdict(tables.settings)
    rates = {f"fx_{currency}": rate for currency, rate in settings.pop("rates").items()}
    content = {
        "settings": {key: value for key, value in settings.items() if key not in _SHOWN_ONLY} | rates,
        "interaction_types": _named(tables.interaction_types, "type", ("engagement", "marketing")),
        "stages": _named(tables.stages, "stage", ("order", "kind", "team")),
    }
    return Definitions(_hash(content), orjson.loads(orjson.dumps(content)))


def _named(frame: pd.DataFrame, name: str, columns: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """The rows of a tab by what they name: their order in the tab does not matter."""
    rows = frame[[name, *columns]].astype(object).where(frame[[name, *columns]].notna(), None)
    return {row[name]: {column: row[column] for column in columns} for row in rows.to_dict("records")}


def _hash(content: Mapping[str, Any]) -> str:
    """The version: equal where the same rules are in force, whatever the case and accents of names."""
    folded = {
        group: {fold(str(name)): value for name, value in rules.items()} for group, rules in content.items()
    }
    return sha256(orjson.dumps(folded, option=orjson.OPT_SORT_KEYS)).hexdigest()[:_LENGTH]


def differences(before: Definitions, after: Definitions) -> list[Difference]:
    """What changed between two versions, group by group, in the order of the newer one."""
    return [change for group in after.content for change in _in_group(group, before, after)]


def _in_group(group: str, before: Definitions, after: Definitions) -> Iterator[Difference]:
    old: Mapping[str, Any] = before.content.get(group, {})
    new: Mapping[str, Any] = after.content[group]
    for name in dict.fromkeys([*new, *old]):
        was, now = old.get(name), new.get(name)
        if isinstance(was, dict) and isinstance(now, dict):
            parts = (part for part in now if was.get(part) != now[part])
            yield from (Difference(group, name, part, was.get(part), now[part]) for part in parts)
        elif was != now:
            yield Difference(group, name, None, was, now)
