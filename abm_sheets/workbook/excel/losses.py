"""What a copy of a workbook made cell by cell does not keep, told by looking into the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

_SHEETS = r"xl/worksheets/[^/]+\.xml"
_EXTENDED = rb"<(?:\w+:)?extLst>.*?<\w+:(?:conditionalFormatting|dataValidation)[ >]"

_SIGNS = (
    ("macros", r"xl/vbaProject\.bin", b""),
    ("slicers", r"xl/(?:slicers|slicerCaches|timelines|timelineCaches)/", b""),
    ("controls", r"xl/(?:activeX|ctrlProps)/", b""),
    ("controls", r"xl/drawings/vmlDrawing", rb'ObjectType="(?!Note")'),
    ("objects", r"xl/(?:embeddings|diagrams)/", b""),
    ("threads", r"xl/threadedComments/", b""),
    ("queries", r"xl/(?:connections\.xml|queryTables/|model/)|customXml/item", b""),
    ("rich_data", r"xl/richData/", b""),
    ("dynamic_arrays", r"xl/metadata\.xml", b""),
    ("new_charts", r"xl/charts/chartEx", b""),
    ("charts", r"xl/charts/chart\d", b""),
    ("pictures", r"xl/media/", b""),
    ("shapes", r"xl/drawings/drawing", rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]"),
    ("sparklines", _SHEETS, rb"sparklineGroup"),
    ("rules", _SHEETS, _EXTENDED),
    ("formulas", _SHEETS, rb"<(?:\w+:)?f[ >]"),
)
"""Each thing, the members of the file that tell it, and what they hold then."""

_COMPILED = [(loss, re.compile(name), re.compile(held, re.DOTALL)) for loss, name, held in _SIGNS]

LOSSES = tuple(dict.fromkeys(loss for loss, *_ in _SIGNS))
"""What may be lost: all of it, but for charts and pictures, which are made anew, and formulas.

Charts and pictures may lose some of their looks; formulas are kept, and lose the results that were saved
with them until the copy is opened and saved in a spreadsheet program.
"""


def find_losses(path: Path) -> list[str]:
    """Which of `LOSSES` a workbook has, in that order; the file must have been read before."""
    with ZipFile(path) as archive:
        there = set(_found(archive))
    return [loss for loss in LOSSES if loss in there]


def _found(archive: ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        signs = [(loss, held) for loss, members, held in _COMPILED if members.match(name)]
        content = archive.read(name) if any(held.pattern for _, held in signs) else b""
        yield from (loss for loss, held in signs if held.search(content))
