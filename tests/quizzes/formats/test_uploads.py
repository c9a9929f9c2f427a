"""What is taken from people's devices, and the tricks that are not."""

from __future__ import annotations

import hashlib

import pytest

pytest.importorskip("hypothesis")
from hypothesis import given
from hypothesis import strategies as st

from quizzes.formats.uploads import MOST_NAME, Unfit, checked
from tests.quizzes.files import PAGE, SVG, archive, chunk, jpeg, pdf, png, segment

BOTH = ("image", "pdf")


def check(name: str, data: bytes, kinds: tuple[str, ...] = BOTH, most: int = 5_000_000):
    return checked(name, data, kinds=kinds, most=most)


def refusal(name: str, data: bytes, **more: object) -> str:
    with pytest.raises(Unfit) as caught:
        check(name, data, **more)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("Foto.JPG", jpeg(), "image/jpeg"),
        ("a.jpeg", jpeg(), "image/jpeg"),
        ("2026.11.23 Besuch.png", png(), "image/png"),
        ("résumé.v2.pdf", pdf(), "application/pdf"),
        ("camera.jpg", jpeg() + b"SEFT what a camera writes behind", "image/jpeg"),
    ],
)
def test_it_is_known_by_its_bytes(name, data, media_type):
    found = check(name, data)
    assert (found.name, found.media_type) == (name, media_type)
    assert found.digest == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.png", b"", "empty"),
        ("drawing.svg", SVG, "unknown_type"),
        ("drawing.png", SVG, "unknown_type"),
        ("page.html", PAGE, "unknown_type"),
        ("page.pdf", PAGE, "unknown_type"),
        ("bomb.zip", archive(), "unknown_type"),
        ("bomb.png", archive(), "unknown_type"),
        ("tool.exe", b"MZ" + b"\0" * 99, "unknown_type"),
        ("moving.gif", b"GIF89a" + b"\0" * 99, "unknown_type"),
        ("photo.pdf", png(), "wrong_ending"),
        ("photo.jpg", png(), "wrong_ending"),
        ("photo", png(), "wrong_ending"),
        ("photo.svg", png(), "wrong_ending"),
        ("photo.png.html", png(), "two_endings"),
        ("photo.html.png", png(), "two_endings"),
        ("photo.php .png", png(), "two_endings"),
        ("photo.pdf.png", png(), "two_endings"),
        ("tool.EXE.pdf", pdf(), "two_endings"),
        ("../../etc/photo.png", png(), "bad_name"),
        ("..\\photo.png", png(), "bad_name"),
        ("C:photo.png", png(), "bad_name"),
        ("photo.png\0.exe", png(), "bad_name"),
        ("gnp.\u202eexe.png", png(), "bad_name"),
        ("..", png(), "bad_name"),
        ("", png(), "bad_name"),
    ],
)
def test_a_name_and_a_kind_that_do_not_belong_together_are_refused(name, data, code):
    assert refusal(name, data) == code


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.png", png() + archive(), "two_kinds"),
        ("a.png", png() + PAGE, "two_kinds"),
        ("a.png", png(extra=chunk(b"tEXt", b"Comment\0" + PAGE)), "two_kinds"),
        ("a.png", png(extra=chunk(b"tEXt", b"%PDF-1.4")), "two_kinds"),
        ("a.jpg", jpeg() + archive(), "two_kinds"),
        ("a.jpg", jpeg(extra=segment(0xFE, b"<?php system($_GET['x']);")), "two_kinds"),
        ("a.jpg", jpeg(extra=segment(0xFE, SVG)), "two_kinds"),
        ("a.pdf", pdf() + archive() + b"%%EOF", "two_kinds"),
        ("a.pdf", pdf(b"<script >"), "two_kinds"),
        ("a.pdf", pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "acts"),
        ("a.pdf", pdf(b"/S /Launch"), "acts"),
        ("a.pdf", pdf(b"/EmbeddedFile"), "acts"),
        ("a.pdf", b"%PDF-1.4 cut off", "broken"),
        ("a.png", png()[:-12], "broken"),
        ("a.png", png()[:40], "broken"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "broken"),
        ("a.jpg", b"\xff\xd8\xff", "broken"),
        ("a.jpg", jpeg()[:-2], "broken"),
        ("a.jpg", b"\xff\xd8\xff\xe0\xff\xff" + b"\0" * 9, "broken"),
        ("a.png", png(0, 9), "broken"),
        ("a.png", png(60_000, 60_000), "too_many_pixels"),
        ("a.jpg", jpeg(65_000, 65_000), "too_many_pixels"),
    ],
)
def test_what_is_two_things_or_broken_or_a_bomb_is_refused(name, data, code):
    assert refusal(name, data) == code


def test_the_limit_is_exact():
    data = pdf()
    assert check("a.pdf", data, most=len(data)).data == data
    assert refusal("a.pdf", data, most=len(data) - 1) == "too_large"


def test_only_what_is_asked_for_is_taken():
    assert refusal("a.pdf", pdf(), kinds=("image",)) == "unknown_type"
    assert refusal("a.png", png(), kinds=("pdf",)) == "unknown_type"


def test_a_long_name_keeps_its_ending():
    found = check(f"{'ä' * 300}.png", png()).name
    assert len(found) == MOST_NAME
    assert found.endswith("ä.png")


@given(st.text(max_size=40), st.sampled_from([png, jpeg, pdf]), st.binary(max_size=60), st.data())
def test_any_bytes_are_taken_or_refused(name, make, noise, data):
    whole = make()
    place = data.draw(st.integers(0, len(whole)))
    for found in (noise, whole[:place] + noise, whole[:place] + noise + whole[place:]):
        for called in (name, f"{name}.png", f"{name}.jpg", "a.pdf"):
            try:
                fit = check(called, found)
            except Unfit:
                continue
            assert fit.media_type in ("image/png", "image/jpeg", "application/pdf")
            assert "/" not in fit.name
            assert len(fit.name) <= MOST_NAME
