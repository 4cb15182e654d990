"""Named ranges."""

from __future__ import annotations

import re

from tests.google.errors import bad
from tests.google.sheets.model import Book, Json
from tests.google.sheets.notation import parse_a1, parse_r1c1
from tests.google.sheets.requests import ids, masks
from tests.google.sheets.requests.answers import copied, tidy
from tests.google.sheets.requests.batch import Batch

NAME = re.compile(r"[^\W\d]\w{0,249}\Z")


def _check(batch: Batch, named: Json) -> None:
    name = named.get("name", "")
    # A cell's address, an R1C1 address and the two booleans mean something else already.
    taken = parse_a1(name) or parse_r1c1(name) or name.casefold() in {"true", "false"}
    if not NAME.match(name) or taken:
        raise bad(f"Invalid name: {name}")
    if "range" not in named:
        raise bad("Must specify a range.")
    batch.area(named["range"])
    for other in batch.book.named_ranges:
        if other is not named and other["name"].casefold() == name.casefold():
            raise bad(
                f"Cannot add named range with name {name}, a named range with that name already exists."
            )


def add_named_range(batch: Batch, request: Json) -> Json:
    """Add a named range."""
    named = tidy(request.get("namedRange", {}))
    _check(batch, named)
    named["namedRangeId"] = ids.named_range_id(batch.book, named.get("namedRangeId"))
    batch.book.named_ranges.append(named)
    return {"namedRange": copied(named)}


def _find(book: Book, wanted: str | None) -> Json:
    for named in book.named_ranges:
        if named["namedRangeId"] == wanted:
            return named
    raise bad(f"No named range with id: {wanted}")


def update_named_range(batch: Batch, request: Json) -> None:
    """Change a named range."""
    wanted = tidy(request.get("namedRange", {}))
    mask = masks.read(request, "NamedRange")
    named = _find(batch.book, wanted.get("namedRangeId"))
    masks.assign(named, wanted, {name: inner for name, inner in mask.items() if name != "namedRangeId"})
    _check(batch, named)


def delete_named_range(batch: Batch, request: Json) -> None:
    """Delete a named range."""
    named = _find(batch.book, request.get("namedRangeId"))
    ids.detach(batch.book, "namedRangeId", named)
    batch.book.named_ranges.remove(named)


REQUESTS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
}
