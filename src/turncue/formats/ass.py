"""Advanced SubStation Alpha and SubStation Alpha (``.ass``, ``.ssa``)::

    [Events]
    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
    Dialogue: 0,0:00:01.00,0:00:02.50,Default,Ann,0,0,0,,{\\i1}Good\\Nmorning.

The Name field says who speaks; override tags go, ``\\k`` times words. Written: a style and a colour per speaker, the
name in the Name field; players print no Name, so the label stands in the text as it does in SubRip. pysubs2 reads and
writes the file.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from turncue.errors import ReadError
from turncue.formats import params
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.bidi import embedded
from turncue.formats.cues.cue_helpers import printable_lines
from turncue.formats.cues.cue_text import WordTime
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.formats.speaker_colors import speaker_colours
from turncue.model import Captions, Document, Repair, Subtitle

__all__ = ["read_captions", "write"]


_KARAOKE = re.compile(r"\\[kK][fo]?(\d{1,6})")
_DRAWN = re.compile(r"\{[^{}]*\\p[1-9]")  # pysubs2's own test takes time by the square of the tags
_BLOCK = re.compile(r"\{([^{}]*)\}")


def read_captions(source: Source) -> Captions:
    """Read the dialogue of an ASS or SSA file, in order of start, times in ms. Raises ``ReadError``."""
    import pysubs2

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of fields that say how a line looks, which nobody needs here
            text = _in_usual_order(source.text.replace("\x00", "\ufffd"))
            file = pysubs2.SSAFile.from_string(text, format_=_form(source))
    except (pysubs2.Pysubs2Error, ValueError, KeyError, IndexError, AttributeError, OverflowError) as e:
        raise ReadError(f"not read as ASS: {e}.", source.name) from e
    lines = [_line(event, source) for event in file.events if not event.is_comment and not _DRAWN.search(event.text)]
    if not lines:
        raise ReadError("there is no dialogue in it.", source.name)
    shown = list(dict.fromkeys(lines))  # a line in two layers is one line with an outline
    twice = [Repair(0, "same line in two layers", f"{len(lines)} lines", f"{len(shown)}, each once")]
    return captions_from_lines(shown, source, "ass", repairs=twice if len(shown) < len(lines) else ())


_USUAL = "layer start end style name marginl marginr marginv effect text".split()
_EVENTS = re.compile(r"(?im)^[ \t]*\[events\][ \t]*$")
_FORMAT = re.compile(r"(?im)^[ \t]*format[ \t]*:(.*)$")


def _in_usual_order(text: str) -> str:
    """The text with the fields of its events in the order that pysubs2 expects, whatever its Format line states."""
    head = _EVENTS.search(text)
    stated = _FORMAT.search(text, head.end()) if head else None
    if stated is None:
        return text
    names = [name.strip().lower() for name in stated[1].split(",")]
    if names == _USUAL or names[:1] == ["marked"] or "start" not in names or names[-1] != "text":
        return text
    rows = []
    for line in text[stated.end() :].split("\n"):
        kind, colon, rest = line.partition(":")
        fields = rest.split(",", len(names) - 1)
        if kind.strip().lower() in ("dialogue", "comment") and colon and len(fields) == len(names):
            given = dict(zip(names, fields, strict=True))
            line = f"{kind}: " + ",".join(given.get(name, "0").strip() for name in _USUAL[:-1]) + "," + fields[-1]
        rows.append(line)
    return text[: stated.start()] + "Format: " + ", ".join(_USUAL) + "\n".join(rows)


def _form(source: Source) -> str:
    return "ass" if re.search(r"(?i)\[v4\+ styles\+*\]|^format:.*\blayer\b", source.text, re.MULTILINE) else "ssa"


def _line(event: Any, source: Source) -> TimedText:
    start, end = checked_time(event.start, source), checked_time(event.end, source)
    speaker = " ".join(str(event.name).split()) or None
    text = re.sub(r"\\[Nn]", "\n", event.text).replace("\\h", " ")
    if not _KARAOKE.search(text):
        return TimedText(start, end, _BLOCK.sub("", text), speaker)
    now, words = start, []
    out, last = "", 0
    for m in _BLOCK.finditer(text):
        out += text[last : m.start()]
        last = m.end()
        if lasting := _KARAOKE.search(m[1]):
            words.append(WordTime(now))
            out += "\x00"
            now += int(lasting[1]) * 10
    return TimedText(start, max(end, start), out + text[last:], speaker, tuple(words))


# ---------------------------------------------------------------- writing


def _escaped(text: str) -> str:
    # braces begin an override block, a backslash may begin \N: the look-alikes are harmless
    return text.replace("\\", "\u29f5").replace("{", "(").replace("}", ")")


def _field(name: str) -> str:
    """A name as it may stand in a field and in an override tag: commas part fields, braces and backslashes end tags."""
    return " ".join(re.sub(r"[,{}\\]", " ", " ".join(printable_lines(name))).split())


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """ASS file of a document; times are rounded to the format's 10 ms."""
    import pysubs2

    file = pysubs2.SSAFile()
    file.info.update({"PlayResX": "1920", "PlayResY": "1080", "WrapStyle": "2", "ScaledBorderAndShadow": "yes"})
    base = pysubs2.SSAStyle(
        fontname="Noto Sans", fontsize=64, outline=3, shadow=1, marginv=54, alignment=pysubs2.Alignment.BOTTOM_CENTER
    )
    file.styles["Default"] = base
    colours = speaker_colours(document.subtitles)
    styles: dict[str, str] = {}
    for name, colour in colours.items():
        style = base.copy()
        style.primarycolor = pysubs2.Color(*(int(colour[k : k + 2], 16) for k in (1, 3, 5)))
        title = _field(name) or "Speaker"
        while title in file.styles:
            title += "_"
        file.styles[title] = style
        styles[name] = title
    for s in document.subtitles:
        file.events.append(_event(pysubs2, s, styles))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of long times, which are written below
        text: str = file.to_string("ass").replace("\r\n", "\n")
    if document.subtitles and document.subtitles[-1].end >= params.ASS_LATEST:
        text = _with_long_times(text, document.subtitles)
    return encoded(text)


def _with_long_times(text: str, subtitles: Sequence[Subtitle]) -> str:
    """The file with times from ten hours on, which pysubs2 cuts to 9:59:59.99 but players read."""
    left = iter(subtitles)

    def time(ms: int) -> str:
        minutes, hundredths = divmod(ms // 10, 6000)
        return f"{minutes // 60}:{minutes % 60:02d}:{hundredths // 100:02d}.{hundredths % 100:02d}"

    def row(m: re.Match[str]) -> str:
        s = next(left)
        return f"{m[1]},{time(s.start)},{time(s.end)}," if s.end >= params.ASS_LATEST else m[0]

    return re.sub(r"^(Dialogue: \d+),[^,\n]*,[^,\n]*,", row, text, flags=re.MULTILINE)


def _event(pysubs2: Any, subtitle: Subtitle, styles: dict[str, str]) -> Any:
    names = list(dict.fromkeys(n for n in subtitle.speakers if n))
    parts = []
    rows = zip(subtitle.lines, subtitle.speakers, subtitle.labels, strict=True)
    for speaker, run in groupby(rows, key=lambda row: row[1]):
        lines = [_escaped(x) for x in printable_lines("\n".join(label + line for line, _, label in run))]
        body = "\\N".join(map(embedded, lines))  # libass lays lines out from the left unless told
        if body:
            # \r changes to another speaker's style inside one event
            parts.append(f"{{\\r{styles[speaker]}}}{body}" if speaker and speaker != names[0] else body)
    return pysubs2.SSAEvent(
        start=subtitle.start,
        end=subtitle.end,
        style=styles[names[0]] if names else "Default",
        name=" / ".join(_field(n) for n in names),
        text="\\N".join(parts),
    )
