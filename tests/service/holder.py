"""A process that takes a worker's place on a database, says which, and holds it until it is killed."""

from __future__ import annotations

import sys

import sqlalchemy as sa

from abm_sheets.outputs.terminal import show
from abm_sheets.service.slots import slots_of

if __name__ == "__main__":
    slots = slots_of(sa.create_engine(sys.argv[1]))
    show(slots.take())
    sys.stdout.flush()
    sys.stdin.read()
