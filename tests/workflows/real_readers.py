"""Where the real readers are that pip does not bring: Node modules, Chromium, ffmpeg. Tests skip where they are not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).parent / "readers"
_MODULES = os.environ.get("TURNCUE_NODE_MODULES", "")
"""A folder in which ``npm install webvtt-parser imsc jsdom`` was run."""

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")


def node(script: str, *arguments: str) -> Any:
    """What a script of ``readers`` gives for a file; skips without Node or its modules."""
    program = shutil.which("node")
    if program is None or not (Path(_MODULES) / "node_modules").is_dir():
        pytest.skip("TURNCUE_NODE_MODULES is no folder with webvtt-parser, imsc and jsdom, or Node is missing")
    command = [program, str(SCRIPTS / script), str(Path(_MODULES).resolve()), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return json.loads(done.stdout)


def chromium(page: Path, *arguments: str) -> str:
    """The page's document when its scripts have run; skips without Chromium."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("Chromium is not installed")
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--hide-scrollbars"]
    options += ["--autoplay-policy=no-user-gesture-required", f"--user-data-dir={page.parent / 'profile'}"]
    command = [program, *options, *arguments, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    return done.stdout
