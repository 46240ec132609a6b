"""HLS: WebVTT in segments with a playlist (RFC 8216, sections 3.5 and 4.3).

A cue that lies in several segments stands in each of them, with the same times. ``X-TIMESTAMP-MAP`` ties the local
times to MPEG-2 time; players differ where it is absent, so that it is always written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from turncue import clock
from turncue.errors import UsageError

__all__ = ["hls_segments"]

_CUE = re.compile(r"^(?:[^\n]*\n)?((?:\d+:)?\d\d:\d\d\.\d{3}) --> ((?:\d+:)?\d\d:\d\d\.\d{3})", re.MULTILINE)


def hls_segments(vtt: str, *, seconds: float = 6.0, mpegts: int = 900_000, length: int = 0) -> Mapping[str, bytes]:
    """The files of a playlist by name: ``subtitles.m3u8`` and the segments.

    ``vtt`` is WebVTT as turncue writes it. ``seconds`` is the length of a segment, ``mpegts`` the 90 kHz time of
    local zero, ``length`` that of the programme in ms (0: until the last cue). Raises ``UsageError`` for a length of
    segments that is not 1 to 60 s.
    """
    if not 1 <= seconds <= 60:
        raise UsageError(f"the length of a segment is {seconds:g} s; it can be 1 to 60.")
    head, cues = _parts(vtt)
    total = max([length, *(end for _, end, _ in cues)], default=0) or 1
    step = Fraction(str(seconds)) * 1000
    files: dict[str, bytes] = {}
    playlist = ["#EXTM3U", "#EXT-X-VERSION:3", f"#EXT-X-TARGETDURATION:{-(-step // 1000)}", "#EXT-X-MEDIA-SEQUENCE:0"]
    playlist.append("#EXT-X-PLAYLIST-TYPE:VOD")
    number = 0
    while number * step < total:
        begin, end = number * step, min((number + 1) * step, Fraction(total))
        inside = [body for start, until, body in cues if start < end and until > begin]
        stamp = f"X-TIMESTAMP-MAP=MPEGTS:{mpegts % (1 << 33)},LOCAL:00:00:00.000"
        name = f"segment{number:05d}.vtt"
        files[name] = "\n\n".join([f"WEBVTT\n{stamp}", *head, *inside, ""]).encode("utf-8", "replace")
        playlist += [f"#EXTINF:{float(end - begin) / 1000:.3f},", name]
        number += 1
    playlist.append("#EXT-X-ENDLIST")
    files["subtitles.m3u8"] = ("\n".join(playlist) + "\n").encode()
    return files


def _parts(vtt: str) -> tuple[list[str], list[tuple[int, int, str]]]:
    """The STYLE blocks, and the cues as (start, end, block)."""
    head, cues = [], []
    for block in re.split(r"\n{2,}", vtt.strip("\n"))[1:]:
        match = _CUE.match(block)
        if match:
            start, end = clock.parse(match[1]), clock.parse(match[2])
            assert start is not None
            assert end is not None
            cues.append((start, end, block))
        elif block.startswith("STYLE"):
            head.append(block)
    return head, cues
