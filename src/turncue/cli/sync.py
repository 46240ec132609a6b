"""``turncue sync``: captions brought to the clock of a recording, or of other captions."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from turncue.cli.audio_rows import AUDIO_ROWS, WORDS
from turncue.cli.failure import reporting
from turncue.cli.outputs import check_place
from turncue.cli.rows import JSON, OUTPUT, OVERWRITE, QUIET, Command, Row, argument, option
from turncue.cli.terminal import note, progress, say, write_document
from turncue.cli.values import options_of
from turncue.errors import UsageError

if TYPE_CHECKING:
    from turncue.audio import SyncResult
    from turncue.formats.source import Source
    from turncue.model import Captions

__all__ = ["COMMAND"]

_ROWS = (
    argument("captions", "Captions whose times are wrong: SRT, VTT, ASS …"),
    argument("reference", "What has the right times: sound, video, or other captions, in any language."),
    Row(
        "out",
        "File to write; - is standard output. Without it: a new name beside the captions; nothing where they fit.",
        flags=("--out", "-o"),
        panel=OUTPUT,
        metavar="FILE",
    ),
    OVERWRITE,
    Row("dry_run", "Say what is wrong; write nothing.", bool, ("--dry-run",), False, OUTPUT),
    Row(
        "snap",
        "Then move each cue's start to where its first word sets in, where that is firm in the sound.",
        bool,
        ("--snap",),
        False,
        "Audio",
    ),
    *AUDIO_ROWS,
    WORDS,
    option("captions_language"),
    option("captions_encoding"),
    JSON,
    QUIET,
)


def _run(given: SimpleNamespace) -> int:
    if "-" in (given.captions, given.reference):
        raise UsageError("sync reads files, not standard input (-): name them.")
    if given.as_json and given.out == "-":
        raise UsageError("--json and -o - both want standard output; write the captions to a file.")
    return reporting(lambda: _work(given), json_report=given.as_json)


def _work(given: SimpleNamespace) -> None:
    inputs = {"captions": given.captions, "reference": given.reference} | (
        {"words": given.words} if given.words else {}
    )
    target = given.out or _beside(given.captions)
    if target != "-" and not given.dry_run and given.out:
        check_place(target, given.overwrite, inputs)

    from turncue.files import write_bytes
    from turncue.reading import captions_from, read_source

    source = read_source(given.captions, "captions", given.captions_encoding)
    captions = captions_from(source)
    with progress(quiet=given.quiet) as moved:
        moved(0.1, "recognise")
        result = _synced(captions, given)
    write = not given.dry_run and (result.moved or given.out is not None)
    if write:
        content = _content(source, captions, result, target, given.captions)
        if target == "-":
            write_document(content)
        else:
            check_place(target, given.overwrite, inputs)
            write_bytes(target, content, overwrite=given.overwrite)
    if given.as_json:
        write_document(json.dumps(_summary(result, [target] if write else []), ensure_ascii=False, indent=1) + "\n")
    elif write and target != "-":
        say(target)
    if not given.quiet:
        _show(result, len(captions.cues))


def _beside(captions: str) -> str:
    path = Path(captions)
    return str(path.with_name(f"{path.stem}.synced{path.suffix}"))


def _synced(captions: Captions, given: SimpleNamespace) -> SyncResult:
    from turncue.api import sync
    from turncue.reading import read_captions

    reference = read_captions(given.words) if given.words else given.reference
    return sync(captions, reference, snap=given.snap, options=options_of(given))


def _content(source: Source, captions: Captions, result: SyncResult, target: str, name: str) -> bytes:
    """The file with new times: as it is but for the times where its format and the target's are one."""
    from turncue.audio.retime import RETIMED, retimed

    suffix = Path(name).suffix.lower().lstrip(".")
    other = suffix if target == "-" else Path(target).suffix.lower().lstrip(".")
    if suffix == other and not result.moved:
        return Path(name).read_bytes()
    if suffix == other and suffix in RETIMED:
        return retimed(source.text, suffix, result.time, result.spans(captions)).encode("utf-8")

    from turncue.formats import format_for
    from turncue.formats.source import Source as Made
    from turncue.options import Options
    from turncue.reformat import reformat

    text = _srt(result.applied(captions))
    return reformat(Made.of_text(text, "synced.srt"), Options(language=captions.language)).render_bytes(
        format_for("x." + other)
    )


def _srt(captions: Captions) -> str:
    from turncue import clock

    return "\n".join(
        f"{k}\n{clock.srt(c.start)} --> {clock.srt(c.end)}\n{c.text}\n" for k, c in enumerate(captions.cues, 1)
    )


def _summary(result: SyncResult, written: list[str]) -> dict[str, Any]:
    return {
        "version": 1,
        "ok": True,
        "written": written,
        "moved": result.moved,
        "evidence": result.evidence,
        "confidence": round(result.confidence, 3),
        "messages": list(result.messages),
        "pieces": [
            {
                "first": p.first + 1,
                "last": p.last,
                "start": p.begin,
                "rate": round(p.rate, 6),
                "offset": round(p.offset),
                "matched": p.matched,
                "of": p.words,
                "spread": round(p.spread),
            }
            for p in result.pieces
        ],
        "unmatched": [k + 1 for k in result.unmatched],
    }


def _show(result: SyncResult, cues: int) -> None:
    for message in result.messages:
        note(message)
    matched, words = sum(p.matched for p in result.pieces), sum(p.words for p in result.pieces)
    what = {"words": "recognised words agree", "captions": "words agree", "speech": "cues begin with speech"}
    note(f"evidence: {matched} of {words} {what[result.evidence]}; confidence {result.confidence:.2f}")
    if result.unmatched and result.moved:
        first = ", ".join(str(k + 1) for k in result.unmatched[:8])
        note(f"not in the recording as it seems: {len(result.unmatched)} of {cues} cues ({first} …)")


COMMAND = Command(
    "sync",
    "Bring CAPTIONS to the clock of REFERENCE: a recording, or other captions of it in any language. Offsets, frame "
    "rates and cuts are found by what is spoken; a file that fits is left alone.",
    _ROWS,
    _run,
    ("turncue sync talk.srt talk.mp4", "turncue sync talk.zh.srt talk.en.srt -o fixed.zh.srt"),
)
