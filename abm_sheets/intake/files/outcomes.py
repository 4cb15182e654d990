"""Which of the workbook's stages a deal is in, by the words that its system uses for how deals end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import repeat

from abm_sheets.intake.files.cleaning import Refusal
from abm_sheets.intake.files.drafts import Draft
from abm_sheets.intake.files.vocabulary import Vocabulary
from abm_sheets.intake.sources import Source
from abm_sheets.language import fold
from abm_sheets.language.catalogue import understood
from abm_sheets.tables.rows import as_text
from abm_sheets.workbook.interface import Cell

_PIPELINE = re.compile(r"\s+\([^()]*\)$")
_ENDS = ("won", "lost")


def stage_cells(draft: Draft, vocabulary: Vocabulary) -> Sequence[Cell]:
    """The stage of each deal in the workbook's words; a deal that is deleted is refused."""
    outcomes = Outcomes(draft.proposal.source, draft.proposal.language, vocabulary)
    told = [
        map(as_text, draft.cells(field)) if draft.has(field) else repeat("", len(draft))
        for field in ("stage", "status", "won", "over")
    ]
    stage_of = cache(outcomes.stage_of)
    stages: list[Cell] = []
    for position, row in enumerate(zip(*told, strict=True)):
        stage = stage_of(*row)
        if isinstance(stage, Refusal):
            draft.refuse(position, stage.rule, "status")
        stages.append("" if isinstance(stage, Refusal) else stage)
    return stages


class Outcomes:
    """How a system says that deals end, and how the workbook does."""

    def __init__(self, source: Source, language: str, vocabulary: Vocabulary) -> None:
        """Take the words of a source, whose headers are in a language."""
        self.source = source
        self.language = language
        self.vocabulary = vocabulary
        self.meanings = {fold(word): kind for kind, words in source.outcomes.items() for word in words}

    def stage_of(self, stage: str, status: str, won: str, over: str) -> str | Refusal:
        """The workbook's stage: its own won or lost one where the deal ended so, else as the system says.

        The status tells first, then the answers about winning and ending, then the name of the stage. Names
        that the workbook has are kept, and of others not the pipeline after them.
        """
        own = self.vocabulary.kind_of(stage)
        if own is None and self.source.pipeline_in_stage:
            stage = _PIPELINE.sub("", stage)
            own = self.vocabulary.kind_of(stage)
        told = self.meanings.get(fold(status)) or _flagged(won, over)
        if told == "deleted":
            return Refusal("deleted_record")
        kind = told or own or self.meanings.get(fold(stage))
        if kind in _ENDS and kind != own:
            return self.vocabulary.named(str(kind))
        label = self.source.labels.get("stage", {}).get(fold(stage))
        return stage if label is None else str(getattr(label, self.language))


def _flagged(won: str, over: str) -> str | None:
    """What the answers to «won?» and «over?» tell of a deal's end."""
    answers = understood("yes_no")
    if answers.get(fold(won)) == "yes":
        return "won"
    return "lost" if (answers.get(fold(won)), answers.get(fold(over))) == ("no", "yes") else None
