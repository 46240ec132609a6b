"""A batch: items through an executor, the ledger kept, one bad file never the end of the rest.

The executor is any of ``concurrent.futures``: processes of this machine, or a cluster's. A few tasks more than there
are workers are handed out at a time, so that memory does not grow with the batch.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, replace

from turncue.options import Options
from turncue.workflows.items import Item, Outcome, Task
from turncue.workflows.ledger import Ledger, LedgerRow
from turncue.workflows.processes import process_pool
from turncue.workflows.worker import do_item, pack_options, prepare_process

__all__ = ["BatchOptions", "run_batch", "run_tasks"]

_AHEAD = 3  # tasks handed out for each worker, so that none waits
_LARGE = 100_000  # bytes of options that go to a process once and not with each task

MakeExecutor = Callable[[], Executor]


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """How a batch runs.

    ``formats`` are the suffixes of the outputs, ``jobs`` the number of processes (1: in this process). ``force``: do
    every item again; ``retry_failed``: also those that failed from the same inputs. ``model``: of the recogniser, for
    recordings without captions.
    """

    options: Options
    formats: tuple[str, ...] = ("srt",)
    jobs: int = 1
    overwrite: bool = False
    force: bool = False
    retry_failed: bool = False
    model: str | None = None


def run_batch(
    items: Iterable[Item], batch: BatchOptions, ledger: Ledger, *, executor: Executor | None = None
) -> Generator[Outcome, None, None]:
    """Do the items that are not done; yields an outcome for each, as they end.

    The status of an outcome that is ``unchanged`` stands in the ledger. ``executor``: one that stands already, such as
    a cluster's; it is not shut down. Raises ``UsageError`` for options that cannot be sent to its workers.
    """
    shared, digest = pack_options(batch.options)
    separate = executor is None and batch.jobs > 1
    carried = b"" if separate and len(shared) > _LARGE else shared

    def tasks() -> Iterator[Task]:
        for item in items:
            task = _task(item, batch, ledger.row(item.key), (carried, digest))
            ledger.begin(item)
            yield task

    outcomes: Iterator[Outcome]
    if executor is None and batch.jobs == 1:
        outcomes = map(do_item, tasks())
    elif executor is None:
        outcomes = run_tasks(tasks(), lambda: _processes(batch.jobs, shared, digest), workers=batch.jobs)
    else:
        given = executor
        outcomes = run_tasks(tasks(), lambda: given, workers=batch.jobs, own=False)
    for outcome in outcomes:
        ledger.end(outcome)
        yield outcome


def _task(item: Item, batch: BatchOptions, row: LedgerRow | None, shared: tuple[bytes, str]) -> Task:
    task = Task(item, *shared, formats=batch.formats, overwrite=batch.overwrite, model=batch.model)
    last = row.outcome if row is not None else None
    if last is None:
        return task
    task = replace(task, outputs=last.outputs, without_outputs=last.status in ("failed", "refused"))
    again = batch.force or (batch.retry_failed and task.without_outputs)
    return task if again else replace(task, known=last.fingerprint)


def _processes(jobs: int, shared: bytes, digest: str) -> Executor:
    return process_pool(jobs, prepare_process, (shared, digest))


def run_tasks(tasks: Iterable[Task], make: MakeExecutor, *, workers: int, own: bool = True) -> Iterator[Outcome]:
    """Outcomes of tasks as they end. ``make`` gives the executor; with ``own`` it is shut down, and made anew when a
    worker was killed: the tasks that were under way are then tried again one at a time, so that only the one that
    kills its worker fails.
    """
    waiting = iter(tasks)
    executor = make()
    under_way: dict[Future[Outcome], Task] = {}
    try:
        while True:
            while len(under_way) < workers * _AHEAD and (task := next(waiting, None)) is not None:
                under_way = {**under_way, _submitted(executor, task): task}
            if not under_way:
                return
            ended, _ = wait(under_way, return_when=FIRST_COMPLETED)
            broken = [f for f in ended if own and isinstance(f.exception(), BrokenExecutor)]
            for future in ended.difference(broken):
                yield _outcome(future, under_way[future])
            rest = {f: t for f, t in under_way.items() if f not in ended}
            if broken:
                executor.shutdown(wait=False, cancel_futures=True)
                yield from _one_at_a_time([under_way[f] for f in under_way if f in rest or f in broken], make)
                executor, rest = make(), {}
            under_way = rest
    finally:
        if own:
            executor.shutdown(wait=True, cancel_futures=True)


def _submitted(executor: Executor, task: Task) -> Future[Outcome]:
    try:
        return executor.submit(do_item, task)
    except BrokenExecutor as error:  # it broke between two tasks
        failed: Future[Outcome] = Future()
        failed.set_exception(error)
        return failed


def _one_at_a_time(tasks: Iterable[Task], make: MakeExecutor) -> Iterator[Outcome]:
    executor = make()
    for task in tasks:
        future = _submitted(executor, task)
        wait([future])
        yield _outcome(future, task)
        if isinstance(future.exception(), BrokenExecutor):
            executor.shutdown(wait=False)
            executor = make()
    executor.shutdown(wait=True)


def _outcome(future: Future[Outcome], task: Task) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, BrokenExecutor):
        return Outcome(task.item.key, "failed", error="its process was killed or ran out of memory")
    return Outcome(task.item.key, "failed", error=f"its worker failed: {type(error).__name__}: {error}")
