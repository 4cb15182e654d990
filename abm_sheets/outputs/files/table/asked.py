"""The output tab that a person names, laid out."""

from __future__ import annotations

from dataclasses import replace

from abm_sheets.errors import NoUsableTabError, UnknownTabError
from abm_sheets.language.catalogue import tab_titled
from abm_sheets.language.folding import squeeze
from abm_sheets.outputs.tabs import TABS
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Sheet


def tab_asked(name: str) -> str:
    """The key of the output tab that has a name: its key, or its title in either language.

    Raises:
        UnknownTabError: there is none.

    """
    keys = {squeeze(key): key for key in TABS}
    key = keys.get(squeeze(name)) or tab_titled(name)
    if key is None or key not in TABS:
        raise UnknownTabError(value=name, choices=" ".join(TABS))
    return key


def laid_out(view: View, tab: str) -> Sheet:
    """An output tab, by its key, as a refresh would write it; but an export freezes and notes nothing.

    Raises:
        NoUsableTabError: neither interactions nor opportunities can be read.

    """
    if view.tables.tell_nothing:
        raise NoUsableTabError
    only_kept = replace(
        view, history=replace(view.history, added=None), stages=replace(view.stages, added=())
    )
    return TABS[tab](only_kept)
