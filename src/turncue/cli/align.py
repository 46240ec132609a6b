"""``turncue align``: a transcript and captions to subtitles that say who speaks."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from turncue.cli.audio_rows import AUDIO_ROWS
from turncue.cli.failure import reporting
from turncue.cli.outputs import check_place, check_targets, default_target, grows, write_learnt
from turncue.cli.rows import JSON, OUTPUT, OVERWRITE, QUIET, Command, Row, argument, option
from turncue.cli.terminal import note, progress, say, standard_input, write_document
from turncue.cli.values import options_of
from turncue.errors import UsageError

if TYPE_CHECKING:
    from turncue.compose import Profile
    from turncue.result import Result

__all__ = ["COMMAND"]

_MOST_DOUBTFUL = 5  # turns named on the terminal; all are in the JSON result

_ROWS = (
    argument("transcript", "Who speaks: Markdown, text, SRT or VTT with names; - is standard input."),
    argument("captions", "When: SRT, VTT, json3, Whisper JSON …; or the sound or video itself; - is standard input."),
    Row(
        "out",
        "File to write; may repeat; the suffix is the format; - is standard output (SRT). "
        "Without it: a new name beside the captions.",
        flags=("--out", "-o"),
        panel=OUTPUT,
        metavar="FILE",
        many=True,
    ),
    *map(option, ("text", "first", "events", "script")),
    OVERWRITE,
    *map(option, ("speakers", "speaker_style", "speaker_form", "rename", "colors", "vtt_labels")),
    *map(option, ("profile", "max_chars", "max_lines", "max_cps", "dialogue", "line_ends", "bidi_marks", "shots")),
    *map(option, ("section", "speakers_only", "encoding", "captions_encoding")),
    *map(option, ("language", "captions_language", "engine", "glossary", "lexicons")),
    Row(
        "learn",
        "Write the word pairs learnt; a --lexicon file grows.",
        flags=("--learn",),
        panel="Languages",
        metavar="FILE",
    ),
    Row(
        "dictionary",
        "Bilingual dictionary: CC-CEDICT (cedict: the installed one), FreeDict, StarDict, word<TAB>word; may repeat.",
        flags=("--dictionary",),
        panel="Languages",
        metavar="FILE",
        many=True,
    ),
    option("embedder"),
    option("media"),
    *AUDIO_ROWS,
    *map(option, ("voices", "voice_model")),
    *map(option, ("pins", "min_score")),
    JSON,
    QUIET,
)


def _run(given: SimpleNamespace) -> int:
    if given.as_json and "-" in given.out:
        raise UsageError("--json and -o - both want standard output; write the subtitles to a file.")
    if given.transcript == given.captions == "-":
        raise UsageError("transcript and captions cannot both come from standard input (-).")
    return reporting(lambda: _work(given), json_report=given.as_json)


def _work(given: SimpleNamespace) -> None:
    result, targets, learnt = _align(given)
    if given.as_json:
        write_document(json.dumps(_summary(result, targets), ensure_ascii=False, indent=1) + "\n")
    if not given.quiet:
        if learnt:
            note(learnt)
        _show(result)
        _warn_of_hidden_names(result, targets)


def _align(given: SimpleNamespace) -> tuple[Result, list[str], str | None]:
    """The result, the files written, and a sentence on the word pairs learnt."""
    inputs = _inputs(given)
    check_targets(given.out, given.overwrite, inputs)
    if given.learn:
        growing = grows(given.learn, given.lexicons)
        check_place(given.learn, given.overwrite or growing, {} if growing else inputs)
    options = options_of(SimpleNamespace(**{**vars(given), "lexicons": [*given.lexicons, *given.dictionary]}))

    from turncue.files import write_bytes
    from turncue.formats import format_for
    from turncue.pipeline import align

    with progress(quiet=given.quiet) as moved:
        result = align(
            standard_input("transcript") if given.transcript == "-" else given.transcript,
            standard_input("captions") if given.captions == "-" else given.captions,
            options=options,
            progress=moved,
        )
    targets = given.out
    if not targets:
        languages = (result.document.language, result.document.captions_language)
        targets = [default_target(given.captions, languages, inputs)]
        check_targets(targets, given.overwrite, inputs)
    texts = [(t, result.render_bytes("srt" if t == "-" else format_for(t))) for t in targets]
    learnt = write_learnt(given.learn, result, given.lexicons) if given.learn else None
    for target, content in texts:
        if target == "-":
            write_document(content)
            continue
        write_bytes(target, content, overwrite=given.overwrite)
        if not given.as_json:
            # standard output may hold a subtitle file; then names go to standard error
            (note if "-" in targets else say)(target)
    return result, targets, learnt


def _inputs(given: SimpleNamespace) -> Mapping[str, str]:
    """The files that are read, by what they are."""
    named = {"transcript": given.transcript, "captions": given.captions}
    named |= {"file of shots": given.shots, "glossary": given.glossary}
    named |= {f"lexicon {name}": name for name in given.lexicons} | {f"dictionary {n}": n for n in given.dictionary}
    return {what: name for what, name in named.items() if name and name != "-"}


def _summary(result: Result, targets: list[str]) -> dict[str, Any]:
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


def _warn_of_hidden_names(result: Result, targets: list[str]) -> None:
    """Players do not print the voice of a WebVTT cue: who wants names on the screen needs --vtt-labels."""
    hidden = [t for t in targets if t.lower().endswith((".vtt", ".webvtt"))]
    options = result.options
    if hidden and not options.vtt_labels and options.speakers != "none" and any(t.speaker for t in result.turns):
        note(f"note: in {hidden[0]} the names stand in <v> tags, which players do not show; --vtt-labels prints them")


def _show(result: Result) -> None:
    """The report, for a person, on standard error."""
    report = result.report
    note(
        f"{len(result.subtitles)} subtitles, {report.turns} turns "
        f"({report.aligned} aligned, {report.estimated} estimated, {report.absent} absent), score {report.score:.2f}"
    )
    placed = report.measured + report.in_cue + report.guessed
    if placed:
        note(
            f"word times: {report.measured / placed:.0%} measured, {report.in_cue / placed:.0%} placed inside a "
            f"caption, {report.guessed / placed:.0%} estimated"
        )
    if findings := _findings_line(result):
        note(findings)
    for warning in report.warnings:
        note(f"note: {warning}")
    doubtful = sorted((t for t in result.turns if t.reason and t.status != "absent"), key=lambda t: t.confidence)
    for t in doubtful[:_MOST_DOUBTFUL]:
        start = "" if t.start is None else f" at {t.start / 1000:.1f} s"
        note(f"doubtful: turn {t.index + 1}{start} ({t.speaker or 'no name'}): {t.reason}")
    if len(doubtful) > _MOST_DOUBTFUL:
        note(f"doubtful: {len(doubtful) - _MOST_DOUBTFUL} more; all are in the JSON result (-o name.json)")


def _findings_line(result: Result) -> str | None:
    """What ``turncue check`` would find in the subtitles, counted, and why they are fast to read; None for nothing."""
    from turncue.pipeline import profile_of
    from turncue.reformat import check_result

    counts = Counter(f.rule for f in check_result(result))
    if not counts:
        return None
    profile = profile_of(result.options, result.document.language)
    why = {"too-fast": _why_fast(result, profile, counts["too-fast"])} if result.options.text == "transcript" else {}
    parts = [f"{n} {rule}{why.get(rule, '')}" for rule, n in counts.most_common()]
    return f"check ({profile.name}): of {len(result.subtitles)} subtitles {', '.join(parts)}; turncue check lists them"


def _why_fast(result: Result, profile: Profile, fast: int) -> str:
    """Why ``fast`` subtitles are faster to read than the profile allows, with the number of each cause."""
    from turncue.compose import count_violations

    language = result.document.language
    counts = count_violations(result.subtitles, profile=profile, turns=result.turns, language=language)
    cut = counts.fast_by_cut + counts.fast_by_pause
    causes = {
        "spoken so fast": fast - counts.fast_by_label - cut,
        "only with the speaker's name": counts.fast_by_label,
        "for want of a place to cut": cut,
    }
    return f" ({'; '.join(f'{n} {cause}' for cause, n in causes.items() if n > 0)})"


COMMAND = Command(
    "align",
    "Align TRANSCRIPT with CAPTIONS and write subtitles that say who speaks.",
    _ROWS,
    _run,
    (
        "turncue align talk.md talk.en.vtt -o talk.srt",
        "turncue align talk.md talk.srt -o talk.vtt -o talk.json --speakers every",
        "turncue align talk.md talk.mp4 -o talk.srt",
        "turncue align talk.md - -o - < talk.srt",
    ),
)
