"""The systems that are read live: what each needs of a customer, and how it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from abm_sheets.errors.incoming import NoSuchSourceError
from abm_sheets.errors.sources import OptionNeededError, OptionUnknownError, TokenNeededError
from abm_sheets.intake.sources.reading import Access, System
from abm_sheets.workbook.google.address import own_address


@dataclass(frozen=True)
class Option:
    """What a customer may choose of a system, or must; the first of its `choices`, if any, is usual."""

    name: str
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Live:
    """A system that is read live, by the module of its key beside this one.

    - `secrets`: the environment variables of its keys, by the names that its module gives them.
    - `variable`: that of a server on this machine which stands in for it.
    """

    key: str
    secrets: Mapping[str, str]
    options: tuple[Option, ...] = ()

    @property
    def variable(self) -> str:
        """The environment variable of a stand-in's address."""
        return f"ABM_SHEETS_{self.key.upper()}_URL"

    def secrets_of(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The system's keys, as an environment gives them.

        Raises:
            TokenNeededError: one is not there.

        """
        found = {name: environment.get(variable, "").strip() for name, variable in self.secrets.items()}
        for name, secret in found.items():
            if not secret:
                raise TokenNeededError(system=self.key, variable=self.secrets[name])
        return found

    def check(self, options: Mapping[str, str]) -> None:
        """Refuse options that the system does not have.

        Raises:
            OptionUnknownError: a name or a value is none. OptionNeededError: one is missing.

        """
        known = {option.name: option for option in self.options}
        for name, value in options.items():
            if name not in known:
                raise OptionUnknownError(system=self.key, value=name, choices=", ".join(known))
            choices = known[name].choices
            if choices and value not in choices:
                raise OptionUnknownError(system=self.key, value=value, choices=", ".join(choices))
        for option in self.options:
            if option.required and not options.get(option.name):
                raise OptionNeededError(system=self.key, value=option.name)

    def open(self, access: Access) -> System:
        """The system, ready to be read; nothing is sent yet."""
        self.check(access.options)
        system: System = import_module(f"{__package__}.{self.key}").open_system(access)
        return system

    def open_from(
        self, environment: Mapping[str, str], now: datetime, options: Mapping[str, str], language: str
    ) -> System:
        """The system with the keys, and at the stand-in if any, that an environment gives."""
        address = own_address(self.variable, environment)
        return self.open(Access(self.secrets_of(environment), now, options, language, address))


LIVE = (
    Live(
        "hubspot",
        secrets={"token": "ABM_SHEETS_HUBSPOT_TOKEN"},
        options=(Option("meetings", ("completed", "past")),),
    ),
    Live(
        "pipedrive",
        secrets={"token": "ABM_SHEETS_PIPEDRIVE_TOKEN"},
        options=(Option("target", required=True), Option("target_value"), Option("activities")),
    ),
)
"""Every system that is read live, the usual one first."""


def find_live(key: str) -> Live:
    """The live system of a key.

    Raises:
        NoSuchSourceError: there is none.

    """
    for live in LIVE:
        if live.key == key:
            return live
    raise NoSuchSourceError(value=key, choices=", ".join(live.key for live in LIVE))


def keyed(environment: Mapping[str, str]) -> list[str]:
    """The systems all of whose keys an environment has."""
    return [live.key for live in LIVE if all(environment.get(name) for name in live.secrets.values())]
