"""``turncue serve``: a small HTTP service."""

from __future__ import annotations

import os
from types import SimpleNamespace

from turncue.cli.rows import QUIET, Command, Row
from turncue.cli.terminal import note
from turncue.errors import UsageError

__all__ = ["COMMAND"]

_TOKEN = "TURNCUE_TOKEN"
_SHORTEST_TOKEN = 16

_ROWS = (
    Row("host", "Address to listen on; any but a loopback one needs a token.", str, ("--host",), "127.0.0.1",
        metavar="ADDRESS"),
    Row("port", "Port.", int, ("--port",), 8765, metavar="N", least=0, most=65535),
    Row("jobs", "Processes that work.", int, ("--jobs", "-j"), 1, metavar="N", least=1, most=256),
    Row("max_mb", "Largest request in MB.", float, ("--max-mb",), 20.0, metavar="N", least=0.001, most=2000),
    Row("memory_mb", "Memory for requests and results that are kept, in MB; more get 503.", float, ("--memory-mb",),
        256.0, metavar="N", least=0.001, most=1_000_000),
    Row("process_mb", "Memory of a process that works, in MB.", float, ("--process-mb",), 4000.0, metavar="N",
        least=200, most=1_000_000),
    Row("waiting", "Requests that may wait; more get 503.", int, ("--waiting",), 32, metavar="N", least=0, most=10000),
    Row("seconds", "Longest work on a request.", float, ("--seconds",), 120.0, metavar="N", least=0.1, most=86400),
    Row("upload", "Seconds for a request to arrive.", float, ("--upload-seconds",), 60.0, metavar="N", least=0.1,
        most=86400),
    Row("keep", "Seconds for which the result of a job is kept.", float, ("--keep",), 600.0, metavar="N", least=1,
        most=86400),
    Row("names", "Host name by which it is reached; may repeat. Without it any, with a token.", str, ("--name",),
        many=True, metavar="HOST"),
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    from turncue.workflows.service import LOOPBACK, make_service
    from turncue.workflows.service_limits import Limits
    from turncue.workflows.service_server import serve

    token = os.environ.get(_TOKEN) or None
    loopback = given.host in LOOPBACK
    if not loopback and token is None:
        raise UsageError(f"--host {given.host} is reached by others: set a token in the variable {_TOKEN}.")
    if token is not None and len(token) < _SHORTEST_TOKEN:
        raise UsageError(f"the token in {_TOKEN} is shorter than {_SHORTEST_TOKEN} characters.")
    limits = Limits(
        body=_bytes(given.max_mb),
        waiting=given.waiting,
        seconds=given.seconds,
        upload=given.upload,
        jobs=given.jobs,
        memory=_bytes(given.memory_mb),
        keep=given.keep,
        process_memory=_bytes(given.process_mb),
    )
    hosts = LOOPBACK | frozenset(map(str.lower, given.names)) if loopback or given.names else frozenset[str]()
    app = make_service(limits, token=token, hosts=hosts)
    if not given.quiet:
        note(f"turncue serves on http://{given.host}:{given.port}/openapi.json; Ctrl-C ends it")
    serve(app, limits, given.host, given.port)
    return 0


def _bytes(megabytes: float) -> int:
    return int(megabytes * 1_000_000)


COMMAND = Command(
    "serve",
    "Offer align, convert and check over HTTP, answered at once or as jobs (OpenAPI at /openapi.json).",
    _ROWS,
    _run,
    ("turncue serve", "TURNCUE_TOKEN=… turncue serve --host 0.0.0.0 --jobs 4 --name subs.example.org"),
)
