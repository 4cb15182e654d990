"""Five shared account-based metrics, computed from one sheet that marketing and sales fill together."""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from abm_sheets.refresh import refresh
    from abm_sheets.report import Report
    from abm_sheets.workbook.opener import open_workbook

__version__ = "0.1.0"

__all__ = ["Report", "__version__", "open_workbook", "refresh"]

_HOMES = {"Report": "report", "open_workbook": "workbook.opener", "refresh": "refresh"}


class _Package(ModuleType):
    """The package, which loads what it offers when it is asked for: the command line's help needs none."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(name)
        return getattr(import_module(f"{self.__name__}.{_HOMES[name]}"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        # Whoever loads the module `refresh` would have it stand where its function does.
        if name not in _HOMES:
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
