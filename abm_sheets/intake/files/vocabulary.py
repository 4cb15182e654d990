"""The workbook's own words that records are written in: its language and its stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from abm_sheets.language import catalogue, fold
from abm_sheets.tables.currencies import currency_code


@dataclass(frozen=True)
class Vocabulary:
    """The language of a workbook, the kind (open, won, lost) of each of its stages in order, its currency.

    `above` has, by tab, the currency that the header of its amounts tells, where it tells one.
    """

    language: str
    stages: Mapping[str, str]
    currency: str = "EUR"
    above: Mapping[str, str] = field(default_factory=dict)

    def currency_of(self, tab: str) -> str:
        """The currency that the amounts of a tab are in where nothing else tells it."""
        told = self.above.get(tab)
        return (currency_code(told, self.currency) or told) if told else self.currency

    def kind_of(self, stage: str) -> str | None:
        """The kind of a stage of the workbook, None where it has no such stage."""
        return {fold(name): kind for name, kind in self.stages.items()}.get(fold(stage))

    def named(self, kind: str) -> str:
        """The workbook's first stage of a kind; the language's own where it has none."""
        usual = default_vocabulary(self.language).stages
        return next(name for name, each in (*self.stages.items(), *usual.items()) if each == kind)


def default_vocabulary(language: str) -> Vocabulary:
    """The words of a workbook that keeps the stages it started with."""
    stages = catalogue(language).find("words.stages")
    return Vocabulary(language, {stage["name"]: stage["kind"] for stage in stages})
