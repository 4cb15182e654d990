"""Which account a row speaks of: by name, by domain, and otherwise none (§ 2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt
from publicsuffixlist import PublicSuffixList
from rapidfuzz import fuzz, process

from abm_sheets.language import fold
from abm_sheets.tables.reading import Positions, Reading, Rows

_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_][\w-]+", re.UNICODE)
_AUTHORITY = re.compile(r"^(?:[a-z][\w+.-]*:)?(?://)?(?:[^/?#@]*@)?([^/?#:>]+)", re.IGNORECASE)

_FREE_EVERYWHERE = frozenset({"yahoo", "hotmail", "gmail", "googlemail"})
_FREE_NAMES = frozenset(
    """
    outlook live msn ymail icloud aol gmx protonmail wanadoo tiscali yopmail
    """.split()  # noqa: SIM905 (words read better than quotes)
)
_FREE_DOMAINS = frozenset(
    """
    orange.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr voila.fr noos.fr numericable.fr aliceadsl.fr
    cegetel.net club-internet.fr 9online.fr libertysurf.fr mailo.com mailo.eu mailo.fr
    me.com mac.com proton.me pm.me mail.com mail.ru yandex.ru yandex.com web.de t-online.de zoho.com
    fastmail.com tutanota.com hey.com bluewin.ch skynet.be telenet.be
    """.split()  # noqa: SIM905 (words read better than quotes)
)
_FREE_NAME_SUFFIXES = frozenset(
    """
    com fr net org be ch ca de it es co.uk uk eu lu nl at ie pt pl us in com.br com.au co.jp
    """.split()  # noqa: SIM905 (words read better than quotes)
)


@cache
def _suffixes(*, encoded: bool) -> PublicSuffixList:
    """The public suffix list; with the `xn--` forms of international names where asked, which are slow."""
    return PublicSuffixList(accept_unknown=False, accept_encoded_idn=encoded)


@lru_cache(maxsize=200_000)
def registrable_domain(text: str) -> str | None:
    """The registrable domain that a domain, a URL or an e-mail address speaks of (public suffix list).

    None when the text is none of these, or when its suffix is not a public one.
    """
    host = _host(text.strip().lower())
    return host and _suffixes(encoded="xn--" in host).privatesuffix(host)


def _host(text: str) -> str | None:
    if "@" in text and "/" not in text.partition("@")[0]:
        text = text.rpartition("@")[2]
    match = _AUTHORITY.match(text.strip("<> "))
    host = match[1].strip(". ") if match else ""
    return host if _HOST.fullmatch(host) else None


def is_free_mail(domain: str) -> bool:
    """Whether anybody can have an address at a registrable domain, so that it names no company."""
    name, _, suffix = domain.partition(".")
    owned_by_all = name in _FREE_NAMES and suffix in _FREE_NAME_SUFFIXES
    return owned_by_all or name in _FREE_EVERYWHERE or domain in _FREE_DOMAINS


LEGAL_FORMS = frozenset(
    "sa sas sasu sarl eurl scop snc gmbh ag ltd llc plc inc corp bv nv spa srl sl se oy ab".split()  # noqa: SIM905 (words read better than quotes)
)
UNKNOWN = -1
BLANK = -2
_LIKENESS = 75
_MOST_SUGGESTED = 1_000
"""Unknown names that get a suggestion: where more differ, the list of accounts is what lacks."""
_SEPARATORS = re.compile(r"[,;\s]+")


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """A name folded, the legal forms at its end dropped; a name of legal forms only is kept whole."""
    words = fold(name).split()
    kept = len(words)
    while kept > 1 and words[kept - 1] in LEGAL_FORMS:
        kept -= 1
    return " ".join(words[:kept])


def split_domains(cell: str) -> list[str]:
    """The domains typed in one cell, separated by commas, semicolons or spaces."""
    return [part for part in _SEPARATORS.split(cell) if part]


def nearest(key: str, among: Iterable[str]) -> str | None:
    """Of several folded texts the one most like another, to suggest; None where none is like it."""
    best = process.extractOne(key, list(among), scorer=fuzz.WRatio, score_cutoff=_LIKENESS)
    return best[0] if best else None


@dataclass(frozen=True, slots=True)
class Match:
    """The account's position, or UNKNOWN with the rule that says why and what the sentence quotes."""

    position: int
    rule: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class AccountIndex:
    """The accounts by folded name and by registrable domain."""

    def __init__(self, names: Sequence[str], domains: Sequence[Sequence[str]]) -> None:
        """Index accounts that differ by name; `domains` are the registrable ones of each account."""
        self.names = names
        self._found: dict[str, Match] = {}
        self._compared = 0
        # Of two with one name the first stays.
        self.by_name = {name_key(name): at for at, name in reversed(list(enumerate(names)))}
        owners: dict[str, set[int]] = {}
        for position, owned in enumerate(domains):
            for domain in owned:
                owners.setdefault(domain, set()).add(position)
        self.shared = {domain for domain, positions in owners.items() if len(positions) > 1}
        self.by_domain = {
            d: min(p) for d, p in owners.items() if d not in self.shared and not is_free_mail(d)
        }

    def find(self, text: str) -> Match:
        """The account that a text names; never a fuzzy match, only a suggestion."""
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> Match:
        position = self.by_name.get(name_key(text))
        if position is not None:
            return Match(position)
        domain = registrable_domain(text)
        if domain is None:
            return self._unknown(name_key(text))
        if is_free_mail(domain):
            return Match(UNKNOWN, "free_mail_domain")
        if domain in self.shared:
            return Match(UNKNOWN, "shared_domain", {"domain": domain})
        position = self.by_domain.get(domain)
        return self._unknown(domain.partition(".")[0]) if position is None else Match(position)

    def _unknown(self, key: str) -> Match:
        self._compared += 1
        best = nearest(key, self.by_name) if self._compared <= _MOST_SUGGESTED else None
        suggestion = self.names[self.by_name[best]] if best else ""
        return Match(UNKNOWN, "unknown_account", {"suggestion": suggestion} if suggestion else {})


def resolve_accounts(reading: Reading, rows: Rows, index: AccountIndex) -> Positions:
    """The position of each row's account: UNKNOWN where it names none, BLANK where it says nothing."""
    column = rows.columns["account"]
    codes = column.codes
    matches = [index.find(text) if text else Match(BLANK) for text in column.distinct]
    positions = np.array([match.position for match in matches], dtype=np.intp)
    faulty = np.array([match.rule is not None for match in matches], dtype=bool)
    reading.set_apart(rows, positions[codes] == UNKNOWN)
    title = reading.words.title("accounts")
    for position in np.flatnonzero(faulty[codes] & rows.filled):
        match = matches[codes[position]]
        near = "unknown_account_near" if "suggestion" in match.details else None
        reading.note_cell(
            str(match.rule), rows, "account", int(position), sentence=near, title=title, **match.details
        )
    return positions[codes]


def resolve_names(rows: Rows, column: str, known: Mapping[str, int]) -> Positions:
    """The position of each row's name among known folded names, -1 where it is unknown."""
    read = rows.columns[column]
    positions = np.array([known.get(fold(text), -1) for text in read.distinct], dtype=np.intp)
    return positions[read.codes]


def unknown_names(rows: Rows, column: str, positions: Positions) -> npt.NDArray[np.bool_]:
    """Where a name was typed, readable, and unknown."""
    read = rows.columns[column]
    return (positions < 0) & ~read.blank & ~read.unreadable
