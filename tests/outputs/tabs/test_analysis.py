"""The analysis tab: segments, slow stages, influence and assets, or the sentence that says there is none."""

from __future__ import annotations

from datetime import date

from abm_sheets.history.pace import OpenDeal
from abm_sheets.metrics.figures import Comparison, FunnelStep, Loss, Segment, Side
from abm_sheets.metrics.values import Influence, Rate
from abm_sheets.outputs.tabs.analysis import analysis
from abm_sheets.palette import Tone
from tests.metrics.made import changed
from tests.outputs.tabs.small_view import METRICS, SLOW, lines, lingering, small_view, values

BEFORE = date(2026, 9, 20)
INDUSTRIES, STAGES, SLOW_DEALS, PEOPLE, HANGING, OUTCOMES, ASSETS = range(7)


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
    assert values(sheet, "Étape", STAGES) == ["Négociation", "Étape inconnue avant «\u00a0Gagnée\u00a0»"]
    assert [squeezed(str(each)) for each in values(sheet, "Temps dans l'étape", STAGES)] == ["–", "12 j"]


def test_what_slowed_before_it_was_closed_is_told_as_such_where_no_stage_slows() -> None:
    sheet = analysis(small_view(pace=[lingering(), lingering("Gagnée", "", SLOW)]))
    (finding,) = [line for line in map(squeezed, lines(sheet)) if line.startswith("Le pipeline a ralenti")]
    assert "1 opportunité (45 000 €), passée depuis en « Gagnée », était ouverte" in finding


def test_deals_that_hang_on_one_person_are_named() -> None:
    sheet = analysis(small_view())
    assert values(sheet, "Comptes actifs", PEOPLE)
    assert len(values(sheet, "Compte", HANGING)) == 1
    assert any("tient à une seule personne" in line for line in lines(sheet))


def test_the_year_has_its_funnel_both_sides_and_the_reasons_of_losses() -> None:
    steps = [
        FunnelStep("targeted", 10, None, None),
        FunnelStep("engaged", 8, 0.8, 20.0),
        FunnelStep("opportunity", 2, 0.25, 0.0),
        FunnelStep("customer", 1, 0.5, 12.0),
    ]
    sides = Comparison(Side(6, 3, 0.5, 40.0, 1_000_000.0), Side(2, 0, 0.0, None, None))
    lost = [Loss("Prix", 2, 500_000, 1), Loss("", 1, 0, 0)]
    sheet = analysis(small_view(funnel=steps, comparison=sides, losses=lost))
    tables = {table.columns[0].header: table for table in sheet.tables}
    rows = {
        header: [list(row) for row in zip(*(column.values for column in table.columns), strict=True)]
        for header, table in tables.items()
    }

    assert rows["Étape du parcours"][1:3] == [["Engagés", 8, 0.8, 20.0], ["En opportunité", 2, 0.25, 0.0]]
    assert rows["Opportunités closes"] == [
        ["Avec marketing", 6, 3, 0.5, 40.0, 10_000.0, ""],
        ["Sans marketing", 2, 0, 0.0, None, None, "petit échantillon"],
    ]
    assert rows["Motif de perte"] == [["Prix", 2, 5_000, 1], ["sans motif", 1, 0, 0]]
    said = [squeezed(line) for line in lines(sheet)]
    assert any(line.startswith("Le passage le plus étroit : sur 8 comptes engagés, 2") for line in said)
    assert any(line.startswith("1 perte est sans motif") for line in said)


def test_the_next_euro_goes_where_enough_deals_returned_more_than_the_whole() -> None:
    segments = [
        Segment("industry", "Acier", 5, 0, 0, 5, 900_000, 10_000, 89.0),
        Segment("industry", "Bois", 5, 0, 0, 5, 100_000, 100_000, 0.0),
        Segment("industry", "Verre", 5, 0, 0, 4, 900_000, 1_000, 899.0),
    ]
    said = [squeezed(line) for line in lines(analysis(small_view(segments=segments)))]
    (reading,) = [line for line in said if line.startswith("Où mettre le prochain euro")]
    assert "Acier (89,0×, 5 deals signés)" in reading
    assert "Bois" in reading.partition("À interroger")[2]
    assert "Verre" not in reading


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
    nobody = small_view().figures.accounts.assign(contacts=0)
    now = changed(METRICS, influence_rate=None)
    empty = small_view(segments=[], pace=[], assets=[], now=now, accounts=nobody)
    sheet = analysis(empty)
    assert not sheet.tables
    assert not sheet.charts
    said = lines(sheet)
    assert said.count("Aucun compte ciblé sur la période.") == 3
    assert "Aucune opportunité ouverte." in said
    assert "Aucun compte ciblé sur les douze derniers mois." in said
    assert "Aucune opportunité close au cours des 365 derniers jours." in map(squeezed, said)
    assert "Aucune opportunité perdue au cours des 365 derniers jours." in map(squeezed, said)
    assert any(line.startswith("Aucune personne n'est nommée") for line in said)
    assert "Aucune opportunité à comparer sur la période." in said
    assert "Aucun contenu vu avant une opportunité de la période." in said
