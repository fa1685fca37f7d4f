"""How often a client may ask: a bucket of requests for each, that fills up again with time."""

from __future__ import annotations

import ipaddress
from collections import OrderedDict
from collections.abc import Callable

_NEIGHBOURHOOD = 64  # bits of an IPv6 address that one subscriber has to itself


class Pace:
    """Counts requests by client.

    A class because it remembers, and the only thing of the page that does: addresses, in memory,
    of the clients seen last; nothing of what they said.
    """

    def __init__(
        self, *, per_minute: float, burst: float, clients: int, clock: Callable[[], float]
    ) -> None:
        self._refill = per_minute / 60
        self._burst, self._clients, self._clock = burst, clients, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # left, when

    def wait(self, client: str) -> float:
        """Count a request and return 0, or the seconds until the client may ask again."""
        now, key = self._clock(), _key(client)
        left, before = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - before) * self._refill)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, now)
        if len(self._left) > self._clients:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._refill

    def __len__(self) -> int:
        return len(self._left)


def _key(client: str) -> str:
    """Return what a client is counted by: its address, or its network where it has many."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return "?"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, _NEIGHBOURHOOD), strict=False))
    return str(address)
