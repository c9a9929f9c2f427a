"""Files beside an answer in words: what may be handed in, and why one is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.formats.uploads import TYPES, Unfit
from quizzes.forms.kinds.base import refused


@dataclass(frozen=True, slots=True)
class FilesAsked:
    """`accept` is what a file field lets her choose; `advice` says it in words."""

    most: int
    accept: str
    advice: str


def files_asked(allowed: Mapping[str, Any]) -> FilesAsked:
    """`allowed` is what the delivery of a written question says of files."""
    endings = [f".{e}" for kind, ends in TYPES.values() if kind in allowed["kinds"] for e in ends]
    words = ngettext(
        "You may add %(most)s file: %(kinds)s, up to %(megabytes)s MB. "
        "Show no name and no face of a client.",
        "You may add %(most)s files: %(kinds)s, each up to %(megabytes)s MB. "
        "Show no name and no face of a client.",
        allowed["most"],
    )
    told = {"most": allowed["most"], "megabytes": allowed["megabytes"]}
    advice = words % (told | {"kinds": _kinds(allowed["kinds"])})
    return FilesAsked(allowed["most"], ",".join(endings), advice)


def nothing_chosen() -> ValidationError:
    return refused("file", _("Choose a file first. One that is far too large does not arrive."))


def unfit_file(error: Unfit) -> ValidationError:
    """Why a file is not taken, and what to do."""
    return refused("file", _words().get(error.code, _words()["unknown_type"]))


def not_stored() -> ValidationError:
    words = _("The file could not be stored. Your text is saved: try the file again in a moment.")
    return refused("file", words)


def _kinds(kinds: list[str]) -> str:
    if len(kinds) > 1:
        return _("JPEG, PNG or PDF")
    return _("PDF") if kinds == ["pdf"] else _("JPEG or PNG")


def _words() -> dict[str, str]:
    return {
        "empty": _("This file is empty. Choose another one."),
        "too_large": _("This file is too large. Make it smaller, or choose another one."),
        "too_many": _("There are as many files here as may be. Remove one first."),
        "repeated": _("This very file is here already."),
        "bad_name": _("The name of this file has signs that a name cannot have. Rename it first."),
        "two_endings": _("The name of this file has two endings. Rename it, such as photo.jpg."),
        "wrong_ending": _(
            "The ending of this file's name is not that of what is in it. Save it again as JPEG, "
            "PNG or PDF, and add it under the name it then has."
        ),
        "unknown_type": _("This kind of file is not asked for here. See above what may be added."),
        "broken": _("This file is not whole. Save it again, and add it once more."),
        "too_many_pixels": _("This picture has too many pixels. Make it smaller first."),
        "two_kinds": _(
            "There is something else hidden in this file. Save it again, and add it once more."
        ),
        "acts": _("This PDF does things on its own. Print it into a plain PDF, and add that."),
    }
