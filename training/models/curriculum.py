"""Modules and lessons as stable identities; lessons with immutable revisions; who read which."""

from __future__ import annotations

from django.db import models

from quizzes.models import AppendOnly

from .people import Clinic, User


class Module(models.Model):
    """A module of the curriculum. Its texts follow the files; its identity is the slug."""

    slug = models.SlugField(max_length=80, unique=True)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    short = models.CharField(max_length=12)
    summary = models.TextField()
    audience = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveSmallIntegerField()
    objectives = models.JSONField(default=list)  # [{"key": "1.1", "text": "..."}]
    must_not_miss = models.JSONField(default=list)
    requires = models.JSONField(default=list)  # slugs of the modules whose quiz comes first
    quiz = models.OneToOneField(
        "quizzes.Quiz", models.PROTECT, null=True, blank=True, related_name="module"
    )
    practice = models.OneToOneField(
        "quizzes.Quiz", models.PROTECT, null=True, blank=True, related_name="practice_of"
    )
    # The must-not-miss questions alone, for who is not asked to take the whole module; it opens
    # when the lessons named beside it (slugs) are read.
    red_flags = models.OneToOneField(
        "quizzes.Quiz", models.PROTECT, null=True, blank=True, related_name="red_flags_of"
    )
    red_flag_lessons = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title


class Lesson(models.Model):
    """A lesson; a retired one stays for those who read it."""

    module = models.ForeignKey(Module, models.PROTECT, related_name="lessons")
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["module", "slug"], name="one_lesson_per_slug"),
        ]

    def __str__(self) -> str:
        return self.slug


class LessonRevision(AppendOnly):
    """One published text, rendered and sanitised when it was saved.

    `segments` is the page in order: {"html": ...} or {"check": question key}. The checks are one
    quiz of the revision's own. `severity` says what a reader of the revision before must do.
    """

    class Severity(models.TextChoices):
        EDITORIAL = "editorial"
        CLARIFICATION = "clarification"
        PRACTICE_CHANGING = "practice-changing"

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField()
    objectives = models.JSONField(default=list)
    source = models.TextField()
    segments = models.JSONField()
    toc = models.JSONField(default=list)  # [[anchor, title], ...]
    severity = models.CharField(max_length=20, choices=Severity, default=Severity.EDITORIAL)
    change = models.CharField(max_length=300, blank=True)
    checks = models.OneToOneField(
        "quizzes.Quiz", models.PROTECT, null=True, blank=True, related_name="lesson_revision"
    )
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lesson", "number"], name="one_revision_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson_id} r{self.number}"


class ModuleEdition(AppendOnly):
    """A module as it was taught from one load on: what a medical lead signs.

    `parts` names the revision of everything staff read in it, so that two editions can be
    compared; `digest` is over `parts`. Made by a load whenever any part is another than before.
    """

    module = models.ForeignKey(Module, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    parts = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="one_edition_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.module_id} e{self.number}"


class LessonRead(AppendOnly):
    """She read this revision to its end, as staff of this clinic."""

    user = models.ForeignKey(User, models.PROTECT, related_name="reads")
    clinic = models.ForeignKey(Clinic, models.PROTECT)
    revision = models.ForeignKey(LessonRevision, models.PROTECT, related_name="reads")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "clinic", "revision"], name="one_read_per_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.revision_id}"


class ReadingPlace(models.Model):
    """Where she stopped: a convenience, overwritten as she reads on."""

    user = models.ForeignKey(User, models.CASCADE, related_name="places")
    clinic = models.ForeignKey(Clinic, models.CASCADE)
    lesson = models.ForeignKey(Lesson, models.CASCADE)
    anchor = models.SlugField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "clinic", "lesson"], name="one_place_per_lesson"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.anchor}"
