"""Transcripts in CHAT (TalkBank)."""

from __future__ import annotations

import re

from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.blocks import clean
from turncue.transcripts.documents.entries import Entry, transcript_of
from turncue.transcripts.turn_builder import Origin

__all__ = ["read_chat", "sniff_chat"]

_TURN = re.compile(r"\*([A-Z0-9]{1,7}):\s*(.*)")
_BULLET = re.compile("\x15(\\d+)_(\\d+)\x15|•(\\d+)_(\\d+)•")
_CHAT_MARKS = re.compile(r"\[[^\]]*\]|&[=\-~+]\S+|\+[/.\"!?<,^]+\S*|\(\.+\)|[<>‡„↑↓⌈⌉⌊⌋]|@\w+")


def sniff_chat(source: Source) -> float:
    """1 for CHAT, else 0."""
    head = source.head
    return (
        1.0
        if re.search(r"(?m)^@(?:Begin|UTF8|Participants:)", head)
        and re.search(r"(?m)^\*[A-Z0-9]{1,7}:\t?", source.text[:60_000])
        else 0.0
    )


def read_chat(source: Source, options: TranscriptOptions) -> Transcript:
    """Read CHAT: main lines (``*MOT:``) with their times; ``@Participants`` gives names. Raises ReadError."""
    names: dict[str, str] = {}
    metadata: dict[str, str] = {}
    rows: list[tuple[str, str, int]] = []
    last = ""
    for number, line in enumerate(clean(source.text).split("\n"), 1):
        if line[:1] in "\t " and last == "*" and rows:
            code, text, first = rows[-1]
            rows[-1] = code, f"{text} {line.strip()}", first
            continue
        last = line[:1]
        match = _TURN.match(line)
        if match is not None:
            rows.append((match[1], match[2], number))
        elif line.startswith("@Participants:"):
            for part in line.partition(":")[2].split(","):
                words = part.split()
                if words:
                    names[words[0]] = " ".join(words[1:-1] or words[1:] or words).replace("_", " ")
        elif line.startswith("@") and ":" in line:
            key, _, value = line[1:].partition(":")
            metadata.setdefault(key.strip().lower(), value.strip())
    entries = []
    for code, text, number in rows:
        times = _BULLET.search(text)
        spoken = re.sub(r"\s+([.,?!])", r"\1", " ".join(_CHAT_MARKS.sub(" ", _BULLET.sub(" ", text)).split()))
        start = int(times[1] or times[3]) if times else None
        entries.append(Entry(names.get(code, code), spoken.replace("_", " "), start, None, number))
    return transcript_of(entries, Origin("chat", source.name, metadata), options)
