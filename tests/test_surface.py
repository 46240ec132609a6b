"""What the package shows to the world: names, docstrings, weight, types."""

from __future__ import annotations

import doctest
import importlib
import inspect
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import gardeners
import pytest
from conftest import ROOT

import turncue

HEAVY = {"numpy", "rapidfuzz", "pysrt", "webvtt", "opencc", "budoux", "typer", "rich", "cn2an"}


def _modules() -> Iterator[str]:
    yield "turncue"
    for found in pkgutil.walk_packages(turncue.__path__, "turncue."):
        if not found.name.endswith("__main__"):
            yield found.name


MODULES = sorted(_modules())


def _python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_public_names_are_sorted_and_there() -> None:
    assert turncue.__all__ == sorted(turncue.__all__)
    assert dir(turncue) == turncue.__all__
    for name in turncue.__all__:
        assert getattr(turncue, name) is not None


def test_public_names_are_these() -> None:
    # a contract: a name may be added here with a line in CHANGELOG.md, none goes without one
    contract = (
        "AlignError Captions Cue EncodingError FormatCannot FormatUnknown Options OutputExists ReadError Report Result "
        "SpokenWord Subtitle SyncRefused SyncResult TimedTurn TimedWord Transcript TurncueError Turn UsageError Word "
        "WriteError __version__ align parse_captions parse_transcript read read_captions read_transcript sync"
    )
    assert set(contract.split()) <= set(turncue.__all__)


def test_star_import_gives_the_public_names() -> None:
    space: dict[str, object] = {}
    exec("from turncue import *", space)
    assert set(turncue.__all__) <= set(space)


@pytest.mark.parametrize("first", ["turncue.align.alignment", "turncue.pipeline", "turncue.cli.app", "turncue.align"])
def test_align_is_the_function_whatever_was_imported_first(first: str) -> None:
    assert _python(f"import {first}, turncue; print(turncue.align.__module__)") == "turncue.api"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'algin'"):
        _ = turncue.algin


@pytest.mark.parametrize("name", MODULES)
def test_all_names_what_is_there(name: str) -> None:
    module = importlib.import_module(name)
    names = getattr(module, "__all__", [])
    assert len(names) == len(set(names))
    for public in names:
        assert hasattr(module, public), f"{name}.__all__ names {public}"


def _own(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name in getattr(module, "__all__", []):
        value = getattr(module, name)
        if (inspect.isfunction(value) or inspect.isclass(value)) and value.__module__ == module.__name__:
            yield name, value


@pytest.mark.parametrize("name", MODULES)
def test_every_public_thing_has_a_docstring(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__, f"{name} has no docstring"
    if name.startswith("turncue.cli."):  # nobody imports these; --help is their documentation
        return
    for public, value in _own(module):
        # a dataclass without one gets its signature for a docstring
        written = value.__doc__ is not None and not value.__doc__.startswith(f"{public}(")
        assert written, f"{name}.{public} has no docstring"
        if inspect.isclass(value):
            for method, member in vars(value).items():
                bare = member.fget if isinstance(member, property) else member
                if inspect.isfunction(bare) and not method.startswith("_") and not hasattr(Exception, method):
                    inherited = any(hasattr(base, method) for base in value.__mro__[1:])
                    assert bare.__doc__ or inherited, f"{name}.{public}.{method} has no docstring"


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert not failed


@pytest.mark.parametrize("name", MODULES)
def test_options_of_public_functions_are_named(name: str) -> None:
    for public, value in _own(importlib.import_module(name)):
        if inspect.isfunction(value) and ".cli." not in name:
            for parameter in inspect.signature(value).parameters.values():
                free = parameter.kind is inspect.Parameter.VAR_KEYWORD and "Unpack[" not in str(parameter.annotation)
                assert not free, f"{name}.{public} takes **kwargs that no checker sees"


def test_import_is_light() -> None:
    loaded = _python("import sys, turncue; print(*sorted({m.split('.')[0] for m in sys.modules}))").split()
    assert not HEAVY & set(loaded)


def test_version_is_light() -> None:
    code = "import sys; sys.argv = ['turncue', '--version']; from turncue.cli import main; main(); print(*sys.modules)"
    version, loaded = _python(code).split("\n", 1)
    assert version == f"turncue {turncue.__version__}"
    assert not HEAVY & {m.split(".")[0] for m in loaded.split()}


def test_help_needs_no_numpy() -> None:
    code = "import sys; from turncue.cli.app import run; run(['align', '--help']); print(*sys.modules)"
    loaded = _python(code).splitlines()[-1].split()
    assert not {"numpy", "rapidfuzz", "opencc"} & {m.split(".")[0] for m in loaded}


def test_version_needs_no_dataclass() -> None:
    code = "import sys; sys.argv = ['turncue', '-V']; from turncue.cli import main; main(); print(*sys.modules)"
    loaded = set(_python(code).splitlines()[-1].split())
    assert not {"dataclasses", "inspect", "typing", "turncue.model", "importlib.metadata"} & loaded


def test_align_needs_no_typer(tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(gardeners.TRANSCRIPT, encoding="utf-8")
    (tmp_path / "talk.srt").write_text(gardeners.CAPTIONS, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("talk.md", "talk.srt", "out.srt")]
    code = (
        f"import sys; from turncue.cli.app import run; run(['align', {files[0]!r}, {files[1]!r}, '-o', {files[2]!r}])"
    )
    loaded = {m.split(".")[0] for m in _python(f"{code}; print(*sys.modules)").splitlines()[-1].split()}
    assert "numpy" in loaded
    assert not {"typer", "click", "pydantic", "rich", "charset_normalizer", "budoux", "langcodes"} & loaded


def test_import_is_quick() -> None:
    # the limit is three times what is promised: other tests run beside this one
    best = 1e9
    for _ in range(3):
        begun = os.times().children_user
        _python("import turncue")
        best = min(best, os.times().children_user - begun)
    assert best < 0.45


def test_package_is_typed() -> None:
    assert (ROOT / "src" / "turncue" / "py.typed").exists()


def test_library_names_its_logger_and_sets_up_no_handler() -> None:
    handlers = "len(logging.getLogger().handlers), logging.getLogger('turncue').handlers"
    code = f"import logging, turncue, turncue.pipeline; print({handlers})"
    assert _python(code) == "0 []"
