"""Praat TextGrid (``.TextGrid``), long and short form::

    File type = "ooTextFile"
    Object class = "TextGrid"
    ...
        item [1]:
            class = "IntervalTier"
            name = "Ann"
            intervals [1]:
                xmin = 0.5
                xmax = 1.25
                text = "good morning"

The short form has the values alone. A tier's name is its speaker's where several tiers have text, or ``words`` and
``phones`` for tiers of words and sounds; ``Ann - words`` gives the words of the tier ``Ann`` their times. Times are
seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from turncue.errors import ReadError
from turncue.formats.asr.recognized import Segment, Word, as_spelled, captions_from_segments, segments_of_words
from turncue.formats.source import Source
from turncue.model import Captions

__all__ = ["read_captions"]

_VALUE = re.compile(r'"((?:[^"]|"")*)"|(?<![\w.\[])([+-]?\d{1,12}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?)(?![\w\]])')
_SOUNDS = re.compile(
    r"(?i)(?:.*?\s*[-–_:./]+\s*)?(?:phones?|phonemes?|segments?|silences?|kan|mau|syllables?|pitch|f0|notes?)"
)
_WORDS = re.compile(r"(?i)(?:(.*?)\s*[-–_:.]+\s*)?words?|ort")
_SILENT = frozenset(("", "sp", "sil", "<p:>", "<sil>", "#", "spn", "<eps>", "silence", "<unk>"))


class _Tier(NamedTuple):
    name: str
    rows: list[tuple[float, float, str]]


def read_captions(source: Source) -> Captions:
    """Read the interval tiers, in order of start, times in ms. Raises ``ReadError``."""
    tiers = [t for t in _tiers(source) if any(text.strip().lower() not in _SILENT for *_, text in t.rows)]
    words = [t for t in tiers if _WORDS.fullmatch(t.name)]
    plain = [t for t in tiers if not _WORDS.fullmatch(t.name) and not _SOUNDS.fullmatch(t.name)]
    segments: list[Segment] = []
    if words and not plain:
        for tier in words:
            speaker = _WORDS.fullmatch(tier.name)
            name = speaker[1] if speaker and len(words) > 1 else None
            spoken = [
                Word(text, a, b, None, name or None) for a, b, text in tier.rows if text.strip().lower() not in _SILENT
            ]
            segments += segments_of_words(spoken, 1000.0)
    for tier in plain:
        name = tier.name.strip() if len(plain) > 1 else None
        spelled_out = _words_below(tier, words, alone=len(plain) == 1)
        segments += [
            Segment(a, b, text, name, as_spelled(text, [w for w in spelled_out if a <= (w.start or 0.0) < b]))
            for a, b, text in tier.rows
            if text.strip().lower() not in _SILENT
        ]
    if not segments:
        raise ReadError("there is no text in its interval tiers.", source.name)
    return captions_from_segments(segments, source, "textgrid", unit=1000.0)


def _words_below(tier: _Tier, words: list[_Tier], *, alone: bool) -> list[Word]:
    """The words of the tier of words that belongs to a tier of turns."""
    owner = tier.name.strip().casefold()
    below = [t for t in words if (m := _WORDS.fullmatch(t.name)) and (m[1] or "").strip().casefold() == owner]
    chosen = below or (words if alone and len(words) == 1 else [])
    return [Word(t, a, b) for w in chosen for a, b, t in w.rows if t.strip().lower() not in _SILENT]


def _tiers(source: Source) -> Iterator[_Tier]:
    """The interval tiers, from the values of the file in order: both forms have the same."""
    begin = source.text.find("TextGrid")
    values = _VALUE.finditer(source.text, begin + len("TextGrid") + 1 if begin >= 0 else 0)
    tokens = [(m[1].replace('""', '"') if m[1] is not None else float(m[2])) for m in values]
    at = 0
    try:
        while at < len(tokens):
            if tokens[at] not in ("IntervalTier", "TextTier"):
                at += 1
                continue
            kind, name, count = tokens[at], str(tokens[at + 1]), int(float(tokens[at + 4]))
            width = 3 if kind == "IntervalTier" else 2
            at += 5
            rows = []
            for k in range(at, min(len(tokens), at + count * width), width):
                row = tokens[k : k + width]
                if width == 3 and len(row) == 3:
                    rows.append((float(row[0]), float(row[1]), str(row[2])))
            at += count * width
            if kind == "IntervalTier":
                yield _Tier(name, rows)
    except (ValueError, IndexError, OverflowError) as e:
        raise ReadError(f"a broken TextGrid: {e}.", source.name, hint="Save it again in Praat.") from e
