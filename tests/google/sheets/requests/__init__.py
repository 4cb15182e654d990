"""The requests of `batchUpdate`: one atomic batch applied to a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.google.errors import ApiError, bad
from tests.google.sheets.model import Book, Json
from tests.google.sheets.requests import (
    banding,
    cells,
    charts,
    conditional,
    dimensions,
    duplicates,
    filters,
    groups,
    merges,
    metadata,
    names,
    ordering,
    pasting,
    properties,
    protections,
    slicers,
    structure,
    table_columns,
    tables,
    tabs,
    validation,
)
from tests.google.sheets.requests.answers import without_nulls
from tests.google.sheets.requests.batch import Batch
from tests.google.sheets.requests.snapshot import Snapshot

Handler = Callable[[Batch, Json], Json | None]
"""Carries out one request; gives the content of its reply, None where it has none."""

REQUESTS: dict[str, Handler] = {
    **properties.REQUESTS,
    **tabs.REQUESTS,
    **duplicates.REQUESTS,
    **cells.REQUESTS,
    **dimensions.REQUESTS,
    **merges.REQUESTS,
    **pasting.REQUESTS,
    **ordering.REQUESTS,
    **validation.REQUESTS,
    **conditional.REQUESTS,
    **banding.REQUESTS,
    **filters.REQUESTS,
    **names.REQUESTS,
    **protections.REQUESTS,
    **charts.REQUESTS,
    **slicers.REQUESTS,
    **tables.REQUESTS,
    **groups.REQUESTS,
    **metadata.REQUESTS,
}

BULKY = ("updateCells", "appendCells")
"""The requests that bring cells by the million: what is null in them is looked at where it is read."""

MOST = 100_000
INVALID = 400


def apply_batch(
    book: Book, caller: str, owner: str, requests: Sequence[Json], writers: Sequence[str] = ()
) -> list[Json]:
    """Carry out a batch of requests, all or none, and give their replies in order.

    `writers` are the e-mail addresses of everybody who may write to the file: the editors of a
    protected range that is added without any.

    Raises:
        ApiError: if a request is refused; its message says which one, and nothing is changed.
    """
    if not requests:
        raise bad("Must specify at least one request.")
    if len(requests) > MOST:
        raise bad(f"Cannot exceed {MOST} requests in a single batch.")
    snapshot = Snapshot(book)
    batch = Batch(book, caller, owner, writers, snapshot)
    try:
        replies = [_apply(batch, number, request) for number, request in enumerate(requests)]
        structure.settle(batch)
        table_columns.name_by_headers(book)
    except BaseException:
        snapshot.restore()
        raise
    return replies


def _without_nulls(request: Json) -> Json:
    rest = without_nulls({name: value for name, value in request.items() if name != "rows"})
    return {**rest, "rows": request.get("rows") or []}


def _apply(batch: Batch, number: int, request: Json) -> Json:
    kinds = [kind for kind, body in request.items() if body is not None]
    if not kinds:
        raise bad(f"Invalid requests[{number}]: No request set.")
    if len(kinds) > 1:
        raise bad(
            f"Invalid value at 'requests[{number}]' (oneof), oneof field 'kind' is already set. "
            f"Cannot set '{kinds[1]}'"
        )
    kind = kinds[0]
    if kind not in REQUESTS:
        raise ApiError(501, f"The local Google does not have {kind}.", status="UNIMPLEMENTED")
    body = _without_nulls(request[kind]) if kind in BULKY else without_nulls(request[kind])
    if kind not in dimensions.REQUESTS:
        structure.settle(batch)
    try:
        reply = REQUESTS[kind](batch, body)
    except ApiError as refusal:
        if refusal.code != INVALID:
            raise
        raise bad(f"Invalid requests[{number}].{kind}: {refusal.message}") from refusal
    return {} if reply is None else {kind: reply}
