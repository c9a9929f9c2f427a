"""One person's way through the curriculum, as her pages show it. Derived on reading.

Import from here. `path` gathers what is known of her in a fixed number of queries and makes the
steps of each module; `home`, `module` and `lesson` are the pages; `news` is what others did.
"""

from .home import Home, home, part_of_day
from .lesson import LessonPage, lesson_page
from .module import ModulePage, module_page

__all__ = [
    "Home",
    "LessonPage",
    "ModulePage",
    "home",
    "lesson_page",
    "module_page",
    "part_of_day",
]
