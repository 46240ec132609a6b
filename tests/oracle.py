"""Textbook versions of the fast algorithms: slow, short, and hard to get wrong."""

from __future__ import annotations

from collections.abc import Sequence


def common_length(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence (Wagner and Fischer 1974)."""
    best = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            above = best[j]
            best[j] = diagonal + 1 if x == y else max(best[j], best[j - 1])
            diagonal = above
    return best[-1]


def best_stretch(worth: Sequence[float], cost: Sequence[float]) -> float:
    """The largest worth of a run of items less the costs of the steps inside it; 0 for none. By trying all runs."""
    best = 0.0
    for i in range(len(worth)):
        total = 0.0
        for j in range(i, len(worth)):
            total += worth[j] - (cost[j] if j > i else 0.0)
            best = max(best, total)
    return best


def in_order_nearest(wish: Sequence[int], weight: Sequence[float], room: int) -> float:
    """The least weighted sum of squared moves that brings whole numbers 0…room into order. By dynamic programme."""
    best = [0.0] * (room + 1)
    for w, k in zip(wish, weight, strict=True):
        reach, row = float("inf"), []
        for value in range(room + 1):
            reach = min(reach, best[value])
            row.append(reach + k * (value - w) ** 2)
        best = row
    return min(best)
