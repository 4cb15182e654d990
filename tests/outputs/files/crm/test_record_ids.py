"""The record ids that people keep beside their accounts."""

from __future__ import annotations

import pytest

from abm_sheets.outputs.files.crm import Crm, record_ids
from tests.outputs.files.views import examined
from tests.sheets import snapshot


def ids(accounts: str, crm: Crm = Crm.HUBSPOT) -> list[str]:
    found = snapshot(accounts=accounts)
    return record_ids(found, examined(found).tables.accounts, crm)


@pytest.mark.parametrize(
    ("header", "crm"),
    [
        ("Record ID", Crm.HUBSPOT),
        ("record id - company", Crm.HUBSPOT),
        ("ID de fiche", Crm.HUBSPOT),
        ("ID de fiche d’informations", Crm.HUBSPOT),
        ("Account ID", Crm.SALESFORCE),
        ("ID du compte", Crm.SALESFORCE),
        ("Organization - ID", Crm.PIPEDRIVE),
        ("Organisation - ID", Crm.PIPEDRIVE),
        ("IDENTIFIANT CRM", Crm.SALESFORCE),
        ("CRM ID", Crm.PIPEDRIVE),
    ],
)
def test_a_column_is_known_by_its_header(header: str, crm: Crm) -> None:
    assert ids(f"account | {header}\nAlizé | 0017F\nBoréal | ", crm) == ["0017F", ""]


@pytest.mark.parametrize(
    ("accounts", "found"),
    [
        pytest.param("account\nAlizé", [""], id="no such column"),
        pytest.param("account | Account ID\nAlizé | 001", [""], id="the column of another CRM"),
        pytest.param("account | CRM ID | Record ID\nAlizé | 1 | 2", ["2"], id="the CRM's own first"),
        pytest.param("account | Record ID | Record ID\nAlizé | 1 | 2", ["1"], id="the first of two alike"),
        pytest.param("account | Record ID\nAlizé | 12345678901", ["12345678901"], id="a number"),
        pytest.param("account | Record ID\nAlizé | 12345678901.0", ["12345678901"], id="a Google number"),
        pytest.param("account | Record ID\nAlizé | '007", ["007"], id="a text of digits"),
        pytest.param("account | Record ID\nAlizé | #N/A", [""], id="a formula that failed"),
        pytest.param("Record ID | account\n7 | Alizé\n|\n9 | Boréal", ["7", "9"], id="a blank row between"),
        pytest.param("note\naccount | Record ID\nAlizé | 7", ["7"], id="a header on the second row"),
    ],
)
def test_the_id_is_that_of_the_accounts_row(accounts: str, found: list[str]) -> None:
    assert ids(accounts) == found
