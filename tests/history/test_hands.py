"""Whatever people do to the history by hand, the next run ends, keeps what is right, and says the rest."""

from __future__ import annotations

from collections import Counter

import pytest

from abm_sheets.history.weeks import FROZEN
from abm_sheets.refresh import refresh
from tests.google.launch import LocalGoogle
from tests.history.hands import ON_GOOGLE, TITLE, WEEK, sheet_id
from tests.history.test_weeks_that_stay import at, content, past
from tests.loading import OWNER, ROBOT, Person, load_snapshot, open_robot, values
from tests.requested import area
from tests.upkeep.doctor.asking import doctor

MONDAYS = ("2026-09-28", "2026-10-05")
WEEKS = ["2026-W39", "2026-W40", "2026-W41"]

DOUBTFUL = "account | stage | created\nInconnu | Découverte | 2026-09-01"
"""A deal of which there is always something to report, so that the list of issues is never empty."""

REPORTED = {
    "clears the rows of the last week": {"lost_history": 1},
    "clears all rows": {"lost_history": 1},
    "clears the tab whole": {"lost_history": 1},
    "deletes the rows of a week": {"lost_history": 1},
    "deletes one row": {"lost_history": 1},
    "deletes some rows of each week": {"lost_history": 1},
    "types over a value and deletes another row": {"edited_history": 1, "lost_history": 1},
    "deletes the tab": {"lost_history": 1},
    "sorts one column alone": {"edited_history": 11},
    "deletes a column": {"edited_history": 2 * (WEEK - 4)},
    "deletes the seals": {"edited_history": 1 + 2 * WEEK, "lost_history": 1},
    "types over a value": {"edited_history": 1},
    "types over a week": {"edited_history": 1},
    "types nonsense over a week": {"edited_history": 1},
    "types over every value": {"edited_history": 2 * WEEK, "lost_history": 1},
    "types a week that no run froze": {"edited_history": 1},
    "duplicates the tab": {"duplicate_tab": 1},
}
"""The issues of the history after what changes its meaning; two metrics a week have no value to lose."""


@pytest.fixture
def spreadsheet(google: LocalGoogle) -> str:
    """A spreadsheet that was refreshed on two Mondays."""
    return google.once("two Mondays", lambda: refreshed(google))


def refreshed(google: LocalGoogle) -> str:
    made = load_snapshot(google, content(opportunities=DOUBTFUL))
    for day in MONDAYS:
        refresh(open_robot(google, made), now=at(day))
    return made


def copied(google: LocalGoogle, spreadsheet: str) -> str:
    owner = Person(google, OWNER)
    copy: str = owner.done("POST", f"/drive/v3/files/{spreadsheet}/copy", {"name": "Équipe B"})["id"]
    owner.share(copy, ROBOT)
    return copy


@pytest.mark.parametrize("what", ON_GOOGLE)
def test_the_next_run_ends_and_says_what_it_found(what: str, google: LocalGoogle, spreadsheet: str) -> None:
    before = past(open_robot(google, spreadsheet)).frozen
    Person(google, OWNER).batch(spreadsheet, *ON_GOOGLE[what](sheet_id(google, spreadsheet)))

    third = refresh(open_robot(google, spreadsheet), now=at("2026-10-12"))

    reported = Counter(issue.rule for issue in third.issues if issue.tab == "history")
    after = past(open_robot(google, spreadsheet))
    assert reported == Counter(REPORTED.get(what, {}))
    assert sorted(after.weeks) == WEEKS
    assert {place: after.frozen[place].value for place in before} == {
        place: value.value for place, value in before.items()
    }

    again = refresh(open_robot(google, spreadsheet), now=at("2026-10-13"))
    found = past(open_robot(google, spreadsheet))
    assert "lost_history" not in {issue.rule for issue in again.issues}
    assert found.frozen == after.frozen
    assert len(found.kept.numbers) == len(after.kept.numbers)


def test_a_copy_of_the_spreadsheet_keeps_the_weeks_of_the_first_apart(
    google: LocalGoogle, spreadsheet: str
) -> None:
    copy = copied(google, spreadsheet)

    found = refresh(open_robot(google, copy), now=at("2026-10-12"))

    reported = [issue for issue in found.issues if issue.tab == "history"]
    assert [(issue.rule, issue.value) for issue in reported] == [("foreign_history", "2026-W39")]
    own = past(open_robot(google, copy))
    assert (own.weeks, sorted(own.foreign)) == ({"2026-W41"}, ["", "2026-W39", "2026-W40"])
    assert not any(frozen.anew for frozen in own.frozen.values())
    assert len(own.frozen) == len(FROZEN)
    assert [level for level, said in doctor(copy)["refresh"] if "d'un autre classeur" in said] == ["warning"]


def test_weeks_of_another_workbook_that_were_cleared_as_told_are_told_no_more(
    google: LocalGoogle, spreadsheet: str
) -> None:
    copy = copied(google, spreadsheet)
    rows = [at for at, row in enumerate(values(google, copy, TITLE)) if spreadsheet in row]
    found = area(sheet_id(google, copy), (rows[0], rows[-1] + 1), (0, 13))
    Person(google, OWNER).batch(copy, {"updateCells": {"range": found, "fields": "userEnteredValue"}})

    later = refresh(open_robot(google, copy), now=at("2026-10-12"))

    assert [issue.rule for issue in later.issues if issue.tab == "history"] == []
    assert past(open_robot(google, copy)).weeks == {"2026-W41"}
