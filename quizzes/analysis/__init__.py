"""How a quiz and each of its questions did here, from first attempts: alarms, figures, plots.

Front door: import from here. Read as facts > figures > keeping > pages; what few attempts cannot
bear is left out in `pages`, so that no template is given it.
"""

from .keeping import Kept, of, run
from .pages import AnalysisPage, Bar, Option, QuestionRow, Whole, page

__all__ = ["AnalysisPage", "Bar", "Kept", "Option", "QuestionRow", "Whole", "of", "page", "run"]
