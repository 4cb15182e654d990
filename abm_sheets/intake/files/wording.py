"""What is said of how a file was read."""

from __future__ import annotations

from collections.abc import Iterator

from abm_sheets.intake.files.records import Recognised
from abm_sheets.intake.sources.known import MODELS
from abm_sheets.language import Catalogue

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ".": "point"}


def describe(recognised: Recognised, words: Catalogue) -> Iterator[str]:
    """One line for each thing that was recognised, the doubts last."""
    yield words.text("connectors.recognised.source", source=source_name(recognised.source, words))
    if recognised.encoding:
        yield words.text("connectors.recognised.encoding", encoding=recognised.encoding.upper())
    if recognised.separator:
        name = _separator(recognised.separator, words)
        yield words.text("connectors.recognised.separator", separator=name)
    yield words.text("connectors.recognised.header", row=recognised.header_row)
    if recognised.decimal:
        sign = words.text(f"connectors.decimals.{_NAMES[recognised.decimal]}")
        yield words.text("connectors.recognised.decimal", sign=sign)
    if recognised.month_first is not None:
        order = words.text(f"connectors.orders.{'month' if recognised.month_first else 'day'}_first")
        yield words.text("connectors.recognised.dates", order=order)
    if recognised.period:
        start, end = map(words.formats.day, recognised.period)
        yield words.text("connectors.recognised.period", start=start, end=end)
    for doubt in recognised.doubts:
        yield words.text(f"connectors.doubts.{doubt}")


def source_name(key: str, words: Catalogue) -> str:
    """What people call a source."""
    if key in MODELS:
        return words.text("connectors.sources.own", title=words.title(key))
    return words.text(f"connectors.sources.{key}")


def _separator(sign: str, words: Catalogue) -> str:
    return words.text(f"connectors.separators.{_NAMES.get(sign, 'other')}", sign=sign)
