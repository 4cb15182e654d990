"""Logs: a line of JSON each, with the run that it is about, and nothing that is nobody's business."""

from __future__ import annotations

import io
import json
import logging
import threading
from datetime import datetime
from typing import Any

import pytest
from dbos._logger import init_logger
from pythonjsonlogger.json import JsonFormatter

from abm_sheets.outputs.message import Message
from abm_sheets.service.channels import deliver_in_time
from abm_sheets.service.telemetry import Sparing, run_named
from tests.service.callers.calls import Clock
from tests.service.conftest import Logged
from tests.service.inbox import load_channels

LOG = logging.getLogger("abm_sheets.essai")


def test_a_record_is_a_line_of_json_with_its_run(logged: Logged) -> None:
    LOG.info("avant")
    with run_named("r1"):
        LOG.warning("ligne %d\nsuite « é »", 3)
    LOG.debug("détail")
    before, during = logged()

    assert (before["message"], before["run"], before["level"]) == ("avant", "", "INFO")
    assert (during["message"], during["run"], during["level"]) == ("ligne 3\nsuite « é »", "r1", "WARNING")
    assert during["logger"] == "abm_sheets.essai"
    assert datetime.strptime(during["time"], "%Y-%m-%d %H:%M:%S,%f")  # noqa: DTZ007 (the machine's own clock)


def test_an_exception_is_in_the_same_line(logged: Logged) -> None:
    try:
        int("où")
    except ValueError:
        LOG.exception("perdu")
    (line,) = logged()

    assert line["exc_info"].endswith("'où'")


def test_each_job_names_its_own_run(logged: Logged) -> None:
    together = threading.Barrier(2)

    def work(name: str) -> None:
        with run_named(name):
            together.wait()
            LOG.info("de %s", name)

    jobs = [threading.Thread(target=work, args=[name]) for name in ("r1", "r2")]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()

    assert {(line["message"], line["run"]) for line in logged()} == {("de r1", "r1"), ("de r2", "r2")}


@pytest.mark.parametrize(
    ("name", "level", "lines"),
    [
        ("dbos", logging.INFO, 0),
        ("dbos", logging.WARNING, 1),
        ("urllib3.connectionpool", logging.INFO, 0),
        ("apprise", logging.ERROR, 0),
        ("abm_sheets.service.worker", logging.INFO, 1),
        ("abm_sheets.workbook.google.client", logging.DEBUG, 0),
    ],
)
def test_libraries_say_what_is_useful_only(logged: Logged, name: str, level: int, lines: int) -> None:
    # DBOS looks for a handler of its own when it starts, and adds one where there is none.
    init_logger()
    logging.getLogger(name).log(level, "bonjour")

    assert [line["message"] for line in logged()] == ["bonjour"] * lines


def test_a_channel_that_fails_is_not_named(logged: Logged, capfd: pytest.CaptureFixture[str]) -> None:
    load_channels()
    message = Message(role=None, title="", body="bonjour", label="", link="", changed=True)

    assert not deliver_in_time("json://lea:motdepasse@127.0.0.1:1/secret-du-canal", message, 30)
    assert logged() == []
    assert capfd.readouterr().err == ""


def reported(clock: Clock, *after: float) -> list[dict[str, Any]]:
    """The lines about a failure that comes after each of some pauses, and of something else an hour later."""
    stream = io.StringIO()
    sparing = Sparing(stream, clock)
    sparing.setFormatter(JsonFormatter("{message}", style="{"))
    for seconds in after:
        clock.pass_by(seconds)
        sparing.handle(logging.makeLogRecord({"msg": "plus de fichiers", "levelno": logging.ERROR}))
    clock.pass_by(3600)
    sparing.handle(logging.makeLogRecord({"msg": "autre chose", "levelno": logging.INFO}))
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_the_same_trouble_is_told_once_a_minute_with_a_count() -> None:
    often = reported(Clock(), *[0.1] * 1300)
    once = reported(Clock(), 0)
    seldom = reported(Clock(), 0, 61, 61)

    assert len(often) == 5
    assert sum(line.get("repeated", 0) for line in often) == 1299
    assert [line["message"] for line in once] == ["plus de fichiers", "autre chose"]
    assert [line.get("repeated") for line in seldom] == [None, None, None, None]


def test_what_is_told_of_each_run_is_told(logged: Logged) -> None:
    for name in ("r1", "r2", "r1"):
        with run_named(name):
            LOG.warning("attempt failed: %s", "QuotaError")

    assert [line["run"] for line in logged()] == ["r1", "r2"]
