"""A small HTTP service: align, convert, check, status. Starlette and uvicorn come with the extra ``serve``.

It opens no file that a request names, holds a request in memory up to a limit, works in processes of its own, and
refuses more requests than it can hold. On a loopback address it needs no token; elsewhere it does.
"""

from __future__ import annotations

import asyncio
import hmac
import multiprocessing
from collections.abc import AsyncIterator
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from turncue._version import __version__
from turncue.errors import TurncueError, UsageError
from turncue.workflows.service_api import openapi
from turncue.workflows.service_limits import Limits, parts_of_body, safe_options
from turncue.workflows.service_work import Answer, Request, answer, failure, prepare_service_process

__all__ = ["LOOPBACK", "make_service"]

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1", "[::1]"))
_TASKS = ("align", "convert", "check")


class _Workers:
    """The processes, how many requests are at work or waiting, and the counts for the status."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.inside = 0
        self.counts = {"answered": 0, "failed": 0, "refused": 0}
        self._pool = self._started()

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.limits.jobs, mp_context=context, initializer=prepare_service_process)

    async def do(self, request: Request) -> Answer:
        """The answer of a process; 503 with a full queue, 504 after the limit of time."""
        if self.inside >= self.limits.jobs + self.limits.waiting:
            self.counts["refused"] += 1
            return failure(503, TurncueError("the service is busy; try again later."))
        self.inside += 1
        try:
            future = self._pool.submit(answer, request)
            made = await asyncio.wait_for(asyncio.wrap_future(future), self.limits.seconds)
        except TimeoutError:
            self._restart()
            made = failure(504, TurncueError(f"the work took longer than {self.limits.seconds:g} s."))
        except BrokenExecutor:
            self._restart()
            made = failure(503, TurncueError("a worker was lost; try again."))
        finally:
            self.inside -= 1
        self.counts["answered" if made.status == 200 else "failed"] += 1
        return made

    def _restart(self) -> None:
        """New processes; the old ones are ended, for a Python call cannot be interrupted from outside."""
        old, self._pool = self._pool, self._started()
        for process in list((getattr(old, "_processes", None) or {}).values()):
            process.kill()
        old.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """Wait for the work under way; what waits is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def make_service(limits: Limits, *, token: str | None = None, hosts: frozenset[str] = LOOPBACK) -> Any:
    """The ASGI application. ``hosts`` are the names that a request may be for, ``token`` the bearer token it needs.

    Raises ``UsageError`` where Starlette is missing.
    """
    try:
        from starlette.applications import Starlette
        from starlette.requests import Request as HttpRequest
        from starlette.responses import JSONResponse, Response
        from starlette.routing import Route
    except ImportError as error:
        raise UsageError("turncue serve needs Starlette. Install it: pip install 'turncue[serve]'.") from error
    workers = _Workers(limits)

    def response(made: Answer) -> Response:
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        if made.status == 503:
            headers["Retry-After"] = "5"
        if made.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return Response(made.content, made.status, headers, made.media_type)

    async def work(http: HttpRequest) -> Response:
        refusal = _refused(dict(http.headers), token, hosts)
        if refusal is not None:
            return response(refusal)
        try:
            body = await asyncio.wait_for(_body(http, limits.body), limits.upload)
        except TimeoutError:
            return response(failure(408, TurncueError("the request arrived too slowly.")))
        if body is None:
            return response(failure(413, TurncueError(f"the request is larger than {limits.body} bytes.")))
        try:
            files, fields = parts_of_body(http.headers.get("content-type", ""), body)
            options = safe_options(fields.get("options"))
        except UsageError as error:
            return response(failure(400, error))
        task = http.url.path.rpartition("/")[2]
        return response(await workers.do(Request(task, dict(files), options, fields.get("format", "srt"))))

    async def status(http: HttpRequest) -> Response:
        refusal = _refused(dict(http.headers), token, hosts)
        if refusal is not None:
            return response(refusal)
        state = {"version": 1, "ok": True, "turncue": __version__, "inside": workers.inside, **workers.counts}
        return JSONResponse(state)

    async def description(http: HttpRequest) -> Response:
        refusal = _refused(dict(http.headers), None, hosts)
        return response(refusal) if refusal is not None else JSONResponse(openapi(limits, token=token is not None))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await asyncio.to_thread(workers.close)

    routes = [Route(f"/v1/{task}", work, methods=["POST"]) for task in _TASKS]
    routes += [Route("/v1/status", status, methods=["GET"]), Route("/openapi.json", description, methods=["GET"])]
    return Starlette(routes=routes, lifespan=lifespan)


def _refused(headers: dict[str, str], token: str | None, hosts: frozenset[str]) -> Answer | None:
    """401 without the token; 403 for a request to another host's name, or from a page of another site."""
    host = _without_port(headers.get("host", ""))
    if hosts and host not in hosts:
        return failure(403, TurncueError("this host name is not served."))
    origin = headers.get("origin")
    if origin is not None and _without_port(origin.partition("://")[2]) != host:
        return failure(403, TurncueError("requests from pages of other sites are refused."))
    if token is not None:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(given.strip().encode("utf-8", "replace"), token.encode("utf-8", "replace"))
        if scheme.lower() != "bearer" or not right:
            return failure(401, TurncueError("the token is missing or wrong."))
    return None


def _without_port(host: str) -> str:
    head, sign, port = host.rpartition(":")
    return (head if sign and port.isdigit() else host).lower()


async def _body(http: Any, limit: int) -> bytes | None:
    """The body; None as soon as it is larger than the limit."""
    stated = http.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > limit:
        return None
    received = bytearray()
    async for piece in http.stream():
        received += piece
        if len(received) > limit:
            return None
    return bytes(received)
