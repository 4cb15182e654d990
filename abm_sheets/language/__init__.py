"""The two languages of the product: titles, headers, vocabulary, messages and number formats."""

from abm_sheets.language.catalogue import LANGUAGES, Catalogue, catalogue
from abm_sheets.language.folding import fold
from abm_sheets.language.formats import Formats

__all__ = ["LANGUAGES", "Catalogue", "Formats", "catalogue", "fold"]
