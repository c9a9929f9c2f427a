"""Prints the address of a PostgreSQL that the tests may use, for DATABASE_URL; exit 1 if none.

Asked are TEST_DATABASE_URL alone when it is given, else the superuser of this machine's own server
over TCP and over its socket. The name of the database is this folder's own: Django makes and drops
`test_<name>`, and two checkouts that are tested at once must not meet.
"""

import os
import sys
import zlib
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

HERE = (
    "postgresql://postgres@127.0.0.1:5432/postgres",
    "postgresql://postgres@/postgres",
    "postgresql:///postgres",
)
# Emptying append-only tables between tests needs more than the right to make a database.
MAY_TEST = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"


def main() -> int:
    given = os.environ.get("TEST_DATABASE_URL")
    for address in [given] if given else HERE:
        problem = refusal(address)
        if problem is None:
            print(for_this_folder(address))
            return 0
        if given:
            print(f"TEST_DATABASE_URL does not serve: {problem}", file=sys.stderr)
    return 1


def refusal(address: str) -> str | None:
    """Why this server cannot be used; None when it can."""
    try:
        with psycopg.connect(address, connect_timeout=2) as connection:
            if connection.execute(MAY_TEST).fetchone()[0]:
                return None
            return "its user must be a superuser, to empty append-only tables between tests."
    except psycopg.Error as problem:
        return " ".join(str(problem).split())


def for_this_folder(address: str) -> str:
    """The same server and user, with a database name that only this checkout uses."""
    folder = Path(__file__).resolve().parent.parent
    name = f"milium_{zlib.crc32(os.fsencode(folder)):08x}"
    user_and_host = urlsplit(address).netloc
    return f"postgresql://{user_and_host}/{name}"


if __name__ == "__main__":
    sys.exit(main())
