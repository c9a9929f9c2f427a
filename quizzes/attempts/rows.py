"""An item of an attempt as pages read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple


class Row(NamedTuple):
    """An item as one statement reads it."""

    position: int
    revision: int
    flagged: bool
    order: list[str]
    pk: int
    version_id: int
    digest: str
    kind: str
    must_not_miss: bool
    delivery: dict[str, Any]
    stem_version_id: int | None
    stem_title: str | None
    stem_html: str | None
    stem_facts: list[list[str]] | None
    part: int
    last_pk: int | None
    last_body: Any
    last_certainty: int | None
    last_at: datetime | None


ROW_FIELDS = (
    "position",
    "revision",
    "flagged",
    "order",
    "pk",
    "version_id",
    "version__digest",
    "version__kind",
    "version__must_not_miss",
    "version__delivery",
    "version__stem_version_id",
    "version__stem_version__title",
    "version__stem_version__html",
    "version__stem_version__facts",
    "question__part",
    "last__pk",
    "last__body",
    "last__certainty",
    "last__at",
)
