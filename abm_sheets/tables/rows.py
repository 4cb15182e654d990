"""The kinds of cells that a row is made of; each tab's row model is built from them, its one schema."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationInfo

from abm_sheets.language.folding import visible
from abm_sheets.tables.numbers import LARGEST, Amount, parse_amount, parse_number
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.values import LAST_DAY, bounded, fault, parse_day, parse_flag
from abm_sheets.workbook.interface import CellError, UncomputedError

EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial dates."""

_LAST_OF_OURS = 100_000
_LAST_SERIAL = (LAST_DAY - EPOCH).days + 1
_NO_HABITS = Regional(decimal=".", month_first=False)

_FAILED = "REF|DIV/0|VALUE|VALEUR|NUM|NOMBRE|NULL?|ERROR|ERREUR|SPILL|PROPAGATION|CALC|CALCUL|FIELD|CHAMP"
_BUSY = "BLOCKED|BLOQU[EÉ]|CONNECT|CONNEXION|UNKNOWN|INCONNU|BUSY|OCCUP[EÉ]|EXTERNAL|PYTHON|TIMEOUT"
_FORMULA_ERROR = re.compile(
    rf"#(?:N/A|GETTING_DATA|OBTENTION_DONNEES|(?:{_FAILED}|{_BUSY})\s?!|(?:NAME|NOM)\s?\?)(?:[\s(:].*)?"
    r"|Err\s?:\s?\d{3}|(?:chargement|loading)(?: (?:en cours|data|des donn[eé]es))?\s?(?:…|\.{3})",
    re.DOTALL | re.IGNORECASE,
)
"""What spreadsheets show in French and in English where a formula failed, or is not done yet."""

_ERROR_SIGNS = ("#", "…", "...", "Err")


class Kind(Enum):
    """What a column holds.

    A name is a text that many rows share and that is looked up; money is a number that may name its
    currency.
    """

    TEXT = "text"
    NAME = "name"
    DAY = "day"
    NUMBER = "number"
    MONEY = "money"
    FLAG = "flag"


def is_formula_error(cell: object) -> bool:
    """Whether a cell shows the error of a formula: never text (§ 2.4)."""
    return isinstance(cell, CellError) or (
        isinstance(cell, str) and may_show_error(cell) and bool(_FORMULA_ERROR.fullmatch(cell.strip()))
    )


def may_show_error(text: str) -> bool:
    """Whether a text holds a sign of an error of a formula: a quick look before the thorough one."""
    return any(sign in text for sign in _ERROR_SIGNS)


def as_text(cell: Any) -> str:
    """A cell as trimmed text, the way a person reads it."""
    match cell:
        case str():
            return visible(cell).strip()
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date():
            return date(cell.year, cell.month, cell.day).isoformat()
        case CellError():
            return cell.code
        case _:
            return "" if cell is None else str(cell)


def as_day(cell: object) -> date | None:
    """A day in a cell of ours: a date, the serial number that Google gives for it, or the text of one."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 < cell < _LAST_OF_OURS:
        return EPOCH + timedelta(days=int(cell))
    with suppress(ValueError):
        return date.fromisoformat(as_text(cell))
    return None


def _refuse_errors(cell: object) -> None:
    if isinstance(cell, UncomputedError):
        raise fault("uncomputed_formula")
    if is_formula_error(cell):
        raise fault("formula_error")


def _read_text(cell: object) -> str:
    _refuse_errors(cell)
    return as_text(cell)


def _read_day(cell: object, info: ValidationInfo[Regional]) -> date:
    _refuse_errors(cell)
    match cell:
        case datetime():
            return bounded(cell.date())
        case date():
            return bounded(cell)
        case int() | float() if not isinstance(cell, bool):
            return bounded(_serial_day(cell))
        case str():
            return parse_day(as_text(cell), info.context)
        case _:
            raise fault("invalid_date")


def _serial_day(serial: float) -> date:
    """The day of a serial number, or of eight figures (`20260915`), long after the last serial one."""
    if serial > _LAST_SERIAL:
        return parse_day(as_text(serial), _NO_HABITS)
    try:
        return EPOCH + timedelta(days=math.floor(serial))
    except (OverflowError, ValueError):
        raise fault("invalid_date") from None


def _read_number(cell: object, info: ValidationInfo[Regional]) -> float:
    _refuse_errors(cell)
    match cell:
        case int() | float() if not isinstance(cell, bool) and abs(cell) <= LARGEST:
            return float(cell)
        case str():
            return parse_number(as_text(cell), info.context)
        case _:
            raise fault("invalid_number")


def _read_money(cell: object, info: ValidationInfo[Regional]) -> Amount:
    _refuse_errors(cell)
    if isinstance(cell, str):
        return parse_amount(as_text(cell), info.context)
    return Amount(_read_number(cell, info))


def _read_flag(cell: object) -> bool:
    _refuse_errors(cell)
    if isinstance(cell, bool):
        return cell
    return parse_flag(as_text(cell))


Text = Annotated[str, BeforeValidator(_read_text), Kind.TEXT]
Name = Annotated[str, BeforeValidator(_read_text), Kind.NAME]
Day = Annotated[date, BeforeValidator(_read_day), Kind.DAY]
Number = Annotated[float, BeforeValidator(_read_number), Kind.NUMBER]
Money = Annotated[Amount, BeforeValidator(_read_money), Kind.MONEY]
Flag = Annotated[bool, BeforeValidator(_read_flag), Kind.FLAG]


class Row(BaseModel):
    """A row of an input tab: a field per column, required where it has no default."""

    model_config = ConfigDict(frozen=True)

    tab: ClassVar[str]
    advice: ClassVar[Mapping[tuple[str, str], str]] = {}
    """The sentences of issues, by rule and column, where the rule's own would mislead."""

    @classmethod
    def required_columns(cls) -> list[str]:
        """The columns without which the tab cannot be read."""
        return [name for name, field in cls.model_fields.items() if field.is_required()]

    @classmethod
    def kind_of(cls, column: str) -> Kind:
        """What a column holds, whether or not it may be blank."""
        field = cls.model_fields[column]
        branches = [field, *(part for part in get_args(field.annotation))]
        marks = [mark for branch in branches for mark in _marks(branch)]
        return next(mark for mark in marks if isinstance(mark, Kind))


def _marks(branch: Any) -> Sequence[Any]:
    marks: Sequence[Any] = getattr(branch, "__metadata__", getattr(branch, "metadata", ()))
    return marks
