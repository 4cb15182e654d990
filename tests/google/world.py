"""Everything the local Google holds: files, and who may do what with them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from tests.google.sheets.model import Book

Json = dict[str, Any]

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FOLDER = "application/vnd.google-apps.folder"
DOCUMENT = "application/vnd.google-apps.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

RANKS = ("reader", "commenter", "writer", "fileOrganizer", "organizer", "owner")
"""Drive roles, each with the rights of those before it."""


@dataclass
class File:
    """A Drive file; `permissions` are Drive's, the owner's included; `book` is a spreadsheet's content."""

    id: str
    name: str
    mime_type: str
    permissions: list[Json]
    created: str
    modified: str
    version: int = 1
    trashed: bool = False
    drive_id: str | None = None
    parents: list[str] = field(default_factory=list)
    fields: Json = field(default_factory=dict)
    book: Book | None = None
    last_editor: str = ""


@dataclass
class World:
    """The files by id, the members of groups by address, and what tests say that some formulas give.

    `lock` is held during each call, so that a batch is atomic for every reader.
    """

    files: dict[str, File] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)
    results: Json = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
