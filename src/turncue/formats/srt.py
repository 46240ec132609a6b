"""SubRip (``.srt``)::

    1
    00:00:01,000 --> 00:00:02,500
    Ann: Good morning.
    Ben: Morning!

There is no standard and no field for a speaker. The repair pass (``scan``) finds the cues and mends them, pysrt
reads what it wrote. Speaker labels in the text are left there; voices (``<v Ann>``), ``>>`` and dialogue dashes
become the cue's speaker and marks. A cue per word, as recognisers export it, gives word times; captions that
roll or overlap are brought to one line at a time.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import pysrt

from turncue import clock
from turncue.errors import ReadError
from turncue.formats.base import WriteOptions
from turncue.formats.cues.bidi import embedded
from turncue.formats.cues.cue_helpers import printable_lines, with_single_words
from turncue.formats.cues.cue_text import make_cue, parse_cue_text
from turncue.formats.cues.repair import RawCue, scan
from turncue.formats.cues.rolling import is_overlapping, unrolled, without_overlap
from turncue.formats.speaker_colors import speaker_colours
from turncue.model import Captions, Cue, Document, Repair, Subtitle

__all__ = ["read_captions", "write"]

# pysrt parts lines at all of these; in SubRip they are characters of the text
_NOT_BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", " "))


def read_captions(text: str, source: str | None = None) -> Captions:
    """Read SubRip captions, in order of start, times in ms. Raises ``ReadError`` when no cue can be read."""
    raw, repairs = scan(text, source, "srt")
    cues = _parsed(_one_line_at_a_time(raw, repairs))
    if not any(cue.text for cue in cues):
        raise ReadError("there is no text in its cues.", source, raw[0].line, None, "Is this the right file?")
    return Captions(with_single_words(cues), None, source, "srt", tuple(repairs))


def _one_line_at_a_time(raw: list[RawCue], repairs: list[Repair]) -> list[RawCue]:
    if (fresh := unrolled(raw)) is not None:
        repairs.append(Repair(0, "rolling captions", f"{len(raw)} cues", f"{len(fresh)} cues, each line once"))
        return fresh
    if is_overlapping(raw):
        repairs.append(Repair(0, "overlapping cues", f"{len(raw)} cues", "each ends where the next begins"))
        return without_overlap(raw)
    return raw


def _parsed(raw: list[RawCue]) -> tuple[Cue, ...]:
    items = pysrt.SubRipFile.from_string(_canonical(raw))
    return tuple(
        make_cue(
            parse_cue_text(item.text, "srt"),
            item.start.ordinal,
            item.end.ordinal,
            id=cue.id,
            settings=item.position,
        )
        for cue, item in zip(raw, items, strict=True)
    )


def _canonical(raw: list[RawCue]) -> str:
    out = []
    for number, cue in enumerate(raw, 1):
        settings = f" {cue.settings}" if cue.settings else ""
        body = "\n".join(line for line in cue.lines if line.translate(_NOT_BREAKS).strip())
        out.append(
            f"{number}\n{clock.srt(cue.start)} --> {clock.srt(cue.end)}{settings}\n{body}".translate(_NOT_BREAKS)
        )
    return "\n\n".join(out) + "\n"


def write(document: Document, options: WriteOptions | None = None) -> str:
    """SubRip text of a document: LF, numbered from 1, a blank line after every cue. Labels come before their lines."""
    chosen = options or WriteOptions()
    colours = speaker_colours(document.subtitles) if chosen.colours else {}
    items = [
        pysrt.SubRipItem(number, clock.srt(s.start), clock.srt(s.end), _body(s, colours, bidi=chosen.bidi_marks))
        for number, s in enumerate(document.subtitles, 1)
    ]
    out = io.StringIO()
    pysrt.SubRipFile(items, eol="\n").write_into(out)
    return out.getvalue()


def _body(subtitle: Subtitle, colours: Mapping[str, str], *, bidi: bool) -> str:
    out = []
    for line, speaker, label in zip(subtitle.lines, subtitle.speakers, subtitle.labels, strict=True):
        shown = [embedded(x) if bidi else x for x in printable_lines(label + line)]
        text = "\n".join(shown).replace("-->", "->")
        colour = colours.get(speaker) if speaker and text else None
        out.append(f'<font color="{colour}">{text}</font>' if colour else text)
    return "\n".join(filter(None, out))
