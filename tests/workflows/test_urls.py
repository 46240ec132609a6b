"""Inputs and outputs by URL: a real HTTP server with every fault, ``file`` URLs, and a real object store."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import turncue
from turncue import remote
from turncue.cli.app import run
from turncue.errors import ReadError, UsageError
from turncue.urls import is_url, local_path, shown, url_name

from .recordings import contents, talk, write_talks
from .service_process import free_port

TRANSCRIPT, CAPTIONS = talk(4)


class _Handler(BaseHTTPRequestHandler):
    """A server with a transcript, captions, and a path for each fault."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        files = {"/talk.md": TRANSCRIPT, "/talk.en.srt": CAPTIONS, "/a%20b.srt": CAPTIONS}
        places = {
            "/to-file": "file:///etc/passwd",
            "/to-ftp": "ftp://127.0.0.1/x",
            "/to-talk": "/talk.md",
            "/loop": "/loop",
            "/to-data": "data:text/plain,hello",
        }
        if path in places:
            self.send_response(302)
            self.send_header("Location", places[path])
            self.end_headers()
        elif path in files:
            self._send(200, files[path].encode())
        elif path == "/short":
            self._send(200, b"1\n00:00", 5000)
        elif path == "/large":
            self._send(200, b"", 10**12)
        elif path == "/endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"x" * 65536)
            except OSError:
                return
        elif path == "/slow":
            time.sleep(3)
        elif path == "/broken":
            self.wfile.write(b"nonsense\r\n\r\n")
        else:
            code = int(path[1:]) if path[1:].isdigit() else 404
            self._send(code, b"no")

    def _send(self, code: int, data: bytes, length: int | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}"
    made.shutdown()
    made.server_close()


def test_align_reads_urls(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["align", f"{server}/talk.md?v=1", f"{server}/talk.en.srt#x", "-o", "a.srt", "-q"]) == 0
    assert run(["align", f"{server}/to-talk", f"{server}/a%20b.srt", "-q"]) == 0
    assert Path("a b.en.srt").read_bytes() == Path("a.srt").read_bytes()
    made = turncue.align(f"{server}/talk.md", f"{server}/talk.en.srt")
    assert made.render("srt").encode() == Path("a.srt").read_bytes()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("404", "no such file"),
        ("nothere", "no such file"),
        ("403", "403"),
        ("500", "500"),
        ("to-file", "redirect is refused"),
        ("to-ftp", "refused"),
        ("to-data", "redirect is refused"),
        ("loop", "redirect"),
        ("short", "ends after 7 of 5,000 bytes"),
        ("large", "larger than"),
        ("endless", "larger than"),
        ("slow", "no answer"),
        ("broken", "cannot be fetched"),
    ],
)
def test_what_cannot_be_fetched_is_one_sentence(
    server: str, path: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(remote, "_PATIENCE", 1)
    with pytest.raises(ReadError, match=words):
        remote.fetch_url(f"{server}/{path}", "captions", 1_000_000)
    assert run(["check", f"{server}/{path}?secret=1"]) == 1 or path in ("large", "endless")
    error = capsys.readouterr().err
    assert "Traceback" not in error
    assert "secret" not in error


def test_a_server_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"http://127.0.0.1:{free_port()}/talk.srt"
    assert run(["check", url]) == 1
    assert "refused" in capsys.readouterr().err
    for wrong in ("http://", "http://[x/", "http://127.0.0.1:99999/x", "http://a b/x", "https://x.invalid/a"):
        assert run(["check", wrong]) in (1, 2), wrong
    assert "Traceback" not in capsys.readouterr().err


def test_a_password_in_a_url_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "http://me:hidden@127.0.0.1:1/talk.srt"]) == 2
    assert "hidden" not in capsys.readouterr().err
    assert shown("https://u:p@host/a?sig=1") == "https://host/a"


def test_nothing_is_written_over_http(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_talks(tmp_path / "in", 1)
    Path("talk.md").write_text(TRANSCRIPT, encoding="utf-8")
    Path("talk.srt").write_text(CAPTIONS, encoding="utf-8")
    assert run(["align", "talk.md", "talk.srt", "-o", f"{server}/a.srt"]) == 2
    assert run(["batch", "in", "--out-dir", f"{server}/out"]) == 2
    assert not (tmp_path / "in" / "turncue-batch").exists()
    with pytest.raises(UsageError):
        turncue.align("talk.md", "talk.srt").write(f"{server}/a.srt")


def test_file_urls_are_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a b.md").write_text(TRANSCRIPT, encoding="utf-8")
    (tmp_path / "talk.srt").write_text(CAPTIONS, encoding="utf-8")
    transcript, captions = (tmp_path / "a b.md").as_uri(), (tmp_path / "talk.srt").as_uri()
    assert "%20" in transcript
    assert run(["align", transcript, captions, "-o", (tmp_path / "o.srt").as_uri(), "-q"]) == 0
    assert run(["align", transcript, captions, "-o", (tmp_path / "o.srt").as_uri(), "-q"]) == 1
    assert run(["align", transcript, captions, "-q"]) == 0
    assert Path("talk.en.srt").read_bytes() == Path("o.srt").read_bytes()
    assert run(["align", transcript, captions, "-o", captions, "--overwrite"]) == 2
    assert run(["check", "file://elsewhere/x.srt"]) == 2
    assert local_path("file://localhost/x") == "/x"


def test_what_is_a_url() -> None:
    assert is_url("s3://a/b")
    assert not any(map(is_url, ("C://x", "a/b", "Ann: see http://x", "://x", "talk.md")))
    assert url_name("https://h/a%20b.vtt?x=/y") == "a b.vtt"


def test_a_manifest_of_urls(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [("talk.md", "talk.en.srt"), ("404", "talk.en.srt"), ("to-file", "talk.en.srt"), ("talk.md", "short")]
    lines = [f"{server}/{t},{server}/{c},{n}.srt,{n}" for n, (t, c) in enumerate(rows)]
    Path("m.csv").write_text("\n".join(["transcript,captions,out,name", *lines]), encoding="utf-8")
    assert run(["batch", "--manifest", "m.csv", "-q"]) == 1
    report = json.loads(Path("turncue-batch/report.json").read_text(encoding="utf-8"))
    assert (report["done"], report["failed"]) == (1, 3)
    assert Path("0.srt").exists()
    assert "root:" not in json.dumps(report)
    assert run(["batch", "--manifest", "m.csv", "-q"]) == 1
    again = json.loads(Path("turncue-batch/report.json").read_text(encoding="utf-8"))
    assert [r["attempts"] for r in again["recordings"] if r["status"] == "done"] == [1]


def test_memory_urls_for_align(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    memory = pytest.importorskip("fsspec", reason="fsspec is not installed").filesystem("memory")
    memory.pipe_file("/m/talk.md", TRANSCRIPT.encode())
    memory.pipe_file("/m/talk.srt", CAPTIONS.encode())
    arguments = ["align", "memory://m/talk.md", "memory://m/talk.srt", "-q", "-o"]
    assert run([*arguments, "memory://m/out/a.srt"]) == 0
    assert run([*arguments, "memory://m/out/a.srt"]) == 1
    assert run([*arguments, "memory://m/out/a.srt", "--overwrite"]) == 0
    assert run([*arguments, "memory://m/talk.srt", "--overwrite"]) == 2
    assert run([*arguments, str(tmp_path / "b.srt")]) == 0
    assert memory.cat_file("/m/out/a.srt") == (tmp_path / "b.srt").read_bytes()
    assert run(["align", "memory://m/nothere.md", "memory://m/talk.srt"]) == 1
    assert "no such file" in capsys.readouterr().err
    assert run(["check", "nosuchscheme://x/y"]) == 2
    with pytest.raises(ReadError, match="larger"):
        remote.fetch_url("memory://m/talk.srt", "captions", 10)
    assert contents(tmp_path)
