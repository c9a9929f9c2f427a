"""The register in words: its headings, and what an erasure does."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quizzes.privacy import Fate, Group

GROUPS = {
    Group.ACCOUNT: _("Your account"),
    Group.LEARNING: _("What you learn and answer"),
    Group.FEEDBACK: _("What others decide and write about it"),
    Group.PROOF: _("Certificates and the record"),
    Group.WORK: _("What you do for your clinic"),
}
FATES = {Fate.DELETED: _("Deleted"), Fate.BLANKED: _("Emptied"), Fate.KEPT: _("Stays")}
