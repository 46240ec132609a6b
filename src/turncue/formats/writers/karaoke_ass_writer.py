"""Advanced SubStation Alpha with karaoke times (``.karaoke.ass``): ``{\\k40}`` before each word, in centiseconds."""

from __future__ import annotations

from collections.abc import Mapping

from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.bidi import embedded
from turncue.formats.cues.cue_helpers import printable_lines
from turncue.formats.speaker_colors import speaker_colours
from turncue.formats.writers.spoken import TimedLine, plain, timed_lines
from turncue.model import Document

__all__ = ["write"]

_HEAD = """[Script Info]
ScriptType: v4.00+
PlayResX: 1920
PlayResY: 1080
WrapStyle: 2
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, \
StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
"""
_STYLE = "Style: {name},Noto Sans,64,{color},&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,60,60,54,1\n"
_EVENTS = "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """ASS of a document: a style for each speaker, whose color a word takes when it is spoken."""
    colors = speaker_colours(document.subtitles)
    styles: dict[str, str] = {}
    for name in colors:
        title = _field(name) or "Speaker"
        while title in styles.values() or title == "Default":
            title += "_"
        styles[name] = title
    out = [_HEAD, _STYLE.format(name="Default", color="&H0000FFFF")]
    # white would not differ from what is still to be spoken
    out += [_STYLE.format(name=styles[n], color=_color(c if c != "#ffffff" else "#ffff00")) for n, c in colors.items()]
    out.append(_EVENTS)
    out += [_event(lines, styles) for lines in timed_lines(document) if lines]
    return encoded("".join(out))


def _color(rgb: str) -> str:
    return f"&H00{rgb[5:7]}{rgb[3:5]}{rgb[1:3]}".upper()


def _field(name: str) -> str:
    return plain(name).replace(",", " ").strip()


def _escaped(text: str) -> str:
    return text.replace("\\", "\u29f5").replace("{", "(").replace("}", ")")


def _event(lines: tuple[TimedLine, ...], styles: Mapping[str, str]) -> str:
    subtitle = lines[0].subtitle
    names = list(dict.fromkeys(line.speaker for line in lines if line.speaker))
    begin, end = (subtitle.start + 5) // 10, (subtitle.end + 5) // 10
    parts, at = [], begin
    for line in lines:
        text, at = _timed(line, at, end)
        if text:
            style = f"{{\\r{styles[line.speaker]}}}" if line.speaker and line.speaker != names[0] else ""
            parts.append(style + embedded(text))
    style = styles[names[0]] if names else "Default"
    name = " / ".join(map(_field, names))
    body = "\\N".join(parts)
    return f"Dialogue: 0,{_time(begin)},{_time(end)},{style},{name},0,0,0,,{body}\n"


def _timed(line: TimedLine, at: int, end: int) -> tuple[str, int]:
    """The line with the duration before each word, from ``at`` (centiseconds), and where it ends."""
    label = _escaped(plain(line.label) + " " if plain(line.label) else "")
    first = line.words[0][0] if line.words else len(line.text)
    parts = [label, _shown(line.text[:first])]
    for k, (offset, start, finish) in enumerate(line.words):
        begin = min(max((start + 5) // 10, at), end)
        following = line.words[k + 1] if k + 1 < len(line.words) else None
        until = min(max(((following[1] if following else finish) + 5) // 10, begin), end)
        wait = f"{{\\k{begin - at}}}" if begin > at else ""
        text = _shown(line.text[offset : following[0] if following else len(line.text)])
        parts.append(f"{wait}{{\\k{until - begin}}}{text}")
        at = until
    return "".join(parts).strip(), at


def _shown(text: str) -> str:
    space = " " if text[-1:].isspace() else ""
    return _escaped(" ".join(printable_lines(text)) + space)


def _time(centiseconds: int) -> str:
    seconds, rest = divmod(centiseconds, 100)
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:02d}"
