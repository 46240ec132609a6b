"""Who speaks when, measured in time.

Diarization error rate as in the NIST Rich Transcription 2009 evaluation plan: at every moment the reference speakers
are compared with the result's; speakers that are too few are missed, too many are false alarm, the others are right or
confused; the sum is divided by the reference's speaker time, in which overlapping speech counts once for each speaker.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from turncue.score.score_input import Segment

__all__ = ["Diarization", "SpeakerTime", "best_mapping", "compare_speakers"]


@dataclass(frozen=True, slots=True)
class Diarization:
    """Speaker time in ms; it adds up over recordings. ``speech = correct + confusion + missed``."""

    correct: int = 0
    confusion: int = 0
    missed: int = 0
    false_alarm: int = 0

    @property
    def speech(self) -> int:
        """Speaker time of the reference in ms; two at once count twice."""
        return self.correct + self.confusion + self.missed

    @property
    def rate(self) -> float:
        """Diarization error rate, 0 and up; may exceed 1. 0 for a reference without speech and no false alarm."""
        wrong = self.confusion + self.missed + self.false_alarm
        return wrong / self.speech if self.speech else float(bool(wrong))

    def __add__(self, other: Diarization) -> Diarization:
        return Diarization(
            self.correct + other.correct,
            self.confusion + other.confusion,
            self.missed + other.missed,
            self.false_alarm + other.false_alarm,
        )


@dataclass(frozen=True, slots=True)
class SpeakerTime:
    """Time in ms in which the reference has speech, overlap counted once: any one of those who speak is ``right``."""

    right: int = 0
    wrong: int = 0
    silent: int = 0

    @property
    def speech(self) -> int:
        """Time in ms in which somebody speaks."""
        return self.right + self.wrong + self.silent

    @property
    def accuracy(self) -> float:
        """Share of speech that carries the name of one who speaks, 0 to 1."""
        return self.right / self.speech if self.speech else 1.0

    def __add__(self, other: SpeakerTime) -> SpeakerTime:
        return SpeakerTime(self.right + other.right, self.wrong + other.wrong, self.silent + other.silent)


Moment = tuple[int, frozenset[str | None], frozenset[str | None]]
_REFERENCE, _RESULT, _EXCLUDED = 0, 1, 2


def compare_speakers(
    reference: Sequence[Segment],
    result: Sequence[Segment],
    *,
    collar: int = 0,
    unscored: Sequence[tuple[int, int]] = (),
) -> tuple[Diarization, SpeakerTime]:
    """Compare who speaks when; names are equal when their strings are.

    ``collar`` (ms) leaves out that much on either side of every boundary of the reference, as md-eval's ``-c`` does.
    Reference speech of unknown speakers and ``unscored`` spans are left out.
    """
    excluded = _excluded(reference, collar, unscored)
    correct = confusion = missed = false_alarm = right = wrong = silent = 0
    for span, theirs, ours in _moments(reference, result, excluded):
        common = len(theirs & ours)
        both = min(len(theirs), len(ours))
        correct += span * common
        confusion += span * (both - common)
        missed += span * (len(theirs) - both)
        false_alarm += span * (len(ours) - both)
        if theirs:
            right += span * (common > 0)
            wrong += span * (not common and bool(ours))
            silent += span * (not ours)
    return Diarization(correct, confusion, missed, false_alarm), SpeakerTime(right, wrong, silent)


def _excluded(reference: Sequence[Segment], collar: int, unscored: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    spans = [(s.start, s.end) for s in reference if s.speaker is None] + list(unscored)
    if collar > 0:
        edges = {edge for s in reference if s.end > s.start for edge in (s.start, s.end)}
        spans += [(edge - collar, edge + collar) for edge in sorted(edges)]
    return spans


def _moments(
    reference: Sequence[Segment], result: Sequence[Segment], excluded: Sequence[tuple[int, int]]
) -> Iterator[Moment]:
    """The scored time cut where anything changes: (ms, speakers of the reference, speakers of the result)."""
    events: list[tuple[int, int, int, str | None]] = []
    for kind, segments in ((_REFERENCE, reference), (_RESULT, result)):
        for s in segments:
            if s.end > s.start and not (kind == _REFERENCE and s.speaker is None):
                events += [(s.start, 1, kind, s.speaker), (s.end, -1, kind, s.speaker)]
    for start, end in excluded:
        if end > start:
            events += [(start, 1, _EXCLUDED, ""), (end, -1, _EXCLUDED, "")]
    events.sort(key=lambda e: e[0])
    active: tuple[Counter[str | None], ...] = (Counter(), Counter(), Counter())
    now = 0
    for time, step, kind, speaker in events:
        if time > now and not active[_EXCLUDED] and (active[_REFERENCE] or active[_RESULT]):
            yield time - now, frozenset(active[_REFERENCE]), frozenset(active[_RESULT])
        now = time
        active[kind][speaker] += step
        if not active[kind][speaker]:
            del active[kind][speaker]


# ---------------------------------------------------------------- the best partners for names


def best_mapping(
    reference: Sequence[Segment],
    result: Sequence[Segment],
    *,
    collar: int = 0,
    unscored: Sequence[tuple[int, int]] = (),
) -> dict[str, str]:
    """Result name to reference name, one to one, so that the time both speak together is greatest.

    The optimum mapping of the evaluation plan, for names that mean nothing. Names that never speak together with one
    of the other side are not in it.
    """
    moments = _moments(reference, result, _excluded(reference, collar, unscored))
    together: defaultdict[tuple[str, str], int] = defaultdict(int)
    for span, theirs, ours in moments:
        for a in ours:
            for b in theirs:
                if a is not None and b is not None:
                    together[a, b] += span
    ours_names = sorted({a for a, _ in together})
    their_names = sorted({b for _, b in together})
    if not together:
        return {}
    flipped = len(ours_names) > len(their_names)
    rows, columns = (their_names, ours_names) if flipped else (ours_names, their_names)
    cost = [[-together.get((c, r) if flipped else (r, c), 0) for c in columns] for r in rows]
    pairs = [(rows[i], columns[j]) for i, j in enumerate(_assigned(cost)) if cost[i][j]]
    return {c: r for r, c in pairs} if flipped else dict(pairs)


def _assigned(cost: list[list[int]]) -> list[int]:
    """The column of each row so that the sum of costs is least (rows no more than columns).

    The Hungarian method with potentials and shortest augmenting paths (Kuhn 1955; Jonker and Volgenant 1987).
    """
    n, m = len(cost), len(cost[0])
    row_price, column_price = [0] * (n + 1), [0] * (m + 1)
    owner = [0] * (m + 1)  # row (from 1) that has the column (from 1); column 0 is the row being placed
    for row in range(1, n + 1):
        owner[0] = row
        column = 0
        slack: list[float] = [float("inf")] * (m + 1)
        back = [0] * (m + 1)
        done = [False] * (m + 1)
        while owner[column]:
            done[column] = True
            here = owner[column]
            for j in range(1, m + 1):
                price = cost[here - 1][j - 1] - row_price[here] - column_price[j]
                if not done[j] and price < slack[j]:
                    slack[j], back[j] = price, column
            following = min((j for j in range(1, m + 1) if not done[j]), key=slack.__getitem__)
            delta = int(slack[following])
            for j in range(m + 1):
                if done[j]:
                    row_price[owner[j]] += delta
                    column_price[j] -= delta
                else:
                    slack[j] -= delta
            column = following
        while column:
            owner[column] = owner[back[column]]
            column = back[column]
    assigned = [0] * n
    for j in range(1, m + 1):
        if owner[j]:
            assigned[owner[j] - 1] = j - 1
    return assigned
