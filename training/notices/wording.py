"""A message in words: what it is about, why it came, and the one page it leads to.

Said the same way in the inbox and in a mail. No score and no word of a question is ever in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from training.models import Notice
from training.rules.notices import Kind


@dataclass(frozen=True, slots=True)
class Words:
    """`title` fits a subject line; `text` says more, perhaps nothing; `why` she is told this."""

    title: str
    text: str
    why: str
    url: str
    label: str


def words(row: Notice) -> Words:
    """In the language and the time zone that are active. The row comes with `by` and `about`."""
    kind, filled = row.word, _filled(row)
    titles, text, why = SAID[kind]
    title = titles(row) % filled
    return Words(title, text(row) % filled, why(row) % filled, _url(row), _label(kind))


def _filled(row: Notice) -> dict[str, str]:
    """What the sentences are filled with."""
    return {
        "title": str(row.data.get("title", "")),
        "who": str(row.by) if row.by else _("Somebody at your clinic"),
        "about": str(row.about) if row.about else "",
        "day": _day(row.data.get("due_on")),
        "until": _moment(row.data.get("until")),
        "grace": _moment(row.data.get("grace_ends")),
    }


def _day(value: object) -> str:
    return date_format(dt.date.fromisoformat(str(value)), "l j F") if value else ""


def _moment(value: object) -> str:
    if not value:
        return ""
    return date_format(timezone.localtime(dt.datetime.fromisoformat(str(value))), "j F Y")


def _hers(row: Notice) -> bool:
    return row.about_id is None or row.about_id == row.person_id


Say = Callable[[Notice], str]


def _asked(row: Notice) -> str:
    return _("Please finish it by %(day)s.") if row.data.get("due_on") else _("There is no date.")


def _changed_title(row: Notice) -> str:
    match row.data.get("change"):
        case "revoked":
            return _("Your certificate was revoked: %(title)s")
        case "suspended":
            return _("Your certificate is suspended for now: %(title)s")
    return _("Your certificate is in force again: %(title)s")


def _changed_text(row: Notice) -> str:
    if row.data.get("change") == "resumed":
        return _("You may rely on it again from now on.")
    return _("Do not rely on it from now on. Its page says more; talk with the owner about it.")


def _lapsed_title(row: Notice) -> str:
    if row.step == "grace":
        return _("Your certificate has ended: %(title)s")
    return _("Your certificate has lapsed: %(title)s")


def _lapsed_text(row: Notice) -> str:
    if row.step == "grace":
        return _("It is not valid any more. Until %(grace)s you can still renew it.")
    return _("The time to renew it is over. To hold it again, everything is asked anew.")


def _offered_title(row: Notice) -> str:
    if _hers(row):
        return _("Your skills can be observed now: %(title)s")
    return _("%(about)s can be observed now: %(title)s")


def _offered_text(row: Notice) -> str:
    if _hers(row):
        return _("You have read and passed everything. Ask your mentor for a moment.")
    return _("Everything is read and passed; the skills still have to be seen.")


def _offered_why(row: Notice) -> str:
    if _hers(row):
        return _("because an observation is your next step in this module")
    return _("because you mentor %(about)s")


def _fixed(text: Callable[[], str]) -> Say:
    return lambda row: text()


# Kind -> title, text, why; each asked for in the language of the moment.
SAID: dict[Kind, tuple[Say, Say, Say]] = {
    Kind.ASSIGNED: (
        _fixed(lambda: _("%(who)s asked you to do %(title)s")),
        _asked,
        _fixed(lambda: _("because it was assigned to you")),
    ),
    Kind.DUE: (
        _fixed(lambda: _("%(title)s is due on %(day)s")),
        _fixed(lambda: _("There is still something to do in it.")),
        _fixed(lambda: _("because it was assigned to you and is not done yet")),
    ),
    Kind.OVERDUE: (
        _fixed(lambda: _("%(title)s was due on %(day)s")),
        _fixed(lambda: _("You can still do it. If it does not fit in, tell your mentor.")),
        _fixed(lambda: _("because it was assigned to you and is not done yet")),
    ),
    Kind.RESULT: (
        _fixed(lambda: _("Your result is ready: %(title)s")),
        _fixed(lambda: _("You can look at it now.")),
        _fixed(lambda: _("because you took this quiz and the result came later")),
    ),
    Kind.FEEDBACK: (
        _fixed(lambda: _("%(who)s looked at your answer again: %(title)s")),
        _fixed(lambda: _("What was said about it stands beside your answer.")),
        _fixed(lambda: _("because a person marked an answer of yours")),
    ),
    Kind.CORRECTED: (
        _fixed(lambda: _("A question was corrected in %(title)s")),
        _fixed(lambda: _("Your result has changed by it. Its page says how and why.")),
        _fixed(lambda: _("because you were asked this question")),
    ),
    Kind.ANSWERED: (
        _fixed(lambda: _("%(who)s answered what you contested: %(title)s")),
        _fixed(lambda: _("The answer stands beside the question.")),
        _fixed(lambda: _("because you contested a question or its mark")),
    ),
    Kind.OBSERVED: (
        _fixed(lambda: _("%(who)s signed your observation: %(title)s")),
        _fixed(lambda: _("Look at what was seen, and sign it too.")),
        _fixed(lambda: _("because your signature is missing")),
    ),
    Kind.OFFERED: (_offered_title, _offered_text, _offered_why),
    Kind.CERTIFIED: (
        _fixed(lambda: _("You are certified: %(title)s")),
        _fixed(lambda: _("Your certificate is ready to show, print or share.")),
        _fixed(lambda: _("because a certificate was issued to you")),
    ),
    Kind.CHANGED: (
        _changed_title,
        _changed_text,
        _fixed(lambda: _("because it is your certificate; this cannot be switched off")),
    ),
    Kind.WINDOW: (
        _fixed(lambda: _("%(title)s ends on %(until)s")),
        _fixed(lambda: _("You can see what its renewal asks for, and from when on.")),
        _fixed(lambda: _("because you hold this certificate and it ends soon")),
    ),
    Kind.LAPSED: (
        _lapsed_title,
        _lapsed_text,
        _fixed(lambda: _("because you held this certificate and it was not renewed")),
    ),
    Kind.CONTENT: (
        _fixed(lambda: _("A lesson you have read has changed: %(title)s")),
        _fixed(lambda: _("What one does is different now, so please read it again.")),
        _fixed(lambda: _("because you have read an earlier text of this lesson")),
    ),
    Kind.MARKING: (
        _fixed(lambda: _("%(about)s waits for your mark: %(title)s")),
        _fixed(lambda: _("A written answer has no mark yet, so the result is open.")),
        _fixed(lambda: _("because you mentor %(about)s")),
    ),
    Kind.CONTESTED: (
        _fixed(lambda: _("%(about)s contests a question: %(title)s")),
        _fixed(lambda: _("Please answer within a week.")),
        _fixed(lambda: _("because you mentor %(about)s")),
    ),
    Kind.READY: (
        _fixed(lambda: _("%(about)s can be certified: %(title)s")),
        _fixed(lambda: _("Nothing is missing any more.")),
        _fixed(lambda: _("because you own the clinic")),
    ),
}


def _url(row: Notice) -> str:
    data = row.data
    if data.get("certificate"):
        return reverse("training:certificate-detail", args=[data["certificate"]])
    if data.get("contest"):
        return reverse("quizzes:contest-detail", args=[data["contest"]])
    if data.get("attempt"):
        page = reverse("quizzes:attempt-result", args=[data["attempt"]])
        return f"{page}?show=all#q{data['position']}" if data.get("position") else page
    if data.get("observation"):
        return reverse("training:signoff-detail", args=[data["observation"]])
    if data.get("programme"):
        asked = urlencode({"person": data["person"], "programme": data["programme"]})
        return f"{reverse('training:certificate-issue')}?{asked}"
    if data.get("person") and not _hers(row):
        return f"{reverse('training:signoff-list')}?person={data['person']}"
    if data.get("lesson"):
        return reverse("training:lesson-detail", args=[data["module"], data["lesson"]])
    if data.get("quiz"):
        return reverse("quizzes:quiz-detail", args=[data["quiz"]])
    return reverse("training:module-detail", args=[data["module"]])


def _label(kind: Kind) -> str:
    match kind:
        case Kind.ASSIGNED | Kind.DUE | Kind.OVERDUE:
            return _("Go on with it")
        case Kind.RESULT | Kind.CORRECTED | Kind.FEEDBACK | Kind.ANSWERED:
            return _("See the result")
        case Kind.CERTIFIED | Kind.CHANGED | Kind.WINDOW | Kind.LAPSED:
            return _("See the certificate")
        case Kind.OBSERVED:
            return _("Look and sign")
        case Kind.CONTENT:
            return _("Read it again")
        case Kind.MARKING | Kind.CONTESTED:
            return _("Look at it")
        case Kind.READY:
            return _("Look and certify")
    return _("See what is next")
