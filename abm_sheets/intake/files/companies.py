"""The web domains of companies as exports give them, brought to what a company owns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from abm_sheets.intake.files.drafts import Draft
from abm_sheets.tables.domains import is_free_mail, registrable_domain
from abm_sheets.tables.matching import split_domains
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell

_PAGES = frozenset({"linkedin.com", "facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com"})
"""Where companies have a page that is not their site."""


def domain_cells(draft: Draft) -> Sequence[Cell]:
    """The domains of each account, from all the headers that give any; what is no domain of it is noted."""
    told = zip(*draft.columns("domains"), strict=True)
    joined: list[Cell] = []
    for position, cells in enumerate(told):
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


def judge(text: str) -> tuple[str, str]:
    """The registrable domain that a text speaks of, and why it is no company's own, "" where it is."""
    domain = registrable_domain(text)
    if domain is None or domain in _PAGES:
        return "", "invalid_domain"
    return domain, "free_mail_domain" if is_free_mail(domain) else ""


def _typed(cells: Sequence[Cell]) -> Iterator[str]:
    for cell in cells:
        yield from split_domains(as_text(cell))
