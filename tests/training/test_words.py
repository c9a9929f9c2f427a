"""The words people read: of everybody alike."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("config", "quizzes", "training")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
GENDERED = re.compile(r"\b(she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE)
SHOWN = re.compile(
    r'{% translate "([^"]*)"|{% blocktranslate[^%]*%}(.*?){% endblocktranslate', re.DOTALL
)


def sentences() -> list[str]:
    """Every string that is translated, in Python and in templates."""
    found = []
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in GETTEXT:
                    words = [one for one in node.args if isinstance(one, ast.Constant)]
                    found += [one.value for one in words if isinstance(one.value, str)]
        for path in (ROOT / app).rglob("*.html"):
            found += ["".join(pair) for pair in SHOWN.findall(path.read_text())]
    return found


def test_no_sentence_takes_people_to_be_women_or_men() -> None:
    said = sentences()
    assert len(said) > 500
    assert [one for one in said if GENDERED.search(one)] == []
