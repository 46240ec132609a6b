"""The rules: each takes a subtitle among its neighbours and yields its findings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from turncue import clock
from turncue.check.finding import Finding, ShownCue
from turncue.check.params import (
    BETTER_SHARE,
    BETTER_WIDTH,
    GOES_ON,
    INSIDE_WORD,
    ROUNDED,
    SHORT_LINE,
    TOP_HEAVY,
)
from turncue.check.two_languages import lines_by_language
from turncue.compose.dialogue import dashes
from turncue.compose.lines import line_text, split_lines
from turncue.compose.profile import Profile
from turncue.compose.segmentation import Label
from turncue.text.breaks import NOT_FIRST, NOT_LAST, Pieces, pieces
from turncue.text.function_words import linking
from turncue.text.params import BAD, DENSE_PLAIN, WEAK
from turncue.text.script_ranges import CJK_PUNCTUATION, FULL_WIDTH_FORMS, SPACELESS, is_han
from turncue.text.width import width
from turncue.text.zh_words import inside_words, torn_words

__all__ = ["check_cues"]

_DASH = re.compile(r"[-–—‐‑―][ \u00a0]?")
_STOPS = "，、。"
_OPENERS_OF_LINES = "….⋯‥—～〜"  # a line may begin with these: speech that goes on
_SPACELESS = re.compile(f"[{SPACELESS}{FULL_WIDTH_FORMS}{CJK_PUNCTUATION}]")
_ORPHAN = re.compile(r"[,.;)\]}’”](?![\d.])")  # closing marks that have no space before them in any language


@dataclass(frozen=True, slots=True)
class _At:
    """A subtitle among its neighbours."""

    cues: Sequence[ShownCue]
    k: int
    profile: Profile
    language: str | None

    @property
    def cue(self) -> ShownCue:
        return self.cues[self.k]

    @property
    def following(self) -> int | None:
        return self.cues[self.k + 1].start if self.k + 1 < len(self.cues) else None

    def finding(self, rule: str, measured: object, limit: object, fix: str) -> Finding:
        c = self.cue
        text = " / ".join(c.lines)
        return Finding(rule, c.number, c.line, c.start, c.end, str(measured), str(limit), fix, text)


def _seconds(ms: float) -> str:
    return f"{ms / 1000:.3f} s"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


# ---------------------------------------------------------------- lines


def separator(before: str, line: str) -> str:
    """What stands between a text that ends with the character ``before`` and the line that follows it.

    A space; nothing between characters of scripts without spaces or before a closing mark.
    """
    tight = _ORPHAN.match(line) or (_SPACELESS.match(before) and _SPACELESS.match(line[0]))
    return "" if tight else " "


def join_lines(lines: Sequence[str]) -> str:
    """Lines as one text, see ``separator``; no line is empty."""
    text = ""
    for line in lines:
        text += (separator(text[-1], line) if text else "") + line
    return text


def _dialogue(cue: ShownCue) -> bool:
    """Whether several people speak in the subtitle."""
    return len(set(cue.speakers)) > 1 or sum(bool(_DASH.match(x)) for x in cue.lines) > 1


def _label(cue: ShownCue, profile: Profile) -> Label | None:
    text = cue.labels[0] if cue.labels else ""
    if not text:
        return None
    own = text.strip() == cue.lines[0].strip()
    return Label(text, width(text.rstrip() if own else text, profile.count), own)


def _laid_out(at: _At) -> tuple[str, Pieces, list[tuple[int, int]]]:
    """The subtitle's words as one text, its pieces, and the lines turncue would give it."""
    text = join_lines(at.cue.texts)
    p = pieces(text, language=at.language, limit=at.profile.max_chars, count=at.profile.count)
    spans = split_lines(p, 0, len(p.begins), at.profile, _label(at.cue, at.profile)) if p.begins else []
    return text, p, spans


def _again(at: _At) -> str:
    """A proposal for other lines, or for more subtitles where they are too many."""
    if _dialogue(at.cue):
        return "give each speaker a subtitle, or shorten"
    text, p, spans = _laid_out(at)
    label = _label(at.cue, at.profile)
    count = len(spans) + (label is not None and label.own_line)
    if count > at.profile.max_lines:
        return f"cut into {-(-count // at.profile.max_lines)} subtitles"
    lines = [line_text(text, p, a, b, at.profile) for a, b in spans]
    if label:
        lines = [label.text.strip(), *lines] if label.own_line else [label.text + lines[0], *lines[1:]]
    return "break as: " + " / ".join(lines)


def _lines(at: _At) -> Iterator[Finding]:
    cue, profile = at.cue, at.profile
    if len(cue.lines) > profile.max_lines:
        yield at.finding("too-many-lines", len(cue.lines), profile.max_lines, _again(at))
    for line in cue.lines:
        size = width(line, profile.count)
        if size > profile.max_chars:
            yield at.finding("line-too-long", _number(size), _number(profile.max_chars), _again(at))


def _breaks(at: _At) -> Iterator[Finding]:
    """Line ends in bad places, and shapes, where turncue knows better ones."""
    cue, texts = at.cue, at.cue.texts
    if len(texts) < 2 or _dialogue(cue):
        return
    text, p, spans = _laid_out(at)
    ends, place = [], 0
    for line in texts[:-1]:
        place = text.index(line, place) + len(line)
        ends.append(place)
    # marks on the wrong side and words cut in two are findings of their own
    torn = [b[0] in NOT_FIRST or a[-1] in NOT_LAST or _torn(a, b) is not None for a, b in pairwise(texts)]
    now = [0.0 if t else _price(text, p, end) for t, end in zip(torn, ends, strict=True)]
    better = [p.price[b - 1] for _, b in spans[:-1]]
    fits = len(spans) <= at.profile.max_lines
    worst = max(now)
    if worst >= WEAK and fits and max(better, default=0.0) < worst:
        k = now.index(worst)
        where = f"{texts[k].split()[-1][-12:]} | {texts[k + 1].split()[0][:12]}"
        yield at.finding("bad-break", where, "a better place exists", _again(at))
    elif len(texts) == len(spans) == 2 and fits:
        yield from _shape(at, text, p, spans, max(better) <= worst)


def _price(text: str, p: Pieces, end: int) -> float:
    """The price of a break at an offset; inside a piece it is the highest of all.

    Between two Chinese words it is that of any two phrases: where a phrase ends depends on words that one subtitle
    does not show.
    """
    k = bisect_left(p.ends, end)
    if k < len(p.ends) and p.ends[k] == end:
        return p.price[k]
    between = is_han(text[end - 1]) and is_han(text[end]) and end not in inside_words(text)
    return DENSE_PLAIN if between else BAD + INSIDE_WORD


def _shape(at: _At, text: str, p: Pieces, spans: list[tuple[int, int]], as_good: bool) -> Iterator[Finding]:
    label = _label(at.cue, at.profile)
    ahead = label.width if label and not label.own_line else 0.0
    (upper, lower), count = at.cue.texts, at.profile.count
    now = ahead + width(upper, count), width(lower, count)
    new = [width(line_text(text, p, a, b, at.profile), count) for a, b in spans]
    then = ahead + new[0], new[1]
    if not as_good:
        return
    if at.profile.shape == "balanced":
        was, will = min(now) / max(now), min(then) / max(then)
        if was < SHORT_LINE and will > was + BETTER_SHARE:
            yield at.finding("unbalanced", f"{was:.0%} of the longer line", "50%", _again(at))
    elif now[0] - now[1] > at.profile.max_chars * TOP_HEAVY and then[0] - then[1] < now[0] - now[1] - BETTER_WIDTH:
        yield at.finding("unbalanced", f"{_number(now[0])} over {_number(now[1])}", "upper line shorter", _again(at))


def _characters(at: _At) -> Iterator[Finding]:
    """What may not begin or end a line, and words cut in two."""
    texts = at.cue.texts
    for k, line in enumerate(texts):
        first, last = line[0], line[-1]
        if first in NOT_FIRST and first not in _OPENERS_OF_LINES and not re.match(r"[.,]\d", line):
            if k or at.k == 0 or len(line) == 1 or first not in "%‰":
                yield at.finding("orphan-punctuation", f"line begins with {first}", "line before", "move it up")
        elif last in NOT_LAST and len(line) > 1:
            yield at.finding("orphan-punctuation", f"line ends with {last}", "line after", "move it down")
        if at.profile.drop_line_end_punctuation and last in _STOPS:
            yield at.finding("line-end-punctuation", last, "none", f"take {last} off")
    following = at.cues[at.k + 1] if at.k + 1 < len(at.cues) else None
    goes_on = (
        following is not None and following.texts and not following.labels[0] and following.start - at.cue.end < GOES_ON
    )
    onward = following.texts[:1] if goes_on and following is not None else ()
    for k, (before, after) in enumerate(zip(texts, (*texts[1:], *onward), strict=False), 1):
        if not _dialogue(at.cue) and (word := _torn(before, after, inside=k < len(texts))):
            yield at.finding("word-split", word, "whole words", "move the whole word to one side")


def _stutter(cut: str, rest: str) -> bool:
    """Whether the hyphen breaks speech off (``th- the``, ``and- then``) rather than a word."""
    table = linking("en")
    small = table.joins | table.leads | table.holds
    return rest.startswith(cut[:2]) or cut in small or rest in small


def _torn(before: str, after: str, *, inside: bool = True) -> str | None:
    """The word that the end of a line cuts in two, where that is certain.

    ``inside`` one subtitle; a hyphen at the end of the last line stands for speech that breaks off.
    """
    cut = re.search(r"(?:^|[\s\"“(])([^\W\d_]{2,})-$", before)
    rest = re.match(r"([^\W\d_A-Z][^\W\d_]{2,})\b", after)
    if cut and rest and inside and not _stutter(cut[1].lower(), rest[1].lower()):
        return f"{cut[1]}-|{rest[1]}"
    if not (is_han(before[-1]) and is_han(after[0])):
        return None
    near = before[-6:] + after[:6]
    at = len(before[-6:])
    return f"{before[-2:]}|{after[:2]}" if at in torn_words(near) else None


# ---------------------------------------------------------------- times


def _latest(at: _At) -> int:
    """How long the subtitle may stay at most."""
    longest = at.cue.start + at.profile.max_duration
    return longest if at.following is None else min(longest, at.following - at.profile.min_gap)


def _speed(at: _At) -> Iterator[Finding]:
    cue, profile = at.cue, at.profile
    lasts = cue.end - cue.start
    counted = cue.lines if profile.count_labels else cue.texts
    size = sum(width(line, profile.count) for line in counted)
    if profile.max_cps and profile.reading_time(size) > lasts + ROUNDED:
        end = cue.start + ceil(profile.reading_time(size))
        if end <= _latest(at):
            fix = f"end at {clock.vtt(end)}"
        else:
            room = max(0.0, (_latest(at) - cue.start) * profile.max_cps / 1000)
            fix = f"no room: take out {_number(max(1.0, size - room))} characters, or share with a neighbour"
        speed = size * 1000 / max(1, lasts)
        digits = 1 if round(speed, 1) > profile.max_cps else 2  # never as if it were the limit itself
        yield at.finding("too-fast", f"{speed:.{digits}f} cps", f"{_number(profile.max_cps)} cps", fix)


def _durations(at: _At) -> Iterator[Finding]:
    cue, profile = at.cue, at.profile
    lasts = cue.end - cue.start
    if lasts < profile.min_duration:
        end = cue.start + profile.min_duration
        fix = (
            f"end at {clock.vtt(end)}" if end <= _latest(at) else "no room to show it longer: join it with a neighbour"
        )
        yield at.finding("too-short", _seconds(lasts), _seconds(profile.min_duration), fix)
    if lasts > profile.max_duration:
        fix = f"cut in two, or end at {clock.vtt(cue.start + profile.max_duration)}"
        yield at.finding("too-long", _seconds(lasts), _seconds(profile.max_duration), fix)


def _gaps(at: _At) -> Iterator[Finding]:
    if at.following is None:
        return
    cue, profile = at.cue, at.profile
    gap = at.following - cue.end
    end = f"end at {clock.vtt(max(cue.start + 1, at.following - profile.min_gap))}"
    if gap < 0:
        yield at.finding("overlap", _seconds(-gap), "0 s", end)
    elif gap < profile.min_gap:
        yield at.finding("gap-too-small", _seconds(gap), _seconds(profile.min_gap), end)
    elif profile.min_gap < gap < profile.close_gaps_under and (
        at.following - profile.min_gap - cue.start <= profile.max_duration
    ):
        limit = f"{profile.min_gap} ms or {profile.close_gaps_under} ms"
        yield at.finding("gap-not-closed", _seconds(gap), limit, end)


# ---------------------------------------------------------------- speakers


def _speakers(at: _At) -> Iterator[Finding]:
    cue = at.cue
    dashed = [_DASH.match(x) for x in cue.lines]
    people = max(len({s for s in cue.speakers if s}), sum(d is not None for d in dashed))
    if people > 2:
        yield at.finding("too-many-speakers", people, 2, "give the last a subtitle of their own")
    first, second = dashes(at.language)
    if len(cue.lines) == 2 and dashed[1] is not None and (dashed[0] is not None or len(set(cue.speakers)) == 2):
        present = tuple(d[0] if d else "" for d in dashed)
        if present != (first, second):
            due = f"{first!r} and {second!r}"
            lines = [
                dash + (x[len(d[0]) :] if d else x)
                for dash, x, d in zip((first, second), cue.lines, dashed, strict=True)
            ]
            yield at.finding("dash-style", f"{present[0]!r} and {present[1]!r}", due, "write: " + " / ".join(lines))


_Rule = Callable[[_At], Iterator[Finding]]
_TEXT_RULES: tuple[_Rule, ...] = (_lines, _breaks, _characters, _speed)
_TIME_RULES: tuple[_Rule, ...] = (_durations, _gaps, _speakers)


def check_cues(
    cues: Sequence[ShownCue],
    *,
    profile: Profile,
    language: str | None,
    second: tuple[Profile, str] | None = None,
) -> list[Finding]:
    """What breaks the profile, in order of time. ``cues`` in order of start; ``language`` is a BCP 47 tag.

    ``second``: profile and language of the other half of subtitles with two languages; each half keeps to its own.
    """
    main, other = lines_by_language(cues, language) if second else (cues, ())
    findings: list[Finding] = []
    for k, cue in enumerate(cues):
        at = _At(cues, k, profile, language)
        if not "".join(cue.lines).strip():
            findings.append(at.finding("empty", 0, "some text", "take it out"))
            findings += _gaps(at)
            continue
        halves = [_At(main, k, profile, language)]
        if second:
            halves.append(_At(other, k, *second))
        for half in halves:
            if "".join(half.cue.lines).strip():
                for rule in _TEXT_RULES:
                    findings += rule(half)
        for rule in _TIME_RULES:
            findings += rule(at)
    return findings
