"""What quizzes asks of its host: may she, whose rows, where is this, and please record it.

quizzes knows no clinics, roles or lessons. `settings.QUIZZES` names eleven callables, and a host
answers them without being imported. `user.has_perm(VIEW_ATTEMPT, attempt)` goes the usual way,
through an authentication backend.

SPACE(request) -> Space | None: where this learner is learning now.
SCOPE(viewer) -> Q over the fields `user` and `space`: whose answers she may see beside her own.
GATE(user, quiz, space, at) -> tuple[Reason, ...]: what must happen before she may start.
ASKED(user, quizzes) -> Collection[int]: which of these, by id, somebody asked her to take.
POLICY(policy, quiz, space) -> Policy: the rules of an attempt as they are here, from those the quiz
    was published with; they hold from the next start.
PLACE(quiz) -> tuple[Crumb, ...]: where the quiz hangs in the host's pages.
OBJECTIVES(quiz) -> Mapping[str, str]: what its learning objectives are, by key, in words.
REFERENCES(claims, readings, space) -> References: what stands behind an explanation, for readers
    in a space (its primary key, or None).
SIGHT(viewer, space) -> QuerySet of people: whose names and results she may see there.
TOUCHES(attempts) -> Mapping[int, tuple[Touched, ...]]: by attempt id, what now rests on a result.
RECORDER(*, action, by, subject, space, obj, data, text, at): the audit, in the same transaction;
    `by` None = the system.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

VIEW_ATTEMPT = "quizzes.view_attempt"
MARK_ATTEMPT = "quizzes.mark_attempt"
GIVE_GRANT = "quizzes.give_grant"
REGRADE = "quizzes.regrade"  # in a space: what was ruled about a question concerns all of it
REGRADE_OWN = "quizzes.regrade_own"  # the same, for questions of the space's own banks alone
ACCOMMODATE = "quizzes.accommodate"
VIEW_JOB = "quizzes.view_job"  # or all the jobs of a space
RETRY_JOB = "quizzes.retry_job"
PREVIEW_QUIZ = "quizzes.preview_quiz"
VIEW_ANALYSIS = "quizzes.view_analysis"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not yet: `text` is the host's, already translated; `url` is where to put it right."""

    code: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """A clinical statement, how strong it is and where it comes from. `caution`: what to mind where
    it does not hold everywhere, in the host's words."""

    code: str
    wording: str
    strength: str
    sources: tuple[str, ...] = ()
    reviewed_on: date | None = None
    url: str = ""
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The paragraph that answers a question."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Touched:
    """Something the host issued that rests on a result, and whose it is."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class References:
    """`claims` by code, `readings` by reference; what the host does not know is left out."""

    claims: Mapping[str, ClaimNote] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)


def ask(name: str) -> Callable[..., Any]:
    """The host's callable of this name; looked up each time, so that a test may name another."""
    return import_string(settings.QUIZZES[name])


def protected(view: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a view for whose acts she must have shown lately that it is she: marks given by hand,
    corrections, certificates, exports, roles, invitations. The host asks before the view runs."""
    view.protected = frozenset({"GET", "HEAD", "POST"})
    return view


def protected_when_sent(view: Callable[..., Any]) -> Callable[..., Any]:
    """The same for what is sent to a view alone: anybody who may may look."""
    view.protected = frozenset({"POST"})
    return view
