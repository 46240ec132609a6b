"""What a recogniser hallucinates: the same sentences over and over, or one of its own wherever nobody speaks.

Whisper is known for both. Nobody spoke the words of such captions, but any transcript has one or the other of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from turncue import clock
from turncue.model import Captions, Transcript
from turncue.prepare import params
from turncue.text.tokens import is_dense, tokenize

__all__ = ["without_hallucinations"]

Tokens = tuple[str, ...]


def without_hallucinations(captions: Captions, transcript: Transcript) -> tuple[Captions, tuple[str, ...]]:
    """The captions without what the recogniser hallucinated, and warnings about it.

    A loop is one caption, or up to three, of three different words or more together, that occur four times or more in a
    row, unless the transcript has these words half as often: a refrain, a chant. Its first occurrence stays. A filler
    ("Thank you for watching!") is a caption of three different words or more that occurs four times or more and whose
    words the transcript does not have in a row once. It is left out. Where the transcript has not even half of the
    captions' words, as in another language, what it lacks is no evidence: there are no fillers, and a loop occurs eight
    times or more.
    """
    tokens = [tokenize(cue.text).keys for cue in captions.cues]
    frequent = {k for k, n in Counter(tokens).items() if n >= params.LEAST_REPEATS and _size(k) >= params.LEAST_WORDS}
    loops = list(_loops(tokens))
    if not loops and not frequent:
        return captions, ()
    words = [key for turn in transcript.turns for key in tokenize(turn.text).keys]
    text, known = _joined(words), set(words)
    shown = [key for run in tokens for key in run if run not in frequent]
    # where nothing is left to compare, the transcript is no evidence either
    similar = bool(shown) and 2 * sum(key in known for key in shown) >= len(shown)
    repeated: set[int] = set()
    for loop in loops:
        expected = 2 * text.count(_joined(_together(tokens, loop.first - loop.lag, loop.first)))
        if loop.repeats > (expected if similar else params.LEAST_REPEATS_UNKNOWN - 1):
            repeated.update(range(loop.first, loop.stop))
    left = Counter(run for k, run in enumerate(tokens) if k not in repeated)
    fillers = {run for run in frequent if similar and left[run] >= params.LEAST_REPEATS and _joined(run) not in text}
    filled = {k for k, run in enumerate(tokens) if run in fillers} - repeated
    kept = tuple(cue for k, cue in enumerate(captions.cues) if k not in repeated and k not in filled)
    return replace(captions, cues=kept), _warnings(captions, repeated, filled)


def _warnings(captions: Captions, repeated: set[int], filled: set[int]) -> tuple[str, ...]:
    what = []
    if repeated:
        what.append(
            f"{len(repeated)} captions that only repeat the captions before them ({_places(captions, repeated)})"
        )
    if filled:
        texts = "; ".join(dict.fromkeys(" ".join(captions.cues[k].text.split()) for k in sorted(filled)))
        quoted = texts[: params.MOST_TEXT]
        what.append(f"{len(filled)} captions that occur over and over and never in the transcript (“{quoted}”)")
    return tuple(f"{these} are not used: the recogniser hallucinated them" for these in what)


def _places(captions: Captions, dropped: set[int]) -> str:
    """Where runs of captions begin."""
    begins = [captions.cues[k].start for k in sorted(dropped) if k - 1 not in dropped]
    more = " …" if len(begins) > params.MOST_PLACES else ""
    return "from " + ", ".join(map(clock.vtt, begins[: params.MOST_PLACES])) + more


@dataclass(frozen=True, slots=True)
class _Loop:
    """Captions [first, stop), each with the words of the one ``lag`` before it."""

    first: int
    stop: int
    lag: int

    @property
    def repeats(self) -> float:
        """How often the words occur, the first time included."""
        return (self.stop - self.first) / self.lag + 1


def _loops(tokens: Sequence[Tokens]) -> Iterator[_Loop]:
    """Captions that repeat what stands before each of them, often enough for a loop."""
    for lag in range(1, params.LONGEST_LOOP + 1):
        again = [k >= lag and tokens[k] == tokens[k - lag] for k in range(len(tokens))]
        for same, group in groupby(range(len(tokens)), key=again.__getitem__):
            run = list(group)
            if not same or len(run) < (params.LEAST_REPEATS - 1) * lag:
                continue
            if _size(_together(tokens, run[0] - lag, run[0])) >= params.LEAST_WORDS:
                yield _Loop(run[0], run[-1] + 1, lag)


def _size(tokens: Sequence[str]) -> float:
    """How many different words; two characters of Han or kana make one."""
    return sum(params.DENSE_WORD if is_dense(key) else 1.0 for key in set(tokens))


def _together(tokens: Sequence[Tokens], begin: int, end: int) -> list[str]:
    return [key for run in tokens[begin:end] for key in run]


def _joined(tokens: Sequence[str]) -> str:
    """The tokens as one text; no token holds a space, and runs of them do not share one."""
    return "".join(f" {key} " for key in tokens)
