"""Checks of what we write: the output tabs, when they were refreshed, and copies of tabs of ours."""

from __future__ import annotations

from collections.abc import Iterator

from abm_sheets.doctor.facts import Content, Facts
from abm_sheets.doctor.findings import Finding, Level
from abm_sheets.doctor.inputs import KEYS

_DASHBOARD = "dashboard"


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


def twins(facts: Facts, content: Content) -> Iterator[Finding]:
    """Whether a tab of ours was copied with its identity."""
    copied = False
    for key, title in content.words.titles().items():
        titles = [tab.title for tab in content.present.tabs if tab.key == key]
        if len(titles) > 1:
            copied = True
            yield facts.finding("twins", Level.WARNING, "copied", title=title, titles=", ".join(titles))
    if not copied:
        yield facts.finding("twins", Level.OK, "none")
