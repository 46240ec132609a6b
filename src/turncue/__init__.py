"""turncue: subtitles that say who speaks."""

from turncue._version import __version__

__all__ = ["__version__"]
