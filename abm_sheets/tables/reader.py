"""Every input tab read in turn: the one list of what is read, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import pandas as pd

from abm_sheets.errors import LostHeaderError, NoUsableTabError
from abm_sheets.issues import Issue
from abm_sheets.language import catalogue
from abm_sheets.language.catalogue import catalogues
from abm_sheets.language.formats import HABITS
from abm_sheets.tables.accounts import POPULATION, AccountRow, read_accounts
from abm_sheets.tables.costs import MarketingCostRow, SalesCostRow, read_costs
from abm_sheets.tables.header import Header, find_header
from abm_sheets.tables.interactions import InteractionRow, read_interactions
from abm_sheets.tables.layout import note_layout, note_missing, one_per_cell
from abm_sheets.tables.locate import Located, recognised, spoken_language
from abm_sheets.tables.matching import AccountIndex
from abm_sheets.tables.model import Place, Tables
from abm_sheets.tables.opportunities import OpportunityRow, read_opportunities
from abm_sheets.tables.people import ActionRow, TeamRow, WorkshopRow, read_actions, read_team, read_workshop
from abm_sheets.tables.reading import Reading
from abm_sheets.tables.regional import find_zone, regional
from abm_sheets.tables.rows import Row, as_text
from abm_sheets.tables.settings import Given, SettingRow, Settings, peek_setting, read_settings, setting_key
from abm_sheets.tables.sources import PROOF, Mirror, mirror_title, origin_name, read_mirrors
from abm_sheets.tables.targets import TargetRow, Units, read_targets
from abm_sheets.tables.vocabulary import InteractionTypeRow, StageRow, read_interaction_types, read_stages
from abm_sheets.workbook.interface import Cell, Snapshot, Tab

INPUT_TABS: tuple[type[Row], ...] = (
    AccountRow,
    InteractionRow,
    OpportunityRow,
    MarketingCostRow,
    SalesCostRow,
    TargetRow,
    ActionRow,
    WorkshopRow,
    InteractionTypeRow,
    StageRow,
    SettingRow,
    TeamRow,
)
"""The row models of the input tabs, in the order people see the tabs."""

Incoming = Mapping[str, Mirror | None]
"""Mirrors that come in, by the keys of the tabs that they are to stand in; None takes one away."""

Bringing = Callable[[Snapshot], Incoming]
"""What brings mirrors in, once the workbook is read."""


@dataclass(frozen=True)
class People:
    """The team (as in `Tables`), the issues met in its tab, and the language of their messages."""

    team: pd.DataFrame
    issues: Sequence[Issue]
    language: str


def read_tables(
    snapshot: Snapshot,
    now: datetime,
    language: str | None = None,
    given: Given = MappingProxyType({}),
    units: Units = MappingProxyType({}),
    incoming: Incoming = MappingProxyType({}),
) -> Tables:
    """Read a workbook; `now` (with its zone) says which dates are in the future.

    `language` is that of the issues' sentences, the workbook's own by default; `given` are settings
    that stand in place of those of the settings tab; `units` what the metrics' targets are in;
    `incoming` are mirrors, by key, that stand in place of those that the workbook has; None takes one away.

    Raises:
        NoUsableTabError: the accounts cannot be read, or nothing says which are targeted, so no metric can be
            computed.

    """
    mirrors = _mirrors(snapshot, incoming)
    located = with_mirrors(locate_inputs(snapshot), mirrors.values())
    base = _own_settings(snapshot, located, given)
    words = catalogue(language or base.language)
    reading = Reading(words, regional(base.locale), now.astimezone(base.zone).date(), located)
    settings = read_settings(reading, base, given)
    own = snapshot.time_zone or ""
    if own and find_zone(own) is None and not _is_set(reading, given, "time_zone"):
        known = {"setting": words.word("setting", "time_zone"), "title": words.title("settings")}
        at = ("settings", None, None)
        reading.note("unreadable_time_zone", at, own, "unreadable_time_zone_of_sheet", **known)
    note_layout(reading, snapshot)
    _refuse_lost_headers(reading)
    found = read_accounts(reading)
    if found is None:
        raise NoUsableTabError
    _note_stale(reading, mirrors.values())
    return replace(_read_rest(reading, settings, units, *found), mirrors=mirrors, apart=reading.apart)


def _mirrors(snapshot: Snapshot, incoming: Incoming) -> dict[str, Mirror]:
    """The mirrors of a workbook once others have come in."""
    found = {**read_mirrors(snapshot, [model.tab for model in INPUT_TABS]), **incoming}
    return {key: mirror for key, mirror in found.items() if mirror is not None}


def _note_stale(reading: Reading, mirrors: Iterable[Mirror]) -> None:
    for mirror in mirrors:
        if mirror.synchronised is not None and mirror.is_stale(reading.today):
            days = (reading.today - mirror.synchronised).days
            origin = origin_name(mirror.origin, reading.words)
            reading.note("stale_source", (mirror.key, None, None), origin=origin, days=days)


def mirror_columns(tab: str) -> list[str]:
    """The columns of a mirror that feeds a tab, in order."""
    model = next(model for model in INPUT_TABS if model.tab == tab)
    return [*model.model_fields, *PROOF]


def with_mirrors(located: Mapping[str, Located], mirrors: Iterable[Mirror]) -> dict[str, Located]:
    """The input tabs with the mirrors that feed them; a tab that people do not have may be mirrored alone."""
    found = dict(located)
    for mirror in mirrors:
        absent = Located(mirror.tab, Tab("", []), Header(0, {}))
        there = found.get(mirror.tab, absent)
        found[mirror.tab] = replace(there, mirrors=[*there.mirrors, mirror])
    return found


def _refuse_lost_headers(reading: Reading) -> None:
    """Compute nothing where it cannot be known which accounts there are, and which of them are targeted."""
    accounts = reading.located.get("accounts")
    if accounts is None:
        return
    gone = [column for column in POPULATION if column in accounts.lost]
    if accounts.is_unreadable or gone:
        column = [*accounts.header.missing, *gone][0]
        names = {words.language: words.header("accounts", column) for words in catalogues()}
        raise LostHeaderError(title=accounts.tab.title, **names)


def read_people(snapshot: Snapshot, language: str | None = None) -> People:
    """Read the team alone, from a workbook of which nothing else may be known; `language` as above."""
    located = locate_inputs(snapshot)
    base = _own_settings(snapshot, located)
    shown = language or base.language
    # No column of the team holds a date, so that none can be in the future.
    reading = Reading(catalogue(shown), regional(base.locale), date.max, located)
    team = read_team(reading)
    if "team" in located and located["team"].is_unreadable:
        # A team that cannot be read is not a team of nobody.
        note_missing(reading, located["team"])
    return People(team, reading.issues, shown)


def locate_inputs(snapshot: Snapshot) -> dict[str, Located]:
    """The input tabs of a workbook by key, each with its header."""
    models = {model.tab: model for model in INPUT_TABS}
    return {
        key: Located(key, tab, find_header(tab, key, models[key].required_columns()))
        for key, tab in recognised(snapshot)
        if key in models
    }


def peek_settings(snapshot: Snapshot) -> Settings:
    """The defaults, with the workbook's language, locale, time zone and currency: what cells are read by."""
    return _own_settings(snapshot, locate_inputs(snapshot))


def _own_settings(
    snapshot: Snapshot, located: Mapping[str, Located], given: Given = MappingProxyType({})
) -> Settings:
    """The defaults, with the language, locale, time zone and currency that the rest is read by."""
    names, values = setting_cells(located.get("settings"))

    def chosen(key: str) -> Any:
        # Numbers do not matter yet: only words are looked for.
        return given[key] if key in given else peek_setting(names, values, key, regional("fr_FR"))

    language = chosen("language") or spoken_language(snapshot)
    zone = snapshot.time_zone if find_zone(snapshot.time_zone or "") else None
    return Settings(
        language=language,
        locale=chosen("locale") or snapshot.locale or HABITS[language].locale,
        time_zone=chosen("time_zone") or zone or "Europe/Paris",
        currency=chosen("currency") or "EUR",
    )


def _is_set(reading: Reading, given: Given, key: str) -> bool:
    """Whether the settings tab has a value for a setting, readable or not."""
    names, values = setting_cells(reading.located.get("settings"))
    typed = (as_text(name) for name, value in zip(names, values, strict=True) if as_text(value))
    return key in given or key in map(setting_key, typed)


def setting_cells(located: Located | None) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """The names and the values of the settings tab, nothing where it cannot be read."""
    if located is None or located.header.missing or "value" not in located.header.positions:
        return (), ()
    return located.cells("setting"), located.cells("value")


def _read_rest(
    reading: Reading, settings: Settings, units: Units, accounts: pd.DataFrame, index: AccountIndex
) -> Tables:
    types = read_interaction_types(reading)
    stages = read_stages(reading)
    return Tables(
        accounts=accounts,
        interactions=_unless(reading, "interaction_types", read_interactions(reading, index, types)),
        opportunities=_unless(reading, "stages", read_opportunities(reading, index, stages, settings)),
        marketing_costs=read_costs(reading, index, MarketingCostRow, settings),
        sales_costs=read_costs(reading, index, SalesCostRow, settings),
        targets=read_targets(reading, settings, units),
        actions=read_actions(reading),
        workshop=read_workshop(reading),
        interaction_types=types,
        stages=stages,
        team=read_team(reading),
        settings=settings,
        units=units,
        # Arguments are evaluated in order: every tab has noted its issues by now.
        issues=one_per_cell(reading.issues),
        today=reading.today,
        places=_places(reading),
        joined={key: located for key, located in reading.located.items() if located.mirrors},
        left_out=reading.left_out,
        unreadable=frozenset(
            key for key, tab in reading.located.items() if tab.is_unreadable or tab.lost or tab.failed
        ),
        lost={key: frozenset(tab.lost) for key, tab in reading.located.items() if tab.lost},
    )


def _unless(reading: Reading, key: str, rows: pd.DataFrame | None) -> pd.DataFrame | None:
    """Rows that another tab gives its meaning to, none where that one cannot be read."""
    return None if key in reading.located and reading.located[key].is_unreadable else rows


def _places(reading: Reading) -> dict[str, Place]:
    places = {key: _place(located) for key, located in reading.located.items() if located.is_there}
    for located in reading.located.values():
        for mirror in located.mirrors:
            numbers = {column: at for at, column in enumerate(mirror_columns(mirror.tab), 1)}
            places[mirror.key] = Place(mirror_title(mirror, reading.words), numbers)
    return places


def _place(located: Located) -> Place:
    columns = {column: at + 1 for column, at in located.header.positions.items()}
    return Place(located.tab.title, columns, located.header.currencies.get("amount", ""))
