"""Libraries that come with an extra: imported when they are needed, with one line of help where they are missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from turncue.errors import TurncueError

__all__ = ["ExtraMissing", "available", "load"]


class ExtraMissing(TurncueError):
    """A library of an extra is not installed: ``library`` its import name, ``extra`` the extra, ``purpose`` its use."""

    def __init__(self, library: str, extra: str, purpose: str) -> None:
        super().__init__(library, extra, purpose)
        self.library = library
        self.extra = extra
        self.purpose = purpose

    def message(self) -> str:
        return f"{self.purpose} needs {self.library}: pip install 'turncue[{self.extra}]'"


def load(library: str, extra: str, purpose: str) -> ModuleType:
    """Import a library of an extra. Raises ``ExtraMissing`` with the install command."""
    try:
        return import_module(library)
    except ImportError as error:
        raise ExtraMissing(library, extra, purpose) from error


def available(library: str) -> bool:
    """Whether a library can be imported; a library that is installed but broken counts as missing."""
    try:
        import_module(library)
    except (ImportError, OSError):
        return False
    return True
