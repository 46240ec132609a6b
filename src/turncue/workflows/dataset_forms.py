"""Training data in the forms that toolkits read: Lhotse, NeMo, Hugging Face, Parquet, Kaldi; with a data card.

Each form is a function from a ``Dataset`` to files by name. The bytes are the same for the same data.
"""

from __future__ import annotations

import gzip
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from turncue._version import __version__
from turncue.errors import UsageError, WriteError
from turncue.workflows.media_probe import MediaInfo
from turncue.workflows.training_segments import Segment

__all__ = ["FORMS", "Dataset", "data_card"]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Segments with the media of their recordings, where known. ``clips`` are the cut sound (WAV) by segment id.

    ``left_out`` counts the turns that were not certain enough; ``min_confidence`` was the limit.
    """

    segments: tuple[Segment, ...]
    media: Mapping[str, MediaInfo] = field(default_factory=dict)
    clips: Mapping[str, bytes] = field(default_factory=dict)
    left_out: int = 0
    min_confidence: float = 0.0


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8", "replace")


def _gzipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="") as file:
        file.write(data)
    return out.getvalue()


def _s(ms: int) -> float:
    return ms / 1000


def lhotse_files(data: Dataset) -> Mapping[str, bytes]:
    """RecordingSet and SupervisionSet, with word alignments (symbol, start, duration, score)."""
    recordings = [
        {
            "id": name,
            "sources": [{"type": "file", "channels": list(range(info.channels)), "source": info.path}],
            "sampling_rate": info.sample_rate,
            "num_samples": info.samples,
            "duration": info.seconds,
            "channel_ids": list(range(info.channels)),
        }
        for name, info in sorted(data.media.items())
    ]
    supervisions = [
        {
            "id": s.id,
            "recording_id": s.recording,
            "start": _s(s.start),
            "duration": _s(s.duration),
            "channel": 0,
            "text": s.text,
            **({"language": s.language} if s.language else {}),
            "speaker": s.speaker,
            "custom": {"confidence": round(s.confidence, 4)},
            "alignment": {
                "word": [[w.text.strip(), _s(w.start), _s(w.end - w.start), round(w.confidence, 4)] for w in s.words]
            },
        }
        for s in data.segments
    ]
    files = {"supervisions.jsonl.gz": _gzipped(_lines(supervisions))}
    return files | ({"recordings.jsonl.gz": _gzipped(_lines(recordings))} if recordings else {})


def nemo_files(data: Dataset) -> Mapping[str, bytes]:
    """NeMo's manifest: a line for each segment, an offset into the recording or a clip of its own."""
    rows = []
    for s in data.segments:
        clip = s.id in data.clips
        info = data.media.get(s.recording)
        path = f"clips/{s.id}.wav" if clip else info.path if info else s.recording
        row = {"audio_filepath": path, "offset": 0.0 if clip else _s(s.start), "duration": _s(s.duration)}
        about = {"text": s.text, "speaker": s.speaker, "lang": s.language, "confidence": round(s.confidence, 4)}
        rows.append(row | about)
    clips = {f"clips/{name}.wav": wav for name, wav in data.clips.items()}
    return {"manifest.jsonl": _lines(rows)} | clips


def hugging_face_files(data: Dataset) -> Mapping[str, bytes]:
    """An AudioFolder: ``metadata.jsonl`` beside the clips. Raises ``UsageError`` without sound."""
    if not data.clips:
        raise UsageError("the form hf needs sound: give --media, or keep the media beside the results.")
    rows = [{"file_name": f"clips/{s.id}.wav", **_row(s)} for s in data.segments if s.id in data.clips]
    clips = {f"train/clips/{name}.wav": wav for name, wav in data.clips.items()}
    return {"train/metadata.jsonl": _lines(rows)} | clips


def _row(s: Segment) -> dict[str, Any]:
    return {
        "id": s.id,
        "recording": s.recording,
        "start": _s(s.start),
        "end": _s(s.end),
        "speaker": s.speaker,
        "text": s.text,
        "language": s.language,
        "confidence": round(s.confidence, 4),
    }


def parquet_files(data: Dataset) -> Mapping[str, bytes]:
    """One Parquet file, the sound in it where there is any. Raises ``WriteError`` without pyarrow."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise WriteError("Parquet needs pyarrow. Install it: pip install 'turncue[workflows]'.") from error
    word = pyarrow.struct(
        [("word", pyarrow.string()), ("start", pyarrow.float64()), ("end", pyarrow.float64()),
         ("confidence", pyarrow.float64())]
    )  # fmt: skip
    texts = [(name, pyarrow.string()) for name in ("id", "recording", "speaker", "text", "language")]
    numbers = [(name, pyarrow.float64()) for name in ("start", "end", "confidence")]
    columns = [*texts, *numbers, ("words", pyarrow.list_(word))]
    rows = [_row(s) | {"words": [_word(w) for w in s.words]} for s in data.segments]
    if data.clips:
        columns.append(("audio", pyarrow.struct([("bytes", pyarrow.binary()), ("path", pyarrow.string())])))
        rows = [row | {"audio": {"bytes": data.clips.get(row["id"]), "path": f"{row['id']}.wav"}} for row in rows]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, pyarrow.schema(columns)), out, compression="zstd")
    return {"data/train-00000-of-00001.parquet": out.getvalue()}


def _word(word: Any) -> dict[str, Any]:
    times = {"start": _s(word.start), "end": _s(word.end), "confidence": round(word.confidence, 4)}
    return {"word": word.text.strip()} | times


def kaldi_files(data: Dataset) -> Mapping[str, bytes]:
    """Kaldi's data folder: text, segments, utt2spk, spk2utt and wav.scp, in the order of bytes (``LC_ALL=C``)."""
    names = {s.id: f"{_one_word(s.speaker)}-{s.id}" for s in data.segments}
    by_speaker: dict[str, list[str]] = {}
    for s in data.segments:
        by_speaker.setdefault(_one_word(s.speaker), []).append(names[s.id])
    rows = {
        "text": [f"{names[s.id]} {s.text}" for s in data.segments],
        "segments": [f"{names[s.id]} {s.recording} {_s(s.start):.3f} {_s(s.end):.3f}" for s in data.segments],
        "utt2spk": [f"{names[s.id]} {_one_word(s.speaker)}" for s in data.segments],
        "spk2utt": [f"{speaker} {' '.join(sorted(ids))}" for speaker, ids in by_speaker.items()],
        "wav.scp": [f"{name} {_pipe(info)}" for name, info in data.media.items()],
    }
    return {
        name: "".join(f"{line}\n" for line in sorted(lines, key=str.encode)).encode("utf-8", "replace")
        for name, lines in rows.items()
        if lines
    }


def _one_word(name: str) -> str:
    return re.sub(r"[^\w.]+", "_", name).strip("_") or "speaker"


def _pipe(info: MediaInfo) -> str:
    """A command for Kaldi, which runs it in a shell: the path is quoted."""
    import shlex

    if info.path.lower().endswith(".wav"):
        return info.path
    return f"ffmpeg -nostdin -v error -i {shlex.quote('file:' + info.path)} -ac 1 -ar 16000 -f wav - |"


FORMS: Mapping[str, Callable[[Dataset], Mapping[str, bytes]]] = {
    "lhotse": lhotse_files,
    "nemo": nemo_files,
    "hf": hugging_face_files,
    "parquet": parquet_files,
    "kaldi": kaldi_files,
}
"""The forms by name."""


def data_card(data: Dataset, form: str) -> bytes:
    """``README.md`` of a data set: what is in it, how much, from whom, and how it was made."""
    hours = sum(s.duration for s in data.segments) / 3_600_000
    languages = Counter(s.language or "und" for s in data.segments)
    speakers: Counter[str] = Counter()
    for s in data.segments:
        speakers[s.speaker] += s.duration
    longest = max((s.duration for s in data.segments), default=0)
    mean = sum(s.confidence for s in data.segments) / len(data.segments) if data.segments else 0.0
    tags = "".join(f"- {tag}\n" for tag, _ in languages.most_common())
    rows = "\n".join(f"| {name.replace('|', '/')} | {ms / 60_000:.1f} |" for name, ms in speakers.most_common(50))
    return (
        f"---\nlanguage:\n{tags}task_categories:\n- automatic-speech-recognition\n---\n\n# Aligned turns\n\n"
        f"Made by turncue {__version__} (form: {form}) from transcripts with speakers and timed captions.\n\n"
        f"| what | value |\n| --- | --- |\n| recordings | {len({s.recording for s in data.segments})} |\n"
        f"| segments | {len(data.segments)} |\n| hours | {hours:.3f} |\n| longest segment | {longest / 1000:.1f} s |\n"
        f"| words | {sum(len(s.words) for s in data.segments)} |\n| mean confidence | {mean:.3f} |\n"
        f"| limit of confidence | {data.min_confidence:g} |\n| turns left out | {data.left_out} |\n\n"
        f"| speaker | minutes |\n| --- | --- |\n{rows}\n\n"
        "Times of words are those of the captions where these have word times, else placed inside a caption; "
        "the confidence of a word is the probability that its time is right.\n"
    ).encode("utf-8", "replace")
