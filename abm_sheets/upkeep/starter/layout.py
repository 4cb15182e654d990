"""How each input tab is laid out: its colour, and each column's width, style and choices."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from abm_sheets.palette import Tone
from abm_sheets.upkeep.starter.resources import table
from abm_sheets.workbook.sheet import Style


class ColumnLayout(BaseModel):
    """A column's width in characters, its style, and the choices it offers; `free` allows others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: float
    style: Style = Style.TEXT
    choices: str = ""
    free: bool = False


class TabLayout(BaseModel):
    """The tone of the team that fills a tab, and its columns by key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tone: Tone
    columns: dict[str, ColumnLayout]


@cache
def layouts() -> Mapping[str, TabLayout]:
    """Every input tab's layout, by key, in the order of the workbook's tabs."""
    return {key: TabLayout.model_validate(entry) for key, entry in table("workbook.toml").items()}
