"""Settings: safe by default, and loud when something must be given."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from config import checks

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "s" * 60


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_refuses_to_start_without_a_secret(tmp_path: Path) -> None:
    ran = manage("check", VAR_DIR=str(tmp_path))
    assert ran.returncode != 0
    assert "Set SECRET_KEY" in ran.stderr


def test_it_refuses_debug_on_a_public_address(tmp_path: Path) -> None:
    ran = manage("check", DEBUG="1", ALLOWED_HOSTS="clinic.example", VAR_DIR=str(tmp_path))
    assert "DEBUG=1 is for this machine alone" in ran.stderr


def test_a_trial_makes_its_secret_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    assert manage("check", DEBUG="1", VAR_DIR=str(tmp_path)).returncode == 0
    kept = tmp_path / "secret"
    first = kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert manage("check", DEBUG="1", VAR_DIR=str(tmp_path)).returncode == 0
    assert kept.read_text() == first


def test_the_deployment_check_is_silent_in_production(tmp_path: Path) -> None:
    ran = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        SECRET_KEY=SECRET + "AbC!9$x#-_=+zZ",
        HTTPS="1",
        ALLOWED_HOSTS="clinic.example",
        VAR_DIR=str(tmp_path),
    )
    assert ran.returncode == 0, ran.stderr


def test_there_is_no_migration_missing(tmp_path: Path) -> None:
    ran = manage("makemigrations", "--check", "--dry-run", DEBUG="1", VAR_DIR=str(tmp_path))
    assert ran.returncode == 0, ran.stdout


@pytest.mark.django_db
def test_the_database_answers_with_what_was_asked_of_it() -> None:
    assert checks.sqlite_keeps_its_promises(None, databases=["default"]) == []


@pytest.mark.django_db
@pytest.mark.sqlite
def test_a_lost_promise_is_found() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
        try:
            found = checks.sqlite_keeps_its_promises(None, databases=["default"])
        finally:
            cursor.execute("PRAGMA recursive_triggers=ON")
    assert [error.id for error in found] == ["milium.E001"]
