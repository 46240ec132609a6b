"""Speech that the captions lack: where a recogniser wrote nothing while people went on talking.

Bad sound, music or a thick accent leave gaps: half a minute without a caption, in which whole turns were spoken. Where
the transcript has far more to say between two matches than the captions have there, the silence between holds the rest.
It is cut into pieces that turns can take like words; the rest of the timing need not know.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Floats, Ints
from turncue.prepare.token_columns import CaptionTokens, TranscriptTokens
from turncue.timing import params

__all__ = ["SILENCE_PIECE", "with_asr_gaps"]

SILENCE_PIECE = ""
"""The normalized form of a piece of silence that may hold speech."""


def with_asr_gaps(
    tokens: TranscriptTokens, captions: CaptionTokens, alignment: Alignment, duration: Floats
) -> tuple[CaptionTokens, Alignment]:
    """The captions' tokens with pieces of silence put in where speech was not recognised, and the alignment with them.

    ``duration`` is how long each transcript token takes to say, in ms.
    """
    at, begin = _pieces(tokens, captions, alignment, duration)
    if not len(at):
        return captions, alignment
    longer = CaptionTokens(
        normalized=tuple(np.insert(np.array(captions.normalized, dtype=object), at, SILENCE_PIECE).tolist()),
        cue=np.insert(captions.cue, at, -1),
        begin=np.insert(captions.begin, at, 0),
        finish=np.insert(captions.finish, at, 0),
        pause=np.insert(captions.pause, at, 0),
        speaker_change=np.insert(captions.speaker_change, at, False),
        start=np.insert(captions.start, at, begin),
        end=np.insert(captions.end, at, begin + params.PIECE_MS),
        measured=np.insert(captions.measured, at, False),
    )
    shifted = replace(
        alignment,
        caption_first=alignment.caption_first + np.searchsorted(at, alignment.caption_first, side="right"),
        caption_stop=alignment.caption_stop + np.searchsorted(at, alignment.caption_stop - 1, side="right"),
        caption_size=len(longer),
    )
    return longer, shifted


def _pieces(
    tokens: TranscriptTokens, captions: CaptionTokens, alignment: Alignment, duration: Floats
) -> tuple[Ints, Floats]:
    """Before which caption tokens pieces of silence stand, and when each begins."""
    spoken = np.concatenate(([0.0], np.cumsum(captions.duration)))
    needed = np.concatenate(([0.0], np.cumsum(duration)))
    more = needed[alignment.transcript_first[1:]] - needed[alignment.transcript_stop[:-1]]
    less = spoken[alignment.caption_first[1:]] - spoken[alignment.caption_stop[:-1]]
    changes = tokens.turn[alignment.transcript_first[1:]] != tokens.turn[alignment.transcript_stop[:-1] - 1]
    at: list[int] = []
    begin: list[float] = []
    for k in np.flatnonzero(changes & (more > params.MORE * less + params.MUCH_MS)).tolist():
        c, d = int(alignment.caption_stop[k]), int(alignment.caption_first[k + 1]) + 1
        silence = captions.start[c:d] - captions.end[c - 1 : d - 1] - 2 * params.EDGE_MS
        silence[silence < params.LEAST_SILENCE_MS - 2 * params.EDGE_MS] = 0.0
        # as many pieces as are lacking, evenly over all silence: who falls silent when is not known
        share = min(1.0, float(more[k] - less[k]) / max(float(silence.sum()), 1.0))
        for j, length in enumerate(silence.tolist(), c):
            count = int(share * length / params.PIECE_MS)
            first = float(captions.end[j - 1]) + params.EDGE_MS
            at += [j] * count
            begin += [first + (n + 0.5) * length / count - params.PIECE_MS / 2 for n in range(count)]
    return np.array(at, dtype=np.int64), np.array(begin)
