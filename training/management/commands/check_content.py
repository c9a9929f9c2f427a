"""check_content: is everything in content/ fit to be loaded, and is it good?"""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from training.content_files import Content, ContentErrors, proofs, read

# Of each kind of warning so many are shown, unless all are asked for. Errors are never cut.
SHOWN = 5


class Command(BaseCommand):
    help = (
        "Read every file of the content folder and print what is wrong as file:line: what is "
        "wrong, what is allowed. First whether the files hold together; when they do, whether "
        "they are fair, clear and complete. Writes nothing and asks no database. Exit code 1 when "
        "something must be put right; warnings alone do not count."
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
            "--no-warnings", action="store_true", help="Print the errors and the count only."
        )
        parser.add_argument(
            "--all", action="store_true", help=f"Every warning, not only {SHOWN} of each kind."
        )
        parser.add_argument(
            "--figures",
            action="store_true",
            help="Also print what guessing by the look of the options would score.",
        )

    def handle(self, **options: object) -> None:
        content = self._read(options["path"])
        found = proofs.proofread(content)
        wrong = proofs.errors(found)
        warnings = [one for one in found if not one.is_error]
        if not options["no_warnings"]:
            self._say("warning", warnings, most=len(found) if options["all"] else SHOWN)
        if options["figures"]:
            self.stdout.write("\n".join(proofs.table(content)))
        self._say("error", wrong, most=len(wrong))
        if wrong:
            raise CommandError(
                f"{len(wrong)} to put right, {len(warnings)} warnings. Nothing can be loaded "
                "until every error above is put right."
            )
        self.stdout.write(self.style.SUCCESS(_in_figures(content, warnings)))

    def _read(self, path: Path) -> Content:
        try:
            return read(path)
        except ContentErrors as errors:
            for problem in errors.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                f"{len(errors.problems)} to put right. Nothing can be loaded, and nothing more "
                "is looked at, until every line above is put right."
            ) from None

    def _say(self, what: str, found: Sequence[proofs.Finding], *, most: int) -> None:
        """The findings under the title of their kind; errors go to stderr."""
        out = self.stderr if what == "error" else self.stdout
        for name, kind in proofs.KINDS.items():
            own = [one for one in found if one.kind == name]
            if not own:
                continue
            out.write(f"{kind.title} ({name}): {len(own)}")
            for one in own[:most]:
                out.write(f"{one.file}:{one.line}: {what}: {one.message}")
            if len(own) > most:
                out.write(f"... and {len(own) - most} more: --all shows them")


def _in_figures(content: Content, warnings: Sequence[proofs.Finding]) -> str:
    lessons = sum(len(module.lessons) for module in content.modules)
    items = sum(len(module.items) for module in content.modules)
    wrong, without = proofs.wrong_options(content)
    allowed = len(proofs.reasons(content))
    return (
        f"All well: {len(content.modules)} modules, {lessons} lessons, {items} questions, "
        f"{len(content.claims)} claims, {len(content.sources)} sources, "
        f"{len(content.beliefs)} beliefs, {len(content.glossary)} words; "
        f"{without} of {wrong} wrong options name no belief; "
        f"{allowed} {'text' if allowed == 1 else 'texts'} with an allowed exception; "
        f"{len(warnings)} warnings."
    )
