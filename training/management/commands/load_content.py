"""load_content: bring the database in line with content/."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from training.content_files import Content, ContentErrors, read
from training.curriculum.loading import Loaded, load


class Command(BaseCommand):
    help = (
        "Load the content folder: a changed file makes a new revision, an unchanged one nothing, "
        "a missing one is retired. All of it or nothing. What a clinic wrote itself is never "
        "touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--path",
            type=Path,
            default=settings.CONTENT_DIR,
            help="The folder to load (default: content/ of this installation).",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would change and change nothing."
        )

    def handle(self, **options: object) -> None:
        content = self._read(options["path"])
        with transaction.atomic():
            loaded = load(content=content, at=timezone.now())
            transaction.set_rollback(options["dry_run"])
        if options["verbosity"] > 0:
            self._say(loaded, dry_run=options["dry_run"])

    def _read(self, path: Path) -> Content:
        try:
            return read(path)
        except ContentErrors as errors:
            for problem in errors.problems:
                self.stderr.write(str(problem))
            count = len(errors.problems)
            raise CommandError(f"{count} to put right; nothing was loaded.") from None

    def _say(self, loaded: Loaded, *, dry_run: bool) -> None:
        if not loaded:
            self.stdout.write("Nothing has changed.")
            return
        self.stdout.write("Would change, nothing written:" if dry_run else "Loaded:")
        for name, count in loaded:
            if count:
                said = f"{count.new} new, {count.changed} changed, {count.retired} retired"
                self.stdout.write(f"  {name}: {said}")
