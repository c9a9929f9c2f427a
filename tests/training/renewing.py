"""A programme that asks for less when it is renewed, and for its red flags each year."""

from __future__ import annotations

import datetime as dt

from tests.training import team_world as world
from tests.training.test_certificates import certify, observe
from training import certificates
from training.models import Certificate, Clinic, Module, Programme, ProgrammeRevision, User

DAY = dt.timedelta(days=1)
MODULE = {"kind": "module", "module": "milia-myths"}
SKILLS = {"kind": "observation", "module": "milia-myths"}
SET = {"kind": "must_not_miss", "module": "milia-myths"}


def make_programme(module: Module, slug: str = "practitioner") -> Programme:
    world.add_red_flags(module)
    programme = Programme.objects.create(slug=slug, position=1)
    ProgrammeRevision.objects.create(
        programme=programme,
        number=1,
        title=slug.capitalize(),
        summary="Skin care.",
        requirements=[MODULE, SKILLS],
        renewal={
            "requirements": [MODULE, SET],
            "proves": ["It was renewed."],
            "does_not_prove": ["The skills were not seen again."],
        },
        refresh={"every_months": 12, "window_days": 60, "must_not_miss": [module.slug]},
        proves=["The skills were seen."],
        does_not_prove=["It is no licence."],
        validity_months=24,
        window_days=90,
        grace_days=30,
        digest="x",
        published_at=world.AT,
    )
    return programme


def first(
    who: User, programme: Programme, clinic: Clinic, mentor: User, owner: User, at: dt.datetime
) -> Certificate:
    """Everything that the first certificate asks for, and the certificate."""
    module = Module.objects.get(slug="milia-myths")
    world.ready(who, module, clinic, at=at)
    observe(who, module, clinic, mentor, at)
    return again(certify(who, programme, clinic, owner, at))


def again(certificate: Certificate) -> Certificate:
    """The same row with what decides how it stands today."""
    return certificates.with_history().get(pk=certificate.pk)
