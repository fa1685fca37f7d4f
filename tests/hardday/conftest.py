"""One warm process, one small tender and what it comes to on a good day."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.hardday.forge import Day, Forge
from tests.tender.evidenced import Bid, tender

# One length for every nightly walk, as in tests/intake/test_fuzzing.py.
EXAMPLES = int(os.environ.get("CARBON_FUZZ_EXAMPLES", "5"))
NIGHTLY = EXAMPLES > 5
OUTPUTS = ("bundle.zip", "evaluation.xlsx", "report.html", "result.json")


@pytest.fixture(scope="session")
def forge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forge]:
    with Forge(tmp_path_factory.mktemp("forge")) as warm:
        yield warm


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the tender folders `a` and `b`; they differ in a price."""
    root = tmp_path_factory.mktemp("day")
    for name, price in (("a", "8,50"), ("b", "7,10")):
        bids = [Bid(supplier="Ana AB"), Bid(supplier="Bo AB", price=price)]
        tender(root / name, bids, {})
    return root


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, hidden ones too."""
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir()) if one.is_file()}


def evaluate(name: str, out: str, place: Path, **hard: Any) -> Day:
    """Return the day on which a tender folder is evaluated into a folder beside it."""
    return Day(argv=["evaluate", name, "--out", out], cwd=str(place), **hard)


@pytest.fixture(scope="session")
def good(forge: Forge, place: Path) -> Mapping[str, Mapping[str, bytes]]:
    """Return what each tender comes to when nothing goes wrong."""
    ended = forge.runs(*(evaluate(name, f"good-{name}", place) for name in ("a", "b")))
    assert [one.code for one in ended] == [0, 0], ended
    found = {name: contents(place / f"good-{name}") for name in ("a", "b")}
    assert all(tuple(sorted(one)) == OUTPUTS for one in found.values())
    assert found["a"] != found["b"]
    return found
