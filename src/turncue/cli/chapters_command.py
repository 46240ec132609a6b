"""``turncue chapters``: chapters from the headings of a transcript, or from long turns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from types import SimpleNamespace
from typing import TYPE_CHECKING

from turncue.cli.outputs import check_place
from turncue.cli.rows import OUTPUT, OVERWRITE, QUIET, Command, Row, argument
from turncue.cli.terminal import note, say, standard_input, write_document
from turncue.errors import UsageError

if TYPE_CHECKING:
    from turncue.files import Input
    from turncue.workflows.chapters import Chapter

__all__ = ["COMMAND", "chapters_for"]

_ROWS = (
    argument("source", "A result (align -o talk.json), or subtitles; - is standard input.", "RESULT"),
    Row("out", "File to write; may repeat: .txt (YouTube) .vtt .json (podcast) .ffmetadata. Without it lines for "
        "YouTube on the terminal.", str, ("--out", "-o"), many=True, panel=OUTPUT, metavar="FILE"),
    Row("transcript", "The transcript; its headings become the chapters. Without headings long turns do.", str,
        ("--transcript",), metavar="FILE"),
    Row("shortest", "Shortest chapter in seconds; YouTube takes no list with a shorter one than 10.", float,
        ("--shortest",), 10.0, metavar="N", least=0.001, most=86400),
    OVERWRITE,
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    from turncue.files import write_bytes
    from turncue.workflows.chapters import CHAPTER_WRITERS

    for name in given.out:
        if name != "-" and PurePath(name).suffix.lower() not in CHAPTER_WRITERS:
            names = ", ".join(f"{suffix} ({title})" for suffix, (title, _) in CHAPTER_WRITERS.items())
            raise UsageError(f"{name}: no form of chapters has this suffix. Choose: {names}.")
    inputs = {k: v for k, v in (("input", given.source), ("transcript", given.transcript)) if v and v != "-"}
    for name in given.out:
        if name != "-":
            check_place(name, given.overwrite, inputs)
    source = standard_input("result") if given.source == "-" else given.source
    chapters = chapters_for(source, given.transcript, shortest=given.shortest, quiet=given.quiet)
    for name in given.out or ["-"]:
        _, write = CHAPTER_WRITERS[".txt" if name == "-" else PurePath(name).suffix.lower()]
        if name == "-":
            write_document(write(chapters))
        else:
            write_bytes(name, write(chapters), overwrite=given.overwrite)
            say(name)
    return 0


def chapters_for(
    source: Input, transcript: str | None, *, shortest: float = 10.0, quiet: bool = False
) -> Sequence[Chapter]:
    """The chapters of a result; a note says what became of the transcript's headings."""
    from turncue.workflows.chapters import chapters_of
    from turncue.workflows.finished import document_of_file
    from turncue.workflows.headings import headings_of

    document = document_of_file(source)
    headings = headings_of(transcript, document) if transcript else ()
    chapters = chapters_of(document, headings, shortest=round(shortest * 1000))
    if len(chapters) == 1 and not quiet:
        hint = "a smaller --shortest" if transcript else "--transcript with headings, or a smaller --shortest"
        note(f"one chapter only: no other turn is as long as {shortest:g} s. Give {hint}.")
    if transcript and not quiet:
        timed = [h for h in headings if h.start is not None]
        if not timed:
            note(f"{transcript}: no heading with a time; the chapters are long turns")
        first = headings.index(timed[0]) if timed else 0  # before it stand the title and what nobody says
        lost = [h.title for h in headings[first:] if h.start is None]
        starts = {c.start for c in chapters[1:]}
        near = sum(h.start not in starts for h in timed[1:])
        if timed and lost:
            note(f"headings without a time are left out: {', '.join(lost[:5])}{' …' if len(lost) > 5 else ''}")
        if timed and near > 0:
            what = "1 heading is" if near == 1 else f"{near} headings are"
            note(f"{what} left out, nearer than {shortest:g} s to the one before: see --shortest")
    return chapters


COMMAND = Command(
    "chapters",
    "Write chapters of RESULT: the transcript's headings, or long turns.",
    _ROWS,
    _run,
    (
        "turncue chapters talk.json --transcript talk.md",
        "turncue chapters talk.json --transcript talk.md -o talk.chapters.vtt -o chapters.json",
    ),
)
