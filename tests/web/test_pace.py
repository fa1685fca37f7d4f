"""How often a client may ask."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from carbon.web.pace import Pace


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def pace(clock: Clock, *, clients: int = 100) -> Pace:
    return Pace(per_minute=60, burst=3, clients=clients, clock=clock)


def test_three_at_once_then_one_a_second() -> None:
    clock = Clock()
    limit = pace(clock)
    assert [limit.wait("192.0.2.1") for _ in range(4)] == [0, 0, 0, 1.0]
    clock.now = 1.0
    assert limit.wait("192.0.2.1") == 0
    assert limit.wait("192.0.2.1") > 0


def test_one_client_does_not_slow_another() -> None:
    limit = pace(Clock())
    for _ in range(9):
        limit.wait("192.0.2.1")
    assert limit.wait("192.0.2.2") == 0


def test_addresses_of_one_ipv6_network_are_one_client() -> None:
    limit = pace(Clock())
    waits = [limit.wait(f"2001:db8::{n:x}") for n in range(4)]
    assert waits == [0, 0, 0, 1.0]


@given(st.lists(st.ip_addresses().map(str), max_size=60))
def test_no_more_clients_are_kept_in_mind_than_allowed(addresses: list[str]) -> None:
    limit = pace(Clock(), clients=5)
    for one in addresses:
        limit.wait(one)
    assert len(limit) <= 5


def test_whoever_is_not_an_address_is_counted_together() -> None:
    limit = pace(Clock())
    assert [limit.wait(one) for one in ("", "a", "b", "c")] == [0, 0, 0, 1.0]
