"""The cells of an HTML table, as pasted data may hold them."""

from __future__ import annotations

from html.parser import HTMLParser


class _Tables(HTMLParser):
    """Gathers the rows of tables; text outside of them is one row a line."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        del attrs
        if tag == "tr":
            self.lines.append([])
        elif tag in {"td", "th"}:
            if not self.lines:
                self.lines.append([])
            self.lines[-1].append("")
            self.inside = True
        elif tag == "br" and self.inside:
            self.lines[-1][-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in {"td", "th"}:
            self.inside = False

    def handle_data(self, data: str) -> None:
        """Add text to the cell that it stands in, or as a row of its own."""
        if self.inside:
            self.lines[-1][-1] += data
        elif data.strip():
            self.lines.append([data.strip()])


def read_html(text: str) -> list[list[str]]:
    """The cells of the tables in an HTML text."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return [[cell.strip() for cell in line] for line in parser.lines]
