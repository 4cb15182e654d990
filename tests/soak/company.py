"""A company that fills its sheet for a year: what its people know, kept apart from what the sheet holds."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from abm_sheets.language import catalogue
from abm_sheets.workbook.interface import Cell

Row = dict[str, Cell]

WORDS = catalogue("fr")
TABS: Mapping[str, Sequence[str]] = {
    "accounts": (
        "account",
        "domains",
        "industry",
        "size",
        "tier",
        "targeted",
        "targeted_from",
        "targeted_until",
    ),
    "interactions": ("date", "account", "type", "asset", "contact", "source", "id"),
    "opportunities": ("id", "account", "name", "amount", "stage", "created", "closed"),
    "marketing_costs": ("date", "label", "amount", "account", "industry"),
    "sales_costs": ("date", "label", "amount", "account", "industry"),
    "targets": ("metric", "quarter", "target"),
}
"""The tabs that people fill all year, with the columns that they fill."""

SETTINGS: Mapping[str, Sequence[int]] = {
    "engagement_min_interactions": (2, 3, 4),
    "engagement_window_days": (30, 45),
    "stagnation_days": (14, 21, 28),
    "small_sample": (3, 5),
}
"""The settings that an administrator changes, with the values tried."""

_TYPES = (
    "Visite site",
    "Réponse e-mail",
    "LinkedIn",
    "Webinaire",
    "Livre blanc",
    "Rendez-vous",
    "Ouverture e-mail",
)
_OPEN = ("Découverte", "Qualification", "Proposition", "Négociation")
_NAMES = ("Alizé", "Boréal", "Cézanne", "Dune", "Écluse", "Fjord", "Granit", "Hêtre", "Iris", "Jade")


@dataclass
class Company:
    """What was typed, by tab, in the order typed, and the settings in force."""

    chance: random.Random
    rows: dict[str, list[Row]] = field(default_factory=lambda: {key: [] for key in TABS})
    settings: dict[str, int] = field(default_factory=dict)

    def begin(self, day: date) -> dict[str, list[Row]]:
        """The rows of the first day: accounts to target, and what they are expected to bring."""
        accounts = [self._account(at, day) for at in range(self.chance.randint(8, 16))]
        quarter = f"{day.year}-T{(day.month - 1) // 3 + 1}"
        targets: list[Row] = [
            {"metric": metric, "quarter": quarter, "target": target}
            for metric, target in (("Comptes engagés", 6), ("Revenus", 50_000), ("ROI", 2))
        ]
        return self._keep({"accounts": accounts, "targets": targets})

    def week(self, day: date) -> dict[str, list[Row]]:
        """The rows that people add in the week before a day."""
        new: dict[str, list[Row]] = {
            "interactions": [self._touch(day) for _ in range(self.chance.randint(2, 14))],
            "opportunities": [self._deal(day) for _ in range(self.chance.choice((0, 0, 1, 1, 2)))],
            "marketing_costs": [self._cost(day) for _ in range(self.chance.choice((0, 0, 1)))],
            "sales_costs": [self._cost(day) for _ in range(self.chance.choice((0, 0, 1)))],
            "accounts": [self._account(len(self.rows["accounts"]), day)]
            if self.chance.random() < 0.15
            else [],
        }
        return self._keep(new)

    def moves(self, day: date) -> list[tuple[str, Row]]:
        """The deals that go on, are signed or are lost: their ids, and the cells that change."""
        changed: list[tuple[str, Row]] = []
        for deal in self.rows["opportunities"]:
            if deal["stage"] in _OPEN and self.chance.random() < 0.2:
                cells = self._next_stage(deal, day)
                deal.update(cells)
                changed.append((str(deal["id"]), cells))
        return changed

    def content(self) -> dict[str, list[Row]]:
        """All of it, as rows that an independent reading knows."""
        types, stages = (WORDS.find(f"words.{name}") for name in ("interaction_types", "stages"))
        return {
            **self.rows,
            "settings": [{"setting": name, "value": value} for name, value in self.settings.items()],
            "interaction_types": [{**each, "type": each["name"]} for each in types],
            "stages": [{**each, "stage": each["name"]} for each in stages],
        }

    def _keep(self, new: dict[str, list[Row]]) -> dict[str, list[Row]]:
        for key, rows in new.items():
            self.rows[key].extend(rows)
        return new

    def _account(self, at: int, day: date) -> Row:
        name = f"{_NAMES[at % len(_NAMES)]} {at + 1}"
        return {
            "account": name,
            "domains": f"compte{at + 1}.fr",
            "industry": self.chance.choice(("Industrie", "Santé", "Énergie", None)),
            "size": self.chance.choice(("1-49", "50-249", "250+")),
            "tier": self.chance.choice(("A", "B", None)),
            "targeted": self.chance.choice((None, "oui", True)),
            "targeted_from": self.chance.choice((None, day, day - timedelta(20))),
            "targeted_until": day + timedelta(200) if self.chance.random() < 0.15 else None,
        }

    def _named(self) -> str:
        """An account as people name it: by name, in capitals, or by an address of it."""
        account = self.chance.choice(self.rows["accounts"])
        name, domain = str(account["account"]), str(account["domains"])
        return self.chance.choice((name, name.upper(), f"ana@{domain}", domain))

    def _touch(self, day: date) -> Row:
        number = len(self.rows["interactions"]) + self.chance.randint(1, 10**9)
        return {
            "date": day - timedelta(self.chance.randint(0, 9)),
            "account": self._named() if self.chance.random() < 0.95 else "Inconnue et fils",
            "type": self.chance.choice(_TYPES),
            "asset": self.chance.choice((None, "Étude 2026", "Démo", "Cas client")),
            "contact": self.chance.choice((None, "Ana", "Bob", "Chloé")),
            "source": None,
            "id": f"I{number}",
        }

    def _deal(self, day: date) -> Row:
        return {
            "id": f"D{len(self.rows['opportunities'])}-{self.chance.randint(0, 10**6)}",
            "account": self._named(),
            "name": "Projet",
            "amount": self.chance.choice((None, 4_000, 12_500.5, 30_000, 75_000)),
            "stage": self.chance.choice(_OPEN[:2]),
            "created": day - timedelta(self.chance.randint(0, 6)),
            "closed": None,
        }

    def _next_stage(self, deal: Row, day: date) -> Row:
        at = _OPEN.index(str(deal["stage"]))
        if at + 1 < len(_OPEN) and self.chance.random() < 0.7:
            return {"stage": _OPEN[at + 1]}
        return {
            "stage": self.chance.choice(("Gagnée", "Perdue")),
            "closed": day - timedelta(self.chance.randint(0, 3)),
        }

    def _cost(self, day: date) -> Row:
        named = self.chance.random() < 0.5
        return {
            "date": day - timedelta(self.chance.randint(0, 6)),
            "label": "Salon",
            "amount": self.chance.choice((150, 999.99, 2_400)),
            "account": self._named() if named else None,
            "industry": None if named else self.chance.choice((None, "Santé", "Énergie")),
        }
