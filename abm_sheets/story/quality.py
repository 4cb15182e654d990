"""The issues by the names that people know, the gravest first, and what corrections would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from abm_sheets.history.doubts import KEPT_TABS
from abm_sheets.issues import RULES, Issue, Severity, has_errors
from abm_sheets.language import Catalogue
from abm_sheets.story.view import View
from abm_sheets.story.wording import money
from abm_sheets.tables.matching import UNKNOWN, name_key, nearest, registrable_domain
from abm_sheets.tables.model import Tables
from abm_sheets.tables.reader import INPUT_TABS

_NAMELESS = ("unknown_account", "free_mail_domain", "shared_domain")
"""The rules of a row that speaks of no account."""

_KINDS = {
    "opportunities": "opportunities",
    "interactions": "interactions",
    "marketing_costs": "costs",
    "sales_costs": "costs",
}
"""What the rows of each tab that speaks of accounts are called."""

FEW = 5
"""Corrections named one by one."""

_REQUIRED = {model.tab: model.required_columns() for model in INPUT_TABS}


def gravest_first(issues: Sequence[Issue]) -> list[Issue]:
    """Issues by how grave they are, then as the rules are listed."""
    return sorted(issues, key=gravity)


def gravity(issue: Issue) -> tuple[int, int]:
    """How grave an issue is, to sort by."""
    return list(Severity).index(issue.severity), list(RULES).index(issue.rule)


def summary_text(view: View) -> str:
    """How many issues there are of each severity, or that there is none."""
    text, counts = view.words.text, Counter(issue.severity for issue in view.report.issues)
    if not counts:
        return text("quality.none")
    parts = {f"{severity}s": text(f"quality.{severity}s", counts[severity]) for severity in Severity}
    summary = text("quality.summary", None, **parts)
    return summary[0].upper() + summary[1:]


def tab_name(view: View, issue: Issue) -> str:
    """The tab's title as people named it, ours where it is missing."""
    if issue.tab in view.tables.places:
        return view.tables.places[issue.tab].title
    return view.words.title(issue.tab) if issue.tab in view.words.find("tabs") else issue.tab


def column_name(issue: Issue, words: Catalogue) -> str:
    """The column's header; a column that is not ours is named as people named it."""
    if issue.column and issue.tab in KEPT_TABS:
        return words.text(f"{issue.tab}.columns.{issue.column}")
    known = words.find("tabs").get(issue.tab, {}).get("columns", {})
    if issue.column is None or issue.column not in known:
        return issue.column or ""
    return words.header(issue.tab, issue.column)


def column_number(view: View, issue: Issue) -> int | None:
    """The place of the column that an issue is about, from 1."""
    place = view.tables.places.get(issue.tab)
    return place.columns.get(issue.column) if place and issue.column else None


@dataclass(slots=True)
class Gain:
    """What one correction would bring: the rows that name an account so, and their amounts in cents, by kind.

    `named` is the domain, or what was first typed, and `rule` the one that says why it is no account.
    """

    named: str
    rule: str
    is_domain: bool
    rows: Counter[str] = field(default_factory=Counter)
    cents: Counter[str] = field(default_factory=Counter)

    @property
    def weight(self) -> tuple[int, int]:
        """How much would change, to sort by: the money first, then the rows."""
        return sum(map(abs, self.cents.values())), self.rows.total()


def gains(view: View) -> Sequence[Gain]:
    """What naming each unknown account right would bring, the most first."""
    found: dict[tuple[str, str], Gain] = {}
    nameless = list(_correctable(view.report.issues))
    amounts = _amounts(view.tables) if nameless else {}
    for issue in nameless:
        key, named, is_domain = _meant(issue)
        gain = found.setdefault((issue.rule, key), Gain(named, issue.rule, is_domain))
        gain.rows[_KINDS[issue.tab]] += 1
        gain.cents[_KINDS[issue.tab]] += amounts.get(issue.tab, {}).get(issue.row or 0, 0)
    return sorted(found.values(), key=lambda gain: gain.weight, reverse=True)


def _correctable(issues: Sequence[Issue]) -> Iterator[Issue]:
    """The issues of rows that would count if only their account were known."""
    nameless = [issue for issue in issues if issue.rule in _NAMELESS and issue.tab in _KINDS]
    lacking = {
        (issue.tab, issue.row)
        for issue in issues
        if issue.severity is Severity.ERROR
        and issue.rule not in _NAMELESS
        and issue.column in _REQUIRED.get(issue.tab, ())
    }
    return (issue for issue in nameless if (issue.tab, issue.row) not in lacking)


def _meant(issue: Issue) -> tuple[str, str, bool]:
    """By what a cell is the same as others, what to call it, and whether that is a domain.

    Free mail is anybody's: each address is somebody else's.
    """
    typed = issue.value or ""
    domain = registrable_domain(typed)
    if domain and issue.rule != "free_mail_domain":
        return domain, domain, True
    return name_key(typed), typed, False


def _amounts(tables: Tables) -> Mapping[str, Mapping[int, int]]:
    """The known amounts, in cents, of the rows that no account has, by tab and row."""
    deals = tables.left_out.get("opportunities")
    found = {} if deals is None else {"opportunities": dict(zip(deals["row"], deals["cents"], strict=True))}
    for tab in ("marketing_costs", "sales_costs"):
        lines = getattr(tables, tab)
        if lines is not None:
            nobodys = lines[lines["account"] == UNKNOWN]
            found[tab] = dict(zip(nobodys["row"], nobodys["amount"], strict=True))
    return found


def gain_lines(view: View) -> Iterator[str]:
    """The corrections that would bring most, one sentence each, and how many more there are."""
    found = gains(view)
    yield from (_sentence(view, gain) for gain in found[:FEW])
    if len(found) > FEW:
        yield view.words.text("quality.gains.more", len(found) - FEW)


def _sentence(view: View, gain: Gain) -> str:
    counted = [_counted(view, kind, gain) for kind in dict.fromkeys(_KINDS.values()) if gain.rows[kind]]
    details = {"rows": view.words.formats.listed(counted), "name": gain.named}
    if gain.rule != "unknown_account":
        return view.words.text(f"quality.gains.{gain.rule}", None, **details)
    advice, likely = ("domain", gain.named.partition(".")[0]) if gain.is_domain else ("name", gain.named)
    names = {name_key(name): name for name in view.tables.accounts["account"]}
    near = nearest(name_key(likely), names)
    if near is None:
        return view.words.text(f"quality.gains.{advice}", None, **details)
    return view.words.text(f"quality.gains.{advice}_near", None, near=names[near], **details)


def _counted(view: View, kind: str, gain: Gain) -> str:
    rows = view.words.text(f"quality.gains.{kind}", gain.rows[kind])
    if not gain.cents[kind]:
        return rows
    return view.words.text("quality.gains.worth", None, rows=rows, amount=money(view, gain.cents[kind]))


ORDER = (
    "accounts",
    "interactions",
    "opportunities",
    "marketing_costs",
    "sales_costs",
    "team",
    "targets",
)
"""The tabs in the order in which they help most."""


def first_unfilled(tables: Tables) -> str | None:
    """The first tab without a row; one that cannot be read is an issue."""
    frames = ((tab, getattr(tables, tab)) for tab in ORDER)
    return next((tab for tab, frame in frames if frame is not None and frame.empty), None)


def next_to_fill(tables: Tables, words: Catalogue) -> str:
    """What to fill next, or to correct where no row of it counts; "" where every tab has a row."""
    tab = first_unfilled(tables)
    if tab is None:
        return ""
    place = tables.places.get(tab)
    is_typed = has_errors(issue for issue in tables.issues if issue.tab == tab)
    step = "correct" if is_typed else tab
    return words.text(f"setup.next.{step}", title=place.title if place else words.title(tab))
