"""Checks of the tabs: what people fill, what the program writes, and whether a refresh could."""

from __future__ import annotations

from collections.abc import Iterator

from abm_sheets.errors import AbmSheetsError
from abm_sheets.issues import Severity
from abm_sheets.language import Catalogue
from abm_sheets.metrics.known import BY_KEY, METRICS
from abm_sheets.tables.layout import REQUIRED_TABS
from abm_sheets.tables.locate import Located
from abm_sheets.tables.reader import INPUT_TABS
from abm_sheets.upkeep.doctor.facts import Content, Facts, Finding, Inputs, Level
from abm_sheets.workbook.google.present import Json
from abm_sheets.workbook.sheet import column_letters

_WEIGHTY = (("opportunities", "amount"), ("opportunities", "closed"))
"""Those without which deals say little, header lost or not."""

_LATER = (("stages", "probability"),)
"""Those that came after many spreadsheets were set up, and that nobody need have."""

KEYS = tuple(model.tab for model in INPUT_TABS)
_DASHBOARD = "dashboard"
_TWICE = "duplicate_tab"
_SAID_ELSEWHERE = ("missing_tab", "missing_column", "duplicate_column", _TWICE)
_PASSING = ("lost_history",)
"""Rules of what the next refresh puts right by itself."""


def tabs(facts: Facts, content: Inputs) -> Iterator[Finding]:
    """Each input tab: found by its identity, found by its title, or missing."""
    words, located = content.words, content.located
    if not located:
        yield facts.finding("tabs", Level.ERROR, "none")
        return
    missing = [key for key in KEYS if key not in located]
    marked = [key for key in located if located[key].tab.identity == key]
    if marked:
        yield facts.finding("tabs", Level.OK, "marked", len(marked))
    for key in missing:
        if key in REQUIRED_TABS:
            yield facts.finding("tabs", Level.ERROR, "required", title=words.title(key))
    titled = [each.tab.title for key, each in located.items() if key not in marked]
    if titled and facts.local:
        yield facts.finding("tabs", Level.OK, "named", len(titled))
    elif titled:
        yield facts.finding("tabs", Level.WARNING, "titled", titles=", ".join(titled))
    optional = [words.title(key) for key in missing if key not in REQUIRED_TABS]
    if optional:
        level = Level.OK if facts.local else Level.WARNING
        yield facts.finding("tabs", level, "optional", titles=", ".join(optional))


def columns(facts: Facts, content: Inputs) -> Iterator[Finding]:
    """The columns of each tab found: those missing, and those there twice."""
    found = [
        finding for located in content.located.values() for finding in _columns(facts, content.words, located)
    ]
    if content.located and not found:
        yield facts.finding("columns", Level.OK, "complete")
    yield from found


def _columns(facts: Facts, words: Catalogue, located: Located) -> Iterator[Finding]:
    header, key = located.header, located.key
    absent = [name for name in words.columns(key) if name not in {*header.positions, *located.lost}]
    optional = [name for name in absent if name not in header.missing and (key, name) not in _LATER]
    # A file has what people need of the model; a spreadsheet that was set up had all of it.
    unneeded = [] if facts.local else [name for name in optional if (key, name) not in _WEIGHTY]
    cases = (
        (Level.ERROR, "required", [name for name in absent if name in header.missing]),
        (Level.ERROR, "lost_figures", [name for name in located.lost if _metrics_of(key, name)]),
        (Level.ERROR, "lost", [name for name in located.lost if not _metrics_of(key, name)]),
        (Level.WARNING, "incomplete", [name for name in optional if (key, name) in _WEIGHTY]),
        (Level.WARNING, "optional", unneeded),
        (Level.WARNING, "repeated", [name for name, _ in header.repeated]),
    )
    for level, case, names in cases:
        if names:
            headers = ", ".join(words.header(key, name) for name in names)
            concerned = {metric for name in names for metric in _metrics_of(key, name)}
            metrics = ", ".join(
                facts.words.word("metric", metric) for metric in METRICS if metric in concerned
            )
            title = located.tab.title
            yield facts.finding("columns", level, case, title=title, headers=headers, metrics=metrics)


def outputs(facts: Facts, content: Content) -> Iterator[Finding]:
    """Whether the output tabs are there, and what the dashboard says of its last refresh."""
    words = content.words
    there = [key for key in words.titles() if key not in KEYS and content.present.tab(key)]
    if not there:
        yield facts.finding("outputs", Level.WARNING, "none")
    elif _DASHBOARD not in there:
        yield facts.finding("outputs", Level.WARNING, "no_dashboard", title=words.title(_DASHBOARD))
    else:
        stamp = content.stamp or facts.words.text("doctor.outputs.no_stamp")
        yield facts.finding("outputs", Level.OK, "refreshed", len(there), stamp=stamp)
        if content.stale:
            yield facts.finding("outputs", Level.WARNING, "stale", stale=content.stale)


def refresh(facts: Facts, content: Inputs) -> Iterator[Finding]:
    """Whether a refresh could write what it would, and what it would say of whole tabs."""
    rehearsed = content.rehearsed
    if isinstance(rehearsed, AbmSheetsError):
        yield facts.failure("refresh", Level.ERROR, rehearsed)
        return
    for barred in rehearsed.barred:
        where = _place(barred.protection) or facts.words.text("doctor.refresh.whole_tab")
        named = barred.protection.get("description") or where
        yield facts.finding("refresh", Level.ERROR, "barred", title=barred.title, protection=named)
    if not rehearsed.barred:
        yield facts.finding("refresh", Level.OK, "ready")
    for issue in rehearsed.issues:
        whole = issue.row is None or issue.column is None
        if whole and issue.severity is not Severity.INFO and issue.rule not in _SAID_ELSEWHERE:
            key, title = "passing" if issue.rule in _PASSING else "issue", _title(content, issue.tab)
            yield facts.finding("refresh", Level.WARNING, key, title=title, message=issue.message)


def _title(content: Inputs, key: str) -> str:
    """A tab as people named it."""
    located = content.located.get(key)
    return located.tab.title if located else content.words.titles().get(key, key)


def _place(protection: Json) -> str:
    """The cells that a protection covers, as people write them; "" for a whole tab."""
    place = protection.get("range", {})
    bounds = [place.get(f"{side}{axis}Index") for side in ("start", "end") for axis in ("Column", "Row")]
    if bounds == [None] * 4:
        return ""
    left, top, right, bottom = bounds
    start = f"{column_letters(left or 0)}{(top or 0) + 1}"
    return start + ":" + ("" if right is None else column_letters(right - 1)) + str(bottom or "")


def twins(facts: Facts, content: Inputs) -> Iterator[Finding] | None:
    """Whether a tab of ours is there twice, where a refresh could find it."""
    if isinstance(content.rehearsed, AbmSheetsError):
        return None
    copies = [
        facts.finding("twins", Level.WARNING, "copied", title=issue.value, message=issue.message)
        for issue in content.rehearsed.issues
        if issue.rule == _TWICE
    ]
    return iter(copies or [facts.finding("twins", Level.OK, "none")])


def _metrics_of(tab: str, column: str) -> list[str]:
    """The metrics that have no value where a column that may be missing lost its header."""
    return [key for key, metric in BY_KEY.items() if column in metric.inputs.get(tab, ())]
