"""What goes to a video editor: the turns of a result as markers, or as a cut of chosen speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from turncue.errors import UsageError
from turncue.formats.timelines.frame_clock import FrameClock
from turncue.formats.writers.spoken import plain, spoken_turns
from turncue.model import Document

__all__ = ["Marker", "Timeline", "cut_of", "timeline_from"]

_HANDLE_GAP = 2  # frames; turns of one speaker nearer than this are one clip


@dataclass(frozen=True, slots=True)
class Marker:
    """A turn in frames from the begin of the media, ``[start, end)``; ``color`` is the number of its speaker from 0."""

    start: int
    end: int
    speaker: str
    text: str
    color: int
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Markers on one piece of media. ``subtitles`` are (start, end, text) in frames; ``length`` is in frames.

    ``cut``: the markers are the clips of a cut, one behind the other, not marks on the whole.
    """

    title: str
    clock: FrameClock
    markers: tuple[Marker, ...]
    media: str = ""
    subtitles: tuple[tuple[int, int, str], ...] = ()
    length: int = 0
    cut: bool = False

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers in order of first appearance."""
        return tuple(dict.fromkeys(marker.speaker for marker in self.markers))


def timeline_from(document: Document, clock: FrameClock, *, title: str = "", media: str = "") -> Timeline:
    """The turns of a document as markers, in order; turns without a time are left out."""
    turns = [t for t in spoken_turns(document) if t.start is not None and t.end is not None]
    names = list(dict.fromkeys(plain(t.speaker or "") for t in turns))
    markers = []
    for turn in turns:
        start, end = clock.frames(turn.start or 0), clock.frames(turn.end or 0)
        name = plain(turn.speaker or "")
        markers.append(Marker(start, max(end, start + 1), name, plain(turn.text), names.index(name), turn.confidence))
    subtitles = tuple(
        (clock.frames(s.start), max(clock.frames(s.end), clock.frames(s.start) + 1), "\n".join(s.lines))
        for s in document.subtitles
    )
    length = max((*(m.end for m in markers), *(end for _, end, _ in subtitles)), default=0)
    return Timeline(title or _title(document) or "turncue", clock, tuple(markers), media, subtitles, length)


def _title(document: Document) -> str:
    return next((plain(v) for k, v in document.metadata.items() if k.lower() == "title"), "")


def cut_of(timeline: Timeline, names: Sequence[str]) -> Timeline:
    """A string-out: the turns of these speakers, one behind the other.

    A name may be a part of one speaker's name that no other has (``Maria`` for ``Maria Curi``). Raises ``UsageError``
    for an unknown name, or one that several have.
    """
    wanted = {_speaker(timeline.speakers, name) for name in names}
    clips: list[Marker] = []
    for marker in timeline.markers:
        if marker.speaker not in wanted:
            continue
        last = clips[-1] if clips else None
        if last is not None and last.speaker == marker.speaker and 0 <= marker.start - last.end <= _HANDLE_GAP:
            clips[-1] = replace(last, end=marker.end, text=f"{last.text} {marker.text}")
        else:
            clips.append(marker)
    return replace(timeline, markers=tuple(clips), subtitles=(), cut=True)


def _speaker(speakers: Sequence[str], name: str) -> str:
    given = plain(name).casefold()
    exact = [speaker for speaker in speakers if speaker.casefold() == given]
    near = [speaker for speaker in speakers if given and f" {given} " in f" {speaker.casefold()} "]
    if len(exact or near) == 1:
        return (exact or near)[0]
    if near:
        raise UsageError(f"cut {name!r}: {' and '.join(near)} have this name. Write the whole name.")
    raise UsageError(f"cut {name!r}: nobody of this name speaks. Speakers are: {', '.join(filter(None, speakers))}.")
