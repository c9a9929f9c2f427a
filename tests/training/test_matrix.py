"""What the owner's matrix costs, whatever the size of the clinic."""

from __future__ import annotations

import datetime as dt

import pytest

from training import matrix
from training.models import Clinic, User

from . import team_world as world
from .test_certificates import make_programme

pytestmark = pytest.mark.django_db


def test_the_matrix_costs_the_same_for_ten_people_as_for_two_hundred(
    clinic: Clinic,
    owner: User,
    at: dt.datetime,
    django_assert_num_queries: object,
) -> None:
    make_programme(world.make_module("milia-myths"))
    world.add_juniors(clinic, 10)
    with django_assert_num_queries(13) as few:
        matrix.matrix(viewer=owner, clinic=clinic, at=at)
    world.add_juniors(clinic, 190, prefix="More")
    with django_assert_num_queries(len(few)):
        found = matrix.matrix(viewer=owner, clinic=clinic, at=at)
    assert found.people == 201
