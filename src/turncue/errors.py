"""Every exception turncue raises on purpose, in one tree.

::

    TurncueError
    ├── UsageError             options that contradict each other or have no meaning
    ├── ReadError              a file that cannot be understood
    │   ├── EncodingError      bytes that are text in no encoding tried
    │   └── FormatUnknown      no format, or more than one, fits
    ├── AlignError             transcript and captions do not belong together
    └── WriteError
        ├── OutputExists       (also FileExistsError) nothing is overwritten unasked
        └── FormatCannot       the format has no way to say this

Every exception carries its data as attributes, says in its message what, where, the value, the limit
and the next step, and survives pickling (so that it can cross a process pool).
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "AlignError",
    "EncodingError",
    "FormatCannot",
    "FormatUnknown",
    "OutputExists",
    "ReadError",
    "TurncueError",
    "UsageError",
    "WriteError",
]


class TurncueError(Exception):
    """Base of all errors of this package.

    ``args`` holds the constructor's arguments, so that pickling works; ``str()`` gives the message.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)

    def message(self) -> str:
        """The sentence shown to a person."""
        return str(self.args[0]) if self.args else type(self).__name__

    def __str__(self) -> str:
        return self.message()


class UsageError(TurncueError):
    """Options that contradict each other or have no meaning."""


class ReadError(TurncueError):
    """A file that cannot be understood.

    ``problem`` is the sentence, ``path`` the file's name, ``line`` the line number from 1,
    ``excerpt`` the text found there, ``hint`` the next step.
    """

    def __init__(
        self,
        problem: str,
        path: str | None = None,
        line: int | None = None,
        excerpt: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(problem, path, line, excerpt, hint)
        self.problem = problem
        self.path = path
        self.line = line
        self.excerpt = excerpt
        self.hint = hint

    def message(self) -> str:
        where = self.path or "input"
        if self.line is not None:
            where += f":{self.line}"
        text = f"{where}: {self.problem}"
        if self.excerpt:
            text += f" Found: {self.excerpt[:80]!r}."
        if self.hint:
            text += f" {self.hint}"
        return text


class EncodingError(ReadError):
    """Bytes that are text in none of the encodings tried."""


class FormatUnknown(ReadError):
    """No format, or more than one, fits the file."""


class AlignError(TurncueError):
    """Transcript and captions do not belong together, or too little of them does.

    ``score`` is the measured share of transcript words that found their partner (0 to 1),
    ``threshold`` the share asked for, ``cause`` the likely reason, ``hint`` the next step.
    """

    def __init__(self, score: float, threshold: float, cause: str, hint: str = "") -> None:
        super().__init__(score, threshold, cause, hint)
        self.score = score
        self.threshold = threshold
        self.cause = cause
        self.hint = hint

    def message(self) -> str:
        text = (
            f"transcript and captions do not fit together: score {self.score:.2f}, "
            f"needed {self.threshold:.2f}. {self.cause}"
        )
        return f"{text} {self.hint}".rstrip()


class WriteError(TurncueError):
    """A result that could not be written."""


class OutputExists(WriteError, FileExistsError):
    """The output file is there already and overwriting was not asked for; ``path`` names it."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path

    def message(self) -> str:
        return f"{self.path}: exists already; nothing was written. Add --overwrite or choose another name."


class FormatCannot(WriteError):
    """The format cannot carry this: ``format`` its name, ``feature`` what was asked of it."""

    def __init__(self, format: str, feature: str) -> None:
        super().__init__(format, feature)
        self.format = format
        self.feature = feature

    def message(self) -> str:
        return f"{self.format} cannot carry {self.feature}."
