"""The world of the permission matrix: one of everything that is of Ines, and who may see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from quizzes import attempts, contests, regrades
from quizzes.models import Attempt, Contest, Job, QuestionVersion, Quiz, Regrade
from tests.conftest import person
from tests.factories import ClinicFactory
from tests.quizzes import files, making
from tests.training import team_world
from tests.training.test_certificates import make_programme
from training import (
    assignments,
    calendars,
    certificates,
    imports,
    invitations,
    localrules,
    people,
    reviews,
    scope,
    signoffs,
)
from training.curriculum.editions import publish_editions
from training.models import (
    Assignment,
    Certificate,
    Claim,
    ClaimRevision,
    Clinic,
    Invitation,
    Module,
    PeopleImport,
    PersonalCopy,
    Team,
    User,
)

ROLES = (
    "junior",  # Ines herself
    "colleague",  # another junior with the same mentor
    "mentor",  # hers
    "second_mentor",  # of the same clinic, not hers
    "owner",
    "chief",  # owns the chain
    "author",
    "stranger",  # the other clinic's junior, mentor and owner
    "foreign_mentor",
    "foreign_owner",
    "signed_out",
    "leaver",  # owned the clinic; her account is closed
)


@dataclass
class World:
    clinic: Clinic
    module: Module
    users: dict[str, User] = field(default_factory=dict)
    running: Attempt | None = None
    ended: Attempt | None = None
    check: Quiz | None = None
    papers: Attempt | None = None
    certificate: Certificate | None = None
    assignment: Assignment | None = None
    draft: object = None
    signed: object = None
    job: Job | None = None
    contest: Contest | None = None
    regrade: Regrade | None = None
    team: Team | None = None
    invitation: Invitation | None = None
    batch: PeopleImport | None = None
    copy: PersonalCopy | None = None
    calendar: str = ""

    def client(self, role: str) -> Client:
        """A browser in which this role is signed in, working in Ines's clinic if she may."""
        client = Client()
        if role == "signed_out":
            return client
        user = self.users[role]
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["clinic"] = str(self.clinic.public_id)
        session.save()
        if role == "leaver":
            User.objects.filter(pk=user.pk).update(is_active=False)
        return client


def build() -> World:
    """Everything through the real nouns, so that it hangs together."""
    at = timezone.now() - dt.timedelta(hours=2)
    chain = ClinicFactory(name="Chain")
    clinic = ClinicFactory(name="Linden Street clinic", parent=chain)
    other = ClinicFactory(name="Harbour clinic")
    world = World(clinic, team_world.make_module("milia-myths"))
    _people(world, clinic, chain, other)
    claim = Claim.objects.create(code="F004")
    ClaimRevision.objects.create(
        claim=claim,
        number=1,
        wording="It is sealed.",
        strength="strong",
        reviewed_on=at.date(),
        review_by=at.date(),
        digest="x",
        published_at=at,
    )
    _quizzes(world, at)
    _facts(world, at)
    _clinical(world, at)
    place = {"user": world.users["junior"], "attempt_id": world.ended.public_id, "position": 3}
    world.contest = contests.contest(**place, about="mark", text="I gave none.", at=at)
    world.job = Job.objects.create(
        kind="some",
        key="k",
        by=world.users["mentor"],
        space=clinic.space,
        most_tries=1,
        run_after=at,
        at=at,
    )
    world.regrade = _ruling(world, at)
    world.copy = PersonalCopy.objects.create(person=world.users["junior"], at=at, made_at=at)
    for name in ("kept_as", "paper_as"):
        kept = storages["copies"].save("copy", ContentFile(b"hers"))
        PersonalCopy.objects.filter(pk=world.copy.pk).update(**{name: kept})
    world.calendar = calendars.make_link(person=world.users["junior"], at=at)
    return world


def _ruling(world: World, at: dt.datetime) -> Regrade:
    """Her mentor has ruled about a question of the exam that ended."""
    questions = QuestionVersion.objects.select_related("question__bank")
    version = questions.get(question__key="q3", question__bank__slug="milia-myths")
    proposal = regrades.propose(space=world.clinic.space, version=version, treatment="void")
    return regrades.decide(
        proposal=proposal,
        plan_digest=regrades.plan(proposal).digest(),
        reason="Two answers hold.",
        by=world.users["mentor"],
        at=at,
    )


def _people(world: World, clinic: Clinic, chain: Clinic, other: Clinic) -> None:
    world.users["mentor"] = oda = person("Oda", clinic, "mentor")
    world.users["junior"] = person("Ines", clinic, "junior", mentor=oda)
    world.users["colleague"] = person("Jonas", clinic, "junior", mentor=oda)
    world.users["second_mentor"] = person("Nils", clinic, "mentor")
    world.users["owner"] = person("Astrid", clinic, "owner")
    world.users["author"] = person("Vida", clinic, "author")
    world.users["chief"] = person("Karin", chain, "owner")
    world.users["leaver"] = person("Lea", clinic, "owner")
    world.users["gone"] = person("Gro", clinic, "junior", ended_at=timezone.now())
    world.users["stranger"] = person("Sten", other, "junior")
    world.users["foreign_mentor"] = person("Moa", other, "mentor")
    world.users["foreign_owner"] = person("Olof", other, "owner")
    world.team = people.found_team(clinic=clinic, name="Early", by=None, at=timezone.now())
    ines = {"person": world.users["junior"], "clinic": clinic}
    people.set_teams(**ines, teams=[world.team], by=None, at=timezone.now())
    wish = invitations.Wish(email="freya@example.test", mentor=oda, team=world.team)
    asked = {"clinic": clinic, "by": world.users["owner"], "at": timezone.now()}
    world.invitation = invitations.invite(wish=wish, **asked)
    table = imports.read(b"email\nomar@example.test\n")
    world.batch = imports.begin(table=table, filename="people.csv", **asked)


def _quizzes(world: World, at: dt.datetime) -> None:
    """Two running things of Ines: an exam under way, and one that ended."""
    ines, space = world.users["junior"], world.clinic.space
    exam = making.quiz_of(3)
    world.ended = attempts.start(user=ines, quiz=exam, space=space, at=at)
    attempts.submit(user=ines, attempt_id=world.ended.public_id, at=at)
    second = making.publish_quiz(making.fixed(["q1", "q2"]), slug="second")
    world.running = attempts.start(user=ines, quiz=second, space=space, at=timezone.now())
    policy = making.Policy()
    slots = making.fixed(["q3"])
    world.check = making.publish_quiz(slots, preset="check", policy=policy, slug="check-one")
    _written(world, at)
    _papers(world, at)


def _written(world: World, at: dt.datetime) -> None:
    """A text that Ines wrote inside a lesson."""
    asked = [making.item(key, stem=f"Question {key}?") for key in ("q1", "q2", "q3")]
    making.publish_bank([*asked, making.item("w1", "written", use="check")])
    slots, policy = making.fixed(["w1"]), making.Policy()
    quiz = making.publish_quiz(slots, preset="check", policy=policy, slug="check-text")
    place = {"user": world.users["junior"], "quiz": quiz, "space": world.clinic.space}
    attempts.answer_check(**place, question_key="w1", response="Keratin.", at=at)


def _papers(world: World, at: dt.datetime) -> None:
    """A file that Ines handed in with an exam that has ended."""
    ines, space = world.users["junior"], world.clinic.space
    asked = [making.item(key, stem=f"Question {key}?") for key in ("q1", "q2", "q3")]
    text = making.item("w1", "written", use="check")
    making.publish_bank([*asked, text, making.item("w2", "written", files=making.FILES)])
    papers = making.publish_quiz(making.fixed(["w2"]), slug="papers")
    world.papers = attempts.start(user=ines, quiz=papers, space=space, at=at)
    place = {"user": ines, "attempt_id": world.papers.public_id}
    attempts.attach(**place, position=1, name="a.png", data=files.png(), revision=0, at=at)
    attempts.submit(**place, at=at)


def _facts(world: World, at: dt.datetime) -> None:
    ines, oda, clinic, module = (
        world.users["junior"],
        world.users["mentor"],
        world.clinic,
        world.module,
    )
    team_world.ready(ines, module, clinic, at=at)
    world.signed = team_world.observed(ines, module, clinic, by=oda, at=at)
    signoffs.sign_person(observation=world.signed, by=ines, at=at)
    world.certificate = certificates.issue(
        person=ines,
        programme=make_programme(module),
        clinic=clinic,
        by=world.users["owner"],
        at=at,
    )
    world.draft = signoffs.begin(person=ines, module=module, clinic=clinic, by=oda, at=at)
    extra = team_world.make_module("second-module", number=2)
    made = assignments.assign(people=[ines], modules=[extra], clinic=clinic, by=oda, at=at)
    world.assignment = made.made[0]


def _clinical(world: World, at: dt.datetime) -> None:
    """A signed module, an act of the clinic's own, a claim that depends on local law."""
    clinic, owner = world.clinic, world.users["owner"]
    law = Claim.objects.create(code="F178")
    ClaimRevision.objects.create(
        claim=law,
        number=1,
        wording="It depends.",
        strength="strong",
        reviewed_on=at.date(),
        review_by=at.date() + dt.timedelta(days=400),
        jurisdiction="UK",
        digest="x",
        published_at=at,
    )
    publish_editions(at=at)
    signed = {"name": "Dr Lead", "role": "Medical lead", "reviewed_on": at.date()}
    reviews.sign(clinic=clinic, module=world.module, edition=1, last=0, by=owner, at=at, **signed)
    scope.add(clinic=clinic, words=scope.Words(title="Facials"), checked_on=None, by=owner, at=at)
    said = {"text": "Ask Linden.", "law": "House rule", "checked_on": at.date()}
    localrules.save(
        clinic=clinic, code="F178", checked_by="Lead", number=0, by=owner, at=at, **said
    )
