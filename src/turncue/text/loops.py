"""A recogniser that hangs: the same sentences over and over, for half a minute in which something else was said.

Whisper is known for it. Words of such captions are nobody's, but any transcript has one or the other of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from turncue import clock
from turncue.model import Captions, Transcript
from turncue.text.tokens import tokenize

__all__ = ["without_loops"]

_TIMES, _WORDS = 4, 3  # so often in a row, and so many different words: fewer people do say over and over
_LONGEST = 3  # captions that come round again together
_MOST = 3  # places told one by one


def without_loops(captions: Captions, transcript: Transcript) -> tuple[Captions, tuple[str, ...]]:
    """The captions with each loop said once, and what the user is told of it.

    A loop is one caption, or up to three, of three different words or more together, that come four times or more in a
    row, unless the transcript has these words half as often: a refrain, a chant.
    """
    keys = [tokenize(cue.text).keys for cue in captions.cues]
    said: str | None = None
    dropped: set[int] = set()
    for first, last, lag in _loops(keys):
        said = said or _joined([key for turn in transcript.turns for key in tokenize(turn.text).keys])
        if 2 * said.count(_joined(_together(keys, first - lag, first))) < (last - first) / lag + 1:
            dropped.update(range(first, last))
    if not dropped:
        return captions, ()
    places = [captions.cues[k].start for k in sorted(dropped) if k - 1 not in dropped]
    where = ", ".join(map(clock.vtt, places[:_MOST])) + (" …" if len(places) > _MOST else "")
    told = f"{len(dropped)} captions that only say again what stands before them (from {where}) are not used"
    kept = tuple(cue for k, cue in enumerate(captions.cues) if k not in dropped)
    return replace(captions, cues=kept), (f"{told}: the recogniser hung",)


def _loops(keys: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int, int]]:
    """Captions [first, last) that say again what stands ``lag`` before each of them, often enough for a loop."""
    for lag in range(1, _LONGEST + 1):
        again = [k >= lag and keys[k] == keys[k - lag] for k in range(len(keys))]
        for same, group in groupby(range(len(keys)), key=again.__getitem__):
            run = list(group)
            if same and len(run) >= (_TIMES - 1) * lag and len(set(_together(keys, run[0] - lag, run[0]))) >= _WORDS:
                yield run[0], run[-1] + 1, lag


def _together(keys: Sequence[tuple[str, ...]], begin: int, end: int) -> list[str]:
    return [key for words in keys[begin:end] for key in words]


def _joined(keys: Sequence[str]) -> str:
    """The keys as one text; no key holds a space, and runs of them do not share one."""
    return "".join(f" {key} " for key in keys)
