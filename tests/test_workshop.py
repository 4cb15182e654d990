"""The workshop's votes tallied into five to seven shared metrics."""

from __future__ import annotations

from abm_sheets.metrics.known import METRICS, SHARED
from abm_sheets.story.workshop import Tally, Votes, tally
from tests.sheets import read

HEADER = "participant | role | metric | priority"


def votes(*lines: str) -> Tally:
    return tally(read(workshop="\n".join([HEADER, *lines])).workshop)


def proposed(found: Tally) -> list[str]:
    return [each.metric for each in found.metrics if each.proposed]


def test_a_first_choice_is_worth_a_second_and_a_third() -> None:
    found = votes(
        "Inès | marketing  | ROI     | 1",
        "Hugo | marketing  | ROI     | 2",
        "Karim| commercial | ROI     | 3",
        "Léa  | commercial | ROI     |",
    )

    assert found.metrics[0] == Votes("roi", points=7, votes=4, roles=2, proposed=True)


def test_metrics_of_several_teams_come_before_those_of_one() -> None:
    found = votes(
        "Inès  | marketing  | Revenus  | 1",
        "Hugo  | marketing  | Revenus  | 1",
        "Inès  | marketing  | Vélocité | 3",
        "Karim | commercial | velocity | 3",
    )

    assert [(each.metric, each.points) for each in found.metrics[:2]] == [("velocity", 2), ("revenue", 6)]


def test_equal_metrics_come_in_the_order_they_are_shown() -> None:
    found = votes("Inès | marketing | ROI | 1", "Inès | marketing | Revenus | 1")

    assert [each.metric for each in found.metrics[:2]] == ["revenue", "roi"]


def test_a_role_is_the_same_in_any_words() -> None:
    found = votes(
        "A | Sales      | ROI | 1",
        "B | commercial | ROI | 1",
        "C | COMMERCIAL | ROI | 1",
        "D |            | ROI | 1",
        "E | stagiaire  | ROI | 1",
    )

    assert found.metrics[0].roles == 2


def test_at_most_seven_are_proposed() -> None:
    found = votes(*[f"A | marketing | {metric} | 1" for metric in METRICS])

    assert len(found.metrics) == len(METRICS)
    assert proposed(found) == list(METRICS[:7])


def test_the_shared_metrics_complete_a_short_proposal() -> None:
    found = votes("A | marketing | Revenus | 1", "A | marketing | ROI | 2")

    assert proposed(found) == ["revenue", "roi", "engaged_accounts", "conversion_rate", "velocity"]
    assert found.metrics[2] == Votes("engaged_accounts", 0, 0, 0, proposed=True)


def test_no_vote_proposes_the_five_shared_metrics() -> None:
    assert proposed(votes()) == list(SHARED)


def test_vanity_and_unknown_names_are_told_apart_and_never_proposed() -> None:
    found = votes(
        "A | marketing | MQL          | 1",
        "B | marketing | MQL          | 1",
        "A | marketing | Impressions  | 2",
        "A | marketing | Bonne humeur | 3",
        "A | marketing | ROI          | 3",
    )

    assert found.vanity == ["MQL", "Impressions"]
    assert found.unknown == ["Bonne humeur"]
    assert proposed(found)[0] == "roi"


def test_a_priority_that_is_none_leaves_the_vote_out() -> None:
    assert votes("A | marketing | ROI | 9", "A | marketing | ROI | 2.5").metrics[0].votes == 0
