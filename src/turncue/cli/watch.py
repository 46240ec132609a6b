"""``turncue watch``: a folder into which files are dropped; each recording is done when its files are complete."""

from __future__ import annotations

import itertools
import os
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import FrameType, SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.batch import ITEM_OPTIONS, clean_up, folder_pairs, ledger_path, output_suffixes
from turncue.cli.rows import OUTPUT, QUIET, Command, Row, argument, option
from turncue.cli.terminal import flush, note, say
from turncue.cli.values import options_of
from turncue.errors import ReadError

if TYPE_CHECKING:
    from turncue.workflows.batch_run import BatchOptions
    from turncue.workflows.items import Item
    from turncue.workflows.ledger import Ledger

__all__ = ["COMMAND"]

_ROWS = (
    argument("folder", "The folder to watch, with those in it."),
    Row("formats", "Suffix of the outputs; may repeat. Without it srt.", str, ("--format", "-f"), many=True,
        panel=OUTPUT, metavar="SUFFIX", complete="formats"),
    Row("out_dir", "Folder of the outputs; without it beside the captions.", str, ("--out-dir",), panel=OUTPUT,
        metavar="FOLDER"),
    Row("interval", "Seconds between two looks at the folder.", float, ("--interval",), 2.0, metavar="N", least=0.05,
        most=3600),
    Row("quiet_time", "Seconds for which a file must not change before it is read.", float, ("--quiet-time",), 3.0,
        metavar="N", least=0, most=3600),
    Row("jobs", "Processes, where several recordings are ready.", int, ("--jobs", "-j"), 1, metavar="N", least=1,
        most=512),
    Row("state", "Folder of the ledger; without it turncue-batch in the folder.", str, ("--state",), metavar="FOLDER"),
    *ITEM_OPTIONS,
    option("model"),
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    from turncue.workflows.batch_run import BatchOptions
    from turncue.workflows.ledger import Ledger

    if not os.path.isdir(given.folder):
        raise ReadError("there is no such folder.", given.folder, hint="Make it first.")
    options = options_of(given)
    state = given.state or os.path.join(given.out_dir or given.folder, "turncue-batch")
    batch = BatchOptions(options, output_suffixes(given.formats), given.jobs, given.overwrite, model=given.model)
    ended = threading.Event()
    before = {number: signal.signal(number, _stopper(ended)) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with Ledger(ledger_path(state)) as ledger:
            if not given.quiet:
                note(f"watching {given.folder}; Ctrl-C ends it after what is under way")
            _watch(given, batch, ledger, ended)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return 0


def _stopper(ended: threading.Event) -> Callable[[int, FrameType | None], None]:
    def stop(number: int, frame: FrameType | None) -> None:
        ended.set()

    return stop


def _watch(given: SimpleNamespace, batch: BatchOptions, ledger: Ledger, ended: threading.Event) -> None:
    from turncue.workflows.watched_folder import WatchState, file_states

    look = SimpleNamespace(**{**vars(given), "folders": [given.folder]})
    seen = WatchState()
    resumed = tuple(ledger.unfinished())
    clean_up(resumed)
    while not ended.is_set():
        items, _ = folder_pairs(look, given.folder, frozenset(ledger.output_paths()), resumed)
        now = time.monotonic()
        seen = seen.looked(file_states(path for i in items for path in (i.transcript, i.captions)), now)
        ready = seen.ready(items, now, given.quiet_time)
        seen = seen.with_tried(ready)
        _do(ready, batch, ledger, ended)
        ended.wait(given.interval)


def _do(items: Sequence[Item], batch: BatchOptions, ledger: Ledger, ended: threading.Event) -> None:
    from turncue.workflows.batch_run import run_batch

    # one recording needs no further process; after a stop no further recording begins
    chosen = batch if len(items) > 1 else replace(batch, jobs=1)
    for outcome in run_batch(itertools.takewhile(lambda _: not ended.is_set(), items), chosen, ledger):
        if outcome.status == "done":
            for path in outcome.outputs:
                say(path)
        elif outcome.status != "unchanged":
            note(f"{outcome.status}: {outcome.key}: {outcome.error}")
        flush()


COMMAND = Command(
    "watch",
    "Do every recording that is dropped into FOLDER; goes on where it was when it is started again.",
    _ROWS,
    _run,
    ("turncue watch incoming --out-dir subtitles -f srt -f vtt --jobs 2",),
)
