"""What another tool sends over HTTP: read as rows of an input tab, accepted or rejected with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qsl

import orjson
from pydantic import ValidationError

from abm_sheets.errors.incoming import InvalidPayloadError, TooManyRowsError
from abm_sheets.intake import LONGEST_TEXT, MODELS
from abm_sheets.language import catalogue
from abm_sheets.language.folding import squeeze
from abm_sheets.tables.currencies import currency_code, currency_named
from abm_sheets.tables.labels import MONEY, Label, column_names, read_label
from abm_sheets.tables.numbers import Amount
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.contents import Plain, clean_text

Sent = Mapping[str, object]
"""A row as it was sent: whatever value under whatever name."""

MOST_ROWS = 1_000
"""Rows taken at once."""

_MOST_FIELDS = 1_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_OTHER_KINDS = ("json", "xml", "multipart")
"""Words in the names of kinds of content that are no form of the one kind that is read."""

RULES = (
    "no_known_field",
    "nested_value",
    "text_too_long",
    "absurd_number",
    "missing_value",
    "formula_error",
    "invalid_date",
    "invalid_number",
    "ambiguous_number",
    "unknown_currency",
    "invalid_boolean",
)
"""Why a record may be rejected."""

_EVENT = "eventid"
"""The field that distinguishes one event from another, squeezed; it is no column of any tab."""

_LONGEST_NAME = 200
_LARGEST = 1e300
"""Beyond it a number has more figures than anybody would read, as text too."""

_QUOTED = 100
"""Characters of a value that a reason quotes."""


def read_payload(body: bytes, content_type: str = "") -> list[Sent]:
    """The rows that a body holds, in order.

    An object of JSON is a row, unless its `rows` are a list; a list of objects is as many rows; a form is
    one. The content decides, for tools often name its kind wrongly or not at all.

    Raises:
        InvalidPayloadError: it is none of these.
        TooManyRowsError: there are more than `MOST_ROWS` of them.

    """
    content = body.removeprefix(_BYTE_ORDER_MARK).strip()
    rows = _read_json(content) if content[:1] in {b"{", b"["} else [_read_form(content, content_type)]
    if len(rows) > MOST_ROWS:
        raise TooManyRowsError(number=len(rows), limit=MOST_ROWS)
    return rows


def _read_json(content: bytes) -> list[Sent]:
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise InvalidPayloadError from None
    if isinstance(found, dict):
        found = found["rows"] if isinstance(found.get("rows"), list) else [found]
    if not all(isinstance(row, dict) for row in found):
        raise InvalidPayloadError
    rows: list[Sent] = found
    return rows


def _read_form(content: bytes, content_type: str) -> Sent:
    """The fields of a form; of a field that is repeated, the last."""
    other = any(kind in content_type.lower() for kind in _OTHER_KINDS)
    if other or content.startswith(b"<") or b"=" not in content:
        raise InvalidPayloadError
    try:
        pairs = parse_qsl(
            content.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        raise InvalidPayloadError from None
    return dict(pairs)


@dataclass(frozen=True)
class AcceptedRow:
    """A row that can be written: its values by the columns' keys, ready for JSON.

    Texts are trimmed, dates ISO, numbers and answers typed; blanks are left out. `ignored` are the names
    of the fields that are no column of the tab, or that name one which another field filled.
    """

    tab: str
    values: Mapping[str, Plain]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class RejectedRow:
    """A record that is no row of the tab: which of `RULES` it breaks, in which column, and with what."""

    tab: str
    rule: str
    column: str | None = None
    value: str = ""
    ignored: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """Why, and what to send instead."""
        words = catalogue(language)
        return words.text(
            f"intake.rejected.{self.rule}",
            header=words.header(self.tab, self.column) if self.column else "",
            value=self.value,
            title=words.title(self.tab),
            columns=", ".join(words.header(self.tab, each) for each in words.columns(self.tab)),
            limit=words.formats.integer(LONGEST_TEXT),
        )


def accept(tab: str, record: Sent, habits: Regional, own: str = "") -> AcceptedRow | RejectedRow:
    """Read a record as a row of one of `FED_TABS`; `habits` say how dates and numbers are typed in texts.

    `own` is the code of the currency that the tab's amounts are in where nothing says it, "" if not known.
    Fields are named as columns are: by key, header or another of their names, in any language. Of several
    that name one column the first that is not blank counts, the key first and then as the names are listed,
    and after these those that name a currency too.
    """
    fields, currency, ignored = _fields(tab, record)
    if not fields:
        return RejectedRow(tab, "no_known_field", ignored=ignored)
    for column, cell in fields.items():
        if rule := _fault(cell):
            return RejectedRow(tab, rule, column, ignored=ignored)
    filled = {column: _cleaned(cell) for column, cell in fields.items() if not _is_blank(cell)}
    if tab == "interactions" and (event := event_id(record)):
        filled.setdefault("id", event)
    try:
        row = MODELS[tab].model_validate(filled, context=habits)
    except ValidationError as error:
        return _rejected(tab, error, filled, ignored)
    values = {column: value for column, value in row if column in row.model_fields_set}
    amount = values.get("amount")
    if isinstance(amount, Amount) and not amount.currency:
        values["amount"] = Amount(amount.number, currency)
    if not _settle_currency(tab, values, own):
        return RejectedRow(tab, "unknown_currency", "amount", _quoted(filled, "amount"), ignored)
    return AcceptedRow(tab, {column: _storable(value) for column, value in values.items()}, ignored)


def event_id(record: Sent) -> str:
    """What the sender calls the event (`event_id`), nothing where it does not say."""
    named = [cell for name, cell in sorted(record.items()) if _squeezed(name) == _EVENT]
    texts = [as_text(_cleaned(cell)) for cell in named if not _fault(cell)]
    return next(filter(None, texts), "")


def event_key(source: str, tab: str, record: Sent, row: Mapping[str, Plain], given: str | None = None) -> str:
    """The identity of an event of a source: 64 hexadecimal figures.

    It is made from the `event_id` of the record, else an interaction's own id, else the one `given` along
    with the record, else all that the row says; `row` are the values accepted.
    """
    own = event_id(record) or (str(row.get("id", "")) if tab == "interactions" else "") or given
    identity = {"source": source, "tab": tab, **({"event": own} if own else {"row": row})}
    return sha256(orjson.dumps(identity, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _fields(tab: str, record: Sent) -> tuple[dict[str, object], str, tuple[str, ...]]:
    """The cells by column, blank ones included, the currency of the amount's name, the names of no use."""
    ranks = {name: rank for rank, name in enumerate(column_names(tab))}
    labels = {name: _label(tab, name) for name in record}
    known = [name for name, label in labels.items() if label.name in ranks]
    fields: dict[str, object] = {}
    used = set()
    currency = ""
    for name in sorted(known, key=lambda name: (labels[name].currency, ranks[labels[name].name], name)):
        column = column_names(tab)[labels[name].name]
        if _is_blank(fields.get(column)):
            fields[column] = record[name]
            currency = labels[name].currency.upper() or currency
            used.add(name)
        elif _is_blank(record[name]):
            used.add(name)
    return fields, currency, tuple(name for name in record if name not in used and _squeezed(name) != _EVENT)


@lru_cache(maxsize=10_000)
def _label(tab: str, name: str) -> Label:
    """A field's name parted from the currency that it names, as an amount's may (`amount_usd`)."""
    money = frozenset(each for each, column in column_names(tab).items() if column in MONEY)
    return read_label(name, money) if len(name) <= _LONGEST_NAME else Label("")


def _squeezed(name: str) -> str:
    """A field's name as it is compared; nothing where it is too long to be one."""
    return squeeze(name) if len(name) <= _LONGEST_NAME else ""


def _is_blank(cell: object) -> bool:
    if isinstance(cell, str):
        return not as_text(_cleaned(cell))
    return cell is None or cell != cell  # noqa: PLR0124 (NaN)


def _cleaned(cell: Any) -> Any:
    return clean_text(cell, LONGEST_TEXT) if isinstance(cell, str) else cell


def _fault(cell: object) -> str | None:
    """What keeps a value from being a cell at all."""
    match cell:
        case str():
            return "text_too_long" if len(cell) > LONGEST_TEXT else None
        case int() | float():
            return "absurd_number" if abs(cell) > _LARGEST else None
        case None:
            return None
        case _:
            return "nested_value"


def _rejected(
    tab: str, error: ValidationError, cells: Mapping[str, Any], ignored: tuple[str, ...]
) -> RejectedRow:
    """The first column that cannot be read, and why."""
    first = error.errors(include_url=False)[0]
    column = str(first["loc"][0])
    rule = "missing_value" if first["type"] == "missing" else first["type"]
    return RejectedRow(tab, rule, column, _quoted(cells, column), ignored)


def _quoted(cells: Mapping[str, Any], column: str) -> str:
    return " ".join(as_text(cells.get(column)).split())[:_QUOTED]


def _settle_currency(tab: str, values: dict[str, Any], own: str) -> bool:
    """Set the currency that an amount names in its column, where nothing says another; whether it is one.

    An amount in the currency that its row or its tab is in anyway is a plain number.
    """
    amount = values.get("amount")
    if not isinstance(amount, Amount) or not amount.currency:
        return True
    named, stated = currency_named(amount.currency), values.get("currency")
    row = currency_code(stated, own) if stated else own
    if named is not None and "currency" in MODELS[tab].model_fields and not stated:
        values |= {"amount": Amount(amount.number), "currency": named.sole or amount.currency}
    elif named is not None and row and named.code(row) == row:
        values["amount"] = Amount(amount.number)
    return named is not None


def _storable(value: Any) -> Plain:
    """A value that JSON can hold, the same however it was spelt."""
    match value:
        case date():
            return value.isoformat()
        case Amount():
            return value.plain
        case float() if value.is_integer():
            return int(value)
        case _:
            kept: Plain = value
            return kept
