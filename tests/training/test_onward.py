import datetime as dt

import pytest

from tests.training.content_tree import MODULE
from tests.training.learning import load, observe, read_all, sit, texts
from training import journeys
from training.models import Assignment, Module, ObservationSignature, ObservedItem, ObservedNote

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
WAITS = MODULE.replace("requires: []", "requires: [milia-myths]")


@pytest.fixture
def root(tmp_path, at):
    waits = {"modules/02-second-look/module.yaml": WAITS}
    load(tmp_path / "content", texts(modules=2) | waits, at - 20 * DAY)
    return tmp_path / "content"


@pytest.fixture
def home(root, junior, clinic, at):
    return lambda when=at: journeys.home(user=junior, clinic=clinic, at=when)


def test_a_locked_module_is_no_next_step_unless_assigned(client, home, junior, mentor, clinic, at):
    client.force_login(junior)
    assert "Opens after Milia myths" in client.get("/learn/").content.decode()
    assert (
        "btn primary"
        not in client.get("/learn/second-look/")
        .content.decode()
        .partition("</main>")[0]
        .partition("<main")[2]
    )
    read_all(junior, clinic, at - 2 * DAY)
    sit(junior, clinic, Module.objects.first().quiz, at, passed=False)
    assert (home().onward.kind, home().onward.meanwhile) == ("pause", None)
    module = Module.objects.get(slug="second-look")
    Assignment.objects.create(clinic=clinic, person=junior, module=module, by=mentor, at=at)
    assert home().onward.meanwhile.module == module
    assert "Opens after Milia myths" not in client.get("/learn/").content.decode()


def test_after_a_not_yet_she_signs_and_then_practises_that_skill(
    client, home, junior, mentor, clinic, at
):
    read_all(junior, clinic, at - 2 * DAY)
    sit(junior, clinic, Module.objects.first().quiz, at - DAY, passed=True)
    made = observe(junior, mentor, clinic, at, seen=0)
    tap = ObservedItem.objects.create(
        observation=made, key="minute", number=1, outcome="not_yet", at=at
    )
    ObservedNote.objects.create(observed=tap, text="Slower, please")
    client.force_login(junior)
    assert "Read and sign Oda’s observation" in client.get("/learn/").content.decode()
    ObservationSignature.objects.create(
        observation=made, party="person", user=junior, seen=0, total=1, digest="", at=at
    )
    assert home().onward.kind == "show"
    html = client.get("/learn/").content.decode()
    assert "Practise: Explains milia in a minute" in html and "Oda: “Slower, please”" in html
