"""content/ -> typed objects, or every problem as content/…:line: what is wrong, what is allowed.

Pure: reads files, decides, writes nothing, knows no Django. Import from here, not from inside.
"""

from training.content_files import proofs
from training.content_files.certifying import Portfolio, Programme, Requirement
from training.content_files.glossary import words
from training.content_files.reading import read
from training.content_files.registers import Belief, Claim, Source, Term
from training.content_files.shapes import (
    Graded,
    LessonFront,
    ModuleFile,
    Objective,
    Practice,
    RedFlags,
    Row,
    Signoff,
    SignoffItem,
)
from training.content_files.tree import Content, ContentErrors, Figure, Lesson, Module

__all__ = [
    "Belief",
    "Claim",
    "Content",
    "ContentErrors",
    "Figure",
    "Graded",
    "Lesson",
    "LessonFront",
    "Module",
    "ModuleFile",
    "Objective",
    "Portfolio",
    "Practice",
    "Programme",
    "RedFlags",
    "Requirement",
    "Row",
    "Signoff",
    "SignoffItem",
    "Source",
    "Term",
    "proofs",
    "read",
    "words",
]
