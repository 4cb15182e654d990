"""Who is in scope or engaged, which deals are open or won, and stages, on a given day (§ 3 and 4)."""

from datetime import date

from tests.oracle.book import Account, Book, Deal
from tests.oracle.periods import DAY, days_between, quarter_start

RANKS = ("targeted", "engaged", "opportunity", "customer")


def is_active(account: Account, day: date) -> bool:
    """§ 3: targeted, and within its dates on that day."""
    started = account.start is None or account.start <= day
    ended = account.end is not None and account.end < day
    return account.targeted and started and not ended


def period_start(book: Book, day: date) -> date:
    """§ 3: S, the first day of the quarter of D."""
    return quarter_start(day, book.settings.fiscal_year_start)


def in_scope(book: Book, day: date) -> list[int]:
    """§ 3: the positions of the accounts active on at least one day of S..D."""
    days = days_between(period_start(book, day), day)
    return [
        position
        for position, account in enumerate(book.accounts)
        if any(is_active(account, each) for each in days)
    ]


def in_programme(book: Book, day: date) -> list[int]:
    """§ 3: the positions of the accounts targeted since D or before, whatever their end."""
    return [
        position
        for position, account in enumerate(book.accounts)
        if account.targeted and (account.start is None or account.start <= day)
    ]


def exists(deal: Deal, day: date) -> bool:
    """§ 3: created by D."""
    return deal.created <= day


def is_closed_as(deal: Deal, kind: str, day: date) -> bool:
    """§ 3: won (lost) when the stage is won (lost) and the closing date is D or before."""
    return deal.kind == kind and deal.closed is not None and deal.closed <= day


def is_open(deal: Deal, day: date) -> bool:
    """§ 3: exists and is neither won nor lost; a won or lost stage without a closing date is not open."""
    undated = deal.kind != "open" and deal.closed is None
    finished = is_closed_as(deal, "won", day) or is_closed_as(deal, "lost", day)
    return exists(deal, day) and not undated and not finished


def closed_between(deal: Deal, kind: str, first: date, last: date) -> bool:
    """Tell whether a deal was won (lost) with its closing date in first..last."""
    return is_closed_as(deal, kind, last) and deal.closed is not None and deal.closed >= first


def counted_days(book: Book, position: int, last: date) -> list[date]:
    """§ 4, metric 1: the dates of an account's counted interactions up to a day, oldest first."""
    return sorted(
        row.day for row in book.interactions if row.account == position and row.engagement and row.day <= last
    )


def in_window(book: Book, position: int, day: date) -> int:
    """§ 4, metric 1: how many counted interactions are in the engagement window that ends on a day."""
    first = day - (book.settings.engagement_window_days - 1) * DAY
    return sum(each >= first for each in counted_days(book, position, day))


def is_engaged(book: Book, position: int, day: date) -> bool:
    """§ 4, metric 1: active, with enough counted interactions in the window."""
    enough = in_window(book, position, day) >= book.settings.engagement_min_interactions
    return is_active(book.accounts[position], day) and enough


def engaged_until(book: Book, position: int, day: date) -> date | None:
    """§ 4, metric 1: the last day the account stays engaged if nothing more happens."""
    if not is_engaged(book, position, day):
        return None
    needed = counted_days(book, position, day)[-book.settings.engagement_min_interactions]
    return needed + (book.settings.engagement_window_days - 1) * DAY


def stage(book: Book, position: int, day: date) -> str | None:
    """§ 4, account stage: customer, opportunity, engaged or targeted; none when not active."""
    deals = [deal for deal in book.deals if deal.account == position]
    if not is_active(book.accounts[position], day):
        return None
    if any(is_closed_as(deal, "won", day) for deal in deals):
        return "customer"
    if any(is_open(deal, day) for deal in deals):
        return "opportunity"
    return "engaged" if is_engaged(book, position, day) else "targeted"


def stage_since(book: Book, position: int, day: date) -> date | None:
    """§ 4: walk back while the stage stays the same, down to targeted_from and D - 365."""
    now, account = stage(book, position, day), book.accounts[position]
    if now is None:
        return None
    first = day
    while first > day - 365 * DAY and first != account.start and stage(book, position, first - DAY) == now:
        first -= DAY
    return first


def is_stagnating(book: Book, position: int, day: date) -> bool:
    """§ 4: engaged or opportunity for stagnation_days or more."""
    since = stage_since(book, position, day)
    if since is None or stage(book, position, day) not in ("engaged", "opportunity"):
        return False
    return (day - since).days >= book.settings.stagnation_days


def moves(book: Book, day: date) -> dict[str, list[str]]:
    """§ 4, moves of the week: compare D with D - 7."""
    found: dict[str, list[str]] = {"progressed": [], "regressed": [], "joined": [], "left": []}
    for position, account in enumerate(book.accounts):
        before, now = stage(book, position, day - 7 * DAY), stage(book, position, day)
        if before is None and now is not None:
            found["joined"].append(account.name)
        elif before is not None and now is None:
            found["left"].append(account.name)
        elif before is not None and now is not None and before != now:
            progressed = RANKS.index(now) > RANKS.index(before)
            found["progressed" if progressed else "regressed"].append(account.name)
    return found
