"""The process groups that a `serve` started, kept in a file while they live.

`kill -9` of the parent leaves the web server running, and `kill -9` of the web server's own main
process leaves its workers answering on the port. The file tells the next start what to end. It is
locked for as long as its `serve` lives: a lock dies with its process, a process id is used again.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PATIENCE = 2.0  # seconds a left-over group may take to end by itself; a start has five in all


@dataclass(frozen=True)
class Group:
    """One started child: its name, its process group and the command line it was started with."""

    name: str
    group: int
    command: tuple[str, ...]


@dataclass(frozen=True)
class Process:
    """A living process as the system lists it."""

    pid: int
    group: int
    command: str


def processes() -> Iterator[Process]:
    """Every living process that this user may look at; zombies are left out."""
    if (PROC / "self" / "stat").exists():
        yield from _from_proc()
    else:
        yield from _from_ps()


def _from_proc() -> Iterator[Process]:
    for folder in PROC.glob("[0-9]*"):
        try:
            # The name in brackets may itself hold blanks and brackets: read from the last one.
            state, _parent, group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
            command = (folder / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue  # it ended while we looked
        if state != "Z":
            words = command.decode(errors="replace").rstrip("\0").split("\0")
            yield Process(int(folder.name), int(group), " ".join(words))


def _from_ps() -> Iterator[Process]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,pgid=,stat=,command="],  # noqa: S607 - wherever ps lies
        capture_output=True,
        text=True,
        check=True,
    )
    for line in listing.stdout.splitlines():
        pid, group, state, command = line.split(None, 3)
        if not state.startswith("Z"):
            yield Process(int(pid), int(group), command)


def members(group: Group) -> list[Process]:
    """The living processes of that group that are ours by their command line.

    Numbers are used again after a restart of the machine, so the number alone proves nothing: the
    command must begin with the interpreter the group was started with. Never this process itself.
    """
    own = os.getpid()
    return [
        process
        for process in processes()
        if process.group == group.group
        and process.pid != own
        and process.command.startswith(group.command[0])
    ]


def end(groups: Iterable[Group], *, patience: float = PATIENCE) -> list[Group]:
    """End what still lives of the groups: asked first, killed after `patience` seconds.

    Answers with the groups that had something alive.
    """
    alive = [group for group in groups if _signal(group, signal.SIGTERM)]
    deadline = time.monotonic() + patience
    while any(members(group) for group in alive) and time.monotonic() < deadline:
        time.sleep(0.05)
    for group in alive:
        _signal(group, signal.SIGKILL)
    return alive


def _signal(group: Group, number: int) -> bool:
    """Send to each living member; False when there was none."""
    found = members(group)
    for process in found:
        try:
            os.kill(process.pid, number)
        except ProcessLookupError:
            continue
    return bool(found)


class Register:
    """`var/serve-8000.json`: which groups the `serve` on that port started."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def claim(self) -> bool:
        """Take the file for this process; False when a living `serve` holds it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let the next `serve` have the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def groups(self) -> list[Group]:
        """The groups written last; none when the file is empty or was cut short."""
        try:
            rows = json.loads(self.path.read_text())
            return [Group(row["name"], row["group"], tuple(row["command"])) for row in rows]
        except (OSError, ValueError, KeyError, TypeError):
            return []

    def write(self, groups: Sequence[Group]) -> None:
        """Replace the list, in place: a new file of that name would not carry the lock."""
        if self._file is None:
            raise RuntimeError("claim the register before writing to it")
        rows = [{"name": g.name, "group": g.group, "command": g.command} for g in groups]
        data = json.dumps(rows, indent=1).encode()
        os.pwrite(self._file, data, 0)
        os.ftruncate(self._file, len(data))


def end_leftovers(folder: Path, *, patience: float = PATIENCE) -> list[Group]:
    """End every group in `folder` whose `serve` is gone; answers with those that were alive."""
    ended: list[Group] = []
    for path in sorted(folder.glob("serve-*.json")):
        register = Register(path)
        if register.claim():
            try:
                ended += end(register.groups(), patience=patience)
                register.write([])
            finally:
                register.release()
    return ended
