"""A large made-up workbook: 5,000 accounts, 200,000 interactions, 20,000 opportunities, 10,000 costs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook

from abm_sheets.workbook.interface import Snapshot, Tab

AS_OF = date(2026, 9, 27)
_TYPES = ("Visite site", "Réponse e-mail", "LinkedIn", "Webinaire", "Événement", "Livre blanc", "Rendez-vous")
_STAGES = ("Découverte", "Qualification", "Proposition", "Négociation", "Gagnée", "Perdue")
_INDUSTRIES = ("Tech", "Industrie", "Services", "Santé", "Énergie")

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Sizes:
    """How many rows each tab has."""

    accounts: int = 5_000
    interactions: int = 200_000
    opportunities: int = 20_000
    costs: int = 10_000


def tables(sizes: Sizes) -> dict[str, Rows]:
    """The tabs by title, header first; the same for the same sizes."""
    dice = random.Random(20260927)
    names = [f"Société {number:05d} SAS" for number in range(sizes.accounts)]
    return {
        "Comptes": _accounts(names, dice),
        "Interactions": _interactions(names, sizes.interactions, dice),
        "Opportunités": _opportunities(names, sizes.opportunities, dice),
        "Coûts marketing": _costs(names, sizes.costs // 2, dice),
        "Coûts commerciaux": _costs(names, sizes.costs - sizes.costs // 2, dice),
    }


def _day(dice: random.Random, span: int = 400) -> date:
    return AS_OF - timedelta(days=dice.randrange(span))


def _accounts(names: Sequence[str], dice: random.Random) -> Rows:
    header = ("Compte", "Domaines", "Secteur", "Taille", "Priorité", "Compte ciblé", "Ciblé depuis")
    rows = [
        (name, f"societe{n:05d}.fr", dice.choice(_INDUSTRIES), dice.choice(("1-49", "50-249", "250+")),
         dice.choice("ABC"), True, date(2025, 1, 6))
        for n, name in enumerate(names)
    ]  # fmt: skip
    return [header, *rows]


def _interactions(names: Sequence[str], count: int, dice: random.Random) -> Rows:
    header = ("Date", "Compte", "Type", "Contenu", "Contact", "Source", "Identifiant")
    rows = [
        (_day(dice), dice.choice(names), dice.choice(_TYPES), f"Contenu {dice.randrange(60)}",
         f"contact{dice.randrange(20_000)}@exemple.fr", dice.choice(("CRM", "Zapier")), f"int-{n:07d}")
        for n in range(count)
    ]  # fmt: skip
    return [header, *rows]


def _opportunities(names: Sequence[str], count: int, dice: random.Random) -> Rows:
    header = ("Identifiant", "Compte", "Opportunité", "Montant", "Devise", "Étape", "Créée le", "Clôturée le")
    rows: Rows = []
    for n in range(count):
        stage, created = dice.choice(_STAGES), _day(dice)
        over = stage in _STAGES[4:]
        closed = created + timedelta(days=dice.randrange(120)) if over else None
        amount = dice.randrange(100_000, 9_000_000) / 100
        rows.append((f"OPP-{n}", dice.choice(names), f"Projet {n}", amount, "EUR", stage, created, closed))
    return [header, *rows]


def _costs(names: Sequence[str], count: int, dice: random.Random) -> Rows:
    rows: Rows = [("Date", "Libellé", "Montant", "Compte", "Secteur")]
    for n in range(count):
        account = dice.choice(names) if n % 3 == 0 else None
        industry = dice.choice(_INDUSTRIES) if n % 3 == 1 else None
        rows.append((_day(dice), f"Ligne {n}", dice.randrange(1_000, 900_000) / 100, account, industry))
    return rows


def snapshot(content: dict[str, Rows]) -> Snapshot:
    """The tabs as a workbook in memory, by columns."""
    tabs = [Tab(title, [list(cells) for cells in zip(*rows, strict=True)]) for title, rows in content.items()]
    return Snapshot("large", tabs)


def save(content: dict[str, Rows], path: Path, *, inline: bool = True) -> None:
    """The tabs as a file, its texts in the cells or, as spreadsheet programs keep them, in one list."""
    with Workbook(str(path), {"constant_memory": inline, "default_date_format": "dd/mm/yyyy"}) as book:
        for title, rows in content.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
