"""The look: tags refuse typos, forms say what is wrong and where, pages stand on their own."""

from __future__ import annotations

import datetime as dt
import re
import struct
import zoneinfo
from decimal import Decimal
from pathlib import Path

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Row, Submit
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from config import look
from training.views.shell import Branch, Entry, Frame, Section

CONFIG = Path(settings.BASE_DIR) / "config"
TEMPLATES = sorted((CONFIG / "templates").rglob("*.html"))
ALL_TEMPLATES = [
    path
    for app in ("config", "training", "quizzes")
    for path in (Path(settings.BASE_DIR) / app).rglob("templates/**/*.html")
]
AT = dt.datetime(2026, 11, 27, 23, 2, 31, tzinfo=dt.UTC)


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


class InviteForm(forms.Form):
    emails = forms.CharField(widget=forms.Textarea, help_text="One a line, <b>plainly</b>")
    role = forms.ChoiceField(widget=forms.RadioSelect, choices=[("junior", "Junior")])
    until = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "find"}))
    agree = forms.BooleanField(label="Send them now", help_text="One email each")
    kept = forms.CharField(widget=forms.HiddenInput, required=False)


def test_the_sprite_holds_exactly_the_icons_that_may_be_named():
    sprite = render_to_string("_sprite.html")
    assert set(re.findall(r'id="i-([a-z]+)"', sprite)) == look.ICONS


@pytest.mark.parametrize("path", ALL_TEMPLATES, ids=lambda path: path.name)
def test_every_icon_a_template_names_exists(path: Path):
    names = set(re.findall(r'{% icon "([^"]*)"', path.read_text(encoding="utf-8")))
    assert names <= look.ICONS


@pytest.mark.parametrize(
    "source", ['{% icon "chekc" %}', '{% tag "good" "check" "Yes" %}', '{% pips "certain" %}']
)
def test_a_name_the_look_does_not_know_is_refused(source: str):
    with pytest.raises(ValueError, match="Unknown"):
        rendered(source)


def test_an_icon_is_silent_unless_it_has_a_label():
    assert 'aria-hidden="true"' in rendered('{% icon "check" %}')
    labelled = rendered('{% icon "minus" "mini" "Not needed" %}')
    assert 'role="img" aria-label="Not needed"' in labelled
    assert 'class="icon mini"' in labelled


def test_a_state_is_icon_and_word_and_escapes_what_people_wrote():
    html = rendered('{% tag "late" "alert" words %}', words="<b>3 days</b>")
    assert 'class="tag is-late"' in html
    assert "#i-alert" in html
    assert "&lt;b&gt;3 days" in html


@pytest.mark.parametrize(("percent", "dash"), [(60, "60 100"), (250, "100 100")])
def test_a_ring_shows_its_share_and_stays_within_the_circle(percent: int, dash: str):
    html = rendered("{% ring percent %}", percent=percent)
    assert f'stroke-dasharray="{dash}"' in html
    assert "percent done" in html


def test_an_empty_ring_and_an_empty_pearl_draw_no_dot():
    assert "stroke-dasharray" not in rendered("{% ring 0 %}{% pearl 0 %}")


def test_a_bar_may_carry_the_pass_mark():
    assert 'class="mark" x="80"' in rendered('{% bar 67 "due" 80 %}')
    assert "mark" not in rendered("{% bar 67 %}")


@pytest.mark.parametrize(("strength", "on"), [("strong", 3), ("expert", 1), ("experience", 0)])
def test_pips_count_the_strength_of_the_evidence(strength: str, on: int):
    assert rendered("{% pips strength %}", strength=strength).count('class="on"') == on


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Decimal("0.8"), "80%"),
        (Decimal("0.7999"), "79%"),
        (Decimal("0.9999999"), "100%"),
        (0, "0%"),
        (None, ""),
    ],
)
def test_a_share_is_never_rounded_up_to_the_pass_mark(share: object, words: str):
    assert look.share(share) == words


def test_times_are_told_in_the_active_time_zone():
    with timezone.override(zoneinfo.ZoneInfo("Europe/Berlin")):
        assert look.day(AT) == "28 Nov 2026"
        assert look.clock(AT) == "00:02"
        assert look.stamp(AT) == "00:02:31"
    assert look.day(dt.date(2026, 11, 27)) == "27 Nov 2026"
    assert look.day(None) == ""


def test_small_words():
    assert look.minutes(7) == "7 min"
    assert look.initial("  ines") == "I"
    assert look.initial("") == "?"
    windows = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/1 Safari/537.36 Edg/1"
    assert look.device(windows) == "Edge on Windows"
    assert look.device("curl/8") == "An unknown device"


def test_a_field_ties_hint_and_error_to_its_input_and_escapes_the_hint():
    html = InviteForm({"emails": ""})["emails"].as_field_group()
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_emails_helptext id_emails_error"' in html
    assert 'id="id_emails_helptext"' in html
    assert 'id="id_emails_error"' in html
    assert "&lt;b&gt;plainly" in html
    assert 'class="input"' in html


def test_a_group_of_choices_is_a_fieldset_and_a_single_check_wraps_its_label():
    form = InviteForm()
    group = form["role"].as_field_group()
    assert group.startswith("<fieldset")
    assert "<legend>Role</legend>" in group
    assert 'class="choice"' in group
    assert '<label class="choice" for="id_agree">' in form["agree"].as_field_group()


def test_a_widget_keeps_the_class_its_form_gave_it():
    assert 'class="input find"' in str(InviteForm()["until"])


def test_a_hidden_field_gets_no_class():
    assert "class" not in str(InviteForm()["kept"])


def test_the_error_summary_takes_the_focus_and_links_to_each_field():
    html = rendered("{% load crispy_forms_tags %}{{ form|crispy }}", form=InviteForm({}))
    assert 'role="alert" tabindex="-1" autofocus' in html
    for name in ("emails", "role", "until", "agree"):
        assert f'href="#id_{name}"' in html
        assert f'id="id_{name}"' in html
    assert "4 things to put right" in html


def test_a_form_with_a_layout_renders_in_our_pack():
    form = InviteForm()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Who", "emails", "role"), Row(Field("until"), "agree"), "kept"
    )
    form.helper.add_input(Submit("send", "Send"))
    html = rendered("{% load crispy_forms_tags %}{% crispy form %}", form=form, csrf_token="t0ken")
    assert "t0ken" in html
    assert 'class="btn primary' in html
    assert '<legend class="label">Who</legend>' in html


@pytest.mark.parametrize("name", ["400", "500", "503"])
def test_a_page_for_when_something_is_broken_needs_no_context(name: str):
    html = render_to_string(f"{name}.html")
    assert '<html lang="en" dir="ltr">' in html
    assert '<main class="plain" id="main">' in html


@pytest.mark.parametrize("name", ["403", "403_csrf", "404"])
def test_an_error_page_for_a_stranger_is_plain(name: str):
    html = render_to_string(f"{name}.html")
    assert 'class="side"' not in html
    assert 'class="skip"' in html


def frame(*clinics: Branch, name: str = "Ines") -> Frame:
    here = Section("", (Entry("/learn/", "home", "Learn", current=True, count=6),))
    inbox = Entry("/inbox/", "bell", "Inbox", count=3)
    return Frame(name, "Junior", (here,), clinics, (), seeking=False, inbox=inbox)


def test_the_side_bar_names_the_place_and_offers_clinics_only_when_there_are_several():
    linden, harbour = Branch("1", "Linden", True), Branch("2", "Harbour", False)
    switch = f'action="{reverse("training:clinic-switch")}"'
    html = render_to_string("404.html", {"shell": frame(linden)})
    assert '<a href="/learn/" aria-current="page">' in html
    assert switch not in html
    html = render_to_string("404.html", {"shell": frame(linden, harbour)})
    assert 'form="switch-clinic" name="clinic" value="2"' in html
    assert switch in html


def test_the_side_bar_of_one_is_never_shown_to_another():
    hers, theirs = (
        render_to_string("404.html", {"shell": frame(name=name)}) for name in ("Ines", "Bela")
    )
    assert "Ines" in hers
    assert "Ines" not in theirs


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_a_looser_content_security_policy(path: Path):
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert source.count("\n") <= 150


def test_the_favicon_holds_two_sizes():
    icon = (CONFIG / "static" / "milium" / "favicon.ico").read_bytes()
    assert struct.unpack("<HHH", icon[:6]) == (0, 1, 2)
    assert (icon[6], icon[22]) == (16, 32)
