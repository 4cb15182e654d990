"""Which account a row speaks of: by name, by domain, and otherwise none (SPEC 2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from abm_sheets.language import fold
from abm_sheets.tables.domains import is_free_mail, registrable_domain

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
        self.by_name = {name_key(name): position for position, name in enumerate(names)}
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
