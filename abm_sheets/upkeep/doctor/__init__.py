"""What is wrong between us and a spreadsheet, and the next thing to do about it."""

from abm_sheets.upkeep.doctor.checks import CHECKS, examine
from abm_sheets.upkeep.doctor.findings import Finding, Level, first_step, has_errors
from abm_sheets.upkeep.doctor.gather import Question, gather
from abm_sheets.upkeep.doctor.local import examine_file

__all__ = [
    "CHECKS",
    "Finding",
    "Level",
    "Question",
    "examine",
    "examine_file",
    "first_step",
    "gather",
    "has_errors",
]
