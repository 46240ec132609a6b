"""A user's own profiles: ``turncue.toml``, or ``[tool.turncue]`` in ``pyproject.toml``, in the working folder.

::

    [profiles.mine]
    use = "netflix"            # what it begins from; may be left out when [profiles.mine.general] says everything
    [profiles.mine.general]
    max_chars = 38
    [profiles.mine.zh]
    max_chars = 18

Tables have the shape of the files in ``turncue/compose/profiles``. ``--profile name.toml`` reads one such table from a
file of its own.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from turncue.compose import Profile, load_profile, profile_from_table, profile_names
from turncue.errors import ReadError, UsageError

__all__ = ["find_profile", "user_profiles"]


def _table(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ReadError(f"not TOML: {error}.", os.fspath(path), hint="Quote texts and write key = value.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read: {error}.", os.fspath(path)) from error


def user_profiles(folder: str | os.PathLike[str] = ".") -> Mapping[str, Mapping[str, Any]]:
    """The tables of a user's profiles by name; ``turncue.toml`` goes before ``pyproject.toml``.

    Raises ``ReadError`` for a file that is no TOML, ``UsageError`` where ``profiles`` holds no tables.
    """
    tables: dict[str, Mapping[str, Any]] = {}
    for name in ("pyproject.toml", "turncue.toml"):
        path = Path(folder, name)
        if not path.is_file():
            continue
        table = _table(path)
        if name == "pyproject.toml":
            table = table.get("tool", {}).get("turncue", {})
        profiles = table.get("profiles", {})
        if not isinstance(profiles, dict) or not all(isinstance(v, dict) for v in profiles.values()):
            raise UsageError(f"{path}: profiles must hold tables, as in [profiles.mine.general].")
        tables.update(profiles)
    return tables


def find_profile(name: str, language: str | None = None, *, folder: str | os.PathLike[str] = ".") -> Profile:
    """The profile of that name for a language: a user's own (``turncue.toml`` or a path to a TOML file), else one that
    ships with turncue.

    Raises ``UsageError`` for an unknown name or a value out of range, ``ReadError`` for a file that is no TOML.
    """
    if name.endswith(".toml"):
        return profile_from_table(Path(name).stem, _table(Path(name)), language)
    own = user_profiles(folder)
    if name in own:
        return profile_from_table(name, own[name], language)
    try:
        return load_profile(name, language)
    except UsageError as error:
        if own and name.partition("-")[0] not in {n.partition("-")[0] for n in profile_names()}:
            raise UsageError(f"{error} Your own: {', '.join(sorted(own))}.") from None
        raise
