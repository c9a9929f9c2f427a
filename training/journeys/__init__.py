"""One person's way through the curriculum, as her pages show it. Derived on reading.

Import from here. `path` gathers what is known of her in a fixed number of queries and makes the
steps of each module; `aim` says which certificate she works towards; `home`, `module`, `lesson` and
`paper` are the pages; `news` is what others did.
"""

from .aim import goals
from .home import Home, home, part_of_day
from .lesson import LessonPage, lesson_page
from .module import ModulePage, after_part, module_page
from .paper import PaperPage, paper_page

__all__ = [
    "Home",
    "LessonPage",
    "ModulePage",
    "PaperPage",
    "after_part",
    "goals",
    "home",
    "lesson_page",
    "module_page",
    "paper_page",
    "part_of_day",
]
