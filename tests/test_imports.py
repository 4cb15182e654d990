"""The house keeps its order: who may import whom, who reads a clock, and how long things may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "abm_sheets"
ARCHITECTURE = PACKAGE.parent / "docs" / "architecture.md"

EVERYTHING = {"*"}
_WORDS_AND_FAULTS = {"language", "issues", "errors"}
_FIGURES = {"history", "metrics", "tables", "report"}
MAY_IMPORT: Mapping[str, set[str]] = {
    "palette": set(),
    "language": set(),
    "issues": set(),
    "collection": set(),
    "files": set(),
    "errors": {"language"},
    "report": {"issues"},
    "workbook.interface": {"palette", "errors"},
    "workbook": {"files", "workbook.interface", "palette", *_WORDS_AND_FAULTS},
    "tables": {"workbook.interface", *_WORDS_AND_FAULTS},
    "metrics": {"tables", "language"},
    "history": {"metrics", "tables", "issues", "language", "workbook.interface"},
    "story": {*_FIGURES, "issues", "language"},
    "outputs": {
        "story",
        "files",
        "palette",
        "workbook",
        "workbook.interface",
        *_FIGURES,
        *_WORDS_AND_FAULTS,
    },
    "explain": {"story", "metrics", "tables", "report", "workbook.interface", *_WORDS_AND_FAULTS},
    "upkeep": {
        "metrics",
        "refresh",
        "outputs",
        "tables",
        "workbook",
        "workbook.interface",
        "palette",
        *_WORDS_AND_FAULTS,
    },
    "refresh": {
        "story",
        "outputs",
        "workbook.interface",
        *_FIGURES,
        "errors",
        "language",
        "collection",
    },
    "intake": {"files", "tables", "workbook", "workbook.interface", *_WORDS_AND_FAULTS},
    "service": EVERYTHING,
    "cli": EVERYTHING,
    "__main__": {"cli"},
    "__init__": {"refresh", "report", "workbook"},
}
"""The rooms of the package, and those that each may import besides itself."""

COLUMNS = "workbook.coded"
"""How columns are held on both sides of a workbook's edge."""

INTERFACE = ("workbook.interface", "workbook.sheet")

SPREADSHEET_LIBRARIES = {"xlsxwriter", "python_calamine", "gspread", "openpyxl"}
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}
READ_A_CLOCK = {"refresh", "cli", "service"}

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_MAIN_PATH = 300, 50, 100
MOST_FUNCTIONS = 25
"""Nine functions in ten are shorter than this."""

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))
}


@cache
def nodes(module: str) -> Sequence[ast.AST]:
    return list(ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))))


def room(module: str) -> str:
    """A module's room; what every workbook can do, and what is written in it, stand apart from adapters."""
    return "workbook.interface" if module in (*INTERFACE, COLUMNS) else module.partition(".")[0]


def imported(module: str) -> Iterator[str]:
    """The dotted names that a module imports anywhere, its functions included."""
    for node in nodes(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports by a relative name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(module: str) -> Iterator[str]:
    """The modules of the package that a module imports."""
    for name in imported(module):
        package, _, rest = name.partition(".")
        if package == PACKAGE.name:
            yield _module_of(rest)


def _module_of(name: str) -> str:
    """The module that holds a dotted name: itself, a package, or the one that defines it."""
    while name:
        for candidate in (name, f"{name}.__init__"):
            if candidate in MODULES:
                return candidate
        name = name.rpartition(".")[0]
    return "__init__"


def functions(module: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_a_room_imports_only_what_it_may() -> None:
    against = {module: names for module in MODULES if (names := forbidden(module))}

    assert against == {}


def test_the_page_on_the_architecture_shows_the_table() -> None:
    page = ARCHITECTURE.read_text(encoding="utf-8")
    shown = page.partition("<!-- imports -->\n")[2].partition("<!-- /imports -->")[0]

    assert shown == "".join(_shown())


def _shown() -> Iterator[str]:
    yield "| room | may import |\n|---|---|\n"
    for name, allowed in MAY_IMPORT.items():
        names = "everything" if allowed >= EVERYTHING else ", ".join(f"`{each}`" for each in sorted(allowed))
        yield f"| `{name}` | {names or 'nothing of ours'} |\n"


def forbidden(module: str) -> set[str]:
    """The modules that a module imports and may not."""
    allowed = MAY_IMPORT[room(module)] | {room(module)}
    return set() if allowed >= EVERYTHING else {name for name in ours(module) if room(name) not in allowed}


def test_a_medium_reads_no_other_but_exports_the_tabs() -> None:
    read = {
        (_medium(module), _medium(name))
        for module in MODULES
        if room(module) == "outputs"
        for name in ours(module)
        if room(name) == "outputs" and _medium(name) != _medium(module)
    }

    assert read == {("files", "tabs")}


def _medium(module: str) -> str:
    return module.split(".")[1]


def test_no_module_imports_itself_through_others() -> None:
    graph = {module: set(ours(module)) - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_only_the_edge_imports_a_spreadsheet_library() -> None:
    importing = {
        module
        for module in MODULES
        if SPREADSHEET_LIBRARIES & {name.partition(".")[0] for name in imported(module)}
    }

    assert {room(module) for module in importing} == {"workbook"}, importing


@pytest.mark.parametrize("module", INTERFACE)
def test_the_interface_of_workbooks_imports_no_library(module: str) -> None:
    assert {name.partition(".")[0] for name in imported(module)} <= {
        "__future__",
        "abm_sheets",
        "collections",
        "dataclasses",
        "datetime",
        "enum",
        "functools",
        "typing",
    }


def test_only_the_command_line_and_the_main_path_read_a_clock() -> None:
    read = {
        f"{ast.unparse(node)} on line {node.lineno} of {module}"
        for module in MODULES
        if room(module) not in READ_A_CLOCK
        for node in nodes(module)
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and _is_clock(node.value)
    }

    assert read == set()


def _is_clock(owner: ast.expr) -> bool:
    """Whether an attribute's owner is `datetime`, `date`, `time` or `pd.Timestamp`, however reached."""
    return ast.unparse(owner).rpartition(".")[2] in {"datetime", "date", "time", "Timestamp"}


def test_modules_and_functions_stay_short() -> None:
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    long = {name for name in MODULES if any(length(each) > LONGEST_FUNCTION for each in functions(name))}

    assert lines["refresh"] <= LONGEST_MAIN_PATH
    assert {name for name, number in lines.items() if number > LONGEST_MODULE} == set()
    assert long == set()


def test_nine_functions_in_ten_are_much_shorter() -> None:
    lengths = [length(each) for module in MODULES for each in functions(module)]

    assert sum(each < MOST_FUNCTIONS for each in lengths) >= 0.9 * len(lengths)
