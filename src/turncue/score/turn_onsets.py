"""Turn starts: the reference's turns find theirs in the result, in order, and the starts are compared.

Where both sides have words, turns are matched by how they begin; a reference turn that the result does not have as a
turn is looked up by its first words. Where one side has none (RTTM), they are matched by name and common time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from turncue.score.onset_errors import Errors
from turncue.score.params import FIRST_WORDS, MOST_PAIRS, OPENING, PREFIX, SIMILAR
from turncue.score.score_input import Segment, Spoken, TimedKeys, keys_of
from turncue.score.word_errors import matched_words

__all__ = ["compare_turns_by_speaker", "compare_turns_by_text", "match_turns", "turns_of_segments"]

# ---------------------------------------------------------------- by text


def compare_turns_by_text(reference: Sequence[Spoken], result: Sequence[Spoken], words: TimedKeys) -> Errors:
    """Start errors of the reference's turns that have a start; ``words``: those of the result, with times."""
    theirs = [keys_of(t.text) for t in reference]
    pairs = match_turns(["".join(k) for k in theirs], ["".join(keys_of(t.text)) for t in result])
    offsets: list[int] = []
    unmatched: list[int] = []
    missing = 0
    for i, turn in enumerate(reference):
        if turn.start is None or not theirs[i]:
            continue
        if i not in pairs:
            unmatched.append(i)
        elif (start := result[pairs[i]].start) is not None:
            offsets.append(start - turn.start)
        else:
            missing += 1
    starts = _looked_up(theirs, unmatched, words)
    for i in unmatched:
        start = reference[i].start
        if i in starts and start is not None:
            offsets.append(starts[i] - start)
    return Errors(tuple(sorted(offsets)), missing + len(unmatched) - len(starts), len(starts))


def _looked_up(turns: Sequence[Sequence[str]], unmatched: Sequence[int], words: TimedKeys) -> dict[int, int]:
    """For unmatched turns, the time of one of their first words in the result."""
    if not unmatched:
        return {}
    first = np.cumsum([0] + [len(k) for k in turns]).tolist()
    pairs = matched_words([k for turn in turns for k in turn], words.keys)
    starts: dict[int, int] = {}
    for i in unmatched:
        for at in range(first[i], first[i] + min(FIRST_WORDS, len(turns[i]))):
            if at in pairs:
                starts[i] = words.starts[pairs[at]]
                break
    return starts


def match_turns(reference: Sequence[str], result: Sequence[str]) -> dict[int, int]:
    """Pairs in order of texts that begin alike: index in ``reference`` to index in ``result``.

    The texts are keys without spaces. Equal openings first, by the fewest edits of the whole sequence; between them
    the pairing with the greatest sum of likeness.
    """
    ids: dict[str, int] = {}
    theirs = [t[:OPENING] for t in reference]
    ours = [t[:OPENING] for t in result]
    pairs: dict[int, int] = {}
    i = j = 0
    numbered = ([ids.setdefault(k, len(ids)) for k in side] for side in (theirs, ours))
    for op in Levenshtein.opcodes(*numbered):
        if op.tag == "equal":
            pairs |= _paired(theirs[i : op.src_start], ours[j : op.dest_start], i, j)
            pairs.update(zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True))
            i, j = op.src_end, op.dest_end
    pairs |= _paired(theirs[i:], ours[j:], i, j)
    return {a: b for a, b in pairs.items() if theirs[a]}


def _paired(theirs: Sequence[str], ours: Sequence[str], i0: int, j0: int) -> dict[int, int]:
    n, m = len(theirs), len(ours)
    if not n or not m or n * m > MOST_PAIRS:
        return {}  # what stays unpaired is looked up by its words
    alike = process.cdist(theirs, ours, scorer=fuzz.ratio, score_cutoff=SIMILAR).astype(float).tolist()
    for i, a in enumerate(theirs):
        for j, b in enumerate(ours):
            short = min(len(a), len(b))
            if not alike[i][j] and PREFIX <= short < len(max(a, b, key=len)):
                alike[i][j] = fuzz.ratio(a[:short], b[:short], score_cutoff=SIMILAR)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            pair = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    pairs: dict[int, int] = {}
    i = j = 0
    while i < n and j < m:
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs[i0 + i] = j0 + j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


# ---------------------------------------------------------------- by speaker


def turns_of_segments(segments: Sequence[Segment]) -> list[Spoken]:
    """Segments as turns without text: those of one speaker in a row are one turn."""
    turns: list[Spoken] = []
    for s in sorted(segments, key=lambda s: (s.start, s.end)):
        if s.speaker is None or s.end <= s.start:
            continue
        last = turns[-1] if turns else None
        if last is not None and last.speaker == s.speaker:
            turns[-1] = Spoken(s.speaker, "", last.start, max(last.end or s.end, s.end))
        else:
            turns.append(Spoken(s.speaker, "", s.start, s.end))
    return turns


def compare_turns_by_speaker(reference: Sequence[Segment], result: Sequence[Segment]) -> Errors:
    """Start errors of turns matched in order, one to one, by name and the most common time."""
    theirs, ours = turns_of_segments(reference), turns_of_segments(result)
    pairs = _heaviest_chain(_overlaps(theirs, ours), len(ours))
    offsets = [(ours[j].start or 0) - (theirs[i].start or 0) for i, j in pairs]
    return Errors(tuple(sorted(offsets)), len(theirs) - len(pairs))


def _overlaps(theirs: Sequence[Spoken], ours: Sequence[Spoken]) -> list[tuple[int, int, int]]:
    """(index, index, common ms) of turns of one speaker that overlap."""
    starts = [t.start or 0 for t in ours]
    # a turn's end may lie behind the next turn's, so that the search begins where all ends before are too early
    ends = np.maximum.accumulate([t.end or 0 for t in ours]).tolist() if ours else []
    overlaps = []
    for i, turn in enumerate(theirs):
        start, end = turn.start or 0, turn.end or 0
        for j in range(bisect_left(ends, start + 1), bisect_left(starts, end)):
            common = min(end, ours[j].end or 0) - max(start, starts[j])
            if ours[j].speaker == turn.speaker and common > 0:
                overlaps.append((i, j, common))
    return overlaps


def _heaviest_chain(pairs: Sequence[tuple[int, int, int]], columns: int) -> list[tuple[int, int]]:
    """Of weighted pairs (row, column, weight) the heaviest set in which both rise strictly."""
    tree: list[tuple[int, int]] = [(0, -1)] * (columns + 1)  # Fenwick tree of (weight, last pair) over columns
    back = [-1] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda k: (pairs[k][0], -pairs[k][1]))
    top = (0, -1)
    for k in order:
        _, column, weight = pairs[k]
        best, at = (0, -1), column
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        back[k] = best[1]
        here = (best[0] + weight, k)
        top = max(top, here)
        at = column + 1
        while at <= columns:
            tree[at] = max(tree[at], here)
            at += at & -at
    chain = []
    k = top[1]
    while k >= 0:
        chain.append(pairs[k][:2])
        k = back[k]
    return chain[::-1]
