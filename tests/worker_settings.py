"""What a worker is told that a test starts as a process."""

import os
from datetime import timedelta

from tests.settings import *  # noqa: F403
from tests.settings import DATABASE

DATABASE["NAME"] = os.environ["WORKER_DATABASE"]
JOBS = {"note": "tests.quizzes.work.note"}
SCHEDULES = {"seldom": {"does": JOBS["note"], "every": timedelta(days=36500)}}
