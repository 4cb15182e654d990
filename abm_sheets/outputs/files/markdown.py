"""The document as a page of Markdown, and as an archive that Notion imports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.document import Document
from abm_sheets.outputs.files.file import csv_file
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


_CREATED = (1980, 1, 1, 0, 0, 0)
"""The first date that an archive knows: the same document gives the same bytes."""


def notion_archive(found: Document) -> bytes:
    """A zip file: a first page that leads to the metrics' database, the rules and the meeting.

    The others stand in a folder that has the first one's name, and each page is titled as its file, as in
    the archives that Notion itself exports.
    """
    words = found.words
    rules, meeting = words.text("export.document.rules"), words.text("export.playbook.title")
    within = {
        f"{found.title}/{found.metrics_title}.csv": _database(found),
        f"{found.title}/{rules}.md": page([heading(1, rules), *under(2, found.rules, words)]),
        f"{found.title}/{meeting}.md": page([heading(1, meeting), *under(2, found.meeting, words)]),
    }
    return _zip({f"{found.title}.md": _first_page(found, list(within)), **within})


def _database(found: Document) -> bytes:
    """A row per metric: the first column, its name, is what Notion makes the titles of."""
    return csv_file([list(found.metrics[0]), *(list(row.values()) for row in found.metrics)])


def _first_page(found: Document, paths: list[str]) -> bytes:
    links = [f"- [{escaped(_name(path))}]({quote(path)})" for path in paths]
    return page(
        [
            heading(1, found.title),
            *map(escaped, found.opening),
            heading(2, found.words.text("export.document.contents")),
            "\n".join(links),
            escaped(found.words.text("export.document.again")),
        ]
    )


def _name(path: str) -> str:
    """A page's title, by its file's."""
    return path.rpartition("/")[2].rpartition(".")[0]


def _zip(files: Mapping[str, bytes]) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, written in files.items():
            archive.writestr(ZipInfo(name, _CREATED), written, ZIP_DEFLATED)
    return content.getvalue()
