"""A PostgreSQL database for one run."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

FIND = Path(__file__).resolve().parents[2] / "script" / "find_postgresql.py"


def fresh_postgresql() -> str:
    """Make an empty database that goes when this process ends; its address. Raises
    CalledProcessError where there is no server that may be used."""
    found = subprocess.run([sys.executable, FIND], check=True, capture_output=True, text=True)
    parts = urlsplit(found.stdout.strip())
    server, name = urlunsplit(parts._replace(path="/postgres")), f"milium_bench_{os.getpid()}"
    _say(server, f"CREATE DATABASE {name}")
    atexit.register(_say, server, f"DROP DATABASE {name} WITH (FORCE)")
    return urlunsplit(parts._replace(path=f"/{name}"))


def _say(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
