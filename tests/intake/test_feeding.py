"""Accepted rows added to a workbook and read by a refresh as if people had typed them."""

from __future__ import annotations

from datetime import date
from typing import Any

from abm_sheets.intake import FED_TABS, append, typed
from abm_sheets.intake.webhook import AcceptedRow, accept
from abm_sheets.refresh import examine
from abm_sheets.tables import read_tables
from abm_sheets.tables.regional import regional
from abm_sheets.workbook.contents import Plain
from abm_sheets.workbook.memory import MemoryWorkbook
from tests.google.launch import LocalGoogle
from tests.loading import load_snapshot, open_robot
from tests.sheets import NOW, snapshot

D = date(2026, 9, 27)

SENT: dict[str, list[dict[str, Any]]] = {
    "accounts": [{"Compte": "Cirrus", "Domaines": "cirrus.fr", "Ciblé": "oui", "Ciblé depuis": "2026-07-01"}],
    "interactions": [
        {"Date": "15/09/2026", "Compte": "Alizé", "Type": "Webinaire", "Contenu": "Guide", "event_id": 1},
        {"date": "2026-09-16T08:00:00Z", "account": "lea@cirrus.fr", "type": "LinkedIn", "event_id": 2},
    ],
    "opportunities": [
        {"Opportunity": "Sillage", "Deal stage": "Gagnée", "amount": "12 000,50 €", "Company": "Alizé",
         "Create date": "2026-07-10", "Close date": "2026-09-22"},
    ],
    "marketing_costs": [{"date": "2026-08-05", "amount": 1500, "Libellé": "Salon"}],
    "sales_costs": [{"date": "2026-08-06", "Montant": "800,25", "account": "Alizé"}],
}  # fmt: skip


def rows(tab: str) -> list[dict[str, Plain]]:
    """The rows of a tab, as they are kept until they are written."""
    read = [accept(tab, record, regional("fr_FR")) for record in SENT[tab]]
    return [dict(row.values) for row in read if isinstance(row, AcceptedRow)]


def test_a_fed_workbook_gives_the_report_of_a_typed_one(google: LocalGoogle) -> None:
    memory = MemoryWorkbook(snapshot())
    spreadsheet = load_snapshot(google, snapshot())
    book = open_robot(google, spreadsheet)

    for tab in SENT:
        append(memory, tab, rows(tab), tab)
        append(book, tab, rows(tab), tab)

    report = examine(open_robot(google, spreadsheet), D, now=NOW).report
    assert report == examine(memory, D, now=NOW).report
    assert report.issues == []
    assert (report.metrics.revenue, report.metrics.marketing_costs) == (12_000.5, 1500)
    assert report.metrics.sales_costs == 800.25
    assert [(each.account, each.interactions) for each in report.accounts] == [
        ("Alizé", 1), ("Boréal", 0), ("Cirrus", 1)
    ]  # fmt: skip


def test_a_workbook_in_memory_takes_a_batch_once() -> None:
    memory = MemoryWorkbook(snapshot())

    first, again = (append(memory, "interactions", rows("interactions"), "b") for _ in range(2))
    second = append(memory, "interactions", [*rows("interactions")[:1]], "c")

    assert first == again
    assert (first.rows, second.rows) == ({0: 2, 1: 3}, {0: 4})
    tables = read_tables(memory.read(), NOW)
    assert tables.interactions is not None
    assert [len(tables.interactions), len(tables.left_out["interactions"])] == [1, 2]


def test_only_columns_of_dates_are_given_dates() -> None:
    row = typed("interactions", {"date": "2026-03-15", "asset": "2026-03-15", "type": "x"})

    assert row == {"date": date(2026, 3, 15), "asset": "2026-03-15", "type": "x"}


def test_the_tabs_that_may_be_fed() -> None:
    assert FED_TABS == ("interactions", "accounts", "opportunities", "marketing_costs", "sales_costs")
