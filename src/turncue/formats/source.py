"""What every reader is given: the bytes of a file, and their text where the format is text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from turncue.model import Repair

__all__ = ["HEAD", "Source"]

HEAD = 20_000
"""A sniffer looks at so many characters (or bytes) at most."""


@dataclass(frozen=True, slots=True)
class Source:
    """The content of one file.

    ``data`` are its bytes, ``text`` the decoded text without a byte order mark ("" for a binary format), ``name`` the
    file's name where it has one. ``encoding`` is the encoding that was used, ``repairs`` what decoding repaired.
    """

    data: bytes
    name: str | None = None
    text: str = ""
    encoding: str | None = None
    repairs: tuple[Repair, ...] = ()

    @classmethod
    def of_text(cls, text: str, name: str | None = None) -> Source:
        """A source from text that is decoded already; ``data`` is left empty."""
        return cls(b"", name, text.removeprefix("\ufeff"))

    @property
    def head(self) -> str:
        """The first characters of the text."""
        return self.text[:HEAD]

    @property
    def suffix(self) -> str:
        """The suffix of the name in small letters (``.srt``), "" without one."""
        return PurePath(self.name).suffix.lower() if self.name else ""
