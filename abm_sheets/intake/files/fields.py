"""Fields that are more than a cell: an amount and its currency, a company's domains, a deal's outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat

from pydantic_core import PydanticCustomError

from abm_sheets.intake import EVERY_MODEL
from abm_sheets.intake.files.cleaning import Refusal, id_cleaner
from abm_sheets.intake.files.drafts import Draft, Habits
from abm_sheets.intake.files.grid import is_blank
from abm_sheets.intake.sources import Source
from abm_sheets.language import catalogue, fold
from abm_sheets.language.catalogue import understood
from abm_sheets.tables.currencies import currency_code, currency_named
from abm_sheets.tables.matching import is_free_mail, registrable_domain, split_domains
from abm_sheets.tables.numbers import Amount, parse_amount
from abm_sheets.tables.regional import Regional
from abm_sheets.tables.rows import as_text, is_formula_error
from abm_sheets.workbook.interface import Cell

_ANY = Regional(decimal=".", month_first=False)
_DIGITS = re.compile(r"\d(?:[\d.,\s'’`´]*\d)?")
_PAGES = frozenset({"linkedin.com", "facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com"})
"""Where companies have a page that is not their site."""

SEVERAL = ";"
"""What parts the names, or the ids, that a cell lists."""

_PIPELINE = re.compile(r"\s+\([^()]*\)$")
ENDS = ("won", "lost")
"""The kinds of the stages of a deal that is over."""


@dataclass(frozen=True)
class Vocabulary:
    """The language of a workbook, the kind (open, won, lost) of each of its stages in order, its currency.

    `above` has, by tab, the currency that the header of its amounts names, where it names one.
    """

    language: str
    stages: Mapping[str, str]
    currency: str = "EUR"
    above: Mapping[str, str] = field(default_factory=dict)

    def currency_of(self, tab: str) -> str:
        """The currency that the amounts of a tab are in where nothing else says it."""
        given = self.above.get(tab)
        return (currency_code(given, self.currency) or given) if given else self.currency

    def kind_of(self, stage: str) -> str | None:
        """The kind of a stage of the workbook, None where it has no such stage."""
        return {fold(name): kind for name, kind in self.stages.items()}.get(fold(stage))

    def named(self, kind: str) -> str:
        """The workbook's first stage of a kind; the language's own where it has none."""
        usual = default_vocabulary(self.language).stages
        return next(name for name, each in (*self.stages.items(), *usual.items()) if each == kind)


def default_vocabulary(language: str) -> Vocabulary:
    """The words of a workbook that keeps the stages it started with."""
    stages = catalogue(language).find("words.stages")
    return Vocabulary(language, {stage["name"]: stage["kind"] for stage in stages})


def money_cells(draft: Draft, habits: Habits, own: str) -> Mapping[str, Sequence[Cell]]:
    """The clean cells of the amounts and of their currencies, by column; `own` is the workbook's currency.

    A tab of costs has no column for a currency, and a row may state another one than its amount: such an
    amount keeps its own beside the figures.
    """
    if not draft.has("amount") or "amount" not in EVERY_MODEL[draft.proposal.source.tab].model_fields:
        return {}
    named = _named(draft)
    amounts = draft.clean("amount", draft.cells("amount"), habits.numbers)
    if "currency" not in EVERY_MODEL[draft.proposal.source.tab].model_fields:
        return {"amount": _beside(amounts, _meant(named, [own] * len(draft)), [own] * len(draft))}
    stated = _stated(draft, own)
    meant = _meant(named, [code or own for code in stated])
    currencies = [code or other for code, other in zip(stated, meant, strict=True)]
    given = {"currency": currencies} if draft.has("currency") or any(currencies) else {}
    return {"amount": _beside(amounts, meant, currencies), **given}


def _stated(draft: Draft, own: str) -> Sequence[str]:
    """The code of the currency that each row states in its column, blank where it states none."""
    if not draft.has("currency"):
        return [""] * len(draft)

    def cleaned(cell: Cell) -> Cell | Refusal:
        if is_blank(cell):
            return ""
        if is_formula_error(cell):
            return Refusal("formula_error")
        return currency_code(as_text(cell), own) or Refusal("unknown_currency")

    return list(map(as_text, draft.clean("currency", draft.cells("currency"), cleaned)))


def _named(draft: Draft) -> Sequence[str]:
    """The currency that each amount names, as it is written; blank where it names none."""

    def cleaned(cell: Cell) -> Cell | Refusal:
        named = _beside_figures(cell) if isinstance(cell, str) else ""
        return named if not named or currency_named(named) else Refusal("unknown_currency")

    named = draft.clean("amount", draft.cells("amount"), cleaned)
    return [as_text(own) or above for own, above in zip(named, _above(draft), strict=True)]


def _above(draft: Draft) -> Iterator[str]:
    """The currency that the header of each amount names, blank where it names none."""
    given = [*map(draft.proposal.heading.currency, draft.proposal.columns.positions.get("amount", ())), ""]
    for row in zip(*draft.columns("amount"), strict=True):
        yield next((text for text, cell in zip(given, row, strict=False) if not is_blank(cell)), "")


def _beside_figures(amount: str) -> str:
    # The figures are read apart, by the file's decimal sign: here any number does.
    try:
        return parse_amount(_DIGITS.sub("1", as_text(amount)), _ANY).currency
    except PydanticCustomError:
        return ""


def _meant(named: Sequence[str], owns: Sequence[str]) -> Sequence[str]:
    """The codes of the currencies named, each where some other is the row's own; as named where unsure."""
    code_of = cache(lambda name, own: currency_code(name, own) or name)
    return [code_of(name, own) if name else "" for name, own in zip(named, owns, strict=True)]


def _beside(amounts: Sequence[Cell], meant: Sequence[str], currencies: Sequence[str]) -> Sequence[Cell]:
    """Amounts, each with the currency that it is in where that is not the row's."""
    return [
        Amount(amount, code).plain if code not in {"", row} and isinstance(amount, float) else amount
        for amount, code, row in zip(amounts, meant, currencies, strict=True)
    ]


def domain_cells(draft: Draft) -> Sequence[Cell]:
    """The domains of each account, from all the headers that give any; what is no domain of it is noted."""
    given = zip(*draft.columns("domains"), strict=True)
    joined: list[Cell] = []
    for position, cells in enumerate(given):
        found: dict[str, None] = {}
        for typed in _typed(cells):
            domain, reason = judge(typed)
            if reason:
                draft.note(position, reason, "domains", typed)
            else:
                found[domain] = None
        joined.append(", ".join(found))
    return joined


def first_domains(draft: Draft) -> Sequence[str | None]:
    """The domain of the company that each row speaks of, None where the file gives none."""
    if not draft.has("domain"):
        return [None] * len(draft)
    found = ([judge(typed) for typed in _typed([cell])] for cell in draft.cells("domain"))
    return [next((domain for domain, reason in each if not reason), None) for each in found]


def company_cells(draft: Draft) -> Sequence[Cell] | None:
    """What names the company of each row: its name, the first of several, else its domain or an address."""
    named = [name for name in ("account", "domain", "email") if draft.has(name)]
    if not named:
        return None
    cells = {name: draft.cells(name) for name in named}
    if "account" in draft.proposal.source.several and "account" in cells:
        cells["account"] = _first_of_several(draft, cells["account"])
    rows = zip(*cells.values(), strict=True)
    return [next((cell for cell in row if not is_blank(cell)), "") for row in rows]


def _first_of_several(draft: Draft, cells: Sequence[Cell]) -> Sequence[Cell]:
    """The first of the names that each cell lists."""
    firsts: list[Cell] = []
    for position, cell in enumerate(cells):
        first, _, others = as_text(cell).partition(SEVERAL)
        if others.strip():
            draft.note(position, "several_values", "account", as_text(cell))
        firsts.append(first)
    return firsts


def company_ids(draft: Draft) -> Sequence[str | None]:
    """What the other system calls the company of each row: the first, where it lists several."""
    if not draft.has("company_id"):
        return [None] * len(draft)
    restored = id_cleaner(draft.proposal.source.ids)
    # What is no id any more does not cost the record.
    cleaned = (restored(as_text(cell).partition(SEVERAL)[0]) for cell in draft.cells("company_id"))
    return [None if isinstance(each, Refusal) else as_text(each) or None for each in cleaned]


def links_of(draft: Draft) -> Sequence[str | None]:
    """The address of each record where it was made, None where the file gives none."""
    if not draft.has("link"):
        return [None] * len(draft)
    texts = map(as_text, draft.cells("link"))
    return [text if text.startswith(("https://", "http://")) else None for text in texts]


def judge(text: str) -> tuple[str, str]:
    """The registrable domain that a text speaks of, and why it is no company's own, "" where it is."""
    domain = registrable_domain(text)
    if domain is None or domain in _PAGES:
        return "", "invalid_domain"
    return domain, "free_mail_domain" if is_free_mail(domain) else ""


def _typed(cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        yield from split_domains(as_text(cell))


def stage_cells(draft: Draft, vocabulary: Vocabulary) -> Sequence[Cell]:
    """The stage of each deal in the workbook's words; a deal that is deleted is refused."""
    outcomes = Outcomes(draft.proposal.source, draft.proposal.language, vocabulary)
    given = [
        map(as_text, draft.cells(field)) if draft.has(field) else repeat("", len(draft))
        for field in ("stage", "status", "won", "over")
    ]
    stage_of = cache(outcomes.stage_of)
    stages: list[Cell] = []
    for position, row in enumerate(zip(*given, strict=True)):
        stage = stage_of(*row)
        if isinstance(stage, Refusal):
            draft.refuse(position, stage.rule, "status")
        stages.append("" if isinstance(stage, Refusal) else stage)
    return stages


def refuse_deleted(draft: Draft) -> None:
    """Refuse the records that the system says are deleted."""
    answers = understood("yes_no")
    for position, cell in enumerate(draft.cells("deleted") if draft.has("deleted") else ()):
        if answers.get(fold(as_text(cell))) == "yes":
            draft.refuse(position, "deleted_record", "deleted")


class Outcomes:
    """How a system says that deals end, and how the workbook does."""

    def __init__(self, source: Source, language: str, vocabulary: Vocabulary) -> None:
        """Take the words of a source, whose headers are in a language."""
        self.source = source
        self.language = language
        self.vocabulary = vocabulary
        self.meanings = {fold(word): kind for kind, words in source.outcomes.items() for word in words}

    def stage_of(self, stage: str, status: str, won: str, over: str) -> str | Refusal:
        """The workbook's stage: its own won or lost one where the deal ended so, else as the system says.

        The status counts first, then the answers about winning and ending, then the name of the stage. Names
        that the workbook has are kept, and of others not the pipeline after them; a deal of which only the
        status is known is in a stage of that name.
        """
        own = self.vocabulary.kind_of(stage)
        if own is None and self.source.pipeline_in_stage:
            stage = _PIPELINE.sub("", stage)
            own = self.vocabulary.kind_of(stage)
        given = self.meanings.get(fold(status)) or _flagged(won, over)
        if given == "deleted":
            return Refusal("deleted_record")
        kind = given or own or self.meanings.get(fold(stage))
        if kind in ENDS and kind != own:
            return self.vocabulary.named(str(kind))
        label = self.source.labels.get("stage", {}).get(fold(stage))
        return (stage or status) if label is None else label.get(self.language, label["en"])


def _flagged(won: str, over: str) -> str | None:
    """What the answers to «won?» and «over?» say of a deal's end."""
    answers = understood("yes_no")
    if answers.get(fold(won)) == "yes":
        return "won"
    return "lost" if (answers.get(fold(won)), answers.get(fold(over))) == ("no", "yes") else None
