"""Worker processes that an interrupt from the keyboard does not reach: whoever started them stops them."""

from __future__ import annotations

import multiprocessing.context
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

__all__ = ["process_pool"]


class _Process(multiprocessing.context.SpawnProcess):
    """A process that is born with the interrupt blocked: one that comes while it still imports prints no traceback."""

    def start(self) -> None:
        """Start with the interrupt blocked; a new process inherits what its parent blocks (POSIX, ``exec``)."""
        if not hasattr(signal, "pthread_sigmask"):
            super().start()
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Context(multiprocessing.context.SpawnContext):
    Process = _Process


def process_pool(jobs: int, initializer: Callable[..., object], initargs: tuple[Any, ...]) -> ProcessPoolExecutor:
    """A pool of ``jobs`` fresh processes; ``initializer(*initargs)`` runs first in each."""
    return ProcessPoolExecutor(jobs, mp_context=_Context(), initializer=initializer, initargs=initargs)
