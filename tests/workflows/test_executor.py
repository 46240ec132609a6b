"""The same call on any executor; a killed worker costs the one recording that kills it, at most."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from turncue.options import Options
from turncue.workflows import batch_run
from turncue.workflows.batch_run import BatchOptions, run_batch, run_tasks
from turncue.workflows.items import Outcome, Task
from turncue.workflows.ledger import Ledger
from turncue.workflows.pairing import PairingOptions, paired
from turncue.workflows.worker import do_item, pack_options

from .recordings import contents, write_talks


def _items(folder: Path, out: Path) -> Any:
    paths = [str(p) for p in folder.rglob("*") if p.is_file()]
    return paired(paths, PairingOptions(str(folder), str(out))).items


def test_threads_give_the_same_files(tmp_path: Path) -> None:
    talks = write_talks(tmp_path / "in", 12)
    for name, executor in (("threads", ThreadPoolExecutor(3)), ("here", None)):
        with Ledger(str(tmp_path / f"{name}.sqlite")) as ledger:
            batch = BatchOptions(Options(), jobs=3 if executor else 1)
            outcomes = list(run_batch(_items(talks, tmp_path / name), batch, ledger, executor=executor))
        assert [o.status for o in outcomes] == ["done"] * 12
    assert contents(tmp_path / "threads") == contents(tmp_path / "here")


def _kills(task: Task) -> Outcome:
    if "0005" in task.item.key:
        os.kill(os.getpid(), signal.SIGKILL)
    return do_item(task)


class _Killing(ProcessPoolExecutor):
    """Processes in which one recording kills its worker."""

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        return super().submit(_kills, *arguments, **named)


def test_a_recording_that_kills_its_worker_is_the_only_one_that_fails(tmp_path: Path) -> None:
    talks = write_talks(tmp_path / "in", 12)
    shared, digest = pack_options(Options())
    tasks = [Task(item, shared, digest) for item in _items(talks, tmp_path / "out")]
    outcomes = {o.key: o for o in run_tasks(tasks, lambda: _Killing(2), workers=2)}
    assert len(outcomes) == 12
    failed = [o for o in outcomes.values() if o.status != "done"]
    assert [o.key for o in failed] == ["part2/talk0005.md"]
    assert "killed" in failed[0].error
    assert len(contents(tmp_path / "out")) == 11


class _Counting(Executor):
    """Runs nothing until asked, and counts what waits."""

    def __init__(self) -> None:
        self.inner, self.most, self.waiting = ThreadPoolExecutor(2), 0, 0

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        future = self.inner.submit(function, *arguments, **named)
        future.add_done_callback(lambda _: setattr(self, "waiting", self.waiting - 1))
        return future


def test_tasks_are_handed_out_a_few_at_a_time(tmp_path: Path) -> None:
    talks = write_talks(tmp_path / "in", 40, turns=2)
    executor = _Counting()
    with Ledger(str(tmp_path / "ledger.sqlite")) as ledger:
        batch = BatchOptions(Options(), jobs=2)
        assert len(list(run_batch(_items(talks, tmp_path / "out"), batch, ledger, executor=executor))) == 40
    assert executor.most <= 2 * batch_run._AHEAD
