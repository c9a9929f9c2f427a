"""Practical work piece by piece: each names its occasion, and one piece of work counts once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from tests.training import learning
from tests.training.content_tree import files
from tests.training.team_world import add_juniors
from training import audit, people, portfolios, signoffs
from training.models import AuditChain, Membership, Observation, Occasion, OccasionWords, Portfolio
from training.rules.missing import counted

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FREE = """\
portfolios:
  - slug: cases
    title: Case write-ups
    observer: your mentor
    count: 5
    modules: []
    minutes: 20
    intro: One case each.
    items: [{key: plan, text: "Gives a plan"}]
"""
PROGRAMME = """\
programmes:
  - slug: practitioner
    title: Practitioner
    summary: S
    audience: Some
    validity_months: 12
    window_days: 90
    grace_days: 30
    requirements:
      - {kind: portfolio, portfolio: cases}
    proves: ["Knows"]
    does_not_prove: ["Does"]
"""


@pytest.fixture
def cases(tmp_path, at):
    learning.load(tmp_path, files() | {"portfolios.yaml": FREE, "programmes.yaml": PROGRAMME}, at)
    return Portfolio.objects.get()


@pytest.fixture
def begin(cases, junior, clinic, mentor, at):
    def begun(text="Record 4711", day=None, by=mentor, at=at):
        work = signoffs.Work(day or at.date(), text)
        who = {"person": junior, "portfolio": cases, "clinic": clinic}
        return signoffs.begin_portfolio(**who, work=work, by=by, at=at)

    return begun


def seen(observation, at):
    by = observation.observer
    for item in observation.revision.items:
        signoffs.tap(observation=observation, key=item["key"], outcome="seen", by=by, at=at)


def sign(observation, at):
    seen(observation, at)
    signoffs.sign_observer(observation=observation, by=observation.observer, at=at)
    signoffs.sign_person(observation=observation, by=observation.person, at=at)


def count(junior, clinic, at, counts_from=None):
    facts = portfolios.facts_of([junior], clinic)[junior.pk]["cases"]
    return len(counted(facts, at=at, counts_from=counts_from))


def test_one_piece_of_work_is_observed_once(begin, junior, clinic, at):
    sign(begin(), at)
    for text in ("Record 4711", " record  4711 "):
        with pytest.raises(signoffs.MayNotBegin, match="same_occasion"):
            begin(text)
    sign(begin("Record 4712"), at)
    sign(begin(day=at.date() - DAY), at)
    assert count(junior, clinic, at) == 3


def test_another_observer_does_not_begin_the_same_piece_of_work(begin, clinic, owner, at):
    other = add_juniors(clinic, 1)[0]
    people.join(user=other, clinic=clinic, role="mentor", by=owner, at=at)
    Membership.objects.filter(role="junior").update(mentor=None)
    draft = begin()
    assert begin() == draft
    with pytest.raises(signoffs.MayNotBegin, match="same_occasion"):
        begin(by=other)
    assert begin("Another", by=other) != draft


def test_two_signed_observations_of_one_occasion_count_once(begin, junior, clinic, at):
    """However they came to be there: the count does not trust the beginning."""
    first = begin()
    sign(first, at)
    kept = first.occasion
    second = Observation.objects.create(
        clinic=clinic,
        person=junior,
        observer=first.observer,
        revision=first.revision,
        started_at=at,
    )
    Occasion.objects.create(observation=second, day=kept.day, words_digest=kept.words_digest)
    sign(second, at)
    assert count(junior, clinic, at) == 1


@pytest.mark.parametrize(
    ("text", "days", "field"),
    [(" ", 0, "occasion"), ("x" * 121, 0, "occasion"), ("One", 1, "day"), ("One", -31, "day")],
)
def test_a_piece_of_work_has_a_name_and_a_day_that_was(begin, at, text, days, field):
    with pytest.raises(ValidationError) as refusal:
        begin(text, at.date() + days * DAY)
    assert list(refusal.value.message_dict) == [field]
    assert not Observation.objects.exists()


def test_the_occasion_stays_as_it_was_written(begin):
    begin()
    with pytest.raises(DatabaseError), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("UPDATE training_occasion SET words_digest = ''")


def test_what_it_was_called_can_be_erased_and_the_rest_still_holds(begin, junior, clinic, at):
    draft = begin()
    sign(draft, at)
    before = draft.signatures.first().digest
    OccasionWords.objects.all().delete()
    fresh = Observation.objects.get()
    assert signoffs.digest(fresh, signoffs.observing.newest_taps(fresh)) == before
    with pytest.raises(signoffs.MayNotBegin, match="same_occasion"):
        begin()
    assert count(junior, clinic, at) == 1
    assert audit.verify(AuditChain.objects.get(clinic=clinic)) == []


def test_work_of_before_the_window_is_no_new_evidence(begin, junior, clinic, at):
    sign(begin(day=at.date() - 10 * DAY), at)
    assert count(junior, clinic, at, counts_from=at - 20 * DAY) == 1
    assert count(junior, clinic, at, counts_from=at - 5 * DAY) == 0


def test_work_of_long_ago_cannot_be_signed(begin, at):
    draft = begin(day=at.date() - 30 * DAY)
    seen(draft, at + DAY)
    with pytest.raises(signoffs.MayNotSign, match="long_ago"):
        signoffs.sign_observer(observation=draft, by=draft.observer, at=at + DAY)


def test_practical_work_that_waits_for_no_module_stands_on_the_list(cases, junior, mentor, at):
    found = signoffs.ready(standing=people.standing(user=mentor), at=at)
    assert [(one.person, one.about, one.left) for one in found] == [(junior, cases, 5)]


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(begin, junior, mentor, client):
    client.force_login(mentor)
    asked = {"person": junior.public_id, "portfolio": "cases"}
    today = timezone.now().date()
    sent = asked | {"day": (today + 2 * DAY).isoformat(), "occasion": "Record 1"}
    refused = client.post("/signoffs/begin/", sent)
    assert refused.status_code == 422
    assert "today or earlier" in refused.content.decode()
    assert 'value="Record 1"' in refused.content.decode()
    assert client.post("/signoffs/begin/", asked | {"occasion": ""}).status_code == 422
    assert not Observation.objects.exists()
    at = timezone.now()
    sign(begin("Record 1", people.day_at(people.standing(user=mentor).clinic, at), at=at), at)
    again = client.post("/signoffs/begin/", sent | {"day": Occasion.objects.get().day.isoformat()})
    assert again.status_code == 422
    assert "One piece of work counts once" in again.content.decode()
