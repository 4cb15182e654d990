"""What set-up did, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from abm_sheets.language import Catalogue
from abm_sheets.upkeep.setup import Done


def changes_list(done: Done) -> Iterator[str]:
    """What set-up did, a line for each tab, and what it left alone."""
    text = done.words.text
    added = [change.tab for change in done.changes if change.kind == "tab"]
    if added:
        yield text("setup.changes.tab", names=", ".join(added))
    completed: defaultdict[str, list[str]] = defaultdict(list)
    for change in done.changes:
        if change.kind != "tab":
            completed[change.tab].append(_change(done.words, change.kind, change.detail))
    for tab, names in completed.items():
        yield text("setup.changes.completed", tab=tab, names=", ".join(names))
    for title in done.unreadable:
        yield text("setup.unreadable", title=title)
    yield from _left_list(done)


def _left_list(done: Done) -> Iterator[str]:
    """What set-up left as it was, a line for each tab and reason."""
    left: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in done.left:
        for change in each.changes:
            reason = each.failure.sentence(done.words.language)
            left[change.tab, reason].append(_change(done.words, change.kind, change.detail))
    for (tab, reason), names in left.items():
        yield done.words.text("setup.changes.left", tab=tab, names=", ".join(names), reason=reason)


def _change(words: Catalogue, kind: str, detail: str) -> str:
    return words.text(f"setup.changes.{kind}", detail=detail)
