"""Random messy workbooks, of the same kind as the golden ones: `write_workbook(path, seed)`."""

from datetime import date, timedelta
from random import Random

from tests.oracle.catalogue import METRICS
from tests.oracle.drafting import draft_accounts, draft_deals, draft_interactions
from tests.oracle.drafting_money import draft_costs
from tests.oracle.layout import Draft, Row, Value, write
from tests.oracle.periods import quarter_end, quarter_start
from tests.oracle.typing_habits import amount_value, day_value, random_amount, yes_value

TYPES = (
    ("Visite site", "Website visit", True, True),
    ("Réponse e-mail", "E-mail reply", True, False),
    ("LinkedIn", "LinkedIn", True, True),
    ("Webinaire", "Webinar", True, True),
    ("Événement", "Event", True, True),
    ("Livre blanc", "White paper", True, True),
    ("Rendez-vous", "Meeting", True, False),
    ("Ouverture e-mail", "E-mail open", False, False),
    ("Impression publicitaire", "Ad impression", False, False),
)
STAGES = (
    ("Découverte", "Discovery", "open"),
    ("Qualification", "Qualification", "open"),
    ("Proposition", "Proposal", "open"),
    ("Négociation", "Negotiation", "open"),
    ("Gagnée", "Won", "won"),
    ("Perdue", "Lost", "lost"),
)
KINDS = {"open": ("ouverte", "open"), "won": ("gagnée", "won"), "lost": ("perdue", "lost")}
CHOICES: dict[str, list[Value]] = {
    "engagement_min_interactions": [1, 2, 3, 5],
    "engagement_window_days": [1, 7, 30, 90],
    "influence_min_assets": [1, 2, 3],
    "influence_lookback_days": [None, 10, 60, 180],
    "win_rate_window_days": [30, 90, 365, 700],
    "cycle": ["median", "mean"],
    "velocity_value": ["average", "total"],
    "cost_allocation": ["equal", "interactions", "interactions"],
    "stagnation_days": [1, 7, 21, 60],
    "small_sample": [1, 3, 5, 12],
    "currency": ["EUR", "USD", "GBP"],
    "fiscal_year_start": [1, 2, 4, 7, 12],
    "time_zone": ["Europe/Paris", "America/New_York"],
    "fx_USD": [0.9, 1.0735],
    "fx_GBP": [1.15, 2],
    "fx_EUR": [1.085],
}
WRONG: list[tuple[str, Value]] = [
    ("engagement_min_interactions", -1),
    ("engagement_window_days", "un mois"),
    ("cycle", "mode"),
    ("cost_allocation", "au hasard"),
    ("fiscal_year_start", 13),
    ("currency", "zorkmids"),
    ("fx_CHF", -2),
    ("couleur_du_logo", "bleu"),
    ("engagement_min", 2),
]
VALUES: dict[str, list[Value]] = {
    "target_accounts": [3, 8, 12],
    "engaged_accounts": [1, 3, 8],
    "opportunities": [2, 6, 24],
    "won_deals": [1, 2, 6],
    "conversion_rate": [0.05, 0.1, 0.42, 1],
    "velocity": [100, 1000, 20_000],
    "influence_rate": [0.25, 0.5, 0.6, 0.8],
    "roi": [-0.5, 0.5, 3, 5.8],
}


def write_workbook(path: str, seed: int) -> date:
    """Write a random workbook; the same seed gives the same one; give its as-of date."""
    dice = Random(seed)  # noqa: S311 - random rows keep no secret
    as_of = choose_day(dice)
    english = dice.random() < 0.4
    draft = Draft(dice, as_of, english, "en_US" if english else "fr_FR")
    fiscal_year_start = draft_settings(draft)
    first_day = quarter_start(as_of, fiscal_year_start)
    accounts = draft_accounts(draft, first_day)
    types, stages = draft_types(draft), draft_stages(draft)
    draft_interactions(draft, accounts, types, first_day)
    draft_deals(draft, accounts, stages, first_day)
    draft.tabs["marketing_costs"] = draft_costs(draft, accounts)
    draft.tabs["sales_costs"] = draft_costs(draft, accounts)
    draft_targets(draft, fiscal_year_start)
    draft_team(draft)
    forget(draft)
    write(draft, path)
    return as_of


def choose_day(dice: Random) -> date:
    """Choose D: any day, a Sunday, a month's end, a quarter's first or last day, or a leap day."""
    day = date(2025, 1, 1) + timedelta(days=dice.randrange(540))
    turns = [
        day,
        day,
        day + timedelta(days=7 - day.isoweekday()),
        day.replace(day=1) - timedelta(days=1),
        quarter_start(day, 1),
        quarter_end(day, 1),
        date(2024, 2, 29) if dice.random() < 0.3 else day,
    ]
    return dice.choice(turns)


def draft_settings(draft: Draft) -> int:
    """Draft the settings tab and choose the locale; give the first month of the fiscal year."""
    chosen: dict[str, Value] = {
        key: draft.dice.choice(values) for key, values in CHOICES.items() if draft.chance(0.4)
    }
    if draft.chance(0.6):
        chosen.pop("fiscal_year_start", None)
    if draft.chance(0.6):
        chosen.pop("currency", None)
    if draft.chance(0.2):
        chosen["language"] = draft.word("fr", "en")
    if draft.chance(0.25):
        draft.locale = draft.dice.choice(["fr_FR", "en_US"])
        chosen["locale"] = draft.locale
    rows: list[Row] = [{"setting": key, "value": value} for key, value in chosen.items()]
    if draft.chance(0.3):
        key, value = draft.dice.choice(WRONG)
        if key not in chosen:
            rows.append({"setting": key, "value": value})
    draft.dice.shuffle(rows)
    draft.tabs["settings"] = rows
    start = chosen.get("fiscal_year_start")
    return start if isinstance(start, int) else 1


def draft_types(draft: Draft) -> list[str]:
    """Draft the interaction types tab; give the names of the types."""
    rows: list[Row] = []
    for french, english, engagement, marketing in TYPES:
        row: Row = {"type": draft.word(french, english)}
        row["engagement"] = yes_value(draft, yes=engagement != draft.chance(0.05))
        row["marketing"] = yes_value(draft, yes=marketing != draft.chance(0.05))
        rows.append(row)
    if draft.chance(0.2):
        rows.append({"type": "Salon fermé", "engagement": "bof", "marketing": None})
    draft.tabs["interaction_types"] = rows
    return [draft.word(french, english) for french, english, _, _ in TYPES]


def draft_stages(draft: Draft) -> dict[str, list[str]]:
    """Draft the stages tab; give the names of the stages by kind."""
    rows: list[Row] = []
    names: dict[str, list[str]] = {"open": [], "won": [], "lost": []}
    for order, (french, english, kind) in enumerate(STAGES, start=1):
        word = KINDS[kind][draft.english]
        name = draft.word(french, english)
        rows.append({"stage": name, "order": order, "kind": word.upper() if draft.chance(0.1) else word})
        names[kind].append(name)
    if draft.chance(0.2):
        rows.append({"stage": "Gelée", "order": 9, "kind": draft.dice.choice(["gelée", None])})
    draft.tabs["stages"] = rows
    return names


def draft_targets(draft: Draft, fiscal_year_start: int) -> None:
    """Draft the targets tab; where the fiscal year is shifted, every quarter has the same targets."""
    names = draft.dice.sample(list(METRICS), draft.dice.choice([0, 5, 7, 7, 9]))
    year = draft.as_of.year
    current = (draft.as_of.month + 2) // 3
    quarters = [(year, current), (year - 1, 1)]
    if fiscal_year_start != 1:
        quarters = [(each, rank) for each in range(year - 2, year + 3) for rank in (1, 2, 3, 4)]
    rows: list[Row] = []
    for metric in names:
        target, alert = draft_target(draft, metric)
        label = draft.word(METRICS[metric], metric) if draft.chance(0.8) else metric
        for each, rank in quarters:
            quarter = f"{each}-{draft.dice.choice('TQ')}{rank}"
            rows.append({"metric": label, "quarter": quarter, "target": target, "alert": alert})
    if rows and draft.chance(0.2):
        rows.append(rows[0] | {"target": 0.5})
    quarter = f"{year}-{draft.word('T', 'Q')}{current}"
    wrong: list[Row] = [
        {"metric": "Bonheur", "quarter": quarter, "target": 5},
        {"metric": "MQL", "quarter": quarter, "target": 500},
        {"metric": "roi", "quarter": f"{year}-T5", "target": 1},
        {"metric": "conversion_rate", "quarter": "2019-T1", "target": 12},
        {"metric": "roi", "quarter": "2019-T1", "target": None},
    ]
    rows += [row for row in wrong if draft.chance(0.1)]
    draft.tabs["targets"] = rows


def draft_target(draft: Draft, metric: str) -> tuple[Value, Value]:
    """Draft a target and its alert threshold; a rate may be a percentage in text."""
    if metric == "revenue":
        amount = random_amount(draft, 20_000, 300_000)
        return amount_value(draft, amount), draft.dice.choice([None, float(amount) / 2])
    target = draft.dice.choice(VALUES[metric])
    alert = draft.dice.choice([None, target / 2]) if isinstance(target, int | float) and target > 0 else None
    if metric in ("conversion_rate", "influence_rate") and isinstance(target, float) and draft.chance(0.3):
        return f"{round(target * 100)} %", alert
    return target, alert


def draft_team(draft: Draft) -> None:
    """Draft the team tab."""
    rows: list[Row] = [{"email": "marketing@exemple.fr", "name": "M", "role": "marketing"}]
    rows.append({"email": "chef@exemple.fr", "name": "C", "role": draft.word("direction", "leadership")})
    if draft.chance(0.15):
        rows.append({"email": "pas une adresse", "name": "P", "role": "admin"})
    if draft.chance(0.15):
        rows.append({"email": "stage@exemple.fr", "name": "S", "role": "stagiaire"})
    draft.tabs["team"] = rows


def forget(draft: Draft) -> None:
    """Leave out a tab or a column that figures can do without, or repeat a column."""
    if draft.chance(0.12):
        del draft.tabs[draft.dice.choice(["team", "targets"])]
    options = [("targets", "quarter"), ("team", "role"), ("interactions", "source"), ("accounts", "size")]
    options += [
        ("opportunities", "currency"),
        ("stages", "order"),
        ("targets", "alert"),
        ("settings", "help"),
    ]
    if draft.chance(0.3):
        key, column = draft.dice.choice(options)
        draft.forgotten[key] = column
    if draft.chance(0.2):
        draft.doubled["marketing_costs"] = "label"
    for row in draft.tabs.get("targets", []):
        if draft.chance(0.2):
            row["reviewed"] = day_value(draft, draft.as_of)
