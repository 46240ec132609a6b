"""Standard input, output and error, whatever state they are in: closed, full, of a narrow encoding, a pipe."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import IO, Any

from turncue.errors import ReadError, WriteError

__all__ = ["abandon", "flush", "note", "progress", "say", "standard_input", "terminal_form", "write_document"]

_PATIENCE = 2.0  # seconds of work before progress is shown
_WIDTH = 24  # characters of the bar


def standard_input(what: str) -> IO[bytes]:
    """Standard input as bytes; ``what`` says in an error what should have come from it. Raises ``ReadError``."""
    if sys.stdin is None:
        raise ReadError(f"standard input is closed ({what}).", "-", hint="Give a file name instead of -.")
    return sys.stdin.buffer


def write_document(content: str | bytes) -> None:
    """Write a file to standard output: UTF-8 as in a file, whatever the terminal's encoding; LF.

    Raises ``WriteError`` where standard output is closed or full. A reader that went away (``BrokenPipeError``) is
    for the caller.
    """
    if sys.stdout is None:
        raise WriteError("standard output is closed; nothing was written. Use -o FILE.")
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if sys.stdout.isatty():  # a terminal decodes by its own encoding
        say(data.decode("utf-8", "replace"), end="")
    else:
        with _full_is_an_error():
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
    flush()


def say(text: str, *, end: str = "\n") -> None:
    """One line of a result on standard output; what its encoding lacks is escaped. Raises ``WriteError`` when full."""
    with _full_is_an_error():
        _put(sys.stdout, text + end)


def note(text: str) -> None:
    """One line for a person on standard error; where that is closed or full, nobody reads it."""
    with contextlib.suppress(OSError):
        _put(sys.stderr, text + "\n")


def flush() -> None:
    """Bring out what is still in the buffers, so that a full disk is an error now and not a message at exit.

    Raises ``WriteError``; ``BrokenPipeError`` is for the caller.
    """
    if sys.stdout is not None:
        with _full_is_an_error():
            sys.stdout.flush()


@contextlib.contextmanager
def _full_is_an_error() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise WriteError(f"standard output: cannot be written: {error.strerror or error}.") from error


def _put(stream: Any, text: str) -> None:
    if stream is None:  # closed
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeError:
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    stream.write(text)


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Callable[[float, str], None]]:
    """A callback for ``align`` that draws a bar on standard error once the work has taken two seconds.

    Nothing is drawn where standard error is not a terminal, or with ``quiet``.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda part, step: None
        return
    bar = _Bar()
    bar.start()
    try:
        yield bar.moved
    finally:
        bar.stop()


class _Bar:
    """Draws from a thread of its own, so that the seconds go on inside a long step."""

    def __init__(self) -> None:
        self._state = (0.0, "read")
        self._begun = time.monotonic()
        self._ended = threading.Event()
        self._drawn = False
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def moved(self, part: float, step: str) -> None:
        self._state = (part, step)

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()
        if self._drawn:
            _put(sys.stderr, "\r\x1b[K")
            sys.stderr.flush()

    def _run(self) -> None:
        pause = _PATIENCE
        while not self._ended.wait(pause):
            pause = 0.25
            part, step = self._state
            full = round(part * _WIDTH)
            seconds = time.monotonic() - self._begun
            self._drawn = True
            _put(sys.stderr, f"\r\x1b[K[{'#' * full}{'.' * (_WIDTH - full)}] {step}, {seconds:.0f} s")
            sys.stderr.flush()


def abandon() -> None:
    """Send what standard output still holds nowhere: its reader is gone, or the disk is full."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def terminal_form() -> tuple[int, bool, bool]:
    """Width of standard output in columns, whether it shows colors, whether it has the characters of frames."""
    import shutil

    if sys.stdout is None:
        return 80, False, True
    colors = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    try:
        "╭─╮│╰╯".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeError:
        return shutil.get_terminal_size().columns, colors, False
    return shutil.get_terminal_size().columns, colors, True
