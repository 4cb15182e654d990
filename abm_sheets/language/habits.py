"""The languages of the product, each a folder beside this file, and how each is written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

_NAME = "language.toml"


@dataclass(frozen=True)
class Habits:
    """How a language is written where the data of its locale do not say, or say otherwise than people do."""

    rank: int
    locale: str
    day: str
    first: str
    at: str
    days: str
    spaced_punctuation: bool
    noun_first: bool


def _read() -> Mapping[str, Habits]:
    found = {
        folder.name: Habits(**tomllib.loads(folder.joinpath(_NAME).read_text(encoding="utf-8")))
        for folder in files(__package__).iterdir()
        if folder.is_dir() and folder.joinpath(_NAME).is_file()
    }
    return MappingProxyType(dict(sorted(found.items(), key=lambda each: each[1].rank)))


HABITS = _read()
"""Those of each language, in the order in which words are tried; the first language is the default."""

LANGUAGES = tuple(HABITS)
