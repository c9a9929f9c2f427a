"""What grows with the number of questions, written in one go: the strip, the rows of the review.

A page of many questions spends its time in template tags; stems and options were rendered when
they were saved, so a row here is a few joins of stored fragments.
"""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quizzes.attempts import Given, Overview, Page

from .authored import authored

register = template.Library()

# Two steps: what all rows share is filled in once a page, by %; what is a row's own, by braces.
ROW = (
    '<li class="wrap-row" id="q{n}"><span class="pearl-step is-{tone}"><span class="vh">'
    '%(question)s </span>{n}</span><div class="grow">{case}<div class="asked">{stem}</div>{given}'
    "</div>{flag}"
)
LINK = '<a class="btn small" href="%(base)s{n}/">%(word)s<span class="vh"> {n}</span></a>'
CASE = '<p class="sub">{} {}</p>'
TAG = (
    '<span class="tag is-{}"><svg class="icon" aria-hidden="true">'
    '<use href="#i-{}"/></svg>{}</span>'
)

DOT = (
    '<li><button form="answer" name="go" value="{n}"{css}{current}><span class="vh">{question} '
    '</span>{n}<span class="vh">, <span data-state>{state}</span></span>{flag}</button></li>'
)
FLAG = (
    '<span data-flagged{}><span class="vh">, {}</span>'
    '<svg class="icon" aria-hidden="true"><use href="#i-flag"/></svg></span>'
)


@register.simple_tag
def strip_buttons(page: Page) -> SafeString:
    """List items, one a question: each button saves and leads there."""
    states = {True: _("answered"), False: _("not answered")}
    classes = {True: format_html(' class="{}"', "answered"), False: ""}
    flags = {
        flagged: format_html(FLAG, "" if flagged else format_html("{}", " hidden"), _("flagged"))
        for flagged in (True, False)
    }
    here, question = format_html(' aria-current="{}"', "page"), _("Question")
    return format_html_join(
        "",
        DOT,
        (
            {
                "n": one.position,
                "css": classes[one.answered],
                "current": here if one.current else "",
                "question": question,
                "state": states[one.answered],
                "flag": flags[one.flagged] if one.flagged or one.current else "",
            }
            for one in page.strip
        ),
    )


@register.simple_tag
def review_rows(overview: Overview, base: str) -> SafeString:
    """List items, one a question; `base` is the address of the attempt."""
    shared = {"question": _literal(_("Question")), "base": _literal(base)}
    still = f"{ROW}</li>" % shared
    # What was decided in a case stays: one on its way goes on, one at its end is looked at.
    links = {
        (begun, settled): f"{ROW}{LINK}</li>" % (shared | {"word": _literal(word)})
        for begun, settled, word in (
            (False, False, _("Change")),
            (True, False, _("Go on")),
            (False, True, _("Look at it")),
        )
    }
    marks = {
        "open": format_html(TAG, "due", "circle", _("Not answered")),
        "flag": format_html(TAG, "now", "flag", _("Flagged")),
        "case": _("Case:"),
    }
    here = overview.reached if overview.policy.sequential else None  # the only one that may change
    return authored(
        "".join(
            (
                links[one.is_begun, one.is_settled] if here in (None, one.position) else still
            ).format_map(_row(one, marks))
            for one in overview.questions
        )
    )


def _row(one: Given, marks: dict[str, str]) -> dict[str, object]:
    """All of it is markup already: stored fragments, words of ours, and what is escaped here."""
    return {
        "n": one.position,
        "tone": "done" if one.answered else "due",
        "case": format_html(CASE, marks["case"], one.case) if one.case else "",
        "stem": one.stem,
        "given": _given(one.kind, one.words) if one.words else marks["open"],
        "flag": marks["flag"] if one.flagged else "",
    }


def _given(kind: str, words: tuple[str, ...]) -> str:
    """Steps are numbered, everything else is a plain list."""
    tag = "ol" if kind == "ordering" else "ul"
    items = "".join(f"<li>{fragment}</li>" for fragment in words)
    return f'<{tag} class="given">{items}</{tag}>'


def _literal(text: str) -> str:
    """Escaped for HTML, and for being part of a pattern."""
    return escape(text).replace("{", "{{").replace("}", "}}")
