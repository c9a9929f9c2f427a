"""Proofreading: is content that can be loaded also fair, clear and complete?

`read` says whether the files hold together; this says whether they are good. Pure, and without a
clock or a network. Import from here, not from inside.
"""

from __future__ import annotations

from training.content_files.proofs import (
    allowing,
    balance,
    blind,
    coverage,
    lessons,
    options,
    standing,
    stems,
    twins,
)
from training.content_files.proofs.figures import table, wrong_options
from training.content_files.proofs.findings import KINDS, Finding, errors
from training.content_files.tree import Content

__all__ = [
    "KINDS",
    "Finding",
    "errors",
    "proofread",
    "reasons",
    "table",
    "wrong_options",
]

reasons = allowing.reasons
_CHECKS = (coverage, standing, blind, balance, options, stems, twins, lessons)


def proofread(content: Content) -> tuple[Finding, ...]:
    """Everything found, sorted by file and line; what an author allowed with a reason is left out,
    and an exception without its finding is a finding of its own."""
    found = [one for check in _CHECKS for one in check.found(content)]
    found += [Finding(one.file, one.line, "stray", one.message) for one in content.warnings]
    kept = allowing.without_allowed(content, found)
    return tuple(sorted({*kept, *allowing.stale(content, found)}))
