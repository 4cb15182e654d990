"""The pictures of the guides, made from the demo: `make pictures`.

Needs LibreOffice, Chromium (or another browser that `report --format pdf` knows) and poppler.
"""

from __future__ import annotations

import html
import os
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image
from pypdf import PdfReader

from abm_sheets import open_workbook
from abm_sheets.language import catalogue
from abm_sheets.outputs.cards.addresses import Addresses
from abm_sheets.outputs.cards.home import home
from abm_sheets.outputs.cards.panel import LastRun, Panel, Schedule
from abm_sheets.outputs.page import render
from abm_sheets.outputs.page.printing import print_page
from abm_sheets.refresh import run
from abm_sheets.story.digest import digest
from abm_sheets.story.story import story_of
from abm_sheets.story.view import View
from abm_sheets.upkeep.starter import SAMPLE_DAY, save_sample

FOLDER = Path(__file__).parent / "pictures"
TABS = ("dashboard", "review")
BROWSER = "chromium"
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 9, 27, 9, 0, tzinfo=PARIS)

_NEVER_STALE = timedelta(days=36_500)
_DOTS = 80
_COLOURS = 64
_MARGIN = 8
_CARD = """<!doctype html><meta charset="utf-8"><style>
@page {{ size: 96mm 330mm; margin: 4mm }}
body {{ font: 13px Arial, sans-serif; color: #202124; border: 1px solid #dadce0; border-radius: 8px }}
header, section, footer {{ padding: 10px 14px; border-bottom: 1px solid #dadce0 }}
header b {{ font-size: 16px }} small {{ color: #5f6368 }} p {{ margin: 6px 0 }} h2 {{ font-size: 13px }}
footer {{ border: 0 }} button {{ border: 1px solid #0b57d0; border-radius: 14px; background: #fff;
color: #0b57d0; padding: 5px 12px }}</style><body>{}</body>"""


def main() -> None:
    """Make every picture again, in both languages."""
    FOLDER.mkdir(exist_ok=True)
    for language in ("fr", "en"):
        with TemporaryDirectory() as folder:
            _pictures(Path(folder), language)


def _pictures(folder: Path, language: str) -> None:
    workbook = folder / "demo.xlsx"
    save_sample(workbook, language)
    view, dashboard = run(
        open_workbook(workbook), SAMPLE_DAY, now=NOW, by="Inès Carpentier", stale_after=timedelta(days=36_500)
    )
    printed = _office(Path(dashboard), str(view.words.formats.locale))
    for tab in TABS:
        _drawn(printed, f"{tab}.{language}", _page_of(printed, view.words.title(tab)))
    page = folder / "page.pdf"
    page.write_bytes(print_page(render(story_of(view)).encode(), BROWSER))
    _drawn(page, f"page.{language}")
    card = folder / "card.pdf"
    card.write_bytes(print_page(_CARD.format("".join(_shown(_card(view, language)))).encode(), BROWSER))
    _drawn(card, f"panel.{language}")


def _office(workbook: Path, locale: str) -> Path:
    """A workbook as LibreOffice prints it to people of a locale."""
    target = workbook.parent / "printed"
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(target), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"LC_ALL": f"{locale}.UTF-8"})
    return target / f"{workbook.stem}.pdf"


def _page_of(printed: Path, title: str) -> int:
    """The number of the first page that begins with a title."""
    pages = [page.extract_text() for page in PdfReader(printed).pages]
    return next(number for number, text in enumerate(pages, 1) if text.lstrip().startswith(title))


def _drawn(printed: Path, name: str, page: int = 1) -> None:
    """A page as a picture of few colours, without the white around it."""
    path = FOLDER / name
    command = ["pdftoppm", "-r", str(_DOTS), "-png", "-singlefile", "-f", str(page), str(printed), str(path)]
    subprocess.run(command, check=True)
    path = FOLDER / f"{name}.png"
    with Image.open(path) as image:
        inside = image.convert("L").point(lambda shade: 255 * (shade < 250)).getbbox()  # noqa: PLR2004
        left, top, right, bottom = inside or (0, 0, *image.size)
        framed = image.crop((left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN))
        framed.quantize(_COLOURS).save(path, optimize=True)


def _card(view: View, language: str) -> dict[str, Any]:
    """The panel's first card, for who may do everything."""
    panel = Panel(
        file_id="1AbC",
        title="ABM",
        digest=digest(view, language),
        last=LastRun(NOW, "", "schedule", 469, succeeded=True),
        pending=None,
        pending_since=None,
        schedule=Schedule("0 9 * * 1", "Europe/Paris", NOW.replace(day=28), paused=False),
        not_refreshed_since=None,
        role="admin",
        may_refresh=True,
        may_administer=True,
    )
    return home(panel, Addresses("https://abm.example"), catalogue(language))


def _shown(card: dict[str, Any]) -> Iterator[str]:
    """The card about as Google draws it; its texts are HTML already."""
    header = card["header"]
    title, below = (html.escape(header.get(name, "")) for name in ("title", "subtitle"))
    yield f"<header><b>{title}</b><br>{below}</header>"
    for section in card["sections"]:
        yield f"<section><h2>{section.get('header', '')}</h2>"
        shown = section.get("uncollapsibleWidgetsCount", len(section["widgets"]))
        yield from map(_widget, section["widgets"][:shown])
        yield "</section>"
    yield "<footer>" + " ".join(map(_button, card.get("fixedFooter", {}).values())) + "</footer>"


def _widget(widget: dict[str, Any]) -> str:
    if "textParagraph" in widget:
        return f"<p>{widget['textParagraph']['text']}</p>"
    if "buttonList" in widget:
        return "<p>" + " ".join(map(_button, widget["buttonList"]["buttons"])) + "</p>"
    text = widget["decoratedText"]
    above, below = text.get("topLabel", ""), text.get("bottomLabel", "")
    button = _button(text["button"]) if "button" in text else ""
    return f"<p><small>{above}</small><br>{text['text']} {button}<br><small>{below}</small></p>"


def _button(button: dict[str, Any]) -> str:
    return f"<button>{button['text']}</button>"


if __name__ == "__main__":
    main()
