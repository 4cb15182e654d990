"""Print the oracle's JSON: `python -m tests.oracle WORKBOOK --as-of D`."""

import argparse
import json
import sys
from datetime import date

from tests.oracle.figures import figures
from tests.oracle.reading import read_workbook


def main() -> None:
    """Read the arguments, then the workbook, and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle")
    parser.add_argument("workbook")
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    arguments = parser.parse_args()
    result = figures(read_workbook(arguments.workbook), arguments.as_of)
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
