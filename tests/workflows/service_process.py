"""``turncue serve`` as a process of its own, for tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from conftest import ROOT


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port: int = s.getsockname()[1]
        return port


def start(
    folder: Path,
    *arguments: str,
    token: str = "",
    site: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> tuple[subprocess.Popen[bytes], str]:
    """The process in a folder, and its address. ``site`` is a folder of modules that it finds first."""
    port = free_port()
    path = os.pathsep.join([*([str(site)] if site else []), str(ROOT / "src")])
    variables = {**os.environ, "PYTHONPATH": path, "TURNCUE_TOKEN": token, **(environment or {})}
    with (folder / "stderr").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "turncue", "serve", "--port", str(port), "-q", *arguments],
            cwd=folder,
            env=variables,
            stderr=errors,
        )
    for _ in range(600):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return process, f"http://127.0.0.1:{port}"
        time.sleep(0.1)
    raise AssertionError("the service did not start")


def memory(pid: int) -> int:
    """Resident memory of a process and of its children, in bytes."""
    pages = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                if pid in (int(entry.name), parent):
                    pages += int((entry / "statm").read_text().split()[1])
            except (OSError, IndexError):
                continue
    return pages * os.sysconf("SC_PAGE_SIZE")


def children(pid: int) -> set[int]:
    """The processes that a process has started."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                    found.add(int(entry.name))
            except (OSError, IndexError):
                continue
    return found
