"""What a worker does with one item: read, align, write. A pure function of its task and of the files it names.

It runs in this process, in another process or on another machine: everything it is given and gives back can be
pickled, and nothing that can go wrong with one recording is raised.
"""

from __future__ import annotations

import functools
import gc
import json
import pickle
import re
import signal
import time
import traceback
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from turncue._version import __version__
from turncue.errors import AlignError, OutputExists, TurncueError, UsageError, WriteError
from turncue.model import Captions, Document, Report, Transcript
from turncue.options import Options, with_options
from turncue.workflows.items import Item, Outcome, Task
from turncue.workflows.locations import (
    NamedBytes,
    content_digest,
    file_digest,
    location_exists,
    read_content,
    write_content,
)

__all__ = ["do_item", "options_digest", "pack_options", "prepare_process"]

_SHARED: dict[str, bytes] = {}  # the options that this process was started with, by digest
_LINES_OF_TRACEBACK = 3
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")


def pack_options(options: Options) -> tuple[bytes, str]:
    """The options as bytes for workers, and their digest. Raises ``UsageError`` for what cannot be pickled."""
    try:
        packed = pickle.dumps(options, protocol=4)
    except Exception as error:  # the errors of pickling are of many kinds
        raise UsageError(f"these options cannot be sent to another process: {error}. Use --jobs 1.") from error
    return packed, options_digest(options)


def options_digest(options: Options) -> str:
    """A digest of every option, the same in each run; word pairs count by their content."""
    parts = {name: _stable(getattr(options, name)) for name in Options.__slots__}
    return content_digest(json.dumps(parts, sort_keys=True, default=repr).encode("utf-8", "replace"))


def _stable(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_stable(part) for part in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    try:
        return content_digest(pickle.dumps(value, protocol=4))
    except Exception:  # a model in memory
        return f"{type(value).__module__}.{type(value).__qualname__}"


def prepare_process(shared: bytes, digest: str) -> None:
    """Set up a worker process: it ignores Ctrl-C, knows the options and has everything imported."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _SHARED[digest] = shared

    gc.set_threshold(200_000, 20, 20)
    gc.freeze()


@functools.lru_cache(maxsize=4)
def _options(shared: bytes) -> Options:
    options: Options = pickle.loads(shared)
    return options


def do_item(task: Task) -> Outcome:
    """Do one item; whatever goes wrong with it is in the outcome. Files are written whole or not at all."""
    begun = time.perf_counter()
    outcome = _guarded(task)
    return replace(outcome, seconds=time.perf_counter() - begun)


def _guarded(task: Task) -> Outcome:
    fingerprint = ""
    try:
        options = with_options(_options(task.shared or _SHARED[task.shared_digest]), task.item.options)
        transcript, captions, fingerprint = _inputs(task)
        if task.known == fingerprint and (task.without_outputs or _whole(task.outputs)):
            return Outcome(task.item.key, "unchanged", fingerprint, task.outputs)
        return _aligned(task, options, (transcript, captions), fingerprint)
    except AlignError as error:
        return Outcome(task.item.key, "refused", fingerprint, error=str(error))
    except TurncueError as error:
        return Outcome(task.item.key, "failed", fingerprint, error=str(error))
    except MemoryError:
        return Outcome(task.item.key, "failed", fingerprint, error="out of memory")
    except Exception as error:  # a fault of ours: it must not end the batch, and must be reported
        where = traceback.format_exc().strip().splitlines()[-_LINES_OF_TRACEBACK:]
        text = f"internal error, please report it: {type(error).__name__}: {error} ({' '.join(map(str.strip, where))})"
        return Outcome(task.item.key, "failed", fingerprint, error=text)


def _inputs(task: Task) -> tuple[NamedBytes, NamedBytes | str, str]:
    """Transcript, captions (the path of media), and the fingerprint of inputs, options, formats and version."""
    item = task.item
    transcript = read_content(item.transcript, "transcript")
    if item.media:
        captions_digest = file_digest(item.captions) or ""
        captions: NamedBytes | str = item.captions
    else:
        content = read_content(item.captions, "captions")
        captions_digest, captions = content_digest(content), NamedBytes(content, item.captions)
    parts = {
        "version": __version__,
        "transcript": content_digest(transcript),
        "captions": captions_digest,
        "options": task.shared_digest,
        "item": dict(item.options),
        "targets": [item.out, *item.targets, *task.formats],
        "model": task.model,
    }
    if item.options.get("media"):
        parts["media"] = file_digest(str(item.options["media"])) or ""
    return NamedBytes(transcript, item.transcript), captions, content_digest(json.dumps(parts, default=repr).encode())


def _whole(outputs: Mapping[str, str]) -> bool:
    """Whether every output is as it was written."""
    return bool(outputs) and all(file_digest(path) == digest for path, digest in outputs.items())


def _aligned(task: Task, options: Options, inputs: tuple[NamedBytes, NamedBytes | str], fingerprint: str) -> Outcome:
    from turncue.api import align
    from turncue.formats import format_for
    from turncue.reading import read_transcript

    source, timed = inputs
    transcript = read_transcript(source, options=options)
    captions = _recognised(task, options, transcript, timed) if isinstance(timed, str) else timed
    result = align(transcript, captions, options=options)
    targets = task.item.targets or _targets(task, result.document.language)
    contents = {target: result.render_bytes(format_for(target)) for target in targets}
    outputs = {target: content_digest(data) for target, data in contents.items()}
    # a file with this content was written by a run that was killed before it could be recorded
    changed = [target for target in targets if file_digest(target) != outputs[target]]
    replaced = [target for target in changed if location_exists(target)]
    for target in replaced:
        _check_replaceable(task, target, contents[target])
    for target in changed:
        write_content(target, contents[target], overwrite=target in replaced)
    document = result.document
    return Outcome(
        task.item.key,
        "done",
        fingerprint,
        outputs,
        document.report,
        _confidence(document),
        document.language,
        duration=max((s.end for s in document.subtitles), default=0),
    )


def _recognised(task: Task, options: Options, transcript: Transcript, media: str) -> Captions:
    """The speech of a media file as captions, with the transcript's words expected where they are in its language."""
    from turncue.audio import AudioOptions, captions_from_media, spoken_bias

    language = options.audio_language or options.captions_language
    model, cache = task.model or options.model, not options.no_cache
    chosen = AudioOptions(model, track=options.track, language=language, cache=cache, precise=True)
    return captions_from_media(media, replace(chosen, bias=spoken_bias(transcript, chosen)))


def _check_replaceable(task: Task, target: str, content: bytes) -> None:
    """Raise unless an output may be replaced: it is as it was written, or the first part of what is to be written.

    A file that somebody else wrote, or changed by hand, is replaced with ``overwrite`` only; an input never.
    """
    if target in {task.item.transcript, task.item.captions, *task.item.siblings}:
        raise UsageError(f"{target}: is an input; an input is never overwritten. Choose another place with --out-dir.")
    if task.overwrite or file_digest(target) == task.outputs.get(target):
        return
    if content.startswith(read_content(target, "output")):
        return
    if target in task.outputs:
        raise WriteError(f"{target}: was changed after turncue wrote it. Add --overwrite to write it again.")
    raise OutputExists(target)


def _targets(task: Task, language: str | None) -> tuple[str, ...]:
    """``talk.en.srt`` in each format; ``talk.speakers.en.srt`` where that is the name of an input."""
    item = task.item
    # a header of the captions may state the language: it must not lead to another folder
    tag = language if language and _TAG.fullmatch(language) else "und"
    base = f"{item.out}.{tag}"
    plain = tuple(f"{base}.{suffix}" for suffix in task.formats)
    taken = {item.transcript, item.captions, *item.siblings}
    if taken.isdisjoint(plain):
        return plain
    return tuple(f"{item.out}.speakers.{tag}.{suffix}" for suffix in task.formats)


def _confidence(document: Document) -> float:
    """The turns' mean confidence, weighted by the characters of their text."""
    total = sum(len(turn.text) for turn in document.turns)
    return sum(turn.confidence * len(turn.text) for turn in document.turns) / total if total else 0.0


def without_warnings(report: Report) -> Report:
    """A report that can be summed over a million recordings: the sentences are left out."""
    return replace(report, warnings=())


def item_from_row(row: Mapping[str, Any]) -> Item:
    """An item from the JSON that the ledger keeps."""
    made = dict(row)
    for name in ("targets", "siblings"):
        made[name] = tuple(made.get(name, ()))
    return Item(**made)
