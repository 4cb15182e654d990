"""What is wrong between us and a spreadsheet, and the next thing to do about it."""

from abm_sheets.upkeep.doctor.answers import Question, gather
from abm_sheets.upkeep.doctor.checks import CHECKS, examine, examine_file
from abm_sheets.upkeep.doctor.facts import Finding, Level, first_step, has_errors

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
