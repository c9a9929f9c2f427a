"""What is answered when the database cannot serve: come back in a moment, nothing is lost.

A full disk, a database that restarts or a connection that broke is nobody's mistake and goes by.
The outbox of the question page keeps what it sent and sends it again.
"""

from __future__ import annotations

import sqlite3
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

RETRY_AFTER = 5  # seconds; a disk takes longer, and a browser that asks meanwhile costs little


def server_error(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After while the database is away, 500 for a mistake of ours. Asked while the
    exception is being handled; neither page needs the database."""
    if not goes_by(sys.exc_info()[1]):
        return defaults.server_error(request)
    page = render_to_string("503.html")
    return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER)})


def goes_by(problem: BaseException | None) -> bool:
    """Whether the same request may succeed later. SQLite also calls a wrong statement
    operational."""
    if not isinstance(problem, OperationalError | InterfaceError):
        return False
    code = getattr(problem.__cause__, "sqlite_errorcode", None)
    return code != sqlite3.SQLITE_ERROR
