"""An owner's settings of her clinic, and what is drawn from them for anybody."""

from __future__ import annotations

from tests.arguments import a_logo, fixed, nothing

from .words import ANYONE, GET, OWNERS, POST, roles

ROWS = [
    ("training:setting-list", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:setting-edit", fixed("pass_mark"), GET, nothing, roles(OWNERS, 200)),
    ("training:setting-edit", fixed("logo"), GET, nothing, roles(OWNERS, 200)),
    ("training:setting-leave", fixed("pass_mark"), POST, nothing, roles(OWNERS, 302)),
    ("training:clinic-edit", fixed(), GET, nothing, roles(OWNERS, 200)),
    ("training:colour-sheet", fixed("7a2e4d"), GET, nothing, ANYONE),
    ("training:logo", a_logo, GET, nothing, ANYONE),
]
