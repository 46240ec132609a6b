"""What a recogniser says by itself: the same sentences over and over, or one of its own wherever nobody speaks.

Whisper is known for both. Words of such captions are nobody's, but any transcript has one or the other of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from turncue import clock
from turncue.model import Captions, Transcript
from turncue.text.tokens import is_dense, tokenize

__all__ = ["without_inventions"]

_TIMES, _WORDS = 4, 3  # so often in a row, and so many different words: fewer people do say over and over
_TIMES_UNKNOWN = 8
_LONGEST = 3  # captions that come round again together
_MOST = 3  # places told one by one


def without_inventions(captions: Captions, transcript: Transcript) -> tuple[Captions, tuple[str, ...]]:
    """The captions without what the recogniser invented, and what the user is told of it.

    A loop is one caption, or up to three, of three different words or more together, that come four times or more in a
    row, unless the transcript has these words half as often: a refrain, a chant. It is said once. A filler ("Thank you
    for watching!") is a caption of three different words or more that comes four times or more and of which the
    transcript does not have the words in a row once. It is left out. Where the transcript has not even half of the
    captions' words, as in another language, nothing can be told from what it lacks: there are no fillers, and loops
    come eight times.
    """
    keys = [tokenize(cue.text).keys for cue in captions.cues]
    loops, often = list(_loops(keys)), {k for k, n in Counter(keys).items() if n >= _TIMES and _size(k) >= _WORDS}
    if not loops and not often:
        return captions, ()
    words = [key for turn in transcript.turns for key in tokenize(turn.text).keys]
    said, known = _joined(words), set(words)
    heard = [key for run in keys for key in run if run not in often]
    alike = 2 * sum(key in known for key in heard) >= len(heard)
    hung: set[int] = set()
    for first, last, lag in loops:
        times = (last - first) / lag + 1
        if times > (2 * said.count(_joined(_together(keys, first - lag, first))) if alike else _TIMES_UNKNOWN - 1):
            hung.update(range(first, last))
    left = Counter(run for k, run in enumerate(keys) if k not in hung)
    fillers = {run for run in often if alike and left[run] >= _TIMES and _joined(run) not in said}
    filled = {k for k, run in enumerate(keys) if run in fillers} - hung
    told = []
    if hung:
        told.append(f"{len(hung)} captions that only say again what stands before them ({_places(captions, hung)})")
    if filled:
        texts = "; ".join(dict.fromkeys(" ".join(captions.cues[k].text.split()) for k in sorted(filled)))
        told.append(f"{len(filled)} captions of which the transcript has nothing, over and over (“{texts[:80]}”)")
    kept = tuple(cue for k, cue in enumerate(captions.cues) if k not in hung and k not in filled)
    return replace(captions, cues=kept), tuple(f"{what} are not used: the recogniser made them up" for what in told)


def _places(captions: Captions, dropped: set[int]) -> str:
    """Where runs of captions begin."""
    begins = [captions.cues[k].start for k in sorted(dropped) if k - 1 not in dropped]
    return "from " + ", ".join(map(clock.vtt, begins[:_MOST])) + (" …" if len(begins) > _MOST else "")


def _loops(keys: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int, int]]:
    """Captions [first, last) that say again what stands ``lag`` before each of them, often enough for a loop."""
    for lag in range(1, _LONGEST + 1):
        again = [k >= lag and keys[k] == keys[k - lag] for k in range(len(keys))]
        for same, group in groupby(range(len(keys)), key=again.__getitem__):
            run = list(group)
            if same and len(run) >= (_TIMES - 1) * lag and _size(_together(keys, run[0] - lag, run[0])) >= _WORDS:
                yield run[0], run[-1] + 1, lag


def _size(keys: Sequence[str]) -> float:
    """How many different words; two characters of Han or Kana make one."""
    return sum(0.5 if is_dense(key) else 1.0 for key in set(keys))


def _together(keys: Sequence[tuple[str, ...]], begin: int, end: int) -> list[str]:
    return [key for words in keys[begin:end] for key in words]


def _joined(keys: Sequence[str]) -> str:
    """The keys as one text; no key holds a space, and runs of them do not share one."""
    return "".join(f" {key} " for key in keys)
