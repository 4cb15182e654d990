"""Parts that are extras of the installation, loaded by the commands that need them only."""

from __future__ import annotations

import logging
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from abm_sheets.errors import ReportNotInstalledError, UsageError
from abm_sheets.errors.incoming import ServiceNotInstalledError

if TYPE_CHECKING:
    from abm_sheets.service.desk import Desk


def service(part: str) -> ModuleType:
    """A module of the service.

    Raises:
        ServiceNotInstalledError: its packages are not installed.

    """
    return _load(f"abm_sheets.service.{part}", ServiceNotInstalledError)


def leadership(part: str) -> ModuleType:
    """A module of what is made for leadership.

    Raises:
        ReportNotInstalledError: its packages are not installed.

    """
    # What the drawing library remarks of the fonts and folders of a machine is nobody's business.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    return _load(f"abm_sheets.outputs.{part}", ReportNotInstalledError)


def _load(module: str, not_installed: type[UsageError]) -> ModuleType:
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("abm_sheets"):
            raise
        raise not_installed from None


def open_desk() -> Desk:
    """The administrator's hands on the service that the environment describes.

    Raises:
        AbmSheetsError: the service is not installed, or its database or account cannot be used.

    """
    configuration = service("configuration").read_configuration()
    desk: Desk = service("desk").Desk(service("worker").prepare(configuration))
    return desk
