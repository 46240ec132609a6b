"""Words of the transcript that the captions lack, where no other words stand in their place.

Words that were misheard or said differently stand on both sides. Words on one side only were cut from the recording,
or nobody says them: a note of a tool, an office, a name in a form that was not understood. So a passage is told, and so
are words at the same edge of turn after turn, however few they are. A recogniser drops words, too: where it does,
only words that are never heard at that edge, again and again, say something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from turncue.align.alignment import Alignment
from turncue.arrays import Flags, Ints
from turncue.model import TimedTurn
from turncue.prepare.pair import Pair
from turncue.quality import params
from turncue.quality.speaker_checks import turn_place

__all__ = ["unheard_warnings"]


def unheard_warnings(turns: Sequence[TimedTurn], pair: Pair, alignment: Alignment) -> tuple[str, ...]:
    """Sentences on passages and on words at the edges of turns; none for clauses, and where much does not match."""
    tokens = pair.transcript_tokens
    words = ~tokens.is_event
    if not alignment.by_word or not len(tokens) or alignment.matched < params.UNHEARD_MATCHED:
        return ()
    unheard = _unheard(pair, alignment) & words
    exact = _loss(pair, alignment, unheard) <= params.UNHEARD_LOSS
    edges = tokens.turn_edges(len(turns))
    whole = np.add.reduceat(np.append(unheard, False), np.minimum(edges[:-1], len(tokens)))
    spoken = np.add.reduceat(np.append(words, False), np.minimum(edges[:-1], len(tokens)))
    partly = np.flatnonzero((edges[1:] > edges[:-1]) & (whole < spoken))  # a turn unheard as a whole is told already
    passages = _passages(turns, pair, unheard, partly) if exact else []
    return (*_at_edges(turns, pair, unheard, partly, exact=exact), *passages)


def _loss(pair: Pair, alignment: Alignment, unheard: Flags) -> float:
    """The share of the words without a partner, not counting passages and runs at the edges of turns."""
    tokens = pair.transcript_tokens
    steps = np.zeros(len(tokens) + 1, dtype=np.int64)
    np.add.at(steps, alignment.transcript_first, 1)
    np.add.at(steps, alignment.transcript_stop, -1)
    alone = np.cumsum(steps[:-1]) == 0
    runs = np.cumsum(np.diff(unheard.astype(np.int8), prepend=0) == 1) * unheard
    edge = np.unique(runs[tokens.opens_turn | np.append(tokens.opens_turn[1:], True)])
    long = np.flatnonzero(np.bincount(runs) >= params.UNHEARD_WORDS)
    counted = ~np.isin(runs, np.union1d(edge, long)) | ~unheard
    return float((alone & counted & ~tokens.is_event).mean())


def _unheard(pair: Pair, alignment: Alignment) -> Flags:
    """The transcript tokens between two links between which the captions hold hardly any words."""
    first = np.append(alignment.transcript_first, alignment.transcript_size)
    stop = np.append(0, alignment.transcript_stop)
    theirs = np.append(alignment.caption_first, alignment.caption_size) - np.append(0, alignment.caption_stop)
    flags = np.zeros(len(pair.transcript_tokens), dtype=bool)
    for k in np.flatnonzero((first > stop) & (theirs <= params.UNHEARD_SHARE * (first - stop))).tolist():
        flags[stop[k] : first[k]] = True
    return flags


def _at_edges(turns: Sequence[TimedTurn], pair: Pair, unheard: Flags, partly: Ints, *, exact: bool) -> list[str]:
    """Turn after turn begins, or ends, with words that nobody is heard to say."""
    words = pair.transcript_tokens.normalized
    edges = pair.transcript_tokens.turn_edges(len(turns))
    made = []
    for where, at, step in (("begin", edges[:-1], 1), ("end", edges[1:] - 1, -1)):
        odd = [k for k in partly.tolist() if unheard[at[k]]]
        if not exact:
            silent = Counter(words[at[k]] for k in odd)
            spoken = Counter(words[at[k]] for k in partly.tolist())
            never = {w for w, n in silent.items() if n > 1 and n >= params.UNHEARD_NEVER * spoken[w]}
            odd = [k for k in odd if words[at[k]] in never] if len(never) > 1 else []
        if len(odd) < max(params.UNHEARD_TURNS, params.UNHEARD_OFTEN * len(partly)):
            continue
        shown = list(dict.fromkeys(f"“{_run(turns[k].text, pair, unheard, int(at[k]), step)}”" for k in odd))
        made.append(
            f"{len(odd)} of {len(turns)} turns {where} with words that are not in the captions: {', '.join(shown[:3])}"
            f"{' …' if len(shown) > 3 else ''}, first in {turn_place(turns[odd[0]])}. If they are names or notes, the "
            "labels were not understood: write “Name: words”, or name the speakers with --speakers-only"
        )
    return made


def _run(text: str, pair: Pair, unheard: Flags, at: int, step: int) -> str:
    """The unheard words of a turn from one of its edges on, as written."""
    tokens = pair.transcript_tokens
    end = at
    while 0 <= end + step < len(tokens) and tokens.turn[end + step] == tokens.turn[at] and unheard[end + step]:
        end += step
    low, high = min(at, end), max(at, end)
    return _short(text[int(tokens.begin[low]) : int(tokens.finish[high])])


def _passages(turns: Sequence[TimedTurn], pair: Pair, unheard: Flags, partly: Ints) -> list[str]:
    """Passages inside turns."""
    tokens = pair.transcript_tokens
    edges = tokens.turn_edges(len(turns))
    passages: list[tuple[int, int, int]] = []
    for k in partly.tolist():
        flags = np.concatenate(([False], unheard[edges[k] : edges[k + 1]], [False])).astype(np.int8)
        begins, ends = np.flatnonzero(np.diff(flags) == 1), np.flatnonzero(np.diff(flags) == -1)
        passages += [
            (k, int(edges[k] + a), int(edges[k] + b))
            for a, b in zip(begins.tolist(), ends.tolist(), strict=True)
            if b - a >= params.UNHEARD_WORDS
        ]
    if not passages:
        return []
    k, a, b = max(passages, key=lambda f: (f[2] - f[1], -f[1]))
    passage = _short(turns[k].text[int(tokens.begin[a]) : int(tokens.finish[b - 1])])
    more = f", and {len(passages) - 1} more passage{'s' if len(passages) > 2 else ''}" if len(passages) > 1 else ""
    return [
        f"“{passage}” ({b - a} words) in {turn_place(turns[k])} is not in the captions{more}: taken for words of "
        f"{turns[k].speaker or 'nobody'}; if nobody says it, delete it from the transcript"
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= params.UNHEARD_SHOWN else line[: params.UNHEARD_SHOWN - 1] + "…"
