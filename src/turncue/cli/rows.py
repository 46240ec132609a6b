"""What a command takes: rows for its arguments and options. The fields of ``Options`` are rows of every command.

From these rows come the reading of the command line (``arguments``), and help, completion and messages (``typed``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from types import SimpleNamespace
from typing import Any

from turncue.options import CHOICES, Options

__all__ = ["JSON", "OUTPUT", "OVERWRITE", "QUIET", "REPORTS", "Command", "Row", "argument", "option"]

OUTPUT, REPORTS = "Output", "Reports"


@dataclass(frozen=True, slots=True)
class Row:
    """One argument (no ``flags``) or option of a command.

    ``many``: given any number of times, a list. ``least`` and ``most`` are the range of a number. ``complete`` names
    what the shell offers: files, profiles, formats, languages, events, rules.
    """

    name: str
    help: str
    kind: type = str
    flags: tuple[str, ...] = ()
    default: Any = None
    panel: str = ""
    metavar: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    required: bool = False
    least: float | None = None
    most: float | None = None
    complete: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its rows, what it does (exit code), help and examples."""

    name: str
    help: str
    rows: tuple[Row, ...]
    run: Callable[[SimpleNamespace], int]
    examples: tuple[str, ...] = ()


def argument(name: str, help: str, metavar: str = "", *, many: bool = False, required: bool = True) -> Row:
    """A row for an argument by place."""
    return Row(name, help, metavar=metavar or name.upper(), many=many, required=required)


_KINDS = {"bool": bool, "int": int, "float": float}


def _row(name: str) -> Row:
    """The row of a field of ``Options``."""
    f = next(f for f in fields(Options) if f.name == name)
    about = f.metadata
    default = f.default if isinstance(f.default, str | int | float) else None
    return Row(
        name,
        about["help"],
        _KINDS.get(str(f.type).split(" ")[0], str),
        (about.get("flag", "--" + name.replace("_", "-")),),
        default,
        about["panel"],
        about.get("metavar", ""),
        CHOICES.get(name, ()),
        about.get("many", False),
        False,
        about.get("least"),
        about.get("most"),
        about.get("complete", ""),
    )


_SHARED = {f.name: _row(f.name) for f in fields(Options)}


def option(name: str, **changes: Any) -> Row:
    """The row of the shared option ``name``, with what a command has otherwise (its help, its default)."""
    return replace(_SHARED[name], **changes) if changes else _SHARED[name]


OVERWRITE = Row("overwrite", "Write over files that exist; never over an input.", bool, ("--overwrite",), False, OUTPUT)
JSON = Row("as_json", "Print the report as one JSON document.", bool, ("--json",), False, REPORTS)
QUIET = Row("quiet", "Only errors on the terminal.", bool, ("--quiet", "-q"), False, REPORTS)
