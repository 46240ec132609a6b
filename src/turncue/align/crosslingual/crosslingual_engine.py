"""The clause engine on the two sides: across languages, and for another wording in one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from turncue.align.alignment import Alignment, alignment_of
from turncue.align.crosslingual import Heard, MovedPassage, SentenceAlignment, Spoken
from turncue.arrays import Floats
from turncue.lexicons.lexicon import Lexicon, merge
from turncue.model import Captions, Transcript
from turncue.prepare.token_columns import EVENT, CaptionTokens, TranscriptTokens
from turncue.text.events import mask_events

__all__ = ["Across", "align_across", "seed_of"]


_UNHEARD = 0.85  # how sure the engine must be that no caption answers a turn


@dataclass(frozen=True, slots=True)
class Across:
    """The links; how sure each turn's start is (turns that found no place are not in it); and what was measured.

    ``support`` is the lexical support per caption word, in nats above chance; ``learnt`` the table learnt on the way;
    ``moved`` the passages that are heard out of order, from which caption word on. Of the turns without a place,
    ``elsewhere`` are wholly in such a passage, and ``unheard`` those that the engine is sure no caption answers.
    """

    links: Alignment
    sure: dict[int, float]
    support: float
    learnt: Lexicon
    moved: tuple[MovedPassage, ...] = ()
    unheard: frozenset[int] = frozenset()
    elsewhere: frozenset[int] = frozenset()


def align_across(
    transcript: Transcript,
    captions: Captions,
    said: TranscriptTokens,
    heard: CaptionTokens,
    starts: Floats,
    ends: Floats,
    *,
    lexicons: Sequence[Lexicon] = (),
    progress: Callable[[float], None] | None = None,
) -> Across:
    """Lay every clause of the transcript on the caption words that say the same.

    ``starts`` and ``ends`` are the times of the captions' tokens, in ms; ``lexicons`` are word pairs beside those that
    turncue brings.
    """
    from turncue.align.crosslingual import align_sentences  # large, and most pairs never need it

    found = align_sentences(
        Spoken([mask_events(t.text, t.events) for t in transcript.turns], transcript.language or "und"),
        Heard(
            _words(captions, heard),
            starts.astype(np.int64),
            ends.astype(np.int64),
            heard.cue.astype(np.int32),
            heard.mark,
            captions.language or "und",
        ),
        lexicon=_lexicon(transcript.language, captions.language, lexicons),
        progress=progress,
    )
    sure, gone = _sure(found), _gone(found)
    elsewhere = frozenset(k for p in found.moved for k in range(p.first, p.last + 1) if k in gone)
    unheard = frozenset(k for k, chance in gone.items() if chance >= _UNHEARD) - elsewhere
    links = _links(found, said, heard)
    return Across(links, sure, found.support, found.learnt, found.moved, unheard, elsewhere)


def seed_of(source: str | None, target: str | None) -> Lexicon:
    """The word pairs that turncue brings for two languages; empty when it has none."""
    return Lexicon.seed(source or "", target or "")


def _lexicon(source: str | None, target: str | None, extra: Sequence[Lexicon]) -> Lexicon | None:
    """The user's word pairs beside those that turncue brings; None for these alone."""
    if not extra:
        return None
    own = seed_of(source, target)
    return merge(own, *(x.between(own.source, own.target) for x in extra))


def _words(captions: Captions, heard: CaptionTokens) -> list[str]:
    """The captions' tokens as words with the punctuation that follows them; sound notes are empty."""
    words = []
    count = len(heard)
    for j in range(count):
        text = captions.cues[int(heard.cue[j])].text
        same = j + 1 < count and heard.cue[j + 1] == heard.cue[j]
        stop = int(heard.begin[j + 1]) if same else len(text)
        words.append("" if heard.keys[j] == EVENT else text[int(heard.begin[j]) : stop].strip())
    return words


def _links(found: SentenceAlignment, said: TranscriptTokens, heard: CaptionTokens) -> Alignment:
    rows = []
    sounds = np.array([k == EVENT for k in heard.keys], dtype=bool)
    edges = np.searchsorted(said.turn, np.arange(int(said.turn.max(initial=-1)) + 2))
    for link in found.links:
        if link.first == link.last:
            continue
        a, b = int(edges[link.turn]), int(edges[link.turn + 1])
        t0, t1 = a + np.searchsorted(said.begin[a:b], [link.begin, link.finish])
        first, last = _unbroken(sounds, link.first, link.last)
        if t1 > t0:
            rows.append((int(t0), int(t1), first, last, float(np.clip(0.5 + link.score / 2, 0.3, 1.0))))
    return alignment_of(rows, words=len(said), heard=len(heard), engine="sentences")


def _unbroken(sounds: NDArray[np.bool_], first: int, last: int) -> tuple[int, int]:
    """The longest run of [first, last) without a sound note: applause parts who spoke before from who speaks after."""
    inside = np.flatnonzero(sounds[first:last])
    if not len(inside) or len(inside) == last - first:
        return first, last
    edges = [first - 1, *(first + inside).tolist(), last]
    begin, end = max(pairwise(edges), key=lambda run: run[1] - run[0])
    return begin + 1, end


def _sure(found: SentenceAlignment) -> dict[int, float]:
    sure: dict[int, float] = {}
    for link in found.links:
        if link.first < link.last:
            sure.setdefault(link.turn, link.confidence)
    return sure


def _gone(found: SentenceAlignment) -> dict[int, float]:
    """For each turn that no caption answers how sure that is: as sure as of the clause that is least so."""
    here = {link.turn for link in found.links if link.first < link.last}
    gone: dict[int, float] = {}
    for link in found.links:
        if link.turn not in here:
            gone[link.turn] = min(gone.get(link.turn, 1.0), link.confidence)
    return gone
