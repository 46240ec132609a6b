"""Small letters and capitals."""

from __future__ import annotations

__all__ = ["is_small"]


def is_small(char: str) -> bool:
    """Whether a letter is small in a script that begins names and sentences with capitals.

    Georgian letters are lower case to Unicode, but capitals are for headlines only (The Unicode Standard, 7.7).
    """
    return char.islower() and not "\u10d0" <= char <= "\u10ff"
