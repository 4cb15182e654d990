"""How each CRM wants its file; the headers are in the catalogues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from abm_sheets.language import Catalogue
from abm_sheets.outputs.files.csv_file import CRLF


class Crm(StrEnum):
    """The CRMs that a file can be made for."""

    HUBSPOT = "hubspot"
    SALESFORCE = "salesforce"
    PIPEDRIVE = "pipedrive"


@dataclass(frozen=True)
class Layout:
    """How lines end, whether every value is quoted, and whether yes and no are words of the language."""

    line_end: str = CRLF
    quote_all: bool = False
    in_words: bool = False

    def flag(self, value: bool, words: Catalogue) -> bool | str:  # noqa: FBT001 (the value itself)
        """Yes or no: checkboxes take `true` and `false`, lists of choices take words."""
        return words.word("yes_no", "yes" if value else "no").capitalize() if self.in_words else value


LAYOUTS: Mapping[Crm, Layout] = {
    Crm.HUBSPOT: Layout(),
    # As in the files that Salesforce itself exports.
    Crm.SALESFORCE: Layout("\n", quote_all=True),
    # It has no checkbox: yes and no are a list's two choices.
    Crm.PIPEDRIVE: Layout(in_words=True),
}
