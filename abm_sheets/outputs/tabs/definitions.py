"""The definitions: what each metric means, how it is computed under the settings in force, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from abm_sheets.metrics.known import BY_KEY, METRICS, SHARED
from abm_sheets.outputs.tabs.settings_in_force import add_version, settings_columns
from abm_sheets.outputs.tabs.stack import Stack
from abm_sheets.palette import Tone
from abm_sheets.story.view import View
from abm_sheets.workbook.sheet import Sheet, Style, TableColumn

_WIDTHS = (35, 38, 62, 25, 18)


def definitions(view: View) -> Sheet:
    """Lay out the definitions: metrics, statuses, account stages, interaction types, settings."""
    stack = Stack("definitions", len(_WIDTHS))
    _open(view, stack)
    for key, columns in (
        ("metrics", _metric_columns(view)),
        ("statuses", _status_columns(view)),
        ("stages", _stage_columns(view)),
        ("types", _type_columns(view)),
        ("settings", settings_columns(view)),
    ):
        stack.heading(view.words.text(f"definitions.captions.{key}"))
        stack.table(columns, {0: _status_tones(view)} if key == "statuses" else None)
    add_version(view, stack)
    return stack.sheet(view.words, widths=dict(enumerate(_WIDTHS)))


def _open(view: View, stack: Stack) -> None:
    formats, period = view.words.formats, view.figures.period
    start, end, day = map(formats.long_day, (period.start, period.quarter_end, period.end))
    stack.line(view.words.title("definitions"), Style.TITLE)
    stack.line(view.words.text("definitions.intro"))
    stack.line(view.words.text("definitions.period", start=start, end=end, day=day))


def _metric_columns(view: View) -> Sequence[TableColumn]:
    """The five shared metrics, then the counts and amounts that they come from."""
    metrics = [*SHARED, *(metric for metric in METRICS if metric not in SHARED)]
    text, word, title = view.words.text, view.words.word, view.words.title
    formulas = [formula(view, metric) for metric in metrics]
    owners = [", ".join(word("role", role) for role in BY_KEY[metric].owners) for metric in metrics]
    return (
        _column(view, "metric", [word("metric", metric) for metric in metrics], Style.LABEL),
        _column(view, "meaning", [text(f"definitions.meaning.{metric}") for metric in metrics]),
        _column(view, "formula", formulas),
        _column(view, "sources", [", ".join(map(title, BY_KEY[metric].inputs)) for metric in metrics]),
        _column(view, "owner", owners),
    )


def formula(view: View, metric: str) -> str:
    """How a metric is computed under the settings in force."""
    return view.words.text(f"definitions.formula.{metric}", None, **_facts(view))


def stage_rule(view: View, stage: str) -> str:
    """What gives an account its stage under the settings in force."""
    return view.words.text(f"definitions.stage.{stage}", None, **_facts(view))


def _status_columns(view: View) -> Sequence[TableColumn]:
    words, facts = view.words, _facts(view)
    rules = [words.text(f"definitions.status.{key}", None, **facts) for key in words.words("status")]
    return (
        _column(view, "status", list(words.words("status").values()), Style.STATUS),
        _column(view, "rule", rules),
    )


def _stage_columns(view: View) -> Sequence[TableColumn]:
    """The first rule that holds gives an account its stage."""
    words = view.words
    stages = words.words("account_stage") | {"stagnating": words.text("definitions.extra.stagnating")}
    rules = [stage_rule(view, key) for key in stages]
    return (
        _column(view, "stage", list(stages.values()), Style.LABEL),
        _column(view, "rule", rules),
    )


def _type_columns(view: View) -> Sequence[TableColumn]:
    types = view.tables.interaction_types
    return (
        _column(view, "type", types["type"].tolist(), Style.LABEL),
        _column(view, "engagement", _answers(view, types["engagement"])),
        _column(view, "marketing", _answers(view, types["marketing"])),
    )


def _answers(view: View, flags: Iterable[bool]) -> Sequence[str]:
    answers = view.words.words("yes_no")
    return [answers["yes" if flag else "no"] for flag in flags]


def _column(view: View, key: str, values: Sequence[str], style: Style = Style.WRAPPED) -> TableColumn:
    return TableColumn(view.words.text(f"definitions.columns.{key}"), values, style)


def _status_tones(view: View) -> Mapping[str, Tone]:
    return {word: Tone(key) for key, word in view.words.words("status").items()}


def _facts(view: View) -> Mapping[str, object]:
    """What formulas quote of the settings in force."""
    settings, text = view.tables.settings, view.words.text
    days = settings.influence_lookback_days
    return asdict(settings) | {
        "value": text(f"definitions.velocity_value.{settings.velocity_value}"),
        "cycle": text(f"definitions.cycle.{settings.cycle}"),
        "allocation": text(f"definitions.allocation.{settings.cost_allocation}"),
        "lookback": text("definitions.lookback", days=days) if days else "",
    }
