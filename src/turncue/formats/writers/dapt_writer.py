"""DAPT, a script for dubbing (W3C Dubbing and Audio description Profiles of TTML2): a script event for each turn.

The text is an original transcript, or a translated one where the captions are in another language.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from turncue import clock
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.writers.spoken import SpokenTurn, plain, spoken_turns, without_controls
from turncue.model import Document
from turncue.text.language import base_language

__all__ = ["write"]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    xmlns:daptm="http://www.w3.org/ns/ttml/profile/dapt#metadata"
    ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/dapt1.0/content" ttp:timeBase="media"
    xml:lang={language} daptm:langSource={source} daptm:scriptRepresents="audio.dialogue"
    daptm:scriptType="{kind}">
  <head>
    <metadata>{agents}
    </metadata>
  </head>
  <body>
"""
_TAIL = "  </body>\n</tt>\n"


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """DAPT of a document; turns that are absent from the captions are left out."""
    turns = [turn for turn in spoken_turns(document) if plain(turn.text)]
    names = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker and plain(turn.speaker)))
    ids = {name: f"c{number}" for number, name in enumerate(names, 1)}
    agents = "".join(
        f'\n      <ttm:agent type="character" xml:id="{identity}">'
        f'<ttm:name type="alias">{escape(plain(name))}</ttm:name></ttm:agent>'
        for name, identity in ids.items()
    )
    spoken = document.captions_language or document.language
    same = spoken is None or document.language is None or base_language(spoken) == base_language(document.language)
    head = _HEAD.format(
        language=quoteattr(document.language or ""),
        source=quoteattr((document.language if same else spoken) or ""),
        kind="originalTranscript" if same else "translatedTranscript",
        agents=agents,
    )
    return encoded(head + "".join(_event(number, t, ids) for number, t in enumerate(turns, 1)) + _TAIL)


def _event(number: int, turn: SpokenTurn, ids: dict[str, str]) -> str:
    agent = f' ttm:agent="{ids[turn.speaker]}"' if turn.speaker in ids else ""
    times = f'begin="{clock.vtt(turn.start or 0)}" end="{clock.vtt(turn.end or 0)}"'
    lines = [escape(line.strip()) for line in without_controls(turn.text).split("\n") if line.strip()]
    text = "<br/>".join(lines)
    head = f'<div xml:id="e{number}" {times}{agent} daptm:represents="audio.dialogue">'
    return f"    {head}\n      <p>{text}</p>\n    </div>\n"
