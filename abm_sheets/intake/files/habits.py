"""How a file writes its numbers and dates, told by all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from abm_sheets.intake.files.cleaning import Cleaner
from abm_sheets.intake.files.days import Order, day_cleaner, recognise_order
from abm_sheets.intake.files.drafts import Draft
from abm_sheets.intake.files.numbers import Decimals, number_cleaner, recognise_decimals
from abm_sheets.intake.sources.known import MODELS
from abm_sheets.tables.regional import regional
from abm_sheets.tables.rows import Kind
from abm_sheets.workbook.interface import Cell

_NUMBERS = (Kind.NUMBER, Kind.MONEY)
_OTHER_DAYS = ("start", "end")


@dataclass(frozen=True)
class Habits:
    """A file's decimal sign, the order of its dates, and the language that decides where they do not."""

    decimals: Decimals
    order: Order
    language: str

    def cleaner(self, kind: Kind) -> Cleaner | None:
        """What reads the cells of a kind, None for those that are texts or answers."""
        if kind is Kind.DAY:
            return day_cleaner(self.order, self.language)
        return self.numbers if kind in _NUMBERS else None

    @property
    def numbers(self) -> Cleaner:
        """What reads numbers."""
        return number_cleaner(self.decimals, self.language)

    @property
    def decimal(self) -> str | None:
        """The decimal sign, None where no number depends on it."""
        return self.decimals.sign or ("." if "decimal" in self.doubts else None)

    @property
    def month_first(self) -> bool | None:
        """Whether months come before days, None where no date depends on it, or some say so and some not."""
        return self.language == "en" if self.order.doubtful else self.order.month_first

    @property
    def doubts(self) -> Sequence[str]:
        """What the file does not tell, so that people should look."""
        found = {
            # In French such numbers are refused, which says enough.
            "decimal": self.decimals.doubtful and self.language == "en",
            "date_order": self.order.doubtful,
            "mixed_dates": self.order.mixed,
        }
        return [doubt for doubt, is_so in found.items() if is_so]


def recognise_habits(draft: Draft, locale: str | None) -> Habits:
    """Tell how a file writes; `locale` is what people say of what nothing in the file tells."""
    decimals = recognise_decimals(_cells(draft, *_NUMBERS))
    order = recognise_order(_cells(draft, Kind.DAY))
    if locale is not None:
        said = regional(locale)
        decimals = Decimals(decimals.sign or said.decimal)
        order = Order(said.month_first) if order.doubtful else order
    return Habits(decimals, order, draft.proposal.language)


def _cells(draft: Draft, *kinds: Kind) -> Iterator[Cell]:
    model = MODELS[draft.proposal.source.tab]
    fields = [column for column in model.model_fields if model.kind_of(column) in kinds]
    for field in (*fields, *(_OTHER_DAYS if Kind.DAY in kinds else ())):
        if draft.has(field):
            yield from draft.cells(field)
