"""LRC lyrics (``.lrc``), by line or with a time before every word (``.words.lrc``)::

    [00:01.00]Ann: Good morning.
    [00:01.00]<00:01.00>Good <00:01.40>morning.

LRC has no ends: where nothing follows for a while, a line without words clears the screen.
"""

from __future__ import annotations

from collections.abc import Iterable

from turncue.formats import params
from turncue.formats.base import WriteOptions, encoded
from turncue.formats.cues.cue_helpers import printable_lines
from turncue.formats.writers.spoken import TimedLine, plain, timed_lines
from turncue.model import Document

__all__ = ["write", "write_words"]


def write(document: Document, options: WriteOptions | None = None) -> bytes:
    """LRC of a document, a line for each line of a subtitle, times in centiseconds."""
    return _lyrics(document, ((s.start, s.end, _lines(s.labels, s.lines)) for s in document.subtitles))


def write_words(document: Document, options: WriteOptions | None = None) -> bytes:
    """Enhanced LRC: every word with its time, where it is known."""
    rows = ((lines[0].subtitle, list(map(_timed, lines))) for lines in timed_lines(document) if lines)
    return _lyrics(document, ((s.start, s.end, texts) for s, texts in rows))


def _lyrics(document: Document, rows: Iterable[tuple[int, int, list[str]]]) -> bytes:
    title = next((v for k, v in document.metadata.items() if k.lower() == "title"), "")
    out = [f"[ti:{_escaped(plain(title))}]"] if plain(title) else []
    ended: int | None = None
    for start, end, texts in rows:
        if ended is not None and start - ended >= params.LRC_WRITER_GAP:
            out.append(_stamp(ended))
        out += [f"{_stamp(start)}{text}" for text in texts if text]
        ended = end
    if ended is not None:
        out.append(_stamp(ended))
    return encoded("\n".join(out) + "\n")


def _stamp(ms: int, brackets: str = "[]") -> str:
    minutes, rest = divmod((ms + 5) // 10, 6000)
    return f"{brackets[0]}{minutes:02d}:{rest // 100:02d}.{rest % 100:02d}{brackets[1]}"


def _lines(labels: Iterable[str], lines: Iterable[str]) -> list[str]:
    return [_escaped(x) for label, line in zip(labels, lines, strict=True) for x in printable_lines(label + line)]


def _escaped(text: str) -> str:
    """A text that no player takes for a time: square and angle brackets become round ones."""
    return text.translate(str.maketrans("[]<>", "()()"))


def _timed(line: TimedLine) -> str:
    parts = [_escaped(plain(line.label))]
    last = 0
    stamp = ""
    for offset, start, _ in line.words:
        parts.append(stamp + _escaped(" ".join(printable_lines(line.text[last:offset])) + _space(line.text, offset)))
        stamp, last = _stamp(start, "<>"), offset
    parts.append(stamp + _escaped(" ".join(printable_lines(line.text[last:]))))
    return "".join(part for part in parts if part.strip()).strip()


def _space(text: str, offset: int) -> str:
    return " " if offset and text[offset - 1].isspace() else ""
