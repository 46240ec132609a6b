"""Chinese text turned into the other script, every character at its old place."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Literal

__all__ = ["Script", "to_script"]

Script = Literal["hant", "hans"]


@functools.cache
def _converter(script: Script) -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("s2t" if script == "hant" else "t2s").convert
    return convert


def to_script(text: str, script: Script) -> str:
    """A Chinese text in Traditional (``hant``) or Simplified (``hans``) characters, of the same length.

    opencc looks at phrases; where a phrase would change the length, the text is converted character by character.
    """
    convert = _converter(script)
    made = convert(text)
    return made if len(made) == len(text) else "".join(c if len(x := convert(c)) != 1 else x for c in text)
