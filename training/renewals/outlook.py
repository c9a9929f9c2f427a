"""What a certificate will ask again, and when: for its own page, also long before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from training import certificates, programmes, refreshes
from training.models import Certificate
from training.rules.certification import VALID, State
from training.rules.refresh import ASKED, Refresh
from training.rules.requirements import Kind, Requirement

OVER = frozenset({State.SUPERSEDED, State.SUSPENDED})
OPEN = frozenset({State.WINDOW, State.GRACE, State.LAPSED, State.REVOKED})


@dataclass(frozen=True, slots=True)
class Outlook:
    """The renewal opens at `opens_at`; until `ends_at` it asks only for `asked`, where the
    programme `has_shorter` one. `sets` are the modules of the refresh, every `months`; `is_open`:
    the holder has something to look at now."""

    opens_at: dt.datetime
    ends_at: dt.datetime
    asked: tuple[Requirement, ...]
    has_shorter: bool
    refresh: Refresh | None
    months: int
    sets: tuple[Requirement, ...]
    titles: Mapping[str, str]
    is_open: bool


def outlook(*, certificate: Certificate, at: dt.datetime) -> Outlook | None:
    """None for one that was replaced or is suspended, or whose programme is not on offer. What is
    asked is what the programme says now, as the next issue will be by it."""
    state, offered = certificates.state_of(certificate, at=at), programmes.current()
    revision = next((r for r in offered if r.programme_id == certificate.programme_id), None)
    if state in OVER or revision is None:
        return None
    issue, plan = certificates.issue_of(certificate), programmes.refresh_of(certificate.revision)
    refresh = refreshes.today(certificate, at=at) if state in VALID else None
    late = state in (State.LAPSED, State.REVOKED)
    return Outlook(
        opens_at=issue.window_opens,
        ends_at=issue.grace_ends,
        asked=programmes.requirements(revision, renewal=not late),
        has_shorter=bool(revision.renewal) and not late,
        refresh=refresh,
        months=plan.every_months if plan else 0,
        sets=tuple(Requirement(Kind.MUST_NOT_MISS, slug) for slug in plan.modules) if plan else (),
        titles=programmes.titles(programmes.nobody(), offered),
        is_open=state in OPEN or (refresh is not None and refresh.state in ASKED),
    )
