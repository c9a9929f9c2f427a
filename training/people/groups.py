"""Teams: groups that order a clinic's lists. They give no rights and take none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from training import audit
from training.models import Clinic, Membership, Team, TeamPlace, User


@transaction.atomic
def found_team(*, clinic: Clinic, name: str, by: User | None, at: dt.datetime) -> Team:
    """A new team. Raises ValidationError for a name the clinic has already."""
    team = Team(clinic=clinic, name=_cleaned(clinic, name))
    team.save()
    audit.append(clinic=clinic, actor=by, action="team.founded", obj=team, at=at)
    return team


@transaction.atomic
def rename_team(*, team: Team, name: str, by: User, at: dt.datetime) -> Team:
    """Raises ValidationError for a name another team has."""
    cleaned = _cleaned(team.clinic, name, but=team)
    if cleaned != team.name:
        team.name = cleaned
        team.save(update_fields=["name"])
        audit.append(clinic=team.clinic, actor=by, action="team.renamed", obj=team, at=at)
    return team


@transaction.atomic
def close_team(*, team: Team, by: User, at: dt.datetime) -> None:
    """There is no such team any more; its people stay what they are."""
    people = sorted(team.places.values_list("person_id", flat=True))
    data = {"people": people}
    audit.append(clinic=team.clinic, actor=by, action="team.closed", obj=team, data=data, at=at)
    team.delete()


@transaction.atomic
def set_teams(
    *, person: User, clinic: Clinic, teams: Collection[Team], by: User | None, at: dt.datetime
) -> bool:
    """Let her be in exactly these teams of the clinic; False where it was so already. Raises
    ValidationError when she does not work there."""
    wanted = {team.pk: team for team in teams if team.clinic_id == clinic.pk}
    held = Membership.objects.current().filter(user=person, clinic=clinic)
    if wanted and not held.exists():
        raise ValidationError(_("This person does not work at %(clinic)s.") % {"clinic": clinic})
    places = TeamPlace.objects.filter(person=person, team__clinic=clinic)
    now = set(places.values_list("team_id", flat=True))
    gone, come = sorted(now - set(wanted)), sorted(set(wanted) - now)
    if not gone and not come:
        return False
    places.filter(team__in=gone).delete()
    TeamPlace.objects.bulk_create(TeamPlace(team_id=pk, person=person) for pk in come)
    audit.append(
        clinic=clinic,
        actor=by,
        action="team.placed",
        subject=person,
        obj=person,
        data={"begin": come, "end": gone},
        at=at,
    )
    return True


def _cleaned(clinic: Clinic, name: str, *, but: Team | None = None) -> str:
    text = " ".join(name.split())
    if not text or len(text) > 80:
        raise ValidationError(_("Give the team a name of at most 80 characters."))
    same = Team.objects.filter(clinic=clinic, name__iexact=text)
    if same.exclude(pk=but.pk if but else None).exists():
        raise ValidationError(_("There is a team of that name. Choose another."))
    return text
