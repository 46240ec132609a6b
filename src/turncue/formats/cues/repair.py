"""The line scanner under the SubRip and WebVTT readers: where each cue is, and every repair on the way.

The libraries that parse these formats read dirty files wrong in silence (a six-digit fraction becomes eight minutes, a
cue without a blank line before it becomes text of the cue before). So the readers do not use them: this scanner finds
the timing lines (``timing_line``), decides which lines are text, and repairs times that cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import NamedTuple

from turncue import clock
from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.base import Dialect
from turncue.formats.cues.clean_scan import Part, RawCue, clean_cues, clean_parts
from turncue.formats.cues.timing_line import FRAMES, Timing, has_arrow, timing_lines
from turncue.formats.source import Source
from turncue.model import Repair

__all__ = ["RawCue", "scan", "split_lines"]


_SKIPPED_BLOCK = re.compile(r"(?:NOTE(?:[ \t]|$)|(?:STYLE|REGION)[ \t]*$)")


def split_lines(text: str) -> list[str]:
    """The lines of a text, parted by CR, LF or CRLF only (not by U+2028 and its kin)."""
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n")


def scan(source: Source, dialect: Dialect) -> tuple[list[RawCue], list[Repair]]:
    """Find all cues of a SubRip or WebVTT text, in order of start.

    Raises ``ReadError`` when there is no cue that can be read.
    """
    text = source.text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    if (clean := clean_cues(text, dialect)) is not None:
        return clean, []
    parts = clean_parts(text, dialect)
    blocks, repairs = _scanned(text, parts, dialect) if parts is not None else ([], None)
    if repairs is None or not blocks:
        blocks, repairs = _scanned(text, [Part(0, len(text), 0, True, None)], dialect)
    if not blocks:
        raise _no_cues(text.split("\n"), source.name, dialect)
    cues, time_repairs = _with_ends(blocks)
    ordered, order_repairs = _in_order(cues)
    return ordered, [*(repairs or ()), *time_repairs, *order_repairs]


def _scanned(text: str, parts: Sequence[RawCue | Part], dialect: Dialect) -> tuple[list[RawCue], list[Repair] | None]:
    """The cues of the parts, without an end where the file gives none; the repairs are None for a file of frames.

    How many frames a second has only the whole file shows.
    """
    blocks: list[RawCue] = []
    of_times: list[Repair] = []
    of_text: list[Repair] = []
    for part in parts:
        if isinstance(part, RawCue):
            blocks.append(part)
            continue
        lines = text[part.begin : part.end].split("\n")
        timings, repairs = timing_lines(lines, text[part.begin : part.end], dialect)
        if len(parts) > 1 and any(r.rule == FRAMES for r in repairs):
            return [], None
        made, mended = _blocks(lines, timings, dialect, part)
        if part.first and not timings and dialect == "srt" and len(parts) > 1:
            mended = _text_before(lines)
        del lines, timings  # of a long file they take more memory than its cues
        blocks += made
        of_times += (_moved(r, part.line) for r in repairs)
        of_text += (_moved(r, part.line) for r in mended)
    return blocks, [*of_times, *of_text]


def _moved(repair: Repair, lines: int) -> Repair:
    """The repair of a part as one of the file; line 0 is the file as a whole."""
    return replace(repair, line=repair.line + lines) if repair.line and lines else repair


def _no_cues(lines: list[str], name: str | None, dialect: Dialect) -> ReadError:
    at = next((i for i, line in enumerate(lines) if has_arrow(line)), None)
    if at is None:
        at = next((i for i, line in enumerate(lines) if line.strip() and not line.startswith("WEBVTT")), 0)
    title = "SubRip" if dialect == "srt" else "WebVTT"
    return ReadError(
        f"no {title} cue in it can be read.",
        name,
        at + 1,
        lines[at].strip(),
        "A cue has a line such as '00:00:01,000 --> 00:00:02,500' above its text.",
    )


# ---------------------------------------------------------------- blocks


_NO_END = -1
"""The end of a cue of which the file gives none."""


def _blocks(lines: list[str], timings: list[Timing], dialect: Dialect, part: Part) -> tuple[list[RawCue], list[Repair]]:
    """The cues of a part, in its order, with their lines in the file; those of the repairs count in the part."""
    repairs: list[Repair] = []
    blocks: list[RawCue] = []
    heads = pairwise(chain(_heads(lines, timings, dialect, part), [(len(lines), None)]))
    for number, (timing, ((begin, name), (stop, _))) in enumerate(zip(timings, heads, strict=True)):
        if number == 0 and part.first and dialect == "srt":
            repairs += _text_before(lines[:begin])
        body, mended = _body(lines, timing.at + 1, stop, dialect)
        repairs += mended
        if timing.start is not None:
            end = _NO_END if timing.end is None else timing.end
            blocks.append(RawCue(part.line + timing.at + 1, timing.start, end, body, name, timing.settings))
        elif body:
            repairs.append(Repair(timing.at + 2, "text without time dropped", " ".join(body)[:200], ""))
    return blocks, repairs


def _heads(
    lines: list[str], timings: Iterable[Timing], dialect: Dialect, part: Part
) -> Iterator[tuple[int, str | None]]:
    """Where each cue begins, and its number or identifier."""
    last, floor = part.last, 0
    for number, timing in enumerate(timings):
        head = _head(lines, _Place(timing.at, floor, dialect, number == 0 and part.first, last))
        yield head
        last, floor = head[1], timing.at + 1


class _Place(NamedTuple):
    """A timing line at ``at``; ``floor`` is the line behind the timing line before, ``last`` that cue's number."""

    at: int
    floor: int
    dialect: Dialect
    first: bool
    last: str | None


def _head(lines: list[str], place: _Place) -> tuple[int, str | None]:
    """Where the cue whose timing stands at ``at`` begins, and its number or identifier.

    A number is the cue's own when it stands alone above the timing; after a line of text only where the file
    numbers its cues, so that text such as "42" stays text.
    """
    at, floor, dialect, first, last = place
    if at - 1 < floor:
        return at, None
    above = lines[at - 1] if dialect == "vtt" else lines[at - 1].strip()
    parted = at - 2 < floor or not lines[at - 2].strip()
    if above.strip() or (above and dialect == "vtt" and parted and at - 2 >= floor):
        number = above.strip().replace("\ufeff", "")
        if (number.isdecimal() or (parted and _NUMBER.fullmatch(number))) and (
            (parted and at - 2 >= floor) or first or last is not None
        ):
            return at - 1, number if dialect == "srt" else above.replace("\ufeff", "")
        if dialect == "vtt" and lines[at - 1] and parted and (at - 2 >= floor):
            return at - 1, above
        return at, None
    back = at - 1
    while back >= floor and not lines[back].strip():
        back -= 1
    # a number with blank lines below it: only when it is the one that is due
    if back >= floor and _is_number(lines[back]) and (back == floor or not lines[back - 1].strip()):
        due = int(last) + 1 if last is not None and _is_number(last) else (1 if first else None)
        if due is not None and int(lines[back]) == due:
            return back, lines[back].strip()
    return at, None


_NUMBER = re.compile(r"#\d{1,9}|#?\d{1,9}[.):]")


def _is_number(line: str) -> bool:
    return len(line) <= 40 and line.strip().isdecimal()


def _text_before(lines: list[str]) -> list[Repair]:
    return [
        Repair(number, "text before the first cue dropped", line.strip(), "")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _body(lines: list[str], begin: int, stop: int, dialect: Dialect) -> tuple[tuple[str, ...], list[Repair]]:
    """The text lines of a cue; blank lines inside are taken out, WebVTT comments and styles skipped."""
    while stop > begin and not lines[stop - 1].strip():
        stop -= 1
    segment = lines[begin:stop]
    if ("" not in segment and dialect == "vtt") or all(map(str.strip, segment)):
        return tuple(filter(str.strip, segment)), []
    kept: list[str] = []
    repairs: list[Repair] = []
    skipping = False
    gap = 0  # line number of a blank line that text may follow
    for at in range(begin, stop):
        line = lines[at]
        if not line.strip():
            if not line or dialect == "srt":
                gap = gap or at + 1
                skipping = skipping and bool(line)
            continue
        if dialect == "vtt" and gap and (skipping or _SKIPPED_BLOCK.match(line)):
            skipping = True
            gap = at + 1
            continue
        if gap:
            repairs.append(Repair(gap, "blank line inside a cue", "", line.strip()))
            gap = 0
        kept.append(line)
    return tuple(kept), repairs


# ---------------------------------------------------------------- times that cannot be


def _with_ends(blocks: list[RawCue]) -> tuple[list[RawCue], list[Repair]]:
    """Cues with an end. A missing or reversed end is set from the next cue, for the start is what counts.

    Of a reversed pair the start is kept when it stands in order with its neighbours, else the end is taken as
    the start when that does, else the cue is dropped. Swapping would be as much of a guess and move the start.
    """
    cues: list[RawCue] = []
    repairs: list[Repair] = []
    for i, cue in enumerate(blocks):
        if cue.end >= cue.start:
            cues.append(cue)
            continue
        end = None if cue.end == _NO_END else cue.end
        before = blocks[i - 1].start if i else 0
        after = blocks[i + 1].start if i + 1 < len(blocks) else None
        mended = _guess(cue.start, end, before, after, sum(map(len, cue.lines)))
        written = f"{clock.srt(cue.start)} --> {'?' if end is None else clock.srt(end)}"
        if mended is None:
            repairs.append(Repair(cue.line, "end before start, cue dropped", written, ""))
            continue
        rule = "missing end" if end is None else "end before start"
        repairs.append(Repair(cue.line, rule, written, f"{clock.srt(mended[0])} --> {clock.srt(mended[1])}"))
        cues.append(cue._replace(start=mended[0], end=mended[1]))
    return cues, repairs


def _guess(start: int, end: int | None, before: int, after: int | None, length: int) -> tuple[int, int] | None:
    def fits(time: int) -> bool:
        return before <= time and (after is None or time <= after)

    if end is not None and not fits(start):
        if not fits(end):
            return None
        start = end
    latest = start + min(params.REPAIR_LONGEST_GUESS, max(1000, 80 * length))
    return start, latest if after is None or after <= start else min(after, latest)


def _in_order(cues: list[RawCue]) -> tuple[list[RawCue], list[Repair]]:
    """Cues in order of start.

    Where two people talk at once, a cue may begin a moment before the one written above it: such a cue keeps its
    place, since the order of writing is the order of the talk, and begins with the one above. A start that lies far
    before the cues above while the end fits behind them is a slip of the start. All else is sorted.
    """
    placed: list[RawCue] = []
    repairs: list[Repair] = []
    latest = 0
    for k, cue in enumerate(cues):
        moved = cue
        if placed and cue.start < latest:
            before = placed[-1]
            after = cues[k + 1].start if k + 1 < len(cues) else cue.end
            if latest - cue.start <= params.REPAIR_TOGETHER and cue.end > before.start:
                moved = cue._replace(start=latest, end=max(cue.end, latest))
            elif (
                cue.end - cue.start > params.REPAIR_ENDLESS and before.end <= cue.end <= after + params.REPAIR_TOGETHER
            ):
                moved = cue._replace(start=before.end)
            became = clock.srt(moved.start) if moved is not cue else "sorted by start"
            repairs.append(Repair(cue.line, "out of order", clock.srt(cue.start), became))
        placed.append(moved)
        latest = max(latest, moved.start)
    return sorted(placed, key=lambda c: c.start), repairs
