"""Renewing a certificate, and its yearly refresh: what is asked again, and whose turn it is.

Nothing is reset. Evidence counts from one moment, and once she has begun her quizzes count their
attempts from that moment too. The programme's rule allows it, so nobody has to be asked. Import
from here.
"""

from .asking import NothingAsked, Renewal, begin, renewal
from .lines import Line, Turn
from .outlook import Outlook, outlook

__all__ = ["Line", "NothingAsked", "Outlook", "Renewal", "Turn", "begin", "outlook", "renewal"]
