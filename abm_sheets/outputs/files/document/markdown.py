"""The document as Markdown, in which no text of people's is ever read as anything but text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.document.content import Document
from abm_sheets.outputs.files.sections import Part, Points, Section
from abm_sheets.workbook.sheet import Table, Value

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~&]")
_BREAKS = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


def markdown_file(found: Document) -> bytes:
    """The whole document as one Markdown file, in UTF-8."""
    blocks = [
        heading(1, found.title),
        *map(escaped, found.opening),
        heading(2, found.metrics_title),
        *_metrics(found),
        *under(2, found.rules, found.words),
        heading(2, found.words.text("export.playbook.title")),
        *under(3, found.meeting, found.words),
    ]
    return page(blocks)


def page(blocks: Iterable[str]) -> bytes:
    """Blocks a line apart, as the bytes of a file."""
    return ("\n\n".join(blocks) + "\n").encode("utf-8", "replace")


def heading(level: int, text: str) -> str:
    """A heading of a level from 1."""
    return f"{'#' * level} {escaped(text)}"


def under(level: int, found: Iterable[Section], words: Catalogue) -> Iterator[str]:
    """Sections, their headings of a level."""
    for section in found:
        yield heading(level, section.heading)
        yield from (_part(part, words) for part in section.parts)


def escaped(text: str) -> str:
    """A text on one line, its signs that Markdown or HTML would read made plain."""
    return _SIGNS.sub(r"\\\g<0>", _BREAKS.sub(" ", text))


def _metrics(found: Document) -> Iterator[str]:
    """Each metric under its name: its meaning, then the rest as points."""
    for row in found.metrics:
        (_, name), (_, meaning), *others = row.items()
        yield heading(3, name)
        yield escaped(meaning)
        yield _part(Points([(header, text) for header, text in others if text]), found.words)


def _part(part: Part, words: Catalogue) -> str:
    match part:
        case str():
            return escaped(part)
        case Table():
            return _table(part)
        case Points():
            return "\n".join(f"- {_point(label, text, words)}" for label, text in part.lines)


def _point(label: str, text: str, words: Catalogue) -> str:
    return words.text("export.document.line", label=escaped(label), text=escaped(text))


def _table(table: Table) -> str:
    """A row per line under the headers; what a cell is not given is blank."""
    headers = _row(column.header for column in table.columns)
    rows = zip(*(column.values for column in table.columns), strict=True)
    return "\n".join([headers, "|---" * len(table.columns) + "|", *map(_row, rows)])


def _row(cells: Iterable[Value]) -> str:
    return f"| {' | '.join('' if cell is None else escaped(str(cell)) for cell in cells)} |"
