"""What all tests share: options, Hypothesis profiles, the folder of samples."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import gardeners
import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# deadlines measure the machine's load, not the code; in CI the same examples every time
settings.register_profile("dev", deadline=None, max_examples=40)
settings.register_profile("ci", deadline=None, max_examples=40, derandomize=True, database=None)
settings.register_profile("long", deadline=None, max_examples=400)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the expected files of samples/ anew")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout (or of the unpacked source distribution)."""
    return ROOT


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a copy of samples/ in it, made the current one."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "samples"


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with talk.md, talk.en.srt and other.srt in it, made the current one."""
    (tmp_path / "talk.md").write_text(gardeners.TRANSCRIPT, encoding="utf-8")
    (tmp_path / "talk.en.srt").write_text(gardeners.CAPTIONS, encoding="utf-8")
    (tmp_path / "other.srt").write_text(gardeners.OTHER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
