"""What answers are worth, and the end of an attempt. Front door: import from here.

A mark is appended, never changed. An attempt ends once, whoever notices that it has: the learner,
a look at it, or the sweeper; the result is the same.
"""

from quizzes.marking.by_hand import NothingToMark, OutOfDate, StillRunning, mark_by_hand
from quizzes.marking.closing import AttemptClosed, close, settle
from quizzes.marking.deciding import decide, item_mark, total
from quizzes.marking.definitions import Known, known, known_one
from quizzes.marking.explaining import ExplainedRow, explain
from quizzes.marking.feedback import Feedback, Graded, feedback, narrowed
from quizzes.marking.files import FileNote, files_of, forget, keep_file, named, open_file
from quizzes.marking.grading import Answered, Ruled, mark
from quizzes.marking.rulings import ruling_of
from quizzes.marking.sealing import digest_of
from quizzes.marking.typed import Kept, erase, is_complete, keep, store, texts, typed, with_files

__all__ = [
    "Answered",
    "AttemptClosed",
    "ExplainedRow",
    "Feedback",
    "FileNote",
    "Graded",
    "Kept",
    "Known",
    "NothingToMark",
    "OutOfDate",
    "Ruled",
    "StillRunning",
    "close",
    "decide",
    "digest_of",
    "erase",
    "explain",
    "feedback",
    "files_of",
    "forget",
    "is_complete",
    "item_mark",
    "keep",
    "keep_file",
    "known",
    "known_one",
    "mark",
    "mark_by_hand",
    "named",
    "narrowed",
    "open_file",
    "ruling_of",
    "settle",
    "store",
    "texts",
    "total",
    "typed",
    "with_files",
]
