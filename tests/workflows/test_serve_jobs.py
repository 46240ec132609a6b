"""The HTTP service over time: jobs by id, slow and broken uploads, bounded memory, a graceful stop, no file touched."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from turncue.cli.topics_command import topic_text
from turncue.workflows.service_jobs import Held, JobStore
from turncue.workflows.service_limits import Limits
from turncue.workflows.service_work import Answer

from .recordings import talk
from .service_process import children, memory, start

pytest.importorskip("starlette", reason="starlette is not installed")
pytest.importorskip("uvicorn", reason="uvicorn is not installed")
httpx = pytest.importorskip("httpx", reason="httpx is not installed")

TRANSCRIPT, CAPTIONS = talk(2)
PAIR = {"transcript": TRANSCRIPT, "captions": CAPTIONS}
needs_proc = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="there is no /proc")

# every file that is opened for writing, made, moved or removed, and every file opened whose name is not Python's own
_AUDIT = """
import os, sys
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        flags = args[2] or 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            log("write", args[0])
        elif "secret.md" in os.fsdecode(args[0]) or "passwd" in os.fsdecode(args[0]) or "evil" in os.fsdecode(args[0]):
            log("read", args[0])
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "shutil.rmtree"):
        log(event, args[0])
def log(event, name):
    os.write(FILE, f"{event} {os.fsdecode(name)}\\n".encode("utf-8", "replace"))
if os.environ.get("AUDIT"):
    FILE = os.open(os.environ["AUDIT"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sys.addaudithook(hook)
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, Path]]:
    """A service whose opened files are recorded: its address, process id and folder."""
    folder = tmp_path_factory.mktemp("serve")
    home = folder / "home"
    home.mkdir()
    (home / "secret.md").write_text("**Ann:** The secret.", encoding="utf-8")
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(_AUDIT, encoding="utf-8")
    environment = {"AUDIT": str(folder / "opened"), "PYTHONDONTWRITEBYTECODE": "1"}
    arguments = ("--max-mb", "2", "--memory-mb", "6", "--waiting", "300", "--upload-seconds", "2", "--jobs", "2")
    process, url = start(home, *arguments, site=folder / "site", environment=environment)
    yield url, process.pid, folder
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) in (0, -signal.SIGTERM)
    assert b"Traceback" not in (home / "stderr").read_bytes()
    assert sorted(p.name for p in home.iterdir()) == ["secret.md", "stderr"]
    touched = (folder / "opened").read_text(encoding="utf-8").splitlines()
    assert [line for line in touched if not line.endswith((" /dev/null", " /dev/urandom"))] == []


def _ended(url: str, name: str) -> Any:
    deadline = time.monotonic() + 60
    while not (state := httpx.get(f"{url}/v1/jobs/{name}").json())["ended"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return state


def test_a_job_is_accepted_and_its_result_is_the_direct_answer(service: tuple[str, int, Path]) -> None:
    url = service[0]
    direct = httpx.post(f"{url}/v1/align", json=PAIR, timeout=60)
    made = httpx.post(f"{url}/v1/jobs/align", json=PAIR)
    assert made.status_code == 202
    job = made.json()
    assert made.headers["location"] == job["url"] == f"/v1/jobs/{job['id']}"
    assert httpx.get(url + job["result"]).status_code in (200, 202)
    assert _ended(url, job["id"])["status"] == "done"
    result = httpx.get(url + job["result"])
    assert (result.status_code, result.content) == (200, direct.content)
    assert result.headers["content-type"] == direct.headers["content-type"]
    assert httpx.delete(url + job["url"]).status_code == 204
    assert [httpx.get(url + job[x]).status_code for x in ("url", "result")] == [404, 404]
    assert httpx.delete(url + job["url"]).status_code == 404


def test_a_job_that_fails_has_the_error_as_its_result(service: tuple[str, int, Path]) -> None:
    url = service[0]
    sent = [({"transcript": "x", "captions": CAPTIONS}, 422), ({"captions": CAPTIONS}, 400)]
    for body, code in sent:
        job = httpx.post(f"{url}/v1/jobs/align", json=body).json()
        assert _ended(url, job["id"])["status"] == "failed"
        result = httpx.get(url + job["result"])
        assert result.status_code == code
        assert result.json()["ok"] is False


def test_a_job_that_is_dropped_ends_its_work(service: tuple[str, int, Path]) -> None:
    url = service[0]
    jobs = [httpx.post(f"{url}/v1/jobs/align", json=PAIR).json() for _ in range(6)]
    for job in jobs:
        assert httpx.delete(url + job["url"]).status_code == 204
    assert httpx.post(f"{url}/v1/align", json=PAIR, timeout=60).status_code == 200
    deadline = time.monotonic() + 30
    while (status := httpx.get(f"{url}/v1/status").json())["inside"] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert status["inside"] == 0


@pytest.mark.parametrize("name", ["x", "..", "%2e%2e%2fsecret.md", "a" * 5000, "%00", "align", "résumé"])
def test_ids_that_nobody_has(service: tuple[str, int, Path], name: str) -> None:
    for end in ("", "/result"):
        made = httpx.get(f"{service[0]}/v1/jobs/{name}{end}")
        assert made.status_code in (404, 405)
        assert "secret" not in made.text


def _raw(url: str, data: bytes, wait: float) -> bytes:
    """What comes back for bytes that are sent as they are; the connection stays open until the server ends it."""
    port = int(url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as s:
        s.sendall(data)
        s.settimeout(wait)
        received = b""
        try:
            while piece := s.recv(65536):
                received += piece
        except TimeoutError:
            return received + b" (still open)"
        return received


HEAD = b"POST /v1/align HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"


def test_a_body_that_comes_too_slowly_is_408(service: tuple[str, int, Path]) -> None:
    begun = time.monotonic()
    answer = _raw(service[0], HEAD + b'{"transcript": "', 15)
    assert answer.startswith(b"HTTP/1.1 408")
    assert 1 < time.monotonic() - begun < 12
    dribbled = socket.create_connection(("127.0.0.1", int(service[0].rpartition(":")[2])))
    dribbled.sendall(HEAD)
    answer = b""
    with dribbled:
        for _ in range(30):
            try:
                dribbled.sendall(b"x")
                dribbled.settimeout(0.2)
                answer += dribbled.recv(4096)
            except TimeoutError:
                continue
            except OSError:
                break
            if answer:
                break
    assert answer.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("data", [b"", b"POST /v1/align HTTP/1.1\r\nHost: loc", b"GET /v1/status HTTP/1.1\r\nX: y\r\n"])
def test_a_head_that_does_not_come_closes_the_connection(service: tuple[str, int, Path], data: bytes) -> None:
    answer = _raw(service[0], data, 15)
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"still open" not in answer


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"half",
        HEAD.replace(b"1000", b"5") + b"{\xff\xff\xff}",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /v1/status HTTP/1.1\r\nHost: localhost\r\n" + b"A: " + b"b" * 70_000 + b"\r\n\r\n",
        b"POST /v1/align HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_broken_upload_costs_nothing(service: tuple[str, int, Path], data: bytes) -> None:
    url, port = service[0], int(service[0].rpartition(":")[2])
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", port)) as s:
            s.sendall(data)
    state: dict[str, Any] = {}
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        state = httpx.get(f"{url}/v1/status").json()
        if state["inside"] == 0 and state["jobs"] * 2_000_000 >= state["memory"]:
            break
        time.sleep(0.1)
    assert state["inside"] == 0


NAMES = [
    "../../evil",
    "/etc/passwd",
    "C:\\evil\\x",
    "\x00evil",
    "a" * 3000,
    '"; evil',
    "evil\r\nX: y",
    "%2e%2e/evil",
    ".",
]


@pytest.mark.parametrize("name", NAMES)
def test_hostile_file_names(service: tuple[str, int, Path], name: str) -> None:
    url = service[0]
    named = {"transcript": (f"{name}.md", TRANSCRIPT), "captions": (name, CAPTIONS)}
    made = httpx.post(f"{url}/v1/align", files=named, timeout=60)
    assert made.status_code == 200, made.text
    texts = PAIR | {"transcript_name": name, "captions_name": f"{name}.srt", "format": "json"}
    assert httpx.post(f"{url}/v1/align", json=texts, timeout=60).status_code == 200
    raw = f'--b\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n\r\nx\r\n--b--\r\n'
    head = {"content-type": "multipart/form-data; boundary=b"}
    assert httpx.post(f"{url}/v1/check", content=raw.encode(), headers=head).status_code == 400


def test_a_form_that_is_cut_off_is_not_read_as_a_whole_one(service: tuple[str, int, Path]) -> None:
    request = httpx.Request("POST", f"{service[0]}/v1/align", files={k: (k, v) for k, v in PAIR.items()})
    body = request.read()
    head = {"content-type": request.headers["content-type"]}
    assert httpx.post(request.url, content=body, headers=head, timeout=60).status_code == 200
    for cut in (10, 40, 200, len(body) // 2):
        assert httpx.post(request.url, content=body[:-cut], headers=head).status_code == 400


@needs_proc
def test_memory_is_bounded_after_five_hundred_requests(service: tuple[str, int, Path]) -> None:
    url, pid, _ = service
    ballast = {"transcript": TRANSCRIPT + "\n" + " " * 300_000, "captions": CAPTIONS}
    with ThreadPoolExecutor(50) as clients:

        def post(number: int) -> int:
            path = "jobs/align" if number % 2 else "align"
            code: int = httpx.post(f"{url}/v1/{path}", json=ballast, timeout=120).status_code
            return code

        assert set(clients.map(post, range(100))) <= {200, 202, 408, 503}  # 408: this client was too slow
        before = memory(pid)
        codes = list(clients.map(post, range(500)))
    assert set(codes) <= {200, 202, 408, 503}
    assert codes.count(200) + codes.count(202) >= 20
    state = httpx.get(f"{url}/v1/status").json()
    assert state["memory"] <= 6_000_000
    assert memory(pid) - before < 60_000_000


def test_more_than_the_memory_holds_is_503_and_old_results_go_first() -> None:
    now = [0.0]
    store = JobStore(Limits(memory=1000, keep=60), lambda: now[0])
    names = []
    for size in (400, 400):
        held = Held(store)
        assert held.grow(size)
        job = store.new("align", held)
        assert job is not None
        names.append(job.id)
    assert not Held(store).grow(400)  # both are unfinished
    first = store.job(names[0])
    assert first is not None
    first.finish(Answer(200, b"x" * 300), now[0])
    assert store.used == 700
    assert Held(store).grow(300)
    assert store.job(names[0]) is not None
    assert Held(store).grow(100)
    assert store.job(names[0]) is None
    second = store.job(names[1])
    assert second is not None
    second.finish(Answer(200, b""), now[0])
    now[0] = 61
    assert store.job(names[1]) is None
    assert (len(store), store.used) == (0, 400)


def test_a_stop_answers_what_is_under_way_and_leaves_no_process(tmp_path: Path) -> None:
    process, url = start(tmp_path, "--jobs", "1", "--waiting", "20")
    assert httpx.post(f"{url}/v1/align", json=PAIR, timeout=60).status_code == 200
    job = httpx.post(f"{url}/v1/jobs/align", json=PAIR)
    assert job.status_code == 202
    with ThreadPoolExecutor(6) as clients:
        waiting = [clients.submit(httpx.post, f"{url}/v1/align", json=PAIR, timeout=60) for _ in range(6)]
        deadline = time.monotonic() + 20
        while httpx.get(f"{url}/v1/status").json()["inside"] < 4 and time.monotonic() < deadline:
            if all(future.done() for future in waiting):
                break
        own = children(process.pid) if Path("/proc").exists() else set()
        process.send_signal(signal.SIGTERM)
        codes = [future.result().status_code for future in waiting if future.exception() is None]
    assert process.wait(40) in (0, -signal.SIGTERM)
    assert codes.count(200) == len(codes) >= 3
    deadline = time.monotonic() + 10
    while any(map(_alive, own)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in own if _alive(pid)]
    assert b"Traceback" not in (tmp_path / "stderr").read_bytes()


def _alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and is not yet collected does not."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_the_description_names_the_jobs(service: tuple[str, int, Path]) -> None:
    paths = json.loads(httpx.get(f"{service[0]}/openapi.json").content)["paths"]
    assert {"/v1/jobs/align", "/v1/jobs/convert", "/v1/jobs/check", "/v1/jobs/{id}", "/v1/jobs/{id}/result"} <= set(
        paths
    )


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_commands_of_the_help_page(service: tuple[str, int, Path], tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text(TRANSCRIPT, encoding="utf-8")
    times = re.sub(r"(\d\d),(\d{3})", r"\1.\2", CAPTIONS)
    (tmp_path / "talk.en.vtt").write_text(f"WEBVTT\n\n{times}", encoding="utf-8")
    name = ""
    lines = [line.strip() for line in topic_text("server").splitlines() if line.startswith("    curl ")]
    for line in lines:
        command = shlex.split(line.replace("http://127.0.0.1:8765", service[0]).replace("<ID>", name))
        done = subprocess.run(
            [*command, "--fail", "--silent"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        if "/jobs/align" in line:
            name = json.loads(done.stdout)["id"]
            _ended(service[0], name)
    assert len(lines) == 6
    assert "Ann Lee" in (tmp_path / "served.srt").read_text(encoding="utf-8")
    assert "<tt " in (tmp_path / "served.ttml").read_text(encoding="utf-8")
