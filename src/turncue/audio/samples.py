"""Which windows of a long recording are recognised: spread at first, then where the samples leave something open."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from dataclasses import dataclass, field

from turncue.audio.decode import probe
from turncue.audio.params import CUT_NEAR, SAMPLED_FROM, SAMPLES, SAMPLES_MOST
from turncue.audio.recogniser import AudioOptions, Recogniser
from turncue.audio.recognition import recognise_windows
from turncue.audio.sync_result import SyncResult
from turncue.model import Word

__all__ = ["Sampler"]

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sampler:
    """Windows of one recording. Its length is the header's; a window behind the true end has no words."""

    media: str | os.PathLike[str]
    recogniser: Recogniser
    options: AudioOptions
    duration: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "duration", probe(self.media).duration or 0)

    @property
    def is_long(self) -> bool:
        """Whether samples are enough; a recording whose length is not known is recognised whole."""
        return self.duration > SAMPLED_FROM

    @property
    def _length(self) -> int:
        return self.recogniser.sample

    def spread(self, count: int = SAMPLES) -> list[Window]:
        """Windows at even distances."""
        step = self.duration / count
        return [self._window(round((k + 0.5) * step)) for k in range(count)]

    def words(self, windows: Sequence[Window]) -> list[Word]:
        """The recognised words of windows, in order of time."""
        words = recognise_windows(self.media, list(windows), self.recogniser, self.options)
        return sorted(words, key=lambda w: w.start)

    def further(self, windows: Sequence[Window], words: Sequence[Word], result: SyncResult | None) -> list[Window]:
        """Windows to add: between all where nothing fits yet, else where an offset changes; none when all is known."""
        if len(windows) >= SAMPLES_MOST:
            return []
        if result is None:
            between = [
                self._window((a[1] + b[0]) // 2) for a, b in itertools.pairwise(windows) if b[0] - a[1] > self._length
            ]
            return between[: SAMPLES_MOST - len(windows)]
        out: list[Window] = []
        for one, two in itertools.pairwise(result.pieces):
            low, high = one.shown[1], two.shown[0]
            if high - low > CUT_NEAR:
                window = self._window((low + high) // 2, min(self._length, high - low))
                if not any(a < window[1] - 2000 and window[0] + 2000 < b for a, b in windows):
                    out.append(window)
        return out

    def _window(self, middle: int, length: int = 0) -> Window:
        size = length or self._length
        start = max(middle - size // 2, 0)
        return start, start + size
