"""score_response: what is a response worth?"""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from quizzes.engine.kinds import KINDS
from quizzes.formats import checks
from quizzes.management.documents import add_file, text_of

EXAMPLE = """
one line of input:
  {"question": {"kind": "single", "options": [{"key": "a", "text": "Keratin", "correct": true},
   {"key": "b", "text": "Milk"}]}, "response": "a", "policy": {}}

question   a question as questions.yaml has it: its kind and the fields of that kind. What only a
           reader needs (stem, explanation, why) may be left out, and so may keys, which are then
           numbers from 1, or the texts of what has keys. Other fields are ignored, and named in the
           result.
           An option of a single choice may have a weight: 1 is the right one, less earns a part.
response   by keys or by texts, as listed below; null is blank.
policy     may name a "rule" for questions that name none, and "certainty_counts": true; then
           "certainty" (1, 2, 3 or null) beside the response makes the fraction -6 to 3.

one line of output:
  {"line": 1, "fraction": 1, "parts": [{"key": "a", "right": true, "fraction": 1}],
   "state": "right", "matched_answer": null}

state is right, partly, wrong, blank, waiting (for a person to look; the fraction is null), or
rejected, with "reasons" {path, code, detail, message}. All lines make one JSON list. Exit code 0
also when some were rejected.
"""


class Command(BaseCommand):
    help = (
        "Score responses with the engine that marks attempts, and print one JSON list with a "
        "result for each line. Writes nothing and asks no database.\n\nkinds: "
        + ", ".join(KINDS)
        + "\n"
        + EXAMPLE
        + "\na response of each kind:\n"
        + "".join(f"  {kind:<12}{checks.RESPONSES[kind]}\n" for kind in KINDS)
        + "\nrules, the first if none is named:\n"
        + "".join(f"  {kind:<12}{', '.join(rules)}\n" for kind, rules in checks.RULES.items())
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file(parser, "JSON lines {question, response, policy, certainty}.")

    def handle(self, **options: Any) -> None:
        results = checks.score_lines(text_of(options["file"]))
        self.stdout.write(checks.write(results, line_each=True))
