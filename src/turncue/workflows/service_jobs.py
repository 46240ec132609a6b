"""Jobs of the HTTP service: requests that are answered later, by an id; and the memory that all requests share.

Jobs live in memory and end with the service. What is kept is bounded: a result stays for a time, and the oldest
results go first when their memory is needed.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from turncue.workflows.service_limits import Limits
from turncue.workflows.service_work import Answer

__all__ = ["Held", "Job", "JobStore"]

_MOST = 10_000  # jobs that are remembered; each holds some 500 bytes beside its result


@dataclass(slots=True)
class Job:
    """A job: ``held`` is its part of the memory, ``answer`` its result, None until then; times in seconds."""

    id: str
    task: str
    held: Held
    begun: float
    ended: float | None = None
    answer: Answer | None = None

    def finish(self, answer: Answer, now: float | None = None) -> None:
        """Keep the result; it takes the place of the request in the memory."""
        self.answer, self.ended = answer, time.monotonic() if now is None else now
        self.held.change(len(answer.content))

    def state(self) -> dict[str, Any]:
        """The job as JSON has it: ``waiting`` until it has ended, then ``done`` or ``failed``."""
        ended = self.answer is not None and self.ended is not None
        status = "waiting" if self.answer is None else "done" if self.answer.status == 200 else "failed"
        seconds = (self.ended if self.ended is not None else time.monotonic()) - self.begun
        links = {"url": f"/v1/jobs/{self.id}", "result": f"/v1/jobs/{self.id}/result"}
        row = {"version": 1, "ok": True, "id": self.id, "task": self.task, "status": status}
        return row | {"ended": ended, "seconds": round(seconds, 3)} | links


class Held:
    """The bytes that one request or result holds of the shared memory."""

    def __init__(self, store: JobStore) -> None:
        self._store, self._bytes = store, 0

    def grow(self, count: int) -> bool:
        """Take more bytes; False, and nothing is taken, where there are none left even without old results."""
        if not self._store.room_for(count):
            return False
        self.change(self._bytes + count)
        return True

    def change(self, count: int) -> None:
        """Hold this many bytes."""
        self._store.used += count - self._bytes
        self._bytes = count


class JobStore:
    """The jobs by id, and how many bytes of requests and results are kept (``used``)."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits, self._clock = limits, clock
        self._jobs: dict[str, Job] = {}
        self.used = 0

    def __len__(self) -> int:
        self._expire()
        return len(self._jobs)

    def new(self, task: str, held: Held) -> Job | None:
        """A job with an id that nobody can guess; None where too many are unfinished."""
        self._expire()
        if len(self._jobs) >= _MOST and not self._drop_oldest():
            return None
        job = Job(secrets.token_urlsafe(16), task, held, self._clock())
        self._jobs[job.id] = job
        return job

    def job(self, name: str) -> Job | None:
        """The job of an id; None for an unknown one, or one whose time is over."""
        self._expire()
        return self._jobs.get(name)

    def drop(self, name: str) -> None:
        """Forget a job and its result."""
        job = self._jobs.pop(name, None)
        if job is not None:
            job.held.change(0)

    def room_for(self, count: int) -> bool:
        """Whether so many bytes can be kept; old results go where they must."""
        while self.used + count > self._limits.memory:
            if not self._drop_oldest():
                return False
        return True

    def _expire(self) -> None:
        now = self._clock()
        for job in [j for j in self._jobs.values() if j.ended is not None and now - j.ended > self._limits.keep]:
            self.drop(job.id)

    def _drop_oldest(self) -> bool:
        ended = [(job.ended, job.id) for job in self._jobs.values() if job.ended is not None]
        if ended:
            self.drop(min(ended)[1])
        return bool(ended)
