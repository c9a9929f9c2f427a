"""The glossary, and each lesson as it is shown today: its text with the words of the glossary."""

from __future__ import annotations

from django.db import models

from .claims import Claim
from .curriculum import LessonRevision


class GlossaryTerm(models.Model):
    """A word a reader may not know. Its texts follow the files; its identity is the key."""

    key = models.SlugField(max_length=80, unique=True)
    term = models.CharField(max_length=80)
    forms = models.JSONField(default=list)  # its plural and other names
    meaning = models.TextField()
    claims = models.ManyToManyField(Claim, related_name="terms")
    reading = models.CharField(max_length=200, blank=True)  # module/lesson#anchor
    digest = models.CharField(max_length=64)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.term


class ShownLesson(models.Model):
    """The newest revision of a lesson as it is shown today. Made by a load, and made again when the
    glossary or the renderer changes; it may be thrown away, for the revision holds the text.

    `terms` is what the small panels say; `places` is the heading under which a claim first stands.
    """

    revision = models.OneToOneField(LessonRevision, models.CASCADE, related_name="shown")
    segments = models.JSONField()  # as those of the revision
    terms = models.JSONField(default=list)  # [{"key": ..., "term": ..., "meaning": ...}]
    places = models.JSONField(default=dict)  # claim code -> anchor
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.revision_id} as shown"
