"""The text of a cue: markup out, voices, word stamps and signs of a change of speaker kept with their offsets.

WebVTT, section "cue text parsing": spans (``<v.loud Ann>``, ``<c.yellow>``, ``<i>``, ``<ruby>``, ``<lang en>``),
timestamps (``<00:00:01.200>``), character references. SubRip has ``<i>``, ``<b>``, ``<u>``, ``<font>`` and the
``{\\an8}`` of its players. Both have, by convention, ``>>`` (new speaker), ``>>>`` (new story), ``>> NAME:``, and
dashes before the lines of two people in one cue.

Three things differ from the WebVTT rule: a ``<`` that begins no tag is text ("2 < 3", and "4 <5" at the end of a
cue), so that no speech is lost; the reading aid in ``<rt>`` is left out, for the word would stand there twice; in
SubRip only tags known there are tags (``<laughs>`` stays).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from turncue.formats.base import Dialect
from turncue.formats.cues.markup import AT, Change, Signal, Voice, WordTime, unmarked
from turncue.model import Cue, Mark, Word
from turncue.text.punctuation import CLOSERS, SENTENCE_ENDS

__all__ = [
    "Change",
    "CueText",
    "Signal",
    "Voice",
    "WordTime",
    "assemble",
    "make_cue",
    "parse_cue_text",
    "with_leading_change",
    "words_from_stamps",
]


class CueText(NamedTuple):
    """Plain text with what stood in the markup. ``stamps`` are (offset into ``text``, stamp), in order of place.

    ``trailing``: a change of speaker stands at the end, so the next cue is another person's.
    """

    text: str
    speaker: str | None
    marks: tuple[Mark, ...]
    stamps: tuple[tuple[int, WordTime], ...]
    trailing: bool = False


_ODD_SPACE = str.maketrans(
    {**dict.fromkeys("\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "), "\r": "\n", "\ufeff": None}
)
_ODD = re.compile(r"[\t\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029\ufeff]")
_NEEDS_CARE = re.compile(
    r"\[[_S]|[\u202a-\u202e\u2066-\u2069<&{\x00\t\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029\ufeff]|>>|＞＞|  "
)
_NAME = (
    r"(?:[^\W\d_a-z][^\s:：\x00>]*"
    r"(?: +(?:[^\W\d_a-z]|\(|of |de |van |von |da )[^\s:：\x00>]*){0,4})"
)
_CHEVRONS = re.compile(
    r"\x00|(?:(?<=[\s\x00.,?!;:…)\]\"'”’。？！，）】])|^|(?=[>＞]{2,3}[ \t]*$))[>＞]{2,3}(?![>＞])[\s\x00]*"
    rf"(?:({_NAME})[:：](?=[\s\x00]*[^\s\x00])(?=[\s\x00]|[^\x00-\x7f])[ \t]*)?",
    re.MULTILINE,
)
# tokens that recognisers leave in their text, and what whisper.cpp writes where another person begins
_TOKENS = re.compile(r"<\|[^|<>\n]{0,30}\|>|\[_[A-Z]{2,5}_?\d*\]")
# marks around a line for players that know no direction (``bidi.embedded``); they are no text
_DIRECTED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDED = re.compile(
    r"^(\x00*)[\u200e\u200f]*[\u202a\u202b\u2066-\u2068]+([^\n]*?)[\u202c\u2069]+[ \t]*$", re.MULTILINE
)
_TURN_TOKEN = "[SPEAKER_TURN]"
# a dash alone on a line parts two people
_LONE_DASH = re.compile(r"\x00|(?<=\n)[ \t]*[-–—][ \t]*\n()")
_LONE_DASH_LINE = re.compile(r"\n[ \t]*[-–—][ \t]*\n")
_SIGNALS = re.compile(r"(?:\x00\s*)+")
_SIGNAL_FIRST = re.compile(r"\x00\s")
_DASH_LINE = re.compile(r"^(?:\x00|[ \t])*[-–—‐‑](?![-–—‐‑\d>])", re.MULTILINE)
_DASHES = re.compile(
    r"\x00|(?:^|(?<=[.?!…。？！\"”」\x00])) *[-–—‐‑](?![-–—‐‑\d>]) *(?=[^\W\d_]|[¿¡\[(\"“'‘\x00♪])", re.MULTILINE
)
_AFTER_SENTENCE = frozenset(SENTENCE_ENDS + CLOSERS)
_AT_OR_SPACE = AT + " "


def parse_cue_text(raw: str, dialect: Dialect) -> CueText:
    """Read a cue's text with its markup; never raises."""
    if not _NEEDS_CARE.search(raw) and "-" not in raw and "–" not in raw and "—" not in raw:
        text = raw if "\n" not in raw else "\n".join(filter(None, map(str.strip, raw.split("\n"))))
        return CueText(text.strip(), None, (), ())
    pieces, signals = unmarked(raw.replace(AT, "\ufffd"), dialect)
    return assemble(pieces, signals)


def assemble(text: str, signals: Iterable[Signal]) -> CueText:
    """Clean a text in which a NUL stands for each of the signals: spaces, ``>>`` marks, dialogue dashes."""
    kept = list(signals)
    if _DIRECTED.search(text):
        text = _EMBEDDED.sub(r"\1\2", text)
    if _ODD.search(text):
        text = text.translate(_ODD_SPACE)
    if "<|" in text or "[_" in text:
        text = _TOKENS.sub("", text)
    if _TURN_TOKEN in text:
        text = text.replace(_TURN_TOKEN, " >> ")
    if ">>" in text or "＞＞" in text:
        text, kept = _take_changes(text, kept, _CHEVRONS)
    if "\n" in text and _LONE_DASH_LINE.search(text):
        text, kept = _take_changes(text, kept, _LONE_DASH)
    text = _tidy(text)
    if _DASH_LINE.search(text) and sum(m[0] != AT for m in _dialogue(text)) >= 2:
        text, kept = _take_dashes(text, kept)
        text = _tidy(text)
    return _placed(text, kept)


# ---------------------------------------------------------------- signs of a change of speaker


def _take_changes(text: str, signals: list[Signal], pattern: re.Pattern[str]) -> tuple[str, list[Signal]]:
    """Turn what ``pattern`` matches into signals; signals inside a match follow it, all stay in order."""
    left = iter(signals)
    kept: list[Signal] = []

    def put(m: re.Match[str]) -> str:
        if m[0] == AT:
            kept.append(next(left))
            return AT
        inner = m[0].count(AT)
        blank = "\n" if "\n" in m[0] else " "
        if m[1] and not _may_name(m[1]):
            kept.append(Change(None))
            kept.extend(next(left) for _ in range(inner))
            return blank + AT * (1 + inner) + text[m.start(1) : m.end()]
        kept.append(Change(m[1].strip() if m[1] else None))
        kept.extend(next(left) for _ in range(inner))
        return blank + AT * (1 + inner)

    return pattern.sub(put, text), kept


def _may_name(text: str) -> bool:
    """In a script without capitals every word could begin a name, so it must be short."""
    return any(c.isupper() for c in text) or (len(text.split()) <= 2 and len(text) <= 20)


def _dialogue(text: str) -> list[re.Match[str]]:
    """The dialogue dashes: those that begin a line, and those after a sentence in a line that begins with one."""
    dashes = []
    dashed = opened = False  # a line began with a dash; this line did
    begin = 0
    for m in _DASHES.finditer(text):
        if m[0] == AT:
            dashes.append(m)
            continue
        before = m.start() - 1
        while before >= begin and text[before] in _AT_OR_SPACE:
            before -= 1
        line = text.rfind("\n", begin, m.start())
        if line >= 0:
            begin = line + 1
        if before < begin:
            dashed = opened = True
            dashes.append(m)
        else:
            opened = opened if line < 0 else _DASH_LINE.match(text, begin) is not None
            if dashed and opened and text[before] in _AFTER_SENTENCE:
                dashes.append(m)
    return dashes


def _take_dashes(text: str, signals: list[Signal]) -> tuple[str, list[Signal]]:
    left = iter(signals)
    kept: list[Signal] = []
    out: list[str] = []
    last = 0
    for m in _dialogue(text):
        out.append(text[last : m.start()])
        kept.append(next(left) if m[0] == AT else Change(None))
        out.append(AT if m[0] == AT else " " + AT)
        last = m.end()
    return "".join(out) + text[last:], kept


# ---------------------------------------------------------------- placing


def _tidy(text: str) -> str:
    """Single spaces, no blank lines, and every signal directly before the word it belongs to."""
    if AT in text:
        text = text.replace(AT + " ", " " + AT)
        if _SIGNAL_FIRST.search(text):
            text = _SIGNALS.sub(_space_first, text)
    if "  " in text:
        text = re.sub(" {2,}", " ", text)
    if "\n" in text or text[:1].isspace() or text[-1:].isspace():
        text = "\n".join(line for line in map(str.strip, text.split("\n")) if line)
    return text


def _space_first(m: re.Match[str]) -> str:
    run, count = m[0], m[0].count(AT)
    if len(run) == count:
        return run
    return ("\n" if "\n" in run else " ") + AT * count


def _placed(text: str, signals: list[Signal]) -> CueText:
    if not signals:
        return CueText(text, None, (), ())
    chunks = text.split(AT)
    plain = "".join(chunks)
    ends = len(plain.rstrip())
    plain = plain[:ends]
    speaker: str | None = None
    voice: str | None = None
    marks: list[Mark] = []
    stamps: list[tuple[int, WordTime]] = []
    at, trailing = 0, False
    for signal, chunk in zip(signals, chunks, strict=False):
        at += len(chunk)
        if at >= ends:
            trailing = trailing or isinstance(signal, Change)
            continue
        if isinstance(signal, WordTime):
            stamps.append((at, signal))
            continue
        if isinstance(signal, Voice):
            if at == 0:
                speaker = voice = signal.name
                continue
            if marks and marks[-1].at == at:
                marks.pop()
            before = marks[-1].speaker if marks else voice
            if signal.name != before:
                marks.append(Mark(at, signal.name))
            continue
        if at == 0:
            speaker = signal.name or speaker
        if not (marks and marks[-1].at == at and signal.name is None):
            marks.append(Mark(at, signal.name))
    return CueText(plain, speaker, tuple(marks), tuple(stamps), trailing)


# ---------------------------------------------------------------- words


def words_from_stamps(text: str, stamps: Iterable[tuple[int, WordTime]], start: int, end: int) -> tuple[Word, ...]:
    """Words of a text from its stamps; what stands before the first stamp begins at ``start``.

    A word ends where the next begins, the last at ``end``, unless its stamp tells an end. Where one stamp covers
    several words they share its time by their lengths. Times never run backwards nor leave ``[start, end]``.
    Joined without white space the words are the text without white space.
    """
    cuts = list(stamps)
    if not cuts or text[: cuts[0][0]].strip():
        # a label before the first stamp takes no time from the word behind it
        cuts.insert(0, (0, WordTime(start, start if cuts and cuts[0][1].start <= start else None)))
    cuts.append((len(text), WordTime(end)))
    words: list[Word] = []
    now, last = start, len(cuts) - 2
    pending: list[str] = []
    for i, (at, stamp) in enumerate(cuts[:-1]):
        upto, after = cuts[i + 1]
        begin = stamp.start if now <= stamp.start <= end else now if stamp.start < now else end
        limit = after.start if begin <= after.start <= end else begin if after.start < begin else end
        finish = limit if stamp.end is None else max(begin, min(stamp.end, limit))
        pending += text[at:upto].split()
        if not pending or (finish == begin and i < last and stamp.end is None):
            now = begin  # equal stamps: these words share the time up to the next one
            continue
        if len(pending) == 1:
            words.append(Word(pending[0], begin, finish, stamp.confidence))
        else:
            words += _shared(pending, begin, finish, stamp.confidence)
        pending = []
        now = finish
    return tuple(words)


def _shared(tokens: list[str], start: int, end: int, confidence: float | None) -> list[Word]:
    whole = sum(map(len, tokens))
    words, done = [], 0
    for token in tokens:
        first = start + (end - start) * done // whole
        done += len(token)
        words.append(Word(token, first, start + (end - start) * done // whole, confidence))
    return words


def with_leading_change(parsed: CueText) -> CueText:
    """The text with a mark of a change of speaker at its beginning."""
    if parsed.marks and parsed.marks[0].at == 0:
        return parsed
    return parsed._replace(marks=(Mark(0), *parsed.marks))


def make_cue(
    parsed: CueText, span: tuple[int, int], *, id: str | None = None, settings: str = "", stamped: bool = False
) -> Cue:
    """A cue of a parsed text; ``span`` is its start and end in ms.

    With ``stamped`` it gets words even where it has no word stamp itself.
    """
    start, end = span
    words = words_from_stamps(parsed.text, parsed.stamps, start, end) if parsed.stamps or stamped else ()
    return Cue(start, end, parsed.text, parsed.speaker, words, parsed.marks, id, settings)
