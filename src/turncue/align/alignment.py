"""What an engine answers: links between runs of transcript tokens and runs of caption tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from turncue.arrays import Floats, Ints

__all__ = ["Alignment", "Link", "alignment_of"]


@dataclass(frozen=True, slots=True)
class Link:
    """These transcript tokens answer those caption tokens; ``score`` 0 to 1 tells how alike they are."""

    transcript: range
    captions: range
    score: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Links in order, as columns: transcript tokens ``[t0, t1)`` answer caption tokens ``[c0, c1)``.

    Links never cross and never overlap, on either side; no run is empty. ``words`` and ``heard`` are the numbers of
    tokens on both sides; ``engine`` is the name of what made it.
    """

    t0: Ints
    t1: Ints
    c0: Ints
    c1: Ints
    scores: Floats
    words: int
    heard: int
    engine: str = "words"

    def __len__(self) -> int:
        return len(self.t0)

    def __iter__(self) -> Iterator[Link]:
        for a, b, c, d, s in zip(
            self.t0.tolist(), self.t1.tolist(), self.c0.tolist(), self.c1.tolist(), self.scores.tolist(), strict=True
        ):
            yield Link(range(a, b), range(c, d), s)

    @property
    def matched(self) -> float:
        """Transcript tokens with a partner, each weighed by how alike they are."""
        return float(((self.t1 - self.t0) * self.scores).sum())

    @property
    def heard_matched(self) -> float:
        """Caption tokens with a partner, each weighed by how alike they are."""
        return float(((self.c1 - self.c0) * self.scores).sum())


def alignment_of(
    links: list[tuple[int, int, int, int, float]], *, words: int, heard: int, engine: str = "words"
) -> Alignment:
    """Links given as (t0, t1, c0, c1, score) rows in order."""
    table = np.array([row[:4] for row in links], dtype=np.int64).reshape(-1, 4)
    scores = np.array([row[4] for row in links], dtype=np.float64)
    return Alignment(table[:, 0], table[:, 1], table[:, 2], table[:, 3], scores, words, heard, engine)
