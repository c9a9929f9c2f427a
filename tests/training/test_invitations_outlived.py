"""A link lives no longer than the right of whoever sent it."""

from __future__ import annotations

import pytest

from tests.conftest import person
from training import invitations, people
from training.invitations import token_of
from training.models import User

from .test_invitations import AT, accept, invite, opens


@pytest.mark.parametrize("end", ["leaves", "is no owner any more"])
def test_a_link_of_somebody_who_may_invite_no_longer_is_dead(end: str, clinic, owner) -> None:
    vida = person("Vida", clinic, "owner")
    left = invite(clinic, vida, "vida.again@example.test", roles=["owner"])
    freya = invite(clinic, vida)
    place = {"person": vida, "clinic": clinic, "by": owner, "at": AT}
    if end == "leaves":
        people.depart(**place, successors={})
    else:
        people.set_roles(**place, roles=["junior"])
    assert not opens(token_of(left))
    with pytest.raises(invitations.Closed):
        accept(left)
    assert not User.objects.filter(email=left.email).exists()
    # until another owner stands for it
    fresh = invitations.renew(invitation=freya, by=owner, at=AT)
    assert fresh.by == owner
    assert accept(fresh).memberships.get().role == "junior"


def test_who_may_invite_no_longer_sends_nothing_again(clinic, owner, mentor) -> None:
    asked = invite(clinic, owner)
    token = token_of(asked)
    with pytest.raises(people.NotYours):
        invitations.renew(invitation=asked, by=mentor, at=AT)
    assert opens(token)
