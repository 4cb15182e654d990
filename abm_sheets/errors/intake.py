"""Why what another tool sends cannot be taken, or cannot be put in the workbook."""

from __future__ import annotations

from abm_sheets.errors import AbmSheetsError, WorkbookError
from abm_sheets.language import catalogue


class PayloadError(AbmSheetsError):
    """What was sent cannot be taken, nothing of it."""

    key = "failure"


class InvalidPayloadError(PayloadError):
    """It is neither JSON nor a form, or its JSON is no row and no list of rows."""


class TooManyRowsError(PayloadError):
    """It has more rows than are taken at once: `number` of them, and `limit` are."""


class MissingInputError(WorkbookError):
    """The place where rows belong is not in the workbook; `fr` and `en` name it in each language."""

    key = "failure"

    def sentence(self, language: str) -> str:
        """The sentence names the place as the language does."""
        name = self.details[language]
        return catalogue(language).text(f"errors.{self.key}", None, name=name, **self.details)


class InputTabMissingError(MissingInputError):
    """No tab of the workbook is the one that the rows belong to."""


class InputColumnMissingError(MissingInputError):
    """The tab `title` has no column for what every row of it must say."""
