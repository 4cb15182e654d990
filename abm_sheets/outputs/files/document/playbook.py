"""The meeting's playbook: how Monday runs, then each part of the half-hour, who speaks, what it decides."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.sections import Part, Points, Section

AGENDA = ("targets", "accounts", "actions", "blockers", "win")
"""The parts of the meeting in their fixed order; their titles, with the minutes, are the review tab's."""

_MONDAY = "guide.sections.monday"
_WRITTEN_DOWN = "actions"
"""The part whose decisions are written in the sheet."""


def playbook(words: Catalogue) -> Sequence[Section]:
    """Monday as the guide tells it, then the agenda."""
    return [_monday(words), *(_section(words, part) for part in AGENDA)]


def _monday(words: Catalogue) -> Section:
    steps = [
        (words.text(f"{_MONDAY}.rows.{row}.label"), words.text(f"{_MONDAY}.rows.{row}.text"))
        for row in words.find(f"{_MONDAY}.rows")
    ]
    return Section(words.text(f"{_MONDAY}.heading"), [Points(steps), words.text("review.agenda")])


def _section(words: Catalogue, part: str) -> Section:
    lines = [
        (words.text(f"export.playbook.{key}"), words.text(f"export.playbook.{part}.{key}"))
        for key in ("speaks", "decides")
    ]
    parts: list[Part] = [Points(lines)]
    if part == _WRITTEN_DOWN:
        parts.append(words.text("review.actions.write"))
    return Section(words.text(f"review.{part}.title"), parts)
