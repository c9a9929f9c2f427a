"""Long work in words: what it is, how far it has come, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes import regrades
from quizzes.models import Job


@dataclass(frozen=True, slots=True)
class Told:
    """What the page of a job says. `url` leads to what it was for, "" where nothing is."""

    title: str
    tone: str
    icon: str
    word: str
    text: str
    url: str = ""
    label: str = ""


def told(job: Job) -> Told:
    """A job of any kind."""
    tone, icon, word = _STATES[job.state]
    title, url, label = _("Work in the background"), "", ""
    if job.kind == regrades.KIND:
        title, label = _("Correcting marks"), _("To the correction")
        url = reverse("quizzes:correction-detail", args=[job.args["page"]])
    return Told(title, tone, icon, word(), _text(job), url, label)


_STATES = {
    Job.State.WAITING: ("now", "clock", lambda: _("Waiting for its turn")),
    Job.State.RUNNING: ("now", "half", lambda: _("Running")),
    Job.State.DONE: ("done", "check", lambda: _("Done")),
    Job.State.FAILED: ("late", "alert", lambda: _("Stopped before its end")),
}


def _text(job: Job) -> str:
    if job.state == Job.State.FAILED:
        return _("What was done so far stays done. Ask whoever runs this site to look at the log.")
    if job.state == Job.State.WAITING and job.tries:
        return _("It was interrupted and is tried again soon, from where it was.")
    if job.is_over:
        return _("All of it is done.")
    return _("You can leave this page and come back; the work goes on.")
