"""Where the files that a user copies are: beside the code once installed, at the top of a checkout."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any


def templates() -> Traversable:
    """The `templates` folder: the wheel's copy, else the checkout's."""
    packaged = files("abm_sheets").joinpath("templates")
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "templates"


def text(*path: str) -> str:
    """The text of a file of the templates."""
    return templates().joinpath(*path).read_text(encoding="utf-8")


def table(*path: str) -> dict[str, Any]:
    """The content of a TOML file of the templates."""
    return tomllib.loads(text(*path))
