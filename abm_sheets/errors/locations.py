"""What was given in place of a spreadsheet's address, named for what it is."""

from __future__ import annotations

from abm_sheets.errors import NotASpreadsheetError
from abm_sheets.language import catalogue


class LocalFileError(NotASpreadsheetError):
    """It names a file, where only a Google spreadsheet will do."""


class OtherAddressError(NotASpreadsheetError):
    """It is the address of something else, of which `kind` says what it is."""

    def sentence(self, language: str) -> str:
        """The sentence says what it is, and what to copy in its place."""
        kind = self.details.get("kind", "file")
        return catalogue(language).text(f"errors.{self.key}.{kind}", None, **self.details)
