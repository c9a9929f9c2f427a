"""Modules and lessons: from the files into the database, and read by people.

Import from here. `loading` is the order of a load; `drawing` says what a quiz draws; `modules` and
`lessons` publish; `reading` is what a reader does and where things hang.
"""

from .lessons import newest_texts
from .loading import Count, Loaded, load
from .reading import (
    NotFinished,
    finish_lesson,
    has_heading,
    keep_place,
    next_lesson,
    objectives_of,
    place_of,
)

__all__ = [
    "Count",
    "Loaded",
    "NotFinished",
    "finish_lesson",
    "has_heading",
    "keep_place",
    "load",
    "newest_texts",
    "next_lesson",
    "objectives_of",
    "place_of",
]
