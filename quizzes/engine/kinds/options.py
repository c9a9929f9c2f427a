"""Options, as single choice and multiple response both have them."""

from __future__ import annotations

from dataclasses import dataclass

from quizzes.engine.kinds.reading import Reader

_FIELDS = frozenset({"correct", "why", "belief"})


@dataclass(frozen=True, slots=True)
class Option:
    """`why` explains it; `belief` is the code of the belief that makes a wrong one tempting."""

    key: str
    text: str
    correct: bool
    why: str
    belief: str = ""


def read_options(reader: Reader) -> tuple[Option, ...]:
    """Read two or more options, at least one of them correct."""
    options = []
    for path, row, key, text in reader.rows("options", fields=_FIELDS, at_least=2):
        option = Option(
            key=key,
            text=text,
            correct=reader.flag(row, "correct", path, default=False),
            why=reader.text(row, "why", path),
            belief=reader.text(row, "belief", path, optional=True),
        )
        if option.correct and option.belief:
            reader.add(f"{path}.belief", "belief_on_correct_option", option.belief)
        options.append(option)
    if options and not any(option.correct for option in options):
        reader.add("options", "no_correct_option")
    return tuple(options)
