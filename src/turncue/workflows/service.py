"""A small HTTP service: align, convert, check, as answers or as jobs; status. It comes with the extra ``serve``.

It opens no file that a request names, keeps requests and results in memory up to a limit, works in processes of its
own, and refuses more requests than it can hold. On a loopback address it needs no token; elsewhere it does.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from turncue._version import __version__
from turncue.errors import TurncueError, UsageError
from turncue.workflows.service_api import TASKS, openapi
from turncue.workflows.service_jobs import Held, Job, JobStore
from turncue.workflows.service_limits import Limits
from turncue.workflows.service_slots import Slots
from turncue.workflows.service_work import Answer, Request, failure

__all__ = ["LOOPBACK", "make_service"]

LOOPBACK = frozenset(("127.0.0.1", "localhost", "::1", "[::1]"))
_UNKNOWN = "there is no such job; results are kept for a time only."


class _Service:
    """What the routes do, without the framework's types: each gives an ``Answer``."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.slots = Slots(limits)
        self.jobs = JobStore(limits)
        self._running: dict[str, asyncio.Task[None]] = {}

    async def direct(self, http: Any) -> Answer:
        """The answer to a request, at once."""
        held = Held(self.jobs)
        try:
            made = await self._request(http, held)
            return made if isinstance(made, Answer) else await self.slots.do(made)
        finally:
            held.change(0)

    async def later(self, http: Any) -> Answer:
        """A job: 202 and its id."""
        held = Held(self.jobs)
        made = await self._request(http, held)
        job = None if isinstance(made, Answer) else self.jobs.new(made.task, held)
        if isinstance(made, Answer) or job is None:
            held.change(0)
            return made if isinstance(made, Answer) else self.slots.refuse()
        task = asyncio.create_task(self._work(job, made))
        self._running[job.id] = task
        task.add_done_callback(lambda _: self._running.pop(job.id, None))
        return _state(job, 202)

    async def _work(self, job: Job, request: Request) -> None:
        job.finish(await self.slots.do(request))

    async def job(self, name: str) -> Answer:
        """The state of a job."""
        job = self.jobs.job(name)
        return failure(404, TurncueError(_UNKNOWN)) if job is None else _state(job, 200)

    async def result(self, name: str) -> Answer:
        """The result of a job, with the status that the direct answer would have; its state with 202 until then."""
        job = self.jobs.job(name)
        if job is None:
            return failure(404, TurncueError(_UNKNOWN))
        return job.answer if job.answer is not None else _state(job, 202)

    async def drop(self, name: str) -> Answer:
        """Forget a job; the work on it is ended."""
        if self.jobs.job(name) is None:
            return failure(404, TurncueError(_UNKNOWN))
        if (task := self._running.get(name)) is not None:
            task.cancel()
        self.jobs.drop(name)
        return Answer(204, b"")

    async def status(self) -> Answer:
        """Counts."""
        state = {"version": 1, "ok": True, "turncue": __version__, "inside": self.slots.inside, **self.slots.counts}
        return _json(state | {"jobs": len(self.jobs), "memory": self.jobs.used}, 200)

    async def _request(self, http: Any, held: Held) -> Request | Answer:
        """The request with its body; or why it is refused."""
        if self.slots.full:
            return self.slots.refuse()
        try:
            body = await asyncio.wait_for(_body(http, self.limits.body, held), self.limits.upload)
        except TimeoutError:
            return failure(408, TurncueError("the request arrived too slowly."))
        if isinstance(body, Answer):
            return body
        if self.slots.full:  # while it arrived
            return self.slots.refuse()
        return Request(http.url.path.rpartition("/")[2], http.headers.get("content-type", ""), body)

    async def close(self) -> None:
        """End what is at work; jobs end with the service."""
        for task in list(self._running.values()):
            task.cancel()
        self.slots.close()


def _json(row: dict[str, Any], status: int) -> Answer:
    return Answer(status, json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))


def _state(job: Job, status: int) -> Answer:
    return _json(job.state(), status)


def make_service(limits: Limits, *, token: str | None = None, hosts: frozenset[str] = LOOPBACK) -> Any:
    """The ASGI application. ``hosts`` are the names that a request may be for, ``token`` the bearer token it needs.

    Raises ``UsageError`` where Starlette is missing.
    """
    try:
        from starlette.applications import Starlette
        from starlette.requests import ClientDisconnect
        from starlette.requests import Request as HttpRequest
        from starlette.responses import Response
        from starlette.routing import Route
    except ImportError as error:
        raise UsageError("turncue serve needs Starlette. Install it: pip install 'turncue[serve]'.") from error
    service = _Service(limits)

    def guarded(do: Callable[[HttpRequest], Awaitable[Answer]], *, open_to_all: bool = False) -> Any:
        async def route(http: HttpRequest) -> Response:
            made = _refused(dict(http.headers), None if open_to_all else token, hosts)
            try:
                made = made or await do(http)
            except ClientDisconnect:  # nobody is there to be answered
                made = failure(400, TurncueError("the request was cut off."))
            return Response(made.content, made.status, _headers(made), made.media_type if made.content else None)

        return route

    async def description(http: HttpRequest) -> Answer:
        return _json(openapi(limits, token=token is not None), 200)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        await service.close()

    one = "/v1/jobs/{name:str}"
    routes = [
        *(Route(f"/v1/{task}", guarded(service.direct), methods=["POST"]) for task in TASKS),
        *(Route(f"/v1/jobs/{task}", guarded(service.later), methods=["POST"]) for task in TASKS),
        Route(f"{one}/result", guarded(lambda http: service.result(http.path_params["name"])), methods=["GET"]),
        Route(one, guarded(lambda http: service.job(http.path_params["name"])), methods=["GET"]),
        Route(one, guarded(lambda http: service.drop(http.path_params["name"])), methods=["DELETE"]),
        Route("/v1/status", guarded(lambda http: service.status()), methods=["GET"]),
        Route("/openapi.json", guarded(description, open_to_all=True), methods=["GET"]),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def _headers(made: Answer) -> dict[str, str]:
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    if made.status in (202, 503):
        headers["Retry-After"] = "1" if made.status == 202 else "5"
    if made.status == 202:
        headers["Location"] = json.loads(made.content)["url"]
    if made.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return headers


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


async def _body(http: Any, limit: int, held: Held) -> bytes | Answer:
    """The body; or why it is refused, as soon as that is known."""
    too_large = failure(413, TurncueError(f"the request is larger than {limit} bytes."))
    stated = http.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > limit:
        return too_large
    pieces: list[bytes] = []
    size = 0
    async for piece in http.stream():
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            return too_large
        if not held.grow(len(piece)):
            return failure(503, TurncueError("the service has no memory left for this request; try again later."))
    return b"".join(pieces)
