"""What somebody did for a clinic: it is the clinic's, and her name stands beside it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quizzes.privacy import Fate, Group, Holding

from .terms import CLINICS, RECORD

KNOWN = _("so that the clinic can show who decided it")


def _done(model: str, what: str, *, by: tuple[str, ...], **more: object) -> Holding:
    """A row of a clinic that names who made it."""
    same = {"why": KNOWN, "kept": RECORD, "fate": Fate.KEPT, "because": CLINICS}
    return Holding(model, Group.WORK, what=what, by=by, **(same | more))


HOLDINGS = (
    _done(
        "training.ClinicSetting",
        _("Settings of the clinic that you changed, and the signatory’s name"),
        by=("by",),
        shows=("name", "value", "at"),
        words=("value",),
        codes=("name",),
    ),
    _done(
        "training.Team",
        _("The names of teams: a name of yours in one is taken out"),
        by=(),
        words=("name",),
    ),
    _done(
        "training.PeopleImport",
        _("Files of people that you imported: the name of the file, and when"),
        by=("by",),
        kept=_("one month"),
        shows=("filename", "at"),
        words=("filename", "ignored"),
    ),
    _done(
        "training.ScopeRevision",
        _("That you changed who may do what"),
        by=("by",),
        shows=("act", "number", "at"),
        codes=("act",),
    ),
    _done(
        "training.ScopeWords",
        _("What you wrote there"),
        by=("revision__by",),
        shows=("title", "who", "law", "training", "supervision", "refer_to"),
        words=("title", "who", "law", "training", "supervision", "refer_to"),
    ),
    _done(
        "training.LocalRule",
        _("That you wrote down what holds where the clinic is"),
        by=("by",),
        shows=("claim", "number", "at"),
    ),
    _done(
        "training.LocalRuleWords",
        _("What you wrote there, and who checked it"),
        by=("rule__by",),
        shows=("text", "law", "checked_by"),
        words=("text", "law", "checked_by"),
    ),
    _done(
        "training.ModuleReview",
        _("That you recorded a medical lead’s sign-off"),
        by=("by",),
        shows=("module", "reviewed_on", "at"),
    ),
    _done(
        "training.ReviewWords",
        _("Who signed, as what, with a note"),
        by=("review__by",),
        shows=("name", "role", "note"),
        words=("name", "role", "note"),
    ),
    _done(
        "training.ReviewWithdrawal",
        _("That you withdrew a sign-off"),
        by=("by",),
        shows=("at",),
    ),
    _done(
        "training.WithdrawalReason",
        _("Why you withdrew it"),
        by=("withdrawal__by",),
        shows=("text",),
        words=("text",),
    ),
)
