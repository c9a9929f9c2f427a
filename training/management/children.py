"""A parent that keeps its children running: starts them, restarts them, ends them with itself.

Each child leads a session of its own. In the parent's group a terminal's Ctrl-C would reach the
children directly and the parent's SIGTERM would be their second signal, which cuts work short.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from training.management import groups

TICK = 0.1  # seconds between two looks at the children
BACK_OFF = (1.0, 2.0, 4.0)  # seconds before each restart; one more early death is the end
SETTLED = 60.0  # seconds after which a child counts as having started well
GRACE = 8.0  # seconds a child may take to end; service managers commonly kill after ten
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class ChildKeepsEnding(Exception):
    """A child ended soon after every start; carries its name and how the last one ended."""

    def __init__(self, name: str, status: int) -> None:
        super().__init__(name, status)
        self.name = name
        self.status = status


@dataclass
class Child:
    """One program to keep running."""

    name: str
    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0  # on the monotonic clock
    restart_at: float = 0.0
    early_deaths: int = field(default=0)

    def start(self, *, folder: Path) -> None:
        """Start it in `folder`, in a session and process group of its own."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - the command is ours
            self.command, cwd=folder, stdin=subprocess.DEVNULL, start_new_session=True
        )

    @property
    def group(self) -> groups.Group | None:
        """The process group of the last start: its number is the child's own id."""
        if self.process is None:
            return None
        return groups.Group(self.name, self.process.pid, self.command)


class Parent:
    """Runs children until a stop signal or until one of them cannot be kept running."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        folder: Path,
        register: groups.Register,
        say: Callable[[str], None],
        grace: float = GRACE,
        back_off: Sequence[float] = BACK_OFF,
    ) -> None:
        self.children = children
        self.folder = folder
        self.register = register
        self.say = say
        self.grace = grace
        self.back_off = back_off
        self.signals: list[int] = []

    def run(self, *, on_tick: Callable[[], None] = lambda: None) -> None:
        """Keep the children running until a stop signal; `on_tick` is called between looks.

        Raises ChildKeepsEnding when restarts do not help. Nothing started outlives this call.
        """
        # Under nohup a hang-up is ignored already, and stays ignored.
        heard = [n for n in STOP_SIGNALS if n != signal.SIGHUP or not _is_ignored(n)]
        before = {number: signal.signal(number, self._heard) for number in heard}
        try:
            for child in self.children:
                self._start(child)
            while not self.signals:
                for child in self.children:
                    self._look_after(child)
                on_tick()
                time.sleep(TICK)
        finally:
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heard(self, number: int, frame: FrameType | None) -> None:
        self.signals.append(number)

    def _start(self, child: Child) -> None:
        child.start(folder=self.folder)
        self.register.write([c.group for c in self.children if c.group])

    def _look_after(self, child: Child) -> None:
        """Restart a child that ended, after a pause that grows while it keeps ending early."""
        now = time.monotonic()
        if child.process is None:
            if now >= child.restart_at:
                self._start(child)
            return
        status = child.process.poll()
        if status is None:
            return
        # Its own children may still hold the port.
        groups.end([child.group], patience=0.5)
        child.process = None
        if now - child.started >= SETTLED:
            child.early_deaths = 0
        if child.early_deaths >= len(self.back_off):
            raise ChildKeepsEnding(child.name, status)
        pause = self.back_off[child.early_deaths]
        child.early_deaths += 1
        child.restart_at = now + pause
        self.say(f"The {child.name} ended ({ending(status)}); starting it again in {pause:g} s.")

    def _end_all(self) -> None:
        """Ask every child to end, wait, then kill what is left; a second signal skips the wait."""
        started = [child for child in self.children if child.process is not None]
        for child in started:
            # Only the leader: it passes the signal on in its own order.
            child.process.terminate()
        deadline = time.monotonic() + self.grace
        while any(child.process.poll() is None for child in started):
            if time.monotonic() >= deadline or len(self.signals) > 1:
                break
            time.sleep(0.02)
        for child in started:
            self._kill_group(child)
        self.register.write([])

    def _kill_group(self, child: Child) -> None:
        """Whatever of a child's group still lives goes now, whether or not its leader ended."""
        if child.process.poll() is None:
            self.say(f"The {child.name} did not end in {self.grace:g} s and was killed.")
        # Nobody left is what we hope for; macOS says "not permitted" for a group of zombies.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()


def _is_ignored(number: int) -> bool:
    return signal.getsignal(number) == signal.SIG_IGN


def ending(status: int) -> str:
    """How a process ended, in words: a negative status is the signal that killed it."""
    if status < 0:
        return f"killed by {signal.Signals(-status).name}"
    return f"exit status {status}"
