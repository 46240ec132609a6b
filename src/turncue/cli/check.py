"""``turncue check``: subtitles held to a profile."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from turncue import clock
from turncue.cli.outputs import check_target
from turncue.cli.shared_options import LineEnds
from turncue.errors import TurncueError, UsageError

if TYPE_CHECKING:
    from turncue.check import Finding
    from turncue.compose import Profile
    from turncue.pipeline import Options

__all__ = ["check"]


def check(
    files: Annotated[list[str], typer.Argument(help="Subtitle files; - for stdin.", metavar="FILE...")],
    profile: Annotated[str, typer.Option(help="Rules to hold them to (turncue profiles).")] = "netflix",
    language: Annotated[str | None, typer.Option(help="The subtitles' language, if it is not found out.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only this rule; may repeat.", metavar="RULE")] = None,
    fix: Annotated[
        str | None, typer.Option(help="Write the subtitles cut anew to this file; no word changes.", metavar="OUT")
    ] = None,
    line_ends: Annotated[LineEnds | None, typer.Option(help="With drop, ，、。 at line ends are findings.")] = None,
    max_chars: Annotated[float | None, typer.Option(help="Characters a line.", min=4)] = None,
    max_lines: Annotated[int | None, typer.Option(help="Lines a subtitle.", min=1)] = None,
    max_cps: Annotated[float | None, typer.Option(help="Characters a second.", min=1)] = None,
    encoding: Annotated[str | None, typer.Option(help="The files' encoding, if it is not found out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as one JSON document.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Write over a file that exists.")] = False,
) -> None:
    """Find what breaks a profile's rules, with measured value, limit and a way to mend it.

    Ends with 0 when there is nothing, with 1 when there is (with --fix: when something is left in the new file).
    """
    from turncue.pipeline import Options

    _usable(files, rule or [], fix, overwrite)
    options = Options(
        profile=profile,
        language=language,
        line_ends=line_ends.value if line_ends else None,
        max_chars=max_chars,
        max_lines=max_lines,
        max_cps=max_cps,
    )
    reports: list[dict[str, Any]] = []
    clean = True
    for name in files:
        try:
            report = _report(name, options, tuple(rule or ()), encoding, fix)
        except UsageError:
            raise
        except TurncueError as error:
            print(f"turncue: {error}", file=sys.stderr)
            reports.append({"file": name, "error": type(error).__name__, "message": str(error)})
            clean = False
            continue
        clean = clean and not report["left" if fix else "findings"]
        reports.append(report)
        if not as_json:
            _show(report, fix)
    if as_json:
        print(json.dumps({"version": 1, "ok": clean, "files": reports}, ensure_ascii=False, indent=1))
    if not clean:
        raise typer.Exit(1)


def _usable(files: list[str], rules: list[str], fix: str | None, overwrite: bool) -> None:
    from turncue.check import RULES

    for rule in rules:
        if rule not in RULES:
            raise UsageError(f"--rule {rule!r}: there is no such rule. Rules: {', '.join(RULES)}.")
    if fix is None:
        return
    if len(files) > 1:
        raise UsageError("--fix writes one file: give one FILE at a time.")
    check_target(fix, overwrite)


def _report(
    name: str, options: Options, rules: tuple[str, ...], encoding: str | None, fix: str | None
) -> dict[str, Any]:
    """Everything about one file; with ``fix`` the new file is written and what is left in it told."""
    from turncue.check import check_source, shown_cues
    from turncue.files import check_outputs, standard_input, write_bytes
    from turncue.formats import Source
    from turncue.pipeline import format_for, profile_of
    from turncue.reading import read_source
    from turncue.reformat import language_of, remake

    source = read_source(standard_input() if name == "-" else name, "subtitles", encoding)
    language = language_of(source, options.language)
    profile = profile_of(options, language)
    found = [f for f in check_source(source, profile=profile, language=language) if not rules or f.rule in rules]
    report: dict[str, Any] = {
        "file": name,
        "profile": profile.name,
        "language": language,
        "subtitles": len(shown_cues(source)[0]),
        "findings": [_row(f, profile) for f in found],
    }
    if fix is not None:
        check_outputs([fix], [name])
        content = remake(source, options).render_bytes(format_for(fix))
        write_bytes(fix, content, overwrite=True)
        left = check_source(read_source(Source.of_text(content.decode(), fix), fix), profile=profile, language=language)
        report |= {"written": fix, "left": [_row(f, profile) for f in left if not rules or f.rule in rules]}
    return report


def _row(f: Finding, profile: Profile) -> dict[str, Any]:
    return {
        "rule": f.rule,
        "cue": f.cue,
        "line": f.line,
        "start": clock.seconds(f.start),
        "end": clock.seconds(f.end),
        "measured": f.measured,
        "limit": f.limit,
        "fix": f.fix,
        "text": f.text,
        "source": f"{f.source}{_from_profile(f.rule, profile)}",
    }


_SETTING = {
    "too-many-lines": "max_lines",
    "line-too-long": "max_chars",
    "too-fast": "max_cps",
    "too-short": "min_duration",
    "too-long": "max_duration",
    "gap-too-small": "min_gap",
    "gap-not-closed": "close_gaps_under",
    "unbalanced": "shape",
}


def _from_profile(rule: str, profile: Profile) -> str:
    told = profile.sources.get(_SETTING.get(rule, ""), "")
    return f" ({told})" if told else ""


def _show(report: dict[str, Any], fix: str | None) -> None:
    """The findings for a person."""
    about = f"{report['profile']}, {report['language'] or 'any language'}"
    rows = report["findings"]
    if not rows:
        print(f"{report['file']}: {report['subtitles']} subtitles, nothing found ({about})")
    else:
        print(f"{report['file']}: {len(rows)} findings in {report['subtitles']} subtitles ({about})")
        _table(rows)
        counts = Counter(r["rule"] for r in rows)
        print("  " + ", ".join(f"{n} {rule}" for rule, n in counts.most_common()))
    if fix is not None:
        print(f"{report['written']}: written, {len(report['left'])} findings left")
        if report["left"]:
            _table(report["left"])


def _table(rows: list[dict[str, Any]]) -> None:
    cells = [("#", "time", "rule", "measured", "limit", "how to mend")]
    for r in rows:
        time = clock.vtt(round(r["start"] * 1000))
        cells.append((str(r["cue"]), time, r["rule"], r["measured"], r["limit"], r["fix"]))
    widths = [min(40, max(len(c[k]) for c in cells)) for k in range(5)]
    for c in cells:
        print("  " + "  ".join(c[k].ljust(widths[k]) for k in range(5)) + "  " + c[5])
