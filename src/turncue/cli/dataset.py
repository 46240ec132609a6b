"""``turncue dataset``: aligned turns as training data."""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.rows import OUTPUT, OVERWRITE, QUIET, Command, Row, argument
from turncue.cli.terminal import note, say
from turncue.errors import OutputExists, ReadError, UsageError, WriteError

if TYPE_CHECKING:
    from turncue.workflows.dataset_forms import Dataset
    from turncue.workflows.media_probe import MediaInfo
    from turncue.workflows.training_segments import Segment

__all__ = ["COMMAND"]

_FORMS = ("lhotse", "nemo", "hf", "parquet", "kaldi")

_ROWS = (
    argument("results", "Results of align or batch (-f json).", "RESULT", many=True),
    Row("out", "Folder to write.", str, ("--out", "-o"), panel=OUTPUT, metavar="FOLDER"),
    Row("form", "Which toolkit's form.", str, ("--form",), "lhotse", choices=_FORMS),
    Row("media", "The recording, of a single RESULT; without it media of the same name beside each.", str, ("--media",),
        metavar="FILE"),
    Row("clips", "Cut the sound of each segment (WAV, 16 kHz); hf always does.", bool, ("--clips",), False),
    Row("min_confidence", "Leave out turns below this confidence (0 to 1).", float, ("--min-confidence",), 0.8,
        metavar="N", least=0, most=1),
    Row("max_seconds", "Cut longer turns at pauses.", float, ("--max-seconds",), 30.0, metavar="N", least=1, most=3600),
    OVERWRITE,
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    from turncue.workflows.dataset_forms import FORMS, data_card

    if not given.out:
        raise UsageError("name a folder to write: -o FOLDER.")
    if given.media and len(given.results) > 1:
        raise UsageError("--media is for one RESULT; keep the media of several beside them, with the same names.")
    card = os.path.join(given.out, "README.md")
    if os.path.lexists(card) and not given.overwrite:
        raise OutputExists(card)
    data = _gathered(given)
    if not data.segments:
        raise ReadError(
            "no turn is certain enough for training data.", given.results[0], hint="Lower --min-confidence."
        )
    _write(given.out, {**FORMS[given.form](data), "README.md": data_card(data, given.form)}, overwrite=given.overwrite)
    say(card)
    if not given.quiet:
        hours = sum(s.duration for s in data.segments) / 3_600_000
        note(f"{len(data.segments)} segments, {hours:.2f} hours; {data.left_out} turns left out")
    return 0


def _gathered(given: SimpleNamespace) -> Dataset:
    from turncue.workflows.dataset_forms import Dataset
    from turncue.workflows.finished import document_of_file
    from turncue.workflows.media_probe import cut_wav, probe_media
    from turncue.workflows.training_segments import SegmentOptions, segments_of

    options = SegmentOptions(given.min_confidence, round(given.max_seconds * 1000))
    segments: list[Segment] = []
    media: dict[str, MediaInfo] = {}
    clips: dict[str, bytes] = {}
    left_out = 0
    for path in given.results:
        name = _recording(path)
        while name in media or any(s.recording == name for s in segments[-1:]):
            name += "_"
        made, left = segments_of(document_of_file(path), name, options)
        segments += made
        left_out += left
        place = given.media or _media_beside(path)
        if place:
            media[name] = probe_media(place)
            if given.clips or given.form == "hf":
                clips |= {s.id: cut_wav(place, s.start, s.end) for s in made}
    return Dataset(tuple(segments), media, clips, left_out, given.min_confidence)


def _recording(path: str) -> str:
    """A recording's name in one word: the file's name without language and suffix."""
    from turncue.workflows.file_names import parsed_name

    return re.sub(r"[^\w.]+", "_", parsed_name(path).base).strip("_") or "recording"


def _media_beside(path: str) -> str | None:
    from turncue.workflows.file_names import parsed_name

    own = parsed_name(path)
    for entry in sorted(Path(path).parent.iterdir()):
        other = parsed_name(str(entry))
        if other.kind == "media" and (other.stem, other.id) == (own.stem, own.id):
            return str(entry)
    return None


def _write(folder: str, files: dict[str, bytes], *, overwrite: bool) -> None:
    from turncue.files import write_bytes

    for name, data in files.items():
        place = Path(folder, name)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"{place.parent}: cannot be made: {error.strerror or error}.") from error
        write_bytes(place, data, overwrite=overwrite)


COMMAND = Command(
    "dataset",
    "Write the certain turns of RESULTs as training data.",
    _ROWS,
    _run,
    (
        "turncue dataset talk.en.json -o data --form lhotse --media talk.wav",
        "turncue dataset out/*.json -o data --form parquet --min-confidence 0.9",
    ),
)
