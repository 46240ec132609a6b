"""Which runs of transcript tokens answer which runs of caption tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from turncue.arrays import Flags, Floats, Ints

__all__ = ["Alignment", "Link", "LinkRow", "alignment_of"]

LinkRow = tuple[int, int, int, int, float]
"""Transcript tokens [first, stop), caption tokens [first, stop), score."""


@dataclass(frozen=True, slots=True)
class Link:
    """These transcript tokens answer those caption tokens; ``score`` 0 to 1 says how similar they are."""

    transcript: range
    captions: range
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Links in order, as columns.

    Transcript tokens ``[transcript_first, transcript_stop)`` answer caption tokens ``[caption_first, caption_stop)``.
    Links never cross and never overlap, on either side; no run is empty. ``transcript_size`` and ``caption_size`` are
    the numbers of tokens on both sides; ``engine`` is the name of the engine ("words" or "sentences").
    """

    transcript_first: Ints
    transcript_stop: Ints
    caption_first: Ints
    caption_stop: Ints
    scores: Floats
    transcript_size: int
    caption_size: int
    engine: str = "words"

    def __len__(self) -> int:
        return len(self.transcript_first)

    def __iter__(self) -> Iterator[Link]:
        for a, b, c, d, s in self.rows():
            yield Link(range(a, b), range(c, d), s)

    def rows(self) -> Iterator[LinkRow]:
        """The links as rows of Python numbers."""
        return zip(
            self.transcript_first.tolist(),
            self.transcript_stop.tolist(),
            self.caption_first.tolist(),
            self.caption_stop.tolist(),
            self.scores.tolist(),
            strict=True,
        )

    def where(self, keep: Flags) -> Alignment:
        """The links for which ``keep`` is true."""
        return replace(
            self,
            transcript_first=self.transcript_first[keep],
            transcript_stop=self.transcript_stop[keep],
            caption_first=self.caption_first[keep],
            caption_stop=self.caption_stop[keep],
            scores=self.scores[keep],
        )

    @property
    def by_word(self) -> bool:
        """Whether words answer words, not clauses clauses."""
        return self.engine == "words"

    @property
    def matched(self) -> float:
        """Transcript tokens with a partner, each weighed by how similar they are."""
        return float(((self.transcript_stop - self.transcript_first) * self.scores).sum())

    @property
    def caption_matched(self) -> float:
        """Caption tokens with a partner, each weighed by how similar they are."""
        return float(((self.caption_stop - self.caption_first) * self.scores).sum())

    @property
    def score(self) -> float:
        """Share of the smaller side's tokens with a partner; 0 where a side has none."""
        least = min(self.transcript_size, self.caption_size)
        return min(self.matched, self.caption_matched) / least if least else 0.0


def alignment_of(links: Iterable[LinkRow], sizes: tuple[int, int], *, engine: str = "words") -> Alignment:
    """Links given as rows in order; ``sizes`` are the numbers of transcript and caption tokens."""
    rows = list(links)
    table = np.array([row[:4] for row in rows], dtype=np.int64).reshape(-1, 4)
    scores = np.array([row[4] for row in rows], dtype=np.float64)
    return Alignment(table[:, 0], table[:, 1], table[:, 2], table[:, 3], scores, *sizes, engine)
