"""The analysis tab: segments, slow stages, influence and assets, or the sentence that says there is none."""

from __future__ import annotations

from datetime import date

from abm_sheets.history.pace import OpenDeal
from abm_sheets.metrics.figures import Segment
from abm_sheets.metrics.values import Influence, Rate
from abm_sheets.outputs.tabs.analysis import analysis
from abm_sheets.palette import Tone
from tests.metrics.made import changed
from tests.outputs.tabs.small_view import METRICS, SLOW, lines, lingering, small_view, values

BEFORE = date(2026, 9, 20)
INDUSTRIES, STAGES, OUTCOMES, ASSETS = 0, 1, 2, 3


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_segments_have_their_figures_and_a_blank_one_its_words() -> None:
    sheet = analysis(small_view())
    assert values(sheet, "Secteur", INDUSTRIES) == ["Tech", "non renseigné"]
    assert values(sheet, "Coûts", INDUSTRIES) == [1_000, 500]


def test_chart_draws_the_industries_of_the_table() -> None:
    sheet = analysis(small_view())
    revenue = sheet.charts[0].series[0]
    table = sheet.tables[INDUSTRIES]
    assert (revenue.values.first_row, revenue.values.last_row) == (table.row + 1, table.row + 2)
    assert table.columns[revenue.values.first_column].header == "Revenus"


def test_many_industries_are_cut_to_the_largest() -> None:
    segments = [Segment("industry", f"s{rank}", 1, 0, 0, 0, rank * 100, 0, None) for rank in range(20)]
    sheet = analysis(small_view(segments=segments))
    assert values(sheet, "Revenus", INDUSTRIES) == list(range(19, 7, -1))
    assert "Et 8 autres, de revenus moindres." in lines(sheet)


def test_a_slow_stage_names_its_deals_and_the_team_that_can_help() -> None:
    sheet = analysis(small_view())
    assert values(sheet, "Rythme", STAGES) == ["ralentit"]
    assert values(sheet, "Équipe qui débloque", STAGES) == ["commercial"]
    assert any("1 opportunité (45 000 €)" in squeezed(line) for line in lines(sheet))


def test_the_team_is_named_in_the_language_shown_unless_it_is_no_role() -> None:
    deal = OpenDeal(2, 9, 1, slow=False)
    found = [lingering("A", "Commercial", deal), lingering("B", "SDR")]
    assert values(analysis(small_view("en", pace=found)), "Team that helps", STAGES) == ["sales", "SDR"]


def test_a_slow_stage_without_team_asks_nobody() -> None:
    sheet = analysis(small_view(pace=[lingering("Négociation", "", SLOW)]))
    assert any(line.endswith("40 jours habituels.") for line in map(squeezed, lines(sheet)))


def test_no_slow_stage_is_said() -> None:
    found = [lingering("Négociation", "", OpenDeal(2, 12, 1, slow=False))]
    assert "Aucune étape ne ralentit nettement." in lines(analysis(small_view(pace=found)))


def test_a_stage_without_deals_has_no_age_and_a_closed_one_says_so() -> None:
    found = [lingering(), lingering("Gagnée", "", OpenDeal(2, 12, 1, slow=False))]
    sheet = analysis(small_view(pace=found))
    assert values(sheet, "Étape", STAGES) == ["Négociation", "Gagnée (clôturée depuis)"]
    assert [squeezed(str(each)) for each in values(sheet, "Temps dans l'étape", STAGES)] == ["–", "12 j"]


def test_influence_gives_counts_and_warns_of_small_samples() -> None:
    sheet = analysis(small_view())
    assert values(sheet, "Influencées", OUTCOMES) == [1, 0, 1, 2]
    assert values(sheet, "Taux", OUTCOMES) == [1, None, 1, 1]
    assert values(sheet, "Fiabilité", OUTCOMES) == [
        "petit échantillon", "", "petit échantillon", "petit échantillon",
    ]  # fmt: skip
    assert Tone.GREY in [tone for each in sheet.highlights for tone in each.words.values()]


def test_influence_is_no_proof_of_cause() -> None:
    assert any(line.startswith("Correlation is not causation") for line in lines(analysis(small_view("en"))))


def test_no_revenue_leaves_no_weighted_influence() -> None:
    influence = Influence(Rate(1, 2), Rate(0, 0), Rate(0, 0), Rate(1, 2), None)
    said = lines(analysis(small_view(now=changed(METRICS, influence_rate=influence))))
    assert not any(line.startswith("Pondérée") for line in said)


def test_assets_are_counted_by_outcome() -> None:
    assert values(analysis(small_view()), "Gagnées", ASSETS) == [1]


def test_nothing_to_analyse_is_said_section_by_section() -> None:
    empty = small_view(segments=[], pace=[], assets=[], now=changed(METRICS, influence_rate=None))
    sheet = analysis(empty)
    assert not sheet.tables
    assert not sheet.charts
    said = lines(sheet)
    assert said.count("Aucun compte ciblé sur la période.") == 3
    assert "Aucune opportunité ouverte." in said
    assert "Aucune opportunité à comparer sur la période." in said
    assert "Aucun contenu vu avant une opportunité de la période." in said
