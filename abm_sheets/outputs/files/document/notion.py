"""The document as Notion imports it: pages in Markdown, and a database as CSV, in one archive."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from abm_sheets.outputs.files.csv_file import csv_file
from abm_sheets.outputs.files.document.content import Document
from abm_sheets.outputs.files.document.markdown import escaped, heading, page, under

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
