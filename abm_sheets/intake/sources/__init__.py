"""The sources that are known: other systems' exports, each a table of names, and files with our headers."""

from abm_sheets.intake.sources.known import find_source, known_headers, recognisable, source_keys
from abm_sheets.intake.sources.model import Source

__all__ = ["Source", "find_source", "known_headers", "recognisable", "source_keys"]
