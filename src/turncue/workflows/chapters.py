"""Chapters from headings or from long turns, as ffmetadata, YouTube lines, WebVTT and podcast JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from turncue import clock
from turncue.formats.writers.spoken import SpokenTurn, plain, spoken_turns
from turncue.model import Document
from turncue.workflows.headings import Heading

__all__ = [
    "CHAPTER_WRITERS",
    "Chapter",
    "chapters_of",
    "ffmetadata",
    "podcast_chapters",
    "vtt_chapters",
    "youtube_chapters",
]

_SHORTEST = 10_000  # ms; YouTube's shortest chapter
_TITLE = 60  # characters


class Chapter(NamedTuple):
    """``[start, end)`` in ms with a title."""

    start: int
    end: int
    title: str


def chapters_of(
    document: Document, headings: Sequence[Heading] = (), *, shortest: int = _SHORTEST
) -> tuple[Chapter, ...]:
    """Chapters from the headings that have a time; without any a chapter for each turn of at least ``shortest`` ms.

    The first begins at 0 and has the first turn's words for its title where no heading is near. What is nearer than
    ``shortest`` to the chapter before belongs to it.
    """
    turns = [t for t in spoken_turns(document) if t.start is not None and t.end is not None]
    if not turns:
        return ()
    rows = [(h.start, h.title) for h in headings if h.start is not None]
    if not rows:
        rows = [(t.start or 0, _label(t)) for t in turns if (t.end or 0) - (t.start or 0) >= shortest]
    starts: list[tuple[int, str]] = []
    for start, title in rows:
        if not starts and start >= shortest:
            starts.append((0, _shortened(_label(turns[0]))))
        if not starts or start - starts[-1][0] >= shortest:
            starts.append((start if starts else 0, _shortened(title)))
    starts = starts or [(0, _shortened(_label(turns[0])))]
    end = max(t.end or 0 for t in turns)
    ends = [start for start, _ in starts[1:]] + [end]
    return tuple(
        Chapter(start, max(until, start + 1), title) for (start, title), until in zip(starts, ends, strict=True)
    )


def _label(turn: SpokenTurn) -> str:
    name, words = plain(turn.speaker or ""), plain(turn.text)
    return f"{name}: {words}" if name else words


def _shortened(title: str) -> str:
    if len(title) <= _TITLE:
        return title
    return title[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def ffmetadata(chapters: Sequence[Chapter]) -> bytes:
    """ffmpeg's metadata file; ``= ; # \\`` and line ends are escaped."""
    rows = [";FFMETADATA1"]
    for c in chapters:
        title = re.sub(r"([=;#\\\n])", r"\\\1", c.title)
        rows += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={c.start}", f"END={c.end}", f"title={title}"]
    return ("\n".join(rows) + "\n").encode("utf-8", "replace")


def youtube_chapters(chapters: Sequence[Chapter]) -> bytes:
    """Lines for a video's description; the first is at 0:00."""
    rows = []
    for c in chapters:
        seconds = c.start // 1000
        hours = f"{seconds // 3600}:" if seconds >= 3600 else ""
        minutes = f"{seconds // 60 % 60:02d}" if hours else str(seconds // 60)
        rows.append(f"{hours}{minutes}:{seconds % 60:02d} {c.title.replace('<', '(').replace('>', ')')}")
    return ("\n".join(rows) + "\n").encode("utf-8", "replace")


def vtt_chapters(chapters: Sequence[Chapter]) -> bytes:
    """WebVTT of kind ``chapters``."""
    import html

    cues = [f"{clock.vtt(c.start)} --> {clock.vtt(c.end)}\n{html.escape(c.title, quote=False)}\n" for c in chapters]
    return ("WEBVTT\n\n" + "\n".join(cues)).encode("utf-8", "replace")


def podcast_chapters(chapters: Sequence[Chapter]) -> bytes:
    """Podcasting 2.0 JSON chapters, version 1.2.0, times in seconds."""
    rows = [{"startTime": clock.seconds(c.start), "endTime": clock.seconds(c.end), "title": c.title} for c in chapters]
    return (json.dumps({"version": "1.2.0", "chapters": rows}, ensure_ascii=False, indent=1) + "\n").encode()


CHAPTER_WRITERS: Mapping[str, tuple[str, Callable[[Sequence[Chapter]], bytes]]] = {
    ".txt": ("lines for a video's description on YouTube", youtube_chapters),
    ".vtt": ("WebVTT chapters", vtt_chapters),
    ".json": ("Podcasting 2.0 chapters", podcast_chapters),
    ".ffmetadata": ("ffmpeg metadata", ffmetadata),
}
"""Title and writer by suffix."""
