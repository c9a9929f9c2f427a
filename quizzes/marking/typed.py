"""What she typed stands in a row of its own, so that it can be erased while every chain holds.

The guarded response keeps how long the text was and its SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from quizzes.engine.kinds import BY_HAND, TYPED, TYPED_IN_PARTS
from quizzes.engine.kinds.base import Response as Body
from quizzes.formats.digests import digest_text
from quizzes.marking.definitions import Known
from quizzes.marking.files import forget, uploaded_by
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


def keep(known: Known, response: Body) -> Kept:
    """Part what was typed from what is guarded; of all other kinds the response itself is."""
    if known.name not in TYPED or response is None:
        return Kept(response)
    text, files = _parted(known, response)
    body: dict[str, Any] = {"characters": len(text)} | ({"files": files} if files else {})
    if not known.kind.is_complete(known.d, response):
        body["complete"] = False
    return Kept(body, text)


def _parted(known: Known, response: Body) -> tuple[str, list[str]]:
    """The text, and the digests of the files beside it."""
    if isinstance(response, str):
        return response, []
    if known.name in BY_HAND:
        return response["text"], response["files"]
    return _json(response), []


def with_files(text: object, files: Collection[str]) -> object:
    """A written response as the engine takes it: the text alone where there are no files."""
    return {"text": text, "files": list(files)} if files else text


def restored(kind: str, text: str) -> Body:
    """The response from its text; "" (it has been erased) is a response with nothing in it."""
    if kind not in TYPED_IN_PARTS:
        return text
    return json.loads(text) if text else {}


def is_complete(known: Known, body: Any) -> bool:
    """Whether a response, as its guarded row has it, answers everything asked."""
    if known.name in TYPED and isinstance(body, dict):
        return body.get("complete", True)
    return known.kind.is_complete(known.d, body)


def _json(response: Body) -> str:
    return json.dumps(response, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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


def typed(kinds: Mapping[int, str]) -> dict[int, Body]:
    """What was typed, by the id of its response, for {response id: kind}: one query, none for kinds
    that are not typed. An erased text is a response with nothing in it."""
    wanted = [pk for pk, kind in kinds.items() if kind in TYPED]
    found = texts(wanted)
    return {pk: restored(kinds[pk], found.get(pk, "")) for pk in wanted}


def self_checks(responses: Collection[int]) -> dict[int, frozenset[str]]:
    """By response, the criteria she found met when she last looked; no query for none."""
    if not responses:
        return {}
    rows = SelfCheck.objects.filter(response__in=responses).order_by("number")
    return {pk: frozenset(met) for pk, met in rows.values_list("response_id", "met")}


def erase(user: models.Model) -> int:
    """Erase all that this person typed as answers, and the files beside it with their names; return
    how many there were. Responses, digests, marks and self-checks stay."""
    found = ResponseText.objects.filter(response__item__attempt__user=user)
    with transaction.atomic():
        return found.delete()[0] + forget(uploaded_by(user))
