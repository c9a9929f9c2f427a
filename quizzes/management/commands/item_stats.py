"""item_stats: how did a quiz and its items do?"""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizzes.formats import checks
from quizzes.management.documents import add_file, lines_of

EXAMPLE = """
input, a CSV table with a line for each slot of each attempt, in any order:
  attempt,slot,maxmark,mark,question_key,variant
  1,1,1,0.5,q17,
  1,2,2,2,q03,b

question_key and variant may be left out. An empty mark counts 0. Give first attempts only: later
ones are not independent of them.

output:
  {"slots": [{"slot": 1, "s": 40, "facility": 0.71, "sd": 0.46, "random_guess": null,
              "intended_weight": 5.0, "effective_weight": 4.2, "discrimination_index": 31.5,
              "discriminative_efficiency": 40.1}],
   "questions": [{"question_key": "q17", ...}], "variants": [{"slot": 2, "variant": "b", ...}],
   "test": {"count": 40, "mean": ..., "median": ..., "sd": ..., "skewness": ..., "kurtosis": ...,
            "cic": ..., "error_ratio": ..., "standard_error": ...}}

facility is a share from 0 to 1, sd in marks, the other figures of an item are percentages, not
rounded. What is not defined is null: a variance of one attempt, a correlation with what does not
vary, the effective weight of an item that goes against the total.
"""


class Command(BaseCommand):
    help = (
        "Compute the item analysis of a table of marks, and print one JSON document. Writes "
        "nothing and asks no database.\n" + EXAMPLE
    )
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_file(parser, "A CSV table attempt,slot,maxmark,mark[,question_key][,variant].")
        parser.add_argument(
            "--own-mark-in-total",
            action="store_true",
            help="set a drawn question against the whole total, its own mark included",
        )

    def handle(self, **options: Any) -> None:
        own = options["own_mark_in_total"]
        try:
            with lines_of(options["file"]) as lines:
                found = checks.item_stats(lines, own_in_total=own)
        except checks.NotATable as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(checks.write(found))
