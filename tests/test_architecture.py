"""The house: who may know whom, how long a thing may be, and what may not be written at all."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "training", "quizzes")
TOP = {"manage.py", "config", "training", "quizzes", "content", "tests", "requirements.txt"}
TOP |= {"README.md", "pyproject.toml", "script"}
MADE = {"var"}  # at run time, ignored by git


def python_files(*tops: str) -> list[Path]:
    found = [path for top in tops for path in (ROOT / top).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def length(node: ast.FunctionDef) -> int:
    """Lines of the body; signature, decorators and docstring are not what a budget is about."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno - body[0].lineno + 1) if body else 0


def test_the_import_rule_holds() -> None:
    pytest.importorskip("importlinter")
    script = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run(
        [script, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout


def test_the_root_holds_only_what_the_design_names() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - MADE <= TOP


@pytest.mark.parametrize(
    "path", python_files(*APPS, "tests"), ids=lambda p: str(p.relative_to(ROOT))
)
def test_a_python_file_fits_its_budget(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("app", APPS)
def test_functions_fit_their_budget(app: str) -> None:
    limits = {"views": 20}
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {length(node)} lines"
        for path in python_files(app)
        for node in functions(path)
        if length(node) > limits.get(path.parent.name, 30)
    ]
    assert not long, "\n".join(long)


def test_templates_fit_their_budget() -> None:
    long = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*.html")
        if len(path.read_text(encoding="utf-8").splitlines()) > 150
    ]
    assert not long


def test_no_function_imports_from_our_own_apps() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{inner.lineno}"
        for path in python_files(*APPS)
        for node in functions(path)
        for inner in ast.walk(node)
        if (isinstance(inner, ast.ImportFrom) and (inner.level or _ours(inner.module)))
        or (isinstance(inner, ast.Import) and any(_ours(alias.name) for alias in inner.names))
    ]
    assert not hidden


def _ours(module: str | None) -> bool:
    return (module or "").split(".")[0] in APPS


FORBIDDEN = {
    r"mark_safe|\|safe\b|autoescape off": {"authored.py"},
    r"\beval\(|\bpickle\b|yaml\.load\(|\.extra\(|RawSQL|__all__\"": set(),
    r"<script>|\sstyle=\"|\son(click|change|input|load|submit)=\"": set(),
    r"https?://(cdn|unpkg|fonts)\.": set(),
}


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_what_may_not_be_written_is_not(pattern: str) -> None:
    allowed = FORBIDDEN[pattern]
    files = [p for app in APPS for p in (ROOT / app).rglob("*") if p.suffix in (".py", ".html")]
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in files
        if path.name not in allowed
        for match in [re.search(pattern, path.read_text(encoding="utf-8"))]
        if match
    ]
    assert not found, "\n".join(found)
