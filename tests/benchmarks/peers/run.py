"""Peers side by side: time, peak memory and accuracy on the same words, in one table.

    python tests/benchmarks/peers/run.py [--data DIR] [--sets earnings21 seed ...] [--limit SECONDS] [--tools NAME ...]

Every tool runs every job in a process of its own with a time limit. Synthetic jobs have exact truth; those from the
evaluation data (when it is there) gold turn starts. npm packages are installed into a cache folder on the first run;
what cannot be installed is skipped and said.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import common  # noqa: E402
import synthetic  # noqa: E402
import tools  # noqa: E402

PROCESS = "turncue, as a process"
INSIDE = "turncue, in process"


# ---------------------------------------------------------------- jobs


def synthetic_jobs() -> list[dict[str, Any]]:
    made = []
    for job in synthetic.standard_jobs():
        cues = []
        for at in range(0, len(job.heard), 8):
            run = job.heard[at : at + 8]
            cues.append((run[0][1], run[-1][2], " ".join(w for w, _, _ in run)))
        made.append(
            {
                "name": job.name,
                "said": job.said,
                "heard": job.heard,
                "cues": cues,
                "truth": job.turn_truth,
                "kind": "words",
            }
        )
    return made


def data_jobs(data: Path, sets: list[str], most: int) -> list[dict[str, Any]]:
    """One job per case and variant, ``most`` of each kind in a set."""
    made = []
    for name in sets:
        count: dict[bool, int] = {}
        for _, case, variant, folder, gold in common.variants(data, [name]):
            cross = common.kind_of(gold, variant) == "cross"
            if not gold["turns"] or count.get(cross, 0) >= most:
                continue
            count[cross] = count.get(cross, 0) + 1
            made.append(data_job(name, case, variant, folder, gold, cross))
    return made


def heard_words(captions: Any) -> list[tuple[str, int, int]]:
    """The words of captions with begin and end in ms, by stamp or by their place in the text."""
    from turncue import Word
    from turncue.text.tokens import tokenize

    heard = []
    for cue in captions.cues:
        for run in cue.words or (Word(cue.text, cue.start, cue.end),):
            found = tokenize(run.text)
            whole = len(run.text) or 1
            for a, b in zip(found.begins, found.finishes, strict=True):
                span = run.end - run.start
                heard.append((run.text[a:b], run.start + span * a // whole, run.start + span * b // whole))
    return heard


def data_job(name: str, case: str, variant: str, folder: Path, gold: dict[str, Any], cross: bool) -> dict[str, Any]:
    import turncue
    from turncue.text.tokens import tokenize

    captions = next(folder.glob(f"captions.{variant}.*"))
    lines = (folder / "spoken.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")[: len(gold["turns"])]
    read = turncue.read_captions(str(captions))
    said = []
    for turn, line in zip(gold["turns"], lines, strict=True):
        found = tokenize(line)
        words = [line[a:b] for a, b in zip(found.begins, found.finishes, strict=True)]
        said.append((turn["speaker"] or "Somebody", words or ["-"]))
    return {
        "name": f"{name}/{case} [{variant}]" + (" cross" if cross else ""),
        "said": said,
        "spoken": lines,
        "heard": heard_words(read),
        "cues": [(c.start, c.end, c.text) for c in read.cues],
        "truth": [None if t["start"] is None else round(t["start"] * 1000) for t in gold["turns"]],
        "captions": str(captions),
        "gold": str(folder),
        "kind": "cross" if cross else "data",
    }


# ---------------------------------------------------------------- one tool, one job (a child of this script)


def one(tool: str, file: str) -> None:
    job = json.loads(Path(file).read_text(encoding="utf-8"))
    inputs = tools.turncue_inputs(job) if tool == INSIDE else None
    if inputs is not None:
        import turncue

        # the first call loads modules and tables; a program pays that once
        turncue.align(*tools.turncue_inputs(json.loads(json.dumps(WARM))))
    begun = time.process_time()
    if inputs is not None:
        starts = tools.turncue_aligned(inputs)
    elif tool in tools.WORDS:
        starts = turn_starts(job, tools.interpolated(tools.WORDS[tool](job)))
    else:
        starts = tools.TURNS[tool](job)
    seconds = time.process_time() - begun
    print(json.dumps({"seconds": seconds, "turns": starts}))


WARM = {
    "said": [["Ann", ["where", "does", "the", "river", "rise"]]],
    "heard": [[w, 300 * k, 300 * k + 300] for k, w in enumerate("where does the river rise".split())],
}


def turn_starts(job: dict[str, Any], words: list[int]) -> list[int]:
    out, at = [], 0
    for _, said in job["said"]:
        out.append(words[min(at, len(words) - 1)])
        at += len(said)
    return out


def from_texts(job: dict[str, Any], found: list[list[Any]]) -> list[int]:
    """Turn starts of a tool that gives its own list of words: laid on ours by their texts, for some are dropped."""
    from rapidfuzz.distance import Levenshtein

    ids: dict[str, int] = {}
    wanted = [ids.setdefault(w, len(ids)) for _, words in job["said"] for w in words]
    given = [ids.setdefault(w, len(ids)) for w, _ in found]
    starts: list[int | None] = [None] * len(wanted)
    for op in Levenshtein.opcodes(wanted, given):
        if op.tag == "equal":
            for k in range(op.src_end - op.src_start):
                starts[op.src_start + k] = found[op.dest_start + k][1]
    return turn_starts(job, tools.interpolated(starts))


# ---------------------------------------------------------------- all of them


def node_folder() -> tuple[Path | None, str]:
    """Where the npm packages are, installed when they are not; or why there are none."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None, "npm or node is not installed"
    cache = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(cache) / "turncue-peers"
    if all((folder / "node_modules" / name).is_dir() for name in tools.NODE):
        return folder, ""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}@{version}" for name, version in tools.NODE.items()]
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *wanted]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    except subprocess.TimeoutExpired:
        return None, "npm install took over 180 s"
    return (folder, "") if done.returncode == 0 else (None, f"npm install failed: {done.stderr.strip()[-120:]}")


def run_tool(
    tool: str, job: dict[str, Any], file: Path, node: Path | None, limit: float, work: Path
) -> tuple[float, float, list[int | None] | str]:
    """Seconds, MB and the turn starts, or why there are none."""
    if tool in tools.NODE:
        command = ["node", str(HERE / "align.cjs"), str(node), tool, str(file)]
    elif tool == PROCESS:
        return run_process(job, limit, work)
    else:
        command = [sys.executable, str(HERE / "run.py"), "--one", tool, str(file)]
    done = common.measured(command, limit=limit, work=work)
    if done.code == 124:
        return done.wall, done.mb, f"stopped after {limit:.0f} s"
    if done.code:
        return done.wall, done.mb, f"failed: {done.error[:45]}"
    found = json.loads(done.out.splitlines()[-1])
    return found["seconds"], done.mb, found["turns"] if "turns" in found else from_texts(job, found["words"])


def run_process(job: dict[str, Any], limit: float, work: Path) -> tuple[float, float, list[int | None] | str]:
    from turncue.formats import Source
    from turncue.score.reference import read_side
    from turncue.score.score_input import keys_of
    from turncue.score.turn_onsets import match_turns

    texts = job.get("spoken") or [" ".join(words) for _, words in job["said"]]
    transcript, out = work / "transcript.md", work / "out.json"
    body = "\n\n".join(f"**{name}:** {text}" for (name, _), text in zip(job["said"], texts, strict=True))
    transcript.write_text(body + "\n", encoding="utf-8")
    captions = job.get("captions")
    if not captions:
        captions = str(work / "captions.json")
        rows = [{"word": w, "start": a / 1000, "end": b / 1000} for w, a, b in job["heard"]]
        Path(captions).write_text(json.dumps({"words": rows}), encoding="utf-8")
    command = [sys.executable, "-m", "turncue", "align", str(transcript), captions, "-o", str(out), "--overwrite"]
    done = common.measured([*command, "--quiet"], limit=limit, work=work)
    if done.code:
        why = f"stopped after {limit:.0f} s" if done.code == 124 else f"exit {done.code}: {done.error[:45]}"
        return done.cpu, done.mb, why
    turns = read_side(Source.of_text(out.read_text(encoding="utf-8"))).turns
    pairs = match_turns(["".join(keys_of(t)) for t in texts], ["".join(keys_of(t.text)) for t in turns])
    return done.cpu, done.mb, [turns[pairs[i]].start if i in pairs else None for i in range(len(texts))]


def errors(job: dict[str, Any], starts: list[int | None], scorer: Any) -> list[float]:
    """|start - truth| in s; infinite for what has no start."""
    if scorer is not None and job.get("gold"):
        gold = json.loads((Path(job["gold"]) / "gold.json").read_text(encoding="utf-8"))
        rows = [
            {"text": text, "start": None if s is None else s / 1000}
            for text, s in zip(job["spoken"], starts, strict=True)
        ]
        found: list[float] = scorer.score_case(job["gold"], gold, {"turns": rows, "cues": []}, [])["turn_err"]
        return found
    pairs = zip(job["truth"], starts, strict=True)
    return [math.inf if s is None else abs(s - t) / 1000 for t, s in pairs if t is not None]


def cells(tool: str, seconds: float, mb: float, found: list[float] | str) -> list[str]:
    if isinstance(found, str):
        return [tool, f"{seconds:.2f}", f"{mb:.0f}", *["-"] * 5, found]
    known = [e for e in found if e < math.inf]
    shares = [f"{sum(e <= limit for e in found) / max(1, len(found)):.1%}" for limit in (0.2, 1, 2)]
    worst = f"{max(known):.1f}" if known else "-"
    median = common.quantile(found, 0.5)
    return [
        tool,
        f"{seconds:.2f}",
        f"{mb:.0f}",
        f"{median:.2f}",
        *shares,
        worst,
        f"{len(found) - len(known)} missing" if len(known) < len(found) else "",
    ]


HEAD = ["tool", "cpu s", "MB", "median s", "<=0.2 s", "<=1 s", "<=2 s", "worst s", ""]


def chosen_tools(job: dict[str, Any], asked: list[str] | None, node: Path | None) -> list[str]:
    same = [*tools.WORDS, "script: partial_ratio", *(tools.NODE if node else ())]
    across = ["proportional", "Gale-Church", "rapidfuzz Levenshtein"]
    named = (across if job["kind"] == "cross" else same) + [INSIDE, PROCESS]
    here = [t for t in named if t not in tools.NEEDS or importlib.util.find_spec(tools.NEEDS[t])]
    return [t for t in here if not asked or any(a in t for a in asked)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data")
    parser.add_argument("--sets", nargs="*", default=["earnings21", "coraal", "dem_debate", "seed"])
    parser.add_argument("--cases", type=int, default=1, help="cases of each kind in a set")
    parser.add_argument("--limit", type=float, default=60, help="seconds a tool has for a job")
    parser.add_argument("--tools", nargs="*", help="only tools with these words in their names")
    parser.add_argument("--no-synthetic", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "JOB"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(*asked.one)
        return
    node, why = node_folder()
    if node is None:
        print(f"skipped: {', '.join(tools.NODE)}: {why}")
    for tool, module in tools.NEEDS.items():
        if importlib.util.find_spec(module) is None:
            print(f"skipped: {tool}: it is not installed (pip install {module})")
    data = common.data_dir(asked.data)
    if data is None:
        print("skipped: real recordings: there is no evaluation data (set TURNCUE_DATA)")
    jobs = [] if asked.no_synthetic else synthetic_jobs()
    jobs += data_jobs(data, asked.sets, asked.cases) if data else []
    scorer = common.scorer(data)
    with tempfile.TemporaryDirectory() as folder:
        for job in jobs:
            rows = [HEAD]
            work = Path(folder)
            file = work / "job.json"
            file.write_text(json.dumps(job), encoding="utf-8")
            for tool in chosen_tools(job, asked.tools, node):
                seconds, mb, found = run_tool(tool, job, file, node, asked.limit, work)
                rows.append(cells(tool, seconds, mb, found if isinstance(found, str) else errors(job, found, scorer)))
            print(f"\n{job['name']}: {len(job['said'])} turns, {len(job['heard'])} heard words")
            print(common.table(rows), flush=True)


if __name__ == "__main__":
    main()
