"""One small talk of eight turns in many forms, for the readers of transcripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from turncue.formats.source import Source
from turncue.model import Transcript
from turncue.reading import read_transcript

A, B = "Ana Roe", "Bo Lund"
TALK: tuple[tuple[str, float, float, str], ...] = (
    (A, 1.0, 4.0, "Good evening from the mill, and welcome."),
    (B, 4.5, 6.0, "Thank you, the wheel turns well tonight."),
    (A, 6.5, 9.0, "How much flour did you grind in March?"),
    (B, 9.5, 14.0, "Two tons, and the river was high for once."),
    (A, 14.5, 15.0, "Really?"),
    (B, 15.5, 20.0, "Yes. The snow melted early, so the pond was full."),
    (A, 20.5, 23.0, "Then bread will be cheap this summer."),
    (B, 23.5, 26.0, "I hope so. Good night."),
)

Form = Callable[[str, float, float, str], str]


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def hms(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02}:{int(seconds) % 60:02}"


def frames(seconds: float) -> str:
    return f"{hms(seconds)}:{int(seconds % 1 * 25):02}"


def written(form: Form, gap: str = "\n\n") -> str:
    """The talk, each turn written by a form."""
    return gap.join(form(*turn) for turn in TALK) + "\n"


def once(label: str) -> str:
    """The talk in the usual form; the sixth turn has another label."""
    return written(lambda s, a, b, x: f"{label}: {x}" if a == TALK[5][1] else f"{s}: {x}")


def read(content: str | bytes, name: str) -> Transcript:
    source = Source(content, name) if isinstance(content, bytes) else Source.of_text(content, name)
    return read_transcript(source)


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def assert_talk(made: Transcript, *, names: Sequence[str] = (A, B), starts: bool = False) -> None:
    """The turns are those of the talk, and each person has one name."""
    assert [plain(t.text) for t in made.turns] == [plain(x) for *_, x in TALK]
    shown = {A: names[0], B: names[1]}
    assert [plain(t.speaker or "") for t in made.turns] == [plain(shown[s]) for s, *_ in TALK]
    if starts:
        assert all(
            t.start is not None and abs(t.start - a * 1000) < 1000
            for t, (_, a, _, _) in zip(made.turns, TALK, strict=True)
        )
