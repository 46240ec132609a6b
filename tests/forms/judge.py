"""What a case of the judged set is, and the judgement: right, warned of, or wrong in silence."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from forms.talks import Line
from turncue.errors import TurncueError
from turncue.model import Captions, Cue
from turncue.reading import read_transcript
from turncue.transcripts.choice import choose_reading


@dataclass(frozen=True, slots=True)
class Case:
    """One document, the captions of its talk, and its turns.

    `turns` holds (speaker, words); a speaker may be several names, parted by `|`, of which each is right; an empty name
    is nobody. `settled=False`: the document does not say who speaks; a warning is the best that can be asked for.
    """

    name: str
    kind: str
    file: str
    content: str | bytes
    turns: tuple[tuple[str, str], ...]
    captions: tuple[str, ...]
    settled: bool = True


def expected(talk: Iterable[Line], names: Callable[[str], str] = lambda name: name) -> tuple[tuple[str, str], ...]:
    """The turns of a talk, each name as the document gives it."""
    return tuple((names(line.name), line.words) for line in talk)


def make(
    name: str,
    kind: str,
    file: str,
    content: str | bytes,
    talk: tuple[Line, ...],
    *,
    turns: tuple[tuple[str, str], ...] | None = None,
    names: Callable[[str], str] = lambda name: name,
    settled: bool = True,
) -> Case:
    """A case whose turns are the talk's, or `turns`; the captions are the words of the turns."""
    rows = expected(talk, names) if turns is None else turns
    return Case(name, kind, file, content, rows, tuple(words for _, words in rows if words), settled)


def body(talk: Iterable[Line], form: Callable[[Line], str], between: str = "\n\n") -> str:
    """Every turn in a form."""
    return between.join(form(line) for line in talk) + "\n"


def words_of(text: str) -> str:
    """Words only, folded: brackets without digits (events, notes) do not count, nor marks, nor case."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[(\[][^()\[\]\d]*[)\]]", " ", text)
    return "".join(
        letter for letter in text.casefold().replace("i̇", "i") if letter.isalnum() or unicodedata.combining(letter)
    )


def name_of(name: str | None) -> str:
    """A name, folded: case and spaces do not count; marks do."""
    return " ".join(unicodedata.normalize("NFKC", name or "").casefold().replace("i̇", "i").split())


def runs(turns: Iterable[tuple[str | None, str]]) -> list[tuple[str, str]]:
    """Turns of one speaker that follow each other are one; turns without words are none."""
    rows: list[tuple[str, str]] = []
    for name, text in turns:
        words = words_of(text)
        if not words:
            continue
        if rows and rows[-1][0] == (name or ""):
            rows[-1] = (rows[-1][0], rows[-1][1] + words)
        else:
            rows.append((name or "", words))
    return rows


def differences(case: Case, found: Iterable[tuple[str | None, str]]) -> list[str]:
    """How the turns read differ from the case's, at most three lines; empty if they are right.

    Where the case gives several names for a speaker, one of them must be used throughout.
    """
    got, want = runs(found), runs(case.turns)
    problems: list[str] = []
    chosen: dict[str, set[str]] = {}
    for at in range(max(len(got), len(want))):
        if at >= len(got) or at >= len(want):
            problems.append(f"{len(got)} turns, not {len(want)}")
            break
        (name, words), (names, true) = got[at], want[at]
        allowed = {name_of(one) for one in names.split("|")}
        if name_of(name) not in allowed and "*" not in names:
            problems.append(f"turn {at + 1} is {name!r}, not {names!r}")
        chosen.setdefault(names, set()).add(name_of(name))
        if words != true:
            problems.append(f"turn {at + 1} is {words[:60]!r}, not {true[:60]!r}")
        if len(problems) >= 3:
            break
    problems.extend(f"{names} is {sorted(used)}" for names, used in chosen.items() if len(used) > 1)
    return problems[:3]


def captions_of(case: Case) -> Captions:
    """Captions of the case's talk: a cue a turn, 60 ms a character."""
    cues: list[Cue] = []
    at = 1000
    for words in case.captions:
        end = at + max(800, 60 * len(words))
        cues.append(Cue(at, end, " ".join(words.split())))
        at = end + 300
    return Captions(tuple(cues))


def verdict(case: Case, *, captions: bool = True) -> tuple[str, list[str]]:
    """`right`, `warned` (refused, or wrong with a message on the reading) or `silent`; and what differs."""
    file = io.BytesIO(case.content if isinstance(case.content, bytes) else case.content.encode())
    file.name = case.file
    try:
        made = read_transcript(file)
    except TurncueError as error:
        return "warned", [str(error)]
    if captions:
        made = choose_reading((made, *made.alternatives), captions_of(case))
    bad = differences(case, [(t.speaker, t.text) for t in made.turns])
    if not bad:
        return "right", []
    notes = [note for note in made.notes if not note.startswith("the captions decided")]
    return ("warned" if notes else "silent"), [*bad, *notes[:2]]
