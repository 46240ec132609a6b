"""The HTTP service on uvicorn, with a limit of time for the head of a request."""

from __future__ import annotations

from typing import Any

from turncue.errors import UsageError, WriteError
from turncue.workflows.service_limits import Limits

__all__ = ["serve"]

_LARGEST_HEAD = 16_384  # bytes
_IDLE = 5  # seconds for which a connection is kept open between two requests
_STOP = 30  # seconds for requests under way when the service is stopped
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_MORE_CONNECTIONS = 100  # beside those of requests at work or waiting: for status, results and refusals


def serve(app: Any, limits: Limits, host: str, port: int) -> None:
    """Serve until a signal ends it; requests under way are answered first.

    Raises ``UsageError`` where uvicorn is missing, ``WriteError`` where the port cannot be used.
    """
    try:
        import uvicorn
    except ImportError as error:
        raise UsageError("turncue serve needs uvicorn. Install it: pip install 'turncue[serve]'.") from error
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=_protocol(limits.upload),
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=limits.jobs + limits.waiting + _MORE_CONNECTIONS,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_STOP,
        h11_max_incomplete_event_size=_LARGEST_HEAD,
    )
    try:
        uvicorn.Server(config).run()
    except SystemExit as error:  # uvicorn's way to say that the port is taken
        raise WriteError(f"the port {port} of {host} cannot be used.") from error


def _protocol(seconds: float) -> Any:
    """uvicorn's protocol; a connection whose request has no whole head after ``seconds`` is closed."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    class Protocol(H11Protocol):  # type: ignore[misc]
        _timer: Any = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._timed()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            self._timed()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_timer()
            super().connection_lost(exc)

        def _timed(self) -> None:
            if self.cycle is not None and not self.cycle.response_complete:
                self._stop_timer()  # the head has come; the body has a limit of its own
            elif self._timer is None:
                self._timer = self.loop.call_later(seconds, self._too_slow)

        def _too_slow(self) -> None:
            if self.cycle is None:  # a connection that was used before is only closed
                self.transport.write(_TOO_SLOW)
            self.transport.close()

        def _stop_timer(self) -> None:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    return Protocol
