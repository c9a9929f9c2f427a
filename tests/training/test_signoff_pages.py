"""The sign-off pages as an observer, the observed person and strangers meet them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import MembershipFactory
from training import signoffs
from training.models import Clinic, Module, Observation, ObservedItem, User

from .team_world import AT, make_module, observed, ready

LIST = "/signoffs/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def module(clinic: Clinic) -> Module:
    return make_module("milia-myths")


@pytest.fixture
def draft(clinic: Clinic, mentor: User, junior: User, module: Module) -> Observation:
    ready(junior, module, clinic)
    return signoffs.begin(person=junior, module=module, clinic=clinic, by=mentor, at=AT)


def url_of(observation: Observation, name: str = "signoff-detail") -> str:
    return reverse(f"training:{name}", args=[observation.public_id])


def all_seen(**more: str) -> dict[str, str]:
    return {f"outcome-{key}": "seen" for key in ("minute", "keratin", "myth")} | more


def text_of(client: Client, url: str) -> str:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_mentor_begins_from_the_list_of_who_is_ready(client, clinic, mentor, junior, module):
    ready(junior, module, clinic)
    client.force_login(mentor)
    assert "Ines" in text_of(client, LIST)
    data = {"person": str(junior.public_id), "module": module.slug}
    answer = client.post(reverse("training:signoff-begin"), data)
    assert answer.url == url_of(Observation.objects.get())
    assert "Your drafts" in text_of(client, LIST)


def test_a_refused_beginning_says_why(client, mentor, junior, module) -> None:
    client.force_login(mentor)
    data = {"person": str(junior.public_id), "module": module.slug}
    answer = client.post(reverse("training:signoff-begin"), data, follow=True)
    said = f"Ines reads the newest lessons of “{module.title}” first."
    assert said in answer.content.decode()
    assert not Observation.objects.exists()


@pytest.mark.parametrize("name", ["junior", "stranger", "owner"])
def test_only_an_observer_begins(client, request, draft, module, junior, name: str) -> None:
    client.force_login(request.getfixturevalue(name))
    data = {"person": str(junior.public_id), "module": module.slug}
    answer = client.post(reverse("training:signoff-begin"), data)
    assert answer.status_code == (403 if name == "owner" else 404)


def test_beginning_with_nonsense_is_not_found(client, mentor, junior, module) -> None:
    client.force_login(mentor)
    for person, slug in (("x", module.slug), ("", ""), (str(junior.public_id), "no\x00ne")):
        data = {"person": person, "module": slug}
        assert client.post(reverse("training:signoff-begin"), data).status_code == 404


def test_a_tap_saves_one_item_and_answers_with_the_foot_of_the_page(client, mentor, draft):
    client.force_login(mentor)
    data = all_seen(item="keratin", note="not sent by this tap")
    answer = client.post(url_of(draft), data, headers=HTMX)
    page = answer.content.decode()
    assert "<html" not in page
    assert "1 seen, 0 not yet, 2 open" in page
    assert [row.key for row in ObservedItem.objects.all()] == ["keratin"]


def test_a_note_for_both_is_saved_by_itself(client, mentor, draft) -> None:
    client.force_login(mentor)
    client.post(url_of(draft), all_seen(item="", note="Calm voice"), headers=HTMX)
    draft.refresh_from_db()
    assert draft.note == "Calm voice"
    assert not ObservedItem.objects.exists()


def test_without_a_script_one_button_saves_all(client, mentor, draft) -> None:
    client.force_login(mentor)
    data = all_seen(**{"outcome-myth": "not_yet", "note-myth": "Kindly", "note": "Good"})
    answer = client.post(url_of(draft), data)
    assert answer.url == url_of(draft)
    page = signoffs.page(viewer=mentor, observation=Observation.objects.get())
    assert (page.seen, page.not_yet, page.items[2].note) == (2, 1, "Kindly")


def test_review_and_sign_saves_first_and_shows_what_is_open(client, mentor, draft) -> None:
    client.force_login(mentor)
    answer = client.post(url_of(draft), {"outcome-minute": "seen", "review": "1"})
    assert answer.url == url_of(draft, "signoff-sign")
    assert "2 skills are still open" in text_of(client, answer.url)
    refused = client.post(answer.url, follow=True).content.decode()
    assert "Not signed: 2 skills have no answer yet." in refused


def test_both_sign_from_their_own_pages(client, mentor, junior, draft) -> None:
    client.force_login(mentor)
    client.post(url_of(draft), all_seen(review="1"))
    signed = client.post(url_of(draft, "signoff-sign"), follow=True).content.decode()
    assert "It counts once Ines has signed too." in signed
    client.force_login(junior)
    assert "Waiting for your signature" in text_of(client, LIST)
    assert "I have read it, sign" in text_of(client, url_of(draft))
    done = client.post(url_of(draft, "signoff-sign"), follow=True).content.decode()
    assert "Seen in full and signed by both" in done
    assert "Waiting for your signature" not in text_of(client, LIST)


def test_a_late_tap_is_refused_in_words(client, clinic, mentor, junior, module) -> None:
    ready(junior, module, clinic)
    signed = observed(junior, module, clinic, mentor, seen=2)
    before = ObservedItem.objects.count()
    client.force_login(mentor)
    answer = client.post(url_of(signed), all_seen(item="myth"), headers=HTMX)
    assert answer.status_code == 409
    assert "this observation is signed" in answer.content.decode()
    answer = client.post(url_of(signed), all_seen(), follow=True)
    assert "this observation is signed" in answer.content.decode()
    assert ObservedItem.objects.count() == before


def test_bad_taps_change_nothing(client, mentor, draft) -> None:
    client.force_login(mentor)
    for data in ({"outcome-minute": "perhaps", "item": "minute"}, {"note": "x" * 2001, "item": ""}):
        assert client.post(url_of(draft), data, headers=HTMX).status_code == 422
    client.post(url_of(draft), {"outcome-nonsense": "seen", "item": "nonsense"}, headers=HTMX)
    assert not ObservedItem.objects.exists()


def test_a_draft_is_not_shown_to_the_person_before_it_is_signed(client, junior, draft) -> None:
    client.force_login(junior)
    assert client.get(url_of(draft)).status_code == 404
    assert client.post(url_of(draft, "signoff-sign")).status_code == 404


def test_a_stranger_finds_nothing_and_an_owner_reads_only(client, owner, stranger, draft) -> None:
    client.force_login(stranger)
    for name in ("signoff-detail", "signoff-sign"):
        assert client.get(url_of(draft, name)).status_code == 404
        assert client.post(url_of(draft, name), all_seen()).status_code == 404
    client.force_login(owner)
    assert "The observer has not signed yet." in text_of(client, url_of(draft))
    assert client.post(url_of(draft), all_seen()).status_code == 403
    assert client.post(url_of(draft, "signoff-sign")).status_code == 403


def test_what_somebody_wrote_is_shown_escaped(client, mentor, draft) -> None:
    signoffs.note(observation=draft, text="<script>x</script>", by=mentor, at=AT)
    client.force_login(mentor)
    assert "<script>x" not in text_of(client, url_of(draft))


def test_a_grant_needs_a_reason_and_gives_one_attempt(client, mentor, junior, module) -> None:
    url = reverse("training:person-grant", args=[junior.public_id])
    client.force_login(mentor)
    assert client.post(url, {"module": module.slug, "reason": " "}).status_code == 422
    assert client.post(url, {"module": "none", "reason": "Why"}).status_code == 422
    assert not junior.grants.exists()
    client.post(url, {"module": module.slug, "attempts": "1", "reason": "The network dropped"})
    grant = junior.grants.get()
    assert (grant.attempts, grant.quiz, grant.by) == (1, module.quiz, mentor)
    page = text_of(client, reverse("training:person-detail", args=[junior.public_id]))
    assert "The network dropped" in page


def test_an_owner_who_does_not_mentor_grants_nothing(client, owner, junior, module) -> None:
    client.force_login(owner)
    url = reverse("training:person-grant", args=[junior.public_id])
    assert client.post(url, {"module": module.slug, "reason": "Why"}).status_code == 403
    assert not junior.grants.exists()


def test_a_draft_of_an_older_list_says_why_it_is_begun_anew(client, mentor, module, draft) -> None:
    old = module.signoff.revisions.get()
    items = [*old.items, {"key": "stop", "text": "Stops in time"}]
    module.signoff.revisions.create(
        number=2, title=old.title, items=items, digest="r2", published_at=AT
    )
    client.force_login(mentor)
    client.post(url_of(draft), all_seen())
    assert "Begin anew" in text_of(client, LIST)
    assert f"the list “{module.title}” has changed" in text_of(client, url_of(draft))
    refused = client.post(url_of(draft, "signoff-sign"), follow=True).content.decode()
    assert "has changed since you began" in refused
    assert not draft.signatures.exists()
    data = {"person": str(draft.person.public_id), "module": module.slug}
    anew = client.post(reverse("training:signoff-begin"), data)
    assert "Stops in time" in text_of(client, anew.url)


def test_a_mentor_without_the_role_of_a_learner_reads_why_nobody_observes_her(
    client, clinic, mentor
) -> None:
    client.force_login(mentor)
    assert "you have no role as a learner here" in text_of(client, LIST)
    MembershipFactory(user=mentor, clinic=clinic, role="junior")
    assert "you have no role as a learner here" not in text_of(client, LIST)
