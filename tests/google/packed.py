"""Spreadsheets as people print and archive them: a PDF, an OpenDocument file, zipped web pages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape

Rows = Sequence[Sequence[str]]
Page = tuple[str, Rows]
"""A tab: its title, and the texts that it shows."""

ODS = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
LINES = 60
"""How many lines a printed page has."""


def _zipped(entries: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return out.getvalue()


def web_pages(pages: Sequence[Page]) -> bytes:
    """One HTML page for each tab, zipped."""
    return _zipped({f"{title.replace('/', '_')}.html": _web_page(title, rows) for title, rows in pages})


def _web_page(title: str, rows: Rows) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>\n" for row in rows)
    head = f"<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>{escape(title)}</title></head>"
    return f"{head}\n<body><table>\n{lines}</table></body></html>\n"


def open_document(pages: Sequence[Page]) -> bytes:
    """An OpenDocument spreadsheet, every cell as the text that it shows."""
    spaces = "".join(f' xmlns:{name}="{NAMESPACE}{name}:1.0"' for name in ("office", "table", "text"))
    body = "".join(_open_table(title, rows) for title, rows in pages)
    manifest = f"{NAMESPACE}manifest:1.0"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content{spaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    listed = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{manifest}">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    return _zipped({"mimetype": ODS, "META-INF/manifest.xml": listed, "content.xml": content})


def _open_table(title: str, rows: Rows) -> str:
    lines = "".join(f"<table:table-row>{''.join(map(_open_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{escape(title)}">{lines}</table:table>'


def _open_cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    inner = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'


def printed(pages: Sequence[Page]) -> bytes:
    """A PDF of the tabs, a row to a line."""
    sheets = list(_printed_pages(pages))
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(sheets):
        drawn = " ".join(f"({_pdf_text(line)}) '" for line in lines)
        text = f"BT /F1 9 Tf 12 TL 36 806 Td {drawn} ET"
        uses = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {uses} >>")
        objects.append(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream")
    return _pdf(objects)


def _printed_pages(pages: Sequence[Page]) -> Iterator[list[str]]:
    for title, rows in pages:
        lines = [title, "", *("   ".join(row).replace("\n", " ") for row in rows)]
        for start in range(0, len(lines), LINES):
            yield lines[start : start + LINES]


def _pdf_text(text: str) -> str:
    known = text.encode("cp1252", "replace").decode("latin-1")
    return known.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf(objects: Sequence[str]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
