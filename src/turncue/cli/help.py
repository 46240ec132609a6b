"""``--help``, drawn from the rows: panels that read well at 80 columns, examples at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from turncue.cli.rows import Command, Row

__all__ = ["Terminal", "command_help", "root_help"]

_ABOUT = "Align a transcript with speaker turns with timed captions: subtitles that say who speaks."


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the help is drawn for: its width in columns, whether it shows colors, whether it has frames."""

    width: int = 80
    colors: bool = False
    frames: bool = True


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


def root_help(commands: Iterable[Command], terminal: Terminal) -> str:
    """The help of ``turncue`` itself."""
    parts = [
        _head("turncue COMMAND …", _ABOUT),
        _panel(terminal, "Commands", [(c.name, c.help) for c in commands]),
        _panel(terminal, "Options", _ROOT_OPTIONS),
        _panel(terminal, "Exit codes", _CODES),
        _examples(("turncue align talk.md talk.en.vtt -o talk.srt",)),
    ]
    return _drawn(parts, terminal)


def command_help(command: Command, terminal: Terminal) -> str:
    """The help of one command: arguments, then the options by panel, then examples."""
    places = [row for row in command.rows if not row.flags]
    usage = " ".join(row.metavar if row.required else f"[{row.metavar}]" for row in places)
    parts: list[RenderableType] = [_head(f"turncue {command.name} {usage} [options]", command.help)]
    if places:
        parts.append(_panel(terminal, "Arguments", [(row.metavar, row.help) for row in places]))
    options = [row for row in command.rows if row.flags]
    for title in ("", *_PANELS):
        rows = [(_flags(row), _help(row)) for row in options if row.panel == title]
        if title in ("", "Reports") and title == max(("", *(r.panel for r in options)), key=_order):
            rows.append(("--help, -h", "Show this help."))
        if rows:
            parts.append(_panel(terminal, title or "Options", rows))
    if command.examples:
        parts.append(_examples(command.examples))
    return _drawn(parts, terminal)


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


def _panel(terminal: Terminal, title: str, rows: Sequence[tuple[str, str]]) -> RenderableType:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="bold cyan")
    table.add_column()
    for name, text in rows:
        table.add_row(Text(name), Text(text))
    frame = box.ROUNDED if terminal.frames else box.ASCII
    return Panel(table, title=title, title_align="left", border_style="dim", box=frame)


def _examples(lines: Sequence[str]) -> RenderableType:
    return Padding(Group(Text("Examples:", style="bold"), *(Text(f"  {line}") for line in lines)), (0, 1))


def _drawn(parts: Iterable[RenderableType], terminal: Terminal) -> str:
    drawn = StringIO()
    console = Console(file=drawn, highlight=False, width=min(terminal.width, _WIDEST), force_terminal=terminal.colors)
    console.print(*parts, sep="\n")
    return drawn.getvalue()
