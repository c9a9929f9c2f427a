"""load_content: bring the database in line with content/."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from quizzes import regrades
from training.content_files import Content, ContentErrors, proofs, read
from training.curriculum.loading import Loaded, load
from training.management import unchanged


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

        parser.add_argument(
            "--again",
            action="store_true",
            help="Compare everything, also when no file has changed since the last load.",
        )

    def handle(self, **options: object) -> None:
        anew = options["again"] or options["dry_run"]
        if anew or not unchanged.is_loaded(options["path"]):
            before = unchanged.seen(options["path"])
            self._load(options)
            if not options["dry_run"]:
                unchanged.remember(before)
        elif options["verbosity"] > 0:
            self.stdout.write("Nothing has changed.")

    def _load(self, options: Mapping[str, Any]) -> None:
        content = self._read(options["path"])
        at = timezone.now()
        with transaction.atomic():
            loaded = load(content=content, at=at)
            if loaded:  # what is unchanged was proofread when it was loaded
                self._proofread(content)
            older = regrades.outdated(since=at) if loaded.questions.changed else []
            transaction.set_rollback(options["dry_run"])
        if options["verbosity"] > 0:
            self._say(loaded, dry_run=options["dry_run"])
            self._offer(older)

    def _offer(self, older: Sequence[regrades.Outdated]) -> None:
        """Marks stay as they were made: whoever answers for them decides."""
        for one in older:
            where = reverse("quizzes:question-correct", args=[one.question.pk])
            marked = "1 finished attempt was" if one.attempts == 1 else "{n} finished attempts were"
            self.stdout.write(
                f"  {one.question.key}: {marked.format(n=one.attempts)} marked by an older key, "
                f"see {where}?version={one.version.number}"
            )

    def _read(self, path: Path) -> Content:
        try:
            return read(path)
        except ContentErrors as errors:
            for problem in errors.problems:
                self.stderr.write(str(problem))
            count = len(errors.problems)
            raise CommandError(f"{count} to put right; nothing was loaded.") from None

    def _proofread(self, content: Content) -> None:
        """Refuse, and with it undo the load, when a learner would be misled."""
        wrong = proofs.errors(proofs.proofread(content))
        for one in wrong:
            self.stderr.write(str(one))
        if wrong:
            said = f"{len(wrong)} to put right; nothing was loaded. See also check_content."
            raise CommandError(said)

    def _say(self, loaded: Loaded, *, dry_run: bool) -> None:
        if not loaded:
            self.stdout.write("Nothing has changed.")
            return
        self.stdout.write("Would change, nothing written:" if dry_run else "Loaded:")
        for name, count in loaded:
            if count:
                said = f"{count.new} new, {count.changed} changed, {count.retired} retired"
                self.stdout.write(f"  {name}: {said}")
