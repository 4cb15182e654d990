"""The requests of `batchUpdate`: one atomic batch applied to a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy

from tests.google.errors import ApiError, bad
from tests.google.sheets.model import Book, Json
from tests.google.sheets.requests import (
    cells,
    dimensions,
    filters,
    groups,
    merges,
    moving,
    objects,
    protections,
    rules,
    tables,
    tabs,
)
from tests.google.sheets.requests.batch import Batch, Snapshot
from tests.google.sheets.requests.structure import settle

Handler = Callable[[Batch, Json], Json | None]
"""Carries out one request; gives the content of its reply, None where it has none."""

REQUESTS: Mapping[str, Handler] = {
    **tabs.REQUESTS,
    **cells.REQUESTS,
    **dimensions.REQUESTS,
    **groups.REQUESTS,
    **merges.REQUESTS,
    **moving.REQUESTS,
    **rules.REQUESTS,
    **filters.REQUESTS,
    **protections.REQUESTS,
    **objects.REQUESTS,
    **tables.REQUESTS,
}

MOST = 100_000
INVALID = 400


def apply_batch(
    book: Book, caller: str, owner: str, requests: Sequence[Json], writers: Sequence[str] = ()
) -> list[Json]:
    """Carry out a batch of requests, all or none, and give their replies in order.

    `writers` are the e-mail addresses of everybody who may write to the file: the editors of a
    protected range that is added without any.
    """
    if not requests:
        raise bad("Must specify at least one request.")
    if len(requests) > MOST:
        raise bad(f"Cannot exceed {MOST} requests in a single batch.")
    snapshot = Snapshot(book)
    batch = Batch(book, caller, owner, writers, snapshot)
    try:
        replies = [_apply(batch, number, request) for number, request in enumerate(requests)]
        settle(batch)
        tables.name_by_headers(book)
    except BaseException:
        snapshot.restore()
        raise
    return replies


def _apply(batch: Batch, number: int, request: Json) -> Json:
    if not request:
        raise bad(f"Invalid requests[{number}]: No request set.")
    [(kind, body)] = request.items()
    if kind not in REQUESTS:
        raise ApiError(501, f"The local Google does not have {kind}.", status="UNIMPLEMENTED")
    if kind not in dimensions.REQUESTS:
        settle(batch)
    try:
        reply = REQUESTS[kind](batch, body)
    except ApiError as refusal:
        if refusal.code != INVALID:
            raise
        raise bad(f"Invalid requests[{number}].{kind}: {refusal.message}") from refusal
    return {} if reply is None else {kind: deepcopy(reply)}
