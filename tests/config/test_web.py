"""A web process: what it holds in memory, and that its tests stay on this machine."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOADED = """
import sys
import config.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_a_web_process_holds_nothing_that_reads_files(tmp_path):
    """The readers of content weigh a fifth of a process, and only commands read files."""
    given = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "x" * 60, "DEBUG": "0"}
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | given
    ran = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ran.stdout.split())
    assert {"config", "training", "quizzes"} <= loaded
    assert not loaded & {"pydantic", "yaml", "markdown", "nh3"}


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as one, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        one.connect(("192.0.2.1", 80))
