"""All that the local Google remembers, in one place."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from typing import Any

from tests.google.edits import Edits
from tests.google.faults import KNOWN, Rules
from tests.google.quotas import Quotas
from tests.google.signing import Keys
from tests.google.tokens import LIFETIME_S, Tokens
from tests.google.world import World

Json = dict[str, Any]

SIGNING = "identity"
"""Whose key signs identity tokens."""


@dataclass
class Google:
    """The files and groups, the tokens and keys, what was called, and what is to go wrong.

    `strangers` are addresses without a Google account, `apis` says which APIs the project has enabled,
    `apps` the programs that made a file, `kept` the files as they were at moments that tests come back to.
    """

    url: str = ""
    world: World = field(default_factory=World)
    strangers: set[str] = field(default_factory=set)
    keys: Keys = field(default_factory=Keys)
    tokens: Tokens = field(default_factory=Tokens)
    quotas: Quotas = field(default_factory=Quotas)
    faults: Rules = field(default_factory=lambda: Rules(KNOWN))
    edits: Edits = field(default_factory=Edits)
    log: list[Json] = field(default_factory=list)
    apis: dict[str, bool] = field(default_factory=lambda: {"sheets": True, "drive": True})
    apps: dict[str, set[str]] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)

    def keep(self, name: str) -> None:
        """Keep the files as they are now, under a name."""
        self.kept[name] = pickle.dumps(self.world.files)

    def restore(self, name: str) -> None:
        """Put the files back as they were when they were kept."""
        self.world.files.clear()
        self.world.files.update(pickle.loads(self.kept[name]))  # noqa: S301  # our own

    def reset(self, *, keep_files: bool = False) -> None:
        """Forget files, faults, edits, counts and the log; tokens and keys stay good."""
        if not keep_files:
            self.world.files.clear()
            self.apps.clear()
        self.world.groups.clear()
        self.world.results.clear()
        self.strangers.clear()
        self.faults.clear()
        self.edits.clear()
        self.quotas.clear()
        self.log.clear()
        self.tokens.lifetime_s = LIFETIME_S
        self.apis.update(sheets=True, drive=True)
