"""How good subtitles are on real recordings: every case of a data folder, held to the profile of its language.

  python tests/benchmarks/quality.py DATA [--profile netflix] [--set NAME ...] [--limit N]

DATA/<set>/<case>/ holds transcript.md or transcript.txt and captions.*. Prints, per set, what the check finds in the
captions as they came (before) and in turncue's subtitles (after). Where reading speed is over the limit it tells why:
``cut`` would keep it if text and time shared with a neighbour were cut in another place with every other rule kept,
``label`` without the speaker's name, ``pause`` if a neighbour's spare time could be had (no place to cut gives it),
``speech`` is spoken faster than the limit. Not a test: the data is not part of the project.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from turncue.check import check_text, shown_cues
from turncue.compose import count_violations
from turncue.errors import TurncueError
from turncue.formats import Source
from turncue.pipeline import Options, align, profile_of

RULES = (
    "too-many-lines line-too-long too-fast too-short too-long gap-too-small gap-not-closed overlap bad-break "
    "orphan-punctuation unbalanced word-split dash-style too-many-speakers empty"
).split()


def cases(data: Path, sets: list[str]) -> list[tuple[str, Path, Path]]:
    found = []
    for captions in sorted(data.glob("*/*/captions.*")):
        folder = captions.parent
        texts = [folder / n for n in ("transcript.md", "transcript.txt") if (folder / n).exists()]
        if texts and (not sets or folder.parent.name in sets):
            found.append((folder.parent.name, texts[0], captions))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("data", type=Path)
    parser.add_argument("--profile", default="netflix")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    before: dict[str, Counter[str]] = {}
    after: dict[str, Counter[str]] = {}
    refused: list[str] = []
    started = time.process_time()
    for name, transcript, captions in cases(given.data, given.set)[: given.limit]:
        options = Options(profile=given.profile)
        try:
            result = align(str(transcript), str(captions), options=options)
        except TurncueError as error:
            refused.append(f"{transcript.parent.name}/{captions.name}: {type(error).__name__}")
            continue
        language = result.document.language
        profile = profile_of(options, language)
        old, new = before.setdefault(name, Counter()), after.setdefault(name, Counter())
        text = captions.read_text(encoding="utf-8", errors="replace")
        try:
            old["subtitles"] += len(shown_cues(Source.of_text(text, captions.name))[0])
            old.update(f.rule for f in check_text(text, captions.name, profile=profile, language=language))
        except TurncueError:
            old["unreadable"] += 1
        new["subtitles"] += len(result.subtitles)
        new.update(f.rule for f in check_text(result.render("srt"), "x.srt", profile=profile, language=language))
        figures = count_violations(result.subtitles, profile=profile, turns=result.turns, language=language)
        new["fast"] += figures.fast
        new["fast by label"] += figures.fast_by_label
        new["fast by cut"] += figures.fast_by_cut
        new["fast by pause"] += figures.fast_by_pause
        new["two speakers"] += sum(len(s.turns) > 1 for s in result.subtitles)
        new["word-split"] = new["word-split"] + figures.split_words
        print(f"{name}/{transcript.parent.name}/{captions.name}: {len(result.subtitles)}", file=sys.stderr, flush=True)
    for title, table in (("before: the captions as they came", before), ("after: turncue", after)):
        show(title, table)
    whole = sum(after.values(), Counter())
    count = max(1, whole["subtitles"])
    label, cut, pause = (whole[f"fast by {why}"] for why in ("label", "cut", "pause"))
    spoken = whole["fast"] - label - cut - pause
    print(f"\nreading speed over the limit: {whole['fast'] / count:.1%} of {whole['subtitles']} subtitles:")
    print(f"speech {spoken / count:.1%}, pause {pause / count:.1%}, label {label / count:.1%}, cut {cut / count:.2%}")
    print(f"{len(refused)} refused; {time.process_time() - started:.0f} s of processor time")


def show(title: str, table: dict[str, Counter[str]]) -> None:
    """Findings per hundred subtitles."""
    rules = [r for r in RULES if any(c[r] for c in table.values())]
    print(f"\n{title}; findings per hundred subtitles")
    print("  ".join(["set".ljust(16), "subtitles", *rules]))
    total = sum(table.values(), Counter())
    for name, counts in [*table.items(), ("all", total)]:
        cells = [f"{100 * counts[r] / max(1, counts['subtitles']):.2f}".rjust(len(r)) for r in rules]
        print("  ".join([name.ljust(16), str(counts["subtitles"]).rjust(9), *cells]))


if __name__ == "__main__":
    main()
