"""What subtitles are laid out with, in one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from turncue.compose.profile import Profile
from turncue.text.label_options import LabelOptions

__all__ = ["LayoutOptions"]


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """How turns become subtitles.

    ``profile``: the limits; ``labels``: how speakers' names are printed; ``language``: BCP 47 tag of the text, for
    word lists and phrases (None: rules without them). ``shots``: changes of shot in ms, in any order; subtitles avoid
    crossing them, and what begins or ends close to one begins on it or ends just before it (Netflix Timing Guidelines
    360051554394).
    """

    profile: Profile
    labels: LabelOptions = field(default_factory=LabelOptions)
    language: str | None = None
    shots: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "shots", tuple(sorted(self.shots)))
