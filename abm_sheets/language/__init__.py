"""The languages of the product, a folder each: titles, headers, vocabulary, messages, number formats."""

from abm_sheets.language.catalogue import Catalogue, catalogue
from abm_sheets.language.folding import fold
from abm_sheets.language.formats import LANGUAGES, Formats

__all__ = ["LANGUAGES", "Catalogue", "Formats", "catalogue", "fold"]
