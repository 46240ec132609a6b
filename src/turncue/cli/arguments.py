"""The command line read by the rows of a command, without typer, which takes longer to load than most work does.

What is not plainly right here (an unknown option, a value out of range, ``--help``) is left to typer, which has the
messages for it: ``read`` gives None. ``tests/test_cli_arguments.py`` holds that both read the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from turncue.cli.rows import Command, Row
from turncue.options import FORMER_NAMES

__all__ = ["read", "with_present_names"]

_INT = re.compile(r"[+-]?[0-9]{1,9}")
_FLOAT = re.compile(r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")

# the singular of a field's name is what the command line shows; its plural is understood too
_NAMES = {"--" + former.replace("_", "-"): "--" + name.replace("_", "-") for former, name in FORMER_NAMES.items()}
_SINGULAR = {"--pin", "--lexicon", "--embed"}
_ALIASES: Mapping[str, str] = {
    **{former: name for former, name in _NAMES.items() if former not in _SINGULAR},
    **{_NAMES[singular]: singular for singular in _SINGULAR},
}


def with_present_names(arguments: Sequence[str]) -> list[str]:
    """The arguments with other names of options (``--colours``, ``--pins``) replaced by those in the help."""
    return [_ALIASES.get(flag, flag) + sign + value for flag, sign, value in (a.partition("=") for a in arguments)]


def read(command: Command, arguments: Sequence[str]) -> SimpleNamespace | None:
    """The values of all rows by name; None where anything is not plainly right."""
    by_flag = {flag: row for row in command.rows for flag in row.flags}
    values: dict[str, Any] = {row.name: [] if row.many else row.default for row in command.rows}
    places: list[str] = []
    rest = iter(arguments)
    for item in rest:
        if item == "-" or not item.startswith("-"):
            places.append(item)
            continue
        option = _option(item, rest, by_flag)
        if option is None:
            return None
        row, value = option
        values[row.name] = [*values[row.name], value] if row.many else value
    placed = _places([row for row in command.rows if not row.flags], places)
    return None if placed is None else SimpleNamespace(**{**values, **placed})


def _option(item: str, rest: Iterator[str], by_flag: Mapping[str, Row]) -> tuple[Row, Any] | None:
    """The row and the value of one option; its value may be the next argument."""
    flag, sign, text = item.partition("=")
    row = by_flag.get(flag)
    if row is None or (sign and not flag.startswith("--")):
        return None
    if row.kind is bool:
        return None if sign else (row, True)
    if not sign:
        following = next(rest, None)
        if following is None or (following.startswith("-") and following != "-"):
            return None
        text = following
    value = _value(row, text)
    return None if value is None else (row, value)


def _value(row: Row, text: str) -> Any:
    if row.choices:
        return text if text in row.choices else None
    if row.kind is str:
        return text
    if not (_INT if row.kind is int else _FLOAT).fullmatch(text):
        return None
    value = row.kind(text)
    low, high = row.least is not None and value < row.least, row.most is not None and value > row.most
    return None if low or high else value


def _places(rows: Sequence[Row], places: Sequence[str]) -> dict[str, Any] | None:
    """The arguments by place; a row for many takes all."""
    if len(rows) == 1 and rows[0].many:
        return {rows[0].name: list(places)} if places else None
    required = sum(row.required for row in rows)
    if not required <= len(places) <= len(rows):
        return None
    return {row.name: value for row, value in zip(rows, [*places, *[None] * len(rows)], strict=False)}
