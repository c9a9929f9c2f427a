"""Whatever holds something of a person is in the register of personal data, field by field."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from quizzes.privacy import Fate, Holding
from training.models import User
from training.privacy import CONTENT, HOLDINGS

ROOT = Path(__file__).resolve().parents[2]
REGISTER = {one.model: one for one in HOLDINGS}
MODELS = apps.get_models(include_auto_created=True)
TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)
BY_THEIR_OWN_WAY = ("training.User", "quizzes.Upload")
SEALS = ("digest", "hash", "sha256")  # what a person typed cannot be read from these
HOW = """{what}: add it to {where}, as a Holding: `about` is the lookup to the person whose it is,
`by` the one to whoever did it, `words` are the fields somebody types freely, `codes` those nobody
does, `shows` what goes into her copy, `fate` what becomes of it when she is erased. If it holds
nothing of a person, add the model to CONTENT in register.py with what it does hold."""


def where(label: str) -> str:
    app = label.partition(".")[0]
    return f"{app if app in ('quizzes', 'training') else 'training'}/privacy/"


def points_to_people(model: type[models.Model]) -> set[str]:
    return {
        field.name
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is User
    } - {"groups", "user_permissions"}


def texts(model: type[models.Model]) -> set[str]:
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) and not field.choices and not field.name.endswith(SEALS)
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_is_in_the_register_or_holds_nothing_of_a_person(model) -> None:
    label = model._meta.label
    known = (label in REGISTER) + (label in CONTENT)
    assert known == 1, HOW.format(what=label, where=where(label))
    if label in CONTENT:
        what = f"{label}.{points_to_people(model)}"
        assert not points_to_people(model), HOW.format(what=what, where=where(label))


@pytest.mark.parametrize("holding", HOLDINGS, ids=lambda one: one.model)
def test_every_text_and_every_person_of_a_registered_model_is_accounted_for(
    holding: Holding,
) -> None:
    model = apps.get_model(holding.model)
    told = {*holding.words, *holding.codes, *holding.blank, *holding.address}
    told |= set(holding.shows) if holding.fate is Fate.DELETED else set()
    missing = {f"{holding.model}.{name}" for name in texts(model) - told}
    said = {lookup.partition("__")[0] for lookup in (*holding.about, *holding.by)}
    missing |= {f"{holding.model}.{name}" for name in points_to_people(model) - said}
    assert not missing, HOW.format(what=", ".join(sorted(missing)), where=where(holding.model))


def test_the_register_names_only_what_there_is() -> None:
    labels = {model._meta.label for model in MODELS}
    assert set(REGISTER) | set(CONTENT) == labels
    assert len(REGISTER) == len(HOLDINGS)
    for holding in HOLDINGS:
        model = apps.get_model(holding.model)
        names = {field.name for field in model._meta.get_fields()}
        used = (*holding.shows, *holding.words, *holding.codes, *holding.blank, *holding.address)
        assert set(used) <= names, holding.model


def test_what_stays_or_is_emptied_says_why_and_everything_says_how_long() -> None:
    for holding in HOLDINGS:
        assert holding.what and holding.why and holding.kept, holding.model
        assert holding.fate is Fate.DELETED or holding.because, holding.model
        if holding.fate is Fate.BLANKED and holding.model not in BY_THEIR_OWN_WAY:
            assert holding.blank, holding.model


def test_the_register_holds_as_the_site_is_installed_without_what_only_tests_add(
    tmp_path: Path,
) -> None:
    """The suite installs more apps than a site that signs nobody in by OpenID Connect."""
    look = "from training.privacy import HOLDINGS; print(len([one.rows for one in HOLDINGS]))"
    kept = {"VAR_DIR": str(tmp_path), "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    command = [sys.executable, "-c", f"import django; django.setup(); {look}"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment | kept, capture_output=True, text=True, check=True
    )
    assert 40 < int(done.stdout) <= len(HOLDINGS)
