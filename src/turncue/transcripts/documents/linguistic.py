"""Transcripts of linguists: Praat TextGrid and CHAT (TalkBank)."""

from __future__ import annotations

import re

from turncue.errors import ReadError
from turncue.formats.base import TranscriptOptions
from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.transcripts.blocks import clean
from turncue.transcripts.documents.entries import Entry, transcript_of
from turncue.transcripts.turn_builder import Origin

__all__ = ["read_chat", "read_textgrid", "sniff_chat", "sniff_textgrid"]

_TOKEN = re.compile(r'"(?:[^"]|"")*"|[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|<exists>|<absent>')
_LABELS = re.compile(r"(?m)^\s*(?:\w+\s*=|\w+\s*\[\d*\]\s*:|\w+\?)|\w+\s*=\s*(?=[\"\d])|intervals: size|points: size")
_TURN = re.compile(r"\*([A-Z0-9]{1,7}):\s*(.*)")
_BULLET = re.compile("\x15(\\d+)_(\\d+)\x15|•(\\d+)_(\\d+)•")
_CHAT_MARKS = re.compile(r"\[[^\]]*\]|&[=\-~+]\S+|\+[/.\"!?<,^]+\S*|\(\.+\)|[<>‡„↑↓⌈⌉⌊⌋]|@\w+")


def sniff_textgrid(source: Source) -> float:
    """1 for a TextGrid in its long or short form, else 0."""
    head = source.head[:400]
    return 1.0 if "ooTextFile" in head and "TextGrid" in head else 0.0


def read_textgrid(source: Source, options: TranscriptOptions) -> Transcript:
    """Read a Praat TextGrid: interval tiers in order of time, the tier's name is the speaker. Raises ReadError."""
    tokens = [t[0] for t in _TOKEN.finditer(_LABELS.sub(" ", clean(source.text)))]
    entries: list[Entry] = []
    at = 0
    try:
        while at < len(tokens):
            if tokens[at] not in ('"IntervalTier"', '"TextTier"'):
                at += 1
                continue
            name, count, width = (
                _string(tokens[at + 1]),
                int(float(tokens[at + 4])),
                3 if tokens[at] == '"IntervalTier"' else 2,
            )
            at += 5
            for k in range(min(count, (len(tokens) - at) // width)):
                row = tokens[at + k * width : at + (k + 1) * width]
                if width == 3 and (text := _string(row[2]).strip()):
                    entries.append(Entry(name or None, text, round(float(row[0]) * 1000), round(float(row[1]) * 1000)))
            at += count * width
    except (IndexError, ValueError) as error:
        raise ReadError(f"this TextGrid is broken near value {at + 1}.", source.name) from error
    entries = _without_word_tiers(entries)
    entries.sort(key=lambda e: e.start or 0)
    return transcript_of(entries, Origin("textgrid", source.name), options)


def _string(token: str) -> str:
    return token[1:-1].replace('""', '"') if token.startswith('"') else token


def _without_word_tiers(entries: list[Entry]) -> list[Entry]:
    """Only the tiers of utterances, where there are tiers of words or phones, too."""
    size: dict[str | None, list[int]] = {}
    for e in entries:
        size.setdefault(e.speaker, []).append(len(e.text.split()))
    longest = max((sum(v) / len(v) for v in size.values()), default=0)
    kept = {
        k
        for k, v in size.items()
        if longest < 2 or sum(v) / len(v) >= 1.5 or not re.search(r"(?i)word|phone|mot|wort|seg|syl", k or "")
    }
    return [e for e in entries if e.speaker in kept]


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
