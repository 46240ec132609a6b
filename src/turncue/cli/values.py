"""Texts of the command line to the values of ``Options``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from turncue import clock
from turncue.errors import ReadError, UsageError
from turncue.options import Options

if TYPE_CHECKING:
    from turncue.lexicons.embedding import Embedder
    from turncue.lexicons.lexicon import Lexicon

__all__ = ["options_of", "pairs", "pins", "read_shots"]

_TURN = re.compile(r"\s*([0-9]{1,9})\s*")


def pairs(values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """``OLD=NEW`` texts as pairs. Raises ``UsageError``."""
    made = []
    for value in values:
        old, sign, new = value.partition("=")
        if not sign or not old.strip() or not new.strip():
            raise UsageError(f"--rename {value!r}: give it as OLD=NEW, for example 'Lex Frdiman=Lex Fridman'.")
        made.append((old.strip(), new.strip()))
    return tuple(made)


def pins(values: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """``TURN=TIME`` texts as (turn from 1, ms). Raises ``UsageError``."""
    made = []
    for value in values:
        turn, _, written = value.partition("=")
        number, time = _TURN.fullmatch(turn), clock.parse(written[:40])
        if number is None or time is None or len(written) > 40:
            shown = value if len(value) <= 60 else value[:60] + "…"
            raise UsageError(f"--pin {shown!r}: give it as TURN=TIME, for example 12=00:03:21.5.")
        made.append((int(number[1]), time))
    return tuple(made)


def read_shots(path: str) -> tuple[int, ...]:
    """Shot changes from a text file, one in a line: seconds (``12.5``) or a time (``00:01:02.500``); in ms, in order.

    Raises ``ReadError`` for a file or a line that cannot be read.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read (shots): {getattr(error, 'strerror', None) or error}.", path) from error
    shots = []
    for number, line in enumerate(text.splitlines(), 1):
        written = line.partition("#")[0].strip()
        if not written:
            continue
        time = clock.parse(written)
        if time is None:
            try:
                time = clock.from_seconds(float(written))
            except (ValueError, OverflowError):
                raise ReadError("this is no time.", path, number, written, "Write seconds or hh:mm:ss.mmm.") from None
        if time < 0:
            raise ReadError("a shot change before the beginning.", path, number, written, "Times begin at 0.")
        shots.append(time)
    return tuple(sorted(set(shots)))


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _glossary(path: str) -> tuple[tuple[str, ...], ...]:
    from turncue.reading import read_glossary

    return read_glossary(path)


def _lexicons(paths: Sequence[str]) -> tuple[Lexicon, ...]:
    from turncue.lexicons.lexicon_io import read_lexicon

    return tuple(read_lexicon(path) for path in paths)


def _embedder(folder: str) -> Embedder:
    from turncue.lexicons.embedders import load_embedder

    return load_embedder(folder)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "rename": pairs,
    "pins": pins,
    "shots": read_shots,
    "speakers_only": _names,
    "glossary": _glossary,
    "lexicons": _lexicons,
    "embedder": _embedder,
}
"""How the text of an option becomes its value, where it is not the value itself."""


def options_of(given: SimpleNamespace) -> Options:
    """The options that a command was given; files that they name are read.

    Raises ``UsageError`` for a value that means nothing, ``ReadError`` for a file that cannot be read.
    """
    chosen: dict[str, Any] = {}
    for f in fields(Options):
        value = getattr(given, f.name, None)
        if value is None or value == []:
            continue
        chosen[f.name] = _READ[f.name](value) if f.name in _READ else value
    return Options(**chosen)
