"""What a team starts from: the empty workbook with its guide, and the same filled with a sample quarter."""

from abm_sheets.upkeep.starter.files import save_sample, save_template
from abm_sheets.upkeep.starter.sample import SAMPLE_DAY
from abm_sheets.upkeep.starter.sheets import sample_sheets, template_sheets

__all__ = ["SAMPLE_DAY", "sample_sheets", "save_sample", "save_template", "template_sheets"]
