"""`abm-sheets simulate`: the grid before a team locks a rule, its JSON, its refusals; nothing is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from freezegun import freeze_time

from abm_sheets.language import catalogue
from abm_sheets.workbook.opener import open_workbook
from tests.commands import Done, plain, run, workbook
from tests.google.launch import LocalGoogle
from tests.loading import load_file
from tests.test_golden import GOLDEN

DAY = ("--as-of", "2026-09-27")
BOTH = ("--set", "engagement_min_interactions=2,3,4", "--set", "engagement_window_days=30,60")


def lines(done: Done) -> list[str]:
    return [plain(line) for line in done.output.splitlines()]


def rows(done: Done) -> list[list[str]]:
    """The cells of the tables printed, row by row."""
    return [[plain(cell) for cell in line.split("│")] for line in done.output.splitlines() if "│" in line]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two accounts, and a deal signed in dollars."""
    tabs: dict[str, list[list[object]]] = {
        "Comptes": [["Compte"], ["Alizé"], ["Boréal"]],
        "Interactions": [["Date", "Compte", "Type"]],
        "Opportunités": [
            ["Compte", "Étape", "Créée le", "Clôturée le", "Montant", "Devise"],
            ["Alizé", "Gagnée", "2026-08-01", "2026-09-10", 1000, "USD"],
        ],
        "Coûts marketing": [["Date", "Montant"], ["2026-08-01", 500]],
        "Coûts commerciaux": [["Date", "Montant"]],
    }
    return workbook(tmp_path / "petit.xlsx", **tabs)


def test_two_settings_make_a_grid_of_the_metric_that_changes_most(article: Path) -> None:
    done = run("simulate", article, *BOTH, *DAY)

    assert (done.status, done.errors) == (0, "")
    assert lines(done)[0] == "Chiffres au 27/09/2026, trimestre commencé le 01/07/2026."
    title = next(line for line in lines(done) if line.startswith("Comptes engagés, selon"))
    assert "« Interactions minimum pour être engagé » (en lignes)" in title
    assert rows(done)[:3] == [
        ["2", "32/50 (atteint)", "32/50 (atteint)"],
        ["3", "18/50 (à surveiller) *", "18/50 (à surveiller)"],
        ["4", "7/50 (en retard)", "17/50 (à surveiller)"],
    ]


def test_every_combination_is_listed_and_today_s_rule_marked(article: Path) -> None:
    done = run("simulate", article, *BOTH, *DAY)

    assert rows(done)[3:] == [
        ["2", "30", "32/50 (atteint)", "16"],
        ["2", "60", "32/50 (atteint)", "16"],
        ["3 *", "30", "18/50 (à surveiller)", "16"],
        ["3", "60", "18/50 (à surveiller)", "16"],
        ["4", "30", "7/50 (en retard)", "4"],
        ["4", "60", "17/50 (à surveiller)", "16"],
    ]
    assert "* La règle d'aujourd'hui." in lines(done)
    same = next(line for line in lines(done) if line.startswith("Ne changent pas"))
    assert same == (
        "Ne changent pas : Comptes ciblés 50, Comptes en opportunité 7, Opportunités 7, Deals signés 2, "
        "Revenus 180 000 €, Taux de conversion 14 %, Vélocité 1 350 €/jour, Influence marketing 62,5 %, "
        "ROI 3,2×."
    )


def test_the_setting_with_more_values_takes_the_rows(article: Path) -> None:
    swapped = ("--set", "engagement_window_days=15,30,60", "--set", "engagement_min_interactions=2,3")

    assert [row[0] for row in rows(run("simulate", article, *swapped, *DAY))[:3]] == ["15", "30", "60"]


def test_a_setting_of_one_value_is_no_axis(article: Path) -> None:
    done = run("simulate", article, *BOTH, "--set", "cycle=moyenne", *DAY)

    assert any(line.startswith("Comptes engagés, selon") for line in lines(done))
    assert "* La règle d'aujourd'hui, pour comparer." in lines(done)
    assert rows(done)[3][:3] == ["3 *", "30", "médiane"]


def test_one_setting_makes_a_list_with_today_s_rule_to_compare(article: Path) -> None:
    done = run("simulate", article, "--set", "cycle=moyenne", *DAY)

    assert rows(done) == [["médiane *", "1 350 €/jour"], ["moyenne", "1 352 €/jour"]]
    assert "La combinaison essayée" in lines(done)


def test_what_changes_nothing_is_said_with_what_it_decides(article: Path) -> None:
    done = run("simulate", article, "--set", "cost_allocation=equal,interactions", *DAY)

    assert "Aucun chiffre ne change." in lines(done)
    said = next(line for line in lines(done) if line.startswith("« Répartition des coûts partagés »"))
    assert said.endswith("seul le ROI de chaque compte en dépend.")
    assert rows(done)[0][:3] == ["égale *", "18/50", "14 %"]


def test_the_values_in_force_are_said_to_be_so(article: Path) -> None:
    done = run("simulate", article, "--set", "engagement_min_interactions=3", *DAY)

    assert "Ces valeurs sont celles déjà en vigueur." in lines(done)
    assert "« " not in done.output.partition("Ne changent pas")[0]


def test_in_english_by_label(article: Path) -> None:
    label = catalogue("en").word("setting", "cycle")

    done = run("simulate", article, "--set", f"{label}=mean,median", *DAY, "--language", "en")

    assert [row[1] for row in rows(done)] == ["€1,352/day", "€1,350/day"]
    assert lines(done)[-1].startswith("Nothing was written.")


def test_amounts_are_in_the_currency_of_each_combination(small: Path) -> None:
    done = run("simulate", small, "--set", "currency=EUR,USD", "--set", "fx_USD=,0.9", *DAY)

    listed = rows(done)[2:]
    assert [row[:3] for row in listed] == [
        ["EUR *", "aucun taux", "0 €"],
        ["EUR", "0,9", "900 €"],
        ["USD", "aucun taux", "1 000 $US"],
        ["USD", "0,9", "1 000 $US"],
    ]


def test_json_gives_each_combination_the_figures_of_its_report(article: Path) -> None:
    found = json.loads(run("simulate", article, *BOTH, *DAY, "--json").output)
    report = json.loads(run("refresh", article, *DAY, "--json").output)

    assert list(found) == ["settings", "now", "combinations", "changing", "idle"]
    assert found["settings"] == {
        "engagement_min_interactions": [2, 3, 4],
        "engagement_window_days": [30, 60],
    }
    assert [each["in_force"] for each in found["combinations"]] == [False, False, True, False, False, False]
    assert found["now"] == found["combinations"][2]
    shared = ("as_of", "period", "currency", "metrics", "velocity", "influence", "status")
    assert {key: found["now"][key] for key in shared} == {key: report[key] for key in shared}
    assert found["now"]["stagnating_accounts"] == sum(each["stagnating"] for each in report["accounts"])
    assert (found["changing"], found["idle"]) == (["engaged_accounts", "stagnating_accounts"], [])


def test_nothing_is_written(article: Path) -> None:
    before = article.read_bytes()

    run("simulate", article, *BOTH, *DAY)

    assert article.read_bytes() == before
    assert list(article.parent.iterdir()) == [article]


def test_a_google_sheet_is_read_and_not_written(google: LocalGoogle, article: Path) -> None:
    spreadsheet = load_file(google, GOLDEN / "article.xlsx", "fr_FR")
    before = open_workbook(spreadsheet).read()

    shared = run("simulate", spreadsheet, *BOTH, *DAY, "--json")

    assert json.loads(shared.output) == json.loads(run("simulate", article, *BOTH, *DAY, "--json").output)
    assert open_workbook(spreadsheet).read() == before


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "Indiquez les réglages à essayer"),
        (["--set", "cycle"], "Indiquez les réglages à essayer"),
        (["--set", "couleur=bleu"], "« couleur » n'est pas un réglage : choisissez parmi engagement_min"),
        (
            ["--set", "cycle=mode"],
            "« mode » n'est pas une valeur de « cycle » (possible : médiane, moyenne).",
        ),
        (["--set", f"small_sample={','.join(map(str, range(201)))}"], "Cela fait 201 combinaisons"),
        (["--set", "cycle=mean", "--as-of", "hier"], "« hier » n'est pas une date"),
        (["--set", "cycle=mean", "--as-of", "1789-07-14"], "« 1789-07-14 » n'est pas une date"),
    ],
)
def test_a_refusal_is_one_sentence_and_exits_2(article: Path, options: list[str], sentence: str) -> None:
    done = run("simulate", article, *options)

    assert (done.status, done.output) == (2, "")
    assert plain(done.errors).startswith(sentence)
    assert done.errors.count("\n") == 1


@freeze_time("2026-09-27 10:00")
def test_a_past_day_is_said_to_be_rebuilt_and_today_is_not(article: Path) -> None:
    label = "Reconstitué au 26 septembre 2026 à partir des lignes datées"
    arguments: tuple[Any, ...] = ("simulate", article, "--set", "cycle=mean", "--as-of")

    assert lines(run(*arguments, "2026-09-26"))[1] == label
    assert "Reconstitué" not in run(*arguments, "2026-09-27").output
