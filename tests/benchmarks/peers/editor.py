"""Another editor's check beside ours: the Error Checking of subtitleeditor (0.54.0 in Debian), a program with a window.

    apt-get install subtitleeditor xvfb xauth gcc pkg-config libgtk-3-dev
    python tests/benchmarks/peers/editor.py [--profile netflix] [--language TAG] [--each] [FILE.srt ...]

Sets its limits to those of a profile, runs both checks on bad files (``faults.py``), and prints every finding of
either, by subtitle and rule, with the reason where they differ. Then on samples/ or the FILES given: how many findings
of each rule are both's, theirs only, ours only, and why (``--each`` lists those). Ends with 1 where no reason is known.

The findings are the program's own, started under Xvfb: ``editor.c``, a module that GTK loads into it, opens its dialog
for file after file and writes down what stands there. It has no code and no author in common with turncue.

Where they differ, and why:

- break: they count a line's end as two characters read. Netflix counts "spaces and punctuation" (115001352212, How is
  reading speed measured) and names no line ends; Subtitle Edit's Netflix check leaves them out (CalcAll.cs), as ours.
- tenth: they round characters per second to tenths, so that 20.04 is no more than 20. The guides have no rounding.
- ms: ours allows the ms that rounding both times may have cost, which tells in words of half a second.
- mark: they count code points, ours what is seen: a letter and its accents, or an emoji made of several, is one, a
  direction mark none. CalcAll counts so too, "excluding composition characters".
- half: Netflix counts half-width characters 0.5 in Japanese and Korean (115001352212, 215767517); they count 1.
- space: they count spaces at the ends of a line, which nobody sees; FFmpeg takes them off.
- blank: they count a line of nothing but tags or spaces as a line.
- bracket: they take all that stands in <> or {} for a tag. SubRip has no specification: FFmpeg prints {braces} and
  <3, 4> as ours counts them, and takes <sic> for a tag as they do; ours knows the tags that players know.
- overlap: they report two subtitles at once a second time, as a gap below 0.
- no time: a subtitle of 0 ms has 0 characters a second for them.
- order: they take subtitles as they stand in the file. Ours tells of the wrong order, or of an end before its start,
  and holds the rest to the subtitles as they come in time.
- empty: of a subtitle without text, ours says only that.
- read on: they end a subtitle at an empty line. Ours reads on where no number and time follow, as people write them.
- none: they have no such checker: nothing of a longest time (they ask for a least number of characters per second
  instead), of gaps to close, of order, of text that is missing.
- hang: for a line that is too long and has no space where they would break it, they look for one for ever (as in
  Chinese and Japanese); the file is checked again without their checker of lines.

Files of which they read fewer subtitles are named and not compared: they want an empty line before each, and no sign
before its times.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import common  # noqa: E402
import editor_run  # noqa: E402
from faults import bad_files  # noqa: E402

from turncue.check import ShownCue, check_text, shown_cues  # noqa: E402
from turncue.compose import Profile, load_profile  # noqa: E402
from turncue.errors import TurncueError  # noqa: E402
from turncue.files import text_of  # noqa: E402
from turncue.formats import Source  # noqa: E402
from turncue.formats.cues.repair import scan  # noqa: E402
from turncue.text.width import strip_tags, width  # noqa: E402

SAMPLES = common.ROOT / "samples"
NOT_THEIRS = ("too-long", "gap-not-closed", "out-of-order", "empty")
RULES = (*editor_run.CHECKERS.values(), *NOT_THEIRS)
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding of a subtitle: what they say and what we measure (None: nothing), and why they differ ("": they do
    not)."""

    cue: int
    rule: str
    they: str | None
    we: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Ours:
    """What turncue finds in a file, and what it was found in: subtitles and their lines as written, by number.

    ``unsorted``: those whose place or times in the file are wrong, and those beside them; ``read_on``: those with an
    empty line inside.
    """

    found: dict[tuple[int, str], str]
    cues: dict[int, ShownCue]
    written: dict[int, tuple[str, ...]]
    unsorted: frozenset[int]
    read_on: frozenset[int]

    @property
    def count(self) -> int:
        return max([*self.cues, *(n for n, _ in self.found)], default=0)


def ours(text: str, profile: Profile, language: str) -> Ours:
    shown = shown_cues(Source.of_text(text, "x.srt"))[0]
    raw, repairs = scan(text, "x.srt", "srt")
    lines = {c.line: c.lines for c in raw}
    found: dict[tuple[int, str], str] = {}
    for f in check_text(text, "x.srt", profile=profile, language=language):
        if f.rule in RULES:
            found.setdefault((f.cue, f.rule), f.measured)
    unsorted = {n + d for n, r in found if r == "out-of-order" for d in (-1, 0, 1)}
    unsorted |= {a.number for a, b in pairwise(shown) if b.number != a.number + 1}
    written = {c.number: lines[c.line] for c in shown}
    empty = [r.line for r in repairs if r.rule == "blank line inside a cue"]
    read_on = {max(c.number for c in shown if c.line < at) for at in empty}
    return Ours(found, {c.number: c for c in shown}, written, frozenset(unsorted), frozenset(read_on))


def differences(they: editor_run.Checked, we: Ours, profile: Profile) -> Iterator[Difference]:
    """Every finding of either, in order of subtitles."""
    for at in sorted({*they.found, *we.found}, key=lambda k: (k[0], RULES.index(k[1]))):
        theirs, mine = they.found.get(at), we.found.get(at)
        why = "" if theirs is not None and mine is not None else _why(at, they, we, profile)
        yield Difference(at[0], at[1], theirs, mine, why)


def _why(at: tuple[int, str], they: editor_run.Checked, we: Ours, profile: Profile) -> str:
    """Which of the reasons above makes only one of them find this."""
    number, rule = at
    if rule in NOT_THEIRS:
        return "none"
    if (number, "empty") in we.found:
        return "empty"
    if number in we.unsorted:
        return "order"
    if number in we.read_on:
        return "read on"
    cue, said = we.cues[number], they.found.get(at, "")
    if rule == "gap-too-small" and (number, "overlap") in they.found:
        return "overlap"
    if rule == "too-many-lines" and said and _number(said) > len(cue.lines):
        return "blank"
    if rule == "line-too-long":
        return "hang" if they.hangs else _of_line(we.written[number], said, profile)
    if rule == "too-fast":
        return _of_speed(cue, we.written[number], said, profile)
    return UNKNOWN


def _number(said: str) -> float:
    found = re.search(r"-?\d+(?:\.\d+)?", said)
    return float(found[0]) if found else 0.0


def _brackets(lines: Sequence[str]) -> bool:
    """Whether anything in angle brackets or braces is left when tags are out."""
    return any(re.search(r"<.*?>|{.*?}", strip_tags(x)) for x in lines)


def _of_line(lines: Sequence[str], said: str, profile: Profile) -> str:
    """``said`` is how long their longest line is, "" where they find none."""
    if not said:
        return "bracket" if _brackets(lines) else UNKNOWN
    line = next((strip_tags(x) for x in lines if len(strip_tags(x)) == _number(said)), None)
    return UNKNOWN if line is None else _characters([line], profile)


def _characters(lines: Sequence[str], profile: Profile) -> str:
    """What they count in lines without tags, and ours does not."""
    if any(width(x) < len(x) for x in lines):
        return "mark"
    if any(x != x.strip() for x in lines):
        return "space"
    return "half" if profile.count == "half" else UNKNOWN


def _of_speed(cue: ShownCue, lines: Sequence[str], said: str, profile: Profile) -> str:
    """``said`` is their characters per second, "" where these are not too many."""
    lasts = cue.end - cue.start
    if not lasts:
        return "no time"
    size, limit = sum(width(x, profile.count) for x in cue.lines), (profile.max_cps or 0.0) * lasts / 1000
    if not said:
        if _brackets(lines):
            return "bracket"
        return "tenth" if size < limit + 0.05 * lasts / 1000 else UNKNOWN
    if size > limit:
        return "ms"
    bare = [strip_tags(x) for x in lines]
    ends = 2 * (len(bare) - 1)
    counted, exact = _number(said) * lasts / 1000, 0.5 + 0.05 * lasts / 1000  # they print tenths
    if abs(counted - sum(map(len, bare)) - ends) > exact:
        return UNKNOWN
    return "break" if size + ends > limit else _characters(bare, profile)


# ---------------------------------------------------------------- what is printed


def show_faults(profile: Profile, language: str, module: Path) -> int:
    """Both on the bad files, finding for finding; how many differences have no reason."""
    texts = bad_files()
    checked = editor_run.run(list(texts.values()), profile, module)
    print("| file | cue | rule | they | we | why they differ |\n|---|---|---|---|---|---|")
    counts: Counter[str] = Counter()
    for (name, text), they in zip(texts.items(), checked, strict=True):
        found = list(differences(they, ours(text, profile, language), profile))
        counts.update(_side(d) for d in found)
        counts[UNKNOWN] += sum(d.why == UNKNOWN for d in found)
        for d in found:
            print(f"| {name} | {d.cue} | {d.rule} | {d.they or '–'} | {d.we or '–'} | {d.why} |")
        if not found:
            print(f"| {name} | – | – | – | – | |")
    both, theirs, mine = (counts[side] for side in SIDES)
    print(f"\n{len(texts)} files: {both} findings of both, {theirs} theirs only, {mine} ours only")
    return counts[UNKNOWN]


SIDES = ("both", "theirs only", "ours only")


def _side(d: Difference) -> str:
    return SIDES[0] if not d.why else SIDES[2] if d.they is None else SIDES[1]


def show_files(files: Sequence[Path], profile_name: str, language: str | None, module: Path, *, each: bool) -> int:
    """Both on finished files, in counts; how many differences have no reason."""
    counts: Counter[tuple[str, str]] = Counter()
    reasons: Counter[tuple[str, str, str]] = Counter()
    cues = 0
    for tongue, texts in _readable(files, language).items():
        profile = load_profile(profile_name, tongue)
        checked = editor_run.run(list(texts.values()), profile, module)
        for (file, text), they in zip(texts.items(), checked, strict=True):
            if they.refused:
                print(f"{_named(file)}: they cannot read it: {they.refused}")
                continue
            we = ours(text, profile, tongue)
            if they.cues != we.count:
                print(f"{_named(file)}: they read {they.cues} subtitles, we {we.count}: not compared")
                continue
            cues += they.cues
            for d in differences(they, we, profile):
                counts[d.rule, _side(d)] += 1
                reasons[d.rule, _side(d), d.why] += bool(d.why)
                if each and d.why:
                    print(f"{_named(file)} {d.cue} {d.rule}: they {d.they or '–'}, we {d.we or '–'} ({d.why})")
    rows = [["rule", *SIDES, "why"]]
    for rule in RULES:
        why = {
            s: ", ".join(f"{w} {n}" for (r, at, w), n in reasons.items() if (r, at) == (rule, s) and n) for s in SIDES
        }
        rows.append([rule, *(str(counts[rule, s]) for s in SIDES), "; ".join(f"{s}: {w}" for s, w in why.items() if w)])
    print(f"\n{len(files)} files, {cues} subtitles\n{common.table(rows)}")
    return sum(n for (_, _, why), n in reasons.items() if why == UNKNOWN)


def _readable(files: Sequence[Path], language: str | None) -> dict[str, dict[Path, str]]:
    """The files' texts by language, without what one of us cannot read."""
    found: dict[str, dict[Path, str]] = {}
    for file in files:
        try:
            text = text_of(file, "subtitles", None)[0]
            scan(text, file.name, "srt")
        except TurncueError as error:
            print(f"{_named(file)}: we cannot read it: {error}")
            continue
        if text.count("-->") > editor_run.MOST:
            print(f"{_named(file)}: left out, it would take them minutes to open over {editor_run.MOST} subtitles")
            continue
        found.setdefault(language or _tongue(file), {})[file] = text
    return found


def _tongue(file: Path) -> str:
    """A sample's language, from its names."""
    first = file.parent.name.split("-")[0]
    return "en" if ".en." in file.name or first not in ("zh", "ja") else first


def _named(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--profile", default="netflix")
    parser.add_argument("--language", help="of the files given; by default told from the names of samples, else en")
    parser.add_argument("--each", action="store_true", help="list every difference in the files")
    given = parser.parse_args()
    if missing := [tool for tool in editor_run.NEEDS if shutil.which(tool) is None]:
        sys.exit(f"nothing to compare with: {', '.join(missing)} missing; apt-get install {editor_run.PACKAGES}")
    files = given.files or sorted(SAMPLES.glob("*/expected*.srt"))
    with tempfile.TemporaryDirectory() as folder:
        try:
            module = editor_run.built(Path(folder))
            unknown = show_faults(load_profile("netflix", "en"), "en", module)
            unknown += show_files(files, given.profile, given.language, module, each=given.each)
        except (editor_run.DoesNotRun, subprocess.CalledProcessError) as error:
            sys.exit(f"nothing to compare with: {error}")
    if unknown:
        sys.exit(f"{unknown} differences without a reason")


if __name__ == "__main__":
    main()
