"""``turncue check``: subtitles against the rules of a profile."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from turncue import clock
from turncue.cli.outputs import check_target
from turncue.cli.rows import JSON, OUTPUT, OVERWRITE, REPORTS, Command, Row, argument, option
from turncue.cli.terminal import note, say, standard_input, write_document
from turncue.cli.values import options_of
from turncue.errors import TurncueError, UsageError

if TYPE_CHECKING:
    from turncue.check import Finding
    from turncue.compose import Profile
    from turncue.options import Options

__all__ = ["COMMAND"]


_ROWS = (
    argument("files", "Subtitle files; - is standard input.", "FILE...", many=True),
    Row(
        "fix",
        "Write the subtitles, composed again, to this file; no word changes.",
        flags=("--fix",),
        panel=OUTPUT,
        metavar="OUT",
    ),
    OVERWRITE,
    option("profile", help="Rules to check (turncue profiles)."),
    *map(option, ("max_chars", "max_lines", "max_cps")),
    option("line_ends", help="With drop, the marks ，、。 at line ends are findings"),
    option("language", help="Language of the subtitles, where detection errs."),
    option("encoding", help="Encoding of the files, where detection errs.", panel="Languages"),
    Row(
        "rule",
        "Only this rule; may repeat.",
        flags=("--rule",),
        panel=REPORTS,
        metavar="RULE",
        many=True,
        complete="rules",
    ),
    replace(JSON, help="Print the findings as one JSON document."),
)


def _run(given: SimpleNamespace) -> int:
    _usable(given.files, given.rule, given.fix, given.overwrite)
    options = replace(options_of(given), encoding=None)
    reports: list[dict[str, Any]] = []
    clean = True
    for name in given.files:
        try:
            report = _report(name, options, tuple(given.rule), given.encoding, given.fix)
        except UsageError:
            raise
        except TurncueError as error:
            note(f"turncue: {error}")
            reports.append({"file": name, "error": type(error).__name__, "message": str(error)})
            clean = False
            continue
        clean = clean and not report["left" if given.fix else "findings"]
        reports.append(report)
        if not given.as_json:
            _show(report, given.fix)
    if given.as_json:
        document = {"version": 1, "ok": clean, "files": reports}
        write_document(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    return 0 if clean else 1


def _usable(files: list[str], rules: list[str], fix: str | None, overwrite: bool) -> None:
    from turncue.check import RULES

    for rule in rules:
        if rule not in RULES:
            raise UsageError(f"--rule {rule!r}: there is no such rule. Rules: {', '.join(RULES)}.")
    if fix is None:
        return
    if len(files) > 1:
        raise UsageError("--fix writes one file: give one FILE at a time.")
    check_target(fix, overwrite, {"input": files[0]})


def _report(
    name: str, options: Options, rules: tuple[str, ...], encoding: str | None, fix: str | None
) -> dict[str, Any]:
    """Everything about one file; with ``fix`` the new file is written and what is left in it is listed."""
    from turncue.files import write_bytes
    from turncue.formats import format_for
    from turncue.reading import read_source
    from turncue.reformat import check_file, reformat

    source = read_source(standard_input("subtitles") if name == "-" else name, "subtitles", encoding)
    checked = check_file(source, options)
    profile = checked.profile
    findings = [f for f in checked.findings if not rules or f.rule in rules]
    report: dict[str, Any] = {
        "file": name,
        "profile": profile.name,
        "language": checked.language,
        "second_language": checked.second,
        "subtitles": checked.subtitles,
        "findings": [_row(f, profile) for f in findings],
    }
    if fix is not None:
        content = reformat(source, options).render_bytes(format_for(fix))
        write_bytes(fix, content, overwrite=True)
        written = replace(read_source(content, "subtitles"), name=fix)
        left = check_file(written, replace(options, language=checked.language)).findings
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
    source = profile.sources.get(_SETTING.get(rule, ""), "")
    return f" ({source})" if source else ""


def _show(report: dict[str, Any], fix: str | None) -> None:
    """The findings for a person."""
    languages = [x for x in (report["language"], report["second_language"]) if x]
    about = f"{report['profile']}, {' and '.join(languages) or 'any language'}"
    rows = report["findings"]
    if not rows:
        say(f"{report['file']}: {report['subtitles']} subtitles, nothing found ({about})")
    else:
        say(f"{report['file']}: {len(rows)} findings in {report['subtitles']} subtitles ({about})")
        _table(rows)
        counts = Counter(r["rule"] for r in rows)
        say("  " + ", ".join(f"{n} {rule}" for rule, n in counts.most_common()))
    if fix is not None:
        say(f"{report['written']}: written, {len(report['left'])} findings left")
        if report["left"]:
            _table(report["left"])


def _table(rows: list[dict[str, Any]]) -> None:
    cells = [("#", "time", "rule", "measured", "limit", "how to fix it")]
    for r in rows:
        time = clock.vtt(round(r["start"] * 1000))
        cells.append((str(r["cue"]), time, r["rule"], r["measured"], r["limit"], r["fix"]))
    widths = [min(40, max(len(c[k]) for c in cells)) for k in range(5)]
    for c in cells:
        say("  " + "  ".join(c[k].ljust(widths[k]) for k in range(5)) + "  " + c[5])


COMMAND = Command(
    "check",
    "Find what breaks a profile's rules, with measured value, limit and fix. "
    "Exit code 0: no findings; 1: findings (with --fix: findings left in the new file).",
    _ROWS,
    _run,
    ("turncue check talk.srt --profile netflix", "turncue check talk.srt --fix fixed.srt"),
)
