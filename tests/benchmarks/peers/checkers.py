"""Independent validators beside ours: webvtt-parser (W3C's, for WebVTT) and srt-validator (for SubRip), from npm.

    python tests/benchmarks/peers/checkers.py FOLDER [FILE ...]

FOLDER holds, or gets, the npm packages. Runs both on the WebVTT and SubRip files of samples/ or those given, then on
bad files written here, one fault each, and prints for each who finds it. Both look at structure only. For reading
speed, line length and gaps there is ``editor.py`` beside, and a second opinion in tests/check/test_oracle.py.

Where they differ, and why:

- Numbers that do not rise by one (SubRip): players go by the order in the file; there is no specification.
- Overlap: they name the second cue, ours the first, since it is its end that the fix moves.
- A blank line missing before a cue: WebVTT 6.1 ends a cue's text at a line with ``-->``, so it is read as meant.
- An open tag, a lone ``&``: WebVTT 6.4 closes tags at the end of the cue and shows the sign as it stands.
- A cue without a time line (SubRip): ours takes it for text after a blank line in the cue before, as editors write it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from turncue import formats
from turncue.check import check_text
from turncue.compose import load_profile
from turncue.errors import TurncueError

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[2] / "samples"
PACKAGES = {"webvtt-parser": "2.2.0", "srt-validator": "6.0.4"}

_SRT = "1\n00:00:01,000 --> 00:00:03,000\nWe saw it.\n\n2\n00:00:04,000 --> 00:00:06,000\nSo did they.\n"
_VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\nWe saw it.\n\n00:04.000 --> 00:06.000\nSo did they.\n"
BAD = {
    "fine.srt": _SRT,
    "overlap.srt": _SRT.replace("00:00:03,000", "00:00:04,500"),
    "end before start.srt": _SRT.replace("00:00:06,000", "00:00:03,500"),
    "order.srt": _SRT.replace("00:00:01,000 --> 00:00:03,000", "00:00:07,000 --> 00:00:09,000"),
    "number.srt": _SRT.replace("2\n", "5\n"),
    "point.srt": _SRT.replace("06,000", "06.000"),
    "digits.srt": _SRT.replace("06,000", "06,00"),
    "empty.srt": _SRT.replace("So did they.\n", ""),
    "no time.srt": _SRT.replace("00:00:04,000 --> 00:00:06,000\n", ""),
    "fine.vtt": _VTT,
    "signature.vtt": _VTT.replace("WEBVTT", "WEBVT"),
    "end before start.vtt": _VTT.replace("00:06.000", "00:03.500"),
    "order.vtt": _VTT.replace("00:01.000 --> 00:03.000", "00:07.000 --> 00:09.000"),
    "comma.vtt": _VTT.replace("06.000", "06,000"),
    "digits.vtt": _VTT.replace("06.000", "06.00"),
    "minutes.vtt": _VTT.replace("00:06.000", "61:06.000"),
    "no blank line.vtt": _VTT.replace("it.\n\n", "it.\n"),
    "tag.vtt": _VTT.replace("So did they", "So <i>did they"),
    "escape.vtt": _VTT.replace("So did", "You & I did"),
}


def theirs(folder: Path, files: list[Path]) -> dict[str, list[tuple[int, str]]]:
    """What the validators find, by file."""
    node = shutil.which("node")
    assert node is not None
    command = [node, str(HERE / "check.cjs"), str(folder.resolve()), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return {file: [(line, message) for line, message in found] for file, found in json.loads(done.stdout).items()}


def ours(file: Path) -> list[str]:
    """What turncue finds of structure: repairs of the reader and findings of the check, or why it will not read."""
    text = file.read_text(encoding="utf-8")
    structural = ("overlap", "out-of-order", "empty")
    try:
        repairs = formats.read_captions(formats.Source.of_text(text, file.name)).repairs
        found = check_text(text, file.name, profile=load_profile("netflix", "en"), language="en")
    except TurncueError as error:
        return [f"refused: {type(error).__name__}"]
    rules = [f"{r.rule} ({r.line})" for r in repairs]
    return rules + [f"{f.rule} ({f.line})" for f in found if f.rule in structural]


def installed(folder: Path) -> str:
    """Install the packages where they are missing; says why that failed, or nothing."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "npm or node is not installed"
    if all((folder / "node_modules" / name).is_dir() for name in PACKAGES):
        return ""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *wanted]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    return "" if done.returncode == 0 else f"npm install failed: {done.stderr.strip()[-120:]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    given = parser.parse_args()
    if why := installed(given.folder):
        sys.exit(f"nothing to compare with: {why}")
    files = given.files or sorted(p for s in ("srt", "vtt") for p in SAMPLES.glob(f"*/expected*.{s}"))
    for name, found in theirs(given.folder, files).items():
        print(f"{name}: {'; '.join(f'{m} ({n})' for n, m in found) or 'nothing'}")
    with tempfile.TemporaryDirectory() as work:
        bad = [Path(work) / name for name in BAD]
        for file in bad:
            file.write_text(BAD[file.name], encoding="utf-8")
        print("\n| file | they | we |\n|---|---|---|")
        for name, found in theirs(given.folder, bad).items():
            they = "; ".join(f"{m} ({n})" for n, m in found) or "–"
            print(f"| {Path(name).name} | {they} | {'; '.join(ours(Path(name))) or '–'} |")


if __name__ == "__main__":
    main()
