"""check_content: is everything in content/ fit to be loaded?"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from training.content_files import Content, ContentErrors, read


class Command(BaseCommand):
    help = (
        "Read every file of the content folder and print each problem as file:line: what is "
        "wrong, what is allowed. Writes nothing and asks no database. Exit code 1 when something "
        "must be put right; warnings alone do not count."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--path",
            type=Path,
            default=settings.CONTENT_DIR,
            help="The folder to read (default: content/ of this installation).",
        )
        parser.add_argument(
            "--no-warnings", action="store_true", help="Print the problems and the count only."
        )

    def handle(self, **options: object) -> None:
        content, problems, warnings = _read(options["path"])
        if not options["no_warnings"]:
            for warning in warnings:
                self.stdout.write(f"{warning.file}:{warning.line}: warning: {warning.message}")
        for problem in problems:
            self.stderr.write(str(problem))
        if content is None:
            raise CommandError(
                f"{len(problems)} to put right, {len(warnings)} warnings. Nothing can be loaded "
                "until every line above is put right."
            )
        self.stdout.write(self.style.SUCCESS(_in_figures(content)))


def _read(path: Path) -> tuple[Content | None, tuple, tuple]:
    try:
        content = read(path)
    except ContentErrors as errors:
        return None, errors.problems, errors.warnings
    return content, (), content.warnings


def _in_figures(content: Content) -> str:
    lessons = sum(len(module.lessons) for module in content.modules)
    items = sum(len(module.items) for module in content.modules)
    return (
        f"All well: {len(content.modules)} modules, {lessons} lessons, {items} questions, "
        f"{len(content.claims)} claims, {len(content.sources)} sources, "
        f"{len(content.beliefs)} beliefs; {len(content.warnings)} warnings."
    )
