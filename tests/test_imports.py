"""Imports run one way; pysrt and webvtt stand in one file each; only the command line prints."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

SRC = ROOT / "src" / "turncue"
ORDER = (
    "_version errors model clock arrays encodings urls remote files text formats transcripts lexicons options reading "
    "result inputs prepare align timing quality compose settings check score audio subtitles pipeline api reformat "
    "review workflows cli"
).split()
OPTIONAL = set("audio review workflows reading inputs api".split())  # packages that may not be built yet
FILES = sorted(SRC.rglob("*.py"))


@functools.cache
def _tree(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def _room(path: Path) -> str:
    """The room of a file: ``align`` for ``align/words.py``, ``quality`` for ``quality.py``."""
    part = path.relative_to(SRC).parts[0]
    return part.removesuffix(".py")


def _imported(path: Path) -> Iterator[str]:
    """The dotted names a file imports, wherever in it."""
    for node in _tree(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _rooms_imported(path: Path) -> set[str]:
    return {name.split(".")[1] for name in _imported(path) if name.startswith("turncue.")} & set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_imports_run_one_way(path: Path) -> None:
    room = _room(path)
    if room in ("__init__", "__main__"):  # the front doors
        return
    assert room in ORDER, f"{room} has no place in the order of imports"
    later = {other for other in _rooms_imported(path) if ORDER.index(other) > ORDER.index(room)}
    assert not later, f"{room} must not import {sorted(later)}"


@pytest.mark.parametrize("library", ["pysrt", "webvtt"])
def test_library_stands_in_one_file(library: str) -> None:
    users = [p.name for p in FILES if any(name.split(".")[0] == library for name in _imported(p))]
    assert len(users) == 1, users


def test_only_the_command_line_prints() -> None:
    for path in FILES:
        calls = {node.func.id for node in _tree(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        if _room(path) != "cli":
            assert not calls & {"print", "input", "exit", "quit"}, path


def test_only_the_pipeline_and_the_terminal_touch_files() -> None:
    # media is searched, never read whole
    allowed = {"files", "remote", "lexicons", "pipeline", "result", "audio", "workflows", "cli"}
    for path in FILES:
        if _room(path) in allowed:
            continue
        for node in _tree(path):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                assert name not in {"open", "write_text", "write_bytes"}, f"{path}:{node.lineno} touches a file"


def test_the_order_is_the_one_in_the_folder() -> None:
    rooms = {_room(p) for p in FILES} - {"__init__", "__main__"}
    assert rooms <= set(ORDER)
    assert set(ORDER) - rooms <= OPTIONAL, "a room is gone"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SRC)))
def test_functions_fit_on_a_page(path: Path) -> None:
    for node in _tree(path):
        if isinstance(node, ast.FunctionDef) and _room(path) != "cli":  # a command's options are one long signature
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < 60, f"{node.name} in {path.name} has grown over a page"


def test_every_file_is_short_enough_to_hold_in_the_head() -> None:
    for path in FILES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= 420, f"{path.relative_to(SRC)} has {lines} lines"
