"""The currencies that people name: by ISO code, by sign, or by a name in French or English (from CLDR)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies, list_currencies

from abm_sheets.language.folding import fold
from abm_sheets.language.formats import HABITS, LANGUAGES

_NO_CURRENCY = frozenset({"XXX", "XTS"})
_SIGNS = {
    "Fr": "CHF", "SFr": "CHF", "C$": "CAD", "S$": "SGD", "Kč": "CZK", "zł": "PLN", "Ft": "HUF", "lei": "RON",
    "RMB": "CNY", "元": "CNY", "円": "JPY", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₦": "NGN",
}  # fmt: skip
"""Signs in use that the CLDR of our languages does not have."""
_SHARED = {"kr": "kron", "£": "pound", "¥": "y", "f": "franc", "frs": "franc", "dh": "dirham", "rs": "rupee"}
"""Signs that several currencies share, and how the English names of these begin."""
_NAMES = {
    "USD": ("dollar américain", "dollars américains", "American dollars"),
    "GBP": ("livre anglaise", "livres anglaises", "pounds sterling"),
    "CNY": ("renminbi",),
}
"""Names in use that CLDR does not have."""
_MEANT = ("USD", "GBP", "JPY")
"""Of the currencies that share a sign or a name, the one that is meant where nothing says which."""
_OF = re.compile(r"^(?:d['’]|de |of |en |in )", re.IGNORECASE)
_PARTED = (re.compile(r"[^()\[\]/:–-]+"), re.compile(r"[^\W\d_]+|[^\w\s]"))
"""How a text that names a currency twice falls into its names: `USD - US Dollar`, `$ CAD`."""


@dataclass(frozen=True, slots=True)
class Currency:
    """What a text may name: one currency, or several that share a sign or a name (`$`, `kr`, `francs`)."""

    codes: frozenset[str]

    @property
    def sole(self) -> str | None:
        """The code of the only currency that it may be, None where there are several."""
        return next(iter(self.codes)) if len(self.codes) == 1 else None

    def code(self, own: str = "") -> str | None:
        """The code meant in a workbook whose currency is `own`; None where the text alone does not say."""
        if own in self.codes:
            return own
        return self.sole or next((code for code in _MEANT if code in self.codes), None)


@lru_cache(maxsize=10_000)
def currency_named(text: str) -> Currency | None:
    """The currency that a text names (`EUR`, `US$`, `euros`, `livres sterling`, `$ CAD`), None if none."""
    text = _OF.sub("", text.strip().replace(".", ""))
    ways = (_known(text), *(_agreed(pattern.findall(text)) for pattern in _PARTED))
    codes = next(filter(None, ways), None)
    return Currency(codes) if codes else None


def currency_code(text: str, own: str = "") -> str | None:
    """The ISO code of a currency as people name it, in a workbook whose currency is `own`."""
    named = currency_named(text)
    return named.code(own) if named else None


def _known(text: str) -> frozenset[str]:
    """The currencies of one code, sign or name."""
    if (code := text.strip().upper()) in _codes():
        return frozenset({code})
    # Folding takes signs out, which may say something else than the words.
    words = () if any(unicodedata.category(sign) == "Sc" for sign in text) else fold(text).split()
    return _signs().get(_squeezed(text)) or _of_words(frozenset(words))


def _agreed(parts: Sequence[str]) -> frozenset[str]:
    """What several names mean together, nothing where one is unknown or they differ."""
    return frozenset.intersection(*map(_known, parts)) if len(parts) > 1 else frozenset()


def _of_words(words: frozenset[str]) -> frozenset[str]:
    """The currencies one of whose names has all these words, what is counted among them."""
    names = (named for word in words for named in _by_noun().get(word, ()))
    return frozenset(code for code, name in names if words <= name)


def _squeezed(sign: str) -> str:
    """A sign as it is looked up: case and spaces do not count."""
    return "".join(sign.casefold().split())


@cache
def _codes() -> frozenset[str]:
    return frozenset(list_currencies()) - _NO_CURRENCY


@cache
def _current() -> frozenset[str]:
    """The codes of the currencies that people pay with today."""
    territories = get_global("territory_currencies")
    return frozenset(code for territory in territories for code in get_territory_currencies(territory))


@cache
def _signs() -> Mapping[str, frozenset[str]]:
    """The currencies of each sign; `$US` is read both ways round."""
    found: dict[str, set[str]] = {}
    for code, symbol in _symbols():
        sign = _squeezed(symbol)
        for each in (sign, *_turned(sign)):
            found.setdefault(each, set()).add(code)
    dollars = {code for sign, codes in found.items() if "$" in sign for code in codes}
    shared = {sign: set(_counting(noun)) for sign, noun in _SHARED.items()}
    found |= shared | {"$": dollars.union(_counting("dollar"))}
    return {sign: frozenset(codes) for sign, codes in found.items()}


def _symbols() -> Iterator[tuple[str, str]]:
    """The currencies of today, each with a sign of its own; its code is no sign."""
    yield from ((code, sign) for sign, code in _SIGNS.items())
    for language in LANGUAGES:
        symbols = _locale(language).currency_symbols
        yield from ((code, sign) for code, sign in symbols.items() if code in _current() and code != sign)


def _turned(sign: str) -> Iterator[str]:
    if not sign[0].isalpha():
        yield sign[1:] + sign[0]
    elif not sign[-1].isalpha():
        yield sign[-1] + sign[:-1]


def _counting(noun: str) -> Iterator[str]:
    return (code for code, counted in _counted().items() if counted.startswith(noun))


@cache
def _counted() -> Mapping[str, str]:
    """What each currency of today counts, in English."""
    return {code: _noun("en", _name(code, "en")) for code in _current()}


@cache
def _by_noun() -> Mapping[str, list[tuple[str, frozenset[str]]]]:
    """By what they count (`dollar`, `livres`), the currencies with the words of each of their names."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for code in _current():
        for language, name in _names(code):
            named = (code, frozenset(fold(name).split()))
            found.setdefault(_noun(language, name), []).append(named)
    return found


def _names(code: str) -> Iterator[tuple[str, str]]:
    """The names of a currency with the language of each, one of it or several."""
    for language in LANGUAGES:
        for count in (None, 1, 2):
            yield language, _name(code, language, count)
    for name in _NAMES.get(code, ()):
        yield from ((language, name) for language in LANGUAGES)


def _name(code: str, language: str, count: int | None = None) -> str:
    return get_currency_name(code, count, _locale(language))


_locale = cache(Locale)
"""The conventions of a language; to read its name anew for each currency would take longer."""


def _noun(language: str, name: str) -> str:
    words = fold(re.sub(r"\(.*\)", "", name)).split()
    return words[0 if HABITS[language].noun_first else -1]
