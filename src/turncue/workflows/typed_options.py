"""Options given as texts, in a manifest or by another program, as the values that ``Options`` has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from turncue.errors import UsageError
from turncue.options import FORMER_NAMES, Options

__all__ = ["typed_options"]

_SWITCHES = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}
_TYPES = {f.name: str(f.type).split(" ")[0] for f in fields(Options)}


def typed_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options by name, texts as numbers, switches and pairs where the option has these.

    Raises ``UsageError`` for a text that the option cannot have. Unknown names are left for ``with_options``.
    """
    made: dict[str, Any] = {}
    for name, value in given.items():
        field = FORMER_NAMES.get(name.replace("-", "_"), name.replace("-", "_"))
        made[field] = _value(field, value.strip()) if isinstance(value, str) else value
    return made


def _value(name: str, text: str) -> Any:
    kind = _TYPES.get(name, "")
    if name in ("lexicons", "embedder", "glossary", "shots"):
        raise UsageError(f"{name} cannot be given as a text here; use turncue align or the library.")
    if kind == "bool":
        if text.lower() not in _SWITCHES:
            raise UsageError(f"{name} is {text!r}; it can be true or false.")
        return _SWITCHES[text.lower()]
    if kind in ("int", "float"):
        try:
            return int(text) if kind == "int" else float(text)
        except ValueError:
            raise UsageError(f"{name} is {text!r}; it can be a number.") from None
    if name in ("rename", "pins"):
        pairs = [part.partition("=") for part in text.split(";") if part.strip()]
        if not all(sign for _, sign, _ in pairs):
            raise UsageError(f"{name} is {text!r}; write it as OLD=NEW, several parted by semicolons.")
        rename = tuple((old.strip(), new.strip()) for old, _, new in pairs)
        return rename if name == "rename" else _pins(rename)
    return text


def _pins(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[int, int], ...]:
    from turncue import clock

    made = []
    for turn, time in rows:
        ms = clock.parse(time)
        if not turn.isdecimal() or ms is None:
            raise UsageError(f"pins is {turn}={time}; write it as TURN=TIME, for example 12=00:03:21.5.")
        made.append((int(turn), ms))
    return tuple(made)
