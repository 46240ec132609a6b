"""WebVTT (``.vtt``)::

    WEBVTT

    00:00:01.000 --> 00:00:02.500
    <v Ann>Good morning.</v>
    <v Ben>Morning!</v>

The repair pass (``scan``) finds the cues, ``cue_text`` reads voices, word stamps and character references; webvtt-py
writes the file.

Webex puts the speaker into the identifier of a cue (``3 "Ann Lee" (1234)``).

The writer puts every line with a speaker into a voice span; no player prints a voice, so the label is repeated as
text where ``WriteOptions.visible_labels`` asks for it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import webvtt

from turncue import clock
from turncue._version import __version__
from turncue.errors import ReadError
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.bidi import embedded
from turncue.formats.cues.cue_helpers import parsed_cues, printable_lines
from turncue.formats.cues.repair import RawCue, scan
from turncue.formats.cues.rolling import one_line_at_a_time
from turncue.formats.source import Source
from turncue.formats.speaker_colors import speaker_colours
from turncue.model import Captions, Cue, Document, Repair, Subtitle

__all__ = ["read_captions", "write"]

_NAME_IN_ID = re.compile(r'\d{1,9} "([^"]{1,200})" \(\d{1,20}\)')
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)[ \t]*$", re.MULTILINE)


def read_captions(source: Source) -> Captions:
    """Read WebVTT captions, in order of start, times in ms. Raises ``ReadError`` when no cue can be read.

    Rolling captions are brought to one line at a time; stamped words keep their times.
    """
    raw, scanned = scan(source, "vtt")
    first = source.text[:80].splitlines()
    unsigned = (
        [] if source.text.startswith("WEBVTT") else [Repair(1, "missing WEBVTT line", "".join(first[:1]), "WEBVTT")]
    )
    raw, rolling, rolled = one_line_at_a_time(raw)
    stamped = rolled and any("<0" in line or "<1" in line for cue in raw for line in cue.lines)
    cues = tuple(map(_with_name_of_id, parsed_cues(raw, "vtt", stamped=stamped)))
    if not any(cue.text for cue in cues):
        raise ReadError("there is no text in its cues.", source.name, None, None, "Is this the right file?")
    language = _LANGUAGE.search(source.text[:2000].replace("\r", "\n"))
    repairs = (*unsigned, *scanned, *rolling, *_lenient(raw, cues))
    return Captions(cues, language and language[1], source.name, "vtt", repairs)


def _lenient(raw: Sequence[RawCue], cues: Sequence[Cue]) -> list[Repair]:
    """What is read otherwise than WebVTT 6.4 has it, on purpose: that loses words, or mixes annotations with them."""
    repairs = []
    if kept := sum("<" in c.text and not any("&" in line for line in r.lines) for r, c in zip(raw, cues, strict=True)):
        repairs.append(Repair(0, "a < that begins no tag", f"{kept} cues", "kept as text"))
    if ruby := sum(any("<rt" in line for line in r.lines) for r in raw):
        repairs.append(Repair(0, "ruby annotation", f"{ruby} cues", "left out of the text"))
    return repairs


def _with_name_of_id(cue: Cue) -> Cue:
    if cue.speaker or cue.marks or not cue.id or (m := _NAME_IN_ID.fullmatch(cue.id)) is None:
        return cue
    return replace(cue, speaker=" ".join(m[1].split()))


# ---------------------------------------------------------------- writing


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """WebVTT file of a document, with a voice span for every run of lines of one speaker."""
    chosen = options or WriteOptions()
    captions = [webvtt.Caption(clock.vtt(s.start), clock.vtt(s.end), _body(s, chosen)) for s in document.subtitles]
    # WebVTT 4.1 wants a blank line under the signature, so that the language stands in the note, where players skip it
    note = f"turncue {__version__}"
    if document.language and re.fullmatch(r"[A-Za-z0-9-]+", document.language):
        note += f"\nLanguage: {document.language}"
    made = webvtt.WebVTT(captions=captions, header_comments=[note])
    text = made.content.rstrip("\n") + "\n"
    if chosen.colours and (style := _style(document)):
        at = text.find("\n\n", text.find("\n\n") + 1) + 2  # behind the header and the note of who wrote it
        text = f"{text[:at]}{style}\n\n{text[at:]}"
    return encoded(text)


def _style(document: Document) -> str:
    """A STYLE block with a colour for every voice; no ``-->`` and no blank line may stand in it."""
    rules = []
    for name, colour in speaker_colours(document.subtitles).items():
        quoted = " ".join(printable_lines(name)).replace("\\", "\\\\").replace('"', '\\"').replace("-->", "--\\>")
        rules.append(f'::cue(v[voice="{quoted}"]) {{ color: {colour}; }}')
    return "\n".join(["STYLE", *rules]) if rules else ""


def _body(subtitle: Subtitle, chosen: WriteOptions) -> list[str]:
    spans = []
    # two people without names have no voices: only their dashes part them
    visible = chosen.visible_labels or (len(subtitle.turns) > 1 and not any(subtitle.speakers))
    rows = zip(subtitle.lines, subtitle.speakers, subtitle.labels, strict=True)
    for speaker, run in groupby(rows, key=lambda row: row[1]):
        shown = "\n".join((label if visible else "") + line for line, _, label in run)
        lines = [embedded(x) if chosen.bidi_marks else x for x in printable_lines(shown)]
        text = "\n".join(map(_escaped, lines))
        name = " ".join(printable_lines(speaker or ""))
        if text:
            spans.append(f"<v {_escaped(name)}>{text}</v>" if name else text)
    return "\n".join(spans).split("\n") if spans else []


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)
