"""The register of the whole site. A test names the model and the field that is missing here."""

from __future__ import annotations

from django.apps import apps

from quizzes import privacy as quizzes

from . import account, messages, records, work

BY_OPENID = apps.is_installed("allauth.socialaccount")
HOLDINGS = (
    *account.HOLDINGS,
    *(account.ELSEWHERE if BY_OPENID else ()),
    *messages.HOLDINGS,
    *quizzes.HOLDINGS,
    *records.HOLDINGS,
    *work.HOLDINGS,
)

AUTHORS = "what authors write to teach with"
# Models that hold nothing of a person, and what they hold.
CONTENT = {
    **quizzes.CONTENT,
    "training.Clinic": "a clinic",
    "training.AuditChain": "how far a chain is",
    "training.SearchEntry": "the words of lessons, to be found by",
    "auth.Permission": "names of rights",
    "auth.Group": "names of sets of rights",
    "auth.Group_permissions": "which rights a set has",
    **({"socialaccount.SocialApp": "which sign-in servers there are"} if BY_OPENID else {}),
    "contenttypes.ContentType": "names of models",
    "django_tasks_database.DBTaskResult": "the numbers of jobs, for a day",
} | dict.fromkeys(
    (
        "training.Module",
        "training.Lesson",
        "training.LessonRevision",
        "training.ModuleEdition",
        "training.Programme",
        "training.ProgrammeRevision",
        "training.Source",
        "training.Claim",
        "training.ClaimRevision",
        "training.LessonClaim",
        "training.GlossaryTerm",
        "training.GlossaryTerm_claims",
        "training.ShownLesson",
        "training.Portfolio",
        "training.SignoffList",
        "training.SignoffRevision",
    ),
    AUTHORS,
)
