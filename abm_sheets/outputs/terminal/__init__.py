"""The terminal: sentences and tables printed, a failure on standard error, what is being done meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text


def headed_table(headers: Sequence[str]) -> Table:
    """An empty table with these headers."""
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def show(*lines: RenderableType) -> None:
    """Print on standard output; text is never taken for markup, and sentences are never cut."""
    console = Console(highlight=False, markup=False, emoji=False)
    for line in lines:
        console.print(line, soft_wrap=isinstance(line, str))


def print_whatever_the_code_page() -> None:
    """Print a question mark for each sign that an old code page lacks, such as narrow spaces."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def show_each(lines: Iterable[str]) -> None:
    """Print many lines, as they are and as they come."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def show_json(text: str) -> None:
    """Print JSON as it is, whatever the terminal's encoding."""
    sys.stdout.buffer.write(text.encode() + b"\n")


def complain(sentence: str) -> None:
    """Print one sentence on standard error."""
    Console(stderr=True, highlight=False, markup=False, emoji=False).print(sentence, soft_wrap=True)


@contextmanager
def working(sentence: str) -> Iterator[None]:
    """Show what is being done on standard error, when it is a terminal."""
    console = Console(stderr=True, markup=False)
    if not console.is_terminal:
        yield
        return
    with console.status(Text(sentence)):
        yield
