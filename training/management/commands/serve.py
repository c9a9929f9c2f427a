"""`manage.py serve`: the web server and the background worker as children of one parent."""

from __future__ import annotations

import contextlib
import errno
import http.client
import os
import socket
import sys
import time
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError
from django.utils import timezone

from training.management import children, demo, groups, prepare

LOOPBACK = ("127.0.0.1", "::1")


class Command(BaseCommand):
    help = "Serve Milium: the web processes and the worker, as children of one parent."
    requires_system_checks = []  # asked below, with the database, once it is migrated

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("port", nargs="?", help="default: the variable PORT, else 8000")
        parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
        parser.add_argument(
            "--workers", type=int, default=cores(), help="web processes; default: one a core"
        )
        parser.add_argument(
            "--grace", type=float, default=children.GRACE, help="seconds a child gets to end"
        )
        parser.add_argument("--no-worker", action="store_true", help="web processes only")
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="first migrate, load the content and, in a trial, make the demo clinic",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be started, start nothing"
        )

    def handle(self, *args: object, **options) -> None:
        port = port_number(options["port"] or os.environ.get("PORT") or "8000")
        host = options["host"]
        if settings.DEBUG and host not in LOOPBACK:
            raise CommandError(
                f"A trial (DEBUG=1) serves this machine only, not {host}. "
                "Set DEBUG=0 and a SECRET_KEY to serve others."
            )
        family = [web(host, port, options["workers"])]
        if not options["no_worker"]:
            family.append(worker())
        if options["dry_run"]:
            for child in family:
                self.say(f"{child.name}: {' '.join(child.command)}")
            return
        try:
            self.serve(family, host, port, options)
        except KeyboardInterrupt:
            raise CommandError("Stopped before it served.", returncode=130) from None

    def say(self, sentence: str) -> None:
        """A reader that went away (a closed terminal, `| head`) must not end the clinic's site."""
        with contextlib.suppress(OSError):
            self.stdout.write(sentence)
            self.stdout.flush()

    def serve(self, family: list[children.Child], host: str, port: int, options: dict) -> None:
        """Clear what an earlier start left, prepare, then keep the family running."""
        runtime = Path(settings.VAR)
        for group in groups.end_leftovers(runtime):
            self.say(f"Ended the {group.name} that an earlier start had left running.")
        register = groups.Register(runtime / f"serve-{port}.json")
        if not register.claim():
            raise CommandError(
                f"Milium already serves {address(port)} from this folder. End that one "
                f"with Ctrl-C, or start beside it: PORT={port + 1} script/run"
            )
        refuse_taken_port(host, port)
        self.get_ready(first=options["prepare"])
        parent = children.Parent(
            family,
            folder=Path(settings.BASE_DIR),
            register=register,
            say=self.say,
            grace=options["grace"],
        )
        try:
            parent.run(on_tick=Welcome(host, port, say=self.say, first_link=self.first_link))
        except children.ChildKeepsEnding as end:
            raise CommandError(
                f"The {end.name} keeps ending ({children.ending(end.status)}), so Milium stops. "
                "The lines above say why."
            ) from end
        self.say("Stopped.")

    def get_ready(self, *, first: bool) -> None:
        """Prepare when asked to, and run every start check, the database's included."""
        try:
            if first:
                # Before the checks: outside a trial an address may need its file's collected name.
                if not settings.DEBUG:
                    prepare.static_files(say=self.say)
                prepare.database(say=self.say)
            elif prepare.pending_migrations():
                raise CommandError("The database is behind the code: serve with --prepare.")
            self.check(databases=["default"])
            if first:
                prepare.content(say=self.say)
            if first and settings.DEBUG:
                prepare.demo(say=self.say)
            # A trial has its demo clinic; a site for others begins with its first owner.
            self.first_link = None if settings.DEBUG else prepare.first_link(at=timezone.now())
        except DatabaseError as problem:
            raise CommandError(f"The database does not answer as it should: {problem}") from problem


class Welcome:
    """Prints the address, once, as soon as the server answers there."""

    def __init__(
        self, host: str, port: int, *, say: prepare.Say, first_link: str | None = None
    ) -> None:
        self.first_link = first_link
        self.host = host if host in LOOPBACK else "127.0.0.1"
        self.port = port
        self.say = say
        self.next_try = 0.0  # on the monotonic clock
        self.done = False

    def __call__(self) -> None:
        if self.done or time.monotonic() < self.next_try:
            return
        self.next_try = time.monotonic() + 0.2
        if not answers(self.host, self.port, name=public_name()):
            return
        self.done = True
        self.say(f"\nMilium is ready: {address(self.port)}")
        if settings.DEBUG and prepare.has_demo_accounts():
            accounts = "".join(f"  {account}\n" for account in prepare.DEMO_ACCOUNTS)
            self.say(f"Sign in with the password {demo.PASSWORD} as one of\n{accounts}")
        if self.first_link:
            self.say(
                "Nobody has an account here yet. This link makes the first owner and her clinic.\n"
                f"It works once; a new start prints a new one:\n  {address(self.port)}"
                f"{self.first_link}\n"
            )
        self.say("Ctrl-C ends it.\n")


def cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def web(host: str, port: int, workers: int) -> children.Child:
    """The web server: one blocking thread a process, Python's lock makes more of them slower."""
    options = (
        f"--interface wsgi --workers {workers} --blocking-threads 1 --respawn-failed-workers "
        f"--no-ws --host {host} --port {port} --log-level warning config.wsgi:application"
    )
    command = (sys.executable, "-m", "granian", *options.split())
    return children.Child("web server", command)


def worker() -> children.Child:
    """The background worker."""
    manage = str(Path(settings.BASE_DIR) / "manage.py")
    return children.Child("background worker", (sys.executable, manage, "work"))


def port_number(text: str) -> int:
    """Raises CommandError unless the text is a port one may listen on."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise CommandError(f"{text!r} is not a port: give a number from 1 to 65535, such as 8001.")


def refuse_taken_port(host: str, port: int) -> None:
    """Raises CommandError when somebody listens there.

    The web server shares its port among its processes, so it would not notice by itself: it would
    serve every other request, and another program the rest. A browser sent to `localhost` may try
    ::1 first, so a listener there counts too.
    """
    for address in {host, *LOOPBACK} if host in LOOPBACK else {host}:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family is socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind((address, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is taken by another program. "
                    f"End that one, or choose another port: PORT={port + 1} script/run"
                ) from None
            if address == host:
                raise CommandError(
                    f"Cannot listen on {host} port {port}: {problem.strerror}."
                ) from None


def public_name() -> str:
    """The name people type, so never a number: browsers give a passkey to a name only."""
    names = [name.removeprefix(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    return names[0] if names else "localhost"


def address(port: int) -> str:
    """Where people find Milium: behind HTTPS the proxy in front of us has the port."""
    return f"https://{public_name()}" if settings.HTTPS else f"http://{public_name()}:{port}"


def answers(host: str, port: int, *, name: str) -> bool:
    """Whether anything at all comes back over HTTP to a question for that host name."""
    connection = http.client.HTTPConnection(host, port, timeout=0.5)
    try:
        connection.request("GET", "/healthz", headers={"Host": name})
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
