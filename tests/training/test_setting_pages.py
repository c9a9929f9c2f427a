"""The pages of a clinic's settings: what holds and whose it is, forms that say what to do."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.training.test_clinicsettings import png
from training import clinicsettings
from training.models import AuditEvent, Clinic, ClinicSetting

pytestmark = pytest.mark.django_db
LIST = "/clinic/settings/"


@pytest.fixture
def astrid(client, owner):
    client.force_login(owner)
    return client


def test_the_list_shows_each_value_and_whose_it_is(astrid, clinic, owner, at) -> None:
    clinicsettings.save(clinic=clinic, name="pass_mark", value=90, by=owner, at=at)
    html = astrid.get(LIST).content.decode()
    assert "90 percent" in html
    assert f"Set here by {owner.name}" in html
    assert "As Milium has it" in html
    assert "7, 3, 1 days" in html


def test_a_ladder_is_written_with_commas(astrid, clinic) -> None:
    url = f"{LIST}remind_before/"
    assert astrid.post(url, {"value": "1, 14 ,3"}).status_code == 302
    assert clinicsettings.values(clinic)["remind_before"] == [14, 3, 1]
    html = astrid.get(url).content.decode()
    assert 'value="14, 3, 1"' in html


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("remind_before", "soon", "Write whole numbers with commas between"),
        ("remind_before", "1;2", "Write whole numbers with commas between"),
        ("remind_before", "0", "From 1 to 60."),
        ("pass_mark", "120", "less than or equal to 100"),
        ("certainty", "maybe", "Select a valid choice"),
        ("colour", "green", "Write it like this"),
        ("colour", "#f3d9c6", "Too pale: words in it stand out from white by 1.2 to 1"),
        ("signatory", "x" * 130, "At most 120 characters."),
        ("logo", "", "Choose a picture."),
    ],
)
def test_a_value_that_may_not_be_is_explained_and_kept(
    astrid, name: str, value: str, words: str
) -> None:
    answer = astrid.post(f"{LIST}{name}/", {"value": value})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert not ClinicSetting.objects.exists()


def test_a_logo_is_taken_shown_and_given_back(astrid, clinic) -> None:
    upload = SimpleUploadedFile("logo.png", png().getvalue(), "image/png")
    assert astrid.post(f"{LIST}logo/", {"value": upload}).status_code == 302
    url = reverse("training:logo", args=[clinicsettings.values(clinic)["logo"]])
    assert url in astrid.get(LIST).content.decode()
    answer = astrid.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert astrid.post(f"{LIST}logo/leave/").status_code == 302
    assert url not in astrid.get(LIST).content.decode()


def test_a_file_that_is_no_picture_is_refused(astrid) -> None:
    upload = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    answer = astrid.post(f"{LIST}logo/", {"value": upload})
    assert answer.status_code == 422
    assert "This is not a picture we can read" in answer.content.decode()


def test_every_page_is_drawn_in_the_colour_of_the_clinic(astrid, clinic, owner, at) -> None:
    assert "/colours/" not in astrid.get(LIST).content.decode()
    clinicsettings.save(clinic=clinic, name="colour", value="#7a2e4d", by=owner, at=at)
    assert 'href="/colours/7a2e4d.css"' in astrid.get(LIST).content.decode()
    sheet = astrid.get("/colours/7a2e4d.css")
    assert sheet["Content-Type"] == "text/css"
    assert "--teal: light-dark(#7a2e4d, " in sheet.content.decode()


@pytest.mark.parametrize("colour", ["f3d9c6", "teal", "7a2e4d;}*{x"])
def test_no_sheet_is_made_of_what_is_no_colour_to_read(client, colour: str) -> None:
    assert client.get(reverse("training:colour-sheet", args=[colour])).status_code == 404


def test_a_clinic_gets_another_name_and_it_is_recorded(astrid, clinic) -> None:
    sent = {"name": "Linden House", "time_zone": "Europe/Berlin"}
    assert astrid.post(f"{LIST}clinic/", sent).status_code == 302
    clinic = Clinic.objects.get(pk=clinic.pk)
    assert (clinic.name, clinic.time_zone) == ("Linden House", "Europe/Berlin")
    assert AuditEvent.objects.filter(action="clinic.described").exists()
    answer = astrid.post(f"{LIST}clinic/", {"name": " ", "time_zone": "Mars/Base"})
    assert answer.status_code == 422
    assert "Write the name of the clinic." in answer.content.decode()


def test_a_setting_there_is_not_is_not_there(astrid) -> None:
    assert astrid.get(f"{LIST}secret/").status_code == 404
    assert astrid.post(f"{LIST}secret/leave/").status_code == 404
