"""What Google expects around a card: bare where Google itself called, wrapped where a person clicked."""

from __future__ import annotations

from collections.abc import Sequence

from abm_sheets.outputs.cards.text import plain
from abm_sheets.outputs.cards.widgets import Json


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
