"""What holds of second steps and sessions whatever the roles and the times."""

from __future__ import annotations

import datetime as dt

import pytest

from training.rules.signin import LEADS, Held, Over, SessionLimits, second_factor_due, session_over

hypothesis = pytest.importorskip("hypothesis")
from hypothesis import given  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

AT = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
spans = st.timedeltas(min_value=dt.timedelta(0), max_value=dt.timedelta(days=400))
moments = spans.map(lambda back: AT - back)
roles = st.sampled_from(["junior", "author", "mentor", "owner"])
held = st.lists(st.builds(Held, roles, moments, st.booleans()), max_size=6)


@given(held, spans)
def test_it_is_asked_of_who_leads_somewhere_and_of_nobody_else(kept: list[Held], grace) -> None:
    leads = any(one.role in LEADS for one in kept)
    assert (second_factor_due(kept, enrolled=False, grace=grace) is not None) == leads
    assert second_factor_due(kept, enrolled=True, grace=grace) is None


@given(held, st.builds(Held, roles, moments, st.booleans()), spans)
def test_one_more_role_never_gives_more_time(kept: list[Held], more: Held, grace) -> None:
    before = second_factor_due(kept, enrolled=False, grace=grace)
    after = second_factor_due([*kept, more], enrolled=False, grace=grace)
    if before is not None and before.by is not None:
        assert after is not None and after.by is not None and after.by <= before.by


@given(held, spans, moments)
def test_it_is_due_exactly_when_no_day_is_left(kept: list[Held], grace, at) -> None:
    step = second_factor_due(kept, enrolled=False, grace=grace)
    if step is not None and step.by is not None:
        assert step.is_due(at) == (step.days_left(at) == 0)


@given(spans, spans, spans, spans, spans)
def test_a_session_that_is_over_stays_over(begun, pause, idle, whole, later) -> None:
    limits = SessionLimits(idle=idle, whole=whole)
    times = {"begun": AT - begun - pause, "seen": AT - pause}
    if session_over(**times, at=AT, limits=limits):
        assert session_over(**times, at=AT + later, limits=limits)


@given(spans, spans)
def test_who_is_here_all_the_time_is_signed_out_by_the_whole_alone(begun, whole) -> None:
    limits = SessionLimits(idle=dt.timedelta(microseconds=1), whole=whole)
    why = session_over(begun=AT - begun, seen=AT, at=AT, limits=limits)
    assert why is (Over.WHOLE if begun >= whole else None)
