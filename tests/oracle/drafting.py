"""Drafting accounts, interactions, opportunities and costs, with the faults people make."""

from datetime import date, datetime, timedelta

from tests.oracle.drafting_money import INDUSTRIES, draft_amount
from tests.oracle.folding import fold
from tests.oracle.layout import Draft, ErrorCell, Row, Value
from tests.oracle.typing_habits import (
    day_value,
    days_before,
    mention,
    near,
    nobody,
    wrong_day,
    yes_value,
)

STEMS = [
    "Alizé",
    "Bora",
    "Cobalt",
    "Dolmen",
    "Écrin",
    "Fanal",
    "Gabarit",
    "Hélice",
    "Indigo",
    "Jalon",
    "Kéfir",
    "Lutèce",
    "Mistral",
    "Névé",
    "Opale",
    "Pastel",
    "Quartz",
    "Rivage",
    "Sillage",
    "Ubac",
    "Vauban",
    "Xylème",
    "Yvelise",
    "Zéphyr",
    "L'Atelier d'Arc",
    "Saint-Gobelin",
    "A.B.C. Conseil",
    "Dupont & Fils",
    "Carnet.com",
]
SUFFIXES = ("", " SA", " SAS", " Ltd", " Group", " S.A.S.", " SARL")
ASSETS = (
    "Guide ABM",
    "GUIDE ABM",
    "Webinaire ROI",
    "Étude 2026",
    "ÉTUDE 2026",
    "Cas client: acier",
    "Cas client acier",
)
WRONG_DOMAINS = ("gmail.com", "pasdedomaine", "https://")


def draft_accounts(draft: Draft, first_day: date) -> list[Row]:
    """Draft the accounts tab; give the accounts that count."""
    stems = draft.dice.sample(STEMS, draft.dice.randrange(5, 26))
    accounts = [draft_account(draft, stem, first_day) for stem in stems]
    for account in draft.dice.sample(accounts, draft.dice.choice([0, 2, 2, 3])):
        # A cell gives one issue: a wrong domain is not joined to a shared one.
        own = "" if account["domains"] in WRONG_DOMAINS else account["domains"] or ""
        account["domains"] = f"{own}; holding-commune.fr".lstrip("; ")
    rows: list[Row] = [*accounts]
    repeated = draft.dice.sample(accounts, draft.dice.choice([0, 1, 1, 2]))
    rows += [{"account": str(row["account"]).upper(), "industry": "?", "targeted": True} for row in repeated]
    if draft.chance(0.2):
        rows.append({"account": draft.dice.choice([None, ErrorCell("#REF!")]), "industry": "Tech"})
    draft.tabs["accounts"] = rows
    return accounts


def draft_account(draft: Draft, stem: str, first_day: date) -> Row:
    """Draft an account, targeted for a while or always."""
    start: Value = None
    end: Value = None
    if draft.chance(0.5):
        day = near(draft, first_day) if draft.chance(0.4) else days_before(draft, 500)
        start = wrong_day(draft) if draft.chance(0.01) else day_value(draft, day)
    if draft.chance(0.25):
        day = near(draft, first_day) if draft.chance(0.5) else days_before(draft, 200) + timedelta(days=120)
        end = day_value(draft, day)
    yes = draft.chance(0.85)
    targeted = None if yes and draft.chance(0.4) else yes_value(draft, yes=yes)
    return {
        "account": stem + draft.dice.choice(SUFFIXES),
        "domains": draft_domains(draft, stem),
        "industry": draft.dice.choice([None, *INDUSTRIES[draft.english]]),
        "size": draft.dice.choice([None, "1-49", "50-249", "250+", 250]),
        "tier": draft.dice.choice(["A", "B", "C", "c", None]),
        "targeted": "peut-être" if draft.chance(0.005) else targeted,
        "targeted_from": start,
        "targeted_until": end,
        "marketing_owner": f"m{draft.dice.randrange(3)}",
        "sales_owner": f"s{draft.dice.randrange(4)}",
    }


def draft_domains(draft: Draft, stem: str) -> Value:
    """Draft the domains of an account: none, one, several, a URL, or a wrong one."""
    if draft.chance(0.2):
        return None
    if draft.chance(0.06):
        return draft.dice.choice(WRONG_DOMAINS)
    root = fold(stem).replace(" ", "-")
    first = root + draft.dice.choice([".com", ".fr", ".io", ".co.uk", ".github.io"])
    if draft.chance(0.1):
        return f"https://www.{first}/"
    if draft.chance(0.3):
        return draft.dice.choice([", ", "; ", " ", ","]).join([first, f"{root}-groupe.com"])
    return first


def draft_interactions(draft: Draft, accounts: list[Row], types: list[str], first_day: date) -> None:
    """Draft the interactions tab; clean rows are sometimes repeated further down."""
    rows: list[Row] = []
    hot = draft.dice.sample(accounts, 3)
    for number in range(draft.dice.choice([0, 20, 60, 90, 120, 140, 150])):
        account = draft.dice.choice(hot if draft.chance(0.4) else accounts)
        kind = draft.dice.choice(types)
        day = days_before(draft, 60) if draft.chance(0.6) else days_before(draft, 500)
        day = near(draft, first_day) if draft.chance(0.08) else day
        row: Row = {
            "date": day_value(draft, day),
            "account": mention(draft, account),
            "type": kind.upper() if draft.chance(0.2) else kind,
            "asset": draft.dice.choice([None, None, None, *ASSETS]),
            "contact": draft.dice.choice([None, "c1", "c2"]),
            "source": draft.dice.choice([None, "CRM", "Zapier"]),
            "id": draft.dice.choice([None, None, f"e{number}", 1000 + number]),
        }
        rows.append(row)
        if draft.chance(0.1):
            spoil_interaction(draft, row)
        elif row["id"] is None and draft.chance(0.05):
            rows.append(row | {"date": day_value(draft, day), "contact": str(row["contact"] or "").upper()})
        elif row["id"] is not None and draft.chance(0.05):
            rows.append(row | {"asset": "Autre contenu", "date": day_value(draft, day)})
    draft.tabs["interactions"] = rows


def spoil_interaction(draft: Draft, row: Row) -> None:
    """Put a fault in an interaction, without an identifier so that nothing else depends on it."""
    row["id"] = None
    fault = draft.dice.randrange(5)
    if fault <= 1:
        row["account"] = draft.dice.choice(
            [nobody(draft), nobody(draft), ErrorCell(), "#REF! (Comptes)", None]
        )
    elif fault == 2:
        row["type"] = draft.dice.choice(["Pigeon voyageur", "Pigeon voyageur", None, ErrorCell("#NAME?")])
    elif fault == 3:
        row["date"] = draft.dice.choice([wrong_day(draft), wrong_day(draft), None])
    else:
        row["date"] = date(2041, 1, 1)


def draft_deals(draft: Draft, accounts: list[Row], stages: dict[str, list[str]], first_day: date) -> None:
    """Draft the opportunities tab; some rows are repeated with the same identifier."""
    rows: list[Row] = []
    for number in range(draft.dice.choice([0, 4, 12, 20, 30, 40])):
        created = (
            near(draft, first_day) if draft.chance(0.15) else days_before(draft, draft.dice.choice([90, 600]))
        )
        row = draft_deal(draft, accounts, stages, created, first_day)
        row |= {"id": None if draft.chance(0.1) else f"OPP-{number}", "name": f"Affaire {number}"}
        rows.append(row)
        if row["closed"] is None and draft.chance(0.1):
            spoil_deal(draft, row)
        elif row["id"] and draft.chance(0.05):
            rows.append(row | {"amount": 77_777})
    draft.tabs["opportunities"] = rows


def draft_deal(
    draft: Draft, accounts: list[Row], stages: dict[str, list[str]], created: date, first_day: date
) -> Row:
    """Draft a deal: open, won or lost."""
    kind = draft.dice.choice(["open", "open", "won", "won", "lost"])
    closed: Value = None
    if kind != "open":
        closed = draft_closed(draft, created, first_day)
    elif draft.chance(0.05):
        closed = draft.as_of
    stage = draft.dice.choice(stages[kind])
    amount, currency = draft_amount(draft)
    early = isinstance(closed, date) and not isinstance(closed, datetime) and closed < created
    return {
        "account": mention(draft, draft.dice.choice(accounts)),
        "stage": stage.lower() if draft.chance(0.2) else stage,
        "created": created if early else day_value(draft, created),
        "closed": closed,
        "amount": amount,
        "currency": currency,
        "loss_reason": "prix" if kind == "lost" else None,
    }


def spoil_deal(draft: Draft, row: Row) -> None:
    """Put a fault in a deal without a closing date: its account, its stage or its creation date."""
    fault = draft.dice.randrange(3)
    if fault == 0:
        row["account"] = nobody(draft)
    elif fault == 1:
        row["stage"] = draft.dice.choice(["Signature imminente", "Signature imminente", None])
    else:
        row["created"] = wrong_day(draft)


def draft_closed(draft: Draft, created: date, first_day: date) -> Value:
    """Draft a closing date: after the creation as a rule, sometimes after D, wrong, missing or too early."""
    fault = draft.dice.randrange(40)
    if fault < 3:
        return None
    if fault == 3:
        return wrong_day(draft)
    if fault == 4:
        return created - timedelta(days=draft.dice.randrange(1, 30))
    latest = draft.as_of + timedelta(days=20)
    day = (
        near(draft, first_day)
        if draft.chance(0.2)
        else created + timedelta(days=draft.dice.randrange(0, 200))
    )
    return day_value(draft, max(created, min(day, latest)))
