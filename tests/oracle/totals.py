"""The figures of one day over accounts in scope (§ 4), used by metrics and by weeks and months."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.book import Book, Deal
from tests.oracle.costs import Spending, spend
from tests.oracle.rates import ratio, roi
from tests.oracle.rules import closed_between, in_scope, is_engaged, period_start


@dataclass
class Totals:
    """Figures at D; money in cents."""

    scope: list[int]
    engaged: list[int]
    created: list[Deal]
    won: list[Deal]
    marketing: Spending
    sales: Spending

    @property
    def revenue(self) -> int:
        """Give the known amounts of the won deals."""
        return money(self.won)

    @property
    def costs(self) -> int:
        """Give all costs, the unallocated ones included."""
        return self.marketing.total() + self.sales.total()

    @property
    def conversion(self) -> Fraction | None:
        """§ 4, metric 2."""
        return ratio(len(self.created), len(self.scope))

    @property
    def roi(self) -> Fraction | None:
        """§ 4, metric 5, overall."""
        return roi(self.revenue, self.costs)

    def account_costs(self, position: int) -> int:
        """Give the costs of one account."""
        return self.marketing.of(position) + self.sales.of(position)


def totals(book: Book, day: date) -> Totals:
    """Compute the figures of a day."""
    scope, first = in_scope(book, day), period_start(book, day)
    return Totals(
        scope=scope,
        engaged=[position for position in scope if is_engaged(book, position, day)],
        created=[deal for deal in book.deals if deal.account in scope and first <= deal.created <= day],
        won=[
            deal for deal in book.deals if deal.account in scope and closed_between(deal, "won", first, day)
        ],
        marketing=spend(book, book.marketing_costs, day),
        sales=spend(book, book.sales_costs, day),
    )


def money(deals: list[Deal]) -> int:
    """Add up the known amounts of deals."""
    return sum(deal.amount for deal in deals if deal.amount is not None)
