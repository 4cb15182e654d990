"""The systems that a workbook is fed from: what came of each, when, and why a reading failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abm_sheets.report import Source
from abm_sheets.story.view import View
from abm_sheets.tables.sources import mirror_key, origin_name


def source_lines(view: View) -> list[str]:
    """A line for each system: its records by kind, those of other companies, the day of the last reading."""
    systems = dict.fromkeys(source.source for source in view.report.sources)
    return [line for system in systems for line in _lines(view, system)]


def _lines(view: View, system: str) -> Iterator[str]:
    words, name = view.words, origin_name(system, view.words)
    sources = [each for each in view.report.sources if each.source == system]
    kinds = [words.text(f"sources.counts.{each.kind}", each.records) for each in sources]
    aside = sum(each.aside for each in sources)
    said = words.text("sources.line", origin=name, records=words.formats.listed(kinds))
    yield "".join(
        (
            said,
            words.text("sources.others", aside) if aside else "",
            _when(view, sources),
        )
    )
    failures = (view.tables.mirrors[mirror_key(system, each.kind)].failure for each in sources)
    if failure := next(filter(None, failures), ""):
        yield words.text("sources.failed", origin=name, failure=failure)


def _when(view: View, sources: Sequence[Source]) -> str:
    days = [each.synchronised for each in sources if each.synchronised is not None]
    if not days:
        return ""
    return view.words.text("sources.read_on", day=view.words.formats.day(min(days)))
