"""Drafting amounts and costs, with the faults people make."""

from datetime import timedelta
from decimal import Decimal

from tests.oracle.layout import Draft, ErrorCell, Row, Value
from tests.oracle.periods import quarter_start
from tests.oracle.typing_habits import (
    amount_value,
    day_value,
    days_before,
    mention,
    near,
    nobody,
    random_amount,
    text_amount,
    wrong_day,
)

INDUSTRIES = {
    False: ("Tech", "Énergie", "Industrie", "Santé", "TECH", "énergie"),
    True: ("Tech", "Energy", "Manufacturing", "Health", "HEALTH", " tech "),
}


def draft_amount(draft: Draft) -> tuple[Value, Value]:
    """Draft a deal's amount and currency."""
    amount = random_amount(draft, 2_000, 120_000)
    if draft.chance(0.2):
        return float(amount), draft.dice.choice(["USD", "GBP", "CHF", "EUR"])
    fault = draft.dice.randrange(25)
    if fault < 2:
        return None, None
    if fault == 2:
        return draft.dice.choice(
            ["1.234" if draft.locale == "fr_FR" else "beaucoup", "beaucoup", ErrorCell()]
        ), None
    return amount_value(draft, -amount if fault == 3 else amount), None


def draft_costs(draft: Draft, accounts: list[Row]) -> list[Row]:
    """Draft a costs tab: lines by account, by industry, by both or by neither."""
    first_day, rows = quarter_start(draft.as_of, 1), list[Row]()
    for number in range(draft.dice.choice([0, 6, 12, 18, 25])):
        inside = draft.as_of - timedelta(days=draft.dice.randrange((draft.as_of - first_day).days + 1))
        day = inside if draft.chance(0.7) else days_before(draft, 400)
        day = near(draft, first_day) if draft.chance(0.1) else day
        row: Row = {
            "date": wrong_day(draft) if draft.chance(0.02) else day_value(draft, day),
            "label": f"ligne {number}",
            "amount": draft_cost(draft),
        }
        aim = draft.dice.randrange(20)
        if aim < 8:
            row["account"] = mention(draft, draft.dice.choice(accounts))
        if aim == 8:
            row["account"] = draft.dice.choice([nobody(draft), "Fournisseur mystère"])
        if aim in (0, *range(9, 15)):
            row["industry"] = draft.dice.choice([*INDUSTRIES[draft.english], "Astronomie"])
        rows.append(row)
    return rows


def draft_cost(draft: Draft) -> Value:
    """Draft the amount of a cost line: negative or zero at times, or unreadable."""
    amount, fault = random_amount(draft, 50, 4_000), draft.dice.randrange(30)
    if fault == 0:
        unreadable: list[Value] = [None, "gratuit", ErrorCell("#DIV/0!"), True]
        return draft.dice.choice(unreadable)
    if fault == 1:
        return 0 if draft.chance(0.5) else text_amount(draft, Decimal(0))
    return amount_value(draft, -amount if fault in (2, 3) else amount)
