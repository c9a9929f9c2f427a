"""What people hear of, how and when: reminders decided each hour, mails sent, the inbox.

Acts write their messages themselves (`outbox`); what only time brings is decided here from facts
(`causes`, `deciding`). When its turn comes, each message is asked whether it is still so (`truth`)
and how its reader wants to hear of it (`wishes`), and is mailed, kept or dropped (`sending`).
"""

from .dead import dead, prune, try_again, waiting
from .deciding import ask, decide, remind
from .inbox import Inbox, Item, inbox, mark_all_read, mark_read, unread
from .sending import send
from .truth import over
from .wishes import kinds_for, save_wishes, wishes_of
from .wording import Words, words

__all__ = [
    "Inbox",
    "Item",
    "Words",
    "ask",
    "dead",
    "decide",
    "inbox",
    "kinds_for",
    "mark_all_read",
    "mark_read",
    "over",
    "prune",
    "remind",
    "save_wishes",
    "send",
    "try_again",
    "unread",
    "waiting",
    "wishes_of",
    "words",
]
