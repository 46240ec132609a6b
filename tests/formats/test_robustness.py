"""Real files and the suites of other parsers: nothing crashes, every WebVTT case is right or its repair is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
import robustness_cases as cases

FOLDER = cases.robustness()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="data/robustness is not there (TURNCUE_DATA)")


@pytest.fixture
def folder() -> Path:
    assert FOLDER is not None
    return FOLDER


def _wrong(scored: list[cases.Scored]) -> list[str]:
    return [f"{s.name}: {s.detail}" for s in scored if s.kind == "wrong"]


def test_no_file_crashes_a_reader(folder: Path) -> None:
    outcomes = [cases.outcome_of(path, folder) for path in cases.subtitle_files(folder)]
    assert len(outcomes) > 800
    assert [f"{o.file}: {o.detail}" for o in outcomes if o.kind == "crash"] == []
    assert max(o.seconds for o in outcomes) < 20


@pytest.mark.skipif(not cases.has_node(), reason="the assertions are JavaScript, and node is not installed")
def test_web_platform_files(folder: Path) -> None:
    scored = list(cases.file_cases(folder))
    assert len(scored) == 40
    assert _wrong(scored) == []
    assert sum(s.kind == "right" for s in scored) >= 31


def test_web_platform_cue_text(folder: Path) -> None:
    scored = list(cases.text_cases(folder))
    assert len(scored) == 77
    assert _wrong(scored) == []
    assert sum(s.kind == "right" for s in scored) >= 62


def test_vtt_js(folder: Path) -> None:
    scored = list(cases.vtt_js_cases(folder))
    assert len(scored) >= 130
    assert _wrong(scored) == []


def test_clean_subrip_has_the_times_of_a_strict_reading(folder: Path) -> None:
    files = [p for p in cases.subtitle_files(folder) if p.suffix.lower() == ".srt"]
    times = [(path, both) for path in files if (both := cases.srt_times(path)) is not None]
    assert len(times) >= 50
    assert [str(path) for path, (strict, own) in times if strict != own] == []
