"""How people type dates, amounts, yes and no, and accounts (§ 2.4 and 2.5)."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from tests.oracle.layout import Draft, ErrorCell, Row, Value

FRENCH_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
OTHER_FORMS = ("SAS", "SASU", "S.A.", "GmbH", "Ltd", "SARL", "S.p.A.", "B.V.", "AG", "Inc.")


def day_value(draft: Draft, day: date) -> Value:
    """Write a date: typed, with a time, as a serial number or as a text of the locale."""
    style = draft.dice.randrange(20)
    if style < 10:
        return day
    if style < 13:
        return datetime.combine(day, time(draft.dice.randrange(24), draft.dice.randrange(60)))
    if style == 13:
        return (day - date(1899, 12, 30)).days
    return text_day(draft, day)


def text_day(draft: Draft, day: date) -> str:
    """Write a date as a text of the workbook's locale."""
    american = draft.locale == "en_US"
    first, second = (day.month, day.day) if american else (day.day, day.month)
    if american:
        spelled = f"{ENGLISH_MONTHS[day.month - 1]} {day.day}, {day.year}"
    else:
        spelled = f"{day.day} {FRENCH_MONTHS[day.month - 1]} {day.year}"
    return draft.dice.choice(
        [
            day.isoformat(),
            f"{first:02}/{second:02}/{day.year}",
            f"{first}/{second}/{day.year}",
            f" {first:02}-{second:02}-{day.year}\u00a0",
            f"{first:02}.{second:02}.{day.year % 100:02}",
            spelled,
        ]
    )


def wrong_day(draft: Draft) -> Value:
    """Write something that is no date."""
    wrong: list[Value] = ["31/02/2026", "bientôt", "2026-13-01", date(1985, 5, 5), ErrorCell("#VALUE!"), True]
    return draft.dice.choice(wrong)


def amount_value(draft: Draft, amount: Decimal) -> Value:
    """Write an amount: typed, or as a text of the workbook's locale."""
    return float(amount) if draft.chance(0.65) else text_amount(draft, amount)


def text_amount(draft: Draft, amount: Decimal) -> str:
    """Write an amount as a text with thousands marks, a currency sign, parentheses, k or M."""
    if draft.locale == "en_US":
        plain, grouped = f"{amount:.2f}", [f"{amount:,.2f}"]
        signed = [f"${abs(amount):,.2f}", f"€{abs(amount):,.2f}"] if amount >= 0 else []
    else:
        plain = f"{amount:.2f}".replace(".", ",")
        spaced = f"{amount:,.2f}".replace(",", " ").replace(".", ",")
        dotted = f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
        grouped = [spaced, dotted, spaced.replace(" ", "\u00a0") + "€", spaced.replace(" ", "\u202f") + " €"]
        signed = []
    if amount < 0:
        signed = [f"({plain.lstrip('-')})"]
    forms = [plain, f" {plain} ", *grouped, *signed]
    for letter, unit in (("k", 1_000), ("M", 1_000_000)):
        scaled = amount / unit
        if scaled == round(scaled, 2) and scaled >= 1:
            mark = f"{scaled:.2f}".rstrip("0").rstrip(".")
            mark = mark if draft.locale == "en_US" else mark.replace(".", ",")
            forms += [f"{mark} {letter}€", f"{mark}{letter}"]
    return draft.dice.choice(forms)


def random_amount(draft: Draft, low: int, high: int) -> Decimal:
    """Choose an amount to the cent, a round one, or one that does not divide well."""
    style = draft.dice.randrange(8)
    if style == 0:
        return Decimal(
            draft.dice.choice([12_000, 40_000, 1_500_000, 250_000] if high > 10_000 else [1_000, 2_500])
        )
    if style == 1:
        return Decimal(draft.dice.choice(["0.01", "0.05", "10.05", "100", "1000.01", "3.35"]))
    return Decimal(draft.dice.randrange(low * 100, high * 100)) / 100


def yes_value(draft: Draft, *, yes: bool) -> Value:
    """Write a yes or a no in one of its many ways."""
    ways: list[Value] = [False, False, "non", "no", "FAUX", "FALSE", 0, "0", "Non\u00a0"]
    if yes:
        ways = [True, True, "oui", "yes", "VRAI", "TRUE", "x", "X", 1, "1", " Oui "]
    return draft.dice.choice(ways)


def mention(draft: Draft, account: Row) -> Value:
    """Name an account as people do: by its name in some form, a domain, a URL or an e-mail address."""
    name = str(account["account"])
    stem = name.rsplit(" ", 1)[0] if draft.chance(0.5) and name.endswith((" SA", " SAS")) else name
    forms = [name, name, name, name.upper(), stem, f"  {name.replace(' ', chr(160))}"]
    forms.append(f"{stem} {draft.dice.choice(OTHER_FORMS)}")
    for domain in str(account.get("domains") or "").replace(";", ",").replace(",", " ").split():
        if "holding" not in domain and "gmail" not in domain and "/" not in domain and "." in domain:
            forms += [domain, f"WWW.{domain}".upper(), f"https://www.{domain}/contact?x=1"]
            forms += [f"fr.{domain}", f"prenom.nom@{domain}", f"prenom@mail.{domain}"]
    return draft.dice.choice(forms)


def nobody(draft: Draft) -> Value:
    """Name an account that nobody knows: a stranger, free mail or a shared domain."""
    return draft.dice.choice(
        [
            "Inconnue & Cie",
            "Bidule",
            "nulle-part.example",
            "quelquun@gmail.com",
            "x@yahoo.fr",
            "contact@holding-commune.fr",
        ]
    )


def days_before(draft: Draft, far: int) -> date:
    """Choose a day before the as-of date, at most so far."""
    return draft.as_of - timedelta(days=draft.dice.randrange(far + 1))


def near(draft: Draft, first_day: date) -> date:
    """Choose a day where definitions turn: around D, around S or around the edge of a window."""
    edges = [0, 1, -1, 29, 30, 364, 365]
    if draft.chance(0.5):
        return draft.as_of - timedelta(days=draft.dice.choice(edges))
    return first_day + timedelta(days=draft.dice.choice([-1, 0, 1]))
