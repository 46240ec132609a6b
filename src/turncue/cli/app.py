"""The commands."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from turncue import clock
from turncue._version import __version__
from turncue.cli.check import check as _check
from turncue.cli.convert import convert as _convert
from turncue.cli.outputs import check_place, check_target, grows, write_learnt
from turncue.cli.profiles import profiles as _profiles
from turncue.cli.read import read as _read
from turncue.cli.score import score as _score
from turncue.cli.shared_options import Dialogue, Form, LineEnds, Style, When, read_shots
from turncue.errors import AlignError, TurncueError, UsageError

__all__ = ["app", "run"]

# typer carries click inside or stands on it, by its version; this public name leads to ClickException in both
_Wrong: type[Exception] = typer.BadParameter.__mro__[2]

app = typer.Typer(
    name="turncue",
    help="Lay a transcript with speaker turns on timed captions: subtitles that say who speaks.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_EPILOG = (
    "Examples:  turncue align talk.md talk.en.vtt -o talk.srt  ·  "
    "turncue align talk.md talk.srt -o talk.vtt -o talk.json --speakers every  ·  "
    "turncue align talk.md - -o - < talk.srt"
)


class Text(StrEnum):
    transcript = "transcript"
    captions = "captions"
    both = "both"


class Engine(StrEnum):
    auto = "auto"
    words = "words"
    sentences = "sentences"


class Script(StrEnum):
    hant = "hant"
    hans = "hans"


class First(StrEnum):
    transcript = "transcript"
    captions = "captions"


def run(arguments: list[str]) -> int:
    """Run the command line with these arguments; returns the exit code. Never a traceback for a user's mistake."""
    try:
        code = app(arguments, prog_name="turncue", standalone_mode=False)
    except typer.Abort:
        return 130
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except typer.Exit as stop:
        return stop.exit_code
    except _Wrong as error:
        error.show(sys.stderr)  # type: ignore[attr-defined]
        return 2
    except BrokenPipeError:
        # the reader of our output went away; nothing more can be told it
        sys.stderr.close()
        return 1
    except TurncueError as error:
        print(f"turncue: {error}", file=sys.stderr)
        return _code(error)
    return code if isinstance(code, int) else 0


def _code(error: TurncueError) -> int:
    if isinstance(error, UsageError):
        return 2
    return 3 if isinstance(error, AlignError) else 1


def _version(value: bool) -> None:
    if value:
        print(f"turncue {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def _pairs(values: list[str]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for value in values:
        old, sign, new = value.partition("=")
        if not sign or not old.strip() or not new.strip():
            raise UsageError(f"--rename {value!r}: give it as OLD=NEW, for example 'Lex Frdiman=Lex Fridman'.")
        pairs.append((old.strip(), new.strip()))
    return tuple(pairs)


def _pins(values: list[str]) -> tuple[tuple[int, int], ...]:
    pins = []
    for value in values:
        turn, _, written = value.partition("=")
        time = clock.parse(written)
        if not turn.strip().isdecimal() or time is None:
            raise UsageError(f"--pin {value!r}: give it as TURN=TIME, for example 12=00:03:21.5.")
        pins.append((int(turn), time))
    return tuple(pins)


def _inputs(transcript: str, captions: str) -> tuple[Any, Any]:
    from turncue.files import standard_input

    if transcript == captions == "-":
        raise UsageError("transcript and captions cannot both come from standard input (-).")
    return (standard_input() if transcript == "-" else transcript), (standard_input() if captions == "-" else captions)


def _targets(out: list[str], captions: str, language: str | None) -> list[str]:
    """Where to write: what was asked for, or a name beside the captions."""
    if out:
        return out
    if captions == "-":
        return ["-"]
    path = Path(captions)
    return [str(path.with_name(f"{path.stem}.{language or 'und'}.srt"))]


def _check_targets(targets: list[str], overwrite: bool) -> None:
    """``check_target`` for each, and standard output named once at the most."""
    if targets.count("-") > 1:
        raise UsageError("-o - may be given once: standard output holds one file.")
    for target in targets:
        if target != "-":
            check_target(target, overwrite)


@app.command(epilog=_EPILOG)
def align(
    transcript: Annotated[
        str, typer.Argument(help="Who said what: Markdown, text, SRT or VTT with names; - for stdin.")
    ],
    captions: Annotated[str, typer.Argument(help="When it was heard: SRT, VTT, json3, Whisper JSON; - for stdin.")],
    out: Annotated[
        list[str] | None,
        typer.Option("--out", "-o", help="File to write; may repeat; the suffix picks the format; - is stdout (SRT)."),
    ] = None,
    text: Annotated[Text, typer.Option(help="Whose words the subtitles carry.")] = Text.transcript,
    first: Annotated[First, typer.Option(help="With --text both: which language stands above.")] = First.transcript,
    speakers: Annotated[When, typer.Option(help="When the speaker's name is printed.")] = When.change,
    speaker_style: Annotated[Style, typer.Option(help="How the name is printed.")] = Style.colon,
    speaker_form: Annotated[Form, typer.Option(help="Which form of the name is printed.")] = Form.full,
    colours: Annotated[bool, typer.Option("--colors", help="A colour for every speaker (VTT, SRT).")] = False,
    events: Annotated[
        str | None, typer.Option(help="Sounds: keep, drop, bracketed, or told in a language (en, zh-Hant …).")
    ] = None,
    dialogue: Annotated[Dialogue | None, typer.Option(help="May two short turns share a subtitle?")] = None,
    line_ends: Annotated[LineEnds | None, typer.Option(help="Keep or drop ，、。 at line ends.")] = None,
    bidi_marks: Annotated[
        bool, typer.Option("--bidi-marks", help="Marks around right-to-left lines, for simple players.")
    ] = False,
    shots: Annotated[str | None, typer.Option(help="A file of times of changes of shot.", metavar="FILE")] = None,
    vtt_labels: Annotated[
        bool, typer.Option("--vtt-labels", help="Print names in WebVTT too, beside <v Name>.")
    ] = False,
    profile: Annotated[str, typer.Option(help="Rules for lines and reading speed.")] = "netflix",
    max_chars: Annotated[float | None, typer.Option(help="Characters a line.", min=4)] = None,
    max_lines: Annotated[int | None, typer.Option(help="Lines a subtitle.", min=1)] = None,
    max_cps: Annotated[float | None, typer.Option(help="Characters a second.", min=1)] = None,
    section: Annotated[
        str | None, typer.Option(help="Read turns only under this heading (its text or number).", metavar="HEADING")
    ] = None,
    speakers_only: Annotated[
        str | None, typer.Option(help="Only these names begin a turn.", metavar="NAME,NAME")
    ] = None,
    rename: Annotated[
        list[str] | None, typer.Option(help="Merge or rename a speaker; may repeat.", metavar="OLD=NEW")
    ] = None,
    pin: Annotated[
        list[str] | None,
        typer.Option(help="A turn (from 1) starts at this time, whatever else; may repeat.", metavar="TURN=TIME"),
    ] = None,
    glossary: Annotated[
        str | None, typer.Option(help="File of spellings that count as equal: one | other.", metavar="FILE")
    ] = None,
    lexicon: Annotated[
        list[str] | None,
        typer.Option(help="Word pairs learnt before (see --learn); may repeat.", metavar="FILE"),
    ] = None,
    learn: Annotated[
        str | None,
        typer.Option(help="Write the word pairs learnt here; a --lexicon file grows.", metavar="FILE"),
    ] = None,
    dictionary: Annotated[
        list[str] | None,
        typer.Option(
            help="Bilingual dictionary: CC-CEDICT, FreeDict, StarDict, word<TAB>word, or cedict; may repeat.",
            metavar="FILE",
        ),
    ] = None,
    embed: Annotated[
        str | None, typer.Option(help="Folder of an embedding model (ONNX or sentence-transformers).", metavar="PATH")
    ] = None,
    script: Annotated[Script | None, typer.Option(help="Turn Chinese output into this script.")] = None,
    engine: Annotated[Engine, typer.Option(help="How to align.")] = Engine.auto,
    min_score: Annotated[float, typer.Option(help="Refuse below this share of matching words.", min=0, max=1)] = 0.25,
    language: Annotated[str | None, typer.Option(help="The transcript's language (en, zh-Hant …).")] = None,
    captions_language: Annotated[str | None, typer.Option(help="The captions' language.")] = None,
    encoding: Annotated[str | None, typer.Option(help="The transcript's encoding, if it is not found out.")] = None,
    captions_encoding: Annotated[
        str | None, typer.Option(help="The captions' encoding, if it is not found out.")
    ] = None,
    json_report: Annotated[bool, typer.Option("--json", help="Print the report as one JSON document.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write over files that exist.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only errors on the terminal.")] = False,
) -> None:
    """Lay TRANSCRIPT on CAPTIONS and write subtitles with speaker tags."""
    from turncue.files import check_outputs, write_bytes, write_stream
    from turncue.lexicons.embedders import load_embedder
    from turncue.lexicons.lexicon_io import read_lexicon
    from turncue.pipeline import Options, format_for, read_glossary
    from turncue.pipeline import align as align_

    asked = out or []
    if json_report and "-" in asked:
        raise UsageError("--json and -o - both want standard output; write the subtitles to a file.")
    with _failing_as(json_report):
        inputs = [name for name in (transcript, captions, glossary, shots, *(dictionary or [])) if name and name != "-"]
        _check_targets(asked, overwrite)
        check_outputs([t for t in asked if t != "-"], inputs)
        if learn:
            check_place(learn, overwrite or grows(learn, lexicon or []))
        options = Options(
            text=text.value,
            first=first.value,
            speakers=speakers.value,
            speaker_style=speaker_style.value,
            speaker_form=speaker_form.value,
            colours=colours,
            events=events,
            dialogue=dialogue.value if dialogue else None,
            line_ends=line_ends.value if line_ends else None,
            bidi_marks=bidi_marks,
            shots=read_shots(shots),
            visible_labels=vtt_labels,
            profile=profile,
            max_chars=max_chars,
            max_lines=max_lines,
            max_cps=max_cps,
            engine=engine.value,
            min_score=min_score,
            lexicons=tuple(read_lexicon(f) for f in [*(lexicon or []), *(dictionary or [])]),
            embedder=load_embedder(embed) if embed else None,
            script=script.value if script else None,
            section=section,
            speakers_only=tuple(n.strip() for n in speakers_only.split(",") if n.strip()) if speakers_only else (),
            rename=_pairs(rename or []),
            pins=_pins(pin or []),
            glossary=read_glossary(glossary) if glossary else (),
            language=language,
            captions_language=captions_language,
            encoding=encoding,
            captions_encoding=captions_encoding,
        )
        said, heard = _inputs(transcript, captions)
        result = align_(said, heard, options=options)
        targets = _targets(asked, captions, result.document.language)
        _check_targets(targets, overwrite)
        check_outputs([t for t in targets if t != "-"], inputs)
        texts = [(t, result.render_bytes("srt" if t == "-" else format_for(t))) for t in targets]
        learnt = write_learnt(learn, result, lexicon or []) if learn else None
        for target, content in texts:
            if target == "-":
                write_stream(sys.stdout, content)
                continue
            write_bytes(target, content, overwrite=overwrite)
            if not json_report:
                # standard output may hold a subtitle file; then names go where the rest of the talk goes
                print(target, file=sys.stderr if "-" in targets else sys.stdout)
    if json_report:
        print(json.dumps(_summary(result, targets), ensure_ascii=False, indent=1))
    if not quiet:
        if learnt:
            print(learnt, file=sys.stderr)
        _tell(result)


@contextlib.contextmanager
def _failing_as(json_report: bool) -> Iterator[None]:
    """With ``--json``, whatever fails inside is told as JSON too."""
    try:
        yield
    except TurncueError as error:
        if json_report:
            _stop_with_json(error)
        raise


def _stop_with_json(error: TurncueError) -> NoReturn:
    """The same envelope on failure as on success."""
    found: dict[str, Any] = {"version": 1, "ok": False, "error": type(error).__name__, "message": str(error)}
    if isinstance(error, AlignError):
        found |= {"score": round(error.score, 4), "threshold": error.threshold}
    print(json.dumps(found, ensure_ascii=False, indent=1))
    raise typer.Exit(_code(error))


def _summary(result: Any, targets: list[str]) -> dict[str, Any]:
    report = result.report
    return {
        "version": 1,
        "ok": True,
        "written": targets,
        "engine": report.engine,
        "score": round(report.score, 4),
        "coverage": round(report.coverage, 4),
        "subtitles": len(result.subtitles),
        "turns": report.turns,
        "aligned": report.aligned,
        "estimated": report.estimated,
        "absent": report.absent,
        "repairs": report.repairs,
        "words": {"measured": report.measured, "cue": report.in_cue, "estimated": report.guessed},
        "warnings": list(report.warnings),
    }


def _tell(result: Any) -> None:
    """The report, for a person, on stderr."""
    report = result.report
    print(
        f"{len(result.subtitles)} subtitles, {report.turns} turns "
        f"({report.aligned} aligned, {report.estimated} estimated, {report.absent} absent), "
        f"score {report.score:.2f}",
        file=sys.stderr,
    )
    placed = report.measured + report.in_cue + report.guessed
    if placed:
        print(
            f"word times: {report.measured / placed:.0%} measured, {report.in_cue / placed:.0%} placed inside a "
            f"caption, {report.guessed / placed:.0%} estimated",
            file=sys.stderr,
        )
    for warning in report.warnings:
        print(f"note: {warning}", file=sys.stderr)
    doubtful = sorted((t for t in result.turns if t.reason and t.status != "absent"), key=lambda t: t.confidence)
    for t in doubtful[:5]:
        start = "" if t.start is None else f" at {t.start / 1000:.1f} s"
        print(f"doubtful: turn {t.index + 1}{start} ({t.speaker or 'no name'}): {t.reason}", file=sys.stderr)
    if len(doubtful) > 5:
        print(f"doubtful: {len(doubtful) - 5} more; all are in the JSON result (-o name.json)", file=sys.stderr)


app.command("read")(_read)
app.command("score")(_score)
app.command("check")(_check)
app.command("convert")(_convert)
app.command("profiles")(_profiles)


@app.command()
def formats() -> None:
    """List the formats: what is read, what is written, what a format cannot carry."""
    from turncue.formats import FORMATS

    rows = [("format", "suffixes", "transcript", "captions", "reference", "write", "cannot carry")]
    rows += [
        (
            row.title,
            " ".join(row.suffixes),
            "yes" if row.read_transcript else "",
            "yes" if row.read_captions else "",
            "yes" if row.read_reference else "",
            "yes" if row.write else "",
            ", ".join(row.losses) if row.write else "",
        )
        for row in FORMATS
    ]
    widths = [max(len(r[k]) for r in rows) for k in range(len(rows[0]))]
    for cells in rows:
        print("  ".join(cell.ljust(w) for cell, w in zip(cells, widths, strict=True)).rstrip())
