"""Sync by sound: turncue beside ffsubsync, subresync and a plain correlation with voice activity, in one table.

    python tests/benchmarks/peers/sound.py --data FOLDER [--model FOLDER] [--only luke,lptd] [--tools NAME …]

``--data`` holds recordings as audio_data.py wants them. Each recording's captions are damaged in eight
ways and given to every tool, and once undamaged. Right: 85 % of the cue starts within 0.4 s; moved: an undamaged file
of which a cue is moved by over 0.4 s. A tool that is not installed is named and left out. subresync fetches a model
from the net; where there is none it takes its energy detector.
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from audio_data import SETS, Case, damages, gold, language_of, srt  # noqa: E402

from turncue.audio import AudioOptions, sync  # noqa: E402
from turncue.audio.activity import speech_probability  # noqa: E402
from turncue.audio.params import KNOWN_RATES  # noqa: E402
from turncue.audio.sync_activity import sync_to_probability  # noqa: E402
from turncue.errors import TurncueError  # noqa: E402
from turncue.model import Captions  # noqa: E402
from turncue.reading import read_captions  # noqa: E402

NEAR, SHARE = 400, 0.85
Starts = list[int] | None


@dataclass
class Count:
    """What a tool made of all files: ``verdicts`` by word, and the seconds it took."""

    verdicts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def turncue_words(captions: Captions, media: Path, options: AudioOptions) -> Starts:
    try:
        result = sync(captions, media, options)
    except TurncueError:
        return None
    return [result.time(c.start) for c in captions.cues]


@functools.cache
def _speech(media: Path) -> np.ndarray:
    return speech_probability(media)


def turncue_activity(captions: Captions, media: Path, options: AudioOptions) -> Starts:
    try:
        result = sync_to_probability(captions, _speech(media))
    except TurncueError:
        return None
    return [result.time(c.start) for c in captions.cues]


def plain_correlation(captions: Captions, media: Path, options: AudioOptions) -> Starts:
    """The rate and offset at which cues and speech, 1 or -1 in each 10 ms, correlate best."""
    speech = np.where(_speech(media) > 0.5, 1.0, -1.0)
    best = (-np.inf, 1.0, 0)
    for rate in KNOWN_RATES:
        last = round(rate * max(c.end for c in captions.cues)) // 10 + 1
        shown = -np.ones(last)
        for c in captions.cues:
            shown[round(rate * c.start) // 10 : round(rate * c.end) // 10] = 1.0
        size = 1 << (len(shown) + len(speech)).bit_length()
        score = np.fft.irfft(np.fft.rfft(speech, size) * np.conj(np.fft.rfft(shown, size)), size)
        top = int(score.argmax())
        best = max(best, (float(score[top]), rate, top if top < size // 2 else top - size))
    return [round(best[1] * c.start + 10 * best[2]) for c in captions.cues]


def _by_process(command: list[str], written: Path) -> Starts:
    done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    if done.returncode != 0 or not written.exists():
        return None
    return [c.start for c in read_captions(written).cues]


def ffsubsync(captions: Captions, media: Path, options: AudioOptions) -> Starts:
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "in.srt", Path(folder) / "out.srt"
        given.write_text(srt(captions), encoding="utf-8")
        run = "import sys; from ffsubsync import main; sys.argv[0] = 'ffsubsync'; sys.exit(main())"
        return _by_process([sys.executable, "-c", run, str(media), "-i", str(given), "-o", str(out)], out)


def subresync(captions: Captions, media: Path, options: AudioOptions) -> Starts:
    with tempfile.TemporaryDirectory() as folder:
        given, video = Path(folder) / "talk.srt", Path(folder) / "talk.mkv"
        given.write_text(srt(captions), encoding="utf-8")
        video.symlink_to(media.resolve())
        run = "import sys; from subresync.cli import main; sys.argv[0] = 'subresync'; sys.exit(main())"
        command = [sys.executable, "-c", run, "sync", "--overwrite", "--no-report", str(given), str(video)]
        return _by_process(command, given)


TOOLS: dict[str, tuple[Callable[[Captions, Path, AudioOptions], Starts], str]] = {
    "turncue, words": (turncue_words, "turncue"),
    "turncue, voice activity": (turncue_activity, "turncue"),
    "plain correlation": (plain_correlation, "turncue"),
    "ffsubsync": (ffsubsync, "ffsubsync"),
    "subresync": (subresync, "subresync"),
}


def verdict(starts: Starts, case: Case, damaged: bool) -> str:
    if starts is None:
        return "refused" if damaged else "kept"
    if len(starts) != len(case.truth):
        return "wrong" if damaged else "moved"
    errors = [abs(a - b) for a, b in zip(starts, case.truth, strict=True)]
    if not damaged:
        return "moved" if max(errors) > NEAR else "kept"
    return "right" if sum(e <= NEAR for e in errors) >= SHARE * len(errors) else "wrong"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", help="a Whisper model for turncue's words; without it English only, by pocketsphinx")
    parser.add_argument("--only", default="")
    parser.add_argument("--tools", nargs="*", default=list(TOOLS))
    given = parser.parse_args()
    missing = [n for n in given.tools if importlib.util.find_spec(TOOLS[n][1]) is None]
    for name in missing:
        print(f"{name}: not installed")
    tools = [n for n in given.tools if n not in missing]
    counts = {name: Count() for name in tools}
    for name in (n for n in SETS if any(part in n for part in given.only.split(","))):
        true = gold(given.data, name)
        media = given.data / name / "audio.opus"
        options = AudioOptions(model=given.model, language=language_of(name))
        undamaged = Case(true, tuple(c.start for c in true.cues))
        for case, damaged in [(undamaged, False), *((make(true), True) for make in damages().values())]:
            for tool in tools if case.captions.cues else ():
                began = time.perf_counter()
                starts = TOOLS[tool][0](case.captions, media, options)
                counts[tool].seconds += time.perf_counter() - began
                counts[tool].verdicts[verdict(starts, case, damaged)] += 1
        print(f"{name}: " + "; ".join(f"{t} {dict(counts[t].verdicts)}" for t in tools), file=sys.stderr, flush=True)
    print("| tool | right | wrong in silence | refused | undamaged files moved | seconds |\n|---|---|---|---|---|---|")
    for name in tools:
        v = counts[name].verdicts
        moved = f"{v['moved']} of {v['moved'] + v['kept']}"
        print(f"| {name} | {v['right']} | {v['wrong']} | {v['refused']} | {moved} | {counts[name].seconds:.0f} |")


if __name__ == "__main__":
    main()
