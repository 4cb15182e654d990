"""The product's colours, one table for the workbook, the page and the cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """A colour by what it means, never by its look."""

    MARKETING = "marketing"
    SALES = "sales"
    SHARED = "shared"
    ADMIN = "admin"
    OUTPUT = "output"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"
    NEUTRAL = "neutral"


INK = "#1F2933"
MUTED = "#616E7C"
PAPER = "#FFFFFF"
LINE = "#CBD2D9"
BAND = "#F5F7FA"

SOLID: dict[Tone, str] = {
    Tone.MARKETING: "#6D28D9",
    Tone.SALES: "#0F609B",
    Tone.SHARED: "#0C6B58",
    Tone.ADMIN: "#52606D",
    Tone.OUTPUT: "#102A43",
    Tone.GREEN: "#1B7F4B",
    Tone.AMBER: "#B45309",
    Tone.RED: "#B42318",
    Tone.GREY: "#616E7C",
    Tone.NEUTRAL: "#334E68",
}
"""Strong colours: tabs, headers, chart series, status words (each at least 4.5:1 on white)."""

SOFT: dict[Tone, str] = {
    Tone.MARKETING: "#EDE9FE",
    Tone.SALES: "#DCEEFB",
    Tone.SHARED: "#D5F2EA",
    Tone.ADMIN: "#E4E7EB",
    Tone.OUTPUT: "#D9E2EC",
    Tone.GREEN: "#DDF3E4",
    Tone.AMBER: "#FDECC8",
    Tone.RED: "#FBE0DD",
    Tone.GREY: "#E9ECEF",
    Tone.NEUTRAL: "#EEF2F6",
}
"""Pale backgrounds of the same meanings, dark ink readable on each."""


@dataclass(frozen=True)
class Scheme:
    """The colours of a surface: text, quiet text, paper, lines, what lies behind, and each tone."""

    ink: str
    muted: str
    paper: str
    line: str
    band: str
    solid: Mapping[Tone, str]
    soft: Mapping[Tone, str]


LIGHT = Scheme(INK, MUTED, PAPER, LINE, BAND, SOLID, SOFT)

DARK = Scheme(
    ink="#E6EBF0",
    muted="#A3B1BF",
    paper="#17202A",
    line="#33414F",
    band="#0E151C",
    solid={
        Tone.MARKETING: "#BBA4FF",
        Tone.SALES: "#74BCF5",
        Tone.SHARED: "#53CDB2",
        Tone.ADMIN: "#AAB7C4",
        Tone.OUTPUT: "#C7D7E7",
        Tone.GREEN: "#62D396",
        Tone.AMBER: "#F5B555",
        Tone.RED: "#FF938A",
        Tone.GREY: "#A3B1BF",
        Tone.NEUTRAL: "#B6C6D6",
    },
    soft={
        Tone.MARKETING: "#2C2348",
        Tone.SALES: "#12324C",
        Tone.SHARED: "#10362E",
        Tone.ADMIN: "#27323D",
        Tone.OUTPUT: "#1F2E3E",
        Tone.GREEN: "#133626",
        Tone.AMBER: "#3B2A0E",
        Tone.RED: "#43201F",
        Tone.GREY: "#27323D",
        Tone.NEUTRAL: "#202C39",
    },
)
"""The same meanings on a dark surface: strong colours are read on the paper and on their own pale ones."""
