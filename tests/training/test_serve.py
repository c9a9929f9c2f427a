"""The parent of the web server and the worker: it leaves nothing behind, whoever is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from training.management import children, groups
from training.management.commands import serve

from .waiting import wait_until

SLEEPS = "import time; time.sleep(60)"
IS_DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}"
HAS_A_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPS!r}])"


def child(code: str) -> children.Child:
    return children.Child("sleeper", (sys.executable, "-c", code))


@pytest.fixture
def register(tmp_path: Path) -> Iterator[groups.Register]:
    register = groups.Register(tmp_path / "serve-8000.json")
    assert register.claim()
    yield register
    register.release()


@pytest.fixture
def parent(tmp_path: Path, register: groups.Register) -> Callable[..., children.Parent]:
    def make(code: str, **options: object) -> children.Parent:
        said: list[str] = []
        options = {"grace": 5.0, "back_off": (0.0,)} | options
        made = children.Parent(
            [child(code)], folder=tmp_path, register=register, say=said.append, **options
        )
        made.said = said
        return made

    return make


@pytest.fixture
def orphans() -> Iterator[groups.Group]:
    """A child with a child of its own, as a `kill -9` of their parent leaves them."""
    process = subprocess.Popen([sys.executable, "-c", HAS_A_CHILD], start_new_session=True)
    group = groups.Group("sleeper", process.pid, (sys.executable, "-c", HAS_A_CHILD))
    wait_until(lambda: len(groups.members(group)) == 2)
    yield group
    groups.end([group])
    process.wait()


@pytest.mark.race
def test_children_end_with_their_parent(parent, register) -> None:
    family = parent(HAS_A_CHILD)

    def stop_when_both_run() -> None:
        if len(groups.members(family.children[0].group)) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    family.run(on_tick=stop_when_both_run)
    wait_until(lambda: not groups.members(family.children[0].group))
    assert register.groups() == []


@pytest.mark.race
def test_a_child_that_will_not_end_is_killed_and_named(parent) -> None:
    family = parent(IS_DEAF, grace=0.2)
    began = time.monotonic()

    def stop_when_deaf() -> None:
        if time.monotonic() - began > 1.0:
            os.kill(os.getpid(), signal.SIGINT)

    family.run(on_tick=stop_when_deaf)
    assert family.children[0].process.returncode == -signal.SIGKILL
    assert "sleeper did not end" in family.said[-1]


@pytest.mark.race
def test_a_child_that_dies_is_started_again(parent) -> None:
    family = parent(SLEEPS)
    seen: set[int] = set()

    def kill_the_first() -> None:
        process = family.children[0].process
        if process and process.pid not in seen:
            seen.add(process.pid)
            process.kill() if len(seen) == 1 else family.signals.append(signal.SIGTERM)

    family.run(on_tick=kill_the_first)
    assert len(seen) == 2
    assert "killed by SIGKILL" in family.said[0]


@pytest.mark.race
def test_a_child_that_keeps_dying_ends_the_parent(parent) -> None:
    with pytest.raises(children.ChildKeepsEnding) as end:
        parent("raise SystemExit(3)").run()
    assert (end.value.name, end.value.status) == ("sleeper", 3)


@pytest.mark.race
def test_the_next_start_ends_what_a_killed_parent_left(tmp_path, orphans) -> None:
    register = groups.Register(tmp_path / "serve-8000.json")
    register.claim()
    register.write([orphans])
    register.release()  # as the kill does

    assert groups.end_leftovers(tmp_path) == [orphans]
    wait_until(lambda: not groups.members(orphans))
    assert groups.end_leftovers(tmp_path) == []


@pytest.mark.race
def test_what_a_living_serve_started_is_left_alone(tmp_path, register, orphans) -> None:
    register.write([orphans])
    assert groups.end_leftovers(tmp_path) == []
    assert len(groups.members(orphans)) == 2
    assert not groups.Register(register.path).claim()


@pytest.mark.race
def test_a_number_that_was_given_to_another_program_is_left_alone(orphans) -> None:
    stranger = groups.Group("sleeper", orphans.group, ("/another/python", "manage.py", "work"))
    assert groups.end([stranger]) == []
    assert len(groups.members(orphans)) == 2


@pytest.mark.parametrize("text", ["", "[{", "{}", '[{"name": "web"}]', "3"])
def test_a_register_that_was_cut_short_names_nobody(tmp_path, text) -> None:
    path = tmp_path / "serve-8000.json"
    path.write_text(text)
    assert groups.Register(path).groups() == []


def test_a_shorter_list_replaces_a_longer_one(register) -> None:
    one = groups.Group("one", 1, ("python",))
    register.write([one, groups.Group("two", 2, ("python", "x" * 500))])
    register.write([one])
    assert register.groups() == [one]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_taken_port_is_named_with_a_way_out(address) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as other:
        other.bind((address, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken.*PORT={port + 1} script/run"):
            serve.refuse_taken_port("127.0.0.1", port)


@pytest.mark.parametrize("text", ["0", "65536", "eight", "-1", "80 00", "²"])
def test_what_is_no_port_is_refused(text) -> None:
    with pytest.raises(CommandError, match="not a port"):
        serve.port_number(text)


def test_a_trial_serves_this_machine_only(settings) -> None:
    settings.DEBUG = True
    with pytest.raises(CommandError, match="this machine only"):
        call_command("serve", host="0.0.0.0")


def test_the_address_is_a_name_that_people_can_use(settings) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["localhost", "127.0.0.1"], False
    assert serve.address(8000) == "http://localhost:8000"
    settings.ALLOWED_HOSTS, settings.HTTPS = ["*", ".clinic.example"], True
    assert serve.address(8000) == "https://clinic.example"


def test_a_dry_run_names_both_children_and_starts_none(capsys) -> None:
    call_command("serve", "8001", dry_run=True)
    web, worker = capsys.readouterr().out.splitlines()
    assert "granian" in web and "--port 8001" in web
    assert worker.endswith("manage.py work")


@pytest.mark.parametrize("link", [None, "/invitations/secret/"])
def test_a_site_that_knows_nobody_prints_the_link_of_the_first_owner(
    link, monkeypatch, settings
) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["clinic.example"], True
    monkeypatch.setattr(serve, "answers", lambda *_, **__: True)
    said: list[str] = []
    welcome = serve.Welcome("127.0.0.1", 8000, say=said.append, first_link=link)
    welcome()
    welcome()
    told = "\n".join(said)
    assert told.count("https://clinic.example/invitations/secret/") == (1 if link else 0)
