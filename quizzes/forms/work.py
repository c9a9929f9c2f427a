"""Long work in words: what it is, how far it has come, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes import jobs
from quizzes.models import Job, Quiz
from quizzes.quizzes import newest


@dataclass(frozen=True, slots=True)
class Told:
    """What pages say of a job."""

    about: jobs.About
    tone: str
    icon: str
    word: str
    text: str


def told(job: Job) -> Told:
    """A job of any kind."""
    tone, icon, word = _STATES[job.state]
    about = _about(job)
    return Told(about, tone, icon, word(), _text(job, about))


def correcting(job: Job) -> jobs.About:
    """A ruling about a question, carried out."""
    url = reverse("quizzes:correction-detail", args=[job.args["page"]])
    return jobs.About(_("Correcting marks"), url, _("To the correction"))


def trying(job: Job) -> jobs.About:
    """Who would change by a correction of many exams."""
    return jobs.About(_("Who would change by a correction"), job.args["page"], _("To the table"))


def analysing(job: Job) -> jobs.About:
    """The figures of a quiz, worked out."""
    quiz = Quiz.objects.get(pk=job.args["quiz"])
    url = reverse("quizzes:quiz-analysis", args=[quiz.slug])
    title = _("Working out what the answers to %(quiz)s say") % {"quiz": newest(quiz).title}
    return jobs.About(title, url, _("To the analysis"))


def how_often(every: timedelta) -> str:
    """A period in words: "Every day"."""
    minutes = max(1, round(every.total_seconds() / 60))
    hours, days = minutes // 60, minutes // (60 * 24)
    if minutes == days * 60 * 24:
        return ngettext("Every day", "Every %(days)d days", days) % {"days": days}
    if minutes == hours * 60:
        return ngettext("Every hour", "Every %(hours)d hours", hours) % {"hours": hours}
    return ngettext("Every minute", "Every %(minutes)s minutes", minutes) % {"minutes": minutes}


def _about(job: Job) -> jobs.About:
    if job.kind in settings.JOB_WORDS:
        return import_string(settings.JOB_WORDS[job.kind])(job)
    return jobs.About(_("Work in the background"))


_STATES = {
    Job.State.WAITING: ("now", "clock", lambda: _("Waiting for its turn")),
    Job.State.RUNNING: ("now", "half", lambda: _("Running")),
    Job.State.DONE: ("done", "check", lambda: _("Done")),
    Job.State.FAILED: ("late", "alert", lambda: _("Stopped before its end")),
}
_AWAY = ("OperationalError", "InterfaceError", "ConnectionError", "ConnectionRefusedError")
_AWAY += ("TimeoutError", "gaierror", "SMTPServerDisconnected", "SMTPConnectError")


def _text(job: Job, about: jobs.About) -> str:
    if job.state == Job.State.FAILED:
        return about.why or _why(job.error)
    if job.state == Job.State.WAITING and job.tries:
        return (
            _("It was interrupted and is tried again by itself.") + f" {_why(job.error)}".rstrip()
        )
    if job.is_over:
        return _("All of it is done.")
    return _("You can leave this page and come back; the work goes on.")


def _why(error: str) -> str:
    """What went wrong last. The code is for whoever reads the log; nothing typed is in it."""
    if not error:
        return ""
    if error == "abandoned":
        return _("Each time it was begun, the program that did it was ended from outside.")
    if error in _AWAY:
        return _("Another program that it needs, such as the database, did not answer.")
    return _("Something went wrong that nobody foresaw (%(code)s); the log says what.") % {
        "code": error
    }
