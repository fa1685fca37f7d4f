"""Runs the page with uvicorn: no access log, no proxy's words, no endless connections."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import multiprocessing
import os
import signal
import socket
import sys
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from carbon.web.settings import Settings

_HEAD_BYTES = 16 * 1024  # request line and headers
_KEEP_ALIVE_SECONDS = 15
_FAREWELL_SECONDS = 5
_MOST_USUAL = 4  # workers unless told; each takes memory of its own
# Linux spreads connections over the sockets of one port; others give them all to one socket.
_SPREADS = sys.platform == "linux"


class Patient(H11Protocol):
    """HTTP/1.1 whose patience with a connection that does not finish its request's head ends.

    uvicorn waits for ever for the first request of a connection and for the rest of a head. A class
    because that is how uvicorn takes a protocol.
    """

    head_seconds = Settings().head_seconds

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._deadline: asyncio.TimerHandle | None = None
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in what came, and wait on only where no request is being answered."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._cancel()
        elif self._deadline is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(self.head_seconds, self._give_up)

    def _cancel(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._deadline = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


def configured(app: ASGIApp, *, host: str, port: int, settings: Settings) -> uvicorn.Config:
    """Return how uvicorn runs the page."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Patient,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=settings.connections,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_FAREWELL_SECONDS,
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )


def usual_workers() -> int:
    """Return how many processes answer unless told: one for each core that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    cores = len(allowed(0)) if allowed is not None else os.cpu_count() or 1
    return min(cores, _MOST_USUAL) if _can_copy() else 1


def serve(app: ASGIApp, *, host: str, port: int, settings: Settings, workers: int = 1) -> None:
    """Answer requests until the process is told to end. OSError when the port is taken.

    Workers beyond the first are copies of this process, made when everything is loaded, so that
    they share it; each counts the requests of a client by itself. Where a system cannot copy a
    process there is one.
    """
    # uvicorn passes a signal on when it has ended; without this SIGTERM leaves workers behind.
    signal.signal(signal.SIGTERM, _told_to_end)
    # Asked for alone first: a port that workers share could also be shared with a stranger.
    _bound(host, port).close()
    config = configured(app, host=host, port=port, settings=settings)
    with _bound(host, port, shared=workers > 1) as own:
        copies = []
        if _can_copy():
            made = multiprocessing.get_context("fork").Process
            copies = [made(target=_copy, args=(config, own)) for _ in range(1, workers)]
        try:
            gc.freeze()  # what is loaded stays: collecting looks at what came after it only
            for one in copies:
                one.start()
            _run(config, own)
        finally:
            for one in copies:
                one.terminate()


def _can_copy() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()


def _copy(config: uvicorn.Config, parents: socket.socket) -> None:
    """Run a worker with a socket of its own, so that the system spreads the connections.

    From one socket the process that wakes first takes all that wait, and keeps them.
    """
    if not _SPREADS:
        _run(config, parents)
        return
    parents.close()
    with _bound(config.host, config.port, shared=True) as own:
        _run(config, own)


def _told_to_end(number: int, frame: object) -> None:
    raise SystemExit(0)


def _run(config: uvicorn.Config, shared: socket.socket) -> None:
    with contextlib.suppress(KeyboardInterrupt):  # that is how it is told to end
        uvicorn.Server(config).run(sockets=[shared])


def _bound(host: str, port: int, *, shared: bool = False) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared and _SPREADS:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made
