"""A clinic's settings: inherited from the clinic above, kept with who set them, and felt."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from quizzes import attempts, quizzes
from quizzes.quizzes import SlotSpec
from tests.factories import ClinicFactory
from tests.quizzes.making import AT, EXAM, item, publish_bank, publish_quiz
from training import clinicsettings, logos
from training.models import AuditEvent, Clinic, ClinicSetting

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def chain(clinic: Clinic) -> Clinic:
    chain = ClinicFactory(name="Chain")
    clinic.parent = chain
    clinic.save()
    return chain


@pytest.fixture
def setting(owner, at):
    def save(clinic: Clinic, name: str, value: object, after: dt.timedelta = 0 * DAY):
        return clinicsettings.save(clinic=clinic, name=name, value=value, by=owner, at=at + after)

    return save


def test_what_is_not_set_here_comes_from_above_and_says_so(clinic, chain, setting) -> None:
    setting(chain, "pass_mark", 85)
    found = clinicsettings.one_of(clinic, "pass_mark")
    assert (found.value, found.source, found.is_own) == (85, chain, False)
    setting(clinic, "pass_mark", 90)
    found = clinicsettings.one_of(clinic, "pass_mark")
    assert (found.value, found.source, found.is_own) == (90, clinic, True)
    assert (found.above, found.above_source) == (85, chain)


def test_what_nobody_set_is_as_milium_has_it(clinic, chain) -> None:
    found = clinicsettings.one_of(clinic, "keep_answers")
    assert (found.value, found.source, found.row) == (24, None, None)


def test_a_setting_left_to_the_clinic_above_follows_it_again(
    clinic, chain, setting, owner, at
) -> None:
    setting(clinic, "pass_mark", 90)
    setting(chain, "pass_mark", 85)
    clinicsettings.leave(clinic=clinic, name="pass_mark", by=owner, at=at)
    assert clinicsettings.values(clinic)["pass_mark"] == 85


def test_a_setting_of_one_clinic_is_none_of_another(clinic, other_clinic, setting) -> None:
    setting(clinic, "signatory", "Dr Noor")
    assert clinicsettings.values(other_clinic)["signatory"] == ""


def test_what_held_on_a_day_can_still_be_asked(clinic, setting, at) -> None:
    setting(clinic, "signatory", "Dr Noor")
    setting(clinic, "signatory", "Dr Lund", after=10 * DAY)
    assert clinicsettings.values(clinic, at + DAY)["signatory"] == "Dr Noor"
    assert clinicsettings.values(clinic)["signatory"] == "Dr Lund"


def test_every_change_is_recorded_without_the_name_that_was_typed(clinic, setting) -> None:
    setting(clinic, "signatory", "Dr Noor")
    event = AuditEvent.objects.get(action="setting.saved")
    assert event.data["name"] == "signatory"
    assert "Noor" not in str(event.data)


def test_a_value_that_may_not_be_changes_nothing(clinic, setting) -> None:
    with pytest.raises(clinicsettings.Refused):
        setting(clinic, "pass_mark", 12)
    with pytest.raises(KeyError):
        setting(clinic, "secret", "x")
    assert not ClinicSetting.objects.exists()


def test_a_colour_stands_with_each_clinic_it_holds_for(
    clinic, chain, other_clinic, setting, owner, at
) -> None:
    setting(chain, "colour", "#7a2e4d")
    setting(clinic, "colour", "#0d5c59")
    setting(chain, "colour", "#5a2e4d")
    colours = dict(Clinic.objects.values_list("name", "colour"))
    assert colours[clinic.name] == "#0d5c59"
    assert colours["Chain"] == "#5a2e4d"
    assert colours[other_clinic.name] == ""
    clinicsettings.leave(clinic=clinic, name="colour", by=owner, at=at)
    clinic.refresh_from_db()
    assert clinic.colour == "#5a2e4d"


def test_reading_all_of_them_takes_two_statements(
    clinic, chain, setting, django_assert_num_queries
) -> None:
    setting(chain, "pass_mark", 85)
    clinic = Clinic.objects.get(pk=clinic.pk)
    with django_assert_num_queries(2):  # the clinic above, and the rows
        clinicsettings.values(clinic)


@pytest.fixture
def exam(clinic):
    publish_bank([item(f"q{n}") for n in range(1, 3)])
    return publish_quiz([SlotSpec(count=2)], policy=EXAM)


def test_a_lowest_pass_mark_holds_from_the_next_attempt(clinic, junior, exam, setting) -> None:
    before = attempts.start(user=junior, quiz=exam, space=clinic.space, at=AT)
    setting(clinic, "pass_mark", 95)
    page = quizzes.rules_page(user=junior, quiz=exam, space=clinic.space, at=AT)
    assert page.policy.pass_mark == Decimal("0.95")
    assert quizzes.Policy.from_json(before.policy).pass_mark == EXAM.pass_mark
    attempts.submit(user=junior, attempt_id=before.public_id, at=AT)
    after = attempts.start(user=junior, quiz=exam, space=clinic.space, at=AT + 30 * DAY)
    assert quizzes.Policy.from_json(after.policy).pass_mark == Decimal("0.95")


def test_certainty_is_asked_where_the_clinic_says_so(clinic, junior, exam, setting) -> None:
    for use, asked in (("always", True), ("never", False)):
        setting(clinic, "certainty", use)
        page = quizzes.rules_page(user=junior, quiz=exam, space=clinic.space, at=AT)
        assert page.policy.certainty is asked


def png(size: tuple[int, int] = (900, 300), kind: str = "PNG") -> BytesIO:
    out = BytesIO()
    Image.new("RGB", size, (13, 92, 89)).save(out, kind, exif=b"Exif\x00\x00secret-place")
    out.seek(0)
    return out


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_and_small_without_what_was_hidden_in_it(kind: str) -> None:
    upload = png(kind=kind)
    assert b"secret-place" in upload.getvalue()
    data = logos.read(logos.keep(upload))
    assert b"secret-place" not in data
    with Image.open(BytesIO(data)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (480, 160))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_picture"),
        (b"<svg onload='alert(1)'/>", "not_a_picture"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "not_a_picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "not_a_picture"),
        (b"x" * (logos.MOST_BYTES + 1), "too_large"),
        (png((5000, 4000)).getvalue(), "too_many_pixels"),
    ],
    ids=["empty", "svg", "gif", "broken", "large", "pixels"],
)
def test_what_is_no_small_picture_is_refused_with_why(data: bytes, code: str) -> None:
    with pytest.raises(logos.NotALogo) as refusal:
        logos.keep(BytesIO(data))
    assert refusal.value.code == code


@pytest.mark.parametrize("name", ["", "../db.sqlite3", "a.png", "0" * 64 + ".svg"])
def test_no_other_file_is_opened_as_a_logo(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        logos.read(name)
