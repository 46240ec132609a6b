"""A file with few faults: the parts around them go through the scanner, and the result is that of the whole file."""

from __future__ import annotations

import random

import pytest

from turncue.formats.base import Dialect
from turncue.formats.cues import repair
from turncue.formats.cues.clean_scan import Part, RawCue, clean_parts
from turncue.model import Repair

PIECES = (
    "\n", "\n\n", "-->", "5\n", "NOTE x\n\n", "00:00:03,000 --> 00:00:02,000\nx\n", "00:01 --> 00:02", "  ", " \n",
    "42\n",
    "STYLE\n", "12:30 -> 13:00 x", "\ufeff", "<v A>", "WEBVTT", "a", "1", "é --> b", "00:00:01,000 ->",
)  # fmt: skip
LINES = ("Good morning.", "- Yes.", "12", "A > B", "x → y", "NOTE this")


def _clock(ms: int, point: str) -> str:
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}{point}{ms % 1000:03}"


def _clean(dice: random.Random, dialect: Dialect) -> str:
    point, numbered = ("," if dialect == "srt" else "."), dialect == "srt" or dice.random() < 0.5
    out = [] if dialect == "srt" else ["WEBVTT\n\n"]
    for k in range(dice.randint(8, 25)):
        text = "\n".join(dice.choice(LINES) for _ in range(dice.randint(1, 2)))
        number = f"{k + 1}\n" if numbered else ""
        out.append(f"{number}{_clock(2000 * k, point)} --> {_clock(2000 * k + 1500, point)}\n{text}\n\n")
    return "".join(out)


def _damaged(dice: random.Random, text: str) -> str:
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(text))
        text = text[:at] + dice.choice(PIECES) + text[at + dice.choice((0, 0, 1, 2, 10)) :]
    return text


def _scanned(text: str, parts: list[RawCue | Part], dialect: Dialect) -> tuple[list[RawCue], list[str]] | None:
    blocks, repairs = repair._scanned(text, parts, dialect)
    if repairs is None:
        return None
    cues, of_ends = repair._with_ends(blocks)
    ordered, of_order = repair._in_order(cues)
    listed: list[Repair] = [*repairs, *of_ends, *of_order]
    return ordered, sorted(map(repr, listed))


@pytest.mark.parametrize("dialect", ["srt", "vtt"])
@pytest.mark.parametrize("seed", range(150))
def test_parts_give_what_the_whole_gives(dialect: Dialect, seed: int) -> None:
    dice = random.Random(f"{dialect}{seed}")
    text = _damaged(dice, _clean(dice, dialect))
    parts = clean_parts(text, dialect, most=10**9)
    if parts is None or (by_parts := _scanned(text, parts, dialect)) is None:
        return  # a mark inside the text, or frames: the whole is scanned
    whole = _scanned(text, [Part(0, len(text), 0, True, None)], dialect)
    assert by_parts == whole


def test_most_of_a_long_file_is_not_scanned() -> None:
    dice = random.Random(1)
    text = "".join(_clean(dice, "srt") for _ in range(40)).replace(
        "Good morning.\n\n", "Good morning.\n\nand more\n\n", 1
    )
    parts = clean_parts(text, "srt")
    assert parts is not None
    scanned = [part for part in parts if isinstance(part, Part)]
    assert sum(part.end - part.begin for part in scanned) < 0.05 * len(text)
