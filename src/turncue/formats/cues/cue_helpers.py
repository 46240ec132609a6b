"""Small things that several caption formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from turncue.formats import params
from turncue.formats.base import Dialect
from turncue.formats.cues.bracketed_names import with_bracketed_names
from turncue.formats.cues.cue_text import make_cue, parse_cue_text, with_leading_change
from turncue.formats.cues.repair import RawCue
from turncue.model import Cue, Word
from turncue.text.script_ranges import SPACELESS

__all__ = ["parsed_cues", "printable_lines", "with_single_words"]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufffe\uffff]")
# scripts written without spaces, where one "word" of white space may be a sentence
_UNSPACED = re.compile(f"[{SPACELESS}]")


def parsed_cues(raw: Iterable[RawCue], dialect: Dialect, *, stamped: bool = False) -> tuple[Cue, ...]:
    """Cues of raw ones: markup read, a change of speaker at the end of a cue carried to the next, names as marks.

    With ``stamped`` every cue gets words, also one without word stamps.
    """
    cues = []
    change = False
    for cue in raw:
        parsed = parse_cue_text("\n".join(cue.lines), dialect)
        if change and parsed.text:
            parsed = with_leading_change(parsed)
        if parsed.text or parsed.trailing:
            change = parsed.trailing
        cues.append(make_cue(parsed, (cue.start, cue.end), id=cue.id, settings=cue.settings, stamped=stamped))
    return with_bracketed_names(with_single_words(tuple(cues)))


def with_single_words(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """Give one-word cues their word, when at least nine of ten cues hold one word; else the cues as they are."""
    sample = [cue for cue in cues[: params.CUE_HELPERS_SAMPLE] if cue.text]
    for spoken in (sample, [cue for cue in cues if cue.text]) if len(cues) > params.CUE_HELPERS_SAMPLE else (sample,):
        if len(spoken) < params.CUE_HELPERS_LEAST_CUES or any(cue.words for cue in spoken):
            return cues
        if sum(map(_is_word, spoken)) < params.CUE_HELPERS_SHARE * len(spoken):
            return cues
    return tuple(replace(c, words=(Word(c.text, c.start, c.end),)) if _is_word(c) else c for c in cues)


def _is_word(cue: Cue) -> bool:
    text = cue.text
    if not text or len(text) > 40 or len(text.split()) != 1:
        return False
    return len(text) <= params.CUE_HELPERS_UNSPACED_WORD or not _UNSPACED.search(text)


def printable_lines(text: str) -> list[str]:
    """The lines of a text as they may stand in a subtitle file: no control characters, none blank."""
    plain = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [line for line in map(str.strip, plain.split("\n")) if line]
