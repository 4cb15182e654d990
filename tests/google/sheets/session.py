"""One call to the engine: who calls, on which file, with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.google.errors import ApiError, bad
from tests.google.sheets.formula.calculation import recalculate
from tests.google.sheets.model import Book, Json
from tests.google.world import File, World

OFFICE = "This operation is not supported for this document. The document must not be an Office file."


def owner_of(file: File) -> str:
    """The e-mail address of a file's owner; nobody's for a file of a shared drive."""
    owners = (person for person in file.permissions if person.get("role") == "owner")
    return str(next(owners, {}).get("emailAddress", ""))


def find_file(world: World, file_id: str) -> tuple[File, Book]:
    """Find a spreadsheet: its file and its content.

    Raises:
        ApiError: if there is none, or it is an Office file.
    """
    file = world.files.get(file_id)
    if file is None:
        raise ApiError(404, "Requested entity was not found.")
    if file.book is None:
        raise ApiError(400, OFFICE, status="FAILED_PRECONDITION")
    return file, file.book


@dataclass(frozen=True)
class Session:
    """A call on a spreadsheet that exists."""

    world: World
    caller: str
    file: File
    book: Book
    params: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: Json

    @property
    def owner(self) -> str:
        """Who owns the file."""
        return owner_of(self.file)

    def one(self, name: str, default: str = "") -> str:
        """The value of a query parameter that is given once."""
        values = self.query.get(name) or [default]
        return values[-1]

    def flag(self, name: str) -> bool:
        """Tell whether a query parameter is true."""
        return self.one(name).lower() == "true"

    def calculated(self) -> Book:
        """The book with its formulas up to date, for reading."""
        recalculate(self.book)
        return self.book


def choice(value: Any, options: tuple[str, ...], name: str) -> str:
    """One of the words that an option allows, the first where none is given.

    Raises:
        ApiError: if it is another word.
    """
    if value in (None, "", options[0]):
        return options[0]
    if value not in options:
        raise bad(f"Invalid value at '{name}' (type.googleapis.com/google.apps.sheets.v4.Enum), \"{value}\"")
    return str(value)
