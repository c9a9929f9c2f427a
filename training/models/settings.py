"""What a clinic has set for itself. The newest row of a name holds; the ones before are history."""

from __future__ import annotations

from django.db import models

from .people import Clinic, User


class ClinicSetting(models.Model):
    """One value as it was set, and by whom; `is_own` False = left to the clinic above again. Not
    guarded like facts are: a signatory's name is a person's, and may have to be erased."""

    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="settings")
    name = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    is_own = models.BooleanField(default=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["clinic", "name", "-id"], name="setting_by_name")]

    def __str__(self) -> str:
        return f"{self.name} of {self.clinic_id}"
