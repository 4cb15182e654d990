"""The files that people copy to run the program hold together, and keep Monday at 9:00 in Paris."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from croniter import croniter

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "templates" / "deploy"
MONDAYS = {
    "the last of winter": "2026-03-23T08:00Z",
    "the first of summer": "2026-03-30T07:00Z",
    "the last of summer": "2026-10-19T07:00Z",
    "the first of winter": "2026-10-26T08:00Z",
}
"""Monday at 9:00 in Paris on both sides of both changes of hour."""

mondays = pytest.mark.parametrize("monday", MONDAYS.values(), ids=MONDAYS)
files = pytest.mark.parametrize("name", sorted(path.name for path in DEPLOY.iterdir()))


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def parsed(name: str) -> Any:
    """A YAML file, every scalar as it is written: `on` is no boolean."""
    return yaml.load(text(name), Loader=yaml.BaseLoader)  # noqa: S506 (it makes strings only)


def needs(command: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(command) is None, reason=f"{command} is not installed")


def stand_in(folder: Path, name: str, script: str) -> None:
    """Put a command of that name first where commands are looked for."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def ran(command: Sequence[str], folder: Path | None = None, **variables: str) -> str:
    """What a command that succeeds prints; `folder` holds its stand-ins."""
    path = os.pathsep.join(filter(None, [str(folder) if folder else "", os.environ["PATH"]]))
    environment = {"PATH": path, "HOME": os.environ.get("HOME", "/"), **variables}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


# Variables


DOCUMENTED = set(re.findall(r"^#?([A-Z_]+)=", text("service.env.example"), re.MULTILINE))


@files
def test_every_variable_is_explained(name: str) -> None:
    named = set(re.findall(r"\b(?:ABM_SHEETS_[A-Z_]+|POSTGRES_PASSWORD)\b", text(name)))

    assert named <= DOCUMENTED


def test_every_variable_of_the_service_is_explained() -> None:
    source = (ROOT / "abm_sheets" / "service" / "configuration.py").read_text(encoding="utf-8")

    assert set(re.findall(r'"(ABM_SHEETS_[A-Z_]+)"', source)) <= DOCUMENTED


# The image


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions and what they are given, in order."""
    joined = re.sub(r"\\\n\s*", "", text("Dockerfile"))
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(maxsplit=1)[0], line.split(maxsplit=1)[1]) for line in lines]


def given(instruction: str) -> list[str]:
    return [value for name, value in instructions() if name == instruction]


def test_the_image_copies_what_is_there_and_runs_as_nobody() -> None:
    sources = [source for value in given("COPY") for source in value.split()[:-1]]
    names = [name for name, _ in instructions()]

    assert (names[0], given("FROM")) == ("FROM", ["python:3.12-slim"])
    assert {"requirements-service.txt", "abm_sheets", "templates", "pyproject.toml"} <= set(sources)
    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert given("USER") == ["10001"]
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "COPY")


def test_nothing_else_enters_the_image() -> None:
    *rules, caches = [line for line in text("Dockerfile.dockerignore").splitlines() if line[0] != "#"]
    copied = {f"!/{source}" for value in given("COPY") for source in value.split()[:-1]}

    assert rules[0] == "/*"
    assert set(rules[1:]) == copied
    assert caches == "**/__pycache__"


@pytest.mark.parametrize(("variables", "port"), [({}, "8080"), ({"PORT": "9123"}, "9123")])
def test_the_image_serves_on_the_port_it_is_told(
    variables: Mapping[str, str], port: str, tmp_path: Path
) -> None:
    stand_in(tmp_path, "abm-sheets", 'echo "$@"')

    printed = ran(json.loads(given("CMD")[0]), tmp_path, **variables)

    assert printed.split() == ["serve", "--host", "0.0.0.0", "--port", port]  # noqa: S104 (a container)


@contextmanager
def answering(status: int) -> Iterator[str]:
    """A server that answers any path so; its port."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield str(server.server_port)
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (503, False)])
def test_the_image_knows_how_it_is(status: int, healthy: bool) -> None:  # noqa: FBT001 (a parameter)
    (check,) = given("HEALTHCHECK")
    _, *arguments = json.loads(check.partition("CMD ")[2])

    with answering(status) as port:
        done = subprocess.run(
            [sys.executable, *arguments], env={"PORT": port}, capture_output=True, check=False
        )

    assert (done.returncode == 0) is healthy


def test_compose_runs_two_copies_over_a_database_that_is_kept() -> None:
    found = parsed("compose.yaml")
    database, service = found["services"]["database"], found["services"]["service"]

    assert database["image"] == "postgres:17"
    assert [volume.partition(":")[0] for volume in database["volumes"]] == list(found["volumes"])
    assert database["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert service["deploy"]["replicas"] == "2"
    assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert service["secrets"] == list(found["secrets"])
    assert service["environment"]["ABM_SHEETS_CREDENTIALS"] == "/run/secrets/credentials"
    assert "/readyz" in service["healthcheck"]["test"][-1]
    context = DEPLOY / service["build"]["context"]
    assert (context / service["build"]["dockerfile"]).samefile(DEPLOY / "Dockerfile")


def test_google_builds_the_same_image() -> None:
    (step,) = parsed("cloudbuild.yaml")["steps"]

    assert step["args"][1:3] == ["--file", (DEPLOY / "Dockerfile").relative_to(ROOT).as_posix()]
    assert parsed("cloudbuild.yaml")["images"] == [step["args"][4]]


# Monday at 9:00


def moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


def _github() -> tuple[str, str]:
    (schedule,) = parsed("github-actions.yml")["on"]["schedule"]
    return schedule["cron"], schedule["timezone"]


def _gitlab() -> tuple[str, str]:
    cron, zone = re.findall(r'--cron(?:TimeZone)? "([^"]+)"', text("gitlab-ci.yml"))
    return cron, zone


def _cloud_scheduler() -> tuple[str, str]:
    cron, zone = re.findall(r'--schedule="([^"]+)" --time-zone=(\S+)', text("cloud-run.sh"))[0]
    return cron, zone


@mondays
@pytest.mark.parametrize("found", [_github, _gitlab, _cloud_scheduler])
def test_schedules_with_a_time_zone_follow_paris(found: Any, monday: str) -> None:
    cron, zone = found()
    before = (moment(monday) - timedelta(days=3)).astimezone(ZoneInfo(zone))

    assert croniter(cron, before).get_next(datetime).astimezone(UTC) == moment(monday)


@mondays
@needs("systemd-analyze")
def test_the_timer_follows_paris(monday: str) -> None:
    (calendar,) = re.findall("^OnCalendar=(.*)$", text("abm-sheets-refresh.timer"), re.MULTILINE)
    before = (moment(monday) - timedelta(days=3)).strftime("%Y-%m-%d %H:%M:%S UTC")

    printed = ran(["systemd-analyze", "calendar", f"--base-time={before}", calendar], TZ="UTC")

    assert f"Next elapse: {moment(monday):%a %Y-%m-%d %H:%M:%S} UTC" in printed


@mondays
def test_cron_tries_each_hour_and_acts_at_nine_in_paris(monday: str, tmp_path: Path) -> None:
    *variables, line = [each for each in text("cron.example").splitlines() if not each.startswith("#")]
    assert line.startswith("0 * * * * ")
    # cron reads \% as the sign itself.
    command = line.removeprefix("0 * * * * ").replace("\\%", "%").replace("/opt/abm-sheets/bin/", "")
    stand_in(tmp_path, "abm-sheets", f'echo "$@" >>{tmp_path}/acted')
    around = [moment(monday) + timedelta(hours=hours) for hours in (-168, -24, -2, -1, 0, 1, 2, 24)]

    acted = []
    for hour in around:
        stand_in(tmp_path, "date", f'exec {shutil.which("date")} --date=@{hour.timestamp():.0f} "$@"')
        assert _of_cron(command, tmp_path, variables) == ""
        acted += [hour] * len(_lines(tmp_path / "acted"))
        (tmp_path / "acted").unlink(missing_ok=True)

    assert acted == [
        hour for hour in around if hour.astimezone(ZoneInfo("Europe/Paris")).hour == 9 and hour.weekday() == 0
    ]
    assert moment(monday) in acted


def _of_cron(command: str, folder: Path, variables: Sequence[str]) -> str:
    """What a line of cron's prints; the line's own status is no failure."""
    named = dict(each.split("=", 1) for each in variables)
    return ran(["/bin/sh", "-c", f"{command} || true"], folder, **named)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


# The commands


def test_github_refreshes_with_the_secret_and_leaves_it_to_its_owner(tmp_path: Path) -> None:
    *_, step = parsed("github-actions.yml")["jobs"]["refresh"]["steps"]
    stand_in(tmp_path / "bin", "abm-sheets", 'echo "$@"')
    key = '{"private_key": "a\\nb", "it": "$HOME `id`"}'

    printed = ran(
        ["bash", "-e", "-c", step["run"]],
        tmp_path / "bin",
        ABM_SHEETS_KEY=key,
        ABM_SHEETS_WORKBOOK="ADRESSE",
        RUNNER_TEMP=str(tmp_path),
    )

    file = tmp_path / "credentials.json"
    assert printed.split() == ["refresh", "ADRESSE", "--credentials", str(file)]
    assert (file.read_text(encoding="utf-8"), file.stat().st_mode & 0o777) == (key, 0o600)
    assert set(step["env"]) <= DOCUMENTED


def test_gitlab_refreshes_when_it_is_asked_to(tmp_path: Path) -> None:
    job = parsed("gitlab-ci.yml")["refresh"]
    stand_in(tmp_path, "abm-sheets", 'echo "$@"')

    printed = ran(["bash", "-e", "-c", job["script"][-1]], tmp_path, ABM_SHEETS_WORKBOOK="ADRESSE")

    assert printed.split() == ["refresh", "ADRESSE"]
    assert '"schedule"' in job["rules"][0]["if"]


@pytest.mark.parametrize("name", ["github-actions.yml", "gitlab-ci.yml", "Dockerfile", "README.md"])
def test_what_is_installed_is_pinned(name: str) -> None:
    locks = set(re.findall(r"--requirement (\S+)", text(name)))

    assert locks
    assert all((ROOT / lock).is_file() for lock in locks)
    assert len(re.findall(r"--no-deps \.", text(name))) == 1


UNITS = ["abm-sheets.service", "abm-sheets-refresh.service", "abm-sheets-refresh.timer"]


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units beside each other, their program one that is there."""
    for unit in UNITS:
        content = text(unit).replace("/opt/abm-sheets/bin/abm-sheets", shutil.which("true") or "")
        (tmp_path / unit).write_text(content, encoding="utf-8")
    return tmp_path


@needs("systemd-analyze")
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_the_units(unit: str, units: Path) -> None:
    printed = ran(["systemd-analyze", "verify", "--man=no", str(units / unit)])

    assert unit not in printed


@needs("systemd-analyze")
@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_the_units_are_hardened(unit: str, units: Path) -> None:
    ran(["systemd-analyze", "security", "--offline=true", "--threshold=20", str(units / unit)])


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_the_units_run_as_nobody_and_read_a_credential(unit: str) -> None:
    lines = text(unit).splitlines()

    assert {
        "DynamicUser=yes",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
    } <= set(lines)
    assert "LoadCredential=credentials.json:/etc/abm-sheets/credentials.json" in lines
    assert "Environment=ABM_SHEETS_CREDENTIALS=%d/credentials.json" in lines


# Google Cloud


GCLOUD = """
printf '%s\\n' "$*" >>"$CALLS"
case "$*" in
  *" describe mon-projet "*) echo 123456 ;;
  *" describe "*) exit "$MISSING" ;;
  *" versions add abm-sheets-"*) cat >"$CALLS.${6#abm-sheets-}" ;;
esac
"""


def deployed(folder: Path, missing: int, **variables: str) -> list[str]:
    """The calls of gcloud that the script makes."""
    stand_in(folder / "bin", "gcloud", GCLOUD)
    calls = folder / "calls"
    given = {"CALLS": str(calls), "MISSING": str(missing), "PROJECT": "mon-projet", **variables}
    ran([str(DEPLOY / "cloud-run.sh")], folder / "bin", **given)
    return [call.removeprefix("--project=mon-projet --quiet ") for call in _lines(calls)]


def verbs(calls: Sequence[str]) -> list[str]:
    """What was made or changed, by the words before the first option or name."""
    return [
        re.split(r" (?:--|\.|abm-sheets|mon-projet)", call)[0] for call in calls if " describe " not in call
    ]


URL = "postgresql+psycopg://abm_sheets:a|b$c@base.example.com/abm_sheets"


def test_the_first_time_everything_is_made(tmp_path: Path) -> None:
    calls = deployed(tmp_path, missing=1, ABM_SHEETS_DATABASE_URL=URL)

    made = verbs(calls)
    for verb in (
        "iam service-accounts create",
        "artifacts repositories create",
        "secrets create",
        "run deploy",
    ):
        assert verb in made
    assert "scheduler jobs create http" in made
    assert (tmp_path / "calls.database-url").read_text(encoding="utf-8") == URL
    assert re.fullmatch("[0-9a-f]{64}", (tmp_path / "calls.secret-key").read_text(encoding="utf-8"))
    assert URL not in "".join(calls)


def test_the_next_time_what_exists_is_updated(tmp_path: Path) -> None:
    made = verbs(deployed(tmp_path, missing=0))

    assert not [verb for verb in made if "create" in verb.split()]
    assert {"builds submit", "run deploy", "scheduler jobs update http"} <= set(made)
    assert not list(tmp_path.glob("calls.*"))


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="ABM_SHEETS_DATABASE_URL"):
        deployed(tmp_path, missing=1)

    assert "run deploy" not in verbs(_lines(tmp_path / "calls"))


def test_the_service_always_runs_and_monday_calls_it(tmp_path: Path) -> None:
    alerts = "slack://a/b/c mailto://x:y@z.fr?to=a,b"
    calls = deployed(tmp_path, missing=0, ABM_SHEETS_ALERTS=alerts, CLOUD_SQL="mon-projet:europe-west9:base")

    deploy = next(call for call in calls if call.startswith("run deploy"))
    url = "https://abm-sheets-123456.europe-west9.run.app"
    assert {
        "--min-instances=1",
        "--no-cpu-throttling",
        "--set-cloudsql-instances=mon-projet:europe-west9:base",
    } <= set(deploy.split())
    assert f"^|^ABM_SHEETS_URL={url}|" in deploy
    assert f"|ABM_SHEETS_ALERTS={alerts} --set-secrets" in deploy
    scheduler = next(call for call in calls if "scheduler jobs update" in call).split()
    assert {
        f"--uri={url}/jobs/refresh",
        f"--oidc-token-audience={url}/jobs/refresh",
        "--oidc-service-account-email=abm-sheets-scheduler@mon-projet.iam.gserviceaccount.com",
        "--http-method=post",
        "--max-retry-attempts=5",
    } <= set(scheduler)
    assert "ABM_SHEETS_SCHEDULER_ACCOUNT=abm-sheets-scheduler@mon-projet.iam.gserviceaccount.com" in deploy


@needs("shellcheck")
def test_the_script_is_clean() -> None:
    ran(["shellcheck", str(DEPLOY / "cloud-run.sh")])
