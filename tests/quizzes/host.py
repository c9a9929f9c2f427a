"""A host small enough for tests: what quizzes asks for, answered without clinics or lessons."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from quizzes.permissions import ClaimNote, Crumb, Reading, Reason, References, Touched

RECORDED: list[dict[str, Any]] = []
REASONS: list[Reason] = []
SCOPES: dict[int, Q] = {}  # viewer -> whose answers she may see
RIGHTS: set[tuple[int, str]] = set()  # (viewer, act)
HIDDEN: set[int] = set()  # people whose names nobody may see
ASKED: set[tuple[int, int]] = set()  # (user, quiz) that somebody asked her to take
TOUCHED: dict[int, tuple[Touched, ...]] = {}  # attempt -> what rests on its result

CALLABLES = {
    "SPACE": "tests.quizzes.host.space",
    "SCOPE": "tests.quizzes.host.scope",
    "GATE": "tests.quizzes.host.gate",
    "ASKED": "tests.quizzes.host.asked",
    "POLICY": "tests.quizzes.host.policy",
    "PLACE": "tests.quizzes.host.place",
    "OBJECTIVES": "tests.quizzes.host.objectives",
    "REFERENCES": "tests.quizzes.host.references",
    "SIGHT": "tests.quizzes.host.sight",
    "TOUCHES": "tests.quizzes.host.touches",
    "RECORDER": "tests.quizzes.host.record",
}


def reset() -> None:
    for kept in (RECORDED, REASONS, SCOPES, RIGHTS, HIDDEN, ASKED, TOUCHED):
        kept.clear()


def objectives(quiz: Any) -> dict[str, str]:
    return {"1.1": "say what a milium is"}


def space(request: Any) -> None:
    return None


def scope(viewer: Any) -> Q:
    return SCOPES.get(viewer.pk, Q(pk__in=[]))


def gate(user: Any, quiz: Any, space: Any, at: Any) -> tuple[Reason, ...]:
    return tuple(REASONS)


def asked(user: Any, quizzes: Any) -> set[int]:
    return {quiz for quiz in quizzes if (user.pk, quiz) in ASKED}


def policy(policy: Any, quiz: Any, space: Any) -> Any:
    return policy


def place(quiz: Any) -> tuple[Crumb, ...]:
    return (Crumb("Milia myths", "/learn/milia-myths/"),)


def references(claims: Any, readings: Any, space: Any) -> References:
    return References(
        claims={code: ClaimNote(code, f"Claim {code}", "strong") for code in claims},
        readings={ref: Reading(f"Lesson {ref}", f"/learn/{ref}") for ref in readings},
    )


def sight(viewer: Any, space: Any) -> Any:
    return get_user_model().objects.exclude(pk__in=HIDDEN)


def touches(attempts: Any) -> dict[int, tuple[Touched, ...]]:
    return {pk: TOUCHED[pk] for pk in attempts if pk in TOUCHED}


def record(**event: Any) -> None:
    RECORDED.append(event)


class Backend:
    """`has_perm` from RIGHTS."""

    def authenticate(self, request: Any, **credentials: Any) -> None:
        return None

    def has_perm(self, user: Any, act: str, obj: Any = None) -> bool:
        return (user.pk, act) in RIGHTS
