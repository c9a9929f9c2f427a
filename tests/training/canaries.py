"""Somebody whose name, address and every typed word can be found again, wherever they end up."""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.files.storage import storages
from django.db import connection
from django.test import Client

from quizzes import attempts, contests, grants, marking, regrades
from quizzes.models import Attempt, QuestionVersion
from tests.factories import PASSWORD
from tests.quizzes import files, making
from tests.training import team_world
from tests.training.test_certificates import make_programme
from training import (
    assignments,
    certificates,
    clinicsettings,
    imports,
    invitations,
    localrules,
    people,
    privacy,
    reviews,
    scope,
    signoffs,
)
from training.curriculum.editions import publish_editions
from training.models import Claim, ClaimRevision, Clinic, Occasion, OccasionWords, User

MARK = "kanarie"
NAME, EMAIL = "Kanarie Vogelsang", "kanarie@vogelsang.example"
BEST = {"keratin": "met", "calm": "met"}


@dataclass
class Caged:
    """Who is to be erased, and who is around her."""

    her: User
    clinic: Clinic
    mentor: User
    owner: User
    exam: Attempt


def word(what: str) -> str:
    return f"{MARK} {what}"


def caged(clinic: Clinic, mentor: User, owner: User, at: dt.datetime) -> Caged:
    """She joins by an invitation, and everything happens to her that can; all by the nouns."""
    who = {"clinic": clinic, "by": owner, "at": at}
    table = imports.read(f"email,name,job\n{EMAIL},{NAME},{word('job')}\n".encode())
    imports.begin(table=table, filename=f"{NAME}.csv", **who)
    wish = invitations.Wish(email=EMAIL, name=NAME, mentor=mentor, job=word("job"))
    invited = invitations.invite(wish=wish, **who)
    place = invitations.Place(name=NAME, password=PASSWORD, time_zone="Europe/Berlin")
    her = invitations.accept(token=invitations.token_of(invited), place=place, at=at)
    people.found_team(name=f"Team of {NAME}", **who)
    _signs_in(her)
    exam = _sits(her, clinic, mentor, at)
    _is_certified(her, clinic, mentor, owner, at)
    _is_named(clinic, mentor, owner, at)
    privacy.ask(person=her, at=at)
    return Caged(her, clinic, mentor, owner, Attempt.objects.get(pk=exam.pk))


def _signs_in(her: User) -> None:
    cache.clear()
    client = Client()
    client.post("/accounts/login/", {"login": EMAIL, "password": "not-this-one-at-all"})
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(her.pk)
    Authenticator.objects.create(
        user=her, type=Authenticator.Type.WEBAUTHN, data={"name": word("passkey")}
    )


def _sits(her: User, clinic: Clinic, mentor: User, at: dt.datetime) -> Attempt:
    """An exam with everything one can type, marked and contested; another one still runs."""
    asked = [
        making.item("q1"),
        making.item("t1", "short_text"),
        making.item("z1", "cloze"),
        making.item("w1", "written", files=making.FILES),
    ]
    making.publish_bank(asked)
    keys = ["q1", "t1", "w1"]
    quiz = making.publish_quiz(making.fixed(keys), slug="typed")
    exam = attempts.start(user=her, quiz=quiz, space=clinic.space, at=at)
    place = {"user": her, "attempt_id": exam.public_id}
    _answer(place, 1, "a", at)
    _answer(place, 2, word("short"), at)
    _answer(place, 3, word("written"), at)
    attempts.attach(**place, position=3, name=f"{MARK}.png", data=files.png(), revision=1, at=at)
    given = {"reason": word("reason"), "by": mentor, "at": at}
    grants.extend(attempt=exam, seconds=60, **given)
    grants.accommodate(user=her, factor=making.Decimal("1.5"), space=clinic.space, **given)
    grants.give(user=her, quiz=quiz, space=clinic.space, attempts=5, minutes=1, **given)
    attempts.submit(**place, at=at)
    marked = {"attempt_id": exam.public_id, "position": 3, "marking": BEST, "at": at}
    marking.mark_by_hand(**marked, revision=2, by=mentor, note=word("note"))
    said = contests.contest(**place, position=2, about="mark", text=word("contest"), at=at)
    contests.answer(contest=said, decision="declined", text=word("outcome"), by=mentor, at=at)
    second = making.publish_quiz(making.fixed(keys), slug="runs")
    runs = attempts.start(user=her, quiz=second, space=clinic.space, at=at)
    _answer({"user": her, "attempt_id": runs.public_id}, 2, word("half"), at)
    return exam


def _answer(place: dict[str, object], position: int, response: object, at: dt.datetime) -> None:
    given = {"position": position, "response": response, "certainty": None, "revision": 0}
    attempts.answer(**place, **given, at=at, in_keys=True)


def _is_certified(her: User, clinic: Clinic, mentor: User, owner: User, at: dt.datetime) -> None:
    module = team_world.make_module("milia-myths")
    team_world.ready(her, module, clinic, at=at)
    seen = signoffs.begin(person=her, module=module, clinic=clinic, by=mentor, at=at)
    signoffs.note(observation=seen, text=word("again"), key="minute", by=mentor, at=at)
    signoffs.note(observation=seen, text=word("both"), by=mentor, at=at)
    taps = [signoffs.Tap(key, "seen") for key in team_world.KEYS]
    signoffs.save(observation=seen, taps=taps, by=mentor, at=at)
    signoffs.sign_observer(observation=seen, by=mentor, at=at)
    signoffs.sign_person(observation=seen, by=her, at=at)
    work = Occasion.objects.create(observation=seen, day=at.date(), words_digest="x" * 64)
    OccasionWords.objects.create(occasion=work, text=word("work"))
    programme = make_programme(module)
    made = certificates.issue(person=her, programme=programme, clinic=clinic, by=owner, at=at)
    certificates.change(
        certificate=made, kind="suspended", reason=word("suspended"), by=owner, at=at
    )
    more = team_world.make_module("second-module", number=2)
    asked = {"people": [her], "modules": [more], "clinic": clinic, "by": mentor}
    assignments.assign(**asked, note=word("note"), at=at)


def _is_named(clinic: Clinic, mentor: User, owner: User, at: dt.datetime) -> None:
    """Her name stands in what others wrote for the clinic."""
    who = {"clinic": clinic, "by": owner, "at": at}
    clinicsettings.save(name="signatory", value=NAME, **who)
    words = scope.Words(title="Facials", supervision=f"Ask {NAME}, {EMAIL}.")
    scope.add(words=words, checked_on=None, **who)
    law = Claim.objects.create(code="F178")
    dated = {"reviewed_on": at.date(), "review_by": at.date() + dt.timedelta(days=400)}
    ClaimRevision.objects.create(
        claim=law,
        number=1,
        wording="It depends.",
        strength="strong",
        jurisdiction="UK",
        digest="x",
        published_at=at,
        **dated,
    )
    said = {"text": "Here too.", "law": "House rule", "checked_on": at.date(), "number": 0}
    localrules.save(code="F178", checked_by=NAME, **said, **who)
    publish_editions(at=at)
    module = team_world.Module.objects.get(slug="milia-myths")
    signed = {"name": NAME, "role": "Lead", "reviewed_on": at.date(), "note": f"By {NAME}."}
    reviews.sign(module=module, edition=1, last=0, **signed, **who)
    version = QuestionVersion.objects.get(question__key="q1")
    proposal = regrades.propose(space=clinic.space, version=version, treatment="void")
    digest = regrades.plan(proposal).digest()
    reason = f"{NAME} found it."
    regrades.decide(proposal=proposal, plan_digest=digest, reason=reason, by=mentor, at=at)


def traces() -> Iterator[str]:
    """Where a canary is found: table and column, or the name of a file."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if MARK in readable(value):
                        yield f"{table}.{name}"
    for alias in ("default", "uploads", "copies", "erased"):
        yield from _in_files(alias)


def _in_files(alias: str) -> Iterator[str]:
    storage = storages[alias]
    if not storage.exists(""):
        return
    for name in storage.listdir("")[1]:
        with storage.open(name) as file:
            if MARK in readable(name) or MARK in readable(file.read()):
                yield f"{alias}:{name}"


def readable(value: object) -> str:
    """The value with what is packed in it: a session is base64 of compressed JSON."""
    raw = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
    found = [raw]
    for piece in re.findall(rb"[A-Za-z0-9_=+/-]{24,}", raw):
        try:
            found.append(base64.urlsafe_b64decode(piece + b"=" * (-len(piece) % 4)))
        except ValueError:
            continue
    return b" ".join(found).decode(errors="replace").casefold()
