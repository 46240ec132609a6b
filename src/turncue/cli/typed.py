"""The commands as a typer app: shell completion, and messages for what is wrong on the command line.

Made from the same rows as ``arguments`` reads; loaded only when one of the two is needed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from enum import Enum
from types import SimpleNamespace
from typing import Annotated, Any

import typer

from turncue.cli.completion import offered
from turncue.cli.rows import Command, Row
from turncue.errors import UsageError

__all__ = ["build", "run_typed"]

# typer carries click inside or stands on it, by its version; this public name leads to ClickException in both
_Wrong: type[Exception] = typer.BadParameter.__mro__[2]


def build(commands: Iterable[Command]) -> typer.Typer:
    """The app with these commands, in order."""
    app = typer.Typer(
        name="turncue",
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def root(
        version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and exit.")] = False,
    ) -> None:
        pass  # the version is shown before this module is loaded

    for command in commands:
        app.command(command.name, help=command.help)(_function(command))
    return app


def run_typed(commands: Iterable[Command], arguments: list[str]) -> int:
    """Run the command line by typer; returns the exit code. Raises ``UsageError`` for a wrong command line."""
    try:
        code = build(commands)(arguments, prog_name="turncue", standalone_mode=False)
    except typer.Abort:
        return 130
    except typer.Exit as stop:
        return stop.exit_code
    except _Wrong as error:
        message = str(getattr(error, "format_message", error.__str__)()).replace("Value error, ", "")
        where = getattr(getattr(error, "ctx", None), "command_path", None) or "turncue"
        end = "" if message.endswith((".", "?")) else "."
        raise UsageError(f"{message}{end} See {where} --help.") from error
    return code if isinstance(code, int) else 0


def _function(command: Command) -> Callable[..., int]:
    """The command as a function with one parameter for each row, as typer reads them."""

    def call(**given: Any) -> int:
        return command.run(SimpleNamespace(**{row.name: _plain(row, given[row.name]) for row in command.rows}))

    annotations = {row.name: _annotation(row) for row in command.rows}
    call.__annotations__ = annotations
    call.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(row.name, inspect.Parameter.KEYWORD_ONLY, annotation=annotations[row.name], default=d)
            for row in command.rows
            for d in [_default(row)]
        ]
    )
    return call


def _plain(row: Row, value: Any) -> Any:
    """A value as ``arguments.read`` gives it: the text of a choice, a list for many."""
    if row.many:
        return list(value or [])
    return value.value if isinstance(value, Enum) else value


def _choice(row: Row) -> type[Enum]:
    return Enum(row.name, {value: value for value in row.choices})  # type: ignore[return-value]


def _default(row: Row) -> Any:
    if row.required:
        return inspect.Parameter.empty
    if row.choices and row.default is not None:
        return next(c for c in _choices_of(row) if c.value == row.default)
    return row.default


_ENUMS: dict[tuple[str, tuple[str, ...]], type[Enum]] = {}


def _choices_of(row: Row) -> type[Enum]:
    return _ENUMS.setdefault((row.name, row.choices), _choice(row))


def _annotation(row: Row) -> Any:
    kind: Any = _choices_of(row) if row.choices else row.kind
    if row.many:
        kind = list[kind]
    if row.default is None and not row.required:
        kind = kind | None
    about: dict[str, Any] = {"help": row.help}
    if row.metavar:
        about["metavar"] = row.metavar
    if row.complete:
        about["autocompletion"] = offered(row.complete)
    if row.least is not None or row.most is not None:
        about |= {"min": row.least, "max": row.most}
    if not row.flags:
        return Annotated[kind, typer.Argument(**about)]
    return Annotated[kind, typer.Option(*row.flags, **about)]
