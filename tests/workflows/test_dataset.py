"""Training data, loaded by the toolkits themselves."""

from __future__ import annotations

import io
import json
import math
import struct
import warnings
import wave
from pathlib import Path
from typing import Any

import pytest

import turncue
from turncue.cli.app import run
from turncue.workflows.media_probe import probe_media
from turncue.workflows.training_segments import SegmentOptions, segments_of

from .recordings import talk


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for number in (5, 6):
        transcript, captions = talk(number, turns=10)
        result = turncue.align(turncue.parse_transcript(transcript), turncue.parse_captions(captions))
        result.write(f"talk{number}.en.json")
        with wave.open(f"talk{number}.wav", "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(k / 9))) for k in range(8000 * 60)))
    return tmp_path


def _made(*arguments: str) -> int:
    return run(["dataset", "talk5.en.json", "talk6.en.json", "-o", "data", "--quiet", *arguments])


def test_lhotse_loads_it(folder: Path) -> None:
    lhotse = pytest.importorskip("lhotse", reason="lhotse is not installed")
    assert _made("--form", "lhotse") == 0
    recordings = lhotse.load_manifest("data/recordings.jsonl.gz")
    supervisions = lhotse.load_manifest("data/supervisions.jsonl.gz")
    lhotse.validate(recordings)
    lhotse.validate(supervisions)
    assert {s.recording_id for s in supervisions} == {r.id for r in recordings} == {"talk5", "talk6"}
    for s in supervisions:
        words = s.alignment["word"]
        assert [w.symbol for w in words] == s.text.split()
        assert s.start <= words[0].start
        assert words[-1].end <= s.end + 1e-6
        assert 0.8 <= s.custom["confidence"] <= 1
    cuts = lhotse.CutSet.from_manifests(recordings=recordings, supervisions=supervisions)
    assert cuts.trim_to_supervisions()[0].load_audio().shape[1] > 1000


def test_nemo(folder: Path) -> None:
    assert _made("--form", "nemo") == 0
    rows = [json.loads(line) for line in Path("data/manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["audio_filepath"] for row in rows} == {"talk5.wav", "talk6.wav"}
    assert all(row["duration"] > 0 and row["text"] and row["offset"] >= 0 for row in rows)


@pytest.mark.skipif(not __import__("shutil").which("ffmpeg"), reason="ffmpeg is not installed")
def test_hugging_face_layout_has_the_sound(folder: Path) -> None:
    assert _made("--form", "hf") == 0
    rows = [json.loads(line) for line in Path("data/train/metadata.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        info = probe_media(f"data/train/{row['file_name']}")
        assert info.sample_rate == 16000
        assert abs(info.seconds - (row["end"] - row["start"])) < 0.05


def test_parquet_is_read_by_pyarrow(folder: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert _made("--form", "parquet") == 0
    table = parquet.read_table("data/data/train-00000-of-00001.parquet")
    first = table.to_pylist()[0]
    assert [w["word"] for w in first["words"]] == first["text"].split()
    assert table.num_rows > 10


def _loaded(kind: str, **where: object) -> Any:
    """The rows of a data set as Hugging Face's own package loads them, sound as it is stored."""
    pytest.importorskip("datasets", reason="datasets is not installed")
    import datasets

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the packages below it
        # streamed: a table of it on the disk would need torchcodec
        made = datasets.load_dataset(kind, cache_dir="cache", split="train", streaming=True, **where)
        named = made.column_names or []
        return list(made.cast_column("audio", datasets.Audio(decode=False)) if "audio" in named else made)


@pytest.mark.skipif(not __import__("shutil").which("ffmpeg"), reason="ffmpeg is not installed")
@pytest.mark.filterwarnings("ignore")
def test_datasets_loads_the_layout_of_hugging_face(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert _made("--form", "hf") == 0
    rows = [json.loads(line) for line in Path("data/train/metadata.jsonl").read_text(encoding="utf-8").splitlines()]
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    # what the loader reads of the folder, before torchcodec makes samples of it
    builder = datasets.load_dataset_builder("audiofolder", data_dir="data", cache_dir="cache")
    (split,) = builder._split_generators(datasets.StreamingDownloadManager())
    made = [row for _, row in builder._generate_examples(**split.gen_kwargs)]
    assert len(made) == len(rows)
    assert isinstance(builder.info.features["audio"], datasets.Audio)
    assert {row["id"]: row["text"] for row in made} == {row["id"]: row["text"] for row in rows}
    assert {"speaker", "start", "end", "confidence", "recording", "audio"} <= set(made[0])
    one = made[0]["audio"]
    assert Path(one if isinstance(one, str) else one["path"]).read_bytes()[:4] == b"RIFF"


@pytest.mark.skipif(not __import__("shutil").which("ffmpeg"), reason="ffmpeg is not installed")
@pytest.mark.filterwarnings("ignore")
def test_datasets_loads_the_parquet_with_its_sound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert _made("--form", "parquet", "--clips") == 0
    made = _loaded("parquet", data_files="data/data/*.parquet")
    assert [w["word"] for w in made[0]["words"]] == made[0]["text"].split()
    for row in made:
        with wave.open(io.BytesIO(row["audio"]["bytes"])) as file:
            assert abs(file.getnframes() / file.getframerate() - (row["end"] - row["start"])) < 0.05


def test_kaldi_is_sorted_and_whole(folder: Path) -> None:
    assert _made("--form", "kaldi") == 0
    rows = {p.name: p.read_text(encoding="utf-8").splitlines() for p in Path("data").iterdir() if p.suffix != ".md"}
    for lines in rows.values():
        assert lines == sorted(lines, key=str.encode)
    ids = [line.split()[0] for line in rows["text"]]
    assert ids == [line.split()[0] for line in rows["segments"]] == [line.split()[0] for line in rows["utt2spk"]]
    assert all(line.split()[0].startswith(line.split()[1]) for line in rows["utt2spk"])
    assert sorted(word for line in rows["spk2utt"] for word in line.split()[1:]) == sorted(ids)
    assert [line.split()[0] for line in rows["wav.scp"]] == ["talk5", "talk6"]


def test_the_card_counts(folder: Path) -> None:
    assert _made("--form", "nemo") == 0
    card = Path("data/README.md").read_text(encoding="utf-8")
    rows = len(Path("data/manifest.jsonl").read_text(encoding="utf-8").splitlines())
    assert f"| segments | {rows} |" in card
    assert "| recordings | 2 |" in card
    assert "Ann Lee" in card


def test_usage(folder: Path) -> None:
    assert _made("--form", "nemo") == 0
    assert _made("--form", "nemo") == 1
    assert _made("--form", "nemo", "--media", "x.wav", "--overwrite") == 2
    assert run(["dataset", "talk5.en.json"]) == 2
    assert _made("--form", "nosuch") == 2
    assert _made("--form", "nemo", "--min-confidence", "1", "--overwrite") in (0, 1)


def test_long_turns_are_cut_at_pauses() -> None:
    words = "one two three four. five six seven eight nine ten".split()
    cues = [
        (k * 1000 + (3000 if k > 3 else 0), k * 1000 + 900 + (3000 if k > 3 else 0), w) for k, w in enumerate(words)
    ]
    result = turncue.align([("Ann", " ".join(words))], cues)
    segments, left = segments_of(result.document, "talk", SegmentOptions(0.0, 8000))
    assert left == 0
    assert [s.text for s in segments] == ["one two three four.", "five six seven eight nine ten"]
    assert all(s.duration <= 8000 for s in segments)


def test_notes_of_sounds_are_no_training_text() -> None:
    turns = [
        ("Ann", "Thank you all for coming here tonight. [applause]"),
        ("Ben", "(laughs) It was a long way indeed."),
    ]
    cues = [(0, 3000, "thank you all for coming here tonight"), (4000, 6000, "it was a long way indeed")]
    segments, _ = segments_of(turncue.align(turns, cues).document, "talk", SegmentOptions(0.0))
    assert [s.text for s in segments] == ["Thank you all for coming here tonight.", "It was a long way indeed."]
    assert not any("[" in w.text or "(" in w.text for s in segments for w in s.words)
