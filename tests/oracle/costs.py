"""Where each cost line goes (§ 4, metric 5)."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.oracle.book import Book, Cost, fold
from tests.oracle.rules import counted_days, in_scope, is_active, period_start


@dataclass
class Spending:
    """Costs in cents: by account, and the part that no account got."""

    by_account: dict[int, int] = field(default_factory=dict)
    unallocated: int = 0

    def add(self, shares: dict[int, int]) -> None:
        """Add the shares of a line to the accounts."""
        for position, cents in shares.items():
            self.by_account[position] = self.by_account.get(position, 0) + cents

    def of(self, position: int) -> int:
        """Give an account's costs."""
        return self.by_account.get(position, 0)

    def total(self) -> int:
        """Give the costs of all accounts and the unallocated ones."""
        return sum(self.by_account.values()) + self.unallocated


def spend(book: Book, lines: list[Cost], day: date) -> Spending:
    """Send every line dated in S..D to accounts in scope, or to nobody."""
    spending, scope = Spending(), in_scope(book, day)
    for line in lines:
        if not period_start(book, day) <= line.day <= day:
            continue
        if line.names_account:
            _spend_on_account(spending, line, scope)
            continue
        group = sharers(book, line, scope)
        if not group:
            spending.unallocated += line.cents
        else:
            spending.add(share(line.cents, group, weights(book, group, day)))
    return spending


def _spend_on_account(spending: Spending, line: Cost, scope: list[int]) -> None:
    if line.account is None:
        spending.unallocated += line.cents
    elif line.account in scope:
        spending.add({line.account: line.cents})


def sharers(book: Book, line: Cost, scope: list[int]) -> list[int]:
    """Give the accounts that share a line without an account, in the order of the accounts tab."""
    active = [position for position in scope if is_active(book.accounts[position], line.day)]
    if not line.industry:
        return active
    alike = [position for position in scope if fold(book.accounts[position].industry) == line.industry]
    return [position for position in alike if position in active] or alike


def weights(book: Book, group: list[int], day: date) -> list[int]:
    """Weigh equally, or by counted interactions in S..D; equally where nobody has any."""
    if book.settings.cost_allocation == "equal":
        return [1] * len(group)
    first = period_start(book, day)
    counts = [sum(each >= first for each in counted_days(book, position, day)) for position in group]
    return counts if any(counts) else [1] * len(group)


def share(cents: int, group: list[int], parts: list[int]) -> dict[int, int]:
    """Share to the cent by largest remainder of the absolute amount, ties in the order of the tab."""
    exact = [Fraction(abs(cents) * part, sum(parts)) for part in parts]
    given = [int(each) for each in exact]
    while sum(given) < abs(cents):
        left = [each - Fraction(part) for each, part in zip(exact, given, strict=True)]
        given[left.index(max(left))] += 1
    sign = -1 if cents < 0 else 1
    return {position: sign * part for position, part in zip(group, given, strict=True)}
