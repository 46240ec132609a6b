"""The HTTP service: right answers, and no 500, no leak, no file, whatever is sent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from turncue.errors import UsageError
from turncue.workflows.service_limits import parts_of_body, safe_options
from turncue.workflows.service_work import Request, answer

from .recordings import talk
from .service_process import start

pytest.importorskip("starlette", reason="starlette is not installed")
pytest.importorskip("uvicorn", reason="uvicorn is not installed")
httpx = pytest.importorskip("httpx", reason="httpx is not installed")

TRANSCRIPT, CAPTIONS = talk(2)
TOKEN = "a-long-enough-token"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path, int]]:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "secret.md").write_text("**Ann:** The secret.", encoding="utf-8")
    process, url = start(folder, "--max-mb", "0.5", "--jobs", "1", "--waiting", "60", "--seconds", "60")
    yield url, folder, process.pid
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) in (0, -signal.SIGTERM)
    assert b"Traceback" not in (folder / "stderr").read_bytes()
    assert sorted(p.name for p in folder.iterdir()) == ["secret.md", "stderr"]


def _files(transcript: Any = TRANSCRIPT, captions: Any = CAPTIONS) -> dict[str, Any]:
    return {"transcript": ("talk.md", transcript), "captions": ("talk.en.srt", captions)}


def _post(url: str, path: str, **named: Any) -> Any:
    return httpx.post(f"{url}/v1/{path}", timeout=120, **named)


def test_align_as_form_and_as_json(service: tuple[str, Path, int]) -> None:
    url = service[0]
    form = _post(url, "align", files=_files(), data={"format": "vtt", "options": json.dumps({"speakers": "every"})})
    assert form.status_code == 200, form.text
    assert form.text.startswith("WEBVTT")
    sent = {"transcript": TRANSCRIPT, "captions": CAPTIONS, "format": "vtt", "options": {"speakers": "every"}}
    assert _post(url, "align", json=sent).text == form.text
    assert form.headers["x-content-type-options"] == "nosniff"


def test_convert_check_and_status(service: tuple[str, Path, int]) -> None:
    url = service[0]
    made = _post(url, "convert", files={"subtitles": ("a.srt", CAPTIONS)}, data={"format": "ttml"})
    assert made.status_code == 200
    assert "<tt " in made.text
    checked = _post(url, "check", files={"subtitles": ("a.srt", CAPTIONS)})
    assert checked.status_code == 200
    assert isinstance(checked.json()["findings"], list)
    assert httpx.get(f"{url}/v1/status").json()["ok"] is True


HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("align", {}),
    ("align", {"content": b"x", "headers": {"content-type": "text/plain"}}),
    ("align", {"content": b"\xff" * 100, "headers": {"content-type": "multipart/form-data"}}),
    ("align", {"content": b"--x\r\n\r\n", "headers": {"content-type": "multipart/form-data; boundary=x"}}),
    ("align", {"content": b"{", "headers": {"content-type": "application/json"}}),
    ("align", {"content": b"[" * 100_000, "headers": {"content-type": "application/json"}}),
    ("align", {"json": [1]}),
    ("align", {"json": {"transcript": 1, "captions": 2}}),
    ("align", {"json": {"transcript": "secret.md", "captions": "secret.md"}}),
    ("align", {"json": {"transcript": TRANSCRIPT, "captions": "/etc/passwd"}}),
    ("align", {"files": {"transcript": ("../../secret.md", b""), "captions": ("/etc/passwd", b"")}}),
    ("align", {"files": _files(b"\x00\xff\xfe", b"\x00\x01\x02")}),
    ("align", {"files": _files(b"PK\x03\x04" + b"\x00" * 200, CAPTIONS)}),
    ("convert", {"json": {"subtitles": "x" * 1000, "format": "../../x"}}),
    ("convert", {"json": {"subtitles": CAPTIONS, "format": "nosuch"}}),
    ("convert", {"json": {"subtitles": "1\n99999999999:00:00,000 --> 00:00:00,000\nx\n"}}),
    ("check", {"json": {"subtitles": ""}}),
    *[
        ("align", {"json": {"transcript": TRANSCRIPT, "captions": CAPTIONS, "options": options}})
        for options in (
            {"profile": "/etc/passwd.toml"},
            {"profile": "evil.toml"},
            {"profile": "nosuch"},
            {"profile": 1},
            {"encoding": "zip"},
            {"encoding": "hex"},
            {"encoding": "../x"},
            {"lexicons": ["/etc/passwd"]},
            {"embedder": "/"},
            {"glossary": "/etc/passwd"},
            {"shots": "/etc/passwd"},
            {"shots": ["x"]},
            {"max_chars": "NaN"},
            {"max_chars": 1e308},
            {"max_chars": {}},
            {"max_lines": -5},
            {"min_score": "x"},
            {"rename": [["a"]]},
            {"rename": [["a", 1]]},
            {"pins": [[0, -1]]},
            {"pins": "1=x"},
            {"language": "../../x"},
            {"language": ["en"]},
            {"events": []},
            {"section": "x" * 10_000},
            {"nosuch": 1},
            {"colors": "maybe"},
            {"speakers": None},
        )
    ],
]


@pytest.mark.parametrize(("path", "sent"), HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_sent_is_answered_without_500_and_without_a_file(
    service: tuple[str, Path, int], path: str, sent: dict[str, Any]
) -> None:
    made = _post(service[0], path, **sent)
    assert made.status_code in (200, 400, 422)
    assert "The secret" not in made.text
    assert "root:" not in made.text
    if made.status_code != 200:
        assert made.json()["ok"] is False
        assert "/work" not in made.text
        assert "Traceback" not in made.text


def test_other_methods_paths_hosts_and_sites(service: tuple[str, Path, int]) -> None:
    url = service[0]
    assert httpx.get(f"{url}/v1/align").status_code == 405
    assert httpx.get(f"{url}/../../etc/passwd").status_code == 404
    assert httpx.get(f"{url}/v1/status", headers={"host": "evil.example"}).status_code == 403
    assert httpx.get(f"{url}/v1/status", headers={"origin": "https://evil.example"}).status_code == 403


def test_too_large_is_refused_before_it_is_read(service: tuple[str, Path, int]) -> None:
    assert _post(service[0], "align", files=_files(b"x" * 600_000)).status_code == 413

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 50_000

    made = _post(service[0], "align", content=endless(), headers={"content-type": "application/json"})
    assert made.status_code == 413


def _memory(pid: int) -> int:
    return int((Path("/proc") / str(pid) / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_fifty_clients_at_once_get_the_same_answer(service: tuple[str, Path, int]) -> None:
    url, _, pid = service
    expected = _post(url, "align", files=_files()).text
    before = _memory(pid)
    with ThreadPoolExecutor(50) as clients:
        answers = list(clients.map(lambda _: _post(url, "align", files=_files()), range(100)))
    assert {a.status_code for a in answers} <= {200, 503}
    assert {a.text for a in answers if a.status_code == 200} == {expected}
    assert sum(a.status_code == 200 for a in answers) >= 50
    assert _memory(pid) - before < 40_000_000


def test_a_token_is_asked_for(tmp_path: Path) -> None:
    process, url = start(tmp_path, token=TOKEN)
    try:
        assert httpx.get(f"{url}/v1/status").status_code == 401
        wrong = {"authorization": "Bearer wrong"}
        assert _post(url, "align", files=_files(), headers=wrong).status_code == 401
        right = {"authorization": f"Bearer {TOKEN}"}
        assert httpx.get(f"{url}/v1/status", headers=right).status_code == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def test_another_address_needs_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    from turncue.cli.app import run

    monkeypatch.delenv("TURNCUE_TOKEN", raising=False)
    assert run(["serve", "--host", "0.0.0.0"]) == 2
    monkeypatch.setenv("TURNCUE_TOKEN", "short")
    assert run(["serve", "--host", "0.0.0.0"]) == 2


def test_a_full_queue_and_slow_work_are_said(tmp_path: Path) -> None:
    process, url = start(tmp_path, "--waiting", "0", "--seconds", "0.1")
    try:
        big = {"transcript": TRANSCRIPT * 60, "captions": CAPTIONS}
        with ThreadPoolExecutor(8) as clients:
            codes = {a.status_code for a in clients.map(lambda _: _post(url, "align", json=big), range(8))}
        assert codes <= {503, 504, 422, 200}
        assert codes & {503, 504}
        assert httpx.get(f"{url}/v1/status").status_code == 200
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def test_parts_and_options_alone() -> None:
    with pytest.raises(UsageError):
        parts_of_body("image/png", b"")
    with pytest.raises(UsageError):
        safe_options("[]")
    assert safe_options('{"speakers": "every", "max-chars": "30"}').max_chars == 30
    assert answer(Request("align", "application/json", b"{}")).status == 400


def test_schemathesis_finds_nothing(service: tuple[str, Path, int], tmp_path: Path) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{service[0]}/openapi.json", "--max-examples", "15"]
    done = subprocess.run(
        [*command, "--checks", "not_a_server_error,status_code_conformance,content_type_conformance"],
        cwd=tmp_path,  # it leaves files where it runs
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    if "No module named" in done.stderr:
        pytest.skip(f"this schemathesis ({schemathesis.__version__}) has another command line")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
