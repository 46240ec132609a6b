"""The manual page, made from the rows of the commands."""

from __future__ import annotations

from collections.abc import Iterable

from turncue._version import __version__
from turncue.cli.rows import Command, Row

__all__ = ["man_page"]


def man_page(commands: Iterable[Command]) -> str:
    """``turncue(1)`` in the macros of man(7)."""
    listed = tuple(commands)
    out = [
        f'.TH TURNCUE 1 "" "turncue {__version__}" "User Commands"',
        ".SH NAME",
        r"turncue \- subtitles that say who speaks",
        ".SH SYNOPSIS",
        r".B turncue",
        r"\fICOMMAND\fR [\fIoptions\fR] \fIarguments\fR",
        ".SH DESCRIPTION",
        "Align a transcript with speaker turns with timed captions.",
        ".SH COMMANDS",
    ]
    for command in listed:
        places = " ".join(f"\\fI{_text(row.metavar)}\\fR" for row in command.rows if not row.flags)
        out += [f".SS turncue {command.name} {places}".rstrip(), _text(command.help)]
        for row in command.rows:
            out += [".TP", _head(row), _text(_about(row))]
        for example in command.examples:
            out += [".PP", ".nf", _text(example), ".fi"]
    out += [".SH EXIT STATUS"]
    codes = {
        "0": "written",
        "1": "an input or an output failed; check: findings",
        "2": "the command line is wrong",
        "3": "transcript and captions do not fit together; nothing was written",
        "130": "interrupted",
    }
    for code, meaning in codes.items():
        out += [".TP", f".B {code}", meaning]
    return "\n".join(out) + "\n"


def _head(row: Row) -> str:
    if not row.flags:
        return f"\\fI{_text(row.metavar)}\\fR"
    flags = ", ".join(f"\\fB{_text(flag)}\\fR" for flag in row.flags)
    return f"{flags} \\fI{_text(row.metavar)}\\fR" if row.metavar else flags


def _about(row: Row) -> str:
    text = row.help
    if row.choices:
        text = f"{text.removesuffix('.')}: {', '.join(row.choices)}."
    if row.default not in (None, False, 0.0):
        text += f" Default: {row.default}."
    return text


def _text(text: str) -> str:
    """A text in which nothing is a macro: backslashes, hyphens, and dots and quotes at a line's begin."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
