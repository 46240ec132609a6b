"""``turncue convert``: subtitles cut anew to a profile."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from turncue.cli.outputs import check_target
from turncue.cli.shared_options import Dialogue, Form, LineEnds, Style, When, read_shots

__all__ = ["convert"]


def convert(
    source: Annotated[str, typer.Argument(help="Subtitles or captions to cut anew; - for stdin.", metavar="IN")],
    target: Annotated[
        str, typer.Argument(help="File to write; the suffix picks the format; - is stdout (SRT).", metavar="OUT")
    ],
    profile: Annotated[str, typer.Option(help="Rules for lines and reading speed (turncue profiles).")] = "netflix",
    language: Annotated[str | None, typer.Option(help="The subtitles' language, if it is not found out.")] = None,
    speakers: Annotated[When, typer.Option(help="When the speaker's name is printed.")] = When.change,
    speaker_style: Annotated[Style | None, typer.Option(help="How the name is printed; as in IN if not told.")] = None,
    speaker_form: Annotated[Form, typer.Option(help="Which form of the name.")] = Form.full,
    vtt_labels: Annotated[bool, typer.Option("--vtt-labels", help="Print names in WebVTT too.")] = False,
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
    max_chars: Annotated[float | None, typer.Option(help="Characters a line.", min=4)] = None,
    max_lines: Annotated[int | None, typer.Option(help="Lines a subtitle.", min=1)] = None,
    max_cps: Annotated[float | None, typer.Option(help="Characters a second.", min=1)] = None,
    encoding: Annotated[str | None, typer.Option(help="The file's encoding, if it is not found out.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write over a file that exists.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only errors on the terminal.")] = False,
) -> None:
    """Cut the subtitles IN anew to a profile and write OUT. Never changes a word."""
    from turncue.files import check_outputs, standard_input, write_bytes, write_stream
    from turncue.pipeline import Options, format_for
    from turncue.reading import read_source
    from turncue.reformat import remake

    if target != "-":
        check_target(target, overwrite)
        check_outputs([target], [source])
    file = read_source(standard_input() if source == "-" else source, "subtitles", encoding)
    options = Options(
        profile=profile,
        language=language,
        speakers=speakers.value,
        speaker_style=speaker_style.value if speaker_style else "colon",
        speaker_form=speaker_form.value,
        visible_labels=vtt_labels,
        colours=colours,
        events=events,
        dialogue=dialogue.value if dialogue else None,
        line_ends=line_ends.value if line_ends else None,
        bidi_marks=bidi_marks,
        shots=read_shots(shots),
        max_chars=max_chars,
        max_lines=max_lines,
        max_cps=max_cps,
    )
    result = remake(file, options, keep_style=speaker_style is None)
    content = result.render_bytes("srt" if target == "-" else format_for(target))
    if target == "-":
        write_stream(sys.stdout, content)
    else:
        write_bytes(target, content, overwrite=overwrite)
        print(target)
    if not quiet:
        print(
            f"{len(result.subtitles)} subtitles ({profile}, {result.document.language or 'any language'})",
            file=sys.stderr,
        )
