"""SCC (CEA-608, ``.scc``) and EBU STL (``.stl``), read by ttconv into TTML and on from there.

ttconv comes with ``pip install 'turncue[formats]'`` and is imported when it is needed. Neither format has a field for a
speaker; ``>>`` in the text is a change of speaker. SCC repeats rolling lines, so these are read once.
"""

from __future__ import annotations

import io
import logging
from dataclasses import replace
from typing import Any

from turncue.errors import ReadError
from turncue.formats.cues.repair import RawCue
from turncue.formats.cues.rolling import unrolled
from turncue.formats.cues.timed_text import TimedText, captions_from_lines, checked_time
from turncue.formats.source import Source
from turncue.model import Captions, Repair

__all__ = ["read_scc", "read_stl", "sniff_stl"]

_HINT = "Install it: pip install 'turncue[formats]'."


def sniff_stl(source: Source) -> float:
    """How surely (0 to 1) bytes are EBU STL: its fourth byte on reads STL25.01 or the like."""
    return 1.0 if source.data[3:6] == b"STL" and source.data[6:8].isdigit() and len(source.data) >= 1024 else 0.0


def read_scc(source: Source) -> Captions:
    """Read SCC, in order of start, times in ms. Raises ``ReadError``."""
    try:
        from ttconv.scc.reader import to_model
    except ImportError:
        raise ReadError("to read SCC, ttconv is needed.", source.name, hint=_HINT) from None
    return _captions(lambda: to_model(source.text), source, "scc")


def read_stl(source: Source) -> Captions:
    """Read EBU STL, in order of start, times in ms. Raises ``ReadError``."""
    try:
        from ttconv.stl.config import STLReaderConfiguration
        from ttconv.stl.reader import to_model
    except ImportError:
        raise ReadError("to read EBU STL, ttconv is needed.", source.name, hint=_HINT) from None
    begin = _programme_start(source.data)
    config = STLReaderConfiguration(program_start_tc="TCP" if begin else None)
    captions = _captions(lambda: to_model(io.BytesIO(source.data), config), source, "stl")
    if begin is None:
        return captions
    return replace(captions, repairs=(Repair(0, "programme start", begin, "counted as 0"), *captions.repairs))


def _programme_start(data: bytes) -> str | None:
    """The time code at which the programme begins (EBU Tech 3264, field TCP), None for 0 and where cues are earlier."""
    field, first = data[256:264], data[1024 + 5 : 1024 + 8]
    if not field.isdigit() or not int(field) or len(first) < 3:
        return None
    hours, minutes, secs, frames = (int(field[k : k + 2]) for k in (0, 2, 4, 6))
    starts = [tuple(data[at + 5 : at + 8]) for at in range(1024, len(data) - 127, 128)]
    if any(start < (hours, minutes, secs) for start in starts):
        return None
    return f"{hours:02}:{minutes:02}:{secs:02}:{frames:02}"


def _captions(make: Any, source: Source, format: str) -> Captions:
    logging.getLogger("ttconv").setLevel(logging.CRITICAL)
    try:
        lines = list(_lines(make(), source))
    except ReadError:
        raise
    except Exception as e:  # ttconv lets whatever goes wrong inside it through
        reason = str(e) or type(e).__name__
        raise ReadError(f"not read as {format.upper()}: {reason[:200]}.", source.name) from e
    lines.sort(key=lambda t: t.start)
    lines, grown = _grown(lines)
    raw = [RawCue(0, t.start, t.end or t.start, tuple(t.text.split("\n"))) for t in lines]
    repairs = [Repair(0, "growing captions", f"{grown} cues", "each line once")] if grown else []
    if (fresh := unrolled(raw)) is not None:
        repairs.append(Repair(0, "rolling captions", f"{len(raw)} cues", f"{len(fresh)} cues, each line once"))
        lines = [TimedText(c.start, c.end, "\n".join(c.lines)) for c in fresh]
    return captions_from_lines(lines, source, format, repairs=repairs)


def _grown(lines: list[TimedText]) -> tuple[list[TimedText], int]:
    """The lines, those that grow into the next one (painted on, row by row) as one; and how many did."""
    out: list[TimedText] = []
    for line in lines:
        last = out[-1] if out else None
        if last is not None and last.end == line.start and line.text.startswith(last.text + "\n"):
            out[-1] = line._replace(start=last.start)
        else:
            out.append(line)
    return out, len(lines) - len(out)


def _lines(document: Any, source: Source) -> Any:
    from ttconv import model

    def text_of(element: Any) -> str:
        if isinstance(element, model.Text):
            return element.get_text() or ""
        if isinstance(element, model.Br):
            return "\n"
        return "".join(text_of(child) for child in element)

    body = document.get_body()
    for division in body if body is not None else ():
        for paragraph in division:
            begin, end = paragraph.get_begin(), paragraph.get_end()
            if begin is None:
                continue
            stop = None if end is None else checked_time(float(end) * 1000, source)
            text = "\n".join(line.strip() for line in text_of(paragraph).replace("\x00", "").split("\n"))
            yield TimedText(checked_time(float(begin) * 1000, source), stop, text)
