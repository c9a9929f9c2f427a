"""Skills seen in person: lists with immutable revisions, observations saved item by item."""

from __future__ import annotations

import uuid

from django.db import models

from quizzes.models import AppendOnly

from .curriculum import Module
from .people import Clinic, User


class Portfolio(models.Model):
    """Practical work that belongs to no single module: the same list observed `count` times.

    `observer` says in words who signs. `modules` are the slugs of the modules whose knowledge must
    be current; `months` is how long one observation counts, None = the whole cycle.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    observer = models.CharField(max_length=200)
    count = models.PositiveSmallIntegerField(default=1)
    modules = models.JSONField(default=list)
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    retired_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class SignoffList(models.Model):
    """The skills a mentor must see, for one module or for one portfolio."""

    module = models.OneToOneField(
        Module, models.PROTECT, null=True, blank=True, related_name="signoff"
    )
    portfolio = models.OneToOneField(
        Portfolio, models.PROTECT, null=True, blank=True, related_name="signoff"
    )
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(module__isnull=False, portfolio__isnull=True)
                | models.Q(module__isnull=True, portfolio__isnull=False),
                name="signoff_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"sign-off of {self.module_id or self.portfolio_id}"

    @property
    def about(self) -> Module | Portfolio:
        """The module or the portfolio whose list this is."""
        return self.module or self.portfolio


class SignoffRevision(AppendOnly):
    """One published list: items = [{"key", "text"}]."""

    signoff = models.ForeignKey(SignoffList, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    items = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signoff", "number"], name="one_signoff_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.signoff_id} r{self.number}"


class Observation(models.Model):
    """One sitting of a mentor with a person. A draft until the observer signs."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT)
    person = models.ForeignKey(User, models.PROTECT, related_name="observations")
    observer = models.ForeignKey(User, models.PROTECT, related_name="observations_made")
    revision = models.ForeignKey(SignoffRevision, models.PROTECT, related_name="observations")
    note = models.TextField(blank=True)
    started_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "clinic"], name="observations_of_a_person")]

    def __str__(self) -> str:
        return f"{self.revision_id} of {self.person_id}"


class Occasion(AppendOnly):
    """Which piece of work an observation of a portfolio was about: its day, and the SHA-256 of what
    it was called, so that one piece of work counts once."""

    observation = models.OneToOneField(Observation, models.PROTECT, related_name="occasion")
    day = models.DateField()
    words_digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"occasion of {self.observation_id} on {self.day}"


class OccasionWords(models.Model):
    """What the observer called it, without a client's name: apart, so that it can be erased."""

    occasion = models.OneToOneField(Occasion, models.PROTECT, related_name="words")
    text = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"words of {self.occasion_id}"


class ObservedItem(AppendOnly):
    """One skill: seen or not yet. A later tap is a later row."""

    class Outcome(models.TextChoices):
        SEEN = "seen"
        NOT_YET = "not_yet"

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="observed")
    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["observation", "key", "number"], name="one_tap_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.outcome}"


class ObservedNote(models.Model):
    """What to show next time, in the observer's words: apart, so that it can be erased."""

    observed = models.OneToOneField(ObservedItem, models.PROTECT, related_name="note")
    text = models.TextField()

    def __str__(self) -> str:
        return f"note on {self.observed_id}"


class ObservationSignature(AppendOnly):
    """Observer and person both sign; the observer's signature closes the list."""

    class Party(models.TextChoices):
        OBSERVER = "observer"
        PERSON = "person"

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="signatures")
    party = models.CharField(max_length=10, choices=Party)
    user = models.ForeignKey(User, models.PROTECT)
    # The items as they were when she signed: how many were seen, of how many, and their digest.
    seen = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    # When what is signed was seen: the oldest of the outcomes that stand, or the day of the
    # occasion. None = signed before this was kept; then `at` says it.
    seen_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["observation", "party"], name="each_party_signs_once"),
        ]

    def __str__(self) -> str:
        return f"{self.party} of {self.observation_id}"
