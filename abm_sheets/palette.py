"""The product's colours, one table for the workbook, the page and the cards."""

from __future__ import annotations

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
