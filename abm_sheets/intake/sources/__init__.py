"""The systems that files come from: how each calls things, and every source by its key."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from abm_sheets.errors.incoming import NoSuchSourceError
from abm_sheets.intake import EVERY_MODEL, FED_TABS
from abm_sheets.language import LANGUAGES
from abm_sheets.language.catalogue import catalogues, tab_titled, understood
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.labels import MONEY

_FILLED: Mapping[str, tuple[str, ...]] = {
    "counts": ("date", "asset", "source", "id"),
    "visits": ("date", "source", "id"),
    "attendance": ("date", "account", "type", "id"),
}
"""The columns that a reader of events fills by itself."""


Extra = Literal[
    "record_id",
    "domain",
    "company_id",
    "link",
    "status",
    "won",
    "over",
    "deleted",
    "start",
    "end",
    "email",
    "visits",
    "first_name",
    "last_name",
    "attended",
    "absent",
    "cancelled",
    "role",
    "guest",
    "host",
]
FURTHER: tuple[str, ...] = get_args(Extra)
"""What a header may give besides our columns: what the record and its company are called elsewhere, the web
domain of the company, the address of the record, how a deal ended, the days that counts are about…"""


class Table(BaseModel):
    """A part of a table of names; a slip in it is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Names(Table):
    """The headers of one thing in each language (`fr = [...]`), the most particular first."""

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


class Summary(Table):
    """The words that precede the title, the day and the host of a meeting, above the header."""

    title: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    host: tuple[str, ...] = ()


class Source(Table):
    """What one kind of export holds.

    - `tab`: the input tab that it feeds, and `owns` the columns of it that an import may change on a row
      that is there already; a new row gets every value.
    - `signature`: one header of each group must be there for the export to be recognised, and none of
      `unless`; without groups, every required column of the tab.
    - `columns`: the headers of our columns. `extra`: those of what helps to fill them. `counts`: those of
      what a company did, each an interaction of its own where it is more than zero.
    - `outcomes`: the words that say how a deal ended, in its stage or its status.
    - `labels`: for internal names of a column, folded, what people call them in each language. `blanks`:
      what a blank of a column that is there means. `constants`: what every interaction made from a count
      holds.
    - `several`: the columns in which the system lists several, separated by semicolons.
    - `pipeline_in_stage`: whether a stage is followed by its pipeline in parentheses.
    - `reader`: what its rows are: records, counts of what companies did, visits of the site, people who
      were at a meeting.
    - `summary`: the words that precede what is said of a meeting above the header. `each`: whose one
      interaction a meeting is. `organisers`: the roles of those who held it. `answers`: words for a yes or a
      no besides the usual ones. `telling`: the types of interactions, by words that tell them.
    - `unnamed`: what stands where a name is not known.
    - `ids`: how the system writes its record ids, where it is particular.
    """

    key: str
    tab: str
    owns: tuple[str, ...] = ()
    signature: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    columns: Mapping[str, Names]
    extra: Mapping[Extra, Names] = {}
    counts: Mapping[str, Counted] = {}
    period: Period | None = None
    outcomes: Mapping[Literal["open", "won", "lost", "deleted"], tuple[str, ...]] = {}
    labels: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
    blanks: Mapping[str, str | bool] = {}
    constants: Mapping[str, str] = {}
    several: tuple[str, ...] = ()
    pipeline_in_stage: bool = False
    reader: Literal["rows", "counts", "visits", "attendance"] = "rows"
    summary: Summary = Summary()
    each: Literal["person", "company"] = "person"
    organisers: tuple[str, ...] = ()
    answers: Mapping[Literal["yes", "no"], tuple[str, ...]] = {}
    telling: Mapping[str, tuple[str, ...]] = {}
    unnamed: tuple[str, ...] = ()
    ids: Literal["salesforce", "zoho"] | None = None

    @property
    def fields(self) -> Mapping[str, Names]:
        """Everything that may have a header: our columns, then what fills them, then the counts."""
        return {**self.columns, **dict[str, Names](self.extra.items()), **self.counts}

    @property
    def filled(self) -> Sequence[str]:
        """Our columns that are filled without a header of their own."""
        outcome = ("stage",) if "status" in self.extra else ()
        return (*self.constants, *_FILLED.get(self.reader, ()), *outcome)

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


SYSTEMS = (
    "hubspot_companies",
    "hubspot_deals",
    "salesforce_accounts",
    "salesforce_opportunities",
    "pipedrive_organizations",
    "pipedrive_deals",
    "zoho_accounts",
    "zoho_deals",
    "dynamics_accounts",
    "dynamics_opportunities",
    "linkedin_sales_navigator",
    "linkedin_company_engagement",
    "site_visits",
    "attendees",
    "calendly_meetings",
    "calendar",
)
"""The exports of other systems that have a table of names."""


def source_keys() -> Sequence[str]:
    """What a source may be called: a system's export, or the key of the input tab that a file feeds."""
    return (*SYSTEMS, *EVERY_MODEL)


def recognisable() -> Sequence[Source]:
    """The sources that a file is recognised as, from the most particular; other tabs must be asked for."""
    own = [tab for tab in EVERY_MODEL if tab in FED_TABS]
    return [_source(key) for key in (*SYSTEMS, *own)]


def find_source(name: str) -> Source:
    """The source of a key, or of an input tab's title.

    Raises:
        NoSuchSourceError: there is none.

    """
    key = name if name in source_keys() else tab_titled(name)
    if key not in source_keys():
        raise NoSuchSourceError(value=name, choices=", ".join(source_keys()))
    return _source(key)


@cache
def every_source() -> Sequence[Source]:
    """All that there are."""
    return [_source(key) for key in source_keys()]


@cache
def known_headers() -> frozenset[str]:
    """Every header, squeezed, that a source may have."""
    return frozenset(header for source in every_source() for header in source.headers())


@cache
def money_headers() -> frozenset[str]:
    """Those of amounts, which may name their currency too."""
    found = (header for source in every_source() for header in source.headers().items())
    return frozenset(header for header, (field, *_) in found if field in MONEY)


@cache
def _source(key: str) -> Source:
    if key in EVERY_MODEL:
        return _own(key)
    table = files(__package__).joinpath(f"{key}.toml").read_text(encoding="utf-8")
    return Source(key=key, **tomllib.loads(table))


def identity(tab: str) -> Collection[str]:
    """The columns by which rows are known, or by which other rows speak of them: no import changes them."""
    return {"id", "account"} if tab == "accounts" else {"id"}


def _own(tab: str) -> Source:
    """A file whose headers are those of an input tab, in any language, or our keys."""
    fields = EVERY_MODEL[tab].model_fields
    kinds = ("open", "won", "lost", "deleted") if tab == "opportunities" else ()
    words = ({**understood("kind"), **understood("removal")}).items()
    return Source(
        key=tab,
        tab=tab,
        owns=tuple(column for column in fields if column not in identity(tab)),
        columns={column: _headers(tab, column) for column in fields},
        outcomes={kind: tuple(word for word, key in words if key == kind) for kind in kinds},
    )


def _headers(tab: str, column: str) -> Names:
    found = {words.language: tuple(words.find(f"tabs.{tab}.columns.{column}")) for words in catalogues()}
    return Names(**found | {"en": (*found["en"], column)})
