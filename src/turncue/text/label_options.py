"""How speakers' names are printed: the choices, known to the options and to the layout of subtitles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["LabelForm", "LabelOptions", "LabelStyle", "LabelWhen"]

LabelWhen = Literal["change", "every", "none"]
LabelStyle = Literal["colon", "brackets", "caps", "dash", "chevrons", "line"]
LabelForm = Literal["full", "first", "initials", "role", "full-then-first"]


@dataclass(frozen=True, slots=True)
class LabelOptions:
    """When a speaker's name is printed, how it is set off from the text, and which form of it.

    ``when``: ``change`` where the speaker differs from the subtitle before; ``every`` on every subtitle; ``none``.
    ``style``: ``dash`` and ``chevrons`` mark the change without a name. ``form``: ``first`` and ``initials`` fall back
    to the full name where two speakers would look the same; ``role`` does where a turn has no role;
    ``full-then-first`` prints the full name the first time and the given name after that. ``unnamed``: each turn
    without a name has a speaker of its own, so that dashes and chevrons stand before such turns too.
    """

    when: LabelWhen = "change"
    style: LabelStyle = "colon"
    form: LabelForm = "full"
    unnamed: bool = False
