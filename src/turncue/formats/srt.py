"""SubRip (``.srt``)::

    1
    00:00:01,000 --> 00:00:02,500
    Ann: Good morning.
    Ben: Morning!

There is no standard and no field for a speaker. The repair pass (``scan``) finds the cues; pysrt writes them. Speaker
labels in the text are left there; voices (``<v Ann>``), ``>>`` and dialogue dashes become the cue's speaker and marks.
A cue per word, as recognisers export it, gives word times; captions that roll or overlap are brought to one line at a
time.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Mapping

import pysrt

from turncue import clock
from turncue.errors import ReadError
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.bidi import embedded
from turncue.formats.cues.cue_helpers import parsed_cues, printable_lines
from turncue.formats.cues.repair import scan
from turncue.formats.cues.rolling import one_line_at_a_time
from turncue.formats.source import Source
from turncue.formats.speaker_colors import speaker_colours
from turncue.model import Captions, Document, Subtitle

__all__ = ["read_captions", "write"]


def read_captions(source: Source) -> Captions:
    """Read SubRip captions, in order of start, times in ms. Raises ``ReadError`` when no cue can be read."""
    raw, repairs = scan(source, "srt")
    raw, rolling, _ = one_line_at_a_time(raw, cut_overlaps=True)
    first, waiting = raw[0].line, deque(raw)
    del raw  # each raw cue is let go of as soon as it is parsed: a million of them would double the memory
    cues = parsed_cues((waiting.popleft() for _ in range(len(waiting))), "srt")
    if not any(cue.text for cue in cues):
        raise ReadError("there is no text in its cues.", source.name, first, None, "Is this the right file?")
    return Captions(cues, None, source.name, "srt", (*repairs, *rolling))


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """SubRip file of a document: LF, numbered from 1, a blank line after every cue. Labels come before their lines."""
    chosen = options or WriteOptions()
    colours = speaker_colours(document.subtitles) if chosen.colours else {}
    items = [
        pysrt.SubRipItem(number, clock.srt(s.start), clock.srt(s.end), _body(s, colours, bidi=chosen.bidi_marks))
        for number, s in enumerate(document.subtitles, 1)
    ]
    out = io.StringIO()
    pysrt.SubRipFile(items, eol="\n").write_into(out)
    return encoded(out.getvalue())


# what players take for markup, though it is somebody's words; SubRip knows no escape. Braces and \N reach the
# renderer of ASS in players that turn SubRip into it (ffmpeg, mpv, Kodi): what is in braces is not shown
_MARKUP = re.compile(r"[{}]|\\(?=[Nnh])|<(?=\s*[/!?]?\s*[A-Za-z][^<>\n]*>)")
_HARMLESS = {"{": "(", "}": ")", "\\": "\u29f5", "<": "\u2039"}


def _harmless(m: re.Match[str]) -> str:
    return _HARMLESS[m[0]]


def _body(subtitle: Subtitle, colours: Mapping[str, str], *, bidi: bool) -> str:
    out = []
    for line, speaker, label in zip(subtitle.lines, subtitle.speakers, subtitle.labels, strict=True):
        shown = [embedded(x) if bidi else x for x in printable_lines(label + line)]
        text = _MARKUP.sub(_harmless, "\n".join(shown)).replace("-->", "->")
        colour = colours.get(speaker) if speaker and text else None
        out.append(f'<font color="{colour}">{text}</font>' if colour else text)
    return "\n".join(filter(None, out))
