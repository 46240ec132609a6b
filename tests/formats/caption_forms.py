"""Captions as tools write them, each judged against one talk: times, words and speakers right or told.

The forms stand in ``caption_forms_*.py``; ``judged`` compares what is read with the talk. Shapes follow the public
documentation of the tools; the words are made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

A, B = "Maya Lund", "Owen Park"
# speaker, start s, end s, text; all times are whole hundredths and whole frames of 25 a second
ROWS = (
    (A, 1.0, 3.2, "Welcome back to the harbour show."),
    (B, 3.6, 5.8, "Thanks, I walked here along the pier."),
    (A, 6.4, 9.0, "Was the tide as high as they promised?"),
    (B, 9.2, 12.0, "Higher, and the bakery had sandbags at its door."),
    (A, 12.4, 13.2, "Goodness."),
    (B, 70.0, 73.6, "They reopened at noon with fresh bread."),
)
NUMBER = {A: 0, B: 1}
LETTER = {A: "A", B: "B"}


@dataclass(frozen=True)
class Form:
    """One file. ``speakers``: "" not judged, "labels" two different labels, "names" the names themselves."""

    kind: str
    name: str
    file: str
    content: str | bytes
    speakers: str = ""
    words: bool = False
    tolerance: float = 0.06  # s
    ends: bool = True
    refusal: str | None = None  # a refusal or a warning that matches is as good as the right reading
    only_refused: bool = False
    rows: tuple[tuple[str, float, float, str], ...] = ROWS

    @property
    def data(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.encode("utf-8")


def words(row: tuple[str, float, float, str]) -> list[tuple[float, float, str]]:
    """The words of a row with times in whole hundredths, evenly spread."""
    _, start, end, text = row
    parts = text.split()
    at = [round(start + (end - start) * k / len(parts), 2) for k in range(len(parts) + 1)]
    return list(zip(at, at[1:], parts, strict=False))


def clock(s: float, point: str = ".", digits: int = 3, hours: bool = True) -> str:
    ms = round(s * 1000)
    head = f"{ms // 3600000:02}:{ms // 60000 % 60:02}" if hours else f"{ms // 60000:02}"
    return f"{head}:{ms // 1000 % 60:02}" + (f"{point}{ms % 1000:03}"[: digits + 1] if digits else "")


def frames(s: float, rate: int = 25, mark: str = ":") -> str:
    return f"{clock(s, digits=0)}{mark}{round(s % 1 * rate):02}".replace(":", mark if mark == ";" else ":")


def each(form: Callable[[str, float, float, str], str], between: str = "\n") -> str:
    return between.join(form(*row) for row in ROWS) + "\n"


def srt(form: Callable[..., str] = lambda s, a, b, t: t) -> str:
    return "\n".join(
        f"{n}\n{clock(a, ',')} --> {clock(b, ',')}\n{form(s, a, b, t)}\n" for n, (s, a, b, t) in enumerate(ROWS, 1)
    )


def vtt(form: Callable[..., str] = lambda s, a, b, t: t, head: str = "WEBVTT\n\n") -> str:
    return head + each(lambda s, a, b, t: f"{clock(a)} --> {clock(b)}\n{form(s, a, b, t)}\n")


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def lines(values: list[Any]) -> str:
    return "\n".join(json.dumps(v, ensure_ascii=False) for v in values) + "\n"


def plain(text: str) -> str:
    return re.sub(r"[.,?!]", "", text).lower()


# ---------------------------------------------------------------- the judge


def norm(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@dataclass(frozen=True)
class _Token:
    text: str
    start: float | None
    end: float | None
    speaker: str | None


def _tokens(captions: Any) -> list[_Token]:
    out: list[_Token] = []
    for cue in captions.cues:
        own: list[_Token] = []
        parts = [(m.start(), w) for m in re.finditer(r"\S+", cue.text) for w in norm(m.group())]
        timed = [(w.start, w.end, t) for w in cue.words for t in norm(w.text)]
        timed = timed if [t for *_, t in timed] == [w for _, w in parts] else []
        for k, (at, text) in enumerate(parts):
            speaker = cue.speaker
            for mark in cue.marks:
                if mark.at <= at:
                    speaker = mark.speaker or speaker
            start = timed[k][0] if timed else (cue.start if k == 0 else None)
            end = timed[k][1] if timed else (cue.end if k == len(parts) - 1 else None)
            own.append(_Token(text, start, end, speaker))
        out += own
    return out


def _text_fault(form: Form, tokens: list[_Token]) -> str | None:
    got, true = [t.text for t in tokens], [w for row in form.rows for w in norm(row[3])]
    if got == true:
        return None
    k = next((k for k, (x, y) in enumerate(zip(got, true, strict=False)) if x != y), min(len(got), len(true)))
    return f"text: {len(got)} words not {len(true)}; at {k}: {' '.join(got[max(0, k - 1) : k + 6])!r}"


def faults(form: Form, captions: Any) -> list[str]:
    """What differs from the talk."""
    tokens = _tokens(captions)
    if fault := _text_fault(form, tokens):
        return [fault]
    out: list[str] = []
    who: dict[str, set[str | None]] = {}
    at = 0
    for speaker, start, end, text in form.rows:
        own = tokens[at : at + len(norm(text))]
        at += len(own)
        first, last = own[0], own[-1]
        if first.start is None or abs(first.start / 1000 - start) > form.tolerance:
            out.append(f"start {first.start} not {start} ({text[:12]})")
        if form.ends and (last.end is None or abs(last.end / 1000 - end) > form.tolerance):
            out.append(f"end {last.end} not {end} ({text[:12]})")
        if form.words:
            for (a, _, w), token in zip(words((speaker, start, end, text)), own, strict=False):
                if token.start is None or abs(token.start / 1000 - a) > form.tolerance:
                    out.append(f"word {w} at {token.start} not {a}")
        who.setdefault(speaker, set()).update(t.speaker for t in own)
    if form.speakers:
        labels = list(who.values())
        if any(len(x) != 1 or None in x for x in labels) or len({next(iter(x)) for x in labels}) != len(labels):
            out.append(f"speakers {who}")
        elif form.speakers == "names" and any(next(iter(x)) != name for name, x in who.items()):
            out.append(f"names {who}")
    return out


def judged(form: Form, read: Callable[[Form], Any], notes: Callable[[Any], str]) -> tuple[str, str]:
    """("right" | "told" | "refused" | "wrong" | "crash", what is to be seen). ``notes``: the warnings of captions."""
    from turncue.errors import TurncueError

    try:
        captions = read(form)
    except TurncueError as error:
        message = " ".join(str(error).split())
        named = form.refusal is not None and re.search(form.refusal, message, re.I)
        return ("told" if named else "refused"), message
    except Exception as error:
        return "crash", repr(error)
    if form.only_refused:
        return "wrong", f"read as {captions.format}: {[c.text for c in captions.cues][:2]}"
    found = faults(form, captions)
    if not found:
        return "right", captions.format or ""
    told = notes(captions)
    if form.refusal is not None and re.search(form.refusal, told, re.I):
        return "told", told
    return "wrong", f"[{captions.format}] " + "; ".join(found[:3]) + (f" | notes: {told[:120]}" if told else "")
