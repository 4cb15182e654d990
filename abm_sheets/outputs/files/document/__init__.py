"""The definitions of the metrics and the meeting's playbook, as a document for other tools."""

from abm_sheets.outputs.files.document.content import Document, document
from abm_sheets.outputs.files.document.defaults import default_workbook
from abm_sheets.outputs.files.document.markdown import markdown_file
from abm_sheets.outputs.files.document.notion import notion_archive

__all__ = ["Document", "default_workbook", "document", "markdown_file", "notion_archive"]
