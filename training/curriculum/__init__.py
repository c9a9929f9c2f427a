"""Modules and lessons: from the files into the database, and read by people.

Import from here, but `load` from `loading`: what reads files stays out of a web process. `drawing`
says what a quiz draws; `modules` and `lessons` publish; `editions` says what a module is as one
thing; `reading` is what a reader does and where things hang.
"""

from .editions import newest_editions
from .lessons import newest_texts, segments_of, shown_of
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
    "NotFinished",
    "finish_lesson",
    "has_heading",
    "keep_place",
    "newest_editions",
    "newest_texts",
    "next_lesson",
    "objectives_of",
    "place_of",
    "segments_of",
    "shown_of",
]
