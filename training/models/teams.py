"""Teams: named groups of people within a clinic. They order lists; they give no rights."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Lower

from .people import Clinic, User


class Team(models.Model):
    """A group within one clinic: the early shift, the laser rooms. A name stands once a clinic."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint("clinic", Lower("name"), name="one_team_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamPlace(models.Model):
    """Somebody is in a team now; the record knows since when, and who was before."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="places")
    person = models.ForeignKey(User, models.PROTECT, related_name="team_places")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="one_place_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.team_id}"
