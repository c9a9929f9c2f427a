"""Long work: what does it, what happens without anybody asking, and the queue that carries it.

Part of the settings; quizzes/jobs says how it is done. Whoever adds work adds a line here.
"""

from __future__ import annotations

from datetime import time, timedelta

import environ
from django.utils.translation import gettext_lazy as _

env = environ.Env()
DAILY, HOURLY = timedelta(days=1), timedelta(hours=1)

# Kind of work -> what a worker calls to do it.
JOBS = {
    "analysis": "quizzes.analysis.run",
    "regrade": "quizzes.regrades.run",
    "regrade_trial": "quizzes.regrades.try_out",
    "invitations": "training.invitations.deliver",
    "people_import": "training.imports.run",
    "reminders": "training.notices.remind",
    "personal_copy": "training.privacy.run",
}

# Kind of work -> what says in words what a job of it is about, for its page and the owner's list.
JOB_WORDS = {
    "analysis": "quizzes.forms.work.analysing",
    "regrade": "quizzes.forms.work.correcting",
    "regrade_trial": "quizzes.forms.work.trying",
    "invitations": "training.forms.work.inviting",
    "people_import": "training.forms.work.importing",
    "reminders": "training.forms.work.reminding",
    "personal_copy": "training.forms.work.copying",
}

# What is done without anybody asking, how often, from what time of the day on (UTC), and its title
# in the owner's list.
SCHEDULES = {
    "jobs_pruned": {
        "does": "quizzes.jobs.prune",
        "every": DAILY,
        "at": time(2, 10),
        "title": _("Forgetting background work that ended long ago"),
    },
    "sessions_pruned": {
        "does": "config.sessions.prune",
        "every": DAILY,
        "at": time(2, 20),
        "title": _("Forgetting sign-ins that have expired"),
    },
    "imports_pruned": {
        "does": "training.imports.prune",
        "every": DAILY,
        "at": time(2, 30),
        "title": _("Forgetting files of people that are a month old"),
    },
    "notices_decided": {
        "does": "training.notices.ask",
        "every": HOURLY,
        "title": _("Deciding which reminders are due"),
    },
    "notices_sent": {
        "does": "training.notices.send",
        "every": timedelta(minutes=5),
        "title": _("Sending what people are to hear of"),
    },
    "notices_pruned": {
        "does": "training.notices.prune",
        "every": DAILY,
        "at": time(2, 40),
        "title": _("Forgetting messages that are more than a year old"),
    },
    "invitations_pruned": {
        "does": "training.invitations.prune",
        "every": DAILY,
        "at": time(2, 50),
        "title": _("Forgetting invitations that are over"),
    },
    "data_forgotten": {
        "does": "training.privacy.prune",
        "every": DAILY,
        "at": time(3, 0),
        "title": _("Forgetting what people typed, once their clinic keeps it no longer"),
    },
}

JOB_LEASE = timedelta(seconds=env.int("JOB_LEASE", default=120))  # a worker may be silent so long
QUEUE_URL = env("QUEUE_URL", default="")  # a Redis or Valkey; without one the database is the queue

if QUEUE_URL:
    QUEUE_APPS = ["django_rq"]
    QUEUE_WORKER = "training.management.redis_queue.RedisQueue"
    TASKS = {"default": {"BACKEND": "django_tasks_rq.RQBackend"}}
    RQ_QUEUES = {
        "default": {
            "URL": QUEUE_URL,
            "DEFAULT_TIMEOUT": -1,  # the lease decides
            "SERIALIZER": "rq.serializers.JSONSerializer",  # nothing read from there is run
        }
    }
else:
    QUEUE_APPS = []
    QUEUE_WORKER = "training.management.database_queue.DatabaseQueue"
    TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
