"""Compare a run's JSON with the expected one: `python tests/golden/compare.py EXPECTED.json ACTUAL.json`.

Prints each difference; the exit status is 1 when there is one.
"""

from __future__ import annotations

import json
import math
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

UNKNOWN = {"unknown_account", "free_mail_domain", "shared_domain"}
"""Rules that say the same thing of a row: its account is nobody's."""

IGNORED = {
    "cost_outside_targets",
    "unknown_industry",
    "future_date",
    "closed_before_created",
    "vanity_metric",
    "too_many_metrics",
    "missing_tab",
}
"""Rules that the expected files do not list."""

Place = tuple[str, str, int | None]


def compare(want: Mapping[str, Any], got: Mapping[str, Any]) -> list[str]:
    """The differences between an expected report and a run's, one sentence each."""
    differences = list(_walk("", _normal(want), _normal(got)))
    if "issues" in want:
        differences += _issues(want["issues"], got.get("issues", []))
    return differences


def _normal(report: Mapping[str, Any]) -> dict[str, Any]:
    """A report without its issues, names folded, segments and moves in an order of their own."""
    losses = [loss | {"reason": _fold(loss["reason"])} for loss in report.get("losses", [])]
    segments = [segment | {"segment": _fold(segment["segment"])} for segment in report.get("segments", [])]
    return {
        **{key: value for key, value in report.items() if key != "issues"},
        "losses": losses,
        "segments": sorted(segments, key=lambda segment: (segment["dimension"], segment["segment"])),
        "moves": {kind: sorted(names) for kind, names in report.get("moves", {}).items()},
    }


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    kept = plain.replace(".", "").replace("'", "")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in kept).split())


def _walk(path: str, want: Any, got: Any) -> Iterator[str]:
    if isinstance(want, dict):
        yield from _walk_object(path, want, got)
    elif isinstance(want, list):
        yield from _walk_list(path, want, got)
    elif not _same(want, got):
        yield f"{path}: {want!r} was expected, not {got!r}"


def _walk_object(path: str, want: Mapping[str, Any], got: Any) -> Iterator[str]:
    if not isinstance(got, dict):
        yield f"{path}: an object was expected"
        return
    for key, value in want.items():
        if key in got:
            yield from _walk(f"{path}.{key}", value, got[key])
        else:
            yield f"{path}.{key}: missing"


def _walk_list(path: str, want: Sequence[Any], got: Any) -> Iterator[str]:
    if not isinstance(got, list) or len(want) != len(got):
        count = len(got) if isinstance(got, list) else repr(got)
        yield f"{path}: {len(want)} items were expected, not {count}"
        return
    for position, (ours, theirs) in enumerate(zip(want, got, strict=True)):
        yield from _walk(f"{path}[{_name(ours, position)}]", ours, theirs)


def _name(item: Any, position: int) -> Any:
    """What a reader calls an item of a list."""
    if not isinstance(item, dict):
        return position
    keys = ("account", "week", "month", "segment")
    return next((item[key] for key in keys if item.get(key)), position)


def _same(want: Any, got: Any) -> bool:
    numbers = [isinstance(each, int | float) and not isinstance(each, bool) for each in (want, got)]
    if all(numbers):
        return math.isclose(want, got, rel_tol=1e-9, abs_tol=1e-6)
    return bool(want == got) and not any(numbers)


def _issues(want: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    need, have = _places(want), _places(got)
    met = {(rule, tab) for rule, tab, _ in have}
    free = {(rule, tab) for rule, tab, row in need if row is None}
    for rule, tab, row in sorted(need - have, key=str):
        if row is not None or (rule, tab) not in met:
            yield f"issues: {rule} in {tab} row {row} was expected"
    for rule, tab, row in sorted(have - need, key=str):
        if (rule, tab) not in free:
            yield f"issues: {rule} in {tab} row {row} was not expected"


def _places(issues: Sequence[Mapping[str, Any]]) -> set[Place]:
    return {_place(issue) for issue in issues if issue["rule"] not in IGNORED}


def _place(issue: Mapping[str, Any]) -> Place:
    nobody = issue["rule"] in UNKNOWN and issue["tab"] != "accounts"
    return "unknown" if nobody else issue["rule"], issue["tab"], issue["row"]


def main() -> None:
    """Compare the two files named on the command line."""
    want, got = (json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
    differences = compare(want, got)
    sys.stdout.write("\n".join(differences or ["the same"]) + "\n")
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
