"""The owner's settings of a clinic: each with whose it is, one page to change one of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.permissions import protected_when_sent
from training import clinicsettings, logos, people, permissions
from training.clinicsettings import HeldSetting
from training.forms import clinicsettings as forms
from training.models import Clinic
from training.permissions import EDIT_CLINIC, standing_of
from training.rules import colours
from training.rules.settings import Kind, Refused

FOREVER = {"public": True, "max_age": 31_536_000, "immutable": True}


def governed(request: HttpRequest) -> Clinic:
    """The clinic whose settings she may change; 404 for everybody else."""
    standing = standing_of(request)
    if standing.clinic is None or not permissions.may(standing, EDIT_CLINIC):
        raise Http404
    return standing.clinic


@require_safe
def setting_list(request: HttpRequest) -> HttpResponse:
    """Everything a clinic may set, what holds, and where that comes from."""
    clinic = governed(request)
    found = clinicsettings.all_of(clinic)
    rows = forms.GROUPS.items()
    groups = [(title, [_row(found[name]) for name in names]) for title, names in rows]
    context = {"clinic": clinic, "groups": groups, "above": clinic.parent}
    return render(request, "training/settings/list.html", context)


def _row(one: HeldSetting) -> dict[str, object]:
    name = one.setting.name
    words = {"label": forms.WORDS[name].label, "said": forms.said(one.setting, one.value)}
    return {"one": one, "name": name, "is_picture": one.setting.kind is Kind.PICTURE} | words


@protected_when_sent
@require_http_methods(["GET", "POST"])
def setting_edit(request: HttpRequest, name: str) -> HttpResponse:
    """One setting: what holds, and the form."""
    clinic = governed(request)
    one = _found(clinic, name)
    if request.method == "POST":
        form = forms.SettingForm(request.POST, request.FILES, setting=one.setting)
        if form.is_valid() and _saved(request, clinic, form):
            messages.success(request, _("Saved."))
            return redirect("training:setting-list")
        return _form(request, one, form, 422)
    value = forms.written(one.setting, one.value)
    form = forms.SettingForm(initial={"value": value}, setting=one.setting)
    return _form(request, one, form)


@protected_when_sent
@require_POST
def setting_leave(request: HttpRequest, name: str) -> HttpResponse:
    """Leave it to the clinic above, or to Milium."""
    clinic = governed(request)
    _found(clinic, name)
    clinicsettings.leave(clinic=clinic, name=name, by=request.user, at=timezone.now())
    messages.success(request, _("What holds above holds here again."))
    return redirect("training:setting-list")


@protected_when_sent
@require_http_methods(["GET", "POST"])
def clinic_edit(request: HttpRequest) -> HttpResponse:
    """Its name and time zone."""
    clinic = governed(request)
    form = forms.ClinicForm(request.POST or None, clinic=clinic)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        people.describe(clinic=clinic, **words, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("training:setting-list")
    status = 422 if request.method == "POST" else 200
    return render(request, "training/settings/clinic.html", {"form": form}, status=status)


@login_not_required
@require_safe
@cache_control(**FOREVER)
def colour_sheet(request: HttpRequest, colour: str) -> HttpResponse:
    """A page in one colour; of no clinic in particular, so anybody may keep it."""
    try:
        palette = colours.palette(f"#{colour}")
    except ValueError:
        raise Http404 from None
    context = {"palette": palette}
    return render(request, "training/settings/colour.css", context, content_type="text/css")


@login_not_required
@require_safe
@cache_control(**FOREVER)
def logo(request: HttpRequest, name: str) -> HttpResponse:
    """A logo by its stored name, the SHA-256 of its bytes."""
    try:
        return HttpResponse(logos.read(name), content_type="image/png")
    except FileNotFoundError:
        raise Http404 from None


def _found(clinic: Clinic, name: str) -> HeldSetting:
    try:
        return clinicsettings.one_of(clinic, name)
    except KeyError:
        raise Http404 from None


def _saved(request: HttpRequest, clinic: Clinic, form: forms.SettingForm) -> bool:
    """Whether it was; else the form says why not."""
    value, by = form.cleaned_data["value"], request.user
    try:
        if form.setting.kind is Kind.PICTURE:
            value = logos.keep(value)
        clinicsettings.save(
            clinic=clinic, name=form.setting.name, value=value, by=by, at=timezone.now()
        )
    except Refused as reason:
        form.add_error("value", forms.refusal(reason))
    except logos.NotALogo as reason:
        form.add_error("value", _logo_refusal(reason.code))
    return form.is_valid()


def _logo_refusal(code: str) -> str:
    if code == "not_a_picture":
        return _("This is not a picture we can read. Save it as PNG, JPEG or WebP, and try again.")
    if code == "too_many_pixels":
        return _("This picture has too many pixels. Make it smaller, 1,000 wide or so.")
    return _("This file is larger than 2 MB. Make it smaller, and try again.")


def _form(
    request: HttpRequest,
    one: HeldSetting,
    form: forms.SettingForm,
    status: int = 200,
) -> HttpResponse:
    kept = one.is_own and one.value not in ("", None, [])
    context = {
        "form": form,
        "row": _row(one),
        "above": forms.said(one.setting, one.above),
        "shows_logo": kept and one.setting.kind is Kind.PICTURE,
        "has_file": one.setting.kind is Kind.PICTURE,
    }
    return render(request, "training/settings/form.html", context, status=status)
