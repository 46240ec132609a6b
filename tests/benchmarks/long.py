"""Time and peak memory of the whole command across languages: one hour of talk, and five.

    python tests/benchmarks/long.py [--data DIR] [--hours 1 5] [--plain] [--dictionary FILE] [--repeat 3]

Joins distinct talks of kol_en_zh end to end (Chinese turns, English captions) until the hours are full; ``--plain``
makes the captions lower case without punctuation. Says so and ends when there is no data.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import common

from turncue import clock
from turncue.reading import read_captions, read_transcript

# many turns first; the next to last talks fill up the fifth hour
TALKS = ("UEOSUSz--Ig", "YAyYCdCkwo4", "0NttU4CbyVs", "3FHsGiONOGw", "Oojrfdl42LI", "QbdbAhaJoCQ")


def joined(data: Path, hours: float, plain: bool, work: Path) -> tuple[Path, Path, int, float]:
    """Write a transcript and captions of that length; their paths, how many turns, and the length in hours."""
    want, moved = hours * 3_600_000, 0
    turns: list[str] = []
    blocks: list[str] = []
    for case in TALKS:
        folder = data / "kol_en_zh" / case
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["turns"]
        starts = [None if t["start"] is None else round(t["start"] * 1000) for t in gold]
        end = next((s for s in starts if s is not None and s + moved >= want), None)
        for turn, start in zip(read_transcript(folder / "transcript.md").turns, starts, strict=True):
            if end is not None and start is not None and start >= end:
                break
            turns.append(f"**{turn.speaker}:** {turn.text}")
        cues = read_captions(folder / "captions.split.srt").cues
        for cue in cues:
            if end is not None and cue.start >= end:
                break
            text = re.sub(r"[^\w\s']", "", cue.text.lower()) if plain else cue.text
            blocks.append(f"{_stamp(cue.start + moved)} --> {_stamp(cue.end + moved)}\n{text}\n")
        moved += end if end is not None else cues[-1].end + 1000
        if end is not None:
            break
    transcript, captions = work / "talk.md", work / "talk.srt"
    transcript.write_text("\n\n".join(turns) + "\n", encoding="utf-8")
    captions.write_text("\n".join(f"{k}\n{b}" for k, b in enumerate(blocks, 1)), encoding="utf-8")
    return transcript, captions, len(turns), moved / 3_600_000


def _stamp(ms: int) -> str:
    return clock.srt(ms)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data")
    parser.add_argument("--hours", nargs="*", type=float, default=[1, 5])
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--dictionary")
    parser.add_argument("--repeat", type=int, default=1, help="the quickest of so many runs is told")
    asked = parser.parse_args()
    data = common.data_dir(asked.data)
    if data is None:
        print("no evaluation data: set TURNCUE_DATA or --data")
        return
    rows = [["hours", "turns", "wall s", "cpu s", "MB", "goal", "result"]]
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for hours in asked.hours:
            transcript, captions, turns, length = joined(data, hours, asked.plain, work)
            command = [sys.executable, "-m", "turncue", "align", str(transcript), str(captions)]
            command += ["-o", str(work / "x.srt"), "--overwrite"]
            command += ["--dictionary", asked.dictionary] if asked.dictionary else []
            runs = [common.measured(command, limit=600, work=work) for _ in range(asked.repeat)]
            best = min(runs, key=lambda r: r.cpu)
            goal = "4 s" if hours <= 1 else "25 s, 500 MB"
            told = f"exit {best.code}" if best.code else "written"
            rows.append(
                [f"{length:.2f}", str(turns), f"{best.wall:.1f}", f"{best.cpu:.1f}", f"{best.mb:.0f}", goal, told]
            )
    print(common.table(rows))


if __name__ == "__main__":
    main()
