"""One call to the engine: who calls, on which file, with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tests.google.errors import ApiError
from tests.google.sheets.calculation import recalculate
from tests.google.sheets.model import Book, Json, Sheet
from tests.google.sheets.notation import Area
from tests.google.sheets.protection import check_editable
from tests.google.world import File, World


@dataclass(frozen=True)
class Session:
    """A call on a spreadsheet that exists."""

    caller: str
    file: File
    book: Book
    params: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: Json

    @property
    def owner(self) -> str:
        """Who owns the file; nobody in a shared drive."""
        owners = (person for person in self.file.permissions if person["role"] == "owner")
        return str(next(owners, {}).get("emailAddress", ""))

    @property
    def options(self) -> Mapping[str, str]:
        """The query's parameters that are given once."""
        return {name: values[-1] for name, values in self.query.items()}

    def check(self, sheet: Sheet, area: Area) -> None:
        """Refuse a caller who may not change these cells."""
        check_editable(self.book, sheet, self.caller, self.owner, area)

    def calculated(self) -> Book:
        """The book with its formulas up to date, for reading."""
        recalculate(self.book)
        return self.book


def find_file(world: World, file_id: str) -> tuple[File, Book]:
    """Find a spreadsheet: its file and its content."""
    file = world.files.get(file_id)
    if file is None or file.book is None:
        raise ApiError(404, "Requested entity was not found.")
    return file, file.book
