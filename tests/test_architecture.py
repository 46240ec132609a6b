"""The rules of the code's form: short files and functions, few parameters, nothing changed in place, standard names."""

from __future__ import annotations

import ast
import builtins
import functools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

SRC = ROOT / "src" / "turncue"
FILES = sorted(SRC.rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef

MOST_PARAMETERS, MOST_LINES, MOST_FILE_LINES = 5, 60, 400
TWICE = {"__init__.py", "params.py"}  # the only file names that several folders may have

# figures of speech and words with two meanings; the field has a term for each (CONTRIBUTING, "Names")
FORBIDDEN = frozenset(
    (
        "said heard told sure found asked worth inventions stragglers seams settle stretches lookalikes nouns wishes"
    ).split()
)
CHANGING = frozenset("append extend insert pop remove clear sort reverse update setdefault add discard".split())


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _functions(path: Path) -> Iterator[Function]:
    yield from (n for n in ast.walk(_tree(path)) if isinstance(n, Function))


def _parameters(function: Function) -> list[str]:
    a = function.args
    return [x.arg for x in (*a.posonlyargs, *a.args, *a.kwonlyargs) if x.arg not in ("self", "cls")]


def _is_command(path: Path) -> bool:
    """Commands carry their options as parameters: that is how typer reads them."""
    return "cli" in path.relative_to(SRC).parts


def _changed(function: Function) -> Iterator[tuple[int, str]]:
    """Parameters that the function writes into: ``x[k] = …``, ``x.append(…)``, ``x.field = …``."""
    names = set(_parameters(function))
    for node in ast.walk(function):  # a name that is bound anew in the function is the function's own
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.discard(node.id)
    for node in ast.walk(function):
        target: ast.expr | None = None
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
            target = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
            target = node.func.value
        while isinstance(target, ast.Subscript | ast.Attribute):
            target = target.value
        if isinstance(target, ast.Name) and target.id in names:
            yield node.lineno, target.id  # type: ignore[attr-defined]


def _identifiers(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, Function | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.value.lineno, node.arg


def _words(identifier: str) -> set[str]:
    spaced = "".join(f"_{c.lower()}" if c.isupper() and not identifier.isupper() else c.lower() for c in identifier)
    return set(spaced.split("_"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_functions_take_few_parameters(path: Path) -> None:
    if _is_command(path):
        return
    many = {f.name: len(_parameters(f)) for f in _functions(path) if len(_parameters(f)) > MOST_PARAMETERS}
    assert not many


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_functions_fit_on_a_page(path: Path) -> None:
    if _is_command(path):
        return
    sizes = {f.name: (f.end_lineno or 0) - f.lineno + 1 for f in _functions(path)}
    assert not {name: lines for name, lines in sizes.items() if lines > MOST_LINES}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_FILE_LINES


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_function_changes_what_it_was_given(path: Path) -> None:
    changed = [f"{f.name}:{line} {name}" for f in _functions(path) for line, name in _changed(f)]
    assert not changed


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_names_are_the_terms_of_the_field(path: Path) -> None:
    own = ((line, name) for line, name in _identifiers(path) if not hasattr(builtins, name))  # FileNotFoundError
    bad = sorted({f"{line} {name}" for line, name in own if _words(name) & FORBIDDEN})
    assert not bad


def test_no_file_name_stands_twice() -> None:
    count = Counter(p.name for p in FILES)
    assert not {name: n for name, n in count.items() if n > 1 and name not in TWICE}
