"""Real subtitle files and the suites of other parsers: what is read, repaired, refused, and how the WebVTT cases score.

    python tests/benchmarks/robustness.py [--all]

A row a source: files read without and with repairs (and how many), refused, crashed, the slowest file. Then the WebVTT
cases of the web platform and of vtt.js: right, lenient with its repair told, wrong; and the times of clean SubRip files
against a strict reading, pysrt, srt and pysubs2. ``--all`` lists every file. Needs ``data/robustness`` (TURNCUE_DATA).
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "formats")]

import robustness_cases as cases  # noqa: E402


def _table(folder: Path, *, everything: bool) -> None:
    outcomes = [cases.outcome_of(path, folder) for path in cases.subtitle_files(folder)]
    print(f"{'source':38} {'files':>5} {'read':>5} {'repaired':>8} {'repairs':>8} {'refused':>7} {'crash':>5} {'s':>6}")
    rows = {s: [o for o in outcomes if o.source == s] for s in sorted({o.source for o in outcomes})}
    for source, listed in [*rows.items(), ("all", outcomes)]:
        kinds = Counter(o.kind for o in listed)
        repairs, slowest = sum(o.repairs for o in listed), max(o.seconds for o in listed)
        print(
            f"{source:38} {len(listed):5} {kinds['read']:5} {kinds['repaired']:8} {repairs:8} {kinds['refused']:7}"
            f" {kinds['crash']:5} {slowest:6.2f}"
        )
    print()
    why = Counter((o.source, o.detail[:100]) for o in outcomes if o.kind in ("refused", "crash"))
    for (source, reason), count in sorted(why.items()):
        print(f"refused  {source}: {count} x {reason}")
    if everything:
        for o in outcomes:
            print(f"{o.kind:9} {o.file}: {o.detail} {o.repairs or ''}")


def _scores(name: str, scored: Iterable[cases.Scored]) -> None:
    listed = list(scored)
    kinds = Counter(s.kind for s in listed)
    print(f"\n{name}: {len(listed)} cases, {kinds['right']} right, {kinds['told']} told, {kinds['wrong']} wrong")
    for s in listed:
        if s.kind != "right":
            print(f"  {s.kind:5} {s.name}: {s.detail}")


def _by_others(path: Path) -> dict[str, list[tuple[int, int]]]:
    import pysrt
    import pysubs2
    import srt

    text = cases.read_source(path, "captions").text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {
            "pysrt": [(i.start.ordinal, i.end.ordinal) for i in pysrt.from_string(text)],
            "srt": [
                (round(i.start.total_seconds() * 1000), round(i.end.total_seconds() * 1000)) for i in srt.parse(text)
            ],
            "pysubs2": [(e.start, e.end) for e in pysubs2.SSAFile.from_string(text, format_="srt")],
        }


def _strict(folder: Path) -> None:
    same: Counter[str] = Counter()
    clean = cues = 0
    for path in cases.subtitle_files(folder):
        if path.suffix.lower() != ".srt" or (times := cases.srt_times(path)) is None:
            continue
        clean += 1
        cues += len(times[0])
        same["the strict grammar"] += times[0] == times[1]
        for name, read in _by_others(path).items():
            same[name] += read == times[1]
            if read != times[1]:
                print(f"  {name} differs: {path.relative_to(folder)}")
    print(f"\nclean SubRip: {clean} files, {cues} cues; times as in " + ", ".join(f"{k} {v}" for k, v in same.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    args = parser.parse_args()
    folder = cases.robustness()
    if folder is None:
        print("there is no data/robustness: set TURNCUE_DATA")
        return 1
    _table(folder, everything=args.all)
    if cases.has_node():
        _scores("web platform, whole files", cases.file_cases(folder))
    else:
        print("web platform, whole files: not run, for node is not installed")
    _scores("web platform, cue text", cases.text_cases(folder))
    _scores("vtt.js", cases.vtt_js_cases(folder))
    _strict(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
