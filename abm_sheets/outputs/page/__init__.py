"""The one page: everything in a file of HTML, with no script and nothing to fetch."""

from abm_sheets.outputs.page.render import render

__all__ = ["render"]
