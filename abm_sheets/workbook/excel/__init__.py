"""An `.xlsx` file: read with calamine, its outputs written to a second file beside it."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from abm_sheets.errors import (
    NotAWorkbookError,
    OwnDashboardError,
    PasswordProtectedError,
    WorkbookNotFoundError,
)
from abm_sheets.language.catalogue import catalogue, tab_titled
from abm_sheets.workbook import session_name
from abm_sheets.workbook.excel.package import Package
from abm_sheets.workbook.excel.plain_cells import plain_tab
from abm_sheets.workbook.excel.raw_cells import CellValues, unread_cells
from abm_sheets.workbook.excel.writer import read_claims, read_columns, write_workbook
from abm_sheets.workbook.interface import (
    KEPT,
    Cell,
    CellError,
    Look,
    Merged,
    Snapshot,
    Tab,
    is_kept,
)
from abm_sheets.workbook.sheet import Sheet

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
"""An encrypted .xlsx is wrapped in the container of old Office files."""

OLD_CELLS = "Workbook".encode("utf-16-le")
"""The name under which an old .xls keeps its cells in that container."""

_ROOT = "workbook"
"""The name whose claim is what the workbook's id is made of."""

_ID_LENGTH = 12

UNREADABLE = (
    BadZipFile,
    CalamineError,
    EOFError,
    LookupError,
    OSError,
    ParseError,
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What a damaged or foreign file raises, from the zip container to the last cell."""


def is_ours(title: str) -> bool:
    """Whether a tab is one of the product's by its title."""
    return tab_titled(title) is not None


class ExcelWorkbook:
    """A local workbook; `output` is where its dashboard goes, `NAME-dashboard.xlsx` by default."""

    def __init__(self, path: Path, output: Path | None = None) -> None:
        """Point at a file, without opening it."""
        self.path = path
        self.output = output or path.with_name(f"{path.stem}-dashboard.xlsx")
        self._root = uuid4().hex

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def author(self) -> str:
        """The name of the session."""
        return session_name()

    def read(self, wanted: Callable[[str], bool] = is_ours) -> Snapshot:
        """Read the wanted worksheets by their titles, by default ours; the others are there without cells.

        Formulas that failed, or that nobody computed, are put back where calamine drops them.

        Raises:
            WorkbookNotFoundError: there is no such file.
            NotAWorkbookError: the file is something else, or damaged.
            OwnDashboardError: it is the dashboard of another.
            PasswordProtectedError: the file is encrypted.
            TabTooLargeError: a stray value makes a wanted tab too large to read.
            UnpacksTooLargeError: the file holds more than can be read.

        """
        if not self.path.is_file():
            raise WorkbookNotFoundError(path=self.path)
        try:
            tabs = read_tabs(self.path, wanted)
        except UNREADABLE as failure:
            if isinstance(failure, BadZipFile) and _is_encrypted(self.path):
                raise PasswordProtectedError(path=self.path) from None
            raise NotAWorkbookError(path=self.path) from None
        if is_own_dashboard(tab.title for tab in tabs):
            raise OwnDashboardError(path=self.path)
        kept, claims = self._kept()
        return Snapshot(self.path.name, [*tabs, *kept], id=self._id(claims), claims=claims)

    def _id(self, claims: Mapping[str, str]) -> str:
        """What a copy does not share: the pair of files may move, but a copy has another name."""
        name = unicodedata.normalize("NFC", self.path.name)
        return sha256(f"{claims.get(_ROOT, self._root)} {name}".encode()).hexdigest()[:_ID_LENGTH]

    def _kept(self) -> tuple[list[Tab], dict[str, str]]:
        """The tabs and the claims that earlier runs keep in the output; no workbook keeps none.

        Raises:
            PasswordProtectedError: the output is encrypted, and what it keeps would be lost.

        """
        if not self.output.is_file():
            return [], {}
        try:
            return list(_kept_tabs(self.output)), read_claims(self.output)
        except UNREADABLE:
            if _is_encrypted(self.output):
                raise PasswordProtectedError(path=self.output) from None
            return [], {}

    def write(self, sheets: Sequence[Sheet], look: Look) -> str:
        """Write the outputs to the second file, which remembers the names taken; see `writer`."""
        titles = catalogue(look.language).titles() | dict(look.titles)
        taken = {name: claim.writer for sheet in sheets for name, claim in sheet.claims.items()}
        claims = {_ROOT: self._root, **self._kept()[1], **taken}
        write_workbook(self.output, sheets, look, titles, self.path.name, claims)
        return str(self.output)


def is_own_dashboard(titles: Iterable[str]) -> bool:
    """Whether a workbook is one that `write` made, which nobody fills."""
    keys = set(map(tab_titled, titles))
    return keys >= {"dashboard", "definitions"} and "accounts" not in keys


def _kept_tabs(path: Path) -> Iterator[Tab]:
    """The tabs of a dashboard to which runs add: those whose columns are known, else by title."""
    known = {title: found for title, found in read_columns(path).items() if is_kept(found[0])}
    keys = {key for key, _ in known.values()}

    def is_wanted(title: str) -> bool:
        return title in known or tab_titled(title) in {*KEPT} - keys

    for tab in read_tabs(path, is_wanted):
        if is_wanted(tab.title):
            key, columns = known.get(tab.title, (tab_titled(tab.title), {}))
            yield replace(tab, identity=key, column_identities=columns)


def read_tabs(path: Path, wanted: Callable[[str], bool]) -> list[Tab]:
    """Every tab, with its cells where it is wanted."""
    with ZipFile(path) as archive:
        reader = _Reader(Package(archive, path), path)
        return [reader.tab(title) if wanted(title) else Tab(title, []) for title in reader.titles]


class _Reader:
    """Reads the tabs of an open workbook: most by their plain cells, the others with calamine."""

    def __init__(self, package: Package, path: Path) -> None:
        self._package = package
        self._path = path
        self._parts = package.worksheets()
        self._values = CellValues(package)

    @property
    def titles(self) -> Sequence[str]:
        return list(self._parts)

    @cached_property
    def _workbook(self) -> CalamineWorkbook:
        return CalamineWorkbook.from_path(self._path)

    def tab(self, title: str) -> Tab:
        """A tab with its cells."""
        part = self._parts[title]
        try:
            with closing(self._package.blocks(part)) as blocks:
                return plain_tab(title, blocks, self._values)
        except (ValueError, LookupError):
            return self._tab(title, unread_cells(self._package, part, title))

    def _tab(self, title: str, unread: Iterable[tuple[int, int, CellError]]) -> Tab:
        sheet = self._workbook.get_sheet_by_name(title)
        merges = [Merged(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
        return Tab(title, _columns(sheet.to_python(skip_empty_area=False), unread), merges=merges)


def _columns(rows: list[list[Any]], unread: Iterable[tuple[int, int, CellError]]) -> list[list[Cell]]:
    columns: list[list[Cell]] = [list(cells) for cells in zip(*rows, strict=True)]
    for row, column, cell in unread:
        # calamine's rectangle ends at the last cell it kept: one beyond it stands alone.
        columns.extend([] for _ in range(column + 1 - len(columns)))
        columns[column].extend([""] * (row + 1 - len(columns[column])))
        columns[column][row] = cell
    return columns


def _is_encrypted(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(OLE_MAGIC) and OLD_CELLS not in content
