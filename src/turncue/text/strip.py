"""White space and invisible characters at the ends of a text."""

from __future__ import annotations

__all__ = ["tidy"]

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
_EDGE = " \t\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f" + _INVISIBLE


def tidy(text: str) -> str:
    """The text without white space and invisible characters at both ends."""
    return text.strip(_EDGE + "\n")
