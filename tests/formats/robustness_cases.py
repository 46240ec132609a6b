"""Subtitle files and parser suites by others (``data/robustness``), each read and compared with what it states.

The data is not part of this repository: ``TURNCUE_DATA``, or ``shared/data`` beside the checkout.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from turncue import formats
from turncue.errors import TurncueError
from turncue.formats import Source
from turncue.formats.cues.repair import scan
from turncue.model import Captions
from turncue.reading import read_captions, read_source

ROOT = Path(__file__).resolve().parents[2]
WPT = "w3c+web-platform-tests/webvtt/parsing"
_NO_SUBTITLES = (".html", ".json", ".dat", ".md", ".test", ".js", ".py")


def robustness() -> Path | None:
    """The folder of the files, None where it is not there."""
    for place in (os.environ.get("TURNCUE_DATA"), str(ROOT.parent / "shared" / "data")):
        if place and (folder := Path(place, "robustness")).is_dir():
            return folder
    return None


# ---------------------------------------------------------------- every file


@dataclass(frozen=True)
class Outcome:
    """One file: "read", "repaired", "refused" or "crash", what is to be seen of it, and its seconds."""

    source: str
    file: str
    kind: str
    detail: str
    repairs: int
    seconds: float


def subtitle_files(folder: Path) -> list[Path]:
    """The files that are meant to be subtitles, in order of name."""
    listed = (p for p in folder.rglob("*") if p.is_file() and p.suffix.lower() not in _NO_SUBTITLES)
    return sorted(p for p in listed if p.parent != folder)


def outcome_of(path: Path, folder: Path) -> Outcome:
    """Read one file as a user would."""
    source, begun = path.relative_to(folder).parts[0], time.perf_counter()
    repairs = 0
    try:
        captions = read_captions(path)
        repairs = len(captions.repairs)
        kind = "repaired" if repairs else "read"
        detail = f"{len(captions.cues)} cues, {captions.format}"
        if any(not 0 <= c.start <= c.end for c in captions.cues):
            kind, detail = "crash", "a cue ends before it starts"
    except TurncueError as error:
        kind, detail = "refused", " ".join(error.problem.split()) if hasattr(error, "problem") else str(error)
    except Exception as error:
        kind, detail = "crash", repr(error)
    return Outcome(source, str(path.relative_to(folder)), kind, detail, repairs, time.perf_counter() - begun)


# ---------------------------------------------------------------- the web platform's tests of whole files

_PRELUDE = """
const UNKNOWN = new Proxy({}, {get: () => UNKNOWN});
const known = new Set(["id", "text", "startTime", "endTime"]);
const cues = INPUT.map(c => new Proxy(c, {get: (o, k) => known.has(k) ? o[k] : UNKNOWN}));
const document = {styleSheets: []};
const same = (a, b, m) => { if (a === UNKNOWN || b === UNKNOWN) return;
  if (!Object.is(a, b)) throw new Error(`${JSON.stringify(a)} not ${JSON.stringify(b)} ${m || ""}`); };
const assert_equals = same;
const assert_false = (x, m) => { if (x !== UNKNOWN) same(!!x, false, m); };
const assert_true = (x, m) => { if (x !== UNKNOWN) same(!!x, true, m); };
const assert_not_equals = (a, b, m) => { if (a !== UNKNOWN && Object.is(a, b)) throw new Error(`${a} ${m || ""}`); };
const assert_array_equals = (a, b) => same(JSON.stringify(a), JSON.stringify(b));
"""


@dataclass(frozen=True)
class Scored:
    """One case: "right", "told" (lenient, and its repair is in the captions) or "wrong"."""

    name: str
    kind: str
    detail: str


def _raw_cues(path: Path) -> tuple[list[dict[str, object]], int, str]:
    """The cues of a WebVTT file with their markup, how many repairs it needed, and why it was refused."""
    try:
        source = read_source(path, "captions")
        raw, repairs = scan(source, "vtt")
        told = len(repairs) + len(source.repairs) + (not source.text.startswith("WEBVTT"))
    except TurncueError as error:
        return [], 0, str(error)
    rows = [
        {"id": c.id or "", "text": "\n".join(c.lines), "startTime": c.start / 1000, "endTime": c.end / 1000}
        for c in raw
    ]
    return rows, told, ""


def file_cases(folder: Path) -> Iterator[Scored]:
    """The assertions of the web platform's file tests, run by node on the cues that are read."""
    for page in sorted((folder / WPT / "file-parsing" / "tests").glob("*.html")):
        path = page.with_name("support") / f"{page.stem}.vtt"
        if not path.exists():
            continue
        script = page.read_text(encoding="utf-8")
        m = re.search(r"var cues = video\.textTracks\[0\]\.cues;\s*\{(.*)\}\s*this\.done", script, re.DOTALL)
        body = m[1] if m else "assert_equals(cues.length, 9);"  # of the pages that check regions only
        rows, told, refusal = _raw_cues(path)
        program = f"const INPUT = {json.dumps(rows)};\n{_PRELUDE}\n{body}"
        run = subprocess.run(["node", "-e", program], capture_output=True, text=True, timeout=30, check=False)
        fault = next((x for x in run.stderr.splitlines() if "Error: " in x), "")
        kind = "right" if run.returncode == 0 else "told" if told or refusal else "wrong"
        yield Scored(page.stem, kind, "" if kind == "right" else f"{fault} ({told} repairs) {refusal}"[:200])


def has_node() -> bool:
    return shutil.which("node") is not None


# ---------------------------------------------------------------- the web platform's tests of cue text


def _vectors(path: Path) -> Iterator[tuple[str, str]]:
    """Input and expected text of each vector of a file in the form of html5lib."""
    for block in re.split(r"(?m)^#data\n", path.read_text(encoding="utf-8"))[1:]:
        data, _, tree = block.partition("\n#errors")
        tree = tree.partition("#document-fragment")[2]
        given = re.sub(r"\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), data)
        given = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), given)
        given = given.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r").replace("\\f", "\f")
        parts = re.findall(r'(?ms)^\|\s+"(.*?)"$', tree)
        yield given, re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), "".join(parts)).replace("\\n", "\n")


def _squeezed(text: str) -> str:
    return " ".join(text.replace("\ufffd", "\x00").split())


def text_cases(folder: Path) -> Iterator[Scored]:
    """The web platform's vectors of cue text, each as the only cue of a file: the text that remains."""
    for path in sorted((folder / WPT / "cue-text-parsing" / "dat").glob("*.dat")):
        for number, (given, expected) in enumerate(_vectors(path)):
            try:
                captions = read_row_text(
                    f"WEBVTT\n\n00:00.000 --> 00:10.000\nseen\n\n00:10.000 --> 01:00:00.000\n{given}\n"
                )
                text, told = " ".join(c.text for c in captions.cues[1:]), ", ".join(r.rule for r in captions.repairs)
            except TurncueError as error:
                text, told = "", str(error)
            right = _squeezed(text) == _squeezed(expected)
            detail = "" if right else f"{given!r}: {text!r}, not {expected!r} ({told})"
            yield Scored(f"{path.stem} {number}", "right" if right else "told" if told else "wrong", detail)


# ---------------------------------------------------------------- vtt.js


def vtt_js_cases(folder: Path) -> Iterator[Scored]:
    """The expected parses of vtt.js: times, text and identifiers of the cues."""
    for expected in sorted((folder / "mozilla+vtt.js" / "tests").rglob("*.json")):
        path = expected.with_suffix(".vtt")
        if expected.stem.endswith("-proc") or not path.exists():
            continue
        data = json.loads(expected.read_text(encoding="utf-8"))
        cues = data.get("cues", []) if isinstance(data, dict) else data
        rows, told, refusal = _raw_cues(path)
        want = [(c["startTime"], c["endTime"], c.get("content", c.get("text"))) for c in cues]
        got = [(r["startTime"], r["endTime"], r["text"]) for r in rows]
        pairs = zip_longest([_plain(g) for g in got], [_plain(w) for w in want])
        different = [f"{a} not {b}" for a, b in pairs if a != b]
        kind = "right" if not different else "told" if told or refusal else "wrong"
        yield Scored(str(path.name), kind, "" if kind == "right" else f"{different[0]} {refusal}"[:250])


def _plain(row: tuple[object, object, object]) -> tuple[object, object, str]:
    return (row[0], row[1], "\n".join(line.strip() for line in str(row[2]).split("\n") if line.strip()))


# ---------------------------------------------------------------- SubRip against strict readers


def strict_srt(text: str) -> list[tuple[int, int]] | None:
    """The times of the cues by a strict grammar, None for a file that does not keep it."""
    block = re.compile(
        r"\d+\n(\d\d):([0-5]\d):([0-5]\d),(\d{3}) --> (\d\d):([0-5]\d):([0-5]\d),(\d{3})\n((?:(?!\s*\n).+\n)+)\n+"
    )
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").rstrip("\n") + "\n\n"
    at, out = 0, []
    while at < len(plain):
        m = block.match(plain, at)
        if m is None or "-->" in m[9]:
            return None
        h1, m1, s1, f1, h2, m2, s2, f2 = map(int, m.groups()[:8])
        out.append((((h1 * 60 + m1) * 60 + s1) * 1000 + f1, ((h2 * 60 + m2) * 60 + s2) * 1000 + f2))
        at = m.end()
    return out if all(a <= b for a, b in out) and out == sorted(out, key=lambda t: t[0]) else None


def srt_times(path: Path) -> tuple[list[tuple[int, int]], list[tuple[int, int]]] | None:
    """Times by the strict grammar and by turncue of a clean SubRip file, None for one that is not clean."""
    try:
        source = read_source(path, "captions")
        if source.repairs or (strict := strict_srt(source.text)) is None:
            return None
        raw, _ = scan(source, "srt")
    except TurncueError:
        return None
    return strict, [(c.start, c.end) for c in raw]


def read_row(path: Path) -> Captions:
    """Captions as they stand in the file."""
    return formats.read_captions(read_source(path, "captions"))


def read_row_text(text: str) -> Captions:
    """Captions of a WebVTT text."""
    return formats.read_captions(Source.of_text(text, "x.vtt"))
