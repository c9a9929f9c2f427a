"""What is missing for a certificate, on her list of certificates and at home."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.training.content_tree import PROGRAMMES
from tests.training.learning import load, read_all, texts

pytestmark = pytest.mark.django_db
LATER = """\
  - slug: lead
    title: Lead
    summary: S
    audience: All
    validity_months: 24
    window_days: 90
    grace_days: 30
    requirements:
      - {kind: programme, programme: foundation}
      - {kind: module, module: second-look}
    proves: ["Knows"]
    does_not_prove: ["Does"]
"""
PART = """\
      - {kind: lesson, lesson: second-look/why-popping-fails}
"""
MODULE_LINK = '<a href="/learn/milia-myths/">Milia myths</a>: '


@pytest.fixture
def ines(client, tmp_path, junior, at):
    programmes = {"programmes.yaml": PROGRAMMES + LATER}
    load(tmp_path / "content", texts(modules=2) | programmes, at - dt.timedelta(days=3))
    client.force_login(junior)
    return client


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("url", ["/certificates/", "/learn/"])
def test_each_missing_part_leads_to_its_module(ines, url):
    assert MODULE_LINK in page(ines, url)


def test_a_certificate_says_what_it_waits_for_or_how_far_she_is(ines, junior, clinic, at):
    html = page(ines, "/certificates/")
    assert "After Foundation" in html and "Not started" in html and "On the way" not in html
    read_all(junior, clinic, at)
    html = page(ines, "/certificates/")
    assert "After Foundation" in html and "2 steps left" in html and "Not started" not in html


def test_a_module_of_which_she_needs_a_part_says_how_many_steps_of_it(ines, tmp_path, at):
    asks = PROGRAMMES.replace("    proves", PART + "    proves")
    load(tmp_path / "content", {"programmes.yaml": asks + LATER}, at)
    assert "1 step for your next certificate" in page(ines, "/learn/")
