"""What the server allows: how large, how often, how long. None of it changes a result."""

from __future__ import annotations

from dataclasses import dataclass, replace

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits of the page."""

    hosts: frozenset[str] = LOCAL_NAMES  # names in a Host header that are ours, without port
    form_bytes: int = 128 * 1024  # of a posted questionnaire
    upload_bytes: int = 2 * 1024 * 1024  # of a posted file with its form around it
    fields: int = 600  # in one posted form
    field_bytes: int = 4 * 1024  # one field of it
    body_seconds: float = 20.0  # for all of a posted body to arrive
    head_seconds: float = 10.0  # for a connection to say what it wants
    work_seconds: float = 30.0  # for a file to be read or written
    at_once: int = 2  # files read or written at the same time
    waiting: int = 16  # more that may wait for their turn
    connections: int = 200  # open at the same time
    per_minute: float = 300.0  # requests of one client, in the long run
    burst: float = 120.0  # requests of one client at once
    clients: int = 4096  # that are kept in mind; the one longest unseen is forgotten

    def with_pace(self, per_minute: float) -> Settings:
        """Return the same limits with another pace; as much at once as in the usual proportion."""
        return replace(
            self, per_minute=per_minute, burst=max(1.0, self.burst * per_minute / self.per_minute)
        )
