"""TTML in the IMSC 1.1 text profile (W3C TTML Profiles for Internet Media Subtitles and Captions 1.1).

Every speaker is a ``ttm:agent`` and has a style with a color; no player prints agents, so the label stands in the text
as in SubRip. Times are media times in hours, minutes, seconds and milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from turncue import clock
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.cue_helpers import printable_lines
from turncue.formats.speaker_colors import speaker_colours
from turncue.formats.writers.spoken import plain, without_controls
from turncue.model import Document, Subtitle

__all__ = ["write"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling"
    ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media"
    ttp:cellResolution="32 15" xml:lang={language}>
  <head>
    <metadata>{title}{agents}
    </metadata>
    <styling>
      <style xml:id="base" tts:fontFamily="proportionalSansSerif" tts:fontSize="100%" tts:lineHeight="125%"
             tts:color="#ffffff" tts:textAlign="center"/>
      <style xml:id="line" tts:backgroundColor="#000000c0"/>{styles}
    </styling>
    <layout>
      <region xml:id="bottom" tts:origin="10% 75%" tts:extent="80% 20%" tts:displayAlign="after"
              tts:overflow="visible"/>
    </layout>
  </head>
  <body style="base" region="bottom">
    <div>
"""
_TAIL = "    </div>\n  </body>\n</tt>\n"


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """TTML of a document, a paragraph for each subtitle. With ``colours`` each speaker's lines have a color."""
    names = list(dict.fromkeys(name for s in document.subtitles for name in s.speakers if name))
    ids = {name: f"s{number}" for number, name in enumerate(names, 1)}
    colored = options is not None and options.colours
    colors = speaker_colours(document.subtitles)
    title = next((v for k, v in document.metadata.items() if k.lower() == "title" and plain(v)), "")
    head = _HEAD.format(
        language=quoteattr(document.language or ""),
        title=f"\n      <ttm:title>{_text(plain(title))}</ttm:title>" if title else "",
        agents="".join(map(_agent, ids.items())),
        styles="".join(f'\n      <style xml:id="{ids[n]}c" tts:color="{colors[n]}"/>' for n in names)
        if colored
        else "",
    )
    rows = [_paragraph(subtitle, ids, colored=colored) for subtitle in document.subtitles]
    return encoded(head + "".join(rows) + _TAIL)


def _text(text: str) -> str:
    return escape(without_controls(text))


def _agent(item: tuple[str, str]) -> str:
    name, identity = item
    shown = _text(plain(name)) or "Speaker"
    return f'\n      <ttm:agent type="person" xml:id="{identity}"><ttm:name type="full">{shown}</ttm:name></ttm:agent>'


def _paragraph(subtitle: Subtitle, ids: Mapping[str, str], *, colored: bool) -> str:
    rows = zip(subtitle.lines, subtitle.speakers, subtitle.labels, strict=True)
    spans = []
    for speaker, run in groupby(rows, key=lambda row: row[1]):
        lines = [x for line, _, label in run for x in printable_lines(label + line)]
        if lines:
            style = f"line {ids[speaker]}c" if speaker and colored else "line"
            agent = f' ttm:agent="{ids[speaker]}"' if speaker else ""
            spans.append(f'<span style="{style}"{agent}>{"<br/>".join(map(_text, lines))}</span>')
    if not spans:
        return ""
    agents = list(dict.fromkeys(ids[n] for n in subtitle.speakers if n))
    agent = f' ttm:agent="{" ".join(agents)}"' if agents else ""
    times = f'begin="{clock.vtt(subtitle.start)}" end="{clock.vtt(subtitle.end)}"'
    return f"      <p {times}{agent}>{'<br/>'.join(spans)}</p>\n"
