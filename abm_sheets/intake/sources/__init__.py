"""Every source by its key: one for each table of names beside this file, and one for each input tab."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

from abm_sheets.errors.incoming import NoSuchSourceError
from abm_sheets.intake.sources.model import Names, Source
from abm_sheets.language.catalogue import catalogues, tab_titled, understood
from abm_sheets.tables import INPUT_TABS
from abm_sheets.tables.labels import MONEY
from abm_sheets.tables.rows import Row

__all__ = ["Source", "find_source", "known_headers", "recognisable", "source_keys"]


SYSTEMS = (
    "hubspot_companies",
    "hubspot_deals",
    "salesforce_accounts",
    "salesforce_opportunities",
    "pipedrive_organizations",
    "pipedrive_deals",
    "linkedin_sales_navigator",
    "linkedin_company_engagement",
)
"""The exports of other systems that have a table of names."""

FED_TABS = ("accounts", "interactions", "opportunities", "marketing_costs", "sales_costs")
"""The input tabs that a file with our own headers is recognised for; the others must be asked for."""

MODELS: Mapping[str, type[Row]] = {model.tab: model for model in INPUT_TABS}
"""The row model of each input tab, by the tab's key."""


def source_keys() -> Sequence[str]:
    """What a source may be called: a system's export, or the key of the input tab that a file feeds."""
    return (*SYSTEMS, *MODELS)


def recognisable() -> Sequence[Source]:
    """The sources that a file is recognised as, from the most particular."""
    return [_source(key) for key in (*SYSTEMS, *FED_TABS)]


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
def known_headers() -> frozenset[str]:
    """Every header, squeezed, that a source may have."""
    return frozenset(header for key in source_keys() for header in _source(key).headers())


@cache
def money_headers() -> frozenset[str]:
    """Those of amounts, which may tell their currency too."""
    found = (header for key in source_keys() for header in _source(key).headers().items())
    return frozenset(header for header, (field, *_) in found if field in MONEY)


@cache
def _source(key: str) -> Source:
    if key in MODELS:
        return _own(key)
    table = files(__package__).joinpath(f"{key}.toml").read_text(encoding="utf-8")
    return Source(key=key, **tomllib.loads(table))


def identity(tab: str) -> Collection[str]:
    """The columns by which rows are known, or by which other rows speak of them: no import changes them."""
    return {"id", "account"} if tab == "accounts" else {"id"}


def _own(tab: str) -> Source:
    """A file whose headers are those of an input tab, in any language, or our keys."""
    fields = MODELS[tab].model_fields
    kinds = ("won", "lost") if tab == "opportunities" else ()
    words = understood("kind").items()
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
