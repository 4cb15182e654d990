"""What the panel says of refreshes, running, failed and to come, and the card of the one asked for."""

from __future__ import annotations

from datetime import datetime

from abm_sheets.language import Catalogue
from abm_sheets.outputs.cards.addresses import Addresses, Route
from abm_sheets.outputs.cards.panel import DAYS, LastRun, Panel, Schedule
from abm_sheets.outputs.cards.widgets import (
    NAME,
    Json,
    bold,
    button,
    card,
    coloured,
    footer,
    line,
    lines,
    paragraph,
    section,
    short,
)
from abm_sheets.palette import SOLID, Tone


def alerts(panel: Panel, words: Catalogue) -> list[Json]:
    """What a person must know before the figures: a refresh under way, one that failed."""
    widgets = [pending(panel, words)] if panel.pending else []
    if panel.last and not panel.last.succeeded:
        widgets.append(failed(panel, panel.last, words))
    return widgets


def pending(panel: Panel, words: Catalogue) -> Json:
    """That a refresh waits or is running, and since when."""
    moment = panel.pending_since
    since = words.text("addon.pending.since", moment=words.formats.moment(moment)) if moment else ""
    return paragraph(lines(bold(words.text(f"addon.pending.{panel.pending}")), since))


def failed(panel: Panel, last: LastRun, words: Catalogue) -> Json:
    """That the last refresh failed, why, and how old the figures are."""
    title = bold(coloured(words.text("addon.last.failed"), SOLID[Tone.RED]))
    since = panel.not_refreshed_since
    old = words.text("addon.last.old", moment=words.formats.moment(since)) if since else ""
    return paragraph(lines(title, short(last.sentence), old))


def last_refresh(panel: Panel, words: Catalogue) -> Json:
    """When the last refresh was, who asked for it, on how many rows."""
    label, last = words.text("addon.last.label"), panel.last
    if last is None:
        return line(words.text("addon.last.none"), label, icon="CLOCK")
    who = short(last.who, NAME) or words.text("addon.last.someone")
    how = words.text(f"addon.last.by.{last.trigger}", who=who)
    rows = words.text("addon.last.rows" if last.succeeded else "addon.last.unsuccessful", last.rows)
    return line(lines(bold(words.formats.moment(last.when)), how), label, below=rows, icon="CLOCK")


def next_refresh(panel: Panel, words: Catalogue, change: Json | None = None) -> Json:
    """When the next refresh is, in which zone, and the button to change it, if any."""
    text, below = _next(panel.schedule, words)
    return line(text, words.text("addon.next.label"), below=below, icon="INVITE", button=change)


def _next(schedule: Schedule | None, words: Catalogue) -> tuple[str, str]:
    """When the next refresh is, and its zone where there is one."""
    if schedule is not None and schedule.paused:
        return words.text("addon.next.paused"), ""
    if schedule is None or schedule.next_run is None:
        return words.text("addon.next.none"), ""
    zone = words.text("addon.next.zone", zone=schedule.zone)
    return bold(_dated(schedule.next_run, words)), zone


def _dated(moment: datetime, words: Catalogue) -> str:
    """A moment with its day of the week (`lundi 5 octobre 2026 à 09:00`)."""
    day = words.text(f"addon.day.{DAYS[str(moment.isoweekday() % 7)]}")
    return words.text("addon.next.dated", day=day, moment=words.formats.moment(moment))


def run_buttons(panel: Panel, addresses: Addresses, words: Catalogue) -> Json | None:
    """At the bottom: ask for a refresh or, while there is one, look where it is; nothing to who may not."""
    if not panel.may_refresh:
        return None
    key, route = ("check", Route.STATUS) if panel.pending else ("refresh", Route.REFRESH)
    return footer(button(words.text(f"addon.buttons.{key}"), addresses.of(route), panel.parameters))


def status(panel: Panel, addresses: Addresses, words: Catalogue) -> Json:
    """Where the last refresh asked for is."""
    return card(
        "status",
        words.text("addon.status.title"),
        [section(_widgets(panel, words))],
        footer=_footer(panel, addresses, words),
    )


def _widgets(panel: Panel, words: Catalogue) -> list[Json]:
    last = panel.last
    if panel.pending:
        return [pending(panel, words), paragraph(words.text("addon.pending.leave"))]
    if last is None:
        return [last_refresh(panel, words)]
    if not last.succeeded:
        return [failed(panel, last, words), last_refresh(panel, words)]
    step = panel.digest.to_fill if panel.digest else ""
    return [paragraph(bold(step or words.text("addon.status.done"))), last_refresh(panel, words)]


def _footer(panel: Panel, addresses: Addresses, words: Catalogue) -> Json | None:
    """Look again while it is not over, then go back to the figures; after a failure, also try again."""
    if panel.pending:
        return footer(_button("check", Route.STATUS, panel, addresses, words))
    figures = _button("figures", Route.FIGURES, panel, addresses, words)
    if panel.last is None or not panel.last.succeeded:
        again = run_buttons(panel, addresses, words)
        return footer(again["primaryButton"], figures) if again else footer(figures)
    return footer(figures)


def _button(key: str, route: Route, panel: Panel, addresses: Addresses, words: Catalogue) -> Json:
    text = words.text(f"addon.buttons.{key}")
    return button(text, addresses.of(route), panel.parameters)
