"""What someone is asked to do, and by when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .curriculum import Module
from .people import Clinic, User


class AssignmentQuerySet(models.QuerySet):
    def current(self) -> AssignmentQuerySet:
        return self.filter(withdrawn_at__isnull=True)


class Assignment(models.Model):
    """A module or one quiz for one person. The due day is a day in her own time zone."""

    clinic = models.ForeignKey(Clinic, models.PROTECT)
    person = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    module = models.ForeignKey(Module, models.PROTECT, null=True, blank=True)
    quiz = models.ForeignKey("quizzes.Quiz", models.PROTECT, null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="assignments_made")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="assignments_withdrawn"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "clinic"], name="assignments_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(module__isnull=False, quiz__isnull=True)
                | Q(module__isnull=True, quiz__isnull=False),
                name="an_assignment_is_a_module_or_a_quiz",
            ),
            models.UniqueConstraint(
                fields=["clinic", "person", "module"],
                condition=Q(withdrawn_at__isnull=True, module__isnull=False),
                name="one_current_assignment_per_module",
            ),
            models.UniqueConstraint(
                fields=["clinic", "person", "quiz"],
                condition=Q(withdrawn_at__isnull=True, quiz__isnull=False),
                name="one_current_assignment_per_quiz",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module_id or self.quiz_id} for {self.person_id}"
