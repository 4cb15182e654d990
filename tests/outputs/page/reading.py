"""A page read back: its elements, its figures, its texts."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

VOID = {"meta", "br", "img"}


class _Reader(HTMLParser):
    """Builds the elements of a page, every one closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.opened: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
        else:
            self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        if self.opened:
            self.builder.data(data)


def read(page: str) -> Element:
    """The page's root element."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.builder.close()


def section(root: Element, name: str) -> Element:
    """The section that a heading of that id names."""
    return next(each for each in root.iter("section") if each.get("aria-labelledby") == name)


def classed(root: Element, name: str) -> Iterator[Element]:
    """The elements of a class, in order."""
    return (each for each in root.iter() if name in each.get("class", "").split())


def figures(root: Element) -> list[float]:
    """The figures of an element as numbers, in order."""
    return [float(each.get("value", "")) for each in root.iter("data")]


def text(root: Element) -> str:
    """What is read in an element, its spaces folded."""
    return " ".join("".join(root.itertext()).split())
