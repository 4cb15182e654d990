"""An explanation as JSON prints it: amounts in units of the currency, as in the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from abm_sheets.explain.model import MONEY, Explanation, Line, Section


def published(explanation: Explanation) -> Mapping[str, Any]:
    """The explanation as plain values."""
    return {
        "kind": explanation.kind,
        "key": explanation.key,
        "name": explanation.name,
        "heading": explanation.heading,
        "figures": explanation.figures,
        "notes": explanation.notes,
        "sections": [_section(section) for section in explanation.sections],
    }


def _section(section: Section) -> Mapping[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "sentences": section.sentences,
        "tab": section.tab or None,
        "counted": [_line(line, left_out=False) for line in section.counted],
        "left_out": [_line(line, left_out=True) for line in section.left_out],
    }


def _line(line: Line, *, left_out: bool) -> Mapping[str, Any]:
    said = {"row": line.row, "says": line.says, "why": line.why}
    if left_out:
        return said | {"reason": line.reason}
    terms = {name: value / 100 if name in MONEY else value for name, value in line.terms.items()}
    return said | {"terms": terms}
