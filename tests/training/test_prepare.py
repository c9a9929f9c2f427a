"""What a start prepares, and what it leaves alone because nothing changed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection

from training.management import prepare, unchanged

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch, settings) -> list[str]:
    """The commands that the preparation would run; a load remembers what it loaded."""
    names: list[str] = []

    def call(name: str, **options: object) -> None:
        names.append(name)
        if name == "load_content":
            unchanged.remember(unchanged.seen(settings.CONTENT_DIR))

    monkeypatch.setattr(prepare, "call_command", call)
    return names


@pytest.fixture
def house(settings, tmp_path: Path) -> Path:
    settings.BASE_DIR = tmp_path
    settings.CONTENT_DIR = tmp_path / "content"
    settings.VAR = tmp_path / "var"
    settings.STATIC_ROOT = settings.VAR / "static"
    for folder in ("content", "training", "quizzes", "var"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "file").write_text("one")
    return tmp_path


def ignore(sentence: str) -> None:
    pass


def test_content_is_loaded_once(house, called) -> None:
    prepare.content(say=ignore)
    prepare.content(say=ignore)
    assert called == ["load_content"]


@pytest.mark.parametrize("folder", ["content", "training", "quizzes"])
def test_content_is_loaded_again_when_a_file_changed(house, called, folder) -> None:
    prepare.content(say=ignore)
    (house / folder / "new").write_text("two")
    prepare.content(say=ignore)
    assert called == ["load_content", "load_content"]


def test_content_whose_load_failed_is_loaded_at_the_next_start(house, called, monkeypatch) -> None:
    def refuse(name: str, **options: object) -> None:
        raise ValueError(name)

    with monkeypatch.context() as patch, pytest.raises(ValueError, match="load_content"):
        patch.setattr(prepare, "call_command", refuse)
        prepare.content(say=ignore)
    prepare.content(say=ignore)
    assert called == ["load_content"]


def test_the_demo_clinic_is_made_in_a_database_that_knows_nobody(called) -> None:
    prepare.demo(say=ignore)
    assert called == ["load_demo"]


def test_no_demo_clinic_is_put_beside_real_people(called, owner) -> None:
    prepare.demo(say=ignore)
    assert called == []
    assert not prepare.has_demo_accounts()


def test_a_migrated_database_is_not_migrated_again(called) -> None:
    prepare.database(say=ignore)
    assert called == ["createcachetable"]


def test_whoever_migrates_by_hand_has_the_cache_as_well() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")
    migration = import_module("quizzes.migrations.0011_cache_table")
    migration.create(None, SimpleNamespace(connection=connection))
    cache.set("seen", "yes")
    assert cache.get("seen") == "yes"


def test_static_files_are_collected_once_and_again_when_they_are_gone(house, called) -> None:
    prepare.static_files(say=ignore)
    (house / "var" / "static").mkdir()
    prepare.static_files(say=ignore)
    assert called == ["collectstatic"]
    (house / "var" / "static").rmdir()
    prepare.static_files(say=ignore)
    assert called == ["collectstatic", "collectstatic"]
