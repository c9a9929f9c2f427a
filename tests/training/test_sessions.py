"""Sessions that are over are forgotten, and so is what a person sees of them among her devices."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from config import sessions
from quizzes import jobs
from quizzes.models import Job

pytestmark = pytest.mark.django_db


def test_an_expired_session_goes_with_its_device_and_another_stays(junior, at) -> None:
    for days in (-1, 1):
        session = SessionStore()
        session.set_expiry(at + dt.timedelta(days=days))
        session.save()
        seen = {"ip": "127.0.0.1", "user_agent": "a phone", "data": {}}
        UserSession.objects.create(user=junior, session_key=session.session_key, **seen)
    outcome = sessions.prune(jobs.Running(Job(), lambda: at))
    assert outcome == {"sessions": 1, "devices": 1}
    assert UserSession.objects.get().session_key == Session.objects.get().session_key
