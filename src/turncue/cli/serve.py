"""``turncue serve``: a small HTTP service."""

from __future__ import annotations

import os
from types import SimpleNamespace

from turncue.cli.rows import QUIET, Command, Row
from turncue.cli.terminal import note
from turncue.errors import UsageError, WriteError

__all__ = ["COMMAND"]

_TOKEN = "TURNCUE_TOKEN"
_SHORTEST_TOKEN = 16

_ROWS = (
    Row("host", "Address to listen on; any but a loopback one needs a token.", str, ("--host",), "127.0.0.1",
        metavar="ADDRESS"),
    Row("port", "Port.", int, ("--port",), 8765, metavar="N", least=0, most=65535),
    Row("jobs", "Processes that work.", int, ("--jobs", "-j"), 1, metavar="N", least=1, most=256),
    Row("max_mb", "Largest request in MB.", float, ("--max-mb",), 20.0, metavar="N", least=0.001, most=2000),
    Row("waiting", "Requests that may wait; more get 503.", int, ("--waiting",), 32, metavar="N", least=0, most=10000),
    Row("seconds", "Longest work on a request.", float, ("--seconds",), 120.0, metavar="N", least=0.1, most=86400),
    Row("names", "Host name by which it is reached; may repeat. Without it any, with a token.", str, ("--name",),
        many=True, metavar="HOST"),
    QUIET,
)  # fmt: skip


def _run(given: SimpleNamespace) -> int:
    from turncue.workflows.service import LOOPBACK, make_service
    from turncue.workflows.service_limits import Limits

    token = os.environ.get(_TOKEN) or None
    loopback = given.host in LOOPBACK
    if not loopback and token is None:
        raise UsageError(f"--host {given.host} is reached by others: set a token in the variable {_TOKEN}.")
    if token is not None and len(token) < _SHORTEST_TOKEN:
        raise UsageError(f"the token in {_TOKEN} is shorter than {_SHORTEST_TOKEN} characters.")
    limits = Limits(int(given.max_mb * 1_000_000), given.waiting, given.seconds, jobs=given.jobs)
    hosts = LOOPBACK | frozenset(map(str.lower, given.names)) if loopback or given.names else frozenset[str]()
    app = make_service(limits, token=token, hosts=hosts)
    try:
        import uvicorn
    except ImportError as error:
        raise UsageError("turncue serve needs uvicorn. Install it: pip install 'turncue[serve]'.") from error
    if not given.quiet:
        note(f"turncue serves on http://{given.host}:{given.port}/openapi.json; Ctrl-C ends it")
    config = uvicorn.Config(
        app,
        host=given.host,
        port=given.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=given.jobs + given.waiting + 100,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=30,
        h11_max_incomplete_event_size=16384,
    )
    try:
        uvicorn.Server(config).run()
    except SystemExit as error:  # uvicorn's way to say that the port is taken
        raise WriteError(f"the port {given.port} of {given.host} cannot be used.") from error
    return 0


COMMAND = Command(
    "serve",
    "Offer align, convert and check over HTTP (OpenAPI at /openapi.json).",
    _ROWS,
    _run,
    ("turncue serve", "TURNCUE_TOKEN=… turncue serve --host 0.0.0.0 --jobs 4 --name subs.example.org"),
)
