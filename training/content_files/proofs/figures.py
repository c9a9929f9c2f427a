"""What blind guessing would score, as a table to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from training.content_files.proofs.blind import (
    BANK_LIMIT,
    LIMIT,
    LIMITED,
    RULES,
    Score,
    graded,
    scores,
)
from training.content_files.proofs.pages import items_of, options_of
from training.content_files.tree import Content

_NAMES = 30


def table(content: Content) -> Iterator[str]:
    """One line for each bank, then all together: percent right by each rule (points over chance).

    Rules that go by the place are about the files: on screen the options are shuffled.
    """
    yield "What guessing by the look of the options would score, in percent (points over chance)"
    for rule, (title, _) in RULES.items():
        yield f"  {rule}: {title}"
    yield from _block("graded single-choice questions", content, "single")
    yield from _block(
        "graded multiple-choice questions: is one option picked so a right one?",
        content,
        "multiple",
    )
    yield (
        "On screen the options of these questions come in an order drawn for each attempt: by "
        "place, guessing scores exactly chance there."
    )
    yield (
        f"Limit over all single-choice banks: {LIMIT:.0f} points over chance, an error for "
        f"{', '.join(LIMITED)}. In one bank more than {BANK_LIMIT:.0f} points is a warning."
    )


def _block(title: str, content: Content, kind: str) -> Iterator[str]:
    yield ""
    yield title
    yield f"{'':{_NAMES}} {'asked':>6} {'chance':>7}" + "".join(f"{rule:>10}" for rule in RULES)
    for module in content.modules:
        yield from _row(module.slug, scores(graded(module.items, kind)))
    everything = [item for _, item in items_of(content)]
    yield from _row("all banks", scores(graded(everything, kind)))


def _row(name: str, found: Sequence[Score]) -> Iterator[str]:
    if found:
        cells = "".join(f"{f'{one.right:.0f} ({one.over:+.0f})':>10}" for one in found)
        yield f"{name[:_NAMES]:{_NAMES}} {found[0].questions:>6} {found[0].chance:>7.1f}{cells}"


def wrong_options(content: Content) -> tuple[int, int]:
    """(wrong options of single and multiple questions, how many of them name no belief)."""
    beliefs = [
        one.get("belief")
        for _, item in items_of(content)
        for one in (item.body["options"] if options_of(item) else ())
        if not one["correct"]
    ]
    return len(beliefs), sum(not code for code in beliefs)
