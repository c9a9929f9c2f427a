"""Certificates: immutable issues with frozen evidence; what happened to them later is rows."""

from __future__ import annotations

import uuid

from django.db import models

from quizzes.models import AppendOnly

from .people import Clinic, User
from .programmes import Programme, ProgrammeRevision


class Certificate(AppendOnly):
    """One issue. `code` opens the public page (26 Crockford characters, 130 bits)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=26, unique=True)
    person = models.ForeignKey(User, models.PROTECT, related_name="certificates")
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="certificates")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="certificates")
    revision = models.ForeignKey(ProgrammeRevision, models.PROTECT)
    cycle = models.PositiveIntegerField()
    by_renewal = models.BooleanField(default=False)  # it rests on what its renewal asks for
    holder_digest = models.CharField(max_length=64)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="certificates_issued")
    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "clinic", "programme", "cycle"],
                name="one_certificate_per_cycle",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def proves(self) -> list[str]:
        """A renewed one says what was asked again, not what was asked the first time."""
        return self.revision.renewal["proves"] if self.by_renewal else self.revision.proves

    @property
    def does_not_prove(self) -> list[str]:
        more = self.revision.renewal["does_not_prove"] if self.by_renewal else []
        return [*more, *self.revision.does_not_prove]


class CertificateHolder(models.Model):
    """The name on the certificate: apart, so that it can be erased while the issue stays."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="holder")
    name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.name


class CertificateEvidence(AppendOnly):
    """One fact the issue relied on, with the versions it was met on."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="evidence")
    requirement = models.JSONField()
    result = models.ForeignKey("quizzes.Result", models.PROTECT, null=True, blank=True)
    observation = models.ForeignKey("training.Observation", models.PROTECT, null=True, blank=True)
    lessons = models.JSONField(default=list)  # lesson revision ids read
    rests_on = models.ForeignKey(  # the certificate of another programme she held at that moment
        Certificate, models.PROTECT, null=True, blank=True, related_name="carries"
    )
    at = models.DateTimeField()  # when the requirement was met

    def __str__(self) -> str:
        return f"evidence of {self.certificate_id}"


class CertificateChange(AppendOnly):
    """Revoked, suspended or resumed: by whom, when; the reason is kept beside."""

    class Kind(models.TextChoices):
        REVOKED = "revoked"
        SUSPENDED = "suspended"
        RESUMED = "resumed"

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    reason_digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.kind}"


class ChangeReason(models.Model):
    """Why, in words."""

    change = models.OneToOneField(CertificateChange, models.PROTECT, related_name="reason")
    text = models.TextField()

    def __str__(self) -> str:
        return f"reason of {self.change_id}"
