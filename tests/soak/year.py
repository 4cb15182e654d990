"""A year of Mondays on one sheet, and what is asked after each of them."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from abm_sheets.metrics.weeks import week_label
from abm_sheets.refresh import run
from abm_sheets.report import Report
from abm_sheets.upkeep.setup import set_up
from tests.golden.compare import compare
from tests.google.launch import LocalGoogle
from tests.loading import ROBOT, cell_data, load, open_robot
from tests.oracle.book import book_of
from tests.oracle.figures import figures
from tests.soak.company import SETTINGS, TABS, WORDS, Company
from tests.soak.people import HISTORY, KEPT, People, is_week

Json = dict[str, Any]

PARIS = ZoneInfo("Europe/Paris")
FIRST = date(2026, 1, 5)
WEEK = timedelta(days=7)

MOST_CALLS = (2, 1)
"""Reads and writes of one refresh."""

_OBJECTS = ("protectedRanges", "charts", "conditionalFormats", "bandedRanges", "merges", "developerMetadata")
_SPARE = 4_000
"""Cells of our tabs beyond three for each that holds something."""


@dataclass
class Year:
    """What was found in one seed's year: faults in words, what people did, and the size week by week."""

    seed: int
    faults: list[str] = field(default_factory=list)
    edits: Counter[str] = field(default_factory=Counter)
    mondays: int = 0
    frozen: dict[tuple[str, str], Any] = field(default_factory=dict)
    sizes: list[Mapping[str, int]] = field(default_factory=list)


def play(google: LocalGoogle, seed: int, weeks: int) -> Year:
    """Play a year; nothing is asserted, what is wrong is noted."""
    chance, year = random.Random(seed), Year(seed)  # noqa: S311 (no secret)
    company, people = Company(chance), _begin(google, chance)
    for key, rows in company.begin(FIRST).items():
        people.type_rows(key, rows)
    for number in range(weeks):
        monday = FIRST + number * WEEK
        _live(company, people, year, monday)
        if number == 0 or chance.random() > 0.12:
            _refresh(company, people, year, _moment(chance, monday))
    year.faults += _grown(year)
    return year


def _begin(google: LocalGoogle, chance: random.Random) -> People:
    """A new sheet made ready by the program, with the tabs as people know them."""
    spreadsheet = load(google, "Suivi ABM", [("Feuille 1", [[cell_data("à nous")]])])
    set_up(open_robot(google, spreadsheet), None, FIRST.year)
    people = People(google, spreadsheet, chance, {})
    known = {title: tab for tab, title in people.titles().items()}
    people.ids = {key: known[WORDS.title(key)] for key in (*TABS, "settings")}
    return people


def _live(company: Company, people: People, year: Year, monday: date) -> None:
    """A week of work: deals move, rows are typed, and the sheet is meddled with."""
    for deal, cells in company.moves(monday):
        people.correct("opportunities", deal, cells)
    for key, rows in company.week(monday).items():
        people.type_rows(key, rows)
    if people.chance.random() < 0.1:
        name = people.chance.choice(list(SETTINGS))
        company.settings[name] = people.chance.choice(SETTINGS[name])
        people.set(WORDS.word("setting", name), company.settings[name])
    for _ in range(people.chance.choice((0, 1, 1, 2, 3)) if people.ours else 0):
        year.edits[people.meddle()] += 1


def _moment(chance: random.Random, monday: date) -> datetime:
    """Monday at nine, now and then later in the week."""
    late = timedelta(days=chance.choice((0, 0, 0, 0, 0, 2, 4)))
    return datetime.combine(monday + late, datetime.min.time(), PARIS).replace(hour=9)


def _refresh(company: Company, people: People, year: Year, moment: datetime) -> None:
    """Refresh, and ask of the sheet all that must hold."""
    year.mondays += 1
    before, day = _theirs(people), moment.date()
    people.google.clear_requests()
    try:
        view, _ = run(open_robot(people.google, people.spreadsheet), now=moment, by="abm-sheets")
    except Exception as failure:  # noqa: BLE001 (whatever it is, it is a finding)
        year.faults.append(f"{day}: {type(failure).__name__}: {failure}")
        return
    found = [*_wrong_calls(people), *_wrong_figures(company, people, view.report)]
    people.ours = people.ours or _our_tabs(people)
    if _theirs(people) != before:
        found.append("cells of people's changed")
    found += _wrong_history(people, year, day)
    year.sizes.append(_size(people))
    year.faults += [f"{day}: {fault}" for fault in found]


def _our_tabs(people: People) -> dict[str, int]:
    """The program's own tabs by key, as they are right after the first refresh."""
    keys = {WORDS.title(key): key for key in (*sorted(KEPT), *WORDS.find("tabs")) if key not in people.ids}
    known = people.titles()
    marked = {tab for tab, title in known.items() if title in keys and keys[title] not in _filled()}
    return {keys[known[tab]]: tab for tab in marked}


def _filled() -> set[str]:
    return {key for key, entry in WORDS.find("tabs").items() if "columns" in entry}


def _theirs(people: People) -> Json:
    """Every cell of the tabs that are not ours."""
    found = people.seen(
        "sheets(properties(sheetId,title),data.rowData.values.userEnteredValue)", includeGridData="true"
    )
    ours = set((people.ours or _our_tabs(people)).values())
    return {
        each["properties"].get("sheetId", 0): each.get("data")
        for each in found["sheets"]
        if each["properties"].get("sheetId", 0) not in ours
    }


def _wrong_calls(people: People) -> Iterator[str]:
    """Whether the refresh made more calls than two reads and one write; who has access is asked of Drive."""
    calls = [each for each in people.google.requests() if each["user"] == ROBOT and "/v4/" in each["path"]]
    writes = [each for each in calls if each["path"].endswith(":batchUpdate")]
    made = len(calls) - len(writes), len(writes)
    if any(count > most for count, most in zip(made, MOST_CALLS, strict=True)):
        yield f"{made[0]} reads and {made[1]} writes"


def _wrong_figures(company: Company, people: People, report: Report) -> Iterator[str]:
    """Where the figures are not those of the independent oracle."""
    order, content = people.order(), company.content()
    content["accounts"] = sorted(content["accounts"], key=lambda row: order.index(str(row["account"])))
    expected = figures(book_of(content), report.as_of)
    differences = compare(expected, json.loads(report.model_dump_json()))
    if differences:
        yield f"figures: {len(differences)} differences, the first: {differences[0]}"


def _wrong_history(people: People, year: Year, day: date) -> Iterator[str]:
    """Whether a frozen week changed, is missing or is there twice; those that people took away begin anew."""
    for key in [key for key in year.frozen if key[0] in people.voided]:
        del year.frozen[key]
    people.voided.clear()
    rows = [
        line for line in people.grid(HISTORY) if any(isinstance(cell, str) and is_week(cell) for cell in line)
    ]
    now: dict[tuple[str, str], Any] = {}
    for line in rows:
        at = next(at for at, cell in enumerate(line) if isinstance(cell, str) and is_week(cell))
        week, metric, value = line[at], line[at + 2], line[at + 3]
        if (week, metric) in now:
            yield f"{week} {metric} is frozen twice"
        now[week, metric] = value
    yield from (f"{week} {metric} is gone" for week, metric in year.frozen.keys() - now.keys())
    yield from (
        f"{key[0]} {key[1]} was {value} and is {now[key]}"
        for key, value in year.frozen.items()
        if key in now and now[key] != value
    )
    yield from _holes({week for week, _ in now}, day)
    year.frozen = now


def _holes(weeks: set[str], day: date) -> Iterator[str]:
    """The closed weeks since the first frozen one that are not there."""
    sunday = day - timedelta(days=day.isoweekday() % 7)
    while weeks and week_label(sunday) >= min(weeks):
        if week_label(sunday) not in weeks:
            yield f"{week_label(sunday)} is not frozen"
        sunday -= WEEK


def _size(people: People) -> Mapping[str, int]:
    """How much there is of our tabs: cells, those that hold something, and each kind of object."""
    fields = ",".join(
        ("properties(sheetId,gridProperties)", "data.rowData.values.userEnteredValue", *_OBJECTS)
    )
    found = people.seen(f"developerMetadata,sheets({fields})", includeGridData="true")
    ours = set(people.ours.values())
    tabs = [each for each in found["sheets"] if each["properties"].get("sheetId", 0) in ours]
    grids = [each["properties"]["gridProperties"] for each in tabs]
    filled = sum(
        bool(cell)
        for each in tabs
        for data in each.get("data", [])
        for row in data.get("rowData", [])
        for cell in row.get("values", [])
    )
    counts = {name: sum(len(each.get(name, [])) for each in tabs) for name in _OBJECTS}
    return {
        "cells": sum(grid["rowCount"] * grid["columnCount"] for grid in grids),
        "filled": filled,
        **counts,
        "claims": len(found.get("developerMetadata", [])),
    }


def _grown(year: Year) -> Iterator[str]:
    """What grows without bound: more than the data ask for."""
    if not year.sizes:
        return
    first, last = year.sizes[min(3, len(year.sizes) - 1)], year.sizes[-1]
    for name in ("protectedRanges", "charts", "bandedRanges"):
        if last[name] > first[name] + 2:
            yield f"{name} grew from {first[name]} to {last[name]}"
    for name in ("conditionalFormats", "merges", "developerMetadata"):
        if last[name] > 2 * first[name] + 40:
            yield f"{name} grew from {first[name]} to {last[name]}"
    if last["claims"] > first["claims"] + 2 * year.mondays:
        yield f"claims grew from {first['claims']} to {last['claims']}"
    if last["cells"] > 3 * last["filled"] + _SPARE:
        yield f"{last['cells']} cells for {last['filled']} that hold something"
