"""The command line: which command, its arguments, its exit code.

Exit codes: 0 written; 1 an input or an output failed; 2 usage; 3 transcript and captions do not fit together, nothing
written; 130 interrupted.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import import_module

from turncue._version import __version__
from turncue.cli.arguments import read, with_present_names
from turncue.cli.failure import exit_code
from turncue.cli.rows import Command
from turncue.cli.terminal import abandon, flush, note, say, terminal_form
from turncue.errors import TurncueError

__all__ = ["COMMANDS", "all_commands", "run", "show_help"]

COMMANDS: Mapping[str, str] = {
    "align": "turncue.cli.align",
    "read": "turncue.cli.read",
    "batch": "turncue.cli.batch",
    "sync": "turncue.cli.sync",
    "transcribe": "turncue.cli.transcribe",
    "check": "turncue.cli.check",
    "convert": "turncue.cli.convert",
    "score": "turncue.cli.score",
    "dataset": "turncue.cli.dataset",
    "mux": "turncue.cli.mux",
    "hls": "turncue.cli.hls",
    "chapters": "turncue.cli.chapters_command",
    "timeline": "turncue.cli.timeline",
    "watch": "turncue.cli.watch",
    "serve": "turncue.cli.serve",
    "profiles": "turncue.cli.profiles",
    "formats": "turncue.cli.list_formats",
    "help": "turncue.cli.topics_command",
}
"""The module of each command, which has it as ``COMMAND``; it is imported when the command is used."""


def all_commands() -> tuple[Command, ...]:
    """Every command, in the order of the help."""
    return tuple(_command(name) for name in COMMANDS)


def _command(name: str) -> Command:
    command: Command = import_module(COMMANDS[name]).COMMAND
    return command


def run(arguments: list[str]) -> int:
    """Run the command line with these arguments; returns the exit code. Never a traceback for a user's mistake."""
    try:
        code = _run(with_present_names(arguments))
        flush()
    except KeyboardInterrupt:
        note("interrupted")
        return 130
    except BrokenPipeError:
        abandon()  # the reader of the output went away; nothing can be said to it
        return 1
    except TurncueError as error:
        note(f"turncue: {error}")
        abandon()
        return exit_code(error)
    return code


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):
        say(f"turncue {__version__}")
        return 0
    if "_TURNCUE_COMPLETE" in os.environ:
        return _typed(arguments)
    if not arguments or arguments[0] in _HELP:
        _help(None)
        return 0 if arguments else 2
    if arguments[0] in COMMANDS:
        command = _command(arguments[0])
        given = read(command, arguments[1:])
        if given is not None:
            return command.run(given)
        if _HELP & set(arguments):
            _help(command)
            return 0
    return _typed(arguments)


_HELP = {"--help", "-h"}


def show_help(name: str) -> None:
    """The help of the command of that name, on standard output."""
    _help(_command(name))


def _help(command: Command | None) -> None:
    """The help of a command, or of all, on standard output."""
    from turncue.cli.help import Terminal, command_help, root_help

    terminal = Terminal(*terminal_form())
    say(command_help(command, terminal) if command else root_help(all_commands(), terminal), end="")


def _typed(arguments: list[str]) -> int:
    from turncue.cli.typed import run_typed

    return run_typed(all_commands(), arguments)
