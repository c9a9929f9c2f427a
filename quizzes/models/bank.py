"""Questions, as stable identities with immutable versions, and the beliefs that answers reveal."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .append_only import AppendOnly


class Space(models.Model):
    """A body that owns banks and attempts: a clinic, seen from here. No space = shared by all."""

    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Bank(models.Model):
    """A named set of questions; the shared curriculum's belong to no space."""

    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="banks")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "slug"], name="one_bank_per_space_and_slug"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(space__isnull=True), name="one_shared_bank_per_slug"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Belief(models.Model):
    """Something people hold that is not so, its refutation, and what to say instead."""

    code = models.CharField(max_length=12, unique=True)
    statement = models.CharField(max_length=300)
    because = models.TextField(blank=True)
    refutation = models.TextField()
    instead = models.TextField(blank=True)
    claims = models.JSONField(default=list)
    reading = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.code} {self.statement}"


class Stem(models.Model):
    """The scene that several questions share: a case."""

    bank = models.ForeignKey(Bank, models.PROTECT, related_name="stems")
    key = models.SlugField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bank", "key"], name="one_stem_per_bank_and_key"),
        ]

    def __str__(self) -> str:
        return self.key


class StemVersion(AppendOnly):
    """One wording of a case, rendered when it was saved."""

    stem = models.ForeignKey(Stem, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    facts = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stem", "number"], name="one_stem_version_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.stem_id} v{self.number}"


class Question(models.Model):
    """What stays the same while the wording changes."""

    class Use(models.TextChoices):
        GRADED = "graded"
        CHECK = "check"
        PRACTICE = "practice"

    bank = models.ForeignKey(Bank, models.PROTECT, related_name="questions")
    key = models.SlugField(max_length=80)
    use = models.CharField(max_length=10, choices=Use)
    stem = models.ForeignKey(Stem, models.PROTECT, null=True, blank=True, related_name="parts")
    part = models.PositiveSmallIntegerField(default=0)
    # A clinic's copy of a shared question says where it came from; a load never overwrites it.
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bank", "key"], name="one_question_per_bank_and_key"),
        ]

    def __str__(self) -> str:
        return self.key


class QuestionVersion(AppendOnly):
    """One published wording with its key. What a learner may be sent stands apart from the key.

    `delivery` is the rendered stem, options and rule: nothing in it tells the answer.
    `rationale` is the rendered explanations; `body` is the definition that is graded against.
    """

    question = models.ForeignKey(Question, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    objective = models.CharField(max_length=12, db_index=True)
    must_not_miss = models.BooleanField(default=False)
    difficulty = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    stem_version = models.ForeignKey(StemVersion, models.PROTECT, null=True, blank=True)
    reading = models.CharField(max_length=200, blank=True)
    body = models.JSONField()
    delivery = models.JSONField()
    rationale = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_version_per_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="version_numbers_start_at_1"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}"


class VersionClaim(AppendOnly):
    """Which clinical statement a version rests on; searched when a claim changes."""

    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="claims")
    code = models.CharField(max_length=12, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="one_claim_per_version"),
        ]

    def __str__(self) -> str:
        return self.code


class VersionTag(AppendOnly):
    """A word by which a draw may find or avoid a version."""

    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="tags")
    tag = models.SlugField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "tag"], name="one_row_per_version_and_tag"),
        ]

    def __str__(self) -> str:
        return self.tag


class VersionBelief(AppendOnly):
    """Which belief a wrong choice of a version reveals."""

    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="beliefs")
    choice = models.CharField(max_length=40)
    belief = models.ForeignKey(Belief, models.PROTECT, related_name="choices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "choice"], name="one_belief_per_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.choice}: {self.belief_id}"
