"""A worker in a process of its own, which says its name and works until it is killed."""

from __future__ import annotations

import sys
from dataclasses import replace

from abm_sheets.outputs.terminal import show
from abm_sheets.service.configuration import read_configuration
from abm_sheets.service.worker import prepare, working

if __name__ == "__main__":
    # Nothing is gained by looking more often, even where minutes are very short.
    with working(prepare(replace(read_configuration(), poll=0.05))) as name:
        show(name)
        sys.stdout.flush()
        sys.stdin.read()
