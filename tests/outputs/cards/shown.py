"""What a card shows, does and allows, read from its JSON."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from google.apps.card_v1 import Card

from abm_sheets.outputs.cards.widgets import Json

TAG = re.compile(r'</?b>|<font color="#[0-9A-F]{6}">|</font>|<br>')
"""The tags that cards may hold; no link among them."""


def strict(card: Json) -> Json:
    """The card, once Google's own classes have read it without a field too many."""
    Card.from_json(json.dumps(card))
    return card


def texts(card: Json) -> list[str]:
    """What a person reads from top to bottom, all kinds of spaces alike; the label before its text."""
    header = card["header"]
    found = [header["title"], header.get("subtitle", "")]
    for section in card["sections"]:
        found.append(section.get("header", ""))
        for widget in section["widgets"]:
            found += _texts(widget)
    found += [button["text"] for button in card.get("fixedFooter", {}).values()]
    return [_read(text) for text in found if text]


def _texts(widget: Json) -> Iterator[str]:
    """The texts of a widget, one for each of its lines."""
    if "textParagraph" in widget:
        yield from widget["textParagraph"]["text"].split("<br>")
    text = widget.get("decoratedText", {})
    yield text.get("topLabel", "")
    yield from text.get("text", "").split("<br>")
    yield text.get("bottomLabel", "")
    yield text.get("button", {}).get("text", "")
    for field in ("textInput", "selectionInput", "dateTimePicker"):
        yield widget.get(field, {}).get("label", "")


def _read(text: str) -> str:
    return " ".join(html.unescape(TAG.sub("", text)).split())


def widgets(card: Json) -> list[Json]:
    """All the widgets of a card."""
    return [widget for section in card["sections"] for widget in section["widgets"]]


def clicks(card: Json) -> dict[str, str]:
    """The buttons of a card, at the bottom or not, with the addresses that they call."""
    found = [each for _, each in everything(card) if isinstance(each, dict) and "onClick" in each]
    return {each["text"]: each["onClick"]["action"]["function"] for each in found}


def everything(part: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside a card with the key that it stands under, containers too."""
    yield key, part
    if isinstance(part, dict):
        for name, value in part.items():
            yield from everything(value, name)
    elif isinstance(part, list):
        for value in part:
            yield from everything(value, key)
