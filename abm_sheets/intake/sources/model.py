"""The form of a table of names: what a system calls things in its exports, and what we make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from abm_sheets.language import LANGUAGES
from abm_sheets.language.folding import squeeze

FILLED_BY_COUNTS = ("date", "asset", "source", "id")
"""The columns of an interaction that is made from a count over a period."""


class Table(BaseModel):
    """A part of a table of names; a slip in it is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(Table):
    """The headers of one thing in each language (`fr = [...]`), the most telling first."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _are_languages(self) -> Self:
        if slips := self.__pydantic_extra__.keys() - LANGUAGES:
            raise ValueError(slips)
        return self

    def all(self) -> Iterator[tuple[str, str, int]]:
        """Each header with its language and its rank."""
        for language, headers in self.__pydantic_extra__.items():
            yield from ((header, language, rank) for rank, header in enumerate(headers))


class Counted(Names):
    """A count of what a company did, and the other counts that it already holds."""

    includes: tuple[str, ...] = ()


class Period(Table):
    """The words that precede a report's first and last day, above its header."""

    start: tuple[str, ...]
    end: tuple[str, ...]


class Source(Table):
    """What one kind of export holds.

    - `tab`: the input tab that it feeds, and `owns` the columns of it that an import may change on a row
      that is there already; a new row gets every value.
    - `signature`: one header of each group must be there for the export to be recognised, and none of
      `unless`; without groups, every required column of the tab.
    - `columns`: the headers of our columns. `extra`: those of what helps to fill them: the record's id, the
      company's domain, a deal's outcome, the days that counts are about. `counts`: those of what a company
      did, each an interaction of its own where it is more than zero.
    - `outcomes`: the words that say how a deal ended, in its stage or its status.
    - `labels`: for internal names of a column, folded, what people call them in each language. `blanks`:
      what a blank of a column that is there means. `constants`: what every interaction made from a count
      holds.
    - `several`: the columns in which the system lists several, separated by semicolons.
    - `pipeline_in_stage`: whether a stage is followed by its pipeline in parentheses.
    - `ids`: how the system writes its record ids, where it is particular.
    """

    key: str
    tab: str
    owns: tuple[str, ...] = ()
    signature: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    columns: Mapping[str, Names]
    extra: Mapping[Literal["record_id", "domain", "status", "won", "over", "start", "end"], Names] = {}
    counts: Mapping[str, Counted] = {}
    period: Period | None = None
    outcomes: Mapping[Literal["open", "won", "lost", "deleted"], tuple[str, ...]] = {}
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
    blanks: Mapping[str, str | bool] = {}
    constants: Mapping[str, str] = {}
    several: tuple[str, ...] = ()
    pipeline_in_stage: bool = False
    ids: Literal["salesforce"] | None = None

    @property
    def fields(self) -> Mapping[str, Names]:
        """Everything that may have a header: our columns, then what fills them, then the counts."""
        return {**self.columns, **dict[str, Names](self.extra.items()), **self.counts}

    @property
    def filled(self) -> Sequence[str]:
        """Our columns that are filled without a header of their own."""
        outcome = ("stage",) if "status" in self.extra else ()
        return (*self.constants, *(FILLED_BY_COUNTS if self.counts else ()), *outcome)

    def headers(self) -> dict[str, tuple[str, str, int]]:
        """Each header, squeezed, with its field, its language ("" where both use it) and its rank."""
        found: dict[str, tuple[str, str, int]] = {}
        for field, names in self.fields.items():
            for header, language, rank in names.all():
                key = squeeze(header)
                shared = key in found and found[key][1] != language
                found.setdefault(key, (field, language, rank))
                if shared:
                    found[key] = (*found[key][:1], "", found[key][2])
        return found
