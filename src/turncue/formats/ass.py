"""Advanced SubStation Alpha (``.ass``), written only: a style and a colour per speaker, the name in the Name field.

pysubs2 writes the file; it comes with ``pip install 'turncue[formats]'`` and is imported when it is needed. Players
print no Name, so the label stands in the text as it does in SubRip.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from turncue.errors import WriteError
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.bidi import embedded
from turncue.formats.cues.cue_helpers import printable_lines
from turncue.formats.speaker_colors import speaker_colours
from turncue.model import Document, Subtitle

__all__ = ["write"]


def _library() -> Any:
    try:
        import pysubs2
    except ImportError as error:
        raise WriteError("to write .ass, pysubs2 is needed. Install it: pip install 'turncue[formats]'.") from error
    return pysubs2


def _escaped(text: str) -> str:
    # braces begin an override block, a backslash may begin \N: the look-alikes are harmless
    return text.replace("\\", "\u29f5").replace("{", "(").replace("}", ")")


def _field(name: str) -> str:
    """A name as it may stand in a field: commas part fields."""
    return " ".join(printable_lines(name)).replace(",", " ").strip()


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """ASS file of a document; times are rounded to the format's 10 ms. Raises ``WriteError`` without pysubs2."""
    pysubs2 = _library()
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
    return encoded(file.to_string("ass").replace("\r\n", "\n"))


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
