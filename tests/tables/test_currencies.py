"""Currencies as people name them."""

from __future__ import annotations

import pytest

from abm_sheets.tables.currencies import currency_code

NAMED = {
    "EUR": ("eur", "€", "euro", "Euros", "EURO", "d'euros", "EUR (€)", "Euro (EUR)"),
    "USD": ("usd", "$", "US$", "$US", "$ US", "USD$", "$ USD", "USD - U.S. Dollar", "US Dollar (USD)"),
    "USD ": ("dollar", "dollars", "dollars américains", "dollars des États-Unis", "US dollars"),
    "GBP": ("£", "livres sterling", "livre", "British pounds", "pounds sterling", "£ GBP"),
    "CHF": ("chf", "CHF.", "Fr.", "SFr.", "CHF Fr.", "francs suisses", "Swiss francs"),
    "CAD": ("CA$", "$CA", "$ CA", "C$", "$ CAD", "dollars canadiens", "Canadian dollars"),
    "AUD": ("A$", "AU$", "dollar australien"),
    "JPY": ("¥", "yen", "yens", "Japanese yen"),
    "CNY": ("CN¥", "yuan", "RMB", "renminbi"),
    "SEK": ("couronnes suédoises", "Swedish kronor", "SEK kr"),
    "PLN": ("zł", "zloty", "zlotys"),
    "INR": ("₹", "roupies indiennes"),
    "MAD": ("mad", "dirhams marocains"),
    "FRF": ("FRF",),
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in NAMED.items() for text in texts])
def test_a_currency_goes_by_its_code_its_sign_or_its_name(code: str, text: str) -> None:
    assert currency_code(text, "EUR") == code.strip()


@pytest.mark.parametrize(
    "text", ["", "zorkmids", "HT", "€ USD", "XXX", "des", "?", "euros HT", "e", "dollars €"]
)
def test_anything_else_is_no_currency(text: str) -> None:
    assert currency_code(text) is None


@pytest.mark.parametrize("text", ["kr", "couronnes", "francs", "F", "francs CFA", "dirhams", "pesos"])
def test_a_name_that_several_currencies_bear_tells_none(text: str) -> None:
    assert currency_code(text, "EUR") is None


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("CAD", "$"),
        ("AUD", "dollars"),
        ("MXN", "$"),
        ("CNY", "¥"),
        ("SEK", "kr"),
        ("DKK", "Kr."),
        ("CHF", "francs"),
        ("XOF", "F CFA"),
        ("AED", "Dh"),
        ("INR", "Rs"),
        ("EGP", "£"),
    ],
)
def test_a_name_that_the_workbook_s_own_currency_bears_is_its_own(own: str, text: str) -> None:
    assert currency_code(text, own) == own
