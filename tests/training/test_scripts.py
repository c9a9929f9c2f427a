"""The shell commands, in a copy of the house with a Python that only notes what it is asked."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("sh", "dirname", "tr", "cmp", "cp", "rm", "grep", "date", "mktemp", "env", "mkdir")
# Answers every question of `script/venv` with yes, and makes an environment that holds itself.
PYTHON = """#!/bin/sh
printf '%s\\n' "DEBUG=${DEBUG-} DATABASE_URL=${DATABASE_URL-} $*" >> "$HOME/asked"
case "$*" in
*ensurepip*) exit ${NO_ENSUREPIP-0} ;;
*"-m venv"*)
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    echo "#!$PWD/.venv/bin/python" > .venv/bin/pip ;;
*"pip install"*) exit ${PIP_FAILS-0} ;;
*find_postgresql*) exit 1 ;;
esac
"""


class House:
    """A folder with the scripts and the locks, and a PATH that holds what we put there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "house of milium"
        self.bin = folder / "bin"
        shutil.copytree(ROOT / "script", self.root / "script")
        for lock in ("config", "tests"):
            (self.root / lock).mkdir()
            (self.root / lock / "requirements.lock").write_text("django==5.2\n")
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))

    def has(self, name: str, text: str = "#!/bin/sh\n") -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def run(self, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        environment = {"PATH": str(self.bin), "HOME": str(self.root.parent)} | variables
        return subprocess.run(
            [self.root / "script" / script, *arguments],
            env=environment, capture_output=True, text=True, cwd="/", check=False, timeout=30,
        )  # fmt: skip

    def asked(self, words: str) -> list[str]:
        """What Python was asked so far that has those words in it."""
        notes = self.root.parent / "asked"
        return [line for line in notes.read_text().splitlines() if words in line]


@pytest.fixture
def empty_house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def house(empty_house: House) -> House:
    empty_house.has("python3", PYTHON)
    return empty_house


@pytest.fixture
def venv(house: House) -> Callable[..., subprocess.CompletedProcess]:
    return lambda **variables: house.run("venv", "config/requirements.lock", **variables)


def test_without_a_python_a_sentence_says_what_to_install(empty_house) -> None:
    ran = empty_house.run("run")
    assert ran.returncode != 0
    assert "Python 3.11 or newer" in ran.stderr


def test_an_old_python_is_passed_over(empty_house) -> None:
    empty_house.has("python3", "#!/bin/sh\nexit 1\n")
    empty_house.has("python3.12", PYTHON)
    assert empty_house.run("venv", "config/requirements.lock").returncode == 0


def test_a_python_without_venv_names_the_package(house, venv) -> None:
    ran = venv(NO_ENSUREPIP="1")
    assert ran.returncode != 0
    assert "apt install python3-venv" in ran.stderr
    assert not (house.root / ".venv").exists()


def test_packages_are_installed_from_hashed_wheels_once(house, venv) -> None:
    assert venv().returncode == 0
    assert venv().returncode == 0
    [install] = house.asked("pip install")
    assert "--require-hashes --only-binary=:all: -r config/requirements.lock" in install


def test_a_changed_lock_is_installed(house, venv) -> None:
    venv()
    (house.root / "config" / "requirements.lock").write_text("django==5.2.1\n")
    venv()
    assert len(house.asked("pip install")) == 2


def test_an_interrupted_installation_is_taken_up_again(house, venv) -> None:
    ran = venv(PIP_FAILS="1")
    assert ran.returncode != 0
    assert "could not be installed" in ran.stderr
    assert venv().returncode == 0
    assert len(house.asked("pip install")) == 2


def test_an_environment_from_elsewhere_is_made_anew(house, venv) -> None:
    venv()
    (house.root / ".venv" / "bin" / "pip").write_text("#!/another/machine/.venv/bin/python\n")
    venv()
    assert len(house.asked("-m venv --clear .venv")) == 2


def test_an_environment_whose_python_is_gone_is_made_anew(house, venv) -> None:
    venv()
    (house.root / ".venv" / "bin" / "python").unlink()
    assert venv().returncode == 0
    assert len(house.asked("-m venv --clear .venv")) == 2


def test_the_tests_lock_holds_every_package_of_the_product_at_its_version() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9._-]+==[^ ;\\]+", (ROOT / lock).read_text(), re.MULTILINE))

    assert pins("config/requirements.lock") <= pins("tests/requirements.lock")


def test_with_nothing_configured_it_is_a_trial(house) -> None:
    assert house.run("run", "8001").returncode == 0
    [served] = house.asked("manage.py serve")
    assert served == "DEBUG=1 DATABASE_URL= manage.py serve --prepare 8001"


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "HTTPS"])
def test_whoever_configures_a_clinic_gets_no_debug(house, name) -> None:
    house.run("run", **{name: "1"})
    [served] = house.asked("manage.py serve")
    assert served.startswith("DEBUG= ")


def test_tests_never_see_the_database_that_is_served(house) -> None:
    house.run("test", "tests/quizzes", "-k", "draw", DATABASE_URL="postgresql://clinic")
    [ran] = house.asked("-m pytest")
    assert ran == "DEBUG= DATABASE_URL= -m pytest tests/quizzes -k draw"


def test_what_could_not_run_is_named(house) -> None:
    ran = house.run("test")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Skipped: Chromium is not installed" in ran.stdout
    assert "no PostgreSQL answers" in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("Everything passed")


def test_in_the_build_nothing_may_be_missing(house) -> None:
    ran = house.run("test", CI="true")
    assert ran.returncode == 1
    assert "Not passed" in ran.stdout.splitlines()[-1]
    assert "Chromium is not installed" in ran.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("outcome", "status", "words"),
    [
        ("", 0, ""),
        ('<skipped type="pytest.xfail" message="known"/>', 0, ""),
        ('<skipped type="pytest.skip" message="no hypothesis"/>', 1, "no hypothesis\n"),
    ],
)
def test_a_skip_is_seen_in_the_report(tmp_path, outcome, status, words) -> None:
    report = tmp_path / "report.xml"
    report.write_text(
        f"<testsuites><testsuite><testcase>{outcome}</testcase></testsuite></testsuites>"
    )
    ran = subprocess.run(
        [sys.executable, ROOT / "script" / "skipped.py", report],
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert (ran.returncode, ran.stdout) == (status, words)
