"""What she typed stands in a row of its own, so that it can be erased while every chain holds.

The guarded response keeps how long the text was and its SHA-256.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models

from quizzes.engine.kinds import TYPED
from quizzes.engine.kinds.base import Response as Body
from quizzes.formats.digests import digest_text
from quizzes.models import Response, ResponseText, SelfCheck


@dataclass(frozen=True, slots=True)
class Kept:
    """A clean response as it is stored: the body of the guarded row, and the text beside it."""

    body: Any
    text: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 (64 hex digits) of the text in UTF-8; "" without one."""
        return digest_text(self.text) if self.text else ""


def keep(kind: str, response: Body) -> Kept:
    """Part what was typed from what is guarded; of all other kinds the response itself is."""
    if kind in TYPED and isinstance(response, str):
        return Kept({"characters": len(response)}, response)
    return Kept(response)


def store(response: Response, kept: Kept) -> None:
    """Write the text of a response that has been saved; nothing where nothing was typed."""
    if kept.text:
        ResponseText.objects.create(response=response, text=kept.text)


def texts(responses: Collection[int]) -> dict[int, str]:
    """The typed texts by the id of their response, erased ones left out; no query for none."""
    if not responses:
        return {}
    rows = ResponseText.objects.filter(response__in=responses)
    return dict(rows.values_list("response_id", "text"))


def self_checks(responses: Collection[int]) -> dict[int, frozenset[str]]:
    """By response, the criteria she found met when she last looked; no query for none."""
    if not responses:
        return {}
    rows = SelfCheck.objects.filter(response__in=responses).order_by("number")
    return {pk: frozenset(met) for pk, met in rows.values_list("response_id", "met")}


def erase(user: models.Model) -> int:
    """Erase all that this person typed as answers; return how many texts. Responses, digests,
    marks and self-checks stay."""
    found = ResponseText.objects.filter(response__item__attempt__user=user)
    return found.delete()[0]
