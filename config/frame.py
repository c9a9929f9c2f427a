"""Template tags for what stands around a page. Drawn once a process for all that look the same.

A page spends more on its frame than on most of what is in it, and the frame of one person changes
with the section she is in and nothing else. In every template without a load.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def still(name: str) -> SafeString:
    """A part of the frame that is the same for everybody: drawn once a process and language."""
    return render_to_string(name) if settings.DEBUG else _drawn(name, get_language())


@register.simple_tag
def frame(shell: Hashable) -> SafeString:
    """The side bar of whoever is signed in. What `shell` holds is all that it is drawn from."""
    return _side(shell) if settings.DEBUG else _side_drawn(shell, get_language())


@functools.lru_cache(maxsize=64)
def _drawn(name: str, language: str | None) -> SafeString:
    return render_to_string(name)


@functools.lru_cache(maxsize=512)  # about 6 kB each; an exam asks for the same one all the time
def _side_drawn(shell: Hashable, language: str | None) -> SafeString:
    return _side(shell)


def _side(shell: Hashable) -> SafeString:
    return render_to_string("_side.html", {"shell": shell})
