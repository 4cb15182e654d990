"""The palette as variables of the page's style sheet, which the charts use too."""

from __future__ import annotations

from collections.abc import Mapping

from abm_sheets.palette import DARK, LIGHT, Scheme

_SURFACES = ("ink", "muted", "paper", "line", "band")


def variables(scheme: Scheme) -> Mapping[str, str]:
    """The colours of a scheme by the names of their variables, without the dashes before them."""
    surfaces = {name: getattr(scheme, name) for name in _SURFACES}
    solid = {tone.value: colour for tone, colour in scheme.solid.items()}
    soft = {f"{tone.value}-soft": colour for tone, colour in scheme.soft.items()}
    return surfaces | solid | soft


SCHEMES = {"light": variables(LIGHT), "dark": variables(DARK)}
"""The variables of each colour scheme."""


def named(colour: str) -> str | None:
    """What a light colour is called in the style sheet, None for one that is not ours."""
    return _NAMES.get(colour.lower())


_NAMES = {colour.lower(): name for name, colour in reversed(list(SCHEMES["light"].items()))}
