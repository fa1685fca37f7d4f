"""The gate before every page: is it meant for us, from our own page, small, and not too often?

Host names are checked because a stranger's page may point its own name at this machine (DNS
rebinding); origins because it may post a form to it. The whole body is read here, up to its limit
and in its time, before anything looks into it.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from carbon.web.pace import Pace
from carbon.web.settings import Settings

_READING = ("GET", "HEAD")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_OWN_SITE = ("same-origin", "none")  # Sec-Fetch-Site; "none": typed or opened by the person
# What is told instead of the page: status, and words web-refused-<name>.
Refuse = Callable[[Scope, HTTPStatus, str], Response]


class Gate:
    """Lets a request in or answers it at once. A class because ASGI middleware is one."""

    def __init__(self, app: ASGIApp, *, settings: Settings, pace: Pace, refuse: Refuse) -> None:
        self._app, self._settings, self._pace, self._refuse = app, settings, pace, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on with its body read."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a web socket: there are none here
            await send({"type": "websocket.close", "code": 1008})
            return
        refused = self._before(scope)
        body = b""
        if refused is None and scope["method"] == "POST":
            body, refused = await self._body(scope, receive)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)

    def _before(self, scope: Scope) -> Response | None:
        """Return why a request is refused by its head alone."""
        headers = Headers(scope=scope)
        if _name(headers.get("host", "")) not in self._settings.hosts:
            return self._refuse(scope, HTTPStatus.MISDIRECTED_REQUEST, "host")
        client = scope["client"][0] if scope.get("client") else ""
        seconds = self._pace.wait(client)
        if seconds:
            refused = self._refuse(scope, HTTPStatus.TOO_MANY_REQUESTS, "pace")
            refused.headers["Retry-After"] = str(math.ceil(seconds))
            return refused
        if scope["method"] in _READING:
            return None
        if scope["method"] != "POST":
            refused = self._refuse(scope, HTTPStatus.METHOD_NOT_ALLOWED, "method")
            refused.headers["Allow"] = "GET, HEAD, POST"
            return refused
        if not _from_our_own_page(headers, scope):
            return self._refuse(scope, HTTPStatus.FORBIDDEN, "origin")
        if headers.get("content-type", "").partition(";")[0].strip().lower() not in _FORMS:
            return self._refuse(scope, HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "form")
        return None

    async def _body(self, scope: Scope, receive: Receive) -> tuple[bytes, Response | None]:
        headers = Headers(scope=scope)
        multipart = headers.get("content-type", "").lower().startswith("multipart/")
        limit = self._settings.upload_bytes if multipart else self._settings.form_bytes
        announced = headers.get("content-length", "0")
        if not announced.isdecimal() or len(announced) > 18 or int(announced) > limit:
            return b"", self._refuse(scope, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
        try:
            async with asyncio.timeout(self._settings.body_seconds):
                body = await _read(receive, limit)
        except TimeoutError:
            return b"", self._refuse(scope, HTTPStatus.REQUEST_TIMEOUT, "slow")
        if body is None:
            return b"", self._refuse(scope, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "size")
        return body, None


async def _read(receive: Receive, limit: int) -> bytes | None:
    """Return the body, or None once it is larger than its limit, whatever was announced."""
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"".join(parts)
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that hands out the body that was read, then what comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _name(host: str) -> str:
    """Return the host name of a Host header, without its port."""
    name, colon, port = host.strip().lower().rpartition(":")
    if colon and (port.isdecimal() or not port) and (":" not in name or name.startswith("[")):
        return name
    return host.strip().lower()


def _from_our_own_page(headers: Headers, scope: Scope) -> bool:
    """Tell whether a form was posted from this page; one that does not say so was not."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _OWN_SITE:
        return False
    origin = headers.get("origin")
    if origin is None:
        return site is not None
    scheme, _, host = origin.partition("://")
    # Behind a proxy that ends TLS the browser says https where we hear http.
    return scheme in ("http", "https") and host.lower() == headers.get("host", "").strip().lower()
