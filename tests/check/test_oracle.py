"""The check against a second one that shares no code with it: pysubs2 reads the file, plain arithmetic judges it.

No linter of subtitle rules could be had from PyPI or npm, and the one in Debian is a program with a window
(tests/benchmarks/peers/editor.py), so the second opinion is written here, from the rules' own words:

- Netflix General Requirements 215758617: two lines; 5/6 s to 7 s; 2 frames between subtitles
- English Timed Text Style Guide 217350977: 42 characters a line, 20 a second
- Timing Guidelines 360051554394: gaps under half a second are closed to 2 frames

One difference is on purpose: turncue allows the reading speed a ms more than there is, since times are rounded. The
files keep clear of that margin.
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from turncue.check import check_text
from turncue.compose import load_profile

pysubs2 = pytest.importorskip("pysubs2", reason="pysubs2 comes with the extra [formats]")

TWO_FRAMES = 84  # ms, at 24 frames a second, rounded up
SHARED = {
    "too-many-lines",
    "line-too-long",
    "too-fast",
    "too-short",
    "too-long",
    "gap-too-small",
    "gap-not-closed",
    "overlap",
}


def second_opinion(text: str) -> set[tuple[int, str]]:
    events = pysubs2.SSAFile.from_string(text, format_="srt").events
    found = set()
    for n, event in enumerate(events, 1):
        lines = event.plaintext.split("\n")
        lasts = Fraction(event.end - event.start, 1000)
        if len(lines) > 2:
            found.add((n, "too-many-lines"))
        if max(map(len, lines)) > 42:
            found.add((n, "line-too-long"))
        if sum(map(len, lines)) / lasts > 20:
            found.add((n, "too-fast"))
        if lasts < Fraction(5, 6):
            found.add((n, "too-short"))
        if lasts > 7:
            found.add((n, "too-long"))
        if n == len(events):
            continue
        gap = events[n].start - event.end
        if gap < 0:
            found.add((n, "overlap"))
        elif gap < TWO_FRAMES:
            found.add((n, "gap-too-small"))
        elif TWO_FRAMES < gap < 500 and events[n].start - TWO_FRAMES - event.start <= 7000:
            found.add((n, "gap-not-closed"))
    return found


def written(cues: list[tuple[int, int, str]]) -> str:
    file = pysubs2.SSAFile()
    for start, end, text in cues:
        file.events.append(pysubs2.SSAEvent(start=start, end=end, text=text.replace("\n", "\\N")))
    return str(file.to_string("srt"))


WORDS = st.lists(
    st.sampled_from("we saw no river near this old town though maps said so".split()), min_size=1, max_size=11
)
LINES = st.lists(WORDS.map(" ".join), min_size=1, max_size=4).map("\n".join)


@st.composite
def bad_files(draw: st.DrawFn) -> list[tuple[int, int, str]]:
    cues, now = [], 0
    for _ in range(draw(st.integers(1, 8))):
        text = draw(LINES)
        lasts = draw(st.one_of(st.integers(100, 9000), st.sampled_from((833, 834, 7000, 7001))))
        size = sum(map(len, text.split("\n")))
        assume(not 0 < size * 1000 - lasts * 20 <= 20)
        start = max(now, (cues[-1][0] + 1) if cues else 0)
        cues.append((start, start + lasts, text))
        gap = draw(st.one_of(st.integers(-300, 1200), st.sampled_from((0, 83, 84, 85, 499, 500))))
        now = start + lasts + gap
    return cues


@given(bad_files())
def test_both_find_the_same(cues: list[tuple[int, int, str]]) -> None:
    text = written(cues)
    found = check_text(text, "x.srt", profile=load_profile("netflix", "en"), language="en")
    assert {(f.cue, f.rule) for f in found if f.rule in SHARED} == second_opinion(text)


def test_the_second_opinion_finds_each_rule() -> None:
    bad = [
        (0, 300, "one\ntwo\nthree"),
        (320, 8000, "x" * 43),
        (7900, 8800, "far too much to be read in a second"),
        (9000, 10000, "fine"),
    ]
    assert {rule for _, rule in second_opinion(written(bad))} == SHARED
