"""The product's settings, with kinds of work whose jobs leave rows that only they can leave."""

from config.settings import *  # noqa: F403

JOBS = {name: f"tests.bench.working.{name}" for name in ("leave_rows", "leave_a_row")}
JOBS |= {"decide": "training.notices.ask", "reminders": "training.notices.remind"}
SCHEDULES = {}  # nothing but what is measured
