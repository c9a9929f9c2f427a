"""Template tags of the pages of signing in, for every template without a load.

One ties a button to a passkey: allauth's scripts read from blocks of data which of their
functions a page wants. Such a block is no script that runs, so the content security policy lets it
stand.
"""

from __future__ import annotations

import json

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
BLOCK = (
    '<script data-allauth-onload="allauth.webauthn.forms.{}" type="application/json">{}</script>'
)


@register.simple_tag
def passkey(form: str, **ids: str) -> SafeString:
    """`form`: addForm, authenticateForm or loginForm; `ids`: of the elements it works with, which
    are ours and need no escape inside the block."""
    names = {name: str(value) for name, value in ids.items()}
    if not all(value.replace("_", "").replace("-", "").isalnum() for value in names.values()):
        raise ValueError("an id is made of letters, digits, dashes and underscores")
    return format_html(BLOCK, form, Verbatim(json.dumps({"ids": names})))


@register.simple_tag
def openid_name() -> str:
    """What the clinic calls the place where its people sign in already."""
    return settings.OIDC_NAME


class Verbatim(str):
    """Printed as it is: made of names checked above, quotes and braces."""

    def __html__(self) -> str:
        return str(self)
