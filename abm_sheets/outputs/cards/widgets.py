"""Google's cards as JSON: safe texts, their widgets, and what is expected around a card."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from abm_sheets.story.wording import shortened

NAME, SENTENCE = 80, 400
"""Characters shown of a name (an account, a person, a tab) and of a sentence."""

_UNSEEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Control characters, those that turn the writing around, and halves of characters."""

_BRACKETS = str.maketrans("<>", "‹›")


class Formatted(str):
    """A text in the few tags that cards know; the functions of this module alone make one."""

    __slots__ = ()


def escape(text: str) -> Formatted:
    """A text for a field that takes tags: its own are shown, not obeyed; line ends are kept."""
    if isinstance(text, Formatted):
        return text
    return Formatted("<br>".join(html.escape(line) for line in _lines(text)))


def plain(text: str) -> str:
    """A text for a field that takes no tags, on one line; safe even where the host obeys them there."""
    return " ".join(_lines(text)).translate(_BRACKETS)


def short(text: str, longest: int = SENTENCE) -> str:
    """A text of people on one line, cut where it is too long for a panel."""
    return shortened(" ".join(_lines(text)), longest)


def whole(text: str) -> str:
    """A text that is carried and not shown: no half of a character, which nothing can transmit."""
    return text.encode("utf-8", "ignore").decode()


def bold(text: str) -> Formatted:
    """A text in bold."""
    return Formatted(f"<b>{escape(text)}</b>")


def coloured(text: str, colour: str) -> Formatted:
    """A text in a colour of the palette."""
    return Formatted(f'<font color="{colour}">{escape(text)}</font>')


def row(*parts: str, by: str = " ") -> Formatted:
    """Texts beside one another, the empty ones left out."""
    return Formatted(escape(by).join(escape(part) for part in parts if part))


def lines(*parts: str) -> Formatted:
    """Texts under one another, the empty ones left out."""
    return Formatted("<br>".join(escape(part) for part in parts if part))


def _lines(text: str) -> list[str]:
    return [_UNSEEN.sub("", line) for line in text.splitlines()]


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


def text_input(
    name: str, label: str, hint: str, value: str, address: str, parameters: Mapping[str, str]
) -> Json:
    """A line to type in; an address says with these parameters what may be meant, see `completed`."""
    given = [{"key": key, "value": whole(each)} for key, each in parameters.items()]
    action = {"function": address, "parameters": given}
    field = {"name": name, "label": plain(label), "hintText": plain(hint), "type": "SINGLE_LINE"}
    return {"textInput": {**field, **_filled(value=plain(value)), "autoCompleteAction": action}}


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


def trigger(card: Json) -> Json:
    """The answer to Google's own calls: the panel was opened, or the file's permission given."""
    return {"action": {"navigations": [{"pushCard": card}]}}


def submitted(
    card: Json, notification: str | None = None, *, to_root: bool = False, state_changed: bool = True
) -> Json:
    """The answer to a click that changes the card at hand or, with `to_root`, the first one.

    `state_changed` says that the cards under it show what is no longer so.
    """
    navigations: list[Json] = [{"popToRoot": True}] if to_root else []
    return _clicked([*navigations, {"updateCard": card}], notification) | {"stateChanged": state_changed}


def pushed(card: Json, notification: str | None = None) -> Json:
    """The answer to a click that opens a card over the one at hand."""
    return _clicked([{"pushCard": card}], notification)


def notified(text: str) -> Json:
    """The answer to a click that leaves the card as it is, with a word about it."""
    return _clicked([], text)


def completed(texts: Sequence[str]) -> Json:
    """The answer to who types in a line: what may be meant."""
    return {"autoComplete": {"items": [{"text": plain(text)} for text in texts]}}


def file_scope_request() -> Json:
    """The answer to a click that has Google ask the person for the open file."""
    return {"renderActions": {"hostAppAction": {"editorAction": {"requestFileScopeForActiveDocument": {}}}}}


def scopes_request(scopes: Sequence[str]) -> Json:
    """The answer that has Google ask for scopes that were refused, then call the same address again."""
    return {"requesting_google_scopes": {"scopes": list(scopes)}}


def _clicked(navigations: Sequence[Json], notification: str | None) -> Json:
    action: Json = {"navigations": list(navigations)} if navigations else {}
    if notification:
        action["notification"] = {"text": plain(notification)}
    return {"renderActions": {"action": action}}
