"""The check commands: a file or standard input, one JSON document, exit code 0."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from tests.quizzes.engine.examples import BODIES

ROOT = Path(__file__).resolve().parents[2]
QUESTION = {"kind": "single"} | BODIES["single"]
SITTING = {"questions": [QUESTION], "steps": [{"action": "save", "response": "a"}]}


def line(response: object) -> str:
    return json.dumps({"question": QUESTION, "response": response})


def run(command: str, *args: object) -> object:
    out = io.StringIO()
    call_command(command, *map(str, args), stdout=out)
    return json.loads(out.getvalue())


def piped(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))


def test_score_response_reads_a_file_and_answers_line_by_line(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_text(f"{line('a')}\n{line('Chalk')}\n{line(None)}\n", encoding="utf-8-sig")
    out = io.StringIO()
    call_command("score_response", str(path), stdout=out)
    found = json.loads(out.getvalue())
    assert [(one["line"], one["state"], one["fraction"]) for one in found] == [
        (1, "right", 1),
        (2, "rejected", None),
        (3, "blank", 0),
    ]
    assert len(out.getvalue().splitlines()) == 5  # a result has a line of its own


@pytest.mark.parametrize("args", [(), ("-",)])
def test_both_read_standard_input(monkeypatch, args):
    piped(monkeypatch, line("a").encode())
    assert run("score_response", *args)[0]["state"] == "right"
    piped(monkeypatch, json.dumps(SITTING).encode())
    assert run("play_attempt", *args)["final"]["mark"] == 1


def test_play_attempt_reads_a_file(tmp_path):
    path = tmp_path / "sitting.json"
    path.write_text(json.dumps(SITTING))
    assert run("play_attempt", path)["questions"] == [{"slot": 1, "state": "right", "fraction": 1}]


@pytest.mark.parametrize("command", ["score_response", "play_attempt"])
def test_what_is_rejected_is_an_answer_too(monkeypatch, command):
    piped(monkeypatch, b"nonsense")
    found = run(command)
    result = found[0] if isinstance(found, list) else found
    assert result["reasons"][0]["code"] == "not_json"


@pytest.mark.parametrize("command", ["score_response", "play_attempt"])
def test_what_cannot_be_read_is_an_error(tmp_path, command):
    with pytest.raises(CommandError, match="cannot be read"):
        run(command, tmp_path / "nowhere")
    (tmp_path / "latin").write_bytes(b"{}\xe9")
    with pytest.raises(CommandError, match="not UTF-8: byte 2"):
        run(command, tmp_path / "latin")


@pytest.mark.parametrize("command", ["score_response", "play_attempt"])
def test_help_says_what_goes_in_and_what_comes_out(command, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command(command, "--help")
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for word in ("policy", "response", "state", "fraction", "Exit code 0", "exit code 0"):
        assert word.casefold() in said.casefold()


def test_the_exit_code_is_0_when_lines_are_rejected():
    ran = subprocess.run(
        [sys.executable, "manage.py", "score_response"],
        cwd=ROOT,
        input=b"nonsense\n",
        capture_output=True,
        check=False,
        env={"DEBUG": "1", "PATH": "/usr/bin:/bin"},
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)[0]["state"] == "rejected"
