"""``turncue batch``: many recordings, paired by their names or by a manifest."""

from __future__ import annotations

import contextlib
import glob
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.failure import reporting
from turncue.cli.rows import JSON, OUTPUT, OVERWRITE, QUIET, Command, Row, argument, option
from turncue.cli.terminal import note, say, write_document
from turncue.cli.values import options_of
from turncue.errors import ReadError, UsageError, WriteError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from turncue.workflows.batch_report import BatchSummary
    from turncue.workflows.batch_run import BatchOptions
    from turncue.workflows.items import Item, LeftOver
    from turncue.workflows.ledger import Ledger

__all__ = ["COMMAND", "ITEM_OPTIONS", "clean_up", "folder_pairs", "ledger_path", "output_suffixes"]

_FEW = 8  # items for which a second process costs more than it saves
_SHOWN = 20  # files left over that are named
_RESULT = b'{"version": 1,\n "engine":'  # how a result begins (formats.result_json)
_EVERY = 0.25  # seconds between two drawings of the progress line

ITEM_OPTIONS = (
    *map(option, ("text", "first", "events", "script")),
    OVERWRITE,
    *map(option, ("speakers", "speaker_style", "speaker_form", "rename", "colors", "vtt_labels")),
    *map(option, ("profile", "max_chars", "max_lines", "max_cps", "dialogue", "line_ends", "bidi_marks", "shots")),
    *map(option, ("section", "speakers_only", "encoding", "captions_encoding")),
    *map(option, ("language", "captions_language", "engine", "glossary", "lexicons", "embedder", "min_score")),
)
"""The options of ``turncue align`` that make sense for many recordings."""

_ROWS = (
    argument("folders", "Folders, files, or patterns in quotes; URLs by fsspec.", "FOLDER", many=True, required=False),
    Row("formats", "Suffix of the outputs; may repeat. Without it srt.", str, ("--format", "-f"), many=True,
        panel=OUTPUT, metavar="SUFFIX", complete="formats"),
    Row("out_dir", "Folder of the outputs, with the inputs' folders in it; without it beside the captions.",
        str, ("--out-dir",), panel=OUTPUT, metavar="FOLDER"),
    Row("manifest", "CSV or JSON lines instead of folders: transcript, captions, out, and options by name.", str,
        ("--manifest",), metavar="FILE"),
    Row("dry_run", "Show the pairs, and what is left over and why; write nothing.", bool, ("--dry-run",), False),
    Row("jobs", "Processes; without it one for each processor.", int, ("--jobs", "-j"), metavar="N",
        least=1, most=512),
    Row("force", "Do every recording again.", bool, ("--force",), False),
    Row("retry_failed", "Also those that failed before from the same files.", bool, ("--retry-failed",), False),
    Row("state", "Folder of the ledger and the reports; without it turncue-batch in the first folder.", str,
        ("--state",), metavar="FOLDER"),
    Row("dask", "Do the work on the Dask cluster at this address.", str, ("--dask",), metavar="ADDRESS"),
    *ITEM_OPTIONS,
    option("model"),
    JSON,
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    codes: list[int] = []
    failed = reporting(lambda: codes.append(_work(given)), json_report=given.as_json)
    return failed or codes[0]


def _work(given: SimpleNamespace) -> int:
    if bool(given.folders) == bool(given.manifest):
        raise UsageError("give folders, or --manifest FILE, and not both.")
    options = options_of(given)
    _check_out_dir(given.out_dir)
    root = _root(given)
    places = (given.out_dir, root, ".")
    state = given.state or os.path.join(next(p for p in places if p and _local(p)), "turncue-batch")

    from turncue.workflows.batch_run import BatchOptions
    from turncue.workflows.ledger import Ledger

    if given.dry_run:
        path = os.path.join(state, "ledger.sqlite")
        with Ledger(path) if os.path.exists(path) else contextlib.nullcontext() as known:
            outputs, resumed = (frozenset(known.output_paths()), tuple(known.unfinished())) if known else ((), ())
            return _show_plan(*_planned(given, root, frozenset(outputs), resumed))
    formats = output_suffixes(given.formats)
    with Ledger(ledger_path(state)) as ledger:
        resumed = tuple(ledger.unfinished())
        items, left = _planned(given, root, frozenset(ledger.output_paths()), resumed)
        if not items:
            raise ReadError("no transcript with captions of the same name.", root, hint=_hint(left))
        clean_up(resumed)
        jobs = given.jobs or (1 if len(items) < _FEW else _processors())
        batch = BatchOptions(options, formats, jobs, given.overwrite, given.force, given.retry_failed, given.model)
        total = _done(items, batch, ledger, given)
        return _reported(total, [item.key for item in items], (ledger, state, left), given)


def _check_out_dir(out_dir: str | None) -> None:
    from turncue.urls import is_http

    if out_dir and is_http(out_dir):
        raise UsageError(f"--out-dir {out_dir}: nothing is written over HTTP. Name a folder, or a store such as s3://.")


def ledger_path(state: str) -> str:
    """The ledger in a folder, which is made where it does not exist. Raises ``WriteError``."""
    try:
        os.makedirs(state, exist_ok=True)
    except OSError as error:
        hint = "Name another with --state."
        raise WriteError(f"{state}: cannot be made: {error.strerror or error}. {hint}") from error
    return os.path.join(state, "ledger.sqlite")


def _root(given: SimpleNamespace) -> str:
    """The folder that the names of the items are relative to."""
    first = given.manifest or given.folders[0]
    if given.manifest or not os.path.isdir(first):
        folder = os.path.dirname(first) if not glob.has_magic(first) else ""
        return folder if _local(first) else "."
    return str(first)


def _local(place: str) -> bool:
    return "://" not in place


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def output_suffixes(suffixes: Sequence[str]) -> tuple[str, ...]:
    """The suffixes without their dots. Raises ``UsageError`` for one that cannot be written."""
    from turncue.cli.outputs import check_target

    chosen = tuple(dict.fromkeys(part.strip().lstrip(".") for s in suffixes or ["srt"] for part in s.split(",")))
    for suffix in chosen:
        check_target(f"turncue-no-such-file.{suffix}", overwrite=True)
    return chosen


def _planned(
    given: SimpleNamespace, root: str, known: frozenset[str], resumed: Sequence[Item]
) -> tuple[Sequence[Item], Sequence[LeftOver]]:
    from turncue.workflows.locations import location_exists
    from turncue.workflows.pairing import with_unique_keys

    if given.manifest:
        from turncue.workflows.manifest import read_manifest

        return with_unique_keys(read_manifest(given.manifest, given.out_dir)), ()
    items, left = folder_pairs(given, root, known, resumed)
    # an item that was interrupted keeps its pair: its own output may look like captions now
    kept = {i.key: i for i in resumed if location_exists(i.transcript) and location_exists(i.captions)}
    return [kept.get(item.key, item) for item in items], left


def folder_pairs(
    given: SimpleNamespace, root: str, known: frozenset[str], resumed: Sequence[Item] = ()
) -> tuple[Sequence[Item], Sequence[LeftOver]]:
    """The items of the folders given, and the files left over.

    ``known`` files are outputs of earlier runs; so are files with the name of an output of an item that was
    interrupted (``resumed``), unless they were there before it began.
    """
    from turncue.workflows.pairing import PairingOptions, paired

    choices = PairingOptions(root, given.out_dir, _sound(), given.captions_language, _language_of)
    skipped = [
        os.path.abspath(p) for p in (given.out_dir, given.state) if p and os.path.abspath(p) != os.path.abspath(root)
    ]
    paths = [p for p in _paths(given.folders) if not _below(p, skipped) and not _is_result(p)]
    stray = {p for item in resumed for p in paths if p.startswith(f"{item.out}.") and p not in item.siblings}
    pairing = paired(paths, choices, known | stray)
    return pairing.items, pairing.left_over


def _is_result(path: str) -> bool:
    """Whether a file is a result that turncue has written: an output of a run of which no ledger tells."""
    if not path.endswith(".json") or not _local(path):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(len(_RESULT)) == _RESULT
    except OSError:
        return False


def _below(path: str, folders: Sequence[str]) -> bool:
    if os.path.basename(os.path.dirname(path)) == "turncue-batch":
        return True
    place = os.path.abspath(path) if _local(path) else path
    return any(place.startswith(folder + os.sep) for folder in folders)


def _paths(folders: Sequence[str]) -> Iterator[str]:
    from turncue.workflows.locations import is_url, listed

    for place in folders:
        if is_url(place) or os.path.isdir(place):
            yield from listed(place)
        elif glob.has_magic(place) and not os.path.exists(place):
            yield from (p for p in sorted(glob.glob(place, recursive=True)) if os.path.isfile(p))
        elif os.path.exists(place):
            yield place
        else:
            raise ReadError("there is no such folder or file.", place, hint="Check the name.")


def _sound() -> bool:
    """Whether media can stand for captions: the extra ``audio`` is there."""
    from importlib.util import find_spec

    if find_spec("turncue.audio") is None:
        return False
    return any(find_spec(name) is not None for name in ("pocketsphinx", "faster_whisper", "whisper"))


def _language_of(path: str) -> str | None:
    """The language of a transcript, None for a file that cannot be read."""
    from turncue.errors import TurncueError
    from turncue.reading import read_transcript
    from turncue.text.language import detect_language
    from turncue.workflows.locations import NamedBytes, read_content

    try:
        transcript = read_transcript(NamedBytes(read_content(path, "transcript"), path))
    except TurncueError:
        return None
    return transcript.language or detect_language("\n".join(t.text for t in transcript.turns))


def clean_up(resumed: Sequence[Item]) -> None:
    """Remove the half-written files of an interrupted run."""
    from turncue.workflows.locations import folder_of, remove_partial_files

    for folder in {folder_of(place) or "." for item in resumed for place in (item.out, *item.targets)}:
        remove_partial_files(folder)


# ---------------------------------------------------------------- the work


def _done(items: Sequence[Item], batch: BatchOptions, ledger: Ledger, given: SimpleNamespace) -> dict[str, int]:
    """Do the items; how many outcomes have each status. Draws the line of progress."""
    from turncue.workflows.batch_run import run_batch

    counts: dict[str, int] = {}
    with _executor(given) as (executor, workers), _Line(len(items), quiet=given.quiet) as line:
        chosen = replace(batch, jobs=workers) if executor is not None else batch
        try:
            with contextlib.closing(run_batch(items, chosen, ledger, executor=executor)) as outcomes:
                for outcome in outcomes:
                    counts[outcome.status] = counts.get(outcome.status, 0) + 1
                    line.moved(outcome.status, outcome.report.words)
        except KeyboardInterrupt:
            line.clear()
            note(f"interrupted after {sum(counts.values())} of {len(items)}; the same command goes on from here")
            raise
    return counts


@contextlib.contextmanager
def _executor(given: SimpleNamespace) -> Iterator[tuple[Executor | None, int]]:
    if not given.dask:
        yield None, 0
        return
    from turncue.workflows.dask_executor import dask_executor

    with dask_executor(given.dask) as cluster:
        yield cluster


class _Line:
    """The line of progress on standard error, where that is a terminal: count, rate, time left."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self._total, self._shown = total, not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._begun = self._drawn = time.monotonic()
        self._ended = self._failed = self._words = 0

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def moved(self, status: str, words: int) -> None:
        self._ended += 1
        self._failed += status in ("failed", "refused")
        self._words += words
        now = time.monotonic()
        if self._shown and now - self._drawn >= _EVERY:
            self._drawn = now
            rate = self._ended / (now - self._begun)
            left = (self._total - self._ended) / rate
            failed = f", {self._failed} failed" if self._failed else ""
            words_rate = self._words / (now - self._begun)
            text = f"{self._ended}/{self._total}{failed}, {rate:.1f}/s, {words_rate:,.0f} words/s, {_span(left)} left"
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _span(seconds: float) -> str:
    minutes, secs = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes}:{secs:02d}"


# ---------------------------------------------------------------- what is shown


def _show_plan(items: Sequence[Item], left: Sequence[LeftOver]) -> int:
    for item in items:
        outputs = ", ".join(item.targets) or f"{item.out}.LANGUAGE"
        say(f"{item.transcript} + {item.captions} -> {outputs}")
    for rest in left:
        say(f"left over: {rest.path}: {rest.reason}")
    note(
        f"{_counted(len(items), 'recording')}, {_counted(len(left), 'file')} left over; nothing was written (--dry-run)"
    )
    return 0 if items else 1


def _hint(left: Sequence[LeftOver]) -> str:
    if not left:
        return "Name a folder with files such as talk.md and talk.en.vtt."
    return " ".join(f"{rest.path}: {rest.reason}." for rest in left[:3]) + " See --dry-run."


def _reported(
    counts: dict[str, int], keys: list[str], place: tuple[Ledger, str, Sequence[LeftOver]], given: SimpleNamespace
) -> int:
    from turncue.workflows.batch_report import summary_dict, summed, worst_table, write_csv, write_json

    ledger, state, left = place
    total = summed(ledger.rows(keys))
    report = os.path.join(state, "report.json")
    write_json(report, total, ledger.rows(keys))
    write_csv(os.path.join(state, "report.csv"), ledger.rows(keys))
    if given.as_json:
        extra = {"written": counts.get("done", 0), "unchanged": counts.get("unchanged", 0), "left_over": len(left)}
        write_document(
            json.dumps(summary_dict(total) | extra | {"report": report}, ensure_ascii=False, indent=1) + "\n"
        )
    else:
        say(report)
    if not given.quiet:
        _show(total, counts, left)
        for line in worst_table(ledger.rows(keys)):
            note(line)
    return 0 if total.done == total.items else 1


def _show(total: BatchSummary, counts: dict[str, int], left: Sequence[LeftOver]) -> None:
    same = counts.get("unchanged", 0)
    parts = [f"{_counted(total.items, 'recording')}: {total.done} done"]
    parts += [f"{n} {what}" for n, what in ((total.refused, "refused"), (total.failed, "failed")) if n]
    parts += [f"{same} as before"] if same else []
    many = " (--dry-run names them)" if len(left) > _SHOWN else ""
    parts += [f"{_counted(len(left), 'file')} left over{many}"] if left else []
    note(", ".join(parts))
    for rest in () if many else left:
        note(f"left over: {rest.path}: {rest.reason}")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


COMMAND = Command(
    "batch",
    "Align every transcript in FOLDER with the captions of the same name; goes on after any interruption.",
    _ROWS,
    _run,
    (
        "turncue batch talks --dry-run",
        "turncue batch talks --out-dir subtitles -f srt -f vtt --jobs 4",
        "turncue batch --manifest talks.csv --retry-failed",
    ),
)
