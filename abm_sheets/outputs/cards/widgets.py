"""Google's cards and their widgets as JSON, with the few options that the panel uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from abm_sheets.outputs.cards.text import escape, plain, whole

Json = dict[str, Any]

_MINUTE_MS = 60_000


def card(
    name: str, title: str, sections: Sequence[Json], *, subtitle: str = "", footer: Json | None = None
) -> Json:
    """A card; sections without a widget are left out, for the host refuses them."""
    header = _filled(title=plain(title), subtitle=plain(subtitle))
    shown = [each for each in sections if each["widgets"]]
    return {"name": name, "header": header, "sections": shown, **_filled(fixedFooter=footer)}


def section(widgets: Sequence[Json], header: str = "", shown: int | None = None) -> Json:
    """Widgets together; with `shown`, the ones after so many are folded."""
    part: Json = {**_filled(header=escape(header)), "widgets": list(widgets)}
    if shown is not None and len(widgets) > shown:
        part |= {"collapsible": True, "uncollapsibleWidgetsCount": shown}
    return part


def paragraph(text: str) -> Json:
    """A text across the panel."""
    return {"textParagraph": {"text": escape(text)}}


def line(text: str, label: str = "", below: str = "", icon: str = "", button: Json | None = None) -> Json:
    """A text between a label and a remark, which are words of ours and take no tags."""
    parts = _filled(
        topLabel=plain(label),
        text=escape(text),
        bottomLabel=plain(below),
        startIcon={"knownIcon": icon} if icon else None,
        button=button,
    )
    return {"decoratedText": {**parts, "wrapText": True}}


def button(
    text: str, address: str, parameters: Mapping[str, str] | None = None, *, keep: bool = False
) -> Json:
    """A button that calls an address with parameters; with `keep`, what was entered stays in the form."""
    given = [{"key": key, "value": whole(value)} for key, value in (parameters or {}).items()]
    action = {
        "function": address,
        "loadIndicator": "SPINNER",
        **_filled(parameters=given, persistValues=keep),
    }
    return {"text": plain(text), "type": "OUTLINED", "onClick": {"action": action}}


def footer(primary: Json, secondary: Json | None = None) -> Json:
    """The one or two buttons that stay at the bottom of the panel."""
    return _filled(primaryButton=primary | {"type": "FILLED"}, secondaryButton=secondary)


def dropdown(name: str, label: str, choices: Mapping[str, str], chosen: str) -> Json:
    """A list to choose from: the words to show by their values."""
    items = [
        {"text": plain(text), "value": value, "selected": value == chosen} for value, text in choices.items()
    ]
    field = {"name": name, "label": plain(label), "type": "DROPDOWN", "items": items}
    return {"selectionInput": field}


def time_picker(name: str, label: str, minutes: int) -> Json:
    """A time of day, in minutes since midnight."""
    field = {"name": name, "label": plain(label), "type": "TIME_ONLY"}
    return {"dateTimePicker": field | {"valueMsEpoch": str(minutes * _MINUTE_MS)}}


def switch(name: str, text: str, below: str, *, on: bool) -> Json:
    """A switch; one that is off is not sent with the form."""
    widget = line(text, below=below)
    control = {"name": name, "value": "on", "selected": on, "controlType": "SWITCH"}
    widget["decoratedText"]["switchControl"] = control
    return widget


def _filled(**parts: Any) -> Json:
    """The parts that say something."""
    return {name: value for name, value in parts.items() if value}
