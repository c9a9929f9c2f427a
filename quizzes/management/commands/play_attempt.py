"""play_attempt: what does a whole sitting come to?"""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from quizzes.engine.behaviours import BEHAVIOURS
from quizzes.formats import checks
from quizzes.management.documents import add_file, text_of

EXAMPLE = """
input:
  {"policy": {"behaviour": "tries", "penalty": 0.25, "seconds": 600},
   "questions": [{"slot": 1, "kind": "single", "hints": 2, "weight": 1, "options": [...]}],
   "steps": [{"t": 0, "slot": 1, "action": "submit", "response": "b"},
             {"t": 5, "slot": 1, "action": "try_again"},
             {"t": 9, "slot": 1, "action": "submit", "response": "a"},
             {"t": 12, "action": "finish"}]}

questions  each as for score_response, by itself or as the "question" of {slot, weight, ...}, with
           slot, weight, must_not_miss, and for several tries: hints (their number or texts), tries
           (else one more than the hints), try_penalty.
policy     behaviour (or preset), tries, penalty, certainty_counts, certainty_passes, pass_mark,
           minutes or seconds, extra_minutes, factor, extensions, opens, closes, hard_close, grace,
           sequential, rule. Times are seconds from the start.
steps      t in seconds; action: save, submit (have one question checked), try_again, finish (end
           the attempt); response as for score_response; certainty 1, 2 or 3.

output:
  {"steps": [{"slot": 1, "state": "tried", "fraction": null}, ...],
   "questions": [{"slot": 1, "state": "right", "fraction": 0.75}],
   "final": {"mark": 0.75, "max": 1, "score": 0.75, "passed": null, "ended_by": "finish"}}

state is todo, answered, tried (another try is left), or the outcome of what has ended: right,
partly, wrong, blank, waiting; finished for the step that ended all. A step that changed nothing has
"refused" with its code. What cannot be played has "reasons" instead of results, and exit code 0.
"""


class Command(BaseCommand):
    help = (
        "Play a sitting step by step with the engine that runs attempts, and print one JSON "
        "document. Writes nothing and asks no database.\n\nbehaviours: "
        + ", ".join(BEHAVIOURS)
        + "\n"
        + EXAMPLE
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file(parser, "A JSON document {questions, policy, steps}.")

    def handle(self, **options: Any) -> None:
        self.stdout.write(checks.write(checks.play(text_of(options["file"]))))
