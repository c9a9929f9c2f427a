"""A copy of everything that is held of a person, for whoever runs the server to hand over."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from training import audit, privacy
from training.models import User


class Command(BaseCommand):
    help = (
        "Write everything Milium holds of a person as one JSON document, to standard output or to "
        "--out FILE (readable by you alone; a FILE.pdf beside it). Of quizzes it tells what the "
        "pages of that person tell now. It is put on record."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("email", help="the address of the person")
        parser.add_argument("--out", type=Path, help="the file to write; it must not exist")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say how much of what there is"
        )

    def handle(self, *, email: str, out: Path | None, dry_run: bool, **options: object) -> None:
        at = timezone.now()
        person = User.objects.filter(email=email.strip().lower()).first()
        if person is None:
            raise CommandError(f"There is no account with the address {email}.")
        if dry_run:
            for line in privacy.plan(person).lines:
                if line.about or line.did:
                    self.stdout.write(f"{line.about:6} {line.did:6} {line.holding.what}")
            return
        if out is not None and out.exists():
            raise CommandError(f"{out} is there already: name another file.")
        said = privacy.document(person, at=at)
        text = privacy.as_json(said)
        if out is None:
            self.stdout.write(text.decode())
        else:
            _write(out, text)
            _write(out.with_name(f"{out.name}.pdf"), privacy.printed(said).pdf)
        audit.append(actor=None, action="copy.printed", subject=person, obj=person, at=at)
        if out is not None:
            self.stdout.write(json.dumps({"written": str(out), "bytes": len(text)}))


def _write(path: Path, data: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(data)
