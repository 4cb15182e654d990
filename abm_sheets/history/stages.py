"""The stages that deals went through: each noted by the run that first sees a deal in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

import pandas as pd

from abm_sheets.history import Definitions, Past
from abm_sheets.history.kept import Entry
from abm_sheets.history.ledger import Doubt, Ledger, Read, Row
from abm_sheets.history.seals import stage_meaning
from abm_sheets.language import fold
from abm_sheets.tables.model import Tables
from abm_sheets.tables.rows import as_day, as_text
from abm_sheets.workbook.interface import Snapshot

STAGE_COLUMNS = (
    "deal",
    "account",
    "name",
    "stage",
    "entered_on",
    "run",
    "computed_at",
    "workbook",
    "seal",
)
"""The columns of the stage history's tab, by their keys; the last three came later."""

_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Entered:
    """A stage that a deal (by its key) came to, and the day that it did.

    Not `seen` where the deal was already there when the stage history began: nobody knows since when.
    """

    deal: str
    account: str
    name: str
    stage: str
    day: date
    seen: bool = True


@dataclass(frozen=True)
class StageHistory(Read):
    """What is kept, the entries of each deal in order, and those that this run adds."""

    entries: Mapping[str, Sequence[Entered]] = field(default_factory=dict)
    added: Sequence[Entered] = ()
    run: str = ""


def _is_entry(row: Entry) -> bool:
    return as_day(row["entered_on"]) is not None and bool(as_text(row["deal"]))


_LEDGER = Ledger("stage_history", STAGE_COLUMNS, ("deal", "run", "seal"), _is_entry, stage_meaning)


def follow(snapshot: Snapshot, tables: Tables, past: Past, day: date, run: str) -> StageHistory:
    """The stage history of a workbook, with what the run of a day sees for the first time.

    A run as of another day than its own sees nothing new.
    """
    rows = _LEDGER.read(snapshot, continued=tables.settings.continue_history == "yes")
    entries: dict[str, list[Entered]] = {}
    for each in _read(rows.own, _renamed(past.versions, tables.stages)):
        deal = entries.setdefault(each.deal, [])
        if not deal or fold(deal[-1].stage) != fold(each.stage):
            deal.append(each)
    added = [] if day != tables.today else list(_new(tables, entries, day))
    for each in added:
        entries.setdefault(each.deal, []).append(each)
    doubts = [_doubt(row) for row in rows.doubtful]
    return StageHistory(rows.kept, doubts, rows.foreign_by("deal"), rows.unsealed, entries, added, run)


def _doubt(row: Row) -> Doubt:
    """The row, by its deal where a hand typed it, by its stage else."""
    column = "stage" if as_text(row.cells["seal"]) and _is_entry(row.cells) else "deal"
    return Doubt(row.number, column, as_text(row.cells[column]))


def _read(rows: Iterable[Row], renamed: Mapping[str, str]) -> Iterator[Entered]:
    """The entries in the order of the runs that added them, however people sorted the rows."""
    ordered = sorted((row.cells for row in rows), key=_moment)
    first = as_text(ordered[0]["run"]) if ordered else ""
    for cells in ordered:
        day, stage = as_day(cells["entered_on"]), as_text(cells["stage"])
        deal = as_text(cells["deal"])
        if day and deal and stage:
            known = renamed.get(fold(stage), stage)
            seen = as_text(cells["run"]) != first or day != _moment(cells).date()
            yield Entered(deal, as_text(cells["account"]), as_text(cells["name"]), known, day, seen)


def _moment(cells: Entry) -> datetime:
    """When a row was added; older versions did not say."""
    try:
        found = datetime.fromisoformat(as_text(cells["computed_at"]))
    except ValueError:
        return _BEGINNING
    return found if found.tzinfo else _BEGINNING


def _renamed(versions: Sequence[Definitions], stages: pd.DataFrame) -> dict[str, str]:
    """The new names of stages that were renamed: gone, while one of the same order and kind came."""
    now: dict[str, tuple[object, object]] = {name: (order, kind) for name, order, kind in _ranked(stages)}
    known = {fold(name) for name in now}
    found: dict[str, str] = {}
    for version in versions:
        before: Mapping[str, Mapping[str, object]] = version.content.get("stages", {})
        old = {fold(name) for name in before}
        came = {place: name for name, place in now.items() if fold(name) not in old}
        for name, rule in before.items():
            successor = came.get((rule.get("order"), rule.get("kind")))
            if fold(name) not in known and successor and rule.get("order") is not None:
                found[fold(name)] = successor
    return found


def _ranked(stages: pd.DataFrame) -> Iterator[tuple[str, object, str]]:
    orders = stages["order"].astype(object).where(stages["order"].notna(), None)
    yield from zip(stages["stage"], orders, stages["kind"], strict=True)


class _Deal(NamedTuple):
    """A deal as the tab has it today."""

    key: str
    account: str
    name: str
    stage: str
    kind: str
    created: date | None
    closed: date | None


def _deals(tables: Tables) -> Iterator[_Deal]:
    deals = tables.opportunities
    if deals is None:
        return
    accounts = tables.accounts["account"].to_numpy()[deals["account"].to_numpy()].tolist()
    texts = (deals[column].tolist() for column in ("id", "name", "stage", "kind"))
    days = (
        deals[column].to_numpy("datetime64[D]").astype(object).tolist() for column in ("created", "closed")
    )
    for account, identifier, name, stage, kind, created, closed in zip(accounts, *texts, *days, strict=True):
        yield _Deal(deal_key(identifier, account, name), account, name, stage, kind, created, closed)


def _new(tables: Tables, entries: Mapping[str, Sequence[Entered]], day: date) -> Iterator[Entered]:
    """The deals seen in another stage than the last one noted, each once."""
    first, dated = _first_stage(tables.stages), _dated(tables)
    seen: set[str] = set()
    for deal in _deals(tables):
        known = list(entries.get(deal.key, ()))
        if deal.key not in seen:
            for each in _said(deal, dated.get(deal.key, ()), known, day):
                known.append(each)
                yield each
        is_new = not known or fold(known[-1].stage) != fold(deal.stage)
        entered = _entered(deal, day, begins=not known and fold(deal.stage) == first)
        if is_new and deal.key not in seen and deal.created and deal.created <= day and entered <= day:
            seen.add(deal.key)
            yield Entered(
                deal.key, deal.account, deal.name, deal.stage, entered, seen=bool(entries) or entered != day
            )


def _dated(tables: Tables) -> Mapping[str, Sequence[tuple[str, date]]]:
    """The stages that other systems date, by the ids of the deals."""
    return {deal: stages for mirror in tables.mirrors.values() for deal, stages in mirror.stages.items()}


def _said(
    deal: _Deal, stages: Sequence[tuple[str, date]], known: Sequence[Entered], day: date
) -> Iterator[Entered]:
    """The stages that a system dates and that come after what is known."""
    last = known[-1] if known else None
    for stage, entered in stages:
        is_later = last is None or (entered >= last.day and fold(stage) != fold(last.stage))
        if is_later and entered <= day:
            last = Entered(deal.key, deal.account, deal.name, stage, entered)
            yield last


def _entered(deal: _Deal, day: date, *, begins: bool) -> date:
    """The day that a deal came to its stage: the one that the tab gives, else that of the run."""
    known = deal.closed if deal.kind != "open" else deal.created if begins else None
    return known or day


def entry_on(entries: Sequence[Entered], day: date) -> Entered | None:
    """The last entry of a deal by a day."""
    return next((each for each in reversed(entries) if each.day <= day), None)


def deal_keys(deals: pd.DataFrame, accounts: pd.DataFrame) -> Sequence[str]:
    """The keys of some rows of the opportunities; see `deal_key`."""
    names = accounts["account"].to_numpy()[deals["account"].to_numpy()].tolist()
    return [deal_key(*each) for each in zip(deals["id"], names, deals["name"], strict=True)]


def deal_key(identifier: str, account: str, name: str) -> str:
    """What distinguishes a deal from another, from one run to the next: its id, else its account and name."""
    return identifier or f"{fold(account)} | {fold(name)}"


def _first_stage(stages: pd.DataFrame) -> str:
    """The stage in which deals begin: the first of the open ones by order."""
    opened = stages[stages["kind"] == "open"]
    ranked = opened.sort_values("order", kind="stable") if opened["order"].notna().any() else opened
    return fold(str(ranked["stage"].iloc[0])) if len(ranked) else ""
