"""Recognisers' JSON with segments or words: Whisper and its relatives.

- openai-whisper, faster-whisper, stable-ts: ``{"segments": [{"start", "end", "text", "words": [{"word", "start",
  "end", "probability"}]}]}`` in seconds, or the bare list of segments
- WhisperX: the same, words may lack their times, ``speaker`` on segments and words
- whisper.cpp: ``{"transcription": [{"offsets": {"from", "to"}, "text", "tokens", "speaker"}]}`` in ms
- ``{"words": [{"text" or "word", "start", "end", "confidence", "speaker"}]}`` in seconds or ms

Whether a word list counts seconds or ms shows in its median word, which lasts 0.05 to 1.5 s; where neither
reading gives that, the file is refused, for a wrong unit is a thousandfold error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from turncue.errors import ReadError
from turncue.formats.cues.cue_text import Change, Signal, Voice, WordTime, assemble, make_cue
from turncue.formats.json_text import load_json
from turncue.formats.source import Source
from turncue.model import Captions, Cue
from turncue.text.punctuation import SENTENCE_ENDS

__all__ = ["read_captions"]

_WORD_RANGE = (0.05, 1.5)  # seconds, of the median word
_SEGMENT_MOST = 600.0  # seconds, of the median segment

# cues made from a bare word list
_LONGEST = 6000  # ms
_WIDEST = 84  # characters
_PAUSE = 700  # ms
_STOPS = tuple(SENTENCE_ENDS)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str  # as given; a leading space parts it from the word before
    start: float | None
    end: float | None
    confidence: float | None
    speaker: str | None


@dataclass(frozen=True, slots=True)
class _Segment:
    start: float
    end: float
    text: str
    speaker: str | None
    words: tuple[_Word, ...]
    turn: bool = False  # another person begins here, name unknown


def read_captions(source: Source) -> Captions:
    """Read a recogniser's JSON, in order of start, times in ms. Raises ``ReadError``, also for an unclear unit."""
    data = load_json(source)
    language = _language(data)
    segments, milliseconds = _segments(data, source.name)
    segments = sorted((s for s in segments if s.text.strip()), key=lambda s: s.start)
    if not segments:
        raise ReadError("there is no text in its segments.", source.name)
    factor = 1.0 if milliseconds or _counts_milliseconds(segments, source.name) else 1000.0
    return Captions(tuple(_cue(s, factor) for s in segments), language, source.name, "whisper")


def _language(data: Any) -> str | None:
    tag = data.get("language") if isinstance(data, dict) else None
    if tag is None and isinstance(data, dict) and isinstance(data.get("result"), dict):
        tag = data["result"].get("language")
    return tag if isinstance(tag, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", tag) else None


# ---------------------------------------------------------------- the shapes


def _segments(data: Any, source: str | None) -> tuple[list[_Segment], bool]:
    """The segments, and whether the shape itself says that they count ms."""
    if isinstance(data, dict):
        for key, known in (("transcription", True), ("segments", False), ("words", False), ("word_segments", False)):
            rows = data.get(key)
            if isinstance(rows, list) and rows:
                rows = [row for row in rows if isinstance(row, dict)]
                if key == "transcription":
                    return _from_cpp(rows), known
                return (_grouped(map(_word, rows)) if "word" in key else _from_segments(rows)), known
    if isinstance(data, list) and data and all(isinstance(row, dict) for row in data):
        bare = all("words" not in row and not isinstance(row.get("segments"), list) for row in data)
        single = bare and all(len(str(row.get("word", row.get("text", ""))).split()) <= 1 for row in data)
        return (_grouped(map(_word, data)) if single else _from_segments(data)), False
    raise ReadError(
        "no recogniser's JSON: there is no list 'segments', 'transcription' or 'words'.",
        source,
        hint="Whisper, faster-whisper, WhisperX, whisper.cpp and {'words': [...]} are understood.",
    )


def _number(value: Any) -> float | None:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) < 1e10 and math.isfinite(value) else None


def _name(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value in ("", "?"):
        return None
    return " ".join(str(value).split()) or None


def _word(row: dict[str, Any]) -> _Word:
    text = next((row[k] for k in ("punctuated_word", "word", "text") if isinstance(row.get(k), str)), "")
    given = next((n for k in ("probability", "confidence", "score") if (n := _number(row.get(k))) is not None), None)
    confidence = None if given is None else min(1.0, max(0.0, given))
    return _Word(text, _number(row.get("start")), _number(row.get("end")), confidence, _name(row.get("speaker")))


def _from_segments(rows: Iterable[dict[str, Any]]) -> list[_Segment]:
    segments = []
    for row in rows:
        listed = row.get("words")
        spoken = [_word(r) for r in listed if isinstance(r, dict)] if isinstance(listed, list) else []
        words = tuple(w for w in spoken if w.text.strip())
        times = [t for w in words for t in (w.start, w.end) if t is not None]
        start, end = _number(row.get("start")), _number(row.get("end"))
        start = min(times, default=None) if start is None else start
        end = max(times, default=start) if end is None else end
        text = row.get("text")
        if start is None or end is None or not (isinstance(text, str) or words):
            continue
        segments.append(
            _Segment(start, max(start, end), text if isinstance(text, str) else "", _name(row.get("speaker")), words)
        )
    return [s if s.text.strip() else replace(s, text=_spelled(s.words)) for s in segments]


def _from_cpp(rows: Iterable[dict[str, Any]]) -> list[_Segment]:
    segments, turn = [], False
    for row in rows:
        offsets, text = row.get("offsets"), row.get("text")
        if not isinstance(offsets, dict) or not isinstance(text, str):
            continue
        start, end = _number(offsets.get("from")), _number(offsets.get("to"))
        if start is not None and end is not None:
            words = _cpp_words(row.get("tokens"))
            segments.append(_Segment(start, max(start, end), text, _name(row.get("speaker")), words, turn))
        turn = row.get("speaker_turn_next") is True
    return segments


def _cpp_words(tokens: Any) -> tuple[_Word, ...]:
    """whisper.cpp gives tokens, parts of words; a word begins at a space, or at each token of unspaced script."""
    words: list[_Word] = []
    for token in tokens if isinstance(tokens, list) else ():
        offsets = token.get("offsets") if isinstance(token, dict) else None
        text = token.get("text") if isinstance(token, dict) else None
        if not isinstance(offsets, dict) or not isinstance(text, str) or re.fullmatch(r"\[_.*\]|<\|.*\|>", text):
            continue
        start, end, confidence = _number(offsets.get("from")), _number(offsets.get("to")), _number(token.get("p"))
        glued = words and not text[:1].isspace() and (text.isascii() or not text[:1].isalpha() or text[0] < "\u0e00")
        if glued:
            last = words[-1]
            words[-1] = replace(last, text=last.text + text, end=last.end if end is None else end)
        elif text.strip():
            words.append(_Word(text, start, end, confidence, None))
    return tuple(words)


def _spelled(words: Sequence[_Word]) -> str:
    if any(w.text[:1].isspace() for w in words):
        return "".join(w.text for w in words)
    return " ".join(w.text for w in words)


def _grouped(words: Iterable[_Word]) -> list[_Segment]:
    """Bare words as segments: a new one at another speaker, a pause, the end of a sentence, or when it is full."""
    groups: list[list[_Word]] = []
    timed = [w for w in words if w.text.strip() and w.start is not None and w.end is not None]
    if not timed:
        return []
    scale = 1.0 if median(w.end - w.start for w in timed if w.start is not None and w.end is not None) > 5 else 1000.0
    for w in sorted(timed, key=lambda w: w.start or 0.0):
        if not groups or _breaks(groups[-1], w, scale):
            groups.append([])
        groups[-1].append(w)
    return [
        _Segment(ws[0].start or 0.0, max(w.end or 0.0 for w in ws), _spelled(ws), ws[0].speaker, tuple(ws))
        for ws in groups
    ]


def _breaks(so_far: Sequence[_Word], word: _Word, scale: float) -> bool:
    first, last = so_far[0], so_far[-1]
    return (
        word.speaker != last.speaker
        or ((word.start or 0) - (last.end or 0)) * scale > _PAUSE
        or ((word.end or 0) - (first.start or 0)) * scale > _LONGEST
        or sum(len(w.text) + 1 for w in so_far) + len(word.text) > _WIDEST
        or last.text.rstrip().endswith(_STOPS)
    )


# ---------------------------------------------------------------- units and cues


def _counts_milliseconds(segments: Sequence[_Segment], source: str | None) -> bool:
    lasting = [
        w.end - w.start
        for s in segments
        for w in s.words
        if w.start is not None and w.end is not None and w.end > w.start
    ]
    if lasting:
        middle = median(lasting)
        if _WORD_RANGE[0] <= middle <= _WORD_RANGE[1]:
            return False
        if _WORD_RANGE[0] <= middle / 1000 <= _WORD_RANGE[1]:
            return True
        raise ReadError(
            f"the median word lasts {middle:g}, which is neither 0.05 to 1.5 s nor 50 to 1500 ms.",
            source,
            hint="Convert its times to seconds.",
        )
    middle = median(s.end - s.start for s in segments)
    if middle <= _SEGMENT_MOST:
        return False
    if middle / 1000 <= _SEGMENT_MOST:
        return True
    raise ReadError(f"the median segment lasts {middle:g}; no unit makes sense of it.", source)


def _cue(segment: _Segment, factor: float) -> Cue:
    def ms(value: float) -> int:
        return max(0, math.floor(value * factor + 0.5))

    start, end = ms(segment.start), ms(segment.end)
    text, timed = segment.text.replace("\x00", "\ufffd"), False
    signals: list[Signal] = []
    if segment.words and "".join(text.split()) != "".join("".join(w.text.split()) for w in segment.words):
        text = _spelled(segment.words).replace("\x00", "\ufffd")
    if any(w.start is not None for w in segment.words):
        text, signals = _stamped(text, segment, ms)
        timed = True
        start = min([start, *(s.start for s in signals if isinstance(s, WordTime))])
        end = max([end, *(s.end or s.start for s in signals if isinstance(s, WordTime))])
    if segment.turn:
        text, signals = "\x00" + text, [Change(None), *signals]
    parsed = assemble(text, signals)
    speaker = parsed.speaker or segment.speaker
    return replace(make_cue(parsed, (start, end), stamped=timed), speaker=speaker)


def _stamped(text: str, segment: _Segment, ms: Callable[[float], int]) -> tuple[str, list[Signal]]:
    """The text with a NUL before every word and every new speaker, and the signals for them."""
    out: list[str] = []
    signals: list[Signal] = []
    at = 0
    speaker, reached = segment.speaker, segment.start
    for word in segment.words:
        begin = at
        while begin < len(text) and text[begin].isspace():
            begin += 1
        out.append(text[at:begin])
        if word.speaker is not None and word.speaker != speaker:
            speaker = word.speaker
            signals.append(Voice(speaker))
            out.append("\x00")
        # a word without a time stands between its neighbours
        start = reached if word.start is None else word.start
        end = word.end if word.start is not None else None
        signals.append(WordTime(ms(start), None if end is None else ms(max(start, end)), word.confidence))
        out.append("\x00")
        reached = max(start, end or start)
        at = _after(text, len("".join(word.text.split())), begin)
        out.append(text[begin:at])
    return "".join(out) + text[at:], signals


def _after(text: str, count: int, at: int) -> int:
    """The offset after ``count`` characters that are not white space."""
    while count and at < len(text):
        count -= not text[at].isspace()
        at += 1
    return at
