"""People and clinics for tests. Everything that happens to them goes through the real nouns."""

from __future__ import annotations

import datetime as dt

import factory

from quizzes.models import Space
from training import audit
from training.models import Clinic, Membership, User

LONG_AGO = dt.datetime(2026, 1, 5, 8, 0, tzinfo=dt.UTC)
PASSWORD = "a-long-enough-password"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.test")
    password = factory.django.Password(PASSWORD)


class SpaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Space

    name = factory.Sequence(lambda n: f"Space {n}")


class ClinicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Clinic
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Clinic {n}")
    space = factory.SubFactory(SpaceFactory)

    @factory.post_generation
    def chain(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create:
            audit.found_chain(self)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    clinic = factory.SubFactory(ClinicFactory)
    role = "junior"
    started_at = LONG_AGO
