"""The command asked for its findings."""

from __future__ import annotations

import json
from typing import Any

from tests.commands import Done, plain, run


def doctor(sheet: str, *options: str) -> dict[str, list[tuple[str, str]]]:
    """The findings of each check, as levels and what was found."""
    found: dict[str, list[tuple[str, str]]] = {}
    for each in printed(run("doctor", sheet, "--json", *options))["findings"]:
        found.setdefault(each["check"], []).append((each["level"], plain(each["found"])))
    return found


def printed(done: Done) -> dict[str, Any]:
    assert done.errors == ""
    answer: dict[str, Any] = json.loads(done.output)
    assert done.status == any(each["level"] == "error" for each in answer["findings"])
    return answer


def levels(sheet: str, *options: str) -> dict[str, set[str]]:
    return {check: {level for level, _ in reported} for check, reported in doctor(sheet, *options).items()}
