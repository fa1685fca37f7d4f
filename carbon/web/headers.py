"""The headers of every answer: what a browser may do with our page, which is very little."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_OFF = ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
# Referrer: "no-referrer" would make browsers post with "Origin: null", and the check of the origin
# would refuse our own forms.
FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _OFF),
    "X-Robots-Tag": "noindex",
}
KEPT_NOWHERE = "no-store"
_FIXED = tuple((name.lower().encode(), value.encode()) for name, value in FIXED.items())
_OURS = frozenset(name for name, _ in _FIXED)
_CACHE = b"cache-control"


class Headers:
    """Adds the fixed headers to every answer. A class because that is what ASGI middleware is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and dress its answer."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _all(message.get("headers", ()))}
            await send(message)

        await self._app(scope, receive, dressed if scope["type"] == "http" else send)


def _all(own: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers of an answer with ours, which count before its own."""
    found = [*(pair for pair in own if pair[0].lower() not in _OURS), *_FIXED]
    if not any(name.lower() == _CACHE for name, _ in found):
        found.append((_CACHE, KEPT_NOWHERE.encode()))
    return found
