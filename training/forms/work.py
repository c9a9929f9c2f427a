"""Work in the background in words: invitations that are sent, files that are imported."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from quizzes import jobs
from quizzes.models import Job
from training.models import PeopleImport


def inviting(job: Job) -> jobs.About:
    """The mails of invitations."""
    url = f"{reverse('training:clinic-people')}?state=invited"
    return jobs.About(_("Sending invitations"), url, _("See who is invited"))


def importing(job: Job) -> jobs.About:
    """A file of people; once it is forgotten there is nothing left to lead to."""
    title = _("Inviting people from a file")
    why = ""
    if job.error == "not_allowed":
        why = _("Whoever confirmed the file owns this clinic no more. Import it once more.")
    batch = PeopleImport.objects.filter(pk=job.args["import"]).first()
    if batch is None:
        return jobs.About(title, why=why)
    url = reverse("training:people-import-detail", args=[batch.public_id])
    return jobs.About(title, url, _("To the rows of the file"), why=why)


def reminding(job: Job) -> jobs.About:
    """One share of the hourly look at what is due."""
    return jobs.About(_("Deciding which reminders are due"))


def copying(job: Job) -> jobs.About:
    """A copy of somebody's own data."""
    title = _("Putting together a copy of personal data")
    return jobs.About(title, reverse("training:my-data"), _("To the copy"))
