"""``--help``, drawn from the rows: panels that read well at 80 columns, examples at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from turncue.cli.rows import Command, Row

__all__ = ["ABOUT", "show_command", "show_root"]

ABOUT = "Align a transcript with speaker turns with timed captions: subtitles that say who speaks."
_WIDEST = 100  # columns; longer lines are hard to read
_PANELS = (
    "Output",
    "Speakers",
    "Lines and reading",
    "Transcript",
    "Languages",
    "Times",
    "Audio",
    "Reports",
)
_ROOT_OPTIONS = (
    ("--version, -V", "Show the version."),
    ("--help, -h", "Show this help; turncue COMMAND --help shows that of a command."),
    ("--install-completion", "Set up completion for the current shell."),
    ("--show-completion", "Print the completion script for the current shell."),
)
_CODES = (
    ("0", "written, or nothing to find fault with"),
    ("1", "an input could not be read, an output not written; check: findings"),
    ("2", "the command line is wrong"),
    ("3", "transcript and captions do not fit together; nothing was written"),
    ("130", "interrupted"),
)


def show_root(commands: Iterable[Command], stream: IO[str]) -> None:
    """The help of ``turncue`` itself."""
    parts = [
        _head("turncue COMMAND …", ABOUT),
        _panel("Commands", [(c.name, c.help) for c in commands]),
        _panel("Options", _ROOT_OPTIONS),
        _panel("Exit codes", _CODES),
        _examples(("turncue align talk.md talk.en.vtt -o talk.srt",)),
    ]
    _print(parts, stream)


def show_command(command: Command, stream: IO[str]) -> None:
    """The help of one command: arguments, then the options by panel, then examples."""
    places = [row for row in command.rows if not row.flags]
    usage = " ".join(row.metavar if row.required else f"[{row.metavar}]" for row in places)
    parts: list[RenderableType] = [_head(f"turncue {command.name} {usage} [options]", command.help)]
    if places:
        parts.append(_panel("Arguments", [(row.metavar, row.help) for row in places]))
    options = [row for row in command.rows if row.flags]
    for title in ("", *_PANELS):
        rows = [(_flags(row), _help(row)) for row in options if row.panel == title]
        if title in ("", "Reports") and title == max(("", *(r.panel for r in options)), key=_order):
            rows.append(("--help, -h", "Show this help."))
        if rows:
            parts.append(_panel(title or "Options", rows))
    if command.examples:
        parts.append(_examples(command.examples))
    _print(parts, stream)


def _order(panel: str) -> int:
    return _PANELS.index(panel) if panel in _PANELS else -1


def _head(usage: str, about: str) -> RenderableType:
    return Padding(Group(Text(f"Usage: {usage}", style="bold"), Text(), Text(about)), (0, 1, 1, 1))


def _flags(row: Row) -> str:
    names = ", ".join(row.flags)
    return f"{names} {row.metavar}" if row.metavar else names


def _help(row: Row) -> str:
    """The help text with the values of a choice and the default; its lines break between words only."""
    text = row.help
    if row.choices:
        text = f"{text.removesuffix('.')}: {', '.join(row.choices)}."
    if row.default not in (None, False, 0.0):
        text += f" Default: {row.default}."
    return text


def _panel(title: str, rows: Sequence[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold cyan")
    table.add_column()
    for name, text in rows:
        table.add_row(Text(name), Text(text))
    return Panel(table, title=title, title_align="left", border_style="dim")


def _examples(lines: Sequence[str]) -> RenderableType:
    return Padding(Group(Text("Examples:", style="bold"), *(Text(f"  {line}") for line in lines)), (0, 1))


def _print(parts: Iterable[RenderableType], stream: IO[str]) -> None:
    console = Console(file=stream, highlight=False)
    console.print(*parts, sep="\n", width=min(console.width, _WIDEST), soft_wrap=False)
