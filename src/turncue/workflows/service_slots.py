"""The processes of the HTTP service. A slot is one process: a request that takes too long ends its own and no other."""

from __future__ import annotations

import asyncio
import traceback
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

from turncue.errors import TurncueError
from turncue.workflows.processes import process_pool
from turncue.workflows.service_limits import Limits
from turncue.workflows.service_work import Answer, Request, answer, failure, prepare_service_process

__all__ = ["Slots"]


class _Slot:
    """A process that does one request at a time; it starts with the first."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._pool = self._started()

    def _started(self) -> ProcessPoolExecutor:
        return process_pool(1, prepare_service_process, (self._memory,))

    async def do(self, request: Request, seconds: float) -> Answer:
        try:
            future = self._pool.submit(answer, request)
            return await asyncio.wait_for(asyncio.wrap_future(future), seconds)
        except TimeoutError:
            self._restart()
            return failure(504, TurncueError(f"the work took longer than {seconds:g} s."))
        except BrokenExecutor:
            self._restart()
            return failure(503, TurncueError("the process that worked on it was lost; try again."))
        except asyncio.CancelledError:  # a Python call cannot be interrupted from outside
            self._restart()
            raise
        except Exception as error:  # a fault of ours: the log has it, the answer does not
            traceback.print_exception(error)
            return failure(500, TurncueError("internal error; please report it."))

    def _restart(self) -> None:
        self.end()
        self._pool = self._started()

    def end(self) -> None:
        for process in list((getattr(self._pool, "_processes", None) or {}).values()):
            process.kill()
        self._pool.shutdown(wait=False, cancel_futures=True)


class Slots:
    """All slots, how many requests are at work or waiting (``inside``), and the counts for the status."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._all = [_Slot(limits.process_memory) for _ in range(limits.jobs)]
        self._free: asyncio.Queue[_Slot] = asyncio.Queue()
        for slot in self._all:
            self._free.put_nowait(slot)
        self.inside = 0
        self.counts = {"answered": 0, "failed": 0, "refused": 0}

    @property
    def full(self) -> bool:
        """Whether one more request would wait longer than the limit allows."""
        return self.inside >= self._limits.jobs + self._limits.waiting

    def refuse(self) -> Answer:
        """The answer to one more request when all is full."""
        self.counts["refused"] += 1
        return failure(503, TurncueError("the service is busy; try again later."))

    async def do(self, request: Request) -> Answer:
        """The answer to a request, which waits for a free slot; the limit of time is that of the work alone."""
        self.inside += 1
        try:
            slot = await self._free.get()
            try:
                made = await slot.do(request, self._limits.seconds)
            finally:
                self._free.put_nowait(slot)
        finally:
            self.inside -= 1
        self.counts["answered" if made.status == 200 else "failed"] += 1
        return made

    def close(self) -> None:
        """End the processes."""
        for slot in self._all:
            slot.end()
